//! Checks robots.txt: its form, what it blocks for whom, and whether its signals agree with its rules. Also checks
//! `IndexNow` keys.

use crate::{
    finding::{Findings, Found},
    page_summary::PageSummary,
    read::{
        base::Target,
        robots_txt::{RobotsTxt, fields, lines},
    },
    site::Site,
    table::Code,
};
use site::{
    address::origin::split_origin,
    crawlers::{SEARCH, TRAINING},
    file_names::ROBOTS,
};

/// Number of bytes that parsers have to read at least.
const LIMIT: usize = 500 * 1024;

/// Runs the robots.txt checks that need no page.
pub(crate) fn check(site: &Site, findings: &mut Findings) {
    let Some(robots) = &site.robots else {
        if site.base.path.is_empty() {
            findings.add(Code::RobotsMissing, "", "no robots.txt in the root folder");
        }
        return;
    };
    form(&robots.text, findings);
    signals(&robots.text, findings);
    sitemaps(site, robots, findings);
    for (_, path, _) in site.files.all() {
        let is_shown = [".css", ".js", ".mjs"].iter().any(|ending| path.ends_with(ending));
        let url = format!("{}/{path}", site.base.path);
        if is_shown && !robots.allows(&url) {
            findings.add(Code::RobotsBlocks, ROBOTS, format!("search engines are blocked from `{url}`"));
        }
    }
    for sitemap in &site.sitemaps {
        let url = format!("{}/{}", site.base.path, site.files.path(sitemap.file));
        if !robots.allows(&url) {
            findings.add(Code::RobotsBlocks, ROBOTS, format!("search engines are blocked from the sitemap `{url}`"));
        }
    }
}

fn form(text: &str, findings: &mut Findings) {
    if text.len() > LIMIT {
        findings.add(Code::RobotsForm, ROBOTS, format!("{} bytes: parsers stop after {LIMIT}", text.len()));
    }
    for (at, line) in lines(text).filter(|(_, line)| !line.contains(':')) {
        findings.add(Code::RobotsForm, ROBOTS, format!("line {at}: `{line}` has no colon"));
    }
    let mut has_agent = false;
    for (at, name, _) in fields(text) {
        has_agent |= name.eq_ignore_ascii_case("user-agent");
        let is_rule = name.eq_ignore_ascii_case("allow") || name.eq_ignore_ascii_case("disallow");
        if is_rule && !has_agent {
            findings.add(Code::RobotsForm, ROBOTS, format!("line {at}: a rule before any User-agent"));
        }
    }
}

fn sitemaps(site: &Site, robots: &RobotsTxt, findings: &mut Findings) {
    let mut named = robots.sitemaps().peekable();
    if named.peek().is_none() && !site.sitemaps.is_empty() {
        findings.add(Code::RobotsSitemap, ROBOTS, "it names no sitemap");
    }
    for address in named {
        if split_origin(address).is_none() {
            findings.add(Code::RobotsSitemap, ROBOTS, format!("`{address}` is not a full URL"));
            continue;
        }
        let Some(path) = site.base.own_path(address) else { continue };
        if !matches!(site.base.locate(&path, &site.files), Target::File(_)) {
            findings.add(Code::RobotsSitemap, ROBOTS, format!("`{address}` does not exist"));
        }
    }
}

/// A group of rules for the same crawlers.
#[derive(Default)]
struct Group<'a> {
    agents: Vec<&'a str>,
    /// Purposes that a content signal allows.
    allowed: Vec<String>,
    /// Whether all paths are disallowed.
    is_closed: bool,
    has_rules: bool,
}

fn signals(text: &str, findings: &mut Findings) {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (_, name, value) in fields(text) {
        let name = name.to_ascii_lowercase();
        if name == "user-agent" {
            if groups.last().is_none_or(|group| group.has_rules) {
                groups.push(Group::default());
            }
            groups.last_mut().expect("one was pushed").agents.push(value);
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        group.has_rules |= name != "sitemap";
        match &*name {
            "disallow" if value == "/" => group.is_closed = true,
            "content-signal" | "content-usage" => {
                let yes = value.split(',').filter_map(|pair| pair.split_once('='));
                let yes = yes.filter(|(_, value)| matches!(value.trim(), "yes" | "y"));
                group.allowed.extend(yes.map(|(purpose, _)| purpose.trim().to_ascii_lowercase()));
            }
            _ => {}
        }
    }
    let everyone = groups.iter().find(|group| group.agents.contains(&"*"));
    let everyone: Vec<String> = everyone.map(|group| group.allowed.clone()).unwrap_or_default();
    for group in groups.iter().filter(|group| group.is_closed) {
        if let Some(purpose) = group.allowed.first() {
            let agents = group.agents.join(", ");
            let message = format!("`{purpose}` is allowed for {agents}, which a rule blocks completely");
            findings.add(Code::RobotsSignal, ROBOTS, message);
            continue;
        }
        for (purposes, crawlers) in [(["ai-train", "train-ai"], &TRAINING[..]), (["ai-input", "ai-use"], &SEARCH[..])] {
            let is_allowed = everyone.iter().any(|purpose| purposes.contains(&purpose.as_str()));
            let of = |agent: &&&str| crawlers.iter().any(|known| known.eq_ignore_ascii_case(agent));
            if let (true, Some(agent)) = (is_allowed, group.agents.iter().find(of)) {
                let message =
                    format!("`{}` is allowed for everyone, but a rule blocks {agent} completely", purposes[0]);
                findings.add(Code::RobotsSignal, ROBOTS, message);
            }
        }
    }
}

/// Reports a file that can only be an `IndexNow` key file but contains a different key.
pub(crate) fn key(path: &str, content: &[u8], found: &mut Found) {
    let Some(name) = path.strip_suffix(".txt").filter(|name| !name.contains('/')) else { return };
    let is_key = |text: &str| {
        (8..=128).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && text.bytes().any(|byte| byte.is_ascii_digit())
    };
    if content.len() > 256 {
        return;
    }
    let content = String::from_utf8_lossy(content);
    let content = content.trim();
    // Most text files are not key files: the name and a one-word content, or the content itself, must look like a key.
    let is_meant = is_key(name) && !content.contains(char::is_whitespace) || is_key(content);
    if is_meant && content != name {
        found.add(Code::IndexNowKey, "the key in the file differs from the file's name");
    }
}

/// Reports pages that robots.txt blocks although search engines should read them: pages for sitemaps, and pages whose
/// noindex would not be seen.
pub(crate) fn pages(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    let Some(robots) = &site.robots else { return };
    for page in pages.iter().filter(|page| page.is_own() || page.is_noindex) {
        if !robots.allows(&page.address) {
            let what = if page.is_noindex { "noindex of" } else { "page" };
            let message = format!("search engines are blocked from the {what} `{}`", page.address);
            findings.add(Code::RobotsBlocks, ROBOTS, message);
        }
    }
}
