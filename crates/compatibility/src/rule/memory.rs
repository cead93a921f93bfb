//! The number of bytes that weights take in a worker's memory.

use crate::evidence::Field;
use crate::{
    artifact::{Artifact, Completeness, MAX_BYTES, possible},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
    worker_catalog::{FormatSupport, LoadType},
};

/// The size of weights in a worker's memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadedWeights {
    /// Bytes. `None` if unknown.
    pub bytes: Option<u64>,
    /// Whether the size is an estimate, not computed from parameter counts and file sizes.
    pub is_estimated: bool,
}

/// The weights of an artifact as a worker loads them, or as stored if the worker does not load the format.
pub(super) fn loaded(
    model: &ModelMetadata,
    artifact: Option<&Artifact>,
    support: Option<&FormatSupport>,
) -> LoadedWeights {
    let Some(artifact) = artifact else { return LoadedWeights::default() };
    let width = match support.map_or(LoadType::AsStored, |support| support.load_type) {
        LoadType::AsStored => {
            return LoadedWeights { bytes: artifact.weights_bytes, is_estimated: artifact.weights_estimated };
        }
        LoadType::F32 => 4,
        LoadType::F16 | LoadType::Bf16 => 2,
    };
    let stored = artifact.weights_bytes.filter(|_| !artifact.weights_estimated);
    // No stored weight is wider than 32 bits, so at that width the weights in memory are never smaller than their
    // files, apart from metadata in the files.
    let is_enough = |bytes: &u64| width < 4 || stored.is_none_or(|stored| *bytes >= stored - stored / 50);
    let times = |count: u64| count.checked_mul(width).and_then(possible).filter(is_enough);
    if let Some(bytes) = counted(model, artifact).and_then(times) {
        return LoadedWeights { bytes: Some(bytes), is_estimated: false };
    }
    let by_count = || match stored {
        Some(stored) => widened_by_count(stored, model.parameters.total?, width),
        None => model.parameters.total.and_then(times),
    };
    let bytes = widened(artifact, width).or_else(by_count);
    LoadedWeights { bytes, is_estimated: bytes.is_some() }
}

/// The widened size of files whose label does not give the width of their weights. A parameter count, even a rounded
/// one, is enough to distinguish 16-bit from 32-bit weights. `None` for any other width.
fn widened_by_count(stored: u64, count: u64, width: u64) -> Option<u64> {
    // In sixteenths of a byte per weight. The boundary is the geometric mean of the two widths.
    let own_width = match stored.checked_mul(16)?.checked_div(count)? {
        24..45 => 2,
        45..91 => 4,
        _ => return None,
    };
    stored.checked_mul(width).map(|bytes| bytes / own_width).and_then(possible)
}

/// The parameter count of an artifact, if the Hub counted exactly these files.
fn counted(model: &ModelMetadata, artifact: &Artifact) -> Option<u64> {
    let fields: &[Field] = match artifact.format {
        ModelFormat::Safetensors => &[Field::SafetensorsTotal, Field::SafetensorsParameters],
        ModelFormat::Gguf => &[Field::GgufTotal],
        _ => return None,
    };
    let is_counted = model.parameters.evidence.as_ref().is_some_and(|evidence| fields.contains(&evidence.field));
    // The Hub counts one set of files. With several sets it is unclear which one, except for GGUF files, which are
    // assumed to be copies of one model.
    let sets = model.artifacts.iter().filter(|other| other.format == artifact.format).count();
    let is_of_this = sets == 1 || artifact.format == ModelFormat::Gguf;
    model.parameters.total.filter(|_| is_counted && is_of_this && artifact.complete != Completeness::Incomplete)
}

/// The stored bytes converted to another width: BF16 weights double in size as F32.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate, checked to be in range"
)]
fn widened(artifact: &Artifact, width: u64) -> Option<u64> {
    let stored = artifact.weights_bytes?;
    let bits = artifact.quantization?.bits_per_weight()?;
    let bytes = (stored as f64 * (width * 8) as f64 / bits).round();
    (bytes > 0.0 && bytes <= MAX_BYTES as f64).then_some(bytes as u64)
}
