//! Renders pages and writes them: the second parallel loop of a build.

use crate::{
    content::language::Language,
    display::topic_kind::TopicKind,
    pages::{
        self, Facts,
        model::{json, markdown::ModelMarkdown},
        not_found::NOT_FOUND,
    },
    pipeline::error::PageFailure,
    plan::{ModelIdx, PlannedModel, SitePlan, TopicIdx, fixed},
    stopwatch::Stopwatch,
};
use askama::Template;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};
use site::{
    address::{Alternate, page_path::PagePath, url_path::Addresses},
    content_type::ContentType,
    manifest::{Hash, Moment, PageRecord},
    output::{self, Writer},
    page_key::{Page, PageKey, PageKind},
};
use std::{
    borrow::Cow,
    iter,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// One page to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Home,
    List(usize),
    TopicIndex(TopicKind, usize),
    /// Index of the topic, number of the page.
    Topic(TopicIdx, usize),
    Model(ModelIdx),
    WorkerIndex,
    Worker(usize),
    Methodology,
    Data,
    Article(usize),
    NotFound,
}

/// A rendered page.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) key: Box<str>,
    pub(super) kind: PageKind,
    pub(super) record: PageRecord,
    /// The model it is about, if any.
    pub(super) model: Option<ModelIdx>,
}

/// The pages of one language and their positions.
pub(super) struct Chapter<'a> {
    pub(super) language: &'a Language,
    pub(super) tasks: Vec<Task>,
    /// In the order of the tasks.
    pub(super) places: Vec<Place>,
}

/// The pages of every language. The main language comes last, so that the plan is localized to it when the shared files
/// are written.
pub(super) fn chapters<'a>(plan: &SitePlan<'a>, is_mounted: bool) -> Vec<Chapter<'a>> {
    let chapter = |language: &'a Language| {
        let tasks = tasks(plan, language, is_mounted);
        let addresses = plan.addresses.of_language(&language.folder);
        let place = |task: &Task| match task.path(plan, language) {
            Some(path) => Place::of(&addresses, &path, &language.folder),
            None => Place::of_file(&addresses, NOT_FOUND),
        };
        let places = tasks.par_iter().with_min_len(64).map(place).collect();
        Chapter { language, tasks, places }
    };
    plan.inputs.languages.iter().rev().map(chapter).collect()
}

/// Localizes the plan to a language, including the card of every model.
pub(super) fn speak<'a>(plan: &mut SitePlan<'a>, language: &'a Language) {
    // A new plan is already localized to the main language.
    if !std::ptr::eq(plan.language, language) {
        plan.speak(language);
    }
    let SitePlan { addresses, models, frame, .. } = plan;
    let text = &*frame.text;
    models.par_iter_mut().with_min_len(64).for_each(|model| SitePlan::render_card(addresses, text, model));
}

/// All pages of a plan in a language.
fn tasks(plan: &SitePlan<'_>, language: &Language, is_mounted: bool) -> Vec<Task> {
    let mut tasks = vec![Task::Home, Task::WorkerIndex, Task::Methodology, Task::Data];
    // A host site has its own 404 page, and every site has only one.
    tasks.extend((!is_mounted && language.is_main()).then_some(Task::NotFound));
    tasks.extend((0..plan.workers.len()).map(Task::Worker));
    tasks.extend((0..language.articles.len()).map(Task::Article));
    tasks.extend((1..=plan.list_pages()).map(Task::List));
    for kind in TopicKind::ALL {
        tasks.extend((1..=pages::topic_index::pages(plan, kind)).map(|number| Task::TopicIndex(kind, number)));
    }
    for (topic, place) in plan.topics.all.iter().zip(TopicIdx::all()) {
        tasks.extend((1..=pages::topic::pages(topic)).map(|number| Task::Topic(place, number)));
    }
    tasks.extend(ModelIdx::all().take(plan.models.len()).map(Task::Model));
    tasks
}

impl Task {
    /// The page key in the manifest, independent of the URL.
    pub(super) fn key<'p>(self, plan: &'p SitePlan<'_>) -> PageKey<'p> {
        let page = match self {
            Self::Home => Page::Home,
            Self::List(number) => Page::List(number),
            Self::TopicIndex(kind, number) => Page::TopicIndex(kind, number),
            Self::Topic(place, number) => {
                let topic = &plan.topics.all[place];
                Page::Topic(topic.kind, topic.slug(), number)
            }
            Self::Model(place) => Page::Model(plan.models[place].assessed.metadata.id.as_str()),
            Self::WorkerIndex => Page::WorkerIndex,
            Self::Worker(place) => Page::Worker(&plan.catalog.workers[place].id),
            Self::Methodology => Page::Methodology,
            Self::Data => Page::Data,
            Self::Article(place) => Page::Article(&plan.language.articles[place].slug),
            Self::NotFound => Page::NotFound,
        };
        PageKey { language: &plan.language.folder, page }
    }

    /// The page's path in its language, if it can be linked to.
    pub(super) fn path(self, plan: &SitePlan<'_>, language: &Language) -> Option<PagePath> {
        match self {
            Self::Model(place) => Some(plan.models[place].path.clone()),
            Self::Worker(place) => Some(plan.workers[place].path.clone()),
            Self::Topic(place, number) => Some(fixed(&pages::topic::path(&plan.topics.all[place], number))),
            Self::Article(place) => Some(fixed(&format!("/{}", language.articles[place].slug))),
            any => any.fixed_path(),
        }
    }

    /// The path of a page that has the same path in every site.
    fn fixed_path(self) -> Option<PagePath> {
        Some(match self {
            Self::Home => fixed("/"),
            Self::List(number) => fixed(&pages::list::path(number)),
            Self::TopicIndex(kind, number) => fixed(&pages::topic_index::path(kind, number)),
            Self::WorkerIndex => fixed("/workers/"),
            Self::Methodology => fixed("/methodology"),
            Self::Data => fixed("/data/"),
            Self::Model(_) | Self::Worker(_) | Self::Topic(..) | Self::Article(_) | Self::NotFound => return None,
        })
    }
}

/// The paths of the pages that every site has. All other pages except those of editors are below them.
pub(super) fn own_pages() -> impl Iterator<Item = PagePath> {
    let fixed = [Task::WorkerIndex, Task::Methodology, Task::Data, Task::List(1), Task::List(2)];
    let topics = TopicKind::ALL.into_iter().flat_map(|kind| [Task::TopicIndex(kind, 1), Task::TopicIndex(kind, 2)]);
    fixed.into_iter().chain(topics).filter_map(Task::fixed_path)
}

/// The URL and file of a page.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) path: Box<str>,
    pub(super) url: Box<str>,
    pub(super) file: Box<str>,
}

impl Place {
    /// `folder` is that of the language, which `addresses` already includes.
    fn of(addresses: &Addresses, path: &PagePath, folder: &str) -> Self {
        let url = addresses.page(path);
        let file = addresses.in_site(&url.output()).into();
        Self { path: path.below(folder).as_str().into(), url: url.as_str().into(), file }
    }

    fn of_file(addresses: &Addresses, name: &str) -> Self {
        let url = addresses.file(name);
        Self { path: format!("/{name}").into(), url: url.as_str().into(), file: name.into() }
    }
}

/// The files of the pages and of their alternates.
pub(super) fn files<'a>(plan: &'a SitePlan<'_>, chapters: &'a [Chapter<'_>]) -> impl Iterator<Item = Cow<'a, str>> {
    let pages = chapters.iter().flat_map(|chapter| chapter.tasks.iter().zip(&chapter.places));
    pages.flat_map(|(task, place)| {
        let alternates = if matches!(task, Task::Model(_)) { &*plan.inputs.config.output.alternates } else { &[] };
        let alternates = alternates.iter().map(|alternate| plan.addresses.alternate(&place.file, *alternate).into());
        iter::once(Cow::Borrowed(&*place.file)).chain(alternates)
    })
}

/// CPU time of the measured pages, in nanoseconds.
#[derive(Debug, Default)]
pub(super) struct Spent {
    rendering: AtomicU64,
    hashing: AtomicU64,
    writing: AtomicU64,
}

/// Sampling rate of the timers: reading the clock for every page is measurable.
const SAMPLE: u64 = 16;

impl Spent {
    fn add(to: &AtomicU64, time: Duration) {
        to.fetch_add(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Seconds of rendering, hashing and writing, extrapolated to all pages.
    pub(super) fn seconds(&self) -> (f64, f64, f64) {
        let of = |time: &AtomicU64| Duration::from_nanos(time.load(Ordering::Relaxed) * SAMPLE).as_secs_f64();
        (of(&self.rendering), of(&self.hashing), of(&self.writing))
    }
}

/// What rendering needs in addition to the tasks.
pub(super) struct Workshop<'a> {
    pub(super) plan: &'a SitePlan<'a>,
    pub(super) writer: &'a Writer<'a>,
    pub(super) stopwatch: Stopwatch,
    pub(super) spent: Spent,
    /// Called once per page.
    pub(super) progress: &'a (dyn Fn() + Sync),
}

impl Workshop<'_> {
    /// Renders and writes all pages. The result is in the order of the tasks.
    pub(super) fn make_all(&self, tasks: &[Task], places: Vec<Place>) -> (Vec<Made>, Vec<PageFailure>) {
        let made: Vec<Result<Made, PageFailure>> = tasks
            .par_iter()
            .zip(places)
            .enumerate()
            .with_min_len(8)
            .map_init(Texts::default, |texts, (at, (task, place))| {
                texts.clear();
                (self.progress)();
                self.make(*task, place, (at as u64).is_multiple_of(SAMPLE), texts)
            })
            .collect();
        let mut failures = Vec::new();
        let mut pages = Vec::with_capacity(made.len());
        for result in made {
            match result {
                Ok(page) => pages.push(page),
                Err(failure) => failures.push(failure),
            }
        }
        (pages, failures)
    }

    fn make(&self, task: Task, place: Place, is_measured: bool, texts: &mut Texts) -> Result<Made, PageFailure> {
        let now = || if is_measured { (self.stopwatch.thread)() } else { Duration::ZERO };
        let start = now();
        let page = task.key(self.plan);
        let key: Box<str> = page.to_string().into();
        let (facts, changed, noindex) = self.render(task, (page.page.kind(), &key), texts);
        let rendered = now();
        let result = self.put(&place, texts);
        let written = now();
        if is_measured {
            std::hint::black_box(texts.all().map(Hash::of));
            let hashing = now().saturating_sub(written);
            Spent::add(&self.spent.rendering, rendered.saturating_sub(start));
            Spent::add(&self.spent.hashing, hashing);
            Spent::add(&self.spent.writing, written.saturating_sub(rendered).saturating_sub(hashing));
        }
        if let Err(error) = result {
            return Err(PageFailure { key, error: error.into() });
        }
        let place_of_model = if let Task::Model(place) = task { Some(place) } else { None };
        let model = place_of_model.map(|place| &self.plan.models[place]);
        let record = PageRecord {
            path: place.path,
            url: place.url,
            file: place.file,
            noindex_reason: noindex,
            facts,
            changed,
            runnable: model.map(PlannedModel::is_runnable),
            runnable_since: model.and_then(|model| model.runnable_since),
        };
        Ok(Made { key, kind: page.page.kind(), record, model: place_of_model })
    }

    fn put(&self, place: &Place, texts: &Texts) -> Result<(), output::Error> {
        self.writer.put(&place.file, texts.html.as_bytes(), ContentType::Html)?;
        for alternate in &self.plan.inputs.config.output.alternates {
            let text = texts.alternate(*alternate);
            if !text.is_empty() {
                let file = self.plan.addresses.alternate(&place.file, *alternate);
                self.writer.put(&file, text, ContentType::of_path(&file))?;
            }
        }
        Ok(())
    }

    /// Fills `texts`; returns the facts hash of the page, when its facts last changed, and the reason for `noindex`.
    fn render(&self, task: Task, key: (PageKind, &str), texts: &mut Texts) -> (Hash, Option<Moment>, Option<Box<str>>) {
        let buffer = &mut texts.html;
        let plan = self.plan;
        let mut facts = Facts::default();
        let mut noindex: Option<&str> = None;
        let rendered = match task {
            Task::Model(place) => {
                return self.render_model(&plan.models[place], key.1, texts);
            }
            Task::List(number) => {
                pages::list::facts(plan, number, &mut facts);
                pages::list::page(plan, number).render_into(buffer)
            }
            Task::TopicIndex(kind, number) => {
                let page = pages::topic_index::page(plan, kind, number);
                pages::topic_index::facts(&page, &mut facts);
                page.render_into(buffer)
            }
            Task::Topic(place, number) => {
                let topic = &plan.topics.all[place];
                let page = pages::topic::page(plan, place, number);
                pages::topic::facts(plan, topic, number, &page, &mut facts);
                noindex = pages::topic::noindex(topic);
                page.render_into(buffer)
            }
            Task::Home => {
                pages::home::facts(plan, &mut facts);
                pages::home::page(plan).render_into(buffer)
            }
            Task::WorkerIndex => {
                pages::worker::index_facts(plan, &mut facts);
                pages::worker::index(plan).render_into(buffer)
            }
            Task::Worker(place) => {
                pages::worker::facts(&plan.catalog.workers[place], &mut facts);
                pages::worker::page(plan, place).render_into(buffer)
            }
            Task::Methodology => {
                pages::methodology::facts(plan, &mut facts);
                pages::methodology::page(plan).render_into(buffer)
            }
            Task::Data => {
                pages::data::facts(plan, &mut facts);
                pages::data::page(plan).render_into(buffer)
            }
            Task::Article(place) => {
                let article = &plan.language.articles[place];
                pages::article::facts(article, &mut facts);
                pages::article::page(plan, article).render_into(buffer)
            }
            // It states no facts.
            Task::NotFound => {
                noindex = Some("not-found");
                pages::article::not_found(plan).render_into(buffer)
            }
        };
        rendered.expect("writing to memory does not fail");
        let (hash, changed) = dated(plan, key, facts.hash());
        (hash, changed, noindex.map(Into::into))
    }

    /// The same for a model, whose page has alternates.
    fn render_model(
        &self,
        model: &PlannedModel,
        key: &str,
        texts: &mut Texts,
    ) -> (Hash, Option<Moment>, Option<Box<str>>) {
        let (hash, changed) = pages::model::changed(self.plan, model, key);
        let page = pages::model::page(self.plan, model, changed);
        let mut rendered = page.render_into(&mut texts.html);
        for alternate in &self.plan.inputs.config.output.alternates {
            match alternate {
                Alternate::Json => json::push(&page, &mut texts.json),
                Alternate::Markdown => {
                    rendered = rendered.and(ModelMarkdown { page: &page }.render_into(&mut texts.markdown));
                }
            }
        }
        rendered.expect("writing to memory does not fail");
        (hash, changed, model.noindex.map(|reason| reason.as_str().into()))
    }
}

/// A rendered page and its alternates; empty if it has none.
#[derive(Debug, Default)]
struct Texts {
    html: String,
    json: Vec<u8>,
    markdown: String,
}

impl Texts {
    fn clear(&mut self) {
        self.html.clear();
        self.json.clear();
        self.markdown.clear();
    }

    fn alternate(&self, alternate: Alternate) -> &[u8] {
        match alternate {
            Alternate::Json => &self.json,
            Alternate::Markdown => self.markdown.as_bytes(),
        }
    }

    fn all(&self) -> [&[u8]; 3] {
        [self.html.as_bytes(), &self.json, self.markdown.as_bytes()]
    }
}

/// The facts hash of a page that is not a model page, and when its facts last changed. No date in a first build,
/// because nothing is known then.
fn dated(plan: &SitePlan<'_>, (kind, key): (PageKind, &str), facts: Hash) -> (Hash, Option<Moment>) {
    let is_steady = match kind {
        PageKind::Worker | PageKind::Article | PageKind::Methodology | PageKind::Topic | PageKind::TopicIndex => true,
        PageKind::Home
        | PageKind::List
        | PageKind::Model
        | PageKind::WorkerIndex
        | PageKind::Data
        | PageKind::NotFound => false,
    };
    let changed = match plan.inputs.previous.and_then(|manifest| manifest.pages.get(key)) {
        Some(before) if before.facts == facts || before.facts == Hash::UNKNOWN => before.changed,
        Some(_) if is_steady => plan.inputs.as_of.map(Moment::from),
        _ => None,
    };
    (facts, changed)
}
