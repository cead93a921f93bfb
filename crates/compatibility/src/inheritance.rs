//! Facts about a model that are known only from the records of its base models.
//!
//! A copy of a model in another format often says nothing about its architecture except the name of its base. If the
//! base model's record is in the same snapshot, its evidence is used and marked as inherited.

use crate::{
    architecture::{Architecture, Role, family::Family, model_type},
    artifact::{self, Artifact},
    base_model::Relation,
    contradiction::{Contradiction, Disputed},
    evidence::{Evidence, Field, Rank},
    model_format::ModelFormat,
    model_id::ModelId,
    model_kind::{self, ModelKind},
    model_metadata::ModelMetadata,
    parameters::names_experts,
};
use compact_str::CompactString;
use std::collections::BTreeSet;

/// Index of the models of one snapshot, to look up base models.
///
/// All models are judged by the evidence in their records: what one model inherits never depends on what another has
/// inherited, nor on any order.
#[derive(Debug)]
pub struct BaseIndex<'a> {
    /// Every model with the hash of its id, grouped by bucket.
    rows: Vec<Option<(u64, &'a ModelMetadata)>>,
    /// The end of each bucket in `rows`, which is also the start of the next.
    ends: Vec<usize>,
}

/// Maximum number of records visited in one search; beyond that the model stays unknown. Real chains have fewer than
/// ten links.
const MAX_VISITED: usize = 1_000;

/// The facts that a model may inherit from its base models.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inherited {
    /// Family and type, if inherited.
    pub architecture: Option<Architecture>,
    /// The kind, if inherited.
    pub kind: Option<(ModelKind, Evidence)>,
    /// A contradiction between the model's own record and a base model's record about the architecture.
    pub contradiction: Option<Contradiction>,
}

impl Inherited {
    /// Whether there is nothing to inherit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.architecture.is_none() && self.kind.is_none()
    }
}

/// An architecture that replaces the one in the model's own record, and the evidence against the latter, if any.
struct Replaced {
    architecture: Architecture,
    against: Option<Evidence>,
}

impl Replaced {
    /// The architecture of a base model, for a model whose own record has none.
    fn by(base: &ModelId, found: Architecture) -> Self {
        let architecture = Architecture {
            evidence: found.evidence.as_ref().map(|evidence| evidence.through(base)),
            model_type_evidence: None,
            gguf_architecture: None,
            ..found
        };
        Self { architecture, against: None }
    }
}

impl<'a> BaseIndex<'a> {
    /// Indexes the models of a snapshot.
    #[must_use]
    pub fn new(models: impl IntoIterator<Item = &'a ModelMetadata>) -> Self {
        let hashed: Vec<_> = models.into_iter().map(|model| (hash(&model.id), model)).collect();
        Self::with_hashes(hashed.iter().copied())
    }

    /// Indexes models whose ids were already hashed with [`hash`].
    #[must_use]
    pub fn with_hashes(models: impl ExactSizeIterator<Item = (u64, &'a ModelMetadata)> + Clone) -> Self {
        // About two models per bucket.
        let buckets = (models.len() / 2).next_power_of_two();
        let mut ends = vec![0; buckets];
        for (hash, _) in models.clone() {
            ends[bucket(hash, buckets)] += 1;
        }
        // `ends` first holds the start of each bucket. Inserting a model advances it, so that it ends at the start of
        // the next.
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut rows = vec![None; models.len()];
        for (hash, model) in models {
            let next = &mut ends[bucket(hash, buckets)];
            rows[*next] = Some((hash, model));
            *next += 1;
        }
        Self { rows, ends }
    }

    /// Looks up a model by id. As on the Hub, case matters only between ids that differ in nothing else.
    #[must_use]
    pub fn get(&self, id: &ModelId) -> Option<&'a ModelMetadata> {
        let hash = hash(id);
        let bucket = bucket(hash, self.ends.len());
        let start = bucket.checked_sub(1).map_or(0, |before| self.ends[before]);
        let of_bucket = self.rows[start..self.ends[bucket]].iter().flatten();
        let models = of_bucket.filter(|(known, _)| *known == hash).map(|(_, model)| *model);
        let mut same = models.filter(|model| model.id.as_str().eq_ignore_ascii_case(id.as_str()));
        let exact = same.clone().find(|model| model.id == *id);
        let first = same.next();
        exact.or(first.filter(|_| same.next().is_none()))
    }

    /// Determines what `model` inherits from its base models; nothing that its own record already states.
    #[must_use]
    pub fn inherit(&self, model: &ModelMetadata) -> Inherited {
        if !may_inherit(model) {
            return Inherited::default();
        }
        let own = &model.architecture;
        let replaced = if may_be_a_stub(model) {
            self.instead_of_stub(model, own)
        } else if is_by_tag(own) && own.role == Some(Role::Decoder) {
            // The base of a multimodal model is often the language model inside it.
            self.instead_of_tag(model, own)
        } else if own.evidence.is_none() {
            self.agreed(model).map(|(base, found)| Replaced::by(&base.id, found))
        } else {
            self.refined(model, own).map(|architecture| Replaced { architecture, against: None })
        };
        let kind = self.kind(model, replaced.as_ref().map(|replaced| &replaced.architecture));
        let Some(Replaced { architecture, against }) = replaced else {
            return Inherited { architecture: None, kind, contradiction: None };
        };
        let refuted = own.evidence.clone().zip(against);
        let contradiction =
            refuted.map(|(dropped, against)| Contradiction::new(Disputed::Architecture, dropped, against));
        Inherited { architecture: Some(architecture), kind, contradiction }
    }

    /// The architecture on which all base models with their own evidence agree and which the model's own record does
    /// not contradict. If only the family is agreed on, the type is left out.
    fn agreed(&self, model: &ModelMetadata) -> Option<(&'a ModelMetadata, Architecture)> {
        if may_differ(model) {
            return None;
        }
        let bases = self.nearest_with_evidence(model)?;
        let (first, rest) = bases.split_first()?;
        if bases.iter().any(|base| is_mixed_from(model, base)) {
            return None;
        }
        let mut agreed = first.architecture.clone();
        for base in rest {
            if base.architecture.family != agreed.family {
                return None;
            }
            if base.architecture.model_type != agreed.model_type {
                agreed.model_type = None;
                agreed.role = agreed.role.filter(|role| base.architecture.role == Some(*role));
            }
        }
        match objection(model, &agreed) {
            Objection::Family => return None,
            Objection::Type => agreed.model_type = None,
            Objection::None => {}
        }
        let is_known = agreed.family != Family::Unknown || agreed.model_type.is_some();
        is_known.then_some((*first, agreed))
    }

    /// For a GGUF copy whose config contradicts the record of its source: the architecture of the source's config, or
    /// an unknown one. Such configs are stubs, identical for every model.
    fn instead_of_stub(&self, model: &ModelMetadata, own: &Architecture) -> Option<Replaced> {
        let copied = model.base_models.iter().filter(|base| base.relation == Some(Relation::Quantized));
        let records = copied.filter_map(|base| self.get(&base.id).filter(|record| record.id != model.id));
        let mut bases = records.filter(|record| record.architecture.evidence.is_some());
        let base = bases.next()?;
        let found = &base.architecture;
        let by_config = config_evidence(found);
        let is_other = if found.family == own.family {
            by_config.is_some() && found.model_type.is_some() && found.model_type != own.model_type
        } else {
            found.family != Family::Unknown
        };
        if !is_other {
            return None;
        }
        let is_same = |other: &Architecture| other.family == found.family && other.model_type == found.model_type;
        let by_base = by_config.filter(|_| bases.all(|base| is_same(&base.architecture)));
        let gguf_architecture = own.gguf_architecture.clone();
        let architecture = match by_base {
            Some(evidence) => Architecture {
                evidence: Some(evidence.through(&base.id)),
                model_type_evidence: None,
                gguf_architecture,
                ..found.clone()
            },
            None => Architecture { gguf_architecture, ..Architecture::unknown() },
        };
        Some(Replaced { architecture, against: found.evidence.as_ref().map(|evidence| evidence.through(&base.id)) })
    }

    /// For a model whose only evidence is a tag of a family other than that of its base models: the architecture of the
    /// base models if the model is a copy, otherwise an unknown one, because the two contradict each other.
    fn instead_of_tag(&self, model: &ModelMetadata, own: &Architecture) -> Option<Replaced> {
        let bases = self.nearest_with_evidence(model)?;
        let first = bases.first()?;
        let found = first.architecture.family;
        let is_agreed = bases.iter().all(|base| base.architecture.family == found);
        if !is_agreed || found == Family::Unknown || found == own.family || is_saved_as(found, own) {
            return None;
        }
        let against = first.architecture.evidence.as_ref().map(|evidence| evidence.through(&first.id));
        let by_base = is_copy(model).then(|| self.agreed(model)).flatten().map(|(base, found)| Architecture {
            gguf_architecture: own.gguf_architecture.clone(),
            ..Replaced::by(&base.id, found).architecture
        });
        let architecture = by_base.or_else(|| own.family.is_advertised().then(Architecture::unknown))?;
        Some(Replaced { architecture, against })
    }

    /// Refines a GGUF `llama`, which may be a Mistral model: only the base model shows which.
    fn refined(&self, model: &ModelMetadata, own: &Architecture) -> Option<Architecture> {
        let evidence = own.evidence.as_ref()?;
        if evidence.field != Field::GgufArchitecture || own.model_type.as_deref() != Some("llama") {
            return None;
        }
        let (base, found) = self.agreed(model)?;
        let is_mistral = matches!(found.model_type.as_deref(), Some("mistral" | "mixtral"));
        is_mistral.then(|| Architecture {
            family: Family::Mistral,
            evidence: found.evidence.as_ref().map(|evidence| evidence.through(&base.id)),
            model_type_evidence: Some(evidence.clone()),
            ..own.clone()
        })
    }

    /// The kind inherited from base models: for copies the kind of their source, for models fine-tuned from speech
    /// models that kind, and for models without other evidence text generation, if nothing else is possible.
    fn kind(&self, model: &ModelMetadata, inherited: Option<&Architecture>) -> Option<(ModelKind, Evidence)> {
        if model.is_fragment {
            return None;
        }
        if let Some(found) = self.kind_that_does_not_write(model) {
            return Some(found);
        }
        if model.kind != ModelKind::Unknown {
            return None;
        }
        let architecture = inherited.unwrap_or(&model.architecture);
        // Safetensors known only from a tag may as well be those of an adapter. All complete records without task,
        // config and counts are adapters.
        let is_tag_alone =
            |artifact: &Artifact| artifact.evidence.as_ref().is_some_and(|evidence| evidence.rank() <= Rank::Tag);
        let is_plain = model_kind::is_plain(architecture, &model.artifacts, model.has_projector);
        let is_gguf = |artifact: &Artifact| artifact.format == ModelFormat::Gguf;
        let loadable = |artifact: &Artifact| match artifact.format {
            ModelFormat::Safetensors => !is_tag_alone(artifact),
            _ => is_gguf(artifact),
        };
        let may_write = is_plain && model.artifacts.iter().any(loadable);
        let mut kinds = model.base_models.iter().filter_map(|base| {
            let record = self.get(&base.id).filter(|record| record.kind != ModelKind::Unknown)?;
            let is_copy = base.relation == Some(Relation::Quantized);
            let is_text = record.kind == ModelKind::TextGeneration && may_write;
            (is_copy || is_text).then_some(record)
        });
        let Some(first) = kinds.next() else {
            // No evidence contradicts text generation.
            let evidence = architecture.evidence.clone()?;
            let is_text = may_write && !model.has_projector && model.artifacts.iter().any(is_gguf);
            return is_text.then_some((ModelKind::TextGeneration, evidence));
        };
        let is_agreed = kinds.all(|other| other.kind == first.kind);
        let evidence = first.kind_evidence.as_ref().filter(|_| is_agreed)?;
        // Without its projector, the files of a multimodal model hold only the language part.
        let is_part = first.kind == ModelKind::Multimodal && may_write && architecture.role == Some(Role::Wrapper);
        let kind = if is_part { ModelKind::TextGeneration } else { first.kind };
        Some((kind, evidence.through(&first.id)))
    }

    /// The kind of base models that do not generate text. The model's own evidence is not enough here: embedding,
    /// reward and speech models have the same decoder class, GGUF name and chat template as text-generation models.
    fn kind_that_does_not_write(&self, model: &ModelMetadata) -> Option<(ModelKind, Evidence)> {
        let own = model.kind_evidence.as_ref();
        let is_word = own.is_some_and(|own| model_kind::is_word(own, &model.base_models));
        if !matches!(model.kind, ModelKind::TextGeneration | ModelKind::Unknown) && !is_word {
            return None;
        }
        let is_stated =
            model.task.as_ref().is_some_and(|task| task.value == "text-generation" && task.field != Field::Tags);
        let mut found = model.base_models.iter().filter_map(|base| {
            let is_copy = base.relation == Some(Relation::Quantized);
            let record = if is_copy { self.copied_from(&base.id)? } else { self.get(&base.id)? };
            let evidence = record.kind_evidence.as_ref()?;
            let does_not_write = matches!(record.kind, ModelKind::Embedding | ModelKind::Reward | ModelKind::Other);
            let is_speech = record.kind == ModelKind::Other && model_kind::is_speech(evidence);
            // A task stated by the model takes precedence over a word in the name of its base.
            let counts = is_speech || (is_copy && !(is_stated && evidence.field == Field::Name));
            (record.id != model.id && does_not_write && counts).then_some((record, evidence))
        });
        let (first, evidence) = found.next()?;
        found.all(|(other, _)| other.kind == first.kind).then(|| (first.kind, evidence.through(&first.id)))
    }

    /// The model with that id. If it is a copy of unknown or text-generation kind, its source, followed over several
    /// copies.
    fn copied_from(&self, id: &ModelId) -> Option<&'a ModelMetadata> {
        /// Maximum length of a chain of copies.
        const LINKS: usize = 8;
        let mut record = self.get(id)?;
        for _ in 0..LINKS {
            if !matches!(record.kind, ModelKind::TextGeneration | ModelKind::Unknown) {
                break;
            }
            let mut copied = record.base_models.iter().filter(|base| base.relation == Some(Relation::Quantized));
            let Some(next) = copied.next().and_then(|base| self.get(&base.id)) else { break };
            if copied.next().is_some() || next.id == record.id {
                break;
            }
            record = next;
        }
        Some(record)
    }

    /// The nearest ancestors on every path that have their own evidence, sorted by id. `None` if the search exceeds
    /// [`MAX_VISITED`], or if a path leads through a model that may differ from its base.
    ///
    /// The set does not depend on the order of records or base models, and a cycle only leads to visited models.
    fn nearest_with_evidence(&self, model: &ModelMetadata) -> Option<Vec<&'a ModelMetadata>> {
        let mut visited: BTreeSet<&str> = BTreeSet::new();
        let mut found: Vec<&'a ModelMetadata> = Vec::new();
        let mut waiting: Vec<&ModelId> = model.base_models.iter().map(|base| &base.id).collect();
        while let Some(id) = waiting.pop() {
            let Some(base) = self.get(id).filter(|base| base.id != model.id) else { continue };
            if !visited.insert(base.id.as_str()) {
                continue;
            }
            if visited.len() > MAX_VISITED {
                return None;
            }
            if base.architecture.evidence.is_some() {
                found.push(base);
            } else if may_differ(base) {
                return None;
            } else {
                waiting.extend(base.base_models.iter().map(|base| &base.id));
            }
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Some(found)
    }
}

/// Case-insensitive FNV-1a hash of an id, eight bytes per step.
#[must_use]
pub fn hash(id: &ModelId) -> u64 {
    // In the characters allowed in an id, this bit only distinguishes upper from lower case.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let (words, rest) = id.as_str().as_bytes().as_chunks();
    let rest = rest.iter().map(|byte| u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let step = |hash: u64, word: u64| {
        let product = (hash ^ (word | CASE)).wrapping_mul(0x0100_0000_01b3);
        // Multiplication does not propagate upper bits downwards, so mix them in.
        product ^ (product >> 32)
    };
    words.chain(rest).fold(0xcbf2_9ce4_8422_2325, step)
}

/// The bucket of a hash; `buckets` is a power of two.
#[expect(clippy::cast_possible_truncation, reason = "the lowest bits are what is wanted")]
fn bucket(hash: u64, buckets: usize) -> usize {
    hash as usize & (buckets - 1)
}

/// Whether a model could inherit anything, judged by its own record. A cheap check that avoids a search.
#[must_use]
pub fn may_inherit(model: &ModelMetadata) -> bool {
    if model.kind == ModelKind::Adapter || model.base_models.is_empty() {
        return false;
    }
    let evidence = model.architecture.evidence.as_ref();
    model.kind == ModelKind::Unknown
        || evidence.is_none_or(|evidence| evidence.field == Field::GgufArchitecture)
        || may_be_a_stub(model)
        || is_by_tag(&model.architecture)
        || may_be_of_another_kind(model)
}

/// Whether a base model may show that the model does not generate text.
fn may_be_of_another_kind(model: &ModelMetadata) -> bool {
    let is_word = |evidence: &Evidence| model_kind::is_word(evidence, &model.base_models);
    model.kind == ModelKind::TextGeneration || model.kind_evidence.as_ref().is_some_and(is_word)
}

/// Whether the architecture is known only from a tag or a name.
fn is_by_tag(architecture: &Architecture) -> bool {
    architecture.evidence.as_ref().is_some_and(|evidence| evidence.rank() <= Rank::Tag)
}

/// Whether models of a family are also saved as, or distilled into, the tagged type: Phi as Llama and Mistral, DeepSeek
/// distilled into Qwen, dense models merged into a `mixtral`.
fn is_saved_as(family: Family, tagged: &Architecture) -> bool {
    let is_source = matches!(family, Family::Phi | Family::Known("deepseek" | "yi" | "falcon"));
    tagged.model_type.as_deref() == Some("mixtral")
        || is_source && matches!(tagged.family, Family::Llama | Family::Mistral | Family::Qwen)
}

/// Whether the architecture comes from a config next to GGUF files only, which no loader reads.
fn may_be_a_stub(model: &ModelMetadata) -> bool {
    config_evidence(&model.architecture).is_some() && artifact::are_gguf_alone(&model.artifacts)
}

/// The evidence for the architecture, if it is a config field.
fn config_evidence(architecture: &Architecture) -> Option<&Evidence> {
    architecture.evidence.as_ref().filter(|evidence| evidence.field.is_config())
}

/// Whether every base model is one whose weights the model has in another form.
fn is_copy(model: &ModelMetadata) -> bool {
    model.base_models.iter().all(|base| base.relation == Some(Relation::Quantized))
}

/// Whether the model may differ from its base: it is fine-tuned and has its own code.
fn may_differ(model: &ModelMetadata) -> bool {
    model.has_own_code && !is_copy(model)
}

/// The objection of a model's tags to an architecture.
enum Objection {
    None,
    Type,
    Family,
}

/// Compares the type tags with an architecture. Tags object if all are of other families, or if those of the family are
/// all of other types. On copies, tags are written by the copy's author, so the base model takes precedence.
fn objection(model: &ModelMetadata, found: &Architecture) -> Objection {
    let is_of_family = |tag: &CompactString| model_type::known(tag).is_some_and(|tagged| tagged.family == found.family);
    if model.type_tags.is_empty() || found.family == Family::Unknown || is_copy(model) {
        return Objection::None;
    }
    if !model.type_tags.iter().any(is_of_family) {
        return Objection::Family;
    }
    // Type tags are not llama.cpp names, and the family's own name is not a type.
    let is_by_type = found.evidence.as_ref().is_some_and(|evidence| evidence.field != Field::GgufArchitecture);
    let mut types = model.type_tags.iter().filter(|tag| is_of_family(tag) && **tag != found.family.as_str()).peekable();
    let is_other = |own: &CompactString| types.peek().is_some() && types.all(|tag| tag != own);
    if is_by_type && found.model_type.as_ref().is_some_and(is_other) { Objection::Type } else { Objection::None }
}

/// Whether the name says mixture of experts but the base model is dense: several dense models were merged, and the
/// result has a type that neither of them has.
fn is_mixed_from(model: &ModelMetadata, base: &ModelMetadata) -> bool {
    const DENSE: &[&str] = &["llama", "mistral", "phi", "phi3", "qwen2", "qwen3", "gemma", "gemma2", "gemma3_text"];
    let is_dense = base.architecture.model_type.as_deref().is_some_and(|of| DENSE.contains(&of));
    is_dense && names_experts(model.id.name()) && !names_experts(base.id.name())
}

impl ModelMetadata {
    /// Applies the inherited facts.
    pub fn take_over(&mut self, inherited: Inherited) {
        if let Some(architecture) = inherited.architecture {
            self.architecture = architecture;
        }
        if let Some((kind, evidence)) = inherited.kind {
            self.kind = kind;
            self.kind_evidence = Some(evidence);
        }
        if let Some(contradiction) = inherited.contradiction {
            let mut contradictions = std::mem::take(&mut self.contradictions).into_vec();
            contradictions.push(contradiction);
            self.contradictions = contradictions.into();
        }
    }
}
