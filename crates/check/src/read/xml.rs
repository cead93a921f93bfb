//! Strict XML reader: quick-xml for the grammar, plus the well-formedness rules it leaves to its callers.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
    name::{NamespaceResolver, ResolveResult},
};

/// An event of the reader.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// An element begins.
    Start {
        /// Empty if the element has none.
        namespace: &'a str,
        /// Without prefix.
        name: &'a str,
        /// Local name and value.
        attributes: &'a [(String, String)],
    },
    /// Text with references resolved.
    Text(&'a str),
    /// An element ends.
    End,
}

/// Error for text that is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotWellFormed {
    /// The line, from 1.
    pub line: u64,
    /// The problem.
    pub message: String,
}

/// Whether XML 1.0 can represent a character.
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a text is a valid name of an element or attribute.
fn is_name(name: &str) -> bool {
    let is_start = |c: char| {
        matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}')
            || matches!(c, '\u{370}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}') && c != '\u{37e}'
            || matches!(c, '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}')
            || matches!(c, '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
    };
    let is_rest = |c: char| {
        is_start(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    let is_part = |part: &str| part.starts_with(is_start) && part.chars().all(is_rest);
    name.split(':').count() <= 2 && name.split(':').all(is_part)
}

/// Whether every attribute value except the last is followed by white space.
fn are_apart(attributes: &str) -> bool {
    let mut quote = None;
    let mut was_closed = false;
    attributes.chars().all(|c| {
        let is_apart = !was_closed || c.is_ascii_whitespace();
        was_closed = quote == Some(c);
        quote = match quote {
            None => matches!(c, '"' | '\'').then_some(c),
            Some(_) if was_closed => None,
            open => open,
        };
        is_apart
    })
}

/// Parses a whole text and passes each node to `see`.
pub fn read(text: &str, mut see: impl FnMut(Node<'_>)) -> Result<(), NotWellFormed> {
    let line = |at: u64| {
        let at = usize::try_from(at).unwrap_or(text.len()).min(text.len());
        1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u64
    };
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_char(*c)) {
        return Err(NotWellFormed { line: line(at as u64), message: format!("the character {}", c.escape_unicode()) });
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut state = State::default();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string());
        match event.and_then(|event| state.event(event, &mut see)) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(message) => return Err(NotWellFormed { line: line(reader.buffer_position()), message }),
        }
    }
}

#[derive(Default)]
struct State {
    namespaces: NamespaceResolver,
    depth: usize,
    has_root: bool,
    attributes: Vec<(String, String)>,
    is_begun: bool,
}

impl State {
    /// Handles an event. Returns `false` at the end of the text.
    fn event(&mut self, event: Event<'_>, see: &mut impl FnMut(Node<'_>)) -> Result<bool, String> {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        match event {
            Event::Start(start) => {
                self.start(&start, see)?;
                self.depth += 1;
            }
            Event::Empty(start) => {
                self.start(&start, see)?;
                self.namespaces.pop();
                see(Node::End);
            }
            Event::End(_) => {
                self.depth = self.depth.checked_sub(1).ok_or("an end tag without its start")?;
                self.namespaces.pop();
                see(Node::End);
            }
            Event::Text(text) => self.text(&text.xml10_content(), see)?,
            Event::CData(text) if self.depth > 0 => see(Node::Text(&text.xml10_content())),
            Event::GeneralRef(reference) if self.depth > 0 => {
                let c = match reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    Some(c) if is_char(c) => c,
                    Some(_) => return Err("a reference to a character that XML cannot hold".to_owned()),
                    None => match &*reference.xml10_content() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        name => return Err(format!("the reference `&{name};`, which nobody defines")),
                    },
                };
                see(Node::Text(c.encode_utf8(&mut [0; 4])));
            }
            Event::CData(_) | Event::GeneralRef(_) => return Err("text outside the root element".to_owned()),
            Event::Decl(_) if !is_first => return Err("a declaration that is not the first thing".to_owned()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof if self.depth > 0 => return Err("an element is not closed".to_owned()),
            Event::Eof if !self.has_root => return Err("there is no element".to_owned()),
            Event::Eof => return Ok(false),
        }
        Ok(true)
    }

    fn start(&mut self, start: &BytesStart<'_>, see: &mut impl FnMut(Node<'_>)) -> Result<(), String> {
        if self.depth == 0 && std::mem::replace(&mut self.has_root, true) {
            return Err("a second root element".to_owned());
        }
        if !is_name(start.name().as_ref()) {
            return Err("a name that XML does not have".to_owned());
        }
        self.namespaces.push(start).map_err(|error| error.to_string())?;
        if !are_apart(start.attributes_raw()) {
            return Err("no white space between attributes".to_owned());
        }
        self.attributes.clear();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            if !is_name(attribute.key.as_ref()) {
                return Err("a name that XML does not have".to_owned());
            }
            if attribute.value.contains('<') {
                return Err("a raw `<` in an attribute".to_owned());
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            let (resolved, name) = self.namespaces.resolve_attribute(attribute.key);
            if let ResolveResult::Unknown(prefix) = resolved {
                return Err(format!("the prefix of `{}` is not declared", String::from_utf8_lossy(prefix.as_ref())));
            }
            let name = name.as_ref().to_owned();
            self.attributes.push((name, value.into_owned()));
        }
        let (resolved, name) = self.namespaces.resolve_element(start.name());
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => namespace.0,
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => return Err("the prefix of an element is not declared".to_owned()),
        };
        see(Node::Start { namespace, name: name.into_inner(), attributes: &self.attributes });
        Ok(())
    }

    fn text(&self, text: &str, see: &mut impl FnMut(Node<'_>)) -> Result<(), String> {
        if text.contains("]]>") {
            return Err("`]]>` in text".to_owned());
        }
        if self.depth > 0 {
            see(Node::Text(text));
        } else if !text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
            return Err("text outside the root element".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_well_formed_is_read() {
        use std::fmt::Write as _;
        let mut seen = String::new();
        let text =
            "<?xml version=\"1.0\"?>\n<a xmlns=\"u\" xmlns:b=\"v\"><b:c d=\"1&amp;2\">x&lt;y<![CDATA[z]]></b:c></a>\n";
        read(text, |node| match node {
            Node::Start { namespace, name, attributes } => write!(seen, "{namespace}:{name}{attributes:?}(").unwrap(),
            Node::Text(text) => seen.push_str(text),
            Node::End => seen.push(')'),
        })
        .unwrap();
        assert!(seen.contains("v:c[(\"d\", \"1&2\")](x<yz))"), "{seen}");
    }

    #[test]
    fn what_is_not_is_refused() {
        for text in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>text",
            "<a>&</a>",
            "<a>& b</a>",
            "<a>&nbsp;</a>",
            "<a b=1/>",
            "<a b='1' b='2'/>",
            "<a b='<'/>",
            "<a b='&x'/>",
            "<p:a/>",
            "<a>\u{1}</a>",
            "<a>&#1;</a>",
            " <?xml version=\"1.0\"?><a/>",
            "<a>]]></a>",
            "<a><!-- -- --></a>",
            "<a></a",
            "</a>",
        ] {
            assert!(read(text, |_| {}).is_err(), "{text}");
        }
        assert_eq!(read("<a>\n\n&x;</a>", |_| {}).unwrap_err().line, 3);
    }
}
