//! Whole records of text become rows: numbers are read where they stand, and only labels, words
//! and quoted fields are looked at more closely.

use std::borrow::Cow;

use super::cells::Mark;
use super::error::{LoadErrorKind, Stop};
use super::notes::line_place;
use super::plain::plain;
use super::rows::{Rows, Start};
use super::sniff::Guess;
use super::words::{Place, Words};

/// Whole records, each of which ends in `\n`.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    /// The records, and at least [`super::plain::PADDING`] bytes behind them.
    pub(super) bytes: &'t [u8],
    /// Where the records end.
    pub(super) end: usize,
    pub(super) delimiter: u8,
}

/// What became of some text.
pub(super) struct Scanned {
    pub(super) rows: Rows,
    /// Lines of the text.
    pub(super) lines: u64,
    /// Its records.
    pub(super) records: u64,
    /// The line of the first field that was no UTF-8.
    pub(super) fell_back: Option<u64>,
}

/// Reads all records as rows that stand behind `start`; lines count from 0.
///
/// # Errors
/// [`Stop::NotUtf8`], or a quote that is never closed.
pub(super) fn rows(
    text: Text<'_>,
    guess: &Guess,
    start: Start,
    words: Words,
) -> Result<Scanned, Stop> {
    let mut scan = Scan {
        text,
        at: 0,
        column: 0,
        line: 0,
        inner_lines: 0,
        records: 0,
        // Fields of one sign and a delimiter: no more than that can come.
        rows: Rows::new(guess, start, text.end / 2 + 1),
        values: Vec::new(),
        aside: guess.index.max(guess.counter).map_or(0, |last| last + 1),
        plain: !guess.booleans && text.delimiter != b'-' && text.delimiter != b'.',
        words,
    };
    while scan.record()? {}
    scan.rows.builder.settle();
    Ok(Scanned {
        rows: scan.rows,
        lines: scan.line,
        records: scan.records,
        fell_back: scan.words.fell_back(),
    })
}

/// The fields of the first record, what follows it, and its lines, empty ones in front included.
///
/// # Errors
/// As [`rows`].
pub(super) fn header(text: Text<'_>, words: &Words) -> Result<Header, Stop> {
    let mut at = 0;
    while at < text.end && text.byte(at) == b'\n' {
        at += 1;
    }
    let empty = u64::try_from(at).unwrap_or(0);
    let mut header = Header {
        names: Vec::new(),
        line: empty,
        behind: at,
        lines: empty,
    };
    while header.behind < text.end {
        let field = text.field(header.behind, header.line)?;
        header
            .names
            .push(words.text(&field.content, header.line)?.into_owned());
        header.lines += field.lines;
        header.behind = field.end + 1;
        if field.end >= text.end || text.byte(field.end) == b'\n' {
            header.lines += 1;
            break;
        }
    }
    Ok(header)
}

/// The first record of a table.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// Lines before it.
    pub(super) line: u64,
    /// Where the text behind it begins.
    pub(super) behind: usize,
    /// Lines up to there.
    pub(super) lines: u64,
}

struct Scan<'t> {
    text: Text<'t>,
    /// Where the next field begins.
    at: usize,
    /// Its index in the record.
    column: usize,
    /// Lines before the current record.
    line: u64,
    /// Line ends inside quotes of the current record.
    inner_lines: u64,
    records: u64,
    rows: Rows,
    /// Values of the current row that the builder has not got yet.
    values: Vec<f64>,
    /// So many fields in front may be other than values.
    aside: usize,
    /// Numbers may be read before it is known where their fields end.
    plain: bool,
    words: Words,
}

impl Place for Scan<'_> {
    fn line(&self) -> u64 {
        self.line
    }

    fn decode<'b>(&self, field: &'b [u8]) -> Result<Cow<'b, str>, Stop> {
        self.words.text(field, self.line)
    }
}

impl Scan<'_> {
    /// Takes the next record in; false at the end.
    fn record(&mut self) -> Result<bool, Stop> {
        let mut empty = 0;
        while self.at < self.text.end && self.text.byte(self.at) == b'\n' {
            self.at += 1;
            empty += 1;
        }
        self.line += empty;
        if self.at >= self.text.end {
            return Ok(false);
        }
        let line = self.line;
        self.records += 1;
        (self.column, self.inner_lines) = (0, 0);
        self.rows.begin(empty, || line);
        let mut ended = false;
        while !ended {
            ended = self.numbers() || self.field()?;
        }
        self.end_row();
        self.line += 1 + self.inner_lines;
        Ok(true)
    }

    fn end_row(&mut self) {
        let line = self.line;
        self.rows.builder.push_floats(&self.values);
        self.values.clear();
        if let Some(index) = self.rows.index {
            if self.rows.is_alone(index, self.column) {
                self.rows.alone = self.rows.labels.pop().map(|label| (label, line));
                return;
            }
            if index >= self.column {
                self.rows.labels.push(String::new());
            }
        }
        let aside = (0..self.aside.min(self.column)).filter(|&column| self.rows.is_aside(column));
        let values = self.column - aside.count();
        self.rows.end_row(values, || line);
    }

    /// Takes in plain numbers and empty fields up to one that is neither; true at the record's end.
    fn numbers(&mut self) -> bool {
        let Mark { decimal, open } = self.rows.cells.mark();
        let Text {
            bytes, delimiter, ..
        } = self.text;
        if !self.plain || self.column < self.aside || decimal == delimiter {
            return false;
        }
        let before = self.values.len();
        let mut at = self.at;
        let mut missing = 0;
        let mut ended = false;
        while !ended {
            let (value, behind) = match plain(bytes, at, decimal) {
                Some(read) => read,
                None => self.text.behind_blanks(at, decimal),
            };
            let end = bytes.get(behind).copied().unwrap_or_default();
            if end != delimiter && end != b'\n' {
                break;
            }
            if open && memchr::memchr(decimal, bytes.get(at..behind).unwrap_or_default()).is_some()
            {
                self.rows.cells.settle();
            }
            missing += u64::from(value.is_nan());
            self.values.push(value);
            at = behind + 1;
            ended = end == b'\n';
        }
        let read = self.values.len() - before;
        self.rows.cells.numbers += u64::try_from(read).unwrap_or(0) - missing;
        self.column += read;
        self.at = at;
        ended
    }

    /// Takes one field in, whatever it is; true at the record's end.
    fn field(&mut self) -> Result<bool, Stop> {
        let field = self.text.field(self.at, self.line)?;
        self.inner_lines += field.lines;
        let column = self.column;
        if Some(column) == self.rows.index {
            let label = self.decode(&field.content)?.into_owned();
            self.rows.labels.push(label);
        } else if !self.rows.is_aside(column) {
            self.value(&field.content)?;
        }
        self.column += 1;
        self.at = field.end + 1;
        Ok(field.end >= self.text.end || self.text.byte(field.end) == b'\n')
    }

    fn value(&mut self, field: &[u8]) -> Result<(), Stop> {
        let mut cells = std::mem::take(&mut self.rows.cells);
        let value = cells.value(field, self.column, self);
        self.rows.cells = cells;
        match value? {
            value if value.is_exact_f64() => self.values.push(value.to_f64()),
            value => {
                self.rows.builder.push_floats(&self.values);
                self.values.clear();
                self.rows.builder.push(value);
            }
        }
        Ok(())
    }
}

/// A field without its quotes.
struct Field<'t> {
    content: Cow<'t, [u8]>,
    /// Where the delimiter or line end behind it stands.
    end: usize,
    /// Line ends in it.
    lines: u64,
}

impl<'t> Text<'t> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    fn slice(&self, from: usize, to: usize) -> &'t [u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// The number behind blanks; missing and where they end if there is none.
    #[cold]
    fn behind_blanks(&self, at: usize, decimal: u8) -> (f64, usize) {
        let is_blank = |at: usize| {
            let byte = self.byte(at);
            byte != self.delimiter && matches!(byte, b' ' | b'\t')
        };
        let start = (at..self.end).find(|&at| !is_blank(at)).unwrap_or(at);
        plain(self.bytes, start, decimal).unwrap_or((f64::NAN, start))
    }

    /// Where the delimiter or line end from `at` on stands.
    fn field_end(&self, at: usize) -> usize {
        let found = memchr::memchr2(self.delimiter, b'\n', self.slice(at, self.end));
        found.map_or(self.end, |length| at + length)
    }

    /// The field that begins at `at`, in a record that begins on `line`.
    fn field(&self, at: usize, line: u64) -> Result<Field<'t>, Stop> {
        if self.byte(at) == b'"' {
            return self.quoted_field(at, line);
        }
        let end = self.field_end(at);
        Ok(Field {
            content: Cow::Borrowed(self.slice(at, end)),
            end,
            lines: 0,
        })
    }

    /// A field in quotes: two of them stand for one, and what follows the closing one is as it is.
    fn quoted_field(&self, at: usize, line: u64) -> Result<Field<'t>, Stop> {
        let mut content = Vec::new();
        let mut from = at + 1;
        loop {
            let Some(length) = memchr::memchr(b'"', self.slice(from, self.end)) else {
                let message = "found a quote that is never closed, expected a closing \"";
                return Err(Stop::Failed {
                    place: line_place(line),
                    message: message.to_owned(),
                    kind: LoadErrorKind::NotATable,
                });
            };
            let quote = from + length;
            content.extend_from_slice(self.slice(from, quote));
            from = quote + 1;
            if self.byte(from) != b'"' || from >= self.end {
                break;
            }
            content.push(b'"');
            from += 1;
        }
        let lines = memchr::memchr_iter(b'\n', &content).count();
        let end = self.field_end(from);
        content.extend_from_slice(self.slice(from, end));
        Ok(Field {
            content: Cow::Owned(content),
            end,
            lines: u64::try_from(lines).unwrap_or(0),
        })
    }
}
