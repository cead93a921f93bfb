//! `Stage`: when a file is put or removed, so that at no moment the live site names what is not there.
//!
//! What is new is named by nothing that is live: it comes first, whatever it names itself. Then what is there and
//! changes: its new text may name what is new, and all of that has come. Then sitemaps, whose pages are there; then
//! the index, whose sitemaps are there. What goes is by then named by nothing. The first page is where readers
//! begin, so that a new one waits for all the other new ones.

use site::{
    content_type::ContentType,
    file_names::{ATOM_FEED, INDEX, JSON_FEED, LLMS_TXT, SITEMAP_INDEX},
};
use std::fmt;

/// What a file is, as far as order and caches are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// What pages load: style sheets, scripts, pictures, fonts, schemas.
    Asset,
    /// A page.
    Page,
    /// Alternates of pages, and what else is downloaded.
    Data,
    /// What pages name and programs look for: feeds, `llms.txt`.
    List,
    /// The first page.
    Home,
    /// A sitemap that the index names.
    Sitemap,
    /// The index of sitemaps.
    SitemapIndex,
    /// What hosts and crawlers are told: `robots.txt`, `_redirects`, `_headers`, keys.
    Control,
}

impl Class {
    /// By path and type of a file; of one that is gone the type may be what its name tells.
    #[must_use]
    pub fn of(path: &str, content_type: ContentType) -> Self {
        if !path.contains('/') {
            match path {
                INDEX => return Self::Home,
                SITEMAP_INDEX | "sitemap.xml.gz" => return Self::SitemapIndex,
                ATOM_FEED | JSON_FEED | LLMS_TXT => return Self::List,
                _ if path.starts_with("sitemap-") => return Self::Sitemap,
                _ if content_type == ContentType::Text => return Self::Control,
                _ => {}
            }
        }
        match content_type {
            ContentType::Html => Self::Page,
            ContentType::Json | ContentType::Markdown | ContentType::Text | ContentType::Gzip | ContentType::Binary => {
                Self::Data
            }
            _ => Self::Asset,
        }
    }
}

/// When a file is put or removed. One stage ends before the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// New assets.
    NewAssets,
    /// New pages, but the first one.
    NewPages,
    /// New alternates and data.
    NewData,
    /// New feeds and `llms.txt`, which pages name.
    NewLists,
    /// The first page, where it is new.
    NewHome,
    /// Assets that change under their name.
    Assets,
    /// Pages that change.
    Pages,
    /// Alternates and data that change.
    Data,
    /// Sitemaps, new and changed.
    Sitemaps,
    /// The index of sitemaps.
    SitemapIndex,
    /// `robots.txt`, changed feeds, redirects.
    Lists,
    /// An index of sitemaps that goes.
    GoneIndex,
    /// Sitemaps that go.
    GoneSitemaps,
    /// Pages and data that go.
    GonePages,
    /// Assets that go.
    GoneAssets,
}

impl Stage {
    /// Of a file that is put.
    #[must_use]
    pub fn of_put(class: Class, is_new: bool) -> Self {
        match (class, is_new) {
            (Class::Asset, true) => Self::NewAssets,
            (Class::Page, true) => Self::NewPages,
            (Class::Data, true) => Self::NewData,
            (Class::List, true) => Self::NewLists,
            (Class::Home, true) => Self::NewHome,
            (Class::Asset, false) => Self::Assets,
            (Class::Page | Class::Home, false) => Self::Pages,
            (Class::Data, false) => Self::Data,
            (Class::Sitemap, _) => Self::Sitemaps,
            (Class::SitemapIndex, _) => Self::SitemapIndex,
            (Class::Control, _) | (Class::List, false) => Self::Lists,
        }
    }

    /// Of a file that is removed.
    #[must_use]
    pub fn of_removal(class: Class) -> Self {
        match class {
            Class::SitemapIndex => Self::GoneIndex,
            Class::Sitemap => Self::GoneSitemaps,
            Class::Asset => Self::GoneAssets,
            Class::Page | Class::Data | Class::List | Class::Home | Class::Control => Self::GonePages,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NewAssets => "new assets",
            Self::NewPages => "new pages",
            Self::NewData => "new alternates and data",
            Self::NewLists => "new feeds and lists",
            Self::NewHome => "the first page",
            Self::Assets => "changed assets",
            Self::Pages => "changed pages",
            Self::Data => "changed alternates and data",
            Self::Sitemaps => "sitemaps",
            Self::SitemapIndex => "sitemap index",
            Self::Lists => "robots.txt, feeds, redirects",
            Self::GoneIndex => "gone sitemap index",
            Self::GoneSitemaps => "gone sitemaps",
            Self::GonePages => "gone pages and data",
            Self::GoneAssets => "gone assets",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(path: &str) -> Class {
        Class::of(path, ContentType::of_path(path))
    }

    #[test]
    fn paths_tell_classes() {
        for (path, expected) in [
            ("index.html", Class::Home),
            ("models/a/b/index.html", Class::Page),
            ("404.html", Class::Page),
            ("models/a/b/index.json", Class::Data),
            ("data/models.jsonl.gz", Class::Data),
            ("assets/main-0123456789ab.css", Class::Asset),
            ("schemas/compatibility-1.0.xsd", Class::Asset),
            ("sitemap.xml", Class::SitemapIndex),
            ("sitemap-models-0.xml.gz", Class::Sitemap),
            ("models/sitemap-x/index.html", Class::Page),
            ("robots.txt", Class::Control),
            ("_redirects", Class::Control),
            ("llms.txt", Class::List),
            ("feed.xml", Class::List),
        ] {
            assert_eq!(class(path), expected, "{path}");
        }
        assert_eq!(Class::of("models/a/b", ContentType::Html), Class::Page, "addresses without an ending");
    }

    #[test]
    fn what_is_new_comes_before_what_changes_and_all_before_what_goes() {
        let order = [
            Stage::of_put(Class::Asset, true),
            Stage::of_put(Class::Page, true),
            Stage::of_put(Class::Home, true),
            Stage::of_put(Class::Page, false),
            Stage::of_put(Class::Sitemap, true),
            Stage::of_put(Class::SitemapIndex, false),
            Stage::of_put(Class::Control, true),
            Stage::of_removal(Class::SitemapIndex),
            Stage::of_removal(Class::Sitemap),
            Stage::of_removal(Class::Page),
            Stage::of_removal(Class::Asset),
        ];
        assert!(order.is_sorted_by(|a, b| a < b), "each waits for the one before");
    }
}
