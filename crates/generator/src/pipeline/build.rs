//! `build`: turns a snapshot into a site, stage by stage.

use crate::{
    config::SiteConfig,
    content::language::Language,
    files::{robots, sitemap},
    pages::worker_json,
    pipeline::{
        MalformedLines, data,
        error::{Error, all_failed, failed},
        guard, pictures,
        produce::{self, Chapter, Made, Spent, Workshop},
        redirects,
        report::{BuildReport, Largest},
        search, sitemaps,
    },
    plan::{self, SitePlan},
    redirect::{self, Redirects},
    search::File,
    select::{Selection, select},
    stopwatch::Stopwatch,
};
use compatibility::{model_metadata::ModelMetadata, worker_catalog::WorkerCatalog};
use jiff::Timestamp;
use site::page_key::PageKey;
use site::{
    address::Alternate,
    content_type::ContentType,
    file_names::{HEADERS, ROBOTS},
    host::headers_file,
    manifest::{Moment, OutputManifest},
    output::{self, OutputDir, Protected, WriteReport, Writer},
    removal_limit::Share,
};
use snapshot::SnapshotFiles;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Mutex, PoisonError},
};

/// Everything a build needs.
#[derive(Clone, Copy)]
pub struct BuildInputs<'a> {
    /// The settings.
    pub config: &'a SiteConfig,
    /// The workers.
    pub catalog: &'a WorkerCatalog,
    /// The languages of the site, the main one first; at least one.
    pub languages: &'a [Language],
    /// The site's own style sheet, replacing the built-in one.
    pub style_sheet: Option<&'a [u8]>,
    /// The entries of `content/redirects.toml`.
    pub redirects: &'a [redirect::Written],
    /// The site's IndexNow key, which is published as a file.
    pub indexnow_key: Option<&'a str>,
    /// The snapshot.
    pub snapshot: &'a SnapshotFiles,
    /// The output folder; with a base path, the folder of the host site.
    pub out: &'a Path,
    /// Folders that must not be written to.
    pub protected: &'a Protected,
    /// Whether to read and compare every file on disk instead of trusting size and time.
    pub verify: bool,
    /// Largest share of the existing model pages that may be removed.
    pub max_removals: Share,
    /// The current time. Later dates in records say nothing about when the snapshot was taken.
    pub now: Timestamp,
    /// Whether the process ends after this build. Memory is then released by the process, not piece by piece.
    pub ends_process: bool,
    /// Measures time for the report.
    pub stopwatch: Stopwatch,
    /// Peak memory so far, if the system reports it.
    pub peak_memory_mib: fn() -> Option<u64>,
    /// Called with the progress.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Called with the skipped lines.
    pub malformed: &'a dyn Fn(&MalformedLines),
}

/// A step of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A stage begins.
    Stage(&'static str),
    /// The number of pages to render.
    Pages(usize),
    /// One more page is rendered.
    Page,
}

/// Builds the site.
///
/// # Errors
///
/// Fails if something cannot be read or written. The manifest of the previous build then stays, and the next build
/// resumes from the files that were written.
pub fn build(inputs: &BuildInputs<'_>) -> Result<BuildReport, Error> {
    let mut run = Run::new(inputs);
    let dir = open(inputs)?;
    run.begin("read and understand");
    let understood = crate::pipeline::understand_measured(inputs.snapshot, Some(inputs.stopwatch))?;
    let as_of = inputs.snapshot.captured_at.or_else(|| newest(&understood.models, inputs.now));
    (inputs.malformed)(&understood.malformed);
    if understood.models.is_empty() {
        return Err(Error::NoRecords(inputs.snapshot.label.clone()));
    }
    run.note_snapshot(&understood, as_of);
    run.begin("judge and select");
    let ids = redirects::known_ids(inputs.config, &understood.models);
    let assessed = crate::pipeline::assess_all(understood.models, inputs.catalog);
    let Selection { selected, left_out } = select(assessed, &inputs.config.select, inputs.catalog);
    run.report.models = selected.len();
    run.report.left_out.clone_from(&left_out);
    run.begin("plan");
    let mut plan = SitePlan::new(
        Selection { selected, left_out },
        plan::Inputs {
            config: inputs.config,
            catalog: inputs.catalog,
            languages: inputs.languages,
            style_sheet: inputs.style_sheet,
            previous: dir.previous(),
            as_of,
        },
    );
    guard::check(&plan, inputs.max_removals)?;
    let chapters = produce::chapters(&plan, run.is_mounted());
    let redirects = redirects::table(&plan, &chapters, inputs.redirects, &inputs.snapshot.gone, &ids)?;
    drop(ids);
    let (writer, first_index) = begin_writing(&dir, &mut plan, &chapters)?;
    run.begin("pages");
    let (made, names) = run.make_chapters(&mut plan, &writer, chapters, first_index)?;
    run.begin("sitemaps and other files");
    let previous_shards = dir.previous().map(|previous| previous.shards.clone()).unwrap_or_default();
    let shards = run.write_rest(&plan, &writer, (&made, names), previous_shards, &redirects)?;
    run.begin("finish");
    let written = finish(writer, &run.report, made, shards, &plan.inputs)?;
    run.end(&written);
    // Serializing a report, which is plain data, does not fail.
    dir.write_report(&serde_json::to_vec_pretty(&run.report).unwrap_or_default())?;
    if inputs.ends_process {
        std::mem::forget(plan);
    }
    Ok(run.report)
}

/// Opens the output folder, unless it must not be written to.
fn open(inputs: &BuildInputs<'_>) -> Result<OutputDir, output::Error> {
    let base_path = &inputs.config.site.base_path;
    output::check_folder(inputs.out, base_path, inputs.protected)?;
    let mut dir = OutputDir::open(inputs.out, base_path)?;
    if inputs.verify {
        dir.distrust_times();
    }
    Ok(dir)
}

/// Starts writing with the names of all files. The plan is then localized to the first language, whose search index is
/// built here because it has the same file names as those of the other languages.
fn begin_writing<'d, 'a>(
    dir: &'d OutputDir,
    plan: &mut SitePlan<'a>,
    chapters: &[Chapter<'a>],
) -> Result<(Writer<'d>, Vec<File>), Error> {
    if let Some(first) = chapters.first() {
        produce::speak(plan, first.language);
    }
    let index = search::files(plan);
    let names = plan.inputs.languages.iter().flat_map(|of| index.iter().map(|file| Cow::Owned(of.own(&file.name))));
    let writer = dir.begin(produce::files(plan, chapters).chain(names))?;
    Ok((writer, index))
}

/// The newest date of any record, as the date of the snapshot. A date in the future is a mistake in a record and is
/// ignored, because it would become the date of all later changes.
fn newest(models: &[Box<ModelMetadata>], now: Timestamp) -> Option<Timestamp> {
    let dates = models.iter().flat_map(|model| [model.last_modified, model.created_at]).flatten();
    dates.filter(|date| !date.is_placeholder).map(|date| date.at).filter(|at| *at <= now).max()
}

fn finish(
    writer: Writer<'_>,
    report: &BuildReport,
    made: Vec<Made>,
    shards: BTreeMap<Box<str>, u32>,
    plan: &plan::Inputs<'_>,
) -> Result<WriteReport, Error> {
    let manifest = OutputManifest {
        generator: concat!("modelpress ", env!("CARGO_PKG_VERSION")).into(),
        snapshot: report.snapshot.as_str().into(),
        captured_at: plan.as_of.map(Moment::from),
        since: plan.since(),
        shards,
        pages: made.into_iter().map(|page| (page.key, page.record)).collect(),
        files: BTreeMap::new(),
    };
    writer.finish(manifest).map_err(all_failed)
}

/// The text of `_headers` for the pages, their alternates and the other files. One model stands for all models of a
/// language, because their pages are in one folder and have the same extensions.
fn headers_text(plan: &SitePlan<'_>, made: &[Made], others: &Names) -> String {
    let (mut models, pages): (Vec<&Made>, Vec<&Made>) = made.iter().partition(|page| page.model.is_some());
    models.dedup_by_key(|page| PageKey::parse(&page.key).map(|key| key.language));
    let alternate = |page: &Made, alternate: &Alternate| plan.addresses.alternate(&page.record.file, *alternate);
    let alternates = &plan.inputs.config.output.alternates;
    let alternates: Vec<String> =
        models.iter().flat_map(|page| alternates.iter().map(|kind| alternate(page, kind))).collect();
    let pages = pages.into_iter().chain(models).map(|page| (&*page.record.file, ContentType::Html));
    let alternates = alternates.iter().map(|alternate| (&**alternate, ContentType::of_path(alternate)));
    let folders: Vec<&str> = plan.inputs.languages.iter().map(|language| &*language.folder).collect();
    headers_file::headers_file(
        &folders,
        pages.chain(alternates).chain(others.iter().map(|(name, kind)| (&**name, *kind))),
    )
}

/// Other files than pages, by name.
type Names = BTreeMap<Box<str>, ContentType>;

/// A running build: its current stage and its report.
struct Run<'a> {
    inputs: &'a BuildInputs<'a>,
    report: BuildReport,
    stage: Option<(&'static str, f64)>,
    start: f64,
}

impl<'a> Run<'a> {
    fn new(inputs: &'a BuildInputs<'a>) -> Self {
        let start = (inputs.stopwatch.wall)().as_secs_f64();
        let report = BuildReport { snapshot: inputs.snapshot.label.clone(), ..BuildReport::default() };
        Self { inputs, report, stage: None, start }
    }

    /// Whether the site is in a folder of a host site.
    fn is_mounted(&self) -> bool {
        !self.inputs.config.site.base_path.is_empty()
    }

    fn now(&self) -> f64 {
        (self.inputs.stopwatch.wall)().as_secs_f64()
    }

    /// Ends the previous stage and begins another.
    fn begin(&mut self, stage: &'static str) {
        self.end_stage();
        self.stage = Some((stage, self.now()));
        (self.inputs.progress)(Progress::Stage(stage));
    }

    fn end_stage(&mut self) {
        if let Some((stage, since)) = self.stage.take() {
            let seconds = self.now() - since;
            self.report.stages.insert(stage, seconds);
        }
    }

    fn note_snapshot(&mut self, understood: &crate::pipeline::Understood, as_of: Option<Timestamp>) {
        let report = &mut self.report;
        report.captured_at = as_of.map(|as_of| Moment::from(as_of).to_string());
        report.records = understood.records;
        report.models_read = understood.models.len();
        report.cpu.reading = understood.reading.as_secs_f64();
        report.malformed.clone_from(&understood.malformed.counts);
    }

    /// Writes everything that each language has separately, one language after another. The plan is already localized
    /// to the first one, with the search index `first_index`; afterwards it stays localized to the last one.
    fn make_chapters<'p>(
        &mut self,
        plan: &mut SitePlan<'p>,
        writer: &Writer<'_>,
        chapters: Vec<Chapter<'p>>,
        first_index: Vec<File>,
    ) -> Result<(Vec<Made>, Names), Error> {
        (self.inputs.progress)(Progress::Pages(chapters.iter().map(|chapter| chapter.tasks.len()).sum()));
        let mut index = Some(first_index);
        // Files shared by languages are written once.
        let mut pictures = BTreeSet::new();
        let mut names = Names::new();
        let mut all = Vec::new();
        for chapter in chapters {
            let language = chapter.language;
            let index = index.take().unwrap_or_else(|| {
                produce::speak(plan, language);
                search::files(plan)
            });
            let made = self.make_pages(plan, writer, chapter)?;
            if plan.inputs.languages.len() > 1 {
                self.report.pages_by_language.insert(language.text.tag().to_owned(), made.len());
            }
            all.extend(made);
            search::write(&index, language, writer).map_err(all_failed)?;
            pictures::write(plan, writer, &mut pictures)?;
            for (name, bytes) in plan::assets(&plan.inputs, plan.text()) {
                let content_type = ContentType::of_path(&name);
                if names.insert(name.as_str().into(), content_type).is_none() {
                    writer.put(&name, &bytes, content_type).map_err(|error| failed(&name, error))?;
                }
            }
        }
        self.count_pages(&all);
        Ok((all, names))
    }

    fn make_pages(
        &mut self,
        plan: &SitePlan<'_>,
        writer: &Writer<'_>,
        chapter: Chapter<'_>,
    ) -> Result<Vec<Made>, Error> {
        let progress = || (self.inputs.progress)(Progress::Page);
        let stopwatch = self.inputs.stopwatch;
        let workshop = Workshop { plan, writer, stopwatch, spent: Spent::default(), progress: &progress };
        let (made, failures) = workshop.make_all(&chapter.tasks, chapter.places);
        if !failures.is_empty() {
            return Err(Error::Pages { failures });
        }
        let (rendering, hashing, writing) = workshop.spent.seconds();
        let cpu = &mut self.report.cpu;
        cpu.rendering += rendering;
        cpu.hashing += hashing;
        cpu.writing += writing;
        Ok(made)
    }

    fn count_pages(&mut self, made: &[Made]) {
        let report = &mut self.report;
        report.pages = made.len();
        for page in made {
            *report.pages_by_kind.entry(page.kind.as_str().to_owned()).or_default() += 1;
            match &page.record.noindex_reason {
                None => report.indexable += 1,
                Some(reason) => {
                    report.noindex += 1;
                    *report.noindex_by_reason.entry(reason.to_string()).or_default() += 1;
                }
            }
        }
    }

    /// Writes all files that exist once: sitemaps, schemas, workers as JSON. `names` are the files that pages use.
    fn write_rest(
        &mut self,
        plan: &SitePlan<'_>,
        writer: &Writer<'_>,
        (made, names): (&[Made], Names),
        previous_shards: BTreeMap<Box<str>, u32>,
        redirects: &Redirects,
    ) -> Result<BTreeMap<Box<str>, u32>, Error> {
        let names = Mutex::new(names);
        let put_as = |name: &str, bytes: &[u8], content_type: ContentType| {
            names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.into(), content_type);
            let result = writer.put(name, bytes, content_type);
            result.map(|_| ()).map_err(|error| failed(name, error))
        };
        let put = |name: &str, bytes: &[u8]| put_as(name, bytes, ContentType::of_path(name));
        for (name, text) in sitemap::SCHEMAS {
            put(name, text.as_bytes())?;
        }
        put("workers/index.json", worker_json::index(plan.catalog).as_bytes())?;
        for worker in &plan.catalog.workers {
            put(&format!("workers/{}.json", worker.id), worker_json::entry(worker).as_bytes())?;
        }
        if let Some(key) = &self.inputs.indexnow_key {
            put(&format!("{key}.txt"), key.as_bytes())?;
        }
        redirects::write(plan, redirects, &put_as)?;
        self.report.redirects = redirects.list.len();
        if self.is_mounted() {
            self.report.sitemap_line = Some(robots::sitemap_line(&plan.addresses));
        } else {
            put(ROBOTS, robots::robots_txt(&plan.inputs.config.robots, &plan.addresses).as_bytes())?;
        }
        let (data, shards) =
            rayon::join(|| data::write(plan, made, &put), || sitemaps::write(plan, made, previous_shards, &put));
        let shards = data.and(shards)?;
        if plan.inputs.config.output.headers_file && !self.is_mounted() {
            let names = names.into_inner().unwrap_or_else(PoisonError::into_inner);
            let text = headers_text(plan, made, &names);
            writer.put(HEADERS, text.as_bytes(), ContentType::Text).map_err(|e| failed(HEADERS, e))?;
        }
        Ok(shards)
    }

    fn end(&mut self, written: &WriteReport) {
        self.end_stage();
        let report = &mut self.report;
        report.files = written.manifest.files.len();
        report.written = written.written;
        report.unchanged = written.unchanged;
        report.removed = written.removed;
        report.bytes = written.bytes;
        report.written_bytes = written.written_bytes;
        report.largest_page =
            written.largest_page.as_ref().map(|page| Largest { file: page.file.to_string(), bytes: page.length });
        let stopwatch = self.inputs.stopwatch;
        let total = (stopwatch.process)().as_secs_f64();
        let known = report.cpu.reading + report.cpu.rendering + report.cpu.hashing + report.cpu.writing;
        report.cpu.total = total;
        report.cpu.understanding = (total - known).max(0.0);
        report.peak_rss_mib = (self.inputs.peak_memory_mib)();
        report.seconds = (stopwatch.wall)().as_secs_f64() - self.start;
    }
}
