//! Builds the segments of the search index in parallel and writes its files.

use crate::{
    content::language::Language,
    plan::SitePlan,
    search::{self, File},
};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use site::{
    content_type::ContentType,
    output::{self, Writer},
};

/// All files of the index in the plan's current language; empty if the search is turned off.
pub(super) fn files(plan: &SitePlan<'_>) -> Vec<File> {
    if !plan.inputs.config.output.search {
        return Vec::new();
    }
    let segments = search::segments(plan);
    let files = segments.par_iter().enumerate();
    files.flat_map_iter(|(number, places)| search::files(plan, places, number, segments.len())).collect()
}

/// Writes them into the folder of their language, or returns the failures.
pub(super) fn write(files: &[File], language: &Language, writer: &Writer<'_>) -> Result<(), Vec<output::Error>> {
    let put = |file: &File| writer.put(&language.own(&file.name), &file.bytes, ContentType::of_path(&file.name)).err();
    let errors: Vec<output::Error> = files.par_iter().filter_map(put).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
