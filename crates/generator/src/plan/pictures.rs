//! Plans the preview images: one for each kind of page, and one for each of the most popular models.

use crate::{
    content::language::Language,
    display::{
        picture::{Picture, Preview, lettering::Title},
        topic_kind::{self, TopicKind},
        verdict::Shown,
    },
    plan::{Inputs, ModelIdx, PlannedModel, Topics, model_lists},
};
use site::address::url_path::Addresses;
use std::collections::BTreeMap;

/// The pages below one folder share an image: the folder, and the title of the image.
fn titles(language: &Language, topics: &Topics) -> Vec<(String, String)> {
    let text = &*language.text;
    let fixed = [("", &*language.description), ("models", text.frame_models()), ("workers", text.frame_workers())];
    let more = [("methodology", text.methodology_heading()), ("data", text.picture_data())];
    let kinds = TopicKind::ALL.into_iter().filter(|kind| !topics.of_kind(*kind).is_empty());
    let topics = kinds.map(|kind| (kind.folder().to_owned(), topic_kind::plural(kind, text).to_owned()));
    let articles = language.articles.iter().map(|article| (article.slug.clone(), article.title.clone()));
    let own = fixed.into_iter().chain(more).map(|(folder, title)| (folder.to_owned(), title.to_owned()));
    own.chain(topics).chain(articles).collect()
}

fn of_pages<'a>(inputs: &Inputs<'a>, language: &'a Language, title: &str) -> Picture<'a> {
    let (note, text) = (site::address::host(&inputs.config.site.base_url), &*language.text);
    Picture { site: &language.name, kicker: "", title: Title::fitted(title), verdict: None, note, text }
}

/// Every picture of a site in one language.
#[derive(Debug, Default)]
pub struct Pictures {
    /// As SVG, by file name; pages that look alike share one.
    pub drawn: BTreeMap<String, String>,
    /// Those of pages that are not model pages, by the folder of the pages; that of the home page first.
    of_pages: Vec<(String, Preview)>,
}

impl Pictures {
    /// Draws the images and assigns those of the most popular models.
    pub(super) fn new(
        inputs: &Inputs<'_>,
        language: &Language,
        topics: &Topics,
        addresses: &Addresses,
        models: &mut [PlannedModel],
        by_use: &[ModelIdx],
    ) -> Self {
        let mut pictures = Self::default();
        let text = &*language.text;
        for (folder, title) in titles(language, topics) {
            let alt = format!("{}: {title}", language.name);
            let preview = pictures.add(addresses, &of_pages(inputs, language, &title), alt);
            pictures.of_pages.push((folder, preview));
        }
        let most = usize::try_from(inputs.config.output.model_pictures).unwrap_or(usize::MAX);
        for place in by_use.iter().take(most) {
            let model = &mut models[usize::from(*place)];
            let id = &model.assessed.metadata.id;
            let verdict = Shown(model.assessed.summary.judgement);
            let facts = model_lists::listed_facts(&model.assessed.metadata, text);
            let picture = Picture {
                site: &language.name,
                kicker: id.owner().unwrap_or_default(),
                title: Title::fitted(id.name()),
                verdict: Some(verdict),
                note: &facts,
                text,
            };
            let alt = format!("{id}: {}. {facts}", verdict.words(text));
            model.preview = Some(Box::new(pictures.add(addresses, &picture, alt)));
        }
        pictures
    }

    fn add(&mut self, addresses: &Addresses, picture: &Picture<'_>, alt: String) -> Preview {
        let svg = picture.svg();
        let file = Picture::file(&svg);
        let href = addresses.absolute(&addresses.file(&file));
        self.drawn.insert(file, svg);
        Preview { href, alt }
    }

    /// The image of a page that is not a model page, by the path of the page.
    #[must_use]
    pub fn of_page(&self, path: &str) -> &Preview {
        let folder = path.split('/').nth(1).unwrap_or_default();
        let folder = if folder == "browse" { "models" } else { folder };
        let found = self.of_pages.iter().find(|(of, _)| of == folder);
        &found.unwrap_or(&self.of_pages[0]).1
    }
}
