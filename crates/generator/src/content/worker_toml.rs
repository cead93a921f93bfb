//! `WorkerToml`: a worker file as written, and the [`Worker`] it becomes.

use compatibility::{
    architecture::{family::Family, gguf_architecture, model_type},
    model_format::ModelFormat,
    quantization::{FILE_TYPES, Quantization},
    worker_catalog::{
        BuildConfig, Claim, CpuArchitecture, FormatSupport, LoadType, Package, Platform, SourceInfo, Status, Support,
        Worker, WorkerType,
    },
};
use site::address::reserved_stem::reserved_stem;
use std::collections::BTreeSet;
use strict_toml::{At, Entries, Kind, Names, Node, Reader, Report, tables};
use toml::de::DeValue;

tables! {
    /// The file.
    pub(super) struct WorkerToml {
        /// The file name without its extension: lower-case words joined by `-` or `.`. It becomes part of URLs.
        "id" id: At<String> where example = "my-worker",
        /// Name of the worker on pages.
        "name" name: Box<str> where example = "My worker",
        /// One sentence about it.
        "description" description: Box<str>,
        /// Its version.
        "version" version: Box<str> where example = "0.1.0",
        /// The id of its license.
        "license" license: Box<str> where example = "MIT",
        /// The code base; several workers can be built from one.
        "implementation" implementation: Box<str>,
        /// The hardware it runs on.
        "worker-type" worker_type: WorkerType as WorkerTypeName,
        /// The operating systems it runs on.
        "platforms" platforms: Vec<Platform> as Vec<PlatformName>,
        /// The processor architectures it runs on.
        "architectures" architectures: Vec<CpuArchitecture> as Vec<CpuArchitectureName>,
        /// Whether it streams its answers.
        "supports-streaming" supports_streaming: bool,
        /// Whether it batches requests, that is, answers several at once.
        "supports-batching" supports_batching: bool,
        /// Maximum context length in tokens; longer texts are cut off. Leave it out if there is no limit.
        "max-context" max_context: Option<u64> where example = 32768,
        /// Command that runs one file, with the placeholders `{repo}` and `{file}`. Model pages show it.
        "run-command" run_command: Option<Box<str>> as Option<RunCommand>
            where example = "my-worker --repo {repo} --file {file}",
        /// Source of all claims in this file that have no source of their own.
        "claim" claim: ClaimToml,
        /// How the worker is built and installed.
        "package" package: PackageToml,
        /// What it supports: one table per format. Formats that are not listed are not supported.
        "formats" formats: Vec<(At<ModelFormat>, FormatToml)> as Entries<FormatName, FormatToml>
            where example = "gguf",
    }

    /// `[package]`
    struct PackageToml {
        /// URL or path of its PKGBUILD.
        "pkgbuild-url" pkgbuild_url: Box<str>,
        /// The build system.
        "build-system" build_system: Box<str> where example = "cargo",
        /// Packages it needs to run.
        "depends" depends: Vec<Box<str>>,
        /// Packages needed to build it.
        "makedepends" makedepends: Vec<Box<str>>,
        /// File name of the program.
        "binary-name" binary_name: Box<str> where example = "my-worker",
        /// Where the program is installed.
        "install-path" install_path: Box<str> where example = "/usr/local/bin/my-worker",
        /// Location of its source code.
        "source" source: SourceToml,
        /// How the source is built (optional).
        "build" build: Option<BuildToml>,
    }

    /// `[package.source]`
    struct SourceToml {
        /// The kind of source.
        "type" kind: Box<str> where example = "git",
        /// URL of the repository.
        "url" url: Box<str> where example = "https://example.org/my-worker",
        /// The branch of the repository.
        "branch" branch: Option<Box<str>> where example = "main",
        /// The tag of the repository.
        "tag" tag: Option<Box<str>> where example = "v0.1.0",
        /// Folder within the repository.
        "path" path: Option<Box<str>>,
    }

    /// `[package.build]`
    struct BuildToml {
        /// Cargo features to enable.
        "features" features: Vec<Box<str>>,
        /// Build profile.
        "profile" profile: Option<Box<str>> where example = "release",
        /// Additional build flags.
        "flags" flags: Vec<Box<str>>,
    }

    /// `[formats.<format>]`
    struct FormatToml {
        /// Whether it supports sharded weights (one variant in several files).
        "accepts-shards" accepts_shards: bool,
        /// How weights are kept in memory.
        "load-type" load_type: LoadType as LoadTypeName,
        /// Other files it requires to load a model.
        "required-files" required_files: Vec<Box<str>>,
        /// The quantizations it supports. Without this key: all of them.
        "quantizations" quantizations: Option<Vec<Quantization>> as Option<Vec<QuantizationName>>
            where example = ["Q4_K_M", "Q8_0"],
        /// The source of this claim.
        "claim" claim: ClaimToml,
        /// Status by family, for all model types of the family.
        "families" families: Vec<(At<&'static str>, Support)> as Entries<FamilyName, SupportEntry>,
        /// Status by exact `model_type` or GGUF architecture; takes precedence over the family.
        "model-types" model_types: Vec<(At<String>, Support)> as Entries<String, SupportEntry>,
    }

    /// `{ source, date }`
    struct ClaimToml {
        /// A document, a line of code or a recorded test run.
        "source" source: Box<str>,
        /// The day the source was read.
        "date" date: Box<str> as Date where example = "2026-01-01",
    }

    /// `{ status, claim }`
    struct SupportToml {
        /// `tested`: a test run is on record; `expected`: supported by the code, but no test run is on record; `planned`:
        /// announced, but not supported yet.
        "status" status: Status as StatusName,
        /// The source of this claim.
        "claim" claim: Option<ClaimToml>,
    }
}

/// One worker file after reading.
pub(super) struct ReadWorker {
    pub(super) worker: Worker,
    /// Byte position of its id.
    pub(super) id_start: usize,
}

/// Reads the file named `stem`. `None` if something is wrong, which is then in the report.
pub(super) fn read(stem: &str, report: &mut Report<'_>) -> Option<ReadWorker> {
    let file = strict_toml::read::<WorkerToml>(report)?;
    check_id(&file.id, stem, report);
    let id_start = file.id.start;
    let formats = file.formats.into_iter().map(|(format, entry)| format_support(format.value, entry, report));
    let formats = formats.collect();
    let worker = Worker {
        id: file.id.value.into(),
        name: file.name,
        description: file.description,
        version: file.version,
        license: file.license,
        implementation: file.implementation,
        worker_type: file.worker_type,
        platforms: file.platforms,
        architectures: file.architectures,
        package: package(file.package),
        supports_streaming: file.supports_streaming,
        supports_batching: file.supports_batching,
        max_context: file.max_context,
        run_command: file.run_command,
        formats,
        claim: file.claim.into(),
    };
    Some(ReadWorker { worker, id_start })
}

/// Checks that an id is valid in URLs and equals the file name.
fn check_id(id: &At<String>, stem: &str, report: &mut Report<'_>) {
    const LONGEST: usize = 100;
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !id.value.split(['-', '.']).all(is_word) || id.value.len() > LONGEST {
        let rule = format!("but must be lower-case words joined by `-` or `.`, at most {LONGEST} letters");
        report.add(id.start, format!("`id` is {:?}, {rule}", id.value));
    } else if let Some(kept) = reserved_stem(&id.value) {
        report.add(id.start, format!("`id` is {:?}, but `{kept}` is reserved and cannot name a page", id.value));
    } else if id.value != stem {
        let hint = format!("name the file `{}.toml`, or write `id = \"{stem}\"`", id.value);
        report.add_with_hint(id.start, format!("`id` is {:?}, but the file is `{stem}.toml`", id.value), Some(hint));
    }
}

fn package(package: PackageToml) -> Package {
    let SourceToml { kind, url, branch, tag, path } = package.source;
    let build = package.build.map(|BuildToml { features, profile, flags }| BuildConfig { features, profile, flags });
    Package {
        pkgbuild_url: package.pkgbuild_url,
        build_system: package.build_system,
        source: SourceInfo { kind, url, branch, tag, path },
        build: build.unwrap_or_default(),
        depends: package.depends,
        makedepends: package.makedepends,
        binary_name: package.binary_name,
        install_path: package.install_path,
    }
}

fn format_support(format: ModelFormat, entry: FormatToml, report: &mut Report<'_>) -> FormatSupport {
    check_model_types(format, &entry.model_types, report);
    let families = entry.families.into_iter().map(|(family, support)| (family.value.into(), support));
    let model_types = entry.model_types.into_iter().map(|(name, support)| (name.value.into(), support));
    FormatSupport {
        format,
        families: families.collect(),
        model_types: model_types.collect(),
        quantizations: entry.quantizations,
        accepts_shards: entry.accepts_shards,
        required_files: entry.required_files,
        load_type: entry.load_type,
        claim: entry.claim.into(),
    }
}

/// Checks for unknown model types, which would never match: GGUF has its own names, all other formats use those of
/// transformers.
fn check_model_types(format: ModelFormat, types: &[(At<String>, Support)], report: &mut Report<'_>) {
    let is_gguf = format == ModelFormat::Gguf;
    let names: Vec<&str> = if is_gguf {
        gguf_architecture::all().map(|(name, _)| name).collect()
    } else {
        model_type::all().map(|(name, _)| name).collect()
    };
    let what = if is_gguf { "GGUF architecture" } else { "model type" };
    for (name, _) in types {
        if !names.contains(&name.value.as_str()) {
            let of = format!(" in `[formats.{format}.model-types]`");
            report.add_unknown_name(name.start, what, &name.value, &of, &names);
        }
    }
}

impl From<ClaimToml> for Claim {
    fn from(ClaimToml { source, date }: ClaimToml) -> Self {
        Self { source, date }
    }
}

/// Reads `"planned"`, or a table with its own source.
struct SupportEntry;

impl Reader for SupportEntry {
    type Value = Support;

    fn kind() -> Kind {
        Kind::Value(format!("{}, or a table with `status` and `claim`", StatusName::kind()))
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Support> {
        if let DeValue::Table(_) = node.value.get_ref() {
            let SupportToml { status, claim } = SupportToml::read(node, report)?;
            return Some(Support { status, claim: claim.map(Claim::from) });
        }
        StatusName::read(node, report).map(|status| Support { status, claim: None })
    }
}

/// Reads `YYYY-MM-DD` as text or as a TOML date.
struct Date;

impl Reader for Date {
    type Value = Box<str>;

    fn kind() -> Kind {
        Kind::Value("a date: YYYY-MM-DD".to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Box<str>> {
        let text = match node.value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        let is_date = text.len() == "YYYY-MM-DD".len() && text.parse::<jiff::civil::Date>().is_ok();
        if !is_date {
            node.expected(&Self::kind().to_string(), report);
        }
        is_date.then(|| text.into())
    }
}

/// Reads a command with no other placeholders than `{repo}` and `{file}`.
struct RunCommand;

impl Reader for RunCommand {
    type Value = Box<str>;

    fn kind() -> Kind {
        String::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Box<str>> {
        let text = Box::<str>::read(node, report)?;
        let places = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
        let unknown = places.into_iter().find(|place| !matches!(*place, "repo" | "file"));
        if let Some(place) = unknown {
            let text = format!(
                "{} has the placeholder `{{{place}}}`, but only `{{repo}}` and `{{file}}` are available",
                node.name()
            );
            report.add(node.start(), text);
            return None;
        }
        Some(text)
    }
}

/// Reads a family that has at least one known model type.
struct FamilyName;

impl Names for FamilyName {
    type Value = &'static str;

    const WHAT: &'static str = "family";

    fn names() -> Vec<&'static str> {
        let known = model_type::all().chain(gguf_architecture::all()).map(|(_, known)| known.family);
        let names: BTreeSet<&str> = known.filter(|family| *family != Family::Unknown).map(Family::as_str).collect();
        names.into_iter().collect()
    }

    fn named(name: &str) -> Option<&'static str> {
        Self::names().into_iter().find(|known| *known == name)
    }
}

/// Reads a [`ModelFormat`].
struct FormatName;

impl Names for FormatName {
    type Value = ModelFormat;

    const WHAT: &'static str = "format";

    fn names() -> Vec<&'static str> {
        ModelFormat::ALL.iter().map(|format| format.as_str()).collect()
    }

    fn named(name: &str) -> Option<ModelFormat> {
        ModelFormat::ALL.iter().copied().find(|format| format.as_str() == name)
    }
}

/// Reads a [`Quantization`].
struct QuantizationName;

impl Names for QuantizationName {
    type Value = Quantization;

    const WHAT: &'static str = "quantization";

    fn names() -> Vec<&'static str> {
        FILE_TYPES.iter().map(|row| row.label).collect()
    }

    fn named(name: &str) -> Option<Quantization> {
        name.parse().ok()
    }
}

strict_toml::names! {
    StatusName of Status "status" { "planned" Planned, "expected" Expected, "tested" Tested }
    LoadTypeName of LoadType "load type" { "as-stored" AsStored, "f32" F32, "f16" F16, "bf16" Bf16 }
    WorkerTypeName of WorkerType "worker type" { "cpu" Cpu, "cuda" Cuda, "metal" Metal, "rocm" Rocm }
    PlatformName of Platform "platform" { "linux" Linux, "macos" Macos, "windows" Windows }
    CpuArchitectureName of CpuArchitecture "processor architecture" { "x86_64" X86_64, "aarch64" Aarch64 }
}
