//! The search index, read like the browser reads it: every model is found by each of its words and by its filters,
//! files of an index match, and a change of counters rewrites one file.

use crate::{
    build::records,
    site::{SiteTest, Tree, difference, has_ending, record, record_of_size},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Length of the index name at the start of every part.
const STAMP: usize = 8;

/// A built index.
struct Index {
    files: Tree,
    root: Value,
}

/// Reads numbers with seven bits per byte.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first().unwrap();
            self.0 = rest;
            number |= usize::from(byte & 127) << shift;
            shift += 7;
            if *byte < 128 {
                return number;
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }
}

impl Index {
    fn of(site: &SiteTest) -> Self {
        let mut files = site.tree("dist");
        files.retain(|name, _| name.starts_with("search/0/"));
        let root = serde_json::from_slice(&files["search/0/index.json"]).unwrap();
        Self { files, root }
    }

    fn models(&self) -> usize {
        usize::try_from(self.root["models"].as_u64().unwrap()).unwrap()
    }

    /// A part without its stamp, which must be that of the index.
    fn part(&self, name: &str) -> &[u8] {
        let (stamp, rest) = self.files[&format!("search/0/{name}")].split_at(STAMP);
        assert_eq!(stamp, self.root["stamp"].as_str().unwrap().as_bytes(), "{name}");
        rest
    }

    fn list(&self, count: usize, bytes: &[u8]) -> BTreeSet<usize> {
        let all = self.models();
        let list: BTreeSet<usize> = if count * 8 >= all {
            assert_eq!(bytes.len(), all.div_ceil(8));
            (0..all).filter(|model| bytes[model / 8] >> (model % 8) & 1 == 1).collect()
        } else {
            let (mut reader, mut next, mut list) = (Reader(bytes), 0, BTreeSet::new());
            while !reader.0.is_empty() {
                let model = next + reader.number();
                list.insert(model);
                next = model + 1;
            }
            list
        };
        assert_eq!(list.len(), count);
        list
    }

    fn list_file(&self, name: &str) -> BTreeSet<usize> {
        let mut reader = Reader(self.part(name));
        let count = reader.number();
        self.list(count, reader.0)
    }

    /// Every entry of every part, in order.
    fn entries(&self) -> BTreeMap<String, BTreeSet<usize>> {
        let mut entries = BTreeMap::new();
        let mut before = String::new();
        for (number, first) in self.root["words"].as_array().unwrap().iter().enumerate() {
            let mut reader = Reader(self.part(&format!("words/{number}.bin")));
            let mut key = String::new();
            while !reader.0.is_empty() {
                key.truncate(reader.number());
                let length = reader.number();
                key.push_str(std::str::from_utf8(reader.take(length)).unwrap());
                let is_first = entries.is_empty() || !entries.contains_key(first.as_str().unwrap());
                assert!(!is_first || key == first.as_str().unwrap());
                assert!(key > before, "{key} behind {before}");
                before.clone_from(&key);
                let (count, length) = (reader.number(), reader.number());
                let list = match (length, key.strip_suffix('*')) {
                    (0, Some(beginning)) => self.list_file(&format!("lists/begins-{beginning}.bin")),
                    (0, None) => self.list_file(&format!("lists/is-{key}.bin")),
                    _ => self.list(count, reader.take(length)),
                };
                assert_eq!(list.len(), count, "{key}");
                entries.insert(key.clone(), list);
            }
        }
        entries
    }

    /// Id, positions of verdicts, facts and address of every model.
    fn lines(&self) -> Vec<[String; 4]> {
        let block = usize::try_from(self.root["block"].as_u64().unwrap()).unwrap();
        let (before, behind) = (self.root["href"][0].as_str().unwrap(), self.root["href"][1].as_str().unwrap());
        let mut lines = Vec::new();
        for number in 0..self.models().div_ceil(block) {
            let text = std::str::from_utf8(self.part(&format!("models/{number}.txt"))).unwrap();
            let mut id = String::new();
            for line in text.lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                id.truncate(fields[0][..1].chars().next().unwrap().to_digit(36).unwrap() as usize);
                id.push_str(&fields[0][1..]);
                let usual = || format!("{before}{}{behind}", id.to_lowercase());
                let href = fields.get(3).map_or_else(usual, |href| (*href).to_owned());
                lines.push([id.clone(), fields[1].to_owned(), fields[2].to_owned(), href]);
            }
        }
        lines
    }
}

/// The words of an id, computed independently of the program.
fn words(id: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in id.to_lowercase().chars() {
        let word = words.last_mut().unwrap();
        let is_stem = word.len() > 2 && word.chars().all(|known| known.is_ascii_alphabetic());
        if !letter.is_ascii_alphanumeric() {
            words.push(String::new());
        } else if letter.is_ascii_digit() && is_stem {
            words.push(letter.to_string());
        } else {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words.into_iter().map(|word| word.chars().take(40).collect()).collect()
}

fn rows(site: &SiteTest) -> Vec<Value> {
    let table = std::fs::read(site.path("dist/data/models.jsonl.gz")).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&table[..]), &mut text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Checks an index against the table of models. Returns the entries.
fn check(site: &SiteTest) -> BTreeMap<String, BTreeSet<usize>> {
    let (index, rows) = (Index::of(site), rows(site));
    let (entries, lines) = (index.entries(), index.lines());
    assert_eq!(lines.len(), rows.len());
    for (model, (row, [id, _, facts, href])) in rows.iter().zip(&lines).enumerate() {
        assert_eq!(row["id"], json!(id));
        assert!(row["url"].as_str().unwrap().ends_with(href.as_str()), "{row} {href}");
        for word in words(id) {
            assert!(entries[&word].contains(&model), "{id} by {word}");
            for length in 2..word.len() {
                let beginning = &word[..length];
                let begins = |(key, _): &(&String, _)| key.starts_with(beginning);
                // The joined list, if there is one, is the first entry, or the second after the exact word.
                let found: Vec<(&String, &BTreeSet<usize>)> =
                    entries.range(beginning.to_owned()..).take_while(begins).collect();
                let joined = found.iter().take(2).find(|(key, _)| key.ends_with('*'));
                let union: BTreeSet<usize> = found.iter().flat_map(|(_, models)| models.iter().copied()).collect();
                assert!(joined.is_none_or(|(_, models)| **models == union), "{beginning}");
                assert!(union.contains(&model), "{id} by {beginning}");
            }
        }
        for format in row["formats"].as_array().unwrap() {
            let format = format.as_str().unwrap();
            assert!(index.list_file(&format!("filters/format/{format}.bin")).contains(&model), "{id} by {format}");
            assert!(facts.contains(format), "{id}: {facts}");
        }
    }
    entries
}

#[test]
fn every_model_of_the_starter_site_is_found() {
    let site = SiteTest::starter();
    site.build();
    let entries = check(&site);
    assert!(entries.len() > 150 && entries["llama"].len() > 20);
    // A word that is in no id: the quantization of a file.
    assert!(!entries["q4"].is_empty());
    let index = Index::of(&site);
    for filter in index.root["filters"].as_array().unwrap() {
        let values = filter[2].as_array().unwrap();
        assert!(!values.is_empty(), "{filter}");
        for value in values {
            let name = format!("filters/{}/{}.bin", filter[0].as_str().unwrap(), value[0].as_str().unwrap());
            assert_eq!(json!(index.list_file(&name).len()), value[2], "{name}");
        }
    }
    for worker in index.root["workers"].as_array().unwrap() {
        let verdicts = index.root["verdicts"].as_array().unwrap().iter();
        for (verdict, count) in verdicts.zip(worker[2].as_array().unwrap()).filter(|(_, count)| **count != json!(0)) {
            let name = format!("filters/worker/{}/{}.bin", worker[0].as_str().unwrap(), verdict[0].as_str().unwrap());
            assert_eq!(json!(index.list_file(&name).len()), *count, "{name}");
        }
    }
}

#[test]
fn every_model_of_a_large_site_is_found() {
    let site = SiteTest::new(&records(2_000));
    site.build();
    let entries = check(&site);
    assert!(entries.contains_key("qw*") || entries["qwen"].len() > 100);
    let index = Index::of(&site);
    // A browser downloads little per word: one part, and lists of at most one bit per model.
    for (name, bytes) in &index.files {
        assert!(bytes.len() < 6_000, "{name} has {} bytes", bytes.len());
        assert!(!name.contains("/filters/") || bytes.len() <= STAMP + 2 + 2_000 / 8, "{name}");
    }
}

#[test]
fn odd_ids_are_found_and_have_their_addresses() {
    let ids = [
        "gpt2",
        "A/Con",
        "a/con",
        "o/x.json",
        "o/--",
        "O.o/Llama3.1_8B",
        "o/1234567890123456789012345678901234567890abcdef",
    ];
    let site = SiteTest::new(&ids.map(record));
    for form in ["slash", "html", "bare"] {
        site.write("site.toml", format!("[output]\nurl-form = \"{form}\"\n"));
        site.build();
        check(&site);
    }
}

#[test]
fn counters_move_one_file_of_the_index() {
    let mut models: Vec<Value> = (0..60).map(|at| record(&format!("o/m{at}"))).collect();
    let site = SiteTest::new(&models);
    site.build();
    let before = Index::of(&site).files;
    for (record, downloads) in models.iter_mut().zip([100, 1_000, 10_000, 25_000, 3_000_000]) {
        record["downloads"] = json!(downloads);
    }
    site.records(&models);
    site.build();
    let index = Index::of(&site);
    assert_eq!(difference(&before, &index.files), ["search/0/use.bin"]);
    let used = index.part("use.bin");
    let bits = index.models().div_ceil(4);
    let step = |model: usize| used[model / 4] >> (model % 4 * 2) & 3;
    let of = |id: &str| index.lines().iter().position(|line| line[0] == id).unwrap();
    assert_eq!(["o/m0", "o/m1", "o/m2", "o/m3", "o/m4"].map(|id| step(of(id))), [1, 2, 3, 3, 3]);
    // Four bits each, in the order of the ids.
    assert_eq!(used[bits..], [0x10, 0x07]);
}

/// The files of one index match. Another set of models has another name.
#[test]
fn a_new_model_gives_the_index_another_stamp() {
    let mut models: Vec<Value> = (0..8).map(|at| record_of_size(&format!("o/m{at}"), 100 << at)).collect();
    let site = SiteTest::new(&models);
    site.build();
    let first = Index::of(&site);
    models[3]["cardData"]["license"] = json!("apache-2.0");
    models[3]["tags"][4] = json!("license:apache-2.0");
    site.records(&models);
    site.build();
    let second = Index::of(&site);
    assert_eq!(first.root["stamp"], second.root["stamp"]);
    let changed = difference(&first.files, &second.files);
    let expected = ["filters/license/apache-2.0.bin", "filters/license/mit.bin", "index.json"];
    assert_eq!(changed, expected.map(|name| format!("search/0/{name}")));
    models.push(record("o/m9"));
    site.records(&models);
    site.build();
    let third = Index::of(&site);
    assert_ne!(second.root["stamp"], third.root["stamp"]);
    check(&site);
}

#[test]
fn without_search_there_is_no_trace_of_it() {
    let site = SiteTest::starter();
    let settings = site.read("site.toml");
    site.write(
        "site.toml",
        settings.replace("search = true", "search = false").replace("machine = true", "machine = false"),
    );
    site.build();
    for (name, bytes) in site.tree("dist") {
        assert!(!name.starts_with("search/") && !has_ending(&name, "js"), "{name}");
        let is_page = has_ending(&name, "html");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!is_page || !text.contains("<script src") && !text.contains("data-index"), "{name}");
    }
}
