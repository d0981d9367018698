//! Whole rows of a grid: what is shared, appended and read as one.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::cells::{Cells, Run};
use super::storage::ShapeError;
use super::{Stats, Value};

/// Cells that stay where they are, such as in a file, and are read when they are asked for.
pub trait Store: Send + Sync + Debug {
    /// Number of rows.
    fn rows(&self) -> usize;
    /// Number of columns.
    fn columns(&self) -> usize;
    /// The cells of these rows and columns, row by row. What cannot be read is missing, and
    /// [`Store::trouble`] says why from then on.
    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells;
    /// Why cells could not be read, in one line; `None` if all could.
    fn trouble(&self) -> Option<String>;
}

/// Rows x columns of cells, shared and never changed. Cloning is cheap.
///
/// A block may be narrower than the grid that it is part of: the rest of its rows is missing.
#[derive(Clone, Debug)]
pub struct Block {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    rows: usize,
    columns: usize,
    body: Body,
    stats: OnceLock<Stats>,
}

#[derive(Debug)]
enum Body {
    Cells(Cells),
    Stored(Arc<dyn Store>),
}

/// A block that is filled row by row is closed when it has so many cells.
pub const BLOCK_CELLS: usize = 1 << 19;

/// Stored cells are read about so many at a time.
pub(super) const CELLS_AT_A_TIME: usize = 1 << 18;

impl Block {
    /// A block of cells, row by row.
    ///
    /// # Errors
    /// If there are not exactly `rows * columns` cells.
    pub fn new(rows: usize, columns: usize, cells: Cells) -> Result<Self, ShapeError> {
        if rows.checked_mul(columns) != Some(cells.len()) {
            return Err(ShapeError {
                values: cells.len(),
                rows,
                columns,
            });
        }
        Ok(Self::with_body(rows, columns, Body::Cells(cells)))
    }

    /// A block whose cells stay in a store.
    #[must_use]
    pub fn stored(store: Arc<dyn Store>) -> Self {
        Self::with_body(store.rows(), store.columns(), Body::Stored(store))
    }

    /// The same, of whose cells `stats` are already known.
    #[must_use]
    pub fn stored_with(store: Arc<dyn Store>, stats: Stats) -> Self {
        let block = Self::stored(store);
        block.inner.stats.get_or_init(|| stats);
        block
    }

    /// No rows.
    pub(super) fn empty() -> Self {
        Self::with_body(0, 0, Body::Cells(Cells::default()))
    }

    fn with_body(rows: usize, columns: usize, body: Body) -> Self {
        Self {
            inner: Arc::new(Inner {
                rows,
                columns,
                body,
                stats: OnceLock::new(),
            }),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.inner.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.inner.columns
    }

    /// Memory that the cells take; stored ones take none.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match &self.inner.body {
            Body::Cells(cells) => cells.bytes(),
            Body::Stored(_) => 0,
        }
    }

    /// The store, if the cells are not in memory.
    #[must_use]
    pub fn store(&self) -> Option<&Arc<dyn Store>> {
        match &self.inner.body {
            Body::Cells(_) => None,
            Body::Stored(store) => Some(store),
        }
    }

    /// Statistics over its cells, made once.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        self.inner.stats.get_or_init(|| {
            let mut stats = Stats::default();
            match &self.inner.body {
                // At once: rows may be as short as one cell.
                Body::Cells(cells) => stats.add_run(cells.run(0..cells.len())),
                Body::Stored(_) => self.visit(0..self.rows(), 0..self.columns(), &mut |_, run| {
                    stats.add_run(run);
                }),
            }
            stats
        })
    }

    /// True unless all its cells are known to be whole numbers.
    pub(super) fn may_hold_floats(&self) -> bool {
        match &self.inner.body {
            Body::Cells(cells) => matches!(cells, Cells::F32(_) | Cells::F64(_)),
            Body::Stored(_) => true,
        }
    }

    /// The exact value of a cell; missing outside.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Value {
        if row >= self.rows() || column >= self.columns() {
            return Value::Missing;
        }
        match &self.inner.body {
            Body::Cells(cells) => {
                let at = row * self.columns() + column;
                cells.run(at..at + 1).value(0)
            }
            Body::Stored(store) => {
                let cells = store.read(row..row + 1, column..column + 1);
                cells.run(0..1).value(0)
            }
        }
    }

    /// One row's cells where they are in memory; `None` for stored ones.
    pub(super) fn row(&self, row: usize, columns: Range<usize>) -> Option<Run<'_>> {
        let columns = self.within(columns);
        let start = row * self.columns();
        match &self.inner.body {
            Body::Cells(cells) => Some(cells.run(start + columns.start..start + columns.end)),
            Body::Stored(_) => None,
        }
    }

    /// Shows `visit` the cells of each of these rows, with the row's index in the block. Of columns
    /// that the block lacks nothing is shown: runs may be shorter than asked for, or empty.
    pub fn visit(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
        visit: &mut dyn FnMut(usize, Run<'_>),
    ) {
        let rows = rows.start.min(self.rows())..rows.end.min(self.rows());
        let columns = self.within(columns);
        match &self.inner.body {
            Body::Cells(cells) => {
                for row in rows {
                    let start = row * self.columns();
                    visit(row, cells.run(start + columns.start..start + columns.end));
                }
            }
            Body::Stored(store) => {
                let width = columns.len();
                let step = (CELLS_AT_A_TIME / width.max(1)).max(1);
                for first in rows.clone().step_by(step) {
                    let part = first..rows.end.min(first + step);
                    let cells = store.read(part.clone(), columns.clone());
                    for (index, row) in part.enumerate() {
                        visit(row, cells.run(index * width..(index + 1) * width));
                    }
                }
            }
        }
    }

    /// The columns of these that the block has.
    fn within(&self, columns: Range<usize>) -> Range<usize> {
        let end = columns.end.min(self.columns());
        columns.start.min(end)..end
    }
}
