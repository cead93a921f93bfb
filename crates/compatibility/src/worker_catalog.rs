//! `WorkerCatalog`: what each inference worker is, and what it loads.
//!
//! Data only: which model a worker runs is decided by the rules, from what is written here.

use crate::{model_format::ModelFormat, quantization::Quantization};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The workers of one site, by id, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<Worker>", try_from = "Vec<Worker>")]
pub struct WorkerCatalog {
    /// Sorted by id.
    pub workers: Vec<Worker>,
}

/// Two workers of one id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two workers have the id `{0}`")]
pub struct RepeatedWorker(pub Box<str>);

impl TryFrom<Vec<Worker>> for WorkerCatalog {
    type Error = RepeatedWorker;

    /// Sorts; an id that stands twice is an error.
    fn try_from(mut workers: Vec<Worker>) -> Result<Self, RepeatedWorker> {
        workers.sort_by(|a, b| a.id.cmp(&b.id));
        match workers.windows(2).find(|pair| pair[0].id == pair[1].id) {
            Some(pair) => Err(RepeatedWorker(pair[0].id.clone())),
            None => Ok(Self { workers }),
        }
    }
}

impl From<WorkerCatalog> for Vec<Worker> {
    fn from(catalog: WorkerCatalog) -> Self {
        catalog.workers
    }
}

impl WorkerCatalog {
    /// The worker of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Worker> {
        self.workers.iter().find(|worker| &*worker.id == id)
    }
}

/// One worker: a program that loads models and answers requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// Kebab case: `llm-worker-rbee-cpu`.
    pub id: Box<str>,
    /// For people.
    pub name: Box<str>,
    /// One sentence.
    pub description: Box<str>,
    /// Of the program.
    pub version: Box<str>,
    /// SPDX.
    pub license: Box<str>,
    /// Which code base it is.
    pub implementation: Box<str>,
    /// What it computes on.
    pub worker_type: WorkerType,
    /// Operating systems.
    pub platforms: Vec<Platform>,
    /// Processors.
    pub architectures: Vec<CpuArchitecture>,
    /// How it is built and installed.
    pub package: Package,
    /// Answers word by word.
    pub supports_streaming: bool,
    /// Answers several requests at once.
    pub supports_batching: bool,
    /// Longest context in tokens; what is longer gets cut.
    pub max_context: Option<u64>,
    /// How to run one file of a model, where there is a command: `{repo}` and `{file}` are filled in, quoted
    /// for a shell.
    pub run_command: Option<Box<str>>,
    /// What it loads, one entry a format.
    pub formats: Vec<FormatSupport>,
    /// What says so, of everything above that has no source of its own.
    pub claim: Claim,
}

impl Worker {
    /// What it says about a format; none where it does not load it at all.
    #[must_use]
    pub fn format(&self, format: ModelFormat) -> Option<&FormatSupport> {
        self.formats.iter().find(|support| support.format == format)
    }
}

/// What a worker computes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WorkerType {
    /// The processor.
    Cpu,
    /// NVIDIA graphics cards.
    Cuda,
    /// Apple's graphics.
    Metal,
    /// AMD graphics cards.
    Rocm,
}

/// An operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Linux.
    Linux,
    /// macOS.
    Macos,
    /// Windows.
    Windows,
}

/// A kind of processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum CpuArchitecture {
    /// 64-bit Intel and AMD.
    #[serde(rename = "x86_64")]
    X86_64,
    /// 64-bit ARM.
    #[serde(rename = "aarch64")]
    Aarch64,
}

/// How a worker is built and installed: the fields of the replaced catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Path or address of the PKGBUILD.
    pub pkgbuild_url: Box<str>,
    /// `cargo`, `cmake`, …
    pub build_system: Box<str>,
    /// Where the code is.
    pub source: SourceInfo,
    /// Settings of the build.
    pub build: BuildConfig,
    /// Packages needed to run.
    pub depends: Vec<Box<str>>,
    /// Packages needed to build.
    pub makedepends: Vec<Box<str>>,
    /// The program's file name.
    pub binary_name: Box<str>,
    /// Where it is installed.
    pub install_path: Box<str>,
}

/// Where a worker's code is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct SourceInfo {
    /// `git`, …
    #[serde(rename = "type")]
    pub kind: Box<str>,
    /// Address.
    pub url: Box<str>,
    /// Branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<Box<str>>,
    /// Tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Box<str>>,
    /// Folder inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Box<str>>,
}

/// Settings of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct BuildConfig {
    /// Features to switch on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Box<str>>,
    /// `release`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Box<str>>,
    /// Further arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Box<str>>,
}

/// What a worker says about one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatSupport {
    /// The format.
    pub format: ModelFormat,
    /// By family (`llama`): the default of all its types.
    pub families: BTreeMap<Box<str>, Support>,
    /// By exact type, which overrules the family: `model_type` for safetensors, llama.cpp's name for GGUF.
    pub model_types: BTreeMap<Box<str>, Support>,
    /// The labels it reads; none where it reads all.
    pub quantizations: Option<Vec<Quantization>>,
    /// Whether a set of several files is accepted.
    pub accepts_shards: bool,
    /// Files that have to stand beside the weights.
    pub required_files: Vec<Box<str>>,
    /// As what numbers the weights are held in memory.
    pub load_type: LoadType,
    /// What says so.
    pub claim: Claim,
}

/// How far a worker's word about an architecture goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct Support {
    /// How far.
    pub status: Status,
    /// What says so, where it is not what says the rest of the format's entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// How far a worker's word goes; a higher one is worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is meant to load, and does not yet.
    Planned,
    /// The loader takes it; nobody has recorded a run.
    Expected,
    /// A run is on record.
    Tested,
}

/// As what numbers weights are held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LoadType {
    /// As they are stored.
    AsStored,
    /// Four bytes each, whatever is stored.
    F32,
    /// Two bytes each.
    F16,
    /// Two bytes each.
    Bf16,
}

/// Where a claim of the catalog comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Claim {
    /// A document or a file of the worker's code.
    pub source: Box<str>,
    /// When it was read: `YYYY-MM-DD`.
    pub date: Box<str>,
}
