//! One file of records, or standard input, unpacked as it is read.

use super::Error;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where records come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, named `-`.
    StandardInput,
}

/// Unpacked bytes at a time; large enough that locks and system calls do not count.
const BUFFER_BYTES: usize = 1 << 17;

impl Input {
    /// The name for messages.
    #[must_use]
    pub fn label(&self) -> Arc<str> {
        match self {
            Self::File(path) => path.to_string_lossy().into(),
            Self::StandardInput => "standard input".into(),
        }
    }

    /// Whether the name promises one JSON document instead of one a line.
    pub(super) fn is_json_document(&self) -> bool {
        let Self::File(path) = self else { return false };
        unpacked_ending(path).as_deref() == Some("json")
    }

    /// Opens it and unpacks zstd and gzip, told by their first bytes and not by the name.
    pub(super) fn open(&self) -> Result<Box<dyn BufRead + Send>, Error> {
        let failed = |source| Error::Path { path: PathBuf::from(&*self.label()), source };
        let raw: Box<dyn Read + Send> = match self {
            Self::File(path) => Box::new(File::open(path).map_err(failed)?),
            Self::StandardInput => Box::new(io::stdin()),
        };
        unpack(raw).map_err(failed)
    }
}

/// The ending of a file's name, lower-cased, without that of its packing.
pub(super) fn unpacked_ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    if ending == "zst" || ending == "gz" { unpacked_ending(&path.with_extension("")) } else { Some(ending) }
}

fn unpack(raw: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let mut raw = BufReader::with_capacity(BUFFER_BYTES, raw);
    // One read of a regular file gives at least the first bytes; a pipe may give fewer, and is then plain.
    let first = raw.fill_buf()?;
    if first.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = zstd::Decoder::with_buffer(raw)?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder)));
    }
    if first.starts_with(&[0x1f, 0x8b]) {
        let decoder = flate2::bufread::MultiGzDecoder::new(raw);
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder)));
    }
    Ok(Box::new(raw))
}
