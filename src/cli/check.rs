//! `modelpress check`: checks a built site.

use super::{Exit, Failure, clock, terminal};
use check::{CHECKS, CheckInputs, Code, Format, Report, Severity, Wanted, report};
use site::address::origin::split_origin;
use std::path::{Path, PathBuf};

/// Check a built site: links, sitemaps, structured data, text, size, manifest
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress check dist\n  modelpress check dist --format sarif")]
pub(super) struct Args {
    /// Folder of the site, built by any generator; with a base path, the subfolder of the host site
    #[arg(value_name = "DIR", required_unless_present = "list")]
    dir: Option<PathBuf>,

    /// URL of the site, including the base path [default: taken from its own links]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Run only these checks (comma-separated codes)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<String>,

    /// Skip these checks (comma-separated codes)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    skip: Vec<String>,

    /// Lowest severity that makes the command fail
    #[arg(long, value_name = "SEVERITY", value_enum, default_value = "error", hide_possible_values = true)]
    fail_on: FailOn,

    /// Report format: text, json, sarif or junit
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text", hide_possible_values = true)]
    format: FormatName,

    /// Number of findings to show per check; all are counted
    #[arg(long, value_name = "N", default_value_t = 10)]
    max_findings: usize,

    /// Print the reference of all checks and exit
    #[arg(long)]
    list: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormatName {
    Text,
    Json,
    Sarif,
    Junit,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let Some(dir) = args.dir.as_deref().filter(|_| !args.list) else {
        terminal::to_stdout(&report::reference())?;
        return Ok(Exit::Done);
    };
    let (only, skip) = (codes(&args.only)?, codes(&args.skip)?);
    if let Some(url) = args.base_url.as_deref().filter(|url| split_origin(url).is_none()) {
        return Err(Failure::usage(anyhow::anyhow!("`{url}` is not a URL")).with_hint(
            "write scheme and host, and the base path if there is one: https://models.example.org/marketplace",
        ));
    }
    let fail_on = match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
    };
    let format = match args.format {
        FormatName::Text => Format::Text,
        FormatName::Json => Format::Json,
        FormatName::Sarif => Format::Sarif,
        FormatName::Junit => Format::Junit,
    };
    let report = look(dir, args.base_url.as_deref(), Wanted::new(&only, &skip, args.max_findings))?;
    terminal::to_stdout(&report.render(format, fail_on))?;
    Ok(if report.fails(fail_on) { Exit::Found } else { Exit::Done })
}

/// Checks a site that was just built, for `build --check`. The report goes to standard error.
pub(super) fn after_build(dir: &Path) -> Result<Exit, Failure> {
    let report = look(dir, None, Wanted::new(&[], &[], 10))?;
    terminal::to_stderr(&report.render(Format::Text, Severity::Error));
    Ok(if report.fails(Severity::Error) { Exit::Found } else { Exit::Done })
}

fn look(dir: &Path, base_url: Option<&str>, wanted: Wanted) -> Result<Report, Failure> {
    let now = clock::now().as_second();
    let start = (clock::STOPWATCH.wall)();
    let report = check::run(CheckInputs { folder: dir, base_url, wanted, now });
    let mut report = report?;
    report.seconds = (clock::STOPWATCH.wall)().saturating_sub(start).as_secs_f64();
    Ok(report)
}

fn codes(names: &[String]) -> Result<Vec<Code>, Failure> {
    let known: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let code = |name: &String| {
        let otherwise = "run `modelpress check --list` for all codes";
        Code::from_name(name.trim()).ok_or_else(|| Failure::unknown_name("check", name, &known, otherwise))
    };
    names.iter().map(code).collect()
}
