//! `modelpress completions` and `modelpress man`: shell completions and manual pages.

use super::{Cli, Failure, terminal};
use clap::CommandFactory as _;
use clap_complete::Shell;

/// Print a shell completion script
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  modelpress completions bash > ~/.local/share/bash-completion/completions/modelpress\n  \
                  modelpress completions fish > ~/.config/fish/completions/modelpress.fish"
)]
pub(super) struct CompletionsArgs {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    shell: Shell,
}

/// Print the manual page of modelpress or of one command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress man > modelpress.1\n  modelpress man build > modelpress-build.1")]
pub(super) struct ManArgs {
    /// Command to document
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut text);
    print(text)
}

pub(super) fn man(args: &ManArgs) -> Result<(), Failure> {
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => program.clone(),
        Some(name) => {
            let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let found = program.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| {
                Failure::unknown_name("command", name, &known, "run `modelpress --help` for all commands")
            })?;
            // Leaked once, in a process that ends here, because clap needs names with a static lifetime.
            let full: &'static str = Box::leak(format!("{NAME}-{name}").into_boxed_str());
            found.name(full)
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text).map_err(Failure::new)?;
    print(text)
}

const NAME: &str = "modelpress";

fn print(text: Vec<u8>) -> Result<(), Failure> {
    Ok(terminal::own_to_stdout(&String::from_utf8(text).map_err(Failure::new)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum as _;

    #[test]
    fn every_shell_is_named_in_the_help() {
        let names: Vec<String> = Shell::value_variants()
            .iter()
            .filter_map(|shell| Some(shell.to_possible_value()?.get_name().to_owned()))
            .collect();
        let (last, others) = names.split_last().unwrap();
        let said = format!("{} or {last}", others.join(", "));
        let command = Cli::command();
        let argument = command.find_subcommand("completions").unwrap().get_arguments().next().unwrap();
        assert_eq!(argument.get_help().unwrap().to_string(), said);
    }
}
