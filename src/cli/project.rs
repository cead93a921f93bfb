//! What commands share: `--config`, and the worker catalog.

use super::failure::Failure;
use generator::content::{self, LoadedCatalog};
use modelpress::settings::{self, Settings};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct ConfigOption {
    /// Settings file [default: site.toml, if it exists]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigOption {
    /// The file given with `--config`.
    pub(super) fn file(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Only the settings.
    pub(super) fn load(&self) -> Result<Settings, Failure> {
        Ok(settings::load(self.config.as_deref())?)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ProjectOption {
    #[command(flatten)]
    config: ConfigOption,
}

/// Settings and workers, each validated, and checked against each other.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) settings: Settings,
    pub(super) workers: LoadedCatalog,
}

impl ProjectOption {
    /// The settings file, whether it exists or not.
    pub(super) fn config_file(&self) -> &Path {
        self.config.config.as_deref().unwrap_or(Path::new(settings::FILE))
    }

    pub(super) fn load(&self) -> Result<Project, Failure> {
        let settings = self.config.load()?;
        let workers = content::project_workers(Path::new(""))?;
        settings.config.select.check(&workers.catalog, &self.config_file().to_string_lossy())?;
        Ok(Project { settings, workers })
    }
}
