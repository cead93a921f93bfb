// Lighthouse on one page of each kind of a built site, as a phone on a slow network loads it from a server on this
// machine. Prints all scores; fails where accessibility, best practices or SEO are below 100.
//
//   node tests/tools/lighthouse.mjs SITE
//
// The performance score is computed from times and moves with whatever else the machine does: a page below the goal
// is measured twice more and its median printed, and only a median that no healthy page has is a failure.
// The browser is Debian's: /usr/bin/chromium, or what CHROMIUM names.
import { launch } from "chrome-launcher";
import { existsSync } from "node:fs";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { kinds, serve } from "./site.mjs";

const GOAL = 95;
const BROKEN = 50;
const EXACT = ["accessibility", "best-practices", "seo"];
// Search engines are asked to leave the first two out, which is no mistake of theirs; the others are made by the
// template of a page that is measured.
const LEFT_OUT = ["noindex", "missing", "safetensors", "planned", "quantization", "size", "author", "authors"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

const [site] = process.argv.slice(2);
if (!site || !existsSync(join(site, "index.html"))) {
  console.error("usage: node tests/tools/lighthouse.mjs SITE");
  process.exit(2);
}

async function measure(url, port, categories) {
  const result = await lighthouse(url, { port, onlyCategories: categories, output: "json", logLevel: "silent" });
  if (result.lhr.runtimeError) throw new Error(`${url}: ${result.lhr.runtimeError.message}`);
  return result.lhr;
}

const score = (lhr, category) => Math.round(lhr.categories[category].score * 100);

/** The audits of a category that cost it points. */
function lost(lhr, category) {
  const refs = lhr.categories[category].auditRefs.filter((ref) => ref.weight > 0);
  const failed = refs.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
  return failed.map((audit) => `${audit.id} (${audit.title})`).join(", ");
}

/** `Content-Signal` is younger than this Lighthouse, which takes it for a mistake; all other lines are judged. */
function withoutSignals(file, bytes) {
  return file.endsWith("/robots.txt") ? Buffer.from(bytes.toString().replace(/^Content-Signal:.*\n/gm, "")) : bytes;
}

const started = Date.now();
const server = await serve(site, withoutSignals);
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: FLAGS, logLevel: "silent" });
let failures = 0;
const pages = Object.entries(kinds(site)).filter(([kind]) => !LEFT_OUT.includes(kind));
for (const [kind, path] of pages) {
  const url = `http://127.0.0.1:${server.address().port}${path}`;
  const lhr = await measure(url, chrome.port, ["performance", ...EXACT]);
  let performance = [score(lhr, "performance")];
  if (performance[0] < GOAL) {
    for (let again = 0; again < 2; again++) performance.push(score(await measure(url, chrome.port, ["performance"]), "performance"));
  }
  const median = performance.sort((a, b) => a - b)[Math.floor(performance.length / 2)];
  const note = median < GOAL ? ` (goal ${GOAL}; ${lost(lhr, "performance")})` : "";
  console.log(`${kind.padEnd(14)} performance ${median}${note}, ${EXACT.map((category) => `${category} ${score(lhr, category)}`).join(", ")}  ${path}`);
  for (const category of EXACT.filter((category) => score(lhr, category) < 100)) {
    failures++;
    console.log(`  ${category}: ${lost(lhr, category)}`);
  }
  if (median < BROKEN) {
    failures++;
    console.log(`  performance: below ${BROKEN} three times over`);
  }
}
await chrome.kill();
server.close();
console.log(`${site}: ${pages.length} pages, ${failures} failures, ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(failures > 0 ? 1 : 0);
