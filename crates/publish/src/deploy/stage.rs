//! `Stage`: the order in which files are uploaded and deleted, so that the live site never links to a missing file.

use site::{
    content_type::ContentType,
    file_names::{ATOM_FEED, INDEX, JSON_FEED, LLMS_TXT, SITEMAP_INDEX},
};
use std::fmt;

/// The kind of a file, for order and caching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A file that pages load: a style sheet, script, image, font or schema.
    Asset,
    /// A page.
    Page,
    /// Pages in other formats (JSON, Markdown), and other downloads.
    Data,
    /// Files that pages link to and programs look for: feeds, `llms.txt`.
    List,
    /// The home page.
    Home,
    /// A sitemap listed in the index.
    Sitemap,
    /// The sitemap index.
    SitemapIndex,
    /// Files that hosts and crawlers read: `robots.txt`, `_redirects`, `_headers`, keys.
    Control,
}

impl Class {
    /// The class of a file, by path and content type. The type of a deleted file is guessed from its name.
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

/// When a file is uploaded or deleted. A stage starts when the previous one is complete.
///
/// New files come first, because no live page links to them yet. A new home page is the entry point, so it waits for
/// all other new files. Then come changed files, whose links now all work, then sitemaps, whose pages exist, and the
/// sitemap index, whose sitemaps exist. By then nothing links to the files to delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// New assets.
    NewAssets,
    /// New pages except the home page.
    NewPages,
    /// New alternates and data.
    NewData,
    /// New feeds and `llms.txt`, which pages link to.
    NewLists,
    /// A new home page.
    NewHome,
    /// Assets that change under the same name.
    Assets,
    /// Changed pages.
    Pages,
    /// Changed alternates and data.
    Data,
    /// New and changed sitemaps.
    Sitemaps,
    /// The sitemap index.
    SitemapIndex,
    /// `robots.txt`, changed feeds, redirects.
    Lists,
    /// A sitemap index to delete.
    GoneIndex,
    /// Sitemaps to delete.
    GoneSitemaps,
    /// Pages and data to delete.
    GonePages,
    /// Assets to delete.
    GoneAssets,
}

impl Stage {
    /// The stage of an upload.
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

    /// The stage of a deletion.
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
            Self::NewHome => "home page",
            Self::Assets => "changed assets",
            Self::Pages => "changed pages",
            Self::Data => "changed alternates and data",
            Self::Sitemaps => "sitemaps",
            Self::SitemapIndex => "sitemap index",
            Self::Lists => "robots.txt, feeds, redirects",
            Self::GoneIndex => "gone sitemap index",
            Self::GoneSitemaps => "gone sitemaps",
            Self::GonePages => "removed pages and data",
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
