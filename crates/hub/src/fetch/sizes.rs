//! File sizes. Listings do not have them, so they are requested per model and cached per commit.

use super::{
    Fetch, Progress,
    detail::{Details, Model},
    error::Error,
    parts::PartsWriter,
    previous_snapshot,
    record::{Record, key, read_line},
};
use durable_files::kill_point;
use http_client::bounded;
use memchr::memmem;
use serde_json::{Map, Value, json, value::RawValue};
use snapshot::index::{Part, replace_file};
use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    fs::{self, File},
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

/// The cache file next to the parts: one line per model and commit, with its file list.
const CACHE: &str = "sizes.cache";

/// File lists with sizes, on disk; only their positions are in memory.
pub(super) struct SizeCache {
    path: PathBuf,
    /// `None` until the first entry is added.
    file: Option<RefCell<File>>,
    /// Offset and length, by a hash of id and commit.
    places: BTreeMap<u128, (u64, usize)>,
    end: u64,
}

impl SizeCache {
    /// Opens the cache in a snapshot's folder. Reads up to the first incomplete line.
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

    /// The file list with sizes for the commit of a record. `None` if it is not in the cache.
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
            open.write_all(line)?;
            kill_point();
            Ok(())
        };
        write().map_err(Error::io("write", &self.path))?;
        if let (Some(place), Some(key)) = (&record.siblings, commit_key(&record)) {
            self.places.insert(key, (self.end + place.start as u64, place.len()));
        }
        self.end += line.len() as u64;
        Ok(())
    }

    /// Drops the commits that no part of the snapshot refers to.
    pub(super) fn keep_only(self, commits: &BTreeSet<u128>) -> Result<(), Error> {
        if self.places.keys().all(|key| commits.contains(key)) {
            return Ok(());
        }
        let bytes = fs::read(&self.path).map_err(Error::io("read", &self.path))?;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let is_named =
            |line: &&[u8]| read_line(line).as_ref().and_then(commit_key).is_some_and(|key| commits.contains(&key));
        let kept: Vec<u8> = lines.filter(is_named).flatten().copied().collect();
        Ok(replace_file(&self.path, &kept)?)
    }
}

fn commit_key(record: &Record) -> Option<u128> {
    record.sha.as_ref().map(|sha| key(&format!("{} {sha}", record.id.as_str())))
}

/// The result of requesting sizes.
#[derive(Default)]
pub(super) struct Sized {
    /// Commits with sizes, by their key in the cache.
    pub(super) commits: BTreeSet<u128>,
    pub(super) parts: Vec<Part>,
    /// Number of models with new sizes.
    pub(super) models: u64,
    /// Number of models whose sizes could not be fetched.
    pub(super) failed: u64,
}

/// Adds file sizes to the models of these parts. Sizes come from the cache if a killed fetch did not write them to a
/// part and, if sizes are requested, from the Hub for the most popular models without sizes. The new records go into a
/// separate part. They are longer than the other records of the same model and therefore take precedence.
pub(super) fn fetch(fetch: &Fetch<'_>, parts: &[Part], cache: &mut SizeCache) -> Result<Sized, Error> {
    let most = fetch.inputs.sizes.unwrap_or(0);
    if most == 0 && cache.places.is_empty() {
        return Ok(Sized::default());
    }
    let Survey { ids, mut lacking, commits } = survey(fetch, parts, cache, most)?;
    let mut writer = PartsWriter::new(fetch, "sizes");
    if !lacking.is_empty() {
        previous_snapshot::for_each_of(fetch.inputs.folder, parts, |record, line| {
            let files = cache.siblings_of(record).filter(|files| has_sizes(files));
            match files.filter(|_| commit_key(record).is_some_and(|key| lacking.remove(&key))) {
                Some(files) => writer.add(line, record, Some(&files)),
                None => Ok(()),
            }
        })?;
    }
    let mut sized = Sized { commits, ..Sized::default() };
    let details = Details::new(fetch.client, &fetch.endpoint, "blobs=true");
    let ask = |id: &String| details.ask(id);
    bounded(&ids, fetch.client.politeness().connections, ask, |at, answer| {
        (fetch.inputs.progress)(Progress::Sizes { done: at + 1, of: ids.len() });
        let text = match answer {
            Model::Record(record, text) if record.id.as_str() == ids[at] => like_listed(&text, &fetch.query.expand),
            // A failure of one model does not affect the others, so the fetch continues.
            _ => None,
        };
        let Some((text, record)) = text.as_deref().and_then(|text| Some((text, read_line(text)?))) else {
            sized.failed += 1;
            return Ok(());
        };
        sized.models += 1;
        sized.commits.extend(commit_key(&record));
        cache.add(&cache_line(text, &record))?;
        writer.add(text, &record, None)
    })?;
    Ok(Sized { parts: writer.finish()?, ..sized })
}

/// Which models of the parts have file sizes.
struct Survey {
    /// The most popular models without sizes, in the order of their requests.
    ids: Vec<String>,
    /// Commits whose sizes are in the cache but not in any record.
    lacking: BTreeSet<u128>,
    /// Cached commits that some record refers to.
    commits: BTreeSet<u128>,
}

fn survey(fetch: &Fetch<'_>, parts: &[Part], cache: &SizeCache, most: usize) -> Result<Survey, Error> {
    let mut heap: BinaryHeap<Reverse<(u64, Reverse<String>)>> = BinaryHeap::new();
    let (mut lacking, mut sized, mut commits) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    previous_snapshot::for_each_of(fetch.inputs.folder, parts, |record, line| {
        let files = record.siblings.clone().map(|place| &line[place]).filter(|files| files.len() > 2);
        let cached = commit_key(record).filter(|key| cache.places.contains_key(key));
        commits.extend(cached);
        match (files, cached) {
            (Some(files), Some(key)) if has_sizes(files) => {
                sized.insert(key);
            }
            (Some(_), Some(key)) => {
                lacking.insert(key);
            }
            (Some(files), None) if most > 0 && !has_sizes(files) => {
                heap.push(Reverse((record.downloads, Reverse(record.id.as_str().to_owned()))));
                if heap.len() > most {
                    heap.pop();
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    lacking.retain(|key| !sized.contains(key));
    let mut ids: Vec<(u64, Reverse<String>)> = heap.into_iter().map(|Reverse(wanted)| wanted).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    Ok(Survey { ids: ids.into_iter().map(|(_, Reverse(id))| id).collect(), lacking, commits })
}

fn has_sizes(files: &[u8]) -> bool {
    memmem::find(files, b"\"size\":").is_some()
}

/// Reduces a detailed record to the fields of a listing plus names and sizes of files.
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
        // For a large file, `size` may be that of its pointer.
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
