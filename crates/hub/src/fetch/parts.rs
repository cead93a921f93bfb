//! Writes lines into the parts of a snapshot.

use super::{
    Fetch,
    error::Error,
    record::{Record, push_line},
    run::part_name,
};
use snapshot::{index::Part, part::PartWriter};

/// Compressed size after which a new part begins.
pub(super) const PART_BYTES: u64 = 128 << 20;

/// Uncompressed size of a frame.
const FRAME_BYTES: usize = 4 << 20;

/// Writes lines into as many parts as needed.
pub(super) struct PartsWriter<'f> {
    fetch: &'f Fetch<'f>,
    what: &'static str,
    lines: Vec<u8>,
    open: Option<PartWriter>,
    parts: Vec<Part>,
}

impl<'f> PartsWriter<'f> {
    pub(super) fn new(fetch: &'f Fetch<'f>, what: &'static str) -> Self {
        Self { fetch, what, lines: Vec::new(), open: None, parts: Vec::new() }
    }

    pub(super) fn add(&mut self, text: &[u8], record: &Record, siblings: Option<&[u8]>) -> Result<(), Error> {
        if self.open.is_none() {
            let file = part_name(self.fetch.generation, &format!("{}-{:03}", self.what, self.parts.len() + 1));
            self.open = Some(PartWriter::open(&self.fetch.inputs.folder.join(&file), 0)?);
            self.parts.push(Part { file, records: 0, bytes: 0 });
        }
        push_line(&mut self.lines, text, record, siblings);
        if let Some(part) = self.parts.last_mut() {
            part.records += 1;
        }
        if self.lines.len() >= FRAME_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let (Some(writer), Some(part)) = (&mut self.open, self.parts.last_mut()) else { return Ok(()) };
        part.bytes = writer.append(&self.lines)?;
        self.lines.clear();
        if part.bytes >= PART_BYTES {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        Ok(self.open.take().map_or(Ok(()), PartWriter::finish)?)
    }

    pub(super) fn finish(mut self) -> Result<Vec<Part>, Error> {
        self.flush()?;
        self.close()?;
        Ok(self.parts)
    }
}
