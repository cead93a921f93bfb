//! Runs a check: every file once, in parallel, then comparisons between pages.

use crate::{
    Error, Findings, Needs, Report, Site, Wanted,
    finding::Found,
    page_summary::PageSummary,
    read::files::FileId,
    rules::{self, other, page},
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::Path;

/// The inputs of a check.
#[derive(Debug)]
pub struct CheckInputs<'a> {
    /// The site's folder.
    pub folder: &'a Path,
    /// Scheme, host and base path, if known.
    pub base_url: Option<&'a str>,
    /// The enabled checks, and the number of findings to keep per check.
    pub wanted: Wanted,
    /// The current time in seconds since 1970.
    pub now: i64,
}

/// Number of files whose findings are held in memory at a time.
const PART: usize = 1_024;

/// Checks a site. The caller measures the duration and sets it in the report.
///
/// # Errors
///
/// If there is no site in the folder. Problems with single files are findings.
pub fn run(inputs: CheckInputs<'_>) -> Result<Report, Error> {
    let mut findings = Findings::new(inputs.wanted);
    let mut site = Site::open(inputs.folder, inputs.base_url, inputs.now, &mut findings)?;
    site.listed = rules::sitemaps::judge(&site, &mut findings);
    if site.manifest.is_none() {
        findings.lack(Needs::Manifest);
    }
    rules::before_pages(&site, &mut findings);
    let pages = look(&site, &mut findings);
    rules::across_pages(&site, &pages, &mut findings);
    Ok(Report::new(inputs.folder.display().to_string(), &site, findings))
}

/// Checks every file and returns the pages in file order. Findings are in file order as well, independent of threading.
fn look(site: &Site, findings: &mut Findings) -> Vec<PageSummary> {
    let mut pages = Vec::with_capacity(site.pages.len());
    let files: Vec<FileId> = site.files.all().map(|(file, ..)| file).collect();
    for part in files.chunks(PART) {
        let looked: Vec<(FileId, Option<PageSummary>, Found)> = part
            .par_iter()
            .map(|file| {
                if site.pages.binary_search(file).is_ok() {
                    let (page, found) = page::inspect(site, *file);
                    (*file, page, found)
                } else {
                    (*file, None, other::inspect(site, *file))
                }
            })
            .collect();
        for (file, page, found) in looked {
            findings.extend(site.files.path(file), found);
            pages.extend(page);
        }
    }
    pages
}
