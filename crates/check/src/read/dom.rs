//! `Dom`: a parsed page as an arena, built by html5ever and dropped as soon as the page has been checked. Nodes are
//! indices into one vector: no reference counting, and a single allocation for all of them.

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    ns, parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tokenizer::TokenizerOpts,
    tree_builder::TreeBuilderOpts,
};
use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
};

/// Index of a node.
pub type NodeId = u32;

const NONE: NodeId = u32::MAX;
const DOCUMENT: NodeId = 0;

/// A parsed page.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
    /// Parse errors that the parser recovered from, with their lines.
    pub errors: Vec<(u64, Cow<'static, str>)>,
    /// Whether it begins with `<!doctype html>`, so that browsers do not use quirks mode.
    pub has_doctype: bool,
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    data: Data,
}

/// The content of a node.
#[derive(Debug)]
pub enum Data {
    /// An element of HTML or another namespace.
    Element(Element),
    /// Characters.
    Text(StrTendril),
    /// Anything else: the document, comments.
    Other,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    /// The line of the parser when the element was created.
    pub line: u64,
}

impl Element {
    /// The local name, for elements of any namespace.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name.local
    }

    /// Whether it is an HTML element, not SVG or `MathML`.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// All attributes, as name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }
}

/// A step of a depth-first walk through a page.
#[derive(Debug)]
pub enum Step<'a> {
    /// An element begins.
    Enter(NodeId, &'a Element),
    /// An element ends.
    Leave(NodeId, &'a Element),
    /// Text between tags.
    Text(&'a str),
}

impl Dom {
    /// Parses a page as browsers do.
    ///
    /// Exact error messages require the parser to process each character separately, which takes three times as long. A
    /// page is therefore parsed with exact errors only if the first pass found an error.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        let parse = |exact_errors| {
            let tokenizer = TokenizerOpts { exact_errors, ..TokenizerOpts::default() };
            let tree_builder = TreeBuilderOpts { exact_errors, ..TreeBuilderOpts::default() };
            parse_document(Sink::new(html.len()), ParseOpts { tokenizer, tree_builder }).one(html)
        };
        let dom = parse(false);
        if dom.errors.is_empty() { dom } else { parse(true) }
    }

    /// Walks the whole page in document order.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        self.walk_below(DOCUMENT)
    }

    /// Walks the content of a node in document order.
    #[must_use]
    pub fn walk_below(&self, top: NodeId) -> Walk<'_> {
        Walk { dom: self, top, at: self.nodes[top as usize].first, is_leaving: false }
    }

    /// The text content of a node, with white space unchanged.
    #[must_use]
    pub fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        for step in self.walk_below(node) {
            if let Step::Text(piece) = step {
                text.push_str(piece);
            }
        }
        text
    }
}

/// Iterator returned by [`Dom::walk`] and [`Dom::walk_below`].
#[derive(Debug)]
pub struct Walk<'a> {
    dom: &'a Dom,
    top: NodeId,
    at: NodeId,
    is_leaving: bool,
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        while self.at != NONE && self.at != self.top {
            let id = self.at;
            let node = &self.dom.nodes[id as usize];
            let is_entered = !self.is_leaving;
            if is_entered && node.first != NONE {
                self.at = node.first;
            } else if is_entered && matches!(node.data, Data::Element(_)) {
                self.is_leaving = true;
            } else {
                self.is_leaving = node.next == NONE;
                self.at = if self.is_leaving { node.parent } else { node.next };
            }
            match &node.data {
                Data::Element(element) if is_entered => return Some(Step::Enter(id, element)),
                Data::Element(element) => return Some(Step::Leave(id, element)),
                Data::Text(text) if is_entered => return Some(Step::Text(text)),
                Data::Text(_) | Data::Other => {}
            }
        }
        None
    }
}

/// The tree sink that html5ever builds the page with.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    errors: RefCell<Vec<(u64, Cow<'static, str>)>>,
    line: Cell<u64>,
    has_doctype: Cell<bool>,
    quirks: Cell<bool>,
}

impl Sink {
    fn new(length: usize) -> Self {
        let document = Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, data: Data::Other };
        let mut nodes = Vec::with_capacity(length / 24 + 16);
        nodes.push(document);
        Self {
            nodes: RefCell::new(nodes),
            errors: RefCell::default(),
            line: Cell::new(1),
            has_doctype: Cell::new(false),
            quirks: Cell::new(false),
        }
    }

    fn make(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId::try_from(nodes.len()).expect("a page has fewer than four billion nodes");
        nodes.push(Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, data });
        id
    }

    /// Inserts a node before another one, or as the last child if `before` is `NONE`.
    fn link(&self, parent: NodeId, before: NodeId, node: NodeId) {
        self.unlink(node);
        let mut nodes = self.nodes.borrow_mut();
        let previous = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous };
        nodes[node as usize].parent = parent;
        nodes[node as usize].previous = previous;
        nodes[node as usize].next = before;
        match previous {
            NONE => nodes[parent as usize].first = node,
            previous => nodes[previous as usize].next = node,
        }
        match before {
            NONE => nodes[parent as usize].last = node,
            before => nodes[before as usize].previous = node,
        }
    }

    fn unlink(&self, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Node { parent, previous, next, .. } = nodes[node as usize];
        if parent == NONE {
            return;
        }
        match previous {
            NONE => nodes[parent as usize].first = next,
            previous => nodes[previous as usize].next = next,
        }
        match next {
            NONE => nodes[parent as usize].last = previous,
            next => nodes[next as usize].previous = previous,
        }
        let own = &mut nodes[node as usize];
        (own.parent, own.previous, own.next) = (NONE, NONE, NONE);
    }

    fn insert(&self, parent: NodeId, before: NodeId, child: NodeOrText<NodeId>) {
        let text = match child {
            NodeOrText::AppendNode(node) => return self.link(parent, before, node),
            NodeOrText::AppendText(text) => text,
        };
        {
            let mut nodes = self.nodes.borrow_mut();
            let beside = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].previous };
            if beside != NONE
                && let Data::Text(known) = &mut nodes[beside as usize].data
            {
                known.push_tendril(&text);
                return;
            }
        }
        let node = self.make(Data::Text(text));
        self.link(parent, before, node);
    }
}

/// The name of an element in the arena.
#[derive(Debug)]
struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Dom {
        let has_doctype = self.has_doctype.get() && !self.quirks.get();
        Dom { nodes: self.nodes.into_inner(), errors: self.errors.into_inner(), has_doctype }
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors.borrow_mut().push((self.line.get(), message));
    }

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].data {
            Data::Element(element) => &element.name,
            Data::Text(_) | Data::Other => unreachable!("the parser asks elements alone for their name"),
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.make(Data::Element(Element { name, attributes, line: self.line.get() }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.make(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.make(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.nodes.borrow()[*element as usize].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        self.has_doctype.set(true);
    }

    /// The content of a template is stored as its children: links in it can be broken as well.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(mode == QuirksMode::Quirks);
    }

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, *sibling, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attribute in attributes {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            if first == NONE {
                return;
            }
            self.link(*new_parent, NONE, first);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> String {
        let dom = Dom::parse(html);
        let step = |step| match step {
            Step::Enter(_, element) => format!("<{}>", element.name()),
            Step::Leave(_, element) => format!("</{}>", element.name()),
            Step::Text(text) => text.to_owned(),
        };
        dom.walk().map(step).collect()
    }

    #[test]
    fn pages_are_what_a_browser_makes_of_them() {
        assert_eq!(
            outline("<!doctype html><title>a</title><p>b<p>c<br>d<!-- e -->f"),
            "<html><head><title>a</title></head><body><p>b</p><p>c<br></br>df</p></body></html>"
        );
        // Text and elements that a table cannot contain are moved before it.
        assert_eq!(
            outline("<table>a<tr><td>b</td></tr><b>c</b></table>"),
            "<html><head></head><body>a<b>c</b><table><tbody><tr><td>b</td></tr></tbody></table></body></html>"
        );
        // Misnested elements are copied.
        assert_eq!(
            outline("<p><b>a<i>b</b>c</i></p>"),
            "<html><head></head><body><p><b>a<i>b</i></b><i>c</i></p></body></html>"
        );
        assert_eq!(outline(""), "<html><head></head><body></body></html>");
    }

    #[test]
    fn errors_and_old_rules_are_told() {
        assert!(Dom::parse("<!doctype html><title>a</title><p>b</p>").errors.is_empty());
        assert!(Dom::parse("<!doctype html><title>a</title>").has_doctype);
        assert!(!Dom::parse("<title>a</title>").has_doctype);
        let errors = Dom::parse("<!doctype html><title>a</title>\n<p>b</div>").errors;
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].0, 2, "{errors:?}");
    }

    #[test]
    fn text_of_a_node() {
        let dom = Dom::parse("<p id=a>b <b>c</b></p>d");
        let id = dom.walk().find_map(|step| match step {
            Step::Enter(id, element) if element.attribute("id") == Some("a") => Some(id),
            _ => None,
        });
        assert_eq!(dom.text(id.unwrap()), "b c");
    }
}
