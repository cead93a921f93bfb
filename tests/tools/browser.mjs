// Headless Chromium, and what tools ask of a page in it. The browser is Debian's: /usr/bin/chromium, or what CHROMIUM
// names.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

export const launched = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/** The source of axe-core, to be run in a page. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in a page, as lines. */
export async function violations(page) {
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }),
  );
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1).join("; ").trim()}`),
  );
}

/** What sticks out of the window to the right, or nothing. */
export function overflow() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) return null;
  const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
  return `${root.scrollWidth} px wide in ${innerWidth}: ${wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 90))}`;
}

/** Looks at what holds: `expect` prints what does not, `equal` compares, `failures` counts. */
export function expectations() {
  const seen = { failures: 0 };
  seen.expect = (is, what) => {
    if (is) return;
    seen.failures++;
    console.log(`  wrong: ${what}`);
  };
  seen.equal = (found, expected, what) => seen.expect(found === expected, `${what}: ${JSON.stringify(found)} in place of ${JSON.stringify(expected)}`);
  return seen;
}
