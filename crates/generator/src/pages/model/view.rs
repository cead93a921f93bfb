//! The page of one model: does it run on my machine, in which file, and why (not)?

use crate::{
    display::{
        figures::{Bits, Figure as _, Memory, Size},
        format_name::format_name,
        layout::{Frame, PageMeta},
        sentence::Sentence,
        verdict::Shown,
    },
    text::Text,
};
use askama::Template;
use compatibility::{artifact::Completeness, model_format::ModelFormat, quantization::Quantization};
use serde::Serialize;
use serde_json::value::RawValue;
use site::address::url_path::encoded;
use std::{borrow::Cow, fmt};

/// The page of one model.
#[derive(Debug, Template)]
#[template(path = "model/page.html")]
pub struct ModelPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// The whole id.
    pub id: &'a str,
    /// Who published it.
    pub owner: Option<&'a str>,
    /// URL of the list of their models, if there is one.
    pub owner_href: Option<&'a str>,
    /// The model's name without the owner.
    pub name: &'a str,
    /// One sentence about the model, with figures.
    pub lede: String,
    /// The verdict of the best worker.
    pub verdict: Shown,
    /// The workers it applies to.
    pub verdict_note: String,
    /// One row per worker.
    pub workers: Vec<WorkerRow<'a>>,
    /// Ids of the workers that give every model the same verdict, group by group.
    pub groups: &'a [Vec<&'a str>],
    /// The index of each worker's group, in the order of the workers, separated by spaces.
    pub groups_of_workers: &'a str,
    /// The reasons, per group of workers.
    pub reasons: Vec<ReasonGroup>,
    /// What to know before running it.
    pub warnings: Vec<Sentence<String>>,
    /// A more popular model with almost the same files, or the same metadata under another name.
    pub copy_of: Option<Neighbour<'a>>,
    /// Alternatives that run if this model does not.
    pub instead: Vec<Neighbour<'a>>,
    /// The variants.
    pub artifacts: Vec<ArtifactRow<'a>>,
    /// Caption of their table.
    pub files_caption: String,
    /// The note that some variants are not shown.
    pub hidden_files: Option<String>,
    /// Commands to run it.
    pub commands: Vec<RunCommand<'a>>,
    /// The facts with their sources.
    pub facts: Vec<Fact<'a>>,
    /// The trained context length compared with the workers' limits.
    pub context_note: String,
    /// URL of the model on the Hub.
    pub hub: String,
    /// URL of its files on the Hub.
    pub hub_files: String,
    /// Its base models.
    pub bases: Vec<BaseLink<'a>>,
    /// Models derived from it.
    pub derived: Vec<Neighbour<'a>>,
    /// Their heading.
    pub derived_title: String,
    /// Models of the same family and similar size.
    pub similar: Vec<Neighbour<'a>>,
    /// Their heading.
    pub similar_title: String,
}

/// The verdict of one worker on the model.
#[derive(Debug)]
pub struct WorkerRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// URL of its page.
    pub href: &'a str,
    /// Its verdict.
    pub verdict: Shown,
    /// The best variant.
    pub best: Option<Label>,
    /// The weights in its memory.
    pub memory: Memory,
}

/// Reasons that apply to several workers.
#[derive(Debug)]
pub struct ReasonGroup {
    /// The variant they are about.
    pub variant: Option<Label>,
    /// The workers, and the variant.
    pub who: String,
    /// The reasons.
    pub reasons: Vec<Reason>,
}

/// A reason.
#[derive(Debug)]
pub struct Reason {
    /// The code of the rule.
    pub code: &'static str,
    /// Its sentence.
    pub sentence: Sentence<String>,
}

/// One variant.
#[derive(Debug)]
pub struct ArtifactRow<'a> {
    /// Whether all files are there.
    pub complete: Completeness,
    /// Quantization and format.
    pub label: Label,
    /// Link to its first file on the Hub.
    pub link: Option<FileLink<'a>>,
    /// Path of that file.
    pub file: &'a str,
    /// Further files, and what may be missing.
    pub note: Note<'a>,
    /// Size of the files.
    pub size: Size,
    /// Bits per weight.
    pub bits: Bits,
    /// The weights in the workers' memory; one value if all are the same.
    pub memory: Vec<Memory>,
    /// The same in bytes for each group of workers, one value if all are the same, separated by spaces. `~` precedes an
    /// estimate, `?` means unknown.
    pub loaded: String,
    /// The workers' verdicts; one if all are the same.
    pub verdicts: Vec<VerdictLine<'a>>,
}

/// A verdict of some workers on a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictLine<'a> {
    /// The verdict.
    pub verdict: Shown,
    /// Its confidence; empty if that adds nothing.
    pub confidence: &'a str,
    /// The workers, if they differ.
    pub who: String,
    /// Indexes of their groups in [`ModelPage::groups`].
    pub groups: Vec<usize>,
}

impl VerdictLine<'_> {
    /// The indexes of its groups, if not all workers agree.
    #[must_use]
    pub fn some_groups(&self) -> Option<String> {
        let places = || self.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        (!self.who.is_empty()).then(places)
    }
}

/// `Q4_K_M GGUF`, `BF16 safetensors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The label of the quantization.
    pub quantization: Option<Quantization>,
    /// The format.
    pub format: ModelFormat,
}

impl Label {
    fn put(self, to: &mut dyn fmt::Write) -> fmt::Result {
        match self.quantization {
            Some(Quantization::FileType { file_type, is_dynamic }) => {
                to.write_str(if is_dynamic { "UD-" } else { "" })?;
                to.write_str(file_type.label)?;
                to.write_str(" ")?;
            }
            Some(bits) => write!(to, "{bits} ")?,
            None => {}
        }
        to.write_str(format_name(self.format))
    }
}

/// The URL of a file's page on the Hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLink<'a> {
    /// The model's id.
    pub id: &'a str,
    /// The file's path.
    pub file: &'a str,
}

impl FileLink<'_> {
    fn put(self, to: &mut dyn fmt::Write) -> fmt::Result {
        to.write_str("https://huggingface.co/")?;
        to.write_str(self.id)?;
        to.write_str("/blob/main/")?;
        encoded(self.file).try_for_each(|part| to.write_str(part))
    }
}

/// Notes about a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note<'a> {
    /// Number of files after the first.
    pub more: usize,
    /// What is or may be missing.
    pub doubt: &'a str,
}

impl Note<'_> {
    /// Whether there is no note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.more == 0 && self.doubt.is_empty()
    }

    /// The note in the language of `text`.
    #[must_use]
    pub fn show(&self, text: &Text) -> String {
        let more = if self.more > 0 { text.count_more_files(self.more) } else { String::new() };
        [&*more, if more.is_empty() || self.doubt.is_empty() { "" } else { "; " }, self.doubt].concat()
    }
}

/// Implements `Display` and escaping for text that is written piece by piece.
macro_rules! written_piece_by_piece {
    ($($text:ty),+ $(,)?) => {$(
        impl fmt::Display for $text {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.put(f)
            }
        }

        impl askama::FastWritable for $text {
            fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
                Ok(self.put(to)?)
            }
        }
    )+};
}

written_piece_by_piece!(Label, FileLink<'_>);

/// A command line.
#[derive(Debug)]
pub struct RunCommand<'a> {
    /// The worker's id, for URL fragments.
    pub id: &'a str,
    /// The worker's name.
    pub worker: &'a str,
    /// The command, quoted for a shell.
    pub line: String,
}

/// Another model of the site.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'a> {
    /// Its id.
    pub id: &'a str,
    /// URL of its page.
    pub href: &'a str,
    /// Its card in lists, as HTML.
    pub card: &'a str,
    /// Its id and absolute URL, as JSON.
    pub json: &'a RawValue,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<'a> {
    /// Its name for programs: `model_type`.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'a str,
    /// The value for people; `unknown` if no source states it.
    pub value: String,
    /// The value for programs.
    pub datum: Datum,
    /// URL of the topic with this fact, if there is one.
    pub href: Option<&'a str>,
    /// The names in the value, if there are several, each with its topic.
    pub links: Vec<FactLink<'a>>,
    /// The field and its value; empty if the fact is the field's value itself.
    pub evidence: Cow<'a, str>,
}

impl Fact<'_> {
    /// Whether the value is quoted from the model card.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        matches!(self.key, "model_type" | "license" | "license_text" | "languages") && self.datum != Datum::Unknown
    }
}

/// The value of a fact without any words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// A number in the unit of the fact: tokens, parameters, downloads.
    Number(u64),
    /// A name, or a date.
    Text(Box<str>),
    /// Several names.
    List(Vec<Box<str>>),
    /// No source states it.
    Unknown,
}

/// A name and its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactLink<'a> {
    /// The name.
    pub name: &'a str,
    /// URL of the topic.
    pub href: &'a str,
}

/// A base model.
#[derive(Debug)]
pub struct BaseLink<'a> {
    /// Its id.
    pub id: &'a str,
    /// URL of its page, if it has one.
    pub href: Option<&'a str>,
    /// URL on the Hub.
    pub hub: String,
    /// How the model was derived from it.
    pub note: &'a str,
}
