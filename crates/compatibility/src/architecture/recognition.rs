//! Reading the architecture out of one record, by exact names in the order of their strength.

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

/// The architecture by the record's own evidence; `library` is the library that the record names,
/// `is_gguf_alone` whether its weights are in GGUF files and in no others.
///
/// In this order: `config.model_type`, `gguf.architecture`, the first of `config.architectures`, and, for
/// transformers alone, the one tag that is a model type. The GGUF name comes second although the file is what
/// a worker reads, because it is the coarser of the two (`llama` holds Mistral); it is kept beside. Where the
/// file is all there is and the config is one of another type, the config is of something else.
///
/// Statements that contradict each other go to `contradictions`.
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
    // A type that no table has loses against one that is known, and still keeps weaker evidence out.
    let stated = || stated.iter().flatten();
    let best = stated().find(|stated| stated.known.is_some()).or(stated().next());
    let found = match best {
        Some(best) => Some(best.by_tag_if_class(record, contradictions).unwrap_or_else(|| best.architecture())),
        None => from_tags(record, library, contradictions),
    };
    Architecture { gguf_architecture: gguf.map(lower_case), ..found.unwrap_or_else(Architecture::unknown) }
}

/// Two fields, each with what it says, that cannot both be right.
fn dispute(dropped: (Field, &str), against: (Field, &str)) -> Contradiction {
    let [dropped, against] = [dropped, against].map(|(field, value)| Evidence::own(field, value));
    Contradiction::new(Disputed::Architecture, dropped, against)
}

/// What one field says about the architecture.
struct Stated<'a> {
    known: Option<KnownType>,
    model_type: Option<&'a str>,
    field: Field,
    value: &'a str,
}

impl Stated<'_> {
    /// The tag of another type of the same family, where only a class is stated: the Hub takes the tag from
    /// `model_type`, and some leaderboards and tools show the class of an older sibling. The family's own name
    /// is no such tag; and where several others are there and the class's is not, only the family is certain.
    fn by_tag_if_class(&self, record: &HubModel<'_>, contradictions: &mut Vec<Contradiction>) -> Option<Architecture> {
        let known = self.known.filter(|_| self.field == Field::ConfigArchitectures)?;
        let mut types = type_tags(record);
        let is_own_type_there = self.model_type.is_some_and(|own| !is_brand(own) && types.contains(own));
        types.remove(known.family.as_str());
        let is_of_family = |tag: &&str| model_type::known(tag).is_some_and(|tagged| tagged.family == known.family);
        // The Hub writes the model type among the tags, so a class whose type is not there and the type of another
        // family is contradict each other, unless the names contradict that tag too. Looked at for the families that
        // workers advertise alone.
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

    /// Whether a GGUF file of that name, one that the tables have, cannot be of this type: another family, or
    /// another of the types that llama.cpp spells as transformers does. It files Mistral's models under `llama`.
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

/// Nearly all names are in lower case as they are.
fn lower_case(name: &str) -> CompactString {
    let is_mixed = name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_mixed { name.to_ascii_lowercase().into() } else { name.into() }
}

/// `config.model_type`, if it can be one: some records hold a repository's id there.
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

/// What is left where the class that loads the model is none of the stated type's; none where nothing speaks
/// against the type. Looked at for the families that workers advertise alone: a promise hangs on no other.
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
    // The family that both are of, or that one of them is of whose type no table has.
    Some(if is_same_family { Stated { model_type: None, ..from_class(class) } } else { nothing() })
}

/// Whether the model is loaded by code of its own, which no worker runs.
pub(crate) fn has_own_code(record: &HubModel<'_>) -> bool {
    record.config.as_ref().is_some_and(|config| config.auto_map.0) || record.tags.iter().any(|tag| tag == "custom_code")
}

/// A model type as the Hub writes it, in lower case; `Qwen` is a brand.
fn is_type_tag(tag: &str) -> bool {
    model_type::known(tag).is_some() && !tag.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The Hub puts the model type among the tags of transformers models. Authors write such words too, so
/// several types in one list decide nothing.
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

/// Tags that are topics as often as types: models of Qwen2.5, Phi 4 and Gemma 3 have them.
fn is_brand(tag: &str) -> bool {
    matches!(tag, "qwen" | "phi" | "gemma")
}

/// The name by which the model or a base model speaks of a family, where all their names speak of other families
/// than the only type tag. Mixtures that were put together of Llamas are of the type `mixtral` all the same.
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
