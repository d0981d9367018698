//! Smooth heatmaps: between which cells' middles each pixel lies.
//!
//! The rules are plotly.js's, so that a figure keeps its look: pixels are taken at their left (upper)
//! border, middles at the nearest whole pixel; where middles were given values run between those and
//! stay constant beyond, else they run evenly from index to index.

use std::sync::Arc;

use crate::axis::{Edges, Positions, Scale};
use crate::figure::{Heatmap, Smoothing};
use crate::grid::{Blend, Cancelled, NO_CELL, Plane, Span, Spans};

use super::cells::{CellAxis, CellTable, ToPx};
use super::frame::AxisFrame;

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

    fn between(table: &CellTable, places: &Places) -> Self {
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
struct Places {
    /// First and last cell that the axis can place.
    cells: [usize; 2],
    kind: Kind,
}

enum Kind {
    /// Between middles that were given; whole px from the image's border, of the cells from the
    /// first that can be placed.
    Middles { origin: f64, px: Vec<f64> },
    /// From index to index; edges likewise.
    Indices { origin: f64, px: Vec<f64> },
    /// Evenly between the outermost edges.
    Stretched { from: f64, to: f64 },
}

impl Places {
    fn new(
        axis: &AxisFrame,
        cells: &CellAxis<'_>,
        positions: &Positions,
        smoothing: Smoothing,
    ) -> Option<Self> {
        let to_px = ToPx::new(cells.scale, cells.range, cells.length_px)?;
        let [first, last] = placed(cells.edges, cells.scale)?;
        let edges = cells.edges.as_slice().get(first..=last + 1)?;
        let edges: Vec<f64> = edges.iter().map(|edge| to_px.px_from_data(*edge)).collect();
        let ([from, ..], [.., to]) = (&*edges, &*edges) else {
            return None;
        };
        let (from, to) = (*from, *to);
        if smoothing == Smoothing::Fast {
            return Some(Self {
                cells: [first, last],
                kind: Kind::Stretched { from, to },
            });
        }
        // The image begins with the first pixel in view.
        let border = from.min(to).max(0.0);
        let whole = |px: f64| nearest(px - border);
        let origin = nearest(border);
        let centre = |index: usize| positions.centre(index, cells.scale);
        let kind = if given_middles(positions, cells.scale) {
            let px = (first..=last).map(|index| to_px.px_from_data(axis.even(centre(index))));
            Kind::Middles {
                origin,
                px: px.map(whole).collect(),
            }
        } else {
            Kind::Indices {
                origin,
                px: edges.into_iter().map(whole).collect(),
            }
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
            Kind::Middles { origin, px } => between_middles(px, pixel - origin),
            Kind::Indices { origin, px } => between_indices(px, pixel - origin),
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

/// The first and the last cell whose edges a scale can place.
fn placed(edges: &Edges, scale: Scale) -> Option<[usize; 2]> {
    let places = |pair: &[f64]| {
        pair.iter()
            .all(|edge| scale.scale_from_data(*edge).is_finite())
    };
    let mut cells = edges.as_slice().windows(2);
    let first = cells.position(places)?;
    let last = edges.as_slice().windows(2).rposition(places)?;
    Some([first, last])
}

/// Were middles given, or only edges?
fn given_middles(positions: &Positions, scale: Scale) -> bool {
    scale == Scale::Category || matches!(positions, Positions::Centres(_) | Positions::Labels(_))
}

/// The nearest whole number; the larger one of two.
fn nearest(px: f64) -> f64 {
    (px + 0.5).floor()
}

/// The last of monotone places at or before a pixel; `None` where it lies before the first.
fn bin(px: &[f64], pixel: f64) -> Option<usize> {
    let ascending = match (px.first(), px.last()) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    };
    let passed = if ascending {
        px.partition_point(|place| *place <= pixel)
    } else {
        px.partition_point(|place| *place > pixel)
    };
    passed.checked_sub(1)
}

fn between_middles(px: &[f64], pixel: f64) -> Blend {
    let bin = bin(px, pixel).unwrap_or(0);
    let (Some(here), Some(next)) = (px.get(bin), px.get(bin + 1)) else {
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
fn between_indices(px: &[f64], pixel: f64) -> Blend {
    let cells = px.len().saturating_sub(1).max(1);
    let bin = bin(px, pixel).unwrap_or(0).min(cells - 1);
    let share = match (px.get(bin), px.get(bin + 1)) {
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
