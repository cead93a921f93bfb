//! Facts stated directly in a record: licenses, gating, languages, dates.

use crate::{
    evidence::{Field, Stated},
    hub_model::{HubGating, HubModel, HubText},
};
use compact_str::CompactString;
use foreign_text::MAX_NAME_BYTES;
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use std::{borrow::Cow, collections::BTreeSet, fmt, ops::RangeInclusive};

/// Whether the user must accept terms before downloading the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gating {
    /// Anyone can download the files.
    Open,
    /// Access is granted automatically after accepting the terms.
    Auto,
    /// The owner decides on each request for access.
    Manual,
    /// Gated; the record does not say how.
    Gated,
    /// The record does not say.
    Unknown,
}

impl Gating {
    /// The name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Auto => "auto",
            Self::Manual => "manual",
            Self::Gated => "gated",
            Self::Unknown => "unknown",
        }
    }

    /// Whether terms must be accepted first.
    #[must_use]
    pub fn is_gated(self) -> bool {
        matches!(self, Self::Auto | Self::Manual | Self::Gated)
    }
}

impl Serialize for Gating {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads `gated`: false, true, `"auto"` or `"manual"`.
pub(crate) fn gating(record: &HubModel<'_>) -> Gating {
    match &record.gated {
        None => Gating::Unknown,
        Some(HubGating::Flag(false)) => Gating::Open,
        Some(HubGating::Flag(true)) => Gating::Gated,
        Some(HubGating::Mode(mode)) => match mode.to_ascii_lowercase().as_str() {
            "auto" => Gating::Auto,
            "manual" => Gating::Manual,
            "false" => Gating::Open,
            _ => Gating::Gated,
        },
    }
}

/// A license: an identifier from the Hub's list, or the author's own name for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct License {
    /// `apache-2.0`, `other`, …
    pub id: CompactString,
    /// The license's name, if the id is `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Box<str>>,
    /// A file of the repository or a URL, if the id is `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Box<str>>,
}

impl fmt::Display for License {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

/// The licenses without duplicates: those of the card, otherwise those of the tags.
pub(crate) fn licenses(record: &HubModel<'_>) -> Vec<Stated<License>> {
    let card = &record.card_data;
    let mut licenses = license_list(record, Field::CardLicense, card.license.iter().map(|text| &**text));
    if licenses.is_empty() {
        licenses = license_list(record, Field::CardLicence, card.licence.iter().map(|text| &**text));
    }
    if licenses.is_empty() {
        let tags = record.tags.iter().filter_map(|tag| tag.strip_prefix("license:"));
        licenses = license_list(record, Field::Tags, tags);
    }
    licenses
}

fn license_list<'a>(record: &HubModel<'_>, field: Field, names: impl Iterator<Item = &'a str>) -> Vec<Stated<License>> {
    /// Limits the list, so that no record can grow it without bound. No real record has more.
    const MOST: usize = 20;
    let card = &record.card_data;
    // Punctuation alone (`**`) is not a name, and `licence: license` is left over from a trainer's template.
    let is_name = |name: &&str| {
        // Names in cards are truncated earlier; a tag of that length is not a name.
        let is_short = name.len() <= MAX_NAME_BYTES + '…'.len_utf8();
        is_short && name.chars().any(char::is_alphanumeric) && !name.eq_ignore_ascii_case("license")
    };
    let mut licenses: Vec<Stated<License>> = Vec::new();
    for name in names.filter(is_name) {
        if licenses.len() == MOST {
            break;
        }
        if licenses.iter().any(|known| known.value.id.eq_ignore_ascii_case(name)) {
            continue;
        }
        let is_other = name.eq_ignore_ascii_case("other");
        let stated = |text: &HubText<'_>| text.as_deref().filter(|_| is_other).map(Into::into);
        let license = License { id: name.into(), name: stated(&card.license_name), link: stated(&card.license_link) };
        // There is nearly always only one.
        licenses.reserve_exact(usize::from(licenses.is_empty()));
        licenses.push(Stated { value: license, field });
    }
    licenses
}

/// The languages in lower case, without duplicates: those of the card, otherwise the tags that are ISO 639-1 codes.
pub(crate) fn languages(record: &HubModel<'_>) -> Vec<Box<str>> {
    let stated = &record.card_data.language;
    if stated.is_empty() {
        each_once(record.tags.iter().filter(|tag| is_language_code(tag)))
    } else {
        each_once(stated.iter())
    }
}

fn each_once<'a>(names: impl Iterator<Item = &'a Cow<'a, str>>) -> Vec<Box<str>> {
    /// Above this number a set is used, because some models list thousands of languages.
    const FEW: usize = 16;
    let mut found: Vec<Box<str>> = Vec::new();
    let mut seen: BTreeSet<Box<str>> = BTreeSet::new();
    for name in names {
        let name: Box<str> = name.to_lowercase().into();
        if found.len() == FEW && seen.is_empty() {
            seen.extend(found.iter().cloned());
        }
        let is_new = if found.len() < FEW { !found.contains(&name) } else { seen.insert(name.clone()) };
        if is_new {
            found.reserve_exact(usize::from(found.is_empty()));
            found.push(name);
        }
    }
    found
}

/// ISO 639-1 (Library of Congress code list), in alphabetical order.
const LANGUAGE_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Indexed by first and second letter.
const IS_LANGUAGE: [[bool; 26]; 26] = {
    let codes = LANGUAGE_CODES.as_bytes();
    let mut table = [[false; 26]; 26];
    let mut at = 0;
    while at + 1 < codes.len() {
        table[(codes[at] - b'a') as usize][(codes[at + 1] - b'a') as usize] = true;
        at += 3;
    }
    table
};

fn is_language_code(tag: &str) -> bool {
    let [first @ b'a'..=b'z', second @ b'a'..=b'z'] = tag.as_bytes() else { return false };
    IS_LANGUAGE[usize::from(first - b'a')][usize::from(second - b'a')]
}

/// A point in time, and whether it is a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Date {
    /// UTC.
    pub at: Timestamp,
    /// Whether the date is unknown: the Hub gives everything older the moment at which it began to record dates.
    pub is_placeholder: bool,
}

/// The creation date in all records older than that, in Unix seconds: 2022-03-02T23:29:04Z and the second after it (of
/// 134,982 records of 2026, 62 and 189 have these, and none another moment of that day).
const PLACEHOLDERS: RangeInclusive<i64> = 1_646_263_744..=1_646_263_745;

/// 2018-01-01, before the Hub had models. An earlier date is an error in the record.
const EARLIEST: i64 = 1_514_764_800;

/// Parses a date of a record. `None` if the text is missing or not a valid date.
pub(crate) fn date(text: Option<&str>) -> Option<Date> {
    let at: Timestamp = text?.parse().ok()?;
    if at.as_second() < EARLIEST {
        return None;
    }
    let is_placeholder = PLACEHOLDERS.contains(&at.as_second());
    Some(Date { at, is_placeholder })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> HubModel<'_> {
        HubModel::from_json(json.as_bytes()).unwrap()
    }

    #[test]
    fn gated_is_read_in_all_its_forms() {
        for (json, expected) in [
            (r#"{"id":"a/b","gated":false}"#, Gating::Open),
            (r#"{"id":"a/b","gated":true}"#, Gating::Gated),
            (r#"{"id":"a/b","gated":"auto"}"#, Gating::Auto),
            (r#"{"id":"a/b","gated":"manual"}"#, Gating::Manual),
            (r#"{"id":"a/b"}"#, Gating::Unknown),
            (r#"{"id":"a/b","gated":null}"#, Gating::Unknown),
        ] {
            assert_eq!(gating(&record(json)), expected, "{json}");
        }
    }

    #[test]
    fn licenses_are_read_from_wherever_they_stand() {
        let ids = |json: &str| licenses(&record(json)).into_iter().map(|license| license.value.id).collect::<Vec<_>>();
        assert_eq!(ids(r#"{"id":"a/b","cardData":{"license":["mit","apache-2.0","MIT"]}}"#), ["mit", "apache-2.0"]);
        assert_eq!(ids(r#"{"id":"a/b","cardData":{"licence":"mit"}}"#), ["mit"]);
        assert_eq!(ids(r#"{"id":"a/b","cardData":{"license":"**"},"tags":["license:llama3"]}"#), ["llama3"]);
        assert!(ids(r#"{"id":"a/b","tags":["llama3"]}"#).is_empty());
        let names: Vec<String> = (0..50_000).map(|at| format!("\"mit-{at}\"")).collect();
        assert_eq!(ids(&format!(r#"{{"id":"a/b","cardData":{{"license":[{}]}}}}"#, names.join(","))).len(), 20);
    }

    #[test]
    fn the_placeholder_is_known_as_one() {
        for second in ["04.000Z", "05.000Z"] {
            assert!(date(Some(&format!("2022-03-02T23:29:{second}"))).unwrap().is_placeholder);
        }
        assert!(!date(Some("2022-03-02T23:29:06.000Z")).unwrap().is_placeholder);
        assert!(!date(Some("2024-07-18T08:56:00.000Z")).unwrap().is_placeholder);
        assert_eq!(date(Some("yesterday")), None);
        assert_eq!([date(Some("1970-01-01T00:00:00Z")), date(Some("2017-12-31T23:59:59Z"))], [None, None]);
        assert!(date(Some("2018-01-01T00:00:00Z")).is_some());
    }

    #[test]
    fn language_tags_are_whole_codes() {
        assert_eq!(
            languages(&record(r#"{"id":"a/b","tags":["en","english","zh","xx","region:us"]}"#)),
            ["en".into(), "zh".into()]
        );
        assert_eq!(languages(&record(r#"{"id":"a/b","cardData":{"language":"DE"},"tags":["en"]}"#)), ["de".into()]);
    }
}
