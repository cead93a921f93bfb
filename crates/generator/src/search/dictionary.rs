//! The words and the lists of models that have them, in parts that a browser fetches one by one.
//!
//! Words stand in order. An entry is: the letters that it shares with the one before, the number of further ones,
//! these; the number of models; the length of the list; the list. A length of 0 says that the list is a file of its
//! own. Behind a word, `qw*` is everything that begins with `qw`, where these lists together are long: so a query
//! reads one list for each word, whatever begins with it.

use crate::search::{File, list};
use std::collections::BTreeMap;

/// The words of an index, each with its models in ascending order.
pub(super) type Words<'a> = BTreeMap<&'a str, Vec<u32>>;

/// Bytes of a list from which on it is a file of its own.
const OWN_FILE: usize = 1_000;

/// Bytes of lists from which on they are joined beforehand.
const JOINED: usize = 1_500;

/// Bytes of a part, about.
const PART: usize = 4_000;

/// Shortest beginning that can be looked for.
const SHORTEST: usize = 2;

struct Entry {
    key: String,
    count: usize,
    list: Vec<u8>,
}

/// The parts, and the lists that are files of their own; and the first word of each part.
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

/// No name of a file that a system reserves: `con`, `aux`.
fn list_name(key: &str) -> String {
    key.strip_suffix('*').map_or_else(|| format!("is-{key}"), |beginning| format!("begins-{beginning}"))
}

/// Whether the list did not go into the part.
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

/// The beginnings that several words have and whose lists are long together; of beginnings of the same words the
/// longest. `entries` are those of the words, in the same order.
fn joined(words: &Words<'_>, entries: &[Entry], all: usize) -> Vec<Entry> {
    let lists: Vec<(&str, &Vec<u32>)> = words.iter().map(|(word, models)| (*word, models)).collect();
    let mut joined = Vec::new();
    // Ranges of words that share so many letters.
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
            // All of a range share what its first and its last word do.
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
        // Whatever begins with `q` or `qw` has both words; `qwe` has one.
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
        // A thousand words that begin alike are one list, ten are not.
        assert!(names.contains(&"search/0/lists/begins-w1.bin".to_owned()), "{names:?}");
        assert!(!names.iter().any(|name| name.ends_with("begins-w100.bin")), "{names:?}");
    }
}
