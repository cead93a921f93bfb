//! `Settings`: what `site.toml` says, for each part of the program.

use generator::config::{
    IndexTable, OutputTable, RobotsTable, SelectTable, SiteConfig, SiteTable, SiteTables, SitemapTable,
    language::LanguageTable,
};
use hub::settings::{HubConfig, HubTable};
use publish::{
    deploy::settings::{DeployConfig, DeployTable},
    submit::settings::{SubmitConfig, SubmitTable},
};
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
        "site" site: Option<SiteTable>,
        "language" language: Vec<LanguageTable>,
        "source" source: Option<SourceTable>,
        "select" select: Option<SelectTable>,
        "index" index: Option<IndexTable>,
        "output" output: Option<OutputTable>,
        "sitemap" sitemap: Option<SitemapTable>,
        "robots" robots: Option<RobotsTable>,
        "deploy" deploy: Option<DeployTable>,
        "submit" submit: Option<SubmitTable>,
    }

    /// `[source]`
    struct SourceTable {
        "hub" hub: Option<HubTable>,
    }
}

/// The settings of a file's text; nothing where something is wrong, which is then in the report.
fn read(report: &mut Report<'_>) -> Option<Settings> {
    let SettingsFile { site, language, source, select, index, output, sitemap, robots, deploy, submit } =
        strict_toml::read(report)?;
    let tables = SiteTables { site, language, select, index, output, sitemap, robots };
    Some(Settings {
        config: SiteConfig::from_tables(tables, report),
        hub: source.and_then(|source| source.hub).map(Into::into).unwrap_or_default(),
        deploy: deploy.map(Into::into).unwrap_or_default(),
        submit: submit.map(Into::into).unwrap_or_default(),
    })
}
