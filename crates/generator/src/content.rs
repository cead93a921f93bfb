//! Reads what editors write: the worker catalog, pages, and texts.

pub mod article;
pub mod language;
mod worker_toml;

use compatibility::worker_catalog::{Worker, WorkerCatalog};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};
use strict_toml::{Invalid, Problem, Report};

/// Folder of the worker catalog, below a project.
const WORKERS: &str = "content/workers";

/// The built-in catalog, for projects without their own.
const SHIPPED: [(&str, &str); 3] = [
    ("llm-worker-rbee-cpu.toml", include_str!("../embedded/workers/llm-worker-rbee-cpu.toml")),
    ("llm-worker-rbee-cuda.toml", include_str!("../embedded/workers/llm-worker-rbee-cuda.toml")),
    ("llm-worker-rbee-metal.toml", include_str!("../embedded/workers/llm-worker-rbee-metal.toml")),
];

/// Why content cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder that cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A folder without a worker file.
    #[error("`{0}` contains no worker file (.toml)")]
    NoWorkers(PathBuf),
    /// Invalid files.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// An invalid page of an editor.
    #[error(transparent)]
    Article(#[from] article::Error),
}

/// A catalog and its name for reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedCatalog {
    /// The workers.
    pub catalog: WorkerCatalog,
    /// The folder, or a name for the built-in catalog.
    pub label: String,
}

/// The catalog of a project: its `content/workers`, or the built-in one.
pub fn project_workers(project: &Path) -> Result<LoadedCatalog, Error> {
    let folder = project.join(WORKERS);
    if folder.is_dir() {
        return Ok(LoadedCatalog { catalog: load_workers(&folder)?, label: folder.to_string_lossy().into_owned() });
    }
    Ok(LoadedCatalog { catalog: shipped_workers()?, label: "the built-in catalog".to_owned() })
}

/// Markdown tables of every key of a worker file, with type and documentation.
#[must_use]
pub fn worker_reference() -> String {
    strict_toml::reference::<worker_toml::WorkerToml>()
}

/// The built-in catalog.
pub fn shipped_workers() -> Result<WorkerCatalog, Error> {
    let files = SHIPPED.map(|(name, text)| (PathBuf::from(WORKERS).join(name), text.to_owned()));
    Ok(catalog("the worker catalog", &files)?)
}

/// Reads every `.toml` file of a folder as a worker, and reports all problems of all files together.
pub fn load_workers(folder: &Path) -> Result<WorkerCatalog, Error> {
    let failed = |path: &Path, source| Error::Read { path: path.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| failed(folder, source))? {
        let path = entry.map_err(|source| failed(folder, source))?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((path, text)),
        Err(source) => Err(Error::Read { path, source }),
    };
    let files = paths.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if files.is_empty() {
        return Err(Error::NoWorkers(folder.to_owned()));
    }
    Ok(catalog(&format!("the worker catalog `{}`", folder.display()), &files)?)
}

/// The catalog of these files, or all their problems.
fn catalog(what: &str, files: &[(PathBuf, String)]) -> Result<WorkerCatalog, Invalid> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut workers: BTreeMap<Box<str>, (&Path, Worker)> = BTreeMap::new();
    for (path, text) in files {
        let mut report = Report::new(format!("{}:", path.display()), text);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        if let Some(read) = worker_toml::read(&stem, &mut report) {
            match workers.get(&read.worker.id) {
                Some((first, _)) => {
                    report.add(read.id_start, format!("`id` is already used in `{}`", first.display()));
                }
                None => drop(workers.insert(read.worker.id.clone(), (path, read.worker))),
            }
        }
        problems.extend(report.into_problems());
    }
    if !problems.is_empty() {
        return Err(Invalid { what: what.to_owned(), problems });
    }
    Ok(WorkerCatalog { workers: workers.into_values().map(|(_, worker)| worker).collect() })
}
