//! Splits responses of the Hub into records and reads the few fields that `fetch` needs. The text of a record is kept
//! unchanged, and its other fields are not interpreted.

use compatibility::model_id::ModelId;
use foreign_text::printable;
use jiff::Timestamp;
use memchr::memmem;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt, ops::Range};

/// Records of one response, as byte ranges into its body.
#[derive(Debug)]
pub(super) struct Page {
    /// The body.
    pub body: Vec<u8>,
    /// Its records in order.
    pub records: Vec<Record>,
    /// Problems of the malformed items, in order.
    pub malformed: Vec<String>,
}

/// The fields of a record that `fetch` needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Byte range of the record in its text.
    pub place: Range<usize>,
    /// Byte range of its file list.
    pub siblings: Option<Range<usize>>,
    /// The model.
    pub id: ModelId,
    /// A hash of `_id`, which does not change when a model is renamed.
    pub repository: Option<u128>,
    /// The commit it describes.
    pub sha: Option<Box<str>>,
    /// Last modification in milliseconds since 1970; 0 if unknown.
    pub modified: u64,
    /// Whether the model is gated.
    pub gate: Gate,
    /// Downloads in the last 30 days; 0 if unknown.
    pub downloads: u64,
}

/// Whether a model is gated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// The record does not say.
    Unknown,
    /// Not gated.
    Open,
    /// Gated; accepting the terms gives access.
    Auto,
    /// Gated; the owner approves each request.
    Manual,
    /// Gated in an unknown way.
    Other,
}

impl Gate {
    /// All values, in a fixed order.
    pub(super) const ALL: [Self; 5] = [Self::Unknown, Self::Open, Self::Auto, Self::Manual, Self::Other];

    /// Whether the model is known to be gated.
    #[must_use]
    pub(super) fn is_closed(self) -> bool {
        matches!(self, Self::Auto | Self::Manual | Self::Other)
    }

    /// The Hub's value.
    #[must_use]
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Open => "false",
            Self::Auto => "auto",
            Self::Manual => "manual",
            Self::Other => "true",
        }
    }
}

/// A 128-bit hash, to identify ids in memory.
#[must_use]
pub(super) fn key(text: &str) -> u128 {
    let mut key = [0; 16];
    key.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    u128::from_le_bytes(key)
}

/// Splits a response into records. Fails if the response is not a list or is truncated.
pub(super) fn read_page(body: Vec<u8>) -> Result<Page, String> {
    let mut page = Page { body, records: Vec::new(), malformed: Vec::new() };
    let mut at = skip_space(&page.body, 0);
    if page.body.get(at) != Some(&b'[') {
        return Err("the response is not a JSON list".to_owned());
    }
    at = skip_space(&page.body, at + 1);
    if page.body.get(at) == Some(&b']') {
        let is_all = skip_space(&page.body, at + 1) == page.body.len();
        return if is_all { Ok(page) } else { Err("there is text after the end of the list".to_owned()) };
    }
    // True after a damaged record, until a complete one has been read.
    let mut is_lost = false;
    loop {
        let end = match value_at(&page.body, at) {
            Some((end, head)) if ends_well(&page.body, end) => {
                match head.map(|head| (head.fields, head.into_record(&page.body, at..end))) {
                    // The id of a model can occur inside another model's record.
                    Some((0..=2, _)) if is_lost => {}
                    Some((_, Ok(record))) => {
                        page.records.push(record);
                        is_lost = false;
                    }
                    Some((_, Err(reason))) => page.malformed.push(reason),
                    None => page.malformed.push("an item is not a JSON object".to_owned()),
                }
                end
            }
            _ => {
                if !is_lost {
                    page.malformed.push("a record is not valid JSON".to_owned());
                }
                is_lost = true;
                // Continues at the next text that looks like the start of a record.
                let Some(next) = next_record(&page.body, at + 1) else { break };
                at = next;
                continue;
            }
        };
        at = skip_space(&page.body, end);
        if page.body.get(at) == Some(&b']') {
            break;
        }
        at = skip_space(&page.body, at + 1);
    }
    // The parser may have read the end of the list as part of a damaged record, so the last character decides.
    if page.body.trim_ascii_end().last() == Some(&b']') { Ok(page) } else { Err("the list is truncated".to_owned()) }
}

/// Parses the record in one line. `None` if it is malformed.
#[must_use]
pub(super) fn read_line(line: &[u8]) -> Option<Record> {
    let (end, head) = value_at(line, 0)?;
    head?.into_record(line, 0..end).ok()
}

/// Appends a record's text as one line, optionally with another file list.
pub(super) fn push_line(out: &mut Vec<u8>, text: &[u8], record: &Record, siblings: Option<&[u8]>) {
    let start = out.len();
    match (siblings, &record.siblings) {
        (Some(files), Some(place)) => {
            out.extend_from_slice(&text[record.place.start..place.start]);
            out.extend_from_slice(files);
            out.extend_from_slice(&text[place.end..record.place.end]);
        }
        _ => out.extend_from_slice(&text[record.place.clone()]),
    }
    // Line breaks only occur between the tokens of a record; inside strings they are escaped as `\n`.
    if memchr::memchr2(b'\n', b'\r', &out[start..]).is_some() {
        for byte in &mut out[start..] {
            if matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    out.push(b'\n');
}

fn skip_space(text: &[u8], at: usize) -> usize {
    at + text[at.min(text.len())..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Whether an item of the list can end here: it is followed by a comma or by the end of the list.
fn ends_well(body: &[u8], end: usize) -> bool {
    let at = skip_space(body, end);
    match body.get(at) {
        Some(b',') => true,
        Some(b']') => skip_space(body, at + 1) == body.len(),
        _ => false,
    }
}

/// The end of the value that begins here, and its head if it is an object.
fn value_at(text: &[u8], at: usize) -> Option<(usize, Option<Head<'_>>)> {
    let rest = &text[at..];
    let mut heads = serde_json::Deserializer::from_slice(rest).into_iter::<Head<'_>>();
    let (head, length) = if let Ok(head) = heads.next()? {
        (Some(head), heads.byte_offset())
    } else {
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        (None, values.byte_offset())
    };
    // The parser does not validate what it skips.
    std::str::from_utf8(&rest[..length]).ok()?;
    Some((at + length, head))
}

/// The position of the next record: a comma followed by the usual beginning of a record.
fn next_record(body: &[u8], from: usize) -> Option<usize> {
    let starts = [&b"{\"_id\""[..], b"{\"id\""];
    let rest = body.get(from..)?;
    let next = starts.iter().filter_map(|start| {
        memmem::find_iter(rest, start).map(|at| from + at).find(|at| body[..*at].trim_ascii_end().last() == Some(&b','))
    });
    next.min()
}

/// The fields `fetch` needs; the rest of the record stays unparsed.
#[derive(Default)]
struct Head<'a> {
    repository: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
    model_id: Option<&'a RawValue>,
    sha: Option<&'a RawValue>,
    modified: Option<&'a RawValue>,
    gated: Option<&'a RawValue>,
    downloads: Option<&'a RawValue>,
    siblings: Option<&'a RawValue>,
    /// Number of fields.
    fields: usize,
}

impl Head<'_> {
    /// The record, or why it is malformed.
    fn into_record(self, text: &[u8], place: Range<usize>) -> Result<Record, String> {
        let id = self.id.or(self.model_id).and_then(as_text).ok_or("a record has no `id`")?;
        let shown = || printable(&id.chars().take(80).collect::<String>()).into_owned();
        let id: ModelId = id.parse().map_err(|reason| format!("`{}` is not a model id: it {reason}", shown()))?;
        let siblings = self.siblings.filter(|files| files.get().starts_with('[')).map(|files| {
            let start = files.get().as_ptr() as usize - text.as_ptr() as usize;
            start..start + files.get().len()
        });
        Ok(Record {
            place,
            siblings,
            id,
            repository: self.repository.and_then(as_text).map(|text| key(&text)),
            sha: self.sha.and_then(as_text).map(Into::into),
            modified: self.modified.and_then(as_text).and_then(|text| milliseconds(&text)).unwrap_or(0),
            gate: self.gated.map_or(Gate::Unknown, gate),
            downloads: self.downloads.and_then(|number| number.get().parse().ok()).unwrap_or(0),
        })
    }
}

fn as_text(value: &RawValue) -> Option<Cow<'_, str>> {
    let inner = value.get().strip_prefix('"')?.strip_suffix('"')?;
    let text = if inner.contains('\\') { serde_json::from_str(value.get()).ok()? } else { Cow::Borrowed(inner) };
    (!text.is_empty()).then_some(text)
}

fn milliseconds(text: &str) -> Option<u64> {
    let at: Timestamp = text.parse().ok()?;
    at.as_millisecond().try_into().ok()
}

fn gate(value: &RawValue) -> Gate {
    match value.get() {
        "false" => Gate::Open,
        "\"auto\"" => Gate::Auto,
        "\"manual\"" => Gate::Manual,
        "null" | "\"\"" => Gate::Unknown,
        _ => Gate::Other,
    }
}

impl<'de> Deserialize<'de> for Head<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Head<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head<'de>, A::Error> {
                let mut head = Head::default();
                while let Some(name) = map.next_key::<Name>()? {
                    head.fields += 1;
                    match name {
                        Name::Repository => head.repository = Some(map.next_value()?),
                        Name::Id => head.id = Some(map.next_value()?),
                        Name::ModelId => head.model_id = Some(map.next_value()?),
                        Name::Sha => head.sha = Some(map.next_value()?),
                        Name::Modified => head.modified = Some(map.next_value()?),
                        Name::Gated => head.gated = Some(map.next_value()?),
                        Name::Downloads => head.downloads = Some(map.next_value()?),
                        Name::Siblings => head.siblings = Some(map.next_value()?),
                        Name::Other => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(head)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

#[derive(Deserialize)]
enum Name {
    #[serde(rename = "_id")]
    Repository,
    #[serde(rename = "id")]
    Id,
    #[serde(rename = "modelId")]
    ModelId,
    #[serde(rename = "sha")]
    Sha,
    #[serde(rename = "lastModified")]
    Modified,
    #[serde(rename = "gated")]
    Gated,
    #[serde(rename = "downloads")]
    Downloads,
    #[serde(rename = "siblings")]
    Siblings,
    #[serde(other)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(body: &str) -> (Vec<String>, usize) {
        let page = read_page(body.as_bytes().to_vec()).unwrap();
        (page.records.iter().map(|record| record.id.as_str().to_owned()).collect(), page.malformed.len())
    }

    #[test]
    fn a_record_is_known_by_its_head() {
        let line = br#"{"_id":"6","id":"a\/b","lastModified":"1970-01-01T00:00:01.500Z","gated":"auto","sha":"f","siblings":[{"rfilename":"x"}],"downloads":7,"tags":["]}"]}"#;
        let record = read_line(line).unwrap();
        assert_eq!((record.id.as_str(), record.modified, record.gate, record.downloads), ("a/b", 1_500, Gate::Auto, 7));
        assert_eq!(record.repository, Some(key("6")));
        let mut out = Vec::new();
        push_line(&mut out, line, &record, Some(b"[1,\n2]"));
        assert_eq!(out, br#"{"_id":"6","id":"a\/b","lastModified":"1970-01-01T00:00:01.500Z","gated":"auto","sha":"f","siblings":[1, 2],"downloads":7,"tags":["]}"]}"#.iter().chain(b"\n").copied().collect::<Vec<_>>());
        // A field of the wrong type affects only itself.
        let odd =
            read_line(br#"{"modelId":"a/b","lastModified":7,"gated":[],"downloads":-1,"siblings":{},"sha":null}"#);
        let odd = odd.unwrap();
        assert_eq!((odd.modified, odd.gate, odd.downloads, odd.siblings, odd.sha), (0, Gate::Other, 0, None, None));
    }

    #[test]
    fn a_malformed_record_costs_itself() {
        let fine = |id: &str| format!(r#"{{"_id":"{id}","id":"{id}","tags":[]}}"#);
        let (a, b) = (fine("a/a"), fine("b/b"));
        let both = vec!["a/a".to_owned(), "b/b".to_owned()];
        assert_eq!(ids("[]"), (vec![], 0));
        assert_eq!(ids(&format!(" [ {a} ,\n {b} ] \n")), (both.clone(), 0));
        for (broken, count) in [
            ("7", 1),
            ("\"x\"", 1),
            ("null", 1),
            ("[1,2]", 1),
            (r#"{"name":"x"}"#, 1),
            (r#"{"id":"a/b/c"}"#, 1),
            (r#"{"_id":"x","id":"x/y","#, 1),
            (r#"{"_id":"x","id":"x/y","tags":["a"}"#, 1),
            // Base models inside a record look like records, but are not.
            (
                r#"{"_id":"x","id":"x/y","q":!,"models":[{"_id":"1","id":"p/q"},{"_id":"2","id":"r/s"},{"_id":"3","id":"t/u"}]}"#,
                1,
            ),
        ] {
            assert_eq!(ids(&format!("[{a},{broken},{b}]")), (both.clone(), count), "{broken}");
        }
        let page = read_page(
            [b"[".as_slice(), a.as_bytes(), b",{\"id\":\"x/y\",\"t\":\"\xff\"},", b.as_bytes(), b"]"].concat(),
        );
        let page = page.unwrap();
        assert_eq!((page.records.len(), page.malformed.len()), (2, 1));
    }

    #[test]
    fn what_is_no_whole_list_is_refused() {
        let a = r#"{"_id":"a","id":"a/a","tags":[]}"#;
        for body in [
            "",
            "<html>",
            "{\"error\":\"x\"}",
            "null",
            "[",
            &format!("[{a}"),
            &format!("[{a},"),
            &format!("[{a},{}", &a[..20]),
        ] {
            assert!(read_page(body.as_bytes().to_vec()).is_err(), "{body}");
        }
    }

    /// All records read from a damaged page were in the original page.
    #[test]
    fn no_damage_makes_records_up() {
        let record =
            |id: &str| format!(r#"{{"_id":"{id}","id":"{id}","baseModels":{{"models":[{{"_id":"1","id":"x/y"}}]}}}}"#);
        let page = format!("[{},\n{},{}]", record("a/a"), record("b/b"), record("c/c"));
        let is_known = |record: &Record| matches!(record.id.as_str(), "a/a" | "b/b" | "c/c");
        for end in 0..page.len() {
            // A bracket at the cut may look like the end of the list. In that case an item is malformed, so the page is
            // requested again.
            let cut = read_page(page.as_bytes()[..end].to_vec());
            assert!(cut.is_err() || cut.is_ok_and(|page| !page.malformed.is_empty()), "{end}");
        }
        for at in 0..page.len() {
            for byte in [b'"', b'{', b'}', b'[', b']', b',', b'\\', b' ', 0xff] {
                let mut damaged = page.clone().into_bytes();
                damaged[at] = byte;
                if let Ok(read) = read_page(damaged) {
                    let known = read.records.iter().filter(|record| is_known(record)).count();
                    assert!(known + read.malformed.len() >= 2, "{at} {byte}: {read:?}");
                }
            }
        }
    }
}
