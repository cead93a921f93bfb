//! `RedirectRules`: resolves a path as a host that reads `_redirects` does. The first matching rule applies.

use super::{
    Host,
    pattern::{Pattern, filled},
    redirects_file::{self, NO_STATUS, RedirectLine},
    rule_lines::MalformedLine,
};

/// All rules of a `_redirects` file.
#[derive(Debug, Default)]
pub struct RedirectRules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    from: Pattern,
    to: String,
    status: u16,
    is_forced: bool,
}

/// The result of a redirect rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// A path or an absolute URL.
    pub to: String,
    /// 301, 302, 303, 307 or 308; 200 serves the file at `to` instead of redirecting.
    pub status: u16,
}

impl RedirectRules {
    /// Parses a file as `host` does, skipping rules for origins other than `origin`. Also returns the lines that are
    /// not rules. Empty if `host` does not read `_redirects`.
    #[must_use]
    pub fn parse<'a>(text: &'a str, origin: &str, host: Host) -> (Self, Vec<MalformedLine<'a>>) {
        let (mut rules, mut malformed) = (Vec::new(), Vec::new());
        let Some(default_status) = host.default_redirect_status() else { return (Self(rules), malformed) };
        for line in redirects_file::read(text) {
            match line.and_then(|line| rule(&line, origin, default_status)) {
                Ok(rule) => rules.extend(rule),
                Err(line) => malformed.push(line),
            }
        }
        (Self(rules), malformed)
    }

    /// The target for a path. `is_file` means a file exists there, in which case only forced rules apply.
    #[must_use]
    pub fn target(&self, path: &str, is_file: bool) -> Option<Target> {
        let mut allowed = self.0.iter().filter(|rule| rule.is_forced || !is_file);
        let (rule, captures) = allowed.find_map(|rule| Some((rule, rule.from.captures(path)?)))?;
        Some(Target { to: filled(&rule.to, &captures), status: rule.status })
    }
}

/// `None` if the rule is for another host.
fn rule<'a>(line: &RedirectLine<'a>, origin: &str, default_status: u16) -> Result<Option<Rule>, MalformedLine<'a>> {
    let status @ (200 | 301 | 302 | 303 | 307 | 308) = line.status.unwrap_or(default_status) else {
        return Err(line.malformed(NO_STATUS));
    };
    let from = Pattern::parse(line.from, origin);
    Ok(from.map(|from| Rule { from, to: line.to.to_owned(), status, is_forced: line.is_forced }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_fits_decides() {
        let text = "# old\n/a /b 301\n/a /c 301\n\n/f/* /g/:splat\n/forced /b 308!\nodd\n/x /y 404\n\
                    https://other/a /b\nhttps://h/own /b 303\n";
        for (host, default) in [(Host::Netlify, 301), (Host::CloudflarePages, 302)] {
            let (rules, malformed) = RedirectRules::parse(text, "https://h", host);
            let to = |path, is_file| rules.target(path, is_file).map(|target| (target.to, target.status));
            assert_eq!(to("/a", false), Some(("/b".to_owned(), 301)));
            assert_eq!(to("/a", true), None);
            assert_eq!(to("/f/1/2", false), Some(("/g/1/2".to_owned(), default)));
            assert_eq!(to("/forced", true), Some(("/b".to_owned(), 308)));
            assert_eq!(to("/own", false), Some(("/b".to_owned(), 303)));
            let malformed: Vec<String> = malformed.iter().map(ToString::to_string).collect();
            let expected = ["_redirects:7: no target: `odd`", "_redirects:8: not a redirect status: `/x /y 404`"];
            assert_eq!(malformed, expected);
        }
        let (rules, malformed) = RedirectRules::parse(text, "https://h", Host::GithubPages);
        assert_eq!((rules.target("/a", false), malformed), (None, vec![]));
    }
}
