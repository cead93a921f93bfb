//! Decides which models of the last snapshot are excluded by new settings, based on their records alone. The others are
//! requested.

use super::record::{Gate, Record};
use serde::Deserialize;
use snapshot::index::Query;
use std::borrow::Cow;
use url::form_urlencoded;

/// How the new query is narrower than the previous one.
pub(super) struct Narrowing {
    /// Parameters of each listing; empty if every previous listing is still requested.
    walks: Vec<Vec<(String, String)>>,
    /// Minimum number of downloads, if it is higher than before.
    min_downloads: u64,
    /// Whether records include the task, so that a record without one belongs to a model without one.
    shows_task: bool,
}

/// The fields that listings filter by.
#[derive(Deserialize)]
struct Chosen<'a> {
    #[serde(borrow)]
    tags: Option<Vec<Cow<'a, str>>>,
    #[serde(borrow)]
    pipeline_tag: Option<Cow<'a, str>>,
    #[serde(borrow)]
    library_name: Option<Cow<'a, str>>,
}

impl Narrowing {
    /// The difference between two queries.
    pub(super) fn new(before: &Query, now: &Query) -> Self {
        let pairs = |walk: &String| form_urlencoded::parse(walk.as_bytes()).into_owned().collect();
        // The models of a listing stay as long as that listing is requested.
        let is_walked_still = before.walks.iter().all(|walk| now.walks.contains(walk));
        Self {
            walks: if is_walked_still { Vec::new() } else { now.walks.iter().map(pairs).collect() },
            min_downloads: if now.min_downloads > before.min_downloads { now.min_downloads } else { 0 },
            shows_task: before.expand.iter().any(|field| field == "pipeline_tag"),
        }
    }

    /// Whether a record shows that its model is no longer requested. `line` is the text of the record.
    pub(super) fn rules_out(&self, record: &Record, line: &[u8]) -> bool {
        if record.downloads < self.min_downloads {
            return true;
        }
        if self.walks.is_empty() {
            return false;
        }
        let Ok(chosen) = serde_json::from_slice::<Chosen<'_>>(line) else { return false };
        self.walks.iter().all(|walk| walk.iter().any(|(key, value)| self.contradicts(record, &chosen, key, value)))
    }

    /// Whether a listing with this parameter cannot contain the record. Records do not include apps, inference
    /// providers and parameter ranges.
    fn contradicts(&self, record: &Record, chosen: &Chosen<'_>, key: &str, value: &str) -> bool {
        let (id, is) = (record.id.as_str(), |text: &str| text.eq_ignore_ascii_case(value));
        match key {
            // Comma-separated tags; tasks and libraries also match by name.
            "filter" => chosen.tags.as_ref().is_some_and(|tags| {
                let names = [chosen.pipeline_tag.as_ref(), chosen.library_name.as_ref()];
                let has = |tag: &str| {
                    tags.iter().chain(names.into_iter().flatten()).any(|name| name.eq_ignore_ascii_case(tag))
                };
                !value.split(',').all(|tag| has(tag.trim()))
            }),
            "pipeline_tag" => chosen.pipeline_tag.as_ref().map_or(self.shows_task, |task| !is(task)),
            "author" => !id.split_once('/').is_some_and(|(owner, _)| is(owner)),
            // A substring of the id.
            "search" => !id.to_ascii_lowercase().contains(&value.to_ascii_lowercase()),
            "gated" => match record.gate {
                Gate::Unknown => false,
                Gate::Open => is("true"),
                Gate::Auto | Gate::Manual | Gate::Other => is("false"),
            },
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::record::read_line;

    fn query(walk: &str, min_downloads: u64) -> Query {
        let expand = ["pipeline_tag", "tags"].map(str::to_owned).into();
        Query { endpoint: "https://hub.example".to_owned(), walks: vec![walk.to_owned()], expand, min_downloads }
    }

    #[test]
    fn a_record_is_ruled_out_by_what_it_says_alone() {
        let line = br#"{"id":"Owner/Model","downloads":50,"gated":"auto","tags":["gguf","license:mit"],"pipeline_tag":"text-generation","library_name":"transformers"}"#;
        let bare = br#"{"id":"Owner/Model","downloads":50}"#;
        let is_out = |line: &[u8], walk: &str, min_downloads: u64| {
            let narrowing = Narrowing::new(&query("filter=other", 10), &query(walk, min_downloads));
            narrowing.rules_out(&read_line(line).unwrap(), line)
        };
        for (walk, of_line, of_bare) in [
            ("filter=gguf", false, false),
            ("filter=safetensors", true, false),
            ("filter=gguf&filter=safetensors", true, false),
            ("filter=GGUF,license:mit,transformers,text-generation", false, false),
            ("pipeline_tag=text-generation", false, true),
            ("pipeline_tag=text-to-image", true, true),
            ("author=owner", false, false),
            ("author=own", true, true),
            ("search=er/mod", false, false),
            ("search=llama", true, true),
            ("gated=true", false, false),
            ("gated=false", true, false),
            ("apps=ollama&num_parameters=min%3A6B", false, false),
        ] {
            assert_eq!((is_out(line, walk, 10), is_out(bare, walk, 10)), (of_line, of_bare), "{walk}");
        }
        assert!(is_out(line, "filter=gguf", 51) && !is_out(line, "filter=gguf", 50));
        // Matching one of two listings is enough, and a previous listing excludes nothing.
        let mut both = query("filter=safetensors", 10);
        both.walks.push("filter=gguf".to_owned());
        let record = read_line(line).unwrap();
        assert!(!Narrowing::new(&query("filter=other", 10), &both).rules_out(&record, line));
        assert!(!Narrowing::new(&query("filter=safetensors", 60), &both).rules_out(&record, line));
    }
}
