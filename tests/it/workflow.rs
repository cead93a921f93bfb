//! The example workflow: its commands exist, and its steps are in the right order.

use std::{fs, path::Path, process::Command};

fn workflow() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/daily.yml")).unwrap()
}

#[test]
fn every_command_of_the_workflow_is_one_of_the_program() {
    let text = workflow();
    let lines = text.lines().map(|line| line.trim().trim_start_matches("run: "));
    let commands: Vec<&str> = lines.filter_map(|line| line.strip_prefix("modelpress ")).collect();
    assert!(commands.contains(&"fetch") && commands.contains(&"build"), "{commands:?}");
    for command in commands {
        let mut words = command.split_whitespace();
        let help =
            Command::new(env!("CARGO_BIN_EXE_modelpress")).args([words.next().unwrap(), "--help"]).output().unwrap();
        assert!(help.status.success(), "{command}");
        let help = String::from_utf8(help.stdout).unwrap();
        for flag in words.filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "{command}");
        }
    }
}

/// A project from `init` does not contain the program's source, so its workflow cannot compile its own folder.
#[test]
fn the_workflow_runs_in_a_project_that_init_wrote() {
    let text = workflow();
    assert!(!text.contains("--path"), "a project has no Cargo.toml");
    let (_, step) = text.split_once("- name: install\n").unwrap();
    let step = step.split("\n      - ").next().unwrap();
    let (_, script) = step.split_once("run: |\n").unwrap();
    let run = |git: Option<&str>, rev: &str| {
        let mut command = Command::new("sh");
        // The test checks what is installed and how, without installing it.
        command.args(["-ec", &format!("cargo() {{ echo \"$@\"; }}\n{script}")]);
        command.env("GITHUB_PATH", "/dev/null").env("HOME", "/home/me").env("MODELPRESS_REV", rev);
        match git {
            Some(git) => command.env("MODELPRESS_GIT", git),
            None => command.env_remove("MODELPRESS_GIT"),
        };
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let address = "https://git.example.org/modelpress";
    let rest = "--root /home/me/.modelpress modelpress\n";
    assert_eq!(run(Some(address), ""), (true, format!("install --locked --git {address} {rest}")));
    assert_eq!(run(Some(address), "0123abc"), (true, format!("install --locked --git {address} --rev 0123abc {rest}")));
    let (is_done, said) = run(None, "");
    assert!(!is_done && said.contains("set the repository variable MODELPRESS_GIT"), "{said}");
}

#[test]
fn its_steps_come_in_order() {
    let text = workflow();
    let names =
        ["cache snapshot", "cache site", "fetch", "build", "check", "deploy", "submit", "keep snapshot", "keep site"];
    let steps = names.map(|name| text.find(&format!("- name: {name}\n")).unwrap_or_else(|| panic!("no step {name}")));
    assert!(steps.is_sorted(), "{steps:?}");
    let head = text.split("jobs:").next().unwrap();
    assert!(head.contains("schedule:") && head.contains("concurrency:"));
    // The caches contain what fetch and build resume from, under the same keys.
    assert_eq!(text.matches(&format!("path: {}\n          key: snapshot-$", snapshot::HUB_FOLDER)).count(), 2);
    assert_eq!(text.matches("path: dist\n          key: site-$").count(), 2);
}

/// The next build compares itself with the cached site, so a site that failed its check must not be cached. The fetched
/// records are cached whatever failed.
#[test]
fn a_site_is_kept_only_after_its_check() {
    let text = workflow();
    let step = |name: &str| {
        let (_, step) = text.split_once(&format!("- name: {name}\n")).unwrap();
        step.split("- name: ").next().unwrap().to_owned()
    };
    assert!(step("check").contains("id: check\n"));
    assert!(step("keep snapshot").contains("if: always()\n"));
    assert!(step("keep site").contains("if: always() && steps.check.outcome == 'success'\n"));
    // Saving both in one step would break that.
    assert_eq!(text.matches("actions/cache/save").count(), 2);
    assert_eq!(text.matches("actions/cache@").count(), 0);
}

/// A tag can move to other code, a commit cannot. Third-party actions must not be able to write to the repository.
#[test]
fn actions_are_pinned_by_commit_and_may_do_little() {
    let text = workflow();
    let uses: Vec<&str> = text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, action)| action)).collect();
    assert!(uses.len() >= 7, "{uses:?}");
    for action in uses {
        let (name, version) = action.split_once(" # v").unwrap_or_else(|| panic!("`{action}` names no release"));
        let commit = name.split_once('@').unwrap().1;
        let is_hash = commit.len() == 40 && commit.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        assert!(is_hash && version.split('.').count() == 3, "`{action}` is not pinned by a whole commit");
    }
    let (head, jobs) = text.split_once("\njobs:\n").unwrap();
    assert!(head.contains("\npermissions: {}\n"), "what a job does not ask for is not allowed");
    let granted = jobs.split_once("permissions:\n").unwrap().1.lines().take_while(|line| line.starts_with("      "));
    assert_eq!(granted.map(str::trim).collect::<Vec<_>>(), ["contents: read", "pages: write", "id-token: write"]);
    assert!(jobs.contains("persist-credentials: false"));
}
