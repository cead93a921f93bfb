//! Pages written by editors (`content/pages`), and the 404 page.

use crate::{
    content::article::Article,
    display::layout::{Frame, PageMeta},
    pages::{
        Facts, meta,
        not_found::{NOT_FOUND, NotFoundPage},
    },
    plan::{SitePlan, model_address::is_file_name},
};
use askama::Template;
use site::address::page_path::PagePath;

/// A page of `content/pages`.
#[derive(Debug, Template)]
#[template(path = "article/page.html")]
pub struct ArticlePage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// The text as HTML, rendered from Markdown.
    pub body: String,
}

/// The facts of an article: everything its author wrote.
pub fn facts(article: &Article, facts: &mut Facts) {
    facts.add(&article.title).add(&article.description).add(&article.html);
}

/// A page of `content/pages`.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, article: &'a Article) -> ArticlePage<'a> {
    let title = plan.title(&article.title);
    let path = format!("/{}", article.slug);
    ArticlePage {
        meta: meta(plan, title, article.description.clone(), &path, &[], &article.title),
        frame: &plan.frame,
        heading: &article.title,
        body: linked(plan, &article.html),
    }
}

/// The text with internal links resolved: editors write page paths, whatever the URL style and base path of the site.
/// All `href` attributes come from Markdown.
fn linked(plan: &SitePlan<'_>, html: &str) -> String {
    const LINK: &str = "<a href=\"/";
    let mut linked = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find(LINK) {
        let (before, from) = rest.split_at(at + LINK.len() - 1);
        linked.push_str(before);
        let end = from.find(['"', '?', '#']).unwrap_or(from.len());
        let (path, behind) = from.split_at(end);
        match PagePath::parse(path) {
            _ if path.starts_with("//") => linked.push_str(path),
            Ok(page) if !is_file_name(path) => plan.addresses.push_page(&page, &mut linked),
            // A feed, a table.
            _ => linked.push_str(plan.addresses.file(path.trim_start_matches('/')).as_str()),
        }
        rest = behind;
    }
    linked.push_str(rest);
    linked
}

/// `404.html`.
#[must_use]
pub fn not_found<'a>(plan: &'a SitePlan<'_>) -> NotFoundPage<'a> {
    let meta = PageMeta {
        title: plan.title(plan.text().not_found_heading()),
        description: plan.text().not_found_description().to_owned(),
        canonical: plan.addresses.absolute(&plan.addresses.file(NOT_FOUND)),
        preview: plan.pictures.of_page("/").clone(),
        translations: plan.translations(&PagePath::home()),
        ..PageMeta::default()
    };
    NotFoundPage { frame: &plan.frame, meta }
}
