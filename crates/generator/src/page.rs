//! Pages: what each kind says. One struct a kind in `page/<kind>.rs`, one folder of templates for each.
//!
//! Pure: a page is a function of the plan; nothing here reads or writes files.

// In reading order.
pub mod escape;
pub mod model_address;
pub mod figures;
pub mod markdown;
pub mod size_class;
pub mod license;
pub mod sentence;
pub mod structured_data;
pub mod chart;
pub mod picture;
pub mod article;
pub mod data;
pub mod home;
pub mod listing;
pub mod topic;
pub mod methodology;
pub mod model;
pub mod model_json;
pub mod model_markdown;
pub mod not_found;
pub mod worker;

pub use site::address::{page_path, url_path};

use crate::text::Text;
use askama::Template;
use compatibility::{
    compatibility::{Confidence, Judgement, Verdict},
    model_format::ModelFormat,
};
use picture::Preview;
use std::sync::Arc;

/// What every page of one site in one language shares.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of its pages.
    pub text: Arc<Text>,
    /// Whether the site has other languages, too.
    pub is_translated: bool,
    /// Of the site.
    pub name: String,
    /// Scheme and host, to put before an address.
    pub origin: String,
    /// Address of the first page.
    pub home: String,
    /// Address of the list of models.
    pub models: String,
    /// Address of the list of workers.
    pub workers: String,
    /// Address of the page on methods.
    pub methodology: String,
    /// Address of the page about the data.
    pub data: String,
    /// Address of the Atom feed; empty where there is none.
    pub feed: String,
    /// The lists of topics, one for each kind that there is.
    pub topics: Vec<Link>,
    /// Links at the foot of every page.
    pub footer: Vec<Link>,
    /// Address of the style sheet.
    pub css: String,
    /// What searching takes; none where there is no search.
    pub search: Option<SearchLinks>,
    /// Address of the script that compares sets of files with the memory of a machine; none where there is none.
    pub machine: Option<String>,
    /// Address of the icon, as a drawing.
    pub icon: String,
    /// Address of the icon in three sizes, for programs that read no drawings.
    pub bitmap_icon: String,
    /// Address of the icon for home screens, 180 × 180.
    pub touch_icon: String,
}

impl Frame {
    /// The lists of topics that stand at the head of every page.
    #[must_use]
    pub fn main_topics(&self) -> &[Link] {
        &self.topics[..self.topics.len().min(2)]
    }
}

/// What the search box of a list needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchLinks {
    /// Address of its script.
    pub script: String,
    /// Address of the file that a search begins with.
    pub index: String,
}

/// What stands in a page's head, and above its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMeta {
    /// Unique among the pages that search engines may show.
    pub title: String,
    /// Likewise; 50 to 160 characters.
    pub description: String,
    /// The page's own whole address.
    pub canonical: String,
    /// Whether search engines may show it.
    pub is_indexable: bool,
    /// The way from the first page to this one; empty on the first page itself.
    pub crumbs: Vec<Crumb>,
    /// The JSON-LD; empty where there is none.
    pub json_ld: String,
    /// The same in other forms.
    pub alternates: Vec<AlternateLink>,
    /// The page in each of the site's languages, the main one first; empty where there is one language.
    pub translations: Vec<Translation>,
    /// The picture that stands for it, 1200 × 630.
    pub preview: Preview,
}

impl PageMeta {
    /// Tag and address for the `hreflang` of each language that the page is there in, and of visitors who want none
    /// of them; empty where there is nothing to choose from, and on pages that search engines are to leave out.
    #[must_use]
    pub fn hreflangs(&self) -> Vec<(&str, &str)> {
        let there = self.translations.iter().filter(|translation| translation.is_there && self.is_indexable);
        let mut links: Vec<(&str, &str)> = there.map(|there| (&*there.tag, &*there.href)).collect();
        match links.as_slice() {
            [] | [_] => Vec::new(),
            [(_, first), ..] => {
                links.push(("x-default", first));
                links
            }
        }
    }
}

/// A page in one of the site's languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Tag of the language.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    /// Address of the page; where it is not there in that language, of the first page.
    pub href: String,
    /// Whether it is there.
    pub is_there: bool,
    /// Whether it is the page itself.
    pub is_own: bool,
}

/// Something that says what the page says in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateLink {
    /// Its type, without parameters.
    pub mime: &'static str,
    /// Its address.
    pub href: String,
}

/// One step of the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Name.
    pub name: String,
    /// Address; none for the page itself.
    pub href: Option<String>,
    /// Whether the name is somebody else's: of a license, an author, a model type.
    pub is_quoted: bool,
}

/// A named link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its text.
    pub name: String,
    /// Address.
    pub href: String,
}

/// A judgement as pages show it: one word, one shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(pub Judgement);

impl Shown {
    /// Every combination that a page may list, best first.
    pub const ALL: [Self; 5] = [
        Self(Judgement { verdict: Verdict::Runs, confidence: Confidence::High }),
        Self(Judgement { verdict: Verdict::Runs, confidence: Confidence::Medium }),
        Self(Judgement { verdict: Verdict::Planned, confidence: Confidence::Low }),
        Self(Judgement { verdict: Verdict::Unknown, confidence: Confidence::None }),
        Self(Judgement { verdict: Verdict::No, confidence: Confidence::None }),
    ];

    /// The words.
    #[must_use]
    pub fn words<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            "v-runs" => text.verdict_runs(),
            "v-expected" => text.verdict_expected(),
            "v-planned" => text.verdict_planned(),
            "v-unknown" => text.verdict_unknown(),
            _ => text.verdict_no(),
        }
    }

    /// One word, for the head of a column.
    #[must_use]
    pub fn word<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            "v-runs" => text.verdict_word_runs(),
            "v-expected" => text.verdict_word_expected(),
            "v-planned" => text.verdict_word_planned(),
            "v-unknown" => text.verdict_word_unknown(),
            _ => text.verdict_word_no(),
        }
    }

    /// Behind a name.
    #[must_use]
    pub fn short<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            "v-runs" => text.verdict_short_runs(),
            "v-expected" => text.verdict_short_expected(),
            "v-planned" => text.verdict_short_planned(),
            "v-unknown" => text.verdict_short_unknown(),
            _ => text.verdict_short_no(),
        }
    }

    /// How sure it is.
    #[must_use]
    pub fn confidence<'t>(&self, text: &'t Text) -> &'t str {
        match self.0.confidence {
            Confidence::High => text.confidence_high(),
            Confidence::Medium => text.confidence_medium(),
            Confidence::Low => text.confidence_low(),
            Confidence::None => text.confidence_none(),
        }
    }

    /// Class of the style sheet, which gives it its shape.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match (self.0.verdict, self.0.confidence) {
            (Verdict::Runs, Confidence::High) => "v-runs",
            (Verdict::Runs, _) => "v-expected",
            (Verdict::Planned, _) => "v-planned",
            (Verdict::Unknown, _) => "v-unknown",
            (Verdict::No, _) => "v-no",
        }
    }

    /// What it means, in one sentence.
    #[must_use]
    pub fn meaning<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            "v-runs" => text.verdict_meaning_runs(),
            "v-expected" => text.verdict_meaning_expected(),
            "v-planned" => text.verdict_meaning_planned(),
            "v-unknown" => text.verdict_meaning_unknown(),
            _ => text.verdict_meaning_no(),
        }
    }

    /// Its place in [`Shown::ALL`]: judgements that are shown alike have the same.
    #[must_use]
    pub fn place(&self) -> usize {
        Self::ALL.iter().take_while(|other| other.class() != self.class()).count()
    }
}

/// A format as its makers write it.
#[must_use]
pub fn format_name(format: ModelFormat) -> &'static str {
    match format {
        ModelFormat::Gguf => "GGUF",
        ModelFormat::GgufParts => "GGUF in parts",
        ModelFormat::GgufBigEndian => "Big-endian GGUF",
        ModelFormat::Executorch => "ExecuTorch",
        ModelFormat::Rkllm => "RKLLM",
        ModelFormat::Ggml => "GGML",
        ModelFormat::Pytorch => "PyTorch",
        ModelFormat::Gptq => "GPTQ",
        ModelFormat::Awq => "AWQ",
        ModelFormat::Mlx => "MLX",
        ModelFormat::Onnx => "ONNX",
        ModelFormat::Openvino => "OpenVINO",
        ModelFormat::Tensorflow => "TensorFlow",
        ModelFormat::Nemo => "NeMo",
        other => other.as_str(),
    }
}

/// A model in a list: name, verdict, and what tells it from the others.
///
/// Every model stands in many lists, so this is rendered once for each and its text put into them.
#[derive(Debug, Template)]
#[template(path = "listing/card.html")]
pub struct Card<'a> {
    /// The model's id.
    pub id: &'a str,
    /// Address of its page.
    pub href: &'a str,
    /// What its best worker makes of it.
    pub verdict: Shown,
    /// Family, size, formats.
    pub facts: &'a str,
    /// The words.
    pub text: &'a Text,
}
