//! Cell tables: which cells each column (or row) of pixels shows.
//!
//! The rule (the project's truth rules): a pixel column owns the cell under its centre, and every
//! cell that holds no pixel centre and whose own centre falls into the pixel. So each visible cell
//! belongs to at least one pixel and a pixel's cells are one index range.
//!
//! The borders of cells and their middles ascend from pixel to pixel. So a pixel's cells are found by
//! searching on from those of the pixel before: the cost follows the pixels, however many cells there
//! are.

use std::ops::Range;

use crate::axis::{Edges, Scale};
use crate::grid::{CellSizes, NO_CELL, Span, Spans};

use super::seek::{Seek, first_that};

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

/// A cell with its borders in px, `low <= high`.
#[derive(Clone, Copy, Debug)]
struct PlacedCell {
    low: f64,
    high: f64,
}

impl PlacedCell {
    /// First pixel whose centre lies at or after the lower border, and the first at or after the
    /// upper one: the pixels whose centres the cell holds are from the one to before the other.
    fn centres(self) -> [f64; 2] {
        [self.low, self.high].map(first_centre)
    }
}

/// The first pixel whose centre lies at or after a place in px.
fn first_centre(px: f64) -> f64 {
    (px - 0.5).ceil()
}

impl CellTable {
    pub(super) fn new(axis: &CellAxis<'_>) -> Self {
        let mut table = Self {
            pixels: vec![NO_CELL; axis.length_px as usize],
            ..Self::default()
        };
        let Some(cells) = InView::new(axis) else {
            return table;
        };
        table.visible = cells.len();
        let mut spans = Vec::new();
        let mut last: Option<[usize; 2]> = None;
        let mut search = Search::default();
        for (pixel, slot) in table.pixels.iter_mut().enumerate() {
            let Some(owned) = search.owned(&cells, whole_px(pixel)) else {
                continue;
            };
            let ends @ [first, end] = owned.ends;
            let single = first == end;
            if single && axis.gap_px > 0 && in_gap(pixel, cells.placed(first), axis) {
                continue;
            }
            // A run of pixels over one cell is one span; a pixel with several cells has its own.
            if !(single && last == Some(ends)) {
                spans.push(cells.span(&owned, whole_px(pixel)));
                last = Some(ends);
            }
            *slot = u32::try_from(spans.len()).map_or(NO_CELL, |len| len - 1);
        }
        // Sizes are for means of several.
        let sizes = if spans.iter().any(|span| span.count() > 1) {
            axis.edges.sizes(axis.scale).into()
        } else {
            CellSizes::Even
        };
        table.spans = Spans::with_sizes(sizes);
        spans.into_iter().for_each(|span| table.spans.push(span));
        table
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

/// Cells that overlap the pixels, counted from 0 in the order of pixels.
struct InView<'a> {
    axis: &'a CellAxis<'a>,
    to_px: ToPx,
    /// Their indices along the axis.
    cells: Range<usize>,
    /// Indices grow with pixels.
    ascending: bool,
}

impl<'a> InView<'a> {
    /// `None` where nothing can be placed.
    fn new(axis: &'a CellAxis<'a>) -> Option<Self> {
        let to_px = ToPx::new(axis.scale, axis.range, axis.length_px)?;
        let Range { start: first, end } = axis.edges.placed(axis.scale);
        let edge_px = |index: usize| to_px.px_from_data(axis.edges.at(index));
        let ascending = edge_px(first) <= edge_px(end.checked_sub(1)?);
        let length = f64::from(axis.length_px);
        let (from, to) = if ascending {
            (
                first_that(first..end, |i| edge_px(i) > 0.0),
                first_that(first..end, |i| edge_px(i) >= length),
            )
        } else {
            (
                first_that(first..end, |i| edge_px(i) < length),
                first_that(first..end, |i| edge_px(i) <= 0.0),
            )
        };
        // The cell before the first edge inside reaches in; so does the one before the first edge past.
        let cells = from.max(first + 1) - 1..to.min(end - 1);
        (!cells.is_empty()).then_some(Self {
            axis,
            to_px,
            cells,
            ascending,
        })
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    /// Index along the axis.
    fn index(&self, at: usize) -> usize {
        if self.ascending {
            self.cells.start + at
        } else {
            self.cells.end - 1 - at
        }
    }

    /// The place in scale space of the border before a cell, in the order of pixels.
    fn border(&self, at: usize) -> f64 {
        let edge = if self.ascending {
            self.cells.start + at
        } else {
            self.cells.end - at
        };
        self.axis.scale.scale_from_data(self.axis.edges.at(edge))
    }

    fn border_px(&self, at: usize) -> f64 {
        self.to_px.px_from_scale(self.border(at))
    }

    /// From the middle in scale space: halfway between rounded borders may miss a whole pixel.
    fn middle_px(&self, at: usize) -> f64 {
        let middle = self.border(at) / 2.0 + self.border(at + 1) / 2.0;
        self.to_px.px_from_scale(middle)
    }

    fn placed(&self, at: usize) -> PlacedCell {
        PlacedCell {
            low: self.border_px(at),
            high: self.border_px(at + 1),
        }
    }

    fn holds_a_centre(&self, at: usize) -> bool {
        let [from, end] = self.placed(at).centres();
        from < end
    }

    /// What a pixel shows that owns these cells.
    fn span(&self, owned: &Owned, px: f64) -> Span {
        let [start, end] = owned.ends;
        if start == end {
            return Span::only(self.index(start));
        }
        let nearest = owned
            .centre
            .unwrap_or_else(|| self.nearest(owned.ends, px + 0.5));
        // A cell wider than the pixel counts only with its part inside.
        let part = |at: usize| {
            let cell = self.placed(at);
            let whole = cell.high - cell.low;
            if whole > 1.0 {
                let inside = cell.high.min(px + 1.0) - cell.low.max(px);
                (inside / whole).clamp(LEAST_PART, 1.0)
            } else {
                1.0
            }
        };
        let (first, last) = if self.ascending {
            (start, end)
        } else {
            (end, start)
        };
        Span {
            first: self.index(first),
            last: self.index(last),
            nearest: self.index(nearest),
            ends: [part(first), part(last)],
        }
    }

    /// The cell of a run whose middle is nearest to a place, the first of several.
    fn nearest(&self, [start, end]: [usize; 2], px: f64) -> usize {
        let distance = |at: usize| (self.middle_px(at) - px).abs();
        let after = first_that(start..end + 1, |at| self.middle_px(at) >= px);
        let Some(before) = after.checked_sub(1).filter(|before| *before >= start) else {
            return after.min(end);
        };
        let least = distance(before);
        if after <= end && distance(after) < least {
            return after;
        }
        // Rounding may set several equally far.
        first_that(start..before, |at| distance(at) <= least)
    }
}

/// Less of a wide cell than this is no part that rounding leaves sure.
const LEAST_PART: f64 = 1e-100;

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

/// The cells of one pixel.
struct Owned {
    /// The first and the last, in the order of pixels.
    ends: [usize; 2],
    /// The one that holds the pixel's centre.
    centre: Option<usize>,
}

/// Finds the cells of pixel after pixel.
#[derive(Default)]
struct Search {
    /// Borders up to the pixel's centre.
    borders: Seek,
    /// Middles before the pixel's end.
    middles: Seek,
}

impl Search {
    /// The cells of the next pixel; `None`: it has none.
    fn owned(&mut self, cells: &InView<'_>, px: f64) -> Option<Owned> {
        let count = cells.len();
        if px == 0.0 {
            self.middles.on(count, |at| cells.middle_px(at) < px);
        }
        let passed = self
            .borders
            .on(count + 1, |at| first_centre(cells.border_px(at)) <= px);
        let centre = passed.checked_sub(1).filter(|at| *at < count);
        // Of those whose middle falls into the pixel, all that hold no centre; hardly ever does one
        // of the others stand before or after them.
        let from = self.middles.at();
        let end = self.middles.on(count, |at| cells.middle_px(at) < px + 1.0);
        let own = |at: &usize| !cells.holds_a_centre(*at);
        let first = (from..end).find(own);
        let last = (from..end).rev().find(own);
        let ends = match (centre, first.zip(last)) {
            (Some(centre), None) => [centre; 2],
            (None, Some((first, last))) => [first, last],
            (Some(centre), Some((first, last))) => [first.min(centre), last.max(centre)],
            (None, None) => return None,
        };
        Some(Owned { ends, centre })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a canvas is far smaller than 2^53 pixels"
)]
fn whole_px(pixel: usize) -> f64 {
    pixel as f64
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
    let pixel = whole_px(pixel);
    pixel < from + before || pixel >= end - (gap - before)
}
