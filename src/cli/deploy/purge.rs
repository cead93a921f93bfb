//! Tells a cache which URLs have changed.

use super::Failure;
use publish::deploy::DeployReport;
use std::{
    io::{self, Write as _},
    process::{Child, Command, Stdio},
};

/// Runs a command with the changed URLs on its standard input. Its output goes to standard error, because standard
/// output is for data. Not run if nothing changed.
pub(super) fn run(command: &str, report: &DeployReport) -> Result<(), Failure> {
    let lines: String = report.addresses.all().flat_map(|address| [address, "\n"]).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let failed = |what: String| {
        Failure::new(anyhow::anyhow!("the site is deployed, but the purge command `{command}` {what}"))
            .with_hint("the report lists the URLs: run the command again with them on standard input, one per line")
    };
    let mut child = shell(command).map_err(|error| failed(format!("could not be started: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(lines.as_bytes()) {
            // The command may stop reading after the first line.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                return Err(failed(format!("did not accept the URLs: {error}")));
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
