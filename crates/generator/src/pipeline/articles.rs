//! Whether the pages that editors write have addresses of their own.

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

/// That no page of `content/pages` would stand where the site itself has a page, or in the way of files of its own,
/// whatever the form of addresses; and that each can have an address at all.
///
/// # Errors
///
/// With every one for which that does not hold.
pub fn check_articles(config: &SiteConfig, languages: &[Language]) -> Result<(), Invalid> {
    let own_folders = own_folders();
    let mut problems = Vec::new();
    for language in languages {
        let addresses = Addresses::new(&config.address()).of_language(&language.folder);
        for article in &language.articles {
            let Some(text) = problem(article, &addresses, &own_folders) else { continue };
            let slug = &article.slug;
            let place = format!("`{PAGES}/{}`", language.own(&format!("{slug}.md")));
            let hint = format!("the name of a page is its address: call it another, as in `about-{slug}.md`");
            problems.push(Problem { place, text, hint: Some(hint) });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Invalid { what: format!("`{PAGES}`"), problems }) }
}

/// What is wrong with the address of a page.
fn problem(article: &Article, addresses: &Addresses, own_folders: &[String]) -> Option<String> {
    let slug = &*article.slug;
    let path = match PagePath::parse(&format!("/{slug}")) {
        Ok(path) => path,
        Err(error) => return Some(error.to_string()),
    };
    if let Some(own) = produce::own_pages().find(|own| own.segments().eq([slug])) {
        return Some(format!(
            "it would stand at `{}`, which is that of a page of the site itself",
            addresses.page(&own)
        ));
    }
    let is_taken = own_folders.iter().any(|own| own == slug);
    is_taken.then(|| format!("it would stand at `{}`, and the site itself uses that name", addresses.page(&path)))
}
