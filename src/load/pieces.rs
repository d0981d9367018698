//! The text of a table in pieces of whole records, cut as the `csv` crate would part them.

use std::io::{self, Read};

use super::plain::PADDING;

/// Bytes of text with room behind them.
#[derive(Default)]
pub(super) struct Buffer {
    /// What was ever in here; only the first `length` bytes count.
    bytes: Vec<u8>,
    length: usize,
}

impl Buffer {
    /// The bytes, and at least [`PADDING`] more.
    pub(super) fn padded(&self) -> &[u8] {
        &self.bytes
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    fn text(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn make_room(&mut self, room: usize) {
        let needed = self.length + room + PADDING;
        if self.bytes.len() < needed {
            self.bytes.resize(needed, 0);
        }
    }

    /// Appends up to `limit` bytes from one read; how many came.
    fn read(&mut self, reader: &mut dyn Read, limit: usize) -> io::Result<usize> {
        self.make_room(limit);
        let free = self.bytes.get_mut(self.length..self.length + limit);
        let free = free.unwrap_or_default();
        loop {
            match reader.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    self.length += *read.as_ref().unwrap_or(&0);
                    return read;
                }
            }
        }
    }

    fn append(&mut self, bytes: &[u8]) {
        self.make_room(bytes.len());
        if let Some(free) = self.bytes.get_mut(self.length..self.length + bytes.len()) {
            free.copy_from_slice(bytes);
            self.length += bytes.len();
        }
    }
}

/// The first piece is short, so that there is something to show.
const FIRST_PIECE: usize = 1 << 16;

/// Bytes asked for at once, at most.
const READ: usize = 1 << 18;

/// Bytes asked for at once, at least: filters ask for that.
const LEAST: usize = 2;

/// How text is cut.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) delimiter: u8,
    /// Wait until a piece is full? Else what has come is handed out at once.
    pub(super) patient: bool,
    /// As long as there is one column, empty lines are rows, and belong to the record behind them.
    pub(super) narrow: bool,
    /// A record of more bytes is refused.
    pub(super) longest: u64,
    /// Bytes that a piece should have.
    pub(super) size: usize,
}

/// What came next.
pub(super) enum Next {
    /// A piece, numbered from 0.
    Piece(u64),
    /// Instead of the piece with this number: the text cannot be read, or a record is too long.
    Failed(u64, io::Error),
    /// There was none.
    End,
}

/// Cuts a text into pieces.
pub(super) struct Pieces<'a> {
    reader: Box<dyn Read + Send + 'a>,
    cut: Cut,
    quotes: Quotes,
    /// Read, but behind the last piece.
    ahead: Vec<u8>,
    given: u64,
    ended: bool,
}

impl<'a> Pieces<'a> {
    /// `reader` yields text whose lines, the last one included, end in `\n`.
    pub(super) fn new(reader: Box<dyn Read + Send + 'a>, cut: Cut) -> Self {
        Self {
            reader,
            cut,
            quotes: Quotes::new(cut.delimiter),
            ahead: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    /// The number of the next piece.
    pub(super) fn number(&self) -> u64 {
        self.given
    }

    /// Fills `buffer` with the next piece.
    pub(super) fn next(&mut self, buffer: &mut Buffer) -> Next {
        let number = self.given;
        match self.fill(buffer) {
            Ok(false) => return Next::End,
            Ok(true) => self.given += 1,
            Err(error) => {
                self.given += 1;
                self.ended = true;
                self.ahead.clear();
                return Next::Failed(number, error);
            }
        }
        Next::Piece(number)
    }

    /// False at the end.
    fn fill(&mut self, buffer: &mut Buffer) -> io::Result<bool> {
        buffer.length = 0;
        buffer.append(&self.ahead);
        self.ahead.clear();
        self.quotes.begin();
        let size = match self.given {
            0 => self.cut.size.min(FIRST_PIECE),
            _ => self.cut.size,
        };
        loop {
            let end = self.records_end(buffer);
            if end > 0 && (buffer.len() >= size || self.ended || !self.cut.patient) {
                self.ahead
                    .extend_from_slice(buffer.text().get(end..).unwrap_or_default());
                buffer.length = end;
                return Ok(true);
            }
            if self.ended {
                // What is left is empty lines, or a quote that is never closed.
                return Ok(buffer.len() > 0);
            }
            if u64::try_from(buffer.len() - end).unwrap_or(u64::MAX) > self.cut.longest {
                return Err(io::Error::other(TooLong));
            }
            self.ended = buffer.read(&mut self.reader, READ.min(size.max(LEAST)))? == 0;
        }
    }

    /// Where the last whole record ends, or 0.
    fn records_end(&mut self, buffer: &Buffer) -> usize {
        let text = buffer.text();
        self.quotes.go_on(text, self.ended);
        let mut end = self.quotes.records_end;
        if self.cut.narrow {
            while end > 1 && text.get(end - 2) == Some(&b'\n') {
                end -= 1;
            }
            if end == 1 && text.first() == Some(&b'\n') {
                return 0;
            }
        }
        end
    }
}

/// A record that is longer than all that may be kept.
#[derive(Debug)]
pub(super) struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record is too long")
    }
}

impl std::error::Error for TooLong {}

/// Finds record ends: line ends outside quotes, which open in front of a field only.
struct Quotes {
    delimiter: u8,
    inside: bool,
    /// Text up to here is known.
    at: usize,
    /// The last record end before it.
    records_end: usize,
}

impl Quotes {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            inside: false,
            at: 0,
            records_end: 0,
        }
    }

    /// A text begins at the beginning of a record.
    fn begin(&mut self) {
        (self.inside, self.at, self.records_end) = (false, 0, 0);
    }

    /// Goes on to the end of the text that has come; `all` if no more will.
    fn go_on(&mut self, text: &[u8], all: bool) {
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest) else {
                self.pass(rest, text.len());
                return;
            };
            let quote = self.at + length;
            if self.inside {
                match text.get(quote + 1) {
                    None if !all => {
                        // Closed, or the first of two: the next byte tells.
                        self.at = quote;
                        return;
                    }
                    Some(b'"') => self.at = quote + 2,
                    _ => (self.inside, self.at) = (false, quote + 1),
                }
            } else {
                self.pass(rest.get(..length).unwrap_or_default(), quote + 1);
                let before = quote.checked_sub(1).and_then(|at| text.get(at));
                self.inside = before.is_none_or(|&byte| byte == b'\n' || byte == self.delimiter);
            }
        }
    }

    /// Passes text without quotes, up to `end`.
    fn pass(&mut self, text: &[u8], end: usize) {
        if !self.inside
            && let Some(last) = memchr::memrchr(b'\n', text)
        {
            self.records_end = self.at + last + 1;
        }
        self.at = end;
    }
}
