//! `Files`: the files in the folder of a site.

use crate::{finding::Findings, sketch, table::Code};
use site::{address::UrlStyle, manifest::STATE_FOLDER};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub use site::address::url_style::has_ending;

/// Index of a file in [`Files`].
pub type FileId = u32;

/// The files of a site, by path.
#[derive(Debug, Default)]
pub struct Files {
    folder: PathBuf,
    /// Path relative to the folder, separated by `/`, and length in bytes. Sorted by path.
    list: Vec<(Box<str>, u64)>,
    /// Path hash and index, sorted by hash: faster to search than the paths.
    by_hash: Vec<(u64, FileId)>,
}

/// Errors of scanning a folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder does not exist.
    #[error("the folder `{0}` does not exist")]
    Missing(PathBuf),
    /// The path is a file.
    #[error("`{0}` is a file, not the folder of a site")]
    NotAFolder(PathBuf),
    /// The folder contains no page.
    #[error("`{0}` contains no HTML page")]
    NoPages(PathBuf),
    /// An I/O error.
    #[error("cannot read `{path}`")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl Files {
    /// Scans a folder. Files and folders whose names start with a dot are ignored, except `.well-known`.
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
                    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of symbolic links"));
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
                findings.add(Code::UnreadableFile, &path, "its name is not UTF-8");
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

    /// For tests: files with these paths, which must be sorted, without a folder on disk.
    #[cfg(test)]
    pub(super) fn of(paths: &[&str]) -> Self {
        Self::new(PathBuf::new(), paths.iter().map(|path| (Box::from(*path), 0)).collect())
    }

    /// Finds a file by path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let hash = sketch::hash(path);
        let from = self.by_hash.partition_point(|(known, _)| *known < hash);
        let equal = self.by_hash[from..].iter().take_while(|(known, _)| *known == hash);
        equal.map(|(_, file)| *file).find(|file| self.path(*file) == path)
    }

    /// The style that the path of a page uses. See [`UrlStyle::of_path`].
    #[must_use]
    pub fn style(&self, path: &str) -> Option<UrlStyle> {
        UrlStyle::of_path(path, |file| self.find(file).is_some())
    }

    /// The path of a file, relative to the site's folder.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.list[file as usize].0
    }

    /// The length of a file in bytes.
    #[must_use]
    pub fn length(&self, file: FileId) -> u64 {
        self.list[file as usize].1
    }

    /// All files, sorted by path.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &str, u64)> {
        self.list.iter().zip(0..).map(|((path, length), file)| (file, &**path, *length))
    }

    /// The bytes of a file.
    pub fn read(&self, file: FileId) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(self.path(file)))
    }

    /// The bytes of a file in [`STATE_FOLDER`], which is not part of the site.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(STATE_FOLDER).join(name)).ok()
    }

    /// The first 512 bytes of a file.
    #[must_use]
    pub fn head(&self, file: FileId) -> Vec<u8> {
        use io::Read as _;
        let mut head = Vec::new();
        let _ = fs::File::open(self.folder.join(self.path(file))).map(|file| file.take(512).read_to_end(&mut head));
        head
    }
}

/// The path relative to the folder, separated by `/`.
fn below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' { path } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}
