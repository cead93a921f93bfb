//! The folders that a build refuses, without writing anything.

use crate::site::{SiteTest, record, report};
use std::fs;

fn site() -> SiteTest {
    let site = SiteTest::new(&[record("o/a")]);
    site.write("site.toml", "");
    let head =
        "+++\ntitle = \"About\"\ndescription = \"What this site shows, and where its facts come from.\"\n+++\n\n";
    site.write("content/pages/about.md", [head, "A text about this site.\n"].concat());
    site
}

/// The output of a build into a folder that must be refused.
fn refused(site: &SiteTest, args: &[&str]) -> String {
    let before = site.tree("");
    let output = site.command(args).env("HOME", site.path("home")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
    assert!(site.tree("") == before, "{args:?}: nothing is written");
    said
}

#[test]
fn a_build_never_mixes_with_sources_or_a_home_folder() {
    let site = site();
    fs::create_dir(site.path("home")).unwrap();
    fs::create_dir(site.path("empty")).unwrap();
    std::os::unix::fs::symlink(site.path("content"), site.path("linked")).unwrap();
    for (out, why) in [
        ("/", "it is the root folder"),
        ("home", "it is your home folder"),
        (".", "it contains `content`, a source of the site"),
        ("empty/..", "it contains `content`, a source of the site"),
        ("content", "it is inside `content`, a source of the site"),
        ("content/pages/new", "it is inside `content`, a source of the site"),
        ("linked/new", "it is inside `content`, a source of the site"),
    ] {
        for force in [&[][..], &["--force"]] {
            let said = refused(&site, &[&["--out", out], force].concat());
            assert!(said.contains(&format!("cannot build into `{out}`: {why}")), "{said}");
            assert!(said.contains("hint: choose a folder for the site alone"), "{said}");
        }
    }
    // Files given with `--snapshot` are sources, too.
    site.write("data/records.jsonl", site.read("content/models/all.jsonl"));
    let said = refused(&site, &["--snapshot", "data", "--out", "data/site"]);
    assert!(said.contains("it is inside `data`, a source of the site"), "{said}");
    assert!(site.command(&["--out", "empty"]).output().unwrap().status.success());
}

#[test]
fn a_folder_with_files_of_others_is_built_into_on_demand() {
    let site = site();
    site.write("public/notes.txt", "mine");
    let said = refused(&site, &["--out", "public"]);
    assert!(said.contains("cannot build into `public`: it is not empty and no build created it"), "{said}");
    assert!(said.contains("--force"), "{said}");
    report(&site.command(&["--json", "--out", "public", "--force"]).output().unwrap());
    // From then on, it contains a site.
    report(&site.command(&["--json", "--out", "public"]).output().unwrap());
    assert_eq!(site.read("public/notes.txt"), "mine");
    // Without its manifest, a site counts as foreign only if all records of the build are lost.
    site.remove("public/.modelpress/manifest.json");
    let again = report(&site.command(&["--json", "--out", "public"]).output().unwrap());
    assert_eq!(again["written"], 0, "{again}");
    // The folder of a host site contains other files.
    site.write("host/index.html", "the host's");
    site.write("site.toml", "[site]\nbase-path = \"/marketplace\"\n");
    report(&site.command(&["--json", "--out", "host"]).output().unwrap());
    assert_eq!(site.read("host/index.html"), "the host's");
}

/// `deploy` names the command that repairs a damaged file, and the command does.
#[test]
fn the_advice_for_a_damaged_file_helps() {
    let site = site();
    site.build();
    let whole = site.read("dist/about/index.html");
    site.write("dist/about/index.html", whole.replacen('a', "b", 1));
    let url = format!("file://{}", site.path("www").display());
    let deploy = || site.modelpress(&["deploy", &url]).output().unwrap();
    let said = String::from_utf8(deploy().stderr).unwrap();
    assert!(said.contains("hint: run `modelpress build --verify`"), "{said}");
    let checked = site.modelpress(&["check", "dist"]).output().unwrap();
    assert!(String::from_utf8(checked.stdout).unwrap().contains("modelpress build --verify"));
    assert_eq!(site.build_with(&["--verify"])["written"], 1);
    assert_eq!(site.read("dist/about/index.html"), whole);
    assert!(deploy().status.success());
}
