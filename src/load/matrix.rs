//! The matrix layout: rows are y, columns are x.

use std::collections::BTreeMap;

use super::cells::{Cells, Header, Parts};
use super::error::{LoadErrorKind, Stop, quoted};
use super::notes::{Tally, counted, field_place, line_place};
use super::number::{self, Cell};
use super::records::Records;
use super::sides::{self, About};
use super::sniff::Guess;
use crate::figure::Warning;
use crate::grid::{Grid, GridBuilder, Value};

/// Collects a matrix row by row.
#[derive(Clone)]
pub(super) struct Matrix<'g> {
    guess: &'g Guess,
    index: Option<usize>,
    header: Option<Header>,
    builder: GridBuilder,
    /// Values in the longest row so far.
    width: usize,
    /// Values that rows really had, padding excluded.
    given: u64,
    labels: Vec<String>,
    first_line: u64,
    /// For each number of values in a row: how many rows, and the first one's line.
    lengths: BTreeMap<usize, (u64, u64)>,
    /// A row of nothing but its label; edges, if nothing follows.
    alone: Option<(String, u64)>,
    cells: Cells,
    empty_lines: Tally,
}

/// Padding that a ragged table may take: cells, and as a multiple of the values given.
const PADDING: u64 = 1 << 26;
const PADDING_SHARE: u64 = 8;

impl<'g> Matrix<'g> {
    pub(super) fn new(guess: &'g Guess, header: Option<Header>) -> Self {
        Self {
            guess,
            index: guess.index,
            header,
            builder: GridBuilder::default(),
            width: 0,
            given: 0,
            labels: Vec::new(),
            first_line: 0,
            lengths: BTreeMap::new(),
            alone: None,
            cells: Cells::new(guess),
            empty_lines: Tally::default(),
        }
    }

    /// Memory that the values so far take, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.builder.bytes()
    }

    /// Takes the current record in.
    pub(super) fn row(&mut self, records: &Records<'_>) -> Result<(), Stop> {
        self.flush_alone()?;
        let fields = records.fields();
        if self.first_line == 0 {
            self.first_line = records.line();
        }
        self.take_empty_lines(records)?;
        if let Some(index) = self.index {
            let label = records.text(index)?;
            if index == 0 && fields.len() == 1 && self.builder.rows() > 0 {
                self.alone = Some((label, records.line()));
                return Ok(());
            }
            self.labels.push(label);
        }
        let counter = self.guess.counter;
        let there =
            |column: Option<usize>| usize::from(column.is_some_and(|column| column < fields.len()));
        let values = fields
            .len()
            .saturating_sub(there(self.index) + there(counter));
        for (column, field) in fields.iter().enumerate() {
            if Some(column) != self.index && Some(column) != counter {
                let value = self.cells.value(field, column, records)?;
                self.builder.push(value);
            }
        }
        self.end_row(values, || records.line())
    }

    /// In a table of one column an empty line is a row with an empty field.
    fn take_empty_lines(&mut self, records: &Records<'_>) -> Result<(), Stop> {
        if self.width > 1 || self.index.is_some() || self.builder.rows() == 0 {
            return Ok(());
        }
        let line = records.line();
        for back in (1..=records.empty_lines()).rev() {
            let line = line.saturating_sub(back);
            self.builder.push(Value::Missing);
            self.empty_lines.at_line(line);
            self.end_row(1, || line)?;
        }
        Ok(())
    }

    fn end_row(&mut self, values: usize, line: impl Fn() -> u64) -> Result<(), Stop> {
        self.builder.end_row();
        self.width = self.width.max(values);
        self.given += u64::try_from(values).unwrap_or(0);
        self.lengths.entry(values).or_insert_with(|| (0, line())).0 += 1;
        self.check_padding(self.width, line)
    }

    /// A label alone, and more rows behind it: a row without values.
    fn flush_alone(&mut self) -> Result<(), Stop> {
        let Some((label, line)) = self.alone.take() else {
            return Ok(());
        };
        self.labels.push(label);
        self.end_row(0, || line)
    }

    /// Fails where missing values would fill nearly all of a huge grid.
    fn check_padding(&self, width: usize, line: impl Fn() -> u64) -> Result<(), Stop> {
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

    /// The finished table.
    pub(super) fn finish(mut self) -> Result<Parts, Stop> {
        if self.builder.rows() == 0 {
            let line = self
                .header
                .as_ref()
                .map(|header| line_place(header.line))
                .unwrap_or_default();
            let message =
                "found a header and no rows below it, expected rows of numbers".to_owned();
            return Err(Stop::Failed {
                place: line,
                message,
                kind: LoadErrorKind::NotATable,
            });
        }
        self.reconsider_index();
        let y_edges = self.take_y_edges()?;
        let width = self.lengths.keys().next_back().copied().unwrap_or(0);
        let full = self.lengths.len() == 1;
        let (corner, mut x_labels) = self.split_header();
        while x_labels.len() > width && x_labels.last().is_some_and(String::is_empty) {
            x_labels.pop();
        }
        let x_edges =
            full && x_labels.len() == width + 1 && sides::are_edges(&x_labels, self.cells.decimal);
        let columns = if x_edges {
            width
        } else {
            width.max(x_labels.len())
        };
        if columns == 0 {
            return Err(Stop::whole(
                LoadErrorKind::NotATable,
                "found labels and no values beside them, expected numbers",
            ));
        }
        self.check_padding(columns, || self.first_line)?;
        let mut warnings = Vec::new();
        self.cells.finish(&mut warnings)?;
        let (one, many) = (
            "line is empty, shown as missing",
            "lines are empty, shown as missing",
        );
        self.empty_lines.warn(&mut warnings, one, many);
        self.warn_counter(corner.as_deref(), &mut warnings);
        self.warn_ragged(columns, &mut warnings);
        self.pad_header(&mut x_labels, columns, &mut warnings);
        self.assemble(corner, x_labels, y_edges, columns, warnings)
    }

    /// The sides, and the grid in their order.
    fn assemble(
        mut self,
        corner: Option<String>,
        mut x_labels: Vec<String>,
        y_edges: bool,
        columns: usize,
        mut warnings: Vec<Warning>,
    ) -> Result<Parts, Stop> {
        let decimal = self.cells.decimal;
        let grid = std::mem::take(&mut self.builder).finish();
        let columns = drop_nameless(&mut x_labels, &grid, columns);
        let (y_name, x_name) = names_of_corner(corner.as_deref());
        let place = self
            .header
            .as_ref()
            .map(|header| line_place(header.line))
            .unwrap_or_default();
        let x_about = About {
            letter: 'x',
            name: x_name,
            place,
            decimal,
            warnings: &mut warnings,
        };
        let (x, x_order) = sides::matrix_side(x_labels, columns, x_about);
        let rows = grid.rows();
        debug_assert!(
            !y_edges || self.labels.len() == rows + 1,
            "one more edge than rows"
        );
        let place = line_place(self.first_line);
        let y_about = About {
            letter: 'y',
            name: y_name,
            place,
            decimal,
            warnings: &mut warnings,
        };
        let (y, y_order) = sides::matrix_side(self.labels, rows, y_about);
        let grid = if grid.columns() < columns {
            widened(&grid, columns)
        } else {
            grid
        };
        let x_order =
            x_order.or_else(|| (grid.columns() > columns).then(|| (0..columns).collect()));
        let grid = match (&y_order, &x_order) {
            (None, None) => grid,
            _ => grid.permuted(y_order.as_deref(), x_order.as_deref()),
        };
        let index = self.index.map(|_| corner.unwrap_or_default());
        Ok(Parts {
            slices: None,
            grid,
            x,
            y,
            z_name: None,
            decimal,
            index,
            warnings,
        })
    }

    /// A numeric first column was taken for labels because the sample's are strictly monotone. If
    /// the rest are not, it holds values: it goes back in front.
    fn reconsider_index(&mut self) {
        if !self.guess.index_by_order {
            return;
        }
        let all: Vec<String> = self
            .labels
            .iter()
            .cloned()
            .chain(self.alone.iter().map(|(label, _)| label.clone()))
            .collect();
        let is_number = |label: &String| {
            matches!(
                number::cell(label.as_bytes(), self.cells.decimal),
                Cell::Number(_)
            )
        };
        if !all.iter().all(is_number) || sides::are_edges(&all, self.cells.decimal) || all.len() < 2
        {
            return;
        }
        let alone = self.alone.take();
        let grid = std::mem::take(&mut self.builder).finish();
        let mut builder = GridBuilder::with_columns(grid.columns() + 1);
        let first = |label: &String| {
            number::number(label.trim().as_bytes(), self.cells.decimal).unwrap_or(Value::Missing)
        };
        for (row, label) in all.iter().enumerate() {
            builder.push(first(label));
            for column in 0..grid.columns() {
                builder.push(grid.value(row, column));
            }
            builder.end_row();
        }
        self.lengths = std::mem::take(&mut self.lengths)
            .into_iter()
            .map(|(len, seen)| (len + 1, seen))
            .collect();
        if let Some((_, line)) = alone {
            self.lengths.entry(1).or_insert((0, line)).0 += 1;
        }
        self.builder = builder;
        self.width += 1;
        self.index = None;
        self.labels.clear();
    }

    /// A last row with its label alone: the labels are edges, if every other row is full and all
    /// are strictly monotone; else it is a row without values.
    fn take_y_edges(&mut self) -> Result<bool, Stop> {
        let Some((label, _)) = &self.alone else {
            return Ok(false);
        };
        self.labels.push(label.clone());
        if self.lengths.len() == 1 && sides::are_edges(&self.labels, self.cells.decimal) {
            return Ok(true);
        }
        self.labels.pop();
        self.flush_alone()?;
        Ok(false)
    }

    /// The label column's name, and the names of the others.
    fn split_header(&self) -> (Option<String>, Vec<String>) {
        let Some(header) = &self.header else {
            return (None, Vec::new());
        };
        let mut names = header.names.clone();
        match self.index {
            Some(index) if !self.guess.one_short && index < names.len() => {
                let corner = names.remove(index);
                // A counter stands in front of the labels, so its place is still the same.
                if let Some(counter) = self.guess.counter.filter(|&at| at < index) {
                    names.remove(counter);
                }
                (Some(corner), names)
            }
            _ => (None, names),
        }
    }

    /// Says that the column in front of the labels is not shown.
    fn warn_counter(&self, corner: Option<&str>, warnings: &mut Vec<Warning>) {
        let (Some(counter), Some(header)) = (self.guess.counter, &self.header) else {
            return;
        };
        let name = quoted(header.names.get(counter).map_or("", String::as_str));
        let labels = quoted(corner.unwrap_or_default());
        warnings.push(Warning {
            text: format!(
                "column {name} is taken for a row counter, left out; {labels} labels the rows"
            ),
            place: field_place(header.line, counter),
        });
    }

    fn warn_ragged(&self, columns: usize, warnings: &mut Vec<Warning>) {
        let short: Vec<&(u64, u64)> = self
            .lengths
            .range(..columns)
            .map(|(_, seen)| seen)
            .collect();
        let count = short.iter().map(|(count, _)| count).sum::<u64>();
        if count > 0 {
            let line = short.iter().map(|(_, line)| *line).min().unwrap_or(0);
            let fields = columns
                + usize::from(self.index.is_some())
                + usize::from(self.guess.counter.is_some());
            let text = format!(
                "{} shorter than {fields} fields, filled with missing values",
                counted(count, "row is", "rows are")
            );
            warnings.push(Warning {
                text,
                place: line_place(line),
            });
        }
    }

    fn pad_header(&self, labels: &mut Vec<String>, columns: usize, warnings: &mut Vec<Warning>) {
        let Some(header) = &self.header else { return };
        if labels.len() < columns {
            let lacking = u64::try_from(columns - labels.len()).unwrap_or(u64::MAX);
            let text = format!(
                "the header is {} short of the rows",
                counted(lacking, "field", "fields")
            );
            warnings.push(Warning {
                text,
                place: line_place(header.line),
            });
            labels.resize(columns, String::new());
        }
    }
}

/// Rows that end with a delimiter make a last column without name and values: it is dropped.
fn drop_nameless(labels: &mut Vec<String>, grid: &Grid, columns: usize) -> usize {
    let mut columns = columns;
    let empty =
        |column: usize| (0..grid.rows()).all(|row| grid.value(row, column) == Value::Missing);
    while columns > 1
        && labels.len() == columns
        && labels.last().is_some_and(String::is_empty)
        && empty(columns - 1)
    {
        labels.pop();
        columns -= 1;
    }
    columns
}

/// `grid` with missing columns behind its own, `columns` in all.
fn widened(grid: &Grid, columns: usize) -> Grid {
    let mut builder = GridBuilder::with_columns(columns);
    for row in 0..grid.rows() {
        for column in 0..grid.columns() {
            builder.push(grid.value(row, column));
        }
        builder.end_row();
    }
    builder.finish()
}

/// The names of y and x: `year` names the labels, `year\month` both.
fn names_of_corner(corner: Option<&str>) -> (Option<String>, Option<String>) {
    let given = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    match corner.and_then(|corner| corner.split_once('\\')) {
        Some((y, x)) => (given(y), given(x)),
        None => (corner.and_then(given), None),
    }
}
