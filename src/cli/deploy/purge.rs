//! Telling a cache which addresses to forget.

use super::Failure;
use publish::deploy::DeployReport;
use std::{
    io::{self, Write as _},
    process::{Child, Command, Stdio},
};

/// Runs a command with the changed addresses on its standard input. What it prints goes to standard error: standard
/// output is for data. Where nothing changed it is not run.
pub(super) fn run(command: &str, report: &DeployReport) -> Result<(), Failure> {
    let lines: String = report.addresses.all().flat_map(|address| [address, "\n"]).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let failed = |what: String| {
        Failure::new(anyhow::anyhow!("the site is deployed, but `{command}` {what}"))
            .with_hint("the addresses stand in the report: run the command again with them, one a line")
    };
    let mut child = shell(command).map_err(|error| failed(format!("could not be run: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(lines.as_bytes()) {
            // It may know enough after the first line.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                return Err(failed(format!("could not be told the addresses: {error}")));
            }
            _ => {}
        }
    }
    let status = child.wait().map_err(|error| failed(format!("could not be waited for: {error}")))?;
    if status.success() { Ok(()) } else { Err(failed(format!("failed ({status})"))) }
}

fn shell(command: &str) -> io::Result<Child> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    Command::new(shell).args([option, command]).stdin(Stdio::piped()).stdout(io::stderr()).spawn()
}
