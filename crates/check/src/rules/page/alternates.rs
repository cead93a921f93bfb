//! Checks alternates, the JSON and Markdown forms of a page: their facts must appear on the page.

use crate::{
    finding::Found,
    read::{
        base::Target,
        scan::{collapse, has_word},
    },
    rules::page::{
        Page,
        figures::{contains_lower, is_rounded},
        short,
        text::sizes_in,
    },
    table::Code,
};
use locale::plural::Grouped;
use serde_json::Value;

/// Maximum number of differences reported per alternate.
const MOST: usize = 5;

pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    for link in page.scan.links.iter().filter(|link| has_word(link.attribute("rel"), "alternate")) {
        let kind = link.attribute("type").unwrap_or_default();
        let (Some(href), None) = (link.attribute("href"), link.attribute("hreflang")) else { continue };
        let is_json = kind.eq_ignore_ascii_case("application/json");
        if !is_json && !kind.eq_ignore_ascii_case("text/markdown") {
            continue;
        }
        let Target::File(file) = page.site.resolve(href, page.from).0.target else { continue };
        let Ok(bytes) = page.site.files.read(file) else { continue };
        let mut differences = Vec::new();
        if is_json {
            // Invalid JSON is reported by another check.
            let Ok(alternate) = serde_json::from_slice(&bytes) else { continue };
            json(page, &alternate, &mut differences);
        } else {
            markdown(page, &String::from_utf8_lossy(&bytes), &mut differences);
        }
        for difference in differences.into_iter().take(MOST) {
            found.add(Code::AlternateDiffers, format!("{}: {difference}", page.site.files.path(file)));
        }
    }
}

fn json(page: &Page<'_>, alternate: &Value, differences: &mut Vec<String>) {
    let scan = page.scan;
    let canonical = scan.related("canonical").next().and_then(|link| link.attribute("href")).map(str::to_owned);
    let h1 = h1(page);
    let description = scan.meta("description").next().map(collapse);
    for (name, shown) in [
        ("title", scan.titles.first().cloned()),
        ("h1", h1),
        ("description", description),
        ("canonical", canonical.clone()),
        ("url", canonical),
    ] {
        let stated = alternate.get(name).and_then(Value::as_str).map(collapse);
        if let (Some(stated), Some(shown)) = (stated, shown)
            && stated != shown
        {
            differences.push(format!("{name} is `{}`, but `{}` on the page", short(&stated), short(&shown)));
        }
    }
    if let Some(facts) = alternate.get("facts") {
        values("facts", facts, page, differences);
    }
}

fn h1(page: &Page<'_>) -> Option<String> {
    page.scan.headings.iter().find(|(level, ..)| *level == 1).map(|(.., text)| text.clone())
}

/// Every string and number in the facts must appear on the page.
fn values(name: &str, value: &Value, page: &Page<'_>, differences: &mut Vec<String>) {
    let text = &page.scan.text;
    let is_shown = match value {
        // An object with a `text` has the text shown on the page; its other fields repeat it for programs.
        Value::Object(map) if map.get("text").is_some_and(Value::is_string) => {
            let shown = map.iter().filter(|(name, _)| matches!(&***name, "text" | "evidence"));
            return shown.for_each(|(name, value)| values(name, value, page, differences));
        }
        Value::Object(map) => return map.iter().for_each(|(name, value)| values(name, value, page, differences)),
        Value::Array(list) => return list.iter().for_each(|value| values(name, value, page, differences)),
        Value::String(value) => {
            let plain = collapse(&page.scan.plain(value));
            contains_lower(text, &plain) || page.scan.anchors.iter().any(|link| link.attribute("href") == Some(value))
        }
        Value::Number(number) => match (number.as_u64(), number.as_f64()) {
            (Some(number), _) => {
                text.contains(&Grouped(number).to_string())
                    || text.contains(&number.to_string())
                    || is_rounded(number, page.scan)
            }
            (None, Some(number)) => text.contains(&format!("{number:.2}")) || text.contains(&number.to_string()),
            _ => true,
        },
        Value::Null | Value::Bool(_) => true,
    };
    if !is_shown {
        differences.push(format!("{name} is `{}`, which the page does not show", short(&value.to_string())));
    }
}

/// The first heading must match the page's, and every size must appear on the page.
fn markdown(page: &Page<'_>, alternate: &str, differences: &mut Vec<String>) {
    let heading = alternate.lines().find_map(|line| line.strip_prefix("# ")).map(unmarked);
    if let (Some(heading), Some(h1)) = (heading, h1(page)) {
        let is_same = heading == h1 || page.model == Some(&*heading) || Some(&heading) == page.scan.titles.first();
        if !is_same {
            differences.push(format!("its heading is `{}`, but `{}` on the page", short(&heading), short(&h1)));
        }
    }
    for (_, words) in sizes_in(&page.scan.plain(alternate)) {
        if !page.scan.text.contains(words) {
            differences.push(format!("it says `{words}`, which the page does not"));
        }
    }
}

/// Removes Markdown markup.
fn unmarked(text: &str) -> String {
    collapse(&text.replace('\\', "").replace(['`', '*'], ""))
}
