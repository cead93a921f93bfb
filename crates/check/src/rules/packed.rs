//! Checks compressed files: their format, and whether they decompress to the file next to them.

use crate::{finding::Found, read::files::has_ending, site::Site, table::Code};
use flate2::bufread::GzDecoder;
use std::io::Read as _;

/// Checks a file with the extension of a compressed file.
pub(crate) fn check(site: &Site, path: &str, bytes: &[u8], found: &mut Found) {
    let is_gzip = has_ending(path, ".gz");
    let inside = if is_gzip { gzip(bytes, found) } else { zstd::decode_all(bytes).ok() };
    let beside = path.rfind('.').and_then(|at| site.files.find(&path[..at]));
    match (inside, beside) {
        (None, _) if !is_gzip => found.add(Code::PackedCopy, "it cannot be decompressed"),
        (Some(inside), Some(beside)) if site.files.read(beside).is_ok_and(|plain| plain != inside) => {
            found.add(Code::PackedCopy, format!("the content of {} is different", site.files.path(beside)));
        }
        _ => {}
    }
}

/// Decompresses a gzip file. `None` if it is not valid.
fn gzip(bytes: &[u8], found: &mut Found) -> Option<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        found.add(Code::GzipForm, "it is not gzip, despite its name");
        return None;
    }
    let mut rest = bytes;
    let mut decoder = GzDecoder::new(&mut rest);
    let mut inside = Vec::new();
    if let Err(error) = decoder.read_to_end(&mut inside) {
        found.add(Code::GzipForm, format!("it is damaged: {error}"));
        return None;
    }
    let has_name = decoder.header().is_some_and(|header| header.mtime() != 0 || header.filename().is_some());
    if has_name {
        found.add(Code::GzipDate, "its header has a date or a file name");
    }
    if !rest.is_empty() {
        found.add(Code::GzipForm, format!("{} bytes follow its first member", rest.len()));
    }
    if inside.starts_with(&[0x1f, 0x8b]) {
        found.add(Code::GzipForm, "it is compressed twice");
        return None;
    }
    Some(inside)
}
