//! `Language`: what a site says in one language: its texts, its name, the pages of its editors.

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

/// The folder of the texts, below a project: one file a language, by its tag.
pub const TEXTS: &str = "content/text";

/// The folder of the pages that editors write: those of the main language lie in it, those of a further one in the
/// folder of its name.
pub const PAGES: &str = "content/pages";

/// Where the steps to a further language are written down.
const GUIDE: &str = "docs/how-to/another-language.md";

/// One language of a site.
#[derive(Debug, Clone)]
pub struct Language {
    /// The words of the pages.
    pub text: Arc<Text>,
    /// The folder that its pages lie below; empty for the main language.
    pub folder: String,
    /// What the site is called.
    pub name: String,
    /// One sentence about the site.
    pub description: String,
    /// The pages that editors wrote, by name.
    pub articles: Vec<Article>,
}

impl Language {
    /// Whether its pages stand at the root of the site.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.folder.is_empty()
    }

    /// A name, whether of a page in the manifest or of a file, that each language has one of: `pl/home`.
    #[must_use]
    pub fn own(&self, name: &str) -> String {
        if self.is_main() { name.to_owned() } else { [&*self.folder, "/", name].concat() }
    }
}

/// The languages of a project, the main one first; all problems of all files of texts come together.
///
/// # Errors
///
/// Where a file cannot be read or is not valid, and where there is no file for a language that needs one.
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

/// The texts in a language, or what is wrong with its file.
fn text(project: &Path, tag: &str) -> Result<Result<Text, Vec<Problem>>, Error> {
    let shown = PathBuf::from(TEXTS).join(format!("{tag}.toml"));
    let path = project.join(&shown);
    // What a dialect of English does not say differently, the program's own file says.
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
        "`modelpress texts {tag} > {}` writes all texts in English, to be translated; {GUIDE} has the steps",
        path.display()
    );
    Problem {
        place: format!("`{}`", path.display()),
        text: format!("there is no such file, and `{tag}` in the settings needs it"),
        hint: Some(hint),
    }
}
