//! `embedded/` is what the tool makes of the edited files.

use std::path::Path;

/// Rewrites what is out of date, so that the next run passes.
#[test]
fn embedded_files_are_up_to_date() {
    let changed = embed::update(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))).unwrap();
    assert!(changed.is_empty(), "rewrote {changed:?} in `embedded/`, which was out of date: commit the new files");
}
