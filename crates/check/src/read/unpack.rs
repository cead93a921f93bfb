//! Lenient gzip decompression.

use std::io::Read as _;

/// Decompresses as much as possible, up to three nested layers of gzip.
#[must_use]
pub fn lenient(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..3 {
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            break;
        }
        let mut text = Vec::new();
        let _ = flate2::bufread::MultiGzDecoder::new(&*bytes).read_to_end(&mut text);
        bytes = text;
    }
    bytes
}
