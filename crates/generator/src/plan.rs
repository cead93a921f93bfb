//! `SitePlan`: which pages the site has, and how they are linked.
//!
//! Pure: no files, no clock, no environment. All links between pages are made through the plan, so that no page can
//! link to a missing one.

mod copies;
mod frame;
mod index;
pub mod model_address;
mod model_lists;
mod pictures;
mod relations;
mod topics;

use crate::{
    config::SiteConfig,
    content::language::Language,
    display::{
        layout::{Crumb, Frame, Translation},
        pagination::PAGE_SIZE,
        picture::Preview,
        topic_kind::TopicKind,
        verdict::Shown,
    },
    select::{AssessedModel, Selection},
    text::Text,
};
use compatibility::{
    compatibility::Verdict,
    model_id::ModelId,
    model_metadata::ModelMetadata,
    worker_catalog::{Worker, WorkerCatalog},
};
use jiff::Timestamp;
use serde_json::value::RawValue;
use site::{
    address::{page_path::PagePath, url_path::Addresses},
    manifest::{Moment, OutputManifest, PageRecord},
};

pub use frame::ASSETS;
pub use frame::ATOM_FEED;
pub use frame::Assets;
pub use frame::JSON_FEED;
pub use frame::SEARCH_INDEX;
pub use frame::assets;
pub use frame::fixed;
pub use index::{ModelIdx, TopicIdx};
pub use model_lists::listed_facts;
pub use pictures::Pictures;
pub use relations::Relations;
use site::page_key::Page;
pub use topics::Topic;
pub use topics::TopicValue;
pub use topics::Topics;
pub use topics::license_name;

/// Everything a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The settings.
    pub config: &'a SiteConfig,
    /// The workers.
    pub catalog: &'a WorkerCatalog,
    /// The languages of the site, the main one first; at least one.
    pub languages: &'a [Language],
    /// The site's own style sheet, replacing the built-in one.
    pub style_sheet: Option<&'a [u8]>,
    /// The manifest of the previous build, from which URLs and dates are carried over.
    pub previous: Option<&'a OutputManifest>,
    /// When the snapshot was taken, if known.
    pub as_of: Option<Timestamp>,
}

impl Inputs<'_> {
    /// When the snapshot of the first build into this folder was taken.
    #[must_use]
    pub fn since(&self) -> Option<Moment> {
        self.previous.and_then(|previous| previous.since).or(self.as_of.map(Moment::from))
    }
}

/// All pages of a site, localized to one language at a time.
///
/// What does not depend on the language is planned once. URLs, names, links and everything else on pages are in the
/// current language; [`SitePlan::speak`] changes it.
#[derive(Debug)]
pub struct SitePlan<'a> {
    /// Its inputs.
    pub inputs: Inputs<'a>,
    /// The workers.
    pub catalog: &'a WorkerCatalog,
    /// The current language.
    pub language: &'a Language,
    /// Makes the URLs of pages in that language.
    pub addresses: Addresses,
    /// The same for each language.
    addresses_by_language: Vec<Addresses>,
    /// What all pages share.
    pub frame: Frame,
    /// Preview images for shared links.
    pub pictures: Pictures,
    /// Models with a page, by id.
    pub models: Vec<PlannedModel>,
    /// How many of them had a page in the previous build.
    pub models_before: usize,
    /// The models in the order of lists: most popular first, by rounded downloads, then by id.
    pub by_use: Vec<ModelIdx>,
    /// The models that have become runnable since an earlier build: newest first, then by popularity.
    pub became_runnable: Vec<ModelIdx>,
    /// The workers, in the order of the catalog.
    pub workers: Vec<PlannedWorker>,
    /// Workers that give every model the same verdict.
    pub groups: Vec<WorkerGroup>,
    /// The ids of their workers, group by group.
    pub group_ids: Vec<Vec<&'a str>>,
    /// The index of each worker's group, in the order of the catalog, separated by spaces.
    pub groups_of_workers: String,
    /// Lists of models that share a property.
    pub topics: Topics,
    /// Number of models by displayed verdict, in the order of [`Shown::ALL`].
    pub counts: [usize; Shown::ALL.len()],
}

/// A model with a page.
#[derive(Debug)]
pub struct PlannedModel {
    /// Its facts and verdicts.
    pub assessed: AssessedModel,
    /// Path of its page.
    pub path: PagePath,
    /// The reason for `noindex`.
    pub noindex: Option<Noindex>,
    /// A more popular model with almost the same files, or the same metadata under another name.
    pub copy_of: Option<ModelIdx>,
    /// When it became runnable, if it was not in an earlier build.
    pub runnable_since: Option<Moment>,
    /// Related models.
    pub relations: Relations,
    /// URL of its page.
    pub href: Box<str>,
    /// Its topics in [`Topics::all`], ascending.
    pub topics: Box<[TopicIdx]>,
    /// Its own preview image, if it has one.
    pub preview: Option<Box<Preview>>,
    /// Its card in lists, as HTML.
    card: Box<str>,
    /// Its id and absolute URL, as JSON for the alternates of other models.
    link: Box<RawValue>,
}

impl PlannedModel {
    /// Whether a worker runs it.
    #[must_use]
    pub fn is_runnable(&self) -> bool {
        is_runnable(&self.assessed)
    }
}

/// Why a page is not indexable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noindex {
    /// No worker's verdict is known.
    UnknownThroughout,
    /// Another model offers the same files and is more popular.
    Copy,
    /// Too few facts are known.
    FewFacts,
}

impl Noindex {
    /// A stable name in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownThroughout => "unknown-throughout",
            Self::Copy => "copy",
            Self::FewFacts => "few-facts",
        }
    }
}

/// A worker with its page.
#[derive(Debug)]
pub struct PlannedWorker {
    /// Path of its page.
    pub path: PagePath,
    /// URL of its page.
    pub href: String,
    /// The index of its group in [`SitePlan::groups`].
    pub group: usize,
    /// Number of models by this worker's verdict, in the order of [`Shown::ALL`].
    pub counts: [usize; Shown::ALL.len()],
}

/// Workers with the same support and the same context limit.
#[derive(Debug)]
pub struct WorkerGroup {
    /// One of them, called "the worker" in sentences.
    pub stand_in: Worker,
    /// Their names, or `all workers`.
    pub names: String,
    /// Their indexes in the catalog.
    pub members: Vec<usize>,
}

impl<'a> SitePlan<'a> {
    /// Plans the site of the selected models, localized to the main language.
    ///
    /// # Panics
    ///
    /// Panics if the inputs have no language.
    #[must_use]
    pub fn new(selection: Selection, inputs: Inputs<'a>) -> Self {
        let models = selection.selected;
        let relations = relations::relations(&models);
        let copies = copies::copies(&models);
        let before: Vec<Option<&PageRecord>> = models.iter().map(|model| before(&inputs, model)).collect();
        let models_before = before.iter().flatten().count();
        let mut held = before.iter().map(|record| record.map(|record| &*record.path));
        // Called once for each id, in this order.
        let held = |_: &ModelId| held.next().flatten();
        let paths = model_address::assign_addresses(models.iter().map(|model| &model.metadata.id), held);
        let mut models: Vec<PlannedModel> = models
            .into_iter()
            .zip(paths)
            .zip(relations)
            .zip(copies.into_iter().zip(before))
            .map(|(((assessed, path), relations), (copy_of, before))| PlannedModel {
                noindex: noindex(&assessed, copy_of.is_some(), inputs.config),
                copy_of,
                runnable_since: runnable_since(&inputs, before, is_runnable(&assessed)),
                assessed,
                path,
                relations,
                topics: Box::default(),
                href: Box::default(),
                preview: None,
                card: Box::default(),
                link: Box::default(),
            })
            .collect();
        let by_use = model_lists::by_use(&models);
        let (topics, of_models) = Topics::new(&models, &by_use);
        for (model, topics) in models.iter_mut().zip(of_models) {
            model.topics = topics;
        }
        let main = inputs.languages.first().expect("a site has a language");
        let addresses = Addresses::new(&inputs.config.address());
        let of_language = |language: &Language| addresses.of_language(&language.folder);
        let mut plan = Self {
            became_runnable: model_lists::became_runnable(&models, &by_use),
            language: main,
            addresses_by_language: inputs.languages.iter().map(of_language).collect(),
            frame: frame::frame(&inputs, main, &addresses, &topics),
            pictures: Pictures::default(),
            inputs,
            catalog: inputs.catalog,
            workers: planned_workers(inputs.catalog, &models),
            groups: Vec::new(),
            group_ids: Vec::new(),
            groups_of_workers: String::new(),
            by_use,
            topics,
            counts: counts(models.iter().map(|model| Shown(model.assessed.summary.judgement))),
            addresses,
            models,
            models_before,
        };
        plan.speak(main);
        plan
    }

    /// The title of a page: its subject and the name of the site.
    #[must_use]
    pub fn title(&self, about: &str) -> String {
        format!("{about} | {}", self.frame.name)
    }

    /// Localizes the plan to another language. Afterwards, the card of every model must be rendered again
    /// ([`SitePlan::render_card`]).
    pub fn speak(&mut self, language: &'a Language) {
        self.language = language;
        self.addresses = self.addresses.of_language(&language.folder);
        for topic in &mut self.topics.all {
            topic.href = self.addresses.page(&topic.path).as_str().into();
        }
        for worker in &mut self.workers {
            worker.href = self.addresses.page(&worker.path).to_string();
        }
        self.frame = frame::frame(&self.inputs, language, &self.addresses, &self.topics);
        self.pictures =
            Pictures::new(&self.inputs, language, &self.topics, &self.addresses, &mut self.models, &self.by_use);
        self.join_groups();
    }

    /// The page with this path in each language; empty if there is only one language.
    #[must_use]
    pub fn translations(&self, path: &PagePath) -> Vec<Translation> {
        let languages = self.inputs.languages;
        if languages.len() < 2 {
            return Vec::new();
        }
        let (home, slug) = (PagePath::home(), &path.as_str()[1..]);
        let has_article = |language: &Language| language.articles.iter().any(|article| article.slug == slug);
        // Pages of editors need not exist in every language; all others do.
        let is_article = languages.iter().any(has_article);
        let translation = |(language, addresses): (&Language, &Addresses)| {
            let is_there = !is_article || has_article(language);
            Translation {
                tag: language.text.tag().to_owned(),
                name: language.text.language_name().to_owned(),
                href: addresses.page(if is_there { path } else { &home }).to_string(),
                is_there,
                is_own: is_there && language.folder == self.language.folder,
            }
        };
        languages.iter().zip(&self.addresses_by_language).map(translation).collect()
    }

    /// The texts of the current language.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.frame.text
    }

    fn join_groups(&mut self) {
        self.groups = worker_groups(self.catalog, self.text());
        let ids = |group: &WorkerGroup| group.members.iter().map(|at| &*self.catalog.workers[*at].id).collect();
        self.group_ids = self.groups.iter().map(ids).collect();
        for (at, group) in self.groups.iter().enumerate() {
            for member in &group.members {
                self.workers[*member].group = at;
            }
        }
        let places: Vec<String> = self.workers.iter().map(|worker| worker.group.to_string()).collect();
        self.groups_of_workers = places.join(" ");
    }

    /// Sets a model's URL and what lists and other pages show of it. Must be called for every model before any page is
    /// rendered.
    pub fn render_card(addresses: &Addresses, text: &Text, model: &mut PlannedModel) {
        let mut href = String::with_capacity(model.path.as_str().len() + 24);
        addresses.push_page(&model.path, &mut href);
        model.card = model_lists::card(&model.assessed.metadata, model.assessed.summary.judgement, &href, text);
        model.link = model_lists::link(&model.assessed.metadata, &addresses.absolute_of(&href));
        model.href = href.into();
    }

    /// The topics of a kind that a model belongs to.
    #[must_use]
    pub fn topics_of(&self, model: &PlannedModel, kind: TopicKind) -> Vec<&Topic> {
        let topics = model.topics.iter().map(|at| &self.topics.all[*at]);
        topics.filter(|topic| topic.kind == kind).collect()
    }

    /// The breadcrumbs to a model's page.
    #[must_use]
    pub fn crumbs_of_model(&self, model: &ModelMetadata) -> Vec<Crumb> {
        self.crumbs(&[(self.text().frame_models(), &self.frame.models)], model.id.as_str())
    }

    /// The breadcrumbs from the home page over other pages to this one.
    #[must_use]
    pub fn crumbs(&self, over: &[(&str, &str)], name: &str) -> Vec<Crumb> {
        let step = |name: &str, href: Option<&str>| Crumb {
            name: name.to_owned(),
            href: href.map(str::to_owned),
            is_quoted: false,
        };
        let mut crumbs = vec![step(self.text().frame_home(), Some(&self.frame.home))];
        crumbs.extend(over.iter().map(|(name, href)| step(name, Some(href))));
        crumbs.push(step(name, None));
        crumbs
    }

    /// Number of pages of the list of all models.
    #[must_use]
    pub fn list_pages(&self) -> usize {
        self.models.len().div_ceil(PAGE_SIZE).max(1)
    }
}

/// The page of a model in the previous build.
fn before<'a>(inputs: &Inputs<'a>, model: &AssessedModel) -> Option<&'a PageRecord> {
    inputs.previous?.page(Page::Model(model.metadata.id.as_str()))
}

fn is_runnable(model: &AssessedModel) -> bool {
    model.summary.judgement.verdict == Verdict::Runs
}

/// When a model became runnable. Unknown in a first build.
fn runnable_since(inputs: &Inputs<'_>, before: Option<&PageRecord>, is_runnable: bool) -> Option<Moment> {
    inputs.previous.filter(|_| is_runnable)?;
    match before {
        // A manifest that does not say whether the model ran is no evidence either.
        Some(PageRecord { runnable: None, .. }) => None,
        Some(PageRecord { runnable: Some(true), runnable_since, .. }) => *runnable_since,
        Some(PageRecord { runnable: Some(false), .. }) | None => inputs.as_of.map(Moment::from),
    }
}

/// The reason why a page is `noindex`, if it is.
fn noindex(model: &AssessedModel, is_copy: bool, config: &SiteConfig) -> Option<Noindex> {
    if model.summary.workers.iter().all(|worker| worker.judgement.verdict == Verdict::Unknown) {
        return Some(Noindex::UnknownThroughout);
    }
    if is_copy && config.index.noindex_copies {
        return Some(Noindex::Copy);
    }
    let metadata = &*model.metadata;
    let known = [
        metadata.architecture.evidence.is_some(),
        metadata.parameters.total.is_some(),
        metadata.context.is_some(),
        !metadata.license.is_empty(),
        metadata.artifacts.iter().any(|artifact| artifact.bytes.is_some()),
    ];
    let known: u64 = known.into_iter().map(u64::from).sum();
    (known < config.index.min_known_facts).then_some(Noindex::FewFacts)
}

fn counts(shown: impl Iterator<Item = Shown>) -> [usize; Shown::ALL.len()] {
    let mut counts = [0; Shown::ALL.len()];
    for shown in shown {
        counts[shown.index()] += 1;
    }
    counts
}

fn planned_workers(catalog: &WorkerCatalog, models: &[PlannedModel]) -> Vec<PlannedWorker> {
    let mut counts = vec![[0; Shown::ALL.len()]; catalog.workers.len()];
    for model in models {
        for (counts, worker) in counts.iter_mut().zip(&model.assessed.summary.workers) {
            counts[Shown(worker.judgement).index()] += 1;
        }
    }
    let plan = |(worker, counts): (&Worker, _)| {
        let path = PagePath::parse(&format!("/workers/{}", worker.id)).expect("the catalog checks its ids");
        PlannedWorker { href: String::new(), path, group: 0, counts }
    };
    catalog.workers.iter().zip(counts).map(plan).collect()
}

fn worker_groups(catalog: &WorkerCatalog, text: &Text) -> Vec<WorkerGroup> {
    let mut groups: Vec<WorkerGroup> = Vec::new();
    for (at, worker) in catalog.workers.iter().enumerate() {
        let is_alike = |group: &&mut WorkerGroup| {
            group.stand_in.formats == worker.formats && group.stand_in.max_context == worker.max_context
        };
        if let Some(group) = groups.iter_mut().find(is_alike) {
            group.members.push(at);
        } else {
            let stand_in = Worker { name: text.model_the_worker().into(), ..worker.clone() };
            groups.push(WorkerGroup { stand_in, names: String::new(), members: vec![at] });
        }
    }
    let is_one = groups.len() == 1 && catalog.workers.len() > 1;
    for group in &mut groups {
        let names = || group.members.iter().map(|member| &*catalog.workers[*member].name);
        group.names =
            if is_one { text.model_verdict_all_workers().to_owned() } else { names().collect::<Vec<_>>().join(", ") };
    }
    groups
}
