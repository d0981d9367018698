//! What the pointer finds on a page, by Plotly's rules: a point near enough, else the cell below.

use crate::axis::{Edges, Positions};
use crate::figure::{HoverLabel, HoverMode, Page};
use crate::grid::Span;

use super::cells::CellTable;
use super::frame::{AxisFrame, Frame, HeatmapFrame, LayerFrame, PlotFrame, ScatterFrame};
use super::hover_words::{Common, Told};
use super::marks::PxRect;
use super::probe::{Probe, ProbeCells, ProbePoint};
use super::probe_cells::{cells, span_at};

/// What lies at a place (px of the canvas) of a page.
pub(super) fn probe(frame: &Frame, page: &Page, at: [f64; 2]) -> Option<Probe> {
    let search = Search::new(frame, page, at);
    let hits = match page.hover {
        HoverMode::Off => return None,
        HoverMode::Closest => search.closest(at).into_iter().collect(),
        HoverMode::X | HoverMode::XUnified => search.all_along(0, at),
        HoverMode::Y | HoverMode::YUnified => search.all_along(1, at),
    };
    let told: Vec<Told<'_>> = hits
        .into_iter()
        .map(|hit| Told::new(frame, page, hit))
        .collect();
    match page.hover {
        HoverMode::XUnified => unified(told, 0),
        HoverMode::YUnified => unified(told, 1),
        HoverMode::X => side_by_side(&told, 0),
        HoverMode::Y => side_by_side(&told, 1),
        HoverMode::Closest | HoverMode::Off => Some(told.first()?.probe(&Common::default())),
    }
}

/// One tooltip that tells of all.
fn unified(mut told: Vec<Told<'_>>, along: usize) -> Option<Probe> {
    let first = told.first()?;
    let title = first.place(along).map(str::to_owned);
    let mut probe = first.unified(title.as_deref());
    let common = Common {
        along: Some(along),
        title,
        said: true,
    };
    told.sort_by_key(|told| told.hit.label.trace);
    for told in &told {
        told.entry(&common, &mut probe.lines);
    }
    Some(probe)
}

/// A tooltip for each, and one beside the axis for what they have in common.
fn side_by_side(told: &[Told<'_>], along: usize) -> Option<Probe> {
    let (first, others) = told.split_first()?;
    let title = first.place(along).map(str::to_owned);
    // Tooltips that name x, y and z have it all and need no common one.
    let said = title.is_some()
        && told.iter().all(|told| told.place(along).is_some())
        && told.iter().any(|told| told.value().is_none());
    let common = Common {
        along: Some(along),
        title: title.clone(),
        said,
    };
    let mut probe = first.probe(&common);
    probe.others = others.iter().map(|told| told.probe(&common)).collect();
    probe.axis_label = title.filter(|_| said).unwrap_or_default();
    Some(probe)
}

/// A layer with what was found in it.
#[derive(Clone, Debug)]
pub(super) struct Hit<'a> {
    /// Indices of the plot and of the layer.
    pub(super) index: [usize; 2],
    pub(super) plot: &'a PlotFrame,
    pub(super) label: &'a HoverLabel,
    pub(super) found: InLayer<'a>,
    /// From the pointer, in points, as Plotly counts it.
    distance: f64,
    /// Where it lies, px of the canvas.
    at: [f64; 2],
}

/// What was found in a layer.
#[derive(Clone, Debug)]
pub(super) enum InLayer<'a> {
    Cells(&'a HeatmapFrame, Box<ProbeCells>),
    Point(&'a ScatterFrame, ProbePoint),
}

/// The layers that may be found, in the order in which they are asked.
struct Search<'a> {
    asked: Vec<([usize; 2], &'a PlotFrame, &'a LayerFrame, &'a HoverLabel)>,
    px_per_pt: f64,
    /// Points are found up to this far, in points.
    reach: f64,
}

impl<'a> Search<'a> {
    fn new(frame: &'a Frame, page: &Page, at: [f64; 2]) -> Self {
        let mut asked = Vec::new();
        let plots = frame.plots.iter().enumerate();
        for (plot_index, plot) in plots.filter(|(_, plot)| touches(plot.rect, at)) {
            for (index, layer) in plot.layers.iter().enumerate() {
                if let Some(label) = label(layer).filter(|label| !label.parts.skip) {
                    asked.push(([plot_index, index], plot, layer, label));
                }
            }
        }
        asked.sort_by_key(|(.., label)| (label.z_order, label.trace));
        Self {
            asked,
            px_per_pt: frame.canvas.px_per_pt,
            reach: if page.hover_distance < 0.0 {
                f64::INFINITY
            } else {
                page.hover_distance
            },
        }
    }

    /// The nearest: the last of the cells below, unless a point asked later is near.
    fn closest(&self, at: [f64; 2]) -> Option<Hit<'a>> {
        let mut nearest: Option<Hit<'a>> = None;
        for asked in &self.asked {
            let reach = nearest.as_ref().map_or(self.reach, |hit| hit.distance);
            if let Some(hit) = self.hit(asked, at, None, reach) {
                nearest = Some(hit);
            }
        }
        nearest
    }

    /// The nearest along one axis, and what else lies at its place, nearest first.
    fn all_along(&self, along: usize, at: [f64; 2]) -> Vec<Hit<'a>> {
        let Some(winner) = self.nearest_first(along, at).into_iter().next() else {
            return Vec::new();
        };
        let others = self.nearest_first(along, winner.at);
        let mut hits = vec![winner];
        for hit in others {
            if hits.iter().all(|known| known.index != hit.index) {
                hits.push(hit);
            }
        }
        hits.sort_by(|a, b| a.distance.total_cmp(&b.distance));
        hits
    }

    fn nearest_first(&self, along: usize, at: [f64; 2]) -> Vec<Hit<'a>> {
        let mut hits: Vec<Hit<'a>> = self
            .asked
            .iter()
            .filter_map(|asked| self.hit(asked, at, Some(along), self.reach))
            .collect();
        hits.sort_by(|a, b| a.distance.total_cmp(&b.distance));
        hits
    }

    /// What is found in one layer within `reach`, by the distance along one axis or from the place.
    fn hit(
        &self,
        asked: &([usize; 2], &'a PlotFrame, &'a LayerFrame, &'a HoverLabel),
        at: [f64; 2],
        along: Option<usize>,
        reach: f64,
    ) -> Option<Hit<'a>> {
        let (index, plot, layer, label) = *asked;
        if self.reach == 0.0 {
            return None;
        }
        let (found, distance, place) = match layer {
            LayerFrame::Heatmap(layer) => {
                let cells = cells_at(plot, layer, at)?;
                let place = middle(plot, layer, &cells);
                // Never nearer than any point that has a distance.
                (InLayer::Cells(layer, Box::new(cells)), self.reach, place)
            }
            LayerFrame::Scatter(layer) => {
                let (index, distance) = self.nearest_point(layer, at, along, reach)?;
                let place = *layer.points.get(index)?;
                let at = [layer.scatter.x.get(index)?, layer.scatter.y.get(index)?].map(|v| *v);
                let point = ProbePoint { index, at };
                (InLayer::Point(layer, point), distance, place)
            }
        };
        Some(Hit {
            index,
            plot,
            label,
            found,
            distance,
            at: place,
        })
    }

    /// The point with the smallest distance up to `reach`; the last of several.
    fn nearest_point(
        &self,
        layer: &ScatterFrame,
        at: [f64; 2],
        along: Option<usize>,
        reach: f64,
    ) -> Option<(usize, f64)> {
        let mut nearest = None;
        let mut reach = reach;
        for (index, point) in layer.points.iter().enumerate() {
            let apart = [0, 1].map(|axis| (point[axis] - at[axis]).abs() / self.px_per_pt);
            let distance = match along {
                None => distance(apart, layer, index),
                Some(axis) => distance_along(apart[axis], layer, index),
            };
            if distance <= reach {
                reach = distance;
                nearest = Some((index, distance));
            }
        }
        nearest
    }
}

/// What a layer's tooltip has in common with others; `None` where it has none to show.
fn label(layer: &LayerFrame) -> Option<&HoverLabel> {
    match layer {
        LayerFrame::Heatmap(layer) => Some(&layer.heatmap.hover.as_ref()?.label),
        LayerFrame::Scatter(layer) => Some(&layer.scatter.hover.label),
    }
}

/// The radius of a point's mark in points; 0 where there is none.
fn radius(layer: &ScatterFrame, index: usize) -> f64 {
    let size = |markers: &crate::figure::Markers| markers.size.get(index).copied();
    layer.scatter.markers.as_ref().and_then(size).unwrap_or(0.0) / 2.0
}

/// How far a point counts as: inside its mark it is near whatever its size, smaller marks first.
fn distance([x, y]: [f64; 2], layer: &ScatterFrame, index: usize) -> f64 {
    let least = if layer.scatter.markers.is_some() {
        3.0
    } else {
        0.5
    };
    let radius = radius(layer, index).max(least);
    (libm::hypot(x, y) - radius).max(1.0 - least / radius)
}

/// The same along one axis.
fn distance_along(apart: f64, layer: &ScatterFrame, index: usize) -> f64 {
    let radius = radius(layer, index).max(3.0);
    let kink = 1.0 - 1.0 / radius;
    if apart < radius {
        kink * apart / radius
    } else {
        apart - radius + kink
    }
}

/// True inside a rectangle and on its borders.
fn touches(rect: PxRect, [x, y]: [f64; 2]) -> bool {
    (f64::from(rect.x)..=f64::from(rect.right())).contains(&x)
        && (f64::from(rect.y)..=f64::from(rect.bottom())).contains(&y)
}

/// The cells under a place; `None` outside all of them, and over missing ones that say nothing.
fn cells_at(plot: &PlotFrame, layer: &HeatmapFrame, [x, y]: [f64; 2]) -> Option<ProbeCells> {
    let hover = layer.heatmap.hover.as_ref()?;
    let heatmap = &layer.heatmap;
    let column = span_on(&plot.x, &layer.columns, x, &heatmap.x)?;
    let row = span_on(&plot.y, &layer.rows, y, &heatmap.y)?;
    let found = cells(layer, column, row);
    let missing = match &found.block {
        None => found.value.to_f64().is_nan(),
        Some(block) => block.summary.count == 0,
    };
    (hover.on_gaps || !missing).then_some(found)
}

/// The cells that an axis shows at a place. Where two cells share a pixel, the place itself decides.
fn span_on<'a>(
    axis: &AxisFrame,
    table: &'a CellTable,
    px: f64,
    positions: &Positions,
) -> Option<&'a Span> {
    let [start, end] = axis.pixels;
    let last = f64::from(end.saturating_sub(start)) - 1.0;
    let shown = span_at(table, (px - f64::from(start)).floor().min(last));
    if let Some(span) = shown.filter(|span| span.count() > 1) {
        return Some(span);
    }
    let cell = cell_at(&positions.edges(axis.scale), axis.data_from_px(px))?;
    let mut spans = table.spans.as_slice().iter();
    spans
        .find(|span| (span.first..=span.last).contains(&cell))
        .or(shown)
}

/// The cell between these edges that holds a value; a value on an edge between two cells belongs to
/// the one of larger values, one on the last edge to none.
fn cell_at(edges: &Edges, value: f64) -> Option<usize> {
    let (first, last) = (edges.first()?, edges.last()?);
    let inside = value == first || (value - first < 0.0) != (value - last < 0.0);
    if !inside || value == last || value.is_nan() || edges.cells() == 0 {
        return None;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let slack = (last - first).abs() / edges.cells() as f64 * 1e-9;
    let passed = if first <= last {
        edges.partition_point(|edge| edge <= value + slack)
    } else {
        edges.partition_point(|edge| edge > value + slack)
    };
    Some(passed.saturating_sub(1).min(edges.cells() - 1))
}

/// The middle of cells, px of the canvas.
fn middle(plot: &PlotFrame, layer: &HeatmapFrame, cells: &ProbeCells) -> [f64; 2] {
    let centre = |axis: &AxisFrame, positions: &Positions, [first, last]: [usize; 2]| {
        let px = |index: usize| axis.px_from_data(positions.centre(index, axis.scale));
        f64::midpoint(px(first), px(last))
    };
    [
        centre(&plot.x, &layer.heatmap.x, cells.columns),
        centre(&plot.y, &layer.heatmap.y, cells.rows),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_belongs_to_the_larger_values() {
        let check = |edges: &[f64], value: f64, cell: Option<usize>| {
            assert_eq!(
                cell_at(&Edges::given(edges.into()), value),
                cell,
                "{value} in {edges:?}"
            );
        };
        let rising = [0.0, 1.0, 3.0];
        check(&rising, -0.1, None);
        check(&rising, 0.0, Some(0));
        check(&rising, 1.0, Some(1));
        check(&rising, 1.0 - 1e-12, Some(1));
        check(&rising, 2.9, Some(1));
        check(&rising, 3.0, None);
        let falling = [3.0, 1.0, 0.0];
        check(&falling, 3.0, Some(0));
        check(&falling, 1.0, Some(0));
        check(&falling, 0.5, Some(1));
        check(&falling, 0.0, None);
        check(&[], 0.0, None);
        check(&[1.0], 1.0, None);
        check(&[0.0, f64::NAN], 0.5, None);
        check(&rising, f64::NAN, None);
    }
}
