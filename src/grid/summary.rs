//! What lies under one pixel: the numbers of a tooltip over several cells.

use super::reduce::{Fold, Mean, Sum};
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
        let column_weights = columns.0.weights(columns.1);
        let row_weights = rows.0.weights(rows.1);
        let mut summary = Self::default();
        let (mut mean, mut sum) = (Mean::START, Sum::START);
        let mut scratch = Vec::new();
        for row in rows.1.first..=rows.1.last {
            let row_weight = row_weights.get(row - rows.1.first).copied().unwrap_or(1.0);
            let values = grid.row_values(row, columns.1.first..columns.1.last + 1, &mut scratch);
            for (offset, &value) in values.iter().enumerate() {
                let weight = row_weight * column_weights.get(offset).copied().unwrap_or(1.0);
                mean.add(value, weight);
                sum.add(value, weight);
                summary.add(Found {
                    value,
                    row,
                    column: columns.1.first + offset,
                });
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
