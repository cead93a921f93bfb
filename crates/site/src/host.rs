//! `Host`: documented limits and behavior of hosting providers. No I/O. A limit is listed only if its source could be
//! read. Limits without a published figure are missing, so a site that passes can still exceed one.

mod exceeded;
pub mod header_rules;
pub mod headers_file;
mod left_out;
pub mod pattern;
pub mod redirect_rules;
pub mod redirects_file;
mod rule_lines;
mod rules_file;

use crate::address::UrlStyle;
use serde::{Deserialize, Serialize};

pub use self::{
    exceeded::{Exceeded, Totals},
    left_out::LeftOut,
    rule_lines::MalformedLine,
    rules_file::RulesFile,
};

/// A kind of host, named in settings as `cloudflare-pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// An object store bucket or a file server: any number of files, each served under its own name.
    #[default]
    PlainBucket,
    /// Cloudflare Pages, free plan.
    CloudflarePages,
    /// Cloudflare Pages on a paid plan.
    CloudflarePagesPaid,
    /// Netlify.
    Netlify,
    /// GitHub Pages.
    GithubPages,
}

strict_toml::names! {
    Host "host" {
        "plain-bucket" PlainBucket, "cloudflare-pages" CloudflarePages, "cloudflare-pages-paid" CloudflarePagesPaid,
        "netlify" Netlify, "github-pages" GithubPages
    }
}

/// The limits of a host. `None` where it publishes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Number of files in the site.
    pub files: Option<Limit>,
    /// Bytes in one file.
    pub file_bytes: Option<Limit>,
    /// Bytes in all files.
    pub total_bytes: Option<Limit>,
    /// Number of `_redirects` rules without `*` or placeholders.
    pub static_redirects: Option<Limit>,
    /// Number of `_redirects` rules with `*` or placeholders.
    pub dynamic_redirects: Option<Limit>,
    /// Characters in one rule of `_redirects`.
    pub redirect_characters: Option<Limit>,
    /// Bytes in `_redirects`.
    pub redirects_bytes: Option<Limit>,
    /// Number of rules in `_headers`.
    pub header_rules: Option<Limit>,
    /// Characters in one line of `_headers`.
    pub header_characters: Option<Limit>,
}

/// One limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The largest accepted value.
    pub most: u64,
    /// URL of the source.
    pub source: &'static str,
}

/// Whether a host answers the URLs of a style with status 200 and HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// It does.
    Yes,
    /// Only with a configuration that the text describes.
    If(&'static str),
    /// It does not; the text says what it does instead.
    No(&'static str),
}

/// Cloudflare, `pages/platform/limits`: 25 MiB per file; 20,000 files per site, 100,000 on paid plans (changelog of
/// 2026-01-23, with `PAGES_WRANGLER_MAJOR_VERSION=4` among the project's variables).
const CLOUDFLARE_LIMITS: &str = "https://developers.cloudflare.com/pages/platform/limits/";

/// Cloudflare, `pages/configuration/redirects`: 2,000 static and 100 dynamic rules, 1,000 characters each.
const CLOUDFLARE_REDIRECTS: &str = "https://developers.cloudflare.com/pages/configuration/redirects/";

/// Not documented by Cloudflare: users found that it silently drops everything after the first 100 KB of `_redirects`.
const CLOUDFLARE_CUT: &str = "https://wppoland.com/en/cloudflare-redirects-100kb-cap-silent-tail-truncation";

/// Cloudflare, `pages/configuration/headers`: 100 rules, 2,000 characters per line in total.
const CLOUDFLARE_HEADERS: &str = "https://developers.cloudflare.com/pages/configuration/headers/";

/// GitHub: a published site may be no larger than 1 GB. Read as 10^9 bytes, the smaller of its two meanings.
const GITHUB_LIMITS: &str = "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits";

const CLOUDFLARE: Limits = Limits {
    files: Some(Limit { most: 20_000, source: CLOUDFLARE_LIMITS }),
    file_bytes: Some(Limit { most: 25 << 20, source: CLOUDFLARE_LIMITS }),
    total_bytes: None,
    static_redirects: Some(Limit { most: 2_000, source: CLOUDFLARE_REDIRECTS }),
    dynamic_redirects: Some(Limit { most: 100, source: CLOUDFLARE_REDIRECTS }),
    redirect_characters: Some(Limit { most: 1_000, source: CLOUDFLARE_REDIRECTS }),
    redirects_bytes: Some(Limit { most: 100_000, source: CLOUDFLARE_CUT }),
    header_rules: Some(Limit { most: 100, source: CLOUDFLARE_HEADERS }),
    header_characters: Some(Limit { most: 2_000, source: CLOUDFLARE_HEADERS }),
};

/// No known limits.
const NONE: Limits = Limits {
    files: None,
    file_bytes: None,
    total_bytes: None,
    static_redirects: None,
    dynamic_redirects: None,
    redirect_characters: None,
    redirects_bytes: None,
    header_rules: None,
    header_characters: None,
};

/// Requirement for pages without an extension on hosts that derive the content type from the extension.
const TYPE_BY_HEADERS: &str = "`_headers` must declare them as HTML, which `[output] headers-file` does";

impl Host {
    /// Of the hosts that read `_redirects` and `_headers`, the one with the lowest limits.
    pub const STRICTEST: Self = Self::CloudflarePages;

    /// All kinds of host.
    pub const ALL: [Self; 5] =
        [Self::PlainBucket, Self::CloudflarePages, Self::CloudflarePagesPaid, Self::Netlify, Self::GithubPages];

    /// Display name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::PlainBucket => "a plain bucket",
            Self::CloudflarePages => "Cloudflare Pages (free)",
            Self::CloudflarePagesPaid => "Cloudflare Pages (paid)",
            Self::Netlify => "Netlify",
            Self::GithubPages => "GitHub Pages",
        }
    }

    /// The limits of the host.
    ///
    /// Netlify publishes no figure for files, bytes or rules. It only recommends patterns for 10,000 redirects or more
    /// (docs.netlify.com, `manage/routing/redirects/overview`).
    #[must_use]
    pub const fn limits(self) -> Limits {
        match self {
            Self::PlainBucket | Self::Netlify => NONE,
            Self::CloudflarePages => CLOUDFLARE,
            Self::CloudflarePagesPaid => {
                Limits { files: Some(Limit { most: 100_000, source: CLOUDFLARE_LIMITS }), ..CLOUDFLARE }
            }
            Self::GithubPages => {
                Limits { total_bytes: Some(Limit { most: 1_000_000_000, source: GITHUB_LIMITS }), ..NONE }
            }
        }
    }

    /// Whether the host answers pages of this style with status 200, without a redirect.
    ///
    /// Sources: developers.cloudflare.com, `pages/configuration/serving-pages`; for all three page hosts the
    /// measurements of github.com/slorber/trailing-slash-guide, `docs/Hosting-Providers.md`.
    #[must_use]
    pub const fn serves(self, form: UrlStyle) -> Serving {
        match (self, form) {
            (Self::PlainBucket, UrlStyle::Slash) => {
                Serving::If("the bucket must serve `index.html` for folders, as website endpoints do")
            }
            (Self::CloudflarePages | Self::CloudflarePagesPaid, UrlStyle::Html) => {
                Serving::No("it sends `/a.html` on to `/a`")
            }
            (Self::CloudflarePages | Self::CloudflarePagesPaid | Self::Netlify, UrlStyle::Bare) => {
                Serving::If(TYPE_BY_HEADERS)
            }
            (Self::GithubPages, UrlStyle::Bare) => Serving::No("it serves files without an extension as downloads"),
            _ => Serving::Yes,
        }
    }

    /// The status of a `_redirects` rule that states none. `None` if the host does not read that file.
    ///
    /// Sources: developers.cloudflare.com, `pages/configuration/redirects`; docs.netlify.com,
    /// `routing/redirects/redirect-options`.
    #[must_use]
    pub const fn default_redirect_status(self) -> Option<u16> {
        match self {
            Self::CloudflarePages | Self::CloudflarePagesPaid => Some(302),
            Self::Netlify => Some(301),
            Self::PlainBucket | Self::GithubPages => None,
        }
    }

    /// Whether the host reads `_redirects`.
    #[must_use]
    pub const fn reads_redirects(self) -> bool {
        self.default_redirect_status().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strict_toml::Names as _;

    #[test]
    fn every_host_is_read_by_its_name() {
        let names = Host::names();
        assert_eq!(names.len(), Host::ALL.len());
        for (host, name) in Host::ALL.into_iter().zip(names) {
            assert_eq!(Host::named(name), Some(host));
            assert_eq!(serde_json::from_str::<Host>(&format!("\"{name}\"")).ok(), Some(host));
        }
        assert_eq!(Host::default(), Host::PlainBucket);
        assert!(serde_json::from_str::<Host>("\"geocities\"").is_err());
    }

    #[test]
    fn every_host_serves_some_form_as_it_is() {
        for host in Host::ALL {
            let forms = [UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare];
            assert!(forms.iter().any(|form| host.serves(*form) == Serving::Yes), "{host:?}");
        }
        assert!(matches!(Host::CloudflarePages.serves(UrlStyle::Html), Serving::No(_)));
        assert!(matches!(Host::PlainBucket.serves(UrlStyle::Slash), Serving::If(_)));
        assert_eq!(Host::PlainBucket.serves(UrlStyle::Bare), Serving::Yes);
    }

    #[test]
    fn a_redirect_without_status_has_that_of_the_host() {
        let status = Host::ALL.map(Host::default_redirect_status);
        assert_eq!(status, [None, Some(302), Some(302), Some(301), None]);
        assert!(Host::STRICTEST.reads_redirects() && !Host::GithubPages.reads_redirects());
    }
}
