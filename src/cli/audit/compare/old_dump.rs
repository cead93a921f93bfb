//! The dump of an earlier `audit --dump`.

use crate::cli::Failure;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{borrow::Cow, collections::BTreeMap, fs, path::Path};

/// The content of the file, read before anything else: `--dump` may write to the same file.
pub(in crate::cli::audit) struct Text(String);

impl Text {
    pub(in crate::cli::audit) fn read(file: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).map(Self);
        text.map_err(|error| unreadable(file, anyhow::Error::new(error)))
    }
}

/// Every line by the id of its model. Lines are parsed only where a model changed.
pub(super) struct OldDump<'a> {
    file: &'a Path,
    lines: BTreeMap<Cow<'a, str>, &'a str>,
}

#[derive(Deserialize)]
struct Id<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    /// Distinguishes a dump from a snapshot, which has ids as well.
    #[serde(rename = "kind")]
    _kind: serde::de::IgnoredAny,
}

impl<'a> OldDump<'a> {
    pub(super) fn new(file: &'a Path, text: &'a Text) -> Result<Self, Failure> {
        let mut lines = BTreeMap::new();
        for (line, number) in text.0.lines().zip(1_usize..) {
            let found: Id<'a> = serde_json::from_str(line)
                .map_err(|error| unreadable(file, anyhow::anyhow!("line {number} is no line of a dump: {error}")))?;
            lines.insert(found.id, line);
        }
        Ok(Self { file, lines })
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line of a model. Each line is returned only once.
    pub(super) fn take(&mut self, id: &str) -> Option<&'a str> {
        self.lines.remove(id)
    }

    pub(super) fn fields(&self, id: &str, line: &str) -> Result<Map<String, Value>, Failure> {
        let fields = serde_json::from_str(line);
        fields.map_err(|error| unreadable(self.file, anyhow::anyhow!("the line of `{id}`: {error}")))
    }

    /// The models whose lines were not taken, by id.
    pub(super) fn rest(&self) -> impl Iterator<Item = &str> {
        self.lines.keys().map(|id| &**id)
    }
}

fn unreadable(file: &Path, cause: anyhow::Error) -> Failure {
    let failure = Failure::new(cause.context(format!("cannot compare with `{}`", file.display())));
    failure.with_hint("write the file with `modelpress audit --dump FILE` before the upgrade")
}
