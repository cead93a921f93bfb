//! `cargo embed`: updates `embedded/` and prints the files it wrote or removed.

use std::{io::Write as _, path::Path};

fn main() -> anyhow::Result<()> {
    // The project is located relative to this crate, so the current directory does not matter.
    let project = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let changed = embed::update(project)?;
    let mut out = std::io::stdout().lock();
    for path in changed {
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}
