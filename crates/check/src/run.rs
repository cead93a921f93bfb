//! Checking a site: every file once, in parallel, then pages against each other.

use crate::{
    Error, Findings, Needs, Report, Site, Wanted,
    finding::Found,
    page_summary::PageSummary,
    read::files::FileId,
    rules::{self, other, page},
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::Path;

/// What a check is handed.
#[derive(Debug)]
pub struct CheckInputs<'a> {
    /// The site's folder.
    pub folder: &'a Path,
    /// Scheme, host and base path, where they are told.
    pub base_url: Option<&'a str>,
    /// Which checks count, and how many findings of each are kept.
    pub wanted: Wanted,
    /// Seconds since 1970.
    pub now: i64,
}

/// Files whose findings are held at a time.
const PART: usize = 1_024;

/// Checks a site. The time it took is up to the caller, who has a clock.
///
/// # Errors
///
/// Where there is no site to look at. What is wrong with single files is a finding.
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

/// Looks at every file; gives the pages, in order. Findings are collected in the order of files, whatever the
/// threads.
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
