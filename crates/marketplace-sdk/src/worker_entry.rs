//! `WorkerEntry`: a worker as callers of the legacy SDK read it.

use compatibility::{
    model_format::ModelFormat,
    quantization::Quantization,
    worker_catalog::{
        BuildConfig, Claim, CpuArchitecture, FormatSupport, LoadType, Package, Platform, SourceInfo, Support, Worker,
        WorkerType,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A worker with the keys of the legacy catalog, in camel case, and what it loads beside them. Every field
/// of [`Worker`] is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WorkerCatalogEntry"))]
#[serde(rename_all = "camelCase")]
pub struct WorkerEntry {
    /// Kebab case: `llm-worker-rbee-cpu`.
    pub id: Box<str>,
    /// Which code base it is.
    pub implementation: Box<str>,
    /// What it computes on.
    pub worker_type: WorkerType,
    /// Of the program.
    pub version: Box<str>,
    /// Operating systems.
    pub platforms: Vec<Platform>,
    /// Processors.
    pub architectures: Vec<CpuArchitecture>,
    /// For people.
    pub name: Box<str>,
    /// One sentence.
    pub description: Box<str>,
    /// SPDX.
    pub license: Box<str>,
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
    /// The formats that it loads or advertises; which of the two is in `formats`.
    #[cfg_attr(feature = "typescript", ts(type = "ModelFormat[]"))]
    pub supported_formats: Vec<ModelFormat>,
    /// Longest context in tokens; what is longer gets cut.
    pub max_context_length: Option<u64>,
    /// Answers word by word.
    pub supports_streaming: bool,
    /// Answers several requests at once.
    pub supports_batching: bool,
    /// What it loads, one entry a format.
    pub formats: Vec<FormatEntry>,
    /// How to run one file of a model, where there is a command.
    pub run_command: Option<Box<str>>,
    /// What says so, of everything that has no source of its own.
    pub claim: Claim,
}

/// What a worker says about one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormatEntry {
    /// The format.
    #[cfg_attr(feature = "typescript", ts(type = "ModelFormat"))]
    pub format: ModelFormat,
    /// By family (`llama`): the default of all its types.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, Support>"))]
    pub families: BTreeMap<Box<str>, Support>,
    /// By exact type, which overrules the family: `model_type` for safetensors, llama.cpp's name for GGUF.
    #[serde(default, alias = "model_types")]
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, Support>"))]
    pub model_types: BTreeMap<Box<str>, Support>,
    /// The labels it reads; null where it reads all.
    #[cfg_attr(feature = "typescript", ts(type = "string[] | null"))]
    pub quantizations: Option<Vec<Quantization>>,
    /// Whether a set of several files is accepted.
    #[serde(alias = "accepts_shards")]
    pub accepts_shards: bool,
    /// Files that have to stand beside the weights.
    #[serde(default, alias = "required_files")]
    pub required_files: Vec<Box<str>>,
    /// As what numbers the weights are held in memory.
    #[serde(alias = "load_type")]
    pub load_type: LoadType,
    /// What says so.
    #[serde(default = "no_claim")]
    pub claim: Claim,
}

impl From<&Worker> for WorkerEntry {
    fn from(worker: &Worker) -> Self {
        let Worker { package, .. } = worker.clone();
        Self {
            id: worker.id.clone(),
            implementation: worker.implementation.clone(),
            worker_type: worker.worker_type,
            version: worker.version.clone(),
            platforms: worker.platforms.clone(),
            architectures: worker.architectures.clone(),
            name: worker.name.clone(),
            description: worker.description.clone(),
            license: worker.license.clone(),
            pkgbuild_url: package.pkgbuild_url,
            build_system: package.build_system,
            source: package.source,
            build: package.build,
            depends: package.depends,
            makedepends: package.makedepends,
            binary_name: package.binary_name,
            install_path: package.install_path,
            supported_formats: worker.formats.iter().map(|support| support.format).collect(),
            max_context_length: worker.max_context,
            supports_streaming: worker.supports_streaming,
            supports_batching: worker.supports_batching,
            formats: worker.formats.iter().cloned().map(FormatEntry::from).collect(),
            run_command: worker.run_command.clone(),
            claim: worker.claim.clone(),
        }
    }
}

impl From<FormatSupport> for FormatEntry {
    fn from(support: FormatSupport) -> Self {
        let FormatSupport {
            format,
            families,
            model_types,
            quantizations,
            accepts_shards,
            required_files,
            load_type,
            claim,
        } = support;
        Self { format, families, model_types, quantizations, accepts_shards, required_files, load_type, claim }
    }
}

impl From<FormatEntry> for FormatSupport {
    fn from(entry: FormatEntry) -> Self {
        let FormatEntry {
            format,
            families,
            model_types,
            quantizations,
            accepts_shards,
            required_files,
            load_type,
            claim,
        } = entry;
        Self { format, families, model_types, quantizations, accepts_shards, required_files, load_type, claim }
    }
}

/// A worker as a caller hands it in: keys in camel case, in snake case (as the legacy catalog's server and
/// `/workers/index.json` write them), or those of [`Worker`]. What describes it may be missing; what it loads
/// may not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
pub struct ReadWorker(pub Worker);

/// The keys as they come.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    id: Box<str>,
    #[serde(default)]
    implementation: Box<str>,
    #[serde(alias = "worker_type")]
    worker_type: WorkerType,
    #[serde(default)]
    version: Box<str>,
    #[serde(default)]
    platforms: Vec<Platform>,
    #[serde(default)]
    architectures: Vec<CpuArchitecture>,
    #[serde(default)]
    name: Box<str>,
    #[serde(default)]
    description: Box<str>,
    #[serde(default)]
    license: Box<str>,
    /// Of [`Worker`]; elsewhere its fields stand beside the others.
    package: Option<Package>,
    #[serde(default, alias = "pkgbuild_url")]
    pkgbuild_url: Box<str>,
    #[serde(default, alias = "build_system")]
    build_system: Box<str>,
    #[serde(default)]
    source: Option<SourceInfo>,
    #[serde(default)]
    build: BuildConfig,
    #[serde(default)]
    depends: Vec<Box<str>>,
    #[serde(default)]
    makedepends: Vec<Box<str>>,
    #[serde(default, alias = "binary_name")]
    binary_name: Box<str>,
    #[serde(default, alias = "install_path")]
    install_path: Box<str>,
    #[serde(default, alias = "max_context_length", alias = "max_context", alias = "maxContext")]
    max_context_length: Option<u64>,
    #[serde(default, alias = "supports_streaming")]
    supports_streaming: bool,
    #[serde(default, alias = "supports_batching")]
    supports_batching: bool,
    formats: Vec<FormatEntry>,
    #[serde(default, alias = "run_command")]
    run_command: Option<Box<str>>,
    #[serde(default = "no_claim")]
    claim: Claim,
}

fn no_claim() -> Claim {
    Claim { source: "the caller".into(), date: "".into() }
}

impl From<Wire> for ReadWorker {
    fn from(wire: Wire) -> Self {
        let no_source = || SourceInfo { kind: "".into(), url: "".into(), branch: None, tag: None, path: None };
        let package = wire.package.unwrap_or_else(|| Package {
            pkgbuild_url: wire.pkgbuild_url,
            build_system: wire.build_system,
            source: wire.source.unwrap_or_else(no_source),
            build: wire.build,
            depends: wire.depends,
            makedepends: wire.makedepends,
            binary_name: wire.binary_name,
            install_path: wire.install_path,
        });
        Self(Worker {
            name: if wire.name.is_empty() { wire.id.clone() } else { wire.name },
            id: wire.id,
            description: wire.description,
            version: wire.version,
            license: wire.license,
            implementation: wire.implementation,
            worker_type: wire.worker_type,
            platforms: wire.platforms,
            architectures: wire.architectures,
            package,
            supports_streaming: wire.supports_streaming,
            supports_batching: wire.supports_batching,
            max_context: wire.max_context_length,
            run_command: wire.run_command,
            formats: wire.formats.into_iter().map(FormatSupport::from).collect(),
            claim: wire.claim,
        })
    }
}
