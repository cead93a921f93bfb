//! The command line: arguments, exit codes, and error output.
//!
//! This is the only module that prints and the only one that uses `anyhow`.

mod audit;
mod build;
mod check;
mod clock;
mod completions;
mod deploy;
mod doctor;
mod environment;
mod explain;
mod failure;
mod fetch;
mod format;
mod init;
mod manifest;
mod project;
mod rules;
mod serve;
mod snapshot_option;
mod submit;
mod terminal;
mod texts;

use clap::{Parser, Subcommand};
use failure::Failure;
use modelpress::diagnostic::Exit;
use std::process::ExitCode;

/// Build a static site of the Hugging Face models that your inference workers can run
#[derive(Debug, Parser)]
#[command(
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Examples:\n  modelpress init my-site\n  modelpress serve --open\n  modelpress fetch\n  modelpress build --check"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Fetch(fetch::Args),
    Build(build::Args),
    Serve(serve::Args),
    Check(check::Args),
    Deploy(deploy::Args),
    Submit(submit::Args),
    Explain(explain::Args),
    Audit(audit::Args),
    Rules(rules::Args),
    Manifest(manifest::Args),
    Texts(texts::Args),
    Doctor(doctor::Args),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

/// Runs the program with the arguments of the process.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // For clap, help and version are errors, but not failures.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            return match error.print() {
                Ok(()) => ExitCode::from(exit as u8),
                Err(_) => ExitCode::from(Exit::Failed as u8),
            };
        }
    };
    let result = match cli.command {
        Command::Fetch(args) => fetch::run(&args).map(|()| Exit::Done),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Deploy(args) => deploy::run(&args).map(|()| Exit::Done),
        Command::Submit(args) => submit::run(&args).map(|()| Exit::Done),
        Command::Explain(args) => explain::run(&args).map(|()| Exit::Done),
        Command::Audit(args) => audit::run(&args).map(|()| Exit::Done),
        Command::Rules(args) => rules::run(&args).map(|()| Exit::Done),
        Command::Manifest(args) => manifest::run(&args).map(|()| Exit::Done),
        Command::Texts(args) => texts::run(&args).map(|()| Exit::Done),
        Command::Init(args) => init::run(&args).map(|()| Exit::Done),
        Command::Doctor(args) => doctor::run(&args),
        Command::Completions(args) => completions::completions(&args).map(|()| Exit::Done),
        Command::Man(args) => completions::man(&args).map(|()| Exit::Done),
    };
    match result {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(failure) => failure.report(),
    }
}
