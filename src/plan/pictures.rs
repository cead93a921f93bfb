//! Which pictures there are for previews: one for each kind of page, and one for each of the most used models.

use super::{Hubs, Inputs, PlannedModel, SitePlan, model_lists};
use crate::page::{
    Shown,
    hub::HubKind,
    picture::{Picture, Preview, lettering::Title},
    url_path::Addresses,
};

/// Pages that lie below one folder share a picture: the folder, and what its picture is called.
fn titles(inputs: &Inputs<'_>, hubs: &Hubs) -> Vec<(String, String)> {
    let fixed = [("", &*inputs.config.site.description), ("models", "Models"), ("workers", "Workers")];
    let more = [("methodology", "How verdicts are made"), ("data", "The table of all models")];
    let kinds = HubKind::ALL.into_iter().filter(|kind| !hubs.of_kind(*kind).is_empty());
    let hubs = kinds.map(|kind| (kind.folder().to_owned(), kind.plural().to_owned()));
    let articles = inputs.articles.iter().map(|article| (article.slug.clone(), article.title.clone()));
    let own = fixed.into_iter().chain(more).map(|(folder, title)| (folder.to_owned(), title.to_owned()));
    own.chain(hubs).chain(articles).collect()
}

fn of_pages<'a>(inputs: &Inputs<'a>, title: &str) -> Picture<'a> {
    let site = &inputs.config.site;
    let note = site.base_url.split_once("://").map_or("", |(_, host)| host);
    Picture { site: &site.name, kicker: "", title: Title::fitted(title), verdict: None, note }
}

/// The pictures of pages that are no model's, by the folder that those lie below.
pub(super) fn previews(inputs: &Inputs<'_>, hubs: &Hubs, addresses: &Addresses) -> Vec<(String, Preview)> {
    let preview = |(folder, title): (String, String)| {
        let alt = format!("{}: {title}", inputs.config.site.name);
        (folder, preview(addresses, &of_pages(inputs, &title).svg(), alt))
    };
    titles(inputs, hubs).into_iter().map(preview).collect()
}

fn preview(addresses: &Addresses, svg: &str, alt: String) -> Preview {
    Preview { href: addresses.absolute(&addresses.file(&Picture::file(svg))), alt }
}

/// A model's picture, as SVG.
fn of_model(inputs: &Inputs<'_>, model: &PlannedModel) -> String {
    let id = &model.assessed.metadata.id;
    let picture = Picture {
        site: &inputs.config.site.name,
        kicker: id.owner().unwrap_or_default(),
        title: Title::fitted(id.name()),
        verdict: Some(Shown(model.assessed.summary.judgement)),
        note: &model_lists::listed_facts(&model.assessed.metadata),
    };
    picture.svg()
}

/// Gives the most used models pictures of their own.
pub(super) fn name_pictures(inputs: &Inputs<'_>, addresses: &Addresses, models: &mut [PlannedModel], by_use: &[u32]) {
    for place in most_used(inputs, by_use) {
        let model = &mut models[*place as usize];
        let verdict = Shown(model.assessed.summary.judgement).words();
        let alt = format!(
            "{}: {verdict}. {}",
            model.assessed.metadata.id,
            model_lists::listed_facts(&model.assessed.metadata)
        );
        model.preview = Some(Box::new(preview(addresses, &of_model(inputs, model), alt)));
    }
}

fn most_used<'a>(inputs: &Inputs<'_>, by_use: &'a [u32]) -> &'a [u32] {
    let most = usize::try_from(inputs.config.output.model_pictures).unwrap_or(usize::MAX);
    &by_use[..most.min(by_use.len())]
}

impl SitePlan<'_> {
    /// Every picture of the site, as SVG.
    #[must_use]
    pub fn pictures(&self) -> Vec<String> {
        let pages = titles(&self.inputs, &self.hubs).into_iter().map(|(_, title)| of_pages(&self.inputs, &title).svg());
        let models = most_used(&self.inputs, &self.by_use).iter();
        let models = models.map(|place| of_model(&self.inputs, &self.models[*place as usize]));
        let mut pictures: Vec<String> = pages.chain(models).collect();
        // Two may look alike.
        pictures.sort_unstable();
        pictures.dedup();
        pictures
    }

    /// The picture of a page that is no model's, by the path of the page.
    #[must_use]
    pub fn preview(&self, path: &str) -> &Preview {
        let folder = path.split('/').nth(1).unwrap_or_default();
        let folder = if folder == "browse" { "models" } else { folder };
        let found = self.previews.iter().find(|(of, _)| of == folder);
        &found.unwrap_or(&self.previews[0]).1
    }
}
