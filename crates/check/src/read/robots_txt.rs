//! Parses robots.txt as crawlers do.

use robotxt::Robots;

/// The crawlers a site is made for. The second and third use the group of the first if they have none.
const CRAWLERS: [&str; 3] = ["*", "Googlebot", "Bingbot"];

/// A parsed robots.txt.
#[derive(Debug)]
pub struct RobotsTxt {
    pub(crate) text: String,
    rules: Vec<Robots>,
}

impl RobotsTxt {
    /// Parses the file as crawlers do.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let rules = CRAWLERS.iter().map(|agent| Robots::parse(bytes, *agent)).collect();
        Self { text: String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned(), rules }
    }

    /// The values of the `Sitemap:` lines.
    pub fn sitemaps(&self) -> impl Iterator<Item = &str> {
        fields(&self.text).filter(|(_, name, _)| name.eq_ignore_ascii_case("sitemap")).map(|(.., value)| value)
    }

    /// Whether search engines may fetch a path, given from the root of the host.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        self.rules.iter().all(|rules| rules.is_allowed(path))
    }
}

/// The lines of the form `field: value`, as line number, field and value.
pub(crate) fn fields(text: &str) -> impl Iterator<Item = (u64, &str, &str)> {
    lines(text).filter_map(|(at, line)| line.split_once(':').map(|(name, value)| (at, name.trim(), value.trim())))
}

/// Non-empty lines with their numbers, comments removed.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines = (1..).zip(text.lines()).map(|(at, line)| (at, line.split('#').next().unwrap_or_default().trim()));
    lines.filter(|(_, line)| !line.is_empty())
}
