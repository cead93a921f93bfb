//! The JSON form of the manifest: one entry per line for readable diffs, and deterministic bytes. Read and written in
//! one pass.

use super::{Hash, Moment, OutputFile, OutputManifest, PageRecord, SCHEMA, is_file_path};
use crate::{
    content_type::ContentType,
    page_key::{Page, PageKey},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess},
};
use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write},
    marker::PhantomData,
};

/// Error for text that is not a valid manifest.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An unsupported version of the format.
    #[error("its schema {0} is newer than schema {SCHEMA}, the newest this version of modelpress supports")]
    Schema(u64),
    /// Not JSON, or not the JSON of a manifest.
    #[error(transparent)]
    Damaged(#[from] serde_json::Error),
    /// A path that could be outside the site.
    #[error("`{0}` is not a path inside the site")]
    Path(Box<str>),
}

/// Reads a manifest written by [`OutputManifest::write`].
pub fn read(text: &[u8]) -> Result<OutputManifest, ReadError> {
    let wire: Wire = match serde_json::from_slice(text) {
        Ok(wire) => wire,
        Err(error) => return Err(other_schema(text).unwrap_or(ReadError::Damaged(error))),
    };
    let wire = match wire.schema {
        1 => wire.with_topics().without_page_facts(),
        2 => wire.without_page_facts(),
        schema if schema == u64::from(SCHEMA) => wire,
        schema => return Err(ReadError::Schema(schema)),
    };
    // Files named by a manifest get deleted, so it must not name files outside the site.
    if let Some(path) = wire.files.keys().find(|path| !is_file_path(path)) {
        return Err(ReadError::Path(path.clone()));
    }
    Ok(OutputManifest {
        generator: wire.generator,
        snapshot: wire.snapshot,
        captured_at: wire.captured_at,
        since: wire.since,
        shards: wire.shards,
        pages: wire.pages,
        files: wire.files,
    })
}

/// Returns the schema error if another version wrote the text: more helpful than an error about a missing field.
fn other_schema(text: &[u8]) -> Option<ReadError> {
    #[derive(Deserialize)]
    struct Version {
        schema: u64,
    }
    let version: Version = serde_json::from_slice(text).ok()?;
    (!(1..=u64::from(SCHEMA)).contains(&version.schema)).then_some(ReadError::Schema(version.schema))
}

#[derive(Deserialize)]
struct Wire {
    schema: u64,
    generator: Box<str>,
    snapshot: Box<str>,
    #[serde(default)]
    captured_at: Option<Moment>,
    #[serde(default)]
    since: Option<Moment>,
    shards: BTreeMap<Box<str>, u32>,
    #[serde(deserialize_with = "in_order")]
    pages: BTreeMap<Box<str>, PageRecord>,
    #[serde(deserialize_with = "in_order")]
    files: BTreeMap<Box<str>, OutputFile>,
}

impl Wire {
    /// Clears hashes that cannot be compared with those of schema 3, so that an upgrade keeps the dates of pages.
    fn without_page_facts(mut self) -> Self {
        for (key, page) in &mut self.pages {
            if !matches!(PageKey::parse(key), Some(PageKey { page: Page::Model(_), .. })) {
                page.facts = Hash::UNKNOWN;
            }
        }
        self
    }

    /// Renames pages and shards to the names of schema 2, so that an upgrade keeps the dates of topics.
    fn with_topics(mut self) -> Self {
        let renamed = |key: Box<str>| {
            let language = key.find(':').and_then(|end| key[..end].rfind('/')).map_or(0, |slash| slash + 1);
            let (language, name) = key.split_at(language);
            let found = [("hub:", "topic:"), ("hubs:", "topics:")].into_iter().find(|(old, _)| name.starts_with(old));
            let Some((old, new)) = found else { return key };
            [language, new, &name[old.len()..]].concat().into()
        };
        self.pages = self.pages.into_iter().map(|(key, page)| (renamed(key), page)).collect();
        if let Some(shards) = self.shards.remove("hubs") {
            self.shards.insert("topics".into(), shards);
        }
        self
    }
}

/// Collects the entries first: building the tree from sorted entries is faster and smaller than inserting one by one.
fn in_order<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Box<str>, T>, D::Error> {
    struct Visitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
        type Value = BTreeMap<Box<str>, T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries.into_iter().collect())
        }
    }
    deserializer.deserialize_map(Visitor(PhantomData))
}

impl<'de> Deserialize<'de> for ContentType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = ContentType;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a content type that this version of modelpress knows")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ContentType, E> {
                ContentType::from_mime(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl OutputManifest {
    /// Writes the manifest as JSON.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        let mut line = Line(Vec::with_capacity(512));
        line.raw("{\n").field("schema").number(SCHEMA.into());
        line.raw(",\n").field("generator").string(&self.generator);
        line.raw(",\n").field("snapshot").string(&self.snapshot);
        if let Some(moment) = self.captured_at {
            line.raw(",\n").field("captured_at").moment(moment);
        }
        if let Some(moment) = self.since {
            line.raw(",\n").field("since").moment(moment);
        }
        line.raw(",\n").field("shards").raw("{");
        for (at, (kind, count)) in self.shards.iter().enumerate() {
            line.raw(if at == 0 { "" } else { "," }).field(kind).number((*count).into());
        }
        line.raw("},\n").field("pages");
        line.entries(&mut out, &self.pages, Line::page)?;
        line.raw(",\n").field("files");
        line.entries(&mut out, &self.files, Line::file)?;
        line.raw("\n}\n");
        out.write_all(&line.0)
    }
}

/// Buffer for JSON text.
struct Line(Vec<u8>);

impl Line {
    fn entries<T>(
        &mut self,
        out: &mut impl Write,
        map: &BTreeMap<Box<str>, T>,
        value: impl Fn(&mut Self, &T),
    ) -> io::Result<()> {
        self.raw("{");
        for (at, (name, entry)) in map.iter().enumerate() {
            self.raw(if at == 0 { "\n" } else { ",\n" }).field(name);
            value(self, entry);
            out.write_all(&self.0)?;
            self.0.clear();
        }
        self.raw(if map.is_empty() { "}" } else { "\n}" });
        Ok(())
    }

    fn page(&mut self, page: &PageRecord) {
        self.raw("{").field("path").string(&page.path);
        self.raw(",").field("url").string(&page.url);
        self.raw(",").field("file").string(&page.file);
        self.raw(",").field("indexable").raw(if page.indexable() { "true" } else { "false" });
        if let Some(reason) = &page.noindex_reason {
            self.raw(",").field("noindex_reason").string(reason);
        }
        self.raw(",").field("facts").hash(page.facts);
        if let Some(moment) = page.changed {
            self.raw(",").field("changed").moment(moment);
        }
        if let Some(is_runnable) = page.runnable {
            self.raw(",").field("runnable").raw(if is_runnable { "true" } else { "false" });
        }
        if let Some(moment) = page.runnable_since {
            self.raw(",").field("runnable_since").moment(moment);
        }
        self.raw("}");
    }

    fn file(&mut self, file: &OutputFile) {
        self.raw("{").field("hash").hash(file.hash);
        self.raw(",").field("length").number(file.length);
        self.raw(",").field("type").string(file.content_type.mime());
        self.raw("}");
    }

    fn field(&mut self, name: &str) -> &mut Self {
        self.string(name);
        self.raw(":")
    }

    fn raw(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    fn string(&mut self, text: &str) {
        serde_json::to_writer(&mut self.0, text).expect("a string always fits into memory");
    }

    fn hash(&mut self, hash: Hash) {
        self.raw("\"").0.extend_from_slice(&hash.hex());
        self.raw("\"");
    }

    fn number(&mut self, number: u64) {
        write!(self.0, "{number}").expect("a number always fits into memory");
    }

    fn moment(&mut self, moment: Moment) {
        write!(self.0, "\"{moment}\"").expect("a date always fits into memory");
    }
}
