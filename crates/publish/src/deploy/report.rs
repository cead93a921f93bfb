//! The report of a deploy or a dry run.

use crate::deploy::{form::Body, plan::DeployPlan, survey::Done};
use serde::Serialize;
use site::{
    address::url_path::Addresses,
    file_names::{HEADERS, REDIRECTS},
};
use std::collections::BTreeMap;

/// The report of a deploy or a dry run, written to `deploy-report.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeployReport {
    /// Name of the target, or its URL.
    pub target: String,
    /// URL of the target, including the site's folder.
    pub url: String,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// Whether it resumed an interrupted deploy.
    pub resumed: bool,
    /// Number of files stored after the deploy.
    pub files: usize,
    /// Number of new files.
    pub added: usize,
    /// Number of replaced files.
    pub changed: usize,
    /// Number of deleted files.
    pub deleted: usize,
    /// Number of files that were up to date.
    pub unchanged: usize,
    /// Number of stored files that no deploy uploaded.
    pub unknown: usize,
    /// Bytes of new and replaced files, before compression.
    pub bytes: u64,
    /// Bytes sent, after compression; 0 in a dry run.
    pub sent_bytes: u64,
    /// Duration of the deploy in seconds.
    pub seconds: f64,
    /// Number of files per stage, in order.
    pub stages: Vec<(String, usize)>,
    /// Notes for the user.
    pub notes: Vec<String>,
    /// URLs whose content changed.
    pub addresses: ChangedAddresses,
}

/// URLs whose content changed, with scheme and host, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ChangedAddresses {
    /// New URLs.
    pub added: Vec<String>,
    /// URLs with new content.
    pub changed: Vec<String>,
    /// URLs that no longer exist.
    pub deleted: Vec<String>,
}

impl ChangedAddresses {
    /// The changes of a plan, and those of interrupted deploys before it.
    pub(super) fn of(plan: &DeployPlan<'_>, done: &[Done], addresses: &Addresses) -> Self {
        let mut changed = Self::default();
        for upload in &plan.uploads {
            // A sidecar is served under the URL of its file.
            if matches!(upload.wanted.body, Body::Sidecar(_)) {
                continue;
            }
            let list = if upload.is_new { &mut changed.added } else { &mut changed.changed };
            list.extend(address(upload.wanted.source, addresses));
        }
        changed.deleted.extend(plan.removals.iter().filter_map(|(_, name)| address(name, addresses)));
        for done in done {
            match done {
                Done::Added(name) => changed.added.extend(address(name, addresses)),
                Done::Changed(name) => changed.changed.extend(address(name, addresses)),
                Done::Removed(name) => changed.deleted.extend(address(name, addresses)),
            }
        }
        for list in [&mut changed.added, &mut changed.changed, &mut changed.deleted] {
            list.sort_unstable();
        }
        changed
    }

    /// All changed URLs, for cache purges.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.added, &self.changed, &self.deleted].into_iter().flatten().map(String::as_str)
    }
}

/// The public URL of a file. `None` for files that only the host reads.
fn address(path: &str, addresses: &Addresses) -> Option<String> {
    if matches!(path, REDIRECTS | HEADERS) {
        return None;
    }
    // This is also correct for files of an earlier build with another URL style, because `index.html` is the page of a
    // folder in every style.
    Some(addresses.absolute(&addresses.file(addresses.style().path_of(path))))
}

/// The names of the stages, each with its number of files.
pub(super) fn stages(plan: &DeployPlan<'_>) -> Vec<(String, usize)> {
    let stages: BTreeMap<_, usize> = plan.stages();
    stages.into_iter().map(|(stage, files)| (stage.to_string(), files)).collect()
}
