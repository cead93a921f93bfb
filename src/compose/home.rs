//! The first page.

use super::{meta, worker};
use crate::{
    page::{
        Alternate, Shown,
        figures::{Counted, Grouped},
        home::{HomePage, VerdictCount},
    },
    plan::SitePlan,
};

/// Models named on the first page.
const MOST_USED: usize = 20;

/// The first page.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> HomePage<'a> {
    let models = Counted(plan.models.len(), "model");
    let workers = Counted(plan.catalog.workers.len(), "worker");
    let heading = "Which language models run on your workers".to_owned();
    let [runs, expected, planned, ..] = plan.counts.map(|count| Grouped(count as u64));
    let description = format!(
        "{models} from the Hugging Face Hub against {workers}: {runs} run, {expected} are expected to, {planned} are planned. Each with the file, the memory and the reason."
    );
    let title = format!("{heading} | {}", plan.frame.name);
    let mut meta = meta(plan, title, description, "/", &[], &heading);
    if !plan.frame.feed.is_empty() {
        meta.alternates.push(Alternate { mime: "application/atom+xml", href: plan.frame.feed.clone() });
    }
    HomePage {
        meta,
        frame: &plan.frame,
        heading,
        verdicts: verdict_counts(&plan.counts),
        workers: worker::notes(plan),
        most_used: plan.by_use.iter().take(MOST_USED).map(|place| plan.card(*place)).collect(),
        all_models: format!("All {models}"),
    }
}

/// The verdicts that there are, with their counts.
pub(super) fn verdict_counts(counts: &[usize; Shown::ALL.len()]) -> Vec<VerdictCount> {
    let rows = Shown::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
    let row = |(verdict, count): (&Shown, &usize)| VerdictCount {
        verdict: *verdict,
        count: Grouped(*count as u64).to_string(),
        meaning: verdict.meaning(),
    };
    rows.map(row).collect()
}
