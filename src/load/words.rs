//! Fields as text, and where they stand.

use std::borrow::Cow;
use std::cell::Cell;

use super::encoding::{Decoder, Encoding};
use super::error::Stop;

/// Where a field is read.
pub(super) trait Place {
    /// The line on which its record begins.
    fn line(&self) -> u64;
    /// A field of the record as text.
    fn decode<'b>(&self, field: &'b [u8]) -> Result<Cow<'b, str>, Stop>;
}

/// Turns fields into text and remembers the first that was no UTF-8.
pub(super) struct Words {
    decoder: Decoder,
    fell_back: Cell<Option<u64>>,
}

impl Words {
    /// `reopens`: can the same input be read a second time?
    pub(super) fn new(encoding: Encoding, reopens: bool) -> Self {
        Self {
            decoder: Decoder::new(encoding, reopens),
            fell_back: Cell::new(None),
        }
    }

    /// A field of the record on `line` as text.
    pub(super) fn text<'b>(&self, field: &'b [u8], line: u64) -> Result<Cow<'b, str>, Stop> {
        let text = self.decoder.text(field)?;
        if self.decoder.fell_back() && self.fell_back.get().is_none() {
            self.fell_back.set(Some(line));
        }
        Ok(text)
    }

    /// The line of the first text that was read as Windows-1252.
    pub(super) fn fell_back(&self) -> Option<u64> {
        self.fell_back.get()
    }
}
