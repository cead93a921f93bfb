//! Kinds of damage, each with the codes of the checks that must find it; nothing else may be newly reported.

use super::good::{HOST, Tree, counts, gzip, manifest, model_file, site, site_of, told, web_page, words};
use check::{CHECKS, Code};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use site::manifest::OutputManifest;
use std::{collections::BTreeMap, io::Read as _, path::Path};

/// What is damaged, and when.
pub(super) enum Act {
    /// The site, before its manifest is written.
    Site(fn(&mut Tree)),
    /// A site of 24 models, before its manifest is written.
    Large(fn(&mut Tree)),
    /// The files, after the manifest is written.
    Files(fn(&mut Tree)),
    /// The manifest.
    Record(fn(&mut OutputManifest)),
    /// The folder.
    Folder(fn(&Path)),
}

/// A kind of damage: its name, what is done, and the codes that must be found.
pub(super) type Damage = (&'static str, Act, &'static [Code]);

/// Replaces text in a file, which must contain it.
pub(super) fn edit(tree: &mut Tree, file: &str, from: &str, to: &str) {
    let text = String::from_utf8(tree[file].clone()).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    tree.insert(file.to_owned(), text.replace(from, to).into_bytes());
}

/// Replaces text in all files that contain it.
pub(super) fn edit_all(tree: &mut Tree, from: &str, to: &str) {
    for (file, bytes) in &mut *tree {
        if let Ok(text) = std::str::from_utf8(bytes)
            && text.contains(from)
        {
            *bytes = text.replace(from, to).into_bytes();
        } else if *file == *PACKED {
            *bytes = gzip(unpacked(bytes).replace(from, to).as_bytes());
        }
    }
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

pub(super) const PACKED: &str = "sitemap-pages.xml.gz";

/// Replaces text in the compressed sitemap.
pub(super) fn edit_packed(tree: &mut Tree, from: &str, to: &str) {
    let text = unpacked(&tree[PACKED]);
    assert!(text.contains(from), "the sitemap has no `{from}`");
    tree.insert(PACKED.to_owned(), gzip(text.replace(from, to).as_bytes()));
}

/// Adds a `noindex` page.
pub(super) fn noindex(tree: &mut Tree, file: &str) {
    let page = tree["404.html"].clone();
    tree.insert(file.to_owned(), page);
}

/// Adds something to the end of a page's main element.
pub(super) fn append(tree: &mut Tree, file: &str, html: &str) {
    edit(tree, file, "</main>", &format!("{html}</main>"));
}

/// Adds a listed page; `html` is at its end.
pub(super) fn add_page(tree: &mut Tree, name: &str, seed: usize, html: &str) {
    let path = format!("/{name}/");
    let description = format!("The page called {name}, of which nobody knew anything before it was written.");
    let body = format!("<p>{}</p>{html}", words(seed, 180));
    tree.insert(format!("{name}/index.html"), web_page(&path, name, &description, &body, "").into_bytes());
    edit_packed(tree, "</urlset>", &format!("<url><loc>{HOST}{path}</loc></url>\n</urlset>"));
}

pub(super) const ABOUT: &str = "about/index.html";
pub(super) const WORKER: &str = "workers/cpu/index.html";

/// Does the damage, and returns the codes with more findings than before, with all findings.
fn found(act: &Act) -> (Vec<Code>, String) {
    let mut tree = if matches!(act, Act::Large(_)) { site_of(24) } else { site() };
    let before = {
        let manifest = manifest(&tree);
        counts(&super::good::OnDisk::new(&tree, Some(&manifest)).check())
    };
    if let Act::Site(act) | Act::Large(act) = act {
        act(&mut tree);
    }
    let mut manifest = manifest(&tree);
    match act {
        Act::Files(act) => act(&mut tree),
        Act::Record(act) => act(&mut manifest),
        Act::Site(_) | Act::Large(_) | Act::Folder(_) => {}
    }
    let site = super::good::OnDisk::new(&tree, Some(&manifest));
    if let Act::Folder(act) = act {
        act(site.0.path());
    }
    let report = site.check();
    let codes = counts(&report).into_iter().filter(|(code, count)| *count > before.get(code).copied().unwrap_or(0));
    (codes.map(|(code, _)| code).collect(), told(&report))
}

fn all() -> Vec<&'static Damage> {
    super::damage_files::DAMAGE.iter().chain(super::damage_pages::DAMAGE).chain(super::damage_text::DAMAGE).collect()
}

#[test]
fn every_kind_of_damage_is_found_and_nothing_else_is() {
    let wrong = |(name, act, expected): &&Damage| {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        // A damage that cannot be done does not hide the others.
        let Ok((codes, told)) = std::panic::catch_unwind(|| found(act)) else {
            return Some(format!("{name}: cannot be done"));
        };
        let names = |codes: &[Code]| codes.iter().map(|code| code.name()).collect::<Vec<_>>().join(", ");
        let what = || format!("{name}: found `{}`, and not `{}`\n{told}", names(&codes), names(&expected));
        (codes != expected).then(what)
    };
    let wrong: Vec<String> = all().par_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_is_fired_by_some_damage() {
    let all = all();
    assert!(all.len() >= 50, "{}", all.len());
    let fired: Vec<Code> = all.iter().flat_map(|(.., codes)| codes.iter().copied()).collect();
    let never: Vec<&str> = CHECKS.iter().filter(|check| !fired.contains(&check.code)).map(|check| check.name).collect();
    assert_eq!(never, Vec::<&str>::new());
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, ..) in &all {
        *names.entry(name).or_default() += 1;
    }
    assert!(names.values().all(|count| *count == 1), "{names:?}");
}

/// The file of the first model.
pub(super) fn first() -> String {
    model_file(0)
}
