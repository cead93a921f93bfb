//! Deploys a built site to a store. Uploads only what changed, in an order in which no live page ever links to a
//! missing file, and no file is ever visible half-written. Only files listed in a record or an intent are ever deleted,
//! unless the caller asks to delete everything else. The steps are plan (pure), guard, lock, intent, stages and record.

mod apply;
mod connector;
pub mod encode;
mod error;
mod files;
mod folder_target;
pub mod form;
mod interrupt;
mod lock;
pub mod plan;
pub mod record;
mod report;
pub mod settings;
pub mod stage;
pub mod state;
mod store;
mod stored_hash;
mod survey;
pub mod target;

use crate::deploy::settings::{Precompress, TargetConfig};
use apply::Work;
use bytes::Bytes;
use futures_util::future::{Either, select};
use http_client::Clock;
use interrupt::Held;
use lock::{Conditions, Lock};
use object_store::PutMode;
use plan::DeployPlan;
use record::{INTENT, Intent, RECORD, Record};
use site::{
    address::{SiteAddress, url_path::Addresses},
    file_names::{HEADERS, REDIRECTS},
    host::{RulesFile, Serving, Totals},
    manifest::{Hash, OutputManifest},
    output::OutputDir,
    removal_limit::Share,
};
use state::{Present, Wanted};
use std::{fs, io, path::Path, pin::pin, sync::atomic::AtomicU64, time::Duration};
use store::Store;
use survey::{Look, State, Survey};
use target::Target;

pub use error::{Cause, Error};
pub use interrupt::Signal;
pub use lock::RENEWAL;
pub use report::{ChangedAddresses, DeployReport};
pub use store::Variables;

/// Everything a deploy needs.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct DeployInputs<'a> {
    /// Where the site is published.
    pub site: &'a SiteAddress,
    /// Whether the site has pages that redirect from old URLs.
    pub redirect_pages: bool,
    /// Name of the target in messages.
    pub name: &'a str,
    /// The target.
    pub target: &'a TargetConfig,
    /// The site's folder, opened for reading.
    pub built: &'a OutputDir,
    /// The environment variables that stores read.
    pub variables: &'a Variables,
    /// Owner string written to the lock, shown to a concurrent deploy.
    pub who: &'a str,
    /// Whether to plan without writing anything.
    pub dry_run: bool,
    /// Whether to take over the lock of another deploy.
    pub force: bool,
    /// Whether to delete files that no deploy uploaded.
    pub delete_unknown: bool,
    /// Whether to compare every stored file with the record and upload those that differ.
    pub verify: bool,
    /// Time between two renewals of the lock: [`RENEWAL`].
    pub renewal: Duration,
    /// Largest share of the stored files that may be deleted.
    pub max_deletions: Share,
    /// Clock and randomness.
    pub clock: Clock,
    /// Called with the progress.
    pub progress: &'a dyn Fn(Progress),
}

/// A step of a deploy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The content of the target is determined.
    Survey,
    /// A stage begins.
    Stage {
        /// The stage.
        stage: stage::Stage,
        /// Number of files it uploads or deletes.
        files: usize,
    },
    /// One file of the stage is done.
    File,
}

/// Runs a deploy.
///
/// It keeps its own files in `.modelpress`, below the site's folder on the store:
///
/// - `deployed.zst`: the record of the files of the last complete deploy. Replaced last, and only if it is still the
///   version that the deploy started from.
/// - `intent-…`: the files that a deploy may upload or delete. Written before any change, and kept if the deploy is
///   interrupted.
/// - `lock-…`: exists while a deploy runs. A deploy that is ended by a signal removes it first.
pub fn deploy(inputs: &DeployInputs<'_>) -> Result<DeployReport, Error> {
    let start = (inputs.clock.elapsed)();
    let host = Target::parse(&inputs.target.url)?;
    host.takes(inputs.target)?;
    let Some(site) = inputs.built.previous().filter(|_| !inputs.built.is_interrupted()) else {
        return Err(Error::Unfinished(inputs.built.root().to_owned()));
    };
    if let target::Kind::Folder(folder) = &host.kind {
        folder_target::check_place(folder, inputs.site, inputs.built.root())?;
    }
    let target = host.below(&inputs.site.base_path);
    let holds_headers = target.holds_headers();
    let cache = inputs.target.cache();
    let rules = form::FormRules { precompress: inputs.target.precompress, cache: &cache, holds_headers };
    let wanted = plan::wanted(site, &rules);
    let exceeded = inputs.target.host.exceeded(&totals(inputs.built.root(), &wanted)?);
    if !exceeded.is_empty() {
        return Err(Error::Limits { exceeded });
    }
    let store = Store::open(target, inputs.target, inputs.variables, &inputs.clock, inputs.dry_run)?;
    // All futures of the deploy run on this runtime.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(Error::Runtime)?;
    let mut report = runtime.block_on(run(inputs, site, &store, rules, wanted))?;
    report.seconds = (inputs.clock.elapsed)().saturating_sub(start).as_secs_f64();
    Ok(report)
}

async fn run(
    inputs: &DeployInputs<'_>,
    site: &OutputManifest,
    store: &Store,
    rules: form::FormRules<'_>,
    wanted: Vec<Wanted<'_>>,
) -> Result<DeployReport, Error> {
    (inputs.progress)(Progress::Survey);
    let folder = inputs.built.root();
    let look = Look { is_listed: inputs.delete_unknown || inputs.verify, is_verified: inputs.verify };
    let mut survey = survey::survey(store, folder, &wanted, look).await?;
    if inputs.delete_unknown {
        adopt(&mut survey);
    }
    if let target::Kind::Folder(target) = &store.target.kind {
        let present = survey.present.iter().map(|(name, _)| &**name);
        folder_target::refuse_links(target, wanted.iter().map(|wanted| &*wanted.key).chain(present))?;
    }
    let text = Record::text(&wanted);
    let plan = plan::plan(wanted, &survey.present);
    let mut report = begin_report(inputs, site, store, &survey, &plan);
    match plan.guard(inputs.max_deletions) {
        Err(refusal) if inputs.dry_run => report.notes.push(format!("this deploy would be refused: {refusal}")),
        guarded => guarded?,
    }
    if inputs.dry_run {
        return Ok(report);
    }
    let packed = record::pack(&text).map_err(Error::Pack)?;
    let is_recorded = survey.record.as_ref().is_some_and(|(hash, _)| *hash == Hash::of(&packed));
    if plan.is_empty() && is_recorded && survey.state.intents.is_empty() {
        return Ok(report);
    }
    // A cheap check of file type and size before anything is uploaded. The hash of a file is checked when it is
    // uploaded.
    plan.uploads.iter().try_for_each(|upload| files::glance(folder, &upload.wanted))?;
    let held = Held::new().map_err(Error::Signals)?;
    let taken = held.whole(lock::take(store, inputs.who, inputs.force)).await?;
    report.notes.extend(taken.notes);
    let work = Work {
        store,
        folder,
        rules,
        concurrency: usize::try_from(inputs.target.concurrency).unwrap_or(usize::MAX),
        progress: inputs.progress,
        sent: AtomicU64::new(0),
    };
    let mut done = {
        let change = pin!(change(&work, &survey, &plan, packed, &taken.lock));
        let stop = pin!(stop(&taken.lock, &held, store, inputs));
        match select(change, stop).await {
            Either::Left((done, _)) => done,
            Either::Right((why, _)) => Err(why),
        }
    };
    let let_go = taken.lock.release(store).await;
    if let Err(Error::Interrupted { is_locked, .. }) = &mut done {
        *is_locked = !let_go;
    }
    done?;
    report.sent_bytes = work.sent.into_inner();
    Ok(report)
}

/// Renews the lock until it is lost or a signal arrives, and returns the error for that.
async fn stop(lock: &Lock, held: &Held, store: &Store, inputs: &DeployInputs<'_>) -> Error {
    match select(pin!(lock.keep(store, inputs.renewal)), pin!(held.signal())).await {
        Either::Left((lost, _)) => lost,
        Either::Right((signal, _)) => Error::Interrupted { target: store.target.to_string(), signal, is_locked: true },
    }
}

/// The size of the site, to compare with the limits of its host.
fn totals(folder: &Path, wanted: &[Wanted<'_>]) -> Result<Totals, Error> {
    let largest = wanted.iter().max_by_key(|wanted| wanted.file.length);
    let read = |name: &str| {
        let path = folder.join(name);
        let is_there = wanted.binary_search_by(|wanted| (*wanted.key).cmp(name)).is_ok();
        let text: io::Result<Option<String>> = is_there.then(|| fs::read_to_string(&path)).transpose();
        text.map_err(|source| Error::Read { path, source })
    };
    Ok(Totals {
        files: wanted.len() as u64,
        bytes: wanted.iter().map(|wanted| wanted.file.length).sum(),
        largest: largest.map(|wanted| (wanted.source.into(), wanted.file.length)),
        redirects: read(REDIRECTS)?.map(|text| RulesFile::of_redirects(&text)),
        headers: read(HEADERS)?.map(|text| RulesFile::of_headers(&text)),
    })
}

/// Makes all changes of a deploy on the store. The caller holds the lock.
async fn change(
    work: &Work<'_>,
    survey: &Survey,
    plan: &DeployPlan<'_>,
    packed: Vec<u8>,
    lock: &Lock,
) -> Result<(), Error> {
    let store = work.store;
    // Another deploy may have changed the store since the plan was made.
    if State::read(store).await? != survey.state {
        return Err(Error::Overtaken(store.target.to_string()));
    }
    if let target::Kind::Folder(folder) = &store.target.kind
        && survey.is_resumed
    {
        files::sweep(folder, |name| survey.present.binary_search_by(|(known, _)| (**known).cmp(name)).is_ok());
    }
    let mut intents = survey.state.intents.clone();
    if !plan.is_empty() {
        let base = survey.record.as_ref().map(|(hash, _)| *hash);
        let intent = record::pack(&Intent::text(base, plan)).map_err(Error::Pack)?;
        let name = format!("{INTENT}{}.zst", Hash::of(&intent));
        let put = store.put(&name, intent.into(), None, PutMode::Overwrite).await;
        put.map_err(|error| store.error("write down what is about to happen", &error))?;
        intents.push(name);
        intents.dedup();
    }
    work.apply(plan).await?;
    if lock.conditions() != Conditions::Kept {
        // A deploy that lost its lock must not replace the record of the deploy that took it over.
        lock.check(store).await?;
    }
    put_record(store, survey, packed.into(), lock.conditions()).await?;
    let names: Vec<&str> = intents.iter().map(String::as_str).collect();
    store.remove(&names).await
}

/// Replaces the record if it is still the version that this deploy started from.
async fn put_record(store: &Store, survey: &Survey, packed: Bytes, conditions: Conditions) -> Result<(), Error> {
    let mode = match &survey.record {
        // Without conditional writes, only the lock protects the record. In a folder that is enough, because the
        // operating system holds the lock until the process ends.
        _ if conditions != Conditions::Kept => PutMode::Overwrite,
        None => PutMode::Create,
        Some((_, version)) => PutMode::Update(version.clone()),
    };
    let Err(error) = store.put(RECORD, packed.clone(), None, mode).await else { return Ok(()) };
    if !matches!(error, object_store::Error::Precondition { .. } | object_store::Error::AlreadyExists { .. }) {
        return Err(store.error("write the record", &error));
    }
    // The response to the first attempt may have been lost.
    match store.get(RECORD).await? {
        Some((there, _)) if there == packed => Ok(()),
        _ => Err(Error::Overtaken(store.target.to_string())),
    }
}

/// Treats files that no deploy uploaded as ours, so that the plan deletes them.
fn adopt(survey: &mut Survey) {
    let unknown = std::mem::take(&mut survey.unknown);
    survey.present.extend(unknown.into_iter().map(|name| (name.into(), Present::Unsure)));
    survey.present.sort_by(|(a, _), (b, _)| a.cmp(b));
}

fn begin_report(
    inputs: &DeployInputs<'_>,
    site: &OutputManifest,
    store: &Store,
    survey: &Survey,
    plan: &DeployPlan<'_>,
) -> DeployReport {
    let added = plan.added();
    DeployReport {
        target: inputs.name.to_owned(),
        url: store.target.to_string(),
        dry_run: inputs.dry_run,
        resumed: survey.is_resumed,
        files: plan.unchanged + plan.uploads.len(),
        added,
        changed: plan.uploads.len() - added,
        deleted: plan.removals.len(),
        unchanged: plan.unchanged,
        unknown: survey.unknown.len(),
        bytes: plan.bytes(),
        sent_bytes: 0,
        seconds: Duration::ZERO.as_secs_f64(),
        stages: report::stages(plan),
        notes: notes(inputs, site, store, survey),
        addresses: ChangedAddresses::of(plan, &survey.done, &Addresses::new(inputs.site)),
    }
}

/// Notes for the user in the report.
fn notes(inputs: &DeployInputs<'_>, site: &OutputManifest, store: &Store, survey: &Survey) -> Vec<String> {
    let mut notes = Vec::new();
    if !store.target.holds_headers() {
        notes.push(
            "a folder stores no headers: types, `Cache-Control` and encodings depend on the web server".to_owned(),
        );
        if matches!(inputs.target.precompress, Precompress::Gzip | Precompress::Brotli) {
            notes.push(
                "ignored `precompress`, because a folder cannot mark a file as compressed; `sidecars` works there"
                    .to_owned(),
            );
        }
    }
    let host = inputs.target.host;
    match host.serves(inputs.site.url_form) {
        Serving::Yes => {}
        Serving::If(condition) => notes.push(format!("for this URL style, {condition}")),
        Serving::No(instead) => {
            notes.push(format!("{} does not serve this URL style: {instead}", host.label()));
        }
    }
    notes.extend(host.left_out(site.files.keys().map(|path| &**path)).iter().map(ToString::to_string));
    if site.files.contains_key(REDIRECTS) && !host.reads_redirects() && !inputs.redirect_pages {
        notes.push(format!(
            "{} does not read `_redirects`: set `[output] redirect-pages = true`, or redirected URLs return 404",
            host.label()
        ));
    }
    if survey.is_resumed {
        notes.push("resumed an interrupted deploy".to_owned());
    }
    if inputs.verify {
        notes.push(format!(
            "compared the store with the last deploy: {} differed",
            locale::plural::Counted(survey.differing, "file")
        ));
    }
    if survey.is_compared && survey.present.iter().any(|(_, present)| matches!(present, Present::Sure(_))) {
        notes.push("found no record of a deploy: identical files were kept with their current headers".to_owned());
    }
    if !survey.unknown.is_empty() {
        let first = survey.unknown.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "kept {} that no deploy uploaded ({first}); `--delete-unknown` removes them",
            locale::plural::Counted(survey.unknown.len(), "file"),
        ));
    }
    notes
}
