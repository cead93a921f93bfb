//! JSON-LD: the content of a page for machines. It contains nothing that the page does not show.

use crate::display::{
    escape::{may_be_unfit, unfit_length},
    layout::{Crumb, Frame},
};
use site::escape::escape_scan::is_plain;
use std::fmt::{self, Write as _};

/// Writes a JSON-LD document node by node, as the text of a `<script>` element. No value can end the element.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a mut String,
    is_first: bool,
}

impl<'a> Document<'a> {
    /// Starts the document.
    #[must_use]
    pub fn new(text: &'a mut String) -> Self {
        text.push_str("{\"@context\":\"https://schema.org\",\"@graph\":[");
        Self { text, is_first: true }
    }

    /// Starts a node of that type; it ends when the value is dropped.
    pub fn node(&mut self, kind: &str) -> Node<'_> {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        Node::new(self.text, kind)
    }

    /// A `BreadcrumbList` of the page's breadcrumbs, the last of which is the page itself.
    pub fn breadcrumbs(&mut self, crumbs: &[Crumb], frame: &Frame) {
        let mut list = self.node("BreadcrumbList");
        let mut items = list.list("itemListElement");
        for (crumb, position) in crumbs.iter().zip(1..) {
            let mut item = items.item("ListItem");
            item.number("position", position);
            item.text("name", &crumb.name);
            if let Some(href) = &crumb.href {
                item.parts("item", &[&frame.origin, href]);
            }
        }
    }

    /// Ends the document.
    pub fn end(self) {
        self.text.push_str("]}");
    }
}

/// One object of a document.
#[derive(Debug)]
pub struct Node<'a> {
    text: &'a mut String,
}

impl<'a> Node<'a> {
    fn new(text: &'a mut String, kind: &str) -> Self {
        text.push_str("{\"@type\":");
        let mut node = Self { text };
        node.string(&[kind]);
        node
    }

    fn key(&mut self, key: &str) {
        self.text.push(',');
        self.string(&[key]);
        self.text.push(':');
    }

    /// A text property.
    pub fn text(&mut self, key: &str, value: &str) {
        self.parts(key, &[value]);
    }

    /// The language of the page. Nothing if the site has only one.
    pub fn language(&mut self, frame: &Frame) {
        if frame.is_translated {
            self.text("inLanguage", frame.text.tag());
        }
    }

    /// A text property assembled from several texts.
    pub fn parts(&mut self, key: &str, values: &[&str]) {
        self.key(key);
        self.string(values);
    }

    /// A property with the `Display` text of a value.
    pub fn shown(&mut self, key: &str, value: impl fmt::Display) {
        self.key(key);
        self.text.push('"');
        let _ = write!(Escaped(self.text), "{value}");
        self.text.push('"');
    }

    /// An object property; it ends when the value is dropped.
    pub fn child(&mut self, key: &str, kind: &str) -> Node<'_> {
        self.key(key);
        Node::new(self.text, kind)
    }

    /// A property with a work of which only the name is known, such as a license.
    pub fn work(&mut self, key: &str, name: &str) {
        self.key(key);
        Node::new(self.text, "CreativeWork").text("name", name);
    }

    /// A number property.
    pub fn number(&mut self, key: &str, value: u64) {
        self.key(key);
        let _ = write!(self.text, "{value}");
    }

    /// A property that is a node of that type; it ends when the value is dropped.
    pub fn inner(&mut self, key: &str, kind: &str) -> Node<'_> {
        self.key(key);
        Node::new(self.text, kind)
    }

    /// A property that is a list of nodes; it ends when the value is dropped.
    pub fn list(&mut self, key: &str) -> Items<'_> {
        self.key(key);
        self.text.push('[');
        Items { text: self.text, is_first: true }
    }

    fn string(&mut self, parts: &[&str]) {
        self.text.push('"');
        for part in parts {
            push_escaped(part, self.text);
        }
        self.text.push('"');
    }
}

/// The nodes of a list.
#[derive(Debug)]
pub struct Items<'a> {
    text: &'a mut String,
    is_first: bool,
}

impl Items<'_> {
    /// Starts a node of that type; it ends when the value is dropped.
    pub fn item(&mut self, kind: &str) -> Node<'_> {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        Node::new(self.text, kind)
    }
}

impl Drop for Items<'_> {
    fn drop(&mut self) {
        self.text.push(']');
    }
}

impl Drop for Node<'_> {
    fn drop(&mut self) {
        self.text.push('}');
    }
}

/// Escapes everything written to it.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_escaped(text, self.0);
        Ok(())
    }
}

#[expect(clippy::needless_bitwise_bool, reason = "without short cuts, sixteen bytes are looked at in one step")]
const fn may_be_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte == b'<') | may_be_unfit(byte)
}

/// Appends the content of a JSON string. `<` is the only character that HTML recognizes inside a script; characters
/// that HTML does not allow are written as numbers.
fn push_escaped(text: &str, to: &mut String) {
    if is_plain(text.as_bytes(), may_be_special) {
        return to.push_str(text);
    }
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let length = match byte {
            b'"' | b'\\' | b'<' | b'\t' | b'\n' | b'\r' | 0xc => 1,
            byte if may_be_unfit(byte) => match unfit_length(text, at) {
                Some(length) => length,
                None => continue,
            },
            _ => continue,
        };
        to.push_str(&text[plain..at]);
        match byte {
            b'"' => to.push_str("\\\""),
            b'\\' => to.push_str("\\\\"),
            _ => {
                for unit in text[at..at + length].encode_utf16() {
                    let _ = write!(to, "\\u{unit:04x}");
                }
            }
        }
        plain = at + length;
    }
    to.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_ends_the_element_and_all_comes_back(text in "\\PC{0,40}(</script>|<!--|]]>|\\u{0}|\"|\\\\)?\\PC{0,40}") {
            let mut written = String::new();
            let mut document = Document::new(&mut written);
            document.node("Thing").text("name", &text);
            document.node("Thing").shown("name", &text);
            document.end();
            prop_assert!(!written.contains('<'));
            let read: serde_json::Value = serde_json::from_str(&written).unwrap();
            for node in [0, 1] {
                prop_assert_eq!(read["@graph"][node]["name"].as_str(), Some(text.as_str()));
            }
        }
    }
}
