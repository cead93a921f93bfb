//! Errors of a submission.

use super::{Diagnostic, Hint};
use publish::submit::{Error, NotLive, RECORD};

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Busy(_) => "wait for it to finish",
            Self::Record { .. } => "check permissions and disk space",
            Self::Damaged { .. } => {
                let hint = format!(
                    "delete `{RECORD}`; the next submission then starts over, with the sitemap and no URLs for \
                 IndexNow"
                );
                return Some(hint.into());
            }
            Self::Capped { .. } => {
                "check what changed; then raise `cap`, or run `modelpress submit --baseline`, which submits only \
                 the sitemap and marks all pages as submitted"
            }
            Self::NoKeyFile(_) => "run `modelpress build`, then deploy",
            Self::ExampleSite(_) => "set `base-url` in `site.toml` to the URL of your site, then build again",
            Self::NotLive { problem: NotLive::Extended { .. }, .. } => {
                "turn that off for this site (at Cloudflare: Web Analytics, Rocket Loader, Email Obfuscation), or \
                 skip the check with `--skip-verification`"
            }
            Self::NotLive { .. } => {
                "deploy the built site, purge the CDN cache, then submit again; `--skip-verification` skips this \
                 check"
            }
            Self::Unreachable(_) => {
                "check `base-url` in `[site]` and that the site is up; `--skip-verification` skips this check"
            }
            Self::NotSecure(_) => "check `search-console-endpoint` in `[submit]`",
            Self::NoCredentials => {
                "set it to the JSON key file of a service account, or leave `search-console-site` empty"
            }
            Self::ReadCredentials { .. } | Self::Credentials { .. } => {
                "download a JSON key for a service account from the Google Cloud console; see `docs/submit.md`"
            }
            Self::Answer { hint, .. } => hint,
            Self::Net { .. } => "try again later; only what was not accepted is sent again",
        };
        Some(hint).filter(|hint| !hint.is_empty()).map(Into::into)
    }
}
