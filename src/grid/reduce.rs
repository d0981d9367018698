//! Reductions: several cells become one value by a named rule.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::parallel::{in_bands, processors};
use super::span::{Span, Spans};
use super::{Grid, Plane};

/// What a pixel shows that owns several cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reduction {
    /// Mean of the finite cells, weighted by their size.
    #[default]
    Mean,
    /// Smallest value.
    Min,
    /// Largest value.
    Max,
    /// Smallest or largest, whichever lies more colour levels from the middle one.
    Extreme,
    /// Sum of the finite cells.
    Sum,
    /// Number of cells that are not missing.
    Count,
    /// The cell under the pixel's centre.
    Nearest,
}

impl Reduction {
    /// True if the values of the picture are no values of the data, so that the colour range
    /// follows the picture.
    #[must_use]
    pub fn makes_new_values(self) -> bool {
        matches!(self, Self::Sum | Self::Count)
    }
}

/// The work was cancelled before it was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Reduces a grid to one value for each pair of a column span and a row span.
///
/// A value is missing only if all its cells are. Infinities take part in `min` and `max`; `mean`
/// and `sum` are over finite cells, and infinite where only infinities are. The same for any
/// number of threads: each row of the plane is reduced in cell order by one of them.
/// For [`Reduction::Extreme`] make the planes of `Min` and `Max` and [`Plane::chosen`] from them.
///
/// # Errors
/// If `cancel` answered true before the plane was whole.
pub fn reduce_plane(
    grid: &Grid,
    columns: &Spans,
    rows: &Spans,
    reduction: Reduction,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Plane, Cancelled> {
    match reduction {
        Reduction::Mean => reduce::<Mean>(grid, columns, rows, cancel),
        Reduction::Min => reduce::<Min>(grid, columns, rows, cancel),
        Reduction::Max | Reduction::Extreme => reduce::<Max>(grid, columns, rows, cancel),
        Reduction::Sum => reduce::<Sum>(grid, columns, rows, cancel),
        Reduction::Count => reduce::<Count>(grid, columns, rows, cancel),
        Reduction::Nearest => Ok(nearest(grid, columns, rows)),
    }
}

/// One rule of reduction, cell by cell.
pub(super) trait Fold: Copy {
    const START: Self;
    fn add(&mut self, value: f64, weight: f64);
    fn finish(self) -> f64;
}

/// What is left to say where no finite cell was met.
#[derive(Clone, Copy)]
pub(super) enum NoneFinite {
    Missing,
    Infinite(f64),
}

impl NoneFinite {
    fn add(&mut self, value: f64) {
        if !value.is_nan() && !matches!(self, Self::Infinite(f64::INFINITY)) {
            *self = Self::Infinite(value);
        }
    }

    fn value(self) -> f64 {
        match self {
            Self::Missing => f64::NAN,
            Self::Infinite(value) => value,
        }
    }
}

/// Mean of finite cells, summed up as differences from the first: beside 1e9, rounding would
/// otherwise swallow what the cells differ in.
#[derive(Clone, Copy)]
pub(super) struct Mean {
    base: f64,
    sum: f64,
    weight: f64,
    rest: NoneFinite,
}

/// Differences from a larger value than this might be no `f64`.
const LARGEST_BASE: f64 = 1e300;

impl Mean {
    /// The mean of the finite cells; `None` if there were none.
    pub(super) fn of_finite(self) -> Option<f64> {
        // Rounding must not make infinity out of the largest number there is.
        let mean = (self.base + self.sum / self.weight).clamp(f64::MIN, f64::MAX);
        (self.weight > 0.0).then_some(mean)
    }
}

impl Fold for Mean {
    const START: Self = Self {
        base: 0.0,
        sum: 0.0,
        weight: 0.0,
        rest: NoneFinite::Missing,
    };

    fn add(&mut self, value: f64, weight: f64) {
        if value.is_finite() {
            if self.weight == 0.0 && value.abs() <= LARGEST_BASE {
                self.base = value;
            }
            self.sum += (value - self.base) * weight;
            self.weight += weight;
        } else {
            self.rest.add(value);
        }
    }

    fn finish(self) -> f64 {
        self.of_finite().unwrap_or(self.rest.value())
    }
}

#[derive(Clone, Copy)]
struct Min {
    least: f64,
    any: bool,
}

impl Fold for Min {
    const START: Self = Self {
        least: f64::INFINITY,
        any: false,
    };

    fn add(&mut self, value: f64, _weight: f64) {
        // Not `f64::min`, which leaves open which of the two zeros it answers.
        if value < self.least {
            self.least = value;
        }
        self.any |= !value.is_nan();
    }

    fn finish(self) -> f64 {
        if self.any { self.least } else { f64::NAN }
    }
}

#[derive(Clone, Copy)]
struct Max {
    largest: f64,
    any: bool,
}

impl Fold for Max {
    const START: Self = Self {
        largest: f64::NEG_INFINITY,
        any: false,
    };

    fn add(&mut self, value: f64, _weight: f64) {
        if value > self.largest {
            self.largest = value;
        }
        self.any |= !value.is_nan();
    }

    fn finish(self) -> f64 {
        if self.any { self.largest } else { f64::NAN }
    }
}

/// Sum of finite cells. What each addition rounds away is kept and added at the end (Knuth's
/// two-sum), so that a million cells lose no more than a few.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
    any: bool,
    rest: NoneFinite,
}

impl Sum {
    /// The sum of the finite cells; 0 if there were none.
    pub(super) fn of_finite(self) -> f64 {
        let exact = self.sum + self.lost;
        // Once the sum is infinite, what was lost is no number.
        if exact.is_nan() { self.sum } else { exact }
    }
}

impl Fold for Sum {
    const START: Self = Self {
        sum: 0.0,
        lost: 0.0,
        any: false,
        rest: NoneFinite::Missing,
    };

    fn add(&mut self, value: f64, _weight: f64) {
        if value.is_finite() {
            let sum = self.sum + value;
            let added = sum - self.sum;
            self.lost += (self.sum - (sum - added)) + (value - added);
            self.sum = sum;
            self.any = true;
        } else {
            self.rest.add(value);
        }
    }

    fn finish(self) -> f64 {
        if self.any {
            self.of_finite()
        } else {
            self.rest.value()
        }
    }
}

#[derive(Clone, Copy)]
struct Count(u64);

impl Fold for Count {
    const START: Self = Self(0);

    fn add(&mut self, value: f64, _weight: f64) {
        self.0 += u64::from(!value.is_nan());
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    fn finish(self) -> f64 {
        if self.0 == 0 { f64::NAN } else { self.0 as f64 }
    }
}

/// Fewer cells than this are reduced on the calling thread: starting others would cost more.
const CELLS_WORTH_A_THREAD: usize = 1 << 18;

fn reduce<F: Fold + Send>(
    grid: &Grid,
    columns: &Spans,
    rows: &Spans,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Plane, Cancelled> {
    let (width, height) = (columns.len(), rows.len());
    let mut values = vec![f64::NAN; width * height];
    if values.is_empty() {
        return Ok(Plane::new(height, width, values));
    }
    let stopped = AtomicBool::new(false);
    let cells: usize =
        covered(columns).saturating_mul(rows.as_slice().iter().map(Span::count).sum::<usize>());
    let threads = if cells < CELLS_WORTH_A_THREAD {
        1
    } else {
        processors()
    };
    in_bands(&mut values, width, threads, |first, band| {
        let mut row_worker = RowWorker::<F>::new(grid, columns);
        for (out, span) in band.chunks_mut(width).zip(&rows.as_slice()[first..]) {
            if stopped.load(Ordering::Relaxed) || cancel() {
                stopped.store(true, Ordering::Relaxed);
                return;
            }
            row_worker.reduce(span, rows, out);
        }
    });
    if stopped.load(Ordering::Relaxed) {
        Err(Cancelled)
    } else {
        Ok(Plane::new(height, width, values))
    }
}

/// Cells from the first to the last that any span holds.
fn covered(spans: &Spans) -> usize {
    cell_range(spans).len()
}

fn cell_range(spans: &Spans) -> std::ops::Range<usize> {
    let first = spans
        .as_slice()
        .iter()
        .map(|span| span.first)
        .min()
        .unwrap_or(0);
    let end = spans
        .as_slice()
        .iter()
        .map(|span| span.last + 1)
        .max()
        .unwrap_or(first);
    first..end
}

/// Reduces one row span at a time, with buffers kept from row to row.
struct RowWorker<'a, F> {
    grid: &'a Grid,
    columns: &'a Spans,
    /// For each column span where its cells' weights end; those of the first begin at 0.
    ends: Vec<usize>,
    weights: Vec<f64>,
    range: std::ops::Range<usize>,
    folds: Vec<F>,
    scratch: Vec<f64>,
}

impl<'a, F: Fold> RowWorker<'a, F> {
    fn new(grid: &'a Grid, columns: &'a Spans) -> Self {
        let range = cell_range(columns);
        let (mut ends, mut weights) = (Vec::with_capacity(columns.len()), Vec::new());
        for span in columns.as_slice() {
            if span.count() > 1 {
                let whole = columns.whole_weight(span);
                let cells = span.first..=span.last;
                weights.extend(cells.map(|cell| columns.weight(span, cell) / whole));
            }
            ends.push(weights.len());
        }
        Self {
            grid,
            columns,
            ends,
            weights,
            range,
            folds: vec![F::START; columns.len()],
            scratch: Vec::new(),
        }
    }

    fn reduce(&mut self, span: &Span, rows: &Spans, out: &mut [f64]) {
        self.folds.fill(F::START);
        let whole = rows.whole_weight(span);
        for row in span.first..=span.last {
            self.add_row(row, rows.weight(span, row) / whole);
        }
        for (out, fold) in out.iter_mut().zip(&self.folds) {
            *out = fold.finish();
        }
    }

    fn add_row(&mut self, row: usize, row_weight: f64) {
        let values = self
            .grid
            .row_values(row, self.range.clone(), &mut self.scratch);
        let start = self.range.start;
        let spans = self.columns.as_slice().iter().zip(&self.ends);
        let mut weights_from = 0;
        for (fold, (span, weights_end)) in self.folds.iter_mut().zip(spans) {
            let weights = &self.weights[weights_from..*weights_end];
            weights_from = *weights_end;
            let cells = &values[span.first - start..=span.last - start];
            let mut acc = *fold;
            match weights {
                [] => cells.iter().for_each(|&value| acc.add(value, row_weight)),
                weights => {
                    for (&value, weight) in cells.iter().zip(weights) {
                        acc.add(value, row_weight * weight);
                    }
                }
            }
            *fold = acc;
        }
    }
}

fn nearest(grid: &Grid, columns: &Spans, rows: &Spans) -> Plane {
    let mut values = Vec::with_capacity(columns.len() * rows.len());
    for row in rows.as_slice() {
        values.extend(
            columns
                .as_slice()
                .iter()
                .map(|column| grid.get(row.nearest, column.nearest)),
        );
    }
    Plane::new(rows.len(), columns.len(), values)
}
