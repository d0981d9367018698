//! Cell tables: which cells each column (or row) of pixels shows.
//!
//! The rule (the project's truth rules): a pixel column owns the cell under its centre, and every
//! cell that holds no pixel centre and whose own centre falls into the pixel. So each visible cell
//! belongs to at least one pixel and a pixel's cells are one index range.

use crate::axis::{Edges, Scale};
use crate::grid::{NO_CELL, Span, Spans};

/// For each pixel along one axis the span of cells that it shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellTable {
    /// For each pixel an index into `spans`, or [`NO_CELL`].
    pub pixels: Vec<u32>,
    /// The distinct spans, in the order of pixels.
    pub spans: Spans,
    /// Cells of the axis that lie at least partly in view.
    pub visible: usize,
}

/// An axis of cells laid over pixels.
pub(super) struct CellAxis<'a> {
    pub(super) edges: &'a Edges,
    pub(super) scale: Scale,
    /// Visible range in data units, from pixel 0 to pixel `length_px`.
    pub(super) range: [f64; 2],
    pub(super) length_px: u32,
    /// Kept free between cells.
    pub(super) gap_px: u32,
}

/// A cell with its borders and its middle in px, `low <= high`.
#[derive(Clone, Copy, Debug)]
struct PlacedCell {
    index: usize,
    low: f64,
    high: f64,
    /// From the middle in scale space: halfway between rounded borders may miss a whole pixel.
    middle: f64,
}

impl PlacedCell {
    /// First pixel whose centre lies at or after the lower border, and the first at or after the
    /// upper one: the pixels whose centres the cell holds are from the one to before the other.
    fn centres(self) -> [f64; 2] {
        [(self.low - 0.5).ceil(), (self.high - 0.5).ceil()]
    }
}

impl CellTable {
    pub(super) fn new(axis: &CellAxis<'_>) -> Self {
        let cells = axis.visible_cells();
        let owners = Owners::new(&cells, axis);
        owners.into_table(&cells, axis)
    }

    /// For each pixel the cell that it shows (the nearest where it owns several), or [`NO_CELL`].
    pub(super) fn cell_of_pixel(&self) -> Vec<u32> {
        let cell = |span: u32| match self.spans.as_slice().get(span as usize) {
            Some(span) => u32::try_from(span.nearest).unwrap_or(NO_CELL),
            None => NO_CELL,
        };
        self.pixels.iter().map(|&span| cell(span)).collect()
    }
}

impl CellAxis<'_> {
    /// Cells that overlap the pixels, in the order of pixels.
    fn visible_cells(&self) -> Vec<PlacedCell> {
        let edges = self.edges.as_slice();
        let Some(to_px) = ToPx::new(self.scale, self.range, self.length_px) else {
            return Vec::new();
        };
        let placed = |edge: &f64| self.scale.scale_from_data(*edge).is_finite();
        let Some(first) = edges.iter().position(placed) else {
            return Vec::new();
        };
        let end = edges
            .iter()
            .rposition(placed)
            .map_or(first, |last| last + 1);
        let edges_px = |index: usize| to_px.px_from_data(edges[index]);
        let ascending = edges_px(first) <= edges_px(end - 1);
        let length = f64::from(self.length_px);
        let (from, to) = if ascending {
            (
                first_edge(first, end, |i| edges_px(i) > 0.0),
                first_edge(first, end, |i| edges_px(i) >= length),
            )
        } else {
            (
                first_edge(first, end, |i| edges_px(i) < length),
                first_edge(first, end, |i| edges_px(i) <= 0.0),
            )
        };
        // The cell before the first edge inside reaches in; so does the one before the first edge past.
        let cells = from.max(first + 1) - 1..to.min(end - 1);
        let place = |index: usize| {
            let ends =
                [edges[index], edges[index + 1]].map(|edge| self.scale.scale_from_data(edge));
            let [a, b] = ends.map(|end| to_px.px_from_scale(end));
            PlacedCell {
                index,
                low: a.min(b),
                high: a.max(b),
                middle: to_px.px_from_scale(ends[0] / 2.0 + ends[1] / 2.0),
            }
        };
        if ascending {
            cells.map(place).collect()
        } else {
            cells.rev().map(place).collect()
        }
    }
}

/// The first index of `first..end` for which `past` holds; `end` if none. `past` must be monotone.
fn first_edge(first: usize, end: usize, past: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (first, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if past(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    low
}

/// From data to px along one axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToPx {
    scale: Scale,
    from: f64,
    to: f64,
    length: f64,
}

impl ToPx {
    /// `None` where the range has no length in scale space.
    pub(super) fn new(scale: Scale, range: [f64; 2], length_px: u32) -> Option<Self> {
        let [from, to] = range.map(|data| scale.scale_from_data(data));
        let span = to / 2.0 - from / 2.0;
        (span.is_finite() && span != 0.0).then_some(Self {
            scale,
            from,
            to,
            length: f64::from(length_px),
        })
    }

    pub(super) fn px_from_data(&self, data: f64) -> f64 {
        self.px_from_scale(self.scale.scale_from_data(data))
    }

    pub(super) fn px_from_scale(&self, scale: f64) -> f64 {
        // Halved, so that a range of 2e308 does not overflow.
        let part = scale / 2.0 - self.from / 2.0;
        let whole = self.to / 2.0 - self.from / 2.0;
        // Multiplied first, so that whole pixels come out whole.
        let px = part * self.length / whole;
        if px.is_finite() {
            px
        } else {
            part / whole * self.length
        }
    }

    pub(super) fn data_from_px(&self, px: f64) -> f64 {
        let part = px / self.length;
        self.scale
            .data_from_scale(self.from * (1.0 - part) + self.to * part)
    }
}

/// For each pixel the first and last of its cells, as positions in the list of visible cells.
struct Owners {
    ranges: Vec<Option<[usize; 2]>>,
    /// The cell that holds the pixel's centre.
    centre: Vec<Option<usize>>,
}

impl Owners {
    fn new(cells: &[PlacedCell], axis: &CellAxis<'_>) -> Self {
        let length = axis.length_px as usize;
        let mut owners = Self {
            ranges: vec![None; length],
            centre: vec![None; length],
        };
        for (position, cell) in cells.iter().enumerate() {
            let [from, end] = cell.centres();
            if from < end {
                for pixel in pixel_range(from, end, length) {
                    owners.add(pixel, position);
                    owners.centre[pixel] = Some(position);
                }
            } else {
                for pixel in pixel_range(cell.middle.floor(), cell.middle.floor() + 1.0, length) {
                    owners.add(pixel, position);
                }
            }
        }
        owners
    }

    fn add(&mut self, pixel: usize, position: usize) {
        self.ranges[pixel] = Some(match self.ranges[pixel] {
            None => [position, position],
            Some([first, _]) => [first, position],
        });
    }

    fn into_table(self, cells: &[PlacedCell], axis: &CellAxis<'_>) -> CellTable {
        let mut table = CellTable {
            pixels: Vec::new(),
            spans: Spans::with_sizes(axis.edges.sizes(axis.scale).into()),
            visible: cells.len(),
        };
        let mut last: Option<[usize; 2]> = None;
        for (pixel, (range, centre)) in self.ranges.iter().zip(&self.centre).enumerate() {
            let Some([first, end]) = *range else {
                table.pixels.push(NO_CELL);
                continue;
            };
            let single = first == end;
            if single && in_gap(pixel, cells[first], axis) {
                table.pixels.push(NO_CELL);
                continue;
            }
            // A run of pixels over one cell is one span; a pixel with several cells has its own.
            if !(single && last == Some([first, end])) {
                let centre = centre.map(|at| at - first);
                table.spans.push(span(&cells[first..=end], pixel, centre));
                last = Some([first, end]);
            }
            let index = u32::try_from(table.spans.len()).map_or(NO_CELL, |len| len - 1);
            table.pixels.push(index);
        }
        table
    }
}

/// Whole pixels `from..end`, cut to `0..length`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to a canvas before the cast"
)]
fn pixel_range(from: f64, end: f64, length: usize) -> std::ops::Range<usize> {
    let clamp = |px: f64| px.clamp(0.0, length as f64) as usize;
    clamp(from)..clamp(end)
}

/// Less of a wide cell than this is no part that rounding leaves sure.
const LEAST_PART: f64 = 1e-100;

fn span(cells: &[PlacedCell], pixel: usize, centre: Option<usize>) -> Span {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a canvas is far smaller than 2^53 pixels"
    )]
    let low = pixel as f64;
    let nearest = centre.unwrap_or_else(|| nearest_to(cells, low + 0.5));
    let [start, end] = [cells[0], cells[cells.len() - 1]];
    if start.index == end.index {
        return Span::only(start.index);
    }
    // A cell wider than the pixel counts only with its part inside.
    let part = |cell: PlacedCell| {
        let whole = cell.high - cell.low;
        if whole > 1.0 {
            let inside = cell.high.min(low + 1.0) - cell.low.max(low);
            (inside / whole).clamp(LEAST_PART, 1.0)
        } else {
            1.0
        }
    };
    let (first, last) = if start.index < end.index {
        (start, end)
    } else {
        (end, start)
    };
    Span {
        first: first.index,
        last: last.index,
        nearest: cells[nearest].index,
        ends: [part(first), part(last)],
    }
}

fn nearest_to(cells: &[PlacedCell], px: f64) -> usize {
    let distance = |cell: &PlacedCell| (cell.middle - px).abs();
    let closer = |a: &(usize, &PlacedCell), b: &(usize, &PlacedCell)| {
        distance(a.1).total_cmp(&distance(b.1))
    };
    cells
        .iter()
        .enumerate()
        .min_by(closer)
        .map_or(0, |(position, _)| position)
}

/// True if this pixel of the cell is kept free: half the gap at either end (the smaller half
/// first), but never the cell's last pixel.
fn in_gap(pixel: usize, cell: PlacedCell, axis: &CellAxis<'_>) -> bool {
    if axis.gap_px == 0 {
        return false;
    }
    let [from, end] = cell.centres();
    // A cell that holds no pixel's centre may still be all that its pixel shows.
    if end - from <= 1.0 {
        return false;
    }
    let gap = f64::from(axis.gap_px).min(end - from - 1.0);
    let before = (gap / 2.0).floor();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a canvas is far smaller than 2^53 pixels"
    )]
    let pixel = pixel as f64;
    pixel < from + before || pixel >= end - (gap - before)
}
