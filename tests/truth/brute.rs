//! The truth rules once more, as slow and as plain as they can be said.
//!
//! Nothing here knows a cell table, a plane or a painter: for each pixel all cells are asked.

use cellsius::axis::Scale;
use cellsius::grid::Reduction;

/// An axis of cells over pixels; `range` runs from pixel 0 to the last.
pub(crate) struct BruteAxis<'a> {
    pub(crate) edges: &'a [f64],
    pub(crate) scale: Scale,
    pub(crate) range: [f64; 2],
    pub(crate) length: usize,
    pub(crate) gap: f64,
}

/// What one column (or row) of pixels owns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owned {
    /// Cells with the part of each that counts, in the order of the grid.
    pub(crate) cells: Vec<(usize, f64)>,
    /// The cell under the pixel's centre, or the one nearest to it.
    pub(crate) nearest: usize,
    /// Kept free between cells.
    pub(crate) in_gap: bool,
}

impl Owned {
    pub(crate) fn is_bare(&self) -> bool {
        self.cells.is_empty() || self.in_gap
    }

    pub(crate) fn ends(&self) -> [usize; 2] {
        [self.cells[0].0, self.cells[self.cells.len() - 1].0]
    }
}

impl BruteAxis<'_> {
    fn px(&self, scale: f64) -> f64 {
        let [from, to] = self.range.map(|end| in_scale(self.scale, end));
        let (part, whole) = (scale / 2.0 - from / 2.0, to / 2.0 - from / 2.0);
        let px = part * self.length as f64 / whole;
        if px.is_finite() {
            px
        } else {
            part / whole * self.length as f64
        }
    }

    /// Lower border, upper border and middle in px of a cell, where the scale has a place for it.
    pub(crate) fn placed(&self, cell: usize) -> Option<[f64; 3]> {
        let a = in_scale(self.scale, self.edges[cell]);
        let b = in_scale(self.scale, self.edges[cell + 1]);
        if a.is_nan() || b.is_nan() {
            return None;
        }
        let (pa, pb) = (self.px(a), self.px(b));
        Some([pa.min(pb), pa.max(pb), self.px(a / 2.0 + b / 2.0)])
    }

    pub(crate) fn owners(&self) -> Vec<Owned> {
        let cells: Vec<Option<[f64; 3]>> =
            (0..self.edges.len() - 1).map(|c| self.placed(c)).collect();
        (0..self.length)
            .map(|pixel| self.owned(pixel as f64, &cells))
            .collect()
    }

    fn owned(&self, pixel: f64, cells: &[Option<[f64; 3]>]) -> Owned {
        let mut owned = Owned::default();
        let mut under_centre = None;
        let mut best = f64::INFINITY;
        for (index, cell) in cells.iter().enumerate() {
            let Some([low, high, middle]) = *cell else {
                continue;
            };
            let holds_this = low <= pixel + 0.5 && pixel + 0.5 < high;
            let tiny = holds_no_centre(low, high);
            let middle_here = pixel <= middle && middle < pixel + 1.0;
            let owns = holds_this || tiny && middle_here;
            if !owns {
                continue;
            }
            let size = if high - low > 1.0 {
                high.min(pixel + 1.0) - low.max(pixel)
            } else {
                high - low
            };
            owned.cells.push((index, size));
            if holds_this {
                under_centre = Some(index);
            }
            let distance = (middle - (pixel + 0.5)).abs();
            let first_on_screen = distance == best && self.runs_backwards();
            if distance < best || first_on_screen {
                (best, owned.nearest) = (distance, index);
            }
        }
        owned.nearest = under_centre.unwrap_or(owned.nearest);
        if let [(only, _)] = *owned.cells
            && let Some([low, high, _]) = cells[only]
        {
            owned.in_gap = self.in_gap(pixel, low, high);
        }
        owned
    }

    fn runs_backwards(&self) -> bool {
        let placed: Vec<[f64; 3]> = (0..self.edges.len() - 1)
            .filter_map(|cell| self.placed(cell))
            .collect();
        matches!((placed.first(), placed.last()), (Some(a), Some(b)) if a[2] > b[2])
    }

    /// Half the gap is free on each side (the odd pixel on the far one), one pixel is always left.
    fn in_gap(&self, pixel: f64, low: f64, high: f64) -> bool {
        let (first, end) = ((low - 0.5).ceil(), (high - 0.5).ceil());
        if end - first <= 1.0 {
            return false;
        }
        let gap = self.gap.min(end - first - 1.0);
        let before = (gap / 2.0).floor();
        pixel - first < before || end - 1.0 - pixel < gap - before
    }
}

fn in_scale(scale: Scale, data: f64) -> f64 {
    match scale {
        Scale::Log if data > 0.0 => libm::log10(data),
        Scale::Log => f64::NAN,
        _ => data,
    }
}

/// True if no pixel's centre (k + 0.5) lies in `low <= centre < high`.
fn holds_no_centre(low: f64, high: f64) -> bool {
    let next_centre = (low - 0.5).ceil() + 0.5;
    next_centre >= high
}

/// What the cells of one pixel come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) cells: u64,
    pub(crate) count: u64,
    pub(crate) finite: u64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) mean: f64,
    pub(crate) sum: f64,
    /// Sum of magnitudes, what rounding is relative to.
    pub(crate) magnitude: f64,
    pub(crate) nearest: f64,
}

impl Block {
    pub(crate) fn of(value: impl Fn(usize, usize) -> f64, columns: &Owned, rows: &Owned) -> Self {
        let mut seen: Vec<(f64, f64)> = Vec::new();
        for &(row, height) in &rows.cells {
            for &(column, width) in &columns.cells {
                seen.push((
                    value(row, column),
                    share(rows, height) * share(columns, width),
                ));
            }
        }
        let there: Vec<f64> = seen.iter().map(|s| s.0).filter(|v| !v.is_nan()).collect();
        let finite: Vec<(f64, f64)> = seen.iter().copied().filter(|s| s.0.is_finite()).collect();
        let weight = exact_sum(finite.iter().map(|s| s.1));
        // A power of two changes no digit and keeps the sum in range.
        let small = libm::exp2(-libm::ceil(libm::log2(weight.max(1e-300))));
        let pick = |better: fn(f64, f64) -> bool| {
            there
                .iter()
                .copied()
                .reduce(|best, v| if better(v, best) { v } else { best })
                .unwrap_or(f64::NAN)
        };
        let (min, max) = (pick(|v, best| v < best), pick(|v, best| v > best));
        let infinite_only = max;
        Self {
            cells: seen.len() as u64,
            count: there.len() as u64,
            finite: finite.len() as u64,
            min,
            max,
            mean: if finite.is_empty() {
                infinite_only
            } else if weight > 0.0 {
                exact_sum(finite.iter().map(|s| s.0 * (s.1 * small))) / (weight * small)
            } else {
                exact_sum(finite.iter().map(|s| s.0 / finite.len() as f64))
            },
            sum: if finite.is_empty() {
                infinite_only
            } else {
                exact_sum(finite.iter().map(|s| s.0))
            },
            magnitude: finite.iter().map(|s| s.0.abs()).sum(),
            nearest: value(rows.nearest, columns.nearest),
        }
    }

    /// What the pixel shows; `Extreme` is for the caller to choose from `min` and `max`.
    pub(crate) fn shown(&self, reduction: Reduction, takes_high: bool) -> f64 {
        match reduction {
            Reduction::Mean => self.mean,
            Reduction::Min => self.min,
            Reduction::Max => self.max,
            Reduction::Extreme if takes_high => self.max,
            Reduction::Extreme => self.min,
            Reduction::Sum => self.sum,
            Reduction::Count if self.count == 0 => f64::NAN,
            Reduction::Count => self.count as f64,
            Reduction::Nearest => self.nearest,
        }
    }
}

/// A cell's part of its pixel along one axis; a lone cell fills it.
fn share(owned: &Owned, size: f64) -> f64 {
    if owned.cells.len() == 1 { 1.0 } else { size }
}

/// Neumaier's compensated sum.
pub(crate) fn exact_sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut rest) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        rest += if sum.abs() >= value.abs() {
            (sum - next) + value
        } else {
            (value - next) + sum
        };
        sum = next;
    }
    if rest.is_finite() { sum + rest } else { sum }
}
