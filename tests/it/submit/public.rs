//! Nothing is submitted that is not public.

use super::project::{KEY, Project};
use crate::{
    loopback::Answer,
    site::{record, record_of_size},
};

fn change(project: &Project, path: &str, answer: Answer) {
    project.public.changes.lock().unwrap().insert(path.to_owned(), answer);
}

#[test]
fn a_deploy_that_failed_is_not_announced() {
    for (path, answer, problem) in [
        ("/sitemap.xml", Answer::new(404, ""), "returned 404 instead of 200"),
        ("/models/o/b/", Answer::new(200, "<!doctype html>yesterday"), "returned 24 bytes that differ from the "),
        (
            "/models/o/b/",
            Answer::new(301, "").with("Location", "/models/o/b"),
            "returned 301 with a redirect to `/models/o/b` instead of 200",
        ),
        ("/sitemap-models-0.xml", Answer::new(200, ""), "returned 0 bytes that differ"),
        ("/models/o/b/", Answer::new(403, "robots are not welcome"), "returned 403 instead of 200"),
        (
            "/0123456789abcdef0123456789abcdef.txt",
            Answer::new(200, "another"),
            "returned 7 bytes that differ from the 32",
        ),
    ] {
        let project = Project::new();
        assert!(project.site.path(&format!("dist/{KEY}.txt")).is_file());
        change(&project, path, answer);
        let said = project.fail(&["--all"]);
        let url = format!("`{}{path}`", project.public.server.url());
        assert!(said.contains(&url) && said.contains(problem) && said.contains("nothing was sent"), "{said}");
        assert!(said.contains("--skip-verification"), "{said}");
        assert_eq!(project.connections()[1..], [0, 0], "{path}");
        assert!(!project.record().exists(), "{path}");
    }
}

#[test]
fn what_is_deleted_has_to_be_gone() {
    let project = Project::new();
    project.submit(&[]);
    project.site.records(&[record("o/a"), record_of_size("o/b", 9_000)]);
    project.deploy();
    change(&project, "/models/o/c/", Answer::new(200, "still here"));
    let said = project.fail(&[]);
    assert!(said.contains("/models/o/c/` returned 200 instead of 404, 410 or a redirect"), "{said}");
    change(&project, "/models/o/c/", Answer::new(301, "").with("Location", "/models/o/b/"));
    assert_eq!(project.submit(&[])["index_now"]["outcome"], "sent");
}

/// A CDN that adds a script to each page is reported as such, and not as a failed deploy.
#[test]
fn a_cdn_that_rewrites_pages_is_named() {
    let project = Project::new();
    let page = project.site.read("dist/models/o/b/index.html");
    let script = "<script defer src=\"https://cdn.example/beacon.min.js\" data-beacon='{\"token\":\"x\"}'></script>";
    let rewritten = page.replace("</body>", &format!("{script}</body>"));
    let rewritten = rewritten.replace("<head>", "<head><meta name=\"cdn\">");
    assert!(rewritten.len() > page.len());
    change(&project, "/models/o/b/", Answer::new(200, rewritten));
    let said = project.fail(&["--all"]);
    assert!(said.contains("added bytes") && said.contains("rewrites pages"), "{said}");
    assert!(said.contains("turn that off") && said.contains("--skip-verification"), "{said}");
    assert_eq!(project.connections()[1..], [0, 0], "nothing was sent");
}

/// A compressed page is the same page.
#[test]
fn packed_answers_are_unpacked() {
    for coding in ["br", "gzip"] {
        let project = Project::new();
        *project.public.coding.lock().unwrap() = coding;
        let report = project.submit(&["--dry-run"]);
        let report = (report["checks"].as_array().unwrap().len(), project.submit(&[])["verified"].as_u64().unwrap());
        assert_eq!(report.0 as u64, report.1, "{coding}");
    }
}

/// A CDN may serve yesterday's page for a while.
#[test]
fn it_can_be_waited_for() {
    let project = Project::new();
    change(&project, "/models/o/b/", Answer::new(200, "yesterday"));
    let mut child = project.command(&["--wait", "60", "--json"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let is_asked = || project.public.server.asked().iter().any(|asked| asked.target == "/models/o/b/");
    while !is_asked() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(project.connections()[1..], [0, 0], "nothing is sent before");
    project.public.changes.lock().unwrap().clear();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"outcome\":\"sent\""));
}

#[test]
fn it_can_be_sent_without_looking() {
    let project = Project::new();
    change(&project, "/sitemap.xml", Answer::new(404, ""));
    let report = project.submit(&["--skip-verification"]);
    assert_eq!((report["verified"].as_u64(), &report["search_console"]["outcome"]), (Some(0), &"sent".into()));
    assert_eq!(project.connections()[0], 0);
}

#[test]
fn the_choice_of_pages_is_the_same_each_time() {
    let project = Project::new();
    project.settings("sample = 2\n");
    let checks = |args: &[&str]| project.submit(args)["checks"].clone();
    let first = checks(&["--dry-run", "--all"]);
    assert_eq!(first, checks(&["--dry-run", "--all"]));
    let urls: Vec<&str> = first.as_array().unwrap().iter().map(|check| check["url"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), 6, "index, key file, two sitemaps, two pages: {urls:?}");
}

#[test]
fn a_site_that_is_down_is_not_announced() {
    let project = Project::new();
    let settings = project.site.read("site.toml").replace(&project.public.server.url(), "http://127.0.0.1:9");
    project.site.write("site.toml", settings.replace("retries = 1", "retries = 0"));
    project.site.build();
    let said = project.fail(&[]);
    assert!(said.contains("the public site does not respond; nothing was sent"), "{said}");
    assert!(said.contains("no connection") && said.contains("http://127.0.0.1:9/sitemap.xml"), "{said}");
}
