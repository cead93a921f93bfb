//! `Run`: the state of a running fetch, so that the next one can resume it. `run/` in the snapshot's folder contains
//! `run.json`, which describes the fetch, and `journal.jsonl`, which gets a line for each page after its records were
//! written to a part. Resuming verifies each line by the checksums of the part and discards everything after the first
//! mismatch, so the order in which writes reach the disk before a crash does not matter.

use super::error::Error;
use durable_files::kill_point;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use snapshot::{
    index::{Query, replace_file},
    part::{PartWriter, read_frame},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};
use url::Url;

/// The folder of a running fetch, below the snapshot's.
pub(super) const FOLDER: &str = "run";
const PLAN: &str = "run.json";
const JOURNAL: &str = "journal.jsonl";

/// Description of a fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Generation of the new snapshot.
    pub generation: u64,
    /// Fetches only changes since this time; `None` for everything.
    pub since: Option<Timestamp>,
    /// Maximum number of models.
    pub limit: Option<u64>,
    /// The query.
    pub query: Query,
    /// When the fetch began.
    pub began: Timestamp,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    /// A complete page, stored in its part.
    Page(PageStep),
    /// The result for a model missing from a full listing.
    Suspect(SuspectStep),
}

/// A complete page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PageStep {
    /// Index of the listing.
    pub walk: usize,
    /// Name of the part.
    pub part: String,
    /// Size of the part after this page.
    pub bytes: u64,
    /// Number of records it added.
    pub records: u64,
    /// URL of the next page. `None` after the last one.
    pub next: Option<Url>,
    /// Number of malformed records.
    pub malformed: u64,
    /// Newest modification date on the page, in milliseconds since 1970.
    pub newest: u64,
    /// The server's time.
    pub date: Option<Timestamp>,
}

/// A model missing from a full listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SuspectStep {
    /// The model.
    pub id: String,
    /// The result.
    pub finding: Finding,
}

/// The result for a model missing from a full listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Finding {
    /// Deleted, with this status.
    Gone(u16),
    /// Renamed to this id.
    Renamed(String),
    /// It exists; the listing skipped it.
    There,
    /// It exists but is not requested: too few downloads, or no listing matches it.
    Unwanted,
    /// The Hub gave no answer.
    Unknown,
}

/// A running fetch.
pub(super) struct Run {
    folder: PathBuf,
    /// The description of the fetch.
    pub plan: Plan,
    journal: File,
    /// The completed steps.
    pub steps: Vec<Step>,
}

impl Run {
    /// Reads the plan of an interrupted fetch. `None` if there is no readable one.
    #[must_use]
    pub(super) fn find(hub: &Path) -> Option<Plan> {
        serde_json::from_slice(&fs::read(hub.join(FOLDER).join(PLAN)).ok()?).ok()
    }

    /// Starts a fetch and discards the state of any other.
    pub(super) fn begin(hub: &Path, plan: Plan) -> Result<Self, Error> {
        let folder = hub.join(FOLDER);
        Self::forget(hub)?;
        fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        let text = serde_json::to_vec_pretty(&plan).unwrap_or_default();
        replace_file(&folder.join(PLAN), &text)?;
        let journal = open_journal(&folder)?;
        Ok(Self { folder, plan, journal, steps: Vec::new() })
    }

    /// Resumes an interrupted fetch. Passes the records of each complete page to `restore`, in order.
    pub(super) fn resume(hub: &Path, plan: Plan, mut restore: impl FnMut(&PageStep, &[u8])) -> Result<Self, Error> {
        let folder = hub.join(FOLDER);
        let path = folder.join(JOURNAL);
        // Read as bytes, because the file may not be valid UTF-8 after a crash.
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            bytes => bytes.map_err(Error::io("read", &path))?,
        };
        let mut steps = Vec::new();
        let mut files: BTreeMap<String, (File, u64)> = BTreeMap::new();
        // Text after the last line feed is an incomplete line of a killed process.
        for line in bytes.split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n")) {
            let Ok(step) = serde_json::from_slice::<Step>(line) else { break };
            if let Step::Page(page) = &step {
                let Some(records) = read_page(hub, page, &mut files) else { break };
                restore(page, &records);
            }
            steps.push(step);
        }
        let mut kept = Vec::new();
        for step in &steps {
            push_line(&mut kept, step);
        }
        replace_file(&path, &kept)?;
        let journal = open_journal(&folder)?;
        Ok(Self { folder, plan, journal, steps })
    }

    /// Removes the state of the fetch in this folder.
    pub(super) fn forget(hub: &Path) -> Result<(), Error> {
        let folder = hub.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", &folder)(error)),
            _ => Ok(()),
        }
    }

    /// Records a completed step.
    pub(super) fn done(&mut self, step: Step) -> Result<(), Error> {
        let mut line = Vec::new();
        push_line(&mut line, &step);
        self.journal.write_all(&line).map_err(Error::io("write", self.folder.join(JOURNAL)))?;
        kill_point();
        self.steps.push(step);
        Ok(())
    }

    /// The complete pages.
    #[must_use = "it only looks"]
    pub(super) fn pages(&self) -> impl DoubleEndedIterator<Item = &PageStep> {
        self.steps.iter().filter_map(|step| match step {
            Step::Page(page) => Some(page),
            Step::Suspect(_) => None,
        })
    }

    /// The results for missing models.
    pub(super) fn suspects(&self) -> impl Iterator<Item = &SuspectStep> {
        self.steps.iter().filter_map(|step| match step {
            Step::Suspect(suspect) => Some(suspect),
            Step::Page(_) => None,
        })
    }

    /// Size of the parts of all listings in bytes.
    pub(super) fn stored(&self) -> u64 {
        let parts: BTreeMap<&str, u64> = self.pages().map(|page| (&*page.part, page.bytes)).collect();
        parts.values().sum()
    }

    /// Opens the part that a listing continues with: its last part, or a new one if that has at least `largest` bytes.
    pub(super) fn open_part(&self, hub: &Path, walk: usize, largest: u64) -> Result<(String, PartWriter), Error> {
        let mut names: Vec<(&str, u64)> = Vec::new();
        for page in self.pages().filter(|page| page.walk == walk) {
            match names.last_mut() {
                Some((name, bytes)) if *name == page.part => *bytes = page.bytes,
                _ => names.push((&page.part, page.bytes)),
            }
        }
        let (name, bytes) = match names.last() {
            Some((name, bytes)) if *bytes < largest => ((*name).to_owned(), *bytes),
            _ => (part_name(self.plan.generation, &format!("walk{}-{:03}", walk + 1, names.len() + 1)), 0),
        };
        let writer = PartWriter::open(&hub.join(&name), bytes)?;
        Ok((name, writer))
    }
}

/// The name of a part. Parts of different snapshots never have the same name.
#[must_use]
pub(super) fn part_name(generation: u64, what: &str) -> String {
    format!("part-{generation:06}-{what}.jsonl.zst")
}

/// Whether a file name is that of a part.
#[must_use]
pub(super) fn is_part(name: &str) -> bool {
    name.starts_with("part-") && name.ends_with(".jsonl.zst")
}

fn open_journal(folder: &Path) -> Result<File, Error> {
    let path = folder.join(JOURNAL);
    File::options().create(true).append(true).open(&path).map_err(Error::io("open", &path))
}

fn push_line(out: &mut Vec<u8>, step: &Step) {
    // Serializing plain data does not fail.
    out.extend(serde_json::to_vec(step).unwrap_or_default());
    out.push(b'\n');
}

/// The records that a page added to its part. `None` if they are damaged.
fn read_page(hub: &Path, page: &PageStep, files: &mut BTreeMap<String, (File, u64)>) -> Option<Vec<u8>> {
    if !is_part(&page.part) || page.part.contains(['/', '\\']) {
        return None;
    }
    if !files.contains_key(&page.part) {
        files.insert(page.part.clone(), (File::open(hub.join(&page.part)).ok()?, 0));
    }
    let (file, behind) = files.get_mut(&page.part)?;
    let records = read_frame(file, *behind, page.bytes)?;
    *behind = page.bytes;
    Some(records)
}
