//! How a built site hangs together: `cargo run --release -p modelpress-benches --bin reach -- SITE`.
//!
//! Prints how many clicks each page is away from the first one, how many pages lead to it, which titles and
//! descriptions come twice, and what pages weigh. Ends with 1 where a limit of `reach/limits.rs` is passed.

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
