//! The words of the index and the lists of models that have them, in parts that a browser fetches separately.
//!
//! Words are sorted. An entry consists of the number of letters shared with the previous word, the number of further
//! letters, those letters, the number of models, the length of the list, and the list. A length of 0 means that the
//! list is a separate file. After a word, `qw*` stands for everything that begins with `qw`, if those lists are long
//! together. So a query reads one list per word, however many words begin with it.

use crate::search::{File, list};
use std::collections::BTreeMap;

/// The words of an index with their models, ascending.
pub(super) type Words<'a> = BTreeMap<&'a str, Vec<u32>>;

/// Lists of at least this many bytes are separate files.
const OWN_FILE: usize = 1_000;

/// Lists of at least this many bytes together are joined in advance.
const JOINED: usize = 1_500;

/// Approximate size of a part in bytes.
const PART: usize = 4_000;

/// Length of the shortest prefix that can be searched.
const SHORTEST: usize = 2;

struct Entry {
    key: String,
    count: usize,
    list: Vec<u8>,
}

/// The parts, the lists that are separate files, and the first word of each part.
pub(super) fn files(words: &Words<'_>, all: usize, stamp: &str, folder: &str) -> (Vec<File>, Vec<String>) {
    let mut entries: Vec<Entry> = words
        .iter()
        .map(|(word, models)| Entry { key: (*word).to_owned(), count: models.len(), list: list::encoded(models, all) })
        .collect();
    let joined = joined(words, &entries, all);
    entries.extend(joined);
    entries.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    let mut files = Vec::new();
    let mut firsts = Vec::new();
    let mut part: Vec<u8> = Vec::new();
    let mut last = "";
    for entry in &entries {
        let is_first = part.is_empty() || part.len() > PART;
        if is_first {
            if !part.is_empty() {
                files.push(part_file(folder, firsts.len() - 1, std::mem::take(&mut part)));
            }
            firsts.push(entry.key.clone());
            part.extend(stamp.as_bytes());
            last = "";
        }
        if push_entry(entry, last, &mut part) {
            let name = format!("{folder}lists/{}.bin", list_name(&entry.key));
            let mut bytes = stamp.as_bytes().to_vec();
            list::push_number(entry.count, &mut bytes);
            bytes.extend(&entry.list);
            files.push(File { name, bytes });
        }
        last = &entry.key;
    }
    if !part.is_empty() {
        files.push(part_file(folder, firsts.len() - 1, part));
    }
    (files, firsts)
}

fn part_file(folder: &str, number: usize, bytes: Vec<u8>) -> File {
    File { name: format!("{folder}words/{number}.bin"), bytes }
}

/// Avoids file names that a system reserves, such as `con` and `aux`.
fn list_name(key: &str) -> String {
    key.strip_suffix('*').map_or_else(|| format!("is-{key}"), |beginning| format!("begins-{beginning}"))
}

/// Appends an entry; returns whether its list needs a separate file.
fn push_entry(entry: &Entry, last: &str, part: &mut Vec<u8>) -> bool {
    let shared = entry.key.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    list::push_number(shared, part);
    list::push_number(entry.key.len() - shared, part);
    part.extend(&entry.key.as_bytes()[shared..]);
    list::push_number(entry.count, part);
    let is_own_file = entry.list.len() > OWN_FILE;
    list::push_number(if is_own_file { 0 } else { entry.list.len() }, part);
    if !is_own_file {
        part.extend(&entry.list);
    }
    is_own_file
}

/// The prefixes of several words whose lists are long together; of prefixes with the same words, the longest. `entries`
/// are those of the words, in the same order.
fn joined(words: &Words<'_>, entries: &[Entry], all: usize) -> Vec<Entry> {
    let lists: Vec<(&str, &Vec<u32>)> = words.iter().map(|(word, models)| (*word, models)).collect();
    let mut joined = Vec::new();
    // Ranges of words with a common prefix of this length.
    let mut open = vec![(0, entries.len(), SHORTEST)];
    while let Some((start, end, length)) = open.pop() {
        let mut at = start;
        while at < end {
            let first = &*entries[at].key;
            let Some(beginning) = first.get(..length) else {
                at += 1;
                continue;
            };
            let count = entries[at..end].iter().take_while(|entry| entry.key.starts_with(beginning)).count();
            let range = at..at + count;
            at += count;
            if count < 2 || entries[range.clone()].iter().map(|entry| entry.list.len()).sum::<usize>() <= JOINED {
                continue;
            }
            // All words of a range share the prefix that the first and the last word share.
            let last = &*entries[range.end - 1].key;
            let shared = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            let mut models: Vec<u32> =
                lists[range.clone()].iter().flat_map(|(_, models)| models.iter().copied()).collect();
            models.sort_unstable();
            models.dedup();
            let bytes = list::encoded(&models, all);
            joined.push(Entry { key: format!("{}*", &first[..shared]), count: models.len(), list: bytes });
            open.push((range.start, range.end, shared + 1));
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &Words<'_>) -> (Vec<String>, Vec<String>) {
        let (files, firsts) = files(words, 40_000, "12345678", "search/0/");
        assert!(files.iter().all(|file| file.bytes.starts_with(b"12345678") && file.bytes.len() < 6_000));
        (files.into_iter().map(|file| file.name).collect(), firsts)
    }

    #[test]
    fn long_lists_are_files_and_long_beginnings_are_joined() {
        let mut words = Words::new();
        words.insert("qwen", (0..20_000).collect());
        words.insert("qwq", (0..900).collect());
        words.insert("rare", vec![7]);
        words.insert("raring", vec![8]);
        let (names, firsts) = names(&words);
        // `q` and `qw` are prefixes of both words, `qwe` only of one.
        let expected = ["lists/begins-qw.bin", "lists/is-qwen.bin", "words/0.bin"];
        assert_eq!(names, expected.map(|name| format!("search/0/{name}")));
        assert_eq!(firsts, ["qw*"]);
    }

    #[test]
    fn many_words_fill_several_parts() {
        let texts: Vec<String> = (0..3_000).map(|number| format!("w{number:04}")).collect();
        let words: Words<'_> = texts.iter().zip(0..).map(|(text, model)| (&**text, vec![model])).collect();
        let (names, firsts) = names(&words);
        let parts = names.iter().filter(|name| name.contains("/words/")).count();
        assert!(parts > 3 && parts == firsts.len() && firsts.is_sorted(), "{parts} {firsts:?}");
        // A thousand words with one prefix are one list, ten are not.
        assert!(names.contains(&"search/0/lists/begins-w1.bin".to_owned()), "{names:?}");
        assert!(!names.iter().any(|name| name.ends_with("begins-w100.bin")), "{names:?}");
    }
}
