//! Reading the architecture out of one record, by exact names in the order of their strength.

use super::{Architecture, KnownType, class_name, family::Family, gguf_architecture, model_type};
use crate::{evidence::Evidence, hub_model::HubModel};

/// The architecture by the record's own evidence; `library` is the library that the record names.
///
/// In this order: `config.model_type`, `gguf.architecture`, the first of `config.architectures`, and, for
/// transformers alone, the one tag that is a model type. The GGUF name comes second although the file is what
/// a worker reads, because it is the coarser of the two (`llama` holds Mistral); it is kept beside.
pub(crate) fn recognise(record: &HubModel, library: Option<&str>) -> Architecture {
    let by_model_type = stated_model_type(record).map(from_model_type);
    let by_gguf = record.gguf.as_ref().and_then(|gguf| gguf.architecture.as_deref()).map(from_gguf);
    let gguf_architecture = by_gguf.as_ref().and_then(|found| found.model_type.clone());
    let named = [by_model_type, by_gguf, first_class(record).map(from_class)];
    let mut stated = named.into_iter().flatten().collect::<Vec<_>>();
    // A type that no table has loses against one that is known, and still keeps weaker evidence out.
    let best = stated.iter().position(|found| found.family != Family::Unknown).unwrap_or(0);
    let found = if stated.is_empty() { from_tags(record, library) } else { Some(stated.swap_remove(best)) };
    Architecture { gguf_architecture, ..found.unwrap_or_else(Architecture::unknown) }
}

/// `config.model_type`, if it can be one: some records hold a repository's id there.
fn stated_model_type(record: &HubModel) -> Option<&str> {
    let model_type = record.config.as_ref()?.model_type.as_deref()?;
    let is_name = model_type.len() <= 100 && !model_type.contains(['/', ' ', '<', '>']);
    is_name.then_some(model_type)
}

fn first_class(record: &HubModel) -> Option<&str> {
    record.config.as_ref()?.architectures.0.first().map(String::as_str)
}

fn from_model_type(name: &str) -> Architecture {
    found(model_type::known(name), Some(name), Evidence::own("config.model_type", name))
}

fn from_gguf(name: &str) -> Architecture {
    found(gguf_architecture::known(name), Some(name), Evidence::own("gguf.architecture", name))
}

fn from_class(class: &str) -> Architecture {
    let evidence = Evidence::own("config.architectures", class);
    match class_name::known(class) {
        Some(class) => found(Some(class.known), class.model_type, evidence),
        None => found(None, None, evidence),
    }
}

fn found(known: Option<KnownType>, name: Option<&str>, evidence: Evidence) -> Architecture {
    Architecture {
        family: known.map_or(Family::Unknown, |known| known.family),
        role: known.map(|known| known.role),
        model_type: name.map(|name| name.to_ascii_lowercase().into()),
        gguf_architecture: None,
        evidence: Some(evidence),
        model_type_evidence: None,
    }
}

/// The Hub puts the model type among the tags of transformers models. Authors write such words too, so
/// several types in one list decide nothing.
fn from_tags(record: &HubModel, library: Option<&str>) -> Option<Architecture> {
    if library != Some("transformers") {
        return None;
    }
    let mut types = record.tags.0.iter().filter(|tag| model_type::known(tag).is_some());
    let first = types.next()?;
    if types.any(|other| !other.eq_ignore_ascii_case(first)) {
        return None;
    }
    Some(found(model_type::known(first), Some(first), Evidence::own("tags", first.as_str())))
}
