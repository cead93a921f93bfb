//! `modelpress explain`: everything known about one model, with the evidence.

mod json;
mod text;

use super::{Failure, snapshot_option::SnapshotOption, terminal};
use crate::pipeline::Understood;
use compatibility::model_metadata::ModelMetadata;

/// Show everything known about one model, and where each fact comes from
#[derive(Debug, clap::Args)]
#[command(override_usage = "modelpress explain <MODEL-ID> [--snapshot PATH…] [--json]")]
pub(super) struct Args {
    /// The model, as on the Hub: owner/name
    #[arg(value_name = "MODEL-ID")]
    id: String,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let understood = args.snapshot.read()?;
    let model = find(&understood, &args.id)?;
    let text = if args.json { json::render(model, &understood.label)? } else { text::render(model, &understood.label) };
    Ok(terminal::to_stdout(&text)?)
}

/// The model of that id; case counts only where it has to.
fn find<'a>(understood: &'a Understood, id: &str) -> Result<&'a ModelMetadata, Failure> {
    let models = || understood.models.iter().map(|model| &**model);
    let exact = models().find(|model| model.id.as_str() == id);
    let mut same = models().filter(|model| model.id.as_str().eq_ignore_ascii_case(id));
    let alike = same.next().filter(|_| same.next().is_none());
    exact.or(alike).ok_or_else(|| unknown(understood, id))
}

fn unknown(understood: &Understood, id: &str) -> Failure {
    let error = anyhow::anyhow!("no model `{id}` among the {} of {}", understood.models.len(), understood.label);
    let names = near_misses(understood, id);
    let hint = match names.as_slice() {
        [] => "check the spelling on the Hub, or name another snapshot with `--snapshot PATH`".to_owned(),
        names => format!("did you mean {}?", names.join(" or ")),
    };
    Failure::new(error).with_hint(hint)
}

/// At most three ids that are nearly the one asked for, nearest first.
fn near_misses(understood: &Understood, id: &str) -> Vec<String> {
    const SUGGESTED: usize = 3;
    const NEAR: f64 = 0.82;
    let asked = id.to_lowercase();
    let asked_name = asked.rsplit('/').next().unwrap_or(&asked);
    let mut near: Vec<(f64, &str)> = Vec::new();
    for model in &understood.models {
        let known = model.id.as_str().to_lowercase();
        // Who remembers the name alone, or the wrong owner, is helped as well as who mistypes.
        let by_name = strsim::normalized_damerau_levenshtein(&model.id.name().to_lowercase(), asked_name) - 0.01;
        let similarity = strsim::normalized_damerau_levenshtein(&known, &asked).max(by_name);
        if similarity >= NEAR {
            near.push((similarity, model.id.as_str()));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(SUGGESTED).map(|(_, id)| format!("`{id}`")).collect()
}
