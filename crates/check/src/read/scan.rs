//! `Scan`: collects everything the checks need in one walk through a page.

use crate::read::dom::{Dom, Element, NodeId, Step};
use site::verdict_class::VerdictClass;
use std::{borrow::Cow, ops::Range};

/// The contents of a page.
#[derive(Debug, Default)]
pub struct Scan<'a> {
    /// The `html` element.
    pub root: Option<&'a Element>,
    /// The `href` of the `base` element.
    pub base: Option<&'a str>,
    /// Texts of the `title` elements in the head.
    pub titles: Vec<String>,
    /// `meta` elements.
    pub metas: Vec<&'a Element>,
    /// `link` elements.
    pub links: Vec<&'a Element>,
    /// `a` and `area` elements with an `href`.
    pub anchors: Vec<&'a Element>,
    /// Resources the page loads: the element, and the value of its URL attribute.
    pub resources: Vec<(&'a Element, &'a str)>,
    /// `img` elements.
    pub images: Vec<&'a Element>,
    /// Ids with their lines, in document order. Line 0 for ids that come from `name` attributes of links.
    pub ids: Vec<(&'a str, u64)>,
    /// Level, line and text of headings.
    pub headings: Vec<(u8, u64, String)>,
    /// Number of `main` elements.
    pub mains: u32,
    /// Line and text of JSON-LD scripts.
    pub json_ld: Vec<(u64, String)>,
    /// Line and text of inline scripts that are executed.
    pub inline_scripts: Vec<(u64, String)>,
    /// Line and text of inline styles, from elements and attributes.
    pub styles: Vec<(u64, String)>,
    /// `iframe`, `object` and `embed` elements, with the URL they load.
    pub frames: Vec<(&'a Element, &'a str)>,
    /// Line and name of event handler attributes, and of `javascript:` URLs.
    pub handlers: Vec<(u64, String)>,
    /// Number of elements.
    pub elements: u32,
    /// The visible text, white space collapsed, block elements separated by spaces.
    pub text: String,
    /// The ranges of `text` in the main part. Without a `main` element: everything outside of nav, header, footer and
    /// aside.
    pub main: Vec<Range<usize>>,
    /// The ranges of `text` that are code or quoted text (see `QUOTATIONS`): sorted and disjoint.
    pub quoted: Vec<Range<usize>>,
    /// Tables as rows of cells.
    pub tables: Vec<Vec<Vec<Cell<'a>>>>,
    /// Texts of the items of the visible breadcrumb.
    pub breadcrumb: Option<Vec<String>>,
    /// Number format of the page's language. `None` if it is that of English.
    numbers: Option<locale::Numbers>,
    /// Line and text of `pre` elements.
    pub blocks: Vec<(u64, String)>,
}

/// A cell of a table.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Whether it is a `th`.
    pub is_heading: bool,
    /// Text, white space collapsed.
    pub text: String,
    /// Whether the whole text is quoted.
    pub is_quoted: bool,
    /// Target of the first link.
    pub href: Option<&'a str>,
    /// The verdict shown in the cell.
    pub verdict: Option<VerdictClass>,
    /// Line number.
    pub line: u64,
}

/// Elements that do not separate words.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements whose text is not visible.
const HIDDEN: [&str; 8] = ["head", "script", "style", "template", "noscript", "title", "iframe", "textarea"];

/// Elements with quoted text: code, and names chosen by users or other sites (`bdi` is HTML's element for text written
/// by others).
const QUOTATIONS: [&str; 5] = ["code", "pre", "kbd", "samp", "bdi"];

impl<'a> Scan<'a> {
    /// Walks through a page.
    #[must_use]
    pub fn of(dom: &'a Dom) -> Self {
        let mut walk = Walk::new(dom);
        for step in dom.walk() {
            match step {
                Step::Enter(id, element) => walk.enter(id, element),
                Step::Leave(_, element) => walk.leave(element),
                Step::Text(text) => walk.text(text),
            }
        }
        walk.finish()
    }

    /// Converts the numbers in a text to English format, which the text of the page uses.
    #[must_use]
    pub fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.numbers.as_ref().map_or(Cow::Borrowed(text), |numbers| numbers.to_english(text))
    }

    /// Whether the declared language of the page is English, or none is declared.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.numbers.is_none()
    }

    /// The text of the main part.
    pub fn main_text(&self) -> impl Iterator<Item = &str> {
        self.main.iter().map(|range| &self.text[range.clone()])
    }

    /// The quoted texts of the page.
    pub fn quotations(&self) -> impl Iterator<Item = &str> {
        self.quoted.iter().map(|range| self.text[range.clone()].trim())
    }

    /// Whether a text from elsewhere on the page, such as the title, occurs in its quoted texts. For a text shortened
    /// by `…`, the parts before and after it must both occur.
    #[must_use]
    pub fn quotes(&self, text: &str) -> bool {
        let is_quoted = |part: &str| self.quotations().any(|quoted| quoted.contains(part));
        text.split('…').all(|part| is_quoted(part.trim()))
    }

    /// The contents of the `meta` elements with this name or property.
    pub fn meta(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let is_named = move |element: &&&'a Element| {
            let named = element.attribute("name").or_else(|| element.attribute("property"));
            named.is_some_and(|known| known.eq_ignore_ascii_case(name))
        };
        self.metas.iter().filter(is_named).map(|element| element.attribute("content").unwrap_or_default())
    }

    /// The `link` elements with this relation.
    pub fn related(&self, rel: &str) -> impl Iterator<Item = &'a Element> {
        self.links.iter().filter(move |element| has_word(element.attribute("rel"), rel)).copied()
    }
}

/// Whether a space-separated list contains a word, ignoring ASCII case.
#[must_use]
pub(crate) fn has_word(value: Option<&str>, word: &str) -> bool {
    value.is_some_and(|value| value.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
}

struct Walk<'a> {
    dom: &'a Dom,
    scan: Scan<'a>,
    /// Nesting depths of open elements.
    hidden: u32,
    main: u32,
    frame: u32,
    in_head: u32,
    in_svg: u32,
    main_start: usize,
    /// Ranges of the text outside of nav, header, footer and aside, for pages without a `main` element.
    outside: Vec<Range<usize>>,
    outside_start: usize,
    heading_start: usize,
    cell_start: usize,
    pre_start: Option<(u64, String)>,
    quoted: u32,
    quoted_start: usize,
    crumbs: u32,
    crumb_start: usize,
    tables: Vec<Vec<Vec<Cell<'a>>>>,
}

impl<'a> Walk<'a> {
    fn new(dom: &'a Dom) -> Self {
        Self {
            dom,
            scan: Scan::default(),
            hidden: 0,
            main: 0,
            frame: 0,
            in_head: 0,
            in_svg: 0,
            main_start: 0,
            outside: Vec::new(),
            outside_start: 0,
            heading_start: 0,
            cell_start: 0,
            pre_start: None,
            quoted: 0,
            quoted_start: 0,
            crumbs: 0,
            crumb_start: 0,
            tables: Vec::new(),
        }
    }

    fn enter(&mut self, id: NodeId, element: &'a Element) {
        self.scan.elements += 1;
        for (name, value) in element.attributes() {
            if name == "id" {
                self.scan.ids.push((value, element.line));
            } else if name == "style" {
                self.scan.styles.push((element.line, value.to_owned()));
            } else if name.len() > 3 && name.starts_with("on") {
                self.scan.handlers.push((element.line, name.to_owned()));
            } else if matches!(name, "href" | "src" | "action" | "formaction") && is_script(value) {
                self.scan.handlers.push((element.line, format!("{name}=\"javascript:…\"")));
            }
        }
        if !element.is_html() {
            self.in_svg += u32::from(element.name() == "svg");
            return;
        }
        let name = element.name();
        if HIDDEN.contains(&name) {
            self.hidden += 1;
        }
        if !INLINE.contains(&name) {
            self.space();
        }
        if QUOTATIONS.contains(&name) {
            if self.quoted == 0 {
                self.quoted_start = self.scan.text.len();
            }
            self.quoted += 1;
        }
        self.open(id, name, element);
        self.collect(id, name, element);
    }

    fn open(&mut self, id: NodeId, name: &str, element: &'a Element) {
        let at = self.scan.text.len();
        match name {
            "html" => {
                self.scan.root = self.scan.root.or(Some(element));
                self.scan.numbers = locale::foreign_numbers(element.attribute("lang").unwrap_or_default().trim());
            }
            "head" => self.in_head += 1,
            "main" => {
                self.scan.mains += 1;
                if self.main == 0 {
                    self.main_start = at;
                }
                self.main += 1;
            }
            "nav" | "header" | "footer" | "aside" => {
                if self.frame == 0 && self.outside_start < at {
                    self.outside.push(self.outside_start..at);
                }
                self.frame += 1;
                if name == "nav" && is_breadcrumb(element) {
                    self.crumbs += 1;
                    self.scan.breadcrumb.get_or_insert_default();
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading_start = at,
            "table" => self.tables.push(Vec::new()),
            "tr" => self.tables.last_mut().into_iter().for_each(|table| table.push(Vec::new())),
            "td" | "th" => {
                self.cell_start = at;
                let cell = Cell {
                    is_heading: name == "th",
                    text: String::new(),
                    is_quoted: false,
                    href: None,
                    verdict: None,
                    line: element.line,
                };
                if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
                    row.push(cell);
                }
            }
            "pre" => self.pre_start = Some((element.line, self.dom.text(id))),
            "li" if self.crumbs > 0 => self.crumb_start = at,
            _ => {}
        }
    }

    fn collect(&mut self, id: NodeId, name: &str, element: &'a Element) {
        let scan = &mut self.scan;
        match name {
            "title" if self.in_head > 0 => scan.titles.push(collapse(&self.dom.text(id))),
            "base" => scan.base = scan.base.or(element.attribute("href")),
            "meta" => scan.metas.push(element),
            "link" => scan.links.push(element),
            "a" | "area" => {
                if let Some(href) = element.attribute("href") {
                    scan.anchors.push(element);
                    if let Some(cell) = last_cell(&mut self.tables) {
                        cell.href = cell.href.or(Some(href));
                    }
                }
                // Before `id`, fragments were named this way.
                if let Some(name) = element.attribute("name") {
                    scan.ids.push((name, 0));
                }
            }
            "span" => {
                if let Some(cell) = last_cell(&mut self.tables) {
                    let class = element.attribute("class").unwrap_or_default();
                    cell.verdict =
                        cell.verdict.or_else(|| class.split_ascii_whitespace().find_map(VerdictClass::from_name));
                }
            }
            "img" => {
                scan.images.push(element);
                scan.resources.extend(element.attribute("src").map(|src| (element, src)));
            }
            "script" => {
                let kind = element.attribute("type").unwrap_or_default().trim();
                let is_code = kind.is_empty() || kind == "module" || kind.ends_with("javascript");
                match element.attribute("src") {
                    Some(src) => scan.resources.push((element, src)),
                    None if kind.eq_ignore_ascii_case("application/ld+json") => {
                        scan.json_ld.push((element.line, self.dom.text(id)));
                    }
                    None if is_code => scan.inline_scripts.push((element.line, self.dom.text(id))),
                    None => {}
                }
            }
            "style" => scan.styles.push((element.line, self.dom.text(id))),
            "iframe" | "embed" => scan.frames.extend(element.attribute("src").map(|src| (element, src))),
            "object" => scan.frames.extend(element.attribute("data").map(|data| (element, data))),
            "source" | "video" | "audio" | "track" => {
                scan.resources.extend(element.attribute("src").map(|src| (element, src)));
            }
            _ => {}
        }
    }

    fn leave(&mut self, element: &Element) {
        let name = element.name();
        if !element.is_html() {
            self.in_svg = self.in_svg.saturating_sub(u32::from(name == "svg"));
            return;
        }
        if HIDDEN.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        let at = self.scan.text.len();
        match name {
            "head" => self.in_head = self.in_head.saturating_sub(1),
            "main" => {
                self.main = self.main.saturating_sub(1);
                if self.main == 0 {
                    self.scan.main.push(self.main_start..at);
                }
            }
            "nav" | "header" | "footer" | "aside" => {
                self.frame = self.frame.saturating_sub(1);
                if self.frame == 0 {
                    self.outside_start = at;
                }
                if name == "nav" {
                    self.crumbs = self.crumbs.saturating_sub(1);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let text = self.scan.text[self.heading_start.min(at)..].trim().to_owned();
                self.scan.headings.push((level, element.line, text));
            }
            "table" => self.scan.tables.extend(self.tables.pop()),
            "td" | "th" => {
                let whole = &self.scan.text[self.cell_start.min(at)..];
                let end = self.scan.text.trim_end().len();
                let start = at - whole.trim_start().len();
                let covers = |quoted: &Range<usize>| quoted.start <= start && end <= quoted.end;
                if let Some(cell) = self.tables.last_mut().and_then(|table| table.last_mut()?.last_mut()) {
                    whole.trim().clone_into(&mut cell.text);
                    cell.is_quoted = self.scan.quoted.last().is_some_and(covers);
                }
            }
            "pre" => self.scan.blocks.extend(self.pre_start.take()),
            "li" if self.crumbs > 0 => {
                let text = self.scan.text[self.crumb_start.min(at)..].trim().to_owned();
                self.scan.breadcrumb.get_or_insert_default().push(text);
            }
            _ => {}
        }
        if QUOTATIONS.contains(&name) {
            self.quoted = self.quoted.saturating_sub(1);
            if self.quoted == 0 {
                self.scan.quoted.push(self.quoted_start..at);
            }
        }
        if !INLINE.contains(&name) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.scan.text.is_empty() && !self.scan.text.ends_with(' ') {
            self.scan.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 || self.in_svg > 0 {
            return;
        }
        let plain = self.scan.plain(text);
        let text = &*plain;
        let mut words = text.split_ascii_whitespace();
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
        if let Some(first) = words.next() {
            self.scan.text.push_str(first);
            for word in words {
                self.scan.text.push(' ');
                self.scan.text.push_str(word);
            }
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.scan.text.push(' ');
            }
        }
    }

    fn finish(mut self) -> Scan<'a> {
        if self.scan.main.is_empty() {
            let end = self.scan.text.len();
            if self.frame == 0 && self.outside_start < end {
                self.outside.push(self.outside_start..end);
            }
            self.scan.main = self.outside;
        }
        self.scan
    }
}

/// The open cell, or the last one.
fn last_cell<'t, 'a>(tables: &'t mut [Vec<Vec<Cell<'a>>>]) -> Option<&'t mut Cell<'a>> {
    tables.last_mut()?.last_mut()?.last_mut()
}

fn is_breadcrumb(element: &Element) -> bool {
    let of = |name| element.attribute(name).unwrap_or_default().to_ascii_lowercase();
    of("aria-label").contains("breadcrumb") || of("class").contains("crumb")
}

/// Whether a URL is a script. Browsers ignore white space and control characters in its scheme.
fn is_script(value: &str) -> bool {
    let scheme = value.split(':').next().unwrap_or_default();
    if scheme.len() > 40 || scheme.len() == value.len() {
        return false;
    }
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    matches!(&*scheme.to_ascii_lowercase(), "javascript" | "vbscript")
}

/// Collapses white space.
#[must_use]
pub(crate) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
