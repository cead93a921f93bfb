//! Rejects output folders in which a build would mix its files with others.

use super::{Error, real_path::real_path, site_folder};
use crate::manifest::STATE_FOLDER;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// Paths that a build must not write into.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    /// Files and folders that are inputs of the site. Those that do not exist are ignored.
    pub sources: Vec<PathBuf>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// Whether the folder may contain files of others.
    pub is_forced: bool,
}

/// The reason for rejecting a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is `/`, or the root of a drive.
    Root,
    /// It is the user's home folder.
    Home,
    /// It contains a source of the site.
    Contains(PathBuf),
    /// It is a source of the site, or inside one.
    Within(PathBuf),
    /// It is not empty, and no build has written into it.
    NotEmpty,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("it is the root folder"),
            Self::Home => f.write_str("it is your home folder"),
            Self::Contains(source) => write!(f, "it contains `{}`, a source of the site", source.display()),
            Self::Within(source) => write!(f, "it is inside `{}`, a source of the site", source.display()),
            Self::NotEmpty => f.write_str("it is not empty and no build created it"),
        }
    }
}

/// Checks the site's folder before anything is written. With a base path, the folder is part of a larger site, so other
/// files are allowed in it.
pub fn check_folder(out: &Path, base_path: &str, protected: &Protected) -> Result<(), Error> {
    let folder = site_folder(out, base_path);
    let real = real_path(&folder).map_err(Error::io("look at", &folder))?;
    match refusal(&real, !base_path.is_empty(), protected) {
        Some(why) => Err(Error::Refused { folder, why }),
        None => Ok(()),
    }
}

fn refusal(folder: &Path, is_below_host: bool, protected: &Protected) -> Option<Refusal> {
    if folder.parent().is_none() {
        return Some(Refusal::Root);
    }
    let is_home = |home: &PathBuf| real_path(home).is_ok_and(|home| home == folder);
    if protected.home.as_ref().is_some_and(is_home) {
        return Some(Refusal::Home);
    }
    for source in &protected.sources {
        let Ok(real) = fs::canonicalize(source) else { continue };
        if folder.starts_with(&real) {
            return Some(Refusal::Within(source.clone()));
        }
        if real.starts_with(folder) {
            return Some(Refusal::Contains(source.clone()));
        }
    }
    let is_empty = || fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    let may_hold_others = is_below_host || protected.is_forced || folder.join(STATE_FOLDER).is_dir();
    (!may_hold_others && !is_empty()).then_some(Refusal::NotEmpty)
}
