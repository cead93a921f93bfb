//! `Shown`: a judgement in words, and the class of the style sheet that gives it its shape.

use crate::text::Text;
use compatibility::compatibility::{Confidence, Judgement, Verdict};
use site::verdict_class::VerdictClass;

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
            VerdictClass::Runs => text.verdict_runs(),
            VerdictClass::Expected => text.verdict_expected(),
            VerdictClass::Planned => text.verdict_planned(),
            VerdictClass::Unknown => text.verdict_unknown(),
            VerdictClass::No => text.verdict_no(),
        }
    }

    /// One word, for the head of a column.
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

    /// Behind a name.
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
    pub fn class(&self) -> VerdictClass {
        match (self.0.verdict, self.0.confidence) {
            (Verdict::Runs, Confidence::High) => VerdictClass::Runs,
            (Verdict::Runs, _) => VerdictClass::Expected,
            (Verdict::Planned, _) => VerdictClass::Planned,
            (Verdict::Unknown, _) => VerdictClass::Unknown,
            (Verdict::No, _) => VerdictClass::No,
        }
    }

    /// What it means, in one sentence.
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

    /// Its index in [`Shown::ALL`]: judgements that are shown alike have the same.
    #[must_use]
    pub fn index(&self) -> usize {
        self.class().index()
    }
}
