//! The program `modelpress`.

mod cli;

use std::process::ExitCode;

/// A build allocates many small texts on every thread, for which the system's allocator takes twice as long.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
