//! Finds the host limits that a site exceeds, before anything is uploaded.

use super::{Host, Limit, RulesFile};
use crate::file_names::{HEADERS, REDIRECTS};
use std::fmt;

/// Size figures of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Number of files to upload.
    pub files: u64,
    /// Bytes in all files.
    pub bytes: u64,
    /// The largest file: path and size in bytes.
    pub largest: Option<(Box<str>, u64)>,
    /// Figures of `_redirects`, if the site has one.
    pub redirects: Option<RulesFile>,
    /// Figures of `_headers`, if the site has one.
    pub headers: Option<RulesFile>,
}

/// A limit that a site exceeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceeded {
    /// The host with this limit.
    pub host: Host,
    /// The limited quantity: `files`, `bytes in one file`, …
    pub what: &'static str,
    /// The file that exceeds the limit, if it concerns a single file.
    pub file: Option<Box<str>>,
    /// The site's value.
    pub found: u64,
    /// The limit and its source.
    pub limit: Limit,
    /// How to fix it.
    pub advice: &'static str,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, what, file, found, limit, .. } = self;
        write!(f, "{found} {what}")?;
        if let Some(file) = file {
            write!(f, " (`{file}`)")?;
        }
        write!(f, ", and {} takes {}", host.label(), limit.most)
    }
}

const MORE_ROOM: &str = "deploy to a bucket behind a CDN, which has no such limit, or write fewer files with `[select]` and \
                         `[output] alternates`";

const FEWER_REDIRECTS: &str = "lower `[output] replaced-slugs`, or turn `redirects-file` off and `redirect-pages` on";

impl Host {
    /// All limits that a site exceeds.
    ///
    /// The rules of `_redirects` and `_headers` count only if the host reads those files.
    #[must_use]
    pub fn exceeded(self, totals: &Totals) -> Vec<Exceeded> {
        let limits = self.limits();
        let mut found = Vec::new();
        let mut judge = |limit: Option<Limit>, count: u64, what, file: Option<&str>, advice| {
            if let Some(limit) = limit.filter(|limit| count > limit.most) {
                found.push(Exceeded { host: self, what, file: file.map(Into::into), found: count, limit, advice });
            }
        };
        judge(limits.files, totals.files, "files", None, MORE_ROOM);
        if let Some((path, bytes)) = &totals.largest {
            judge(limits.file_bytes, *bytes, "bytes in one file", Some(path), MORE_ROOM);
        }
        judge(limits.total_bytes, totals.bytes, "bytes", None, MORE_ROOM);
        if let Some(rules) = &totals.redirects {
            let file = Some(REDIRECTS);
            judge(limits.static_redirects, rules.fixed, "redirects", file, FEWER_REDIRECTS);
            let order = "put rules with `*` or placeholders last, because all rules after them count like them";
            judge(limits.dynamic_redirects, rules.dynamic, "redirects with `*` or placeholders", file, order);
            let shorter = "shorten the paths in `content/redirects.toml`";
            judge(limits.redirect_characters, rules.longest_line, "characters in one redirect", file, shorter);
            judge(limits.redirects_bytes, rules.bytes, "bytes of redirects", file, FEWER_REDIRECTS);
        }
        if let Some(rules) = &totals.headers {
            let file = Some(HEADERS);
            let advice = "turn off `[output] headers-file` and set the headers at the host";
            judge(limits.header_rules, rules.rules(), "rules of headers", file, advice);
            judge(limits.header_characters, rules.longest_line, "characters in one line of headers", file, advice);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(host: Host, totals: &Totals) -> Vec<&'static str> {
        host.exceeded(totals).iter().map(|exceeded| exceeded.what).collect()
    }

    /// The limit itself is accepted, one more is not, and the message names limit and value.
    #[test]
    fn each_limit_holds_to_the_last_unit() {
        let rules = |fixed, longest_line, bytes| Some(RulesFile { fixed, dynamic: 100, longest_line, bytes });
        let mut totals = Totals {
            files: 20_000,
            bytes: 1_000_000_000,
            largest: Some(("data/models.jsonl.gz".into(), 26_214_400)),
            redirects: rules(2_000, 1_000, 100_000),
            headers: Some(RulesFile { fixed: 90, dynamic: 10, longest_line: 2_000, bytes: 200_001 }),
        };
        for host in Host::ALL {
            assert_eq!(host.exceeded(&totals), [], "{host:?}");
        }
        totals.files += 1;
        let exceeded = Host::CloudflarePages.exceeded(&totals);
        let [files] = &*exceeded else { panic!("{exceeded:?}") };
        assert_eq!(files.to_string(), "20001 files, and Cloudflare Pages (free) takes 20000");
        assert!(files.advice.contains("bucket") && files.limit.source.starts_with("https://"));
        assert_eq!(what(Host::CloudflarePagesPaid, &totals), [""; 0]);
        totals.largest = Some(("data/models.jsonl.gz".into(), 26_214_401));
        let exceeded = Host::CloudflarePagesPaid.exceeded(&totals);
        let text = "26214401 bytes in one file (`data/models.jsonl.gz`), and Cloudflare Pages (paid) takes 26214400";
        assert_eq!(exceeded[0].to_string(), text);
        totals.bytes += 1;
        assert_eq!(what(Host::GithubPages, &totals), ["bytes"]);
        totals.redirects = rules(2_001, 1_001, 100_001);
        totals.headers = Some(RulesFile { fixed: 91, dynamic: 10, longest_line: 2_001, bytes: 0 });
        let all = [
            "bytes in one file",
            "redirects",
            "characters in one redirect",
            "bytes of redirects",
            "rules of headers",
            "characters in one line of headers",
        ];
        assert_eq!(what(Host::CloudflarePagesPaid, &totals), all);
        // GitHub Pages reads neither file.
        assert_eq!(what(Host::GithubPages, &totals), ["bytes"]);
        for host in [Host::PlainBucket, Host::Netlify] {
            assert_eq!(host.exceeded(&totals), [], "{host:?}");
        }
    }
}
