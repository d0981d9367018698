//! Rows of a matrix that follow each other, wherever in the table they begin.

use std::collections::BTreeMap;

use super::cells::{Cells, Mark};
use super::error::{LoadErrorKind, Stop};
use super::notes::Tally;
use super::records::Records;
use super::sniff::Guess;
use super::words::Place;
use crate::grid::{GridBuilder, Value};

/// What rows depend on that stand before them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    /// There are rows before these.
    pub(super) rows: bool,
    /// No row before these has more than one value.
    pub(super) narrow: bool,
    /// The decimal mark, as far as it is known.
    pub(super) mark: Mark,
}

/// Rows that follow each other. Lines count from wherever their first one was said to be.
#[derive(Clone)]
pub(super) struct Rows {
    start: Start,
    pub(super) index: Option<usize>,
    counter: Option<usize>,
    pub(super) builder: GridBuilder,
    /// Values in the longest row so far.
    pub(super) width: usize,
    /// Values that rows really had, padding excluded.
    given: u64,
    pub(super) labels: Vec<String>,
    first_line: Option<u64>,
    /// For each number of values in a row: how many rows, and the first one's line.
    pub(super) lengths: BTreeMap<usize, (u64, u64)>,
    /// A row of nothing but its label; edges, if nothing follows.
    pub(super) alone: Option<(String, u64)>,
    pub(super) cells: Cells,
    pub(super) empty_lines: Tally,
}

/// Padding that a ragged table may take: cells, and as a multiple of the values given.
const PADDING: u64 = 1 << 26;
const PADDING_SHARE: u64 = 8;

impl Rows {
    /// No rows yet, room for about so many cells.
    pub(super) fn new(guess: &Guess, start: Start, cells: usize) -> Self {
        Self {
            start,
            index: guess.index,
            counter: guess.counter,
            builder: GridBuilder::with_capacity(cells),
            width: 0,
            given: 0,
            labels: Vec::new(),
            first_line: None,
            lengths: BTreeMap::new(),
            alone: None,
            cells: Cells::from_mark(guess, start.mark),
            empty_lines: Tally::default(),
        }
    }

    /// The first rows of a table, none yet.
    pub(super) fn of_table(guess: &Guess) -> Self {
        let start = Start {
            rows: false,
            narrow: guess.index.is_none(),
            mark: Cells::new(guess).mark(),
        };
        Self::new(guess, start, 0)
    }

    /// What rows behind these depend on.
    pub(super) fn end(&self) -> Start {
        Start {
            rows: self.any_before(),
            narrow: self.is_narrow(),
            mark: self.cells.mark(),
        }
    }

    /// Would these rows be the same, had they been read from `now` on?
    pub(super) fn may_follow(&self, now: Start) -> bool {
        self.start.rows == now.rows
            && self.start.narrow == now.narrow
            && self.start.mark.reads_like(self.cells.mark(), now.mark)
    }

    /// Memory that the values so far take, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.builder.bytes()
    }

    /// The line on which the first row begins.
    pub(super) fn first_line(&self) -> u64 {
        self.first_line.unwrap_or(0)
    }

    fn any_before(&self) -> bool {
        self.start.rows || self.builder.rows() > 0
    }

    fn is_narrow(&self) -> bool {
        self.start.narrow && self.width <= 1
    }

    /// Takes the current record in.
    pub(super) fn record(&mut self, records: &Records<'_>) -> Result<(), Stop> {
        let fields = records.fields();
        self.begin(records.empty_lines(), || records.line());
        if let Some(index) = self.index {
            let label = records.text(index)?;
            if self.is_alone(index, fields.len()) {
                self.alone = Some((label, records.line()));
                return Ok(());
            }
            self.labels.push(label);
        }
        let mut values = 0;
        for (column, field) in fields.iter().enumerate() {
            if !self.is_aside(column) {
                let value = self.cells.value(field, column, records)?;
                self.builder.push(value);
                values += 1;
            }
        }
        self.end_row(values, || records.line());
        self.check_padding(self.width, || records.line())
    }

    /// Is a column not among the values?
    pub(super) fn is_aside(&self, column: usize) -> bool {
        Some(column) == self.index || Some(column) == self.counter
    }

    /// Is a record of so many fields nothing but the label of a row?
    pub(super) fn is_alone(&self, index: usize, fields: usize) -> bool {
        index == 0 && fields == 1 && self.any_before()
    }

    /// A record begins at `line`, behind so many empty lines.
    pub(super) fn begin(&mut self, empty_lines: u64, line: impl Fn() -> u64) {
        self.flush_alone();
        if self.first_line.is_none() {
            self.first_line = Some(line());
        }
        if empty_lines > 0 && self.is_narrow() && self.any_before() {
            self.take_empty_lines(empty_lines, line());
        }
    }

    /// In a table of one column an empty line is a row with an empty field.
    fn take_empty_lines(&mut self, count: u64, line: u64) {
        for back in (1..=count).rev() {
            let line = line.saturating_sub(back);
            self.builder.push(Value::Missing);
            self.empty_lines.at_line(line);
            self.end_row(1, || line);
        }
    }

    /// A row of so many values ends.
    pub(super) fn end_row(&mut self, values: usize, line: impl Fn() -> u64) {
        self.builder.end_row();
        self.width = self.width.max(values);
        self.given += u64::try_from(values).unwrap_or(0);
        self.lengths.entry(values).or_insert_with(|| (0, line())).0 += 1;
    }

    /// A label alone, and more rows behind it: a row without values.
    pub(super) fn flush_alone(&mut self) {
        if let Some((label, line)) = self.alone.take() {
            self.labels.push(label);
            self.end_row(0, || line);
        }
    }

    /// Fails where missing values would fill nearly all of a huge grid.
    pub(super) fn check_padding(&self, width: usize, line: impl Fn() -> u64) -> Result<(), Stop> {
        let cells = self.builder.rows().checked_mul(width);
        let cells = cells.map_or(u64::MAX, |cells| u64::try_from(cells).unwrap_or(u64::MAX));
        let padding = cells.saturating_sub(self.given);
        if padding <= PADDING || padding / PADDING_SHARE <= self.given {
            return Ok(());
        }
        let message = format!(
            "found rows of very different lengths (up to {width} values), \
             expected rows of about one length"
        );
        Err(Stop::at_line(LoadErrorKind::NotATable, line(), message))
    }

    /// Appends rows whose lines count from `lines` further down.
    pub(super) fn append(&mut self, other: Self, lines: u64) {
        if other.first_line.is_none() {
            return;
        }
        self.flush_alone();
        self.first_line = self
            .first_line
            .or(other.first_line.map(|line| line + lines));
        self.builder.append(other.builder);
        self.width = self.width.max(other.width);
        self.given += other.given;
        self.labels.extend(other.labels);
        for (length, (count, line)) in other.lengths {
            self.lengths.entry(length).or_insert((0, line + lines)).0 += count;
        }
        self.alone = other.alone.map(|(label, line)| (label, line + lines));
        self.cells.append(other.cells, lines);
        self.empty_lines.append(other.empty_lines, lines);
    }
}
