//! Folders that a site is never built into, because a build there would mix its files with others.

use super::{Error, real_path::real_path, site_folder};
use crate::manifest::STATE_FOLDER;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// What a build must not write into.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    /// Files and folders that the site is made from. Those that do not exist are ignored.
    pub sources: Vec<PathBuf>,
    /// The home folder of the user.
    pub home: Option<PathBuf>,
    /// Whether a folder may hold files of others.
    pub is_forced: bool,
}

/// Why a folder is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is `/`, or the root of a drive.
    Root,
    /// It is the home folder of the user.
    Home,
    /// It contains a source of the site.
    Contains(PathBuf),
    /// It is a source of the site, or lies within one.
    Within(PathBuf),
    /// It holds files, and no build has written into it.
    NotEmpty,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("it is the root folder"),
            Self::Home => f.write_str("it is your home folder"),
            Self::Contains(source) => write!(f, "it contains `{}`, a source of the site", source.display()),
            Self::Within(source) => write!(f, "it lies within `{}`, a source of the site", source.display()),
            Self::NotEmpty => f.write_str("it is not empty, and no build has written into it"),
        }
    }
}

/// Checks the folder of the site before anything is written. With a base path the folder belongs to a host site, so
/// that other files are expected there.
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
