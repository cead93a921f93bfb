//! Writes the files for programs: the table of models, feeds, `llms.txt`.

use crate::{
    dataset,
    files::{feed, llms_txt},
    pipeline::{error::Error, produce::Made},
    plan::{ATOM_FEED, JSON_FEED, PlannedModel, SitePlan},
};
use rayon::{iter::ParallelIterator, slice::ParallelSlice};
use site::manifest::Moment;
use site::page_key::PageKey;

/// Number of rows that a thread writes at a time.
const PART: usize = 1_024;

/// Writes all of them with `put`.
pub(super) fn write(
    plan: &SitePlan<'_>,
    made: &[Made],
    put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
) -> Result<(), Error> {
    // The pages of the main language, in the order of the plan.
    let pages = made.iter().filter(|page| PageKey::parse(&page.key).is_some_and(|key| key.language.is_empty()));
    let models = pages.filter_map(|page| Some((&plan.models[page.model?], page.record.changed)));
    let models: Vec<(&PlannedModel, Option<Moment>)> = models.collect();
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
