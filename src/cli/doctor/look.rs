//! What `doctor` checks, one function each.

use super::{
    Finding, State,
    environment::{credentials, free_bytes},
};
use crate::cli::{
    clock,
    format::{bytes, counted},
    project::{Project, ProjectOption},
    snapshot_option::SnapshotOption,
};
use generator::{
    config::SiteConfig,
    content::{self, language},
    pipeline,
};
use modelpress::settings::Settings;
use site::{
    address::EXAMPLE_BASE_URL,
    file_names,
    host::{Host, RulesFile, Serving, Totals},
    manifest::OutputManifest,
    output,
};
use snapshot::Input;
use std::{fs, path::Path};

/// Checks everything, even if some checks fail.
pub(super) fn at_all(project: &ProjectOption, snapshot: &SnapshotOption) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Settings { config, hub, .. } = match project.load() {
        Ok(Project { settings, workers }) => {
            findings.push(of_settings(&settings.config, project.config_file()));
            let count = counted(workers.catalog.workers.len(), "worker");
            findings.push(Finding::new("catalog", State::Fine, format!("{count} from {}", workers.label)));
            settings
        }
        Err(failure) => {
            findings.push(Finding::failed("settings", &failure));
            Settings::default()
        }
    };
    findings.extend(languages(&config, project.config_file()));
    findings.push(records(snapshot, hub.full_after_days));
    findings.push(names_of_credentials());
    let root = config.site_folder();
    let manifest = output::read_manifest(&root);
    findings.push(disk(&config, manifest.as_ref().ok()));
    match manifest {
        Ok(manifest) => findings.extend(last_build(&root, &manifest, &config)),
        Err(output::Error::NoManifest { .. }) => {
            let finding = Finding::new("last build", State::Note, format!("none in `{}`", root.display()));
            findings.push(finding.with_hint("run `modelpress build`"));
        }
        Err(error) => findings.push(Finding::failed("last build", &error.into())),
    }
    findings
}

fn of_settings(config: &SiteConfig, file: &Path) -> Finding {
    if !file.exists() {
        let finding =
            Finding::new("settings", State::Note, format!("no `{}`; all settings have their defaults", file.display()));
        return finding.with_hint("`modelpress init` creates one");
    }
    if config.site.base_url == EXAMPLE_BASE_URL {
        let text = format!("`{}` is valid, but `base-url` is still the example", file.display());
        return Finding::new("settings", State::Warning, text)
            .with_hint("set `base-url` in `[site]` to the URL of your site; every page and sitemap contains it");
    }
    Finding::new(
        "settings",
        State::Fine,
        format!("`{}` is valid; the site is {}{}", file.display(), config.site.base_url, config.site.base_path),
    )
}

/// The languages of the site and their pages in `content/pages`.
fn languages(config: &SiteConfig, file: &Path) -> Vec<Finding> {
    let languages = match language::languages(Path::new(""), config) {
        Ok(languages) => languages,
        Err(error @ content::Error::Article(_)) => return vec![Finding::failed("pages", &error.into())],
        Err(error) => return vec![Finding::failed("languages", &error.into())],
    };
    let free = pipeline::check_languages(config, &languages, &file.to_string_lossy());
    let shown = |of: &language::Language| format!("{} ({})", of.text.language_name(), of.text.tag());
    let names: Vec<String> = languages.iter().map(shown).collect();
    let pages = counted(languages.iter().map(|of| of.articles.len()).sum(), "page");
    vec![
        free.map_or_else(
            |invalid| Finding::failed("languages", &invalid.into()),
            |()| Finding::new("languages", State::Fine, names.join(", ")),
        ),
        pipeline::check_articles(config, &languages).map_or_else(
            |invalid| Finding::failed("pages", &invalid.into()),
            |()| Finding::new("pages", State::Fine, format!("{pages} in content/pages")),
        ),
    ]
}

/// The snapshot that a build would read, its size and age.
fn records(option: &SnapshotOption, full_after_days: u64) -> Finding {
    let files = match snapshot::locate(&option.snapshot, Path::new("")) {
        Ok(files) => files,
        Err(error) => return Finding::failed("snapshot", &error.into()),
    };
    let length = |input: &Input| match input {
        Input::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
        Input::StandardInput => 0,
    };
    let size = files.inputs.iter().map(length).sum();
    let text = format!("{}: {}, {}", files.label, counted(files.inputs.len(), "file"), bytes(size));
    let Some(captured_at) = files.captured_at else {
        let finding = Finding::new("snapshot", State::Note, format!("{text}, age unknown (not created by `fetch`)"));
        return finding.with_hint("run `modelpress fetch` to download today's metadata");
    };
    let seconds = clock::now().as_second() - captured_at.as_second();
    let days = usize::try_from(seconds / 86_400).unwrap_or(0);
    let text = format!("{text}, fetched {captured_at}, {} ago", counted(days, "day"));
    if days as u64 > full_after_days {
        let finding = Finding::new("snapshot", State::Warning, text);
        return finding.with_hint("run `modelpress fetch` to update it");
    }
    Finding::new("snapshot", State::Fine, text)
}

/// Which variables are set, without their values.
fn names_of_credentials() -> Finding {
    let all = credentials();
    let set: Vec<&str> = all.iter().filter(|(.., is_set)| *is_set).map(|(name, ..)| *name).collect();
    let text = if set.is_empty() { "none set".to_owned() } else { format!("set: {}", set.join(", ")) };
    let mut finding = Finding::new("credentials", State::Note, text);
    let missing = all.iter().filter(|(.., is_set)| !is_set);
    finding.details = missing.map(|(name, purpose, _)| format!("not set: {name} ({purpose})")).collect();
    finding
}

/// Space for a whole new site: in the worst case every file changes, and each is written next to the old one before it
/// replaces it.
fn disk(config: &SiteConfig, manifest: Option<&OutputManifest>) -> Finding {
    let Some(free) = free_bytes(Path::new(&config.output.dir)) else {
        return Finding::new("disk", State::Note, "free space unknown");
    };
    let Some(manifest) = manifest else {
        let text = format!("{} free; how much a first build needs is unknown", bytes(free));
        return Finding::new("disk", State::Note, text);
    };
    let needed: u64 = manifest.files.values().map(|file| file.length).sum();
    let text = format!("{} free; a build that changes every file needs {}", bytes(free), bytes(needed));
    if free < needed {
        let finding = Finding::new("disk", State::Error, text);
        return finding.with_hint("free some space, or set another folder in `[output] dir`");
    }
    Finding::new("disk", State::Fine, text)
}

/// The last build in figures, and which hosts would not accept it.
fn last_build(root: &Path, manifest: &OutputManifest, config: &SiteConfig) -> Vec<Finding> {
    let largest = manifest.files.iter().max_by_key(|(_, file)| file.length);
    let text = |name: &str| fs::read_to_string(root.join(name)).ok();
    let totals = Totals {
        files: manifest.files.len() as u64,
        bytes: manifest.files.values().map(|file| file.length).sum(),
        largest: largest.map(|(path, file)| (path.clone(), file.length)),
        redirects: text(file_names::REDIRECTS).map(|text| RulesFile::of_redirects(&text)),
        headers: text(file_names::HEADERS).map(|text| RulesFile::of_headers(&text)),
    };
    let files = counted(manifest.files.len(), "file");
    let size = bytes(totals.bytes);
    let largest = largest.map(|(path, file)| format!(", the largest {path} ({})", bytes(file.length)));
    let text = format!(
        "{} of `{}`: {files}, {size}{}",
        counted(manifest.pages.len(), "page"),
        root.display(),
        largest.unwrap_or_default()
    );
    let mut findings = vec![Finding::new("last build", State::Fine, text)];
    let mut hosts = Finding::new("hosts", State::Note, "by their published limits:");
    for host in Host::ALL {
        let exceeded = host.exceeded(&totals);
        let form = match host.serves(config.output.url_form) {
            Serving::Yes => String::new(),
            Serving::If(condition) => format!("; {condition}"),
            Serving::No(instead) => format!("; not with this `url-form`: {instead}"),
        };
        let said = if exceeded.is_empty() {
            "within its limits".to_owned()
        } else {
            exceeded.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        hosts.details.push(format!("{}: {said}{form}", host.label()));
        hosts.details.extend(host.left_out(manifest.files.keys().map(|path| &**path)).iter().map(ToString::to_string));
    }
    findings.push(hosts);
    findings
}
