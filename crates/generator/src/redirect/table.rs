//! `Redirects`: decides which old URL redirects to which page.

use crate::{
    pages::not_found::NOT_FOUND,
    redirect::{Origin, Redirect, Source, Written},
};
use compatibility::model_id::ModelId;
use marketplace_sdk::old_slug;
use site::address::{
    UrlStyle,
    page_path::PagePath,
    url_path::{Addresses, encoded},
};

/// More steps than this from an old URL to a page count as a loop.
const MOST_STEPS: usize = 1_000;

/// All redirects, sorted by old URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redirects {
    /// Each leads to its page in one step.
    pub list: Vec<Redirect>,
}

/// A mistake in `content/redirects.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Two entries for one old URL.
    #[error("line {line}: `{from}` is already redirected on line {first}")]
    Twice {
        /// Of the later entry.
        line: usize,
        /// The URL.
        from: String,
        /// Line of the first entry.
        first: usize,
    },
    /// The old URL is that of a current page.
    #[error("line {line}: `{from}` is already a page of the site")]
    SourceIsPage {
        /// Of the entry.
        line: usize,
        /// The URL.
        from: String,
    },
    /// The target does not exist.
    #[error("line {line}: `{from}` redirects to `{to}`, which is not a page of the site")]
    NoTarget {
        /// Of the entry.
        line: usize,
        /// The old URL.
        from: String,
        /// Where it, or the redirect it leads to, should lead.
        to: String,
    },
    /// A loop.
    #[error("line {line}: `{from}` is part of a redirect loop: {circle}")]
    Loop {
        /// Of the entry.
        line: usize,
        /// The URL.
        from: String,
        /// The URLs of the loop in order.
        circle: String,
    },
}

/// An old URL and its suggested target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    from: Source,
    /// A path, which may be an old URL itself. `None` if it is known to lead nowhere.
    to: Option<String>,
    origin: Origin,
    line: usize,
}

impl Candidate {
    /// An entry of `content/redirects.toml`.
    #[must_use]
    pub fn written(entry: &Written) -> Self {
        let (from, to) = (Source::Path(entry.from.clone()), Some(entry.to.clone()));
        Self { from, to, origin: Origin::Written, line: entry.line }
    }

    /// A renamed model: its previous page, and the page of its new id, which may have been renamed, too.
    #[must_use]
    pub fn renamed(old: PagePath, new: &PagePath) -> Self {
        Self { from: Source::Page(old), to: Some(new.to_string()), origin: Origin::Renamed, line: 0 }
    }

    /// A model's URL on the legacy site. Also needed for models without a page, because a URL that may have meant one
    /// of them must not be redirected.
    #[must_use]
    pub fn replaced(id: &ModelId, page: Option<&PagePath>) -> Self {
        let from = Source::Path(format!("/models/{}", old_slug(id.as_str())));
        Self { from, to: page.map(ToString::to_string), origin: Origin::ReplacedSite, line: 0 }
    }

    /// Length of both URLs as far as known before the table is made: an extension may be added, and encoded characters
    /// take three.
    #[must_use]
    pub fn length(&self) -> usize {
        /// Length of the longest extension: `index.html`.
        const ENDING: usize = 10;
        let length = |path: &str| encoded(path).map(str::len).sum::<usize>();
        let of_form = if matches!(self.from, Source::Page(_)) { ENDING } else { 0 };
        length(self.old_address()) + of_form + self.to.as_deref().map_or(0, |to| length(to) + ENDING)
    }

    fn old_address(&self) -> &str {
        match &self.from {
            Source::Page(page) => page.as_str(),
            Source::Path(path) => path,
        }
    }

    /// The key by which a URL is compared, with or without its extension.
    fn place(&self, form: UrlStyle) -> String {
        match &self.from {
            Source::Page(page) => trimmed(page.as_str()).to_owned(),
            Source::Path(path) => place(path, form),
        }
    }
}

fn trimmed(path: &str) -> &str {
    path.trim_end_matches('/')
}

/// The comparison key of a path in this URL style.
fn place(path: &str, form: UrlStyle) -> String {
    let path = trimmed(path).to_lowercase();
    // Hosts serve the page of a folder under all three.
    if let Some(folder) = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index")) {
        return folder.to_owned();
    }
    match form {
        UrlStyle::Html | UrlStyle::Clean => path.strip_suffix(".html").map_or_else(|| path.clone(), str::to_owned),
        UrlStyle::Slash | UrlStyle::Bare => path,
    }
}

/// Decides about all candidates. `pages` are all pages of the site, indexable or not.
///
/// Only entries of `content/redirects.toml` can cause an error; other candidates are dropped.
pub fn redirects<'a>(
    pages: impl IntoIterator<Item = &'a PagePath>,
    candidates: impl IntoIterator<Item = Candidate>,
    addresses: &Addresses,
) -> Result<Redirects, Error> {
    let form = addresses.style();
    let pages = Pages::new(pages, form);
    let mut named: Vec<(String, Candidate)> =
        candidates.into_iter().map(|candidate| (candidate.place(form), candidate)).collect();
    named.sort_by(|(place, candidate), (other, rival)| {
        let key = |candidate: &Candidate| (candidate.origin, candidate.line);
        place.cmp(other).then_with(|| key(candidate).cmp(&key(rival))).then_with(|| candidate.to.cmp(&rival.to))
    });
    let mut table: Vec<(String, Candidate)> = Vec::with_capacity(named.len());
    for rivals in named.chunk_by(|(place, _), (other, _)| place == other) {
        table.extend(heard(rivals, &pages)?);
    }
    let mut list = Vec::with_capacity(table.len());
    for (at, (place, candidate)) in table.iter().enumerate() {
        let Some(to) = resolve(at, &table, &pages, form)? else { continue };
        list.push(Redirect {
            from: candidate.from.clone(),
            to: to.clone(),
            origin: candidate.origin,
            is_folder: pages.has_below(place) || has_below(&table, place, |(place, _)| place),
        });
    }
    Ok(Redirects { list })
}

/// The candidate that wins one URL, if the URL is free and the candidates agree.
fn heard(rivals: &[(String, Candidate)], pages: &Pages<'_>) -> Result<Option<(String, Candidate)>, Error> {
    let (place, first) = &rivals[0];
    let (line, from) = (first.line, first.old_address().to_owned());
    if pages.have(place) {
        if first.origin == Origin::Written {
            return Err(Error::SourceIsPage { line, from });
        }
        return Ok(None);
    }
    let equals = rivals.iter().take_while(|(_, rival)| rival.origin == first.origin).count();
    if first.origin == Origin::Written && equals > 1 {
        let from = rivals[1].1.old_address().to_owned();
        return Err(Error::Twice { line: rivals[1].1.line, from, first: line });
    }
    if rivals[..equals].iter().any(|(_, rival)| rival.to != first.to) {
        return Ok(None);
    }
    Ok(Some((place.clone(), first.clone())))
}

/// The page that a candidate finally leads to.
fn resolve<'a>(
    start: usize,
    table: &[(String, Candidate)],
    pages: &Pages<'a>,
    form: UrlStyle,
) -> Result<Option<&'a PagePath>, Error> {
    let mut way = vec![start];
    let (origin, line) = (table[start].1.origin, table[start].1.line);
    let from = || table[start].1.old_address().to_owned();
    loop {
        let at = way[way.len() - 1];
        let Some(to) = &table[at].1.to else { return Ok(None) };
        let exact = trimmed(to).to_lowercase();
        let of_form = place(to, form);
        if let Some(page) = pages.find(&exact).or_else(|| pages.find(&of_form)) {
            return Ok(Some(page));
        }
        let find = |place: &str| table.binary_search_by(|(known, _)| known.as_str().cmp(place)).ok();
        let Some(next) = find(&exact).or_else(|| find(&of_form)) else {
            return if origin == Origin::Written {
                Err(Error::NoTarget { line, from: from(), to: to.clone() })
            } else {
                Ok(None)
            };
        };
        if way.contains(&next) || way.len() == MOST_STEPS {
            if origin != Origin::Written {
                return Ok(None);
            }
            way.push(next);
            let circle: Vec<String> = way.iter().map(|at| format!("`{}`", table[*at].1.old_address())).collect();
            return Err(Error::Loop { line, from: from(), circle: circle.join(" → ") });
        }
        way.push(next);
    }
}

/// The pages of the site, by comparison key.
struct Pages<'a> {
    sorted: Vec<&'a PagePath>,
    /// The key of the 404 page, which every site has and nothing redirects to.
    not_found: String,
}

impl<'a> Pages<'a> {
    fn new(pages: impl IntoIterator<Item = &'a PagePath>, form: UrlStyle) -> Self {
        let mut sorted: Vec<&PagePath> = pages.into_iter().collect();
        sorted.sort_unstable_by_key(|page| trimmed(page.as_str()));
        Self { sorted, not_found: place(&format!("/{NOT_FOUND}"), form) }
    }

    /// A page that can be the target of a redirect.
    fn find(&self, place: &str) -> Option<&'a PagePath> {
        self.sorted.binary_search_by_key(&place, |page| trimmed(page.as_str())).ok().map(|at| self.sorted[at])
    }

    /// Whether there is a page, so that there can be no redirect.
    fn have(&self, place: &str) -> bool {
        self.find(place).is_some() || self.not_found == place
    }

    fn has_below(&self, place: &str) -> bool {
        has_below(&self.sorted, place, |page| page.as_str())
    }
}

/// Whether an item of a sorted list is below a key.
fn has_below<T>(sorted: &[T], place: &str, path: impl Fn(&T) -> &str) -> bool {
    let folder = format!("{place}/");
    // The folder itself is not below itself.
    let at = sorted.partition_point(|item| trimmed(path(item)) <= folder.as_str());
    sorted.get(at).is_some_and(|item| path(item).starts_with(&folder))
}
