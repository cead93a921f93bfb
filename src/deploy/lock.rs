//! The lock of a target: one deploy at a time.
//!
//! On a store it is an object that only one can make (`If-None-Match: *`). Who holds it renews it every minute; when
//! it has not been renewed for ten it is taken over, in one step that only one can win (`If-Match`). In a folder it
//! is a file that the system locks, and lets go of when the process ends, however it does.

use super::{error::Error, store::Store, target::Kind};
use crate::{folder_lock::FolderLock, manifest::STATE_FOLDER, net::Clock};
use bytes::Bytes;
use jiff::{Timestamp, ToSpan as _};
use object_store::{PutMode, UpdateVersion};
use serde::{Deserialize, Serialize};
use std::{fs, time::Duration};

/// Name of the lock, below the site's folder on the store.
pub(super) const LOCK: &str = ".modelpress/lock";

/// Between two signs of life, which leaves time for some that do not get through.
pub const RENEWAL: Duration = Duration::from_mins(1);

/// Minutes without a sign of life after which a lock is nobody's.
const STALE_MINUTES: i64 = 10;

/// Who is at work, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    /// User, machine and process, for people.
    who: String,
    /// Of one run: chosen by chance.
    id: String,
    since: Timestamp,
    renewed: Timestamp,
}

/// The lock, held.
#[derive(Debug)]
pub(super) enum Lock {
    /// Until it is dropped.
    Folder { _lock: FolderLock },
    /// Until it is released or not renewed.
    Object { holder: Holder, version: UpdateVersion, is_conditional: bool },
}

/// A lock, and what there is to say of how it was got.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) lock: Lock,
    pub(super) note: Option<String>,
}

/// Takes the lock, or says who has it.
pub(super) async fn take(store: &Store, who: &str, clock: &Clock, is_forced: bool) -> Result<Taken, Error> {
    if let Kind::Folder(folder) = &store.target.kind {
        return of_folder(store, folder);
    }
    let now = (clock.now)();
    // Not for secrets: two runs must not have the same one.
    let id = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
    let holder = Holder { who: who.to_owned(), id, since: now, renewed: now };
    // Whoever holds it may let go of it between two requests.
    for _ in 0..3 {
        let error = match put(store, &holder, PutMode::Create).await {
            Ok(version) => {
                return Ok(Taken { lock: Lock::Object { holder, version, is_conditional: true }, note: None });
            }
            Err(error) => error,
        };
        let is_conditional = match error {
            object_store::Error::AlreadyExists { .. } => true,
            object_store::Error::NotImplemented { .. } => false,
            error => return Err(store.error("take the lock", &error)),
        };
        let there = read(store).await?;
        let Some((other, version)) = there else {
            if is_conditional {
                continue;
            }
            let version = put(store, &holder, PutMode::Overwrite).await;
            let version = version.map_err(|error| store.error("take the lock", &error))?;
            let note = "the store has no conditional writes: of two deploys at once the second may not be noticed";
            return Ok(Taken { lock: Lock::Object { holder, version, is_conditional }, note: Some(note.to_owned()) });
        };
        // An answer may get lost on its way, and the request be sent again.
        if other.as_ref().is_some_and(|other| other.id == holder.id) {
            return Ok(Taken { lock: Lock::Object { holder, version, is_conditional }, note: None });
        }
        let stale = other.as_ref().is_none_or(|other| other.renewed + STALE_MINUTES.minutes() < now);
        let described = other.map_or_else(|| "somebody who left no name".to_owned(), |other| other.to_string());
        if !stale && !is_forced {
            return Err(Error::Locked { target: store.target.to_string(), holder: described });
        }
        let mode = if is_conditional { PutMode::Update(version) } else { PutMode::Overwrite };
        match put(store, &holder, mode).await {
            Ok(version) => {
                let note = Some(format!("took over the lock of {described}"));
                return Ok(Taken { lock: Lock::Object { holder, version, is_conditional }, note });
            }
            Err(object_store::Error::Precondition { .. } | object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(store.error("take the lock over", &error)),
        }
    }
    Err(Error::Locked { target: store.target.to_string(), holder: "it was taken a moment ago".to_owned() })
}

fn of_folder(store: &Store, folder: &std::path::Path) -> Result<Taken, Error> {
    let state = folder.join(STATE_FOLDER);
    let file = folder.join(LOCK);
    let taken = fs::create_dir_all(&state).and_then(|()| FolderLock::take(&file));
    match taken {
        Ok(Some(lock)) => Ok(Taken { lock: Lock::Folder { _lock: lock }, note: None }),
        Ok(None) => Err(Error::Locked {
            target: store.target.to_string(),
            holder: format!("a process of this system holds `{}`", file.display()),
        }),
        Err(source) => Err(Error::Read { path: file, source }),
    }
}

async fn put(store: &Store, holder: &Holder, mode: PutMode) -> Result<UpdateVersion, object_store::Error> {
    let json = serde_json::to_vec(holder).expect("it is made of texts and times");
    store.put(LOCK, Bytes::from(json), None, mode).await.map(Into::into)
}

/// Whose the lock is; none where there is no lock, nobody where it cannot be read.
async fn read(store: &Store) -> Result<Option<(Option<Holder>, UpdateVersion)>, Error> {
    let there = store.get(LOCK).await?;
    Ok(there.map(|(bytes, version)| (serde_json::from_slice(&bytes).ok(), version)))
}

impl Lock {
    /// Renews the lock again and again until it turns out to be lost; never ends where that does not happen.
    pub(super) async fn keep(&self, store: &Store, clock: &Clock, renewal: Duration) -> Error {
        let Self::Object { holder, version, is_conditional } = self else {
            return futures_util::future::pending().await;
        };
        let mut version = version.clone();
        loop {
            tokio::time::sleep(renewal).await;
            let renewed = Holder { renewed: (clock.now)(), ..holder.clone() };
            let mode = if *is_conditional { PutMode::Update(version.clone()) } else { PutMode::Overwrite };
            match put(store, &renewed, mode).await {
                Ok(new) => version = new,
                Err(object_store::Error::Precondition { .. } | object_store::Error::NotFound { .. }) => {
                    match read(store).await {
                        Ok(Some((Some(other), new))) if other.id == holder.id => version = new,
                        Ok(_) => return Error::LockLost(store.target.to_string()),
                        Err(error) => return error,
                    }
                }
                // It holds for nine minutes more, and the next renewal may come through.
                Err(_) => {}
            }
        }
    }

    /// Lets go of it, where it is still ours, and says whether that came off. A lock that stays for want of a network
    /// is nobody's in a while.
    pub(super) async fn release(self, store: &Store) -> bool {
        let Self::Object { holder, .. } = self else { return true };
        match read(store).await {
            Ok(Some((Some(other), _))) if other.id == holder.id => store.remove(&[LOCK]).await.is_ok(),
            Ok(_) => true,
            Err(_) => false,
        }
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, since {}, last sign of life at {}", self.who, self.since, self.renewed)
    }
}
