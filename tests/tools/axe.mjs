// Opens pages of a built site in headless Chromium, light and dark, wide and narrow, and fails on what a visitor
// would suffer from: violations of axe-core's rules, pages wider than the window, errors on the console, requests
// to other hosts, scripts, and text that is not there without scripts.
//
//   node tests/tools/axe.mjs SITE [--kind NAME=PATH]... [--every-kind] [--screenshots DIR]
//
// Without --kind, one page of each kind is looked for in the folder; --every-kind fails where one is not found.
// The browser is Debian's: /usr/bin/chromium, or what CHROMIUM names.
import { createServer } from "node:http";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WIDTHS = [1280, 390];
const WIDTHS_TO_LOOK_AT = [1280, 768, 390];
const SCHEMES = ["light", "dark"];
const KINDS = [
  "home", "models", "browse", "hub", "hub-page", "hub-index", "authors", "gguf", "safetensors", "planned", "noindex", "worker", "workers", "methodology", "article", "missing",
];
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".xml": "application/xml",
  ".xsd": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};
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

/** The site as a static host serves it. */
function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    let file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    let status = 200;
    if (!existsSync(file) || !statSync(file).isFile()) {
      [file, status] = [join(folder, "404.html"), 404];
    }
    response.writeHead(status, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Every model page's path and text, until one of each kind is found. */
function* modelPages(folder) {
  const models = join(folder, "models");
  for (const owner of readdirSync(models).sort()) {
    if (!statSync(join(models, owner)).isDirectory()) continue;
    for (const name of readdirSync(join(models, owner)).sort()) {
      const file = join(models, owner, name, "index.html");
      if (existsSync(file)) yield [`/models/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/`, file];
    }
  }
}

/** The folder with the most in it: the hub of the most pages. */
function largestFolder(folder) {
  const folders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  const size = (name) => readdirSync(join(folder, name)).length;
  return folders.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))[0];
}

/** One page of each kind there is, by name. */
function kinds(folder) {
  const found = { home: "/", models: "/models/", workers: "/workers/", methodology: "/methodology/", missing: "/no/such/page/" };
  if (existsSync(join(folder, "browse/2/index.html"))) found.browse = "/browse/2/";
  const worker = readdirSync(join(folder, "workers")).find((name) => existsSync(join(folder, "workers", name, "index.html")));
  if (worker) found.worker = `/workers/${worker}/`;
  const hubs = { hub: "families", quantization: "quantizations", size: "sizes", author: "authors" };
  for (const [kind, folder_of_kind] of Object.entries(hubs)) {
    const hub = existsSync(join(folder, folder_of_kind)) && largestFolder(join(folder, folder_of_kind));
    if (!hub) continue;
    found[kind] = `/${folder_of_kind}/${hub}/`;
    found["hub-index"] = "/families/";
    if (existsSync(join(folder, folder_of_kind, hub, "2/index.html"))) found["hub-page"] ??= `${found[kind]}2/`;
  }
  if (existsSync(join(folder, "authors/index.html"))) found.authors = "/authors/";
  const known = new Set(["models", "browse", "workers", "methodology", "families", "model-types", "formats", "quantizations", "sizes", "licenses", "authors"]);
  const article = readdirSync(folder).find((name) => !known.has(name) && existsSync(join(folder, name, "index.html")));
  if (article) found.article = `/${article}/`;
  const wanted = {
    gguf: (html) => (html.match(/\.gguf</g) ?? []).length >= 4,
    safetensors: (html) => html.includes("safetensors") && !html.includes(".gguf<") && /class="?v v-(runs|expected)/.test(html),
    planned: (html) => html.includes('id="instead"') || html.includes("Instead, today"),
    noindex: (html) => /<meta content="?noindex"? name="?robots/.test(html),
  };
  for (const [path, file] of modelPages(folder)) {
    const open = Object.keys(wanted).filter((kind) => !found[kind]);
    if (open.length === 0) break;
    const html = readFileSync(file, "utf8");
    for (const kind of open) if (wanted[kind](html)) found[kind] = path;
  }
  return found;
}

const failures = [];
const fail = (where, what) => {
  failures.push(`${where}: ${what}`);
  console.log(`  ${where}: ${what}`);
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

/** What axe finds in a page, as lines. */
async function violations(page) {
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }),
  );
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1).join("; ").trim()}`),
  );
}

/** What sticks out of the window to the right, or nothing. */
function overflow() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) return null;
  const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
  return `${root.scrollWidth} px wide in ${innerWidth}: ${wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 90))}`;
}

async function check(browser, origin, kind, path) {
  const at = { kind };
  let text;
  for (const colorScheme of SCHEMES) {
    at.where = `${kind} ${path} (${colorScheme})`;
    const page = await opened(browser, origin + path, at, { colorScheme, viewport: { width: WIDTHS[0], height: 900 } });
    const scripts = await page.evaluate(() => [...document.scripts].filter((script) => script.type !== "application/ld+json").length);
    if (scripts > 0) fail(at.where, `${scripts} scripts`);
    text ??= await page.evaluate(() => document.body.innerText);
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
  if ((await page.locator("body").innerText()) !== text) fail(at.where, "says something else");
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
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
if (options["every-kind"]) {
  for (const kind of KINDS.filter((kind) => !chosen[kind])) fail(kind, "no such page in this site");
}
await all(Object.entries(chosen).map(([kind, path]) => () => check(browser, origin, kind, path)), 2);
await browser.close();
server.close();
const pages = Object.keys(chosen).length;
console.log(`${site}: ${pages} pages (${Object.keys(chosen).join(", ")}), ${WIDTHS.join(" and ")} px, ${SCHEMES.join(" and ")}, ${failures.length} failures, ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(failures.length > 0 ? 1 : 0);
