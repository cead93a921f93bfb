//! Sitemaps against the official schema and ours, with libxml2.

use crate::{
    requirement,
    sitemap::{Page, files},
};
use generator::{config::SitemapMetadata, files::sitemap::SCHEMAS};
use site::file_names::SITEMAP_INDEX;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The schemas for sitemaps in a folder: ours, and the official one where they expect it.
pub(crate) struct Validator {
    folder: TempDir,
    official: PathBuf,
}

impl Validator {
    /// `None` if something is missing, after a visible message.
    pub(crate) fn new(test: &str) -> Option<Self> {
        if Command::new("xmllint").arg("--version").output().is_err() {
            requirement::skip(test, "xmllint (Debian package libxml2-utils)", "REQUIRE_ALL");
            return None;
        }
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
        let official = tools.join("sitemap/schema/sitemap.xsd");
        if !official.exists() {
            requirement::skip(test, "the npm package sitemap (`npm ci --prefix tests/tools`)", "REQUIRE_ALL");
            return None;
        }
        let validator = Self { folder: TempDir::new().unwrap(), official };
        for (name, text) in SCHEMAS {
            validator.write(Path::new(name).file_name().unwrap().to_str().unwrap(), text);
        }
        // Tests the wrapper as published: a catalog replaces the network.
        let catalog = format!(
            concat!(
                "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>",
                "<uri name='http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd' uri='file://{0}'/>",
                "<system systemId='http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd' uri='file://{0}'/>",
                "</catalog>"
            ),
            validator.official.display()
        );
        validator.write("catalog.xml", &catalog);
        Some(validator)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        path
    }

    /// The errors in a text. `Ok` if there are none.
    fn validate(&self, schema: &Path, xml: &str) -> Result<(), String> {
        let file = self.write("text.xml", xml);
        let output = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .args([schema, &file])
            .env("XML_CATALOG_FILES", self.folder.path().join("catalog.xml"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(()) } else { Err(said) }
    }

    pub(crate) fn with_ours(&self, xml: &str) -> Result<(), String> {
        self.validate(&self.folder.path().join("sitemap-with-compatibility-1.0.xsd"), xml)
    }

    pub(crate) fn officially(&self, xml: &str) -> Result<(), String> {
        self.validate(&self.official, xml)
    }
}

/// The text without elements from other namespaces than the protocol's.
pub(crate) fn stripped(xml: &str) -> String {
    let document = roxmltree::Document::parse(xml).unwrap();
    let protocol = document.root_element().tag_name().namespace();
    let is_foreign = |node: &roxmltree::Node<'_, '_>| {
        let is_outermost = node.parent().is_some_and(|parent| parent.tag_name().namespace() == protocol);
        node.is_element() && node.tag_name().namespace() != protocol && is_outermost
    };
    let mut kept = xml.to_owned();
    for node in document.descendants().filter(is_foreign).collect::<Vec<_>>().into_iter().rev() {
        kept.replace_range(node.range(), "");
    }
    kept
}

fn hostile() -> Vec<Page> {
    let mut bare = Page::model("gpt2");
    (bare.lastmod, bare.license, bare.worker) = (None, None, None);
    let hostile = "</c:model></url>]]><!-- \"'&amp; \u{0}\u{b}\u{fffe}\u{202e}\t\n\r é 😀".to_owned();
    let odd = Page { license: Some(hostile.clone()), worker: Some(hostile), ..Page::model("o/odd") };
    let page = Page { kind: "pages", loc: "https://models.example.org/".to_owned(), ..Page::model("home") };
    (0..100).map(|n| Page::model(&format!("o/m{n}"))).chain([bare, odd, page]).collect()
}

#[test]
fn sitemaps_are_valid_by_our_schema_and_without_extensions_by_the_official_one() {
    let test = "sitemaps_are_valid_by_our_schema_and_without_extensions_by_the_official_one";
    let Some(validator) = Validator::new(test) else { return };
    for metadata in [SitemapMetadata::Compatibility, SitemapMetadata::None, SitemapMetadata::Pagemap] {
        for (name, xml) in files(metadata, &hostile()).iter().filter(|(name, _)| *name != SITEMAP_INDEX) {
            assert_eq!(validator.officially(&stripped(xml)), Ok(()), "{metadata:?} {name}");
            // Google publishes no schema for page maps.
            if metadata != SitemapMetadata::Pagemap {
                assert_eq!(validator.with_ours(xml), Ok(()), "{metadata:?} {name}");
            }
        }
    }
}

/// A schema that accepts everything would prove nothing.
#[test]
fn our_schema_refuses_what_is_not_documented() {
    let Some(validator) = Validator::new("our_schema_refuses_what_is_not_documented") else { return };
    let xml = &files(SitemapMetadata::Compatibility, &[Page::model("o/m")])["sitemap-models-0.xml"];
    for (good, bad) in [
        ("verdict=\"runs\"", "verdict=\"perhaps\""),
        ("verdict=\"runs\"", ""),
        ("confidence=\"medium\"", "confidence=\"great\""),
        ("id=\"o/m\"", "id=\"\""),
        ("parameters=\"8030261248\"", "parameters=\"8B\""),
        ("context=\"131072\"", "context=\"\""),
        ("family=\"llama\"", "familie=\"llama\""),
        ("formats=\"safetensors gguf\"", "formats=\"\""),
        ("<c:worker ", "<c:laborer "),
        ("<lastmod>2026-01-01T00:00:00Z</lastmod>", "<lastmod>2026-01</lastmod>"),
    ] {
        let broken = xml.replacen(good, bad, 1);
        assert_ne!(&broken, xml, "{good}");
        assert!(validator.with_ours(&broken).is_err(), "{bad} is taken");
    }
    assert!(validator.officially(xml).is_err(), "the official schema knows no extension");
}

/// The index has the form that the protocol prescribes. No package contains its schema.
#[test]
fn the_index_has_the_form_of_the_protocol() {
    let xml = &files(SitemapMetadata::Compatibility, &hostile())[SITEMAP_INDEX];
    let document = roxmltree::Document::parse(xml).unwrap();
    let protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    assert!(document.root_element().has_tag_name((protocol, "sitemapindex")));
    let elements = |node: roxmltree::Node<'_, '_>| {
        node.children().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name().to_owned()).collect()
    };
    let sitemaps = document.root_element().children().filter(roxmltree::Node::is_element);
    let forms: Vec<Vec<String>> = sitemaps.map(elements).collect();
    assert_eq!(forms, [["loc", "lastmod"], ["loc", "lastmod"]]);
}
