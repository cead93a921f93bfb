//! Analyzes the links of a built site: `cargo run --release -p modelpress-benches --bin reach -- SITE`.
//!
//! Prints how many clicks each page is from the home page, how many pages link to it, duplicate titles and
//! descriptions, and page sizes. Exits with 1 if a limit in `reach/limits.rs` is exceeded.

#[path = "reach/limits.rs"]
mod limits;
#[path = "reach/site.rs"]
mod site;

use std::{path::Path, process::ExitCode};

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program of its own")]
fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: reach SITE");
        return ExitCode::from(2);
    };
    match site::Site::read(Path::new(&folder)) {
        Err(error) => {
            eprintln!("error: {folder}: {error}");
            ExitCode::FAILURE
        }
        Ok(site) => {
            println!("{site}");
            let passed = limits::passed(&site);
            for limit in &passed {
                println!("LIMIT {limit}");
            }
            ExitCode::from(u8::from(!passed.is_empty()))
        }
    }
}
