//! `SitemapEntry`: one page of a sitemap, with the metadata of its model.

use crate::config::SitemapMetadata;
use compatibility::{
    compatibility::{Confidence, Verdict},
    model_format::FormatSet,
    quantization::Quantization,
};
use jiff::Timestamp;
use site::escape::xml::Sink;
use std::fmt::{self, Write as _};

/// An indexable page that is its own canonical URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry<'a> {
    /// Which kind of file it goes to: `models`, `workers`, `pages`, …
    pub kind: &'a str,
    /// The URL, absolute and percent-encoded.
    pub loc: &'a str,
    /// When the page's facts last changed, in seconds since 1970. `None` if unknown.
    pub lastmod: Option<i64>,
    /// Hash of the page key, which alone decides which file of its kind the entry goes to. See [`super::key_hash`].
    pub key_hash: u64,
    /// Only for pages of models.
    pub model: Option<ModelFacts<'a>>,
}

/// The metadata of a model. Unknown values are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelFacts<'a> {
    /// The id as the Hub writes it.
    pub id: &'a str,
    /// `llama`, …
    pub family: Option<&'a str>,
    /// Number of parameters.
    pub parameters: Option<u64>,
    /// The field it comes from.
    pub parameters_evidence: Option<&'a str>,
    /// Trained context length in tokens.
    pub context: Option<u64>,
    /// As on the page.
    pub license: Option<&'a str>,
    /// Its compatibility with each worker.
    pub workers: Vec<WorkerFacts<'a>>,
}

/// The compatibility of a model with one worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerFacts<'a> {
    /// The worker's id.
    pub id: &'a str,
    /// Whether it runs the model.
    pub verdict: Verdict,
    /// The confidence of the verdict.
    pub confidence: Confidence,
    /// The formats in which it runs.
    pub formats: FormatSet,
    /// The quantization of the variant with the verdict.
    pub best_quantization: Option<Quantization>,
}

/// Formats a date in the form that every reader accepts. Nothing before 1970.
pub(super) fn push_lastmod(lastmod: Option<i64>, to: &mut impl Sink) {
    let at = lastmod.filter(|second| *second >= 0).and_then(|second| Timestamp::from_second(second).ok());
    if let Some(at) = at {
        to.raw("<lastmod>");
        // Whole seconds are printed as `YYYY-MM-DDThh:mm:ssZ`.
        let _ = write!(Formatted(to), "{at}");
        to.raw("</lastmod>");
    }
}

impl SitemapEntry<'_> {
    /// Appends the `url` element on its own line.
    pub(super) fn push(&self, metadata: SitemapMetadata, to: &mut impl Sink) {
        to.raw("<url><loc>");
        to.text(self.loc);
        to.raw("</loc>");
        push_lastmod(self.lastmod, to);
        match (metadata, &self.model) {
            (SitemapMetadata::Compatibility, Some(model)) => model.push(to),
            (SitemapMetadata::Pagemap, Some(model)) => model.push_page_map(to),
            (SitemapMetadata::None, _) | (_, None) => {}
        }
        to.raw("</url>\n");
    }
}

impl ModelFacts<'_> {
    fn push(&self, to: &mut impl Sink) {
        to.raw("<c:model");
        push_attributes(self.facts(), to);
        if self.workers.is_empty() {
            to.raw("/>");
            return;
        }
        to.raw(">");
        for worker in &self.workers {
            to.raw("<c:worker");
            push_attributes(worker.facts(), to);
            to.raw("/>");
        }
        to.raw("</c:model>");
    }

    /// In exactly the form of Google's documentation, including the namespace.
    fn push_page_map(&self, to: &mut impl Sink) {
        to.raw("<PageMap xmlns=\"http://www.google.com/schemas/sitemap-pagemap/1.0\">");
        push_data_object("model", self.id, self.facts(), to);
        for worker in &self.workers {
            push_data_object("worker", worker.id, worker.facts(), to);
        }
        to.raw("</PageMap>");
    }

    /// The known facts.
    fn facts(&self) -> impl Iterator<Item = NamedFact<'_>> {
        known([
            ("id", Some(Fact::Text(self.id))),
            ("family", self.family.map(Fact::Text)),
            ("parameters", self.parameters.map(Fact::Number)),
            ("parameters-evidence", self.parameters_evidence.map(Fact::Text)),
            ("context", self.context.map(Fact::Number)),
            ("license", self.license.map(Fact::Text)),
        ])
    }
}

impl WorkerFacts<'_> {
    /// The known facts.
    fn facts(&self) -> impl Iterator<Item = NamedFact<'_>> {
        known([
            ("id", Some(Fact::Text(self.id))),
            ("verdict", Some(Fact::Text(self.verdict.as_str()))),
            ("confidence", Some(Fact::Text(self.confidence.as_str()))),
            ("formats", Some(Fact::Formats(self.formats))),
            ("best-quantization", self.best_quantization.map(Fact::Quantization)),
        ])
    }
}

type NamedFact<'a> = (&'static str, Fact<'a>);

/// Skips absent and empty facts.
fn known<'a, const N: usize>(facts: [(&'static str, Option<Fact<'a>>); N]) -> impl Iterator<Item = NamedFact<'a>> {
    facts.into_iter().filter_map(|(name, fact)| match fact? {
        Fact::Text("") | Fact::Formats(FormatSet::EMPTY) => None,
        fact => Some((name, fact)),
    })
}

fn push_attributes<'a>(facts: impl Iterator<Item = NamedFact<'a>>, to: &mut impl Sink) {
    for (name, fact) in facts {
        to.raw(" ");
        to.raw(name);
        to.raw("=\"");
        fact.push(to);
        to.raw("\"");
    }
}

fn push_data_object<'a>(kind: &str, id: &str, facts: impl Iterator<Item = NamedFact<'a>>, to: &mut impl Sink) {
    to.raw("<DataObject");
    to.attribute("type", kind);
    to.attribute("id", id);
    to.raw(">");
    for (name, fact) in facts.filter(|(name, _)| *name != "id") {
        to.raw("<Attribute");
        to.attribute("name", name);
        to.raw(">");
        fact.push(to);
        to.raw("</Attribute>");
    }
    to.raw("</DataObject>");
}

/// A value that is not formatted yet.
#[derive(Clone, Copy)]
enum Fact<'a> {
    Text(&'a str),
    Number(u64),
    Formats(FormatSet),
    Quantization(Quantization),
}

impl Fact<'_> {
    fn push(self, to: &mut impl Sink) {
        match self {
            Self::Text(text) => to.text(text),
            Self::Number(number) => to.number(number),
            Self::Formats(formats) => {
                for (at, format) in formats.iter().enumerate() {
                    to.raw(if at == 0 { "" } else { " " });
                    to.text(format.as_str());
                }
            }
            Self::Quantization(quantization) => {
                let _ = write!(Formatted(to), "{quantization}");
            }
        }
    }
}

/// Escapes formatted text.
struct Formatted<'a, S>(&'a mut S);

impl<S: Sink> fmt::Write for Formatted<'_, S> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.text(text);
        Ok(())
    }
}
