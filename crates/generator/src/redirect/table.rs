//! `Redirects`: which old address leads where.

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

/// More steps than this from an old address to a page are taken for a loop.
const MOST_STEPS: usize = 1_000;

/// All redirects, by old address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redirects {
    /// One step each.
    pub list: Vec<Redirect>,
}

/// A mistake in `content/redirects.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// One old address, two entries.
    #[error("line {line}: `{from}` is redirected on line {first} already")]
    Twice {
        /// Of the later entry.
        line: usize,
        /// The address.
        from: String,
        /// Line of the first entry.
        first: usize,
    },
    /// The old address is one of today.
    #[error("line {line}: `{from}` is a page of the site, and would never be seen")]
    SourceIsPage {
        /// Of the entry.
        line: usize,
        /// The address.
        from: String,
    },
    /// Nothing is there.
    #[error("line {line}: `{from}` leads to `{to}`, which is no page of the site")]
    NoTarget {
        /// Of the entry.
        line: usize,
        /// The address.
        from: String,
        /// Where it, or the redirect it leads to, should lead.
        to: String,
    },
    /// A circle.
    #[error("line {line}: `{from}` leads in a circle: {circle}")]
    Loop {
        /// Of the entry.
        line: usize,
        /// The address.
        from: String,
        /// The addresses in order.
        circle: String,
    },
}

/// An old address, and where somebody says it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    from: Source,
    /// A path, which may be an old address itself; none where it is known to lead nowhere.
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

    /// A model that has another id now: its page of before, and the page of the new id, which may itself have
    /// become that of another.
    #[must_use]
    pub fn renamed(old: PagePath, new: &PagePath) -> Self {
        Self { from: Source::Page(old), to: Some(new.to_string()), origin: Origin::Renamed, line: 0 }
    }

    /// A model's address on the replaced site. To be made of models without a page too: an address that may
    /// have meant one of them leads nowhere.
    #[must_use]
    pub fn replaced(id: &ModelId, page: Option<&PagePath>) -> Self {
        let from = Source::Path(format!("/models/{}", old_slug(id.as_str())));
        Self { from, to: page.map(ToString::to_string), origin: Origin::ReplacedSite, line: 0 }
    }

    /// Characters of both addresses, as far as they are known before the table is made: an ending may come on top,
    /// and what has to be encoded takes three.
    #[must_use]
    pub fn length(&self) -> usize {
        /// The longest ending: `index.html`.
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

    /// What an address is compared by, whether it is written with or without its ending.
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

/// The place that a path stands for in this form of addresses.
fn place(path: &str, form: UrlStyle) -> String {
    let path = trimmed(path).to_lowercase();
    // Hosts serve the page of a folder at all three.
    if let Some(folder) = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index")) {
        return folder.to_owned();
    }
    match form {
        UrlStyle::Html | UrlStyle::Clean => path.strip_suffix(".html").map_or_else(|| path.clone(), str::to_owned),
        UrlStyle::Slash | UrlStyle::Bare => path,
    }
}

/// Decides about all candidates. `pages` are all pages of the site, whether indexable or not.
///
/// Fails only on what somebody has written; what follows from data is left out.
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

/// Of all who speak for one place, the one who is heard, if the place is free and its meaning is clear.
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

/// The page that a candidate leads to in the end.
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

/// The pages of the site, to be found by place.
struct Pages<'a> {
    sorted: Vec<&'a PagePath>,
    /// Where the page is that every site has and nothing leads to.
    not_found: String,
}

impl<'a> Pages<'a> {
    fn new(pages: impl IntoIterator<Item = &'a PagePath>, form: UrlStyle) -> Self {
        let mut sorted: Vec<&PagePath> = pages.into_iter().collect();
        sorted.sort_unstable_by_key(|page| trimmed(page.as_str()));
        Self { sorted, not_found: place(&format!("/{NOT_FOUND}"), form) }
    }

    /// A page that a redirect may lead to.
    fn find(&self, place: &str) -> Option<&'a PagePath> {
        self.sorted.binary_search_by_key(&place, |page| trimmed(page.as_str())).ok().map(|at| self.sorted[at])
    }

    /// Whether a page is there, so that none of a redirect can be.
    fn have(&self, place: &str) -> bool {
        self.find(place).is_some() || self.not_found == place
    }

    fn has_below(&self, place: &str) -> bool {
        has_below(&self.sorted, place, |page| page.as_str())
    }
}

/// Whether something in a sorted list lies below a place.
fn has_below<T>(sorted: &[T], place: &str, path: impl Fn(&T) -> &str) -> bool {
    let folder = format!("{place}/");
    // The folder itself is not below itself.
    let at = sorted.partition_point(|item| trimmed(path(item)) <= folder.as_str());
    sorted.get(at).is_some_and(|item| path(item).starts_with(&folder))
}
