//! URLs of license texts.

/// SPDX license identifiers that the Hub's list has in lower case; sorted that way.
///
/// Source: <https://spdx.org/licenses/>; the Hub's list is in its documentation of model cards. Names without a version
/// (`gpl`, `cc`) are missing because they mean several licenses.
const SPDX: &[&str] = &[
    "AFL-3.0",
    "AGPL-3.0",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-3-Clause-Clear",
    "BSL-1.0",
    "C-UDA-1.0",
    "CC-BY-2.0",
    "CC-BY-2.5",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-NC-2.0",
    "CC-BY-NC-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-ND-3.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-2.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "CDLA-Permissive-1.0",
    "CDLA-Permissive-2.0",
    "CDLA-Sharing-1.0",
    "ECL-2.0",
    "EPL-1.0",
    "EPL-2.0",
    "etalab-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0",
    "GPL-3.0",
    "ISC",
    "LGPL-2.1",
    "LGPL-3.0",
    "LPPL-1.3c",
    "MIT",
    "MPL-2.0",
    "MS-PL",
    "NCSA",
    "OFL-1.1",
    "OSL-3.0",
    "PostgreSQL",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

/// The parts of the SPDX URL of a license identifier, in any case.
#[must_use]
pub fn spdx_address(id: &str) -> Option<[&'static str; 3]> {
    fn lower(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().map(|byte| byte.to_ascii_lowercase())
    }
    let at = SPDX.binary_search_by(|known| lower(known).cmp(lower(id))).ok()?;
    Some(["https://spdx.org/licenses/", SPDX[at], ".html"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_license_is_found_in_any_case() {
        for id in SPDX {
            let address = Some(["https://spdx.org/licenses/", id, ".html"]);
            assert_eq!(spdx_address(&id.to_lowercase()), address);
            assert_eq!(spdx_address(id), address);
        }
        for id in ["", "other", "llama3.1", "gpl", "apache"] {
            assert_eq!(spdx_address(id), None, "{id}");
        }
    }
}
