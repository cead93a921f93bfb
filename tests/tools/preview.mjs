// `modelpress serve` in a browser: node preview.mjs URL FILE. Changes FILE, the page at URL, and watches it follow.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(url);
const good = readFileSync(file, "utf8");

/** Waits for what has to come, and tells how long it took. */
async function after(what, change, wait) {
  const begin = performance.now();
  change();
  await wait();
  console.log(`${what}: ${Math.round(performance.now() - begin)} ms`);
}

const overlay = page.locator("#modelpress-preview");
const text = (words) => () => page.getByText(words).waitFor({ timeout: 60_000 });
await text("First words.")();
await after("the page loads itself again", () => writeFileSync(file, good.replace("First", "Second")), text("Second words."));
await after("a mistake lies over it", () => writeFileSync(file, "no settings"), () => overlay.waitFor({ timeout: 60_000 }));
const said = await overlay.textContent();
if (!said.includes("content/pages/new.md") || (await overlay.getAttribute("role")) !== "alert") throw new Error(said);
await text("Second words.")();
await after("and goes when it is fixed", () => writeFileSync(file, good.replace("First", "Third")), text("Third words."));
if (await overlay.count()) throw new Error("the mistake is still shown");
await browser.close();
