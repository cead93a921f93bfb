//! Splits the inputs of a snapshot into batches of records. A batch is the unit of work of one thread.

use super::{
    Error, Input, SnapshotFiles,
    document::{self, Document, MAX_RECORD_BYTES, Next},
    error::Measure,
};
use serde::de::IgnoredAny;
use std::{
    collections::BTreeMap,
    io::{self, BufRead, ErrorKind, Read},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};

/// Size at which a batch is full, in bytes.
const BATCH_BYTES: usize = 256 << 10;

/// Some records of one input.
#[derive(Debug)]
pub struct Batch {
    /// Name of the input.
    pub input: Arc<str>,
    bytes: Vec<u8>,
    /// Line number and byte range of each record.
    records: Vec<(usize, Range<usize>)>,
    /// Numbers of the lines that exceed the size limit.
    pub too_long: Vec<usize>,
}

impl Batch {
    fn new(input: Arc<str>) -> Self {
        Self {
            input,
            bytes: Vec::with_capacity(BATCH_BYTES + (BATCH_BYTES >> 2)),
            records: Vec::new(),
            too_long: Vec::new(),
        }
    }

    /// The JSON text of each record with the number of its first line, counted from 1.
    #[must_use]
    pub fn records(&self) -> impl ExactSizeIterator<Item = (usize, &[u8])> {
        self.records.iter().map(|(line, place)| (*line, &self.bytes[place.clone()]))
    }
}

/// The records of a snapshot, batch by batch, in the order of files and lines. A batch can be empty.
pub struct Batches {
    waiting: std::vec::IntoIter<Input>,
    /// Number of records that an index lists for each of its parts.
    listed: BTreeMap<PathBuf, u64>,
    open: Option<OpenInput>,
    has_failed: bool,
}

struct OpenInput {
    label: Arc<str>,
    reader: Box<dyn BufRead + Send>,
    form: Form,
    /// Number of the next line, counted from 1.
    line: usize,
    /// Number of records found so far, including those that are too long.
    found: u64,
    /// Number of records that an index lists for this input.
    listed: Option<u64>,
}

/// How the records of an input are separated.
enum Form {
    /// One record per line.
    Lines,
    /// One JSON document.
    Document(Document),
}

impl Batches {
    /// Creates the iterator. Each input is opened when it is read.
    #[must_use]
    pub fn new(files: &SnapshotFiles) -> Self {
        let waiting = files.inputs.clone().into_iter();
        Self { waiting, listed: files.listed_records.clone(), open: None, has_failed: false }
    }

    fn next_batch(&mut self) -> Result<Option<Batch>, Error> {
        if let Some(open) = &mut self.open {
            let (batch, is_end) = open.read_batch()?;
            if is_end {
                self.open = None;
            }
            return Ok(Some(batch));
        }
        let Some(input) = self.waiting.next() else { return Ok(None) };
        let listed = if let Input::File(path) = &input { self.listed.get(path).copied() } else { None };
        self.open = Some(OpenInput::open(&input, listed)?);
        self.next_batch()
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_failed {
            return None;
        }
        let batch = self.next_batch().transpose();
        self.has_failed = matches!(batch, Some(Err(_)));
        batch
    }
}

impl OpenInput {
    fn open(input: &Input, listed: Option<u64>) -> Result<Self, Error> {
        let (label, reader) = (input.label(), input.open()?);
        let mut open = Self { label, reader, form: Form::Lines, line: 1, found: 0, listed };
        open.form = open.find_form(input.is_json_document()).map_err(|error| open.damaged(error))?;
        Ok(open)
    }

    /// Skips the byte order mark and blank lines and looks at the next byte. An array is a document under any file
    /// name. A file named `.json` that begins with an object is also a document, unless its first line is a complete
    /// record.
    fn find_form(&mut self, is_named_json: bool) -> io::Result<Form> {
        if self.reader.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            self.reader.consume(BYTE_ORDER_MARK.len());
        }
        match document::skip_blank(&mut *self.reader, &mut self.line)? {
            Some(b'[') => return Ok(Form::Document(Document::default())),
            Some(b'{') if is_named_json => {}
            _ => return Ok(Form::Lines),
        }
        let mut first = Vec::new();
        self.reader.by_ref().take(MAX_RECORD_BYTES as u64).read_until(b'\n', &mut first)?;
        let is_whole = serde_json::from_slice::<IgnoredAny>(&first).is_ok();
        let rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        self.reader = Box::new(io::Cursor::new(first).chain(rest));
        Ok(if is_whole { Form::Lines } else { Form::Document(Document::default()) })
    }

    fn damaged(&self, source: io::Error) -> Error {
        Error::Damaged { input: self.label.clone(), line: self.line, source }
    }

    /// Reads until the batch is full or the input ends; returns whether it ended.
    fn read_batch(&mut self) -> Result<(Batch, bool), Error> {
        let mut batch = Batch::new(self.label.clone());
        let mut is_end = false;
        while batch.bytes.len() < BATCH_BYTES && !is_end {
            is_end = match self.form {
                Form::Lines => self.read_line(&mut batch),
                Form::Document(_) => self.read_element(&mut batch),
            }
            .map_err(|error| self.damaged(error))?;
        }
        self.found += (batch.records.len() + batch.too_long.len()) as u64;
        if let Some(listed) = self.listed.filter(|listed| is_end && *listed != self.found) {
            let path = PathBuf::from(&*self.label);
            return Err(Error::PartDiffers { path, measure: Measure::Records, listed, found: self.found });
        }
        Ok((batch, is_end))
    }

    /// Reads one line; returns whether it was the last one.
    fn read_line(&mut self, batch: &mut Batch) -> io::Result<bool> {
        let start = batch.bytes.len();
        let limit = MAX_RECORD_BYTES as u64 + 1;
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut batch.bytes)?;
        let line = self.line;
        self.line += 1;
        let has_line_feed = batch.bytes[start..].last() == Some(&b'\n');
        if read > MAX_RECORD_BYTES && !has_line_feed {
            batch.bytes.truncate(start);
            batch.too_long.push(line);
            self.reader.skip_until(b'\n')?;
            return Ok(false);
        }
        let record = batch.bytes[start..].trim_ascii();
        if record.is_empty() {
            batch.bytes.truncate(start);
        } else if !has_line_feed && is_cut_off(record) {
            self.line = line;
            return Err(io::Error::new(ErrorKind::UnexpectedEof, "the file ends inside a record"));
        } else {
            batch.records.push((line, start..batch.bytes.len()));
        }
        Ok(!has_line_feed)
    }

    /// Reads one record of a document; returns whether the document has ended.
    fn read_element(&mut self, batch: &mut Batch) -> io::Result<bool> {
        let Form::Document(document) = &mut self.form else { return Ok(true) };
        let start = batch.bytes.len();
        match document.next(&mut *self.reader, &mut self.line, &mut batch.bytes)? {
            Next::Record(line) => batch.records.push((line, start..batch.bytes.len())),
            Next::TooLong(line) => batch.too_long.push(line),
            Next::End => return Ok(true),
        }
        Ok(false)
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a text is an incomplete JSON value.
fn is_cut_off(record: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(record).is_err_and(|error| error.is_eof())
}
