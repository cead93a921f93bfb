//! Where changes matter to a preview, and what follows from them.

use crate::{serve::watch::Watched, snapshot::HUB_FOLDER};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What a site is made from, as paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) config: PathBuf,
    /// What `--snapshot` names.
    pub(super) snapshots: Vec<PathBuf>,
    /// Read when a site is built.
    pub(super) style_sheets: Vec<PathBuf>,
    /// Compiled into the program, where its source is here.
    pub(super) templates: Option<PathBuf>,
}

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The site has to be built.
    Source,
    /// The program has to be compiled.
    Template,
}

/// What a fetch replaces when it has ended; its other files are for itself until then.
const INDEX: [&str; 2] = ["snapshot.json", "gone.jsonl"];

/// For those who write templates; no template.
const RULES: &str = "STYLE.md";

impl Places {
    /// The files and folders to watch.
    pub(super) fn watched(&self) -> Watched {
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            self.snapshots.iter().cloned().partition(|path| path.is_dir());
        let hubs: Vec<PathBuf> = folders
            .iter()
            .filter(|folder| folder.join(INDEX[0]).is_file())
            .cloned()
            .chain([HUB_FOLDER.into()])
            .collect();
        let indexes = hubs.iter().flat_map(|hub| INDEX.map(|name| hub.join(name)));
        Watched {
            files: [self.config.clone()]
                .into_iter()
                .chain(files)
                .chain(self.style_sheets.clone())
                .chain(indexes)
                .collect(),
            folders: folders.into_iter().chain(["content".into()]).chain(self.templates.clone()).collect(),
            except: hubs,
        }
    }

    /// What these changes ask for. A new program builds the site as well.
    pub(super) fn kind(&self, changed: &BTreeSet<PathBuf>) -> Kind {
        let Some(templates) = self.templates.as_deref().and_then(|folder| folder.canonicalize().ok()) else {
            return Kind::Source;
        };
        let is_read = |path: &Path| {
            let is_own = self.style_sheets.iter().any(|file| file.canonicalize().is_ok_and(|file| file == path));
            is_own || path.file_name().is_some_and(|name| name == RULES)
        };
        let is_template = |path: &PathBuf| path.starts_with(&templates) && !is_read(path) && is_finished(path);
        if changed.iter().any(is_template) { Kind::Template } else { Kind::Source }
    }
}

/// Whether a file is one that somebody means: editors put others beside them for a moment.
fn is_finished(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    !name.starts_with('.') && !name.ends_with('~') && !name.ends_with(".tmp") && name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_asks_for_a_new_program_and_its_style_sheet_does_not() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
        let places = Places {
            config: "site.toml".into(),
            snapshots: Vec::new(),
            style_sheets: vec![root.join("templates/assets/main.css")],
            templates: Some(root.join("templates")),
        };
        for (path, kind) in [
            ("templates/home/page.html", Kind::Template),
            ("templates/assets/favicon.svg", Kind::Template),
            ("templates/assets/main.css", Kind::Source),
            ("templates/STYLE.md", Kind::Source),
            ("templates/home/.page.html.swp", Kind::Source),
            ("templates/home/4913", Kind::Source),
            ("content/pages/about.md", Kind::Source),
        ] {
            assert_eq!(places.kind(&BTreeSet::from([root.join(path)])), kind, "{path}");
        }
    }
}
