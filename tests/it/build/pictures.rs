//! Preview images for shared links.

use crate::site::{SiteTest, record};
use serde_json::json;

/// Whether these bytes are a PNG of 1200 × 630.
fn is_preview(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        && bytes.get(16..24) == Some(&[1_200_u32.to_be_bytes(), 630_u32.to_be_bytes()].concat())
}

/// The file of a page's image, and its text alternative.
fn picture(site: &SiteTest, page: &str) -> (String, String) {
    let text = site.read(&format!("dist/{page}"));
    let content = |property: &str| {
        let (before, _) = text.split_once(&format!("\" property={property}>")).expect("the page has it");
        before.rsplit('"').next().expect("it begins").to_owned()
    };
    let href = content("og:image");
    (
        href.strip_prefix("https://models.example.org/").expect("it is a whole address").to_owned(),
        content("og:image:alt"),
    )
}

fn used(id: &str, downloads: u64) -> serde_json::Value {
    let mut record = record(id);
    record["downloads"] = json!(downloads);
    record
}

#[test]
fn the_most_used_models_have_pictures_of_their_own() {
    let site = SiteTest::new(&[used("a/Often", 90_000), used("b/Rare", 3)]);
    site.write("site.toml", "[output]\nmodel-pictures = 1\n");
    site.build();
    let (often, often_alt) = picture(&site, "models/a/often/index.html");
    let (rare, _) = picture(&site, "models/b/rare/index.html");
    let (list, _) = picture(&site, "models/index.html");
    let (home, home_alt) = picture(&site, "index.html");
    assert_eq!(rare, list);
    assert!(often != list && home != list, "{often} {home} {list}");
    assert!(often_alt.starts_with("a/Often: "), "{often_alt}");
    assert!(home_alt.starts_with("modelpress: "), "{home_alt}");
    let tree = site.tree("dist");
    let pictures: Vec<_> = tree.iter().filter(|(name, _)| name.starts_with("pictures/")).collect();
    assert!(pictures.iter().all(|(_, bytes)| is_preview(bytes)));
    for name in [often, rare, home] {
        assert!(pictures.iter().any(|(file, _)| **file == name), "{name}");
    }
}

#[test]
fn pictures_are_painted_once_and_mended() {
    let site = SiteTest::new(&[record("a/b")]);
    site.build();
    let (own, _) = picture(&site, "models/a/b/index.html");
    let (home, _) = picture(&site, "index.html");
    let before = site.tree("dist");
    assert_eq!(site.build()["written"], 0);
    site.write(&format!("dist/{own}"), "damaged");
    site.remove(&format!("dist/{home}"));
    assert_eq!(site.build()["written"], 2);
    assert!(before == site.tree("dist"));
}

#[test]
fn a_picture_that_shows_something_else_has_another_address() {
    let site = SiteTest::new(&[record("a/b")]);
    site.build();
    let (before, _) = picture(&site, "models/a/b/index.html");
    site.write("site.toml", "[site]\nname = \"Other\"\n");
    site.build();
    let (after, _) = picture(&site, "models/a/b/index.html");
    assert_ne!(before, after);
    assert!(!site.path(&format!("dist/{before}")).exists());
    assert!(is_preview(&std::fs::read(site.path(&format!("dist/{after}"))).expect("it is there")));
}
