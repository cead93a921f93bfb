//! `modelpress build`: turns a snapshot into a site.

mod progress;
mod text;

use super::{
    Exit, Failure, check, clock, environment, format,
    project::{Project, ProjectOption},
    snapshot_option::SnapshotOption,
    terminal,
};
use generator::{
    config::SiteConfig,
    content::{
        LoadedCatalog,
        language::{self, Language},
    },
    pipeline::{self, BuildInputs, BuildReport},
    redirect,
};
use modelpress::{serve::checkout::Checkout, settings::Settings};
use publish::deploy::settings::DeployConfig;
use site::{host::Host, output::Protected, removal_limit::Share};
use snapshot::SnapshotFiles;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Build the site: pages, sitemaps, feeds and manifest
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "Examples:\n  modelpress build\n  modelpress build --out public --check")]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectOption,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Output folder; with a base path, the folder of the host site [default: `[output] dir`, else dist]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Abort if this build would remove more than this percentage of the existing model pages [default:
    /// `[output] max-removals`, else 10%]
    #[arg(long, value_name = "SHARE")]
    max_removals: Option<Share>,

    /// Read every file in the output folder and repair those that differ, even if size and time are unchanged
    #[arg(long)]
    verify: bool,

    /// Build into a folder that contains other files but no site; keeps those files
    #[arg(long)]
    force: bool,

    /// Check the finished site like `modelpress check`; exits with 3 if there are errors
    #[arg(long)]
    check: bool,

    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Folder of what editors write, below a project.
const CONTENT: &str = "content";

/// File of the project's redirects.
const REDIRECTS: &str = "content/redirects.toml";

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let sources = Sources::read(&args.project, &args.snapshot)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(&sources.config.output.dir));
    work_with(args.threads)?;
    warn_of_changed_templates();
    let progress = progress::Bars::new();
    let result = pipeline::build(&BuildInputs {
        max_removals: args.max_removals.unwrap_or(sources.config.output.max_removals),
        protected: &Protected { is_forced: args.force, ..sources.protected.clone() },
        verify: args.verify,
        ends_process: true,
        progress: &|step| progress.show(step),
        ..sources.inputs(&out)
    });
    progress.end();
    let report = result.map_err(failure)?;
    let text = if args.json { json(&report)? } else { text::render(&report, &out) };
    terminal::to_stdout(&text)?;
    if !args.check {
        return Ok(Exit::Done);
    }
    check::after_build(&sources.config.site.folder_in(&out))
}

/// Warns in a checkout if edited templates are not part of this program yet.
fn warn_of_changed_templates() {
    let Some(checkout) = Checkout::of_this_process() else { return };
    let changed: Vec<PathBuf> = checkout.changed_templates().collect();
    let Some(first) = changed.first() else { return };
    let others = match changed.len() - 1 {
        0 => String::new(),
        others => format!(" and {}", format::counted(others, "other file")),
    };
    terminal::to_stderr(&format!(
        "warning: `{}`{others} changed after this program was compiled; the site does not include the change\n\
         hint: run `cargo embed` in the checkout, then build again\n",
        first.display()
    ));
}

/// Sets the number of threads for the whole process.
pub(super) fn work_with(threads: Option<u16>) -> Result<(), Failure> {
    let Some(threads) = threads else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    pool.map_err(Failure::new)
}

/// Everything a site is built from: settings, content, and the location of the records.
pub(super) struct Sources {
    pub(super) config: SiteConfig,
    indexnow_key: Option<String>,
    workers: LoadedCatalog,
    languages: Vec<Language>,
    redirects: Vec<redirect::Written>,
    pub(super) style_sheet: Option<Vec<u8>>,
    snapshot: SnapshotFiles,
    protected: Protected,
    /// The host whose redirects a preview imitates.
    pub(super) previewed_host: Host,
}

impl Sources {
    pub(super) fn read(project: &ProjectOption, snapshot: &SnapshotOption) -> Result<Self, Failure> {
        let Project { settings: Settings { config, submit, deploy, .. }, workers } = project.load()?;
        let languages = language::languages(Path::new(""), &config)?;
        pipeline::check_languages(&config, &languages, &project.config_file().to_string_lossy())?;
        pipeline::check_articles(&config, &languages)?;
        let redirects = redirects(Path::new(REDIRECTS))?;
        let style_sheet = style_sheet(&config)?;
        let protected = protected(project, snapshot, &config);
        let snapshot = snapshot::locate(&snapshot.snapshot, Path::new(""))?;
        Ok(Self {
            config,
            indexnow_key: submit.indexnow_key,
            workers,
            languages,
            redirects,
            style_sheet,
            snapshot,
            protected,
            previewed_host: previewed_host(&deploy),
        })
    }

    /// The inputs of a build that does not end the process and may remove any number of pages.
    pub(super) fn inputs<'a>(&'a self, out: &'a Path) -> BuildInputs<'a> {
        BuildInputs {
            config: &self.config,
            catalog: &self.workers.catalog,
            languages: &self.languages,
            style_sheet: self.style_sheet.as_deref(),
            redirects: &self.redirects,
            indexnow_key: self.indexnow_key.as_deref(),
            snapshot: &self.snapshot,
            out,
            protected: &self.protected,
            verify: false,
            max_removals: Share::ALL,
            now: clock::now(),
            ends_process: false,
            stopwatch: clock::STOPWATCH,
            peak_memory_mib: clock::peak_rss_mib,
            progress: &|_| {},
            malformed: &|malformed| super::snapshot_option::warn_of_malformed(malformed),
        }
    }
}

/// The host of the first deploy target, by name, whose host reads `_redirects`. Without one, the strictest host, so
/// that a preview shows redirects.
fn previewed_host(deploy: &DeployConfig) -> Host {
    let mut hosts = deploy.targets.values().map(|target| target.host);
    hosts.find(|host| host.reads_redirects()).unwrap_or(Host::STRICTEST)
}

/// Everything the site is built from, and the home folder.
fn protected(project: &ProjectOption, snapshot: &SnapshotOption, config: &SiteConfig) -> Protected {
    let mut sources = vec![PathBuf::from(CONTENT), project.config_file().to_owned()];
    if !config.site.style_sheet.is_empty() {
        sources.push(PathBuf::from(&config.site.style_sheet));
    }
    sources.extend(snapshot.snapshot.iter().filter(|path| path.as_os_str() != "-").cloned());
    Protected { sources, home: environment::home_folder(), is_forced: false }
}

/// The site's own style sheet, if the settings name one.
fn style_sheet(config: &SiteConfig) -> Result<Option<Vec<u8>>, Failure> {
    let file = &config.site.style_sheet;
    if file.is_empty() {
        return Ok(None);
    }
    fs::read(file).map(Some).map_err(|error| {
        let failure = Failure::new(anyhow::Error::new(error).context(format!("cannot read the style sheet `{file}`")));
        failure.with_hint("`style-sheet` in `[site]` is a path relative to the project folder")
    })
}

/// The entries of the file; empty if it does not exist.
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

pub(super) fn failure(error: pipeline::Error) -> Failure {
    if let pipeline::Error::Pages { failures } = &error {
        terminal::to_stderr(&text::failures(failures));
    }
    match error {
        // `serve` distinguishes this error from others.
        pipeline::Error::Output(error) => error.into(),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use modelpress::settings;

    #[test]
    fn a_preview_imitates_the_first_host_that_redirects() {
        let previewed = |targets: &str| previewed_host(&settings::parse(targets, "x").unwrap().deploy);
        let plain = "[deploy.targets.a]\nurl = 's3://bucket'\n";
        let netlify = "[deploy.targets.b]\nurl = 'file:///b'\nhost = 'netlify'\n";
        assert_eq!(previewed(plain), Host::STRICTEST);
        assert_eq!(previewed(&[plain, netlify].concat()), Host::Netlify);
    }
}
