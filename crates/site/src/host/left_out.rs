//! Files a host does not serve although they are within its limits.

use super::Host;
use crate::file_names::{HEADERS, REDIRECTS};
use locale::plural::Counted;
use std::fmt;

/// Files of a site that a host does not serve, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The host.
    pub host: Host,
    /// The number of files.
    pub files: usize,
    /// The first of them.
    pub first: Box<str>,
    /// The reason, and how to fix it.
    pub reason: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, files, first, reason } = self;
        write!(f, "{} leaves out {} (`{first}`): {reason}", host.label(), Counted(*files, "file"))
    }
}

impl Host {
    /// The files of a site that the host does not serve, grouped by reason.
    #[must_use]
    pub fn left_out<'p>(self, paths: impl Iterator<Item = &'p str>) -> Vec<LeftOut> {
        let mut found: Vec<LeftOut> = Vec::new();
        for path in paths {
            let Some(reason) = self.leaves_out(path) else { continue };
            match found.iter_mut().find(|known| known.reason == reason) {
                Some(known) => known.files += 1,
                None => found.push(LeftOut { host: self, files: 1, first: path.into(), reason }),
            }
        }
        found
    }

    /// The reason why the host does not serve this file, if there is one.
    ///
    /// Cloudflare: the ignore list of `wrangler pages deploy` (`packages/wrangler/src/pages/validate.ts` in
    /// github.com/cloudflare/workers-sdk). GitHub: Jekyll, which Pages runs on a branch (docs.github.com, "About GitHub
    /// Pages and Jekyll").
    fn leaves_out(self, path: &str) -> Option<&'static str> {
        let mut parts = path.split('/');
        match self {
            Self::CloudflarePages | Self::CloudflarePagesPaid => {
                let is_code = path.starts_with("functions/");
                if is_code {
                    return Some("it treats `functions/` as code; rename the page");
                }
                parts.any(|part| part == "node_modules").then_some("its uploader skips `node_modules`; rename the page")
            }
            Self::GithubPages => {
                let is_rules = [HEADERS, REDIRECTS].contains(&path);
                (!is_rules && parts.any(|part| part.starts_with('_'))).then_some(
                    "Jekyll drops names that begin with `_`; publish by a workflow (`actions/deploy-pages`), or put an \
                     empty file `.nojekyll` into the root of the branch",
                )
            }
            Self::PlainBucket | Self::Netlify => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hosts_skip_is_named() {
        let paths = [
            "_headers",
            "_redirects",
            "functions/index.html",
            "functions/index.json",
            "models/acme/_quiet/index.html",
            "models/acme/functions/index.html",
            "models/node_modules/a/index.html",
        ];
        let told = |host: Host| host.left_out(paths.into_iter()).iter().map(ToString::to_string).collect::<Vec<_>>();
        let [code, modules] = &told(Host::CloudflarePages)[..] else { panic!("{:?}", told(Host::CloudflarePages)) };
        assert!(code.starts_with("Cloudflare Pages (free) leaves out 2 files (`functions/index.html`): "), "{code}");
        assert!(modules.contains("1 file (`models/node_modules/a/index.html`)"), "{modules}");
        let [quiet] = &told(Host::GithubPages)[..] else { panic!("{:?}", told(Host::GithubPages)) };
        assert!(quiet.contains("`models/acme/_quiet/index.html`") && quiet.contains(".nojekyll"), "{quiet}");
        for host in [Host::PlainBucket, Host::Netlify] {
            assert_eq!(told(host), [""; 0]);
        }
    }
}
