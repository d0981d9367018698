//! Smooth heatmaps: between which cells' middles each pixel lies.
//!
//! The rules are plotly.js's, so that a figure keeps its look: pixels are taken at their left (upper)
//! border, middles at the nearest whole pixel; where middles were given values run between those and
//! stay constant beyond, else they run evenly from index to index.

use std::sync::Arc;

use crate::axis::{Positions, Scale};
use crate::figure::{Heatmap, Smoothing};
use crate::grid::{Blend, Cancelled, NO_CELL, Plane, Span, Spans};

use super::cells::{CellAxis, CellTable, ToPx};
use super::frame::AxisFrame;
use super::seek::first_that;

/// One axis of a smooth heatmap.
pub(super) struct SmoothAxis {
    /// The columns (rows) of the plane that values are taken from.
    pub(super) spans: Spans,
    /// For each pixel with a cell, the place between two of `spans`.
    blends: Vec<Blend>,
    /// For each pixel an index into `blends`, or [`NO_CELL`].
    pub(super) pixels: Vec<u32>,
}

/// Both axes of a heatmap that is drawn smoothly; `None` where it is not: cells that are smaller
/// than pixels on both axes are reduced as ever, uneven cells take no fast smoothing.
pub(super) fn smooth_axes(
    heatmap: &Heatmap,
    axes: [(&AxisFrame, &CellAxis<'_>, &CellTable); 2],
) -> Option<[SmoothAxis; 2]> {
    let positions = [&heatmap.x, &heatmap.y];
    let even = positions
        .iter()
        .zip(&axes)
        .all(|(positions, (axis, ..))| positions.is_even(axis.scale));
    match heatmap.smoothing {
        Smoothing::None => return None,
        Smoothing::Fast if !even => return None,
        Smoothing::Fast | Smoothing::Best => {}
    }
    let single = |table: &CellTable| table.spans.all_single() && !table.spans.is_empty();
    if !axes.iter().any(|(.., table)| single(table)) {
        return None;
    }
    let [x, y] = axes;
    let made = |(axis, cells, table): (&AxisFrame, &CellAxis<'_>, &CellTable), positions| {
        if !single(table) {
            return Some(SmoothAxis::reduced(table));
        }
        let places = Places::new(axis, cells, positions, heatmap.smoothing)?;
        Some(SmoothAxis::between(table, &places))
    };
    Some([made(x, positions[0])?, made(y, positions[1])?])
}

/// The smooth plane of values that were reduced for the axes' spans.
pub(super) fn plane(
    heatmap: &Heatmap,
    base: &Arc<Plane>,
    [x, y]: &[SmoothAxis; 2],
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Arc<Plane>, Cancelled> {
    heatmap
        .grid
        .smooth_plane(base, &x.blends, &y.blends, cancel)
}

impl SmoothAxis {
    /// Several cells in a pixel: each pixel has its value already.
    fn reduced(table: &CellTable) -> Self {
        Self {
            spans: table.spans.clone(),
            blends: (0..table.spans.len()).map(Blend::only).collect(),
            pixels: table.pixels.clone(),
        }
    }

    fn between(table: &CellTable, places: &Places<'_>) -> Self {
        let cells = table.spans.as_slice();
        let seen = cells.iter().map(|span| span.nearest);
        // A cell out of view on either side takes part.
        let first = seen.clone().min().unwrap_or(0).saturating_sub(1);
        let last = seen.max().unwrap_or(0).saturating_add(1);
        let (first, last) = (first.max(places.cells[0]), last.min(places.cells[1]));
        let mut spans = Spans::default();
        for cell in first..=last {
            spans.push(Span::only(cell));
        }
        let mut blends = Vec::new();
        let mut pixels = Vec::with_capacity(table.pixels.len());
        for (pixel, span) in table.pixels.iter().enumerate() {
            if *span == NO_CELL {
                pixels.push(NO_CELL);
                continue;
            }
            let within = |cell: usize| cell.clamp(first, last) - first;
            let blend = places.at(pixel);
            pixels.push(u32::try_from(blends.len()).unwrap_or(NO_CELL));
            blends.push(Blend {
                near: within(blend.near),
                other: within(blend.other),
                share: blend.share,
            });
        }
        Self {
            spans,
            blends,
            pixels,
        }
    }
}

/// Where the middles of cells lie along an axis, in px.
struct Places<'a> {
    /// First and last cell that the axis can place.
    cells: [usize; 2],
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// Between middles that were given; of the cells from the first that can be placed.
    Middles(Row<'a>),
    /// From index to index; edges likewise.
    Indices(Row<'a>),
    /// Evenly between the outermost edges.
    Stretched { from: f64, to: f64 },
}

/// Monotone places along the axis, in whole px from the image's border.
struct Row<'a> {
    origin: f64,
    count: usize,
    px: Box<dyn Fn(usize) -> f64 + 'a>,
}

impl Row<'_> {
    /// The place at an index; `None` past the last.
    fn get(&self, index: usize) -> Option<f64> {
        (index < self.count).then(|| (self.px)(index))
    }

    /// The last place at or before a pixel; `None` where it lies before the first.
    fn bin(&self, pixel: f64) -> Option<usize> {
        let last = self.count.checked_sub(1)?;
        let ascending = (self.px)(0) <= (self.px)(last);
        let passed = |index: usize| {
            let place = (self.px)(index);
            if ascending {
                place > pixel
            } else {
                place <= pixel
            }
        };
        first_that(0..self.count, passed).checked_sub(1)
    }
}

impl<'a> Places<'a> {
    fn new(
        axis: &'a AxisFrame,
        cells: &'a CellAxis<'_>,
        positions: &'a Positions,
        smoothing: Smoothing,
    ) -> Option<Self> {
        let to_px = ToPx::new(cells.scale, cells.range, cells.length_px)?;
        let placed = cells.edges.placed(cells.scale);
        let (first, last) = (placed.start, placed.end.checked_sub(2)?);
        if last < first {
            return None;
        }
        let edge_px = move |index: usize| to_px.px_from_data(cells.edges.at(index));
        let (from, to) = (edge_px(first), edge_px(last + 1));
        if smoothing == Smoothing::Fast {
            return Some(Self {
                cells: [first, last],
                kind: Kind::Stretched { from, to },
            });
        }
        // The image begins with the first pixel in view.
        let border = from.min(to).max(0.0);
        let row = |count: usize, px: Box<dyn Fn(usize) -> f64 + 'a>| Row {
            origin: nearest(border),
            count,
            px: Box::new(move |index| nearest(px(first + index) - border)),
        };
        let count = last + 1 - first;
        let kind = if given_middles(positions, cells.scale) {
            let centre = |index: usize| axis.even(positions.centre(index, cells.scale));
            let px = move |index: usize| to_px.px_from_data(centre(index));
            Kind::Middles(row(count, Box::new(px)))
        } else {
            Kind::Indices(row(count + 1, Box::new(edge_px)))
        };
        Some(Self {
            cells: [first, last],
            kind,
        })
    }

    /// The cells whose middles a pixel lies between.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a canvas is far smaller than 2^53 pixels"
    )]
    fn at(&self, pixel: usize) -> Blend {
        let pixel = pixel as f64;
        let blend = match &self.kind {
            Kind::Middles(row) => between_middles(row, pixel - row.origin),
            Kind::Indices(row) => between_indices(row, pixel - row.origin),
            Kind::Stretched { from, to } => {
                let cells = (self.cells[1] - self.cells[0] + 1) as f64;
                at_index((pixel + 0.5 - from) / (to - from) * cells - 0.5, cells)
            }
        };
        Blend {
            near: blend.near + self.cells[0],
            other: blend.other + self.cells[0],
            share: blend.share,
        }
    }
}

/// Were middles given, or only edges?
fn given_middles(positions: &Positions, scale: Scale) -> bool {
    scale == Scale::Category || matches!(positions, Positions::Centres(_) | Positions::Labels(_))
}

/// The nearest whole number; the larger one of two.
fn nearest(px: f64) -> f64 {
    (px + 0.5).floor()
}

fn between_middles(row: &Row<'_>, pixel: f64) -> Blend {
    let bin = row.bin(pixel).unwrap_or(0);
    let (Some(here), Some(next)) = (row.get(bin), row.get(bin + 1)) else {
        return Blend::only(bin);
    };
    let share = (pixel - here) / (next - here);
    if share > 0.0 && share < 0.5 {
        Blend {
            near: bin,
            other: bin + 1,
            share,
        }
    } else if share >= 0.5 {
        Blend {
            near: bin + 1,
            other: bin,
            share: (1.0 - share).clamp(0.0, 0.5),
        }
    } else {
        // Before the first middle, or two of them on one pixel.
        Blend::only(bin)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "cell counts stay far below 2^53"
)]
fn between_indices(row: &Row<'_>, pixel: f64) -> Blend {
    let cells = row.count.saturating_sub(1).max(1);
    let bin = row.bin(pixel).unwrap_or(0).min(cells - 1);
    let share = match (row.get(bin), row.get(bin + 1)) {
        (Some(here), Some(next)) if here != next => (pixel - here) / (next - here),
        _ => 0.5,
    };
    at_index(bin as f64 + share - 0.5, cells as f64)
}

/// A place among indices, of `cells` cells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the cells before the cast"
)]
fn at_index(place: f64, cells: f64) -> Blend {
    let place = place.max(0.0).min((cells - 1.0).max(0.0));
    let near = nearest(place);
    let share = (place - near).abs();
    let other = if place > near { near + 1.0 } else { near - 1.0 };
    if share > 0.0 {
        Blend {
            near: near as usize,
            other: other as usize,
            share,
        }
    } else {
        Blend::only(near as usize)
    }
}
