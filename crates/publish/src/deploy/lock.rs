//! The lock of a target: only one deploy runs at a time. On a store, each deploy writes its own claim object and then
//! lists the claims of others (see [`Claim`]). In a folder, the lock is a file that the operating system locks and
//! releases when the process ends.

use crate::deploy::{error::Error, store::Store, target::Kind};
use bytes::Bytes;
use durable_files::FolderLock;
use foreign_text::printable;
use jiff::{SignedDuration, Timestamp};
use object_store::{PutMode, UpdateVersion};
use serde::{Deserialize, Serialize};
use site::manifest::STATE_FOLDER;
use std::{fs, time::Duration};

/// Prefix of lock names, below the site's folder on the store. The name without a suffix is the lock of a folder, and
/// the lock used by older versions of this program.
pub(super) const LOCK: &str = ".modelpress/lock";

/// Time between two renewals. Several renewals may fail before the lock is stale.
pub const RENEWAL: Duration = Duration::from_mins(1);

/// A claim that has not been renewed for this long belongs to a dead deploy.
const STALE: SignedDuration = SignedDuration::from_mins(10);

/// After this time, a deploy knows whether it holds the lock.
const DECISION: SignedDuration = SignedDuration::from_secs(10);

/// Number and length of the waits for another deploy that has not decided yet.
const LOOKS: (usize, Duration) = (20, Duration::from_millis(150));

/// The owner of a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    /// User, machine and process, for messages.
    who: String,
    /// Random id of one run.
    id: String,
    since: Timestamp,
    renewed: Timestamp,
}

/// How a store treats conditional writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditions {
    /// It honors them.
    Kept,
    /// It ignores the condition and writes anyway.
    Ignored,
    /// It refuses them, or is a folder.
    Missing,
}

/// A lock that is held.
#[derive(Debug)]
pub(super) enum Lock {
    /// Held until it is dropped.
    Folder { _lock: FolderLock },
    /// Held until it is released or no longer renewed.
    Object(Claim),
}

/// A deploy's claim object on the store.
///
/// A deploy writes its claim and then lists all claims. At least the deploy that lists later sees the other claim, so
/// two deploys can never both continue. The store only has to list objects that were written. Many S3-compatible
/// services ignore or refuse conditional writes (`If-None-Match`), so a lock based on those would not work there.
///
/// The owner renews its claim every minute. If a claim has not been renewed for ten minutes, the next deploy removes
/// it. Times are by the store's clock, taken from its responses (`Date`).
#[derive(Debug)]
pub(super) struct Claim {
    /// Name of the object.
    name: String,
    holder: Holder,
    version: UpdateVersion,
    conditions: Conditions,
}

/// A lock that was taken, with notes for the user.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) lock: Lock,
    pub(super) notes: Vec<String>,
}

/// Takes the lock. If another deploy holds it, the error names its owner.
pub(super) async fn take(store: &Store, who: &str, is_forced: bool) -> Result<Taken, Error> {
    if let Kind::Folder(folder) = &store.target.kind {
        return of_folder(store, folder);
    }
    let claim = Claim::write(store, who).await?;
    let mut notes: Vec<String> = claim.conditions.note().map(str::to_owned).into_iter().collect();
    match claim.wait(store, is_forced).await {
        Ok(removed) => {
            notes.extend(removed.iter().map(|holder| format!("took over the lock of {holder}")));
            Ok(Taken { lock: Lock::Object(claim), notes })
        }
        Err(error) => {
            // If this fails, the claim becomes stale after ten minutes.
            let _ = store.remove(&[&claim.name]).await;
            Err(error)
        }
    }
}

fn of_folder(store: &Store, folder: &std::path::Path) -> Result<Taken, Error> {
    let state = folder.join(STATE_FOLDER);
    let file = folder.join(LOCK);
    let taken = fs::create_dir_all(&state).and_then(|()| FolderLock::take(&file));
    match taken {
        Ok(Some(lock)) => Ok(Taken { lock: Lock::Folder { _lock: lock }, notes: Vec::new() }),
        Ok(None) => Err(Error::Locked {
            target: store.target.to_string(),
            holder: format!("a process on this machine holds `{}`", file.display()),
        }),
        Err(source) => Err(Error::Read { path: file, source }),
    }
}

impl Conditions {
    fn note(self) -> Option<&'static str> {
        match self {
            Self::Kept => None,
            Self::Ignored => Some(
                "the store ignores the conditions of writes (`If-None-Match`): a second deploy at the same time is \
                 only noticed if the store lists at once what was written",
            ),
            Self::Missing => Some(
                "the store has no conditional writes: a second deploy at the same time is only noticed if the store \
                 lists at once what was written",
            ),
        }
    }
}

impl Claim {
    /// Writes a claim and determines how the store treats conditional writes.
    async fn write(store: &Store, who: &str) -> Result<Self, Error> {
        let now = store.clock.now();
        // Random so that two runs have different ids; it is not a secret.
        let id = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        let (name, holder) = (format!("{LOCK}-{id}"), Holder { who: who.to_owned(), id, since: now, renewed: now });
        let failed = |error: &object_store::Error| store.error("take the lock", error);
        let (version, conditions) = match put(store, &name, &holder, PutMode::Create).await {
            // A second create must fail, because the object exists now.
            Ok(version) => match put(store, &name, &holder, PutMode::Create).await {
                Ok(version) => (version, Conditions::Ignored),
                Err(object_store::Error::AlreadyExists { .. }) => (version, Conditions::Kept),
                Err(error) => return Err(failed(&error)),
            },
            // The response to the first attempt was lost.
            Err(object_store::Error::AlreadyExists { .. }) => {
                let there = store.get(&name).await?;
                let (_, version) = there.ok_or_else(|| Error::LockLost(store.target.to_string()))?;
                (version, Conditions::Kept)
            }
            Err(object_store::Error::NotImplemented { .. }) => {
                let put = put(store, &name, &holder, PutMode::Overwrite).await;
                (put.map_err(|error| failed(&error))?, Conditions::Missing)
            }
            Err(error) => return Err(failed(&error)),
        };
        Ok(Self { name, holder, version, conditions })
    }

    /// Waits until no other deploy claims the target. Removes stale claims, or all claims if `is_forced`, and returns
    /// their owners. Fails if a claim of another deploy takes precedence.
    async fn wait(&self, store: &Store, is_forced: bool) -> Result<Vec<String>, Error> {
        let mut removed = Vec::new();
        let (most, pause) = LOOKS;
        for look in 1.. {
            let mut rival = None;
            for other in self.others(store).await? {
                let now = store.clock.now();
                if is_forced || other.is_stale(now) {
                    store.remove(&[&other.name]).await?;
                    removed.push(other.described());
                } else if look >= most || other.is_first(&self.holder, now) {
                    return Err(Error::Locked { target: store.target.to_string(), holder: other.described() });
                } else {
                    rival = Some(other);
                }
            }
            if rival.is_none() {
                break;
            }
            // Both started at the same time; the other one withdraws when it sees this claim.
            tokio::time::sleep(pause).await;
        }
        Ok(removed)
    }

    /// The claims of other deploys.
    async fn others(&self, store: &Store) -> Result<Vec<Other>, Error> {
        let mut others = Vec::new();
        for listed in store.list_below(STATE_FOLDER).await? {
            if listed.name.starts_with(LOCK) && listed.name != self.name {
                let Some((bytes, _)) = store.get(&listed.name).await? else { continue };
                let holder = serde_json::from_slice(&bytes).ok();
                others.push(Other { name: listed.name, holder, written: listed.written });
            }
        }
        Ok(others)
    }
}

/// The claim of another deploy.
#[derive(Debug)]
struct Other {
    name: String,
    /// `None` if it cannot be read.
    holder: Option<Holder>,
    /// When the claim was last written, by the store's clock.
    written: Timestamp,
}

impl Other {
    fn is_stale(&self, now: Timestamp) -> bool {
        let Some(holder) = &self.holder else { return true };
        // A renewal date in the future is wrong, so the time of the write is used instead.
        let is_future = holder.renewed.duration_since(now) > STALE;
        let last = if is_future { self.written } else { holder.renewed };
        now.duration_since(last) > STALE
    }

    /// Whether this claim takes precedence over ours: it is older than the decision time, or has the smaller id.
    fn is_first(&self, ours: &Holder, now: Timestamp) -> bool {
        self.holder
            .as_ref()
            .is_some_and(|holder| holder.id < ours.id || now.duration_since(holder.since).abs() > DECISION)
    }

    fn described(&self) -> String {
        self.holder.as_ref().map_or_else(|| "unknown owner".to_owned(), ToString::to_string)
    }
}

async fn put(store: &Store, name: &str, holder: &Holder, mode: PutMode) -> Result<UpdateVersion, object_store::Error> {
    let json = serde_json::to_vec(holder).expect("it is made of texts and times");
    store.put(name, Bytes::from(json), None, mode).await.map(Into::into)
}

impl Lock {
    /// How the store treats conditional writes.
    pub(super) fn conditions(&self) -> Conditions {
        match self {
            Self::Folder { .. } => Conditions::Missing,
            Self::Object(claim) => claim.conditions,
        }
    }

    /// Fails if another deploy has taken over the lock.
    pub(super) async fn check(&self, store: &Store) -> Result<(), Error> {
        let Self::Object(claim) = self else { return Ok(()) };
        match store.get(&claim.name).await? {
            Some(_) => Ok(()),
            None => Err(Error::LockLost(store.target.to_string())),
        }
    }

    /// Renews the lock. Returns only if the lock is lost.
    pub(super) async fn keep(&self, store: &Store, renewal: Duration) -> Error {
        let Self::Object(claim) = self else {
            return futures_util::future::pending().await;
        };
        let mut version = claim.version.clone();
        loop {
            tokio::time::sleep(renewal).await;
            let renewed = Holder { renewed: store.clock.now(), ..claim.holder.clone() };
            let mode = match claim.conditions {
                Conditions::Kept => PutMode::Update(version.clone()),
                Conditions::Ignored | Conditions::Missing => PutMode::Overwrite,
            };
            if mode == PutMode::Overwrite
                && let Err(lost @ Error::LockLost(_)) = self.check(store).await
            {
                return lost;
            }
            match put(store, &claim.name, &renewed, mode).await {
                Ok(new) => version = new,
                Err(object_store::Error::Precondition { .. } | object_store::Error::NotFound { .. }) => {
                    // The response to the last renewal may have been lost.
                    match store.get(&claim.name).await {
                        Ok(Some((bytes, new))) if is_of(&bytes, &claim.holder) => version = new,
                        Ok(_) => return Error::LockLost(store.target.to_string()),
                        Err(error) => return error,
                    }
                }
                // The lock stays valid for nine more minutes, and the next renewal may succeed.
                Err(_) => {}
            }
        }
    }

    /// Releases the lock and returns whether that worked. A lock that stays because of a network failure becomes stale
    /// after ten minutes.
    pub(super) async fn release(self, store: &Store) -> bool {
        match self {
            Self::Folder { .. } => true,
            Self::Object(claim) => store.remove(&[&claim.name]).await.is_ok(),
        }
    }
}

fn is_of(bytes: &[u8], holder: &Holder) -> bool {
    serde_json::from_slice(bytes).is_ok_and(|there: Holder| there.id == holder.id)
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, since {}, lock last renewed at {}", printable(&self.who), self.since, self.renewed)
    }
}
