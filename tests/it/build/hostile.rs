//! Metadata that was written to break a page, or that a program broke.

use crate::site::{Page, SiteTest, has_ending, record, record_of_size};
use foreign_text::{MAX_NAME_BYTES, is_break, is_hidden};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Texts on a page that come from the author of a record.
#[derive(Debug, Clone)]
struct Words {
    license: String,
    license_name: String,
    file: String,
    language: String,
    library: String,
    task: String,
    model_type: String,
    tags: Vec<String>,
}

impl Words {
    /// Harmless texts of the same shape: all characters but white space are letters.
    fn harmless(&self) -> Self {
        let plain = |text: &String| text.chars().map(|c| if c.is_whitespace() { ' ' } else { 'x' }).collect::<String>();
        Self {
            license: plain(&self.license),
            license_name: plain(&self.license_name),
            file: plain(&self.file),
            language: plain(&self.language),
            library: plain(&self.library),
            task: plain(&self.task),
            model_type: plain(&self.model_type),
            tags: self.tags.iter().map(plain).collect(),
        }
    }

    /// Three models that use all texts: one whose record says too little to give a family, in spite of its name; one
    /// derived from it; one whose files have such names.
    fn records(&self) -> Vec<Value> {
        let mut records = vec![record("o/a"), record_of_size("o/b", 9_000), record_of_size("o/c", 9_100)];
        records[0]["cardData"] = json!({
            "license": "other",
            "license_name": self.license_name,
            "license_link": self.license,
            "language": [self.language, "en"],
            // With a space it is not a valid id, whatever else it contains.
            "base_model": ["o/b", format!("x {}", self.library)],
        });
        records[0]["tags"].as_array_mut().unwrap().extend(self.tags.iter().cloned().map(Value::from));
        records[1]["cardData"]["license"] = json!(format!("x{}", self.license));
        records[1]["library_name"] = json!(self.library);
        records[1]["cardData"]["pipeline_tag"] = json!(self.task);
        records[2]["siblings"].as_array_mut().unwrap().extend([
            json!({ "rfilename": format!("{}.Q4_K_M.gguf", self.file), "size": 5_000_000_000_u64 }),
            json!({ "rfilename": format!("{}/model.safetensors", self.file), "size": 18_000_000_000_u64 }),
        ]);
        records[2]["gguf"] =
            json!({ "architecture": self.model_type, "total": 9_100_000_000_u64, "chat_template": self.file });
        records
    }
}

/// Text with a preference for characters that break markup.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z0-9 ._-]{0,12}".prop_map(String::from),
        2 => any::<char>().prop_map(String::from),
        4 => prop::sample::select(vec![
            "<script>alert(1)</script>", "</script>", "</title>", "<!--", "-->", "]]>", "<![CDATA[", "\"", "'", "`", "=",
            "&amp;", "&#0;", "&lt", "&", "<", ">", "<b>", "</td></tr></table>", "</p>", "{{ 7*7 }}", "{% raw %}", "\\",
            "\u{202e}", "\u{2066}", "\u{feff}", "\u{1}", "\u{8}", "\u{b}", "\u{1b}[2J", "\u{7f}", "\u{85}", "\u{9f}",
            "\u{fdd0}", "\u{fffe}", "\u{1ffff}", "\u{2028}", "\u{0}", "\t", "\n", "\r", "\r\n", "javascript:alert(1)", "//", "../",
            "?", "#", "%", "%3C", " onload=x",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn words() -> impl Strategy<Value = Words> {
    let tags = prop::collection::vec(text(), 0..12);
    (text(), text(), text(), text(), text(), text(), text(), tags).prop_map(
        |(license, license_name, file, language, library, task, model_type, tags)| Words {
            license,
            license_name,
            file,
            language,
            library,
            task,
            model_type,
            tags,
        },
    )
}

/// How a page shows a name: without invisible characters, on one line, and cut.
fn shown(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if is_break(c) { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars()
        .scan(0, |bytes, c| {
            *bytes += c.len_utf8();
            (*bytes < MAX_NAME_BYTES).then_some(c)
        })
        .collect()
}

fn site(words: &Words) -> SiteTest {
    let site = SiteTest::new(&words.records());
    site.build();
    site
}

/// Checks that every page and sitemap is well-formed; returns the pages by name.
fn checked(site: &SiteTest) -> Vec<(String, Page)> {
    let tree = site.tree("dist");
    for (name, bytes) in tree.iter().filter(|(name, _)| has_ending(name, "xml") || has_ending(name, "xsd")) {
        roxmltree::Document::parse(std::str::from_utf8(bytes).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let pages = tree.into_iter().filter(|(name, _)| has_ending(name, "html"));
    let parsed = pages.map(|(name, bytes)| (name, Page::parse(&String::from_utf8(bytes).unwrap())));
    parsed
        .inspect(|(name, page)| {
            assert_eq!(page.errors, Vec::<String>::new(), "{name}");
            for script in &page.scripts {
                serde_json::from_str::<Value>(script).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        })
        .collect()
}

fn assert_harmless(words: &Words) {
    let (hostile, harmless) = (site(words), site(&words.harmless()));
    let (pages, plain) = (checked(&hostile), checked(&harmless));
    let page = |name: &str| &pages.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}")).1;
    let names = |pages: &[(String, Page)]| pages.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(&pages) == names(&plain) {
        for ((name, page), (_, plain)) in pages.iter().zip(&plain) {
            let attributes = |page: &Page| page.attributes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            // Model types and tags may be meaningful, so that more is known about one than about the other.
            if !name.contains("o/c/") && !name.contains("o/b/") {
                assert!(page.elements == plain.elements, "{name} has other elements");
                assert!(attributes(page) == attributes(plain), "{name} has other attributes");
            }
        }
    }
    let a = &page("models/o/a/index.html").text;
    if !shown(&words.license_name).is_empty() {
        assert!(a.contains(&format!("other ({}", shown(&words.license_name))), "{:?}", words.license_name);
    }
    assert!(a.contains(&shown(&words.language).to_lowercase()), "{:?}", words.language);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_metadata_breaks_a_page(words in words()) {
        assert_harmless(&words);
    }
}

/// All at once, at maximum length.
#[test]
fn long_names_and_many_tags_break_nothing() {
    let nasty = "</script><script>alert('x')</script><!-- \"& \u{202e}\u{0}\u{1}";
    let words = Words {
        license: nasty.repeat(90),
        license_name: nasty.repeat(90),
        file: format!("<img src=x onerror=alert(1)>{nasty}"),
        language: nasty.to_owned(),
        library: nasty.to_owned(),
        task: nasty.to_owned(),
        model_type: nasty.to_owned(),
        tags: (0..4_000).map(|at| format!("{nasty}{at}")).collect(),
    };
    assert_harmless(&words);
    let site = site(&words);
    let page = site.page("models/o/b/index.html");
    let license = page.json_ld("SoftwareApplication").unwrap()["license"]["name"].as_str().unwrap().to_owned();
    assert!(license.starts_with(&shown(&format!("x{}", nasty.repeat(90)))) && license.len() <= 210, "{license}");
    assert!(page.text.contains(&shown(&license)));
    let files = site.page("models/o/c/index.html").text;
    assert!(!files.contains("onerror"), "a file whose name no page can show is left out");
    let longest = site.tree("dist").values().map(Vec::len).max().unwrap();
    assert!(longest < 200_000, "{longest} bytes");
}
