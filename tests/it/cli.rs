//! The command line: transcripts in `tests/cmd/*.md`, and what transcripts cannot show.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md").run();
}

fn modelpress() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
    command
}

#[test]
fn standard_input_is_a_snapshot() {
    let mut child = modelpress()
        .args(["explain", "a/b", "--json", "--snapshot", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{\"id\":\"a/b\",\"gguf\":{\"architecture\":\"llama\"}}\nbroken\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let explained: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(explained["architecture"]["family"], "llama");
    assert_eq!(explained["architecture"]["evidence"]["source"], "own");
    assert_eq!(explained["snapshot"], "-");
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard input:2: not valid JSON"));
}

/// A closed pipe (`| head`) is not an error.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child =
        modelpress().args(["explain", "openai-community/gpt2", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
