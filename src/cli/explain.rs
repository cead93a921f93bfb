//! `modelpress explain`: all facts about one model with their evidence, and the verdict of each worker.

mod json;
mod text;
mod verdicts;

use super::{
    Failure,
    project::{Project, ProjectOption},
    snapshot_option::SnapshotOption,
    terminal,
};
use compatibility::{
    compatibility::{Compatibility, assess},
    model_metadata::ModelMetadata,
};
use generator::{
    content::LoadedCatalog,
    pipeline::Understood,
    select::{Assessor, Policy},
};

/// Show the facts about one model with their sources, and which workers run it and why
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  modelpress explain Qwen/Qwen2.5-7B-Instruct-GGUF\n  modelpress explain openai-community/gpt2 --json"
)]
pub(super) struct Args {
    /// Model id on the Hub: owner/name
    #[arg(value_name = "MODEL-ID")]
    id: String,

    /// Show the verdict of this worker only
    #[arg(long, value_name = "ID")]
    worker: Option<String>,

    #[command(flatten)]
    snapshot: SnapshotOption,

    #[command(flatten)]
    project: ProjectOption,

    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// The explanation of a model.
struct Explained<'a> {
    model: &'a ModelMetadata,
    compatibility: Compatibility<'a>,
    /// Why it gets no page, if it gets none.
    left_out: Option<&'static str>,
    snapshot: &'a str,
    workers: &'a str,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Project { settings, mut workers } = args.project.load()?;
    let known_worker = args.worker.as_deref().map(|id| only(&workers, id)).transpose()?;
    let understood = args.snapshot.read()?;
    let model = find(&understood, &args.id)?;
    // All workers decide whether there is a page, whichever is shown.
    let assessed = Assessor::new(&workers.catalog).assess(Box::new(model.clone()));
    let left_out = Policy::new(&settings.config.select, &workers.catalog).left_out(&assessed);
    if let Some(place) = known_worker {
        workers.catalog.workers = vec![workers.catalog.workers.swap_remove(place)];
    }
    let explained = Explained {
        model,
        compatibility: assess(model, &workers.catalog),
        left_out,
        snapshot: &understood.label,
        workers: &workers.label,
    };
    let text = if args.json { json::render(&explained).map_err(Failure::new)? } else { text::render(&explained) };
    Ok(terminal::to_stdout(&text)?)
}

/// The index of the worker with this id.
fn only(workers: &LoadedCatalog, id: &str) -> Result<usize, Failure> {
    let ids: Vec<&str> = workers.catalog.workers.iter().map(|worker| &*worker.id).collect();
    let listed = ids.join("`, `");
    let place = ids.iter().position(|known| *known == id);
    place.ok_or_else(|| Failure::unknown_name("worker", id, &ids, &format!("the workers are `{listed}`")))
}

/// The model with this id. Case only matters if ids differ in nothing else.
fn find<'a>(understood: &'a Understood, id: &str) -> Result<&'a ModelMetadata, Failure> {
    let models = || understood.models.iter().map(|model| &**model);
    let exact = models().find(|model| model.id.as_str() == id);
    let mut same = models().filter(|model| model.id.as_str().eq_ignore_ascii_case(id));
    let alike = same.next().filter(|_| same.next().is_none());
    exact.or(alike).ok_or_else(|| unknown(understood, id))
}

fn unknown(understood: &Understood, id: &str) -> Failure {
    let error = anyhow::anyhow!("model `{id}` is not among the {} of {}", understood.models.len(), understood.label);
    let names = near_misses(understood, id);
    let hint = match names.as_slice() {
        [] => "check the spelling on the Hub, or read another snapshot with `--snapshot PATH`".to_owned(),
        names => format!("did you mean {}?", names.join(" or ")),
    };
    Failure::new(error).with_hint(hint)
}

/// At most three ids similar to the given one, most similar first.
fn near_misses(understood: &Understood, id: &str) -> Vec<String> {
    const SUGGESTED: usize = 3;
    const NEAR: f64 = 0.82;
    let asked = id.to_lowercase();
    let asked_name = asked.rsplit('/').next().unwrap_or(&asked);
    let mut near: Vec<(f64, &str)> = Vec::new();
    for model in &understood.models {
        let known = model.id.as_str().to_lowercase();
        // Also helps if the owner is missing or wrong.
        let by_name = strsim::normalized_damerau_levenshtein(&model.id.name().to_lowercase(), asked_name) - 0.01;
        let similarity = strsim::normalized_damerau_levenshtein(&known, &asked).max(by_name);
        if similarity >= NEAR {
            near.push((similarity, model.id.as_str()));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(SUGGESTED).map(|(_, id)| format!("`{id}`")).collect()
}
