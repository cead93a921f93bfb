//! What every page has: head, way back, links at its top and foot.

use crate::{display::picture::Preview, text::Text};
use std::sync::Arc;

/// What every page of one site in one language shares.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of its pages.
    pub text: Arc<Text>,
    /// Whether the site has other languages, too.
    pub is_translated: bool,
    /// Of the site.
    pub name: String,
    /// Scheme and host, to put before an address.
    pub origin: String,
    /// Address of the first page.
    pub home: String,
    /// Address of the list of models.
    pub models: String,
    /// Address of the list of workers.
    pub workers: String,
    /// Address of the page on methods.
    pub methodology: String,
    /// Address of the page about the data.
    pub data: String,
    /// Address of the Atom feed; empty where there is none.
    pub feed: String,
    /// The lists of topics, one for each kind that there is.
    pub topics: Vec<Link>,
    /// Links at the foot of every page.
    pub footer: Vec<Link>,
    /// Address of the style sheet.
    pub css: String,
    /// What searching takes; none where there is no search.
    pub search: Option<SearchLinks>,
    /// Address of the script that compares variants with the memory of a machine; none where there is none.
    pub machine: Option<String>,
    /// Address of the icon, as a drawing.
    pub icon: String,
    /// Address of the icon in three sizes, for programs that read no drawings.
    pub bitmap_icon: String,
    /// Address of the icon for home screens, 180 × 180.
    pub touch_icon: String,
}

impl Frame {
    /// The lists of topics that stand at the head of every page.
    #[must_use]
    pub fn main_topics(&self) -> &[Link] {
        &self.topics[..self.topics.len().min(2)]
    }
}

/// What the search box of a list needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchLinks {
    /// Address of its script.
    pub script: String,
    /// Address of the file that a search begins with.
    pub index: String,
}

/// What stands in a page's head, and above its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMeta {
    /// Unique among the pages that search engines may show.
    pub title: String,
    /// Likewise; 50 to 160 characters.
    pub description: String,
    /// The page's own whole address.
    pub canonical: String,
    /// Whether search engines may show it.
    pub is_indexable: bool,
    /// The way from the first page to this one; empty on the first page itself.
    pub crumbs: Vec<Crumb>,
    /// The JSON-LD; empty where there is none.
    pub json_ld: String,
    /// The same in other forms.
    pub alternates: Vec<AlternateLink>,
    /// The page in each of the site's languages, the main one first; empty where there is one language.
    pub translations: Vec<Translation>,
    /// The picture that stands for it, 1200 × 630.
    pub preview: Preview,
}

impl PageMeta {
    /// Tag and address for the `hreflang` of each language that the page is there in, and of visitors who want none
    /// of them; empty where there is nothing to choose from, and on pages that search engines are to leave out.
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
    /// Tag of the language.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    /// Address of the page; where it is not there in that language, of the first page.
    pub href: String,
    /// Whether it is there.
    pub is_there: bool,
    /// Whether it is the page itself.
    pub is_own: bool,
}

/// Something that says what the page says in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateLink {
    /// Its type, without parameters.
    pub mime: &'static str,
    /// Its address.
    pub href: String,
}

/// One step of the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Name.
    pub name: String,
    /// Address; none for the page itself.
    pub href: Option<String>,
    /// Whether the name is somebody else's: of a license, an author, a model type.
    pub is_quoted: bool,
}

/// A named link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its text.
    pub name: String,
    /// Address.
    pub href: String,
}
