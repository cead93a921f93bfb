//! Determines the architecture from one record, by exact names in order of reliability.

use super::{
    Architecture, KnownType,
    class_name::{self, Head},
    family::Family,
    gguf_architecture, model_type, named_family,
};
use crate::{
    contradiction::{Contradiction, Disputed},
    evidence::{Evidence, Field},
    hub_model::HubModel,
};
use compact_str::CompactString;
use std::collections::BTreeSet;

/// Determines the architecture from the record's own evidence. `library` is the library named in the record;
/// `is_gguf_alone` is whether all of its weights are in GGUF files.
///
/// The order is: `config.model_type`, `gguf.architecture`, the first of `config.architectures` and, for transformers
/// only, the single tag that is a model type. The GGUF name comes second although a worker reads the file, because it
/// is less specific (`llama` covers Mistral); it is kept separately. If there are only GGUF files and the config names
/// another type, the config describes something else and is ignored.
///
/// Contradicting statements are added to `contradictions`.
pub(crate) fn recognise<'a>(
    record: &'a HubModel<'_>,
    library: Option<&str>,
    is_gguf_alone: bool,
    contradictions: &mut Vec<Contradiction>,
) -> Architecture {
    let gguf = record.gguf.as_ref().and_then(|gguf| gguf.architecture.as_deref());
    let model_type = stated_model_type(record);
    let contradicted = model_type.and_then(|stated| contradicted(record, stated));
    if let (Some(stated), Some(left)) = (model_type, &contradicted) {
        contradictions.push(dispute((Field::ConfigModelType, stated), (left.field, left.value)));
    }
    let by_class = record.first_class().filter(|_| contradicted.is_none()).map(from_class);
    let by_config = contradicted.or_else(|| model_type.map(from_model_type));
    let mut of_file = |by: Stated<'a>| {
        let against = gguf.filter(|name| is_gguf_alone && by.is_not_of(name));
        if let Some(name) = against {
            contradictions.push(dispute((by.field, by.value), (Field::GgufArchitecture, name)));
        }
        against.is_none().then_some(by)
    };
    let stated = [by_config.and_then(&mut of_file), gguf.map(from_gguf), by_class.and_then(&mut of_file)];
    // A known type takes precedence over one that is in no table, but even an unknown type excludes weaker evidence.
    let stated = || stated.iter().flatten();
    let best = stated().find(|stated| stated.known.is_some()).or(stated().next());
    let found = match best {
        Some(best) => Some(best.by_tag_if_class(record, contradictions).unwrap_or_else(|| best.architecture())),
        None => from_tags(record, library, contradictions),
    };
    Architecture { gguf_architecture: gguf.map(lower_case), ..found.unwrap_or_else(Architecture::unknown) }
}

/// A contradiction between the values of two fields.
fn dispute(dropped: (Field, &str), against: (Field, &str)) -> Contradiction {
    let [dropped, against] = [dropped, against].map(|(field, value)| Evidence::own(field, value));
    Contradiction::new(Disputed::Architecture, dropped, against)
}

/// The statement of one field about the architecture.
struct Stated<'a> {
    known: Option<KnownType>,
    model_type: Option<&'a str>,
    field: Field,
    value: &'a str,
}

impl Stated<'_> {
    /// The architecture of a type tag of the same family, if only a class is stated: the Hub takes the tag from
    /// `model_type`, while some leaderboards and tools write the class of an older sibling. The family's own name is
    /// not such a tag. If there are several other type tags and the class's own is not among them, only the family is
    /// certain.
    fn by_tag_if_class(&self, record: &HubModel<'_>, contradictions: &mut Vec<Contradiction>) -> Option<Architecture> {
        let known = self.known.filter(|_| self.field == Field::ConfigArchitectures)?;
        let mut types = type_tags(record);
        let is_own_type_there = self.model_type.is_some_and(|own| !is_brand(own) && types.contains(own));
        types.remove(known.family.as_str());
        let is_of_family = |tag: &&str| model_type::known(tag).is_some_and(|tagged| tagged.family == known.family);
        // The Hub adds the model type to the tags. So a class whose type is not tagged contradicts a tag of another
        // family's type, unless the names contradict that tag too. Only checked for the families that workers
        // advertise.
        if known.family.is_advertised()
            && !is_own_type_there
            && let [only] = types.iter().copied().collect::<Vec<_>>()[..]
            && !is_of_family(&only)
            && contradicting_name(record, &from_tag(only)).is_none()
            && record.tags.iter().any(|tag| tag == "transformers")
        {
            contradictions.push(dispute((self.field, self.value), (Field::Tags, only)));
            return Some(Self { known: None, model_type: None, ..*self }.architecture());
        }
        if !types.iter().all(is_of_family) || self.model_type.is_some_and(|own| types.contains(own)) {
            return None;
        }
        let only = if types.len() == 1 { types.first() } else { None };
        let by_family = || (types.len() > 1).then(|| Architecture { model_type: None, ..self.architecture() });
        only.map(|tag| from_tag(tag).architecture()).or_else(by_family)
    }

    /// Whether a GGUF architecture that is in the table cannot belong to this type: it is of another family, or another
    /// of the types that llama.cpp and transformers spell alike. llama.cpp uses `llama` for Mistral models too.
    fn is_not_of(&self, gguf: &str) -> bool {
        let (Some(known), Some(file)) = (self.known, gguf_architecture::known(gguf)) else { return false };
        if gguf.eq_ignore_ascii_case("llama") && matches!(known.family, Family::Llama | Family::Mistral) {
            return false;
        }
        let is_other = |own: &str| gguf_architecture::known(own).is_some() && !own.eq_ignore_ascii_case(gguf);
        known.family != file.family || self.model_type.is_some_and(is_other)
    }

    fn architecture(&self) -> Architecture {
        Architecture {
            family: self.known.map_or(Family::Unknown, |known| known.family),
            role: self.known.map(|known| known.role),
            model_type: self.model_type.map(lower_case),
            gguf_architecture: None,
            evidence: Some(Evidence::own(self.field, self.value)),
            model_type_evidence: None,
        }
    }
}

/// Avoids an allocation: nearly all names are in lower case already.
fn lower_case(name: &str) -> CompactString {
    let is_mixed = name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_mixed { name.to_ascii_lowercase().into() } else { name.into() }
}

/// `config.model_type`, if it is plausible: some records have a repository id there.
fn stated_model_type<'a>(record: &'a HubModel<'_>) -> Option<&'a str> {
    let model_type = record.config.as_ref()?.model_type.as_deref()?;
    let is_name = model_type.len() <= 100 && !model_type.contains(['/', ' ', '<', '>']);
    is_name.then_some(model_type)
}

fn from_model_type(name: &str) -> Stated<'_> {
    Stated { known: model_type::known(name), model_type: Some(name), field: Field::ConfigModelType, value: name }
}

fn from_gguf(name: &str) -> Stated<'_> {
    Stated {
        known: gguf_architecture::known(name),
        model_type: Some(name),
        field: Field::GgufArchitecture,
        value: name,
    }
}

fn from_class(class: &str) -> Stated<'_> {
    let known = class_name::known(class);
    Stated {
        known: known.map(|class| class.known),
        model_type: known.and_then(|class| class.model_type),
        field: Field::ConfigArchitectures,
        value: class,
    }
}

/// The remaining statement if the class that loads the model does not belong to the stated type. `None` if nothing
/// contradicts the type. Only checked for the families that workers advertise, because no verdict depends on others.
fn contradicted<'a>(record: &'a HubModel<'_>, stated: &str) -> Option<Stated<'a>> {
    let class = record.first_class()?;
    let by_type = model_type::known(stated);
    let is_advertised = by_type.is_some_and(|known| known.family.is_advertised());
    let nothing = || Stated { known: None, model_type: None, field: Field::ConfigArchitectures, value: class };
    let Some(by_class) = class_name::known(class) else {
        let may_write = matches!(class_name::head(class), Some(Head::CausalLm) | None);
        return (is_advertised && (may_write || has_own_code(record))).then(nothing);
    };
    let is_same = class_name::is_of_type(class, stated);
    let family = by_class.known.family;
    let is_same_family = by_type.is_none_or(|known| known.family == family);
    if is_same || !(is_advertised || family.is_advertised()) || (by_class.model_type.is_none() && is_same_family) {
        return None;
    }
    // The family is certain if both agree on it, or if one of them has a type that is in no table.
    Some(if is_same_family { Stated { model_type: None, ..from_class(class) } } else { nothing() })
}

/// Whether the model is loaded by its own code (remote code), which no worker runs.
pub(crate) fn has_own_code(record: &HubModel<'_>) -> bool {
    record.config.as_ref().is_some_and(|config| config.auto_map.0) || record.tags.iter().any(|tag| tag == "custom_code")
}

/// Whether a tag is a model type as the Hub writes it, in lower case. `Qwen` is a brand.
fn is_type_tag(tag: &str) -> bool {
    model_type::known(tag).is_some() && !tag.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The architecture from the tags. The Hub adds the model type to the tags of transformers models. Authors write such
/// words too, so several types in one list decide nothing.
fn from_tags(
    record: &HubModel<'_>,
    library: Option<&str>,
    contradictions: &mut Vec<Contradiction>,
) -> Option<Architecture> {
    if library != Some("transformers") {
        return None;
    }
    let types = type_tags(record);
    let only = from_tag(types.first().filter(|_| types.len() == 1)?);
    if let Some(name) = contradicting_name(record, &only) {
        contradictions.push(dispute((Field::Tags, only.value), (Field::Name, name)));
        return None;
    }
    Some(Stated { model_type: only.model_type.filter(|of_type| !is_brand(of_type)), ..only }.architecture())
}

/// Tags that are topics as often as types: Qwen2.5, Phi 4 and Gemma 3 models have them.
fn is_brand(tag: &str) -> bool {
    matches!(tag, "qwen" | "phi" | "gemma")
}

/// The name of the model or a base model that suggests a family, if all their names suggest families other than that of
/// the only type tag. Merges of several Llama models have the type `mixtral`, so that type is never contradicted.
fn contradicting_name<'a>(record: &'a HubModel<'_>, tagged: &Stated<'_>) -> Option<&'a str> {
    let family = tagged.known.map(|known| known.family).filter(|family| family.is_advertised())?;
    if tagged.value == "mixtral" {
        return None;
    }
    let by_tag = record.tags.iter().filter_map(|tag| tag.strip_prefix("base_model:"));
    let bases = record.base_models.models.iter().chain(&record.card_data.base_model).map(|id| &**id);
    let ids = record.id.as_deref().into_iter().chain(record.model_id.as_deref()).chain(by_tag).chain(bases);
    named_family::contradicting(ids.map(|id| id.rsplit('/').next().unwrap_or(id)), family)
}

fn from_tag(tag: &str) -> Stated<'_> {
    Stated { known: model_type::known(tag), model_type: Some(tag), field: Field::Tags, value: tag }
}

/// The tags that are model types.
pub(crate) fn type_tags<'a>(record: &'a HubModel<'_>) -> BTreeSet<&'a str> {
    record.tags.iter().map(|tag| &**tag).filter(|tag| is_type_tag(tag)).collect()
}
