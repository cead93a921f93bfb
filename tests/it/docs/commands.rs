//! Runs every block of shell commands, page by page, each page in its own empty folder. If a block needs more than the
//! program, the line above it begins with `*Needs`, and only its options are checked.

use super::{folder, pages};
use crate::serve::Served;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// The commands of one fenced block.
struct Block {
    text: String,
    /// The line above the block, if it says what the block needs.
    needs: Option<String>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut above = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == "```sh" {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let needs = above.starts_with("*Needs ").then(|| above.to_owned());
            blocks.push(Block { text: inside.join("\n"), needs });
        }
        if !line.is_empty() {
            above = line;
        }
    }
    blocks
}

/// Runs a shell that finds the program.
fn shell(script: &str, folder: &Path) -> Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_modelpress")).parent().unwrap();
    let script = format!("PATH={}:$PATH\nset -e\n{script}", bin.display());
    Command::new("sh").args(["-c", &script]).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&*output.stdout, &output.stderr].concat()).into_owned()
}

/// Runs a block in the folder where the previous block ended. Returns the folder where it ends.
fn run(page: &str, block: &Block, here: &Path, scratch: &Path) -> PathBuf {
    let words: Vec<&str> = block.text.split_whitespace().collect();
    if words.starts_with(&["modelpress", "serve"]) {
        assert_eq!(block.text.lines().count(), 1, "{page}: what follows `serve` never runs");
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        let served = Served::of(command.current_dir(here).args(&words[1..]).args(["--port", "0"]));
        let answer = served.get(&served.home);
        assert!(answer.status == 200 && answer.body.contains("preview.js"), "{page}: {answer:?}");
        return here.to_owned();
    }
    let place = scratch.join("place");
    let output = shell(&format!("{}\npwd > {}", block.text, place.display()), here);
    assert!(output.status.success(), "{page}:\n{}\n{}", block.text, said(&output));
    PathBuf::from(fs::read_to_string(&place).unwrap().trim())
}

/// Checks a block that cannot run here: it is valid shell, and the program has these commands and options.
fn look_at(page: &str, block: &Block, scratch: &Path) {
    let output = shell(&format!("sh -n <<'END_OF_BLOCK'\n{}\nEND_OF_BLOCK", block.text), scratch);
    assert!(output.status.success(), "{page}:\n{}\n{}", block.text, said(&output));
    for line in block.text.lines().filter(|line| line.starts_with("modelpress ")) {
        // A quoted text may continue on the next line, so any word replaces it.
        let line = line.split_once(['"', '\'']).map_or(line.to_owned(), |(before, _)| format!("{before}x"));
        let output = shell(&format!("{line} --help"), scratch);
        assert!(output.status.success(), "{page}: {line}\n{}", said(&output));
    }
}

#[test]
fn every_command_runs() {
    let mut count = 0;
    for page in pages() {
        let scratch = TempDir::new().unwrap();
        let project = scratch.path().join("project");
        fs::create_dir(&project).unwrap();
        let mut here = project;
        let text = fs::read_to_string(folder().join(&page)).unwrap();
        let other = text.lines().find(|line| ["```console", "```bash", "```shell"].contains(line));
        assert_eq!(other, None, "{page}: commands stand in `sh` blocks, which run");
        for block in blocks(&text) {
            count += 1;
            match &block.needs {
                Some(_) => look_at(&page, &block, scratch.path()),
                None => here = run(&page, &block, &here, scratch.path()),
            }
        }
    }
    assert!(count > 20, "{count} blocks");
}

/// The test of the tests.
#[test]
fn a_block_that_is_wrong_is_found() {
    let scratch = TempDir::new().unwrap();
    let block = |text: &str| Block { text: text.to_owned(), needs: None };
    let fails = |test: &(dyn Fn() + std::panic::RefUnwindSafe)| std::panic::catch_unwind(test).is_err();
    assert!(fails(&|| drop(run("p", &block("modelpress rule"), scratch.path(), scratch.path()))));
    assert!(fails(&|| look_at("p", &block("modelpress fetch --detials sizes"), scratch.path())));
    assert!(fails(&|| look_at("p", &block("if true"), scratch.path())));
    assert!(!fails(&|| look_at("p", &block("modelpress fetch --detail sizes"), scratch.path())));
}
