//! Reads listings page by page. Each page is stored in its part before the journal records the next page as the
//! position to resume from.

use super::{
    Fetch, Progress,
    error::Error,
    listing::{self, Answer, Listed, Sort, refused_fields},
    parts::PART_BYTES,
    record::{Page, Record, key, push_line, read_line},
    run::{PageStep, Run, Step},
    seen_models::SeenModels,
    sizes::SizeCache,
};
use http_client::ahead;
use std::collections::BTreeSet;
use url::Url;

/// After this many pages in a row without a new model, a listing counts as endless.
const MOST_STALE_PAGES: u64 = 20;

/// Maximum number of pages of one listing: with ten models per page, several times the size of the Hub.
const MOST_PAGES: u64 = 1_000_000;

/// The state that the listings of a fetch fill.
pub(super) struct Walking<'w> {
    pub(super) run: &'w mut Run,
    pub(super) seen_models: &'w mut SeenModels,
    pub(super) sizes: &'w SizeCache,
    /// Problems of the first malformed records.
    pub(super) malformed: &'w mut Vec<String>,
}

/// Maximum number of these problems to keep.
const SHOWN_REASONS: usize = 10;

/// Conditions that end a listing before its last page.
#[derive(Clone, Copy)]
struct Ends {
    /// At models that changed before this time, in milliseconds since 1970.
    since: Option<u64>,
    /// At models with fewer downloads than this.
    min_downloads: u64,
    /// After this many records.
    most: u64,
}

impl Ends {
    fn is_reached(self, sort: Sort, page: &Page, records: u64) -> bool {
        let last = page.records.last();
        let is_behind = |record: &Record| match sort {
            Sort::LastModified => self.since.is_some_and(|since| record.modified > 0 && record.modified < since),
            Sort::Downloads => record.downloads < self.min_downloads,
            Sort::CreatedAt => false,
        };
        last.is_some_and(is_behind) || records >= self.most
    }
}

/// The result of the thread that reads ahead.
struct Fetched {
    listed: Listed,
    pages: u64,
}

/// Reads all listings, resuming where an interrupted fetch stopped.
pub(super) fn walk_all(fetch: &Fetch<'_>, walking: &mut Walking<'_>) -> Result<(), Error> {
    let mut expand = fetch.query.expand.clone();
    for at in 0..fetch.query.walks.len() {
        let last = walking.run.pages().rfind(|page| page.walk == at);
        let resumed = last.map(|page| page.next.clone());
        if resumed == Some(None) {
            continue;
        }
        (fetch.inputs.progress)(Progress::Walk { at, of: fetch.query.walks.len() });
        match walk(fetch, walking, at, resumed.flatten().as_ref(), &mut expand) {
            // The server may no longer accept an old cursor; in that case the listing starts again, once.
            Err(Error::Net(http_client::Error::Refused { .. })) if last_next(walking.run, at).is_some() => {
                walking.seen_models.forget_walk(at);
                walk(fetch, walking, at, None, &mut expand)?;
            }
            result => result?,
        }
    }
    Ok(())
}

fn last_next(run: &Run, walk: usize) -> Option<Url> {
    run.pages().rfind(|page| page.walk == walk)?.next.clone()
}

/// Adds the records that an interrupted fetch stored to `seen_models`.
pub(super) fn restore(page: &PageStep, records: &[u8], seen_models: &mut SeenModels, only_changes: bool) {
    for line in records.split(|byte| *byte == b'\n') {
        if let Some(record) = read_line(line) {
            seen_models.see(&record, page.walk, only_changes);
        }
    }
}

fn walk(
    fetch: &Fetch<'_>,
    walking: &mut Walking<'_>,
    at: usize,
    resumed: Option<&Url>,
    expand: &mut Vec<String>,
) -> Result<(), Error> {
    let sort = fetch.sort();
    let first = match resumed {
        Some(url) => url.clone(),
        None => listing::first_page(&fetch.endpoint, &fetch.query.walks[at], sort, expand, fetch.page_size()),
    };
    let mut listed = match listing::page(fetch.client, &fetch.endpoint, first, false)? {
        Answer::Page(listed) => *listed,
        Answer::BadRequest(error, text) => {
            let refused = refused_fields(&text, expand);
            if resumed.is_some() || refused.is_empty() {
                return Err((*error).into());
            }
            expand.retain(|field| !refused.contains(field));
            (fetch.inputs.progress)(Progress::RefusedFields(refused));
            return walk(fetch, walking, at, None, expand);
        }
    };
    let ends = fetch.ends(at);
    let mut pages = walking.run.pages().filter(|page| page.walk == at).count() as u64 + 1;
    let mut records = walking.run.pages().filter(|page| page.walk == at).map(|page| page.records).sum::<u64>();
    records += listed.page.records.len() as u64;
    let mut visited = BTreeSet::new();
    let mut check = move |listed: &mut Listed, pages: u64, records: u64| {
        if ends.is_reached(sort, &listed.page, records) || pages >= MOST_PAGES {
            listed.next = None;
        }
        match &listed.next {
            Some(next) if !visited.insert(key(next.as_str())) => {
                Err(Error::Circle { walk: at + 1, page: pages, next: next.to_string() })
            }
            _ => Ok(()),
        }
    };
    check(&mut listed, pages, records)?;
    let (mut next, mut is_mirror) = (listed.next.clone(), listed.is_mirror);
    let mut first = Some(Ok(Fetched { listed, pages }));
    let produce = move || {
        if let Some(first) = first.take() {
            return Some(first);
        }
        let url = next.take()?;
        let mut fetched = || -> Result<Fetched, Error> {
            let mut listed = match listing::page(fetch.client, &fetch.endpoint, url.clone(), is_mirror)? {
                Answer::Page(listed) => *listed,
                Answer::BadRequest(error, _) => return Err((*error).into()),
            };
            pages += 1;
            records += listed.page.records.len() as u64;
            check(&mut listed, pages, records)?;
            next.clone_from(&listed.next);
            is_mirror |= listed.is_mirror;
            Ok(Fetched { listed, pages })
        };
        Some(fetched())
    };
    let mut store = Store::new(fetch, walking, at)?;
    ahead(produce, |fetched| store.take(fetched?))
}

impl Fetch<'_> {
    /// The sort order of the listings.
    fn sort(&self) -> Sort {
        match (self.since, self.inputs.limit.is_some() || self.query.min_downloads > 0) {
            (Some(_), _) => Sort::LastModified,
            (None, true) => Sort::Downloads,
            (None, false) => Sort::CreatedAt,
        }
    }

    fn page_size(&self) -> u64 {
        self.inputs.config.page_size.min(self.inputs.limit.unwrap_or(u64::MAX).max(10))
    }

    fn ends(&self, walk: usize) -> Ends {
        let walks = self.query.walks.len() as u64;
        let share = |limit: u64| limit.div_ceil(walks).min(limit.saturating_sub(limit.div_ceil(walks) * walk as u64));
        Ends {
            since: self.since.map(|since| u64::try_from(since.as_millisecond()).unwrap_or(0)),
            min_downloads: self.query.min_downloads,
            most: self.inputs.limit.map_or(u64::MAX, share),
        }
    }
}

/// Writes pages into the part of a listing.
struct Store<'f, 's, 'w> {
    fetch: &'s Fetch<'f>,
    walking: &'s mut Walking<'w>,
    walk: usize,
    part: String,
    writer: snapshot::part::PartWriter,
    lines: Vec<u8>,
    stale_pages: u64,
    /// Number of records that may still be taken.
    room: u64,
    /// Size of the parts of all listings in bytes.
    stored: u64,
}

impl<'f, 's, 'w> Store<'f, 's, 'w> {
    fn new(fetch: &'s Fetch<'f>, walking: &'s mut Walking<'w>, walk: usize) -> Result<Self, Error> {
        let (part, writer) = walking.run.open_part(fetch.inputs.folder, walk, PART_BYTES)?;
        let taken: u64 = walking.run.pages().filter(|page| page.walk == walk).map(|page| page.records).sum();
        let room = fetch.ends(walk).most.saturating_sub(taken);
        let stored = walking.run.stored();
        Ok(Self { fetch, walking, walk, part, writer, lines: Vec::new(), stale_pages: 0, room, stored })
    }

    fn take(&mut self, fetched: Fetched) -> Result<(), Error> {
        let Listed { page, next, date, .. } = fetched.listed;
        self.lines.clear();
        let (mut added, mut is_stale, mut newest) = (0, true, 0);
        for record in &page.records {
            newest = newest.max(record.modified);
            if self.room == 0 || self.is_unwanted(record) {
                is_stale = false;
                continue;
            }
            let sight = self.walking.seen_models.see(record, self.walk, self.fetch.since.is_some());
            is_stale &= !sight.is_first_in_walk;
            if sight.keep {
                let siblings = self.walking.sizes.siblings_of(record);
                push_line(&mut self.lines, &page.body, record, siblings.as_deref());
                added += 1;
                self.room = self.room.saturating_sub(1);
            }
        }
        self.check_stale(is_stale)?;
        let before = self.writer.bytes();
        let bytes = self.writer.append(&self.lines)?;
        self.stored += bytes - before;
        let limit = self.fetch.inputs.config.max_disk_mb;
        if self.stored > limit * 1_000_000 {
            return Err(Error::TooMuch(limit));
        }
        for reason in &page.malformed {
            if self.walking.malformed.len() < SHOWN_REASONS {
                self.walking.malformed.push(reason.clone());
            }
        }
        self.walking.run.done(Step::Page(PageStep {
            walk: self.walk,
            part: self.part.clone(),
            bytes,
            records: added,
            next,
            malformed: page.malformed.len() as u64,
            newest,
            date,
        }))?;
        if bytes >= PART_BYTES {
            (self.part, self.writer) = self.walking.run.open_part(self.fetch.inputs.folder, self.walk, PART_BYTES)?;
        }
        (self.fetch.inputs.progress)(Progress::Page {
            pages: fetched.pages,
            records: added,
            spent: self.fetch.client.spent(),
        });
        Ok(())
    }

    /// Whether a model has too few downloads. In an update, models of the last snapshot are still wanted.
    fn is_unwanted(&self, record: &Record) -> bool {
        record.downloads < self.fetch.query.min_downloads
            && !(self.fetch.since.is_some() && self.walking.seen_models.has_old(record.id.as_str()))
    }

    fn check_stale(&mut self, is_stale: bool) -> Result<(), Error> {
        self.stale_pages = if is_stale { self.stale_pages + 1 } else { 0 };
        if self.stale_pages < MOST_STALE_PAGES {
            return Ok(());
        }
        Err(Error::Stalled { walk: self.walk + 1, pages: self.stale_pages })
    }
}
