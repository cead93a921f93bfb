//! The page of one model: does it run on what I have, in which file, and why (not)?

use super::{Frame, PageMeta, Shown};
use askama::Template;
use compatibility::compatibility::Found;

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
    /// The model's own name.
    pub name: &'a str,
    /// That of its best worker.
    pub verdict: Shown,
    /// Which workers that goes for.
    pub verdict_note: String,
    /// One row a worker.
    pub workers: Vec<WorkerRow<'a>>,
    /// Why, by groups of workers that say the same.
    pub reasons: Vec<ReasonGroup<'a>>,
    /// What to know before.
    pub warnings: Vec<String>,
    /// What runs today, where this does not.
    pub instead: Vec<&'a str>,
    /// The sets of files.
    pub artifacts: Vec<ArtifactRow<'a>>,
    /// Heading of their table.
    pub files_caption: String,
    /// That not all sets are shown.
    pub hidden_files: Option<String>,
    /// How to run it.
    pub commands: Vec<RunCommand<'a>>,
    /// What is known, and what says so.
    pub facts: Vec<Fact>,
    /// The trained context against the workers' limits.
    pub context_note: String,
    /// The model on the Hub.
    pub hub: String,
    /// Its files on the Hub.
    pub hub_files: String,
    /// What it was made from.
    pub bases: Vec<BaseLink<'a>>,
    /// What was made from it.
    pub derived: Vec<&'a str>,
    /// Heading of those.
    pub derived_title: String,
    /// Models of the same family and nearly the same size.
    pub similar: Vec<&'a str>,
    /// Heading of those.
    pub similar_title: String,
}

/// What one worker makes of the model.
#[derive(Debug)]
pub struct WorkerRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: &'a str,
    /// Its verdict.
    pub verdict: Shown,
    /// The best set of files.
    pub best: String,
    /// The weights as it holds them.
    pub memory: String,
}

/// Reasons that go for several workers alike.
#[derive(Debug)]
pub struct ReasonGroup<'a> {
    /// The workers, and the set of files.
    pub who: String,
    /// The reasons.
    pub reasons: Vec<Found<'a>>,
}

/// One set of files.
#[derive(Debug)]
pub struct ArtifactRow<'a> {
    /// Quantization and format.
    pub label: String,
    /// Its first file on the Hub.
    pub link: Option<String>,
    /// That file's path.
    pub file: &'a str,
    /// Further files, and what is missing.
    pub note: String,
    /// Bytes of the files.
    pub size: String,
    /// Bits per weight.
    pub bits: String,
    /// The weights as workers hold them, once where all agree.
    pub memory: Vec<String>,
    /// What the workers make of it, once where all agree.
    pub verdicts: Vec<VerdictLine>,
}

/// What some workers make of a set of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictLine {
    /// The verdict.
    pub verdict: Shown,
    /// The confidence, and which workers, where they differ.
    pub who: String,
}

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

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub label: &'static str,
    /// For people; `unknown` where nothing says it.
    pub value: String,
    /// The field and what stands in it; empty where a fact is read off as it stands.
    pub evidence: String,
}

/// What a model was made from.
#[derive(Debug)]
pub struct BaseLink<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// It on the Hub.
    pub hub: String,
    /// How the model came from it.
    pub note: &'static str,
}
