//! Where the site is: below a host site, next to foreign files, and at its former URLs.

use crate::site::{SiteTest, record, record_of_size};
use serde_json::{Value, json};

fn mounted() -> SiteTest {
    let site = SiteTest::new(&[record("o/a"), record_of_size("o/b", 9_000)]);
    site.write("site.toml", "[site]\nbase-path = \"/marketplace\"\n[output]\ndir = \"public\"\n");
    site.write("public/index.html", "the host's");
    site.write("public/robots.txt", "the host's");
    site.write("public/market/index.html", "the host's");
    site
}

#[test]
fn a_mounted_site_stays_below_its_path() {
    let site = mounted();
    let before = site.tree("public");
    let report = site.build();
    assert_eq!(report["sitemap_line"], "Sitemap: https://models.example.org/marketplace/sitemap.xml");
    let after = site.tree("public");
    for (name, bytes) in &after {
        let is_own = name.starts_with("marketplace/");
        assert!(is_own || before.get(name) == Some(bytes), "{name}");
    }
    assert!(before.keys().all(|name| after.contains_key(name)));
    for name in ["robots.txt", "404.html", "_redirects", "_headers"] {
        assert!(!site.path("public/marketplace").join(name).exists(), "{name}");
    }
    assert!(site.path("public/marketplace/models/o/a/index.html").is_file());
    assert!(
        site.read("public/marketplace/sitemap.xml")
            .contains("<loc>https://models.example.org/marketplace/sitemap-models-0.xml</loc>")
    );
    let text = String::from_utf8(site.command(&[]).output().unwrap().stdout).unwrap();
    assert!(text.contains("Sitemap: https://models.example.org/marketplace/sitemap.xml"), "{text}");
    assert_eq!(site.build()["written"], 0);
}

/// Editors write paths; the location and URL style of the site are not their concern.
#[test]
fn links_of_editors_lead_into_the_site_wherever_it_lies() {
    for form in ["slash", "html", "bare"] {
        let site = SiteTest::new(&[record("o/a")]);
        let settings = format!("[site]\nbase-path = \"/shop\"\n[output]\nurl-form = \"{form}\"\n");
        site.write("site.toml", settings);
        let top = "+++\ntitle = \"Links\"\ndescription = \"Where to go from here, and how to get there.\"\n+++\n\n";
        let links = "[a](/models/) [b](/methodology#runs) [c](/feed.xml) [d](https://x.example/y) [e](//x.example/z)";
        site.write("content/pages/links.md", [top, links, "\n"].concat());
        site.build();
        let pages = &site.manifest("dist/shop")["pages"];
        let page = site.page(&format!("shop/{}", pages["article:links"]["file"].as_str().unwrap()));
        let url = |key: &str| pages[key]["url"].as_str().unwrap().to_owned();
        let expected = [url("browse:1"), url("methodology") + "#runs", "/shop/feed.xml".to_owned()];
        let outside = ["https://x.example/y", "//x.example/z"].map(str::to_owned);
        let body = page.tags.iter().skip_while(|(name, _)| name != "article");
        let links: Vec<&str> = body.filter(|(name, _)| name == "a").map(|(_, link)| &*link["href"]).take(5).collect();
        assert_eq!(links, [&expected[..], &outside[..]].concat(), "{form}");
    }
}

#[test]
fn a_foreign_file_is_named_and_stays() {
    let site = mounted();
    site.build();
    let manifest = site.read("public/marketplace/.modelpress/manifest.json");
    site.records(&[record("o/a"), record_of_size("o/b", 9_000), record_of_size("o/late", 300)]);
    site.write("public/marketplace/models/o/late/index.html", "the host's");
    for _ in 0..2 {
        let said = site.fail();
        assert!(said.contains("public/marketplace/models/o/late/index.html"), "{said}");
        assert!(said.contains("no build created") && said.contains("model:o/late"), "{said}");
        assert_eq!(site.read("public/marketplace/models/o/late/index.html"), "the host's");
        assert_eq!(site.read("public/marketplace/.modelpress/manifest.json"), manifest);
    }
    site.remove("public/marketplace/models/o/late/index.html");
    assert_eq!(site.build()["models"], 3);
    // Our files are removed, foreign ones stay.
    site.write("public/marketplace/models/o/late/notes.txt", "the host's");
    site.records(&[record("o/a")]);
    site.build();
    assert!(!site.path("public/marketplace/models/o/late/index.html").exists());
    assert_eq!(site.read("public/marketplace/models/o/late/notes.txt"), "the host's");
}

#[test]
fn of_ids_equal_but_for_case_who_was_first_keeps_the_address() {
    let site = SiteTest::new(&[record("o/model"), record_of_size("p/Model", 1_000), record_of_size("p/model", 2_000)]);
    site.build();
    let path = |id: &str| site.manifest("dist")["pages"][format!("model:{id}")]["path"].clone();
    assert_eq!((path("o/model"), path("p/Model")), (json!("/models/o/model"), json!("/models/p/model")));
    let other = path("p/model");
    assert!(other.as_str().unwrap().starts_with("/models/p/model~"), "{other}");
    site.records(&[record("o/model"), record_of_size("o/Model", 3_000), record_of_size("p/model", 2_000)]);
    site.build();
    assert_eq!((path("o/model"), path("p/model")), (json!("/models/o/model"), other));
    assert!(path("o/Model").as_str().unwrap().starts_with("/models/o/model~"));
    assert_eq!(path("p/Model"), Value::Null);
}

#[test]
fn old_addresses_lead_to_pages_in_one_step_and_stand_in_no_sitemap() {
    let site = SiteTest::new(&[record("o/a.b"), record_of_size("o/c", 9_000)]);
    let redirects = [("/old", "/older"), ("/older", "/models/o/a.b"), ("/how/it-works.html", "/methodology")];
    let text: String = redirects.map(|(from, to)| format!("[[redirect]]\nfrom = \"{from}\"\nto = \"{to}\"\n")).concat();
    site.write("content/redirects.toml", text);
    site.write("site.toml", "[output]\nredirect-pages = true\n");
    let report = site.build();
    assert_eq!(report["redirects"], 5, "two are from slugs of the replaced site");
    let file = site.read("dist/_redirects");
    for line in [
        "/old /models/o/a.b/ 301",
        "/older /models/o/a.b/ 301",
        "/how/it-works.html /methodology/ 301",
        "/models/o--a-b /models/o/a.b/ 301",
        "/models/o--c /models/o/c/ 301",
    ] {
        assert!(file.lines().any(|known| known == line), "{line} in {file}");
    }
    for (name, to) in [
        ("old/index.html", "/models/o/a.b/"),
        ("how/it-works.html", "/methodology/"),
        ("models/o--a-b/index.html", "/models/o/a.b/"),
    ] {
        let page = site.page(name);
        assert_eq!(page.errors, Vec::<String>::new(), "{name}");
        assert!(page.is_noindex() && page.values("content").any(|content| content == format!("0; url={to}")), "{name}");
    }
    let locs = super::whole::locs(&site, "dist");
    assert!(!locs.iter().any(|loc| loc.contains("old") || loc.contains("--") || loc.contains("it-works")), "{locs:?}");
    site.write("site.toml", "[output]\nredirects-file = false\nreplaced-slugs = 0\n");
    site.build();
    assert!(!site.path("dist/_redirects").exists() && !site.path("dist/old").exists());
}

#[test]
fn a_redirect_that_leads_nowhere_is_an_error() {
    let site = SiteTest::new(&[record("o/a")]);
    for (from, to, parts) in [
        (
            "/old",
            "/models/o/gone",
            ["redirects.toml", "`/old` redirects to `/models/o/gone`, which is not a page of the site"],
        ),
        ("/methodology", "/models/o/a", ["redirects.toml", "`/methodology` is already a page of the site"]),
        ("old", "/methodology", ["line 2", "must begin with `/`"]),
    ] {
        site.write("content/redirects.toml", format!("[[redirect]]\nfrom = \"{from}\"\nto = \"{to}\"\n"));
        let said = site.fail();
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
    assert!(!site.path("dist/index.html").exists());
}

#[test]
fn hosts_are_told_how_to_serve_each_file() {
    let site = SiteTest::new(&[record("o/a"), record_of_size("o/b.json", 9_000)]);
    for (settings, told, untold) in [
        ("", vec!["/models/*\n  Cache-Control"], "text/html"),
        (
            "url-form = \"bare\"\nalternates = [\"json\", \"md\"]\n",
            vec![
                "/models/*\n  Content-Type: text/html; charset=utf-8\n",
                "/models/*~.json\n  ! Content-Type\n  Content-Type: application/json\n",
                "/models/*~.md\n  ! Content-Type\n  Content-Type: text/markdown; charset=utf-8\n",
                "/methodology\n  Content-Type: text/html; charset=utf-8\n",
                "/workers/*.json\n  ! Content-Type\n",
            ],
            "/models/*.json\n",
        ),
        (
            "url-form = \"html\"\nalternates = [\"md\"]\n[sitemap]\ngzip = true\n",
            vec!["/sitemap*.xml.gz\n  Content-Type: application/gzip\n", "/models/*.md\n"],
            "! ",
        ),
    ] {
        site.write("site.toml", format!("[output]\n{settings}"));
        site.build();
        let text = site.read("dist/_headers");
        let always = [
            "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self';",
            "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
            "/sitemap*\n",
            "/data/*.jsonl.gz\n",
            "  X-Content-Type-Options: nosniff\n",
        ];
        for part in told.into_iter().chain(always) {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains(untold), "{untold} in {text}");
        let rules = text.lines().filter(|line| !line.starts_with(' ')).count();
        assert!(rules <= 100 && text.lines().all(|line| line.len() <= 2_000), "{text}");
        let only = "headers-form,headers-limit,headers-type,headers-policy,manifest-unknown-file";
        let checked = site.modelpress(&["check", "dist", "--only", only, "--fail-on", "warning"]).output().unwrap();
        assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
        assert_eq!(site.manifest("dist")["files"]["_headers"]["type"], "text/plain; charset=utf-8");
        assert_eq!(site.build()["written"], 0);
    }
    site.write("site.toml", "[output]\nheaders-file = false\n");
    site.build();
    assert!(!site.path("dist/_headers").exists());
}

/// Hosts silently ignore everything after 100 KB.
#[test]
fn redirects_from_the_replaced_site_stop_before_hosts_do() {
    let long = "x".repeat(80);
    let records: Vec<Value> = (0..700).map(|at| record(&format!("owner/{long}-{at}"))).collect();
    let site = SiteTest::new(&records);
    site.write("content/redirects.toml", "[[redirect]]\nfrom = \"/zzz\"\nto = \"/methodology\"\n");
    let report = site.build();
    let text = site.read("dist/_redirects");
    assert!((99_000..=100_000).contains(&text.len()), "{}", text.len());
    assert!(text.contains("/zzz /methodology/ 301\n"), "what somebody wrote is not what goes");
    assert_eq!(report["redirects"], text.lines().count());
    site.write("site.toml", "[output]\nredirects-file = false\nredirect-pages = true\n");
    assert_eq!(site.build()["redirects"], 701, "pages have no such limit");
}
