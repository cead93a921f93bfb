//! The verdict rules, in the order of the table.

use super::{Case, Detail, Fit};
use crate::{
    artifact::{Completeness, FileListKind},
    model_format::ModelFormat,
    model_kind::ModelKind,
    worker_catalog::Status,
};

fn kind<'a>(case: &Case<'a>, of: ModelKind) -> Option<Detail<'a>> {
    (case.model.kind == of).then_some(Detail::Kind(of))
}

pub(super) fn not_public<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    case.model.is_withheld.then_some(Detail::NotPublic)
}

pub(super) fn kind_adapter<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Adapter)
}

pub(super) fn kind_embedding<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Embedding)
}

pub(super) fn kind_reward<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Reward)
}

pub(super) fn kind_multimodal<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Multimodal)
}

pub(super) fn kind_tokenizer<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Tokenizer)
}

pub(super) fn kind_other<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Other)
}

pub(super) fn no_weight_files<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let is_whole_list = case.model.file_list == FileListKind::Complete;
    (case.model.artifacts.is_empty() && is_whole_list).then_some(Detail::NoWeightFiles)
}

pub(super) fn no_files_known<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let is_whole_list = case.model.file_list == FileListKind::Complete;
    (case.model.artifacts.is_empty() && !is_whole_list).then_some(Detail::NoFilesKnown)
}

pub(super) fn kind_unknown<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    kind(case, ModelKind::Unknown)
}

pub(super) fn format_not_loaded<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let artifact = case.artifact?;
    case.support.is_none().then_some(Detail::FormatNotLoaded(artifact.format))
}

pub(super) fn multimodal_architecture<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    match case.fit? {
        Fit::Multimodal(name) => Some(Detail::MultimodalArchitecture(name)),
        _ => None,
    }
}

pub(super) fn not_a_text_architecture<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    match case.fit? {
        Fit::OtherRole(role) => Some(Detail::OtherRole(role)),
        _ => None,
    }
}

pub(super) fn architecture_not_supported<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    match case.fit? {
        Fit::NotListed(name) => Some(Detail::NotListed { name, format: case.artifact.map(|artifact| artifact.format) }),
        _ => None,
    }
}

pub(super) fn architecture_unknown<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    match case.fit? {
        Fit::NoEvidence => Some(Detail::NoArchitecture),
        Fit::OtherVocabulary(name) => Some(Detail::OtherVocabulary { name, format: case.artifact?.format }),
        _ => None,
    }
}

/// Whether the worker lists the quantizations it supports and the artifact's is not one of them.
fn is_outside_of_list(case: &Case<'_>) -> bool {
    let list = case.support.and_then(|support| support.quantizations.as_deref());
    let label = case.artifact.and_then(|artifact| artifact.quantization);
    list.is_some_and(|list| !label.is_some_and(|label| list.contains(&label)))
}

pub(super) fn foreign_quantization<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let support = case.support?;
    let label = case.artifact?.quantization?;
    let is_named = support.quantizations.as_ref().is_some_and(|list| list.contains(&label));
    (label.is_foreign() && !is_named).then_some(Detail::ForeignQuantization(label))
}

pub(super) fn quantization_not_accepted<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let label = case.artifact?.quantization?;
    let is_certain = !label.is_open_mixture() && !label.is_foreign();
    (is_certain && is_outside_of_list(case)).then_some(Detail::QuantizationNotAccepted(label))
}

pub(super) fn quantization_mixed<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let label = case.artifact?.quantization?;
    (label.is_open_mixture() && is_outside_of_list(case)).then_some(Detail::QuantizationMixed(label))
}

pub(super) fn quantization_unknown<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    (case.artifact?.quantization.is_none() && is_outside_of_list(case)).then_some(Detail::QuantizationUnknown)
}

pub(super) fn fork_unclear<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let artifact = case.artifact?;
    let is_open = artifact.format == ModelFormat::Gguf && artifact.quantization.is_none();
    case.model.fork.as_deref().filter(|_| is_open).map(Detail::ForkUnclear)
}

pub(super) fn shards_not_accepted<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let (artifact, support) = (case.artifact?, case.support?);
    (!support.accepts_shards && artifact.is_sharded()).then_some(Detail::ShardsNotAccepted(artifact.format))
}

pub(super) fn incomplete_shards<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let artifact = case.artifact?;
    (artifact.complete == Completeness::Incomplete).then_some(Detail::IncompleteShards { listed: artifact.files.len() })
}

/// Whether the artifact has files but may lack some.
fn is_open_set(case: &Case<'_>) -> bool {
    let is_open =
        |artifact: &crate::artifact::Artifact| artifact.complete == Completeness::Unknown && !artifact.files.is_empty();
    case.artifact.is_some_and(is_open)
}

pub(super) fn shards_unseen<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let is_partial = case.model.file_list == FileListKind::Partial;
    (is_partial && is_open_set(case)).then_some(Detail::ShardsUnseen)
}

pub(super) fn parts_unclear<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let is_partial = case.model.file_list == FileListKind::Partial;
    (!is_partial && is_open_set(case)).then_some(Detail::PartsUnclear)
}

pub(super) fn missing_required_file<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    // The record states the size of this file even if its file list is incomplete.
    if let Some(file) = super::advice::hollow_required_file(case) {
        return Some(Detail::HollowFile(file));
    }
    if case.model.file_list != FileListKind::Complete {
        return None;
    }
    super::advice::required_files_not_seen(case).map(Detail::MissingFiles)
}

fn listed<'a>(case: &Case<'a>, with: Status) -> Option<Detail<'a>> {
    match case.fit? {
        Fit::Listed { status, by_type, family } if status == with => {
            Some(Detail::Listed { by_type, family, status, format: case.artifact?.format })
        }
        _ => None,
    }
}

pub(super) fn architecture_planned<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    listed(case, Status::Planned)
}

pub(super) fn architecture_expected<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    listed(case, Status::Expected)
}

pub(super) fn architecture_tested<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    listed(case, Status::Tested)
}
