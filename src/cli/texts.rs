//! `modelpress texts`: all texts of the pages, as a template for a translation.

use super::{Failure, terminal};
use generator::text;

/// Print all page texts in English, as a template for a translation
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress texts\n  modelpress texts pl > content/text/pl.toml")]
pub(super) struct Args {
    /// Language whose plural forms to include, such as `pl` or `pt-BR`
    #[arg(value_name = "TAG", default_value = "en")]
    tag: String,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    match text::template(&args.tag) {
        Some(texts) => Ok(terminal::to_stdout(&texts)?),
        None => Err(Failure::wrong_usage(
            &format!("`{}` is not a language tag", args.tag),
            "use a language code of two or three letters, with a script or country if needed: `pl`, `pt-BR`",
        )),
    }
}
