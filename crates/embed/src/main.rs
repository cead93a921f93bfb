//! `cargo embed`: brings `embedded/` up to date and names the files it wrote or removed.

use std::{io::Write as _, path::Path};

fn main() -> anyhow::Result<()> {
    // Run by cargo, the tool finds the project from its own folder, whatever the current one is.
    let project = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let changed = embed::update(project)?;
    let mut out = std::io::stdout().lock();
    for path in changed {
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}
