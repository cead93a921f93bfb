//! Pages that editors wrote, and the page for addresses that lead nowhere.

use super::meta;
use crate::{
    content::article::Article,
    page::{PageMeta, article::ArticlePage, not_found::NotFoundPage, page_path::PagePath},
    plan::SitePlan,
};

/// A page of `content/pages`.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, article: &'a Article) -> ArticlePage<'a> {
    let title = plan.title(&article.title);
    let path = format!("/{}", article.slug);
    ArticlePage {
        meta: meta(plan, title, article.description.clone(), &path, &[], &article.title),
        frame: &plan.frame,
        heading: &article.title,
        body: &article.html,
    }
}

/// `404.html`.
#[must_use]
pub fn not_found<'a>(plan: &'a SitePlan<'_>) -> NotFoundPage<'a> {
    let meta = PageMeta {
        title: plan.title(plan.text().not_found_heading()),
        description: plan.text().not_found_description().to_owned(),
        canonical: plan.addresses.absolute(&plan.addresses.file("404.html")),
        preview: plan.pictures.of_page("/").clone(),
        translations: plan.translations(&PagePath::home()),
        ..PageMeta::default()
    };
    NotFoundPage { frame: &plan.frame, meta }
}
