//! `Settings`: the contents of `site.toml`, for each part of the program.

use generator::config::{
    IndexConfig, OutputConfig, RobotsConfig, SelectConfig, SiteConfig, SiteIdentity, SitemapConfig,
    language::{LanguageTable, languages},
};
use hub::settings::{HubConfig, SourceConfig};
use publish::{deploy::settings::DeployConfig, submit::settings::SubmitConfig};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use strict_toml::{Invalid, Report, tables};

/// File name of a project's settings.
pub const FILE: &str = "site.toml";

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The file is not valid.
    #[error(transparent)]
    Invalid(#[from] Invalid),
}

/// Loads the settings from the given file, which must exist, or else from `site.toml` in the current folder. Without
/// either, all settings have their defaults.
pub fn load(path: Option<&Path>) -> Result<Settings, Error> {
    let file = path.unwrap_or(Path::new(FILE));
    match fs::read_to_string(file) {
        Ok(text) => Ok(parse(&text, &file.to_string_lossy())?),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_none() => Ok(Settings::default()),
        Err(source) => Err(Error::Read { path: file.to_owned(), source }),
    }
}

/// Parses the text of a settings file; `name` is its name in messages.
pub fn parse(text: &str, name: &str) -> Result<Settings, Invalid> {
    let mut report = Report::new("line ", text);
    let settings = read(&mut report);
    let problems = report.into_problems();
    match settings {
        Some(settings) if problems.is_empty() => Ok(settings),
        _ => Err(Invalid { what: format!("`{name}`"), problems }),
    }
}

/// Every setting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Settings of the site.
    pub config: SiteConfig,
    /// `[source.hub]`
    pub hub: HubConfig,
    /// `[deploy]`
    pub deploy: DeployConfig,
    /// `[submit]`
    pub submit: SubmitConfig,
}

tables! {
    /// The whole file.
    struct SettingsFile {
        /// The name, language and URL of the site.
        "site" site: SiteIdentity = {},
        /// Additional languages, one table each. Every page is also built in each of them, in a folder of the site. The texts
        /// are read from content/text/ (pl.toml for this example), your own pages from a subfolder of content/pages/ with the
        /// same name.
        "language" language: Vec<LanguageTable>,
        "source" source: SourceConfig = {},
        /// Which models get a page: those with at least one variant that runs or is planned, limited by these filters.
        /// `modelpress audit` shows how many are left and why the others are not. An empty list does not filter anything.
        "select" select: SelectConfig = {},
        /// Which pages get `noindex`, so that search engines leave them out.
        "index" index: IndexConfig = {},
        /// Where the site is written, and in which form.
        "output" output: OutputConfig = {},
        /// Sitemaps.
        "sitemap" sitemap: SitemapConfig = {},
        /// robots.txt: "allow" or "disallow".
        "robots" robots: RobotsConfig = {},
        "deploy" deploy: DeployConfig = {},
        /// Search engines that `modelpress submit` notifies. See docs/submit.md.
        "submit" submit: SubmitConfig = {},
    }
}

/// The text of a settings file with every key, its documentation and its default.
#[must_use]
pub fn file() -> String {
    strict_toml::file::<SettingsFile>(&[
        "The settings of this site. Every key is listed with its default, which applies if the key is left out.",
        "Unknown keys and invalid values are errors; all of them are reported at once.",
    ])
}

/// Markdown tables of every key, with type, default and documentation.
#[must_use]
pub fn reference() -> String {
    strict_toml::reference::<SettingsFile>()
}

/// Reads the text of a settings file. `None` if something is wrong, which is then in the report.
fn read(report: &mut Report<'_>) -> Option<Settings> {
    let SettingsFile { site, language, source, select, index, output, sitemap, robots, deploy, submit } =
        strict_toml::read::<SettingsFile>(report)?;
    let languages = languages(language, &site, report);
    let config = SiteConfig { site, languages, select, index, output, sitemap, robots };
    Some(Settings { config, hub: source.hub, deploy, submit })
}
