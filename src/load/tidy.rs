//! The tidy layout: each row is one cell, its x, its y and its value.

use std::collections::HashMap;

use super::cells::{Cells, Header, Parts};
use super::error::{LoadErrorKind, Stop};
use super::notes::{Tally, line_place};
use super::records::Records;
use super::sides::{self, About};
use super::slices::{self, Parting, Slicing};
use super::sniff::Guess;
use super::tidy_columns::Columns;
use super::words::Place as _;
use crate::figure::{Side, Warning};
use crate::grid::{Grid, GridBuilder, Value};

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
}

fn too_many() -> Stop {
    Stop::whole(
        LoadErrorKind::Unsupported,
        "found more than four thousand million rows, expected fewer",
    )
}

/// Collects tidy data row by row.
pub(super) struct Tidy {
    columns: Columns,
    header: Option<Header>,
    x: Labels,
    y: Labels,
    /// Those of the columns that part the rows.
    slices: [Labels; 2],
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
        let fields = header
            .as_ref()
            .map_or(guess.sample.width(), |header| header.names.len())
            + usize::from(guess.one_short);
        Self {
            columns,
            header,
            x: Labels::default(),
            y: Labels::default(),
            slices: Default::default(),
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
        self.x
            .push(fields.get(self.columns.x).unwrap_or_default(), records)?;
        self.y
            .push(fields.get(self.columns.y).unwrap_or_default(), records)?;
        for (labels, column) in self.slices.iter_mut().zip(self.columns.slices) {
            if let Some(column) = column {
                labels.push(fields.get(column).unwrap_or_default(), records)?;
            }
        }
        let z = fields.get(self.columns.z).unwrap_or_default();
        self.z.push(self.cells.value(z, self.columns.z, records)?);
        Ok(())
    }

    /// Are the rows a lattice: do x and y both repeat, and do the pairs fill a quarter of it?
    pub(super) fn is_lattice(&self) -> bool {
        let (_, _, lattice) = self.lattice(&mut Vec::new());
        let (nx, ny, rows) = (lattice.nx, lattice.ny, self.z.len());
        let Some(cells) = nx.checked_mul(ny) else {
            return false;
        };
        let repeat = rows >= 4 && nx >= 2 && ny >= 2 && nx < rows && ny < rows;
        if !repeat || cells > rows.saturating_mul(4) {
            return false;
        }
        let mut filled = vec![false; cells];
        let mut pairs = 0_usize;
        for (&x, &y) in self.x.rows.iter().zip(&self.y.rows) {
            if let Some(seen) = lattice.cell(x, y).and_then(|cell| filled.get_mut(cell)) {
                pairs += usize::from(!*seen);
                *seen = true;
            }
        }
        pairs.saturating_mul(4) >= cells && !(self.columns.unique && pairs < rows)
    }

    /// Both sides, and where each label lies on them.
    fn lattice(&self, warnings: &mut Vec<Warning>) -> (Side, Side, Lattice) {
        let mut side = |letter, labels: &Labels, column| {
            let about = About {
                letter,
                name: self.name(column),
                place: line_place(labels.first_line),
                decimal: self.cells.decimal,
                warnings,
            };
            sides::tidy_side(&labels.names, about)
        };
        let (x, x_of) = side('x', &self.x, self.columns.x);
        let (y, y_of) = side('y', &self.y, self.columns.y);
        let (nx, ny) = (x.positions.count(), y.positions.count());
        let lattice = Lattice { nx, ny, x_of, y_of };
        (x, y, lattice)
    }

    /// The finished table.
    pub(super) fn finish(self) -> Result<Parts, Stop> {
        if self.z.is_empty() {
            let place = self
                .header
                .as_ref()
                .map(|header| line_place(header.line))
                .unwrap_or_default();
            let message =
                "found a header and no rows below it, expected rows of x, y and value".to_owned();
            return Err(Stop::Failed {
                place,
                message,
                kind: LoadErrorKind::NotATable,
            });
        }
        let mut warnings = Vec::new();
        self.cells.finish(&mut warnings)?;
        self.warn_ragged(&mut warnings);
        let (x, y, lattice) = self.lattice(&mut warnings);
        let z_name = self.name(self.columns.z);
        let parting = self.parting()?;
        let grids = self.grids(&lattice, &parting, &mut warnings)?;
        Ok(Parts {
            grid: grids.first().cloned().unwrap_or_default(),
            slices: parting.slices(grids),
            x,
            y,
            z_name,
            decimal: self.cells.decimal,
            index: None,
            warnings,
        })
    }

    fn warn_ragged(&self, warnings: &mut Vec<Warning>) {
        let (one, many) = (
            "row is shorter than the others",
            "rows are shorter than the others",
        );
        self.short.warn(warnings, one, many);
        self.long.warn(
            warnings,
            "row is longer than the others, fields beyond are not shown",
            "rows are longer than the others, fields beyond are not shown",
        );
    }

    /// A column's name in the header, which may lack the first column's.
    fn name(&self, column: usize) -> Option<String> {
        let names = self.header.as_ref()?.names.as_slice();
        let shift = usize::from(names.len() < self.fields);
        let name = names.get(column.checked_sub(shift)?)?;
        Some(name.clone()).filter(|name| !name.is_empty())
    }

    /// How the rows are parted into grids.
    fn parting(&self) -> Result<Parting, Stop> {
        let parts = |at: usize| {
            let (Some(slicing), Some(Some(column)), Some(labels)) = (
                Slicing::ALL.get(at),
                self.columns.slices.get(at),
                self.slices.get(at),
            ) else {
                return Ok(None);
            };
            let name = self.name(*column);
            let name = name.unwrap_or_else(|| (column + 1).to_string());
            slices::Parts::new(*slicing, name, &labels.names, self.cells.decimal).map(Some)
        };
        Ok(Parting {
            frames: parts(0)?,
            facets: parts(1)?,
        })
    }

    /// Puts each row's value into its cell; several for one cell make their mean.
    fn grids(
        &self,
        lattice: &Lattice,
        parting: &Parting,
        warnings: &mut Vec<Warning>,
    ) -> Result<Vec<Grid>, Stop> {
        let cells = lattice.cells(self.z.len(), parting.count())?;
        let mut row_of = vec![NONE; cells * parting.count()];
        let mut several: HashMap<usize, Vec<u32>> = HashMap::new();
        let (mut twice, mut nowhere, mut apart) =
            (Tally::default(), Tally::default(), Tally::default());
        for (row, (&x, &y)) in (0_u32..).zip(self.x.rows.iter().zip(&self.y.rows)) {
            let Some(cell) = lattice.cell(x, y).filter(|&cell| cell < cells) else {
                nowhere.at_line(self.line_of(usize_of(row)));
                continue;
            };
            let [frame, facet] = [0, 1].map(|at| self.slice_label(at, row));
            let Some(grid) = parting.grid_of(frame, facet) else {
                apart.at_line(self.line_of(usize_of(row)));
                continue;
            };
            let cell = grid * cells + cell;
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
        nowhere.warn(
            warnings,
            "row has no x or no y, left out",
            "rows have no x or no y, left out",
        );
        let names = parting.names();
        apart.warn(
            warnings,
            &format!("row has no {names}, left out"),
            &format!("rows have no {names}, left out"),
        );
        let mut grids = Vec::with_capacity(parting.count());
        for (index, rows) in row_of.chunks(cells.max(1)).enumerate() {
            let value = |(cell, row): (usize, &u32)| match several.get(&(index * cells + cell)) {
                Some(rows) => mean(rows.iter().map(|&row| self.value_of(row))),
                None => self.value_of(*row),
            };
            grids.push(grid(lattice.nx, rows.iter().enumerate().map(value)));
        }
        Ok(grids)
    }

    /// The label that parts a row.
    fn slice_label(&self, at: usize, row: u32) -> Option<u32> {
        self.slices.get(at)?.rows.get(usize_of(row)).copied()
    }

    fn value_of(&self, row: u32) -> Value {
        self.z.get(usize_of(row)).copied().unwrap_or(Value::Missing)
    }

    fn line_of(&self, row: usize) -> u64 {
        let at = self.lines.partition_point(|&(start, _)| start <= row);
        let Some(&(start, line)) = at.checked_sub(1).and_then(|at| self.lines.get(at)) else {
            return 0;
        };
        line + u64::try_from(row - start).unwrap_or(0)
    }
}

/// A grid of rows of `nx` values.
fn grid(nx: usize, values: impl Iterator<Item = Value>) -> Grid {
    let mut builder = GridBuilder::with_columns(nx);
    for (cell, value) in values.enumerate() {
        builder.push(value);
        if (cell + 1).is_multiple_of(nx) {
            builder.end_row();
        }
    }
    builder.finish()
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

    /// The number of cells of a grid; an error where rows fill next to nothing of huge lattices.
    fn cells(&self, rows: usize, grids: usize) -> Result<usize, Stop> {
        const ALWAYS: usize = 1 << 26;
        if self.nx == 0 || self.ny == 0 {
            return Err(Stop::whole(
                LoadErrorKind::NotATable,
                "found no row with x and y, expected some",
            ));
        }
        let cells = self.nx.checked_mul(self.ny);
        match cells.and_then(|cells| Some((cells, cells.checked_mul(grids)?))) {
            Some((cells, all)) if all <= ALWAYS || all / 16 <= rows => Ok(cells),
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
    let Some(&first) = given.first() else {
        return Value::Missing;
    };
    if given.iter().all(|value| *value == first) {
        return first;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of rows, far below 2^53"
    )]
    let count = given.len() as f64;
    let sum: f64 = given.iter().map(|value| value.to_f64()).sum();
    let mean = if sum.is_finite() {
        sum / count
    } else {
        given.iter().map(|value| value.to_f64() / count).sum()
    };
    Value::from_f64(mean)
}
