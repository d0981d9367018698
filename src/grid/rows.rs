//! Planes made row by row from the cells themselves.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::block::Block;
use super::parallel::{in_bands, processors};
use super::rules::{Part, Rule};
use super::span::{CellSizes, Span, Spans};
use super::{Cancelled, Grid, Plane};

/// Fewer cells than this are reduced on the calling thread: starting others would cost more.
const CELLS_WORTH_A_THREAD: usize = 1 << 18;
/// So many columns are worked on at a time: what is kept of them stays in the nearest caches.
const CHUNK: usize = 2048;
/// The caller is asked whether to go on at least once for so many cells.
const CELLS_BETWEEN_QUESTIONS: usize = 1 << 22;

/// One value for each pair of a column span and a row span.
///
/// # Errors
/// If `cancel` answered true before the plane was whole.
pub(super) fn reduce<R: Rule>(
    grid: &Grid,
    columns: &Spans,
    rows: &Spans,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Plane, Cancelled> {
    let (width, height) = (columns.len(), rows.len());
    let mut values = vec![f64::NAN; width * height];
    let work = Work::new(grid, columns, rows, cancel);
    let threads = work.threads();
    if height >= threads {
        in_bands(&mut values, width, threads, |first, band| {
            let mut worker = Worker::<R>::new(&work, 0..width);
            for (offset, line) in band.chunks_mut(width.max(1)).enumerate() {
                worker.row(first + offset, line);
            }
        });
    } else {
        for (row, line) in values.chunks_mut(width.max(1)).enumerate() {
            in_bands(line, 1, threads, |first, part| {
                Worker::<R>::new(&work, first..first + part.len()).row(row, part);
            });
        }
    }
    if work.stopped.load(Ordering::Relaxed) {
        Err(Cancelled)
    } else {
        Ok(Plane::new(height, width, values))
    }
}

/// What all workers share.
struct Work<'a> {
    grid: &'a Grid,
    columns: &'a Spans,
    rows: &'a Spans,
    /// For each column span what makes its weights sum to 1.
    factors: Vec<f64>,
    /// Sizes of the grid's columns where they differ.
    sizes: Option<&'a [f64]>,
    /// Some cells are infinite.
    infinite: bool,
    /// No finite cell lies farther from zero.
    largest: f64,
    /// Some cells may be no whole numbers.
    floats: bool,
    cancel: &'a (dyn Fn() -> bool + Sync),
    stopped: AtomicBool,
}

impl<'a> Work<'a> {
    fn new(
        grid: &'a Grid,
        columns: &'a Spans,
        rows: &'a Spans,
        cancel: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        let factor = |span: &Span| 1.0 / columns.whole_weight(span);
        let stats = grid.stats();
        Self {
            grid,
            columns,
            rows,
            factors: columns.as_slice().iter().map(factor).collect(),
            sizes: match columns.sizes() {
                CellSizes::Even => None,
                CellSizes::Given(sizes) => Some(sizes),
            },
            infinite: stats.positive_infinities + stats.negative_infinities > 0,
            largest: stats.extent.map_or(0.0, |[low, high]| high.max(-low)),
            floats: grid.blocks().iter().any(Block::may_hold_floats),
            cancel,
            stopped: AtomicBool::new(false),
        }
    }

    fn threads(&self) -> usize {
        let count = |spans: &Spans| {
            let counts = spans.as_slice().iter().map(Span::count);
            counts.fold(0, usize::saturating_add)
        };
        let cells = count(self.columns).saturating_mul(count(self.rows));
        if cells < CELLS_WORTH_A_THREAD {
            1
        } else {
            processors()
        }
    }

    /// Asks whether to stop, unless that is known.
    fn is_stopped(&self) -> bool {
        if self.stopped.load(Ordering::Relaxed) {
            return true;
        }
        let stop = (self.cancel)();
        if stop {
            self.stopped.store(true, Ordering::Relaxed);
        }
        stop
    }

    /// What only missing cells and infinities make: plus infinity before minus infinity; of those
    /// that a smallest (largest) value may be, the value that stands for none.
    fn of_none_finite(&self, column: &Span, row: &Span) -> f64 {
        let mut found = f64::NAN;
        if self.infinite {
            let columns = column.first..column.last + 1;
            self.grid
                .visit(row.first..row.last + 1, columns, &mut |_, run| {
                    let values = (0..run.len()).map(|index| run.value(index).to_f64());
                    for value in values.filter(|value| value.is_infinite()) {
                        if found.is_nan() || value > found {
                            found = value;
                        }
                    }
                });
        }
        found
    }
}

impl Work<'_> {
    /// A pixel's value from its cells one by one, row by row; it is known but for the sign of a zero,
    /// or to be a sum of huge numbers.
    fn in_order<R: Rule>(&self, column: &Span, row: &Span, known: f64) -> f64 {
        let mut pixel = R::start();
        let columns = column.first..column.last + 1;
        for row in row.first..=row.last {
            self.grid
                .visit(row..row + 1, columns.clone(), &mut |_, run| {
                    for index in 0..run.len() {
                        R::take_cell(run.value(index).to_f64(), &mut pixel);
                    }
                });
            // No later zero changes the first one's sign.
            if known == 0.0 && R::value(&pixel) == Some(known) {
                break;
            }
        }
        R::value(&pixel).unwrap_or(f64::NAN)
    }
}

/// Makes rows of a plane, with buffers kept from row to row.
struct Worker<'a, R: Rule> {
    work: &'a Work<'a>,
    /// The column spans to work on.
    spans: Range<usize>,
    /// From the last of them to the first, as they lie among the cells.
    reversed: bool,
    cells: Range<usize>,
    rule: R,
    pixels: Vec<R::Pixel>,
}

impl<'a, R: Rule> Worker<'a, R> {
    fn new(work: &'a Work<'a>, spans: Range<usize>) -> Self {
        let all = work
            .columns
            .as_slice()
            .get(spans.clone())
            .unwrap_or_default();
        let first = all.iter().map(|span| span.first).min().unwrap_or(0);
        let end = all.iter().map(|span| span.last + 1).max().unwrap_or(first);
        Self {
            work,
            spans,
            reversed: work.columns.is_reversed(),
            cells: first..end,
            rule: R::new(CHUNK.min(end - first)),
            pixels: vec![R::start(); all.len()],
        }
    }

    /// Fills a row of the plane, as far as it is this worker's.
    fn row(&mut self, row: usize, line: &mut [f64]) {
        let Some(span) = self.work.rows.as_slice().get(row) else {
            return;
        };
        let mut looked_at = CELLS_BETWEEN_QUESTIONS;
        self.pixels.fill(R::start());
        let whole = self.work.rows.whole_weight(span);
        let mut next = 0;
        // Chunks begin at the same cells in every view, so that a value does not depend on the view.
        let begin = self.cells.start / CHUNK * CHUNK;
        for first in (begin..self.cells.end).step_by(CHUNK) {
            if looked_at >= CELLS_BETWEEN_QUESTIONS {
                looked_at = 0;
                if self.work.is_stopped() {
                    return;
                }
            }
            let chunk = first.max(self.cells.start)..self.cells.end.min(first + CHUNK);
            looked_at += chunk.len().saturating_mul(span.count());
            self.lay(span, whole, &chunk);
            next = self.take(next, &chunk);
        }
        let columns = self.work.columns.as_slice().get(self.spans.clone());
        let columns = columns.unwrap_or_default();
        for ((value, pixel), column) in line.iter_mut().zip(&self.pixels).zip(columns) {
            *value = match R::value(pixel) {
                Some(known)
                    if self.work.floats && R::depends_on_order(known, self.work.largest) =>
                {
                    self.work.in_order::<R>(column, span, known)
                }
                Some(known) => known,
                None => self.work.of_none_finite(column, span),
            };
        }
    }

    /// Lays the rows of a span over the columns of a chunk; `whole` is what their weights sum to.
    fn lay(&mut self, span: &Span, whole: f64, chunk: &Range<usize>) {
        let rows = self.work.rows;
        let width = chunk.len();
        let rule = &mut self.rule;
        rule.clear();
        self.work
            .grid
            .visit(span.first..span.last + 1, chunk.clone(), &mut |row, run| {
                rule.add_row(run, width, rows.weight(span, row) / whole);
            });
    }

    /// Takes the columns of a chunk into their pixels; `next` is the first pixel that may have some,
    /// and so is the answer for the next chunk.
    fn take(&mut self, mut next: usize, chunk: &Range<usize>) -> usize {
        let count = self.pixels.len();
        let place = |step: usize| match self.reversed {
            true => count - 1 - step,
            false => step,
        };
        let spans = self.work.columns.as_slice();
        let mut step = next;
        while step < count {
            let index = place(step);
            let (Some(span), Some(factor), Some(pixel)) = (
                spans.get(self.spans.start + index),
                self.work.factors.get(self.spans.start + index),
                self.pixels.get_mut(index),
            ) else {
                break;
            };
            if span.first >= chunk.end {
                break;
            }
            if span.last < chunk.start {
                next = step + 1;
            } else {
                self.rule
                    .take(&part(span, chunk, self.work.sizes, *factor), pixel);
            }
            step += 1;
        }
        next
    }
}

/// The columns of a chunk that belong to a span.
fn part<'a>(span: &Span, chunk: &Range<usize>, sizes: Option<&'a [f64]>, factor: f64) -> Part<'a> {
    let (first, end) = (span.first.max(chunk.start), (span.last + 1).min(chunk.end));
    // A single cell counts 1 whatever its size.
    let several = span.count() > 1;
    let end_of = |is_end: bool, end: f64| if several && is_end { end } else { 1.0 };
    Part {
        columns: [first - chunk.start, end - chunk.start],
        ends: [
            end_of(first == span.first, span.ends[0]),
            end_of(end == span.last + 1, span.ends[1]),
        ],
        sizes: sizes
            .filter(|_| several)
            .map(|sizes| sizes.get(chunk.clone()).unwrap_or_default()),
        factor,
    }
}
