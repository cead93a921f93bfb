//! Tests that `embedded/` matches the edited files.

use std::path::Path;

/// Rewrites outdated files, so that the next run passes.
#[test]
fn embedded_files_are_up_to_date() {
    let changed = embed::update(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))).unwrap();
    assert!(changed.is_empty(), "rewrote {changed:?} in `embedded/`, which was out of date: commit the new files");
}
