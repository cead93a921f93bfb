//! `modelpress submit`: notifies search engines of changes.

mod new_key;
mod text;

use super::{
    Failure, clock,
    environment::{user_agent, variable},
    project::ConfigOption,
    terminal,
};
use modelpress::settings::{self, Settings};
use publish::submit::{self, Scope, SubmitInputs};
use site::output;
use std::{path::PathBuf, time::Duration};

/// Notify search engines of pages that changed since the last submission
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  modelpress submit --dry-run\n  modelpress submit --wait 600\n  modelpress submit --new-key"
)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(super) struct Args {
    /// Folder of the site; with a base path, the subfolder of the host site [default: `[output] dir`]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,

    /// Show what would be sent without opening a connection
    #[arg(long)]
    dry_run: bool,

    /// Submit every page to IndexNow, not only the changed ones
    #[arg(long, conflicts_with = "baseline")]
    all: bool,

    /// Mark every page as submitted without sending any to IndexNow
    #[arg(long)]
    baseline: bool,

    /// Skip the check that the public site matches the built one
    #[arg(long)]
    skip_verification: bool,

    /// Wait up to this many seconds for the public site to match the built one
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    wait: u64,

    /// Create an IndexNow key, write it to the settings and exit
    #[arg(long, conflicts_with_all = ["dir", "dry_run", "all", "baseline", "skip_verification", "json"])]
    new_key: bool,

    #[command(flatten)]
    config: ConfigOption,

    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Settings { config, submit: submit_config, .. } = args.config.load()?;
    if args.new_key {
        return new_key::write(args.config.file(), submit_config.indexnow_key.as_deref());
    }
    let root = args.dir.clone().unwrap_or_else(|| config.site_folder());
    let is_configured = submit_config.indexnow_key.is_some() || submit_config.search_console_site.is_some();
    if !is_configured && (args.dry_run || !root.is_dir()) && output::read_manifest(&root).is_err() {
        return Ok(terminal::to_stdout(if args.json { "{}\n" } else { text::NOT_CONFIGURED })?);
    }
    let manifest = output::read_manifest(&root)?;
    let scope = match (args.all, args.baseline) {
        (true, _) => Scope::Everything,
        (_, true) => Scope::Baseline,
        _ => Scope::Changes,
    };
    let report = submit::submit(&SubmitInputs {
        site: &config.address(),
        config: &submit_config,
        manifest: &manifest,
        root: &root,
        credentials: variable("GOOGLE_APPLICATION_CREDENTIALS").map(PathBuf::from),
        user_agent: &user_agent(&config.site.base_url),
        dry_run: args.dry_run,
        scope,
        skip_verification: args.skip_verification,
        wait: Duration::from_secs(args.wait),
        clock: clock::network(),
        watch: &|event| text::watch(&event),
    })?;
    let shown =
        if args.json { serde_json::to_string(&report).map_err(Failure::new)? + "\n" } else { text::render(&report) };
    terminal::to_stdout(&shown)?;
    let mut failures = report.failures.into_iter();
    let Some(first) = failures.next() else { return Ok(()) };
    Err(failures.fold(Failure::from(first), |failure, other| failure.and(&other)))
}

/// The settings file in messages.
fn shown(file: Option<&std::path::Path>) -> &std::path::Path {
    file.unwrap_or(std::path::Path::new(settings::FILE))
}
