//! A new project: the files of `init`, the output of `doctor`, completions, and colors on terminals.

use crate::{requirement, site::SiteTest};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    command.current_dir(folder).args(args).env_remove("HF_TOKEN").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn what_init_writes_is_a_good_site() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["init", "new/site"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("next: cd new/site && modelpress serve --open\n"));
    let project = folder.path().join("new/site");
    let output = run(&project, &["build", "--check", "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["models"].as_u64().unwrap() > 20, "{report}");
    let page = fs::read_to_string(project.join("dist/workers/index.html")).unwrap();
    assert!(page.contains("My worker") && !page.contains("rbee"), "the project's own worker, and no other");
    let ignored = fs::read_to_string(project.join(".gitignore")).unwrap();
    for folder in ["/dist/", "/.preview/", "/content/models/hub/"] {
        assert!(ignored.lines().any(|line| line == folder), "{folder}");
    }
}

#[test]
fn init_writes_over_nothing() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("content/pages/about.md");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::File::create(&file).unwrap();
    fs::File::create(folder.path().join("other.txt")).unwrap();
    let output = run(folder.path(), &["init"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(
        said,
        "error: this folder already contains `content/pages/about.md`; nothing was written\nhint: choose an empty folder, or \
         move these files away\n"
    );
    assert!(!folder.path().join("site.toml").exists() && fs::read(&file).unwrap().is_empty());
    fs::remove_file(&file).unwrap();
    assert!(run(folder.path(), &["init"]).status.success(), "what is in nobody's way may stay");
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(1));
}

/// As in a freshly cloned repository.
#[test]
fn init_adds_to_a_gitignore() {
    let folder = TempDir::new().unwrap();
    let gitignore = folder.path().join(".gitignore");
    let write = |text: &str| {
        let mut file = fs::File::create(&gitignore).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    };
    write("*.log\ndist");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let output = run(folder.path(), &["init"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        fs::read_to_string(&gitignore).unwrap(),
        "*.log\ndist\n# Output of `modelpress serve`.\n/.preview/\n# Snapshot of `modelpress fetch`.\n/content/models/hub/\n"
    );
    assert!(folder.path().join("site.toml").exists());
    let other = TempDir::new().unwrap();
    fs::create_dir(other.path().join(".gitignore")).unwrap();
    let output = run(other.path(), &["init"]);
    assert!(text(&output.stderr).contains("already contains `.gitignore`"), "{}", text(&output.stderr));
}

/// The result of `doctor` for one subject.
fn diagnosis(folder: &Path, what: &str) -> Value {
    let output = run(folder, &["doctor", "--json"]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let is_bad = findings.iter().any(|finding| finding["state"] == "error");
    assert_eq!(output.status.code(), Some(if is_bad { 3 } else { 0 }));
    findings.into_iter().find(|finding| finding["what"] == what).unwrap_or(Value::Null)
}

#[test]
fn doctor_says_what_is_missing() {
    let site = SiteTest::starter();
    let folder = site.path("");
    site.remove("site.toml");
    assert_eq!(diagnosis(&folder, "settings")["state"], "note");
    site.write("site.toml", "");
    assert_eq!(diagnosis(&folder, "settings")["state"], "warning", "the address is an example");
    site.write("site.toml", "[site]\nbase-url = \"https://models.example.com\"\n");
    assert_eq!(diagnosis(&folder, "settings")["state"], "fine");
    site.write("site.toml", "[site]\nnam = \"a\"\nbase-url = 1\n");
    let settings = diagnosis(&folder, "settings");
    assert!(settings["state"] == "error" && settings["details"].as_array().unwrap().len() == 2, "{settings}");
    site.write("site.toml", "");
    site.write("content/pages/bad.md", "nothing");
    assert_eq!(diagnosis(&folder, "pages")["state"], "error");
    site.remove("content/pages/bad.md");
    assert_eq!(diagnosis(&folder, "last build")["state"], "note");
    site.build();
    assert!(diagnosis(&folder, "last build")["text"].as_str().unwrap().contains(" pages of `dist"));
    assert_eq!(diagnosis(&folder, "disk")["state"], "fine");
    let hosts = diagnosis(&folder, "hosts");
    let hosts: Vec<&str> = hosts["details"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(hosts.contains(&"Cloudflare Pages (free): within its limits"), "{hosts:?}");
    site.write("site.toml", "[output]\nurl-form = \"html\"\n");
    let hosts = diagnosis(&folder, "hosts").to_string();
    assert!(hosts.contains("Cloudflare Pages (free): within its limits; not with this `url-form`"), "{hosts}");
}

#[test]
fn doctor_knows_how_old_a_snapshot_is() {
    let site = SiteTest::new(&[crate::site::record("o/a")]);
    let folder = site.path("");
    assert_eq!(diagnosis(&folder, "snapshot")["state"], "note", "its age is unknown");
    let records = site.read("content/models/all.jsonl");
    site.write("content/models/hub/all.jsonl", records);
    let index = |date: &str| format!("{{\"captured_at\": \"{date}\", \"parts\": [\"all.jsonl\"]}}");
    site.write("content/models/hub/snapshot.json", index("2025-01-01T00:00:00Z"));
    let old = diagnosis(&folder, "snapshot");
    assert!(old["state"] == "warning" && old["text"].as_str().unwrap().contains("2025-01-01"), "{old}");
    site.write("content/models/hub/snapshot.json", index("2999-01-01T00:00:00Z"));
    assert_eq!(diagnosis(&folder, "snapshot")["state"], "fine");
    site.remove("content/models/hub/all.jsonl");
    assert_eq!(diagnosis(&folder, "snapshot")["state"], "error");
}

#[test]
fn doctor_names_credentials_and_shows_none() {
    let site = SiteTest::new(&[crate::site::record("o/a")]);
    for args in [&["doctor"][..], &["doctor", "--json"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        command.current_dir(site.path("")).args(args);
        command
            .env("HF_TOKEN", "hf_very_secret")
            .env("AWS_SECRET_ACCESS_KEY", "also-secret")
            .env("AWS_SESSION_TOKEN", "");
        let output = command.output().unwrap();
        let said = text(&[output.stdout, output.stderr].concat());
        let set = said.lines().find(|line| line.contains("set: ") && !line.contains("not set")).unwrap();
        assert!(set.contains("HF_TOKEN") && set.contains("AWS_SECRET_ACCESS_KEY"), "{said}");
        assert!(
            !set.contains("AWS_SESSION_TOKEN") && !said.contains("secret\"") && !said.contains("very_secret"),
            "{said}"
        );
        assert!(!said.contains("also-secret"), "{said}");
    }
}

#[test]
fn shells_and_man_are_told_of_every_command() {
    let here = Path::new(".");
    let help = text(&run(here, &["--help"]).stdout);
    assert!(help.contains("  serve ") && help.contains("  doctor "), "{help}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(here, &["completions", shell]);
        let script = text(&output.stdout);
        assert!(output.status.success() && script.contains("doctor") && script.contains("snapshot"), "{shell}");
        if shell == "bash" {
            let folder = TempDir::new().unwrap();
            let file = folder.path().join("script");
            fs::File::create(&file).and_then(|mut out| std::io::Write::write_all(&mut out, script.as_bytes())).unwrap();
            let complete = "source \"$0\"; COMP_WORDS=(modelpress serve --op); COMP_CWORD=2; \
                            _modelpress modelpress --op serve; echo \"${COMPREPLY[@]}\"";
            let output = Command::new("bash").args(["-c", complete]).arg(&file).output().unwrap();
            assert_eq!(text(&output.stdout).trim(), "--open", "{}", text(&output.stderr));
        }
    }
    for (args, says) in [(&["man"][..], "modelpress\\-serve(1)"), (&["man", "serve"], "\\-\\-port")] {
        let output = run(here, args);
        let page = text(&output.stdout);
        assert!(output.status.success() && page.contains(".TH modelpress") && page.contains(says), "{page}");
        assert!(!page.contains("started"), "hidden options stay hidden");
    }
    for args in [
        &["man", "sevre"][..],
        &["completions", "csh"],
        &["no-command"],
        &["init", "a", "b"],
        &["serve", "--port", "x"],
    ] {
        let output = run(here, args);
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{args:?}");
    }
    assert!(text(&run(here, &["man", "sevre"]).stderr).contains("hint: did you mean `serve`?"));
}

#[test]
fn colours_come_on_terminals_alone() {
    let failing = ["explain", "no/model", "--snapshot", "/nowhere"];
    let plain = text(&run(Path::new("."), &failing).stderr);
    assert!(plain.starts_with("error: ") && !plain.contains('\u{1b}'), "{plain:?}");
    let on_terminal = |variable: &str| {
        let program = env!("CARGO_BIN_EXE_modelpress");
        let line = format!("{variable} TERM=xterm {program} {}", failing.join(" "));
        let output = Command::new("script").args(["-qec", &line, "/dev/null"]).env_remove("NO_COLOR").output();
        output.ok().map(|output| text(&output.stdout))
    };
    let Some(colourful) = on_terminal("A=1") else {
        return requirement::skip("colours_come_on_terminals_alone", "`script` of util-linux", "REQUIRE_ALL");
    };
    assert!(colourful.contains("\u{1b}[31merror:\u{1b}[0m "), "{colourful:?}");
    for variable in ["NO_COLOR=1", "CLICOLOR=0"] {
        let said = on_terminal(variable).unwrap();
        assert!(said.contains("error: ") && !said.contains('\u{1b}'), "{variable}: {said:?}");
    }
}
