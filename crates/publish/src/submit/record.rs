//! The record of past submissions, `.modelpress/submitted.json` in the site's folder.

use crate::submit::{Error, plan::Submitted};
use durable_files::{Durability, atomic_file};
use serde::{Deserialize, Serialize};
use site::manifest::{Hash, STATE_FOLDER};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs,
    io::{BufWriter, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// File name of the record.
pub const RECORD: &str = "submitted.json";

/// Version of its format.
const SCHEMA: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    schema: u32,
    site: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    sitemap: Option<Hash>,
    /// URLs relative to the host, with the facts hashes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pages: Option<Cow<'a, BTreeMap<Box<str>, Hash>>>,
}

fn path(root: &Path) -> PathBuf {
    root.join(STATE_FOLDER).join(RECORD)
}

/// The last submission for the site in this folder. `None` before the first one.
pub(super) fn read(root: &Path) -> Result<Option<Submitted>, Error> {
    let path = path(root);
    let text = match fs::read(&path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(source) => return Err(Error::Record { action: "read", path, source }),
        Ok(text) => text,
    };
    let wire: Wire<'_> = match serde_json::from_slice(&text) {
        Ok(wire) => wire,
        Err(error) => return Err(Error::Damaged { path, reason: error.to_string() }),
    };
    if wire.schema != SCHEMA {
        let reason = format!("it has schema {}, and this version of modelpress reads schema {SCHEMA}", wire.schema);
        return Err(Error::Damaged { path, reason });
    }
    let pages = wire.pages.map(Cow::into_owned);
    Ok(Some(Submitted { site: wire.site.into(), sitemap: wire.sitemap, pages }))
}

/// Replaces the record. The previous one stays until the new one is on disk.
pub(super) fn write(root: &Path, submitted: &Submitted) -> Result<(), Error> {
    let path = path(root);
    let wire = Wire {
        schema: SCHEMA,
        site: Cow::Borrowed(&submitted.site),
        sitemap: submitted.sitemap,
        pages: submitted.pages.as_ref().map(Cow::Borrowed),
    };
    let written = atomic_file::replace(&path, Durability::PowerLoss, |file| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        serde_json::to_writer(&mut out, &wire)?;
        out.write_all(b"\n")?;
        out.flush()
    });
    written.map_err(|source| Error::Record { action: "write", path, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(STATE_FOLDER)).unwrap();
        assert_eq!(read(folder.path()).unwrap(), None);
        let pages = BTreeMap::from([("/a/".into(), Hash::of(b"a")), ("/\"/".into(), Hash::of(b"b"))]);
        let all = Submitted { site: "https://a.example".into(), sitemap: Some(Hash::of(b"s")), pages: Some(pages) };
        for submitted in [Submitted { sitemap: None, pages: None, ..all.clone() }, all] {
            write(folder.path(), &submitted).unwrap();
            assert_eq!(read(folder.path()).unwrap(), Some(submitted));
        }
        for (text, reason) in [("{", "EOF"), ("{\"schema\":2,\"site\":\"\"}", "schema 2")] {
            fs::File::create(path(folder.path())).unwrap().write_all(text.as_bytes()).unwrap();
            let error = read(folder.path()).unwrap_err();
            assert!(std::error::Error::source(&error).is_none() && error.to_string().contains(reason), "{error}");
        }
    }
}
