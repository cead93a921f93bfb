//! `Language`: the texts, name and pages of a site in one language.

use crate::{
    config::SiteConfig,
    content::{
        Error,
        article::{self, Article},
    },
    text::{self, Text},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use strict_toml::{Invalid, Problem};

/// Folder of the text files, one per language tag.
pub const TEXTS: &str = "content/text";

/// Folder of the pages of editors: those of the main language directly, others in the folder of their language.
pub const PAGES: &str = "content/pages";

/// The guide for adding a language.
const GUIDE: &str = "docs/how-to/another-language.md";

/// One language of a site.
#[derive(Debug, Clone)]
pub struct Language {
    /// The texts.
    pub text: Arc<Text>,
    /// Folder of its pages; empty for the main language.
    pub folder: String,
    /// Name of the site.
    pub name: String,
    /// One sentence about the site.
    pub description: String,
    /// The pages of editors, sorted by name.
    pub articles: Vec<Article>,
}

impl Language {
    /// Whether its pages are at the root of the site.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.folder.is_empty()
    }

    /// A page key or file name that each language has separately: `pl/home`.
    #[must_use]
    pub fn own(&self, name: &str) -> String {
        if self.is_main() { name.to_owned() } else { [&*self.folder, "/", name].concat() }
    }
}

/// The languages of a project, the main one first. All problems of all text files are reported together.
///
/// # Errors
///
/// Fails if a file cannot be read or is invalid, or if a language has no text file but needs one.
pub fn languages(project: &Path, config: &SiteConfig) -> Result<Vec<Language>, Error> {
    let site = &config.site;
    let main = (&site.language, "", &site.name, &site.description);
    let further = config.languages.iter().map(|of| (&of.tag, &*of.path, &of.name, &of.description));
    let all: Vec<_> = [main].into_iter().chain(further).collect();
    let mut problems = Vec::new();
    let mut texts = Vec::with_capacity(all.len());
    for (tag, ..) in &all {
        match text(project, tag)? {
            Ok(text) => texts.push(Arc::new(text)),
            Err(of_file) => problems.extend(of_file),
        }
    }
    if !problems.is_empty() {
        return Err(Invalid { what: format!("`{TEXTS}`"), problems }.into());
    }
    let language = |((_, folder, name, description), text): ((&String, &str, &String, &String), Arc<Text>)| {
        Ok(Language {
            text,
            folder: folder.to_owned(),
            name: name.clone(),
            description: description.clone(),
            articles: article::load(&project.join(PAGES).join(folder))?,
        })
    };
    all.into_iter().zip(texts).map(language).collect()
}

/// The texts of a language, or the problems of its file.
fn text(project: &Path, tag: &str) -> Result<Result<Text, Vec<Problem>>, Error> {
    let shown = PathBuf::from(TEXTS).join(format!("{tag}.toml"));
    let path = project.join(&shown);
    // Texts that a file for a variety of English leaves out come from the built-in ones.
    let is_english = text::is_english(tag);
    let base = is_english.then(Text::english);
    let source = match fs::read_to_string(&path) {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_english => String::new(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(vec![missing(&shown, tag)])),
        Err(source) => return Err(Error::Read { path, source }),
    };
    Ok(Text::read(tag, &path.to_string_lossy(), &source, base.as_ref()).map_err(|invalid| invalid.problems))
}

fn missing(path: &Path, tag: &str) -> Problem {
    let hint = format!(
        "run `modelpress texts {tag} > {}` to get all texts in English, then translate them; see {GUIDE}",
        path.display()
    );
    Problem {
        place: format!("`{}`", path.display()),
        text: format!("the file does not exist, but `{tag}` in the settings needs it"),
        hint: Some(hint),
    }
}
