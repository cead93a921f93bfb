// What scripts add to a built site, in headless Chromium: the search of /models/ and of topics on a large site (the
// synthetic one of 40,000 models), and “Does it run on my machine?” on the starter site.
//
//   node tests/tools/search.mjs SITE STARTER [--screenshots DIR]
//
// Prints what each query transfers, and fails on a wrong count, a query over 100 KB, scripts over 15 KB, a request to
// another host, a violation of axe-core's rules, or anything that keyboard, history or a missing file breaks.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { axe, expectations, launched, overflow, violations } from "./browser.mjs";
import { serve } from "./site.mjs";

const QUERY_LIMIT = 100_000;
const SCRIPT_LIMIT = 15_000;
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { screenshots: { type: "string" } } });
const [large, starter] = positionals;
if (!large || !starter || ![large, starter].every((site) => existsSync(join(site, "search/0/index.json")))) {
  console.error("usage: node tests/tools/search.mjs SITE STARTER [--screenshots DIR]");
  process.exit(2);
}
if (options.screenshots) mkdirSync(options.screenshots, { recursive: true });

const seen = expectations();
const { expect, equal } = seen;

/** Every row of the table of models that a site offers. */
const rows = (site) =>
  gunzipSync(readFileSync(join(site, "data/models.jsonl.gz"))).toString().trimEnd().split("\n").map((line) => JSON.parse(line));

/** The words of a text, as documented: runs of letters and digits, a number behind three letters or more apart. */
const words = (text) => text.toLowerCase().split(/[^a-z0-9]+/).flatMap((word) => word.match(/^[a-z]{3,}(?=\d)|.+/g) ?? []).filter(Boolean);

/** How many models a query has to find, by the table: their ids, families and formats. */
function countByTable(models, query, filter = () => true) {
  const wanted = words(query);
  const has = (known, word) => known.some((other) => (word.length > 1 ? other.startsWith(word) : other === word));
  const isFound = (model) => wanted.every((word) => has(words([model.id, model.family, ...model.formats].join(" ")), word));
  return models.filter((model) => filter(model) && isFound(model)).length;
}

/** A page in a window of its own, with what it transfers; requests to other hosts and errors are failures. */
async function opened(browser, site, path, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const log = { requests: 0, bytes: 0 };
  const names = new Map();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, response.url));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!names.get(requestId)?.includes("/search/")) return;
    log.requests++;
    log.bytes += encodedDataLength;
  });
  page.on("request", (request) => expect(request.url().startsWith(`${site.origin}/`), `asks ${request.url()}`));
  page.on("pageerror", (error) => expect(false, `error on ${path}: ${error.stack}`));
  await page.goto(site.origin + path);
  return { page, log, close: () => context.close() };
}

const said = (page) => page.locator(".search [role=status]").textContent();
/** What is announced once it matches. */
async function announced(page, pattern) {
  const status = page.locator(".search [role=status]", { hasText: pattern });
  await status.waitFor({ timeout: 10_000 }).catch(async () => expect(false, `${pattern} is not announced, but “${await said(page).catch(() => "")}”`));
  return (await said(page)) ?? "";
}
const shown = (count) => count.toLocaleString("en");
const found = (text) => Number(/([\d,]+) models?/.exec(text)?.[1].replaceAll(",", "") ?? NaN);
const ids = (page) => page.locator(".search ol a").allTextContents();
const settle = (page) => page.waitForLoadState("networkidle");

/** Queries, each in a browser that knows nothing yet. */
async function queries(browser, site, models) {
  const cases = [
    ["q=qwen+8+q4", null],
    ["q=llama-3.1-8", ["llama-3.1-8"]],
    ["q=mistrl", "mistral"],
    ["q=krill+instrcut", "krill instruct"],
    ["q=qw", ["qw"]],
    ["q=phi", ["phi"]],
    ["q=garnet+harbor+gguf", ["garnet harbor gguf"]],
    ["family=qwen&format=gguf", ["", (model) => model.family === "qwen" && model.formats.includes("gguf")]],
    ["worker=llm-worker-rbee-cpu&verdict=usable", ["", (model) => model.workers["llm-worker-rbee-cpu"].verdict === "runs"]],
    ["q=mistrl+instrct+lumn&worker=llm-worker-rbee-cpu&verdict=usable&family=mistral&format=safetensors&quantization=bf16", null],
    ["q=phi&license=none-of-this&verdict=unknown", ["phi", (model) => model.verdict === "unknown"]],
    ["verdict=planned", ["", (model) => model.verdict === "planned"]],
    ["q=lumen+instruct+5&worker=llm-worker-rbee-cuda&verdict=usable&family=llama&size=6b-to-9b&format=safetensors&quantization=bf16&license=mit", null],
    ["q=mistrl+instrct+harbr+8&verdict=planned&family=gemma&size=2b-to-4b&format=gguf&quantization=q4-k-m&license=mit", null],
  ];
  for (const [fragment, expected] of cases) {
    const { page, log, close } = await opened(browser, site, `/models/#${fragment}`);
    const text = await announced(page, /models?\b/);
    await settle(page);
    console.log(`  ${(log.bytes / 1000).toFixed(1).padStart(5)} kB in ${String(log.requests).padStart(2)} requests: ${fragment}\n        ${text}`);
    expect(log.bytes <= QUERY_LIMIT, `${fragment} takes ${log.bytes} bytes`);
    if (typeof expected === "string") {
      expect(/“/.test(text), `${fragment}: a correction is not said: ${text}`);
      equal(found(text), countByTable(models, expected), fragment);
    } else if (expected) equal(found(text), countByTable(models, ...expected), fragment);
    await close();
  }
}

/** Models by their whole ids, which come first even where others have the same words and more. */
async function everyModel(browser, site, models) {
  const { page, close } = await opened(browser, site, "/models/");
  for (const { id } of models) {
    await page.evaluate((id) => (location.hash = new URLSearchParams({ q: id })), id);
    await page.locator(".search ol a", { hasText: id }).first().waitFor({ timeout: 10_000 }).catch(() => {});
    equal((await ids(page))[0], id, "the first result of a whole id");
  }
  await close();
}

/** Tab, type, Enter: no pointer. */
async function byKeyboard(browser, site, models) {
  const { page, close } = await opened(browser, site, "/models/");
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const tabTo = async (is, what) => {
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press("Tab");
      if (is(await focused())) return;
    }
    expect(false, `no way to ${what} by keyboard`);
  };
  await tabTo((at) => at === "search-q", "the search box");
  await page.keyboard.type("qwen harbor");
  const first = await announced(page, /models/);
  equal(found(first), countByTable(models, "qwen harbor"), "typed");
  await tabTo((at) => at.startsWith("Filters"), "the filters");
  await page.keyboard.press("Enter");
  await tabTo((at) => at === "search-family", "the family");
  await page.keyboard.type("Q");
  await announced(page, `${shown(countByTable(models, "qwen harbor", (model) => model.family === "qwen"))} models`);
  expect(/family=qwen/.test(page.url()), `the fragment lacks the filter: ${page.url()}`);
  const [best] = await ids(page);
  await tabTo((at) => at === best, "the results");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => /\/models\/./.test(url.pathname));
  equal((await page.locator(".owner a, .owner").first().textContent()).includes(best.split("/")[0]), true, "the page of the first result");
  await page.goBack();
  await announced(page, /models/);
  equal((await ids(page))[0], best, "the results after going back");
  await close();
}

/** Back, forward, reload; what is typed makes one step, a choice another. */
async function history(browser, site, models) {
  const { page, close } = await opened(browser, site, "/models/");
  await page.fill("#search-q", "phi onyx");
  const one = countByTable(models, "phi onyx");
  equal(found(await announced(page, /models/)), one, "typed");
  await page.click(".search summary");
  await page.selectOption("#search-format", "gguf");
  const both = countByTable(models, "phi onyx", (model) => model.formats.includes("gguf"));
  await announced(page, `${shown(both)} models`);
  equal(await page.locator(".search summary").textContent(), "Filters: 1 chosen", "the number of filters");
  await page.reload();
  equal(found(await announced(page, /models/)), both, "after a reload");
  equal(await page.inputValue("#search-q"), "phi onyx", "the box after a reload");
  await page.goBack();
  await announced(page, `${shown(one)} models`);
  equal(await page.inputValue("#search-format"), "", "the filter after going back");
  await page.goBack();
  await page.locator(".search section").waitFor({ state: "hidden" });
  equal(await page.inputValue("#search-q"), "", "the box at the start");
  await page.goForward();
  await announced(page, `${shown(one)} models`);
  const { search, hash } = new URL(page.url());
  equal(search, "", "the part of the address that servers and crawlers see");
  equal(hash, "#q=phi+onyx", "the fragment");
  await page.click(".search .body > button");
  await announced(page, "First 40 of");
  equal((await ids(page)).length, 40, "results after more were asked for");
  await page.click("text=Clear");
  await page.locator(".search section").waitFor({ state: "hidden" });
  await close();
}

/** A hub's box begins with its filter. */
async function onTopic(browser, site, models) {
  const { page, close } = await opened(browser, site, "/families/llama/");
  await page.focus("#search-q");
  await page.locator("summary", { hasText: "Filters: 1 chosen" }).waitFor();
  equal(await page.inputValue("#search-family"), "llama", "the filter of a topic");
  await page.keyboard.type("ember");
  const text = await announced(page, /models/);
  equal(found(text), countByTable(models, "ember", (model) => model.family === "llama"), "within a topic");
  await close();
}

/** What is typed before the index is there stays, and the filter of the hub is added to it. */
async function typedEarly(browser, site, models) {
  const typed = "ember instruct";
  for (const early of [4, typed.length]) {
    const { page, close } = await opened(browser, site, "/families/llama/");
    let release;
    const held = new Promise((done) => (release = done));
    await page.route((url) => /^\/search\/.*index\.json$/.test(url.pathname), async (route) => {
      await held;
      await route.continue();
    });
    await page.focus("#search-q");
    await page.keyboard.type(typed.slice(0, early));
    // Longer than the box waits for more letters.
    if (early === typed.length) await page.waitForTimeout(400);
    release();
    await page.locator(".search summary", { hasText: "Filters: 1 chosen" }).waitFor();
    await page.keyboard.type(typed.slice(early));
    const expected = countByTable(models, typed, (model) => model.family === "llama");
    await announced(page, `${shown(expected)} model`);
    equal(await page.inputValue("#search-q"), typed, `the box, ${early} letters early`);
    equal(await page.inputValue("#search-family"), "llama", `the filter, ${early} letters early`);
    equal(new URL(page.url()).hash, "#q=ember+instruct&family=llama", `the fragment, ${early} letters early`);
    await close();
  }
}

/** Parts that are missing, old, or there again. */
async function failing(browser, site) {
  for (const lost of ["index.json", "words/", "models/", "use.bin", "filters/"]) {
    const { page, close } = await opened(browser, site, "/models/");
    await page.route((url) => url.pathname.startsWith("/search/") && url.pathname.includes(lost), (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.evaluate(() => (location.hash = "q=qwen&family=qwen"));
    const text = await announced(page, /could not be loaded/);
    expect(text.includes(lost) && text.includes("404"), `without ${lost}: ${text}`);
    expect((await page.locator("main > ol.models a").count()) === 100, "the list is not there any more");
    await page.unrouteAll();
    await page.click("text=Try again");
    await announced(page, /of [\d,]+ models/);
    await close();
  }
  // A cache that still has a part of another version.
  const { page, close } = await opened(browser, site, "/models/");
  let old = 0;
  await page.route((url) => url.pathname.includes("/words/"), (route) => (old++ === 0 ? route.fulfill({ body: "00000000 old" }) : route.continue()));
  await page.evaluate(() => (location.hash = "q=qwen"));
  await announced(page, /of [\d,]+ models/);
  expect(old > 1, "the old part was not asked for again");
  await close();
}

/** A narrow and a wide window, light and dark: axe's rules, nothing that sticks out, pictures to look at. */
async function looked(browser, site, name, path, prepare) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const { page, close } = await opened(browser, site, path, { colorScheme, viewport: { width, height: 900 } });
      await prepare(page);
      await settle(page);
      await page.evaluate(axe);
      for (const line of await violations(page)) expect(false, `${name} (${colorScheme}, ${width} px): ${line}`);
      const wide = await page.evaluate(overflow);
      expect(!wide, `${name} (${colorScheme}, ${width} px): ${wide}`);
      if (options.screenshots) await page.screenshot({ path: join(options.screenshots, `${name}-${width}-${colorScheme}.png`) });
      await close();
    }
  }
}

/** On paper a form is of no use. */
async function printed(browser, site, path, prepare) {
  const { page, close } = await opened(browser, site, path);
  await prepare(page);
  await page.emulateMedia({ media: "print" });
  for (const box of await page.locator(".search, .machine, .fit").all()) expect(!(await box.isVisible()), `${path} prints a form`);
  await close();
}

/** Without scripts there is no trace of it. */
async function withoutScripts(browser, site, path) {
  const { page, close } = await opened(browser, site, path, { javaScriptEnabled: false });
  for (const place of [".search", ".machine"].filter((place) => readFileSync(join(site.folder, path, "index.html"), "utf8").includes(place.slice(1)))) {
    for (const box of await page.locator(place).all()) {
      equal(((await box.textContent()) ?? "").trim(), "", `${place} without scripts`);
      equal((await box.boundingBox())?.height ?? 0, 0, `the height of ${place} without scripts`);
    }
  }
  await close();
}

/** The figures of a page's table, as it has them for scripts and for people. */
async function machine(browser, site, folder) {
  const { page, close } = await opened(browser, site, folder);
  equal(await page.locator(".fit").count(), 0, "marks before anything is entered");
  const cells = await page.locator(".sets [data-loaded]").evaluateAll((cells) => cells.map((cell) => [cell.dataset.loaded, cell.textContent]));
  for (const [loaded, text] of cells) {
    const about = loaded[0] === "~";
    const figure = Number(loaded.replace("~", "").split(" ")[0]);
    if (loaded === "?") equal(text, "unknown", "an unknown figure");
    else expect(text.startsWith("about ") === about && Math.abs(parseFloat(text.replace("about ", "").replace(",", "")) * (text.includes("GB") ? 1e9 : 1e6) / figure - 1) < 0.01, `${loaded} is shown as ${text}`);
  }
  const known = cells.map(([loaded]) => Number(loaded.replace("~", ""))).filter((bytes) => bytes > 0).sort((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)];
  await page.fill("#machine-memory", String(middle / 1e9));
  await page.locator(".fit").first().waitFor();
  const marks = await page.locator(".fit").allTextContents();
  equal(marks.length, cells.length, "marks");
  cells.forEach(([loaded], at) => {
    const bytes = Number(loaded.replace("~", ""));
    const fit = bytes <= middle ? "fits" : "does not fit";
    const expected = loaded === "?" ? "unknown whether it fits" : loaded[0] === "~" ? `probably ${fit} (estimate)` : fit;
    equal(marks[at], expected, loaded);
  });
  const answer = await page.locator(".machine [role=status]").textContent();
  const fitting = known.filter((bytes) => bytes <= middle).length;
  expect(answer.includes(cells.length > 1 ? `${fitting} of the ${cells.length} variants below fit` : "the one variant below fit"), answer);
  console.log(`  ${folder}: ${answer}`);
  // Remembered on the next page, for the same worker; gone when it is emptied.
  await page.selectOption("#machine-worker", { index: 1 });
  await page.waitForTimeout(400);
  await page.reload();
  equal(await page.inputValue("#machine-memory"), String(middle / 1e9), "the memory on the next page");
  expect((await page.locator(".fit").count()) === cells.length, "no marks on the next page");
  equal(await page.locator("#machine-worker").evaluate((select) => select.selectedIndex), 1, "the worker on the next page");
  await page.fill("#machine-memory", "");
  await page.locator(".fit").first().waitFor({ state: "detached" });
  await close();
}

async function served(folder) {
  const server = await serve(folder);
  return { folder, server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The page of a model of the starter site, by how many sets of files it has. */
function pageWith(folder, least, isWanted = () => true) {
  for (const owner of readdirSync(join(folder, "models")).sort()) {
    if (!statSync(join(folder, "models", owner)).isDirectory()) continue;
    for (const name of readdirSync(join(folder, "models", owner)).sort()) {
      const file = join(folder, "models", owner, name, "index.html");
      if (!existsSync(file)) continue;
      const html = readFileSync(file, "utf8");
      if ((html.match(/data-loaded/g) ?? []).length >= least && isWanted(html)) return `/models/${owner}/${name}/`;
    }
  }
}

const started = Date.now();
const part = async (name, run) => {
  const start = Date.now();
  console.log(`${name}:`);
  await run().catch((error) => expect(false, `${name}: ${error.message}`));
  console.log(`  ${((Date.now() - start) / 1000).toFixed(1)} s`);
};
const scripts = readdirSync(join(large, "assets")).filter((name) => name.endsWith(".js"));
const scriptBytes = scripts.reduce((sum, name) => sum + statSync(join(large, "assets", name)).size, 0);
console.log(`scripts: ${scriptBytes} bytes in ${scripts.join(", ")}`);
expect(scripts.length > 0 && scriptBytes <= SCRIPT_LIMIT, `scripts take ${scriptBytes} bytes`);
const models = rows(large);
const [site, small] = [await served(large), await served(starter)];
const browser = await launched();
const withSets = pageWith(starter, 4);
const running = pageWith(starter, 1, (html) => /v-(runs|expected)/.test(html) && !/data-loaded="?\?/.test(html));
await part(`queries on ${models.length} models`, () => queries(browser, site, models));
await part("whole ids", async () => {
  const step = Math.floor(models.length / 40);
  await everyModel(browser, site, models.filter((_, at) => at % step === 7 % step));
  const known = rows(starter);
  const begun = known.filter(({ id }) => known.some((other) => other.id !== id && other.id.startsWith(id)));
  expect(begun.length > 10, "the starter site has no ids that others begin with");
  await everyModel(browser, small, begun.slice(0, 30));
});
await part("keyboard", () => byKeyboard(browser, site, models));
await part("history", () => history(browser, site, models));
await part("topic", () => onTopic(browser, site, models));
await part("missing and old parts", () => failing(browser, site));
await part("does it run on my machine", async () => {
  await machine(browser, small, withSets);
  await machine(browser, small, running);
});
await part("without scripts", async () => {
  for (const path of ["/models/", "/families/llama/", withSets]) await withoutScripts(browser, small, path);
});
await part("printed", async () => {
  await printed(browser, site, "/models/#q=qwen", (page) => announced(page, /models/));
  await printed(browser, small, withSets, async (page) => {
    await page.fill("#machine-memory", "4");
    await page.locator(".fit").first().waitFor();
  });
});
await part("axe-core, light and dark, wide and narrow", async () => {
  const open = async (page) => {
    await announced(page, /models/);
    await page.click(".search summary");
  };
  await looked(browser, site, "search", "/models/#q=qwen+harbor&family=qwen", open);
  await looked(browser, site, "correction", "/families/phi/#q=mistrl&worker=llm-worker-rbee-cpu&verdict=usable", (page) => announced(page, /models/));
  await looked(browser, site, "box", "/models/", async () => {});
  await looked(browser, small, "machine", withSets, async (page) => {
    await page.fill("#machine-memory", "4");
    await page.locator(".fit").first().waitFor();
    await page.locator(".machine").scrollIntoViewIfNeeded();
  });
});
await browser.close();
for (const { server } of [site, small]) server.close();
console.log(`${large}, ${starter}: ${seen.failures} failures, ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(seen.failures > 0 ? 1 : 0);
