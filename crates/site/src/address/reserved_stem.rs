//! Names that no page or file may have, with any extension.

/// Returns the part of a lower-case segment before the first dot if it is a reserved name.
///
/// Windows reserves device names, with any extension. `index` is the file name of a folder's own page.
#[must_use]
pub fn reserved_stem(segment: &str) -> Option<&'static str> {
    const RESERVED: [&str; 25] = [
        "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "index", "lpt0",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
    ];
    let stem = segment.split_once('.').map_or(segment, |(stem, _)| stem);
    if !(3..=5).contains(&stem.len()) {
        return None;
    }
    RESERVED.binary_search(&stem).ok().map(|at| RESERVED[at])
}
