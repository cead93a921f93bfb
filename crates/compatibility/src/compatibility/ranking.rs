//! Selects the rule that decides about an artifact and the best artifact for a worker.

use super::{Judgement, Verdict};
use crate::{
    artifact::{Artifact, Completeness},
    rule::{Case, Outcome, RULES, Scope},
};
use std::{
    cmp::{Ordering, Reverse},
    sync::LazyLock,
};

/// The rule that decides: the first of the rules that apply with the worst outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) outcome: Outcome,
    /// Index into [`RULES`].
    pub(super) rule: usize,
}

impl Decision {
    /// The worse of two.
    pub(super) fn worse(self, other: Self) -> Self {
        if (other.outcome, other.rule) < (self.outcome, self.rule) { other } else { self }
    }
}

/// The verdict rules by scope: their indexes into [`RULES`] and their outcomes.
static DECIDING: LazyLock<[Vec<(usize, Outcome)>; 3]> = LazyLock::new(|| {
    [Scope::Model, Scope::Artifact, Scope::Worker].map(|scope| {
        let of_scope = RULES.iter().enumerate().filter(|(_, rule)| rule.scope == scope);
        of_scope.filter_map(|(at, rule)| rule.outcome().map(|outcome| (at, outcome))).collect()
    })
});

/// Applies the verdict rules of one scope. `None` if none applies.
pub(super) fn decide(case: &Case<'_>, scope: Scope) -> Option<Decision> {
    let mut worst: Option<Decision> = None;
    for (at, outcome) in &DECIDING[scope as usize] {
        // A later rule of the table decides only if its outcome is worse.
        let can_decide = worst.is_none_or(|worst| *outcome < worst.outcome);
        if can_decide && (RULES[*at].check)(case).is_some() {
            worst = Some(Decision { outcome: *outcome, rule: *at });
        }
    }
    worst
}

/// The worse of the decisions of two scopes.
pub(super) fn worse(a: Option<Decision>, b: Option<Decision>) -> Option<Decision> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.worse(b)),
        (a, b) => a.or(b),
    }
}

/// How good an artifact, or a model without artifacts, is for a worker. Higher is better.
///
/// Ordered by judgement first. Artifacts that do not run are then ordered by the number of rules they passed. After
/// that complete sets rank above unclear and broken ones, then earlier positions in the model's list, which do not
/// depend on the order of the record.
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
        // Every artifact has an architecture that is listed, not listed or unknown, or a format that is not loaded, so
        // some rule always applies. If none did, the answer would be unknown.
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
