//! Links from a model's page to others.

use crate::{
    pages::model::view::{BaseLink, Neighbour},
    plan::{ModelIdx, PlannedModel, SitePlan},
    text::Text,
};
use compatibility::base_model::{BaseModel, Relation};

/// Maximum number of derived models shown.
const MAX_DERIVED: usize = 20;

/// Maximum number of base models shown; merges have dozens.
const MAX_BASES: usize = 12;

pub(super) fn neighbour<'a>(plan: &'a SitePlan<'_>, place: ModelIdx) -> Neighbour<'a> {
    let model = &plan.models[place];
    Neighbour {
        id: model.assessed.metadata.id.as_str(),
        href: &model.href,
        card: plan.card(place),
        json: plan.link(place),
    }
}

pub(super) fn models<'a>(plan: &'a SitePlan<'_>, places: &[ModelIdx]) -> Vec<Neighbour<'a>> {
    places.iter().map(|place| neighbour(plan, *place)).collect()
}

pub(super) fn derived<'a>(plan: &'a SitePlan<'_>, model: &PlannedModel) -> Vec<Neighbour<'a>> {
    let derived = &model.relations.derived;
    models(plan, &derived[..derived.len().min(MAX_DERIVED)])
}

pub(super) fn derived_title(model: &PlannedModel, text: &Text) -> String {
    match model.relations.derived.len() {
        all @ 0..=MAX_DERIVED => text.model_made_from_it(all),
        all => text.model_made_from_it_part(all, MAX_DERIVED),
    }
}

pub(super) fn bases<'a>(plan: &'a SitePlan<'_>, model: &'a PlannedModel) -> Vec<BaseLink<'a>> {
    let text = plan.text();
    let bases = model.assessed.metadata.base_models.iter().zip(&model.relations.bases);
    let link = |(base, place): (&'a BaseModel, &Option<ModelIdx>)| BaseLink {
        id: base.id.as_str(),
        href: place.map(|place| &*plan.models[place].href),
        hub: format!("https://huggingface.co/{}", base.id),
        note: match base.relation {
            None => "",
            Some(Relation::Finetune) => text.model_finetune(),
            Some(Relation::Quantized) => text.model_quantized(),
            Some(Relation::Adapter) => text.model_adapter(),
            Some(Relation::Merge) => text.model_merge(),
        },
    };
    bases.take(MAX_BASES).map(link).collect()
}
