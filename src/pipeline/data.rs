//! What a build writes for programs beside the pages: the table of models, feeds, `llms.txt`.

use super::{build::Error, produce::Made};
use crate::{
    dataset, feed, llms_txt,
    manifest::{self, Moment},
    plan::{ATOM_FEED, JSON_FEED, PlannedModel, SitePlan},
};
use rayon::{iter::ParallelIterator, slice::ParallelSlice};

/// Rows that one thread writes at a time.
const PART: usize = 1_024;

/// Writes all of it with `put`.
pub(super) fn write(
    plan: &SitePlan<'_>,
    made: &[Made],
    put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    // Pages are in the order of the tasks, models in that of the plan.
    let pages = made.iter().filter(|page| manifest::kind(&page.key) == "model");
    let models: Vec<(&PlannedModel, Option<Moment>)> =
        plan.models.iter().zip(pages.map(|page| page.record.changed)).collect();
    let part = |models: &[_]| dataset::lines(plan, models.iter().copied());
    let parts: Vec<Vec<u8>> = models.par_chunks(PART).map(part).collect();
    put(dataset::FILE, &dataset::pack(&parts))?;
    put(dataset::SCHEMA_FILE, dataset::schema(plan).as_bytes())?;
    for (name, text) in [(ATOM_FEED, feed::atom(plan)), (JSON_FEED, feed::json(plan))] {
        if let Some(text) = text {
            put(name, text.as_bytes())?;
        }
    }
    put(llms_txt::FILE, llms_txt::llms_txt(plan).as_bytes())
}
