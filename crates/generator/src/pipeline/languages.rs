//! Checks that the folders of the languages are free.

use crate::{
    config::{SiteConfig, language::LanguageConfig},
    content::language::Language,
    dataset,
    display::picture::Picture,
    files::sitemap,
    pages::not_found::NOT_FOUND,
    pipeline::produce,
    plan::{ASSETS, SEARCH_INDEX},
};
use site::address::reserved_stem::reserved_stem;
use strict_toml::{Invalid, Problem};

/// The first path segments of all generated pages and files, without those of editors.
pub(super) fn own_folders() -> Vec<String> {
    let picture = Picture::file("");
    let schemas = sitemap::SCHEMAS.iter().map(|(name, _)| *name);
    let files = [ASSETS, SEARCH_INDEX, dataset::FILE, &picture].into_iter().chain(schemas);
    let mut folders: Vec<String> =
        files.filter_map(|file| file.split_once('/')).map(|(folder, _)| folder.to_owned()).collect();
    // In one URL style, the home page of a language is a file next to this one.
    folders.extend(NOT_FOUND.split_once('.').map(|(stem, _)| stem.to_owned()));
    folders.extend(produce::own_pages().filter_map(|path| path.segments().next().map(str::to_owned)));
    folders
}

/// Checks that no language uses a folder of the site; `file` is the name of the settings in messages.
///
/// # Errors
///
/// Lists every language that does.
pub fn check_languages(config: &SiteConfig, languages: &[Language], file: &str) -> Result<(), Invalid> {
    let own = own_folders();
    let slugs: Vec<&str> = languages.iter().flat_map(|of| &of.articles).map(|article| &*article.slug).collect();
    let problem = |language: &LanguageConfig| {
        let path = &*language.path;
        let why = if own.iter().any(|own| own == path) {
            "which the site itself uses"
        } else if slugs.contains(&path) {
            "which is the URL of a page in `content/pages`"
        } else if reserved_stem(path).is_some() {
            "which is reserved on some systems"
        } else {
            return None;
        };
        let hint = format!("give `{}` another one: `path = \"in-{path}\"`", language.tag);
        let text = format!("the pages of `{}` would be in `{path}`, {why}", language.tag);
        Some(Problem { place: format!("line {}", language.line), text, hint: Some(hint) })
    };
    let problems: Vec<Problem> = config.languages.iter().filter_map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Invalid { what: format!("`{file}`"), problems }) }
}
