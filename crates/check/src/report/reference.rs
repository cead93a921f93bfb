//! The reference page of all checks, generated from the table.

use crate::{CHECKS, Needs};
use std::fmt::Write as _;

const HEAD: &str = "# Checks

`modelpress check DIR` runs these checks; `modelpress check --list` prints this page. The code is what `--only` and \
`--skip` take. *Error*: must be fixed. *Warning*: worth a look; `--fail-on warning` also fails on warnings. Checks with \
a \u{2020} need the manifest of a modelpress build. Each page is parsed once: 40,000 pages take less than half a minute \
on two cores, in under 200 MB. The site can come from any generator; the base URL and the URL style are taken from the \
manifest, or else from sitemaps, canonical links and `robots.txt`. For a code host, use `--format sarif`; for a build \
server, `--format junit`.

";

const FOOT: &str = "
## What files on disk cannot show

| what | checked by |
|---|---|
| the HTML validator of the W3C on every page (rule 38) | `tests/it/web.rs`, in CI |
| pages without scripts, widths, contrast, names and roles (57, 58) | `tests/tools/axe.mjs` in headless Chromium, in CI |
| Lighthouse (59) | `tests/tools/lighthouse.mjs`, in CI |
| headers as a host sends them (63), a content security policy in them (61) | your host |
| how many sitemaps change for an added model (13) | `tests/it/sitemap.rs` |
| whether a verdict or figure is true, gated models, sources of licenses, experts (42 to 44, 48, 49) | the tests of the `compatibility` crate |
| limits of a host (65), order of uploads (66) | `modelpress deploy` |
| Brotli (64) | not checked: `.gz` and `.zst` files are decompressed, `.br` files are not |
";

/// The reference page, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = HEAD.to_owned();
    let mut group = None;
    for check in CHECKS {
        if group != Some(check.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            let _ = writeln!(
                text,
                "{gap}## {}\n\n| code | | finds | fix | rule |\n|---|---|---|---|---|",
                check.group.heading()
            );
            group = Some(check.group);
        }
        let mark = if check.needs == Needs::Manifest { " \u{2020}" } else { "" };
        let _ = writeln!(
            text,
            "| `{}`{mark} | {} | {} | {} | {} |",
            check.name,
            check.severity.as_str(),
            escaped(check.summary),
            escaped(check.fix),
            check.rules
        );
    }
    text.push_str(FOOT);
    text
}

/// Escapes the text of a table cell, except `<` between backticks.
fn escaped(text: &str) -> String {
    let parts = text.replace('|', "\\|");
    let parts = parts.split('`').enumerate();
    let parts: Vec<String> =
        parts.map(|(at, part)| if at % 2 == 0 { part.replace('<', "&lt;") } else { part.to_owned() }).collect();
    parts.join("`")
}
