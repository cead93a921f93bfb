//! Checks the figures in tables: sizes, bits per weight, units, and agreement with the sitemap.

use crate::{
    finding::Found,
    read::{
        base::Target,
        scan::{Cell, Scan},
    },
    rules::page::{Page, short, text::sizes_in},
    table::Code,
};
use locale::plural::Grouped;
use site::{
    page_key::{self, PageKey},
    verdict_class::VerdictClass,
};

/// Plausible bits per weight: below 1 for the smallest quantizations, up to 32 unquantized, plus some margin.
const BITS: std::ops::RangeInclusive<f64> = 0.5..=40.0;

pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    for table in &page.scan.tables {
        let Some((heading, rows)) = table.split_first() else { continue };
        let column = |words: &[&str]| {
            heading.iter().position(|cell| {
                let text = cell.text.to_ascii_lowercase();
                words.iter().any(|word| text == *word)
            })
        };
        let size = column(&["size", "file size"]);
        let bits = column(&["bits per weight", "bpw"]);
        for row in rows {
            bits_and_size(page, row, size, bits, found);
        }
        if page.model.is_some() {
            cells(heading, rows, found);
        }
    }
    facts(page, found);
}

/// Checks bits per weight for plausibility and against size and parameter count.
fn bits_and_size(page: &Page<'_>, row: &[Cell<'_>], size: Option<usize>, bits: Option<usize>, found: &mut Found) {
    let cell = |column: Option<usize>| column.and_then(|column| row.get(column));
    let Some(shown) = cell(bits) else { return };
    let Some(bits) = first_number(&shown.text) else { return };
    if !BITS.contains(&bits) {
        return found.at(Code::BitsPerWeight, shown.line, shown.text.as_str());
    }
    let size = cell(size).and_then(|cell| sizes_in(&cell.text).next());
    let parameters = page.site.facts(page.file).and_then(|facts| facts.get("parameters")?.parse::<f64>().ok());
    let (Some((bytes, words)), Some(parameters)) = (size, parameters) else { return };
    let expected = bits * parameters / 8.0;
    let tolerance = 0.005 + step(words) + step(&shown.text);
    if (bytes / expected - 1.0).abs() > tolerance {
        let message = format!("{words} at {bits} bits per weight and {parameters} parameters");
        found.at(Code::SizeContradiction, shown.line, message);
    }
}

/// Maximum rounding error of a figure, relative to its value.
fn step(text: &str) -> f64 {
    let Some(value) = first_number(text) else { return 0.0 };
    let number = text.split_ascii_whitespace().next().unwrap_or_default();
    let places = number.split_once('.').map_or(0, |(_, places)| places.len());
    0.5 * 10_f64.powi(-i32::try_from(places).unwrap_or(0)) / value.abs().max(1e-9)
}

fn first_number(text: &str) -> Option<f64> {
    let number = text.split_ascii_whitespace().next()?;
    number.trim_start_matches(['~', '≈']).parse().ok()
}

/// On model pages no cell may be empty, and no size may lack its unit.
fn cells(heading: &[Cell<'_>], rows: &[Vec<Cell<'_>>], found: &mut Found) {
    for (cell, heading) in rows.iter().flat_map(|row| row.iter().zip(heading)) {
        if cell.text.is_empty() {
            found.at(Code::EmptyCell, cell.line, format!("in the column `{}`", short(&heading.text)));
        }
        let is_size = ["size", "memory"].iter().any(|word| heading.text.to_ascii_lowercase().contains(word));
        if is_size && cell.text.parse::<f64>().is_ok() {
            found.at(Code::UnitMissing, cell.line, format!("`{}` in the column `{}`", cell.text, heading.text));
        }
    }
}

/// The model data in the sitemap must appear on the model's page.
fn facts(page: &Page<'_>, found: &mut Found) {
    let Some(facts) = page.site.facts(page.file) else { return };
    let text = &page.scan.text;
    for (name, value) in &facts.model {
        let is_shown = match value.parse::<u64>() {
            Ok(number) => {
                text.contains(&Grouped(number).to_string()) || text.contains(&**value) || is_rounded(number, page.scan)
            }
            Err(_) => contains_lower(text, value),
        };
        if !is_shown {
            found.add(Code::SitemapFacts, format!("the sitemap says {name} `{}`, but the page does not", short(value)));
        }
    }
    for (worker, verdict) in &facts.workers {
        let row = page.scan.tables.iter().flatten().find(|row| {
            let href = row.first().and_then(|cell| cell.href).unwrap_or_default();
            names(page, href, worker)
        });
        let Some(row) = row else {
            found.add(Code::SitemapFacts, format!("the sitemap has a verdict for `{worker}`, but the page does not"));
            continue;
        };
        let words = row.get(1).map(|cell| cell.text.to_ascii_lowercase()).unwrap_or_default();
        // Verdicts are compared by their English words; in other languages by their CSS class, if there is one.
        let class = row.get(1).and_then(|cell| cell.verdict);
        let is_same = match &**verdict {
            _ if !page.scan.is_english() => class.is_none_or(|class| {
                let stated = match class {
                    VerdictClass::Runs | VerdictClass::Expected => "runs",
                    VerdictClass::Planned => "planned",
                    VerdictClass::Unknown => "unknown",
                    VerdictClass::No => "no",
                };
                stated == &**verdict
            }),
            "runs" => words.contains("run") && !words.contains("not run"),
            "planned" => words.contains("planned"),
            "no" => words.contains("not"),
            _ => words.contains("unknown"),
        };
        if !is_same {
            let message = format!("the sitemap says `{verdict}` for `{worker}`, but the page says `{}`", short(&words));
            found.add(Code::SitemapFacts, message);
        }
    }
}

/// Whether a link leads to the page of a worker: by the page's key, or because its last path segment is the worker's
/// id.
fn names(page: &Page<'_>, href: &str, worker: &str) -> bool {
    let Target::File(file) = page.site.resolve(href, page.from).0.target else { return false };
    if page.site.key(file).and_then(PageKey::parse).is_some_and(|key| key.page == page_key::Page::Worker(worker)) {
        return true;
    }
    let path = page.site.files.path(file);
    let path = path.strip_suffix("/index.html").or(path.strip_suffix(".html")).unwrap_or(path);
    path.rsplit('/').next() == Some(worker)
}

/// Whether a number of bytes or parameters is shown rounded to three digits.
#[expect(clippy::cast_precision_loss, reason = "three digits are compared")]
pub(super) fn is_rounded(number: u64, scan: &Scan<'_>) -> bool {
    let text = &*scan.text;
    let number = number as f64;
    let is_near = |shown: f64| (shown / number - 1.0).abs() < 0.006;
    // Only English units are known. In other languages any number in thousands, millions and so on is accepted.
    if !scan.is_english() {
        let numbers =
            text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter_map(|word| word.parse::<f64>().ok());
        return numbers.into_iter().any(|shown| [3, 6, 9, 12].iter().any(|zeros| is_near(shown * 10_f64.powi(*zeros))));
    }
    sizes_in(text).any(|(bytes, _)| is_near(bytes))
        || [("B", 1e9), ("M", 1e6), ("K", 1e3), ("T", 1e12)].iter().any(|(unit, factor)| {
            text.split_ascii_whitespace()
                .filter_map(|word| word.trim_matches([',', '.', ';', '(', ')']).strip_suffix(unit)?.parse::<f64>().ok())
                .any(|shown| is_near(shown * factor))
        })
}

/// Whether a text contains another, ignoring case.
pub(super) fn contains_lower(text: &str, part: &str) -> bool {
    text.contains(part) || text.to_lowercase().contains(&part.to_lowercase())
}
