//! `modelpress audit`: what a snapshot contains, which models get a page, and why the others do not.

mod compare;
mod contradictions;
mod dump;
mod text;

use super::{
    Failure, clock,
    project::{Project, ProjectOption},
    snapshot_option::SnapshotOption,
    terminal,
};
use compare::Comparison;
use generator::{
    pipeline,
    select::{self, AssessedModel, Policy, funnel::Funnel},
};
use std::path::PathBuf;

/// Show how many models get a page, and why the others do not
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  modelpress audit\n  modelpress audit --list no-worker --snapshot content/models/starter.jsonl\n  modelpress audit --compare before.jsonl\n  modelpress audit --contradictions"
)]
pub(super) struct Args {
    /// Snapshot to read, like `--snapshot`
    #[arg(value_name = "SNAPSHOT")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    snapshot: SnapshotOption,

    #[command(flatten)]
    project: ProjectOption,

    /// Print the result as JSON
    #[arg(long)]
    json: bool,

    /// Print only the ids of the models left out for this reason (see `modelpress rules`)
    #[arg(long, value_name = "REASON", conflicts_with = "json")]
    list: Option<String>,

    /// List contradictory evidence (such as a size in a name that does not match the files) instead of the counts
    #[arg(long, conflicts_with_all = ["list", "compare"])]
    contradictions: bool,

    /// Write one line of JSON per model to this file
    #[arg(long, value_name = "FILE")]
    dump: Option<PathBuf>,

    /// Print what changed since an earlier `--dump`, grouped and with examples, instead of the counts
    #[arg(long, value_name = "OLD", conflicts_with = "list")]
    compare: Option<PathBuf>,
}

/// A model with the reason why it gets no page, if it gets none.
pub(super) type Judged = (AssessedModel, Option<&'static str>);

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let start = (clock::STOPWATCH.wall)();
    if let Some(reason) = &args.list {
        known_reason(reason)?;
    }
    let old = args.compare.as_deref().map(|file| Ok::<_, Failure>((file, compare::Text::read(file)?))).transpose()?;
    let Project { settings, workers } = args.project.load()?;
    let snapshot = SnapshotOption { snapshot: [&*args.paths, &args.snapshot.snapshot].concat() };
    let mut understood = snapshot.read()?;
    let models = pipeline::assess_all(std::mem::take(&mut understood.models), &workers.catalog);
    let policy = Policy::new(&settings.config.select, &workers.catalog);
    let reason = |model: AssessedModel| {
        let left_out = policy.left_out(&model);
        (model, left_out)
    };
    let models: Vec<Judged> = models.into_iter().map(reason).collect();
    if let Some(file) = &args.dump {
        dump::write(file, &models, &workers.catalog)?;
    }
    let text = if let Some(reason) = &args.list {
        let left_out = models.iter().filter(|(_, left_out)| *left_out == Some(reason));
        left_out.flat_map(|(model, _)| [model.metadata.id.as_str(), "\n"]).collect()
    } else if let Some((file, old)) = &old {
        let comparison = Comparison::new(file, old, &models, &workers.catalog)?;
        if args.json {
            comparison.json().map_err(Failure::new)?
        } else {
            compare::render(&comparison, file, &understood.label)
        }
    } else if args.contradictions {
        let models = models.iter().map(|(model, _)| &*model.metadata);
        if args.json { contradictions::json(models).map_err(Failure::new)? } else { contradictions::text(models) }
    } else {
        let mut funnel = Funnel::new(understood.records, understood.malformed.counts, &models);
        funnel.seconds = (clock::STOPWATCH.wall)().saturating_sub(start).as_secs_f64();
        if args.json {
            json(&funnel).map_err(Failure::new)?
        } else {
            text::render(&funnel, &understood.label, &workers)
        }
    };
    Ok(terminal::to_stdout(&text)?)
}

fn json(funnel: &Funnel) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(funnel)?;
    text.push('\n');
    Ok(text)
}

fn known_reason(reason: &str) -> Result<(), Failure> {
    let codes = select::reason_codes();
    if codes.contains(&reason) {
        return Ok(());
    }
    let otherwise = "run `modelpress rules` for all codes, or `modelpress audit` for those that occur here";
    Err(Failure::unknown_name("reason", reason, &codes, otherwise))
}
