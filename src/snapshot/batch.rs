//! Batches of records: what one thread takes at a time.

use super::{Error, Input, SnapshotFiles};
use serde_json::value::RawValue;
use std::{
    io::{self, BufRead, Read},
    ops::Range,
    sync::Arc,
};

/// Longest record that is read. The longest real one seen has less than one mebibyte.
pub const MAX_RECORD_BYTES: usize = 64 << 20;

/// Bytes after which a batch is full.
const BATCH_BYTES: usize = 256 << 10;

/// Some records of one input.
#[derive(Debug)]
pub struct Batch {
    /// Name of the input.
    pub input: Arc<str>,
    bytes: Vec<u8>,
    /// Line number and place of each record.
    records: Vec<(usize, Range<usize>)>,
    /// Lines that were too long to keep.
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

    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.too_long.is_empty()
    }

    /// Each record's JSON text with the number of the line that it begins in, counted from 1.
    #[must_use]
    pub fn records(&self) -> impl ExactSizeIterator<Item = (usize, &[u8])> {
        self.records.iter().map(|(line, place)| (*line, &self.bytes[place.clone()]))
    }
}

/// The records of a snapshot, batch by batch, in the order of files and lines.
pub struct Batches {
    waiting: std::vec::IntoIter<Input>,
    open: Option<OpenInput>,
    has_failed: bool,
}

struct OpenInput {
    input: Input,
    label: Arc<str>,
    reader: Box<dyn BufRead + Send>,
    /// Lines read so far.
    line: usize,
}

impl Batches {
    /// Opens nothing yet: each input is opened when its turn comes.
    #[must_use]
    pub fn new(files: &SnapshotFiles) -> Self {
        Self { waiting: files.inputs.clone().into_iter(), open: None, has_failed: false }
    }

    fn next_batch(&mut self) -> Result<Option<Batch>, Error> {
        loop {
            if let Some(open) = &mut self.open {
                let batch = open.read_lines()?;
                if !batch.is_empty() {
                    return Ok(Some(batch));
                }
                self.open = None;
            }
            let Some(input) = self.waiting.next() else { return Ok(None) };
            let reader = input.open()?;
            let mut open = OpenInput { label: input.label(), input, reader, line: 0 };
            let document = open.read_document()?;
            self.open = Some(open);
            if let Some(batch) = document {
                return Ok(Some(batch));
            }
        }
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
    fn damaged(&self, source: io::Error) -> Error {
        Error::Damaged { input: self.label.clone(), line: self.line, source }
    }

    /// Reads lines until the batch is full; an empty batch means the end.
    fn read_lines(&mut self) -> Result<Batch, Error> {
        let mut batch = Batch::new(self.label.clone());
        while batch.bytes.len() < BATCH_BYTES {
            let start = batch.bytes.len();
            let limit = MAX_RECORD_BYTES as u64 + 1;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut batch.bytes);
            let read = read.map_err(|error| self.damaged(error))?;
            if read == 0 {
                break;
            }
            self.line += 1;
            if read > MAX_RECORD_BYTES && batch.bytes.last() != Some(&b'\n') {
                batch.bytes.truncate(start);
                batch.too_long.push(self.line);
                self.reader.skip_until(b'\n').map_err(|error| self.damaged(error))?;
                continue;
            }
            let mark = if self.line == 1 && batch.bytes[start..].starts_with(BYTE_ORDER_MARK) { 3 } else { 0 };
            if !batch.bytes[start + mark..].trim_ascii().is_empty() {
                batch.records.push((self.line, start + mark..batch.bytes.len()));
            }
        }
        Ok(batch)
    }

    /// Where the input is a JSON array, or one object over many lines: its records, all at once. What turns
    /// out to be neither is read line by line.
    fn read_document(&mut self) -> Result<Option<Batch>, Error> {
        let first =
            self.reader.fill_buf().map_err(|source| Error::Damaged { input: self.label.clone(), line: 0, source })?;
        let first = first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(first).trim_ascii_start().first();
        if first != Some(&b'[') && !self.input.is_json_document() {
            return Ok(None);
        }
        let mut batch = Batch::new(self.label.clone());
        self.reader.read_to_end(&mut batch.bytes).map_err(|source| Error::Damaged {
            input: self.label.clone(),
            line: 0,
            source,
        })?;
        let Some(places) = places_of_records(&batch.bytes) else {
            self.reader = Box::new(io::Cursor::new(batch.bytes));
            return Ok(None);
        };
        let (mut line, mut counted) = (1, 0);
        for place in places {
            line += memchr::memchr_iter(b'\n', &batch.bytes[counted..place.start]).count();
            counted = place.start;
            batch.records.push((line, place));
        }
        Ok((!batch.is_empty()).then_some(batch))
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where the records of a JSON document stand: the elements of an array, or the one object.
fn places_of_records(document: &[u8]) -> Option<Vec<Range<usize>>> {
    let document_text = std::str::from_utf8(document).ok()?;
    let text = document_text.trim_start_matches('\u{feff}');
    let records: Vec<&RawValue> = match text.trim_start().as_bytes().first()? {
        b'[' => serde_json::from_str(text).ok()?,
        b'{' => vec![serde_json::from_str(text).ok()?],
        _ => return None,
    };
    let base = document.as_ptr() as usize;
    let place = |record: &&RawValue| {
        let start = record.get().as_ptr() as usize - base;
        start..start + record.get().len()
    };
    Some(records.iter().map(place).collect())
}
