//! Deploys to a folder: what is done, refused and reported.

use super::{Built, failure, files, records, report, said, tree};
use serde_json::{Value, json};
use std::fs;

fn to_folder(built: &Built, args: &[&str]) -> Value {
    let url = format!("file://{}", built.path("www").display());
    report(built.command(&[&[url.as_str(), "--json"], args].concat()))
}

fn refused(built: &Built, args: &[&str], code: i32) -> String {
    let url = format!("file://{}", built.path("www").display());
    failure(built.command(&[&[url.as_str()], args].concat()), code)
}

#[test]
fn only_what_changed_is_touched() {
    let mut site = files(100);
    let built = Built::new(&site);
    let first = to_folder(&built, &[]);
    assert_eq!(first["added"], json!(100), "{first}");
    assert_eq!(tree(&built.path("www")), tree(&built.dist()));
    let www = built.path("www");
    let age = |path: &str| fs::metadata(www.join(path)).unwrap().modified().unwrap();
    let before = age("models/owner-00/model-00000/index.html");
    site.insert("models/index.html".to_owned(), "<!doctype html>other".to_owned());
    site.insert("models/new/index.html".to_owned(), "<!doctype html>new".to_owned());
    site.remove("models/owner-01/model-00001/index.html");
    built.build(&site);
    let second = to_folder(&built, &[]);
    let counts = ["added", "changed", "deleted", "unchanged"].map(|name| second[name].as_u64().unwrap());
    assert_eq!(counts, [1, 1, 1, 98], "{second}");
    assert_eq!(
        second["addresses"],
        json!({
            "added": ["https://models.example.org/models/new/"],
            "changed": ["https://models.example.org/models/"],
            "deleted": ["https://models.example.org/models/owner-01/model-00001/"],
        })
    );
    assert_eq!(tree(&www), tree(&built.dist()));
    assert_eq!(age("models/owner-00/model-00000/index.html"), before);
    let third = to_folder(&built, &[]);
    assert_eq!((third["unchanged"].as_u64(), &third["stages"]), (Some(100), &json!([])));
    let report: Value =
        serde_json::from_slice(&fs::read(built.dist().join(".modelpress/deploy-report.json")).unwrap()).unwrap();
    assert_eq!(report, third);
}

#[test]
fn what_somebody_else_put_there_stays() {
    let site = files(40);
    let built = Built::new(&site);
    fs::create_dir_all(built.path("www/.well-known")).unwrap();
    built.write("www/.well-known/acme", "theirs");
    built.write("www/index.html", "an older page");
    let report = to_folder(&built, &[]);
    assert_eq!([&report["unknown"], &report["changed"]], [&json!(1), &json!(1)], "{report}");
    assert!(report["notes"].to_string().contains("`.well-known/acme`"), "{report}");
    assert_eq!(fs::read(built.path("www/.well-known/acme")).unwrap(), b"theirs");
    to_folder(&built, &["--delete-unknown"]);
    assert_eq!(tree(&built.path("www")), tree(&built.dist()), "asked for");
}

/// Nothing is written through a symbolic link inside the target; the target itself may be one.
#[test]
fn a_deploy_stays_inside_its_target() {
    use std::os::unix::fs::symlink;
    let mut site = files(40);
    let built = Built::new(&site);
    fs::create_dir_all(built.path("elsewhere")).unwrap();
    fs::create_dir_all(built.path("www/models")).unwrap();
    symlink(built.path("elsewhere"), built.path("www/models/owner-01")).unwrap();
    let said = refused(&built, &[], 1);
    assert!(said.contains("www/models/owner-01` is a symbolic link, and a deploy does not follow links"), "{said}");
    fs::remove_file(built.path("www/models/owner-01")).unwrap();
    to_folder(&built, &[]);
    // No file is deleted through one either.
    fs::rename(built.path("www/models/owner-01"), built.path("elsewhere/moved")).unwrap();
    symlink(built.path("elsewhere/moved"), built.path("www/models/owner-01")).unwrap();
    let before = tree(&built.path("elsewhere"));
    site.retain(|path, _| !path.contains("owner-01"));
    built.build(&site);
    assert!(refused(&built, &["--max-deletions", "100%"], 1).contains("owner-01` is a symbolic link"));
    assert_eq!(tree(&built.path("elsewhere")), before);
    fs::create_dir(built.path("real")).unwrap();
    symlink(built.path("real"), built.path("linked")).unwrap();
    report(built.command(&[&format!("file://{}", built.path("linked").display()), "--json"]));
    assert_eq!(tree(&built.path("real")), tree(&built.dist()));
}

#[test]
fn a_site_is_not_deployed_into_itself() {
    let built = Built::new(&files(40));
    let before = tree(&built.dist());
    for target in ["dist/sub", "dist/models/../new/sub"] {
        let said = failure(built.command(&[&format!("file://{}", built.path(target).display())]), 1);
        assert!(said.contains("is inside") && said.contains("the output folder of the build"), "{said}");
    }
    assert_eq!(tree(&built.dist()), before);
}

/// Files that somebody else changed or deleted in the target.
#[test]
fn a_store_is_compared_with_its_record_on_demand() {
    let built = Built::new(&files(40));
    to_folder(&built, &[]);
    built.write("www/index.html", "hacked");
    built.write("www/notes.txt", "theirs");
    fs::remove_file(built.path("www/models/index.html")).unwrap();
    assert_eq!(to_folder(&built, &[])["unchanged"], json!(40), "the record is trusted");
    let report = to_folder(&built, &["--verify", "--dry-run"]);
    assert_eq!([&report["changed"], &report["added"], &report["unchanged"]], [&json!(1), &json!(1), &json!(38)]);
    assert!(
        report["notes"].to_string().contains("compared the store with the last deploy: 2 files differed"),
        "{report}"
    );
    assert_eq!(fs::read(built.path("www/index.html")).unwrap(), b"hacked");
    to_folder(&built, &["--verify"]);
    assert_eq!(fs::read(built.path("www/notes.txt")).unwrap(), b"theirs");
    fs::remove_file(built.path("www/notes.txt")).unwrap();
    assert_eq!(tree(&built.path("www")), tree(&built.dist()));
    assert_eq!(to_folder(&built, &["--verify"])["unchanged"], json!(40));
}

/// A folder with the same files but without a record is compared, and nothing is written twice.
#[test]
fn a_folder_without_a_record_is_compared() {
    let built = Built::new(&files(40));
    to_folder(&built, &[]);
    fs::remove_file(built.path("www/.modelpress/deployed.zst")).unwrap();
    built.write("www/models/index.html", "<!doctype html>of the same name");
    let report = to_folder(&built, &[]);
    assert_eq!([&report["unchanged"], &report["changed"], &report["added"]], [&json!(39), &json!(1), &json!(0)]);
    assert_eq!(tree(&built.path("www")), tree(&built.dist()));
}

#[test]
fn a_dry_run_writes_nothing() {
    let built = Built::new(&files(40));
    let report = to_folder(&built, &["--dry-run"]);
    assert_eq!([&report["dry_run"], &report["added"]], [&json!(true), &json!(40)]);
    assert!(!built.path("www").exists());
    let text = built.command(&["--dry-run", &format!("file://{}", built.path("www").display())]).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("added 40") && text.contains("dry run: nothing was written"), "{text}");
}

#[test]
fn many_removals_are_refused() {
    let mut site = files(100);
    let built = Built::new(&site);
    to_folder(&built, &[]);
    site.retain(|path, _| !path.contains("owner-1"));
    built.build(&site);
    let gone = 100 - site.len();
    let said = refused(&built, &[], 1);
    assert!(said.contains(&format!("{gone} of 100 files would be removed, more than 10 %")), "{said}");
    assert!(said.contains("--max-deletions"), "{said}");
    assert_eq!(tree(&built.path("www")).len(), 100);
    let dry = to_folder(&built, &["--dry-run"]);
    assert!(dry["notes"].to_string().contains("would be refused"), "{dry}");
    assert_eq!(to_folder(&built, &["--max-deletions", "50%"])["deleted"], json!(gone));
    assert_eq!(tree(&built.path("www")), tree(&built.dist()));
}

#[test]
fn a_file_that_is_not_the_one_that_was_built_is_never_put() {
    let built = Built::new(&files(40));
    built.write("dist/index.html", "<!doctype html><a href=\"/models/\">ALL</a>");
    let said = refused(&built, &[], 1);
    assert!(said.contains("index.html` was changed after the build: its content differs"), "{said}");
    assert!(!built.path("www/index.html").exists());
    built.write("dist/index.html", "short");
    let said = refused(&built, &[], 1);
    assert!(said.contains("its length differs from the manifest"), "{said}");
    fs::remove_file(built.path("dist/index.html")).unwrap();
    assert!(refused(&built, &[], 1).contains("it is gone"));
}

#[test]
fn wrong_targets_are_told_with_what_would_be_right() {
    let built = Built::new(&files(40));
    let wrong = |args: &[&str], code: i32| failure(built.command(args), code);
    assert!(wrong(&[], 2).contains("no deploy target"));
    assert!(wrong(&["ftp://host"], 2).contains("unsupported URL scheme `ftp://`"));
    assert!(wrong(&["s3://key:hunter2@bucket"], 2).contains("contains credentials"));
    assert!(wrong(&["file://relative"], 2).contains("three slashes"));
    assert!(wrong(&["--dir", "nowhere", "file:///tmp/x"], 1).contains("the folder `nowhere"));
    assert!(wrong(&[&format!("file://{}", built.dist().display())], 1).contains("is the output folder of the build"));
    let www = built.path("www");
    let target = |name: &str| format!("[deploy.targets.{name}]\nurl = \"file://{}\"\n", www.display());
    built.write("site.toml", &target("production"));
    let said = wrong(&["producton"], 2);
    assert!(said.contains("unknown target `producton`") && said.contains("did you mean `production`?"), "{said}");
    assert_eq!(report(built.command(&["--json"]))["target"], json!("production"), "the only one there is");
    built.write("site.toml", &[target("production"), target("staging")].concat());
    assert!(wrong(&[], 2).contains("production, staging"));
    built.write("site.toml", "[deploy.targets.a]\nurl = \"s3://b\"\nprecompres = \"gz\"\nmax-deletions = 5\n");
    let said = wrong(&["a"], 1);
    assert!(said.contains("did you mean `precompress`?") && said.contains("but must be a percentage"), "{said}");
}

#[test]
fn an_unfinished_build_is_not_deployed() {
    let site = files(40);
    let built = Built::new(&site);
    let dir = site::output::OutputDir::open(&built.dist(), "").unwrap();
    let writer = dir.begin(site.keys()).unwrap();
    assert!(refused(&built, &[], 1).contains("another build is using this folder"));
    drop(writer);
    drop(dir);
    let said = refused(&built, &[], 1);
    assert!(said.contains("was interrupted") && said.contains("modelpress build"), "{said}");
}

#[test]
fn the_limits_of_a_host_are_checked_before_anything_is_sent() {
    let mut site = files(40);
    site.insert("_redirects".to_owned(), "/a /b 301\n".repeat(2_001));
    let built = Built::new(&site);
    let target = format!("[deploy.targets.a]\nurl = \"file://{}\"\nhost = ", built.path("www").display());
    built.write("site.toml", &[&target, "\"cloudflare-pages\"\n"].concat());
    let said = failure(built.command(&[]), 1);
    assert!(said.contains("2001 redirects (`_redirects`), and Cloudflare Pages (free) takes 2000"), "{said}");
    assert!(!built.path("www").exists());
    built.write("site.toml", &[&target, "\"plain-bucket\"\n"].concat());
    let report = report(built.command(&["--json"]));
    assert!(report["notes"].to_string().contains("does not read `_redirects`"), "{report}");
    assert!(!report["addresses"].to_string().contains("_redirects"), "no address that anybody asks for");
}

#[test]
fn a_cache_is_told_of_every_changed_address() {
    let mut site = files(40);
    let built = Built::new(&site);
    let purge = |command: &str| {
        let url = format!("file://{}", built.path("www").display());
        built.command(&[&url, "--purge-command", command]).output().unwrap()
    };
    let output = purge("sort > told; echo to the log");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("to the log"), "data alone");
    let told = fs::read_to_string(built.path("told")).unwrap();
    assert_eq!(told.lines().count(), 40);
    assert!(told.lines().any(|line| line == "https://models.example.org/"), "{told}");
    assert_eq!(purge("false").status.code(), Some(0), "nothing changed, nothing is run");
    site.insert("models/index.html".to_owned(), "<!doctype html>other".to_owned());
    site.remove("models/owner-01/model-00001/index.html");
    built.build(&site);
    let output = purge("cat >&2; exit 3");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for gone_or_other in ["models/", "models/owner-01/model-00001/"] {
        assert!(said.contains(&format!("https://models.example.org/{gone_or_other}\n")), "{said}");
    }
    assert!(said.contains("the site is deployed, but the purge command `cat >&2; exit 3` failed"), "{said}");
    assert_eq!(tree(&built.path("www")), tree(&built.dist()));
    assert_eq!(records(&built.path("www")), ["deployed.zst", "lock"]);
}

/// Hosts silently ignore some files, so they are reported.
#[test]
fn files_that_a_host_leaves_out_are_named() {
    let mut site = files(40);
    for path in ["functions/index.html", "models/acme/_quiet/index.html", "models/node_modules/a/index.html"] {
        site.insert(path.to_owned(), "<!doctype html>left out".to_owned());
    }
    let built = Built::new(&site);
    let url = format!("file://{}", built.path("www").display());
    for (host, named) in [
        ("cloudflare-pages", &["`functions/index.html`", "`models/node_modules/a/index.html`"][..]),
        ("github-pages", &["`models/acme/_quiet/index.html`"]),
        ("plain-bucket", &[]),
    ] {
        built.write("site.toml", &format!("[deploy.targets.a]\nurl = \"{url}\"\nhost = \"{host}\"\n"));
        let report = report(built.command(&["a", "--json"]));
        let notes: Vec<&str> = report["notes"].as_array().unwrap().iter().filter_map(|note| note.as_str()).collect();
        let left_out: Vec<&&str> = notes.iter().filter(|note| note.contains(" leaves out ")).collect();
        assert_eq!(left_out.len(), named.len(), "{host}: {notes:?}");
        assert!(left_out.iter().zip(named).all(|(note, name)| note.contains(name)), "{host}: {notes:?}");
    }
}
