//! Checks that the public site matches the built one before search engines are notified.

use crate::submit::{Error, NotLive, plan::Plan};
use http_client::{Client, Reply, Request};
use site::{
    file_names,
    manifest::{Hash, OutputFile, OutputManifest},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use url::Url;

/// The expected response of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// This file, after decompression, with status 200.
    File(OutputFile),
    /// Not found, or a redirect.
    Gone,
}

/// A URL and its expected response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) url: String,
    /// The file of the site that must be there. `None` if the page must be gone.
    pub(super) file: Option<String>,
    pub(super) expected: Expected,
}

/// The URLs to check: the sitemap index, the key file, and up to `most` each of the other sitemaps, of pages (new and
/// changed ones first), and of deleted pages. The same plan always gives the same URLs.
pub(super) fn samples(
    manifest: &OutputManifest,
    plan: &Plan,
    site: (&str, &str),
    key_file: Option<&str>,
    most: usize,
) -> Vec<Sample> {
    let (origin, base_path) = site;
    let file = |name: &str| {
        let url = format!("{origin}{base_path}/{name}");
        let expected = |file: &OutputFile| Expected::File(*file);
        manifest.files.get(name).map(|file| Sample { url, file: Some(name.to_owned()), expected: expected(file) })
    };
    let mut samples: Vec<Sample> =
        [Some(file_names::SITEMAP_INDEX), key_file].into_iter().flatten().filter_map(file).collect();
    let sitemaps = manifest.files.keys().filter(|name| name.starts_with("sitemap-"));
    samples.extend(chosen(sitemaps, most).filter_map(file));
    let told = chosen(plan.added.iter().chain(&plan.changed), most);
    let more = chosen(plan.pages.keys(), most);
    let pages: BTreeSet<&str> = told.chain(more).take(most).collect();
    let gone: BTreeSet<&str> = chosen(plan.deleted.iter(), most).collect();
    let wanted = |url: &str| pages.contains(url) || gone.contains(url);
    let files: BTreeMap<&str, (&str, OutputFile)> = manifest
        .pages
        .values()
        .filter(|page| wanted(&page.url))
        .filter_map(|page| Some((&*page.url, (&*page.file, *manifest.files.get(&page.file)?))))
        .collect();
    samples.extend(pages.union(&gone).map(|url| Sample {
        url: format!("{origin}{url}"),
        file: files.get(url).map(|(name, _)| (*name).to_owned()),
        expected: files.get(url).map_or(Expected::Gone, |(_, file)| Expected::File(*file)),
    }));
    samples
}

/// Chooses up to `most` names by their hashes, so that the choice is fixed but not alphabetical.
fn chosen<'a>(names: impl Iterator<Item = &'a Box<str>>, most: usize) -> impl Iterator<Item = &'a str> {
    let mut ordered: Vec<(Hash, &str)> = names.map(|name| (Hash::of(name.as_bytes()), &**name)).collect();
    ordered.sort_unstable();
    ordered.truncate(most);
    ordered.into_iter().map(|(_, name)| name)
}

/// Requests one URL and compares the response with the file in `root`, the site's folder.
pub(super) fn check(client: &Client<'_>, root: &Path, sample: &Sample) -> Result<(), Error> {
    let not_live = |problem| Error::NotLive { url: sample.url.clone(), problem };
    let Ok(url) = Url::parse(&sample.url) else {
        return Err(not_live(NotLive::Status { status: 0, expected: "at all" }));
    };
    let reply = client.answer(Request::get(url)).map_err(Error::Unreachable)?;
    judge(&reply, sample.expected).map_err(|problem| {
        let built = || sample.file.as_ref().and_then(|name| fs::read(root.join(name)).ok());
        not_live(match problem {
            NotLive::Bytes { found, expected } if built().is_some_and(|built| is_extended(&reply.body, &built)) => {
                NotLive::Extended { added: found as u64 - expected }
            }
            problem => problem,
        })
    })
}

fn judge(reply: &Reply, expected: Expected) -> Result<(), NotLive> {
    let Reply { status, body, .. } = reply;
    let is_redirect = (300..400).contains(status);
    match expected {
        Expected::Gone if is_redirect || matches!(status, 404 | 410) => Ok(()),
        Expected::Gone => Err(NotLive::Status { status: *status, expected: "404, 410 or a redirect" }),
        Expected::File(_) if is_redirect => {
            let location = reply.location.clone().unwrap_or_default();
            Err(NotLive::Redirect { status: *status, location })
        }
        Expected::File(_) if *status != 200 => Err(NotLive::Status { status: *status, expected: "200" }),
        Expected::File(file) if Hash::of(body) != file.hash => {
            Err(NotLive::Bytes { found: body.len(), expected: file.length })
        }
        Expected::File(_) => Ok(()),
    }
}

/// Whether a response is the built file with inserted bytes, as by a CDN that adds a script to each page. It is if it
/// contains all bytes of the file in order.
fn is_extended(body: &[u8], built: &[u8]) -> bool {
    /// Shorter files are not checked, because their bytes may occur in order in any text.
    const SHORTEST: usize = 200;
    let mut rest = built.iter().copied().peekable();
    for byte in body {
        rest.next_if_eq(byte);
    }
    body.len() > built.len() && built.len() >= SHORTEST && rest.peek().is_none()
}

/// Largest body that is read, in bytes: more than any page, and more than the maximum size of a sitemap.
pub(super) const MAX_BODY: u64 = 64 << 20;

/// The client limits from these settings.
pub(super) fn politeness(config: &crate::submit::settings::SubmitConfig) -> http_client::Politeness {
    http_client::Politeness {
        retries: u32::try_from(config.retries).unwrap_or(u32::MAX),
        timeout: config.timeout,
        min_delay: std::time::Duration::ZERO,
        spare_requests: 0,
        max_wait: config.max_wait,
        connections: 1,
        max_body: MAX_BODY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use site::{content_type::ContentType, manifest::PageRecord};

    /// New and changed pages come first in the sample. Otherwise a deploy that uploaded none of them would pass.
    #[test]
    fn of_few_pages_those_that_changed_are_looked_at() {
        let name = |at: u8| format!("/{at}/").into_boxed_str();
        let file = |at: u8| OutputFile { hash: Hash([at; 16]), length: 1, content_type: ContentType::Html };
        let page = |at: u8| {
            let record = PageRecord {
                path: name(at),
                url: name(at),
                file: name(at),
                noindex_reason: None,
                facts: Hash([at; 16]),
                changed: None,
                runnable: None,
                runnable_since: None,
            };
            (name(at), record)
        };
        let manifest = OutputManifest {
            pages: (0..20).map(page).collect(),
            files: (0..20).map(|at| (name(at), file(at))).collect(),
            ..OutputManifest::default()
        };
        let pages = (0..20).map(|at| (name(at), Hash([at; 16]))).collect();
        let plan = Plan { pages, ..Plan::default() };
        for at in 0..20 {
            let expected = Expected::File(file(at));
            let expected = [Sample { url: format!("https://h/{at}/"), file: Some(name(at).into()), expected }];
            for plan in
                [Plan { changed: vec![name(at)], ..plan.clone() }, Plan { added: vec![name(at)], ..plan.clone() }]
            {
                assert_eq!(samples(&manifest, &plan, ("https://h", ""), None, 1), expected);
            }
        }
    }
}
