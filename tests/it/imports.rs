//! Imports within each crate: a module uses only modules that `lib.rs` lists above it, and modules form no cycle.

use crate::tidy::{code_without_tests, crate_folders, root, rust_files};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The library of the program, in the same folder.
const LIBRARY: &str = "modelpress";

/// The modules of a crate by path (`page::hub`, with an empty path for the root), with their code. A library and a
/// program in one folder count as one crate: the program uses the library, so the library's modules come first.
fn modules(src: &Path) -> BTreeMap<String, String> {
    let path = |file: &Path| {
        let file = file.strip_prefix(src).unwrap().with_extension("");
        let path = file.to_str().unwrap().replace('/', "::");
        if matches!(&*path, "lib" | "main") { String::new() } else { path }
    };
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for file in rust_files(src) {
        // `lib.rs` comes before `main.rs`.
        modules.entry(path(&file)).or_default().push_str(&code_without_tests(&file));
    }
    modules
}

/// Splits a list at the commas outside of braces.
fn items(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(list[start..].trim());
    items.retain(|item| !item.is_empty());
    items
}

/// Every path of a `use` tree.
fn expand(prefix: &str, tree: &str, paths: &mut BTreeSet<String>) {
    match tree.split_once('{') {
        Some((front, rest)) => {
            let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
            let prefix = format!("{prefix}{}", front.trim());
            for item in items(inner) {
                expand(&prefix, item, paths);
            }
        }
        None => _ = paths.insert(format!("{prefix}{}", tree.split(" as ").next().unwrap_or(tree).trim())),
    }
}

/// The imported paths of a file, and the full paths after `crate` or `super`.
fn named_paths(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut rest = code;
    while let Some((_, behind)) = rest.split_once("use ") {
        let (tree, after) = behind.split_once(';').unwrap_or((behind, ""));
        expand("", tree, &mut paths);
        rest = after;
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start).filter(|(at, _)| !code[..*at].ends_with([':', '$'])) {
            let path = code[at..].split(|c: char| !is_name(c) && c != ':').next().unwrap_or_default();
            paths.insert(path.trim_end_matches(':').to_owned());
        }
    }
    paths
}

/// The modules of its own crate that a module uses.
fn used(module: &str, modules: &BTreeMap<String, String>) -> BTreeSet<String> {
    let own: Vec<&str> = module.split("::").filter(|part| !part.is_empty()).collect();
    let mut used = BTreeSet::new();
    for path in named_paths(&modules[module]) {
        let mut base = own.clone();
        let mut parts: Vec<&str> = path.split("::").collect();
        match parts[0] {
            "crate" | LIBRARY => base.clear(),
            "super" => {}
            first if modules.contains_key(&[&own[..], &[first]].concat().join("::")) => {}
            _ => continue,
        }
        while matches!(parts.first(), Some(&("crate" | LIBRARY | "super"))) {
            if parts.remove(0) == "super" {
                base.pop();
            }
        }
        base.extend(parts);
        let known = (1..=base.len()).rev().map(|length| base[..length].join("::"));
        used.extend(known.into_iter().find(|path| modules.contains_key(path)));
    }
    used.remove(module);
    used
}

/// The modules that a crate root declares, in order.
fn declared(code: &str) -> Vec<&str> {
    code.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')).collect()
}

#[test]
fn modules_use_only_those_above_them() {
    let mut found = 0;
    for folder in crate_folders() {
        let modules = modules(&folder);
        let order = declared(&modules[""]);
        found += order.len();
        for module in modules.keys() {
            let top = module.split("::").next().unwrap_or_default();
            let Some(place) = order.iter().position(|name| *name == top) else { continue };
            for other in used(module, &modules) {
                let below = order[place + 1..].iter().find(|name| other.split("::").next() == Some(**name));
                assert!(
                    below.is_none(),
                    "{}: `{module}` uses `{other}`, which lib.rs lists below it",
                    folder.display()
                );
            }
        }
    }
    assert!(found > 40, "{found}");
    let program = modules(&root().join("src"));
    assert_eq!(declared(&program[""]), ["serve", "settings", "diagnostic", "cli"]);
    assert!(used("cli::serve::changes", &program).contains("serve::watch"), "the program's use of its library counts");
}

/// The rule: a module may use its ancestors and its descendants; siblings and cousins form no cycle.
#[test]
fn modules_form_no_cycle() {
    for folder in crate_folders() {
        let modules = modules(&folder);
        let is_above = |a: &str, b: &str| a.is_empty() || b.starts_with(&format!("{a}::"));
        let edges: BTreeMap<&str, BTreeSet<String>> = modules
            .keys()
            .map(|module| {
                let mut used = used(module, &modules);
                used.retain(|other| !is_above(module, other) && !is_above(other, module));
                (&**module, used)
            })
            .collect();
        let cycle = cycle(&edges);
        assert!(cycle.is_none(), "{}: {}", folder.display(), cycle.unwrap_or_default().join(" -> "));
    }
}

/// A cycle, if there is one: removes modules that use nothing until none is left.
fn cycle(edges: &BTreeMap<&str, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut left = edges.clone();
    loop {
        let before = left.len();
        let names: BTreeSet<String> = left.keys().map(|name| (*name).to_owned()).collect();
        left.retain(|_, used| used.iter().any(|name| names.contains(name)));
        if left.is_empty() {
            return None;
        }
        if left.len() == before {
            break;
        }
    }
    let mut path = vec![(*left.keys().next()?).to_owned()];
    loop {
        let last = path.last()?.as_str();
        let next = left[last].iter().find(|name| left.contains_key(name.as_str()))?.clone();
        let start = path.iter().position(|name| *name == next);
        path.push(next);
        if let Some(start) = start {
            return Some(path.split_off(start));
        }
    }
}

#[test]
fn imports_are_read_in_every_way_of_writing_them() {
    let code = "use crate::{\n    a,\n    b::{self, C as D, e::{F, G}},\n};\npub use super::h::I;\nfn f() { crate::j::k(); super::l(); }\n";
    let paths: Vec<String> = named_paths(code).into_iter().filter(|path| path.contains("::")).collect();
    let expected = [
        "crate::a",
        "crate::b::C",
        "crate::b::e::F",
        "crate::b::e::G",
        "crate::b::self",
        "crate::j::k",
        "super::h::I",
        "super::l",
    ];
    assert_eq!(paths, expected);
    let edges = |edges: &[(&'static str, &str)]| {
        let mut map: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in edges {
            map.entry(from).or_default().insert((*to).to_owned());
        }
        map
    };
    assert_eq!(cycle(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    let found = cycle(&edges(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")])).unwrap();
    assert_eq!((found.len(), &found[0] == found.last().unwrap()), (3, true));
}
