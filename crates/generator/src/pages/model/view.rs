//! The page of one model: does it run on what I have, in which file, and why (not)?

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
    /// Head.
    pub meta: PageMeta,
    /// The whole id.
    pub id: &'a str,
    /// Who published it.
    pub owner: Option<&'a str>,
    /// Address of the list of all that they published, where there is one.
    pub owner_href: Option<&'a str>,
    /// The model's own name.
    pub name: &'a str,
    /// What it is, in figures.
    pub lede: String,
    /// That of its best worker.
    pub verdict: Shown,
    /// Which workers that goes for.
    pub verdict_note: String,
    /// One row a worker.
    pub workers: Vec<WorkerRow<'a>>,
    /// Ids of the workers that say the same of every model, group by group.
    pub groups: &'a [Vec<&'a str>],
    /// The place of each worker's group, in the order of the workers, with blanks between.
    pub groups_of_workers: &'a str,
    /// Why, one for each group.
    pub reasons: Vec<ReasonGroup>,
    /// What to know before.
    pub warnings: Vec<Sentence<String>>,
    /// The model with nearly the same files, or the same metadata under another name, that is used more.
    pub copy_of: Option<Neighbour<'a>>,
    /// What runs today, where this does not.
    pub instead: Vec<Neighbour<'a>>,
    /// The variants.
    pub artifacts: Vec<ArtifactRow<'a>>,
    /// Heading of their table.
    pub files_caption: String,
    /// That not all variants are shown.
    pub hidden_files: Option<String>,
    /// How to run it.
    pub commands: Vec<RunCommand<'a>>,
    /// What is known, and what says so.
    pub facts: Vec<Fact<'a>>,
    /// The trained context against the workers' limits.
    pub context_note: String,
    /// The model on the Hub.
    pub hub: String,
    /// Its files on the Hub.
    pub hub_files: String,
    /// What it was made from.
    pub bases: Vec<BaseLink<'a>>,
    /// What was made from it.
    pub derived: Vec<Neighbour<'a>>,
    /// Heading of those.
    pub derived_title: String,
    /// Models of the same family and nearly the same size.
    pub similar: Vec<Neighbour<'a>>,
    /// Heading of those.
    pub similar_title: String,
}

/// The verdict of one worker on the model.
#[derive(Debug)]
pub struct WorkerRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: &'a str,
    /// Its verdict.
    pub verdict: Shown,
    /// The best variant.
    pub best: Option<Label>,
    /// The weights as it holds them.
    pub memory: Memory,
}

/// Reasons that go for several workers alike.
#[derive(Debug)]
pub struct ReasonGroup {
    /// The variant that they are about.
    pub variant: Option<Label>,
    /// The workers, and the variant.
    pub who: String,
    /// The reasons.
    pub reasons: Vec<Reason>,
}

/// A reason.
#[derive(Debug)]
pub struct Reason {
    /// The rule's.
    pub code: &'static str,
    /// What it found.
    pub sentence: Sentence<String>,
}

/// One variant.
#[derive(Debug)]
pub struct ArtifactRow<'a> {
    /// Whether all parts are there.
    pub complete: Completeness,
    /// Quantization and format.
    pub label: Label,
    /// Its first file on the Hub.
    pub link: Option<FileLink<'a>>,
    /// That file's path.
    pub file: &'a str,
    /// Further files, and what is missing.
    pub note: Note<'a>,
    /// Bytes of the files.
    pub size: Size,
    /// Bits per weight.
    pub bits: Bits,
    /// The weights as workers hold them, once where all agree.
    pub memory: Vec<Memory>,
    /// The same in bytes for each group of workers, once where all agree, with blanks between: `~` in front of a
    /// computed one, `?` for an unknown one.
    pub loaded: String,
    /// What the workers make of it, once where all agree.
    pub verdicts: Vec<VerdictLine<'a>>,
}

/// What some workers make of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictLine<'a> {
    /// The verdict.
    pub verdict: Shown,
    /// How sure it is; empty where that says nothing.
    pub confidence: &'a str,
    /// Which workers, where they differ.
    pub who: String,
    /// Places of the groups of workers in [`ModelPage::groups`].
    pub groups: Vec<usize>,
}

impl VerdictLine<'_> {
    /// The places of its groups, where not all workers are of one mind.
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

/// The address of a file's page on the Hub.
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

/// What is to be said of a variant beside its first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note<'a> {
    /// Files beside the first.
    pub more: usize,
    /// What is missing, or may be.
    pub doubt: &'a str,
}

impl Note<'_> {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.more == 0 && self.doubt.is_empty()
    }

    /// It, in the words of that language.
    #[must_use]
    pub fn show(&self, text: &Text) -> String {
        let more = if self.more > 0 { text.count_more_files(self.more) } else { String::new() };
        [&*more, if more.is_empty() || self.doubt.is_empty() { "" } else { "; " }, self.doubt].concat()
    }
}

/// Text that writes itself, piece by piece, for templates and everybody else.
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
    /// The worker's id, for fragments.
    pub id: &'a str,
    /// The worker's name.
    pub worker: &'a str,
    /// Quoted for a shell.
    pub line: String,
}

/// Another model of the site.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'a> {
    /// Its id.
    pub id: &'a str,
    /// The address of its page.
    pub href: &'a str,
    /// It as lists show it: HTML.
    pub card: &'a str,
    /// Id and whole address: JSON.
    pub json: &'a RawValue,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<'a> {
    /// Which, for programs: `model_type`.
    pub key: &'static str,
    /// Which, for people.
    pub label: &'a str,
    /// For people; `unknown` where nothing says it.
    pub value: String,
    /// For programs.
    pub datum: Datum,
    /// The list of everything that has the fact in common; none where there is none.
    pub href: Option<&'a str>,
    /// The names in the value, where there are several, each with such a list.
    pub links: Vec<FactLink<'a>>,
    /// The field and what stands in it; empty where a fact is read off as it stands.
    pub evidence: Cow<'a, str>,
}

impl Fact<'_> {
    /// Whether the value is in the words of whoever wrote the model's card.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        matches!(self.key, "model_type" | "license" | "license_text" | "languages") && self.datum != Datum::Unknown
    }
}

/// What a fact is, without a word around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// A number, in the unit of the fact: tokens, parameters, downloads.
    Number(u64),
    /// A name, or a date.
    Text(Box<str>),
    /// Several names.
    List(Vec<Box<str>>),
    /// Nothing says it.
    Unknown,
}

/// A name, and the list of everything that has it in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactLink<'a> {
    /// The name.
    pub name: &'a str,
    /// Address of the list.
    pub href: &'a str,
}

/// What a model was made from.
#[derive(Debug)]
pub struct BaseLink<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page, where it has one.
    pub href: Option<&'a str>,
    /// It on the Hub.
    pub hub: String,
    /// How the model came from it.
    pub note: &'a str,
}
