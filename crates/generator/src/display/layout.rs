//! The parts that all pages share: head, breadcrumbs, header and footer links.

use crate::{display::picture::Preview, text::Text};
use std::sync::Arc;

/// What all pages of a site in one language share.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The texts.
    pub text: Arc<Text>,
    /// Whether the site has other languages.
    pub is_translated: bool,
    /// Name of the site.
    pub name: String,
    /// Scheme and host, to prepend to a path.
    pub origin: String,
    /// URL of the home page.
    pub home: String,
    /// URL of the list of models.
    pub models: String,
    /// URL of the list of workers.
    pub workers: String,
    /// URL of the methodology page.
    pub methodology: String,
    /// URL of the data page.
    pub data: String,
    /// URL of the Atom feed; empty if there is none.
    pub feed: String,
    /// The lists of topics, one for each existing kind.
    pub topics: Vec<Link>,
    /// Links in the footer.
    pub footer: Vec<Link>,
    /// URL of the style sheet.
    pub css: String,
    /// What the search needs. `None` if it is turned off.
    pub search: Option<SearchLinks>,
    /// URL of the script that compares variants with a machine's memory. `None` if it is turned off.
    pub machine: Option<String>,
    /// URL of the SVG icon.
    pub icon: String,
    /// URL of the icon in three sizes, for programs that do not support SVG.
    pub bitmap_icon: String,
    /// URL of the icon for home screens, 180 × 180.
    pub touch_icon: String,
}

impl Frame {
    /// The lists of topics linked in the header.
    #[must_use]
    pub fn main_topics(&self) -> &[Link] {
        &self.topics[..self.topics.len().min(2)]
    }
}

/// What the search box of a list needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchLinks {
    /// URL of its script.
    pub script: String,
    /// URL of the file a search loads first.
    pub index: String,
}

/// The metadata of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMeta {
    /// Unique among indexable pages.
    pub title: String,
    /// Likewise; 50 to 160 characters.
    pub description: String,
    /// The page's own absolute URL.
    pub canonical: String,
    /// Whether search engines may index it.
    pub is_indexable: bool,
    /// The breadcrumbs from the home page to this one; empty on the home page.
    pub crumbs: Vec<Crumb>,
    /// The JSON-LD; empty if there is none.
    pub json_ld: String,
    /// The alternates of the page.
    pub alternates: Vec<AlternateLink>,
    /// The page in each language, the main one first; empty for a site with one language.
    pub translations: Vec<Translation>,
    /// Its preview image, 1200 × 630.
    pub preview: Preview,
}

impl PageMeta {
    /// Tag and URL for the `hreflang` of each language the page exists in, and of `x-default`. Empty if there is only
    /// one language, or if the page is not indexable.
    #[must_use]
    pub fn hreflangs(&self) -> Vec<(&str, &str)> {
        let there = self.translations.iter().filter(|translation| translation.is_there && self.is_indexable);
        let mut links: Vec<(&str, &str)> = there.map(|there| (&*there.tag, &*there.href)).collect();
        match links.as_slice() {
            [] | [_] => Vec::new(),
            [(_, first), ..] => {
                links.push(("x-default", first));
                links
            }
        }
    }
}

/// A page in one of the site's languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Language tag.
    pub tag: String,
    /// Name of the language in that language.
    pub name: String,
    /// URL of the page, or of the home page if the page does not exist in that language.
    pub href: String,
    /// Whether the page exists in that language.
    pub is_there: bool,
    /// Whether it is this page.
    pub is_own: bool,
}

/// The same content in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateLink {
    /// Content type, without parameters.
    pub mime: &'static str,
    /// URL.
    pub href: String,
}

/// One breadcrumb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Name.
    pub name: String,
    /// URL. `None` for the page itself.
    pub href: Option<String>,
    /// Whether the name comes from elsewhere: a license, an author or a model type.
    pub is_quoted: bool,
}

/// A named link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its text.
    pub name: String,
    /// URL.
    pub href: String,
}
