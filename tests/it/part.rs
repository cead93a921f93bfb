//! `Part`: an element of a parsed page, so that tests check what a reader sees and not the minified HTML.

use std::rc::Rc;
use test_html::{Handle, NodeData, RcDom};

/// An element and its content.
#[derive(Clone)]
pub(crate) struct Part {
    node: Handle,
    /// Keeps the tree alive, because a dropped tree detaches its nodes.
    page: Rc<RcDom>,
}

impl Part {
    /// The whole page.
    pub(crate) fn page(html: &str) -> Self {
        let page = Rc::new(test_html::parse(html));
        Self { node: page.document.clone(), page }
    }

    /// Every descendant with this name, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<Self> {
        let mut found = Vec::new();
        visit(&self.node, &mut |node| {
            if matches!(&node.data, NodeData::Element { name: known, .. } if &*known.local == name) {
                found.push(Self { node: node.clone(), page: Rc::clone(&self.page) });
            }
        });
        found
    }

    /// The first descendant with this name.
    pub(crate) fn first(&self, name: &str) -> Self {
        self.all(name).into_iter().next().unwrap_or_else(|| panic!("no <{name}>"))
    }

    /// The text that a reader sees.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        visit(&self.node, &mut |node| {
            if let NodeData::Text { contents } = &node.data {
                text.push_str(&contents.borrow());
            }
        });
        text
    }

    /// An attribute of the element itself.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.node.data else { return None };
        let attributes = attrs.borrow();
        attributes.iter().find(|known| &*known.name.local == name).map(|known| known.value.to_string())
    }

    /// The value next to a label in a table of facts.
    pub(crate) fn fact(&self, label: &str) -> Self {
        let mut rows = self.all("tr").into_iter();
        let row = rows.find(|row| row.all("th").first().is_some_and(|head| head.text() == label));
        row.unwrap_or_else(|| panic!("no {label}")).first("td")
    }
}

fn visit(node: &Handle, see: &mut impl FnMut(&Handle)) {
    see(node);
    for child in node.children.borrow().iter() {
        visit(child, see);
    }
}
