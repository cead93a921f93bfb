//! Assigns URLs to models.
//!
//! `/models/<owner>/<name>`, or `/models/<name>/` for the oldest ids, in lower case. If an id cannot have that path, it
//! gets `~` and hex digits of a hash: six, or more if two ids share the first six. Ids contain no `~`, so such a path
//! never collides with another.

use compatibility::model_id::ModelId;
use site::address::{
    page_path::{MAX_PATH_LENGTH, PagePath},
    reserved_stem::reserved_stem,
};

/// Longest model name in a URL.
const MAX_NAME_LENGTH: usize = 150;

/// Longest owner in a URL; owners on the Hub have at most 42 characters.
const MAX_OWNER_LENGTH: usize = 60;

/// Number of hex digits after `~`.
const SUFFIX_DIGITS: usize = 6;

/// The numbers of digits for ids whose shorter hashes collide, step by step.
const MORE_DIGITS: [usize; 3] = [12, 24, 48];

/// The parent of all model pages.
const ROOT: &str = "/models/";

/// Extensions of files next to pages. An owner with such a name would be a folder where a file is.
const FILE_ENDINGS: [&str; 7] = [".html", ".json", ".md", ".txt", ".xml", ".gz", ".br"];

/// The path of each model, in the given order. Each id occurs once.
///
/// `previous` is called once for each id, in the given order, and returns its path in the previous manifest. A model
/// keeps its path, so adding a model moves no other. Among ids that differ only in case, the smallest one gets the
/// plain path and the others the suffix.
pub fn assign_addresses<'a, 'p>(
    ids: impl IntoIterator<Item = &'a ModelId>,
    mut previous: impl FnMut(&ModelId) -> Option<&'p str>,
) -> Vec<PagePath> {
    let ids: Vec<&ModelId> = ids.into_iter().collect();
    let mut paths = Vec::with_capacity(ids.len());
    let mut claims = Vec::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        let held = previous(id).and_then(model_path);
        let is_held = held.is_some();
        let path = held.unwrap_or_else(|| wanted_path(id, 0));
        claims.push(Claim { path_hash: short_hash(path.as_str()), index, is_held });
        paths.push(path);
    }
    // Sorted by hash, because a million comparisons of long texts with the same beginning are slow.
    claims.sort_unstable_by_key(|claim| (claim.path_hash, claim.index));
    for rivals in claims.chunk_by_mut(|a, b| a.path_hash == b.path_hash).filter(|rivals| rivals.len() > 1) {
        settle(rivals, &ids, &mut paths);
    }
    let mut held = vec![false; ids.len()];
    for claim in &claims {
        held[claim.index] = claim.is_held;
    }
    for digits in MORE_DIGITS {
        for index in meeting(&ids, &held, &paths) {
            paths[index] = wanted_path(ids[index], digits);
        }
    }
    paths
}

/// The path of a model that no other model competes for.
#[must_use]
pub fn plain_path(id: &ModelId) -> PagePath {
    wanted_path(id, 0)
}

/// A model's claim to a path, or the path it already has.
struct Claim {
    path_hash: u64,
    index: usize,
    is_held: bool,
}

/// Gives each path to the model that already has it, or else to the smallest id. The others get the suffix.
fn settle(rivals: &mut [Claim], ids: &[&ModelId], paths: &mut [PagePath]) {
    rivals.sort_by(|a, b| {
        let key = |claim: &Claim| (!claim.is_held, ids[claim.index]);
        paths[a.index].cmp(&paths[b.index]).then_with(|| key(a).cmp(&key(b)))
    });
    let mut taken: Option<PagePath> = None;
    for claim in rivals {
        if taken.as_ref() == Some(&paths[claim.index]) {
            paths[claim.index] = wanted_path(ids[claim.index], SUFFIX_DIGITS);
        } else {
            taken = Some(paths[claim.index].clone());
        }
    }
}

/// The models that must take a longer suffix because their hashes collide. Plain paths are already settled.
fn meeting(ids: &[&ModelId], held: &[bool], paths: &[PagePath]) -> Vec<usize> {
    let is_suffixed = |index: &usize| memchr::memchr(b'~', paths[*index].as_str().as_bytes()).is_some();
    let mut suffixed: Vec<usize> = (0..paths.len()).filter(is_suffixed).collect();
    let key = |index: usize| (&paths[index], !held[index], ids[index]);
    suffixed.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
    suffixed.windows(2).filter(|pair| paths[pair[0]] == paths[pair[1]]).map(|pair| pair[1]).collect()
}

/// A path from the previous manifest, if it is valid for a model.
fn model_path(text: &str) -> Option<PagePath> {
    let path = PagePath::parse(text).ok()?;
    let below = path.as_str().strip_prefix(ROOT)?;
    let is_model = match below.split_once('/') {
        Some((_, "")) => true,
        Some((_, name)) => !name.contains('/'),
        None => false,
    };
    is_model.then_some(path)
}

/// The path that an id has on its own: with a suffix of this many digits if it cannot or must not have the plain path.
fn wanted_path(id: &ModelId, digits: usize) -> PagePath {
    let mut path = String::with_capacity(ROOT.len() + id.as_str().len() + SUFFIX_DIGITS + 2);
    path.push_str(ROOT);
    let Some(owner) = id.owner() else {
        let least = if is_file_name(id.name()) { SUFFIX_DIGITS } else { 0 };
        push_segment(id.name(), MAX_NAME_LENGTH, digits.max(least), id.as_str(), &mut path);
        path.push('/');
        return PagePath::trusted(path);
    };
    // Hashed by owner, so that all models of an owner stay in one folder.
    push_segment(owner, MAX_OWNER_LENGTH, if is_file_name(owner) { SUFFIX_DIGITS } else { 0 }, owner, &mut path);
    path.push('/');
    let limit = MAX_NAME_LENGTH.min(MAX_PATH_LENGTH - path.len());
    push_segment(id.name(), limit, digits, id.as_str(), &mut path);
    PagePath::trusted(path)
}

/// Appends one path segment in lower case, with a suffix of this many digits, or with a suffix only if the segment
/// needs one.
fn push_segment(text: &str, limit: usize, digits: usize, hashed: &str, path: &mut String) {
    let begin = path.len();
    path.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    let segment = &path[begin..];
    // The suffix comes after the rejected part, so that `con.x` does not remain `con` with another extension.
    let is_bad_stem = segment.starts_with('.') || reserved_stem(segment).is_some();
    if !(digits > 0 || is_bad_stem || segment.len() > limit || segment.ends_with('.')) {
        return;
    }
    let segment = path.split_off(begin);
    let hash = blake3::hash(hashed.as_bytes()).to_hex();
    let digits = &hash[..digits.max(SUFFIX_DIGITS)];
    let stem_length = if is_bad_stem { segment.find('.').unwrap_or(segment.len()) } else { segment.len() };
    let (stem, rest) = segment.split_at(stem_length);
    path.extend([&stem[..stem.len().min(limit - digits.len() - 1)], "~", digits]);
    let room = limit - (path.len() - begin);
    path.push_str(&rest[..rest.len().min(room)]);
    path.truncate(path.trim_end_matches('.').len());
}

/// Makes a path segment from any text: characters that a path cannot contain become `-`, and reserved names get the
/// suffix. `None` if nothing is left.
#[must_use]
pub fn segment(text: &str) -> Option<String> {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match u8::try_from(character).ok().filter(|byte| is_kept(*byte)) {
            Some(byte) => kept.push(char::from(byte)),
            None if kept.ends_with('-') => {}
            None => kept.push('-'),
        }
    }
    let kept = if kept == text { text } else { kept.trim_matches(['-', '.']) };
    if !kept.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut segment = String::with_capacity(kept.len());
    push_segment(kept, MAX_OWNER_LENGTH, if is_file_name(kept) { SUFFIX_DIGITS } else { 0 }, kept, &mut segment);
    Some(segment)
}

/// Whether a text ends like the files next to pages.
#[must_use]
pub fn is_file_name(text: &str) -> bool {
    let ends_so = |ending: &&str| {
        text.len() >= ending.len()
            && text.as_bytes()[text.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    };
    text.contains('.') && FILE_ENDINGS.iter().any(ends_so)
}

fn short_hash(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SiteConfig;
    use proptest::prelude::*;
    use site::address::{
        UrlStyle,
        page_path::MAX_ADDRESS_LENGTH,
        url_path::{Addresses, OutputPath, UrlPath},
    };
    use std::collections::{BTreeMap, BTreeSet};

    /// Whether two files cannot coexist on a case-insensitive file system: they are the same, or one is the folder of
    /// the other.
    fn meet(outputs: &[OutputPath]) -> bool {
        let paths: BTreeSet<String> = outputs.iter().map(|output| output.as_str().to_lowercase()).collect();
        let is_inside_a_file = |path: &String| path.match_indices('/').any(|(at, _)| paths.contains(&path[..at]));
        paths.len() < outputs.len() || paths.iter().any(is_inside_a_file)
    }

    fn id(text: &str) -> ModelId {
        text.parse().unwrap()
    }

    fn suffix(text: &str) -> String {
        format!("~{}", &blake3::hash(text.as_bytes()).to_hex()[..6])
    }

    fn assign(ids: &[&str], previous: &BTreeMap<String, String>) -> Vec<String> {
        let ids: Vec<ModelId> = ids.iter().map(|text| id(text)).collect();
        let paths = assign_addresses(&ids, |id| previous.get(id.as_str()).map(String::as_str));
        paths.iter().map(ToString::to_string).collect()
    }

    fn first(ids: &[&str]) -> Vec<String> {
        assign(ids, &BTreeMap::new())
    }

    #[test]
    fn a_model_stands_at_its_id_in_lower_case() {
        let ids = ["meta-llama/Llama-3.1-8B", "gpt2", "fdaus/models", "jairojg/true", "baddi/_", "x/y.gguf"];
        let paths = ["meta-llama/llama-3.1-8b", "gpt2/", "fdaus/models", "jairojg/true", "baddi/_", "x/y.gguf"];
        assert_eq!(first(&ids), paths.map(|path| format!("/models/{path}")));
    }

    #[test]
    fn of_ids_equal_but_for_case_the_smaller_gets_the_plain_path() {
        for ids in [["o/Model", "o/model"], ["o/model", "o/Model"]] {
            let mut paths = first(&ids);
            paths.sort();
            assert_eq!(paths, ["/models/o/model".to_owned(), format!("/models/o/model{}", suffix("o/model"))]);
        }
    }

    #[test]
    fn who_holds_an_address_keeps_it() {
        let previous = BTreeMap::from([("o/model".to_owned(), "/models/o/model".to_owned())]);
        let paths = assign(&["o/Model", "o/model"], &previous);
        assert_eq!(paths, [format!("/models/o/model{}", suffix("o/Model")), "/models/o/model".to_owned()]);
    }

    /// Found by trial: the first six digits of their hashes are the same.
    #[test]
    fn ids_with_one_hash_part_all_the_same() {
        let ids = ["o/SOME-MODEL-NAME-GGUF", "o/SOme-MoDEl-NamE-GgUf", "o/somE-ModEL-name-gguf"];
        assert_eq!(suffix(ids[1]), suffix(ids[2]));
        let paths = first(&ids);
        let plain = "/models/o/some-model-name-gguf";
        let longer = format!("{plain}~{}", &blake3::hash(ids[2].as_bytes()).to_hex()[..12]);
        assert_eq!(paths, [plain.to_owned(), format!("{plain}{}", suffix(ids[1])), longer.clone()]);
        let previous = BTreeMap::from([(ids[2].to_owned(), format!("{plain}{}", suffix(ids[2])))]);
        let paths = assign(&ids, &previous);
        assert_eq!(paths[2], previous[ids[2]], "who holds it keeps it");
        assert_ne!(paths[1], paths[2]);
    }

    #[test]
    fn a_manifest_that_nobody_wrote_leads_nowhere_else() {
        for path in ["/", "/models/", "/models/a/b/c", "/workers/x", "/models/../x", "/models/a/b/", "nonsense"] {
            let previous = BTreeMap::from([("o/m".to_owned(), path.to_owned())]);
            assert_eq!(assign(&["o/m"], &previous), ["/models/o/m"], "{path}");
        }
        let previous = BTreeMap::from(["o/a", "o/b"].map(|id| (id.to_owned(), "/models/o/a".to_owned())));
        let paths = assign(&["o/a", "o/b"], &previous);
        assert_eq!(paths, ["/models/o/a".to_owned(), format!("/models/o/b{}", suffix("o/b"))]);
    }

    #[test]
    fn names_that_no_system_takes_get_the_suffix() {
        for (text, path) in [
            ("o/con", format!("o/con{}", suffix("o/con"))),
            ("o/NUL.q4", format!("o/nul{}.q4", suffix("o/NUL.q4"))),
            ("o/.hidden", format!("o/{}.hidden", suffix("o/.hidden"))),
            ("o/dot.", format!("o/dot.{}", suffix("o/dot."))),
            ("o/...", format!("o/{}", suffix("o/..."))),
            ("o/index.html", format!("o/index{}.html", suffix("o/index.html"))),
            ("index", format!("index{}/", suffix("index"))),
            ("aux/m", format!("aux{}/m", suffix("aux"))),
            ("x.html/m", format!("x.html{}/m", suffix("x.html"))),
            ("o/x.html", "o/x.html".to_owned()),
        ] {
            assert_eq!(first(&[text]), [format!("/models/{path}")]);
        }
    }

    #[test]
    fn any_text_becomes_a_part_of_a_path() {
        for (text, expected) in [
            ("qwen2_moe", "qwen2_moe".to_owned()),
            ("Apache-2.0", "apache-2.0".to_owned()),
            ("Llama 3.1 (Community) License!", "llama-3.1-community-license".to_owned()),
            ("../etc", "etc".to_owned()),
            ("con", format!("con{}", suffix("con"))),
            ("x.html", format!("x.html{}", suffix("x.html"))),
            (&"y".repeat(61), format!("{}{}", "y".repeat(53), suffix(&"y".repeat(61)))),
        ] {
            let segment = segment(text).unwrap();
            assert_eq!(segment, expected);
            assert!(PagePath::parse(&format!("/a/{segment}/")).is_ok());
        }
        assert_eq!([segment("…"), segment(""), segment("--")], [None, None, None]);
    }

    #[test]
    fn long_names_are_cut() {
        let name = "x".repeat(151);
        let text = format!("o/{name}");
        assert_eq!(first(&[&text]), [format!("/models/o/{}{}", &name[..143], suffix(&text))]);
        let text = format!("o/{}", &name[..150]);
        assert_eq!(first(&[&text]), [format!("/models/{text}")]);
    }

    #[test]
    fn who_holds_the_address_of_another_keeps_it() {
        let held = format!("/models/o/model{}", suffix("o/model"));
        let previous = BTreeMap::from([("z/z".to_owned(), held.clone())]);
        let longer = format!("/models/o/model~{}", &blake3::hash(b"o/model").to_hex()[..12]);
        assert_eq!(assign(&["o/Model", "o/model", "z/z"], &previous), ["/models/o/model".to_owned(), longer, held]);
    }

    /// Few letters, so that case collisions occur; odd names; very long names.
    fn any_id() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            4 => "[abAB]{1,2}",
            1 => "(con|NUL|com1|index|\\.|\\.\\.a)[.a]{0,3}",
            1 => "[A-Za-z0-9._-]{1,20}",
            1 => "[ab]\\.(html|HTML|json)",
            1 => "index\\.html",
            1 => "[a-zA-Z]{140,220}",
        ];
        (prop::option::of(part.clone()), part)
            .prop_map(|(owner, name)| owner.map_or(name.clone(), |owner| format!("{owner}/{name}")))
            .prop_filter("an id", |text| text.parse::<ModelId>().is_ok())
    }

    proptest! {
        #[test]
        fn no_two_models_share_an_address_and_nobody_moves(
            ids in prop::collection::btree_set(any_id(), 1..40),
            more in prop::collection::btree_set(any_id(), 1..10),
        ) {
            let known: Vec<&str> = ids.iter().map(String::as_str).collect();
            let before: BTreeMap<String, String> = ids.iter().cloned().zip(first(&known)).collect();
            let all: Vec<&str> = ids.union(&more).map(String::as_str).collect();
            let after: BTreeMap<&str, String> = all.iter().copied().zip(assign(&all, &before)).collect();
            for (id, path) in &before {
                prop_assert_eq!(&after[id.as_str()], path);
            }
            let distinct: BTreeSet<&str> = after.values().map(|path| path.trim_end_matches('/')).collect();
            prop_assert_eq!(distinct.len(), all.len());
            for path in after.values() {
                prop_assert!(PagePath::parse(path).is_ok(), "{}", path);
            }
        }

        #[test]
        fn no_file_system_makes_two_pages_one(ids in prop::collection::btree_set(any_id(), 1..40)) {
            let known: Vec<&str> = ids.iter().map(String::as_str).collect();
            let models = first(&known).into_iter().map(|path| PagePath::parse(&path).unwrap());
            let pages: Vec<PagePath> = models.chain([PagePath::home(), PagePath::parse(ROOT).unwrap()]).collect();
            for form in [UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare] {
                let mut config = SiteConfig::default();
                config.output.url_form = form;
                let addresses = Addresses::new(&config.address());
                let urls: Vec<UrlPath> = pages.iter().map(|page| addresses.page(page)).collect();
                let outputs: Vec<OutputPath> = urls.iter().map(UrlPath::output).collect();
                prop_assert!(!meet(&outputs));
                prop_assert!(urls.iter().all(|url| url.as_str().len() <= MAX_ADDRESS_LENGTH));
            }
        }

        #[test]
        fn the_order_of_ids_does_not_matter(ids in prop::collection::btree_set(any_id(), 1..30)) {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let reversed: Vec<&str> = ids.iter().rev().copied().collect();
            let mut paths = first(&reversed);
            paths.reverse();
            prop_assert_eq!(paths, first(&ids));
        }
    }
}
