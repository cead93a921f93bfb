//! Checks redirects: the rules of `_redirects`, and pages with a refresh redirect.

use crate::{
    finding::Findings,
    page_summary::{PageSummary, page_at},
    read::base::Target,
    site::Site,
    table::Code,
};
use site::{address::origin::decoded, file_names::REDIRECTS};

/// Number of steps after which a chain of redirects counts as a loop.
const MOST_STEPS: usize = 10;

/// Where a chain of redirects ends.
enum End {
    Page,
    Nowhere(Box<str>),
    Circle,
}

/// The next step at an address.
enum Next {
    Page,
    Nowhere,
    To(Box<str>),
}

/// Follows every redirect of both kinds.
pub(crate) fn check(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    let graph = Graph { site, pages };
    for (from, to) in &site.redirects.rules {
        let from_file = graph.file(from);
        if let Some(page) = from_file.and_then(|file| page_at(pages, file)).filter(|page| page.refresh.is_none()) {
            let path = site.files.path(page.file);
            findings.add(Code::RedirectShadow, REDIRECTS, format!("`{from}` is the URL of `{path}`"));
            continue;
        }
        graph.judge(REDIRECTS, from, to, findings);
    }
    for page in pages {
        if let Some(to) = &page.refresh {
            let path = site.files.path(page.file);
            graph.judge(path, &decoded(&site.base.address(path)), to, findings);
            if site.listed.get(page.file).is_some() {
                findings.add(Code::RedirectShadow, path, "a sitemap lists this page, which only redirects");
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
            End::Circle => findings.add(Code::RedirectLoop, file, format!("`{from}` is part of a loop")),
            End::Nowhere(to) => {
                findings.add(Code::RedirectTarget, file, format!("`{from}` leads to `{to}`, which does not exist"));
            }
            End::Page if steps > 0 => {
                findings.add(
                    Code::RedirectChain,
                    file,
                    format!("`{from}` leads to `{to}`, which is a redirect itself"),
                );
            }
            End::Page => {}
        }
    }

    /// The end of the chain that starts at `to`, and its number of steps.
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
            let refresh = page_at(self.pages, file).and_then(|page| page.refresh.clone());
            return refresh.map_or(Next::Page, Next::To);
        }
        if let Some(to) = self.site.redirects.rules.get(at) {
            return Next::To(to.clone());
        }
        match target {
            Target::Moved(file) => Next::To(decoded(&self.site.base.address(self.site.files.path(file))).into()),
            Target::Missing => Next::Nowhere,
            _ => Next::Page,
        }
    }
}
