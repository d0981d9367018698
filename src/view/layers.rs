//! Heatmaps over their plot: which cells each pixel shows, their values, then their colours.

use std::sync::Arc;

use crate::axis::Positions;
use crate::color::{KeySpace, Levels};
use crate::figure::{
    ColorRange, ColorScaleSpec, Figure, Heatmap, Layer, Plot, Smoothing, automatic_range,
};
use crate::grid::{Cancelled, CellSource, Plane, Reduction, Spans};

use super::cells::{CellAxis, CellTable};
use super::frame::AxisFrame;
use super::layout::{Layout, LayoutInput, whole};
use super::marks::{Cells, PxRect};
use super::smooth::{self, SmoothAxis, smooth_axes};

/// A heatmap's cells before their colours are known.
pub(super) struct Uncoloured<'a> {
    /// Its plot and its place among that plot's layers.
    pub(super) place: [usize; 2],
    pub(super) heatmap: &'a Heatmap,
    pub(super) columns: CellTable,
    pub(super) rows: CellTable,
    source: CellSource,
    /// For each pixel column and row that of the source, where values run smoothly.
    smooth: Option<[Vec<u32>; 2]>,
    pub(super) reduced: bool,
}

/// How much is done for the values of a picture.
#[derive(Clone, Copy)]
pub(super) enum Effort<'a> {
    /// They are exact, or given up as soon as this answers true.
    Exact(&'a (dyn Fn() -> bool + Sync)),
    /// What is known at once, whatever the size of the grid.
    Preview,
}

pub(super) fn heatmaps<'a>(
    input: &LayoutInput<'a>,
    layout: &Layout,
    effort: Effort<'_>,
) -> Result<Vec<Uncoloured<'a>>, Cancelled> {
    let mut found = Vec::new();
    for (index, plot) in input.figure.plots.iter().enumerate() {
        let rect = layout.plots.get(index).copied().unwrap_or_default();
        for (layer, heatmap) in plot.layers.iter().enumerate() {
            if let Layer::Heatmap(heatmap) = heatmap {
                let axes = plot_axes(input, layout, plot, rect);
                let place = [index, layer];
                found.push(uncoloured(input, place, &axes, heatmap, effort)?);
            }
        }
    }
    Ok(found)
}

/// The axes of a plot, without ticks.
fn plot_axes(
    input: &LayoutInput<'_>,
    layout: &Layout,
    plot: &Plot,
    rect: PxRect,
) -> [Option<AxisFrame>; 2] {
    [
        AxisFrame::laid_out(input, layout, plot.x, [rect.x, rect.right()]),
        AxisFrame::laid_out(input, layout, plot.y, [rect.y, rect.bottom()]),
    ]
}

fn uncoloured<'a>(
    input: &LayoutInput<'a>,
    place: [usize; 2],
    axes: &[Option<AxisFrame>; 2],
    heatmap: &'a Heatmap,
    effort: Effort<'_>,
) -> Result<Uncoloured<'a>, Cancelled> {
    let Tables {
        columns,
        rows,
        smooth,
    } = tables(input, axes, heatmap);
    let single = columns.spans.all_single() && rows.spans.all_single();
    let reduce = |columns: &Spans, rows: &Spans| plane(input, heatmap, [columns, rows], effort);
    let source = match (heatmap.reduction, &smooth) {
        (_, Some(axes)) => {
            let base = reduce(&axes[0].spans, &axes[1].spans)?;
            CellSource::Plane(match effort {
                Effort::Exact(cancel) => smooth::plane(heatmap, &base, axes, cancel)?,
                Effort::Preview => smooth::plane(heatmap, &base, axes, &|| false)?,
            })
        }
        // Cells here and there are quick to find, but in a file.
        (Reduction::Nearest, _) if single || heatmap.grid.is_in_memory() => {
            CellSource::Grid(heatmap.grid.clone())
        }
        (reduction, _) if single && !reduction.makes_new_values() => {
            CellSource::Grid(heatmap.grid.clone())
        }
        _ => CellSource::Plane(reduce(&columns.spans, &rows.spans)?),
    };
    Ok(Uncoloured {
        place,
        heatmap,
        columns,
        rows,
        source,
        smooth: smooth.map(|axes| axes.map(|axis| axis.pixels)),
        reduced: !single,
    })
}

/// One value for each pair of a column span and a row span.
fn plane(
    input: &LayoutInput<'_>,
    heatmap: &Heatmap,
    [columns, rows]: [&Spans; 2],
    effort: Effort<'_>,
) -> Result<Arc<Plane>, Cancelled> {
    let (grid, rule) = (&heatmap.grid, heatmap.reduction);
    let extreme = rule == Reduction::Extreme;
    let levels = extreme.then(|| levels(input, heatmap, input.color_ranges));
    let farther = |low, high| levels.as_ref().is_some_and(|it| it.takes_high(low, high));
    match effort {
        Effort::Exact(cancel) if extreme => grid.extreme_plane(columns, rows, farther, cancel),
        Effort::Exact(cancel) => grid.plane(columns, rows, rule, cancel),
        Effort::Preview if extreme => {
            let [low, high] =
                [Reduction::Min, Reduction::Max].map(|rule| grid.preview(columns, rows, rule));
            Ok(Plane::chosen(&low, &high, None, farther))
        }
        Effort::Preview => Ok(Arc::new(grid.preview(columns, rows, rule))),
    }
}

/// What each pixel column and each pixel row shows.
#[derive(Default)]
struct Tables {
    columns: CellTable,
    rows: CellTable,
    /// Where values run smoothly.
    smooth: Option<[SmoothAxis; 2]>,
}

fn tables(input: &LayoutInput<'_>, axes: &[Option<AxisFrame>; 2], heatmap: &Heatmap) -> Tables {
    let [Some(x), Some(y)] = axes else {
        return Tables::default();
    };
    let edges = |axis: &AxisFrame, positions: &Positions| {
        let edges = positions.edges(axis.scale);
        match &axis.rule.breaks {
            Some(breaks) => edges.without(breaks),
            None => edges,
        }
    };
    let [x_edges, y_edges] = [edges(x, &heatmap.x), edges(y, &heatmap.y)];
    let cell_axis = |axis: &AxisFrame, edges, gap| CellAxis {
        edges,
        scale: axis.scale,
        range: axis.range_along_px().map(|data| axis.even(data)),
        length_px: axis.pixels[1].saturating_sub(axis.pixels[0]),
        // A surface has no gaps.
        gap_px: match heatmap.smoothing {
            Smoothing::None => whole(input.px(gap)),
            Smoothing::Fast | Smoothing::Best => 0,
        },
    };
    let across = cell_axis(x, &x_edges, heatmap.gap[0]);
    let along = cell_axis(y, &y_edges, heatmap.gap[1]);
    let (columns, rows) = (CellTable::new(&across), CellTable::new(&along));
    let smooth = smooth_axes(heatmap, [(x, &across, &columns), (y, &along, &rows)]);
    Tables {
        columns,
        rows,
        smooth,
    }
}

pub(super) fn levels(
    input: &LayoutInput<'_>,
    heatmap: &Heatmap,
    ranges: &[[f64; 2]],
) -> Arc<Levels> {
    let id = heatmap.color.0;
    let range = ranges.get(id).copied().unwrap_or([0.0, 1.0]);
    let scale = match input.figure.color_scales.get(id) {
        Some(spec) => spec.over_range(range),
        None => ColorScaleSpec::default().over_range(range),
    };
    Arc::new(scale.levels().with_opacity(heatmap.opacity))
}

/// The range of each colour scale, where it comes from the picture's own values.
pub(super) fn ranges_of_picture(
    figure: &Figure,
    heatmaps: &[Uncoloured<'_>],
    known: &[[f64; 2]],
) -> Vec<[f64; 2]> {
    let mut ranges = known.to_vec();
    for (index, (range, spec)) in ranges.iter_mut().zip(&figure.color_scales).enumerate() {
        if spec.range != ColorRange::OfPicture {
            continue;
        }
        let extents = heatmaps
            .iter()
            .filter(|layer| layer.heatmap.color.0 == index);
        let extent = extents
            .filter_map(|layer| layer.extent())
            .reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]);
        if let Some(extent) = extent {
            *range = automatic_range(extent, spec.norm, spec.midpoint);
        }
    }
    ranges
}

impl Uncoloured<'_> {
    /// Smallest and largest finite value of the picture.
    fn extent(&self) -> Option<[f64; 2]> {
        match &self.source {
            CellSource::Grid(grid) => grid.stats().extent,
            CellSource::Plane(plane) => plane.stats().extent,
        }
    }

    /// Where values become comparable: the same as long as the values are.
    fn key_space(&self) -> KeySpace {
        if self.heatmap.reduction.makes_new_values() {
            KeySpace::of(self.extent())
        } else {
            KeySpace::of(self.heatmap.grid.stats().extent)
        }
    }

    /// Ready to be painted.
    pub(super) fn cells(&self, rect: PxRect, levels: &Arc<Levels>) -> Cells {
        let table = |table: &CellTable, axis: usize| match (&self.smooth, &self.source) {
            (Some(smooth), _) => smooth[axis].as_slice().into(),
            (None, CellSource::Grid(_)) => table.cell_of_pixel().into(),
            (None, CellSource::Plane(_)) => table.pixels.as_slice().into(),
        };
        Cells {
            rect,
            source: self.source.clone(),
            columns: table(&self.columns, 0),
            rows: table(&self.rows, 1),
            levels: Arc::clone(levels),
            key_space: self.key_space(),
        }
    }
}
