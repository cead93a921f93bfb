//! `modelpress init`: creates a new project.

use super::{Failure, terminal};
use durable_files::{Durability, atomic_file};
use modelpress::settings;
use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Create a new project: settings, an example worker, a page and a snapshot of well-known models
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress init my-site\n  modelpress init")]
pub(super) struct Args {
    /// Folder to create the project in
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// The files to create in addition to the settings, with their purpose. None of them may exist.
const FILES: [(&str, &[u8], &str); 3] = [
    (
        "content/workers/my-worker.toml",
        include_bytes!("init/my-worker.toml"),
        "an example worker: edit it to list what yours supports",
    ),
    ("content/pages/about.md", include_bytes!("init/about.md"), "a page of your own"),
    (
        "content/models/starter.jsonl",
        include_bytes!("../../crates/generator/embedded/starter.jsonl"),
        "metadata of well-known models to try things out; `modelpress fetch` downloads today's",
    ),
];

/// Extended if it exists, because a cloned repository often has one.
const GITIGNORE: &str = ".gitignore";

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let is_there = |name: &str| args.dir.join(name).symlink_metadata().is_ok();
    let settings = settings::file();
    let settings = (settings::FILE, settings.as_bytes(), "all settings with their defaults");
    let files = [settings].into_iter().chain(FILES);
    let mut taken: Vec<&str> = files.clone().map(|(name, ..)| name).filter(|name| is_there(name)).collect();
    let gitignore = args.dir.join(GITIGNORE);
    if is_there(GITIGNORE) && !gitignore.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        taken.push(GITIGNORE);
    }
    if !taken.is_empty() {
        let names = taken.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let what = format!("{} already contains {names}; nothing was written", place(&args.dir));
        return Err(Failure::new(anyhow::anyhow!(what)).with_hint("choose an empty folder, or move these files away"));
    }
    let ignored = match fs::read_to_string(&gitignore) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        text => Some(text.map_err(|error| failed("read", &gitignore, error))?),
    };
    let new_ignored = with_ignored(ignored.as_deref().unwrap_or_default());
    let ignored_purpose =
        if ignored.is_some() { "extended by the folders that commands create" } else { "folders that commands create" };
    let mut text = String::new();
    for (name, content, purpose) in files.chain([(GITIGNORE, new_ignored.as_bytes(), ignored_purpose)]) {
        let file = args.dir.join(name);
        write(&file, content).map_err(|error| failed("write", &file, error))?;
        let shown = if args.dir == Path::new(".") { Path::new(name) } else { &file };
        let _ = writeln!(text, "{}\n  {purpose}", shown.display());
    }
    let change = if args.dir == Path::new(".") { String::new() } else { format!("cd {} && ", args.dir.display()) };
    let _ = writeln!(text, "next: {change}modelpress serve --open");
    Ok(terminal::to_stdout(&text)?)
}

/// A `.gitignore` with our entries added; entries it already has are not repeated.
fn with_ignored(present: &str) -> String {
    let mut text = present.to_owned();
    let is_ignored = |entry: &str| present.lines().any(|line| line.trim().trim_matches('/') == entry.trim_matches('/'));
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let mut comment = "";
    for line in include_str!("init/gitignore").lines() {
        if line.starts_with('#') {
            comment = line;
        } else if !is_ignored(line) {
            text.extend([comment, "\n", line, "\n"]);
        }
    }
    text
}

fn failed(action: &str, file: &Path, error: io::Error) -> Failure {
    let failure = Failure::new(anyhow::Error::new(error).context(format!("cannot {action} `{}`", file.display())));
    failure.with_hint("check the path and its permissions")
}

fn place(dir: &Path) -> String {
    if dir == Path::new(".") { "this folder".to_owned() } else { format!("`{}`", dir.display()) }
}

/// Writes a file atomically and never replaces one.
fn write(file: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    atomic_file::replace(file, Durability::ProcessKill, |out| out.write_all(content))
}
