//! Which rule decides about an artifact, and which artifact about a worker.

use super::{Judgement, Verdict};
use crate::{
    artifact::{Artifact, Completeness},
    rule::{Case, Outcome, RULES, Scope},
};
use std::{
    cmp::{Ordering, Reverse},
    sync::LazyLock,
};

/// The rule that decides: of those that found something the first with the worst outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) outcome: Outcome,
    /// Place in [`RULES`].
    pub(super) rule: usize,
}

impl Decision {
    /// The worse of two.
    pub(super) fn worse(self, other: Self) -> Self {
        if (other.outcome, other.rule) < (self.outcome, self.rule) { other } else { self }
    }
}

/// The rules that decide, by scope: their places in [`RULES`] and their outcomes.
static DECIDING: LazyLock<[Vec<(usize, Outcome)>; 3]> = LazyLock::new(|| {
    [Scope::Model, Scope::Artifact, Scope::Worker].map(|scope| {
        let of_scope = RULES.iter().enumerate().filter(|(_, rule)| rule.scope == scope);
        of_scope.filter_map(|(at, rule)| rule.outcome().map(|outcome| (at, outcome))).collect()
    })
});

/// Decides by the rules of one scope; none where they find nothing.
pub(super) fn decide(case: &Case<'_>, scope: Scope) -> Option<Decision> {
    let mut worst: Option<Decision> = None;
    for (at, outcome) in &DECIDING[scope as usize] {
        // Within the table a later rule decides only if it is worse.
        let can_decide = worst.is_none_or(|worst| *outcome < worst.outcome);
        if can_decide && (RULES[*at].check)(case).is_some() {
            worst = Some(Decision { outcome: *outcome, rule: *at });
        }
    }
    worst
}

/// The worse of what two scopes decide.
pub(super) fn worse(a: Option<Decision>, b: Option<Decision>) -> Option<Decision> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.worse(b)),
        (a, b) => a.or(b),
    }
}

/// How good an artifact is for a worker, or a model without any; a higher one is better.
///
/// Judgement first. Of artifacts that do not run, the one that came furthest through the rules; then whole
/// sets before doubtful and broken ones, then the place in the model's list, which does not depend on the
/// order of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank {
    pub(super) judgement: Judgement,
    pub(super) decision: Decision,
    completeness: Completeness,
    pub(super) place: usize,
}

impl Rank {
    pub(super) fn new(
        judgement: Judgement,
        decision: Option<Decision>,
        artifact: Option<&Artifact>,
        place: usize,
    ) -> Self {
        // Every artifact has an architecture that is listed, not listed or unknown, or a format that is not
        // loaded; if no rule said so, the answer would be unknown.
        let decision = decision.unwrap_or(Decision { outcome: Outcome::Unknown, rule: RULES.len() });
        let completeness = artifact.map_or(Completeness::Unknown, |artifact| artifact.complete);
        Self { judgement, decision, completeness, place }
    }

    fn key(&self) -> (Judgement, usize, Reverse<Completeness>, Reverse<usize>) {
        let is_out = matches!(self.judgement.verdict, Verdict::No | Verdict::Unknown);
        let came_to = if is_out { self.decision.rule } else { 0 };
        (self.judgement, came_to, Reverse(self.completeness), Reverse(self.place))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
