//! The program `modelpress`.

mod cli;

use std::process::ExitCode;

/// A build makes and drops many small texts on every thread, which the system's allocator takes twice as long for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
