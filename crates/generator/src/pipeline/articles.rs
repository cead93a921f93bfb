//! Checks that the pages of editors have URLs of their own.

use crate::{
    config::SiteConfig,
    content::{
        article::Article,
        language::{Language, PAGES},
    },
    pipeline::{languages::own_folders, produce},
};
use site::address::{page_path::PagePath, url_path::Addresses};
use strict_toml::{Invalid, Problem};

/// Checks that no page of `content/pages` has the URL of a generated page or gets in the way of its files, with any URL
/// style, and that each name is a valid URL.
///
/// # Errors
///
/// Lists every page for which that is not the case.
pub fn check_articles(config: &SiteConfig, languages: &[Language]) -> Result<(), Invalid> {
    let own_folders = own_folders();
    let mut problems = Vec::new();
    for language in languages {
        let addresses = Addresses::new(&config.address()).of_language(&language.folder);
        for article in &language.articles {
            let Some(text) = problem(article, &addresses, &own_folders) else { continue };
            let slug = &article.slug;
            let place = format!("`{PAGES}/{}`", language.own(&format!("{slug}.md")));
            let hint = format!("the file name becomes the URL; rename it, for example to `about-{slug}.md`");
            problems.push(Problem { place, text, hint: Some(hint) });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Invalid { what: format!("`{PAGES}`"), problems }) }
}

/// What is wrong with the URL of a page.
fn problem(article: &Article, addresses: &Addresses, own_folders: &[String]) -> Option<String> {
    let slug = &*article.slug;
    let path = match PagePath::parse(&format!("/{slug}")) {
        Ok(path) => path,
        Err(error) => return Some(error.to_string()),
    };
    if let Some(own) = produce::own_pages().find(|own| own.segments().eq([slug])) {
        return Some(format!("its URL `{}` belongs to a page that modelpress generates", addresses.page(&own)));
    }
    let is_taken = own_folders.iter().any(|own| own == slug);
    is_taken.then(|| format!("its URL would be `{}`, a name the site uses itself", addresses.page(&path)))
}
