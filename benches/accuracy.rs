//! Measures how often the architecture is found when the record hides it.
//!
//! `cargo run --release -p modelpress-benches --bin accuracy -- PATH…`: for every record with a `config.model_type`,
//! its own `config` and `gguf` blocks are hidden (but not those of its base models), and the family found is compared
//! with that of the model type. Prints figures and a confusion table.

use compatibility::{
    architecture::{Role, class_name, family::Family, model_type},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
};
use snapshot::{Batch, Batches};
use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

/// The results for the records with a model type.
#[derive(Default)]
struct Score {
    records: usize,
    named: usize,
    right: usize,
    /// Stated family, found family, and models; only where they differ.
    confusion: BTreeMap<(&'static str, &'static str), Vec<String>>,
    /// Records whose class belongs to another family than their model type.
    contradicting: BTreeMap<(String, String), usize>,
    /// With nothing hidden: models assigned to one of the five families by a type that must not match.
    wrongly_matched: Vec<String>,
    by_evidence: BTreeMap<&'static str, (usize, usize)>,
}

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!(
                "error: {error}\n  hint: cargo run --release -p modelpress-benches --bin accuracy -- PATH…\n"
            ));
            ExitCode::FAILURE
        }
    }
}

fn run(paths: &[PathBuf]) -> Result<(), snapshot::Error> {
    let files = snapshot::locate(paths, std::path::Path::new(""))?;
    let batches: Vec<Batch> = Batches::new(&files).collect::<Result<_, _>>()?;
    let records = records(&batches);
    let models: Vec<ModelMetadata> =
        records.iter().filter_map(|record| ModelMetadata::from_huggingface(record).ok()).collect();
    let index = BaseIndex::new(&models);
    let mut score = Score::default();
    for (record, visible) in records.iter().zip(&models) {
        score.add(record, visible, &index);
    }
    score.print();
    Ok(())
}

/// The records; of several with one id, the longest.
fn records(batches: &[Batch]) -> Vec<HubModel<'_>> {
    let mut records: BTreeMap<String, (usize, HubModel<'_>)> = BTreeMap::new();
    for (_, json) in batches.iter().flat_map(Batch::records) {
        let Ok(record) = HubModel::from_json(json) else { continue };
        let Ok(id) = record.id() else { continue };
        let known = records.entry(id.to_string()).or_default();
        if json.len() > known.0 {
            *known = (json.len(), record);
        }
    }
    records.into_values().map(|(_, record)| record).collect()
}

impl Score {
    fn add(&mut self, record: &HubModel<'_>, visible: &ModelMetadata, index: &BaseIndex<'_>) {
        let Some(config) = &record.config else { return };
        let Some(stated_type) = config.model_type.as_deref() else { return };
        let stated = model_type::known(stated_type).map_or(Family::Unknown, |known| known.family);
        let seen = visible.architecture.family;
        if seen.is_advertised() && !stated.is_advertised() && stated != Family::Unknown {
            self.wrongly_matched.push(format!("{} ({stated_type} as {seen})", visible.id));
        }
        let class = config.architectures.first().map(|class| &**class);
        let by_class = class.and_then(class_name::known).map(|class| class.known.family);
        if by_class.is_some_and(|family| family != stated) {
            let key = (class.unwrap_or_default().to_owned(), stated_type.to_owned());
            *self.contradicting.entry(key).or_default() += 1;
            return;
        }
        self.records += 1;
        let hidden = HubModel { config: None, gguf: None, ..record.clone() };
        let Ok(mut model) = ModelMetadata::from_huggingface(&hidden) else { return };
        model.take_over(index.inherit(&model));
        let found = model.architecture.family;
        if found == Family::Unknown {
            return;
        }
        let field = model.architecture.evidence.as_ref().map_or("", |evidence| evidence.field.as_str());
        let source = if model.architecture.is_inherited() { "base-model" } else { field };
        let tally = self.by_evidence.entry(source).or_default();
        self.named += 1;
        tally.0 += 1;
        if found == stated {
            self.right += 1;
            tally.1 += 1;
        } else {
            let examples = self.confusion.entry((stated.as_str(), found.as_str())).or_default();
            examples.push(format!("{} ({stated_type})", model.id));
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    fn print(&self) {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        say(&format!(
            "records with a model type  {}\nnamed with it hidden       {} ({:.1} %)\nof these right             {} ({:.2} %)\n",
            self.records,
            self.named,
            percent(self.named, self.records),
            self.right,
            percent(self.right, self.named),
        ));
        say("\nby evidence (named, right)\n");
        for (evidence, (named, right)) in &self.by_evidence {
            say(&format!("  {evidence:<14} {named:>6} {right:>6}  {:.2} %\n", percent(*right, *named)));
        }
        say("\nconfusion (stated, found, count, examples)\n");
        for ((stated, found), examples) in &self.confusion {
            let shown = examples.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
            say(&format!("  {stated:<16} {found:<16} {:>4}  {shown}\n", examples.len()));
        }
        say("\nclass contradicts model type (not counted above)\n");
        for ((class, stated), count) in &self.contradicting {
            say(&format!("  {class:<36} {stated:<24} {count:>4}\n"));
        }
        let wrong = self.wrongly_matched.join("\n  ");
        say(&format!(
            "\nof the five families although the type must not match: {}\n  {wrong}\n",
            self.wrongly_matched.len()
        ));
        let wrappers = model_type::all().filter(|(_, known)| known.role == Role::Wrapper).count();
        say(&format!("(wrappers count as their family; {wrappers} types are wrappers)\n"));
    }
}

#[expect(clippy::print_stdout, reason = "a program whose output is its purpose")]
fn say(text: &str) {
    print!("{text}");
}
