//! A document as text for comparisons: one line per block, indented by depth.

use crate::{Attribute, Handle, NodeData, parse};
use std::fmt::Write as _;

/// Elements that are part of a line of text.
const INLINE: [&str; 17] = [
    "a", "abbr", "b", "bdi", "button", "code", "em", "i", "kbd", "label", "option", "small", "span", "strong", "sub",
    "time", "wbr",
];

/// Elements without content and without an end tag.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// The document unminified. Insignificant white space is normalized; everything else is kept.
#[must_use]
pub fn indented(html: &str) -> String {
    let mut text = String::from("<!doctype html>\n");
    for node in parse(html).document.children.borrow().iter() {
        block(node, 0, &mut text);
    }
    text
}

/// One line for an element whose content is a line of text; for others, tags and content on separate lines.
fn block(node: &Handle, depth: usize, to: &mut String) {
    let indent = "  ".repeat(depth);
    let NodeData::Element { name, attrs, .. } = &node.data else {
        let mut line = String::new();
        inline(node, &mut line);
        if !line.trim().is_empty() {
            let _ = writeln!(to, "{indent}{}", line.trim());
        }
        return;
    };
    let (name, open) = (&*name.local, open_tag(&name.local, &attrs.borrow()));
    if node.children.borrow().iter().all(is_inline) {
        let mut line = String::new();
        for child in node.children.borrow().iter() {
            inline(child, &mut line);
        }
        let _ = writeln!(to, "{indent}{open}{}{}", line.trim(), close_tag(name));
        return;
    }
    let _ = writeln!(to, "{indent}{open}");
    let children = node.children.borrow();
    // Text and inline elements between two blocks are one line.
    for run in children.chunk_by(|a, b| is_inline(a) && is_inline(b)) {
        if run.iter().all(is_inline) {
            let mut line = String::new();
            for child in run {
                inline(child, &mut line);
            }
            if !line.trim().is_empty() {
                let _ = writeln!(to, "{indent}  {}", line.trim());
            }
        } else {
            for child in run {
                block(child, depth + 1, to);
            }
        }
    }
    let _ = writeln!(to, "{indent}{}", close_tag(name));
}

fn is_inline(node: &Handle) -> bool {
    match &node.data {
        NodeData::Element { name, .. } => {
            INLINE.contains(&&*name.local) && node.children.borrow().iter().all(is_inline)
        }
        _ => true,
    }
}

fn inline(node: &Handle, to: &mut String) {
    match &node.data {
        NodeData::Text { contents } => {
            for c in contents.borrow().chars() {
                match c {
                    ' ' | '\t' | '\n' | '\r' if to.is_empty() || to.ends_with(' ') => {}
                    ' ' | '\t' | '\n' | '\r' => to.push(' '),
                    '&' => to.push_str("&amp;"),
                    '<' => to.push_str("&lt;"),
                    '\u{a0}' => to.push_str("&nbsp;"),
                    c => to.push(c),
                }
            }
        }
        NodeData::Element { name, attrs, .. } => {
            to.push_str(&open_tag(&name.local, &attrs.borrow()));
            for child in node.children.borrow().iter() {
                inline(child, to);
            }
            to.push_str(&close_tag(&name.local));
        }
        NodeData::Comment { contents } => to.extend(["<!--", &**contents, "-->"]),
        _ => {}
    }
}

fn open_tag(name: &str, attributes: &[Attribute]) -> String {
    let mut tag = format!("<{name}");
    for attribute in attributes {
        let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
        let name = &attribute.name.local;
        tag.extend([" ", &**name]);
        if !value.is_empty() {
            tag.extend(["=\"", &*value, "\""]);
        }
    }
    tag + ">"
}

fn close_tag(name: &str) -> String {
    if VOID.contains(&name) { String::new() } else { format!("</{name}>") }
}
