//! Writes `_headers`, which some hosts read: cache lifetimes, content types that hosts would guess wrong, and the
//! content security policy. No I/O. Cloudflare Pages joins the values if several rules set the same header. No two
//! rules here set the same header for one address, unless the second removes the first (`! Content-Type`).

use crate::{
    content_type::ContentType,
    file_names::{INDEX, NOT_FOUND},
    host::Host,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// One year, without revalidation: the name contains a hash of the bytes.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// One hour: sitemaps, `robots.txt`, feeds and data.
const HOUR: &str = "public, max-age=3600";

/// Five minutes, then revalidate with the host.
const MINUTES: &str = "public, max-age=300, must-revalidate";

/// Pages may load resources from their own site and images from anywhere, nothing else. Pages contain no inline scripts
/// or styles. JSON-LD is data, which the policy does not restrict.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; \
                          font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action \
                          'self'; frame-ancestors 'none'";

/// Headers of every response.
pub const SECURITY: [(&str, &str); 3] = [
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

/// The `Cache-Control` value for a file, by its path in the site's folder.
#[must_use]
pub fn cache_control(path: &str, content_type: ContentType) -> &'static str {
    let is_at_root = !path.contains('/');
    match content_type {
        _ if path.starts_with("assets/") => IMMUTABLE,
        ContentType::Html => MINUTES,
        _ if is_at_root || path.starts_with("data/") || path.starts_with("schemas/") => HOUR,
        _ => MINUTES,
    }
}

/// An address pattern and its header lines.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    address: String,
    lines: Vec<String>,
}

impl Rule {
    fn new(address: impl Into<String>, name: &str, value: &str) -> Self {
        Self { address: address.into(), lines: vec![format!("{name}: {value}")] }
    }
}

/// The text of `_headers` for a site with these files. Paths use slashes and are relative to the site's folder, which
/// is the root of the host. The folders in `languages` are handled like the root.
///
/// The file stays within the limits of Cloudflare Pages. Rules are in order of importance and the excess is dropped:
/// the last ones are the cache lifetimes of pages, for which hosts have a default.
#[must_use]
pub fn headers_file<'a>(languages: &[&str], files: impl IntoIterator<Item = (&'a str, ContentType)>) -> String {
    let folders = folders(languages, files);
    let security = SECURITY.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut rules = vec![Rule { address: "/*".to_owned(), lines: security }];
    for (folder, files) in &folders {
        let is_root = folder.is_empty() || languages.contains(folder);
        content_types(folder, is_root, files, &mut rules);
    }
    caching(&folders, &mut rules);
    let limits = Host::CloudflarePages.limits();
    let most = limits.header_rules.map_or(usize::MAX, |limit| usize::try_from(limit.most).unwrap_or(usize::MAX));
    let mut text = String::new();
    for Rule { address, lines } in rules.iter().take(most) {
        text.push_str(address);
        text.push('\n');
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

/// Files by top-level folder; files at the root have an empty folder name. Folders in a language folder are keyed by
/// two segments: `pl/models`.
type Folders<'a> = BTreeMap<&'a str, BTreeMap<&'a str, ContentType>>;

fn folders<'a>(languages: &[&str], files: impl IntoIterator<Item = (&'a str, ContentType)>) -> Folders<'a> {
    let mut folders = Folders::new();
    for (path, content_type) in files {
        let mut folder = path.split_once('/').map_or("", |(folder, _)| folder);
        if let Some(rest) = path.strip_prefix(folder).filter(|_| !folder.is_empty() && languages.contains(&folder)) {
            folder = rest[1..].find('/').map_or(folder, |at| &path[..folder.len() + 1 + at]);
        }
        folders.entry(folder).or_default().insert(path, content_type);
    }
    folders
}

/// Whether every host derives the right content type from the extension.
fn is_told_by_ending(path: &str, content_type: ContentType) -> bool {
    let is_doubtful = matches!(content_type, ContentType::Gzip | ContentType::Markdown | ContentType::Atom);
    let is_guessed = ContentType::of_path(path) == content_type && content_type != ContentType::Binary;
    is_guessed && !is_doubtful && path.rsplit('.').next() != Some("xsd")
}

/// The suffix that identifies the kind of a file: `~.json`, `.jsonl.gz`, `.md`.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let at = name.rfind("~.").or_else(|| {
        let stem = name.strip_suffix(".gz").unwrap_or(name);
        stem.rfind('.').or_else(|| name.rfind('.'))
    });
    at.map_or(name, |at| &name[at..])
}

/// Adds `Content-Type` rules for the files of a folder that hosts would guess wrong. Files at a root are named
/// individually, since a pattern would cover everything below it.
fn content_types(folder: &str, is_root: bool, files: &BTreeMap<&str, ContentType>, rules: &mut Vec<Rule>) {
    let is_page =
        |path: &str, kind: ContentType| kind == ContentType::Html && ContentType::of_path(path) != ContentType::Html;
    let has_bare_pages = !is_root && files.iter().any(|(path, kind)| is_page(path, *kind));
    if has_bare_pages {
        rules.push(Rule::new(format!("/{folder}/*"), "Content-Type", ContentType::Html.mime()));
    }
    let prefix = if is_root { "/sitemap" } else { &format!("/{folder}/") };
    let mut groups: BTreeMap<(String, ContentType), bool> = BTreeMap::new();
    let mut alone: BTreeMap<(&str, ContentType), bool> = BTreeMap::new();
    for (path, kind) in files {
        let is_told = is_told_by_ending(path, *kind);
        let is_exception = has_bare_pages && *kind != ContentType::Html;
        if is_told && !is_exception || has_bare_pages && *kind == ContentType::Html {
            continue;
        }
        let end = ending(path);
        // One rule for all files with the same suffix, unless files of another type share it.
        let shares = |other: &str| format!("/{other}").starts_with(prefix) && other.ends_with(end);
        let is_alone = *alone
            .entry((end, *kind))
            .or_insert_with(|| files.iter().all(|(other, other_kind)| !shares(other) || other_kind == kind));
        let address = if is_alone && shares(path) { format!("{prefix}*{end}") } else { format!("/{path}") };
        groups.insert((address, *kind), is_exception);
    }
    for ((address, kind), is_exception) in groups {
        let mut rule = Rule::new(address, "Content-Type", kind.mime());
        if is_exception {
            rule.lines.insert(0, "! Content-Type".to_owned());
        }
        rules.push(rule);
    }
}

/// Adds one `Cache-Control` rule per folder, with the shortest lifetime of any file in it.
fn caching(folders: &Folders<'_>, rules: &mut Vec<Rule>) {
    let root = folders.get("");
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for (path, kind) in root.into_iter().flatten() {
        if path.starts_with('_') {
            continue;
        }
        if path.starts_with("sitemap") {
            named.insert("/sitemap*");
        } else if *path != NOT_FOUND {
            let address = if *path == INDEX { "/".to_owned() } else { format!("/{path}") };
            rules.push(Rule::new(address, "Cache-Control", cache_control(path, *kind)));
        }
    }
    rules.extend(named.into_iter().map(|address| Rule::new(address, "Cache-Control", HOUR)));
    // Rules for pages come last and may be dropped: hosts revalidate pages anyway.
    let mut inner: BTreeMap<&str, &'static str> = BTreeMap::new();
    for (folder, files) in folders.iter().filter(|(folder, _)| !folder.is_empty()) {
        let folder = folder.split('/').next().unwrap_or(folder);
        let value = inner.entry(folder).or_insert(IMMUTABLE);
        *value = shortest([*value, most(files)]);
    }
    let mut inner: Vec<(&str, &str)> = inner.into_iter().collect();
    inner.sort_by_key(|(_, value)| *value == MINUTES);
    rules.extend(inner.into_iter().map(|(folder, value)| Rule::new(format!("/{folder}/*"), "Cache-Control", value)));
}

/// The shortest lifetime of any file in a folder.
fn most(files: &BTreeMap<&str, ContentType>) -> &'static str {
    shortest(files.iter().map(|(path, kind)| cache_control(path, *kind)))
}

fn shortest(values: impl IntoIterator<Item = &'static str>) -> &'static str {
    let order = [MINUTES, HOUR, IMMUTABLE];
    let values: BTreeSet<&str> = values.into_iter().collect();
    order.into_iter().find(|value| values.contains(value)).unwrap_or(MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{RulesFile, Totals};

    fn typed<'a>(paths: &[&'a str], pages: &[&'a str]) -> String {
        let others = paths.iter().map(|path| (*path, ContentType::of_path(path)));
        headers_file(&[], others.chain(pages.iter().map(|path| (*path, ContentType::Html))))
    }

    /// The headers Cloudflare Pages sends for one address, as documented: those of all matching rules, joined if
    /// several rules set the same header, after removals.
    fn applied(text: &str, address: &str) -> BTreeMap<String, String> {
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        let mut matches = false;
        for line in text.lines() {
            let Some(header) = line.strip_prefix("  ") else {
                matches = match line.split_once('*') {
                    Some((before, after)) => {
                        address.len() >= before.len() + after.len()
                            && address.starts_with(before)
                            && address.ends_with(after)
                    }
                    None => line == address,
                };
                continue;
            };
            if !matches {
                continue;
            }
            if let Some(name) = header.strip_prefix("! ") {
                headers.remove(name);
            } else {
                let (name, value) = header.split_once(": ").unwrap();
                let joined = headers.get(name).map_or(value.to_owned(), |before| format!("{before}, {value}"));
                headers.insert(name.to_owned(), joined);
            }
        }
        headers
    }

    const BUILT: [&str; 12] = [
        "_redirects",
        "assets/main-0a1b.css",
        "data/models.jsonl.gz",
        "data/models.schema.json",
        "feed.xml",
        "models/o/a/index.md",
        "robots.txt",
        "schemas/compatibility-1.0.xsd",
        "sitemap-models-0.xml.gz",
        "sitemap.xml",
        "workers/cpu.json",
        "workers/index.json",
    ];

    #[test]
    fn a_site_of_folders_has_these_rules() {
        let text = typed(&BUILT, &["404.html", "index.html", "data/index.html", "models/index.html"]);
        let security: Vec<String> = SECURITY.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
        let security = security.concat();
        let expected = format!(
            "/*\n{security}/feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n/sitemap*.xml.gz\n  \
             Content-Type: application/gzip\n/data/*.jsonl.gz\n  Content-Type: application/gzip\n/models/*.md\n  \
             Content-Type: text/markdown; charset=utf-8\n/schemas/*.xsd\n  Content-Type: application/xml; \
             charset=utf-8\n/feed.xml\n  Cache-Control: {HOUR}\n/\n  Cache-Control: {MINUTES}\n/robots.txt\n  \
             Cache-Control: {HOUR}\n/sitemap*\n  Cache-Control: {HOUR}\n/assets/*\n  Cache-Control: {IMMUTABLE}\n\
             /schemas/*\n  Cache-Control: {HOUR}\n/data/*\n  Cache-Control: {MINUTES}\n/models/*\n  Cache-Control: \
             {MINUTES}\n/workers/*\n  Cache-Control: {MINUTES}\n"
        );
        assert_eq!(text, expected);
    }

    /// Pages of an additional language are distinguished from other files as in the main language.
    #[test]
    fn a_language_is_divided_as_the_root_is() {
        let pages = ["pl/index", "pl/about", "pl/models/index", "pl/models/o/a.txt", "models/o/a", "index.html"];
        let others = ["pl/models/o/a.txt~.json", "pl/search/0/models/0.txt", "pl/search/0/use.bin", "search/0/use.bin"];
        let others = others.iter().map(|path| (*path, ContentType::of_path(path)));
        let text = headers_file(&["", "pl"], others.chain(pages.iter().map(|path| (*path, ContentType::Html))));
        for page in pages.iter().filter(|page| **page != "index.html") {
            let headers = applied(&text, &format!("/{page}"));
            assert_eq!(
                headers.get("Content-Type").map(String::as_str),
                Some(ContentType::Html.mime()),
                "{page}: {text}"
            );
            assert_eq!(headers["Cache-Control"], MINUTES, "{page}: {text}");
        }
        let alternate = applied(&text, "/pl/models/o/a.txt~.json");
        assert_eq!(alternate["Content-Type"], ContentType::of_path("a.json").mime(), "{text}");
        for file in ["/pl/search/0/models/0.txt", "/pl/search/0/use.bin"] {
            let headers = applied(&text, file);
            assert_eq!(headers.get("Content-Type"), applied(&text, &file[3..]).get("Content-Type"), "{file}: {text}");
            assert_eq!(headers["Cache-Control"], MINUTES);
        }
    }

    /// In every URL style each header appears once, and content types are right.
    #[test]
    fn no_header_is_joined_and_no_type_is_wrong() {
        let bare = ["index.html", "models/index", "models/o/a", "models/o/b.json", "models/o/c.gguf", "about"];
        let alternates = ["models/o/a~.json", "models/o/b.json~.json", "models/o/a~.md"];
        let text = typed(&[&BUILT[..], &alternates].concat(), &[&bare[..], &["workers/index", "workers/cpu"]].concat());
        for (address, kind) in [
            ("/models/o/a", Some(ContentType::Html)),
            ("/models/o/b.json", Some(ContentType::Html)),
            ("/models/o/c.gguf", Some(ContentType::Html)),
            ("/models/o/a~.json", Some(ContentType::Json)),
            ("/models/o/b.json~.json", Some(ContentType::Json)),
            ("/models/o/a~.md", Some(ContentType::Markdown)),
            ("/workers/cpu", Some(ContentType::Html)),
            ("/workers/cpu.json", Some(ContentType::Json)),
            ("/about", Some(ContentType::Html)),
            ("/sitemap-models-0.xml.gz", Some(ContentType::Gzip)),
            ("/data/models.jsonl.gz", Some(ContentType::Gzip)),
            ("/sitemap.xml", None),
            ("/assets/main-0a1b.css", None),
        ] {
            let headers = applied(&text, address);
            let found = headers.get("Content-Type").map(String::as_str);
            assert_eq!(found, kind.map(ContentType::mime), "{address}\n{text}");
            let caching = [IMMUTABLE, HOUR, MINUTES];
            assert!(caching.contains(&&*headers["Cache-Control"]), "{address}: {headers:?}");
            assert_eq!(headers["X-Content-Type-Options"], "nosniff");
        }
    }

    /// Hosts read the whole file, whatever the site. Cache lifetimes of pages are dropped first.
    #[test]
    fn it_stays_within_what_hosts_read() {
        let folders: Vec<String> = (0..300).map(|at| format!("page-{at:03}/index.html")).collect();
        let pages: Vec<&str> = folders.iter().map(String::as_str).collect();
        let text = typed(&BUILT, &pages);
        let figures = RulesFile::of_headers(&text);
        assert_eq!(figures.rules(), 100);
        let totals = Totals { headers: Some(figures), ..Totals::default() };
        assert_eq!(Host::CloudflarePages.exceeded(&totals), []);
        assert!(text.contains("/assets/*\n") && text.contains("/sitemap*\n") && !text.contains("/page-299/*"));
    }
}
