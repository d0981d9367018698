//! From a figure to a frame: everything resolved to pixels.

use std::sync::Arc;

use crate::color::Levels;
use crate::figure::{AxisId, ColorRange, ColorScaleId, ColorScaleSpec, Figure};
use crate::grid::Cancelled;

use super::axis_labels::{AxisLabels, LabelledTick};
use super::cell_text::cell_labels;
use super::cells::CellTable;
use super::colorbar::{BarTick, bar_cells};
use super::draw;
use super::frame::{
    AxisFrame, ColorBarFrame, Frame, HeatmapFrame, LayerFrame, PlacedTick, PlotFrame,
};
use super::layers::{Uncoloured, heatmaps, levels, ranges_of_picture};
use super::layout::{Layout, LayoutInput, layout, relabel_bars};
use super::marks::{Canvas, Item, Ruler};
use super::viewport::Viewport;

/// Resolves a figure to the pixels of a canvas. Pure and total.
#[must_use]
pub fn frame(figure: &Figure, viewport: &Viewport, canvas: Canvas, ruler: &dyn Ruler) -> Frame {
    match frame_or_cancel(figure, viewport, canvas, ruler, &|| false) {
        Ok(frame) => frame,
        Err(Cancelled) => Frame {
            canvas,
            items: Vec::new(),
            plots: Vec::new(),
            colorbars: Vec::new(),
            page: figure.page.clone(),
        },
    }
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
    let mut heatmaps = heatmaps(&input, &laid_out, cancel)?;
    // Sums and counts take their range from the picture's own values; their bar may need more room,
    // and a plot of another size has other sums.
    let ranges = ranges_of_picture(figure, &heatmaps, &known);
    let settled;
    if ranges != known {
        input.color_ranges = &ranges;
        laid_out = layout(&input);
        heatmaps = super::layers::heatmaps(&input, &laid_out, cancel)?;
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
    let mut items = Vec::new();
    draw::background(input, layout, &mut items);
    let mut layers = Vec::new();
    for layer in heatmaps {
        let levels = levels(input, layer.heatmap, input.color_ranges);
        items.push(draw::cells(layer.cells(layout.plot, &levels)));
        let frame = heatmap_frame(input, layout, layer, levels);
        draw::cell_labels(input, layout.plot, &frame.labels, &mut items);
        layers.push(LayerFrame::Heatmap(frame));
    }
    draw::axes(input, layout, &mut items);
    let colorbars = color_bars(input, layout, &mut items);
    draw::title(input, layout, &mut items);
    let plots = plot_frame(input, layout, layers).into_iter().collect();
    Frame {
        canvas: input.canvas,
        items,
        plots,
        colorbars,
        page: input.figure.page.clone(),
    }
}

fn heatmap_frame(
    input: &LayoutInput<'_>,
    layout: &Layout,
    layer: Uncoloured<'_>,
    levels: Arc<Levels>,
) -> HeatmapFrame {
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let per_pixel = |table: &CellTable, length: u32| table.visible as f64 / f64::from(length);
    let mut frame = HeatmapFrame {
        pixel_cells: [
            per_pixel(&layer.columns, layout.plot.w),
            per_pixel(&layer.rows, layout.plot.h),
        ],
        heatmap: layer.heatmap.clone(),
        columns: layer.columns,
        rows: layer.rows,
        range: input
            .color_ranges
            .get(layer.heatmap.color.0)
            .copied()
            .unwrap_or([0.0, 1.0]),
        levels,
        reduced: layer.reduced,
        labels: Vec::new(),
    };
    frame.labels = cell_labels(input, layout.plot, &frame);
    frame
}

fn plot_frame(
    input: &LayoutInput<'_>,
    layout: &Layout,
    layers: Vec<LayerFrame>,
) -> Option<PlotFrame> {
    let plot = input.figure.plots.first()?;
    let axis = |id: AxisId, labels: &AxisLabels, pixels: [u32; 2]| {
        let axis = input.figure.axes.get(id.0)?;
        let mut frame = AxisFrame {
            id,
            scale: axis.scale,
            title: axis.title.clone(),
            side: axis.side,
            range: input.viewport.range(input.figure, id),
            ticks: Vec::new(),
            categories: Arc::clone(&axis.categories),
            rule: axis.ticks.clone(),
            hover_format: axis.hover_format.clone(),
            pixels,
        };
        let place = |tick: &LabelledTick| PlacedTick {
            value: tick.tick.value,
            px: frame.px_from_data(tick.tick.value),
            label: tick.tick.label.clone(),
        };
        frame.ticks = labels.ticks.iter().map(place).collect();
        Some(frame)
    };
    let rect = layout.plot;
    Some(PlotFrame {
        rect,
        x: axis(plot.x, &layout.x, [rect.x, rect.right()])?,
        y: axis(plot.y, &layout.y, [rect.y, rect.bottom()])?,
        layers,
    })
}

fn color_bars(
    input: &LayoutInput<'_>,
    layout: &Layout,
    items: &mut Vec<Item>,
) -> Vec<ColorBarFrame> {
    let mut frames = Vec::new();
    for (index, (place, spec)) in layout
        .bars
        .iter()
        .zip(&input.figure.color_scales)
        .enumerate()
    {
        let range = input.color_ranges.get(index).copied().unwrap_or([0.0, 1.0]);
        let scale = spec.over_range(range);
        let levels = Arc::new(scale.levels());
        items.push(draw::cells(bar_cells(place.rect, &scale, &levels)));
        draw::color_bar(input, place, &spec.title, items);
        let bottom = f64::from(place.rect.bottom());
        let placed = |tick: &BarTick| PlacedTick {
            value: tick.value,
            px: bottom - tick.along_px,
            label: tick.label.clone(),
        };
        frames.push(ColorBarFrame {
            color: ColorScaleId(index),
            rect: place.rect,
            range,
            title: spec.title.clone(),
            ticks: place.labels.ticks.iter().map(placed).collect(),
        });
    }
    frames
}
