//! Checks the text of a page: wrong decoding, unfilled placeholders, impossible values.

use crate::{
    finding::Found,
    rules::page::{Page, line, short},
    table::Code,
};

/// Words for a missing value in common programming languages.
const EMPTY: [&str; 5] = ["null", "NaN", "undefined", "None", "nil"];

/// Units that follow a figure, with their factor to bytes.
const UNITS: [(&str, f64); 15] = [
    ("bytes", 1.0),
    ("kB", 1e3),
    ("KB", 1e3),
    ("MB", 1e6),
    ("GB", 1e9),
    ("TB", 1e12),
    ("PB", 1e15),
    ("EB", 1e18),
    ("KiB", 1024.0),
    ("MiB", 1_048_576.0),
    ("GiB", 1_073_741_824.0),
    ("TiB", 1_099_511_627_776.0),
    ("PiB", 1_125_899_906_842_624.0),
    ("B", f64::NAN),
    ("tokens", f64::NAN),
];

/// Larger than any model, in bytes.
const LARGEST: f64 = 1e14;

pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    controls(page, found);
    mojibake(page, found);
    let text = without_quotations(page);
    markers(page, &text, found);
    placeholders(page, &text, found);
    sizes(page, &text, found);
}

/// The visible text without quoted text, which may contain anything.
fn without_quotations(page: &Page<'_>) -> String {
    let mut text = String::with_capacity(page.scan.text.len());
    let mut from = 0;
    for quoted in &page.scan.quoted {
        text.push_str(&page.scan.text[from..quoted.start]);
        text.push_str(" \u{2026} ");
        from = quoted.end;
    }
    text.push_str(&page.scan.text[from..]);
    text
}

fn controls(page: &Page<'_>, found: &mut Found) {
    let bytes = page.html.as_bytes();
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 0xb | 0xe..=0x1f | 0x7f);
    let first = bytes.iter().position(is_control);
    let second = memchr::memchr_iter(0xc2, bytes).find(|at| matches!(bytes.get(at + 1), Some(0x80..=0x9f)));
    if let Some(at) = first.or(second) {
        let c = page.html[at..].chars().next().unwrap_or_default();
        found.at(Code::ControlCharacter, line(bytes, at), format!("{}", c.escape_unicode()));
    }
}

/// Reports UTF-8 that was read as Latin-1 or Windows-1252.
fn mojibake(page: &Page<'_>, found: &mut Found) {
    let html = page.html;
    if html.is_ascii() {
        return;
    }
    let is_sign = |at: usize, c: char| {
        let next = || html[at + c.len_utf8()..].chars().next().unwrap_or_default();
        match c {
            '\u{fffd}' => true,
            'Ã' | 'Â' => matches!(next(), '\u{80}'..='\u{bf}'),
            'â' => matches!(next(), '€' | '\u{80}'..='\u{9f}'),
            'ð' => matches!(next(), 'Ÿ' | '\u{9f}'),
            _ => false,
        }
    };
    // Such text quoted from others also occurs in attributes and structured data, where ASCII characters are escaped.
    // Hence only the run of non-ASCII characters is compared.
    let is_quoted = |at: usize| {
        let start = html[..at].rfind(|c: char| c.is_ascii()).map_or(0, |before| before + 1);
        let end = html[at..].find(|c: char| c.is_ascii()).map_or(html.len(), |behind| at + behind);
        page.scan.quotes(&html[start..end])
    };
    let at = html.char_indices().find(|(at, c)| is_sign(*at, *c) && !is_quoted(*at));
    if let Some((at, _)) = at {
        let around: String = html[at..].chars().take(12).collect();
        found.at(Code::Mojibake, line(html.as_bytes(), at), format!("`{}`", around.replace('\n', " ")));
    }
}

fn markers(page: &Page<'_>, text: &str, found: &mut Found) {
    let scan = page.scan;
    let head = scan.titles.iter().map(String::as_str).chain(scan.meta("description"));
    for text in head.chain([text]) {
        let marks = [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("${", "}"), ("[[", "]]")];
        let marked = marks.iter().find_map(|(open, close)| {
            let mut marked = text.match_indices(open).filter_map(|(at, _)| {
                let length = text[at..].find(close).filter(|length| *length < 80)?;
                Some(&text[at..at + length + close.len()])
            });
            marked.find(|marked| !scan.quotes(marked))
        });
        if let Some(marked) = marked {
            return found.add(Code::TemplateMarker, format!("`{}`", short(marked)));
        }
    }
}

fn placeholders(page: &Page<'_>, text: &str, found: &mut Found) {
    // The model's name or quoted text may contain these words.
    let own = page.model.map(str::to_ascii_lowercase).unwrap_or_default();
    let own: Vec<&str> = own.split(|c: char| !c.is_alphanumeric()).collect();
    let is_quoted = |word: &str| page.scan.quotations().any(|quoted| words(quoted).any(|known| known == word));
    let is_own =
        |word: &str| own.contains(&&*word.to_ascii_lowercase()) || page.site.has_model(word) || is_quoted(word);
    let is_empty = |text: &str| EMPTY.contains(&text) && !is_own(text);
    let cells = page.scan.tables.iter().flatten().flatten();
    for cell in cells.filter(|cell| !cell.is_heading && !cell.is_quoted && is_empty(&cell.text)) {
        found.at(Code::PlaceholderValue, cell.line, format!("a cell says `{}`", cell.text));
    }
    let head = page.scan.titles.iter().map(String::as_str).chain(page.scan.meta("description"));
    for text in head {
        if let Some(word) = words(text).find(|word| matches!(*word, "null" | "NaN" | "undefined") && !is_own(word)) {
            found.add(Code::PlaceholderValue, format!("`{word}` in `{}`", short(text)));
        }
    }
    if text.contains("[object Object]") && !page.scan.quotes("[object Object]") {
        found.add(Code::PlaceholderValue, "`[object Object]`");
    }
    let mut before = "";
    for word in words(text) {
        let is_figure = is_empty(before) && UNITS.iter().any(|(unit, _)| *unit == word);
        let is_alone = word == "NaN" && !is_own(word);
        let is_odd = page.model.is_some() && matches!(word, "null" | "undefined") && !is_own(word);
        if is_figure {
            return found.add(Code::PlaceholderValue, format!("`{before} {word}`"));
        }
        if is_alone || is_odd {
            return found.add(Code::PlaceholderValue, format!("`{word}`"));
        }
        before = word;
    }
}

/// Words without surrounding punctuation.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
        .map(|word| word.trim_matches(['.', ',', ';', ':', '(', ')', '|', '!', '?', '"', '\'']))
        .filter(|word| !word.is_empty())
}

/// The sizes in a text: bytes, including the sign, and the matched words.
pub(super) fn sizes_in(text: &str) -> impl Iterator<Item = (f64, &str)> {
    let bytes = text.as_bytes();
    // Units are rarer than figures, so units are searched for and the figure before them is parsed backwards.
    let units = UNITS.iter().filter(|(_, factor)| !factor.is_nan());
    units.flat_map(move |(unit, factor)| {
        memchr::memmem::find_iter(bytes, unit).filter_map(move |at| {
            let end = at + unit.len();
            if bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_')) {
                return None;
            }
            let before = text[..at].strip_suffix([' ', '\u{a0}', '\u{202f}']).unwrap_or(&text[..at]);
            let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
            let number = &before[before.trim_end_matches(is_digit).len()..];
            let start = before.len() - number.len();
            let sign = &before[..start];
            let is_negative = sign.ends_with('\u{2212}') || sign.ends_with(" -") || sign.ends_with("(-") || sign == "-";
            let is_name = sign.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '%'))
                && !is_negative;
            let value: f64 = number.replace(',', "").parse().ok()?;
            if is_name || !number.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            let value = if is_negative { -value } else { value };
            Some((value * factor, &text[start..end]))
        })
    })
}

fn sizes(page: &Page<'_>, text: &str, found: &mut Found) {
    let is_impossible = |bytes: f64| bytes <= 0.0 || bytes > LARGEST;
    let impossible = sizes_in(text).find(|(bytes, words)| is_impossible(*bytes) && !page.scan.quotes(words));
    if let Some((_, words)) = impossible {
        found.add(Code::ImpossibleSize, format!("`{words}`"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_sign_and_unit() {
        let sizes = |text| sizes_in(text).map(|(bytes, _)| bytes).collect::<Vec<f64>>();
        assert_eq!(sizes("it takes 4.5 GB, then -1 GB (or 1,024 MiB)"), [4.5e9, -1e9, 1_073_741_824.0]);
        assert_eq!(sizes("0 bytes"), [0.0]);
        for text in ["model-7GB-x", "GB", "8B parameters", "v1.5 GBx", "RTX3090-24GB"] {
            assert!(sizes(text).is_empty(), "{text}");
        }
    }
}
