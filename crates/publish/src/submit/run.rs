//! Runs one submission step by step, or describes it in a dry run.

use crate::submit::{
    Error,
    index_now::{self, BATCH, Submission},
    plan::{self, Plan, Submitted},
    public_site::{self, Expected, Sample},
    record,
    report::{Check, Outcome, ShownRequest, SubmitReport},
    search_console,
    service_account::ServiceAccount,
    settings::SubmitConfig,
};
use durable_files::FolderLock;
use http_client::{Client, Clock, Event, Method, may_carry_secret};
use site::{
    address::{EXAMPLE_BASE_URL, SiteAddress, host, url_path::Addresses},
    file_names,
    manifest::{OutputManifest, STATE_FOLDER},
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

/// Everything a submission needs.
pub struct SubmitInputs<'a> {
    /// Where the site is published.
    pub site: &'a SiteAddress,
    /// `[submit]`.
    pub config: &'a SubmitConfig,
    /// The manifest of the last build.
    pub manifest: &'a OutputManifest,
    /// The site's folder, with the records to read and write.
    pub root: &'a Path,
    /// The key file of a service account.
    pub credentials: Option<PathBuf>,
    /// The user agent.
    pub user_agent: &'a str,
    /// Whether to show what would be sent without opening a connection.
    pub dry_run: bool,
    /// The pages to submit to IndexNow.
    pub scope: Scope,
    /// Whether to skip the check of the public site.
    pub skip_verification: bool,
    /// How long to wait for the public site to match the built one.
    pub wait: Duration,
    /// Clock and randomness.
    pub clock: Clock,
    /// Called with the events of the HTTP client.
    pub watch: &'a (dyn Fn(Event) + Sync),
}

/// The pages to submit to IndexNow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The changed pages.
    Changes,
    /// Every page, as if none had been submitted.
    Everything,
    /// None; all count as submitted.
    Baseline,
}

/// The file that is locked while a submission runs.
const LOCK: &str = "submit.lock";

/// Longest pause between two checks of a page that is not up to date yet.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Maximum number of URLs in a body that a dry run shows.
const SHOWN: usize = 5;

/// Whether the URL of the site is still the default.
fn is_example(site: &str) -> bool {
    site == EXAMPLE_BASE_URL
}

/// Notifies search engines of changes. Errors of an engine are in the report's `failures`. The next run submits what
/// the engine did not accept.
///
/// # Errors
///
/// Fails if nothing was sent: the record cannot be used, too many pages changed, the public site differs from the built
/// one, or credentials are missing.
pub fn submit(inputs: &SubmitInputs<'_>) -> Result<SubmitReport, Error> {
    let _lock = if inputs.dry_run { None } else { Some(lock(inputs.root)?) };
    let mut run = Run::new(inputs)?;
    let mut report = run.report();
    if inputs.dry_run {
        run.describe(&mut report);
        return Ok(report);
    }
    run.check_size()?;
    if !run.has_news() {
        return Ok(report);
    }
    if is_example(&run.inputs.site.base_url) {
        return Err(Error::ExampleSite(run.inputs.site.base_url.clone()));
    }
    let account = run.account()?;
    if !inputs.skip_verification {
        run.verify(&mut report)?;
    }
    if let Some((path, account)) = &account
        && let Err(error) = run.submit_sitemap(path, account, &mut report)
    {
        report.search_console.outcome = Outcome::Failed;
        report.failures.push(error);
    }
    if let Err(error) = run.submit_addresses(&mut report) {
        report.index_now.outcome = Outcome::Failed;
        report.failures.push(error);
    }
    Ok(report)
}

fn lock(root: &Path) -> Result<FolderLock, Error> {
    let path = root.join(STATE_FOLDER).join(LOCK);
    match FolderLock::take(&path) {
        Ok(Some(lock)) => Ok(lock),
        Ok(None) => Err(Error::Busy(root.into())),
        Err(source) => Err(Error::Record { action: "lock", path, source }),
    }
}

struct Run<'a> {
    inputs: &'a SubmitInputs<'a>,
    /// Scheme, host and base path.
    site: String,
    state: Submitted,
    /// Whether the record is for another site.
    has_moved: bool,
    plan: Plan,
}

impl<'a> Run<'a> {
    fn new(inputs: &'a SubmitInputs<'a>) -> Result<Self, Error> {
        let identity = inputs.site;
        let site = format!("{}{}", identity.base_url, identity.base_path);
        let submitted = record::read(inputs.root)?;
        let mut plan = plan::plan(submitted.as_ref(), &site, inputs.manifest, inputs.scope == Scope::Everything);
        if inputs.scope == Scope::Baseline {
            let pages = std::mem::take(&mut plan.pages);
            plan = Plan { is_start: true, unchanged: pages.len(), pages, sitemap: plan.sitemap, ..Plan::default() };
        }
        let has_moved = submitted.as_ref().is_some_and(|submitted| *submitted.site != *site);
        let state = submitted.filter(|_| !has_moved).unwrap_or_default();
        let state = Submitted { site: site.as_str().into(), ..state };
        Ok(Self { inputs, site, state, has_moved, plan })
    }

    fn config(&self) -> &'a SubmitConfig {
        self.inputs.config
    }

    fn key(&self) -> Option<&'a str> {
        self.config().indexnow_key.as_deref()
    }

    fn property(&self) -> Option<&'a str> {
        self.config().search_console_site.as_deref()
    }

    /// The name of the key file.
    fn key_file(&self) -> Option<String> {
        self.key().map(|key| format!("{key}.txt"))
    }

    fn sitemap(&self) -> String {
        let addresses = Addresses::new(self.inputs.site);
        addresses.absolute(&addresses.file(file_names::SITEMAP_INDEX))
    }

    fn tells_addresses(&self) -> bool {
        self.key().is_some() && !self.plan.is_start && self.plan.count() > 0
    }

    fn tells_sitemap(&self) -> bool {
        self.property().is_some() && self.plan.sitemap.is_some()
    }

    fn has_news(&self) -> bool {
        self.tells_sitemap() || self.tells_addresses() || self.key().is_some() && self.plan.is_start
    }

    fn report(&self) -> SubmitReport {
        let mut report = SubmitReport {
            site: self.site.clone(),
            dry_run: self.inputs.dry_run,
            added: self.plan.added.len(),
            changed: self.plan.changed.len(),
            deleted: self.plan.deleted.len(),
            unchanged: self.plan.unchanged,
            ..SubmitReport::default()
        };
        report.search_console.sitemap = self.sitemap();
        if self.property().is_some() {
            report.search_console.outcome = if self.tells_sitemap() { Outcome::Planned } else { Outcome::NothingNew };
        }
        if self.key().is_some() {
            report.index_now.outcome = match () {
                () if self.plan.is_start => Outcome::Start,
                () if self.tells_addresses() => Outcome::Planned,
                () => Outcome::NothingNew,
            };
        }
        report
    }

    fn check_size(&self) -> Result<(), Error> {
        let (addresses, cap) = (self.plan.count(), self.config().cap);
        if self.tells_addresses() && addresses as u64 > cap {
            return Err(Error::Capped { addresses, cap });
        }
        if let Some(file) = self.key_file().filter(|file| !self.inputs.manifest.files.contains_key(file.as_str())) {
            return Err(Error::NoKeyFile(file));
        }
        Ok(())
    }

    /// The service account, if it is needed.
    fn account(&self) -> Result<Option<(&'a Path, ServiceAccount)>, Error> {
        if !self.tells_sitemap() {
            return Ok(None);
        }
        let endpoint = &self.config().search_console_endpoint;
        if !Url::parse(endpoint).is_ok_and(|url| may_carry_secret(&url)) {
            return Err(Error::NotSecure(endpoint.clone()));
        }
        let path = self.inputs.credentials.as_deref().ok_or(Error::NoCredentials)?;
        Ok(Some((path, ServiceAccount::read(path)?)))
    }

    fn samples(&self) -> Vec<Sample> {
        if self.inputs.skip_verification || !self.has_news() {
            return Vec::new();
        }
        let most = usize::try_from(self.config().sample).unwrap_or(usize::MAX);
        let identity = self.inputs.site;
        let site = (&*identity.base_url, &*identity.base_path);
        public_site::samples(self.inputs.manifest, &self.plan, site, self.key_file().as_deref(), most)
    }

    fn verify(&self, report: &mut SubmitReport) -> Result<(), Error> {
        let samples = self.samples();
        report.checks = checks(&samples);
        let client = self.client(&self.site, None);
        let clock = &self.inputs.clock;
        let until = (clock.elapsed)() + self.inputs.wait;
        for sample in &samples {
            let mut pause = Duration::from_secs(1);
            while let Err(error) = public_site::check(&client, self.inputs.root, sample) {
                let left = until.saturating_sub((clock.elapsed)());
                if left.is_zero() || !matches!(error, Error::NotLive { .. }) {
                    return Err(error);
                }
                (clock.sleep)(pause.min(left));
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            report.verified += 1;
        }
        Ok(())
    }

    fn client(&self, home: &str, token: Option<http_client::Token>) -> Client<'a> {
        let inputs = self.inputs;
        let politeness = public_site::politeness(inputs.config);
        let home = Url::parse(home).unwrap_or_else(|_| unreachable!("settings are checked when they are read"));
        Client::new(&home, token, inputs.user_agent, politeness, inputs.clock.clone(), inputs.watch).needing_token()
    }

    fn submit_sitemap(
        &mut self,
        path: &Path,
        account: &ServiceAccount,
        report: &mut SubmitReport,
    ) -> Result<(), Error> {
        let Some(address) = self.sitemap_address() else { return Ok(()) };
        let token = account.token(path, |uri| self.client(uri.as_str(), None))?;
        let client = self.client(&self.config().search_console_endpoint, Some(token));
        let client = account.covered_by(client);
        search_console::submit(&client, &address)?;
        self.state.sitemap = self.plan.sitemap;
        record::write(self.inputs.root, &self.state)?;
        report.search_console.outcome = Outcome::Sent;
        match search_console::status(&client, &address) {
            Ok(status) => report.search_console.status = Some(status),
            // Search Console accepted the sitemap; its status can be read later.
            Err(error) => report.notes.push(format!("cannot read the sitemap status from Search Console: {error}")),
        }
        Ok(())
    }

    fn sitemap_address(&self) -> Option<Url> {
        let endpoint = &self.config().search_console_endpoint;
        search_console::address(endpoint, self.property()?, &self.sitemap())
    }

    fn submit_addresses(&mut self, report: &mut SubmitReport) -> Result<(), Error> {
        if self.key().is_none() {
            return Ok(());
        }
        if self.plan.is_start {
            self.state.pages = Some(self.plan.pages.clone());
            return record::write(self.inputs.root, &self.state);
        }
        let endpoint = &self.config().indexnow_endpoint;
        let client = self.client(endpoint, None);
        let Ok(endpoint) = Url::parse(endpoint) else { return Ok(()) };
        let addresses: Vec<&str> = self.plan.addresses().collect();
        for batch in addresses.chunks(BATCH) {
            let status = index_now::send(&client, &endpoint, &self.submission(batch))?;
            // Recorded after each request, so that a killed process repeats at most one.
            let known = self.state.pages.get_or_insert_default();
            self.plan.told(batch.iter().copied(), known);
            record::write(self.inputs.root, &self.state)?;
            report.index_now.sent += batch.len();
            report.index_now.statuses.push(status);
            report.index_now.outcome = Outcome::Sent;
        }
        Ok(())
    }

    fn submission(&self, batch: &[&str]) -> Submission {
        let site = self.inputs.site;
        let base_url = &site.base_url;
        let key = self.key().unwrap_or_default();
        Submission {
            host: host(base_url).to_owned(),
            key: key.to_owned(),
            key_location: format!("{}/{key}.txt", self.site),
            url_list: batch.iter().map(|url| format!("{base_url}{url}")).collect(),
        }
    }

    /// Adds the planned requests to the report of a dry run, without opening a connection.
    fn describe(&self, report: &mut SubmitReport) {
        report.checks = checks(&self.samples());
        if self.tells_sitemap() {
            self.describe_sitemap(report);
        }
        if self.tells_addresses() {
            let addresses: Vec<&str> = self.plan.addresses().collect();
            for batch in addresses.chunks(BATCH) {
                report.requests.push(ShownRequest {
                    method: Method::Post.as_str(),
                    url: self.config().indexnow_endpoint.clone(),
                    content_type: Some(index_now::JSON),
                    body: Some(self.submission(&batch[..batch.len().min(SHOWN)])),
                    addresses: Some(batch.len()),
                });
            }
        }
        if let Err(error) = self.check_size() {
            report.notes.push(format!("it would fail: {error}"));
        }
        if self.has_moved {
            report.notes.push("the last submission was for another site URL, so this one starts over".to_owned());
        }
        if self.has_news() && is_example(&self.inputs.site.base_url) {
            report.notes.push(format!("it would fail: {}", Error::ExampleSite(self.inputs.site.base_url.clone())));
        }
    }

    fn describe_sitemap(&self, report: &mut SubmitReport) {
        let shown = |method: Method, url: &Url, content_type| ShownRequest {
            method: method.as_str(),
            url: url.to_string(),
            content_type,
            body: None,
            addresses: None,
        };
        match self.account() {
            Ok(Some((_, account))) => {
                let form = Some("application/x-www-form-urlencoded");
                report.requests.push(shown(Method::Post, account.token_uri(), form));
            }
            Ok(None) => {}
            Err(error) => report.notes.push(format!("it would fail: {error}")),
        }
        if let Some(address) = self.sitemap_address() {
            report.requests.extend([Method::Put, Method::Get].map(|method| shown(method, &address, None)));
        }
    }
}

fn checks(samples: &[Sample]) -> Vec<Check> {
    let expected = |sample: &Sample| if sample.expected == Expected::Gone { "gone" } else { "file" };
    samples.iter().map(|sample| Check { url: sample.url.clone(), expected: expected(sample) }).collect()
}
