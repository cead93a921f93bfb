//! Checks JSON-LD against the schema.org vocabulary, the rules of search engines, and the content of the page.

use crate::{
    finding::Found,
    read::{base::Target, scan::collapse, sitemaps::moment},
    rules::page::{Page, figures::contains_lower, short},
    schema_org::{Term, Vocabulary},
    table::Code,
};
use locale::plural::Grouped;
use serde_json::{Map, Value};
use site::address::origin::split_origin;

/// The data kept for comparing pages.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub(super) types: String,
    pub(super) modified: Option<(i64, bool)>,
}

/// Types that search engines penalize when made up, or no longer support.
const FORBIDDEN: [&str; 7] = ["AggregateRating", "Rating", "Review", "FAQPage", "HowTo", "Product", "QAPage"];
const FORBIDDEN_KEYS: [&str; 3] = ["aggregateRating", "review", "reviewRating"];

/// Properties that describe or count other content without stating anything visible.
const UNSEEN: [&str; 13] = [
    "position",
    "numberOfItems",
    "inLanguage",
    "potentialAction",
    "encodingFormat",
    "query-input",
    "target",
    "width",
    "height",
    "image",
    "logo",
    "breadcrumb",
    "isAccessibleForFree",
];

pub(super) fn check(page: &Page<'_>, found: &mut Found) -> Summary {
    let mut summary = Summary::default();
    let mut types: Vec<String> = Vec::new();
    for (line, text) in &page.scan.json_ld {
        let lower = text.to_ascii_lowercase();
        if lower.contains("<!--") || lower.contains("</script") {
            found.at(Code::JsonLdSyntax, *line, "it contains an unescaped `<!--` or `</script`");
        }
        let document: Value = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) => {
                found.at(Code::JsonLdSyntax, *line, error.to_string());
                continue;
            }
        };
        let tops: Vec<&Value> = document.as_array().map_or_else(|| vec![&document], |all| all.iter().collect());
        for top in tops.iter().filter_map(|top| top.as_object()) {
            context(top, *line, found);
            let nodes = match top.get("@graph") {
                Some(Value::Array(nodes)) => nodes.iter().collect(),
                Some(node) => vec![node],
                None => vec![],
            };
            let own = if nodes.is_empty() { Some(top) } else { None };
            let mut walk = Walk { page, line: *line, found, summary: &mut summary, unseen: 0 };
            for node in nodes.into_iter().filter_map(Value::as_object).chain(own) {
                types.extend(kinds(node).map(str::to_owned));
                walk.node(node);
            }
        }
    }
    types.sort_unstable();
    types.dedup();
    summary.types = types.join(" ");
    summary
}

fn context(top: &Map<String, Value>, line: u64, found: &mut Found) {
    let is_schema = |value: &Value| {
        value.as_str().is_some_and(|text| {
            let text = text.trim_end_matches('/');
            text == "https://schema.org" || text == "http://schema.org"
        })
    };
    let is_right = match top.get("@context") {
        Some(Value::Array(all)) => all.iter().any(is_schema),
        Some(Value::Object(map)) => map.get("@vocab").is_some_and(is_schema),
        Some(value) => is_schema(value),
        None => false,
    };
    if !is_right {
        let shown = top.get("@context").map_or_else(|| "none".to_owned(), Value::to_string);
        found.at(Code::JsonLdContext, line, short(&shown));
    }
}

/// The types of a node without the vocabulary prefix.
fn kinds(node: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let list: Vec<&str> = match node.get("@type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    list.into_iter().map(|kind| {
        let kind = kind
            .strip_prefix("https://schema.org/")
            .or_else(|| kind.strip_prefix("http://schema.org/"))
            .unwrap_or(kind);
        kind.strip_prefix("schema:").unwrap_or(kind)
    })
}

struct Walk<'a, 'p> {
    page: &'a Page<'p>,
    line: u64,
    found: &'a mut Found,
    summary: &'a mut Summary,
    /// Nesting depth within properties that pages do not show.
    unseen: u32,
}

impl Walk<'_, '_> {
    fn add(&mut self, code: Code, message: impl Into<Box<str>>) {
        self.found.at(code, self.line, message);
    }

    fn node(&mut self, node: &Map<String, Value>) {
        let vocabulary = Vocabulary::get();
        let mut known: Vec<&str> = Vec::new();
        for kind in kinds(node) {
            if FORBIDDEN.contains(&kind) {
                self.add(Code::JsonLdForbidden, format!("`{kind}`"));
            }
            match vocabulary.kind(kind) {
                None => {
                    let near = strict_toml::nearest(kind, &vocabulary.names(true));
                    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                    self.add(Code::JsonLdVocabulary, format!("no type `{kind}`{near}"));
                }
                Some(term) => {
                    known.push(kind);
                    if term.is_superseded {
                        self.add(Code::JsonLdSuperseded, format!("the type `{kind}`"));
                    }
                }
            }
        }
        // The texts of a breadcrumb are compared as a whole.
        let is_breadcrumb = known.contains(&"BreadcrumbList");
        self.unseen += u32::from(is_breadcrumb);
        for (name, value) in node.iter().filter(|(name, _)| !name.starts_with('@')) {
            self.property(name, value, &known);
        }
        self.unseen -= u32::from(is_breadcrumb);
        if is_breadcrumb {
            self.breadcrumb(node);
        }
        if known.contains(&"Dataset") {
            self.dataset(node);
        }
    }

    fn property(&mut self, name: &str, value: &Value, kinds: &[&str]) {
        let vocabulary = Vocabulary::get();
        if FORBIDDEN_KEYS.contains(&name) {
            return self.add(Code::JsonLdForbidden, format!("`{name}`"));
        }
        let plain = name.strip_prefix("schema:").unwrap_or(name);
        let Some(term) = vocabulary.property(plain) else {
            if !name.contains([':', '-']) {
                let near = strict_toml::nearest(name, &vocabulary.names(false));
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                self.add(Code::JsonLdVocabulary, format!("no property `{name}`{near}"));
            }
            return;
        };
        if term.is_superseded {
            self.add(Code::JsonLdSuperseded, format!("the property `{name}`"));
        }
        if !kinds.is_empty() && !kinds.iter().any(|kind| vocabulary.has(kind, term)) {
            self.add(Code::JsonLdDomain, format!("`{name}` is not a property of {}", kinds.join(", ")));
        }
        let is_list = value.as_array();
        for value in is_list.map_or(std::slice::from_ref(value), |list| &**list) {
            self.value(term, value);
        }
    }

    fn value(&mut self, term: &Term, value: &Value) {
        if let Value::Object(node) = value {
            let is_unseen = UNSEEN.contains(&term.name);
            self.unseen += u32::from(is_unseen);
            self.node(node);
            self.unseen -= u32::from(is_unseen);
            return;
        }
        let is_only = |kinds: &[&str]| !term.ranges.is_empty() && term.ranges.iter().all(|range| kinds.contains(range));
        let is_data = |range: &&&str| {
            matches!(
                **range,
                "Text" | "URL" | "Date" | "DateTime" | "Time" | "Number" | "Integer" | "Float" | "Boolean"
            )
        };
        let data: Vec<&str> = term.ranges.iter().filter(is_data).copied().collect();
        let text = value.as_str().unwrap_or_default();
        let is_wrong = match &*data {
            ["URL"] => value.is_string() && split_origin(text).is_none() || value.is_number(),
            _ if is_only(&["Date", "DateTime", "Time"]) => value.is_string() && !is_date(text) || value.is_number(),
            _ if is_only(&["Number", "Integer", "Float"]) => !value.is_number() && text.parse::<f64>().is_err(),
            _ => false,
        };
        if is_wrong {
            self.add(Code::JsonLdValue, format!("`{}` of `{}`", short(&shown(value)), term.name));
        }
        if term.name == "dateModified" && self.summary.modified.is_none() {
            self.summary.modified = moment(text);
        }
        if !is_wrong
            && self.unseen == 0
            && !UNSEEN.contains(&term.name)
            && !self.is_shown(value)
            && !self.is_implied(term.name, text)
        {
            self.add(Code::JsonLdHidden, format!("`{}` of `{}`", short(&shown(value)), term.name));
        }
    }

    /// Whether the page shows a value.
    fn is_shown(&self, value: &Value) -> bool {
        let text = &self.page.scan.text;
        match value {
            Value::String(value) if split_origin(value).is_some() => self.is_linked(value),
            Value::String(value) => {
                let plain = collapse(&self.page.scan.plain(value));
                text.contains(&*plain)
                    || is_date(value) && dates(value).iter().any(|date| text.contains(&**date))
                    || self
                        .page
                        .scan
                        .images
                        .iter()
                        .any(|image| image.attribute("alt").map(collapse).as_deref() == Some(&plain))
                    || contains_lower(text, &plain)
            }
            Value::Number(number) => {
                let plain = number.to_string();
                text.contains(&plain)
                    || number.as_u64().is_some_and(|number| text.contains(&Grouped(number).to_string()))
            }
            _ => true,
        }
    }

    /// Whether the page implies a value it does not show literally: the description in the head if all its figures are
    /// shown, the URL of a license if its name is shown.
    fn is_implied(&self, name: &str, value: &str) -> bool {
        let text = &self.page.scan.text;
        match name {
            "description" => {
                let is_head = self.page.scan.meta("description").any(|shown| collapse(shown) == collapse(value));
                let plain = self.page.scan.plain(value);
                let mut figures = plain
                    // A long name may be cut.
                    .split(|c: char| c.is_whitespace() || c == '…')
                    .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                    .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
                is_head && figures.all(|figure| text.contains(figure))
            }
            "license" => {
                let last = value.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                split_origin(value).is_some() && contains_lower(text, last.trim_end_matches(".html"))
            }
            _ => false,
        }
    }

    /// Whether a URL is the page itself, another page of the site, or linked on the page.
    fn is_linked(&self, address: &str) -> bool {
        if address.contains("//schema.org/") {
            return true;
        }
        match self.page.site.resolve(address, self.page.from).0.target {
            Target::File(_) | Target::Above => return true,
            Target::Missing | Target::Moved(_) => return false,
            Target::External | Target::Other => {}
        }
        let plain = |address: &str| address.trim().trim_end_matches('/').to_owned();
        let address = plain(address);
        let scan = self.page.scan;
        let hrefs = scan.anchors.iter().chain(&scan.links).filter_map(|element| element.attribute("href"));
        let mut known = hrefs.chain(scan.resources.iter().map(|(_, address)| *address)).chain(scan.meta("og:image"));
        known.any(|known| plain(known) == address) || scan.text.contains(&*address)
    }

    fn breadcrumb(&mut self, node: &Map<String, Value>) {
        let items = node.get("itemListElement").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if items.len() < 2 {
            return self.add(Code::JsonLdBreadcrumb, format!("{} places", items.len()));
        }
        for (item, place) in items.iter().zip(1..) {
            let position = item.get("position").and_then(|position| {
                position.as_u64().or_else(|| position.as_str().and_then(|text| text.parse().ok()))
            });
            if position != Some(place) {
                self.add(Code::JsonLdBreadcrumb, format!("position {position:?} at place {place}"));
            }
            let address = item.get("item").and_then(|item| item.as_str().or_else(|| item.get("@id")?.as_str()));
            if let Some(address) = address
                && matches!(
                    self.page.site.resolve(address, self.page.from).0.target,
                    Target::Missing | Target::Moved(_)
                )
            {
                self.add(Code::JsonLdBreadcrumb, format!("`{}` does not exist", short(address)));
            }
        }
        let name = |item: &Value| {
            let name = item.get("name").or_else(|| item.get("item")?.get("name"));
            collapse(name.and_then(Value::as_str).unwrap_or_default())
        };
        let names: Vec<String> = items.iter().map(name).collect();
        match &self.page.scan.breadcrumb {
            None => self.add(Code::JsonLdBreadcrumb, "the page shows none"),
            Some(visible) if *visible != names => {
                let message =
                    format!("`{}` is not the visible `{}`", short(&names.join(" > ")), short(&visible.join(" > ")));
                self.add(Code::JsonLdBreadcrumb, message);
            }
            Some(_) => {}
        }
    }

    fn dataset(&mut self, node: &Map<String, Value>) {
        let length = node.get("description").and_then(Value::as_str).map_or(0, |text| text.chars().count());
        if !(50..=5_000).contains(&length) {
            self.add(Code::JsonLdDataset, format!("a description of {length} characters"));
        }
        for name in ["license", "distribution"].into_iter().filter(|name| !node.contains_key(*name)) {
            self.add(Code::JsonLdDataset, format!("no {name}"));
        }
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text is an ISO 8601 date, date and time, time or duration.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let day = shape.split('T').next().unwrap_or_default();
    let is_day = match day {
        "0000" | "0000-00" => !shape.contains('T'),
        "0000-00-00" => text[..10].parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    };
    is_day || shape.starts_with('P') || shape.starts_with("00:00")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The common English spellings of a date.
fn dates(text: &str) -> Vec<String> {
    let Some(day) = text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok()) else { return Vec::new() };
    let month = MONTHS[usize::from(day.month().unsigned_abs() - 1)];
    let mut dates = vec![day.to_string()];
    for month in [month, &month[..3]] {
        dates.push(format!("{} {month} {}", day.day(), day.year()));
        dates.push(format!("{month} {}, {}", day.day(), day.year()));
        dates.push(format!("{month} {:02}, {}", day.day(), day.year()));
    }
    dates
}
