//! Reads a built site page by page: links, heads, sizes.

use flate2::{Compression, write::GzEncoder};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    fmt, fs, io,
    io::Write as _,
    path::Path,
};

/// A page of the site.
pub(crate) struct Page {
    /// Its key in the manifest.
    pub(crate) key: String,
    pub(crate) url: String,
    pub(crate) is_indexable: bool,
    pub(crate) title: String,
    pub(crate) description: String,
    /// Clicks from the home page. `None` if it is not reachable.
    pub(crate) clicks: Option<usize>,
    /// Number of other pages that link here.
    pub(crate) leading: usize,
    /// Size in bytes, plain and compressed.
    weight: (usize, usize),
    links: Vec<usize>,
}

/// All pages of a site.
pub(crate) struct Site {
    pub(crate) pages: Vec<Page>,
    /// Links to URLs of the site without a page.
    pub(crate) broken: Vec<String>,
    /// Size of the style sheet in bytes.
    pub(crate) css: usize,
}

impl Site {
    /// Reads a site at the root of its host.
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let manifest: Value = serde_json::from_slice(&fs::read(folder.join(".modelpress/manifest.json"))?)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let listed: Vec<(&String, &Value)> = manifest["pages"].as_object().into_iter().flatten().collect();
        let places: BTreeMap<String, usize> =
            listed.iter().enumerate().map(|(at, (_, page))| (text(&page["url"]), at)).collect();
        let mut site = Self { pages: Vec::with_capacity(listed.len()), broken: Vec::new(), css: 0 };
        for (key, page) in listed {
            let html = fs::read_to_string(folder.join(text(&page["file"])))?;
            let mut links = Vec::new();
            for href in hrefs(&html).filter(|href| href.starts_with('/')) {
                let path = href.split('#').next().unwrap_or_default();
                match places.get(path) {
                    Some(at) => links.push(*at),
                    None if folder.join(&*percent_decode_str(&path[1..]).decode_utf8_lossy()).is_file() => {}
                    None => site.broken.push(format!("{href} of {key}")),
                }
            }
            links.sort_unstable();
            links.dedup();
            site.pages.push(Page {
                key: key.clone(),
                url: text(&page["url"]),
                is_indexable: page["indexable"] == true,
                title: between(&html, "<title>", "</title>").to_owned(),
                description: described(&html).to_owned(),
                clicks: None,
                leading: 0,
                weight: (html.len(), packed(html.as_bytes())?),
                links,
            });
        }
        for entry in fs::read_dir(folder.join("assets"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "css") {
                site.css = fs::read(path)?.len();
            }
        }
        site.follow();
        Ok(site)
    }

    /// Follows links breadth-first. Links from a page to itself do not count.
    fn follow(&mut self) {
        for at in 0..self.pages.len() {
            for to in std::mem::take(&mut self.pages[at].links) {
                if to != at {
                    self.pages[at].links.push(to);
                    self.pages[to].leading += 1;
                }
            }
        }
        let home = self.pages.iter().position(|page| page.key == "home");
        let mut open: VecDeque<usize> = home.into_iter().collect();
        if let Some(home) = home {
            self.pages[home].clicks = Some(0);
        }
        while let Some(at) = open.pop_front() {
            let next = self.pages[at].clicks.map(|clicks| clicks + 1);
            for place in 0..self.pages[at].links.len() {
                let to = self.pages[at].links[place];
                if self.pages[to].clicks.is_none() {
                    self.pages[to].clicks = next;
                    open.push_back(to);
                }
            }
        }
    }

    pub(crate) fn indexable(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.is_indexable)
    }

    pub(crate) fn models(&self) -> usize {
        self.pages.iter().filter(|page| page.kind() == "model").count()
    }

    /// The texts that several indexable pages share.
    pub(crate) fn repeated(&self, text: impl Fn(&Page) -> &String) -> Vec<&str> {
        let mut texts: Vec<&str> = self.indexable().map(|page| text(page).as_str()).collect();
        texts.sort_unstable();
        let mut repeated: Vec<&str> = texts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        repeated.dedup();
        repeated
    }

    /// The size that this percentage of the pages of a kind do not exceed, plain and compressed.
    pub(crate) fn weight(&self, kind: &str, percent: usize) -> (usize, usize) {
        let of = |figure: fn(&Page) -> usize| {
            let mut all: Vec<usize> = self.pages.iter().filter(|page| page.kind() == kind).map(figure).collect();
            all.sort_unstable();
            let at = (all.len() * percent).div_ceil(100).saturating_sub(1);
            all.get(at).copied().unwrap_or_default()
        };
        (of(|page| page.weight.0), of(|page| page.weight.1))
    }
}

impl Page {
    fn kind(&self) -> &str {
        self.key.split(':').next().unwrap_or_default()
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indexable = self.indexable().count();
        writeln!(f, "pages {}, indexable {indexable}, broken links {}", self.pages.len(), self.broken.len())?;
        let count = |clicks: Option<usize>| self.indexable().filter(|page| page.clicks == clicks).count();
        let most = self.indexable().filter_map(|page| page.clicks).max().unwrap_or_default();
        let by_clicks: Vec<String> = (0..=most).map(|clicks| format!("{clicks}: {}", count(Some(clicks)))).collect();
        writeln!(f, "clicks from the first page: {}; never: {}", by_clicks.join(", "), count(None))?;
        let fewest = self.indexable().map(|page| page.leading).min().unwrap_or_default();
        let one = self.indexable().filter(|page| page.leading < 2).count();
        writeln!(f, "pages that lead to a page: {fewest} at least; fewer than two: {one}")?;
        let (titles, descriptions) =
            (self.repeated(|page| &page.title).len(), self.repeated(|page| &page.description).len());
        writeln!(f, "repeated among indexable pages: {titles} titles, {descriptions} descriptions")?;
        let long = self.indexable().filter(|page| page.title.chars().count() > 70).count();
        writeln!(f, "titles over 70 characters: {long}")?;
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for page in &self.pages {
            *kinds.entry(page.kind()).or_default() += 1;
        }
        for (kind, count) in kinds {
            let [half, most, all] = [50, 99, 100].map(|percent| self.weight(kind, percent));
            writeln!(
                f,
                "{kind:12} {count:6} pages, bytes (packed): 50 % {} ({}), 99 % {} ({}), largest {} ({})",
                half.0, half.1, most.0, most.1, all.0, all.1
            )?;
        }
        write!(f, "style sheet {} bytes", self.css)
    }
}

/// The targets of all links in the body.
fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    let body = html.find("<body").map_or("", |at| &html[at..]);
    body.split("<a ").skip(1).filter_map(|tag| {
        let tag = &tag[..tag.find('>')?];
        let value = &tag[tag.find("href=")? + 5..];
        match value.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => value.split_whitespace().next(),
        }
    })
}

/// The description in the head, whatever the order of the attributes.
fn described(html: &str) -> &str {
    let tag =
        html.split("<meta ").find(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("name=description")));
    tag.map_or("", |tag| between(tag, "content=\"", "\""))
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.find(from).map_or("", |at| &text[at + from.len()..]);
    &rest[..rest.find(to).unwrap_or_default()]
}

fn packed(bytes: &[u8]) -> io::Result<usize> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::new(6));
    packer.write_all(bytes)?;
    Ok(packer.finish()?.len())
}
