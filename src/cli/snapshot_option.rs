//! `--snapshot`, shared by several commands.

use super::{failure::Failure, terminal};
use generator::pipeline::{self, MalformedLines, Understood};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

#[derive(Debug, clap::Args)]
pub(super) struct SnapshotOption {
    /// Snapshot to read: files or folders of Hub records (.jsonl, .jsonl.zst, .jsonl.gz, a JSON array), or `-` for
    /// standard input [default: content/models/hub, else content/models/*.jsonl]
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) snapshot: Vec<PathBuf>,
}

impl SnapshotOption {
    /// Reads and understands the snapshot, and warns of skipped lines.
    pub(super) fn read(&self) -> Result<Understood, Failure> {
        let files = snapshot::locate(&self.snapshot, Path::new(""))?;
        let understood = pipeline::understand(&files)?;
        warn_of_malformed(&understood.malformed);
        Ok(understood)
    }
}

/// Warns of skipped lines.
pub(super) fn warn_of_malformed(malformed: &MalformedLines) {
    for (code, count) in &malformed.counts {
        let mut text = format!("warning: skipped {} ({code})\n", super::format::counted(*count, "line"));
        let mut shown = 0;
        for bad in malformed.of(code) {
            let _ = writeln!(text, "  {}:{}: {}", bad.input, bad.line, bad.reason);
            shown += 1;
        }
        if *count > shown {
            let _ = writeln!(text, "  … and {} more", count - shown);
        }
        terminal::to_stderr(&text);
    }
}
