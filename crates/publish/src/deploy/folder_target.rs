//! Checks of folder targets: a deploy must stay inside its target and outside the built site.

use crate::deploy::{Error, record::RECORD};
use site::{address::SiteAddress, output::real_path};
use std::{collections::BTreeSet, fs, path::Path};

/// Checks that the target is not inside the built site, and that no folder of the base path is a symbolic link.
pub(super) fn check_place(target: &Path, site: &SiteAddress, built: &Path) -> Result<(), Error> {
    let base_path = format!("{}/", site.base_path.trim_matches('/'));
    refuse_links(target, [base_path.as_str()])?;
    let mut folder = target.to_owned();
    folder.extend(base_path.split('/').filter(|part| !part.is_empty()));
    let real = |path: &Path| real_path(path).map_err(|source| Error::Read { path: path.into(), source });
    let (there, here) = (real(&folder)?, real(built)?);
    if there == here {
        return Err(Error::Itself(here));
    }
    if there.starts_with(&here) { Err(Error::Within { target: there, site: here }) } else { Ok(()) }
}

/// Checks that no folder containing files of the site is a symbolic link. `target` itself may be one.
pub(super) fn refuse_links<'n>(target: &Path, names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
    let mut real: BTreeSet<&str> = BTreeSet::new();
    for name in names.into_iter().chain([RECORD]) {
        for (end, _) in name.match_indices('/') {
            let folder = &name[..end];
            if !folder.is_empty() && real.insert(folder) {
                let path = target.join(folder);
                if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
                    return Err(Error::Linked(path));
                }
            }
        }
    }
    Ok(())
}
