//! `modelpress fetch`: downloads model metadata from the Hub.

mod environment;
mod progress;
mod text;

use super::{Failure, clock, environment::user_agent, project::ConfigOption, terminal};
use http_client::may_carry_secret;
use hub::{
    fetch::{self, FetchInputs},
    settings::Endpoint,
};
use modelpress::settings::Settings;
use snapshot::HUB_FOLDER;
use std::path::Path;
use strict_toml::redact::without_user_info;
use url::Url;

/// Download model metadata from the Hub into a snapshot, or update an existing snapshot
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress fetch\n  modelpress fetch --limit 500 --detail sizes")]
pub(super) struct Args {
    /// Download everything again instead of only what changed
    #[arg(long)]
    full: bool,

    /// Fetch only the N most popular models, to try things out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,

    /// Request extra details per model that listings do not include, such as file sizes
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Detail::None)]
    detail: Detail,

    /// With `--detail`: number of models per run, most popular first
    #[arg(long, value_name = "N", default_value_t = 400)]
    detail_limit: usize,

    /// URL of the Hub [default: `HF_ENDPOINT`, else `endpoint` of `[source.hub]`]
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,

    #[command(flatten)]
    config: ConfigOption,

    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Detail {
    None,
    Sizes,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Settings { config, hub, .. } = args.config.load()?;
    let named = args.endpoint.clone().or_else(environment::endpoint);
    let endpoint = named.unwrap_or_else(|| hub.endpoint.clone());
    let Some(Endpoint(endpoint)) = Endpoint::parse(&endpoint) else {
        let shown = without_user_info(&endpoint);
        let hint = if shown == endpoint {
            "use scheme and host, such as `https://huggingface.co`"
        } else {
            "remove the part before the `@`; the token is read from `HF_TOKEN`"
        };
        return Err(Failure::wrong_usage(&format!("`{shown}` is not a valid Hub URL"), hint));
    };
    let token = environment::token();
    let token = token.filter(|_| {
        let is_safe = Url::parse(&endpoint).is_ok_and(|url| may_carry_secret(&url));
        if !is_safe {
            terminal::to_stderr("warning: the token is not sent, because the Hub URL does not use https\n");
        }
        is_safe
    });
    let progress = progress::Shown::new();
    let inputs = FetchInputs {
        config: &hub,
        endpoint: &endpoint,
        token,
        user_agent: &user_agent(&config.site.base_url),
        folder: Path::new(HUB_FOLDER),
        full: args.full,
        limit: args.limit,
        sizes: (args.detail == Detail::Sizes).then_some(args.detail_limit),
        clock: clock::network(),
        peak_memory_mib: clock::peak_rss_mib,
        progress: &|step| progress.show(step),
    };
    let result = fetch::fetch(&inputs);
    progress.end();
    let report = result?;
    let text =
        if args.json { serde_json::to_string(&report).map_err(Failure::new)? + "\n" } else { text::render(&report) };
    Ok(terminal::to_stdout(&text)?)
}
