//! `audit --contradictions`: evidence that contradicts other evidence, with both sides.

use compatibility::{contradiction::Contradiction, evidence::Evidence, model_metadata::ModelMetadata};
use serde::Serialize;
use std::fmt::Write as _;

/// One entry of `--json`.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    #[serde(flatten)]
    contradiction: &'a Contradiction,
}

fn entries<'a>(models: impl Iterator<Item = &'a ModelMetadata>) -> impl Iterator<Item = Entry<'a>> {
    models.flat_map(|model| {
        let entry = |contradiction| Entry { id: model.id.as_str(), contradiction };
        model.contradictions.iter().map(entry)
    })
}

/// One line per contradiction: the model, the fact, the dropped evidence and the evidence against it.
pub(super) fn text<'a>(models: impl Iterator<Item = &'a ModelMetadata>) -> String {
    let mut text = String::new();
    for Entry { id, contradiction } in entries(models) {
        let Contradiction { about, dropped, against } = contradiction;
        let about = about.as_str();
        let _ = writeln!(text, "{id}  {about}  dropped [{}]  against [{}]", said(dropped), said(against));
    }
    text
}

/// The same as JSON.
pub(super) fn json<'a>(models: impl Iterator<Item = &'a ModelMetadata>) -> serde_json::Result<String> {
    let entries: Vec<Entry<'_>> = entries(models).collect();
    let mut text = serde_json::to_string_pretty(&entries)?;
    text.push('\n');
    Ok(text)
}

fn said(evidence: &Evidence) -> String {
    let of = evidence.model.as_ref().map(|model| format!("base model {model}, ")).unwrap_or_default();
    format!("{of}{}: {}", evidence.field, evidence.value)
}
