//! A table that is a matrix and nothing else: its rows are counted, weighed, and handed out while
//! more are read.

use std::io;

use super::budget;
use super::cells::Header;
use super::crew::{self, Collect, Task};
use super::error::Stop;
use super::input::Text;
use super::lines::Body;
use super::matrix::Matrix;
use super::pieces::{Buffer, Cut, Next, Pieces, TooLong};
use super::rows::Start;
use super::scan::{self, Scanned};
use super::sniff::Guess;
use super::{Input, Progress, table};
use crate::figure::Layout;
use crate::grid::processors;

/// A piece should have so many bytes: what a core's nearest caches hold.
const PIECE: usize = 1 << 19;

/// What was read of a matrix.
pub(super) struct Read<'g> {
    pub(super) matrix: Matrix<'g>,
    /// Names of all columns, if there is a header.
    pub(super) names: Vec<String>,
    /// The line of the first field that was no UTF-8.
    pub(super) fell_back: Option<u64>,
}

/// Reads all rows of a matrix.
///
/// # Errors
/// If the text cannot be read, is not UTF-8 after all, has a quote that is never closed, or takes
/// more memory than it may.
pub(super) fn read<'g>(
    text: Text<'_>,
    guess: &'g Guess,
    input: &Input,
    progress: &Progress,
) -> Result<Read<'g>, Stop> {
    let threads = if text.whole { 1 } else { processors() };
    read_pieces(text, guess, input, progress, (PIECE, threads))
}

/// Reads all rows in pieces of about so many bytes, on so many threads.
fn read_pieces<'g>(
    text: Text<'_>,
    guess: &'g Guess,
    input: &Input,
    progress: &Progress,
    (size, threads): (usize, usize),
) -> Result<Read<'g>, Stop> {
    let task = Task {
        guess,
        encoding: text.encoding,
        reopens: text.reopens,
    };
    let mut rows = Collected {
        matrix: Matrix::new(guess, None),
        names: Vec::new(),
        fell_back: None,
        lines: text.lines_before + 1,
        records: 0,
        shown: 0,
        guess,
        input,
        progress,
    };
    let mut pieces = pieces(text, guess, progress, size);
    let mut first = Buffer::default();
    match pieces.next(&mut first) {
        Next::Failed(_, error) => return Err(rows.unreadable(&error)),
        Next::End => {}
        Next::Piece(_) => {
            let behind = if guess.header {
                rows.header(task, &first)?
            } else {
                0
            };
            let scanned = task.scan(&first, behind, rows.now());
            let scanned = scanned.map_err(|stop| rows.failed(stop))?;
            rows.take(scanned)?;
        }
    }
    drop(first);
    crew::read(pieces, task, threads, &mut rows)?;
    Ok(Read {
        matrix: rows.matrix,
        names: rows.names,
        fell_back: rows.fell_back,
    })
}

fn pieces<'a>(text: Text<'a>, guess: &Guess, progress: &Progress, size: usize) -> Pieces<'a> {
    let first_row = guess.sample.records.get(usize::from(guess.header));
    let cut = Cut {
        delimiter: guess.delimiter,
        patient: text.reopens,
        narrow: guess.index.is_none() && first_row.is_none_or(|fields| fields.len() <= 1),
        longest: progress.memory(),
        size,
    };
    let body = Body::new(text.prefix, text.rest, guess.delimiter == b' ');
    Pieces::new(Box::new(body), cut)
}

/// The rows read so far.
struct Collected<'a, 'g> {
    matrix: Matrix<'g>,
    names: Vec<String>,
    fell_back: Option<u64>,
    /// The next row's line.
    lines: u64,
    /// Records, the header included.
    records: u64,
    /// So many records were there when some were handed out last.
    shown: u64,
    guess: &'g Guess,
    input: &'a Input,
    progress: &'a Progress,
}

impl Collected<'_, '_> {
    /// Takes the header in, which is the piece's first record; how many bytes it takes.
    fn header(&mut self, task: Task<'_>, piece: &Buffer) -> Result<usize, Stop> {
        let words = task.words();
        let header = scan::header(task.text(piece, 0), &words);
        let header = header.map_err(|stop| self.failed(stop))?;
        self.names.clone_from(&header.names);
        self.fell_back = words.fell_back().map(|line| self.lines + line);
        let above = Header {
            names: header.names,
            line: self.lines + header.line,
        };
        self.matrix = Matrix::new(self.guess, Some(above));
        self.lines += header.lines;
        self.records = 1;
        Ok(header.behind)
    }

    /// Hands out the rows read so far if it is time to, and if they make a table.
    fn publish(&mut self) {
        if !self.progress.is_due() {
            return;
        }
        match self.matrix.clone().finish() {
            Ok(parts) => {
                let names = Vec::new();
                let part = table(
                    self.input,
                    self.guess,
                    Layout::Matrix,
                    parts,
                    names,
                    "UTF-8",
                );
                self.progress.publish(part);
            }
            Err(_) => self.progress.put_off(),
        }
        self.shown = self.records;
    }
}

impl Collect for Collected<'_, '_> {
    fn now(&self) -> Start {
        self.matrix.rows.end()
    }

    fn take(&mut self, scanned: Scanned) -> Result<(), Stop> {
        let fell_back = scanned.fell_back.map(|line| self.lines + line);
        self.fell_back = self.fell_back.or(fell_back);
        let rows = &mut self.matrix.rows;
        rows.append(scanned.rows, self.lines);
        self.lines += scanned.lines;
        self.records += scanned.records;
        rows.check_padding(rows.width, || self.lines.saturating_sub(1))?;
        self.progress.set_rows(self.records);
        budget::check(rows.bytes(), self.progress)?;
        self.publish();
        Ok(())
    }

    fn failed(&self, stop: Stop) -> Stop {
        stop.below(self.lines)
    }

    fn unreadable(&self, error: &io::Error) -> Stop {
        if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) {
            return budget::long_record(self.lines, self.progress);
        }
        Stop::io(error, self.progress)
    }

    fn idle(&mut self) {
        if self.records != self.shown {
            self.publish();
        }
    }
}

#[cfg(test)]
mod tests;
