//! Checks the size of a page.

use crate::{
    finding::Found,
    read::{base::Target, files::FileId},
    rules::page::Page,
    table::Code,
};
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write as _};

/// Error and warning thresholds in bytes: uncompressed and with gzip.
const PLAIN: (usize, usize) = (100_000, 60_000);
const PACKED: (usize, usize) = (20_000, 14_000);

/// Maximum number of bytes in all scripts of a page, uncompressed.
const SCRIPTS: u64 = 15_000;

/// Maximum number of elements.
const ELEMENTS: u32 = 1_500;

/// Up to this number of bytes, a page may be mostly markup.
const SMALL: usize = 4_000;

pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    let bytes = page.html.len();
    // Assumes that gzip shrinks pages at least to a third: pages below three times the threshold are not compressed.
    let packed = if bytes > 3 * PACKED.1 { packed(page.html) } else { 0 };
    let size = |packed: usize| match packed {
        0 => format!("{bytes} bytes"),
        packed => format!("{bytes} bytes, {packed} packed"),
    };
    if bytes > PLAIN.0 || packed > PACKED.0 {
        found.add(Code::PageWeight, size(packed));
    } else if bytes > PLAIN.1 || packed > PACKED.1 {
        found.add(Code::PageHeavy, size(packed));
    }
    let scripts = scripts(page);
    if scripts > SCRIPTS {
        found.add(Code::ScriptWeight, format!("{scripts} bytes"));
    }
    if page.scan.elements > ELEMENTS {
        found.add(Code::ElementCount, format!("{} elements", page.scan.elements));
    }
    let share = page.scan.text.len() * 100 / bytes.max(1);
    if bytes > SMALL && share < 15 {
        found.add(Code::TextShare, format!("{share} % of {bytes} bytes"));
    }
}

/// Bytes in the site's own scripts that a page loads.
fn scripts(page: &Page<'_>) -> u64 {
    let resources = page.scan.resources.iter().filter(|(element, _)| element.name() == "script");
    let mut files: Vec<FileId> = resources
        .filter_map(|(_, address)| match page.site.resolve(address, page.from).0.target {
            Target::File(file) => Some(file),
            _ => None,
        })
        .collect();
    files.sort_unstable();
    files.dedup();
    files.into_iter().map(|file| page.site.files.length(file)).sum()
}

fn packed(html: &str) -> usize {
    struct Counter(usize);
    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut encoder = GzEncoder::new(Counter(0), Compression::default());
    let _ = encoder.write_all(html.as_bytes());
    encoder.finish().map_or(0, |counter| counter.0)
}
