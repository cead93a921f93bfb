//! Errors of a submission to search engines.

use super::{Diagnostic, Hint};
use publish::submit::{Error, NotLive, RECORD};

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Busy(_) => "wait until it has ended",
            Self::Record { .. } => "check permissions and free space",
            Self::Damaged { .. } => {
                let hint = format!(
                    "remove `{RECORD}`; the next submission then starts anew, with the sitemap alone and no address for \
                 IndexNow"
                );
                return Some(hint.into());
            }
            Self::Capped { .. } => {
                "look at what changed before all of it is announced; then raise `cap`, or run `modelpress submit \
                 --baseline`, which counts all pages as known and announces the sitemap alone"
            }
            Self::NoKeyFile(_) => "run `modelpress build`, and deploy",
            Self::ExampleSite(_) => "set `base-url` in `site.toml` to where the site stands, and build again",
            Self::NotLive { problem: NotLive::Extended { .. }, .. } => {
                "turn that off for this site (at Cloudflare: Web Analytics, Rocket Loader, Email Obfuscation), or pass \
                 `--skip-verification`, which sends without looking"
            }
            Self::NotLive { .. } => {
                "deploy what was built, empty the CDN's cache of it, and submit again; `--skip-verification` sends \
                 without looking"
            }
            Self::Unreachable(_) => {
                "check `base-url` of `[site]` and that the site is up; `--skip-verification` sends without looking"
            }
            Self::NotSecure(_) => "check `search-console-endpoint` of `[submit]`",
            Self::NoCredentials => {
                "name the JSON file of a service account in it, or leave `search-console-site` empty"
            }
            Self::ReadCredentials { .. } | Self::Credentials { .. } => {
                "download a JSON key of a service account from the Google Cloud console; `docs/submit.md` says how"
            }
            Self::Answer { hint, .. } => hint,
            Self::Net { .. } => "try again later: what was not taken is sent then",
        };
        Some(hint).filter(|hint| !hint.is_empty()).map(Into::into)
    }
}
