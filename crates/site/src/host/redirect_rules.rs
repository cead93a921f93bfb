//! The rules of a `_redirects` file, as hosts read them: `/from /to 301`, the first that fits decides.

use crate::host::{
    REDIRECTS,
    pattern::{Pattern, filled},
};

/// All rules of a file.
#[derive(Debug, Default)]
pub struct RedirectRules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    from: Pattern,
    to: String,
    status: u16,
    /// `301!`: even where a file answers.
    is_forced: bool,
}

/// Where a rule leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// A path, or a whole address.
    pub to: String,
    /// 301, 302, 303, 307 or 308; 200 serves what stands at the path instead.
    pub status: u16,
}

impl RedirectRules {
    /// Reads a file; what it says of other hosts than `origin` is left out. Lines that are no rules come back as
    /// problems.
    #[must_use]
    pub fn parse(text: &str, origin: &str) -> (Self, Vec<String>) {
        let (mut rules, mut problems) = (Vec::new(), Vec::new());
        for (at, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match rule(line, origin) {
                Ok(rule) => rules.extend(rule),
                Err(reason) => problems.push(format!("{REDIRECTS}:{at}: {reason}: `{line}`")),
            }
        }
        (Self(rules), problems)
    }

    /// Where a path leads; `is_file` says that something stands there.
    #[must_use]
    pub fn target(&self, path: &str, is_file: bool) -> Option<Target> {
        let mut allowed = self.0.iter().filter(|rule| rule.is_forced || !is_file);
        let (rule, captures) = allowed.find_map(|rule| Some((rule, rule.from.captures(path)?)))?;
        Some(Target { to: filled(&rule.to, &captures), status: rule.status })
    }
}

/// No rule where it is about another host.
fn rule(line: &str, origin: &str) -> Result<Option<Rule>, &'static str> {
    let mut words = line.split_whitespace();
    let (Some(from), Some(to)) = (words.next(), words.next()) else { return Err("no target") };
    let status = words.next().unwrap_or("302");
    let is_forced = status.ends_with('!');
    let status = status.trim_end_matches('!').parse().ok();
    let Some(status @ (200 | 301 | 302 | 303 | 307 | 308)) = status else { return Err("no status of a redirect") };
    if let Some(from) = Pattern::parse(from, origin) {
        return Ok(Some(Rule { from, to: to.to_owned(), status, is_forced }));
    }
    if from.contains("://") { Ok(None) } else { Err("no path") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_fits_decides() {
        let text =
            "# old\n/a /b 301\n/a /c 301\n\n/f/* /g/:splat\n/forced /b 308!\nodd\n/x /y 404\nhttps://other/a /b\n";
        let (rules, problems) = RedirectRules::parse(text, "https://h");
        let to = |path, is_file| rules.target(path, is_file).map(|target| (target.to, target.status));
        assert_eq!(to("/a", false), Some(("/b".to_owned(), 301)));
        assert_eq!(to("/a", true), None);
        assert_eq!(to("/f/1/2", false), Some(("/g/1/2".to_owned(), 302)));
        assert_eq!(to("/forced", true), Some(("/b".to_owned(), 308)));
        assert_eq!(problems, ["_redirects:7: no target: `odd`", "_redirects:8: no status of a redirect: `/x /y 404`"]);
    }
}
