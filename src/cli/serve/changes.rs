//! Which changes matter to a preview, and what they cause.

use modelpress::serve::watch::Watched;
use snapshot::HUB_FOLDER;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The files a site is built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) config: PathBuf,
    /// The files given with `--snapshot`.
    pub(super) snapshots: Vec<PathBuf>,
    /// Read by every build.
    pub(super) style_sheets: Vec<PathBuf>,
    /// Compiled into the program, if its source is here.
    pub(super) templates: Option<PathBuf>,
}

/// The files that a fetch replaces at its end; its other files do not matter until then.
const INDEX: [&str; 2] = ["snapshot.json", "gone.jsonl"];

/// Documentation for authors, not a template.
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

    /// Splits changed files into templates, which need a new program, and files that only need a new build.
    pub(super) fn divide(&self, changed: BTreeSet<PathBuf>) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let folder = self.templates.as_deref().and_then(|folder| folder.canonicalize().ok());
        let is_in_templates = |path: &Path| folder.as_ref().is_some_and(|folder| path.starts_with(folder));
        let is_style_sheet =
            |path: &Path| self.style_sheets.iter().any(|file| file.canonicalize().is_ok_and(|file| file == path));
        let (mut templates, mut sources) = (Vec::new(), Vec::new());
        for path in changed {
            if is_style_sheet(&path) || !is_in_templates(&path) {
                sources.push(path);
            } else if is_finished(&path) && path.file_name().is_none_or(|name| name != RULES) {
                templates.push(path);
            }
        }
        (templates, sources)
    }
}

/// Whether a file is a real one, and not a temporary file of an editor.
fn is_finished(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    !name.starts_with('.') && !name.ends_with('~') && name.contains('.')
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
        for (path, templates, sources) in [
            ("templates/home/page.html", 1, 0),
            ("templates/assets/favicon.svg", 1, 0),
            ("templates/assets/main.css", 0, 1),
            ("templates/STYLE.md", 0, 0),
            ("templates/home/.page.html.swp", 0, 0),
            ("templates/home/4913", 0, 0),
            ("content/pages/about.md", 0, 1),
        ] {
            let divided = places.divide(BTreeSet::from([root.join(path)]));
            assert_eq!((divided.0.len(), divided.1.len()), (templates, sources), "{path}");
        }
    }
}
