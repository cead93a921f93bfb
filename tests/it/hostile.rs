//! Records that try to stop the pipeline or to break the site. For every record that `build` accepts, `check` accepts
//! the site, and nothing in a record runs in a browser, a terminal or a workflow.

mod payloads;
mod terminal;

use crate::{
    requirement,
    site::{SiteTest, assert_same, has_ending},
};
use check::{CheckInputs, Report, Severity, Wanted};
use std::process::Command;

/// 2026-01-01, as for all checks here: later than any date that a snapshot without dates should use.
const NOW: i64 = 1_767_225_600;

/// The settings of all sites here: every output except pictures, which take long to render.
const SETTINGS: &str = "[output]\nmodel-pictures = 0\nalternates = [\"json\", \"md\"]\nreplaced-slugs = 1000\n";

/// Some records of the program's starter snapshot, to place next to the hostile ones.
fn starter(count: usize) -> String {
    let starter = concat!(env!("CARGO_MANIFEST_DIR"), "/content/models/starter.jsonl");
    let starter = std::fs::read_to_string(starter).unwrap();
    starter.lines().take(count).flat_map(|line| [line, "\n"]).collect()
}

fn check(site: &SiteTest) -> Report {
    let folder = site.path("dist");
    let wanted = Wanted::new(&[], &[], 3);
    check::run(CheckInputs { folder: &folder, base_url: None, wanted, now: NOW }).unwrap()
}

/// The errors of a site, one per line.
fn errors(report: &Report) -> Vec<String> {
    let groups = report.findings.groups().into_iter();
    let errors = groups.filter(|(code, ..)| code.check().severity == Severity::Error);
    let said = errors.flat_map(|(code, _, findings)| {
        findings.iter().map(move |finding| format!("{}: {}: {}", code.name(), finding.file, finding.message))
    });
    said.collect()
}

/// Builds and checks a site for each record, together with some starter records. Returns the failures.
fn one_by_one(records: &[(String, String)], starters: usize) -> Vec<String> {
    let site = SiteTest::new(&[]);
    site.write("site.toml", SETTINGS);
    let starter = starter(starters);
    let mut wrong = Vec::new();
    for (name, record) in records {
        site.write("content/models/all.jsonl", format!("{starter}{record}\n"));
        let built = site.command(&["--max-removals", "100%"]).output().unwrap();
        if !built.status.success() {
            wrong.push(format!("{name}: no build: {}", String::from_utf8_lossy(&built.stderr)));
            continue;
        }
        wrong.extend(errors(&check(&site)).into_iter().map(|error| format!("{name}: {error}")));
    }
    wrong
}

#[test]
fn no_single_record_stops_the_pipeline() {
    let wrong = one_by_one(&payloads::few(), 2);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The whole table, which takes long: `HOSTILE_RECORDS=all`.
#[test]
#[expect(clippy::disallowed_methods, reason = "the switch of the test suite is an environment variable")]
fn none_of_all_records_stops_the_pipeline() {
    if std::env::var("HOSTILE_RECORDS").as_deref() != Ok("all") {
        return;
    }
    let records = payloads::all();
    assert!(records.len() >= 800, "{}", records.len());
    let wrong = one_by_one(&records, usize::MAX);
    assert!(wrong.is_empty(), "{} of {} records\n{}", wrong.len(), records.len(), wrong.join("\n"));
}

/// A site with all records, with redirect pages for the long ids.
fn of_all(is_reversed: bool, threads: &str) -> SiteTest {
    let site = SiteTest::new(&[]);
    site.write("site.toml", format!("{SETTINGS}redirect-pages = true\n"));
    let mut records: Vec<String> = payloads::all().into_iter().map(|(_, record)| record).collect();
    if is_reversed {
        records.reverse();
    }
    site.write("content/models/all.jsonl", records.join("\n") + "\n");
    site.build_with(&["--threads", threads]);
    site
}

#[test]
fn all_records_together_make_a_site_in_whatever_order() {
    let site = of_all(false, "2");
    let wrong = errors(&check(&site));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_same(&site.tree("dist"), &of_all(true, "1").tree("dist"), "another order, another number of threads");
    for (name, bytes) in site.tree("dist") {
        if has_ending(&name, "bin") || name.contains("/.modelpress/") {
            continue;
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let hidden = text.chars().find(|c| !matches!(c, '\n' | '\t') && foreign_text::is_hidden(*c));
        assert_eq!(hidden, None, "{name}");
    }
    parsed(&site);
    browsed(&site);
}

/// Independent parsers of HTML, XML, JSON and Markdown find no errors, and nothing that runs or loads.
fn parsed(site: &SiteTest) {
    let root = env!("CARGO_MANIFEST_DIR");
    let packages = format!("{root}/tests/tools/python");
    let python = |args: &[&str]| Command::new("python3").args(args).env("PYTHONPATH", &packages).output();
    let has = python(&["-c", "import html5lib, lxml.etree, markdown_it"]);
    if !has.is_ok_and(|output| output.status.success()) {
        return requirement::skip("hostile::parsed", "html5lib, lxml and markdown-it-py in Python", "REQUIRE_ALL");
    }
    let dist = site.path("dist");
    let output = python(&[&format!("{root}/tests/tools/parse.py"), dist.to_str().unwrap()]).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains(" files, 0 faults"), "{said}");
}

/// In a browser without the content security policy, pages run nothing from a record and request nothing from other
/// hosts.
fn browsed(site: &SiteTest) {
    if !requirement::has_browser("hostile::browsed") {
        return;
    }
    let tool = format!("{}/tests/tools/hostile.mjs", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node").args([&tool, site.path("dist").to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains(" searches, 0 failures"), "{said}");
}
