//! Redirects: the rules of `_redirects`, and pages that send their visitors on.

use super::{
    base::{Target, decode, split_origin},
    finding::Findings,
    page::PageSummary,
    site::Site,
    table::Code,
};
use crate::host::{Host, REDIRECTS, RulesFile, Totals};
use std::collections::BTreeMap;

/// Steps after which a chain is taken for a circle.
const MOST_STEPS: usize = 10;

/// The rules of `_redirects`, by source.
#[derive(Debug, Default)]
pub struct Redirects {
    /// From and to, decoded paths from the host's root; without rules that hold for many addresses.
    rules: BTreeMap<Box<str>, Box<str>>,
}

impl Redirects {
    /// Reads the rules.
    pub fn parse(text: &str, findings: &mut Findings) -> Self {
        let mut redirects = Self::default();
        for (at, line) in (1_u64..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut parts = line.split_whitespace();
            let (from, to) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let status = parts.next().unwrap_or("301").trim_end_matches('!');
            let is_status = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
            if !(from.starts_with('/') || split_origin(from).is_some()) || to.is_empty() || !is_status {
                findings.add(Code::RedirectForm, REDIRECTS, format!("line {at}: `{line}`"));
                continue;
            }
            if from.contains(['*', ':']) {
                continue;
            }
            let target = to.split(['#', '?']).next().unwrap_or_default();
            if redirects.rules.insert(decode(from).into(), decode(target).into()).is_some() {
                findings.add(Code::RedirectForm, REDIRECTS, format!("line {at}: a second rule for `{from}`"));
            }
        }
        let totals = Totals { redirects: Some(RulesFile::of_redirects(text)), ..Totals::default() };
        for exceeded in Host::STRICTEST.exceeded(&totals) {
            findings.add(Code::RedirectLimit, REDIRECTS, exceeded.to_string());
        }
        redirects
    }

    /// Whether an address is sent on.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.rules.contains_key(path)
    }
}

/// Where a source leads in the end.
enum End {
    Page,
    Nowhere(Box<str>),
    Circle,
}

/// What stands at an address.
enum Next {
    Page,
    Nowhere,
    To(Box<str>),
}

/// Follows each redirect of both kinds.
pub fn check(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    let graph = Graph { site, pages };
    for (from, to) in &site.redirects.rules {
        let from_file = graph.file(from);
        if let Some(page) = from_file.and_then(|file| site.page_at(pages, file)).filter(|page| page.refresh.is_none()) {
            let path = site.files.path(page.file);
            findings.add(Code::RedirectShadow, REDIRECTS, format!("`{from}` is the address of `{path}`"));
            continue;
        }
        graph.judge(REDIRECTS, from, to, findings);
    }
    for page in pages {
        if let Some(to) = &page.refresh {
            let path = site.files.path(page.file);
            graph.judge(path, &decode(&site.base.address(path)), to, findings);
            if site.listed.get(page.file).is_some() {
                findings.add(Code::RedirectShadow, path, "a sitemap lists this page, which only sends visitors on");
            }
        }
    }
}

struct Graph<'a> {
    site: &'a Site,
    pages: &'a [PageSummary],
}

impl Graph<'_> {
    fn file(&self, path: &str) -> Option<u32> {
        match self.site.base.resolve(path, "/", &self.site.files).target {
            Target::File(file) | Target::Moved(file) => Some(file),
            _ => None,
        }
    }

    fn judge(&self, file: &str, from: &str, to: &str, findings: &mut Findings) {
        let (end, steps) = self.follow(to);
        match end {
            End::Circle => findings.add(Code::RedirectLoop, file, format!("`{from}` leads in a circle")),
            End::Nowhere(to) => {
                findings.add(Code::RedirectTarget, file, format!("`{from}` leads to `{to}`, where there is nothing"));
            }
            End::Page if steps > 0 => {
                findings.add(Code::RedirectChain, file, format!("`{from}` leads to `{to}`, which leads on"));
            }
            End::Page => {}
        }
    }

    /// Where it ends, and after how many further steps.
    fn follow(&self, to: &str) -> (End, usize) {
        let mut at: Box<str> = to.into();
        for steps in 0..=MOST_STEPS {
            match self.next(&at) {
                Next::Page => return (End::Page, steps),
                Next::Nowhere => return (End::Nowhere(at), steps),
                Next::To(next) => at = next,
            }
        }
        (End::Circle, MOST_STEPS)
    }

    fn next(&self, at: &str) -> Next {
        let target = self.site.base.resolve(at, "/", &self.site.files).target;
        if let Target::File(file) = target {
            let refresh = self.site.page_at(self.pages, file).and_then(|page| page.refresh.clone());
            return refresh.map_or(Next::Page, Next::To);
        }
        if let Some(to) = self.site.redirects.rules.get(at) {
            return Next::To(to.clone());
        }
        match target {
            Target::Moved(file) => Next::To(decode(&self.site.base.address(self.site.files.path(file))).into()),
            Target::Missing => Next::Nowhere,
            _ => Next::Page,
        }
    }
}
