//! The pages of workers, made from the catalog and counted over the models.

use super::{home::verdict_counts, meta};
use crate::{
    page::{
        Link, Shown,
        figures::{Counted, Grouped},
        format_name,
        home::WorkerNote,
        worker::{AboutRow, FormatSection, SupportRow, WorkerPage, WorkersPage},
    },
    plan::{PlannedWorker, SitePlan},
};
use compatibility::{
    compatibility::{Confidence, Judgement, Verdict},
    worker_catalog::{Claim, CpuArchitecture, FormatSupport, LoadType, Platform, Status, Support, Worker},
};

/// Models named on a worker's page.
const EXAMPLES: usize = 20;

/// Every worker in a line.
pub(super) fn notes(plan: &SitePlan<'_>) -> Vec<WorkerNote> {
    let note = |(worker, planned): (&Worker, &PlannedWorker)| WorkerNote {
        link: Link { name: worker.name.to_string(), href: planned.href.clone() },
        note: platforms(worker),
        counts: planned.counts.iter().map(|count| Grouped(*count as u64).to_string()).collect(),
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

/// The list of workers.
#[must_use]
pub fn index<'a>(plan: &'a SitePlan<'_>) -> WorkersPage<'a> {
    let heading = "Workers";
    let count = Counted(plan.catalog.workers.len(), "inference worker");
    let description = format!(
        "{count} and how many of this site’s {} each runs, is expected to run, or plans to run.",
        Counted(plan.models.len(), "model")
    );
    WorkersPage {
        meta: meta(plan, format!("{heading} | {}", plan.frame.name), description, "/workers/", &[], heading),
        frame: &plan.frame,
        heading,
        verdicts: Shown::ALL.to_vec(),
        workers: notes(plan),
        json: plan.addresses.file("workers/index.json").to_string(),
    }
}

/// The page of the worker at that place of the catalog.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, place: usize) -> WorkerPage<'a> {
    let (worker, planned) = (&plan.catalog.workers[place], &plan.workers[place]);
    let [runs, expected, planned_count, ..] = planned.counts.map(|count| Grouped(count as u64));
    let description = format!(
        "{}: of {} here {runs} run on it, {expected} are expected to, {planned_count} are planned. Formats, families, memory and sources.",
        worker.name,
        Counted(plan.models.len(), "model")
    );
    let title = format!("{} ({}): what it runs", worker.name, worker.id);
    let path = planned.path.as_str();
    let judgement = |model: &u32| plan.models[*model as usize].assessed.summary.workers[place].judgement;
    // A card shows the verdict of the best worker: here it has to be this one's, too.
    let best = |model: &u32| plan.models[*model as usize].assessed.summary.judgement;
    let takes = plan
        .by_use
        .iter()
        .filter(|model| judgement(model).verdict >= Verdict::Planned && judgement(model) == best(model));
    let mut examples: Vec<u32> = takes.copied().collect();
    examples.sort_by_key(|model| std::cmp::Reverse(judgement(model)));
    WorkerPage {
        meta: meta(plan, title, description, path, &[("Workers", &plan.frame.workers)], &worker.name),
        frame: &plan.frame,
        name: &worker.name,
        verdicts: verdict_counts(&planned.counts),
        examples: examples.iter().take(EXAMPLES).map(|model| plan.card(*model)).collect(),
        formats: worker.formats.iter().map(section).collect(),
        about: about(worker),
        json: plan.addresses.file(&format!("workers/{}.json", worker.id)).to_string(),
    }
}

fn section(format: &FormatSupport) -> FormatSection {
    let row = |name: &str, kind: &str, support: &Support| SupportRow {
        name: format!("{name} ({kind})"),
        verdict: Shown(judgement(support.status)),
        source: source(support.claim.as_ref().unwrap_or(&format.claim)),
    };
    let types = format.model_types.iter().map(|(name, support)| row(name, "type", support));
    let families = format.families.iter().map(|(name, support)| row(name, "other types of the family", support));
    FormatSection {
        id: format!("format-{}", format.format),
        name: format_name(format.format),
        caption: format!("What it makes of {} files", format_name(format.format)),
        rows: types.chain(families).collect(),
        notes: notes_on(format),
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

fn source(claim: &Claim) -> String {
    format!("{}, read {}", claim.source, claim.date)
}

fn notes_on(format: &FormatSupport) -> Vec<String> {
    let mut notes = Vec::new();
    notes.push(match format.load_type {
        LoadType::AsStored => "Weights stay in memory as they are stored.".to_owned(),
        LoadType::F32 => "Weights are held as 32-bit numbers: a 16-bit file needs twice its size.".to_owned(),
        LoadType::F16 | LoadType::Bf16 => "Weights are held as 16-bit numbers.".to_owned(),
    });
    let may_be_cut = format.accepts_shards;
    notes.push(
        if may_be_cut { "Weights may be cut into several files." } else { "Weights have to be in one file." }
            .to_owned(),
    );
    if let Some(labels) = &format.quantizations {
        let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
        notes.push(format!("Quantizations: {}.", labels.join(", ")));
    }
    if !format.required_files.is_empty() {
        notes.push(format!("Needed beside the weights: {}.", format.required_files.join(", ")));
    }
    notes
}

fn about(worker: &Worker) -> Vec<AboutRow> {
    let row = |label, value: String| AboutRow { label, value };
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let limit = worker.max_context.map_or_else(|| "unknown".to_owned(), |limit| format!("{} tokens", Grouped(limit)));
    vec![
        row("Identifier", worker.id.to_string()),
        row("What it is", worker.description.to_string()),
        row("Version", worker.version.to_string()),
        row("Runs on", platforms(worker)),
        row("Longest context", limit),
        row("Answers word by word", yes(worker.supports_streaming)),
        row("Several requests at once", yes(worker.supports_batching)),
        row("License", worker.license.to_string()),
        row("Code", worker.package.source.url.to_string()),
        row("Source of these facts", source(&worker.claim)),
    ]
}
