//! `--snapshot`, shared by the commands that read one.

use super::{failure::Failure, terminal};
use crate::{
    pipeline::{self, Malformed, Understood},
    snapshot,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

#[derive(Debug, clap::Args)]
pub(super) struct SnapshotOption {
    /// Files or folders of Hub records to read (.jsonl, .jsonl.zst, .jsonl.gz, a JSON array), or `-` for
    /// standard input [default: content/models/hub, else content/models/*.jsonl]
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) snapshot: Vec<PathBuf>,
}

impl SnapshotOption {
    /// Reads and understands the snapshot, and tells of the lines that had to be left out.
    pub(super) fn read(&self) -> Result<Understood, Failure> {
        let files = snapshot::locate(&self.snapshot, Path::new(""))?;
        let understood = pipeline::understand(&files)?;
        warn_of_malformed(&understood.malformed);
        Ok(understood)
    }
}

/// How many lines are shown of each kind of failure.
const SHOWN: usize = 10;

/// Tells of the lines that had to be left out.
pub(super) fn warn_of_malformed(malformed: &[Malformed]) {
    let mut by_code: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for bad in malformed {
        by_code.entry(bad.code).or_default().push(format!("  {}:{}: {}\n", bad.input, bad.line, bad.reason));
    }
    for (code, lines) in by_code {
        let mut text = format!("warning: {} left out ({code})\n", super::format::counted(lines.len(), "line"));
        text.extend(lines.iter().take(SHOWN).map(String::as_str));
        if lines.len() > SHOWN {
            text.extend([format!("  … and {} more\n", lines.len() - SHOWN)]);
        }
        terminal::to_stderr(&text);
    }
}
