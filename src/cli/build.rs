//! `modelpress build`: a snapshot becomes a site.

mod progress;
mod text;

use super::{
    Exit, Failure, check, clock,
    project::{Project, ProjectOption},
    snapshot_option::SnapshotOption,
    terminal,
};
use crate::{
    content::article,
    pipeline::{self, BuildInputs, BuildReport},
    redirect, snapshot,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Make the site: pages, sitemaps, manifest
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "modelpress build [--config FILE] [--snapshot PATH…] [--out DIR] [--threads N] [--check] [--json]"
)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectOption,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Folder to write to; with a base path, the folder of the host site [default: `[output] dir`, else dist]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Threads to work with [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Check what was written, as `modelpress check` does; errors end with exit code 3
    #[arg(long)]
    check: bool,

    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
}

/// Pages of editors, below a project.
const ARTICLES: &str = "content/pages";

/// Redirects that somebody wrote, below a project.
const REDIRECTS: &str = "content/redirects.toml";

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let Project { config, workers } = args.project.load()?;
    let articles = article::load(Path::new(ARTICLES)).map_err(Failure::new)?;
    let redirects = redirects(Path::new(REDIRECTS))?;
    let files = snapshot::locate(&args.snapshot.snapshot, Path::new(""))?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(&config.output.dir));
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
        pool.map_err(Failure::new)?;
    }
    let progress = progress::Bars::new();
    let inputs = BuildInputs {
        config: &config,
        catalog: &workers.catalog,
        articles: &articles,
        redirects: &redirects,
        snapshot: &files,
        out: &out,
        ends_process: true,
        stopwatch: clock::STOPWATCH,
        peak_memory_mib: clock::peak_rss_mib,
        progress: &|step| progress.show(step),
        malformed: &|malformed| super::snapshot_option::warn_of_malformed(malformed),
    };
    let result = pipeline::build(&inputs);
    progress.end();
    let report = result.map_err(failure)?;
    let text = if args.json { json(&report)? } else { text::render(&report, &out) };
    terminal::to_stdout(&text)?;
    if !args.check {
        return Ok(Exit::Done);
    }
    check::after_build(&out.join(config.site.base_path.trim_matches('/')))
}

/// What the file says; nothing where there is none.
fn redirects(file: &Path) -> Result<Vec<redirect::Written>, Failure> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text.map_err(|error| {
            Failure::new(anyhow::Error::new(error).context(format!("cannot read `{}`", file.display())))
        })?,
    };
    redirect::parse(&text).map_err(|error| {
        let failure = Failure::new(anyhow::Error::new(error).context(format!("`{}` is not valid", file.display())));
        failure.with_hint("an entry is `[[redirect]]` with `from` and `to`, both paths that begin with `/`")
    })
}

fn json(report: &BuildReport) -> Result<String, Failure> {
    let mut text = serde_json::to_string(report).map_err(Failure::new)?;
    text.push('\n');
    Ok(text)
}

fn failure(error: pipeline::Error) -> Failure {
    match error {
        pipeline::Error::Snapshot(error) => error.into(),
        pipeline::Error::Output(error) => error.into(),
        pipeline::Error::Pages { ref failures } => {
            terminal::to_stderr(&text::failures(failures));
            let hint = failures.first().map_or("", |failure| failure.error.hint());
            Failure::new(error).with_hint(hint)
        }
        error => Failure::new(error),
    }
}
