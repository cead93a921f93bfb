//! What a deploy did, or would do.

use crate::deploy::{form::Body, plan::DeployPlan, survey::Done};
use serde::Serialize;
use site::{
    address::url_path::Addresses,
    file_names::{HEADERS, REDIRECTS},
};
use std::collections::BTreeMap;

/// What a deploy did, or would do; `deploy-report.json` as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeployReport {
    /// Name of the target, or its address.
    pub target: String,
    /// Its address, with the folder that the site lies in.
    pub url: String,
    /// Whether nothing was done.
    pub dry_run: bool,
    /// Whether a deploy that did not end was gone on with.
    pub resumed: bool,
    /// Files that lie there when the deploy has ended.
    pub files: usize,
    /// Files that were not there.
    pub added: usize,
    /// Files that were there in another version.
    pub changed: usize,
    /// Files that are removed.
    pub deleted: usize,
    /// Files that are there as they should be.
    pub unchanged: usize,
    /// Files that lie there and that no deploy put.
    pub unknown: usize,
    /// Bytes of added and changed files, unpacked.
    pub bytes: u64,
    /// Bytes that were sent, packed; none in a dry run.
    pub sent_bytes: u64,
    /// From start to end.
    pub seconds: f64,
    /// How many files each stage puts or removes, in order.
    pub stages: Vec<(String, usize)>,
    /// What there is to know beside it.
    pub notes: Vec<String>,
    /// Addresses that answer in another way than before.
    pub addresses: ChangedAddresses,
}

/// Addresses that answer in another way than before, each with scheme and host, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ChangedAddresses {
    /// New ones.
    pub added: Vec<String>,
    /// Those with something else to say.
    pub changed: Vec<String>,
    /// Those that answer no more.
    pub deleted: Vec<String>,
}

impl ChangedAddresses {
    /// Of a plan, and of what deploys that did not end have done before it.
    pub(super) fn of(plan: &DeployPlan<'_>, done: &[Done], addresses: &Addresses) -> Self {
        let mut changed = Self::default();
        for upload in &plan.uploads {
            // A sidecar is served under the address of the file that it is a copy of.
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

    /// All of them: what caches should forget.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.added, &self.changed, &self.deleted].into_iter().flatten().map(String::as_str)
    }
}

/// The public address of a file; none where it is for the host alone.
fn address(path: &str, addresses: &Addresses) -> Option<String> {
    if matches!(path, REDIRECTS | HEADERS) {
        return None;
    }
    // Right for files of an earlier build in another style as well: `index.html` is always the page of a folder.
    Some(addresses.absolute(&addresses.file(addresses.style().path_of(path))))
}

/// Stages by name, with how many files each has.
pub(super) fn stages(plan: &DeployPlan<'_>) -> Vec<(String, usize)> {
    let stages: BTreeMap<_, usize> = plan.stages();
    stages.into_iter().map(|(stage, files)| (stage.to_string(), files)).collect()
}
