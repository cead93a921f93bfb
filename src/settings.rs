//! `Settings`: what `site.toml` says, for each part of the program.

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

/// The settings of a project, below its folder.
pub const FILE: &str = "site.toml";

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not valid.
    #[error(transparent)]
    Invalid(#[from] Invalid),
}

/// The settings: of the file that is named, which then has to exist; else of `site.toml` in the current folder;
/// else, where there is none, the defaults.
pub fn load(path: Option<&Path>) -> Result<Settings, Error> {
    let file = path.unwrap_or(Path::new(FILE));
    match fs::read_to_string(file) {
        Ok(text) => Ok(parse(&text, &file.to_string_lossy())?),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_none() => Ok(Settings::default()),
        Err(source) => Err(Error::Read { path: file.to_owned(), source }),
    }
}

/// The settings of a file's text; `name` is what to call the file.
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
    /// Of the site.
    pub config: SiteConfig,
    /// `[source.hub]`
    pub hub: HubConfig,
    /// `[deploy]`
    pub deploy: DeployConfig,
    /// `[submit]`
    pub submit: SubmitConfig,
}

tables! {
    /// The file.
    struct SettingsFile {
        /// What the site is called, and where it stands.
        "site" site: SiteIdentity = {},
        /// Further languages: a table for each, here for one that is not there. Every page is made in each of them, below a
        /// folder of the site; its texts are read from content/text/ (for this one from pl.toml), and pages of your own from
        /// content/pages/ and the folder's name.
        "language" language: Vec<LanguageTable>,
        "source" source: SourceConfig = {},
        /// Which models get a page: those with at least one artifact that runs or is planned, narrowed by what stands here.
        /// `modelpress audit` shows how many are left, and why the others are not. An empty list lets everything through.
        "select" select: SelectConfig = {},
        /// Which pages search engines are asked to leave out.
        "index" index: IndexConfig = {},
        /// The form of what is written.
        "output" output: OutputConfig = {},
        /// Sitemaps.
        "sitemap" sitemap: SitemapConfig = {},
        /// robots.txt: "allow" or "disallow".
        "robots" robots: RobotsConfig = {},
        "deploy" deploy: DeployConfig = {},
        /// Search engines that `modelpress submit` tells of a new site. `docs/submit.md` says how.
        "submit" submit: SubmitConfig = {},
    }
}

/// The text of a file with every setting, its documentation and its default.
#[must_use]
pub fn file() -> String {
    strict_toml::file::<SettingsFile>(&[
        "The settings of this site. Every key is here, with its default; a key that is left out has it.",
        "What is misspelt or of the wrong kind is an error, and all of them are reported at once.",
    ])
}

/// Tables in Markdown of every setting, with type, default and documentation.
#[must_use]
pub fn reference() -> String {
    strict_toml::reference::<SettingsFile>()
}

/// The settings of a file's text; nothing where something is wrong, which is then in the report.
fn read(report: &mut Report<'_>) -> Option<Settings> {
    let SettingsFile { site, language, source, select, index, output, sitemap, robots, deploy, submit } =
        strict_toml::read::<SettingsFile>(report)?;
    let languages = languages(language, &site, report);
    let config = SiteConfig { site, languages, select, index, output, sitemap, robots };
    Some(Settings { config, hub: source.hub, deploy, submit })
}
