//! `modelpress manifest`: what a built site consists of.

use super::{Failure, format, project::ConfigOption, terminal};
use site::page_key::PageKey;
use site::{manifest::OutputManifest, output};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// Show the pages, files and sitemaps of a built site
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress manifest\n  modelpress manifest dist --json")]
pub(super) struct Args {
    /// Folder of the site; with a base path, the subfolder of the host site [default: `[output] dir`]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,

    #[command(flatten)]
    config: ConfigOption,

    /// Print the whole manifest as JSON: every page and file with its hash
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => args.config.load()?.config.site_folder(),
    };
    let manifest = output::read_manifest(&dir)?;
    let text = if args.json { json(&manifest) } else { summary(&manifest, &dir) };
    Ok(terminal::to_stdout(&text)?)
}

fn json(manifest: &OutputManifest) -> String {
    let mut json = Vec::new();
    manifest.write(&mut json).expect("memory takes whatever is written");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Counts by name, most frequent first.
fn tally<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Pages by language folder: `/` for the main language, `/pl/`.
fn by_language(manifest: &OutputManifest) -> Vec<(String, usize)> {
    let folders = tally(manifest.pages.keys().filter_map(|key| Some(PageKey::parse(key)?.language)));
    let address = |folder: &str| if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
    folders.into_iter().map(|(folder, count)| (address(folder), count)).collect()
}

fn summary(manifest: &OutputManifest, dir: &Path) -> String {
    let mut text = format!("{}\n", dir.display());
    let captured = manifest.captured_at.map_or_else(|| "unknown".to_owned(), |moment| moment.to_string());
    for (name, value) in
        [("generator", &*manifest.generator), ("snapshot", &manifest.snapshot), ("captured", &captured)]
    {
        let _ = writeln!(text, "  {name:<10} {value}");
    }
    let pages = manifest.pages.values();
    let indexable = pages.clone().filter(|page| page.indexable()).count();
    let _ = writeln!(text, "  {}", format::counted(manifest.pages.len(), "page"));
    list(&mut text, &tally(manifest.pages.keys().filter_map(|key| Some(PageKey::parse(key)?.page.kind().as_str()))));
    let languages = by_language(manifest);
    if languages.len() > 1 {
        let _ = writeln!(text, "  {}", format::counted(languages.len(), "language"));
        list(&mut text, &languages.iter().map(|(folder, count)| (folder.as_str(), *count)).collect::<Vec<_>>());
    }
    let _ = writeln!(text, "  {indexable} indexable, {} noindex", manifest.pages.len() - indexable);
    list(&mut text, &tally(pages.filter_map(|page| page.noindex_reason.as_deref())));
    let bytes = manifest.files.values().map(|file| file.length).sum();
    let _ = writeln!(text, "  {}, {}", format::counted(manifest.files.len(), "file"), format::bytes(bytes));
    list(&mut text, &tally(manifest.files.values().map(|file| file.content_type.mime())));
    let shards: usize = manifest.shards.values().map(|count| *count as usize).sum();
    let _ = writeln!(text, "  {}", format::counted(shards, "sitemap shard"));
    list(&mut text, &manifest.shards.iter().map(|(kind, count)| (&**kind, *count as usize)).collect::<Vec<_>>());
    text
}

fn list(text: &mut String, counts: &[(&str, usize)]) {
    for (name, count) in counts {
        let _ = writeln!(text, "    {count:>8}  {name}");
    }
}
