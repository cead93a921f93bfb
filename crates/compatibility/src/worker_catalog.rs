//! `WorkerCatalog`: the inference workers and the models each can load.
//!
//! The catalog holds only data. The rules use it to decide which model a worker runs.

use crate::{model_format::ModelFormat, quantization::Quantization};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The workers of one site, with unique ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<Worker>", try_from = "Vec<Worker>")]
pub struct WorkerCatalog {
    /// Sorted by id.
    pub workers: Vec<Worker>,
}

/// Error for two workers with the same id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two workers have the id `{0}`")]
pub struct RepeatedWorker(pub Box<str>);

impl TryFrom<Vec<Worker>> for WorkerCatalog {
    type Error = RepeatedWorker;

    /// Sorts the workers. A repeated id is an error.
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
    /// Finds a worker by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Worker> {
        self.workers.iter().find(|worker| &*worker.id == id)
    }
}

/// One worker: a program that loads models and answers requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// The id in kebab case: `llm-worker-rbee-cpu`.
    pub id: Box<str>,
    /// The display name.
    pub name: Box<str>,
    /// A description in one sentence.
    pub description: Box<str>,
    /// The program's version.
    pub version: Box<str>,
    /// The license as an SPDX identifier.
    pub license: Box<str>,
    /// The code base that the worker is built on.
    pub implementation: Box<str>,
    /// The hardware it computes on.
    pub worker_type: WorkerType,
    /// Supported operating systems.
    pub platforms: Vec<Platform>,
    /// Supported CPU architectures.
    pub architectures: Vec<CpuArchitecture>,
    /// How it is built and installed.
    pub package: Package,
    /// Whether it supports streaming.
    pub supports_streaming: bool,
    /// Whether it supports batching.
    pub supports_batching: bool,
    /// Maximum context length in tokens; longer contexts are cut. `None` if no limit is stated.
    pub max_context: Option<u64>,
    /// The command that runs one file of a model, if there is one. `{repo}` and `{file}` are replaced and quoted for a
    /// shell.
    pub run_command: Option<Box<str>>,
    /// The formats it loads, one entry per format.
    pub formats: Vec<FormatSupport>,
    /// The source of everything above that has no source of its own.
    pub claim: Claim,
}

impl Worker {
    /// The support for a format. `None` if the worker does not load it.
    #[must_use]
    pub fn format(&self, format: ModelFormat) -> Option<&FormatSupport> {
        self.formats.iter().find(|support| support.format == format)
    }
}

/// The hardware that a worker computes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WorkerType {
    /// The CPU.
    Cpu,
    /// NVIDIA graphics cards.
    Cuda,
    /// Apple GPUs.
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

/// A CPU architecture.
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

/// How a worker is built and installed; the fields of the legacy catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Path or URL of the PKGBUILD.
    pub pkgbuild_url: Box<str>,
    /// `cargo`, `cmake`, …
    pub build_system: Box<str>,
    /// The location of the source code.
    pub source: SourceInfo,
    /// Build settings.
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

/// The location of a worker's source code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct SourceInfo {
    /// `git`, …
    #[serde(rename = "type")]
    pub kind: Box<str>,
    /// URL of the repository.
    pub url: Box<str>,
    /// Branch, if set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<Box<str>>,
    /// Tag, if set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Box<str>>,
    /// Folder in the repository, if set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Box<str>>,
}

/// Build settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct BuildConfig {
    /// Cargo features to enable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Box<str>>,
    /// `release`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Box<str>>,
    /// Additional arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Box<str>>,
}

/// A worker's support for one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatSupport {
    /// The format.
    pub format: ModelFormat,
    /// Support by family (`llama`): the default for all its types.
    pub families: BTreeMap<Box<str>, Support>,
    /// Support by exact type, which overrides the family: `model_type` for safetensors, llama.cpp's name for GGUF.
    pub model_types: BTreeMap<Box<str>, Support>,
    /// The supported quantizations. `None` if all are supported.
    pub quantizations: Option<Vec<Quantization>>,
    /// Whether sharded weights are accepted.
    pub accepts_shards: bool,
    /// Files that must be present next to the weights.
    pub required_files: Vec<Box<str>>,
    /// The number type of the weights in memory.
    pub load_type: LoadType,
    /// The source of this entry.
    pub claim: Claim,
}

/// A worker's support for an architecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct Support {
    /// The level of support.
    pub status: Status,
    /// The source, if it differs from that of the format's entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// The level of support; higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Support is planned; the worker does not load it yet.
    Planned,
    /// The loader supports it, but no run is on record.
    Expected,
    /// A run is on record.
    Tested,
}

/// The number type of weights in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LoadType {
    /// The type in which they are stored.
    AsStored,
    /// Four bytes per weight, regardless of the stored type.
    F32,
    /// Two bytes per weight, IEEE half precision.
    F16,
    /// Two bytes per weight, bfloat16.
    Bf16,
}

/// The source of a claim in the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Claim {
    /// A document or a file in the worker's code.
    pub source: Box<str>,
    /// When the source was read: `YYYY-MM-DD`.
    pub date: Box<str>,
}
