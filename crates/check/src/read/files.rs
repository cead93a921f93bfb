//! `Files`: what lies in the folder of a site.

use crate::{finding::Findings, sketch, table::Code};
use site::{address::UrlStyle, manifest::STATE_FOLDER};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub use site::address::url_style::has_ending;

/// Place of a file in [`Files`].
pub type FileId = u32;

/// The files of a site, by path.
#[derive(Debug, Default)]
pub struct Files {
    folder: PathBuf,
    /// Path from the folder, `/` between parts, and length in bytes; in order.
    list: Vec<(Box<str>, u64)>,
    /// Hash of the path and place, in the order of hashes: found faster than by comparing paths.
    by_hash: Vec<(u64, FileId)>,
}

/// Why a folder could not be looked through.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there.
    #[error("no folder `{0}`")]
    Missing(PathBuf),
    /// It is a file.
    #[error("`{0}` is a file, and a site is a folder")]
    NotAFolder(PathBuf),
    /// It holds no page.
    #[error("`{0}` holds no page: no .html file, and none that begins like one")]
    NoPages(PathBuf),
    /// The disk refused.
    #[error("cannot read `{path}`")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Files {
    /// Looks through a folder. Folders and files whose names begin with a dot are no part of a site, but for
    /// `.well-known`.
    pub fn scan(folder: &Path, findings: &mut Findings) -> Result<Self, Error> {
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::Missing(folder.into())),
            Err(source) => return Err(Error::Io { path: folder.into(), source }),
            Ok(metadata) if !metadata.is_dir() => return Err(Error::NotAFolder(folder.into())),
            Ok(_) => {}
        }
        let is_part = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || *name == *".well-known" || !name.starts_with('.')
        };
        let mut list = Vec::new();
        for entry in walkdir::WalkDir::new(folder).follow_links(true).into_iter().filter_entry(is_part) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.depth() == 0 => {
                    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a circle of links"));
                    return Err(Error::Io { path: folder.into(), source });
                }
                Err(error) => {
                    let path = error.path().map(|path| below(folder, path)).unwrap_or_default();
                    findings.add(Code::UnreadableFile, &path, error.to_string());
                    continue;
                }
            };
            if !entry.file_type().is_file() {
                continue;
            }
            let path = below(folder, entry.path());
            if entry.path().to_str().is_none() {
                findings.add(Code::UnreadableFile, &path, "its name is no UTF-8");
                continue;
            }
            list.push((path.into_boxed_str(), entry.metadata().map_or(0, |metadata| metadata.len())));
        }
        list.sort_unstable();
        Ok(Self::new(folder.into(), list))
    }

    fn new(folder: PathBuf, list: Vec<(Box<str>, u64)>) -> Self {
        let place = |at: usize| FileId::try_from(at).expect("fewer than four billion files");
        let hash = |(at, (path, _)): (usize, &(Box<str>, u64))| (sketch::hash(path), place(at));
        let mut by_hash: Vec<(u64, FileId)> = list.iter().enumerate().map(hash).collect();
        by_hash.sort_unstable();
        Self { folder, list, by_hash }
    }

    /// Files of those paths, in order, and of no folder.
    #[cfg(test)]
    pub(super) fn of(paths: &[&str]) -> Self {
        Self::new(PathBuf::new(), paths.iter().map(|path| (Box::from(*path), 0)).collect())
    }

    /// The file of that path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let hash = sketch::hash(path);
        let from = self.by_hash.partition_point(|(known, _)| *known < hash);
        let equal = self.by_hash[from..].iter().take_while(|(known, _)| *known == hash);
        equal.map(|(_, file)| *file).find(|file| self.path(*file) == path)
    }

    /// The style that the path of a page shows; see [`UrlStyle::of_path`].
    #[must_use]
    pub fn style(&self, path: &str) -> Option<UrlStyle> {
        UrlStyle::of_path(path, |file| self.find(file).is_some())
    }

    /// The path of a file, from the site's folder.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.list[file as usize].0
    }

    /// Its length in bytes.
    #[must_use]
    pub fn length(&self, file: FileId) -> u64 {
        self.list[file as usize].1
    }

    /// All files, in the order of their paths.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &str, u64)> {
        self.list.iter().zip(0..).map(|((path, length), file)| (file, &**path, *length))
    }

    /// The bytes of a file.
    pub fn read(&self, file: FileId) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(self.path(file)))
    }

    /// The bytes of a file that is no part of the site: one of our own records.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(STATE_FOLDER).join(name)).ok()
    }

    /// The first bytes of a file.
    #[must_use]
    pub fn head(&self, file: FileId) -> Vec<u8> {
        use io::Read as _;
        let mut head = Vec::new();
        let _ = fs::File::open(self.folder.join(self.path(file))).map(|file| file.take(512).read_to_end(&mut head));
        head
    }
}

/// The path from the folder.
fn below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' { path } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}
