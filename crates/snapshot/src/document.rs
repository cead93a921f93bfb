//! Finds the records of a JSON document in a stream: its objects and the elements of its arrays, one at a time, so that
//! memory is bounded by the longest record and not by the document. This module only follows brackets and strings.
//! Records are validated where they are parsed.

use std::io::{self, BufRead, ErrorKind};

/// Longest record that is read, in bytes. The longest real record seen has less than one mebibyte.
pub const MAX_RECORD_BYTES: usize = 64 << 20;

/// The reader's position in a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    array: Array,
}

/// Whether the reader is in an array, and what can come next.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Array {
    /// Not in an array.
    #[default]
    Outside,
    /// After `[`: an element or `]`.
    Opened,
    /// After an element: `,` or `]`.
    Element,
    /// After `,`: an element.
    Comma,
}

/// The next item of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A record, appended to the buffer; the number of its first line.
    Record(usize),
    /// A skipped record of more than [`MAX_RECORD_BYTES`]; the number of its first line.
    TooLong(usize),
    /// The end of the document.
    End,
}

impl Document {
    /// Appends the next record to `out`. `line` is the current line number, counted from 1.
    ///
    /// # Errors
    ///
    /// When reading fails, the document ends inside an array or a record, or a top-level value is neither an array
    /// nor an object.
    pub(super) fn next(&mut self, reader: &mut dyn BufRead, line: &mut usize, out: &mut Vec<u8>) -> io::Result<Next> {
        loop {
            let Some(first) = skip_blank(reader, line)? else {
                return if self.array == Array::Outside { Ok(Next::End) } else { Err(cut_off("array")) };
            };
            match (self.array, first) {
                (Array::Outside, b'[') => {
                    reader.consume(1);
                    self.array = Array::Opened;
                }
                (Array::Outside, b'{') => return read_value(reader, line, out),
                (Array::Outside, other) => {
                    let text =
                        format!("`{}` where a JSON array or object should begin", char::from(other).escape_default());
                    return Err(io::Error::new(ErrorKind::InvalidData, text));
                }
                (Array::Opened | Array::Element, b']') => {
                    reader.consume(1);
                    self.array = Array::Outside;
                }
                (Array::Element, b',') => {
                    reader.consume(1);
                    self.array = Array::Comma;
                }
                // Nothing between two commas or after the last one: an empty record, which is reported as malformed.
                (Array::Comma, b']' | b',') | (Array::Opened, b',') => {
                    self.array = Array::Element;
                    return Ok(Next::Record(*line));
                }
                (Array::Opened | Array::Element | Array::Comma, _) => {
                    self.array = Array::Element;
                    return read_value(reader, line, out);
                }
            }
        }
    }
}

/// Skips white space and returns the next byte without consuming it. `None` at the end.
pub(super) fn skip_blank(reader: &mut dyn BufRead, line: &mut usize) -> io::Result<Option<u8>> {
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let blank = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
        let found = bytes.get(blank).copied();
        *line += line_feeds(&bytes[..blank]);
        reader.consume(blank);
        if found.is_some() {
            return Ok(found);
        }
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

fn cut_off(what: &str) -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, format!("the file ends inside a JSON {what}"))
}

/// Reads one value. The reader is at its first byte.
fn read_value(reader: &mut dyn BufRead, line: &mut usize, out: &mut Vec<u8>) -> io::Result<Next> {
    let (start, begins_in) = (out.len(), *line);
    let mut is_too_long = false;
    let mut value = Value::default();
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Err(cut_off("record"));
        }
        let end = value.end_in(bytes);
        let read = end.unwrap_or(bytes.len());
        if !is_too_long {
            out.extend_from_slice(&bytes[..read]);
        }
        if out.len() - start > MAX_RECORD_BYTES {
            is_too_long = true;
            out.truncate(start);
        }
        *line += line_feeds(&bytes[..read]);
        reader.consume(read);
        if end.is_some() {
            return Ok(if is_too_long { Next::TooLong(begins_in) } else { Next::Record(begins_in) });
        }
    }
}

/// How far a value has been read.
#[derive(Debug, Default)]
struct Value {
    is_begun: bool,
    is_in_string: bool,
    is_escaped: bool,
    /// Number of open brackets.
    depth: u64,
}

impl Value {
    /// Processes the next bytes. If the value ends in them, returns how many belong to it.
    fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.is_in_string && !self.is_escaped {
                at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
            }
            let (byte, was_begun) = (bytes[at], std::mem::replace(&mut self.is_begun, true));
            if self.is_in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    _ => self.is_in_string = false,
                }
                if !self.is_in_string && self.depth == 0 {
                    return Some(at + 1);
                }
            } else {
                match byte {
                    b'"' if self.depth > 0 || !was_begun => self.is_in_string = true,
                    b'{' | b'[' if self.depth > 0 || !was_begun => self.depth += 1,
                    b'}' | b']' if self.depth > 0 => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    // A number or a keyword has no closing bracket or quote, so the next token ends it.
                    b',' | b']' | b'}' | b'{' | b'[' | b'"' if self.depth == 0 && was_begun => return Some(at),
                    _ if self.depth == 0 && was_begun && byte.is_ascii_whitespace() => return Some(at),
                    _ => {}
                }
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a document read in pieces of `piece` bytes, each record preceded by its line number, and the
    /// error.
    fn read(text: &str, piece: usize) -> (Vec<String>, Option<ErrorKind>) {
        let mut reader = io::BufReader::with_capacity(piece, text.as_bytes());
        let (mut document, mut line, mut found) = (Document::default(), 1, Vec::new());
        loop {
            let mut out = Vec::new();
            match document.next(&mut reader, &mut line, &mut out) {
                Ok(Next::End) => return (found, None),
                Ok(next) => {
                    let (Next::Record(line) | Next::TooLong(line)) = next else { unreachable!() };
                    found.push(format!("{line} {}", String::from_utf8(out).unwrap()));
                }
                Err(error) => return (found, Some(error.kind())),
            }
        }
    }

    #[test]
    fn records_are_found_however_the_bytes_arrive() {
        for piece in 1..12 {
            for (text, records, error) in [
                ("", &[][..], None),
                (" [ ]\n", &[], None),
                ("[{\"a\":\"]\\\"}\"},\n{\"b\":[1,{}]}]", &["1 {\"a\":\"]\\\"}\"}", "2 {\"b\":[1,{}]}"], None),
                ("[7, \"x,\\\\\" ,null,[{}]]", &["1 7", "1 \"x,\\\\\"", "1 null", "1 [{}]"], None),
                ("[1,,2,]", &["1 1", "1 ", "1 2", "1 "], None),
                ("[1]\n[2] {\"a\":\n3}", &["1 1", "2 2", "2 {\"a\":\n3}"], None),
                ("[}:]", &["1 }:"], None),
                ("[1,{\"a\":", &["1 1"], Some(ErrorKind::UnexpectedEof)),
                ("[{}\n", &["1 {}"], Some(ErrorKind::UnexpectedEof)),
                ("[{}] x", &["1 {}"], Some(ErrorKind::InvalidData)),
            ] {
                let records: Vec<String> = records.iter().map(|record| (*record).to_owned()).collect();
                assert_eq!(read(text, piece), (records, error), "{text:?} in pieces of {piece}");
            }
        }
    }
}
