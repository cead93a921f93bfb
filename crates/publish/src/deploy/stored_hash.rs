//! Reads the MD5 that Google and Azure return for a stored file from the HTTP response, because the `object_store`
//! crate drops it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use object_store::HeaderMap;

/// The MD5 of a stored object, attached as an extension to the response of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StoredHash(pub(super) [u8; 16]);

/// Reads `Content-MD5`, or `md5=` in `x-goog-hash`; both are Base64
/// (learn.microsoft.com/rest/api/storageservices/put-blob, cloud.google.com/storage/docs/xml-api/reference-headers).
pub(super) fn of_headers(headers: &HeaderMap) -> Option<[u8; 16]> {
    let texts = |name: &str| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let google = texts("x-goog-hash").flat_map(|text| text.split(','));
    let mut all = texts("content-md5").chain(google.filter_map(|part| part.trim().strip_prefix("md5=")));
    all.find_map(|text| STANDARD.decode(text.trim()).ok()?.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::HeaderValue;

    #[test]
    fn hashes_are_found_in_headers() {
        let empty = [0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04, 0xe9, 0x80, 0x09, 0x98, 0xec, 0xf8, 0x42, 0x7e];
        for (lines, expected) in [
            (&[("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")][..], Some(empty)),
            (&[("x-goog-hash", "crc32c=AAAAAA==,md5=1B2M2Y8AsgTpgAmY7PhCfg==")], Some(empty)),
            (&[("x-goog-hash", "crc32c=AAAAAA=="), ("x-goog-hash", "md5=1B2M2Y8AsgTpgAmY7PhCfg==")], Some(empty)),
            (&[("x-goog-hash", "crc32c=AAAAAA==")], None),
            (&[("content-md5", "AAAA")], None),
            (&[("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"")], None),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.append(*name, HeaderValue::from_static(value));
            }
            assert_eq!(of_headers(&headers), expected, "{lines:?}");
        }
    }
}
