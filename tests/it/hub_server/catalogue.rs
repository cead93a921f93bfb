//! The models on the server: any number of them, always the same.

use serde_json::{Value, json};

/// A model.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The number of the repository. It stays the same when the repository is renamed.
    pub(crate) repository: u64,
    pub(crate) id: String,
    /// Milliseconds since 1970.
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) downloads: u64,
    pub(crate) gated: Value,
    pub(crate) tags: Vec<String>,
    pub(crate) pipeline_tag: &'static str,
    pub(crate) library: Option<&'static str>,
    /// Files with their sizes, which listings do not contain.
    pub(crate) files: Vec<(String, u64)>,
    pub(crate) fate: Fate,
}

/// Whether a model exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    There,
    /// In no listing, but it exists.
    Hidden,
    /// Does not exist: the detail route answers with this status.
    Gone(u16),
    /// The old id of a renamed model.
    Renamed(String),
}

/// 2025-01-01.
pub(crate) const FIRST_DAY: i64 = 1_735_689_600_000;
const DAY: i64 = 86_400_000;

/// `count` models. Of every five, two have only GGUF files, one has both formats, one has only safetensors, and one is
/// not a text generator.
pub(crate) fn catalogue(count: usize) -> Vec<Model> {
    (0..count).map(model).collect()
}

fn model(at: usize) -> Model {
    let number = i64::try_from(at).unwrap();
    let (formats, library): (&[&str], _) = match at % 5 {
        0 => (&["gguf"], Some("gguf")),
        // No pipeline tag.
        1 => (&["gguf"], None),
        2 => (&["gguf", "safetensors"], Some("transformers")),
        3 => (&["safetensors"], Some("transformers")),
        _ => (&["safetensors"], Some("diffusers")),
    };
    let mut tags: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
    tags.extend(["region:us", "license:mit", "en", "conversational"].map(str::to_owned));
    tags.extend(library.map(str::to_owned));
    let mut files = vec![(".gitattributes".to_owned(), 1_519), ("README.md".to_owned(), 4_000 + at as u64 % 999)];
    if formats.contains(&"gguf") {
        files.extend(["Q4_K_M", "Q8_0"].map(|label| (format!("model-{at}.{label}.gguf"), 700_000_000 + at as u64)));
    }
    if formats.contains(&"safetensors") {
        files.extend([("config.json".to_owned(), 700), ("tokenizer.json".to_owned(), 9_000_000)]);
        files.push(("model.safetensors".to_owned(), 2_471_645_608 + at as u64));
    }
    let created = FIRST_DAY + (number * 7_919) % 200 * DAY + number;
    Model {
        repository: 0x6500_0000 + at as u64,
        id: format!("owner-{}/Model-{at}", at % 97),
        created,
        modified: created + (number * 104_729) % 300 * DAY + number % 1_000,
        downloads: (at as u64 * 48_271) % 100_003,
        gated: if at.is_multiple_of(11) { json!("auto") } else { json!(false) },
        tags,
        pipeline_tag: if at % 5 == 4 { "text-to-image" } else { "text-generation" },
        library,
        files,
        fate: Fate::There,
    }
}

impl Model {
    /// Changes with every change of the model.
    pub(crate) fn sha(&self) -> String {
        format!("{:020x}{:020x}", self.repository, self.modified)
    }

    /// The record with these fields, and with file sizes if `sized`.
    pub(crate) fn record(&self, fields: &[&str], sized: bool) -> Value {
        let mut record = json!({ "_id": format!("{:024x}", self.repository), "id": self.id });
        for field in fields {
            if let Some(value) = self.field(field, sized) {
                record[*field] = value;
            }
        }
        record
    }

    fn field(&self, name: &str, sized: bool) -> Option<Value> {
        let is_gguf = self.tags.iter().any(|tag| tag == "gguf");
        Some(match name {
            "sha" => self.sha().into(),
            "createdAt" => date(self.created).into(),
            "lastModified" => date(self.modified).into(),
            "downloads" => self.downloads.into(),
            "downloadsAllTime" => (self.downloads * 9).into(),
            "likes" => (self.downloads / 100).into(),
            "trendingScore" => json!(0.5),
            "gated" => self.gated.clone(),
            "private" | "disabled" => false.into(),
            "author" => self.id.split('/').next()?.into(),
            "tags" => self.tags.clone().into(),
            "pipeline_tag" => self.pipeline_tag.into(),
            "library_name" => self.library?.into(),
            "cardData" => json!({ "license": "mit", "language": ["en"] }),
            "config" if !is_gguf => json!({ "architectures": ["LlamaForCausalLM"], "model_type": "llama" }),
            "config" => json!({}),
            "gguf" if is_gguf => json!({ "total": 1_235_814_400, "architecture": "llama", "context_length": 8_192 }),
            "safetensors" if self.tags.iter().any(|tag| tag == "safetensors") => {
                json!({ "parameters": { "BF16": 1_235_814_400 }, "total": 1_235_814_400 })
            }
            "siblings" => self.files.iter().map(|(name, size)| file(name, *size, sized)).collect(),
            "usedStorage" => 7_000_000_000_u64.into(),
            _ => return None,
        })
    }
}

fn file(name: &str, size: u64, sized: bool) -> Value {
    match (sized, size) {
        (false, _) => json!({ "rfilename": name }),
        (true, 100_000_000..) => {
            json!({ "rfilename": name, "blobId": "b", "size": size, "lfs": { "sha256": "s", "size": size, "pointerSize": 135 } })
        }
        (true, _) => json!({ "rfilename": name, "blobId": "b", "size": size }),
    }
}

/// A date in the Hub's format.
pub(crate) fn date(milliseconds: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(milliseconds).unwrap();
    format!("{at:.3}")
}
