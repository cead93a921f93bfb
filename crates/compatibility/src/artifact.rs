//! `Artifact`: one loadable set of weight files. A repository usually holds several.

mod file_list;
mod gguf;
mod other;
mod purpose;
mod safetensors;
mod shard;
mod undeclared;

use crate::{
    architecture::{Role, gguf_architecture},
    evidence::{Evidence, Field},
    hub_model::{HubGguf, HubModel},
    model_format::{self, ModelFormat},
    quantization::Quantization,
};
use serde::{Serialize, Serializer};

pub use file_list::{FileList, FileListKind};
pub(crate) use file_list::{is_weight_file, split_ending};
pub(crate) use gguf::is_taken_apart;
pub(crate) use purpose::{is_named_adapter, is_whole};
pub(crate) use undeclared::{by_files, named_method, stated_bits};

/// One loadable set of weight files: a GGUF quantization, the safetensors set, …
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Artifact {
    /// The storage format of the weights.
    pub format: ModelFormat,
    /// The quantization, if known.
    pub quantization: Option<Quantization>,
    /// Paths in the repository, in loading order. Empty if the record lists no files.
    pub files: Vec<Box<str>>,
    /// Sum of the file sizes in bytes. `None` if any size is unknown.
    pub bytes: Option<u64>,
    /// Whether all parts of the set are present.
    pub complete: Completeness,
    /// Bytes of the weights as stored: [`Artifact::bytes`] if known, otherwise an estimate.
    pub weights_bytes: Option<u64>,
    /// Whether `weights_bytes` was computed from a parameter count instead of file sizes.
    pub weights_estimated: bool,
    /// The evidence for the format, if no listed file shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// Whether a set of files is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completeness {
    /// All parts are listed.
    Complete,
    /// Parts are missing or empty.
    Incomplete,
    /// There is no file list, or parts may be missing from it.
    Unknown,
}

impl Serialize for Completeness {
    /// `true`, `false` or `"unknown"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Complete => serializer.serialize_bool(true),
            Self::Incomplete => serializer.serialize_bool(false),
            Self::Unknown => serializer.serialize_str("unknown"),
        }
    }
}

impl Artifact {
    fn new(format: ModelFormat) -> Self {
        Self {
            format,
            quantization: None,
            files: Vec::new(),
            bytes: None,
            complete: Completeness::Unknown,
            weights_bytes: None,
            weights_estimated: false,
            evidence: None,
        }
    }

    /// Whether the weights are stored in several files, as far as the listed file names show.
    #[must_use]
    pub fn is_sharded(&self) -> bool {
        let is_part = |file: &str| shard::parse(split_ending(file).0).is_some_and(|shard| shard.total > 1);
        self.files.len() > 1 || self.files.first().is_some_and(|file| is_part(file))
    }
}

/// Whether there are GGUF artifacts and no others.
pub(crate) fn are_gguf_alone(artifacts: &[Artifact]) -> bool {
    let is_gguf = |artifact: &Artifact| artifact.format.is_gguf();
    !artifacts.is_empty() && artifacts.iter().all(is_gguf)
}

/// The record without misleading values of its `gguf` block. `None` if the block is correct.
///
/// The Hub reads one GGUF file per repository. If that is a projector or a draft head next to complete models, the
/// block says nothing about those models. If it is one layer of a model, the count is that of the layer.
pub(crate) fn without_misleading_block<'a>(record: &HubModel<'a>, files: &FileList<'_>) -> Option<HubModel<'a>> {
    let block = record.gguf.as_ref()?;
    if block.architecture.as_deref().is_some_and(is_beside_a_model) && gguf::lists_both(files) {
        return Some(HubModel { gguf: None, ..record.clone() });
    }
    if block.total.is_some() && is_taken_apart(files) {
        let block = HubGguf { total: None, ..block.clone() };
        return Some(HubModel { gguf: Some(block), ..record.clone() });
    }
    None
}

/// The tag that names a fork of llama.cpp, if a GGUF file has no label that shows which programs can read it.
pub(crate) fn unclear_fork<'a>(record: &'a HubModel<'_>, artifacts: &[Artifact]) -> Option<&'a str> {
    let is_open = |artifact: &Artifact| artifact.format == ModelFormat::Gguf && artifact.quantization.is_none();
    if artifacts.iter().any(is_open) { gguf::fork(record) } else { None }
}

/// Whether an architecture is that of a projector or a draft head, which are used together with a model.
fn is_beside_a_model(architecture: &str) -> bool {
    let is_drafter = || gguf_architecture::known(architecture).is_some_and(|known| known.role == Role::Drafter);
    architecture.eq_ignore_ascii_case("clip") || is_drafter()
}

/// The inputs shared by all artifacts of a repository.
pub(crate) struct Context<'a> {
    pub(crate) record: &'a HubModel<'a>,
    pub(crate) files: &'a FileList<'a>,
    /// The quantization method of its safetensors files, if they are quantized.
    pub(crate) method: Option<ModelFormat>,
}

/// All artifacts of a repository, before [`weigh_all`] and [`sort`].
pub(crate) fn artifacts(context: &Context<'_>) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    gguf::collect(context, &mut artifacts);
    safetensors::collect(context, &mut artifacts);
    other::collect(context.files, &mut artifacts);
    if matches!(context.files.kind, FileListKind::Absent | FileListKind::Partial) {
        announced(context, &mut artifacts);
    }
    artifacts
}

/// Sorts artifacts into a fixed order: by format, then by bits, then by size, then by name.
pub(crate) fn sort(artifacts: &mut Vec<Artifact>) {
    artifacts.sort_by(|a, b| sort_key(a).partial_cmp(&sort_key(b)).unwrap_or(std::cmp::Ordering::Equal));
    artifacts.shrink_to_fit();
}

/// Fills in the weight sizes of all artifacts. `parameters` is the count of the whole model.
pub(crate) fn weigh_all(artifacts: &mut [Artifact], record: &HubModel<'_>, parameters: Option<u64>) {
    for artifact in artifacts {
        weigh(artifact, record, parameters);
    }
}

fn sort_key(artifact: &Artifact) -> (ModelFormat, f64, Option<u64>, Option<&str>) {
    let bits = artifact.quantization.and_then(Quantization::tensor_bits_per_weight).unwrap_or(f64::MAX);
    (artifact.format, bits, artifact.bytes, artifact.files.first().map(|file| &**file))
}

/// Adds the formats named by metadata blocks and tags for which no file is listed.
fn announced(context: &Context<'_>, artifacts: &mut Vec<Artifact>) {
    let record = context.record;
    let mut found: Vec<(ModelFormat, Evidence)> = Vec::new();
    if record.safetensors.is_some() {
        found.push((ModelFormat::Safetensors, Evidence::own(Field::Safetensors, "present")));
    }
    if record.gguf.is_some() {
        found.push((ModelFormat::Gguf, Evidence::own(Field::Gguf, "present")));
    }
    for tag in &record.tags {
        found.extend(model_format::from_tag(tag).map(|format| (format, Evidence::own(Field::Tags, &**tag))));
    }
    let is_method_alone = context.method.is_some() && !found.iter().any(|(format, _)| *format == ModelFormat::Gguf);
    if is_method_alone && !found.iter().any(|(format, _)| *format == ModelFormat::Safetensors) {
        found.push((ModelFormat::Safetensors, Evidence::own(Field::ConfigQuantization, "present")));
    }
    for (format, evidence) in found {
        let is_safetensors = format == ModelFormat::Safetensors;
        let is_gguf = format == ModelFormat::Gguf;
        let format = match format {
            ModelFormat::Safetensors => safetensors::format(context),
            ModelFormat::Gguf if gguf::is_big_endian(context) => ModelFormat::GgufBigEndian,
            format => format,
        };
        if artifacts.iter().all(|artifact| artifact.format != format) {
            let mut artifact = Artifact { evidence: Some(evidence), ..Artifact::new(format) };
            if is_safetensors {
                artifact.quantization = safetensors::stored_as(context);
            } else if is_gguf {
                artifact.quantization = gguf::label_of_repository(context.record);
            }
            artifacts.push(artifact);
        }
    }
}

/// Fills in the weight size: exact from file sizes, otherwise estimated from a parameter count, otherwise unknown.
fn weigh(artifact: &mut Artifact, record: &HubModel<'_>, parameters: Option<u64>) {
    artifact.weights_bytes = artifact.bytes.filter(|_| artifact.complete == Completeness::Complete);
    if artifact.weights_bytes.is_some() {
        return;
    }
    let is_safetensors = artifact.format == ModelFormat::Safetensors || artifact.format.is_safetensors_method();
    let from_types = || if is_safetensors { safetensors::bytes_by_tensor_type(record, parameters) } else { None };
    let from_label = || {
        let quantization = artifact.quantization?;
        let bits = quantization.bits_per_weight()? + scale_bits(artifact.format, quantization);
        scaled(parameters?, bits / 8.0)
    };
    artifact.weights_bytes = from_types().or_else(from_label);
    artifact.weights_estimated = artifact.weights_bytes.is_some();
}

/// The bits that the scales of a group add to each weight: 32 bits for 64 weights (MLX, bitsandbytes), otherwise about
/// as much for 128 (GPTQ, AWQ). See section 4.4 of the reference; the groups are the tools' defaults.
fn scale_bits(format: ModelFormat, quantization: Quantization) -> f64 {
    match (quantization, format) {
        (Quantization::FileType { .. }, _) => 0.0,
        (Quantization::Bits(_), ModelFormat::Mlx | ModelFormat::Bitsandbytes) => 0.5,
        (Quantization::Bits(_), _) => 0.25,
    }
}

/// Maximum bytes of a model, on disk or in memory: 100 TB, some 500 times the largest real file. A larger size is an
/// error in the record and counts as unknown.
pub(crate) const MAX_BYTES: u64 = 100_000_000_000_000;

/// A size, if it is plausible.
pub(crate) fn possible(bytes: u64) -> Option<u64> {
    (bytes <= MAX_BYTES).then_some(bytes)
}

/// `count` × `factor`, rounded. `None` if the result exceeds the size of any model.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate, checked to be in range"
)]
fn scaled(count: u64, factor: f64) -> Option<u64> {
    let value = (count as f64 * factor).round();
    (value > 0.0 && value <= MAX_BYTES as f64).then_some(value as u64)
}
