//! `Run`: a fetch that is under way, so that the next can go on where it was killed.
//!
//! `run/` in the snapshot's folder holds `run.json`, which says what is being fetched, and `journal.jsonl`, to which
//! a line is added after every whole page, when its records are in their part already. What the journal says of
//! a part is believed as far as the part's checksums bear it out; what lies behind that goes. So it does not matter
//! which of two writes reached the disk before the machine went down.

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

/// The folder of a fetch that is under way, below the snapshot's.
pub(super) const FOLDER: &str = "run";
const PLAN: &str = "run.json";
const JOURNAL: &str = "journal.jsonl";

/// What is being fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Of the snapshot that this will be.
    pub generation: u64,
    /// Changes since then; none for everything.
    pub since: Option<Timestamp>,
    /// At most so many models.
    pub limit: Option<u64>,
    /// What is asked for.
    pub query: Query,
    /// When it began.
    pub began: Timestamp,
}

/// What a line of the journal tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    /// A page, whole and in its part.
    Page(PageStep),
    /// What became of a model that was missing from a whole walk.
    Suspect(SuspectStep),
}

/// A page that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PageStep {
    /// Which walk.
    pub walk: usize,
    /// The part's name.
    pub part: String,
    /// The part's size behind it.
    pub bytes: u64,
    /// Records that it added.
    pub records: u64,
    /// Where the next page is; none after the last.
    pub next: Option<Url>,
    /// Records that were none.
    pub malformed: u64,
    /// The newest date of a change on it, in milliseconds since 1970.
    pub newest: u64,
    /// The server's time.
    pub date: Option<Timestamp>,
}

/// A model that was missing from a whole walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SuspectStep {
    /// The model.
    pub id: String,
    /// What became of it.
    pub finding: Finding,
}

/// What became of a model that was missing from a whole walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Finding {
    /// It is gone, with this status.
    Gone(u16),
    /// It has this id.
    Renamed(String),
    /// It is there; the list left it out.
    There,
    /// It is there, and not asked for: it has too few downloads, or no walk would have it.
    Unwanted,
    /// The Hub did not tell.
    Unknown,
}

/// A fetch that is under way.
pub(super) struct Run {
    folder: PathBuf,
    /// What is being fetched.
    pub plan: Plan,
    journal: File,
    /// What is done.
    pub steps: Vec<Step>,
}

impl Run {
    /// Reads the plan of a fetch that did not end, if there is one that can be read.
    #[must_use]
    pub(super) fn find(hub: &Path) -> Option<Plan> {
        serde_json::from_slice(&fs::read(hub.join(FOLDER).join(PLAN)).ok()?).ok()
    }

    /// Begins a fetch; whatever another left is forgotten.
    pub(super) fn begin(hub: &Path, plan: Plan) -> Result<Self, Error> {
        let folder = hub.join(FOLDER);
        Self::forget(hub)?;
        fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        let text = serde_json::to_vec_pretty(&plan).unwrap_or_default();
        replace_file(&folder.join(PLAN), &text)?;
        let journal = open_journal(&folder)?;
        Ok(Self { folder, plan, journal, steps: Vec::new() })
    }

    /// Goes on with a fetch that did not end. `restore` is handed the records of each page that is whole, in order.
    pub(super) fn resume(hub: &Path, plan: Plan, mut restore: impl FnMut(&PageStep, &[u8])) -> Result<Self, Error> {
        let folder = hub.join(FOLDER);
        let path = folder.join(JOURNAL);
        // Bytes: what a machine that went down left need not be text.
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            bytes => bytes.map_err(Error::io("read", &path))?,
        };
        let mut steps = Vec::new();
        let mut files: BTreeMap<String, (File, u64)> = BTreeMap::new();
        // What follows the last line feed was being written when the process was killed.
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

    /// Removes what a fetch that did not end, or has ended, left of its plan.
    pub(super) fn forget(hub: &Path) -> Result<(), Error> {
        let folder = hub.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", &folder)(error)),
            _ => Ok(()),
        }
    }

    /// Notes that something is done.
    pub(super) fn done(&mut self, step: Step) -> Result<(), Error> {
        let mut line = Vec::new();
        push_line(&mut line, &step);
        self.journal.write_all(&line).map_err(Error::io("write", self.folder.join(JOURNAL)))?;
        kill_point();
        self.steps.push(step);
        Ok(())
    }

    /// The pages that are done.
    #[must_use = "it only looks"]
    pub(super) fn pages(&self) -> impl DoubleEndedIterator<Item = &PageStep> {
        self.steps.iter().filter_map(|step| match step {
            Step::Page(page) => Some(page),
            Step::Suspect(_) => None,
        })
    }

    /// What became of models that were missing.
    pub(super) fn suspects(&self) -> impl Iterator<Item = &SuspectStep> {
        self.steps.iter().filter_map(|step| match step {
            Step::Suspect(suspect) => Some(suspect),
            Step::Page(_) => None,
        })
    }

    /// Bytes in the parts of all walks.
    pub(super) fn stored(&self) -> u64 {
        let parts: BTreeMap<&str, u64> = self.pages().map(|page| (&*page.part, page.bytes)).collect();
        parts.values().sum()
    }

    /// Opens the part that a walk goes on with: the last one, or a new one where that is large.
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

/// The name of a part of a snapshot; those of two snapshots are never the same.
#[must_use]
pub(super) fn part_name(generation: u64, what: &str) -> String {
    format!("part-{generation:06}-{what}.jsonl.zst")
}

/// Whether a file is a part, by its name.
#[must_use]
pub(super) fn is_part(name: &str) -> bool {
    name.starts_with("part-") && name.ends_with(".jsonl.zst")
}

fn open_journal(folder: &Path) -> Result<File, Error> {
    let path = folder.join(JOURNAL);
    File::options().create(true).append(true).open(&path).map_err(Error::io("open", &path))
}

fn push_line(out: &mut Vec<u8>, step: &Step) {
    // Plain data: making a text of it does not fail.
    out.extend(serde_json::to_vec(step).unwrap_or_default());
    out.push(b'\n');
}

/// The records that a page added to its part, if they are whole.
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
