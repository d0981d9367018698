//! Bytes that come in parts.

use std::io::{self, Cursor, Read};

/// Reads part after part: `fill` puts the next one into an empty buffer, or leaves it empty at the
/// end.
pub(super) struct InParts<F> {
    fill: F,
    part: Cursor<Vec<u8>>,
}

impl<F: FnMut(&mut Vec<u8>) -> io::Result<()>> InParts<F> {
    pub(super) fn new(fill: F) -> Self {
        Self {
            fill,
            part: Cursor::default(),
        }
    }
}

impl<F: FnMut(&mut Vec<u8>) -> io::Result<()>> Read for InParts<F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(out)?;
        if read > 0 || out.is_empty() {
            return Ok(read);
        }
        let mut part = std::mem::take(self.part.get_mut());
        part.clear();
        (self.fill)(&mut part)?;
        self.part = Cursor::new(part);
        self.part.read(out)
    }
}
