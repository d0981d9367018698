//! A grid's storage: blocks of rows, whose number types are hidden behind exact access.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use super::block::{BLOCK_CELLS, Block};
use super::cells::{Cells, Run, Value};
use super::overview::Overview;
use super::parallel::{in_bands, processors};
use super::plane::PlaneMemo;
use super::{Stats, quantiles};

/// The values handed in do not fill the shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{values} values do not fill {rows} rows of {columns} columns")]
pub struct ShapeError {
    /// Number of values given.
    pub values: usize,
    /// Rows asked for.
    pub rows: usize,
    /// Columns asked for.
    pub columns: usize,
}

/// Rows x columns of values, shared and never changed.
///
/// Cloning is cheap: the storage is shared. [`Grid::id`] is equal for clones and different for
/// every other grid of the process, so painters can key uploads by it.
#[derive(Clone, Debug)]
pub struct Grid {
    inner: Arc<Inner>,
}

/// Tells whether a grid is still there, without keeping it.
#[derive(Clone, Debug)]
pub struct GridWatch {
    inner: Weak<Inner>,
}

impl GridWatch {
    /// True once no clone of the grid is left.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.inner.strong_count() == 0
    }
}

#[derive(Debug)]
struct Inner {
    id: u64,
    rows: usize,
    columns: usize,
    blocks: Vec<Block>,
    /// The first row of each block.
    starts: Vec<usize>,
    stats: OnceLock<Stats>,
    permilles: OnceLock<Arc<[f64]>>,
    memo: Arc<PlaneMemo>,
    in_memory: bool,
    overview: OnceLock<Overview>,
}

/// Identities of grids and planes come from one counter, so that no two sources share one.
pub(super) fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Default for Grid {
    /// No cells.
    fn default() -> Self {
        Self::from_blocks(0, Vec::new())
    }
}

impl Grid {
    /// A grid of floats in row-major order; NaN is missing.
    ///
    /// # Errors
    /// If there are not exactly `rows * columns` values.
    pub fn new(rows: usize, columns: usize, values: Vec<f64>) -> Result<Self, ShapeError> {
        let block = Block::new(rows, columns, Cells::F64(values))?;
        Ok(Self::from_blocks(columns, vec![block]))
    }

    /// Blocks one below the other. The grid is as wide as `columns` and the widest of them; the
    /// rest of a narrower block's rows is missing.
    #[must_use]
    pub fn from_blocks(columns: usize, blocks: Vec<Block>) -> Self {
        let blocks: Vec<Block> = blocks
            .into_iter()
            .filter(|block| block.rows() > 0)
            .collect();
        let mut rows: usize = 0;
        let mut starts = Vec::with_capacity(blocks.len());
        for block in &blocks {
            starts.push(rows);
            rows = rows.saturating_add(block.rows());
        }
        let columns = blocks
            .iter()
            .map(Block::columns)
            .fold(columns, |widest, columns| widest.max(columns));
        Self {
            inner: Arc::new(Inner {
                id: next_id(),
                rows,
                columns,
                in_memory: blocks.iter().all(|block| block.store().is_none()),
                blocks,
                starts,
                stats: OnceLock::new(),
                permilles: OnceLock::new(),
                memo: Arc::default(),
                overview: OnceLock::new(),
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

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.inner.rows.saturating_mul(self.inner.columns)
    }

    /// The blocks, from the first row on.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.inner.blocks
    }

    /// Memory that the cells take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.blocks().iter().map(Block::bytes).sum()
    }

    /// This grid's identity within the process.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.inner.id
    }

    /// Tells what was made of this grid when to go.
    #[must_use]
    pub fn watch(&self) -> GridWatch {
        GridWatch {
            inner: Arc::downgrade(&self.inner),
        }
    }

    /// The exact value of a cell; missing outside the grid.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Value {
        match self.block_of(row) {
            Some((block, row)) => block.value(row, column),
            None => Value::Missing,
        }
    }

    /// The cell as the nearest `f64`; NaN where missing or outside the grid.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.value(row, column).to_f64()
    }

    /// Statistics over all cells, made once.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        self.inner.stats.get_or_init(|| {
            let mut parts: Vec<(&Block, Stats)> = self
                .blocks()
                .iter()
                .map(|block| (block, Stats::default()))
                .collect();
            in_bands(&mut parts, 1, processors(), |_, parts| {
                for (block, stats) in parts {
                    *stats = *block.stats();
                    let lacking = (self.columns() - block.columns()).saturating_mul(block.rows());
                    stats.missing += u64::try_from(lacking).unwrap_or(u64::MAX);
                }
            });
            parts
                .iter()
                .fold(Stats::default(), |all, (_, stats)| all.and(stats))
        })
    }

    /// The 0th to 1000th permille of the finite values, 1001 of them, ascending; empty if there
    /// are none. Exact, with linear interpolation between neighbouring values (as numpy's
    /// `quantile` does by default); made once.
    #[must_use]
    pub fn permilles(&self) -> Arc<[f64]> {
        Arc::clone(
            self.inner
                .permilles
                .get_or_init(|| quantiles::permilles(self)),
        )
    }

    /// True if no cell stays in a file.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        self.inner.in_memory
    }

    /// What is known of a grid whose cells stay in a file.
    pub(super) fn overview_cell(&self) -> &OnceLock<Overview> {
        &self.inner.overview
    }

    /// The planes made of this grid.
    pub(super) fn memo(&self) -> &Arc<PlaneMemo> {
        &self.inner.memo
    }

    /// Shows `visit` the cells of each of these rows, with the row's index. Runs may be shorter than
    /// the columns asked for, or empty: the rest is missing.
    pub fn visit(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
        visit: &mut dyn FnMut(usize, Run<'_>),
    ) {
        let first = self.block_index(rows.start);
        let parts = self.blocks().iter().zip(&self.inner.starts);
        for (block, &start) in parts.skip(first) {
            if start >= rows.end {
                break;
            }
            let part = rows.start.saturating_sub(start)..rows.end - start;
            block.visit(part, columns.clone(), &mut |row, run| {
                visit(start + row, run);
            });
        }
    }

    /// `columns` of `row` as `f64` (NaN where missing).
    ///
    /// `scratch` is a buffer to reuse; it is only touched where the storage is not `f64`.
    pub(crate) fn row_values<'a>(
        &'a self,
        row: usize,
        columns: Range<usize>,
        scratch: &'a mut Vec<f64>,
    ) -> &'a [f64] {
        let length = columns.len();
        if let Some((block, row)) = self.block_of(row)
            && let Some(Run::F64(values)) = block.row(row, columns.clone())
            && values.len() == length
        {
            return values;
        }
        scratch.clear();
        self.visit(row..row.saturating_add(1), columns, &mut |_, run| {
            run.append_f64(scratch);
        });
        scratch.resize(length, f64::NAN);
        scratch
    }

    /// The grid with its rows and columns taken in another order (indices into this grid).
    #[must_use]
    pub fn permuted(&self, rows: Option<&[usize]>, columns: Option<&[usize]>) -> Self {
        let count = rows.map_or(self.rows(), <[usize]>::len);
        let width = columns.map_or(self.columns(), <[usize]>::len);
        let mut gathered = Gathered::new(count, width);
        for index in 0..count {
            let row = match rows {
                Some(rows) => rows.get(index).copied().unwrap_or(usize::MAX),
                None => index,
            };
            let mut any = false;
            self.visit(
                row..row.saturating_add(1),
                0..self.columns(),
                &mut |_, run| {
                    any = true;
                    gathered.add(run, columns, self.columns());
                },
            );
            if !any {
                gathered.add(Run::F64(&[]), columns, self.columns());
            }
        }
        gathered.finish()
    }

    /// [`Self::permuted`], remembered as long as the grid is and nothing else is asked for.
    #[must_use]
    pub fn selected(&self, rows: Option<&[usize]>, columns: Option<&[usize]>) -> Self {
        self.inner
            .memo
            .selected(rows, columns, || self.permuted(rows, columns))
    }

    /// The same values with every cell as `f64`, row-major.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.rows()).flat_map(move |row| {
            let mut scratch = Vec::new();
            let values = self.row_values(row, 0..self.columns(), &mut scratch);
            values.to_vec()
        })
    }

    /// The block that holds a row, and the row's index in it.
    fn block_of(&self, row: usize) -> Option<(&Block, usize)> {
        let index = self.block_index(row);
        let block = self.blocks().get(index)?;
        let row = row.checked_sub(*self.inner.starts.get(index)?)?;
        (row < block.rows()).then_some((block, row))
    }

    fn block_index(&self, row: usize) -> usize {
        let after = self.inner.starts.partition_point(|&start| start <= row);
        after.saturating_sub(1)
    }
}

/// Rows gathered from a grid, those of one number type in a block.
struct Gathered {
    columns: usize,
    rows: usize,
    /// Rows that are still to come.
    rows_left: usize,
    cells: Option<Cells>,
    blocks: Vec<Block>,
    scratch: Vec<f64>,
}

impl Gathered {
    fn new(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            rows,
            rows_left: rows,
            cells: None,
            blocks: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Appends a row that is `width` wide in its grid; `run` may be shorter.
    fn add(&mut self, run: Run<'_>, places: Option<&[usize]>, width: usize) {
        if run.len() == width {
            self.append(run, places);
        } else {
            // A row that is filled up with missing values, as floats.
            let mut values = std::mem::take(&mut self.scratch);
            values.clear();
            run.append_f64(&mut values);
            values.resize(width, f64::NAN);
            self.append(Run::F64(&values), places);
            self.scratch = values;
        }
        self.rows_left = self.rows_left.saturating_sub(1);
    }

    fn append(&mut self, run: Run<'_>, places: Option<&[usize]>) {
        let full = |cells: &Cells| cells.len() >= BLOCK_CELLS;
        if self.cells.as_ref().is_some_and(full) {
            self.close();
        }
        if let Some(cells) = &mut self.cells
            && cells.extend_from(run, places)
        {
            return;
        }
        self.close();
        let room = self
            .columns
            .saturating_mul(self.rows_left)
            .min(BLOCK_CELLS.saturating_add(self.columns));
        let mut cells = Cells::like(&run, room);
        cells.extend_from(run, places);
        self.cells = Some(cells);
    }

    fn close(&mut self) {
        if let Some(cells) = self.cells.take() {
            let rows = cells.len().checked_div(self.columns).unwrap_or(0);
            self.blocks.extend(Block::new(rows, self.columns, cells));
        }
    }

    fn finish(mut self) -> Grid {
        self.close();
        if self.columns == 0 {
            self.blocks.clear();
            self.blocks
                .extend(Block::new(self.rows, 0, Cells::default()));
        }
        Grid::from_blocks(self.columns, self.blocks)
    }
}
