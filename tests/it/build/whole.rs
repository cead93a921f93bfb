//! The whole site: every page exists, every link works, and the bytes are the same under all circumstances.

use crate::part::Part;
use crate::site::{Page, SiteTest, assert_same, record, record_of_size, report};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The absolute URLs of the indexable pages in a manifest.
pub(crate) fn indexable(manifest: &Value) -> BTreeSet<String> {
    let pages = manifest["pages"].as_object().unwrap().values();
    let indexable = pages.filter(|page| page["indexable"] == true);
    indexable.map(|page| format!("https://models.example.org{}", page["url"].as_str().unwrap())).collect()
}

/// The URLs in the sitemaps, found through the index; none may occur twice.
pub(crate) fn locs(site: &SiteTest, folder: &str) -> BTreeSet<String> {
    let read = |address: &str| {
        let name = address.rsplit('/').next().unwrap();
        let text = site.read(&format!("{folder}/{name}"));
        let document = roxmltree::Document::parse(&text).unwrap();
        let found = document
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")));
        found.map(|node| node.text().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let shards = read("sitemap.xml");
    assert!(!shards.is_empty());
    let all: Vec<String> = shards.iter().flat_map(|shard| read(shard)).collect();
    let each: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(all.len(), each.len(), "an address comes twice");
    each
}

#[test]
fn the_starter_site_is_whole() {
    let site = SiteTest::starter();
    let report = site.build();
    let manifest = site.manifest("dist");
    let count = |field: &str| report[field].as_u64().unwrap_or_else(|| panic!("{field} in {report}"));
    let pages = manifest["pages"].as_object().unwrap();
    let files = manifest["files"].as_object().unwrap();
    assert!(count("models") >= 150, "{report}");
    assert_eq!(count("models"), pages.keys().filter(|key| key.starts_with("model:")).count() as u64);
    assert_eq!(
        count("models") + report["left_out"].as_object().unwrap().values().filter_map(Value::as_u64).sum::<u64>(),
        count("models_read")
    );
    assert_eq!(count("pages"), pages.len() as u64);
    assert_eq!(count("indexable") + count("noindex"), count("pages"));
    assert_eq!((count("files"), count("written")), (files.len() as u64, files.len() as u64));
    assert_eq!((count("unchanged"), count("removed")), (0, 0));
    assert!(report["seconds"].as_f64().unwrap() > 0.0);
    // The folder contains what the report and the manifest say.
    let tree = site.tree("dist");
    let bytes: usize =
        tree.iter().filter(|(name, _)| !name.starts_with(".modelpress")).map(|(_, bytes)| bytes.len()).sum();
    assert_eq!(count("bytes"), bytes as u64);
    let names: Vec<&String> = tree.keys().filter(|name| !name.starts_with(".modelpress")).collect();
    assert_eq!(names, files.keys().collect::<Vec<_>>());
    for (key, page) in pages {
        assert!(tree.contains_key(page["file"].as_str().unwrap()), "{key}");
    }
    assert_eq!(site.read("dist/.modelpress/build-report.json").trim_start().chars().next(), Some('{'));
}

#[test]
fn sitemaps_list_exactly_what_search_engines_may_show() {
    let site = SiteTest::starter();
    let mut copies = [record("a/one"), record("a/two"), record("b/requant")];
    for (copy, used) in copies.iter_mut().zip([10, 5_000, 700]) {
        copy["cardData"]["base_model"] = "meta/llama".into();
        copy["tags"].as_array_mut().unwrap().push("base_model:quantized:meta/llama".into());
        copy["downloads"] = used.into();
    }
    copies[2]["siblings"][2]["size"] = 2_471_000_000_u64.into();
    site.write("content/models/copies.jsonl", crate::site::lines(&copies));
    let report = site.build();
    let manifest = site.manifest("dist");
    let pages = manifest["pages"].as_object().unwrap();
    // A topic of one model says less than the page of that model, and a topic with the same models as another one says
    // nothing new.
    let topics: Vec<&Value> = pages.iter().filter(|(key, _)| key.starts_with("topic:")).map(|(_, page)| page).collect();
    let because = |reason: &str| topics.iter().filter(|page| page["noindex_reason"] == reason).count();
    let (of_one, alike) = (because("one-model"), because("same-models"));
    assert!(of_one > 0 && alike > 0 && of_one + alike < topics.len(), "{of_one}, {alike} of {}", topics.len());
    let expected = serde_json::json!({ "copy": 1, "not-found": 1, "one-model": of_one, "same-models": alike });
    assert_eq!(report["noindex_by_reason"], expected);
    assert!(site.page("models/a/one/index.html").text.contains("Almost identical metadata, more popular: a/two"));
    assert_eq!(manifest["pages"]["model:a/one"]["noindex_reason"], "copy");
    let expected = indexable(&manifest);
    assert_eq!(locs(&site, "dist"), expected);
    assert_eq!(report["indexable"], expected.len());
    for page in manifest["pages"].as_object().unwrap().values() {
        let parsed = site.page(page["file"].as_str().unwrap());
        assert_eq!(parsed.is_noindex(), page["indexable"] == false, "{page}");
        let canonical = format!("https://models.example.org{}", page["url"].as_str().unwrap());
        assert_eq!(parsed.values("href").any(|href| href == canonical), page["indexable"] == true, "{page}");
    }
}

#[test]
fn the_report_is_text_or_one_object() {
    let site = SiteTest::new(&[record("a/one"), record("a/two")]);
    let output = site.command(&[]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    for part in ["all.jsonl → dist", "2 models", "written", "indexable", "seconds"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(
        report(&site.command(&["--json"]).output().unwrap())["unchanged"],
        site.manifest("dist")["files"].as_object().unwrap().len()
    );
    assert_eq!(site.command(&["--threads", "0"]).output().unwrap().status.code(), Some(2));
    site.remove("content/models/all.jsonl");
    assert!(site.fail().contains("content/models"));
}

/// Every link of every page leads to a file of the site, and every fragment to an element in it.
pub(crate) fn assert_links(folder: &str, base_path: &str, site: &SiteTest) {
    let tree = site.tree(folder);
    let is_page = |name: &str, bytes: &[u8]| !name.contains(".modelpress") && bytes.starts_with(b"<!doctype html>");
    let pages: BTreeMap<&str, Page> = tree
        .iter()
        .filter(|(name, bytes)| is_page(name, bytes))
        .map(|(name, bytes)| (&**name, Page::parse(std::str::from_utf8(bytes).unwrap())))
        .collect();
    let host = base_path.trim_start_matches('/');
    assert!(pages.len() > 10, "{}", pages.len());
    let mut links = 0;
    for (name, page) in &pages {
        assert_eq!(page.errors, Vec::<String>::new(), "{name}");
        let addresses = page.values("content").filter(|content| content.starts_with("https://models.example.org"));
        for href in page.values("href").chain(page.values("src")).chain(addresses) {
            let own = href.strip_prefix("https://models.example.org").unwrap_or(href);
            if own.contains("://") {
                continue;
            }
            let (path, fragment) = own.split_once('#').map_or((own, None), |(path, fragment)| (path, Some(fragment)));
            let target = match path {
                "" => (*name).to_owned(),
                path => {
                    let path = path
                        .strip_prefix(base_path)
                        .unwrap_or_else(|| panic!("{name} links to {href}, which is the host's"));
                    let path =
                        percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8().unwrap();
                    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
                    [host, if host.is_empty() { "" } else { "/" }, &path, index].concat()
                }
            };
            assert!(tree.contains_key(&target), "{name} links to {href}, and there is no {target}");
            if let Some(fragment) = fragment {
                assert!(pages[&*target].values("id").any(|id| id == fragment), "{name} links to {href}");
            }
            links += 1;
        }
    }
    assert!(links > 10 * pages.len(), "{links}");
}

#[test]
fn every_link_leads_somewhere_in_every_form_of_addresses() {
    for form in ["slash", "html", "bare"] {
        for base_path in ["", "/marketplace"] {
            let site = SiteTest::starter();
            site.write("site.toml", format!("[site]\nbase-path = \"{base_path}\"\n[output]\nurl-form = \"{form}\"\n"));
            site.build();
            assert_links("dist", base_path, &site);
            let own = if base_path.is_empty() { "dist" } else { "dist/marketplace" };
            assert_eq!(locs(&site, own), indexable(&site.manifest(own)), "{form} {base_path}");
        }
    }
}

/// Neither threads nor order nor files nor the environment change a byte.
#[test]
fn the_same_records_make_the_same_bytes() {
    let site = SiteTest::starter();
    let mut records: Vec<String> = site.read("content/models/starter.jsonl").lines().map(str::to_owned).collect();
    records.extend((0..300).map(|at| record_of_size(&format!("o{}/m{at}", at % 7), 100 + at).to_string()));
    site.remove("content/models/starter.jsonl");
    site.write("content/models/all.jsonl", records.join("\n"));
    let name_of_snapshot = ["--snapshot", "content/models"];
    site.build_with(&name_of_snapshot);
    let expected = site.tree("dist");
    for (out, threads) in [("one", "1"), ("two", "2"), ("eight", "8")] {
        site.build_with(&[&name_of_snapshot[..], &["--out", out, "--threads", threads]].concat());
        assert_same(&expected, &site.tree(out), out);
    }
    // Shuffled, and split into files of different kinds.
    let mut random = 99_u64;
    for at in (1..records.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        records.swap(at, usize::try_from(random >> 33).unwrap() % (at + 1));
    }
    site.remove("content/models/all.jsonl");
    let (first, rest) = records.split_at(200);
    site.write("content/models/b.jsonl", first.join("\n"));
    site.write("content/models/a.jsonl.zst", zstd::encode_all(rest.join("\n").as_bytes(), 3).unwrap());
    let elsewhere = [("LC_ALL", "tr_TR.UTF-8"), ("LANG", "ar_SA.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("HOME", "/")];
    let output = site
        .command(&["--json", "--snapshot", "content/models", "--out", "shuffled"])
        .envs(elsewhere)
        .output()
        .unwrap();
    report(&output);
    assert_same(&expected, &site.tree("shuffled"), "shuffled");
}

/// A repository with one more variant than another one of the same base and the same sizes is almost the same.
#[test]
fn nearly_the_same_files_are_a_copy_and_files_of_other_sizes_are_none() {
    let requant = |id: &str, sets: u64, size: u64, used: u64| {
        let mut copy = record(id);
        copy["cardData"]["base_model"] = "meta/llama".into();
        copy["tags"] = serde_json::json!(["gguf", "llama", "text-generation", "base_model:quantized:meta/llama"]);
        copy["downloads"] = used.into();
        let labels =
            ["Q2_K", "Q3_K_S", "Q3_K_M", "Q4_0", "Q4_K_S", "Q4_K_M", "Q5_0", "Q5_K_S", "Q5_K_M", "Q6_K", "Q8_0"];
        let labels = labels.iter().cycle().zip(0..sets);
        let file = |(label, at): (&&str, u64)| serde_json::json!({ "rfilename": format!("m{}-{label}.gguf", at / 11), "size": size + at });
        copy["siblings"] = labels.map(file).collect();
        copy
    };
    let site = SiteTest::new(&[
        requant("a/used", 22, 500_000_000, 9_000),
        requant("b/one-less", 21, 500_000_000, 90),
        requant("c/half", 11, 500_000_000, 90),
        requant("d/own-sizes", 22, 700_000_000, 90),
    ]);
    site.build();
    let pages = &site.manifest("dist")["pages"];
    let reasons =
        ["a/used", "b/one-less", "c/half", "d/own-sizes"].map(|id| &pages[format!("model:{id}")]["noindex_reason"]);
    assert_eq!(reasons, [&Value::Null, &Value::from("copy"), &Value::Null, &Value::Null]);
    let alternate: Value = serde_json::from_str(&site.read("dist/models/b/one-less/index.json")).unwrap();
    assert_eq!(alternate["copy_of"]["id"], "a/used");
}

/// Two models of one owner with the same metadata would have identical pages.
#[test]
fn of_models_that_differ_only_in_the_spelling_of_the_name_the_most_used_one_is_indexed() {
    let tuned = |id: &str, used: u64, context: u64| {
        let mut model = record(id);
        model["tags"] = serde_json::json!(["llama", "text-generation", "base_model:finetune:meta/llama"]);
        model["downloads"] = used.into();
        model["config"]["max_position_embeddings"] = context.into();
        model
    };
    let site = SiteTest::new(&[
        tuned("a/Run-1.5", 90, 8_192),
        tuned("a/run-1-5", 9_000, 8_192),
        tuned("a/run-15", 90, 16_384),
        tuned("a/run-1.5-chat", 90, 8_192),
        tuned("b/run-1.5", 90, 8_192),
    ]);
    site.build();
    let pages = &site.manifest("dist")["pages"];
    let reason = |id: &str| pages[format!("model:{id}")]["noindex_reason"].clone();
    assert_eq!(reason("a/Run-1.5"), "copy");
    for id in ["a/run-1-5", "a/run-15", "a/run-1.5-chat", "b/run-1.5"] {
        assert_eq!(reason(id), Value::Null, "{id}");
    }
    let page = pages["model:a/Run-1.5"]["file"].as_str().unwrap();
    let alternate: Value =
        serde_json::from_str(&site.read(&format!("dist/{}", page.replace("index.html", "index.json")))).unwrap();
    assert_eq!(alternate["copy_of"]["id"], "a/run-1-5");
}

/// The width and height of a PNG.
fn png_size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn there_is_an_icon_for_every_reader() {
    for (settings, base) in [("", ""), ("[site]\nbase-path = \"/shop\"\n", "shop/")] {
        let site = SiteTest::new(&[record("o/a")]);
        site.write("site.toml", settings);
        site.build();
        let tree = site.tree("dist");
        let page = String::from_utf8(tree[&format!("{base}models/o/a/index.html")].clone()).unwrap();
        let icon = |mark: &str| {
            let links = Part::page(&page).all("link").into_iter();
            let has_mark = |link: &Part| {
                let marks = ["type", "rel", "href"].map(|name| link.attribute(name).unwrap_or_default());
                marks.iter().any(|known| known.contains(mark))
            };
            let href = {
                let mut links = links;
                links.find(has_mark)
            }
            .unwrap_or_else(|| panic!("{mark}"))
            .attribute("href")
            .unwrap();
            tree[href.trim_start_matches('/')].as_slice()
        };
        assert!(icon("image/svg+xml").starts_with(b"<svg"));
        assert_eq!(png_size(icon("apple-touch-icon")), (180, 180));
        let bitmaps = icon("favicon.ico");
        assert!(std::ptr::eq(bitmaps, tree[&format!("{base}favicon.ico")].as_slice()), "where programs look unasked");
        assert_eq!(bitmaps[..6], [0, 0, 1, 0, 3, 0]);
        for (at, size) in [16, 32, 48].into_iter().enumerate() {
            let entry = &bitmaps[6 + 16 * at..][..16];
            let offset = u32::from_le_bytes(entry[12..].try_into().unwrap()) as usize;
            assert_eq!((u32::from(entry[0]), png_size(&bitmaps[offset..])), (size, (size, size)));
        }
    }
}
