//! `Shown`: a judgement in words, with its class in the style sheet.

use crate::text::Text;
use compatibility::compatibility::{Confidence, Judgement, Verdict};
use site::verdict_class::VerdictClass;

/// A judgement as pages show it: a word and a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(pub Judgement);

impl Shown {
    /// All judgements that pages list, best first.
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
            VerdictClass::Runs => text.verdict_runs(),
            VerdictClass::Expected => text.verdict_expected(),
            VerdictClass::Planned => text.verdict_planned(),
            VerdictClass::Unknown => text.verdict_unknown(),
            VerdictClass::No => text.verdict_no(),
        }
    }

    /// One word, for a column heading.
    #[must_use]
    pub fn word<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            VerdictClass::Runs => text.verdict_word_runs(),
            VerdictClass::Expected => text.verdict_word_expected(),
            VerdictClass::Planned => text.verdict_word_planned(),
            VerdictClass::Unknown => text.verdict_word_unknown(),
            VerdictClass::No => text.verdict_word_no(),
        }
    }

    /// Short form after a name.
    #[must_use]
    pub fn short<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            VerdictClass::Runs => text.verdict_short_runs(),
            VerdictClass::Expected => text.verdict_short_expected(),
            VerdictClass::Planned => text.verdict_short_planned(),
            VerdictClass::Unknown => text.verdict_short_unknown(),
            VerdictClass::No => text.verdict_short_no(),
        }
    }

    /// Its confidence.
    #[must_use]
    pub fn confidence<'t>(&self, text: &'t Text) -> &'t str {
        match self.0.confidence {
            Confidence::High => text.confidence_high(),
            Confidence::Medium => text.confidence_medium(),
            Confidence::Low => text.confidence_low(),
            Confidence::None => text.confidence_none(),
        }
    }

    /// Its class in the style sheet, which determines the symbol.
    #[must_use]
    pub fn class(&self) -> VerdictClass {
        match (self.0.verdict, self.0.confidence) {
            (Verdict::Runs, Confidence::High) => VerdictClass::Runs,
            (Verdict::Runs, _) => VerdictClass::Expected,
            (Verdict::Planned, _) => VerdictClass::Planned,
            (Verdict::Unknown, _) => VerdictClass::Unknown,
            (Verdict::No, _) => VerdictClass::No,
        }
    }

    /// Its meaning in one sentence.
    #[must_use]
    pub fn meaning<'t>(&self, text: &'t Text) -> &'t str {
        match self.class() {
            VerdictClass::Runs => text.verdict_meaning_runs(),
            VerdictClass::Expected => text.verdict_meaning_expected(),
            VerdictClass::Planned => text.verdict_meaning_planned(),
            VerdictClass::Unknown => text.verdict_meaning_unknown(),
            VerdictClass::No => text.verdict_meaning_no(),
        }
    }

    /// Its index in [`Shown::ALL`]. Judgements that look the same have the same index.
    #[must_use]
    pub fn index(&self) -> usize {
        self.class().index()
    }
}
