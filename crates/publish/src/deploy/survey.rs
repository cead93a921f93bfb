//! Determines the content of a store from the record, from the intents of interrupted deploys and, if those are not
//! enough, by listing the store.

use crate::deploy::{
    error::Error,
    files,
    form::Body,
    record::{self, INTENT, Intent, RECORD, Record, Unsure},
    state::{Present, Wanted},
    store::{self, Listed, Store},
    target::Kind,
};
use futures_util::{StreamExt as _, stream};
use object_store::UpdateVersion;
use site::manifest::{Hash, STATE_FOLDER};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Our own objects on a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    /// `ETag` of the record, empty if the store returns none. `None` if there is no record.
    pub(super) record: Option<String>,
    /// Names of intents, sorted.
    pub(super) intents: Vec<String>,
}

/// The content of a store.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) state: State,
    /// Hash and version of the record. `None` if there is no record.
    pub(super) record: Option<(Hash, UpdateVersion)>,
    /// Our files by name.
    pub(super) present: Vec<(Box<str>, Present)>,
    /// Whether this run resumes an interrupted deploy.
    pub(super) is_resumed: bool,
    /// Whether files were compared one by one because there was no record.
    pub(super) is_compared: bool,
    /// Number of files that differ from the record or are missing. Known only if the store was compared with the
    /// record.
    pub(super) differing: usize,
    /// Files that no deploy uploaded. Known only if the store was listed.
    pub(super) unknown: Vec<String>,
    /// Changes by interrupted deploys, which had no report.
    pub(super) done: Vec<Done>,
}

/// A change that an interrupted deploy made to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Done {
    /// The file was added.
    Added(String),
    /// The file replaced another version.
    Changed(String),
    /// The file was deleted.
    Removed(String),
}

impl State {
    /// Reads the state with one list request.
    pub(super) async fn read(store: &Store) -> Result<Self, Error> {
        let mut state = Self::default();
        for listed in store.list_first(STATE_FOLDER).await? {
            if listed.name == RECORD {
                state.record = Some(listed.e_tag.unwrap_or_default());
            } else if listed.name.starts_with(INTENT) {
                state.intents.push(listed.name);
            }
        }
        state.intents.sort_unstable();
        Ok(state)
    }
}

/// How thoroughly to examine a store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Whether to list everything, not only the files we know.
    pub(super) is_listed: bool,
    /// Whether to compare the files in the record with the store.
    pub(super) is_verified: bool,
}

/// Determines the content of a store.
pub(super) async fn survey(store: &Store, folder: &Path, wanted: &[Wanted<'_>], look: Look) -> Result<Survey, Error> {
    let state = State::read(store).await?;
    let (record, known) = read_record(store, state.record.is_some()).await?;
    let mut intents = Vec::new();
    for name in &state.intents {
        let Some((bytes, _)) = store.get(name).await? else { continue };
        let text = record::unpack(&bytes).and_then(|text| Intent::parse(&text));
        let intent = text.map_err(|source| Error::Record { key: store.target.key(name), source })?;
        // An intent based on another record belongs to a complete deploy that failed to delete it.
        if intent.base == record.as_ref().map(|(hash, _)| *hash) {
            intents.push(intent);
        }
    }
    let (is_resumed, is_compared) = (!intents.is_empty(), record.is_none());
    let mut survey = Survey {
        state,
        record,
        present: Vec::new(),
        is_resumed,
        is_compared,
        differing: 0,
        unknown: Vec::new(),
        done: Vec::new(),
    };
    if !look.is_listed && !is_resumed && !is_compared {
        survey.present = known.present(intents, |_, _| Present::Unsure);
        return Ok(survey);
    }
    let listed = list(store).await?;
    let same = same(store, folder, wanted, &listed, |name| {
        let is_intended =
            intents.iter().any(|intent| intent.files.binary_search_by(|(known, _)| (**known).cmp(name)).is_ok());
        let is_recorded = || known.files.binary_search_by(|(known, _)| (**known).cmp(name)).is_ok();
        is_compared || is_intended || look.is_verified && is_recorded()
    })
    .await?;
    let done = RefCell::new(Vec::new());
    let found = |name: &str, unsure: Unsure| {
        let at = wanted.binary_search_by(|wanted| (*wanted.key).cmp(name));
        let wanted = at.ok().map(|at| &wanted[at]);
        if !listed.contains_key(name) {
            if wanted.is_none() && unsure.before.is_some() {
                done.borrow_mut().push(Done::Removed(name.to_owned()));
            }
            return Present::Gone;
        }
        let Some(wanted) = wanted.filter(|_| same.contains(name)) else { return Present::Unsure };
        // The bytes are the same, but the file may still have its previous headers.
        let is_put_so = unsure.intended.is_some_and(|intended| intended.is(wanted));
        let had_others = unsure.before.is_none_or(|before| before.hash != wanted.file.hash);
        if !is_put_so || !had_others {
            return Present::Unsure;
        }
        if !matches!(wanted.body, Body::Sidecar(_)) {
            let name = name.to_owned();
            done.borrow_mut().push(if unsure.before.is_some() { Done::Changed(name) } else { Done::Added(name) });
        }
        Present::Sure(wanted.known())
    };
    survey.present = known.present(intents, found);
    if look.is_verified {
        verify(&mut survey, wanted, &listed, &same);
    }
    survey.done = done.into_inner();
    settle(&mut survey, wanted, &listed, &same);
    Ok(survey)
}

/// Compares the record with the store. Missing files count as deleted. Files that cannot be proven to have the recorded
/// bytes are uploaded again.
fn verify(survey: &mut Survey, wanted: &[Wanted<'_>], listed: &BTreeMap<String, Listed>, same: &BTreeSet<&str>) {
    for (name, present) in &mut survey.present {
        let Present::Sure(known) = *present else { continue };
        let wanted = wanted.binary_search_by(|wanted| (*wanted.key).cmp(name)).ok().map(|at| &wanted[at]);
        if !listed.contains_key(&**name) {
            *present = Present::Gone;
        } else if wanted.is_some_and(|wanted| known.is(wanted)) && !same.contains(&**name) {
            *present = Present::Unsure;
        }
        survey.differing += usize::from(!matches!(present, Present::Sure(_)));
    }
}

/// Adds listed files that neither the record nor an intent contains. Files with names of the site count as ours, and
/// those known to be identical are kept. All others are unknown.
fn settle(survey: &mut Survey, wanted: &[Wanted<'_>], listed: &BTreeMap<String, Listed>, same: &BTreeSet<&str>) {
    let known: BTreeSet<&str> = survey.present.iter().map(|(name, _)| &**name).collect();
    let mut found = Vec::new();
    for name in listed.keys().filter(|name| !known.contains(name.as_str())) {
        match wanted.binary_search_by(|wanted| (*wanted.key).cmp(name)) {
            Ok(at) if same.contains(name.as_str()) => {
                found.push((name.as_str().into(), Present::Sure(wanted[at].known())));
            }
            Ok(_) => found.push((name.as_str().into(), Present::Unsure)),
            Err(_) => survey.unknown.push(name.clone()),
        }
    }
    survey.present.extend(found);
    survey.present.sort_by(|(a, _), (b, _)| a.cmp(b));
}

async fn read_record(store: &Store, is_there: bool) -> Result<(Option<(Hash, UpdateVersion)>, Record), Error> {
    let got = if is_there { store.get(RECORD).await? } else { None };
    let Some((bytes, version)) = got else { return Ok((None, Record::default())) };
    let record = record::unpack(&bytes).and_then(|text| Record::parse(&text));
    let record = record.map_err(|source| Error::Record { key: store.target.key(RECORD), source })?;
    Ok((Some((Hash::of(&bytes), version)), record))
}

/// Lists all stored files except our own records and other sites in subfolders.
async fn list(store: &Store) -> Result<BTreeMap<String, Listed>, Error> {
    let listed = store.list_below("").await?;
    let marker = format!("/{STATE_FOLDER}/");
    let sites: BTreeSet<String> =
        listed.iter().filter_map(|listed| Some(listed.name.split_once(&marker)?.0.to_owned())).collect();
    let is_ours = |name: &str| {
        let first = name.split('/').next().unwrap_or(name);
        let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        first != STATE_FOLDER && !folders.any(|folder| sites.contains(folder))
    };
    Ok(listed.into_iter().filter(|listed| is_ours(&listed.name)).map(|listed| (listed.name.clone(), listed)).collect())
}

/// Names of files that are stored with exactly the wanted bytes, as far as that can be determined.
async fn same<'w>(
    store: &Store,
    folder: &Path,
    wanted: &'w [Wanted<'_>],
    listed: &BTreeMap<String, Listed>,
    is_asked: impl Fn(&str) -> bool,
) -> Result<BTreeSet<&'w str>, Error> {
    /// Number of files read and compressed concurrently.
    const AT_ONCE: usize = 4;
    let candidates = wanted.iter().filter_map(|wanted| {
        let there = listed.get(&*wanted.key)?;
        // An uncompressed file must have the same length.
        let may_be = wanted.body != Body::Plain || there.length == wanted.file.length;
        (may_be && is_asked(&wanted.key)).then_some((wanted, there))
    });
    let compared = stream::iter(candidates).map(async |(wanted, there)| {
        let ready = files::ready(folder, wanted).await?;
        let is_same = match &store.target.kind {
            Kind::Folder(target) => files::is_same_in(target, &wanted.key, &ready).await,
            _ => there.length == ready.bytes.len() as u64 && store::is_md5(there.e_tag.as_deref(), &ready.md5),
        };
        Ok::<_, Error>(is_same.then_some(&*wanted.key))
    });
    let mut compared = compared.buffer_unordered(AT_ONCE);
    let mut same = BTreeSet::new();
    while let Some(name) = compared.next().await {
        same.extend(name?);
    }
    Ok(same)
}
