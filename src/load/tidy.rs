//! The tidy layout: each row is one cell, its x, its y and its value.

use std::collections::HashMap;

use super::error::{LoadErrorKind, Stop};
use super::matrix::{Cells, Header, Parts};
use super::notes::{Tally, counted, line_place};
use super::records::Records;
use super::shape::mostly;
use super::sides::{self, About};
use super::sniff::{Guess, Kind};
use super::columns;
use crate::figure::{IndexColumn, Layout, ReadSettings};
use crate::grid::{Grid, GridBuilder, Value};

/// Which columns of tidy data mean what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    x: usize,
    y: usize,
    z: usize,
    /// Did the user ask for tidy? Else the rows must prove it.
    pub(super) asked: bool,
    /// Take it for tidy only if no pair of x and y is given twice.
    unique: bool,
}

/// The columns to read as tidy data, if it is to be read so, or may turn out to be.
///
/// Columns that the user does not name: x is the first, y the second, z the first column of
/// numbers beside them, one behind y before any other. A first column without a name that counts
/// the rows, as pandas writes it, is passed over.
pub(super) fn columns(guess: &Guess, settings: &ReadSettings) -> Result<Option<Columns>, Stop> {
    let named = settings.x.is_some() || settings.y.is_some() || settings.z.is_some();
    let asked = settings.layout == Layout::Tidy || settings.layout == Layout::Auto && named;
    if !asked && (settings.layout == Layout::Matrix || !guess.header || guess.one_short) {
        return Ok(None);
    }
    let sample = &guess.sample;
    let first = sample.records.first().map_or(0, csv::ByteRecord::len);
    let width = sample.width().max(first);
    let names: Vec<String> =
        if guess.header { (0..first).map(|column| sample.text(0, column)).collect() } else { Vec::new() };
    let counts_rows = counts_rows(guess, &names, width);
    if asked {
        return asked_columns(guess, settings, &names, width, counts_rows).map(Some);
    }
    let unnamed = settings.index == IndexColumn::Auto && names.iter().skip(usize::from(counts_rows)).all(|n| !n.is_empty());
    if !unnamed || width < 3 + usize::from(counts_rows) || width > 64 {
        return Ok(None);
    }
    Ok(possible_columns(guess, counts_rows, width))
}

fn asked_columns(
    guess: &Guess,
    settings: &ReadSettings,
    names: &[String],
    width: usize,
    counts_rows: bool,
) -> Result<Columns, Stop> {
    let short = guess.one_short;
    let find = |asked: &Option<String>, option| {
        asked.as_deref().map(|asked| columns::find(asked, names, width, option, short)).transpose()
    };
    let (x, y, z) = (find(&settings.x, "--x")?, find(&settings.y, "--y")?, find(&settings.z, "--z")?);
    if width < 3 && !(x.is_some() && y.is_some() && z.is_some()) {
        let width = u64::try_from(width).unwrap_or(u64::MAX);
        let found = counted(width, "column", "columns");
        return Err(Stop::whole(LoadErrorKind::Settings, format!("found {found}, expected three for tidy data: x, y and value")));
    }
    let start = usize::from((counts_rows || short) && width > 3);
    let free = |taken: &[Option<usize>]| (start..width).find(|column| !taken.contains(&Some(*column)));
    let x = x.or_else(|| free(&[y, z])).unwrap_or(0);
    let y = y.or_else(|| free(&[Some(x), z])).unwrap_or(0);
    let z = match z {
        Some(z) => z,
        None => value_column(guess, x, y, start, width).ok_or_else(|| {
            Stop::whole(LoadErrorKind::NotATable, "found no column of numbers beside x and y, expected one with the values")
        })?,
    };
    if x == y {
        let message = "found the same column for x and y, expected two columns";
        return Err(Stop::whole(LoadErrorKind::Settings, message));
    }
    Ok(Columns { x, y, z, asked: true, unique: false })
}

/// Columns that may be tidy data: what a sample shows against it is enough to say no.
fn possible_columns(guess: &Guess, counts_rows: bool, width: usize) -> Option<Columns> {
    let sample = &guess.sample;
    if sample.kinds.first()?.iter().skip(usize::from(counts_rows)).any(|kind| !kind.is_word() && *kind != Kind::Missing) {
        return None;
    }
    let x = usize::from(counts_rows);
    let y = x + 1;
    let z = value_column(guess, x, y, x, width)?;
    let numeric = |column| mostly(sample.column(column, true), Kind::is_number);
    let all_numbers = (x..width).all(numeric);
    if counts_rows && width > 4 && numeric(x) && numeric(y) {
        return None;
    }
    let unique = all_numbers && width - x > 4;
    (repeats(guess, x) || repeats(guess, y)).then_some(Columns { x, y, z, asked: false, unique })
}

/// pandas's index of rows: a first column without a name that counts 0, 1, 2, … (or from 1).
fn counts_rows(guess: &Guess, names: &[String], width: usize) -> bool {
    if !guess.header || width < 4 || names.first().is_none_or(|name| !name.is_empty()) {
        return false;
    }
    let mut expected = None;
    guess.sample.column(0, true).all(|kind| {
        let Kind::Number(value) = kind else { return false };
        let start = expected.is_none() && (value == 0.0 || value == 1.0);
        let fits = start || expected == Some(value);
        expected = Some(value + 1.0);
        fits
    })
}

fn value_column(guess: &Guess, x: usize, y: usize, start: usize, width: usize) -> Option<usize> {
    let is_value = |column: &usize| {
        *column != x && *column != y && mostly(guess.sample.column(*column, guess.header), Kind::is_number)
    };
    (x.max(y) + 1..width).chain(start..x.max(y)).find(is_value).or_else(|| {
        let booleans = |column: &usize| {
            *column != x && *column != y && mostly(guess.sample.column(*column, guess.header), |kind| kind == Kind::Bool)
        };
        (start..width).find(booleans)
    })
}

/// Does a value of the column stand in two rows of the sample?
fn repeats(guess: &Guess, column: usize) -> bool {
    let mut seen = std::collections::HashSet::new();
    let fields = guess.sample.records.iter().skip(1).filter_map(|record| record.get(column));
    let mut fields = fields.map(<[u8]>::trim_ascii);
    fields.any(|field| !seen.insert(field))
}

/// Distinct labels, numbered in the order in which they first appear.
#[derive(Default)]
struct Labels {
    ids: HashMap<Box<[u8]>, u32>,
    names: Vec<String>,
    first_line: u64,
    last: Option<u32>,
    last_field: Vec<u8>,
    rows: Vec<u32>,
}

impl Labels {
    fn push(&mut self, field: &[u8], records: &Records<'_>) -> Result<(), Stop> {
        let id = match self.last {
            Some(last) if self.last_field == field => last,
            _ => self.id(field, records)?,
        };
        if self.last != Some(id) {
            self.last = Some(id);
            self.last_field.clear();
            self.last_field.extend_from_slice(field);
        }
        self.rows.push(id);
        Ok(())
    }

    fn id(&mut self, field: &[u8], records: &Records<'_>) -> Result<u32, Stop> {
        let key = field.trim_ascii();
        if let Some(&id) = self.ids.get(key) {
            return Ok(id);
        }
        if self.names.is_empty() {
            self.first_line = records.line();
        }
        let id = u32::try_from(self.names.len()).map_err(|_| too_many())?;
        self.names.push(records.decode(key)?.into_owned());
        self.ids.insert(key.into(), id);
        Ok(id)
    }

    fn len(&self) -> usize {
        self.names.len()
    }
}

fn too_many() -> Stop {
    Stop::whole(LoadErrorKind::Unsupported, "found more than four thousand million rows, expected fewer")
}

/// Collects tidy data row by row.
pub(super) struct Tidy {
    columns: Columns,
    header: Option<Header>,
    x: Labels,
    y: Labels,
    z: Vec<Value>,
    /// Rows from which on lines follow each other: row and line.
    lines: Vec<(usize, u64)>,
    next_line: u64,
    fields: usize,
    short: Tally,
    long: Tally,
    cells: Cells,
}

impl Tidy {
    pub(super) fn new(columns: Columns, guess: &Guess, header: Option<Header>) -> Self {
        let fields = header.as_ref().map_or(guess.sample.width(), |header| header.names.len()) + usize::from(guess.one_short);
        Self {
            columns,
            header,
            x: Labels::default(),
            y: Labels::default(),
            z: Vec::new(),
            lines: Vec::new(),
            next_line: 0,
            fields,
            short: Tally::default(),
            long: Tally::default(),
            cells: Cells::new(guess),
        }
    }

    /// Was it asked for, or must [`Tidy::is_lattice`] decide?
    pub(super) fn asked(&self) -> bool {
        self.columns.asked
    }

    /// Takes the current record in.
    pub(super) fn row(&mut self, records: &Records<'_>) -> Result<(), Stop> {
        let fields = records.fields();
        let line = records.line();
        if line != self.next_line {
            self.lines.push((self.z.len(), line));
        }
        self.next_line = line + 1;
        if fields.len() < self.fields {
            self.short.at_line(line);
        } else if fields.len() > self.fields {
            self.long.at_line(line);
        }
        if u32::try_from(self.z.len()).is_err() {
            return Err(too_many());
        }
        self.x.push(fields.get(self.columns.x).unwrap_or_default(), records)?;
        self.y.push(fields.get(self.columns.y).unwrap_or_default(), records)?;
        let z = fields.get(self.columns.z).unwrap_or_default();
        self.z.push(self.cells.value(z, self.columns.z, records)?);
        Ok(())
    }

    /// Are the rows a lattice: do x and y both repeat, and do the pairs fill a quarter of it?
    pub(super) fn is_lattice(&self) -> bool {
        let (nx, ny, rows) = (self.x.len(), self.y.len(), self.z.len());
        let Some(cells) = nx.checked_mul(ny) else { return false };
        if rows < 4 || nx < 2 || ny < 2 || nx >= rows || ny >= rows || cells > rows.saturating_mul(4) {
            return false;
        }
        let mut filled = vec![false; cells];
        let mut pairs = 0_usize;
        for (&x, &y) in self.x.rows.iter().zip(&self.y.rows) {
            let seen = usize_of(y).checked_mul(nx).and_then(|at| filled.get_mut(at + usize_of(x)));
            if let Some(seen) = seen {
                pairs += usize::from(!*seen);
                *seen = true;
            }
        }
        pairs.saturating_mul(4) >= cells && !(self.columns.unique && pairs < rows)
    }

    /// The finished table.
    pub(super) fn finish(self) -> Result<Parts, Stop> {
        if self.z.is_empty() {
            let place = self.header.as_ref().map(|header| line_place(header.line)).unwrap_or_default();
            let message = "found a header and no rows below it, expected rows of x, y and value".to_owned();
            return Err(Stop::Failed { place, message, kind: LoadErrorKind::NotATable });
        }
        let mut warnings = Vec::new();
        self.cells.finish(&mut warnings)?;
        self.short.warn(&mut warnings, "row is shorter than the others", "rows are shorter than the others");
        self.long.warn(
            &mut warnings,
            "row is longer than the others, fields beyond are not shown",
            "rows are longer than the others, fields beyond are not shown",
        );
        let name = |column: usize| {
            let names = self.header.as_ref().map(|header| header.names.as_slice()).unwrap_or_default();
            let shift = usize::from(!names.is_empty() && names.len() < self.fields);
            column.checked_sub(shift).and_then(|at| names.get(at)).cloned().filter(|name| !name.is_empty())
        };
        let mut side = |letter, labels: &Labels, column| {
            let place = line_place(labels.first_line);
            let about = About { letter, name: name(column), place, decimal: self.cells.decimal, warnings: &mut warnings };
            sides::tidy_side(&labels.names, about)
        };
        let (x, x_of) = side('x', &self.x, self.columns.x);
        let (y, y_of) = side('y', &self.y, self.columns.y);
        let z_name = name(self.columns.z);
        let lattice = Lattice { nx: x.positions.count(), ny: y.positions.count(), x_of, y_of };
        let grid = self.grid(&lattice, &mut warnings)?;
        Ok(Parts { grid, x, y, z_name, index: None, warnings })
    }

    /// Puts each row's value into its cell; several for one cell make their mean.
    fn grid(&self, lattice: &Lattice, warnings: &mut Vec<crate::figure::Warning>) -> Result<Grid, Stop> {
        let cells = lattice.cells(self.z.len())?;
        let mut row_of = vec![NONE; cells];
        let mut several: HashMap<usize, Vec<u32>> = HashMap::new();
        let (mut twice, mut nowhere) = (Tally::default(), Tally::default());
        for (row, (&x, &y)) in (0_u32..).zip(self.x.rows.iter().zip(&self.y.rows)) {
            let Some(cell) = lattice.cell(x, y).filter(|&cell| cell < cells) else {
                nowhere.at_line(self.line_of(usize_of(row)));
                continue;
            };
            if row_of[cell] == NONE {
                row_of[cell] = row;
                continue;
            }
            let rows = several.entry(cell).or_insert_with(|| vec![row_of[cell]]);
            if rows.len() == 1 {
                twice.at_line(self.line_of(usize_of(row)));
            }
            rows.push(row);
        }
        twice.warn(
            warnings,
            "cell is given more than once, shown as the mean of its values",
            "cells are given more than once, shown as the mean of their values",
        );
        nowhere.warn(warnings, "row has no x or no y, left out", "rows have no x or no y, left out");
        let mut builder = GridBuilder::with_columns(lattice.nx);
        for (cell, &row) in row_of.iter().enumerate() {
            let value = match several.get(&cell) {
                Some(rows) => mean(rows.iter().map(|&row| self.value_of(row))),
                None => self.value_of(row),
            };
            builder.push(value);
            if (cell + 1).is_multiple_of(lattice.nx) {
                builder.end_row();
            }
        }
        Ok(builder.finish())
    }

    fn value_of(&self, row: u32) -> Value {
        self.z.get(usize_of(row)).copied().unwrap_or(Value::Missing)
    }

    fn line_of(&self, row: usize) -> u64 {
        let at = self.lines.partition_point(|&(start, _)| start <= row);
        let Some(&(start, line)) = at.checked_sub(1).and_then(|at| self.lines.get(at)) else { return 0 };
        line + u64::try_from(row - start).unwrap_or(0)
    }
}

/// Stands for "no row", and is no row's number.
const NONE: u32 = u32::MAX;

/// From labels to cells.
struct Lattice {
    nx: usize,
    ny: usize,
    x_of: Vec<Option<usize>>,
    y_of: Vec<Option<usize>>,
}

impl Lattice {
    fn cell(&self, x: u32, y: u32) -> Option<usize> {
        let x = self.x_of.get(usize_of(x)).copied().flatten()?;
        let y = self.y_of.get(usize_of(y)).copied().flatten()?;
        y.checked_mul(self.nx)?.checked_add(x)
    }

    /// The number of cells; an error where rows fill next to nothing of a huge lattice.
    fn cells(&self, rows: usize) -> Result<usize, Stop> {
        const ALWAYS: usize = 1 << 26;
        if self.nx == 0 || self.ny == 0 {
            return Err(Stop::whole(LoadErrorKind::NotATable, "found no row with x and y, expected some"));
        }
        match self.nx.checked_mul(self.ny) {
            Some(cells) if cells <= ALWAYS || cells / 16 <= rows => Ok(cells),
            _ => Err(Stop::whole(
                LoadErrorKind::Unsupported,
                format!(
                    "found {rows} rows with {} different x and {} different y, expected a lattice (binning points is not there yet)",
                    self.nx, self.ny
                ),
            )),
        }
    }
}

fn usize_of(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

/// The mean of what is not missing; a value that all share stays exact.
fn mean(values: impl Iterator<Item = Value>) -> Value {
    let given: Vec<Value> = values.filter(|value| *value != Value::Missing).collect();
    let Some(&first) = given.first() else { return Value::Missing };
    if given.iter().all(|value| *value == first) {
        return first;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of rows, far below 2^53")]
    let count = given.len() as f64;
    let sum: f64 = given.iter().map(|value| value.to_f64()).sum();
    let mean = if sum.is_finite() { sum / count } else { given.iter().map(|value| value.to_f64() / count).sum() };
    Value::from_f64(mean)
}
