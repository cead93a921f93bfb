//! Sitemaps: no page is missing, both limits hold, a new page changes one file, and any text survives.

use compatibility::{
    compatibility::{Confidence, Verdict},
    model_format::{FormatSet, ModelFormat},
};
use flate2::bufread::GzDecoder;
use generator::{
    config::{SiteConfig, SitemapMetadata},
    files::sitemap::{self, Limits, ModelFacts, Outline, SitemapEntry, SitemapPlan, Sitemaps, WorkerFacts},
};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use site::address::url_path::Addresses;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead as _, Read as _},
};

const PROTOCOL: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

type Counts = BTreeMap<String, u32>;

pub(crate) fn sitemaps(metadata: SitemapMetadata, gzip: bool, limits: Limits) -> Sitemaps {
    let mut config = SiteConfig::default();
    config.sitemap.metadata = metadata;
    config.sitemap.gzip = gzip;
    Sitemaps::with_limits(&config.sitemap, &Addresses::new(&config.address()), limits)
}

/// A page of a test, with its own texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) key: String,
    pub(crate) kind: &'static str,
    pub(crate) loc: String,
    pub(crate) lastmod: Option<i64>,
    pub(crate) license: Option<String>,
    pub(crate) worker: Option<String>,
}

impl Page {
    pub(crate) fn model(name: &str) -> Self {
        Self {
            key: name.to_owned(),
            kind: "models",
            loc: format!("https://models.example.org/models/{name}/"),
            lastmod: Some(1_767_225_600),
            license: Some("apache-2.0".to_owned()),
            worker: Some("cpu".to_owned()),
        }
    }

    fn worker(name: &str) -> Self {
        Self { kind: "workers", license: None, worker: None, ..Self::model(name) }
    }

    fn entry(&self) -> SitemapEntry<'_> {
        let workers = self.worker.iter().map(|id| WorkerFacts {
            id,
            verdict: Verdict::Runs,
            confidence: Confidence::Medium,
            formats: FormatSet::EMPTY.with(ModelFormat::Gguf).with(ModelFormat::Safetensors),
            best_quantization: "Q4_K_M".parse().ok(),
        });
        let model = ModelFacts {
            id: &self.key,
            family: Some("llama"),
            parameters: Some(8_030_261_248),
            parameters_evidence: Some("safetensors.total"),
            context: Some(131_072),
            license: self.license.as_deref(),
            workers: workers.collect(),
        };
        SitemapEntry {
            kind: self.kind,
            loc: &self.loc,
            lastmod: self.lastmod,
            key_hash: sitemap::key_hash(&self.key),
            model: (self.kind == "models").then_some(model),
        }
    }
}

/// Plan, files by name, and index.
fn build(sitemaps: &Sitemaps, pages: &[Page], previous: &Counts) -> (SitemapPlan, BTreeMap<String, Vec<u8>>) {
    let outlines: Vec<Outline<'_>> = pages.iter().map(|page| sitemaps.outline(&page.entry()).unwrap()).collect();
    let plan = sitemaps.plan(&outlines, previous).unwrap();
    let render = |shard| sitemaps.render(shard, |at| pages[at].entry());
    let files = plan.shards.iter().map(|shard| (shard.name.clone(), render(shard)));
    let index = sitemaps.index(&plan).map(|xml| (sitemap::INDEX.to_owned(), xml.into_bytes()));
    let files = files.chain(index).collect();
    (plan, files)
}

/// All files as text, for a first build with the limits of the protocol.
pub(crate) fn files(metadata: SitemapMetadata, pages: &[Page]) -> BTreeMap<String, String> {
    let (_, files) = build(&sitemaps(metadata, false, Limits::PROTOCOL), pages, &Counts::new());
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn children<'a>(document: &'a Document<'_>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.root_element().children().filter(move |node| node.has_tag_name((PROTOCOL, name)))
}

fn child_text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.children().find(|child| child.has_tag_name((PROTOCOL, name))).and_then(|child| child.text())
}

fn locs(xml: &[u8]) -> Vec<String> {
    let document = Document::parse(std::str::from_utf8(xml).unwrap()).unwrap();
    children(&document, "url").map(|url| child_text(url, "loc").unwrap().to_owned()).collect()
}

#[test]
fn an_entry_reads_as_documented() {
    let pages = [Page::model("o/m")];
    let files = files(SitemapMetadata::Compatibility, &pages);
    let expected = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:c=\"urn:modelpress:compatibility:1.0\" ",
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:modelpress:compatibility:1.0 ",
        "https://models.example.org/schemas/compatibility-1.0.xsd\">\n",
        "<url><loc>https://models.example.org/models/o/m/</loc><lastmod>2026-01-01T00:00:00Z</lastmod>",
        "<c:model id=\"o/m\" family=\"llama\" parameters=\"8030261248\" parameters-evidence=\"safetensors.total\" context=\"131072\" license=\"apache-2.0\">",
        "<c:worker id=\"cpu\" verdict=\"runs\" confidence=\"medium\" formats=\"safetensors gguf\" ",
        "best-quantization=\"Q4_K_M\"/></c:model></url>\n",
        "</urlset>\n",
    );
    assert_eq!(files["sitemap-models-0.xml"], expected);
    let expected = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        "<sitemap><loc>https://models.example.org/sitemap-models-0.xml</loc>",
        "<lastmod>2026-01-01T00:00:00Z</lastmod></sitemap>\n",
        "</sitemapindex>\n",
    );
    assert_eq!(files[sitemap::INDEX], expected);
}

#[test]
fn what_is_unknown_is_left_out() {
    let mut page = Page::model("o/m");
    (page.lastmod, page.license, page.worker) = (None, Some(String::new()), None);
    let xml = &files(SitemapMetadata::Compatibility, &[page])["sitemap-models-0.xml"];
    assert!(
        xml.contains("/m/</loc><c:model id=\"o/m\" family=\"llama\" parameters=\"8030261248\" parameters-evidence=\"safetensors.total\" context=\"131072\"/>")
    );
}

#[test]
fn metadata_can_be_page_maps_or_nothing() {
    let xml = &files(SitemapMetadata::None, &[Page::model("o/m")])["sitemap-models-0.xml"];
    assert!(xml.contains(&format!("<urlset xmlns=\"{PROTOCOL}\">\n")));
    assert!(xml.contains("Z</lastmod></url>"), "{xml}");
    let xml = &files(SitemapMetadata::Pagemap, &[Page::model("o/m")])["sitemap-models-0.xml"];
    let document = Document::parse(xml).unwrap();
    let google = "http://www.google.com/schemas/sitemap-pagemap/1.0";
    let objects = document.descendants().filter(|node| node.has_tag_name((google, "DataObject")));
    let objects: Vec<_> = objects
        .map(|object| {
            let attributes = object.children().map(|fact| (fact.attribute("name").unwrap(), fact.text().unwrap()));
            (object.attribute("type").unwrap(), object.attribute("id").unwrap(), attributes.collect::<Vec<_>>())
        })
        .collect();
    assert_eq!((objects.len(), objects[0].0, objects[0].1), (2, "model", "o/m"));
    assert_eq!(objects[0].2[0], ("family", "llama"));
    assert_eq!((objects[1].0, objects[1].1), ("worker", "cpu"));
    assert_eq!(objects[1].2[2], ("formats", "safetensors gguf"));
}

#[test]
fn no_pages_make_no_files() {
    assert!(files(SitemapMetadata::Compatibility, &[]).is_empty());
}

#[test]
fn a_count_survives_a_build_without_pages_of_its_kind() {
    let previous = Counts::from([("models".to_owned(), 8)]);
    let form = sitemaps(SitemapMetadata::None, false, Limits::PROTOCOL);
    let (plan, files) = build(&form, &[Page::worker("cpu")], &previous);
    assert_eq!(plan.counts, Counts::from([("models".to_owned(), 8), ("workers".to_owned(), 1)]));
    assert_eq!(files.keys().collect::<Vec<_>>(), ["sitemap-workers-0.xml", "sitemap.xml"]);
}

#[test]
fn addresses_that_no_sitemap_takes_are_errors_that_name_them() {
    let form = sitemaps(SitemapMetadata::None, false, Limits::PROTOCOL);
    for loc in ["/models/o/m/".to_owned(), format!("https://x.org/{}", "a".repeat(2_048)), "http://a.b".to_owned()] {
        let page = Page { loc: loc.clone(), ..Page::model("o/m") };
        let error = form.outline(&page.entry()).unwrap_err().to_string();
        assert!(error.contains(&loc[..loc.len().min(100)]), "{error}");
    }
}

#[test]
fn what_no_division_fits_is_an_error_that_names_the_kind() {
    let limits = Limits { entries: 4, bytes: 500 };
    let form = sitemaps(SitemapMetadata::Compatibility, false, limits);
    let page = Page::model("o/m");
    let outline = form.outline(&page.entry()).unwrap();
    let error = form.plan(&[outline], &Counts::new()).unwrap_err();
    assert!(error.to_string().contains("`models`"), "{error}");
}

#[test]
fn the_limits_are_the_protocols() {
    assert_eq!(Limits::PROTOCOL, Limits { entries: 50_000, bytes: 52_428_800 });
}

#[test]
fn gzip_is_one_member_without_a_date_and_the_index_names_it() {
    let pages: Vec<Page> = (0..50).map(|n| Page::model(&format!("o/m{n}"))).collect();
    let (plan, packed) = build(&sitemaps(SitemapMetadata::None, true, Limits::PROTOCOL), &pages, &Counts::new());
    let unpacked = files(SitemapMetadata::None, &pages);
    let bytes = &packed["sitemap-models-0.xml.gz"];
    assert_eq!(&bytes[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], "no name, no date, no system");
    let mut decoder = GzDecoder::new(&bytes[..]);
    let mut xml = String::new();
    decoder.read_to_string(&mut xml).unwrap();
    assert_eq!(xml, unpacked["sitemap-models-0.xml"]);
    assert!(decoder.into_inner().fill_buf().unwrap().is_empty(), "something follows the member");
    assert!(std::str::from_utf8(&packed[sitemap::INDEX]).unwrap().contains("/sitemap-models-0.xml.gz</loc>"));
    assert_eq!(plan.shards[0].bytes, xml.len() as u64);
}

/// The legacy system listed only the 100 most popular models and no worker.
#[test]
fn bug_16_every_page_is_listed_and_workers_have_a_sitemap() {
    let models = (0..1_000).map(|n| Page::model(&format!("owner/model-{n}")));
    let pages: Vec<Page> = models.chain([Page::worker("cpu"), Page::worker("cuda")]).collect();
    let files = files(SitemapMetadata::Compatibility, &pages);
    assert_eq!(locs(files["sitemap-models-0.xml"].as_bytes()).len(), 1_000);
    assert_eq!(locs(files["sitemap-workers-0.xml"].as_bytes()).len(), 2);
    assert_eq!(files[sitemap::INDEX].matches("<sitemap>").count(), 2);
}

const TIGHT: Limits = Limits { entries: 10, bytes: 3_000 };

fn names() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set("[a-c]{1,3}/[a-z0-9]{1,6}", 1..120)
}

fn pages(names: &BTreeSet<String>) -> Vec<Page> {
    names.iter().map(|name| Page::model(name)).collect()
}

/// Whether XML 1.0 allows a character.
fn can_hold(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

proptest! {
    #[test]
    fn files_lose_nothing_and_respect_both_limits(names in names(), metadata in 0..2) {
        let metadata = [SitemapMetadata::None, SitemapMetadata::Compatibility][usize::try_from(metadata).unwrap()];
        let pages = pages(&names);
        let (plan, files) = build(&sitemaps(metadata, false, TIGHT), &pages, &Counts::new());
        let mut all = Vec::new();
        for shard in &plan.shards {
            let locs = locs(&files[&shard.name]);
            prop_assert!((1..=8).contains(&locs.len()));
            prop_assert_eq!(files[&shard.name].len() as u64, shard.bytes);
            prop_assert!(shard.bytes * 5 <= TIGHT.bytes * 4);
            prop_assert!(locs.is_sorted());
            all.extend(locs);
        }
        all.sort();
        let expected: Vec<String> = pages.iter().map(|page| page.loc.clone()).collect();
        prop_assert_eq!(all, expected.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
        prop_assert!(plan.counts["models"].is_power_of_two());
        let index = std::str::from_utf8(&files[sitemap::INDEX]).unwrap();
        let index = Document::parse(index).unwrap();
        let named: BTreeSet<&str> = children(&index, "sitemap")
            .map(|node| child_text(node, "loc").unwrap().rsplit_once('/').unwrap().1)
            .collect();
        prop_assert_eq!(named, plan.shards.iter().map(|shard| &*shard.name).collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_new_page_changes_one_file_and_the_index(names in names(), new in "[d-f]{1,3}/[a-z0-9]{1,6}") {
        let form = sitemaps(SitemapMetadata::Compatibility, false, TIGHT);
        let old_pages = pages(&names);
        let (old_plan, old) = build(&form, &old_pages, &Counts::new());
        let mut more = names.clone();
        more.insert(new.clone());
        let new_pages = pages(&more);
        let (new_plan, new_files) = build(&form, &new_pages, &old_plan.counts);
        let (before, after) = (old_plan.counts["models"], new_plan.counts["models"]);
        if before == after {
            let changed: Vec<&String> = new_files.iter().filter(|(name, text)| old.get(*name) != Some(*text)).map(|(name, _)| name).collect();
            let changed: Vec<&&String> = changed.iter().filter(|name| **name != sitemap::INDEX).collect();
            prop_assert_eq!(changed.len(), 1);
            prop_assert!(locs(&new_files[*changed[0]]).contains(&Page::model(&new).loc));
        } else {
            prop_assert!(after.is_power_of_two() && after > before);
            let all: BTreeSet<String> = new_plan.shards.iter().flat_map(|shard| locs(&new_files[&shard.name])).collect();
            prop_assert_eq!(all.len(), new_pages.len());
        }
        // The count does not shrink again, so the other pages stay where they are.
        let (last_plan, last) = build(&form, &old_pages, &new_plan.counts);
        prop_assert_eq!(&last_plan.counts, &new_plan.counts);
        let differing = new_files.iter().filter(|(name, text)| **name != sitemap::INDEX && last.get(*name) != Some(*text));
        prop_assert_eq!(differing.count(), 1);
    }

    #[test]
    fn neither_order_nor_numbering_of_pages_matters(names in names()) {
        let form = sitemaps(SitemapMetadata::None, true, TIGHT);
        let mut pages = pages(&names);
        let (_, files) = build(&form, &pages, &Counts::new());
        pages.reverse();
        prop_assert_eq!(build(&form, &pages, &Counts::new()).1, files);
    }

    #[test]
    fn hostile_text_comes_back_from_a_parser(license in ".*|[\\x00-\\x20<>&\"'\u{202e}\u{fffe}]{1,40}", worker in ".+") {
        let page = Page { license: Some(license.clone()), worker: Some(worker.clone()), ..Page::model("o/m") };
        let kept = |text: &str| text.chars().filter(|c| can_hold(*c)).collect::<String>();
        let xml = &files(SitemapMetadata::Compatibility, &[page])["sitemap-models-0.xml"];
        let document = Document::parse(xml).unwrap();
        let find = |name| document.descendants().find(|node| node.has_tag_name((sitemap::NAMESPACE, name))).unwrap();
        prop_assert_eq!(find("model").attribute("license").unwrap_or_default(), kept(&license));
        prop_assert_eq!(find("worker").attribute("id").unwrap(), kept(&worker));
        prop_assert_eq!(document.root_element().children().filter(Node::is_element).count(), 1);
    }

    #[test]
    fn the_index_has_the_latest_date_of_each_file(dates in prop::collection::vec(prop::option::of(0_i64..4_000_000_000), 1..60)) {
        let pages: Vec<Page> = dates.iter().enumerate()
            .map(|(at, date)| Page { lastmod: *date, ..Page::model(&format!("o/m{at}")) })
            .collect();
        let (plan, files) = build(&sitemaps(SitemapMetadata::None, false, TIGHT), &pages, &Counts::new());
        let index = Document::parse(std::str::from_utf8(&files[sitemap::INDEX]).unwrap()).unwrap();
        for (node, shard) in children(&index, "sitemap").zip(&plan.shards) {
            let text = std::str::from_utf8(&files[&shard.name]).unwrap();
            let document = Document::parse(text).unwrap();
            // Dates in the same format sort as text.
            let latest = children(&document, "url").filter_map(|url| child_text(url, "lastmod").map(str::to_owned)).max();
            prop_assert_eq!(child_text(node, "lastmod"), latest.as_deref());
            prop_assert!(latest.is_none_or(|date| date.len() == 20 && date.ends_with('Z')));
        }
    }
}
