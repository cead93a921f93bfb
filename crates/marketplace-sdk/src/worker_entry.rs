//! `WorkerEntry`: a worker in the form the legacy SDK uses.

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

/// A worker with the keys of the legacy catalog in camel case, plus the formats it loads. Contains every field of
/// [`Worker`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "WorkerCatalogEntry"))]
#[serde(rename_all = "camelCase")]
pub struct WorkerEntry {
    /// Id in kebab case: `llm-worker-rbee-cpu`.
    pub id: Box<str>,
    /// The code base.
    pub implementation: Box<str>,
    /// The hardware it computes on.
    pub worker_type: WorkerType,
    /// Version of the program.
    pub version: Box<str>,
    /// Supported operating systems.
    pub platforms: Vec<Platform>,
    /// Supported CPU architectures.
    pub architectures: Vec<CpuArchitecture>,
    /// Display name.
    pub name: Box<str>,
    /// Description in one sentence.
    pub description: Box<str>,
    /// License as an SPDX expression.
    pub license: Box<str>,
    /// Path or URL of the PKGBUILD.
    pub pkgbuild_url: Box<str>,
    /// `cargo`, `cmake`, …
    pub build_system: Box<str>,
    /// Location of the source code.
    pub source: SourceInfo,
    /// Build settings.
    pub build: BuildConfig,
    /// Packages needed to run.
    pub depends: Vec<Box<str>>,
    /// Packages needed to build.
    pub makedepends: Vec<Box<str>>,
    /// File name of the program.
    pub binary_name: Box<str>,
    /// Installation path.
    pub install_path: Box<str>,
    /// Formats that it loads or advertises; `formats` says which.
    #[cfg_attr(feature = "typescript", ts(type = "ModelFormat[]"))]
    pub supported_formats: Vec<ModelFormat>,
    /// Maximum context length in tokens; longer input is truncated.
    pub max_context_length: Option<u64>,
    /// Whether it streams answers.
    pub supports_streaming: bool,
    /// Whether it answers several requests at once.
    pub supports_batching: bool,
    /// Details per format.
    pub formats: Vec<FormatEntry>,
    /// Command that runs a single file of a model, if there is one.
    pub run_command: Option<Box<str>>,
    /// Source of all values that have no source of their own.
    pub claim: Claim,
}

/// A worker's support for one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormatEntry {
    /// The format.
    #[cfg_attr(feature = "typescript", ts(type = "ModelFormat"))]
    pub format: ModelFormat,
    /// Status by family (`llama`), the default for all its types.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, Support>"))]
    pub families: BTreeMap<Box<str>, Support>,
    /// Status by exact type, which overrides the family: `model_type` for safetensors, llama.cpp's name for GGUF.
    #[serde(default, alias = "model_types")]
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, Support>"))]
    pub model_types: BTreeMap<Box<str>, Support>,
    /// The quantizations it reads. Null if it reads all.
    #[cfg_attr(feature = "typescript", ts(type = "string[] | null"))]
    pub quantizations: Option<Vec<Quantization>>,
    /// Whether sharded weights are accepted.
    #[serde(alias = "accepts_shards")]
    pub accepts_shards: bool,
    /// Files required next to the weights.
    #[serde(default, alias = "required_files")]
    pub required_files: Vec<Box<str>>,
    /// The number type in which the weights are held in memory.
    #[serde(alias = "load_type")]
    pub load_type: LoadType,
    /// Source of this entry.
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

/// A worker as input of a caller. Keys can be in camel case, in snake case (as written by the legacy catalog's server
/// and in `/workers/index.json`), or those of [`Worker`]. Descriptive fields may be missing; `formats` is required.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
pub struct ReadWorker(pub Worker);

/// The accepted keys.
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
    /// Present in a [`Worker`]; in other forms its fields are at the top level.
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
