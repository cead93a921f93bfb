//! Reads sitemaps and checks the parts of the protocol that concern a single file.

use crate::{
    finding::{Findings, Found},
    read::{
        files::{FileId, Files, has_ending},
        sitemaps::{Entry, Kind, LIMITS, ModelFacts, Sitemap},
        unpack,
        xml::{self, Node},
    },
    table::Code,
};
use site::file_names::SITEMAP_NAMESPACE;

const PROTOCOL: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Namespaces with known consumers: those listed by Google, its Programmable Search Engine, and our own.
const KNOWN: [&str; 6] = [
    "http://www.google.com/schemas/sitemap-image/1.1",
    "http://www.google.com/schemas/sitemap-news/0.9",
    "http://www.google.com/schemas/sitemap-video/1.1",
    "http://www.google.com/schemas/sitemap-pagemap/1.0",
    "http://www.w3.org/1999/xhtml",
    SITEMAP_NAMESPACE,
];

const FREQUENCIES: [&str; 7] = ["always", "hourly", "daily", "weekly", "monthly", "yearly", "never"];

/// The standard children of an entry, in the order the schema requires.
const ORDER: [&str; 4] = ["loc", "lastmod", "changefreq", "priority"];

/// Reads every sitemap of a site. Other XML files are only checked for well-formedness.
pub fn read_all(files: &Files, findings: &mut Findings) -> Vec<Sitemap> {
    let mut sitemaps = Vec::new();
    for (file, path, _) in files.all() {
        let is_packed = has_ending(path, ".xml.gz");
        if !(is_packed || has_ending(path, ".xml")) {
            continue;
        }
        let Ok(bytes) = files.read(file) else {
            findings.add(Code::UnreadableFile, path, "it cannot be read");
            continue;
        };
        // `rules::packed` reports errors in the compression.
        let bytes = if is_packed { unpack::lenient(&bytes) } else { bytes };
        let (sitemap, found) = read(file, path, &bytes);
        findings.extend(path, found);
        sitemaps.extend(sitemap);
    }
    sitemaps
}

fn read(file: FileId, path: &str, bytes: &[u8]) -> (Option<Sitemap>, Found) {
    let mut found = Found::default();
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::default();
    let result = xml::read(text, |node| reader.see(node, &mut found));
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_sitemap = reader.kind.is_some() || name.starts_with("sitemap");
    if let Err(error) = result {
        // Findings up to the error are discarded: they would only be consequences of it.
        found = Found::default();
        let code = if is_sitemap { Code::SitemapXml } else { Code::XmlForm };
        found.at(code, error.line, format!("line {}: {}", error.line, error.message));
        let kind = if is_sitemap { Some(reader.kind.unwrap_or(Kind::Pages)) } else { None };
        return (kind.map(|kind| Sitemap { file, kind, entries: reader.entries, is_damaged: true }), found);
    }
    if reader.kind.is_none() {
        if is_sitemap {
            found.add(Code::SitemapSchema, "its root is neither `urlset` nor `sitemapindex` of the protocol");
        } else {
            found = Found::default();
        }
        return (None, found);
    }
    if !text.starts_with("<?xml") {
        found.add(Code::SitemapXml, "it does not begin with `<?xml`");
    }
    if bytes.len() as u64 > LIMITS.1 {
        found.add(Code::SitemapLimits, format!("{} bytes", bytes.len()));
    }
    let kind = reader.kind.unwrap_or(Kind::Pages);
    (Some(Sitemap { file, kind, entries: reader.entries, is_damaged: false }), found)
}

/// State of the reader within a sitemap.
#[derive(Default)]
struct Reader {
    kind: Option<Kind>,
    depth: usize,
    /// Index in `ORDER` of the open standard child of an entry.
    child: Option<usize>,
    /// The highest index in `ORDER` reached in this entry; 4 for elements of other namespaces.
    reached: Option<usize>,
    text: String,
    /// Whether the reader is inside an entry.
    is_inside: bool,
    entry: Entry,
    entries: Vec<Entry>,
    has_hints: bool,
    foreign: Vec<String>,
}

impl Reader {
    fn see(&mut self, node: Node<'_>, found: &mut Found) {
        match node {
            Node::Start { namespace, name, attributes } => {
                self.start(namespace, name, attributes, found);
                self.depth += 1;
            }
            Node::Text(text) if self.child.is_some() && self.depth == 3 => self.text.push_str(text),
            Node::Text(_) => {}
            Node::End => {
                self.depth -= 1;
                self.end(found);
            }
        }
    }

    fn start(&mut self, namespace: &str, name: &str, attributes: &[(String, String)], found: &mut Found) {
        let is_standard = namespace == PROTOCOL;
        let is_unknown = !is_standard && !KNOWN.contains(&namespace) && self.depth > 0 && self.kind.is_some();
        if is_unknown && !self.foreign.iter().any(|known| known == namespace) {
            found.add(Code::SitemapNamespace, format!("`{namespace}`"));
            self.foreign.push(namespace.to_owned());
        }
        match (self.depth, self.kind) {
            (0, _) => {
                self.kind = match name {
                    "urlset" if is_standard => Some(Kind::Pages),
                    "sitemapindex" if is_standard => Some(Kind::Index),
                    _ => None,
                };
            }
            (1, Some(kind)) => {
                let expected = if kind == Kind::Index { "sitemap" } else { "url" };
                if is_standard && name == expected {
                    self.entry = Entry::default();
                    self.is_inside = true;
                    self.reached = None;
                } else if is_standard || !self.entries.is_empty() {
                    found.add(Code::SitemapSchema, format!("`{name}` where `{expected}` is expected"));
                }
            }
            (2, Some(kind)) if self.is_inside => self.child(kind, is_standard, name, found),
            _ => {}
        }
        if namespace == SITEMAP_NAMESPACE {
            self.fact(name, attributes);
        }
    }

    fn child(&mut self, kind: Kind, is_standard: bool, name: &str, found: &mut Found) {
        let allowed = if kind == Kind::Index { 2 } else { 4 };
        let place = if is_standard { ORDER[..allowed].iter().position(|known| *known == name) } else { Some(4) };
        let Some(place) = place else {
            return found.add(Code::SitemapSchema, format!("`{name}` is not allowed in an entry"));
        };
        let is_late = self.reached.is_some_and(|reached| reached > place || reached == place && place < 4);
        if is_late {
            found.add(Code::SitemapSchema, format!("`{name}` occurs twice or in the wrong order"));
        }
        self.reached = self.reached.max(Some(place));
        self.child = (place < 4).then_some(place);
        self.text.clear();
        if matches!(place, 2 | 3) && !self.has_hints {
            self.has_hints = true;
            found.add(Code::SitemapHints, format!("`{name}`"));
        }
    }

    fn fact(&mut self, name: &str, attributes: &[(String, String)]) {
        let facts = self.entry.facts.get_or_insert_default();
        let value = |wanted: &str| {
            let value = attributes.iter().find(|(name, _)| name == wanted);
            Box::from(value.map_or("", |(_, value)| value))
        };
        match name {
            "model" => {
                facts.model =
                    attributes.iter().map(|(name, value)| (Box::from(&**name), Box::from(&**value))).collect();
            }
            "worker" => facts.workers.push((value("id"), value("verdict"))),
            _ => {}
        }
    }

    fn end(&mut self, found: &mut Found) {
        match self.depth {
            2 => {
                if let Some(place) = self.child.take() {
                    self.value(place, found);
                }
            }
            1 if std::mem::take(&mut self.is_inside) => {
                if self.entry.loc.is_empty() {
                    found.add(Code::SitemapSchema, "an entry without loc");
                } else {
                    self.entries.push(std::mem::take(&mut self.entry));
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, place: usize, found: &mut Found) {
        let text = self.text.trim();
        let is_valid = match place {
            0 => {
                self.entry.loc = text.into();
                true
            }
            1 => {
                self.entry.lastmod = Some(text.into());
                true
            }
            2 => FREQUENCIES.contains(&text),
            _ => text.parse::<f64>().is_ok_and(|number| (0.0..=1.0).contains(&number)),
        };
        if !is_valid {
            found.add(Code::SitemapSchema, format!("`{text}` is not a valid {}", ORDER[place]));
        }
    }
}

/// Access to the attributes by name.
impl ModelFacts {
    /// The value of an attribute of the model, by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.model.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}
