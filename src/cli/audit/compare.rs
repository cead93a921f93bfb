//! `audit --compare`: what changed since an earlier `--dump`, field by field and class by class.
//!
//! Fields are compared by their JSON type and not by a list of names, so a field that a later version adds to the
//! dump is compared without a change here.

mod old_dump;
mod text;

use super::{Judged, dump};
use crate::cli::Failure;
use compatibility::worker_catalog::WorkerCatalog;
use old_dump::OldDump;
use serde::Serialize;
use serde_json::{Map, Value};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

pub(super) use old_dump::Text;
pub(super) use text::render;

/// Examples of each class; the most downloaded models come first.
const EXAMPLES: usize = 3;

/// The differences between two dumps; its fields are the keys of `--json`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Comparison {
    /// Models in the old dump.
    old: usize,
    /// Models of the snapshot.
    new: usize,
    /// Models in the old dump only.
    removed: Models,
    /// Models of the snapshot only.
    added: Models,
    /// Models in both, with at least one changed field.
    changed: usize,
    /// By the name of the field; `workers.ID.verdict` is the verdict of one worker.
    fields: BTreeMap<String, Field>,
    /// Fields that only one of the dumps has.
    not_compared: BTreeSet<String>,
}

#[derive(Debug, Default, Serialize)]
struct Models {
    models: usize,
    examples: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct Field {
    /// Models whose value differs.
    models: usize,
    /// The largest class first.
    classes: Vec<Class>,
    #[serde(skip)]
    by_change: BTreeMap<String, Class>,
}

/// Models in which a field changed in the same way.
#[derive(Debug, Default, Serialize)]
struct Class {
    change: String,
    models: usize,
    examples: Vec<Example>,
}

#[derive(Debug, Serialize)]
struct Example {
    id: String,
    old: Value,
    new: Value,
}

impl Comparison {
    /// Compares the models with the text of an earlier dump.
    pub(super) fn new(file: &Path, old: &Text, models: &[Judged], catalog: &WorkerCatalog) -> Result<Self, Failure> {
        let mut old = OldDump::new(file, old)?;
        let mut comparison = Self { old: old.len(), new: models.len(), ..Self::default() };
        let mut most_used: Vec<&Judged> = models.iter().collect();
        most_used.sort_by_key(|(model, _)| (Reverse(model.metadata.downloads), &model.metadata.id));
        for judged in most_used {
            let id = judged.0.metadata.id.as_str();
            let line = dump::line(judged, catalog).map_err(Failure::new)?;
            match old.take(id) {
                None => comparison.added.add(id),
                // Most models are the same; comparing their text saves parsing two objects each.
                Some(old) if old == line => {}
                Some(before) => {
                    let now = serde_json::from_str(&line).map_err(Failure::new)?;
                    comparison.compare(id, &old.fields(id, before)?, &now);
                }
            }
        }
        for id in old.rest() {
            comparison.removed.add(id);
        }
        comparison.fields.values_mut().for_each(Field::sort);
        Ok(comparison)
    }

    pub(super) fn json(&self) -> serde_json::Result<String> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    fn compare(&mut self, id: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
        let (mut old, mut new) = (flat(old), flat(new));
        // The old dump may spell the same values differently.
        let mut is_changed = false;
        for (name, now) in std::mem::take(&mut new) {
            let Some(before) = old.remove(&name) else {
                self.not_compared.insert(name);
                continue;
            };
            if before != now {
                is_changed = true;
                self.fields.entry(name).or_default().add(id, before, now);
            }
        }
        self.not_compared.extend(old.into_keys());
        self.changed += usize::from(is_changed);
    }
}

impl Models {
    fn add(&mut self, id: &str) {
        self.models += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(id.to_owned());
        }
    }
}

impl Field {
    fn add(&mut self, id: &str, old: &Value, new: &Value) {
        self.models += 1;
        let class = self.by_change.entry(change(old, new)).or_default();
        class.models += 1;
        if class.examples.len() < EXAMPLES {
            class.examples.push(Example { id: id.to_owned(), old: old.clone(), new: new.clone() });
        }
    }

    /// Whether the same changes happened to as many models.
    fn is_like(&self, other: &Self) -> bool {
        let counts =
            |field: &Self| field.classes.iter().map(|class| (class.change.clone(), class.models)).collect::<Vec<_>>();
        counts(self) == counts(other)
    }

    fn sort(&mut self) {
        let classes = std::mem::take(&mut self.by_change).into_iter();
        self.classes = classes.map(|(change, class)| Class { change, ..class }).collect();
        self.classes.sort_by_key(|class| Reverse(class.models));
    }
}

/// The values by their path: `workers.ID.verdict`.
fn flat(object: &Map<String, Value>) -> BTreeMap<String, &Value> {
    let mut values = BTreeMap::new();
    let mut waiting: Vec<(String, &Value)> = object.iter().map(|(name, value)| (name.clone(), value)).collect();
    while let Some((path, value)) = waiting.pop() {
        match value {
            Value::Object(inner) => waiting.extend(inner.iter().map(|(name, value)| (format!("{path}.{name}"), value))),
            _ => _ = values.insert(path, value),
        }
    }
    values
}

/// The class of a change. Numbers differ from model to model, so only their direction counts; of lists, only
/// what was removed and added.
fn change(old: &Value, new: &Value) -> String {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => match old.as_f64().partial_cmp(&new.as_f64()) {
            Some(Ordering::Less) => "larger".to_owned(),
            _ => "smaller".to_owned(),
        },
        (Value::Array(old), Value::Array(new)) => list_change(old, new),
        _ => format!("{} → {}", word(old), word(new)),
    }
}

fn list_change(old: &[Value], new: &[Value]) -> String {
    let removed = old.iter().filter(|item| !new.contains(item)).map(|item| format!("-{}", word(item)));
    let added = new.iter().filter(|item| !old.contains(item)).map(|item| format!("+{}", word(item)));
    let all: Vec<String> = removed.chain(added).collect();
    if all.is_empty() { "another order or count".to_owned() } else { all.join(" ") }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_of_the_same_sort_are_one_class() {
        for (old, new, class) in [
            (json!("planned"), json!("unknown"), "planned → unknown"),
            (json!(null), json!("llama"), "none → llama"),
            (json!(true), json!(false), "true → false"),
            (json!(7_000_000_000_u64), json!(8_030_261_248_u64), "larger"),
            (json!(8_030_261_248_u64), json!(7_000_000_000_u64), "smaller"),
            (json!(8_030_261_248_u64), json!(null), "a number → none"),
            (json!(["F16", "Q8_0"]), json!(["I2_S", "Q8_0"]), "-F16 +I2_S"),
            (json!([]), json!(["Q4_K_M"]), "+Q4_K_M"),
        ] {
            assert_eq!(change(&old, &new), class, "{old} {new}");
        }
    }
}
