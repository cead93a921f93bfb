//! `deploy`: a built site goes to a store: only what changed, in an order in which the live site never names what is
//! not there, and never half.
//!
//! Plan (pure) → guard → lock → intent → stages → record. Below the site's folder on the store lie, in `.modelpress`:
//!
//! - `deployed.zst`: what the last deploy that ended put there. Replaced last of all, and only where it is still the
//!   one that the deploy began with.
//! - `intent-…`: what a deploy may put or remove, written before it does; there while one runs, and after one that
//!   did not end.
//! - `lock-…`: there while a deploy runs. One that a signal ends removes it first.
//!
//! Only a file that a record or an intent names is ever removed, unless removal of everything else is asked for.

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

/// What a deploy is handed.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct DeployInputs<'a> {
    /// Where the site is published.
    pub site: &'a SiteAddress,
    /// Whether the site has pages that forward from old addresses.
    pub redirect_pages: bool,
    /// What the target is called.
    pub name: &'a str,
    /// The target.
    pub target: &'a TargetConfig,
    /// The site's folder, opened.
    pub built: &'a OutputDir,
    /// What stores read of the environment.
    pub variables: &'a Variables,
    /// Who deploys, for whoever comes meanwhile.
    pub who: &'a str,
    /// Whether to plan and do nothing.
    pub dry_run: bool,
    /// Whether to take over the lock of another deploy.
    pub force: bool,
    /// Whether to remove what no deploy put.
    pub delete_unknown: bool,
    /// Whether to compare every file on the store with the record, and to put those again that differ.
    pub verify: bool,
    /// Between two signs of life of the lock: [`RENEWAL`].
    pub renewal: Duration,
    /// The most that is removed.
    pub max_deletions: Share,
    /// Clocks.
    pub clock: Clock,
    /// Told of what happens.
    pub progress: &'a dyn Fn(Progress),
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The target is looked at.
    Survey,
    /// A stage begins.
    Stage {
        /// Which.
        stage: stage::Stage,
        /// How many files it puts or removes.
        files: usize,
    },
    /// One of them is done.
    File,
}

/// Deploys.
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
    // The only futures of the program live in here.
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
        Err(refusal) if inputs.dry_run => report.notes.push(format!("the deploy would be refused: {refusal}")),
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
    // At the price of a glance, before anything is sent; each is read and proved before it is.
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

/// Keeps the lock until it is lost or a signal comes.
async fn stop(lock: &Lock, held: &Held, store: &Store, inputs: &DeployInputs<'_>) -> Error {
    match select(pin!(lock.keep(store, inputs.renewal)), pin!(held.signal())).await {
        Either::Left((lost, _)) => lost,
        Either::Right((signal, _)) => Error::Interrupted { target: store.target.to_string(), signal, is_locked: true },
    }
}

/// The site as its host counts it.
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

/// Under the lock: everything that is written to the store, but for the lock.
async fn change(
    work: &Work<'_>,
    survey: &Survey,
    plan: &DeployPlan<'_>,
    packed: Vec<u8>,
    lock: &Lock,
) -> Result<(), Error> {
    let store = work.store;
    // What was planned with may be old by now.
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
        // Nothing else keeps a deploy that lost its lock from replacing the record of the one that took it.
        lock.check(store).await?;
    }
    put_record(store, survey, packed.into(), lock.conditions()).await?;
    let names: Vec<&str> = intents.iter().map(String::as_str).collect();
    store.remove(&names).await
}

/// Replaces the record, where it is still the one that the deploy began with.
async fn put_record(store: &Store, survey: &Survey, packed: Bytes, conditions: Conditions) -> Result<(), Error> {
    let mode = match &survey.record {
        // The lock is enough in a folder: the system holds it for as long as the process lives.
        _ if conditions != Conditions::Kept => PutMode::Overwrite,
        None => PutMode::Create,
        Some((_, version)) => PutMode::Update(version.clone()),
    };
    let Err(error) = store.put(RECORD, packed.clone(), None, mode).await else { return Ok(()) };
    if !matches!(error, object_store::Error::Precondition { .. } | object_store::Error::AlreadyExists { .. }) {
        return Err(store.error("write the record", &error));
    }
    // The answer to the first attempt may have been lost on its way.
    match store.get(RECORD).await? {
        Some((there, _)) if there == packed => Ok(()),
        _ => Err(Error::Overtaken(store.target.to_string())),
    }
}

/// What no deploy put is treated as if one had.
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

/// What there is to know beside the figures.
fn notes(inputs: &DeployInputs<'_>, site: &OutputManifest, store: &Store, survey: &Survey) -> Vec<String> {
    let mut notes = Vec::new();
    if !store.target.holds_headers() {
        notes.push(
            "a folder keeps no headers: types, `Cache-Control` and encodings are up to whatever serves it".to_owned(),
        );
        if matches!(inputs.target.precompress, Precompress::Gzip | Precompress::Brotli) {
            notes.push(
                "`precompress` was left out: nothing in a folder says that a file is packed; `sidecars` works there"
                    .to_owned(),
            );
        }
    }
    let host = inputs.target.host;
    match host.serves(inputs.site.url_form) {
        Serving::Yes => {}
        Serving::If(condition) => notes.push(format!("for addresses of this form {condition}")),
        Serving::No(instead) => {
            notes.push(format!("{} does not serve addresses of this form: {instead}", host.label()));
        }
    }
    notes.extend(host.left_out(site.files.keys().map(|path| &**path)).iter().map(ToString::to_string));
    if site.files.contains_key(REDIRECTS) && !host.reads_redirects() && !inputs.redirect_pages {
        notes.push(format!(
            "{} does not read `_redirects`: set `[output] redirect-pages = true`, or old addresses answer 404",
            host.label()
        ));
    }
    if survey.is_resumed {
        notes.push("a deploy that did not end was gone on with".to_owned());
    }
    if inputs.verify {
        notes.push(format!(
            "the store was compared with the record: {} differed",
            locale::plural::Counted(survey.differing, "file")
        ));
    }
    if survey.is_compared && survey.present.iter().any(|(_, present)| matches!(present, Present::Sure(_))) {
        notes.push(
            "there was no record of a deploy: files of the same bytes were taken over with the headers they have"
                .to_owned(),
        );
    }
    if !survey.unknown.is_empty() {
        let first = survey.unknown.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "{} that no deploy put were left alone ({first}); `--delete-unknown` removes them",
            locale::plural::Counted(survey.unknown.len(), "file"),
        ));
    }
    notes
}
