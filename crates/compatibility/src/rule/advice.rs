//! The rules that do not affect the verdict: warnings and recommendations.

use super::{Case, Detail, Fit, Subject, best_possible, sentence::Unseen};
use crate::{
    artifact::FileListKind,
    base_model::Relation,
    card_facts::Gating,
    worker_catalog::{FormatSupport, Status},
};

pub(super) fn context_cut<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let trained = case.model.context.as_ref()?.value;
    let limit = case.worker.max_context?;
    (trained > limit).then_some(Detail::ContextCut { trained, limit })
}

pub(super) fn gated<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    match case.model.gating {
        Gating::Open | Gating::Unknown => None,
        gating @ (Gating::Auto | Gating::Manual | Gating::Gated) => Some(Detail::Gated(gating)),
    }
}

pub(super) fn architecture_inherited<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    if !case.is_inherited {
        return None;
    }
    let architecture = &case.model.architecture;
    let evidence = architecture.model_type_evidence.as_ref().or(architecture.evidence.as_ref())?;
    evidence.model.as_deref().map(Detail::Inherited)
}

pub(super) fn size_estimated<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    case.loaded_weights().is_estimated.then_some(Detail::SizeEstimated)
}

/// The files the worker needs that are not in the file list.
pub(super) fn required_files_not_seen<'a>(case: &Case<'a>) -> Option<Unseen<'a>> {
    Unseen::new(&case.support?.required_files, &case.model.root_files)
}

/// The first file the worker needs that is too small to be valid.
pub(super) fn hollow_required_file<'a>(case: &Case<'a>) -> Option<&'a str> {
    let is_hollow = |file: &&str| case.model.hollow_files.iter().any(|known| **known == **file);
    case.support?.required_files.iter().map(|file| &**file).find(is_hollow)
}

pub(super) fn required_file_unseen<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let find = match case.model.file_list {
        FileListKind::Complete => return None,
        FileListKind::Absent => Detail::FilesUnlisted,
        FileListKind::Partial | FileListKind::Unknown => Detail::FilesUnseen,
    };
    required_files_not_seen(case).map(find)
}

pub(super) fn files_not_listed<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let artifact = case.artifact?;
    artifact.files.is_empty().then_some(Detail::FilesNotListed(artifact.format))
}

pub(super) fn take_other_artifact<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    case.runs_instead.map(Detail::OtherArtifact)
}

/// Recommends the base model if no variant here runs, but another format of the same weights may.
pub(super) fn take_base_model<'a>(case: &Case<'a>) -> Option<Detail<'a>> {
    let artifact = case.artifact?;
    let is_not_yet = matches!(case.fit, None | Some(Fit::Listed { status: Status::Planned, .. }));
    if case.runs_any || !is_not_yet {
        return None;
    }
    let may_run = |support: &FormatSupport| {
        best_possible(&Subject::new(case.model, support.format), support).is_some_and(|best| best > Status::Planned)
    };
    let is_other = |support: &&FormatSupport| support.format != artifact.format;
    if !case.worker.formats.iter().filter(is_other).any(may_run) {
        return None;
    }
    let mut copied = case.model.base_models.iter().filter(|base| base.relation == Some(Relation::Quantized));
    let first = copied.next()?;
    copied.next().is_none().then_some(Detail::BaseModel(&first.id))
}
