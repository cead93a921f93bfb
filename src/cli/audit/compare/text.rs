//! The comparison as text.

use super::{Class, Comparison, Example, Models};
use locale::plural::Counted;
use serde_json::Value;
use std::{fmt::Write as _, path::Path};

/// Number of classes shown per field; `--json` has all.
const CLASSES: usize = 12;

/// Length at which the name of a class is cut off; lists of quantizations can be long.
const WIDTH: usize = 40;

pub(in crate::cli::audit) fn render(comparison: &Comparison, file: &Path, snapshot: &str) -> String {
    let mut text = format!("old       {} ({})\n", file.display(), Counted(comparison.old, "model"));
    let _ = writeln!(text, "snapshot  {snapshot} ({})\n", Counted(comparison.new, "model"));
    models(&mut text, "removed", &comparison.removed);
    models(&mut text, "added", &comparison.added);
    line(&mut text, "changed", comparison.changed, "");
    let mut repeated = Vec::new();
    for (name, field) in &comparison.fields {
        // Most workers agree, so `workers.ID.verdict` usually repeats what `verdict` says.
        let whole = name.rsplit_once('.').and_then(|(_, last)| comparison.fields.get(last));
        if whole.is_some_and(|whole| whole.is_like(field)) {
            repeated.push(name.as_str());
            continue;
        }
        text.push('\n');
        line(&mut text, name, field.models, "");
        for class in field.classes.iter().take(CLASSES) {
            line(&mut text, &format!("  {}", cut(&class.change)), class.models, &examples(class));
        }
        let more = field.classes.get(CLASSES..).unwrap_or_default();
        if !more.is_empty() {
            let count = more.iter().map(|class| class.models).sum();
            line(&mut text, &format!("  {} more", more.len()), count, "all with --json");
        }
    }
    if !repeated.is_empty() {
        let _ = writeln!(text, "\nthe same changes: {}", repeated.join(", "));
    }
    if !comparison.not_compared.is_empty() {
        let names: Vec<&str> = comparison.not_compared.iter().map(String::as_str).collect();
        let _ = writeln!(text, "\nnot compared, because only one of the two has it: {}", names.join(", "));
    }
    text
}

fn models(text: &mut String, name: &str, models: &Models) {
    line(text, name, models.models, &models.examples.join(", "));
}

/// A name, a count, and examples.
fn line(text: &mut String, name: &str, count: usize, note: &str) {
    text.push_str(format!("{name:<42}{count:>8}  {note}").trim_end());
    text.push('\n');
}

fn cut(change: &str) -> String {
    if change.chars().count() <= WIDTH {
        return change.to_owned();
    }
    let kept: String = change.chars().take(WIDTH - 1).collect();
    format!("{kept}…")
}

fn examples(class: &Class) -> String {
    let texts: Vec<String> = class.examples.iter().map(example).collect();
    texts.join(", ")
}

/// The id, with the values if the class does not name them.
fn example(example: &Example) -> String {
    match (&example.old, &example.new) {
        (Value::Number(old), Value::Number(new)) => format!("{} ({old} → {new})", example.id),
        (Value::Number(value), _) | (_, Value::Number(value)) => format!("{} ({value})", example.id),
        _ => example.id.clone(),
    }
}
