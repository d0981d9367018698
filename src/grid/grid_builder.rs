//! Cells collected row by row into the blocks of a grid.

use super::block::{BLOCK_CELLS, Block};
use super::builder::BlockBuilder;
use super::cells::Value;
use super::{Grid, Run};

/// Rows of fewer cells are appended to a block that is being filled, more make one of their own.
const SMALL: usize = 1 << 14;

/// Collects values row by row into blocks; rows may be ragged and are filled with missing values.
///
/// Whole numbers beyond 2^53 are kept exact as long as no decimal stands beside them in the block.
#[derive(Clone, Debug, Default)]
pub struct GridBuilder {
    block: BlockBuilder,
    done: Vec<Block>,
    done_rows: usize,
    done_bytes: u64,
    columns: usize,
}

impl GridBuilder {
    /// An empty builder whose rows are at least `columns` wide.
    #[must_use]
    pub fn with_columns(columns: usize) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// An empty builder with room for about so many cells.
    #[must_use]
    pub fn with_capacity(cells: usize) -> Self {
        Self {
            block: BlockBuilder::with_capacity(cells.min(BLOCK_CELLS)),
            ..Self::default()
        }
    }

    /// Appends floats to the current row; NaN is missing.
    pub fn push_floats(&mut self, floats: &[f64]) {
        self.block.push_floats(floats);
    }

    /// Appends a cell to the current row; a row longer than those before widens the grid.
    pub fn push(&mut self, value: Value) {
        self.block.push(value);
    }

    /// Ends the current row; answers how many cells it is short of the widest row so far.
    pub fn end_row(&mut self) -> usize {
        let before = self.block.columns();
        let width = self.block.end_row();
        self.columns = self.columns.max(width);
        // One long row must not fill up many short ones.
        if let Some(rows) = self.block.split_last(before, 2 * BLOCK_CELLS) {
            self.close(rows);
        }
        if self.block.cells() >= BLOCK_CELLS {
            self.close_block();
        }
        self.columns - width
    }

    /// Makes blocks of all rows, which are ended, unless the last ones are few; makes the blocks'
    /// statistics, while their cells are at hand.
    pub fn settle(&mut self) {
        if self.block.cells() >= SMALL {
            let block = std::mem::take(&mut self.block);
            self.close(block);
        }
        for block in &self.done {
            let _made = block.stats();
        }
    }

    /// Appends the rows of `other`, which are all ended, behind those of this one.
    pub fn append(&mut self, mut other: Self) {
        other.settle();
        self.columns = self.columns.max(other.columns);
        if !other.done.is_empty() && self.block.rows() > 0 {
            self.close_block();
        }
        for block in other.done {
            self.take(block);
        }
        let block = other.block.finish();
        block.visit(0..block.rows(), 0..block.columns(), &mut |_, run| {
            self.push_row(run)
        });
    }

    fn push_row(&mut self, run: Run<'_>) {
        self.block.push_run(run);
        self.end_row();
    }

    fn close_block(&mut self) {
        let block = std::mem::replace(&mut self.block, BlockBuilder::with_capacity(BLOCK_CELLS));
        self.close(block);
    }

    fn close(&mut self, rows: BlockBuilder) {
        if rows.rows() > 0 {
            self.take(rows.finish());
        }
    }

    fn take(&mut self, block: Block) {
        self.done_rows += block.rows();
        self.done_bytes = self.done_bytes.saturating_add(block.bytes());
        self.done.push(block);
    }

    /// Rows ended so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.done_rows + self.block.rows()
    }

    /// Width of the widest row so far.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Memory that the cells so far take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.done_bytes.saturating_add(self.block.bytes())
    }

    /// The finished grid; an unfinished row is ended first.
    #[must_use]
    pub fn finish(mut self) -> Grid {
        let last = self.block.finish();
        self.columns = self.columns.max(last.columns());
        self.done.push(last);
        Grid::from_blocks(self.columns, self.done)
    }
}
