//! Fetches model metadata from the Hub API into a snapshot. [`fetch`] reads the configured listings page by page and
//! writes every record unchanged into a part. It replaces `snapshot.json` when all parts are complete, so the last
//! snapshot stays valid until then. An interrupted fetch resumes after its last complete page, using the state in
//! `run/` next to the parts (see `run.rs`). Parts that are not listed in an index are ignored.

mod assemble;
mod detail;
mod error;
mod listing;
mod missing_models;
mod narrowing;
mod parts;
mod previous_snapshot;
mod record;
mod report;
mod run;
mod seen_models;
mod sizes;
mod walk;

pub use self::{
    error::Error,
    report::{FetchReport, Progress},
};

use self::{
    previous_snapshot::PreviousSnapshot,
    run::{Finding, Plan, Run},
    seen_models::SeenModels,
    sizes::SizeCache,
    walk::Walking,
};
use crate::settings::{Endpoint, HubConfig};
use durable_files::{FolderLock, atomic_file};
use http_client::{Client, Clock, Politeness, Token};
use jiff::{SignedDuration, Timestamp};
use locale::plural::Counted;
use snapshot::{
    gone::{Event, Gone, GoneEntry},
    index::{Counts, Part, Query, SCHEMA, SnapshotIndex},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    sync::Mutex,
};
use strict_toml::redact::without_user_info;
use url::Url;

/// An interrupted fetch can be resumed for this many hours; the Hub makes no promise about its cursors.
const RESUME_HOURS: i64 = 24;

/// Largest response that is read, in bytes.
const MAX_BODY: u64 = 32 << 20;

/// Everything a fetch needs.
pub struct FetchInputs<'a> {
    /// `[source.hub]`.
    pub config: &'a HubConfig,
    /// URL of the Hub. Can differ from the URL in the settings.
    pub endpoint: &'a str,
    /// The token, sent only to that URL.
    pub token: Option<Token>,
    /// The user agent.
    pub user_agent: &'a str,
    /// The folder of the snapshot.
    pub folder: &'a Path,
    /// Whether to request everything again.
    pub full: bool,
    /// Maximum number of models, for trial runs.
    pub limit: Option<u64>,
    /// Maximum number of models whose file sizes to request. `None` for no sizes.
    pub sizes: Option<usize>,
    /// Clock and randomness.
    pub clock: Clock,
    /// Peak memory so far in MiB, if the system reports it.
    pub peak_memory_mib: fn() -> Option<u64>,
    /// Called with the progress.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// The state shared by the parts of a fetch.
struct Fetch<'a> {
    inputs: &'a FetchInputs<'a>,
    client: &'a Client<'a>,
    endpoint: Url,
    query: Query,
    /// Fetches only changes since this time; `None` for everything.
    since: Option<Timestamp>,
    generation: u64,
    /// The last snapshot, if the new one is based on it.
    old: Option<&'a PreviousSnapshot<'a>>,
}

/// Fetches a snapshot.
///
/// Fails if the Hub gives no usable response within the limits, or if a file cannot be read or written. The last
/// snapshot then stays, and the next fetch resumes after the last complete page.
pub fn fetch(inputs: &FetchInputs<'_>) -> Result<FetchReport, Error> {
    let folder = inputs.folder;
    fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    let lock_file = folder.join("lock");
    let lock = FolderLock::take(&lock_file).map_err(Error::io("lock", &lock_file))?;
    let Some(_lock) = lock else { return Err(Error::Busy(folder.into())) };
    atomic_file::remove_leftovers(folder).map_err(Error::io("clean up", folder))?;
    let endpoint = Endpoint::parse(inputs.endpoint).and_then(|endpoint| Url::parse(&endpoint.0).ok());
    let endpoint = endpoint.ok_or_else(|| Error::Endpoint(without_user_info(inputs.endpoint).into_owned()))?;
    let refused = Mutex::new(Vec::new());
    let watch = |event| (inputs.progress)(Progress::Net(event));
    let progress = |step: Progress| {
        if let (Progress::RefusedFields(fields), Ok(mut refused)) = (&step, refused.lock()) {
            refused.extend(fields.iter().cloned());
        }
        (inputs.progress)(step);
    };
    let inputs =
        &FetchInputs { progress: &progress, token: inputs.token.clone(), clock: inputs.clock.clone(), ..*inputs };
    let client = Client::new(
        &endpoint,
        inputs.token.clone(),
        inputs.user_agent,
        politeness(inputs.config),
        inputs.clock.clone(),
        &watch,
    );
    let mut report = fetch_with(inputs, &client, endpoint)?;
    report.refused_fields = refused.into_inner().unwrap_or_default();
    report.refused_fields.sort_unstable();
    report.refused_fields.dedup();
    Ok(report)
}

fn politeness(config: &HubConfig) -> Politeness {
    Politeness {
        retries: u32::try_from(config.retries).unwrap_or(u32::MAX),
        timeout: config.timeout,
        min_delay: config.min_delay,
        spare_requests: config.spare_requests,
        max_wait: config.max_wait,
        connections: usize::try_from(config.connections).unwrap_or(1),
        max_body: MAX_BODY,
    }
}

fn fetch_with(inputs: &FetchInputs<'_>, client: &Client<'_>, endpoint: Url) -> Result<FetchReport, Error> {
    let stages = Stages::new(inputs);
    let last = read_last(inputs);
    let query = Query {
        endpoint: endpoint.as_str().trim_end_matches('/').to_owned(),
        walks: inputs.config.walks.clone(),
        expand: inputs.config.expand.clone(),
        min_downloads: inputs.config.min_downloads,
    };
    if let Some(whole) = last.as_ref().filter(|last| last.complete && inputs.limit.is_some() && !inputs.full) {
        return Err(Error::LimitOverWhole(whole.counts.models));
    }
    let of_this_hub = last.as_ref().filter(|last| last.query.endpoint == query.endpoint && inputs.limit.is_none());
    let mut old = of_this_hub.map(|last| PreviousSnapshot::new(inputs.folder, last, &query));
    let mut seen_models = SeenModels::default();
    if let Some(old) = &mut old {
        load(inputs, old, &mut seen_models)?;
    }
    stages.end("read the last snapshot");
    let base = old.as_ref().filter(|old| old.is_whole()).map(|old| old.index);
    let plan = plan(inputs, query.clone(), base, last.as_ref());
    let (since, generation) = (plan.1.since, plan.1.generation);
    let fetch = Fetch { inputs, client, endpoint, query, since, generation, old: old.as_ref() };
    let (run, mut report) = walk(&fetch, plan, &mut seen_models, last.as_ref(), &stages)?;
    finish(&fetch, run, seen_models, &mut report, &stages)?;
    report.stages = stages.seconds.take();
    report.seconds = report.stages.values().sum();
    Ok(report)
}

/// The index of the last snapshot. `None` if it is missing or unusable.
fn read_last(inputs: &FetchInputs<'_>) -> Option<SnapshotIndex> {
    SnapshotIndex::read(inputs.folder).unwrap_or_else(|error| {
        (inputs.progress)(Progress::Ignored(format!("fetching everything again: {error}")));
        None
    })
}

/// Adds the models of the last snapshot to `seen_models`. If the snapshot is damaged, everything is fetched again, and
/// its readable records still show which models existed.
fn load(inputs: &FetchInputs<'_>, old: &mut PreviousSnapshot<'_>, seen_models: &mut SeenModels) -> Result<(), Error> {
    let read = old.for_each(|record, _| {
        seen_models.note_old(record);
        Ok(())
    });
    let Err(error) = read else { return Ok(()) };
    (inputs.progress)(Progress::Ignored(format!("fetching everything again: {error}")));
    *seen_models = SeenModels::default();
    let lost = old.salvage(|record, _| {
        seen_models.note_old(record);
        Ok(())
    })?;
    if lost > 0 {
        let lost = Counted(usize::try_from(lost).unwrap_or(usize::MAX), "record");
        (inputs.progress)(Progress::Ignored(format!(
            "{lost} of the last snapshot cannot be read; models that the Hub's listings leave out are lost"
        )));
    }
    Ok(())
}

/// Decides whether to resume an interrupted fetch, and what to fetch.
fn plan(
    inputs: &FetchInputs<'_>,
    query: Query,
    base: Option<&SnapshotIndex>,
    last: Option<&SnapshotIndex>,
) -> (bool, Plan) {
    let now = (inputs.clock.now)();
    let hours = |hours: i64| SignedDuration::from_hours(hours);
    let full_after = hours(24 * i64::try_from(inputs.config.full_after_days.min(36_500)).unwrap_or_default());
    let is_young = |base: &&SnapshotIndex| !inputs.full && now.duration_since(base.walked_at) < full_after;
    let margin = SignedDuration::try_from(inputs.config.margin).unwrap_or_default();
    let since = base.filter(is_young).map(|base| base.watermark.checked_sub(margin).unwrap_or(Timestamp::UNIX_EPOCH));
    let generation = last.map_or_else(|| highest_part(inputs.folder), |last| last.generation) + 1;
    let plan = Plan { generation, since, limit: inputs.limit, query, began: now };
    let found = Run::find(inputs.folder).filter(|found| {
        let age = now.duration_since(found.began);
        let is_as_wanted = found.generation == generation && found.limit == plan.limit && found.query == plan.query;
        // An interrupted full fetch can be resumed as an update, but not the other way round.
        is_as_wanted && age < hours(RESUME_HOURS) && (found.since == since || found.since.is_none() && base.is_some())
    });
    match found {
        Some(found) => (true, found),
        None => (false, plan),
    }
}

/// The highest generation in the file names of parts, for a folder without an index.
fn highest_part(folder: &Path) -> u64 {
    // Parts of an interrupted fetch do not count, because resuming it needs the same generation again.
    let under_way = Run::find(folder).map(|plan| plan.generation);
    let names =
        fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let numbers = names.filter_map(|name| name.strip_prefix("part-")?.split('-').next()?.parse().ok());
    numbers.filter(|number| Some(*number) != under_way).max().unwrap_or(0)
}

/// Reads all listings.
fn walk(
    fetch: &Fetch<'_>,
    (is_resumed, plan): (bool, Plan),
    seen_models: &mut SeenModels,
    last: Option<&SnapshotIndex>,
    stages: &Stages<'_>,
) -> Result<(Run, FetchReport), Error> {
    let (folder, only_changes) = (fetch.inputs.folder, fetch.since.is_some());
    let expected = seen_models.old();
    let mut run = if is_resumed {
        Run::resume(folder, plan, |page, records| walk::restore(page, records, seen_models, only_changes))?
    } else {
        Run::begin(folder, plan)?
    };
    remove_others(folder, last, Some(&run))?;
    let resumed_pages = run.pages().count() as u64;
    let resumed = (resumed_pages, run.pages().map(|page| page.records).sum());
    (fetch.inputs.progress)(Progress::Begin { full: !only_changes, resumed, expected });
    let mut malformed = Vec::new();
    let sizes = SizeCache::open(folder)?;
    walk::walk_all(fetch, &mut Walking { run: &mut run, seen_models, sizes: &sizes, malformed: &mut malformed })?;
    stages.end("walk");
    let report = FetchReport {
        snapshot: folder.to_string_lossy().into_owned(),
        full: !only_changes,
        complete: fetch.inputs.limit.is_none(),
        malformed: run.pages().map(|page| page.malformed).sum(),
        malformed_reasons: malformed,
        pages: run.pages().count() as u64,
        resumed_pages,
        ..FetchReport::default()
    };
    Ok((run, report))
}

/// Writes the snapshot and replaces the last one.
fn finish(
    fetch: &Fetch<'_>,
    mut run: Run,
    mut seen_models: SeenModels,
    report: &mut FetchReport,
    stages: &Stages<'_>,
) -> Result<(), Error> {
    let folder = fetch.inputs.folder;
    let mut gone = read_gone(fetch)?;
    let now = (fetch.inputs.clock.now)();
    let mut cache = SizeCache::open(folder)?;
    let walked = assemble::walked_parts(fetch, &run)?;
    let mut parts = match (fetch.old, fetch.since) {
        (Some(old), Some(_)) if walked.is_empty() => {
            report.models = seen_models.old();
            old.index.parts.clone()
        }
        (Some(old), Some(_)) => {
            (fetch.inputs.progress)(Progress::Assemble);
            let (mut parts, renamed) = assemble::compact(fetch, old, &seen_models, &cache)?;
            parts.extend(walked);
            report.models = seen_models.old() + seen_models.new - renamed.len() as u64;
            report.renamed = renamed.len() as u64;
            for (id, to) in renamed {
                gone.add(GoneEntry { id, event: Event::Renamed { to }, date: now });
            }
            parts
        }
        (old, _) => {
            let mut parts = walked;
            report.models = seen_models.kept();
            if let Some(old) = old.filter(|_| seen_models.is_any_missing()) {
                let kept = keep_missing(fetch, old, &mut run, &mut seen_models, &mut gone, report)?;
                parts.extend(kept);
            }
            parts
        }
    };
    stages.end("put together");
    note_terms(&seen_models, &mut gone, now);
    let sized = sizes::fetch(fetch, &parts, &mut cache)?;
    (report.sizes, report.sizes_failed) = (sized.models, sized.failed);
    parts.extend(sized.parts);
    stages.end("sizes");
    (report.new, report.changed) = (seen_models.new, seen_models.changed);
    report.newly_gated = seen_models.newly_gated.len() as u64;
    commit(fetch, &run, parts, &gone, report)?;
    cache.keep_only(&sized.commits)?;
    stages.end("replace");
    Ok(())
}

/// After a full listing, requests the models missing from it and keeps those that are not deleted.
fn keep_missing(
    fetch: &Fetch<'_>,
    old: &PreviousSnapshot<'_>,
    run: &mut Run,
    seen_models: &mut SeenModels,
    gone: &mut Gone,
    report: &mut FetchReport,
) -> Result<Vec<Part>, Error> {
    let findings = missing_models::confirm(fetch, old, run, seen_models)?;
    let now = (fetch.inputs.clock.now)();
    for step in &findings.steps {
        let event = match &step.finding {
            Finding::Gone(status) => Event::Gone { status: *status },
            Finding::Renamed(to) => Event::Renamed { to: to.clone() },
            Finding::There | Finding::Unwanted | Finding::Unknown => continue,
        };
        match event {
            Event::Renamed { .. } => report.renamed += 1,
            _ => report.gone += 1,
        }
        gone.add(GoneEntry { id: step.id.clone(), event, date: now });
    }
    (fetch.inputs.progress)(Progress::Assemble);
    let before = seen_models.kept();
    let (parts, kept) = assemble::keep_missing(fetch, old, seen_models, &findings)?;
    report.models = seen_models.kept() + kept;
    report.kept = report.models - before;
    Ok(parts)
}

/// Reads the list of deleted models. A damaged line affects only itself.
fn read_gone(fetch: &Fetch<'_>) -> Result<Gone, Error> {
    let damaged = |error| (fetch.inputs.progress)(Progress::Ignored(format!("skipping a line: {error}")));
    Ok(Gone::read_around(fetch.inputs.folder, damaged)?)
}

/// Updates the entries of `gone`: adds newly gated models and removes those that exist or are open again.
fn note_terms(seen_models: &SeenModels, gone: &mut Gone, now: Timestamp) {
    gone.absent.retain(|id, _| !seen_models.is_kept(id));
    gone.gated.retain(|id, _| !seen_models.is_found_open(id));
    for (id, gate) in &seen_models.newly_gated {
        let event = Event::Gated { gated: gate.as_str().to_owned() };
        gone.add(GoneEntry { id: id.clone(), event, date: now });
    }
}

/// Replaces the index, then removes the parts of the last snapshot.
fn commit(fetch: &Fetch<'_>, run: &Run, parts: Vec<Part>, gone: &Gone, report: &mut FetchReport) -> Result<(), Error> {
    let folder = fetch.inputs.folder;
    let plan = &run.plan;
    // By the Hub's clock, like the dates in its records.
    let started = run.pages().find_map(|page| page.date).unwrap_or(plan.began);
    let newest = run.pages().map(|page| page.newest).max().unwrap_or(0);
    let newest =
        i64::try_from(newest).ok().filter(|newest| *newest > 0).and_then(|at| Timestamp::from_millisecond(at).ok());
    let seen = newest.map_or(started, |newest| newest.min(started));
    let (watermark, walked_at) = match (fetch.old.map(|old| old.index), fetch.since) {
        (Some(base), Some(_)) => (newest.map_or(base.watermark, |_| seen.max(base.watermark)), base.walked_at),
        _ => (seen, plan.began),
    };
    let index = SnapshotIndex {
        schema: SCHEMA,
        generation: plan.generation,
        captured_at: (fetch.inputs.clock.now)(),
        walked_at,
        watermark,
        complete: report.complete,
        query: fetch.query.clone(),
        counts: Counts { models: report.models, malformed: report.malformed, gone: gone.len() as u64 },
        parts,
    };
    if !gone.is_empty() || folder.join(snapshot::gone::GONE).exists() {
        gone.write(folder)?;
    }
    index.write(folder)?;
    remove_others(folder, Some(&index), None)?;
    Run::forget(folder)?;
    let spent = fetch.client.spent();
    report.captured_at = index.captured_at.to_string();
    report.packed_bytes = index.parts.iter().map(|part| part.bytes).sum();
    (report.requests, report.retries, report.bytes) = (spent.requests, spent.retries, spent.bytes);
    report.waited_seconds = spent.waited.as_secs_f64();
    report.peak_rss_mib = (fetch.inputs.peak_memory_mib)();
    Ok(())
}

/// Removes parts that neither the index nor the running fetch lists.
fn remove_others(folder: &Path, index: Option<&SnapshotIndex>, run: Option<&Run>) -> Result<(), Error> {
    let named = index.into_iter().flat_map(|index| &index.parts).map(|part| part.file.as_str());
    let under_way = run.into_iter().flat_map(Run::pages).map(|page| page.part.as_str());
    let wanted: BTreeSet<&str> = named.chain(under_way).collect();
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    for entry in entries {
        let entry = entry.map_err(Error::io("read", folder))?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| run::is_part(name) && !wanted.contains(name)) {
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", entry.path())(error));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// The query string for a single model: the same fields as in a listing.
fn expand_query(expand: &[String]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(expand.iter().map(|field| ("expand", field)))
        .finish()
}

/// Measures the seconds of each stage.
struct Stages<'a> {
    inputs: &'a FetchInputs<'a>,
    since: RefCell<f64>,
    seconds: RefCell<BTreeMap<&'static str, f64>>,
}

impl<'a> Stages<'a> {
    fn new(inputs: &'a FetchInputs<'a>) -> Self {
        let since = RefCell::new((inputs.clock.elapsed)().as_secs_f64());
        Self { inputs, since, seconds: RefCell::default() }
    }

    fn end(&self, stage: &'static str) {
        let now = (self.inputs.clock.elapsed)().as_secs_f64();
        let before = self.since.replace(now);
        self.seconds.borrow_mut().insert(stage, now - before);
    }
}
