//! The rules of a `_headers` file, as hosts read them: a path, and indented below it `Name: value`; every rule that
//! fits counts. `! Name` takes back what rules above have said.

use super::pattern::{Pattern, filled};

/// The file's name, in the host's folder.
pub const FILE: &str = "_headers";

/// All rules of a file.
#[derive(Debug, Default)]
pub struct HeaderRules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    /// None for another host.
    path: Option<Pattern>,
    /// A name, and a value, or none where it is to go.
    headers: Vec<(String, Option<String>)>,
}

impl HeaderRules {
    /// Reads a file; what it says of other hosts than `origin` never fits. Lines that cannot be read come back as
    /// problems.
    #[must_use]
    pub fn parse(text: &str, origin: &str) -> (Self, Vec<String>) {
        let (mut rules, mut problems): (Vec<Rule>, _) = (Vec::new(), Vec::new());
        for (at, line) in (1..).zip(text.lines()) {
            let content = line.trim();
            let mut odd = |reason: &str| problems.push(format!("{FILE}:{at}: {reason}: `{content}`"));
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if !line.starts_with([' ', '\t']) {
                let path = Pattern::parse(content, origin);
                if path.is_none() && !content.contains("://") {
                    odd("no path");
                }
                rules.push(Rule { path, headers: Vec::new() });
                continue;
            }
            match (rules.last_mut(), header(content)) {
                (None, _) => odd("a header above all paths"),
                (_, None) => odd("no header"),
                (Some(rule), Some(header)) => rule.headers.push(header),
            }
        }
        (Self(rules), problems)
    }

    /// The headers of an answer at this path, names in lower case; where several rules have values for one, all of
    /// them, with commas between.
    #[must_use]
    pub fn headers(&self, path: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for rule in &self.0 {
            let Some(captures) = rule.path.as_ref().and_then(|pattern| pattern.captures(path)) else { continue };
            for (name, value) in &rule.headers {
                let known = found.iter().position(|(known, _)| known == name);
                match (known, value) {
                    (Some(at), None) => drop(found.remove(at)),
                    (None, None) => {}
                    (Some(at), Some(value)) => found[at].1.extend([", ", &filled(value, &captures)]),
                    (None, Some(value)) => found.push((name.clone(), filled(value, &captures))),
                }
            }
        }
        found
    }
}

fn header(line: &str) -> Option<(String, Option<String>)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    if let Some(name) = line.strip_prefix('!').map(str::trim) {
        return is_name(name).then(|| (name.to_ascii_lowercase(), None));
    }
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim_end(), value.trim());
    let is_value = value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
    (is_name(name) && is_value).then(|| (name.to_ascii_lowercase(), Some(value.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_fits_counts() {
        let text = "# all\n/*\n  X-A: 1\n  Link: <https://h/:splat>\n/a/*\n\tx-a: 2\n/a/b\n  ! Link\n  X-B: c: d\n\
                    https://other/*\n  X-C: 1\nodd\n  none\n";
        let (rules, problems) = HeaderRules::parse(text, "https://h");
        let headers = |path| {
            let headers = rules.headers(path).into_iter().map(|(name, value)| format!("{name}={value}"));
            headers.collect::<Vec<_>>()
        };
        assert_eq!(headers("/x"), ["x-a=1", "link=<https://h/x>"]);
        assert_eq!(headers("/a/c"), ["x-a=1, 2", "link=<https://h/a/c>"]);
        assert_eq!(headers("/a/b"), ["x-a=1, 2", "x-b=c: d"]);
        assert_eq!(problems, ["_headers:12: no path: `odd`", "_headers:13: no header: `none`"]);
        assert_eq!(HeaderRules::parse("  X: 1\n", "").1, ["_headers:1: a header above all paths: `X: 1`"]);
    }
}
