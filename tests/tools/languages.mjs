// A site in two languages, in headless Chromium: the site of tests/fixtures/sites/bilingual, in English and Polish.
//
//   node tests/tools/languages.mjs SITE [--screenshots DIR]
//
// Fails where a page of one kind is not in its language, where the two do not lead to each other, where a script says
// something in the other language or in a wrong form of a number, or where axe-core finds a violation.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { axe, expectations, launched, overflow, violations } from "./browser.mjs";
import { kinds, serve } from "./site.mjs";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { screenshots: { type: "string" } } });
const [site] = positionals;
if (!site || !existsSync(join(site, "pl/index.html"))) {
  console.error("usage: node tests/tools/languages.mjs SITE [--screenshots DIR]");
  process.exit(2);
}
if (options.screenshots) mkdirSync(options.screenshots, { recursive: true });

const seen = expectations();
const { expect, equal } = seen;

const server = await serve(site);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launched();

/** A page, narrow; errors and requests to other hosts are failures. */
async function opened(path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-US" });
  const page = await context.newPage();
  page.on("request", (request) => expect(request.url().startsWith(`${origin}/`), `${path} asks ${request.url()}`));
  page.on("pageerror", (error) => expect(false, `error on ${path}: ${error.stack}`));
  await page.goto(origin + path);
  return { page, close: () => context.close() };
}

/** Follows the switch from one language to the other and back. */
async function switches(name, path) {
  const { page, close } = await opened(path);
  equal(await page.locator("html").getAttribute("lang"), "en", `${name}: lang`);
  await page.locator("footer a[hreflang=pl]").click();
  await page.waitForURL(`${origin}/pl${path}`);
  equal(await page.locator("html").getAttribute("lang"), "pl", `${name} in Polish: lang`);
  const wide = await page.evaluate(overflow);
  expect(!wide, `${name} in Polish is ${wide}`);
  await page.evaluate(axe);
  for (const line of await violations(page)) expect(false, `${name} in Polish: ${line}`);
  if (options.screenshots) await page.screenshot({ path: join(options.screenshots, `pl-${name}.png`), fullPage: true });
  await page.locator("footer a[hreflang=en]").click();
  await page.waitForURL(origin + path);
  await close();
}

/** What the search announces, in each form of a number that it comes upon. */
async function searches() {
  const { page, close } = await opened("/pl/models/");
  const status = page.locator(".search [role=status]");
  const forms = new Set();
  for (const query of ["llama", "qwen", "gemma", "phi", "mistral", "gguf", "solar", "yi", "deepseek", "hermes", "nemo", "codestral", "zephyr", "openchat"]) {
    await page.evaluate((query) => (location.hash = new URLSearchParams({ q: query })), query);
    await status.filter({ hasText: /\d+ (model|modele|modeli)\b/ }).waitFor({ timeout: 10_000 }).catch(() => {});
    await page.waitForLoadState("networkidle");
    const text = await status.textContent();
    const [, digits, noun] = /(?:^|z |\. )([\d\u00a0]+) (\p{L}+)/u.exec(text) ?? [];
    const number = Number(digits?.replace(/\u00a0/g, ""));
    const form = new Intl.PluralRules("pl").select(number);
    const expected = text.startsWith("Pierwsze") ? "modeli" : { one: "model", few: "modele", many: "modeli" }[form];
    equal(noun, expected, `“${query}” finds ${digits}: ${text}`);
    forms.add(form);
  }
  expect(forms.size === 3, `all forms of a number are met, not only ${[...forms].join(", ")}`);
  expect(await page.locator(".search label", { hasText: "Szukaj modeli" }).count(), "the search box is in Polish");
  expect((await page.locator(".search ol a").first().getAttribute("href")).startsWith("/pl/models/"), "results lead to pages in Polish");
  await close();
}

/** “Does it run on my machine?” with decimals and plurals. */
async function machine(path) {
  const { page, close } = await opened(`/pl${path}`);
  await page.getByLabel("Pamięć w GB").fill("8.5");
  const answer = page.locator(".machine [role=status]");
  await answer.filter({ hasText: "8,5 GB" }).waitFor({ timeout: 10_000 }).catch(async () => expect(false, `memory with a comma: ${await answer.textContent()}`));
  expect((await page.locator(".fit").allTextContents()).every((text) => /mieści/.test(text)), "each row says whether it fits");
  await close();
}

const pages = kinds(site);
for (const [name, path] of Object.entries(pages)) if (name !== "missing") await switches(name, path);
await searches();
await machine(pages.gguf);
await browser.close();
server.close();
console.log(seen.failures ? `${seen.failures} wrong` : `${Object.keys(pages).length - 1} kinds of pages in two languages`);
process.exit(seen.failures ? 1 : 0);
