//! The first submission of a new user.

use crate::site::{SiteTest, record};
use std::process::Output;

fn run(site: &SiteTest, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        site.modelpress(args).env_remove("GOOGLE_APPLICATION_CREDENTIALS").output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn nothing_is_set_up() {
    let site = SiteTest::new(&[record("o/a")]);
    for is_built in [false, true] {
        let (code, said, error) = run(&site, &["submit", "--dry-run"]);
        assert_eq!((code, &*error), (Some(0), ""), "{said}");
        assert!(said.contains("indexnow-key") && said.contains("search-console-site"), "{said}");
        let (code, said, _) = run(&site, &["submit", "--dry-run", "--json"]);
        assert!(code == Some(0) && serde_json::from_str::<serde_json::Value>(&said).is_ok(), "{said}");
        let (code, said, error) = run(&site, &["submit"]);
        assert_eq!(code, Some(0), "{said}{error}");
        if !is_built {
            site.build();
        }
    }
    assert!(!site.path("dist/.modelpress/submitted.json").exists());
}

#[test]
fn wrong_usage_is_named() {
    let site = SiteTest::new(&[record("o/a")]);
    for args in [&["submit", "--all", "--baseline"][..], &["submit", "--new-key", "--dry-run"], &["submit", "--ping"]] {
        let (code, _, error) = run(&site, args);
        assert!(code == Some(2) && error.contains("error: "), "{error}");
    }
    site.write("site.toml", "[submit]\nindexnow-key = \"too short\"\nsearch-console-site = \"example.org\"\ncup = 3\n");
    let (code, _, error) = run(&site, &["submit"]);
    for part in ["line 2", "8 to 128", "line 3", "sc-domain:example.org", "line 4", "did you mean `cap`?"] {
        assert!(error.contains(part), "{part} in {error}");
    }
    assert_eq!(code, Some(1));
    site.write("site.toml", "[submit]\nindexnow-key = \"0123456789abcdef\"\n");
    let (code, _, error) = run(&site, &["submit"]);
    assert!(code == Some(1) && error.contains("dist") && error.contains("hint: "), "{error}");
    site.build();
    let (code, _, error) = run(&site, &["submit"]);
    assert!(code == Some(1) && error.contains("is still the example `https://models.example.org`"), "{error}");
    site.write("dist/.modelpress/submitted.json", "{");
    let (code, _, error) = run(&site, &["submit"]);
    assert!(code == Some(1) && error.contains("submitted.json") && error.contains("delete"), "{error}");
}

#[test]
fn a_new_key_is_written_built_and_kept() {
    let site = SiteTest::new(&[record("o/a")]);
    site.write("site.toml", "# mine\n[site]\nname = 'x' # y\n\n[submit]\n# no key yet\nindexnow-key = \"\"\ncap = 7\n");
    let (code, said, error) = run(&site, &["submit", "--new-key"]);
    assert_eq!(code, Some(0), "{error}");
    let settings = site.read("site.toml");
    let key = settings.split("indexnow-key = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    assert_eq!(
        settings.replace(key, ""),
        "# mine\n[site]\nname = 'x' # y\n\n[submit]\n# no key yet\nindexnow-key = \"\"\ncap = 7\n"
    );
    assert!(said.contains(&format!("{key}.txt")), "{said}");
    site.build();
    assert_eq!(site.read(&format!("dist/{key}.txt")), key);
    assert_eq!(site.manifest("dist")["files"][format!("{key}.txt")]["length"], 32);
    let checked = site
        .modelpress(&["check", "dist", "--only", "index-now-key,manifest-unknown-file,manifest-mismatch,secret"])
        .output()
        .unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    let (code, _, error) = run(&site, &["submit", "--new-key"]);
    assert!(code == Some(1) && error.contains("already has an IndexNow key"), "{error}");
    assert_eq!(site.read("site.toml"), settings);
    site.remove("site.toml");
    assert_eq!(run(&site, &["submit", "--new-key"]).0, Some(0));
    assert!(site.read("site.toml").starts_with("[submit]\nindexnow-key = \""));
}
