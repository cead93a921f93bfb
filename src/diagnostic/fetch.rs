//! Errors of a fetch from the Hub.

use super::{Diagnostic, Exit, Hint};
use http_client::Trouble;
use hub::fetch::Error;

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Net(error) => after_no_answer(error),
            Self::Snapshot(error) => return error.hint(),
            Self::Io { .. } => "check the folder and its disk, and fetch again: what is there counts",
            Self::Busy(_) => "wait for it to end",
            Self::Endpoint(_) => "write scheme and host, as in `https://huggingface.co`",
            Self::Circle { .. } | Self::Stalled { .. } => {
                "fetch again later; if that does not help, the Hub or what stands in between is at fault"
            }
            Self::TooMuch(_) => {
                "raise the limit if that many models are meant; if not, check that the address is that of a Hub, and fetch again"
            }
            Self::LimitOverWhole(_) => "add `--full` if that is meant, or leave `--limit` out",
        };
        Some(hint.into())
    }

    fn exit(&self) -> Exit {
        if matches!(self, Self::LimitOverWhole(_)) { Exit::Usage } else { Exit::Failed }
    }
}

/// What to do where the Hub gave no usable answer.
fn after_no_answer(error: &http_client::Error) -> &'static str {
    let trouble = match error {
        http_client::Error::GaveUp { source, .. } => source,
        http_client::Error::TooLongToWait { .. } => return AGAIN,
        http_client::Error::Refused { hint, .. } => return hint,
    };
    match trouble {
        Trouble::Unreachable(_) | Trouble::Connection(_) | Trouble::Timeout(_) => {
            "check the network and the address (`--endpoint`, `HF_ENDPOINT`), then fetch again: it goes on from the last \
             whole page"
        }
        Trouble::Status { status: 429, .. } => {
            "fetch again later, or set `HF_TOKEN`: it goes on from the last whole page"
        }
        Trouble::TooLarge(_) => "ask for fewer fields with `expand` in `[source.hub]`",
        Trouble::Status { .. } | Trouble::CutOff => AGAIN,
        Trouble::Unusable(_) => {
            "check that the address is that of a Hub (`--endpoint`, `HF_ENDPOINT`) and that nothing stands in between"
        }
    }
}

const AGAIN: &str = "fetch again later: it goes on from the last whole page";
