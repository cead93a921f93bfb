// Opens pages of a built site in headless Chromium, light and dark, wide and narrow, and fails on what a visitor
// would suffer from: violations of axe-core's rules, pages wider than the window, errors on the console, requests
// to other hosts, scripts in the page itself, and text that is not there without scripts: they only add.
//
//   node tests/tools/axe.mjs SITE [--kind NAME=PATH]... [--every-kind] [--screenshots DIR]
//
// Without --kind, one page of each kind is looked for in the folder; --every-kind fails where one is not found.
// The browser is Debian's: /usr/bin/chromium, or what CHROMIUM names.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { axe, launched, overflow, violations } from "./browser.mjs";
import { kinds, serve } from "./site.mjs";

const WIDTHS = [1280, 390];
const WIDTHS_TO_LOOK_AT = [1280, 768, 390];
const SCHEMES = ["light", "dark"];
const KINDS = [
  "home", "models", "browse", "topic", "topic-page", "topic-index", "authors", "gguf", "safetensors", "planned", "noindex", "worker", "workers", "methodology", "article", "data", "missing",
];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: "string", multiple: true, default: [] },
    "every-kind": { type: "boolean", default: false },
    screenshots: { type: "string" },
  },
});
const [site] = positionals;
if (!site || !existsSync(join(site, "index.html"))) {
  console.error("usage: node tests/tools/axe.mjs SITE [--kind NAME=PATH]... [--every-kind] [--screenshots DIR]");
  process.exit(2);
}

const failures = [];
const fail = (where, what) => {
  failures.push(`${where}: ${what}`);
  console.log(`  ${where}: ${what}`);
};

/** A page in a window of its own; whatever happens in it is said of `at.where`. */
async function opened(browser, address, at, settings) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const origin = new URL(address).origin;
  const status = at.kind === "missing" ? 404 : 200;
  page.on("console", (message) => {
    // The browser itself says so of a page that is meant to answer 404.
    const isExpected = status === 404 && message.text().includes("404");
    if (["error", "warning"].includes(message.type()) && !isExpected) fail(at.where, `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fail(at.where, `error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) fail(at.where, `asks ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.url() !== address && response.status() !== 200) fail(at.where, `${response.status()} for ${response.url()}`);
  });
  const response = await page.goto(address, { waitUntil: "load" });
  if (response.status() !== status) fail(at.where, `answers ${response.status()}`);
  return page;
}

/** The text of a page without what scripts have put into the places that are theirs. */
function plain() {
  for (const place of document.querySelectorAll(".search, .machine")) place.hidden = true;
  const text = document.body.innerText;
  for (const place of document.querySelectorAll(".search, .machine")) place.hidden = false;
  return text;
}

async function check(browser, origin, kind, path) {
  const at = { kind };
  let text;
  for (const colorScheme of SCHEMES) {
    at.where = `${kind} ${path} (${colorScheme})`;
    const page = await opened(browser, origin + path, at, { colorScheme, viewport: { width: WIDTHS[0], height: 900 } });
    const scripts = await page.evaluate(() => [...document.scripts].filter((script) => script.type !== "application/ld+json" && !(script.src && script.defer)).length);
    if (scripts > 0) fail(at.where, `${scripts} scripts that are in the page or hold it up`);
    text ??= await page.evaluate(plain);
    await page.evaluate(axe);
    for (const width of options.screenshots ? WIDTHS_TO_LOOK_AT : WIDTHS) {
      at.where = `${kind} ${path} (${colorScheme}, ${width} px)`;
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(overflow);
      if (wide) fail(at.where, wide);
      if (options.screenshots) {
        await page.screenshot({ path: join(options.screenshots, `${kind}-${width}-${colorScheme}.png`), fullPage: true });
      }
      for (const line of await violations(page)) fail(at.where, line);
    }
    await page.context().close();
  }
  at.where = `${kind} ${path} (no script)`;
  const page = await opened(browser, origin + path, at, { javaScriptEnabled: false, viewport: { width: WIDTHS[0], height: 900 } });
  if ((await page.locator("body").innerText()).trim() !== text.trim()) fail(at.where, "says something else");
  await page.context().close();
}

/** Every task, some at a time. */
async function all(tasks, atOnce) {
  const open = [...tasks];
  const worker = async () => {
    for (let task = open.shift(); task; task = open.shift()) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const started = Date.now();
if (options.screenshots) mkdirSync(options.screenshots, { recursive: true });
const server = await serve(site);
const origin = `http://127.0.0.1:${server.address().port}`;
const chosen = options.kind.length > 0 ? Object.fromEntries(options.kind.map((given) => given.split(/=(.*)/s))) : kinds(site);
const browser = await launched();
if (options["every-kind"]) {
  for (const kind of KINDS.filter((kind) => !chosen[kind])) fail(kind, "no such page in this site");
}
await all(Object.entries(chosen).map(([kind, path]) => () => check(browser, origin, kind, path)), 2);
await browser.close();
server.close();
const pages = Object.keys(chosen).length;
console.log(`${site}: ${pages} pages (${Object.keys(chosen).join(", ")}), ${WIDTHS.join(" and ")} px, ${SCHEMES.join(" and ")}, ${failures.length} failures, ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(failures.length > 0 ? 1 : 0);
