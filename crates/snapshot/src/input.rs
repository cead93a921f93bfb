//! One file of records, or standard input, decompressed while it is read.

use super::Error;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

/// A source of records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, given as `-`.
    StandardInput,
}

/// Buffer size in bytes; large enough to make the cost of locks and system calls negligible.
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

    /// Whether the file name suggests one JSON document instead of one per line.
    pub(super) fn is_json_document(&self) -> bool {
        let Self::File(path) = self else { return false };
        unpacked_ending(path).as_deref() == Some("json")
    }

    /// Opens the input. Decompresses zstd and gzip, detected by their first bytes and not by the file name.
    pub(super) fn open(&self) -> Result<Box<dyn BufRead + Send>, Error> {
        let failed = |source| Error::Path { path: PathBuf::from(&*self.label()), source };
        let raw: Box<dyn Read + Send> = match self {
            Self::File(path) => Box::new(File::open(path).map_err(failed)?),
            Self::StandardInput => Box::new(io::stdin()),
        };
        unpack(raw).map_err(failed)
    }
}

/// The extension of a file in lower case, ignoring `.zst` and `.gz`.
pub(super) fn unpacked_ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    if ending == "zst" || ending == "gz" { unpacked_ending(&path.with_extension("")) } else { Some(ending) }
}

/// Decompresses data that begins like zstd or gzip. A zstd file can begin with a skippable frame, as files written by
/// `pzstd` do.
fn unpack(mut raw: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    // A pipe may return fewer bytes than requested, so this reads until there are enough.
    let mut first = Vec::with_capacity(4);
    raw.by_ref().take(4).read_to_end(&mut first)?;
    // A shorter match is a truncated zstd file, which the decoder reports.
    let is_zstd = matches!(*first, [0x28, 0xb5, 0x2f, 0xfd] | [0x28, 0xb5] | [0x28, 0xb5, 0x2f])
        || matches!(*first, [0x50..=0x5f, 0x2a, 0x4d, 0x18]);
    let is_gzip = first.starts_with(&[0x1f, 0x8b]);
    let raw = BufReader::with_capacity(BUFFER_BYTES, io::Cursor::new(first).chain(raw));
    if is_zstd {
        let decoder = zstd::Decoder::with_buffer(raw)?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder)));
    }
    if is_gzip {
        let decoder = flate2::bufread::MultiGzDecoder::new(raw);
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder)));
    }
    Ok(Box::new(raw))
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
///
/// When the file cannot be read or is longer than `limit`; the error then names the limit.
pub(super) fn read_whole(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let text = format!("the file is longer than {} MiB, the limit for such a file", limit >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
    }
    Ok(bytes)
}
