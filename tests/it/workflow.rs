//! The example workflow: its commands are the program's, and its steps come in the order that they say.

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

#[test]
fn its_steps_come_in_order() {
    let text = workflow();
    let steps = ["cache", "fetch", "build", "check", "deploy", "submit", "keep"]
        .map(|name| text.find(&format!("- name: {name}\n")).unwrap_or_else(|| panic!("no step {name}")));
    assert!(steps.is_sorted(), "{steps:?}");
    let head = text.split("jobs:").next().unwrap();
    assert!(head.contains("schedule:") && head.contains("concurrency:"));
    // What is kept is what fetch and build go on from.
    assert_eq!(text.matches(concat!("content/models/", "hub\n            dist\n")).count(), 2);
    assert_eq!(modelpress::snapshot::HUB_FOLDER, "content/models/hub");
}
