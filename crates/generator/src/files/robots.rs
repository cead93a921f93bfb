//! `robots.txt`: who may read the site, and where its sitemap is.
//!
//! Everyone may, except the kinds of AI crawlers that the settings block. The `Content-Signal` line comes from the same
//! settings, so it cannot contradict the rules.

use crate::config::{Permission, RobotsConfig};
use site::{
    address::url_path::Addresses,
    crawlers::{SEARCH, TRAINING},
    file_names,
};

/// The text of the file. It is only for the root of a host, so a site in a folder of another one does not write it.
#[must_use]
pub fn robots_txt(config: &RobotsConfig, addresses: &Addresses) -> String {
    let signal = format!(
        "Content-Signal: search=yes, ai-input={}, ai-train={}",
        yes_or_no(config.ai_search),
        yes_or_no(config.ai_training)
    );
    let mut text = format!("User-agent: *\n{signal}\nAllow: /\n\n");
    push_group("Crawlers that train models", &TRAINING, config.ai_training, &signal, &mut text);
    push_group("Crawlers that answer questions", &SEARCH, config.ai_search, &signal, &mut text);
    text.push_str(&sitemap_line(addresses));
    text.push('\n');
    text
}

/// The sitemap line for the `robots.txt` of a host site.
#[must_use]
pub fn sitemap_line(addresses: &Addresses) -> String {
    format!("Sitemap: {}", addresses.absolute(&addresses.file(file_names::SITEMAP_INDEX)))
}

fn yes_or_no(permission: Permission) -> &'static str {
    match permission {
        Permission::Allow => "yes",
        Permission::Disallow => "no",
    }
}

/// A crawler only obeys the group that names it, so each group has all its rules.
fn push_group(comment: &str, crawlers: &[&str], permission: Permission, signal: &str, text: &mut String) {
    text.extend(["# ", comment, "\n"]);
    for crawler in crawlers {
        text.extend(["User-agent: ", crawler, "\n"]);
    }
    match permission {
        Permission::Allow => text.extend([signal, "\nAllow: /\n\n"]),
        // No signal here: it would say `search=yes` to a blocked crawler.
        Permission::Disallow => text.push_str("Disallow: /\n\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SiteConfig;

    fn robots(ai_training: Permission, ai_search: Permission, base_path: &str) -> String {
        let mut config = SiteConfig::default();
        base_path.clone_into(&mut config.site.base_path);
        robots_txt(&RobotsConfig { ai_training, ai_search }, &Addresses::new(&config.address()))
    }

    /// The groups as a crawler reads them: agents, and the other lines.
    fn groups(text: &str) -> Vec<(Vec<&str>, Vec<&str>)> {
        let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', 'S']));
        for line in lines {
            match line.strip_prefix("User-agent: ") {
                Some(agent) if groups.last().is_none_or(|(_, rules)| !rules.is_empty()) => {
                    groups.push((vec![agent], Vec::new()));
                }
                Some(agent) => groups.last_mut().unwrap().0.push(agent),
                None => groups.last_mut().unwrap().1.push(line),
            }
        }
        groups
    }

    #[test]
    fn the_policy_and_the_signal_say_the_same() {
        use Permission::{Allow, Disallow};
        for (training, search) in [(Allow, Allow), (Allow, Disallow), (Disallow, Allow), (Disallow, Disallow)] {
            let text = robots(training, search, "");
            let groups = groups(&text);
            assert_eq!(groups.len(), 3);
            assert_eq!(groups[0].0, ["*"]);
            assert_eq!(groups[0].1[1..], ["Allow: /"]);
            assert_eq!(groups[0].1[0].contains("ai-train=yes"), training == Allow);
            assert_eq!(groups[0].1[0].contains("ai-input=yes"), search == Allow);
            for (group, agents, permission) in [(1, &TRAINING[..], training), (2, &SEARCH[..], search)] {
                assert_eq!(groups[group].0, agents);
                match permission {
                    Allow => assert_eq!(groups[group].1, [groups[0].1[0], "Allow: /"]),
                    Disallow => assert_eq!(groups[group].1, ["Disallow: /"]),
                }
            }
            assert!(text.len() < 500 * 1024 && text.is_ascii());
        }
    }

    #[test]
    fn the_sitemap_is_named_in_full() {
        let text = robots(Permission::Allow, Permission::Allow, "/marketplace");
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("Sitemap:")).collect();
        assert_eq!(lines, ["Sitemap: https://models.example.org/marketplace/sitemap.xml"]);
    }
}
