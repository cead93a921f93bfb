//! What lies on a store: from our record there, from the intents of deploys that did not end, and, where those do
//! not tell, from a look at the store itself.

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
    /// `ETag` of the record, empty where the store gives none; none where there is no record.
    pub(super) record: Option<String>,
    /// Names of intents, sorted.
    pub(super) intents: Vec<String>,
}

/// What lies on a store.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) state: State,
    /// The record's hash and version; none where there is no record.
    pub(super) record: Option<(Hash, UpdateVersion)>,
    /// Files of ours, by name.
    pub(super) present: Vec<(Box<str>, Present)>,
    /// Whether a deploy that did not end is gone on with.
    pub(super) is_resumed: bool,
    /// Whether there was no record, so that files were compared one by one.
    pub(super) is_compared: bool,
    /// Files that the record names and the store has in another version, or not at all; known only where the store
    /// was compared with the record.
    pub(super) differing: usize,
    /// Files that no deploy put; known only where the store was listed.
    pub(super) unknown: Vec<String>,
    /// What deploys that did not end have done already, and nobody was told of.
    pub(super) done: Vec<Done>,
}

/// What a deploy that did not end has done with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Done {
    /// It was not there.
    Added(String),
    /// It was another.
    Changed(String),
    /// It was there.
    Removed(String),
}

impl State {
    /// One request.
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

/// How closely a store is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Whether everything is listed, and not only what we know.
    pub(super) is_listed: bool,
    /// Whether the files that the record names are compared with it.
    pub(super) is_verified: bool,
}

/// Looks at a store.
pub(super) async fn survey(store: &Store, folder: &Path, wanted: &[Wanted<'_>], look: Look) -> Result<Survey, Error> {
    let state = State::read(store).await?;
    let (record, known) = read_record(store, state.record.is_some()).await?;
    let mut intents = Vec::new();
    for name in &state.intents {
        let Some((bytes, _)) = store.get(name).await? else { continue };
        let text = record::unpack(&bytes).and_then(|text| Intent::parse(&text));
        let intent = text.map_err(|source| Error::Record { key: store.target.key(name), source })?;
        // That of another record belongs to a deploy that ended, all but for removing it.
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
        // The same bytes may lie there with the headers that they had before.
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

/// Compares what the record says with what was found: a file that is not on the store is gone, and one that is not
/// known to have the bytes of the record is put again.
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

/// What was found beyond what we knew: without a record, files of the site that somebody put are taken for ours, and
/// those that are the same stay.
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

/// Everything that lies there but for our own objects, and those of other sites below ours.
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

/// Names of files that lie there with exactly the bytes that are wanted, as far as that can be told.
async fn same<'w>(
    store: &Store,
    folder: &Path,
    wanted: &'w [Wanted<'_>],
    listed: &BTreeMap<String, Listed>,
    is_asked: impl Fn(&str) -> bool,
) -> Result<BTreeSet<&'w str>, Error> {
    /// Files that are read and packed at the same time.
    const AT_ONCE: usize = 4;
    let candidates = wanted.iter().filter_map(|wanted| {
        let there = listed.get(&*wanted.key)?;
        // What is not packed has to be as long.
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
