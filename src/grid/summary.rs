//! What lies under one pixel: the numbers of a tooltip over several cells.

use super::fold::{Mean, Sum};
use super::span::{Span, Spans};
use super::storage::Grid;

/// A value and the cell it was found in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The value.
    pub value: f64,
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// Statistics over the cells of a column span x a row span.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BlockSummary {
    /// All cells.
    pub cells: u64,
    /// Cells that are not missing.
    pub count: u64,
    /// Smallest value, infinities included; the first cell that has it.
    pub min: Option<Found>,
    /// Largest value; the first cell that has it.
    pub max: Option<Found>,
    /// Mean of the finite cells, weighted by their size.
    pub mean: Option<f64>,
    /// Sum of the finite cells.
    pub sum: f64,
}

impl BlockSummary {
    /// Looks at every cell of a block.
    #[must_use]
    pub fn of(grid: &Grid, columns: (&Spans, &Span), rows: (&Spans, &Span)) -> Self {
        let mut summary = Self::default();
        let (mut mean, mut sum) = (Mean::NONE, Sum::NONE);
        let mut scratch = Vec::new();
        let across = columns.0.whole_weight(columns.1);
        let down = rows.0.whole_weight(rows.1);
        for row in rows.1.first..=rows.1.last {
            let row_weight = rows.0.weight(rows.1, row) / down;
            let values = grid.row_values(row, columns.1.first..columns.1.last + 1, &mut scratch);
            for (offset, &value) in values.iter().enumerate() {
                let column = columns.1.first + offset;
                let weight = row_weight * (columns.0.weight(columns.1, column) / across);
                mean.add(value, weight);
                sum.add(value);
                summary.add(Found { value, row, column });
            }
        }
        summary.mean = mean.of_finite();
        summary.sum = sum.of_finite();
        summary
    }

    fn add(&mut self, cell: Found) {
        self.cells += 1;
        if cell.value.is_nan() {
            return;
        }
        self.count += 1;
        if self.min.is_none_or(|min| cell.value < min.value) {
            self.min = Some(cell);
        }
        if self.max.is_none_or(|max| cell.value > max.value) {
            self.max = Some(cell);
        }
    }
}
