//! File sizes, which lists of models do not have: asked for model by model, and kept by commit.

use super::{
    Fetch, Progress,
    assemble::PartsWriter,
    detail::{Details, Model},
    error::Error,
    old,
    record::{Record, key, read_line},
};
use crate::{net::bounded, snapshot::index::Part};
use memchr::memmem;
use serde_json::{Map, Value, json, value::RawValue};
use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

/// The file, beside the parts: one line a model and commit, with its list of files.
const CACHE: &str = "sizes.cache";

/// Lists of files with their sizes, on disk; in memory is where each stands.
pub(super) struct SizeCache {
    path: PathBuf,
    /// None until there is something in it.
    file: Option<RefCell<File>>,
    /// Offset and length, by a hash of id and commit.
    places: BTreeMap<u128, (u64, usize)>,
    end: u64,
}

impl SizeCache {
    /// Opens the cache of a snapshot's folder. A line that is not whole ends it.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(CACHE);
        let file = match File::options().read(true).write(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { path, file: None, places: BTreeMap::new(), end: 0 });
            }
            file => file.map_err(Error::io("open", &path))?,
        };
        let mut reader = BufReader::new(&file);
        let (mut places, mut end, mut line) = (BTreeMap::new(), 0, Vec::new());
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(Error::io("read", &path))?;
            let Some(record) = read_line(&line).filter(|_| line.last() == Some(&b'\n')) else { break };
            if let (Some(place), Some(key)) = (&record.siblings, commit_key(&record)) {
                places.insert(key, (end + place.start as u64, place.len()));
            }
            end += read as u64;
        }
        Ok(Self { path, file: Some(RefCell::new(file)), places, end })
    }

    fn has(&self, record: &Record) -> bool {
        commit_key(record).is_some_and(|key| self.places.contains_key(&key))
    }

    /// The list of files, with sizes, of the commit that a record describes.
    pub(super) fn siblings_of(&self, record: &Record) -> Option<Vec<u8>> {
        let file = self.file.as_ref()?;
        let (start, length) = *self.places.get(&commit_key(record)?)?;
        let mut files = vec![0; length];
        let mut file = file.borrow_mut();
        file.seek(SeekFrom::Start(start)).ok()?;
        file.read_exact(&mut files).ok()?;
        Some(files)
    }

    fn add(&mut self, line: &[u8]) -> Result<(), Error> {
        let Some(record) = read_line(line) else { return Ok(()) };
        let mut write = || -> io::Result<()> {
            let file = if let Some(file) = self.file.take() {
                file
            } else {
                let made = File::options().create(true).truncate(false).read(true).write(true).open(&self.path)?;
                RefCell::new(made)
            };
            let mut open = self.file.insert(file).borrow_mut();
            open.set_len(self.end)?;
            open.seek(SeekFrom::Start(self.end))?;
            open.write_all(line)
        };
        write().map_err(Error::io("write", &self.path))?;
        if let (Some(place), Some(key)) = (&record.siblings, commit_key(&record)) {
            self.places.insert(key, (self.end + place.start as u64, place.len()));
        }
        self.end += line.len() as u64;
        Ok(())
    }
}

fn commit_key(record: &Record) -> Option<u128> {
    record.sha.as_ref().map(|sha| key(&format!("{} {sha}", record.id.as_str())))
}

/// What came of asking for sizes.
#[derive(Default)]
pub(super) struct Sized {
    pub(super) parts: Vec<Part>,
    /// Models whose sizes came.
    pub(super) models: u64,
    /// Models that gave none.
    pub(super) failed: u64,
}

/// Asks for the sizes of the most used models of these parts that have none, at most `most`; their records are
/// written into a part of their own, and being longer they are the ones that are read.
pub(super) fn fetch(fetch: &Fetch<'_>, parts: &[Part], cache: &mut SizeCache, most: usize) -> Result<Sized, Error> {
    let ids = wanted(fetch, parts, cache, most)?;
    let mut writer = PartsWriter::new(fetch, "sizes");
    let mut sized = Sized::default();
    let details = Details::new(fetch.client, &fetch.endpoint, "blobs=true");
    let ask = |id: &String| details.ask(id);
    bounded(&ids, fetch.client.politeness().connections, ask, |at, answer| {
        (fetch.inputs.progress)(Progress::Sizes { done: at + 1, of: ids.len() });
        let text = match answer {
            Model::Record(record, text) if record.id.as_str() == ids[at] => like_listed(&text, &fetch.query.expand),
            // The Hub is asked for the next one still: one model's trouble is not the others'.
            _ => None,
        };
        let Some((text, record)) = text.as_deref().and_then(|text| Some((text, read_line(text)?))) else {
            sized.failed += 1;
            return Ok(());
        };
        sized.models += 1;
        cache.add(&cache_line(text, &record))?;
        writer.add(text, &record, None)
    })?;
    Ok(Sized { parts: writer.finish()?, ..sized })
}

/// The most used models without sizes.
fn wanted(fetch: &Fetch<'_>, parts: &[Part], cache: &SizeCache, most: usize) -> Result<Vec<String>, Error> {
    let mut heap: BinaryHeap<Reverse<(u64, Reverse<String>)>> = BinaryHeap::new();
    old::for_each_of(fetch.inputs.folder, parts, |record, line| {
        let files = record.siblings.clone().map(|place| &line[place]);
        let lacks_sizes = files.is_some_and(|files| files.len() > 2 && memmem::find(files, b"\"size\":").is_none());
        if most > 0 && lacks_sizes && !cache.has(record) {
            heap.push(Reverse((record.downloads, Reverse(record.id.as_str().to_owned()))));
            if heap.len() > most {
                heap.pop();
            }
        }
        Ok(())
    })?;
    let mut ids: Vec<(u64, Reverse<String>)> = heap.into_iter().map(|Reverse(wanted)| wanted).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    Ok(ids.into_iter().map(|(_, Reverse(id))| id).collect())
}

/// A detailed record cut down to what a list shows, and to names and sizes of files.
fn like_listed(text: &[u8], expand: &[String]) -> Option<Vec<u8>> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(text).ok()?;
    let mut kept: BTreeMap<&str, Value> = BTreeMap::new();
    for (name, value) in &fields {
        if name == "siblings" {
            kept.insert(name, names_and_sizes(value)?);
        } else if matches!(name.as_str(), "_id" | "id") || expand.contains(name) {
            kept.insert(name, serde_json::from_str(value.get()).ok()?);
        }
    }
    serde_json::to_vec(&kept).ok()
}

fn names_and_sizes(siblings: &RawValue) -> Option<Value> {
    let files: Vec<Map<String, Value>> = serde_json::from_str(siblings.get()).ok()?;
    let short = |file: &Map<String, Value>| {
        // Of a large file `size` may be that of its pointer.
        let size = file.get("lfs").and_then(|lfs| lfs.get("size")).or_else(|| file.get("size"));
        match (file.get("rfilename"), size) {
            (Some(name), Some(size)) => Some(json!({ "rfilename": name, "size": size })),
            (Some(name), None) => Some(json!({ "rfilename": name })),
            _ => None,
        }
    };
    Some(files.iter().filter_map(short).collect())
}

fn cache_line(text: &[u8], record: &Record) -> Vec<u8> {
    let mut line = format!(
        "{{\"id\":\"{}\",\"sha\":\"{}\",\"siblings\":",
        record.id.as_str(),
        record.sha.as_deref().unwrap_or_default()
    )
    .into_bytes();
    line.extend_from_slice(record.siblings.clone().map_or(b"[]", |place| &text[place]));
    line.extend_from_slice(b"}\n");
    line
}
