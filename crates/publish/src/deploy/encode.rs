//! Compresses the bytes of a file. The same input always gives the same output.

use crate::deploy::form::{Body, Coding};
use flate2::{Compression, write::GzEncoder};
use std::{
    borrow::Cow,
    io::{self, Write as _},
};

/// Brotli quality. 9 compresses nearly as well as 10 and 11, in a tenth of their time.
const BROTLI_QUALITY: i32 = 9;

/// Base-two logarithm of the Brotli window size, which is larger than any page.
const BROTLI_WINDOW: i32 = 22;

/// Returns the bytes to upload.
pub fn encode(bytes: &[u8], body: Body) -> io::Result<Cow<'_, [u8]>> {
    match body {
        Body::Plain => Ok(Cow::Borrowed(bytes)),
        Body::Encoded(coding) | Body::Sidecar(coding) => pack(bytes, coding).map(Cow::Owned),
    }
}

fn pack(bytes: &[u8], coding: Coding) -> io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(bytes.len() / 3);
    match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(packed, Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Coding::Brotli => {
            let params = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: bytes.len(),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
            Ok(packed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        for text in [String::new(), "a page, and another ".repeat(500)] {
            let packed = pack(text.as_bytes(), Coding::Gzip).unwrap();
            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(&*packed).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            assert_eq!(pack(text.as_bytes(), Coding::Gzip).unwrap(), packed, "no time in it");
            let packed = pack(text.as_bytes(), Coding::Brotli).unwrap();
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
            assert_eq!(unpacked, text.as_bytes());
        }
    }
}
