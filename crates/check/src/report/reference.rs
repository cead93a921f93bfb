//! The reference page, from the table.

use crate::{CHECKS, Needs};
use std::fmt::Write as _;

const HEAD: &str = "# Checks

What `modelpress check DIR` looks at; made by `modelpress check --list` from the table in `crates/check/src/table.rs`. \
The code is what `--only` and `--skip` take. *Error*: has to be mended. *Warning*: worth a look; \
`--fail-on warning` fails on it, too. Checks with a \u{2020} need the manifest of a build of this program and do not \
apply without it.

";

const FOOT: &str = "
## What files on disk cannot show

| what | who looks |
|---|---|
| the validator of the W3C on every page (rule 38) | `tests/it/web.rs`, in CI |
| pages without script, widths, contrast, names and roles (57, 58) | `tests/tools/axe.mjs` in headless Chromium, in CI |
| Lighthouse (59) | nobody yet |
| a policy for scripts in headers (61); headers as a host sends them (63) | the host; of types the manifest's are checked |
| how many sitemaps an added model changes (13) | `tests/it/sitemap.rs` |
| whether a verdict or figure is true, gated models, sources of licenses, experts (42 to 44, 48, 49) | the tests of the `compatibility` crate |
| limits of a certain host (65), order of uploads (66) | deployment, when it comes |
| brotli (64) | nobody: `.gz` and `.zst` files are unpacked, `.br` are not |
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
                "{gap}## {}\n\n| code | | finds | mend | rule |\n|---|---|---|---|---|",
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
            escaped(check.mend),
            check.rules
        );
    }
    text.push_str(FOOT);
    text
}

/// As text of a cell; what stands between backticks is shown as it is.
fn escaped(text: &str) -> String {
    let parts = text.replace('|', "\\|");
    let parts = parts.split('`').enumerate();
    let parts: Vec<String> =
        parts.map(|(at, part)| if at % 2 == 0 { part.replace('<', "&lt;") } else { part.to_owned() }).collect();
    parts.join("`")
}
