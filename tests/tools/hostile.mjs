// Opens pages of a site of hostile records in headless Chromium, without the content security policy that would hide
// a mistake, and fails on what runs or leaves: dialogs, scripts of a record, errors, requests to other hosts.
//
//   node tests/tools/hostile.mjs SITE [--pages N]
//
// By default every page but redirects, and a search for some payloads.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { launched } from "./browser.mjs";
import { serve } from "./site.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: "string", default: "100000" } },
});
const [site] = positionals;
if (!site || !existsSync(join(site, "index.html"))) {
  console.error("usage: node tests/tools/hostile.mjs SITE [--pages N]");
  process.exit(2);
}

const SEARCHES = ["<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "undefined", "{{7*7}}", "javascript:alert(7)", "acme all"];

function* pages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".modelpress") yield* pages(path);
    // A page that only sends its visitors on shows nothing of a record.
    else if (entry.name.endsWith(".html") && !readFileSync(path, "utf8").includes('http-equiv="refresh"')) yield relative(site, path).split("/").map(encodeURIComponent).join("/");
  }
}

let failures = 0;
const fail = (where, what) => {
  failures++;
  if (failures <= 50) console.log(`  ${where}: ${what}`);
};

const server = await serve(site);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launched();
const context = await browser.newContext({ bypassCSP: true });
const page = await context.newPage();
let where = "";
await context.exposeBinding("hostileAlert", (_, text) => fail(where, `alert(${text})`));
await context.addInitScript(() => {
  for (const name of ["alert", "confirm", "prompt"]) globalThis[name] = (text) => globalThis.hostileAlert(String(text));
});
page.on("dialog", (dialog) => {
  fail(where, `dialog: ${dialog.message()}`);
  dialog.dismiss();
});
page.on("pageerror", (error) => fail(where, `error: ${error.message}`));
page.on("request", (request) => {
  if (!request.url().startsWith(`${origin}/`)) fail(where, `asks ${request.url()}`);
});

const all = [...pages(site)].sort().slice(0, Number(options.pages));
for (where of all) await page.goto(`${origin}/${where.replace(/(^|\/)index\.html$/, "$1")}`, { waitUntil: "load" });

await page.goto(`${origin}/models/`, { waitUntil: "load" });
const box = page.locator(".search input").first();
for (const text of SEARCHES) {
  where = `search ${text}`;
  await box.fill(text);
  await page.waitForFunction(() => document.querySelector(".search [role=status]")?.textContent !== "");
}
await browser.close();
server.close();
console.log(`${all.length} pages, ${SEARCHES.length} searches, ${failures} failures`);
process.exit(failures > 0 ? 1 : 0);
