//! A changed template: the program is recompiled and replaced. A changed style sheet needs neither.

use super::process::{Served, scratch};
use crate::site::{lines, record};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder that looks like the program's source, with the program in the place where `cargo` puts it, and a project.
struct Source(PathBuf);

impl Source {
    fn new(name: &str) -> Self {
        let source = Self(scratch(name));
        source.write("Cargo.toml", "[package]\nname = \"modelpress\"\n");
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        for entry in walkdir::WalkDir::new(&templates).into_iter().map(Result::unwrap) {
            let path = source.0.join("templates").join(entry.path().strip_prefix(&templates).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(path).unwrap();
            } else {
                fs::copy(entry.path(), path).unwrap();
            }
        }
        source.write("templates/assets/main.css", "body { color: red }");
        source.write("target/CACHEDIR.TAG", "");
        source.write("project/content/models/all.jsonl", &lines(&[record("o/a")]));
        fs::create_dir_all(source.0.join("target/debug")).unwrap();
        fs::hard_link(env!("CARGO_BIN_EXE_modelpress"), source.program()).unwrap();
        source
    }

    fn program(&self) -> PathBuf {
        self.0.join("target/debug/modelpress")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::File::create(path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }

    /// Replaces `cargo` and records its arguments.
    fn cargo(&self, script: &str) -> PathBuf {
        self.write("cargo", &format!("#!/bin/sh\necho \"$@\" >> {}\n{script}\n", self.0.join("asked").display()));
        let cargo = self.0.join("cargo");
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        cargo
    }

    fn serve(&self, cargo: &Path) -> Served {
        let mut command = Command::new(self.program());
        command.current_dir(self.0.join("project")).env("CARGO", cargo);
        Served::of(command.args(["serve", "--port", "0"]))
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_new_program_takes_the_place_of_the_old_one() {
    let source = Source::new("serve-compiles");
    let program = source.program().display().to_string();
    let cargo = source.cargo(&format!(
        "echo '{{\"reason\":\"compiler-artifact\",\"executable\":null}}'\n\
         echo '{{\"reason\":\"compiler-artifact\",\"executable\":\"{program}\"}}'"
    ));
    let mut served = source.serve(&cargo);
    let host = served.host.clone();
    source.write("templates/home/page.html", "second");
    served.read_address();
    assert_eq!(served.host, host, "browsers find it where it was");
    served.until("the new program's site", |served| served.get("/").status == 200);
    let said = served.said();
    assert!(said.contains("templates/home/page.html changed: recompiling the program"), "{said}");
    let asked = fs::read_to_string(source.0.join("asked")).unwrap();
    let target = source.0.join("target");
    let mut asked = asked.lines();
    let [embed, build] = [asked.next().unwrap(), asked.next().unwrap()];
    assert!(embed.starts_with("run --quiet --manifest-path ") && embed.contains("crates/embed/Cargo.toml"), "{embed}");
    assert!(build.starts_with("build --bin modelpress --message-format json --manifest-path "), "{build}");
    for run in [embed, build] {
        assert!(run.contains(&format!("--target-dir {}", target.display())) && !run.contains("release"), "{run}");
    }
    // And the one after it as well.
    source.write("templates/home/page.html", "third");
    served.read_address();
    assert_eq!(served.host, host);
}

/// Compiling takes minutes. Everything else continues meanwhile.
#[test]
fn what_does_not_compile_is_said() {
    let source = Source::new("serve-broken");
    let ready = source.0.join("ready");
    let message =
        "{\"reason\":\"compiler-message\",\"message\":{\"level\":\"error\",\"rendered\":\"error: no `{% end\"}}";
    let wait = format!("while [ ! -e {} ]; do sleep 0.05; done", ready.display());
    let embed = "if [ $1 = run ]; then exit 0; fi";
    let artifact = "{\"reason\":\"compiler-artifact\",\"fresh\":false}";
    let served =
        source.serve(&source.cargo(&format!("{embed}\necho '{artifact}'\n{wait}\necho '{message}'\nexit 101")));
    let mut events = served.events();
    source.write("templates/home/page.html", "{% end");
    let state = events.find(|state| !state["notice"].is_null()).unwrap();
    assert!(state["notice"].as_str().unwrap().contains("page.html changed: recompiling"), "{state}");
    let state = events.find(|state| state["notice"].as_str().is_some_and(|notice| notice.contains("(1 crate)")));
    assert!(state.is_some(), "browsers see the progress");
    let page =
        "+++\ntitle = \"A page\"\ndescription = \"A page that somebody wrote, with enough words.\"\n+++\n\nHere.";
    source.write("project/content/pages/new.md", page);
    served.until("a page, while the program is compiled", |served| served.get("/new/").status == 200);
    let state = events.find(|state| !state["build"].is_null()).unwrap();
    assert!(!state["notice"].is_null(), "it still goes on: {state}");
    source.write("templates/home/page.html", "{% still");
    served.until("another change", |served| served.said().matches("page.html changed").count() == 2);
    source.write("ready", "");
    let state = events.find(|state| !state["problem"].is_null()).unwrap();
    let problem = state["problem"].as_str().unwrap();
    assert!(problem.contains("the program failed to compile") && problem.contains("error: no `{% end"), "{problem}");
    assert_eq!(served.get("/new/").status, 200);
    let asked = fs::read_to_string(source.0.join("asked")).unwrap();
    let builds = asked.lines().filter(|line| line.starts_with("build")).count();
    assert_eq!(builds, 2, "what changed meanwhile is compiled, too");
    // A new site does not mean that the program compiles.
    source.write("project/content/pages/new.md", page.replace("Here", "There").as_str());
    let state = events.find(|other| other["build"] != state["build"]).unwrap();
    assert!(!state["problem"].is_null(), "{state}");
}

/// `embedded/` cannot be generated from an invalid script.
#[test]
fn a_mistake_in_a_script_is_shown() {
    let source = Source::new("serve-broken-script");
    let served = source.serve(&source.cargo("echo 'error: `assets/search.js`: expected `}`' >&2\nexit 1"));
    let mut events = served.events();
    source.write("templates/assets/search.js", "function {");
    let state = events.find(|state| !state["problem"].is_null()).unwrap();
    let problem = state["problem"].as_str().unwrap();
    assert!(problem.contains("error: `assets/search.js`: expected `}`"), "{problem}");
    let asked = fs::read_to_string(source.0.join("asked")).unwrap();
    assert!(!asked.contains("build --bin"), "{asked}");
}

/// An edit that was made while nothing was running is not lost.
#[test]
fn an_edit_before_the_start_is_compiled() {
    let source = Source::new("serve-edited-before");
    source.write("templates/home/page.html", "edited");
    let served = source.serve(&source.cargo("exit 1"));
    let said = served.events().find(|state| !state["problem"].is_null()).unwrap();
    assert!(said["problem"].as_str().unwrap().contains("the program failed to compile"), "{said}");
    let output = Command::new(source.program())
        .current_dir(source.0.join("project"))
        .args(["build", "--out", "site"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("templates/assets/main.css` and 1 other file changed after this program"), "{said}");
}

#[test]
fn without_cargo_a_template_cannot_change_and_everything_else_can() {
    let source = Source::new("serve-no-cargo");
    let served = source.serve(Path::new("/nowhere/cargo"));
    let mut events = served.events();
    let css = |served: &Served| {
        let page = served.get("/").body;
        let at = page.find("/assets/main-").unwrap();
        served.get(page[at..].split(['"', ' ', '>']).next().unwrap()).body
    };
    assert!(css(&served).ends_with("}body { color: red }"));
    source.write("templates/home/page.html", "second");
    let state = events.find(|state| !state["problem"].is_null()).unwrap();
    let problem = state["problem"].as_str().unwrap();
    assert!(problem.contains("cannot run `/nowhere/cargo`") && problem.contains("hint: install Rust"), "{problem}");
    source.write("templates/assets/main.css", "body { color: blue }");
    served.until("the program's style sheet", |served| css(served).ends_with("}body { color: blue }"));
    assert!(!served.said().contains("main.css changed: templates"), "{}", served.said());
}
