//! `modelpress texts`: every text of the pages, for a translation to begin with.

use super::{Failure, terminal};
use generator::text;

/// Show every text of the pages in English, as the file that a translation begins with
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress texts\n  modelpress texts pl > content/text/pl.toml")]
pub(super) struct Args {
    /// The language, whose forms of numbers each text then has, as in `pl` or `pt-BR`
    #[arg(value_name = "TAG", default_value = "en")]
    tag: String,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    match text::template(&args.tag) {
        Some(texts) => Ok(terminal::to_stdout(&texts)?),
        None => Err(Failure::wrong_usage(
            &format!("`{}` is no tag of a language", args.tag),
            "a tag is a language of two or three letters, and where it matters a script or a country: `pl`, `pt-BR`",
        )),
    }
}
