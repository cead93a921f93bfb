//! Models missing from a full listing. A listing can skip models, so each one is requested individually before it is
//! dropped.

use super::{
    Fetch, Progress,
    detail::{Details, Model},
    error::Error,
    previous_snapshot::PreviousSnapshot,
    record::{Record, key},
    run::{Finding, Run, Step, SuspectStep},
    seen_models::SeenModels,
};
use http_client::bounded;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

/// The results for the missing models.
#[derive(Default)]
pub(super) struct Findings {
    /// The result for each requested model, by a hash of its id.
    pub(super) by_model: BTreeMap<u128, Finding>,
    /// Sorted by id.
    pub(super) steps: Vec<SuspectStep>,
    /// New records of models that still exist, under any id.
    pub(super) fresh: Vec<(Record, Vec<u8>)>,
}

/// Finds the models of the last snapshot that are missing from every listing and requests the most popular ones, as
/// many as the settings allow.
pub(super) fn confirm(
    fetch: &Fetch<'_>,
    old: &PreviousSnapshot<'_>,
    run: &mut Run,
    seen_models: &SeenModels,
) -> Result<Findings, Error> {
    let mut findings = Findings::default();
    for step in run.suspects().filter(|step| is_settled(&step.finding, seen_models)) {
        findings.note(step.clone());
    }
    let most = usize::try_from(fetch.inputs.config.confirm_limit).unwrap_or(usize::MAX);
    let most = most.saturating_sub(findings.steps.len());
    let suspects = find(old, seen_models, &findings, most)?;
    let query: String = super::expand_query(&fetch.query.expand);
    let details = Details::new(fetch.client, &fetch.endpoint, &query);
    let mut done = 0;
    let ask = |id: &String| details.ask(id);
    bounded(&suspects, fetch.client.politeness().connections, ask, |at, answer| {
        done += 1;
        (fetch.inputs.progress)(Progress::Suspect { done, of: suspects.len() });
        let finding = findings.take(&suspects[at], answer, fetch.query.min_downloads, old);
        let step = SuspectStep { id: suspects[at].clone(), finding };
        findings.note(step.clone());
        run.done(Step::Suspect(step))
    })?;
    findings.steps.sort_by(|a, b| a.id.cmp(&b.id));
    findings.fresh.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    Ok(findings)
}

/// Whether the result of an interrupted fetch can be reused. The records it fetched are lost, so a model that needs one
/// is requested again.
fn is_settled(finding: &Finding, seen_models: &SeenModels) -> bool {
    match finding {
        Finding::There => false,
        Finding::Renamed(to) => seen_models.is_kept(to),
        Finding::Gone(_) | Finding::Unwanted | Finding::Unknown => true,
    }
}

impl Findings {
    fn note(&mut self, step: SuspectStep) {
        self.by_model.insert(key(&step.id), step.finding.clone());
        self.steps.push(step);
    }

    fn take(&mut self, asked: &str, answer: Model, min_downloads: u64, old: &PreviousSnapshot<'_>) -> Finding {
        match answer {
            Model::Record(record, text) => {
                let is_out = old.rules_out(&record, &text);
                let finding = if record.id.as_str() != asked {
                    Finding::Renamed(record.id.as_str().to_owned())
                } else if record.downloads < min_downloads || is_out {
                    Finding::Unwanted
                } else {
                    Finding::There
                };
                if finding != Finding::Unwanted && !is_out {
                    self.fresh.push((*record, text));
                }
                finding
            }
            Model::Gone(status) => Finding::Gone(status),
            Model::Unclear => Finding::Unknown,
        }
    }
}

/// The `most` most popular missing models without a result, sorted by id.
fn find(
    old: &PreviousSnapshot<'_>,
    seen_models: &SeenModels,
    known: &Findings,
    most: usize,
) -> Result<Vec<String>, Error> {
    let mut suspects: BinaryHeap<Reverse<(u64, Reverse<String>)>> = BinaryHeap::new();
    old.for_each(|record, _| {
        let id = record.id.as_str();
        if most > 0 && !seen_models.is_kept(id) && !known.by_model.contains_key(&key(id)) {
            suspects.push(Reverse((record.downloads, Reverse(id.to_owned()))));
            if suspects.len() > most {
                suspects.pop();
            }
        }
        Ok(())
    })?;
    let mut ids: Vec<String> = suspects.into_iter().map(|Reverse((_, Reverse(id)))| id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
