//! `BaseModel`: a model that another was made from, as the record states it.

use crate::evidence::Field;
use crate::{hub_model::HubModel, model_id::ModelId};
use serde::Serialize;

/// How a model was derived from its base model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Trained further.
    Finetune,
    /// The same weights at lower precision.
    Quantized,
    /// An adapter to be applied to the base model.
    Adapter,
    /// Merged from several models.
    Merge,
}

impl Relation {
    /// The relation's name on the Hub.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Finetune => "finetune",
            Self::Quantized => "quantized",
            Self::Adapter => "adapter",
            Self::Merge => "merge",
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        let all = [Self::Finetune, Self::Quantized, Self::Adapter, Self::Merge];
        all.into_iter().find(|relation| relation.as_str().eq_ignore_ascii_case(text))
    }
}

/// One base model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BaseModel {
    /// Its id.
    pub id: ModelId,
    /// The relation, if the record states it.
    pub relation: Option<Relation>,
    /// The field that names the base model.
    pub field: Field,
}

impl BaseModel {
    /// Whether the model is an adapter for this base.
    #[must_use]
    pub fn is_adapted(&self) -> bool {
        self.relation == Some(Relation::Adapter)
    }
}

/// Maximum number of base models read from a record, so that no record takes quadratic time. The longest real list has
/// 59.
const MAX_BASES: usize = 256;

/// The base models of a record, without duplicates and without the model itself: `baseModels`, then
/// `cardData.base_model`, then `base_model:` tags. At most [`MAX_BASES`].
pub(crate) fn base_models(record: &HubModel<'_>, id: &ModelId) -> Vec<BaseModel> {
    let mut found: Vec<BaseModel> = Vec::new();
    let block = &record.base_models;
    let relation = block.relation.as_deref().and_then(Relation::from_text);
    for base in &block.models {
        add(&mut found, id, base, relation, Field::BaseModels);
    }
    let relation = record.card_data.base_model_relation.as_deref().and_then(Relation::from_text);
    for base in &record.card_data.base_model {
        add(&mut found, id, base, relation, Field::CardBaseModel);
    }
    for tag in &record.tags {
        let Some(named) = tag.strip_prefix("base_model:") else { continue };
        let (relation, base) = match named.split_once(':') {
            Some((relation, base)) => (Relation::from_text(relation), base),
            None => (None, named),
        };
        add(&mut found, id, base, relation, Field::Tags);
    }
    found
}

fn add(found: &mut Vec<BaseModel>, id: &ModelId, base: &str, relation: Option<Relation>, field: Field) {
    let base = base.strip_prefix("https://huggingface.co/").unwrap_or(base);
    // Some records name the model itself, some contain prose.
    if base.eq_ignore_ascii_case(id.as_str()) {
        return;
    }
    if let Some(known) = found.iter_mut().find(|known| known.id.as_str() == base) {
        // Within one list the order has no meaning, so the relation that promises less wins.
        let is_same_list = known.field == field;
        known.relation = if is_same_list { lesser(known.relation, relation) } else { known.relation.or(relation) };
    } else if found.len() < MAX_BASES
        && let Ok(id) = base.parse()
    {
        // There is nearly always only one.
        found.reserve_exact(usize::from(found.is_empty()));
        found.push(BaseModel { id, relation, field });
    }
}

/// The relation that implies less similarity to the base model.
fn lesser(a: Option<Relation>, b: Option<Relation>) -> Option<Relation> {
    let likeness = |relation: &Relation| match relation {
        Relation::Adapter => 0,
        Relation::Merge => 1,
        Relation::Finetune => 2,
        Relation::Quantized => 3,
    };
    a.into_iter().chain(b).min_by_key(likeness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_lists_of_base_models_end() {
        let names: Vec<String> = (0..100_000).map(|at| format!("\"b/m-{at}\"")).collect();
        let tags: Vec<String> = (0..100_000).map(|at| format!("\"base_model:merge:b/m-{at}\"")).collect();
        let json = format!(
            r#"{{"id":"a/b","baseModels":{{"models":[{0}]}},"cardData":{{"base_model":[{0}]}},"tags":[{1}]}}"#,
            names.join(","),
            tags.join(",")
        );
        let found = base_models(&HubModel::from_json(json.as_bytes()).unwrap(), &"a/b".parse().unwrap());
        assert_eq!(found.len(), MAX_BASES);
        assert_eq!(found[MAX_BASES - 1].id.as_str(), "b/m-255");
        assert_eq!(found[0].relation, Some(Relation::Merge), "what is known already still gets its relation");
    }
}
