//! `modelpress deploy`: deploys a built site.

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

/// Upload changed files to a bucket or folder without ever breaking a live page
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "Examples:\n  modelpress deploy --dry-run\n  modelpress deploy s3://my-bucket/site")]
pub(super) struct Args {
    /// Name from `[deploy.targets]`, or a URL: file://, s3://, gs://, az:// [default: the only target in the settings]
    #[arg(value_name = "TARGET")]
    target: Option<String>,

    /// Show what would change without writing to the target
    #[arg(long)]
    dry_run: bool,

    /// Print the report as JSON
    #[arg(long)]
    json: bool,

    /// Abort if more than this percentage of the deployed files would be deleted [default: `max-deletions` of the
    /// target, else 10%]
    #[arg(long, value_name = "SHARE")]
    max_deletions: Option<Share>,

    /// Take over the lock of another deploy that is known to be dead
    #[arg(long)]
    force: bool,

    /// Also delete files that no deploy uploaded
    #[arg(long)]
    delete_unknown: bool,

    /// Compare every stored file with the last deploy and upload those that differ
    #[arg(long)]
    verify: bool,

    /// Command to run after the deploy, with the changed URLs on standard input, one per line [default:
    /// `purge-command` of the target]
    #[arg(long, value_name = "CMD")]
    purge_command: Option<String>,

    /// Write the report to this file [default: .modelpress/deploy-report.json in the site's folder]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Output folder of the build; with a base path, the folder of the host site [default: `[output] dir`, else dist]
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

/// The selected target, with its name for messages.
fn choose(wish: Option<&str>, targets: &BTreeMap<String, TargetConfig>) -> Result<(String, TargetConfig), Failure> {
    let names: Vec<&str> = targets.keys().map(String::as_str).collect();
    let example = "give a URL, such as `modelpress deploy s3://bucket`, or add a target to site.toml: \
                   `[deploy.targets.production]` with `url = \"s3://bucket\"`";
    let Some(wish) = wish else {
        let mut all = targets.iter();
        return match (all.next(), all.next()) {
            (Some((name, target)), None) => Ok((name.clone(), target.clone())),
            (None, _) => Err(Failure::wrong_usage("no deploy target", example)),
            (Some(_), Some(_)) => {
                let hint = format!("choose one: {}", names.join(", "));
                Err(Failure::wrong_usage("more than one deploy target in the settings", &hint))
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

/// Also written for a dry run, if a file for it is given.
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
