//! Reads and writes parts: files of records, compressed with zstd. Each write appends one frame with a checksum, and a
//! sequence of frames is a valid zstd file. If the process is killed while writing, the checksums show which frames are
//! intact.

use super::Error;
use durable_files::kill_point;
use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};
use zstd::bulk::Compressor;

/// Compression level: the default of zstd.
pub const LEVEL: i32 = 3;

/// Size limit of a part, so that a server that never stops sending cannot fill the disk. The whole Hub is a few
/// gigabytes.
pub const MAX_PART_BYTES: u64 = 32 << 30;

/// A part that is being written.
pub struct PartWriter {
    path: PathBuf,
    file: File,
    compressor: Compressor<'static>,
    packed: Vec<u8>,
    bytes: u64,
}

impl PartWriter {
    /// Opens a part to append to it, and creates it if it is missing. Truncates it to `bytes` first.
    pub fn open(path: &Path, bytes: u64) -> Result<Self, Error> {
        let open = || -> io::Result<(File, Compressor<'static>)> {
            let mut file = File::options().create(true).truncate(false).write(true).open(path)?;
            file.set_len(bytes)?;
            file.seek(SeekFrom::Start(bytes))?;
            let mut compressor = Compressor::new(LEVEL)?;
            compressor.include_checksum(true)?;
            Ok((file, compressor))
        };
        let (file, compressor) = open().map_err(|source| Error::Write { path: path.into(), source })?;
        Ok(Self { path: path.into(), file, compressor, packed: Vec::new(), bytes })
    }

    /// Appends lines as one frame and returns the new size of the part in bytes.
    pub fn append(&mut self, lines: &[u8]) -> Result<u64, Error> {
        if !lines.is_empty() {
            self.write(lines).map_err(|source| Error::Write { path: self.path.clone(), source })?;
        }
        Ok(self.bytes)
    }

    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let room = zstd::zstd_safe::compress_bound(lines.len());
        self.packed.clear();
        self.packed.reserve(room);
        self.compressor.compress_to_buffer(lines, &mut self.packed)?;
        if self.bytes + self.packed.len() as u64 > MAX_PART_BYTES {
            let text = format!("it would be larger than {} GiB, the limit for a part", MAX_PART_BYTES >> 30);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
        }
        self.file.write_all(&self.packed)?;
        kill_point();
        self.bytes += self.packed.len() as u64;
        Ok(())
    }

    /// Compressed size so far, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Syncs the part to disk.
    pub fn finish(self) -> Result<(), Error> {
        self.file.sync_all().map_err(|source| Error::Write { path: self.path, source })
    }
}

/// Largest frame that is decompressed, in bytes. A frame contains one page of the Hub, and `fetch` reads at most 32 MiB
/// per page.
const MAX_FRAME_BYTES: u64 = 256 << 20;

/// Decompresses a frame. `None` if it is damaged or larger than [`MAX_FRAME_BYTES`].
fn unpack_frame(packed: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let decoder = zstd::Decoder::with_buffer(packed).ok()?;
    decoder.take(MAX_FRAME_BYTES + 1).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() as u64 <= MAX_FRAME_BYTES).then_some(unpacked)
}

/// Decompresses the frame between two byte offsets of a part. `None` if it is damaged.
pub fn read_frame(file: &mut File, from: u64, to: u64) -> Option<Vec<u8>> {
    let mut packed = vec![0; usize::try_from(to.checked_sub(from)?).ok()?];
    file.seek(SeekFrom::Start(from)).ok()?;
    file.read_exact(&mut packed).ok()?;
    if packed.is_empty() {
        return Some(packed);
    }
    unpack_frame(&packed)
}

/// Decompresses the intact frames of a part. Skips damaged frames, and stops at the first one whose end cannot be
/// found.
pub fn whole_frames(packed: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut rest = packed;
    std::iter::from_fn(move || {
        let bytes = zstd::zstd_safe::find_frame_compressed_size(rest).ok()?;
        let (frame, after) = rest.split_at_checked(bytes)?;
        rest = after;
        (bytes > 0).then_some(frame)
    })
    .filter_map(unpack_frame)
}
