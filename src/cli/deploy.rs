//! `modelpress deploy`: a built site goes to a store.

mod environment;
mod progress;
mod purge;
mod text;

use super::{Failure, clock, project::ConfigOption, terminal};
use durable_files::{Durability, atomic_file};
use modelpress::settings::Settings;
use publish::deploy::{
    self, DeployInputs,
    settings::{DeployConfig, Share, TargetConfig},
    target,
};
use site::output::OutputDir;
use std::{collections::BTreeMap, io::Write as _, path::PathBuf};

/// Deploy a built site to a bucket or folder: only what changed, in a safe order
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "Examples:\n  modelpress deploy --dry-run\n  modelpress deploy s3://my-bucket/site")]
pub(super) struct Args {
    /// Name from `[deploy.targets]` of the settings, or an address: file://, s3://, gs://, az:// [default: the only
    /// target there is]
    #[arg(value_name = "TARGET")]
    target: Option<String>,

    /// Show what would be done, and write nothing to the target
    #[arg(long)]
    dry_run: bool,

    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,

    /// Refuse to remove more than this share of the files that are there: 10%, 0.1 [default: `max-deletions` of the
    /// target, else 10%]
    #[arg(long, value_name = "SHARE")]
    max_deletions: Option<Share>,

    /// Take over the lock of another deploy, which is known to be dead
    #[arg(long)]
    force: bool,

    /// Remove files that no deploy put, too
    #[arg(long)]
    delete_unknown: bool,

    /// Compare every file on the store with the record of the last deploy, and put those again that differ
    #[arg(long)]
    verify: bool,

    /// Command that gets the changed addresses on standard input, one a line, after the deploy [default:
    /// `purge-command` of the target]
    #[arg(long, value_name = "CMD")]
    purge_command: Option<String>,

    /// Where the report is written [default: .modelpress/deploy-report.json in the site's folder]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// The folder that the site was built into; with a base path, that of the host site [default: `[output] dir`,
    /// else dist]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,

    #[command(flatten)]
    config: ConfigOption,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Settings { config, deploy: DeployConfig { targets }, .. } = args.config.load()?;
    let (name, target) = choose(args.target.as_deref(), &targets)?;
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from(&config.output.dir));
    let built = OutputDir::open_built(&config.site.folder_in(&dir))?;
    let progress = progress::Shown::new();
    let inputs = DeployInputs {
        site: &config.address(),
        redirect_pages: config.output.redirect_pages,
        name: &name,
        target: &target,
        built: &built,
        variables: &environment::variables(),
        who: &environment::who(),
        dry_run: args.dry_run,
        force: args.force,
        delete_unknown: args.delete_unknown,
        verify: args.verify,
        renewal: deploy::RENEWAL,
        max_deletions: args.max_deletions.unwrap_or(target.max_deletions),
        clock: clock::network(),
        progress: &|step| progress.show(step),
    };
    let result = deploy::deploy(&inputs);
    progress.end();
    let report = result?;
    let json = serde_json::to_string(&report).map_err(Failure::new)? + "\n";
    write_report(args, &built, json.as_bytes())?;
    terminal::to_stdout(&if args.json { json } else { text::render(&report) })?;
    let command = args.purge_command.as_ref().or(target.purge_command.as_ref());
    match command.filter(|_| !args.dry_run) {
        Some(command) => purge::run(command, &report),
        None => Ok(()),
    }
}

/// The target that is meant, with what to call it.
fn choose(wish: Option<&str>, targets: &BTreeMap<String, TargetConfig>) -> Result<(String, TargetConfig), Failure> {
    let names: Vec<&str> = targets.keys().map(String::as_str).collect();
    let example = "name an address, as in `modelpress deploy s3://bucket`, or write a target into site.toml: \
                   `[deploy.targets.production]` with `url = \"s3://bucket\"`";
    let Some(wish) = wish else {
        let mut all = targets.iter();
        return match (all.next(), all.next()) {
            (Some((name, target)), None) => Ok((name.clone(), target.clone())),
            (None, _) => Err(Failure::wrong_usage("there is no target to deploy to", example)),
            (Some(_), Some(_)) => {
                let hint = format!("name one of them: {}", names.join(", "));
                Err(Failure::wrong_usage("there are several targets to deploy to", &hint))
            }
        };
    };
    if let Some(target) = targets.get(wish) {
        return Ok((wish.to_owned(), target.clone()));
    }
    if target::is_url(wish) {
        let target = target::Target::parse(wish).map_err(deploy::Error::Target)?;
        return Ok((target.to_string(), TargetConfig::new(wish.to_owned())));
    }
    Err(Failure::unknown_name("target", wish, &names, example))
}

/// Of a dry run, too, where a file for it is named.
fn write_report(args: &Args, built: &OutputDir, json: &[u8]) -> Result<(), Failure> {
    match &args.report {
        Some(file) => atomic_file::replace(file, Durability::ProcessKill, |out| out.write_all(json)).map_err(|error| {
            let failure = Failure::new(anyhow::Error::new(error).context(format!("cannot write `{}`", file.display())));
            failure.with_hint("check the folder of `--report`; what was deployed stays deployed")
        }),
        None if args.dry_run => Ok(()),
        None => Ok(built.write_deploy_report(json)?),
    }
}
