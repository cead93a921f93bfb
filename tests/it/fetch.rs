//! `fetch` against a Hub on 127.0.0.1: everything is found, nothing twice, and whatever goes wrong ends well.

mod absence;
mod changes;
mod command;
mod faults;
mod killed;
mod pages;
mod real_servers;
mod sizes;

use crate::hub_server::HubServer;
use http_client::{Clock, Token};
use hub::{
    fetch::{FetchInputs, FetchReport, Progress, fetch},
    settings::HubConfig,
};
use jiff::Timestamp;
use modelpress::diagnostic::Diagnostic as _;
use serde_json::Value;
use snapshot::{self, Batches, gone::Gone, index::SnapshotIndex};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;

/// A client that fetches, with a clock that advances when it waits.
pub(crate) struct Fetcher {
    project: TempDir,
    pub(crate) config: HubConfig,
    pub(crate) token: Option<&'static str>,
    pub(crate) full: bool,
    pub(crate) limit: Option<u64>,
    pub(crate) sizes: Option<usize>,
    /// Milliseconds since 1970.
    now: Arc<AtomicI64>,
    waits: Arc<Mutex<Vec<Duration>>>,
    pub(crate) said: Mutex<Vec<String>>,
}

impl Fetcher {
    pub(crate) fn new() -> Self {
        let now: Timestamp = "2026-07-01T12:00:00Z".parse().unwrap();
        Self {
            project: TempDir::new().unwrap(),
            config: HubConfig { page_size: 20, timeout: Duration::from_secs(5), ..HubConfig::default() },
            token: None,
            full: false,
            limit: None,
            sizes: None,
            now: Arc::new(AtomicI64::new(now.as_millisecond())),
            waits: Arc::default(),
            said: Mutex::default(),
        }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.project.path().join(snapshot::HUB_FOLDER)
    }

    pub(crate) fn project(&self) -> &Path {
        self.project.path()
    }

    /// Days go by.
    pub(crate) fn pass_days(&self, days: i64) {
        self.now.fetch_add(days * 86_400_000, Ordering::Relaxed);
    }

    /// The waits since the last call, in seconds.
    pub(crate) fn waits(&self) -> Vec<f64> {
        self.waits.lock().unwrap().drain(..).map(|wait| wait.as_secs_f64()).collect()
    }

    pub(crate) fn try_fetch(&self, server: &HubServer) -> Result<FetchReport, hub::fetch::Error> {
        let start = self.now.load(Ordering::Relaxed);
        let (now, elapsed, sleep) = (self.now.clone(), self.now.clone(), self.now.clone());
        let (state, waits) = (server.state.clone(), self.waits.clone());
        let clock = Clock {
            now: Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::Relaxed)).unwrap()),
            elapsed: Arc::new(move || {
                Duration::from_millis(u64::try_from(elapsed.load(Ordering::Relaxed) - start).unwrap())
            }),
            sleep: Arc::new(move |wait| {
                waits.lock().unwrap().push(wait);
                sleep.fetch_add(i64::try_from(wait.as_millis()).unwrap() + 1, Ordering::Relaxed);
                state.pass(wait);
            }),
            chance: Arc::new(|| 1.0),
        };
        fetch(&FetchInputs {
            config: &self.config,
            endpoint: &server.url(),
            token: self.token.and_then(Token::new),
            user_agent: "modelpress/test",
            folder: &self.folder(),
            full: self.full,
            limit: self.limit,
            sizes: self.sizes,
            clock,
            peak_memory_mib: || None,
            progress: &|step| self.note(&step),
        })
    }

    fn note(&self, step: &Progress) {
        if let Progress::RefusedFields(_) | Progress::Ignored(_) | Progress::Net(_) = step {
            self.said.lock().unwrap().push(format!("{step:?}"));
        }
    }

    /// A fetch that has to come through.
    pub(crate) fn fetch(&self, server: &HubServer) -> FetchReport {
        self.try_fetch(server).unwrap_or_else(|error| {
            panic!("{error}: {}", std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default())
        })
    }

    /// A fetch that has to fail; what it says, its cause, and what to try.
    pub(crate) fn fail(&self, server: &HubServer) -> String {
        let error = self.try_fetch(server).unwrap_err();
        let cause = std::error::Error::source(&error).map(|cause| format!(" / {cause}")).unwrap_or_default();
        format!("{error}{cause} / {}", error.hint().unwrap_or_default())
    }

    pub(crate) fn index(&self) -> SnapshotIndex {
        SnapshotIndex::read(&self.folder()).unwrap().unwrap()
    }

    pub(crate) fn gone(&self) -> Gone {
        Gone::read(&self.folder()).unwrap()
    }

    pub(crate) fn records(&self) -> BTreeMap<String, Value> {
        records(self.project.path())
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.records().into_keys().collect()
    }

    /// The file names of the snapshot's folder.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The records of a project's snapshot, as `build` finds it, each once; of two with one id the newest, then the longest.
pub(crate) fn records(project: &Path) -> BTreeMap<String, Value> {
    let mut records: BTreeMap<String, (String, usize, Value)> = BTreeMap::new();
    for batch in Batches::new(&snapshot::locate(&[], project).unwrap()) {
        for (_, line) in batch.unwrap().records() {
            let record: Value = serde_json::from_slice(line).unwrap();
            let id = record["id"].as_str().unwrap().to_owned();
            let rank = (record["lastModified"].as_str().unwrap_or_default().to_owned(), line.len(), record);
            let known = records.get(&id);
            if known.is_none_or(|known| (&known.0, known.1) < (&rank.0, rank.1)) {
                records.insert(id, rank);
            }
        }
    }
    records.into_iter().map(|(id, (.., record))| (id, record)).collect()
}
