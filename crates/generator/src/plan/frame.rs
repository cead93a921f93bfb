//! What all pages of a site share, and the assets they use.

use crate::{
    content::language::Language,
    display::{
        layout::{Frame, Link, SearchLinks},
        topic_kind::{self, TopicKind},
    },
    plan::{Inputs, Topics},
    text::Text,
};
use site::address::{page_path::PagePath, url_path::Addresses};
use std::borrow::Cow;

pub use site::file_names::{ATOM_FEED, JSON_FEED};

/// The file that a search loads first, below the folder of its language; the other files of the index are next to it
/// and below it.
pub const SEARCH_INDEX: &str = "search/0/index.json";

/// The folder of all assets.
pub const ASSETS: &str = "assets/";

/// Assets by name, with their bytes.
pub type Assets<'a> = Vec<(String, Cow<'a, [u8]>)>;

const STYLE_SHEET: &[u8] = include_bytes!("../../embedded/templates/assets/main.css");
const SEARCH: &[u8] = include_bytes!("../../embedded/templates/assets/search.js");
const MACHINE: &[u8] = include_bytes!("../../embedded/templates/assets/machine.js");
const ICON: &[u8] = include_bytes!("../../embedded/templates/assets/favicon.svg");
const BITMAP_ICON: &[u8] = include_bytes!("../../embedded/templates/assets/favicon.ico");
const TOUCH_ICON: &[u8] = include_bytes!("../../embedded/templates/assets/apple-touch-icon.png");

/// The style sheet of a language, which begins with the texts it inserts into pages. Its name contains a hash of its
/// content, so it can be cached forever.
fn style_sheet(own: Option<&[u8]>, text: &Text) -> (String, Vec<u8>) {
    let words = [
        ("confidence", text.narrow_confidence()),
        ("best-set", text.narrow_best_set()),
        ("in-memory", text.narrow_in_memory()),
        ("size", text.narrow_size()),
        ("bits", text.narrow_bits()),
    ];
    let mut content = b":root{".to_vec();
    for (name, word) in words {
        let quoted = word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        content.extend(format!("--{name}:\"{quoted}\";").into_bytes());
    }
    content.extend_from_slice(b"}");
    content.extend_from_slice(own.unwrap_or(STYLE_SHEET));
    (hashed_name("main", "css", &content), content)
}

fn hashed_name(stem: &str, ending: &str, content: &[u8]) -> String {
    format!("{ASSETS}{stem}-{}.{ending}", &blake3::hash(content).to_hex()[..12])
}

fn icon_name() -> String {
    hashed_name("favicon", "svg", ICON)
}

/// Where browsers look for an icon that the page does not name.
const BITMAP_ICON_NAME: &str = "favicon.ico";

fn touch_icon_name() -> String {
    hashed_name("apple-touch-icon", "png", TOUCH_ICON)
}

/// A script of a language, preceded by the texts of the section with the script's name.
fn script(name: &str, code: &[u8], text: &Text) -> (String, Vec<u8>) {
    let content = [b"const TEXT=", text.script(name).as_bytes(), b";", code].concat();
    (hashed_name(name, "js", &content), content)
}

/// All assets, with the site's own style sheet if it has one.
#[must_use]
pub fn assets<'a>(inputs: &Inputs<'a>, text: &Text) -> Assets<'a> {
    let output = &inputs.config.output;
    let (style_name, style) = style_sheet(inputs.style_sheet, text);
    let mut assets: Assets<'a> = vec![
        (style_name, style.into()),
        (icon_name(), ICON.into()),
        (BITMAP_ICON_NAME.to_owned(), BITMAP_ICON.into()),
        (touch_icon_name(), TOUCH_ICON.into()),
    ];
    let scripts = [
        output.search.then(|| script("search", SEARCH, text)),
        output.machine.then(|| script("machine", MACHINE, text)),
    ];
    assets.extend(scripts.into_iter().flatten().map(|(name, content)| (name, content.into())));
    assets
}

/// URLs and names for the frame of every page in a language.
pub(super) fn frame(inputs: &Inputs<'_>, language: &Language, addresses: &Addresses, topics: &Topics) -> Frame {
    let (config, articles) = (inputs.config, &language.articles);
    let text = &*language.text;
    let page = |path: &str| addresses.page(&fixed(path)).to_string();
    let data = Link { name: text.frame_data().to_owned(), href: page("/data/") };
    let footer =
        articles.iter().map(|article| Link { name: article.title.clone(), href: page(&format!("/{}", article.slug)) });
    let lists = |kind: TopicKind| Link {
        name: topic_kind::plural(kind, text).to_owned(),
        href: page(&format!("/{}/", kind.folder())),
    };
    Frame {
        text: language.text.clone(),
        is_translated: inputs.languages.len() > 1,
        name: language.name.clone(),
        origin: config.site.base_url.clone(),
        home: page("/"),
        models: page("/models/"),
        workers: page("/workers/"),
        methodology: page("/methodology"),
        topics: TopicKind::ALL.into_iter().filter(|kind| !topics.of_kind(*kind).is_empty()).map(lists).collect(),
        data: page("/data/"),
        feed: inputs.since().map_or_else(String::new, |_| addresses.file(ATOM_FEED).to_string()),
        footer: footer.chain([data]).collect(),
        css: addresses.file(&style_sheet(inputs.style_sheet, text).0).to_string(),
        search: config.output.search.then(|| SearchLinks {
            script: addresses.file(&script("search", SEARCH, text).0).to_string(),
            index: addresses.own_file(SEARCH_INDEX).to_string(),
        }),
        machine: config.output.machine.then(|| addresses.file(&script("machine", MACHINE, text).0).to_string()),
        icon: addresses.file(&icon_name()).to_string(),
        bitmap_icon: addresses.file(BITMAP_ICON_NAME).to_string(),
        touch_icon: addresses.file(&touch_icon_name()).to_string(),
    }
}

/// A path that is fixed in the program or already validated.
///
/// # Panics
///
/// Panics if it is not the path of a page.
#[must_use]
pub fn fixed(path: &str) -> PagePath {
    PagePath::parse(path).expect("paths of the program's own pages are valid")
}
