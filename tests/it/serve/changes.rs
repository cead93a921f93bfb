//! Changes appear, mistakes are reported, and the last good site stays.

use super::process::Served;
use crate::{
    requirement,
    site::{SiteTest, lines, record, record_of_size},
};
use std::{fs, path::Path, process::Command};

const PAGE: &str = "+++\ntitle = \"A page\"\ndescription = \"A page that somebody wrote, with enough words.\"\n+++\n\n";

#[test]
fn every_kind_of_change_shows() {
    let site = SiteTest::starter();
    site.write("own.css", "body { color: red }");
    let served = Served::start(&site, &[]);
    let shows = |path: &'static str, text: &'static str| move |served: &Served| served.get(path).body.contains(text);
    site.write("content/pages/new.md", format!("{PAGE}First words."));
    served.until("a new page", shows("/new/", "First words."));
    site.write("content/pages/new.md", format!("{PAGE}Second words."));
    served.until("a changed page", shows("/new/", "Second words."));
    site.remove("content/pages/new.md");
    served.until("a removed page", |served| served.get("/new/").status == 404);
    site.write("site.toml", "[site]\nname = \"Renamed\"\nstyle-sheet = \"own.css\"\n");
    served.until("a setting", shows("/", "Renamed"));
    // The name of the style sheet changes with it, so the page must link to the new name.
    let css = |served: &Served| {
        let page = served.get("/").body;
        let at = page.find("/assets/main-").unwrap();
        served.get(page[at..].split(['"', ' ', '>']).next().unwrap()).body
    };
    served.until("a style sheet of the site's own", |served| css(served).ends_with("}body { color: red }"));
    site.write("own.css", "body { color: blue }");
    served.until("a changed style sheet", |served| css(served).ends_with("}body { color: blue }"));
    let worker = "content/workers/llm-worker-rbee-cpu.toml";
    // Many editors replace the file with another one.
    let text = site.read(worker).replace("LLM Worker (CPU)", "Worker of a new name");
    site.write("content/workers/.new", text);
    fs::rename(site.path("content/workers/.new"), site.path(worker)).unwrap();
    served.until("a worker", shows("/workers/", "Worker of a new name"));
    site.write("content/models/more.jsonl", lines(&[record("somebody/new-model")]));
    served.until("a snapshot", |served| served.get("/models/somebody/new-model/").status == 200);
    site.write("site.toml", "[output]\nurl-form = \"html\"\n");
    served.until("a form of addresses", |served| served.get("/models/somebody/new-model.html").status == 200);
    assert!(!site.path("dist").exists());
}

#[test]
fn folders_that_were_not_there_are_seen() {
    let site = SiteTest::new(&[]);
    site.write("records/a.jsonl", lines(&[record("o/a")]));
    fs::remove_dir_all(site.path("content")).unwrap();
    let served = Served::start(&site, &["--snapshot", "records"]);
    assert_eq!(served.get("/models/o/a/").status, 200);
    site.write("content/pages/new.md", format!("{PAGE}First words."));
    served.until("a page in a new folder", |served| served.get("/new/").status == 200);
    site.write("content/pages/new.md", format!("{PAGE}Second words."));
    served.until("and its change", |served| served.get("/new/").body.contains("Second words."));
    site.write("records/b.jsonl", lines(&[record_of_size("o/b", 9_000)]));
    served.until("a file of the named snapshot", |served| served.get("/models/o/b/").status == 200);
}

#[test]
fn a_mistake_is_said_and_the_last_good_site_stays() {
    let site = SiteTest::starter();
    let settings = site.read("site.toml");
    let served = Served::start(&site, &[]);
    let mut events = served.events();
    let first = events.next().unwrap();
    assert!(first["problem"].is_null() && !first["build"].as_str().unwrap().is_empty(), "{first}");
    for (file, broken, said) in [
        ("site.toml", "[site]\nnam = \"x\"\n", "line 2: unknown key `nam`"),
        ("content/workers/w.toml", "id = 1\n", "content/workers/w.toml:1"),
        ("content/pages/p.md", "no settings", "`content/pages/p.md` line 1"),
    ] {
        site.write(file, broken);
        let state = events.find(|state| !state["problem"].is_null()).unwrap();
        let problem = state["problem"].as_str().unwrap();
        assert!(problem.starts_with("error: ") && problem.contains(said), "{file}: {problem}");
        assert_eq!(state["build"], first["build"], "{file}");
        assert_eq!(served.get("/workers/").status, 200);
        served.until(file, |served| served.said().contains(said));
        match file {
            "site.toml" => site.write(file, &settings),
            _ => site.remove(file),
        }
        let state = events.find(|state| state["problem"].is_null()).unwrap();
        assert_eq!(state["build"], first["build"], "{file}");
    }
    // Another site is a new build, and pages reload themselves.
    site.write("content/models/more.jsonl", lines(&[record_of_size("o/b", 9_000)]));
    let state = events.find(|state| state["build"] != first["build"]).unwrap();
    assert!(state["problem"].is_null());
    assert!(served.get("/models/o/b/").body.contains(state["build"].as_str().unwrap()));
}

#[test]
fn without_any_site_the_mistake_is_the_page() {
    let site = SiteTest::new(&[record("o/a")]);
    site.write("site.toml", "[site]\nname = <b>\n");
    let served = Served::start(&site, &[]);
    let page = served.get("/models/o/a/");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("<pre>error: `site.toml` is not valid") && page.body.contains("preview.js"), "{page:?}");
    assert!(!page.body.contains("<b>"), "{page:?}");
    site.write("site.toml", "");
    served.until("the fixed site", |served| served.get("/models/o/a/").status == 200);
}

/// In a browser: the page reloads itself, and shows a mistake until it is fixed.
#[test]
fn a_browser_follows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !requirement::has_browser("a_browser_follows") {
        return;
    }
    let site = SiteTest::new(&[record("o/a")]);
    site.write("content/pages/new.md", format!("{PAGE}First words."));
    let served = Served::start(&site, &[]);
    let output = Command::new("node")
        .arg(root.join("tests/tools/preview.mjs"))
        .arg(format!("http://{}/new/", served.host))
        .arg(site.path("content/pages/new.md"))
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&said), served.said());
    let _ = std::io::Write::write_all(&mut std::io::stderr(), &said);
}
