//! robots.txt, read as crawlers do.

use robotxt::Robots;

/// Crawlers that a site is made for; the second and third fall back to the first's group.
const CRAWLERS: [&str; 3] = ["*", "Googlebot", "Bingbot"];

/// robots.txt, read.
#[derive(Debug)]
pub struct RobotsTxt {
    pub(crate) text: String,
    rules: Vec<Robots>,
}

impl RobotsTxt {
    /// Reads it as crawlers do.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let rules = CRAWLERS.iter().map(|agent| Robots::parse(bytes, *agent)).collect();
        Self { text: String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned(), rules }
    }

    /// What `Sitemap:` lines name.
    pub fn sitemaps(&self) -> impl Iterator<Item = &str> {
        fields(&self.text).filter(|(_, name, _)| name.eq_ignore_ascii_case("sitemap")).map(|(.., value)| value)
    }

    /// Whether search engines may read a path, from the host's root.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        self.rules.iter().all(|rules| rules.is_allowed(path))
    }
}

/// Lines, as number, field and value.
pub(crate) fn fields(text: &str) -> impl Iterator<Item = (u64, &str, &str)> {
    lines(text).filter_map(|(at, line)| line.split_once(':').map(|(name, value)| (at, name.trim(), value.trim())))
}

/// Lines with something on them, without comments.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines = (1..).zip(text.lines()).map(|(at, line)| (at, line.split('#').next().unwrap_or_default().trim()));
    lines.filter(|(_, line)| !line.is_empty())
}
