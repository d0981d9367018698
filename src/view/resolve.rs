//! From a figure to a frame: everything resolved to pixels.

use std::sync::Arc;

use crate::color::Levels;
use crate::figure::{
    AxisId, ColorRange, ColorScaleId, ColorScaleSpec, Figure, Layer, Scatter, ShapeLayer,
};
use crate::grid::Cancelled;

use super::cell_text::cell_labels;
use super::cell_words::template_labels;
use super::cells::CellTable;
use super::colorbar::bar_cells;
use super::decor::{self, PageSpace};
use super::draw;
use super::frame::{
    AxisFrame, ColorBarFrame, Frame, HeatmapFrame, LayerFrame, PlotFrame, ScatterFrame,
};
use super::layers::{Effort, Uncoloured, heatmaps, levels, ranges_of_picture};
use super::layout::{Layout, LayoutInput, layout, relabel_bars};
use super::marks::{Canvas, Item, PxRect, Ruler};
use super::scatter::{ScatterPlace, scatter};
use super::viewport::Viewport;

/// Resolves a figure to the pixels of a canvas. Pure and total.
#[must_use]
pub fn frame(figure: &Figure, viewport: &Viewport, canvas: Canvas, ruler: &dyn Ruler) -> Frame {
    let made = frame_or_cancel(figure, viewport, canvas, ruler, &|| false);
    made.unwrap_or_else(|Cancelled| empty(figure, canvas))
}

/// [`frame`], given up as soon as `cancel` answers true.
///
/// # Errors
/// Only if `cancel` answered true.
pub fn frame_or_cancel(
    figure: &Figure,
    viewport: &Viewport,
    canvas: Canvas,
    ruler: &dyn Ruler,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Frame, Cancelled> {
    resolved(figure, viewport, canvas, ruler, Effort::Exact(cancel))
}

/// [`frame`] with values that are known at once, whatever the size of the grids; to be replaced by
/// the exact ones. Pixels that show one cell are exact.
#[must_use]
pub fn preview(figure: &Figure, viewport: &Viewport, canvas: Canvas, ruler: &dyn Ruler) -> Frame {
    let made = resolved(figure, viewport, canvas, ruler, Effort::Preview);
    made.unwrap_or_else(|Cancelled| empty(figure, canvas))
}

fn empty(figure: &Figure, canvas: Canvas) -> Frame {
    Frame {
        canvas,
        items: Vec::new(),
        plots: Vec::new(),
        colorbars: Vec::new(),
        page: figure.page.clone(),
    }
}

fn resolved(
    figure: &Figure,
    viewport: &Viewport,
    canvas: Canvas,
    ruler: &dyn Ruler,
    effort: Effort<'_>,
) -> Result<Frame, Cancelled> {
    let canvas = sane(canvas);
    let known: Vec<[f64; 2]> = figure
        .color_scales
        .iter()
        .map(|spec| usable_range(spec, known_range(spec.range)))
        .collect();
    let mut input = LayoutInput {
        figure,
        viewport,
        canvas,
        ruler,
        color_ranges: &known,
    };
    let mut laid_out = layout(&input);
    let mut heatmaps = heatmaps(&input, &laid_out, effort)?;
    // Sums and counts take their range from the picture's own values; their bar may need more room,
    // and a plot of another size has other sums.
    let ranges = ranges_of_picture(figure, &heatmaps, &known);
    let settled;
    if ranges != known {
        input.color_ranges = &ranges;
        laid_out = layout(&input);
        heatmaps = super::layers::heatmaps(&input, &laid_out, effort)?;
        settled = ranges_of_picture(figure, &heatmaps, &ranges);
        input.color_ranges = &settled;
        relabel_bars(&input, &mut laid_out);
    }
    Ok(assemble(&input, &laid_out, heatmaps))
}

/// A canvas that can be laid out, whatever was asked for.
fn sane(canvas: Canvas) -> Canvas {
    let px_per_pt = if canvas.px_per_pt.is_finite() {
        canvas.px_per_pt.clamp(0.1, 64.0)
    } else {
        1.0
    };
    Canvas {
        width_px: canvas.width_px.max(1),
        height_px: canvas.height_px.max(1),
        px_per_pt,
        ..canvas
    }
}

/// The range that the norm can cover: log colours, say, begin above zero.
fn usable_range(spec: &ColorScaleSpec, range: [f64; 2]) -> [f64; 2] {
    spec.over_range(range).range()
}

fn known_range(range: ColorRange) -> [f64; 2] {
    match range {
        ColorRange::Known(range) => range,
        ColorRange::OfPicture => [0.0, 1.0],
    }
}

fn assemble(input: &LayoutInput<'_>, layout: &Layout, heatmaps: Vec<Uncoloured<'_>>) -> Frame {
    let axes: Vec<Option<AxisFrame>> = (0..input.figure.axes.len())
        .map(|index| {
            let place = layout.axes.get(index)?;
            AxisFrame::laid_out(input, layout, AxisId(index), place.pixels)
        })
        .collect();
    let space = PageSpace {
        input,
        area: layout.area,
        axes: &axes,
    };
    let mut items = Vec::new();
    draw::marks(input, &layout.back, &mut items);
    decor::shapes(&space, ShapeLayer::Below, None, &mut items);
    let mut plots: Vec<Option<PlotFrame>> = (0..input.figure.plots.len())
        .map(|index| plot_frame(input, layout, index))
        .collect();
    let mut heatmaps = by_plot(heatmaps, plots.len());
    for group in &layout.groups {
        draw::marks(input, &group.below, &mut items);
        let members: Vec<[AxisId; 2]> = group
            .plots
            .iter()
            .filter_map(|index| input.figure.plots.get(*index))
            .map(|plot| [plot.x, plot.y])
            .collect();
        decor::shapes(&space, ShapeLayer::Between, Some(&members), &mut items);
        for index in &group.plots {
            if let Some(Some(plot)) = plots.get_mut(*index) {
                let cells = heatmaps.get_mut(*index).map(std::mem::take);
                layers(input, *index, plot, cells.unwrap_or_default(), &mut items);
            }
        }
        draw::marks(input, &group.above, &mut items);
    }
    decor::shapes(&space, ShapeLayer::Above, None, &mut items);
    let colorbars = color_bars(input, layout, &mut items);
    decor::legend(&space, &mut items);
    draw::marks(input, &layout.title, &mut items);
    decor::annotations(&space, &mut items);
    Frame {
        canvas: input.canvas,
        items,
        plots: plots.into_iter().flatten().collect(),
        colorbars,
        page: input.figure.page.clone(),
    }
}

/// The heatmaps of each plot, in order.
fn by_plot(heatmaps: Vec<Uncoloured<'_>>, plots: usize) -> Vec<Vec<Uncoloured<'_>>> {
    let mut sorted: Vec<Vec<Uncoloured<'_>>> = (0..plots).map(|_| Vec::new()).collect();
    for heatmap in heatmaps {
        if let Some(plot) = sorted.get_mut(heatmap.place[0]) {
            plot.push(heatmap);
        }
    }
    sorted
}

fn plot_frame(input: &LayoutInput<'_>, layout: &Layout, index: usize) -> Option<PlotFrame> {
    let plot = input.figure.plots.get(index)?;
    let rect = *layout.plots.get(index)?;
    Some(PlotFrame {
        rect,
        x: AxisFrame::laid_out(input, layout, plot.x, [rect.x, rect.right()])?,
        y: AxisFrame::laid_out(input, layout, plot.y, [rect.y, rect.bottom()])?,
        layers: Vec::new(),
    })
}

/// Draws the layers of a plot and keeps what they were drawn from.
fn layers(
    input: &LayoutInput<'_>,
    index: usize,
    plot: &mut PlotFrame,
    heatmaps: Vec<Uncoloured<'_>>,
    items: &mut Vec<Item>,
) {
    let mut heatmaps = heatmaps.into_iter();
    let layers = input
        .figure
        .plots
        .get(index)
        .map_or(&[][..], |plot| &plot.layers);
    for (place, layer) in layers.iter().enumerate() {
        match layer {
            Layer::Heatmap(_) => {
                let Some(cells) = heatmaps.next() else {
                    continue;
                };
                let levels = levels(input, cells.heatmap, input.color_ranges);
                items.push(draw::cells(cells.cells(plot.rect, &levels)));
                let frame = heatmap_frame(input, plot.rect, cells, levels);
                plot.layers
                    .push(LayerFrame::Heatmap(with_words(input, plot, frame, items)));
            }
            Layer::Scatter(layer) => {
                let frame = scatter_frame(plot, layer);
                let after = layers.iter().skip(place + 1).find_map(Layer::scatter);
                let after = after.map(|layer| scatter_frame(plot, layer));
                let place = ScatterPlace {
                    clip: plot.rect,
                    x: &plot.x,
                    y: &plot.y,
                    before: plot.layers.iter().rev().find_map(LayerFrame::scatter),
                    after: after.as_ref(),
                };
                scatter(input, &place, &frame, items);
                plot.layers.push(LayerFrame::Scatter(frame));
            }
        }
    }
}

fn scatter_frame(plot: &PlotFrame, layer: &Scatter) -> ScatterFrame {
    let place = |(x, y): (&f64, &f64)| [plot.x.px_from_data(*x), plot.y.px_from_data(*y)];
    ScatterFrame {
        points: layer.x.iter().zip(layer.y.iter()).map(place).collect(),
        scatter: layer.clone(),
    }
}

fn heatmap_frame(
    input: &LayoutInput<'_>,
    rect: PxRect,
    layer: Uncoloured<'_>,
    levels: Arc<Levels>,
) -> HeatmapFrame {
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let per_pixel = |table: &CellTable, length: u32| table.visible as f64 / f64::from(length);
    HeatmapFrame {
        pixel_cells: [
            per_pixel(&layer.columns, rect.w),
            per_pixel(&layer.rows, rect.h),
        ],
        heatmap: layer.heatmap.clone(),
        columns: layer.columns,
        rows: layer.rows,
        range: input.color_range(layer.heatmap.color.0),
        levels,
        reduced: layer.reduced,
        labels: Vec::new(),
    }
}

/// Writes into the cells.
fn with_words(
    input: &LayoutInput<'_>,
    plot: &PlotFrame,
    mut frame: HeatmapFrame,
    items: &mut Vec<Item>,
) -> HeatmapFrame {
    if let Some(template) = &frame.heatmap.template {
        frame.labels = template_labels(input, plot, &frame, template);
        draw::cell_words(input, plot.rect, &frame.labels, items);
    } else {
        frame.labels = cell_labels(input, plot.rect, &frame);
        draw::cell_labels(input, plot.rect, &frame.labels, items);
    }
    frame
}

fn color_bars(
    input: &LayoutInput<'_>,
    layout: &Layout,
    items: &mut Vec<Item>,
) -> Vec<ColorBarFrame> {
    let mut frames = Vec::new();
    for place in &layout.bars {
        let Some(spec) = input.figure.color_scales.get(place.color) else {
            continue;
        };
        let range = input.color_range(place.color);
        let scale = spec.over_range(range);
        let mut levels = scale.levels();
        if place.opaque {
            levels = levels.opaque();
        }
        let levels = Arc::new(levels);
        draw::marks(input, &place.under, items);
        items.push(draw::cells(bar_cells(place, &scale, &levels)));
        draw::marks(input, &place.over, items);
        frames.push(ColorBarFrame {
            color: ColorScaleId(place.color),
            rect: place.rect,
            range,
            title: spec.title.clone(),
            horizontal: place.horizontal,
            ticks: place.ticks.clone(),
        });
    }
    frames
}
