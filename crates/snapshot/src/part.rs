//! Parts: files of records, compressed with zstd, one frame with a checksum for each write.
//!
//! A file of frames is a valid file of zstd. A part that was being written when its process was killed is whole up
//! to some frame, and the checksums tell up to which.

use super::Error;
use durable_files::kill_point;
use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};
use zstd::bulk::Compressor;

/// How hard records are packed: zstd's own default.
pub const LEVEL: i32 = 3;

/// The largest part that is written. The whole Hub is a few gigabytes; a server that never stops answering must not
/// fill the disk.
pub const MAX_PART_BYTES: u64 = 32 << 30;

/// A part on its way.
pub struct PartWriter {
    path: PathBuf,
    file: File,
    compressor: Compressor<'static>,
    packed: Vec<u8>,
    bytes: u64,
}

impl PartWriter {
    /// Goes on with a part behind its first `bytes`, which are kept; what follows them goes.
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

    /// Appends lines as one frame, and gives the size of the part behind it.
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

    /// Its size so far, packed.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Waits until all of it is on disk.
    pub fn finish(self) -> Result<(), Error> {
        self.file.sync_all().map_err(|source| Error::Write { path: self.path, source })
    }
}

/// The largest frame that is unpacked. One holds a page of the Hub's answers, of which `fetch` reads 32 MiB.
const MAX_FRAME_BYTES: u64 = 256 << 20;

/// Unpacks a frame; `None` if it is damaged or larger than [`MAX_FRAME_BYTES`].
fn unpack_frame(packed: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let decoder = zstd::Decoder::with_buffer(packed).ok()?;
    decoder.take(MAX_FRAME_BYTES + 1).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() as u64 <= MAX_FRAME_BYTES).then_some(unpacked)
}

/// Unpacks the frame from one place of a part to another, if it is whole.
pub fn read_frame(file: &mut File, from: u64, to: u64) -> Option<Vec<u8>> {
    let mut packed = vec![0; usize::try_from(to.checked_sub(from)?).ok()?];
    file.seek(SeekFrom::Start(from)).ok()?;
    file.read_exact(&mut packed).ok()?;
    if packed.is_empty() {
        return Some(packed);
    }
    unpack_frame(&packed)
}

/// Unpacks the frames of a part that are whole by their checksums; those that are not are passed over, as far as it
/// can be told where they end.
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
