//! `ModelMetadata`: the interpreted facts of a record, with their evidence.

use crate::{
    architecture::{self, Architecture},
    artifact::{self, Artifact, FileList, FileListKind},
    base_model::{self, BaseModel},
    card_facts::{self, Date, Gating, License},
    contradiction::{Contradiction, Disputed},
    cross_check::{self, Checked, Views},
    evidence::{Derived, Evidence, Field, Stated},
    hub_model::{HubModel, RecordError},
    json_repair, model_format,
    model_id::ModelId,
    model_kind::{self, Clues, ModelKind},
    parameters::Parameters,
};
use compact_str::CompactString;
use serde::Serialize;

/// The interpreted metadata of one model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, in no combination with the others")]
pub struct ModelMetadata {
    /// `owner/name`.
    pub id: ModelId,
    /// The author, if the record names one other than the id's owner.
    pub stated_author: Option<Box<str>>,
    /// What the repository holds.
    pub kind: ModelKind,
    /// The evidence for the kind. `None` if the kind is unknown.
    pub kind_evidence: Option<Evidence>,
    /// The architecture: family and exact type.
    pub architecture: Architecture,
    /// Whether its files cannot be a complete model.
    #[serde(skip)]
    pub(crate) is_fragment: bool,
    /// Whether its own code loads it (remote code).
    #[serde(skip)]
    pub(crate) has_own_code: bool,
    /// The tags that are model types, if no stronger evidence names the architecture.
    #[serde(skip)]
    pub(crate) type_tags: Box<[CompactString]>,
    /// Whether the GGUF files include a projector for images or sound.
    #[serde(skip)]
    pub(crate) has_projector: bool,
    /// Parameter counts.
    pub parameters: Parameters,
    /// Contradictory evidence in the record.
    #[serde(skip_serializing_if = "no_contradiction")]
    pub contradictions: Box<[Contradiction]>,
    /// Trained context length in tokens.
    pub context: Option<Stated<u64>>,
    /// The tag that names a fork of llama.cpp, if a GGUF file has no label that shows which programs can read it.
    #[serde(skip)]
    pub(crate) fork: Option<CompactString>,
    /// The loadable sets of files.
    pub artifacts: Vec<Artifact>,
    /// How much of the repository the file list covers.
    pub file_list: FileListKind,
    /// The top-level files that are not weights.
    #[serde(skip)]
    pub root_files: Box<[Box<str>]>,
    /// The root files that are too small to be valid.
    #[serde(skip)]
    pub hollow_files: Box<[Box<str>]>,
    /// Whether the repository is private or taken down by the Hub, so that nobody else can load it.
    #[serde(skip)]
    pub is_withheld: bool,
    /// The licenses.
    pub license: Box<[Stated<License>]>,
    /// Whether terms must be accepted before downloading the files.
    pub gating: Gating,
    /// The base models.
    pub base_models: Box<[BaseModel]>,
    /// The task as stated in the record.
    pub task: Option<Stated<CompactString>>,
    /// The library that the files are made for.
    pub library: Option<CompactString>,
    /// Language codes or names.
    pub languages: Box<[Box<str>]>,
    /// Downloads over the 30 days before the snapshot.
    pub downloads: Option<u64>,
    /// Number of likes at the time of the snapshot.
    pub likes: Option<u64>,
    /// When the repository was created.
    pub created_at: Option<Date>,
    /// When the repository last changed.
    pub last_modified: Option<Date>,
    /// The commit that the record describes.
    pub sha: Option<Box<str>>,
}

impl ModelMetadata {
    /// Reads one record from its JSON text and interprets it.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a JSON object or has no usable id.
    pub fn from_json(json: &[u8]) -> Result<Self, RecordError> {
        let error = match HubModel::with_any_id(json) {
            Ok(record) => return Self::from_huggingface(&record),
            Err(error) => error,
        };
        // Grammatically valid JSON may have values that no type can represent. Repairing costs only those fields.
        let repaired = std::str::from_utf8(json).ok().and_then(json_repair::repaired).ok_or(error)?;
        Self::from_huggingface(&HubModel::with_any_id(repaired.as_bytes())?)
    }

    /// Interprets one record by its own evidence. Facts that only base models can provide are added by
    /// [`crate::inheritance::BaseIndex::inherit`].
    ///
    /// # Errors
    ///
    /// Returns an error only if the record has no usable id.
    pub fn from_huggingface(record: &HubModel<'_>) -> Result<Self, RecordError> {
        let id = record.id()?;
        let library = stated_library(record);
        let files = FileList::new(record);
        let corrected = artifact::without_misleading_block(record, &files);
        let record = corrected.as_ref().unwrap_or(record);
        let method = model_format::safetensors_method(record, library);
        let mut artifacts = artifact::artifacts(&artifact::Context { record, files: &files, method });
        let checked = cross_check::check(&Views { record, id: &id, files: &files, method }, &mut artifacts);
        let Checked { parameters, claimed, fragment, mut contradictions } = checked;
        artifact::weigh_all(&mut artifacts, record, parameters.total);
        artifact::sort(&mut artifacts);
        let is_gguf_alone = artifact::are_gguf_alone(&artifacts) && record.safetensors.is_none();
        let architecture = architecture::recognise(record, library, is_gguf_alone, &mut contradictions);
        let base_models = base_model::base_models(record, &id);
        let task = model_kind::stated_task(record);
        let has_projector = files.iter().any(|(path, _)| path.contains("mmproj"));
        let kind = model_kind::recognise(&Clues {
            record,
            id: &id,
            library,
            task: task.as_ref(),
            files: &files,
            artifacts: &artifacts,
            has_projector,
            architecture: &architecture,
            base_models: &base_models,
            parameters: claimed,
        });
        let by_name = || cross_check::part_of_a_model(&id, architecture.family, &parameters, &artifacts);
        let fragment = fragment.or_else(by_name);
        let is_fragment = fragment.is_some();
        let kind = whole_model(kind, fragment, &mut contradictions);
        // The size in an adapter's name is that of its base model.
        let is_adapter = kind.as_ref().is_some_and(|kind| kind.value == ModelKind::Adapter);
        let parameters = if is_adapter && parameters.is_named() { Parameters::default() } else { parameters };
        let (kind, kind_evidence) = kind.map_or((ModelKind::Unknown, None), |kind| (kind.value, Some(kind.evidence)));
        Ok(Self {
            stated_author: record.author.as_deref().filter(|author| Some(*author) != id.owner()).map(Into::into),
            kind,
            kind_evidence,
            has_projector,
            is_fragment,
            has_own_code: architecture::has_own_code(record),
            type_tags: undecided_type_tags(record, &architecture),
            architecture,
            parameters,
            contradictions: contradictions.into(),
            context: context(record),
            fork: artifact::unclear_fork(record, &artifacts).map(Into::into),
            artifacts,
            file_list: files.kind,
            root_files: files.root_files().map(Into::into).collect(),
            hollow_files: files.hollow_files().map(Into::into).collect(),
            is_withheld: record.private == Some(true) || record.disabled == Some(true),
            license: card_facts::licenses(record).into(),
            gating: card_facts::gating(record),
            base_models: base_models.into(),
            task,
            library: library.map(Into::into),
            languages: card_facts::languages(record).into(),
            downloads: record.downloads,
            likes: record.likes,
            created_at: card_facts::date(record.created_at.as_deref()),
            last_modified: card_facts::date(record.last_modified.as_deref()),
            sha: record.sha.as_deref().map(Into::into),
            id,
        })
    }
}

impl ModelMetadata {
    /// The author: the one named in the record, otherwise the id's owner.
    #[must_use]
    pub fn author(&self) -> Option<&str> {
        self.stated_author.as_deref().or(self.id.owner())
    }
}

#[expect(clippy::borrowed_box, reason = "serde hands over the field as it is")]
fn no_contradiction(contradictions: &Box<[Contradiction]>) -> bool {
    contradictions.is_empty()
}

/// Drops the kind of a complete model if `fragment` shows that the files are not one.
fn whole_model(
    kind: Option<Derived<ModelKind>>,
    fragment: Option<Evidence>,
    contradictions: &mut Vec<Contradiction>,
) -> Option<Derived<ModelKind>> {
    let (Some(kind), Some(against)) = (&kind, fragment) else { return kind };
    if kind.value == ModelKind::TextGeneration {
        contradictions.push(Contradiction::new(Disputed::Kind, kind.evidence.clone(), against));
        return None;
    }
    // The size in an adapter's name is that of its base model.
    contradictions.retain(|found| found.about != Disputed::Parameters || found.dropped.field != Field::Name);
    Some(kind.clone())
}

/// The tags that are model types, if no stronger evidence names the architecture.
fn undecided_type_tags(record: &HubModel<'_>, architecture: &Architecture) -> Box<[CompactString]> {
    if architecture.evidence.is_some() {
        return Box::default();
    }
    architecture::type_tags(record).into_iter().map(Into::into).collect()
}

/// The library: from the record, the card or a tag. Of several tags, regardless of their order, transformers has
/// precedence: the Hub sets it, while authors add the others as topics.
fn stated_library<'a>(record: &'a HubModel<'_>) -> Option<&'a str> {
    const TAGS: &[&str] = &["transformers", "diffusers", "mlx", "peft"];
    let by_tag = || TAGS.iter().copied().find(|library| record.tags.iter().any(|tag| tag == library));
    record.library_name.as_deref().or(record.card_data.library_name.as_deref()).or_else(by_tag)
}

/// The trained context length, from the GGUF header or a complete `config.json`. Never a default.
fn context(record: &HubModel<'_>) -> Option<Stated<u64>> {
    /// No model was trained on more tokens at once; a larger number is an error in the record.
    const PLAUSIBLE: std::ops::RangeInclusive<u64> = 1..=1_000_000_000;
    let gguf = record.gguf.as_ref().and_then(|gguf| gguf.context_length);
    let config = record.config.as_ref();
    let stated = [
        (Field::GgufContextLength, gguf),
        (Field::ConfigMaxPositionEmbeddings, config.and_then(|config| config.max_position_embeddings)),
        (Field::ConfigTextMaxPositionEmbeddings, config.and_then(|config| config.text_config.max_position_embeddings)),
    ];
    stated.into_iter().find_map(|(field, tokens)| {
        let tokens = tokens.filter(|tokens| PLAUSIBLE.contains(tokens))?;
        Some(Stated { value: tokens, field })
    })
}
