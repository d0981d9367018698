//! The table's rows, one at a time, with their place in the file.

use std::borrow::Cow;

use csv::ByteRecord;

use super::Progress;
use super::error::{LoadErrorKind, Stop};
use super::input::Text;
use super::lines::{Body, QuoteParity};
use super::words::{Place, Words};

/// A reader of records: fields apart, quotes off, rows of any length.
///
/// `length` is that of the body where known; a small one needs no large buffer.
pub(super) fn reader<R: std::io::Read>(body: R, delimiter: u8, length: usize) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(length.clamp(16, 64 * 1024))
        .from_reader(body)
}

/// The rows of a table from its first line on.
pub(super) struct Records<'a> {
    reader: csv::Reader<QuoteParity<Body<'a>>>,
    record: ByteRecord,
    lines_before: u64,
    rows: u64,
    /// The line behind the record before the current one.
    behind_last: u64,
    /// Where the last record began, if its last field runs on to the end of a line.
    open_since: Option<u64>,
    progress: &'a Progress,
    words: Words,
}

impl<'a> Records<'a> {
    /// The records of `text`.
    pub(super) fn new(text: Text<'a>, delimiter: u8, progress: &'a Progress) -> Self {
        let words = Words::new(text.encoding, text.reopens);
        let length = if text.whole {
            text.prefix.len()
        } else {
            usize::MAX
        };
        let body = Body::new(text.prefix, text.rest, delimiter == b' ');
        Self {
            reader: reader(QuoteParity::new(body), delimiter, length),
            record: ByteRecord::new(),
            lines_before: text.lines_before,
            rows: 0,
            behind_last: 0,
            open_since: None,
            progress,
            words,
        }
    }

    /// Goes to the next record; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Stop> {
        let progress = self.progress;
        self.behind_last = self.behind();
        let more = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| Stop::csv(error, progress))?;
        if more {
            self.rows += 1;
            progress.set_rows(self.rows);
            self.open_since = self
                .record
                .as_slice()
                .ends_with(b"\n")
                .then(|| self.first_line() + 1);
        } else if let Some(line) = self.open_since
            && self.reader.get_ref().is_odd()
        {
            let message = "found a quote that is never closed, expected a closing \"";
            return Err(Stop::at_line(LoadErrorKind::NotATable, line, message));
        }
        Ok(more)
    }

    /// The fields of the current record.
    pub(super) fn fields(&self) -> &ByteRecord {
        &self.record
    }

    /// The line that the current record begins on; 0 where the file's only line has no end.
    fn first_line(&self) -> u64 {
        let inside = self
            .record
            .as_slice()
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        self.behind()
            .saturating_sub(1)
            .saturating_sub(u64::try_from(inside).unwrap_or(0))
    }

    /// The empty lines in front of the current record, which the CSV reader passes over.
    pub(super) fn empty_lines(&self) -> u64 {
        self.line().saturating_sub(self.behind_last)
    }

    /// The line behind the current record.
    fn behind(&self) -> u64 {
        self.lines_before + self.reader.position().line()
    }

    /// Field `index` as text.
    pub(super) fn text(&self, index: usize) -> Result<String, Stop> {
        let field = self.record.get(index).unwrap_or_default();
        Ok(self.decode(field)?.into_owned())
    }

    /// The line of the first text that was read as Windows-1252.
    pub(super) fn fell_back(&self) -> Option<u64> {
        self.words.fell_back()
    }
}

impl Place for Records<'_> {
    /// The line on which the current record begins, from 1. Every line ends in `\n` here, so the
    /// reader stands right behind the record.
    fn line(&self) -> u64 {
        self.first_line().max(1)
    }

    fn decode<'b>(&self, field: &'b [u8]) -> Result<Cow<'b, str>, Stop> {
        self.words.text(field, self.line())
    }
}
