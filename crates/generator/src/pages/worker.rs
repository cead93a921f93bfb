//! The worker pages, composed from the catalog and counts over the models.

use crate::{
    display::{
        figures::{Figure as _, Grouped, tokens},
        format_name::format_name,
        layout::{Frame, Link, PageMeta},
        verdict::Shown,
    },
    pages::{
        Facts, meta,
        verdict_counts::{VerdictCount, verdict_counts},
        worker_json,
    },
    plan::{ModelIdx, PlannedWorker, SitePlan},
    text::Text,
};
use askama::Template;
use compatibility::{
    compatibility::{Confidence, Judgement, Verdict},
    worker_catalog::{Claim, CpuArchitecture, FormatSupport, LoadType, Platform, Status, Support, Worker},
};

/// A worker in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerNote {
    /// Link to its page.
    pub link: Link,
    /// What distinguishes it from the others.
    pub note: String,
    /// Number of models by verdict, in the order of the columns.
    pub counts: Vec<String>,
}

/// The page of one worker.
#[derive(Debug, Template)]
#[template(path = "worker/page.html")]
pub struct WorkerPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Its name.
    pub name: &'a str,
    /// Number of models by verdict.
    pub verdicts: Vec<VerdictCount<'a>>,
    /// The most popular models it runs or plans to support.
    pub examples: Vec<&'a str>,
    /// What it supports.
    pub formats: Vec<FormatSection>,
    /// About the worker itself.
    pub about: Vec<AboutRow<'a>>,
    /// URL of the JSON version.
    pub json: String,
}

/// The support for one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatSection {
    /// Its id, for URL fragments.
    pub id: String,
    /// Name of the format.
    pub name: &'static str,
    /// Caption of the table.
    pub caption: String,
    /// Families first, then exact types.
    pub rows: Vec<SupportRow>,
    /// Shards, quantizations, required files, memory.
    pub notes: Vec<String>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportRow {
    /// Family or type.
    pub name: String,
    /// The verdict for it.
    pub verdict: Shown,
    /// The source, and when it was read.
    pub source: String,
}

/// A fact of the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutRow<'a> {
    /// Its label.
    pub label: &'a str,
    /// Its value.
    pub value: String,
}

/// The list of workers.
#[derive(Debug, Template)]
#[template(path = "worker/index.html")]
pub struct WorkersPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// Columns.
    pub verdicts: Vec<Shown>,
    /// Rows.
    pub workers: Vec<WorkerNote>,
    /// URL of the JSON version.
    pub json: String,
}

/// Number of models listed on a worker's page.
const EXAMPLES: usize = 20;

/// One line per worker.
pub(super) fn notes(plan: &SitePlan<'_>) -> Vec<WorkerNote> {
    let note = |(worker, planned): (&Worker, &PlannedWorker)| WorkerNote {
        link: Link { name: worker.name.to_string(), href: planned.href.clone() },
        note: platforms(worker),
        counts: planned.counts.iter().map(|count| Grouped(*count as u64).show(plan.text()).to_string()).collect(),
    };
    plan.catalog.workers.iter().zip(&plan.workers).map(note).collect()
}

/// `Linux, macOS; x86_64, aarch64`.
fn platforms(worker: &Worker) -> String {
    let join = |words: Vec<&'static str>| words.join(", ");
    let platforms = worker.platforms.iter().map(|platform| platform_name(*platform)).collect();
    let processors = worker.architectures.iter().map(|processor| processor_name(*processor)).collect();
    format!("{}; {}", join(platforms), join(processors))
}

fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::Linux => "Linux",
        Platform::Macos => "macOS",
        Platform::Windows => "Windows",
    }
}

fn processor_name(processor: CpuArchitecture) -> &'static str {
    match processor {
        CpuArchitecture::X86_64 => "x86_64",
        CpuArchitecture::Aarch64 => "aarch64",
    }
}

/// The facts of the list of workers: what each is, and how many models it supports.
pub fn index_facts(plan: &SitePlan<'_>, facts: &mut Facts) {
    for (worker, planned) in plan.catalog.workers.iter().zip(&plan.workers) {
        self::facts(worker, facts);
        for count in planned.counts {
            facts.add_count(count);
        }
    }
}

/// The facts of a worker's page. The number and names of its models are facts about models: an additional model does
/// not change the worker.
pub fn facts(worker: &Worker, facts: &mut Facts) {
    facts.add(&worker_json::entry(worker));
}

/// The list of workers.
#[must_use]
pub fn index<'a>(plan: &'a SitePlan<'_>) -> WorkersPage<'a> {
    let text = plan.text();
    let heading = text.worker_heading();
    let workers = text.worker_inference_workers(plan.catalog.workers.len());
    let description = text.worker_index_description(text.count_models(plan.models.len()), workers);
    WorkersPage {
        meta: meta(plan, plan.title(heading), description, "/workers/", &[], heading),
        frame: &plan.frame,
        heading,
        verdicts: Shown::ALL.to_vec(),
        workers: notes(plan),
        json: plan.addresses.file("workers/index.json").to_string(),
    }
}

/// The page of the worker with this index in the catalog.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, place: usize) -> WorkerPage<'a> {
    let (worker, planned) = (&plan.catalog.workers[place], &plan.workers[place]);
    let text = plan.text();
    let [runs, expected, plans, ..] = planned.counts.map(|count| Grouped(count as u64).show(text));
    let models = text.count_models(plan.models.len());
    let description = text.worker_description(expected, models, plans, runs, &worker.name);
    let title = text.worker_title(&worker.id, &worker.name);
    let path = planned.path.as_str();
    let judgement = |model: &ModelIdx| plan.models[*model].assessed.summary.workers[place].judgement;
    // A card shows the verdict of the best worker, so it is only used if this worker has the same one.
    let best = |model: &ModelIdx| plan.models[*model].assessed.summary.judgement;
    let takes = plan
        .by_use
        .iter()
        .filter(|model| judgement(model).verdict >= Verdict::Planned && judgement(model) == best(model));
    let mut examples: Vec<ModelIdx> = takes.copied().collect();
    examples.sort_by_key(|model| std::cmp::Reverse(judgement(model)));
    WorkerPage {
        meta: meta(plan, title, description, path, &[(text.worker_heading(), &plan.frame.workers)], &worker.name),
        frame: &plan.frame,
        name: &worker.name,
        verdicts: verdict_counts(plan, &planned.counts),
        examples: examples.iter().take(EXAMPLES).map(|model| plan.card(*model)).collect(),
        formats: worker.formats.iter().map(|format| section(format, text)).collect(),
        about: about(worker, text),
        json: plan.addresses.file(&format!("workers/{}.json", worker.id)).to_string(),
    }
}

fn section(format: &FormatSupport, text: &Text) -> FormatSection {
    let row = |name: String, support: &Support| SupportRow {
        name,
        verdict: Shown(judgement(support.status)),
        source: source(support.claim.as_ref().unwrap_or(&format.claim), text),
    };
    let types = format.model_types.iter().map(|(name, support)| row(text.worker_type(name), support));
    let families = format.families.iter().map(|(name, support)| row(text.worker_other_types(name), support));
    FormatSection {
        id: format!("format-{}", format.format),
        name: format_name(format.format),
        caption: text.worker_format_caption(format_name(format.format)),
        rows: types.chain(families).collect(),
        notes: notes_on(format, text),
    }
}

fn judgement(status: Status) -> Judgement {
    let (verdict, confidence) = match status {
        Status::Tested => (Verdict::Runs, Confidence::High),
        Status::Expected => (Verdict::Runs, Confidence::Medium),
        Status::Planned => (Verdict::Planned, Confidence::Low),
    };
    Judgement { verdict, confidence }
}

fn source(claim: &Claim, text: &Text) -> String {
    text.worker_read_on(&claim.date, &claim.source)
}

fn notes_on(format: &FormatSupport, text: &Text) -> Vec<String> {
    let mut notes = Vec::new();
    let held = match format.load_type {
        LoadType::AsStored => text.worker_held_as_stored(),
        LoadType::F32 => text.worker_held_as_32_bit(),
        LoadType::F16 | LoadType::Bf16 => text.worker_held_as_16_bit(),
    };
    notes.push(held.to_owned());
    notes.push(if format.accepts_shards { text.worker_several_files() } else { text.worker_one_file() }.to_owned());
    if let Some(labels) = &format.quantizations {
        let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
        notes.push(text.worker_quantizations(labels.join(", ")));
    }
    if !format.required_files.is_empty() {
        notes.push(text.worker_needed(format.required_files.join(", ")));
    }
    notes
}

fn about<'a>(worker: &Worker, text: &'a Text) -> Vec<AboutRow<'a>> {
    let row = |label, value: String| AboutRow { label, value };
    let yes = |is: bool| if is { text.worker_yes() } else { text.worker_no() }.to_owned();
    let limit = worker.max_context.map_or_else(|| text.figure_unknown().to_owned(), |limit| tokens(limit, text));
    vec![
        row(text.worker_identifier(), worker.id.to_string()),
        row(text.worker_what_it_is(), worker.description.to_string()),
        row(text.worker_version(), worker.version.to_string()),
        row(text.worker_runs_on(), platforms(worker)),
        row(text.worker_longest_context(), limit),
        row(text.worker_word_by_word(), yes(worker.supports_streaming)),
        row(text.worker_at_once(), yes(worker.supports_batching)),
        row(text.worker_license(), worker.license.to_string()),
        row(text.worker_code(), worker.package.source.url.to_string()),
        row(text.worker_source_of_facts(), source(&worker.claim, text)),
    ]
}
