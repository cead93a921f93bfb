//! Errors of a fetch from the Hub.

use super::{Diagnostic, Exit, Hint};
use http_client::Trouble;
use hub::fetch::Error;

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Net(error) => after_no_answer(error),
            Self::Snapshot(error) => return error.hint(),
            Self::Io { .. } => "check the folder and the disk, then run `modelpress fetch` again; it resumes",
            Self::Busy(_) => "wait for it to finish",
            Self::Endpoint(_) => "use scheme and host, such as `https://huggingface.co`",
            Self::Circle { .. } | Self::Stalled { .. } => {
                "fetch again later; if that does not help, the Hub or a proxy is at fault"
            }
            Self::TooMuch(_) => {
                "raise the limit if you want that many models; if not, check the URL of the Hub, then fetch again"
            }
            Self::LimitOverWhole(_) => "add `--full` if you want that, or leave out `--limit`",
        };
        Some(hint.into())
    }

    fn exit(&self) -> Exit {
        if matches!(self, Self::LimitOverWhole(_)) { Exit::Usage } else { Exit::Failed }
    }
}

/// What to do if the Hub gave no usable response.
fn after_no_answer(error: &http_client::Error) -> &'static str {
    let trouble = match error {
        http_client::Error::GaveUp { source, .. } => source,
        http_client::Error::TooLongToWait { .. } => return AGAIN,
        http_client::Error::Refused { hint, .. } => return hint,
    };
    match trouble {
        Trouble::Unreachable(_) | Trouble::Connection(_) | Trouble::Timeout(_) => {
            "check the network and the URL (`--endpoint`, `HF_ENDPOINT`), then fetch again; it resumes"
        }
        Trouble::Status { status: 429, .. } => "fetch again later, or set `HF_TOKEN`; it resumes",
        Trouble::TooLarge(_) => "request fewer fields with `expand` in `[source.hub]`",
        Trouble::Status { .. } | Trouble::CutOff => AGAIN,
        Trouble::Unusable(_) => "check the URL of the Hub (`--endpoint`, `HF_ENDPOINT`) and any proxy in between",
    }
}

const AGAIN: &str = "fetch again later; it resumes";
