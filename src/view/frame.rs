//! From a figure to a frame: everything resolved to pixels.

use std::sync::Arc;

use crate::axis::Scale;
use crate::color::{KeySpace, Levels};
use crate::figure::{
    Axis, AxisId, AxisSide, ColorRange, ColorScaleId, ColorScaleSpec, Figure, Heatmap, Layer,
    automatic_range,
};
use crate::grid::{Cancelled, CellSource, Reduction};

use super::cell_text::{CellLabel, cell_labels};
use super::cells::{CellAxis, CellTable, ToPx};
use super::colorbar::{bar_cells, color_scale};
use super::draw;
use super::layout::{Layout, LayoutInput, axes, layout, relabel_bars, whole};
use super::marks::{Canvas, Cells, Item, PxRect, Ruler};
use super::viewport::Viewport;

/// A figure resolved to the pixels of one canvas.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What it was made for.
    pub canvas: Canvas,
    /// What to paint, in order.
    pub items: Vec<Item>,
    /// Where the plots stand and what they show.
    pub plots: Vec<PlotFrame>,
    /// Where the colour bars stand.
    pub colorbars: Vec<ColorBarFrame>,
}

/// One plot in a frame.
#[derive(Clone, Debug)]
pub struct PlotFrame {
    /// The cells' area.
    pub rect: PxRect,
    /// The x axis.
    pub x: AxisFrame,
    /// The y axis.
    pub y: AxisFrame,
    /// The layers, from the lowest to the topmost.
    pub layers: Vec<HeatmapFrame>,
}

/// One axis in a frame.
#[derive(Clone, Debug)]
pub struct AxisFrame {
    /// The axis of the figure.
    pub id: AxisId,
    /// How it runs.
    pub scale: Scale,
    /// Its title; empty: none.
    pub title: String,
    /// Where it stands.
    pub side: AxisSide,
    /// The visible range in data units: left to right, or bottom to top.
    pub range: [f64; 2],
    /// Its ticks.
    pub ticks: Vec<PlacedTick>,
    /// Names of a category axis's indices; empty otherwise.
    pub categories: Arc<[String]>,
    /// First and one past the last pixel of the axis (x: left and right, y: top and bottom).
    pub pixels: [u32; 2],
}

impl AxisFrame {
    /// The data value at a place (px of the canvas) along this axis.
    #[must_use]
    pub fn data_from_px(&self, px: f64) -> f64 {
        let [start, end] = self.pixels;
        let [from, to] = self.range_along_px();
        match ToPx::new(self.scale, [from, to], end.saturating_sub(start)) {
            Some(to_px) => to_px.data_from_px(px - f64::from(start)),
            None => from,
        }
    }

    /// The place (px of the canvas) of a data value; NaN where the scale has none.
    #[must_use]
    pub fn px_from_data(&self, data: f64) -> f64 {
        let [start, end] = self.pixels;
        ToPx::new(self.scale, self.range_along_px(), end.saturating_sub(start))
            .map_or(f64::NAN, |to_px| {
                f64::from(start) + to_px.px_from_data(data)
            })
    }

    /// The visible range in the direction of growing px.
    fn range_along_px(&self) -> [f64; 2] {
        let [from, to] = self.range;
        if self.is_horizontal() {
            [from, to]
        } else {
            [to, from]
        }
    }

    /// True for an x axis.
    #[must_use]
    pub fn is_horizontal(&self) -> bool {
        matches!(self.side, AxisSide::Bottom | AxisSide::Top)
    }
}

/// A tick and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedTick {
    /// In data units; a category's index.
    pub value: f64,
    /// Along the axis, px of the canvas.
    pub px: f64,
    /// What is written beside it.
    pub label: String,
}

/// A heatmap in a frame: the tables that the picture is painted from.
#[derive(Clone, Debug)]
pub struct HeatmapFrame {
    /// The layer.
    pub heatmap: Heatmap,
    /// What each pixel column shows.
    pub columns: CellTable,
    /// What each pixel row shows, from the top.
    pub rows: CellTable,
    /// The colours.
    pub levels: Arc<Levels>,
    /// The colour range.
    pub range: [f64; 2],
    /// Cells in one pixel, along x and along y.
    pub pixel_cells: [f64; 2],
    /// True if some pixel shows several cells.
    pub reduced: bool,
    /// Values written into cells.
    pub labels: Vec<CellLabel>,
}

/// A colour bar in a frame.
#[derive(Clone, Debug)]
pub struct ColorBarFrame {
    /// The colour scale of the figure.
    pub color: ColorScaleId,
    /// The coloured bar.
    pub rect: PxRect,
    /// Lowest and highest value of the bar.
    pub range: [f64; 2],
    /// Its title; empty: none.
    pub title: String,
    /// Its ticks; `px` along y.
    pub ticks: Vec<PlacedTick>,
}

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
        .map(|spec| known_range(spec.range))
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
        heatmaps = self::heatmaps(&input, &laid_out, cancel)?;
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

fn known_range(range: ColorRange) -> [f64; 2] {
    match range {
        ColorRange::Known(range) => range,
        ColorRange::OfPicture => [0.0, 1.0],
    }
}

/// A heatmap's cells before their colours are known.
struct Uncoloured<'a> {
    heatmap: &'a Heatmap,
    columns: CellTable,
    rows: CellTable,
    source: CellSource,
    reduced: bool,
}

fn heatmaps<'a>(
    input: &LayoutInput<'a>,
    layout: &Layout,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Uncoloured<'a>>, Cancelled> {
    let layers = input.figure.plots.iter().flat_map(|plot| &plot.layers);
    layers
        .map(|Layer::Heatmap(heatmap)| uncoloured(input, layout.plot, heatmap, cancel))
        .collect()
}

fn uncoloured<'a>(
    input: &LayoutInput<'a>,
    plot: PxRect,
    heatmap: &'a Heatmap,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Uncoloured<'a>, Cancelled> {
    let (columns, rows) = tables(input, plot, heatmap);
    let grid = &heatmap.grid;
    let single = columns.spans.all_single() && rows.spans.all_single();
    let source = match heatmap.reduction {
        Reduction::Nearest => CellSource::Grid(grid.clone()),
        reduction if single && !reduction.makes_new_values() => CellSource::Grid(grid.clone()),
        Reduction::Extreme => {
            let levels = levels(input, heatmap, input.color_ranges);
            let farther = |low: f64, high: f64| {
                levels.steps_from_middle(high) >= levels.steps_from_middle(low)
            };
            let plane = grid.extreme_plane(&columns.spans, &rows.spans, farther, cancel)?;
            CellSource::Plane(plane)
        }
        reduction => {
            CellSource::Plane(grid.plane(&columns.spans, &rows.spans, reduction, cancel)?)
        }
    };
    Ok(Uncoloured {
        heatmap,
        columns,
        rows,
        source,
        reduced: !single,
    })
}

fn tables(input: &LayoutInput<'_>, plot: PxRect, heatmap: &Heatmap) -> (CellTable, CellTable) {
    let (Some(x), Some(y)) = axes(input.figure) else {
        return Default::default();
    };
    let Some(ids) = input.figure.plots.first() else {
        return Default::default();
    };
    let x_range = input.viewport.range(input.figure, ids.x);
    let [bottom, top] = input.viewport.range(input.figure, ids.y);
    let gap_px = whole(input.px(heatmap.gap));
    let table = |axis: &Axis, positions: &crate::axis::Positions, range, length_px| {
        let edges = positions.edges(axis.scale);
        CellTable::new(&CellAxis {
            edges: &edges,
            scale: axis.scale,
            range,
            length_px,
            gap_px,
        })
    };
    (
        table(x, &heatmap.x, x_range, plot.w),
        table(y, &heatmap.y, [top, bottom], plot.h),
    )
}

fn levels(input: &LayoutInput<'_>, heatmap: &Heatmap, ranges: &[[f64; 2]]) -> Arc<Levels> {
    let id = heatmap.color.0;
    let range = ranges.get(id).copied().unwrap_or([0.0, 1.0]);
    let scale = match input.figure.color_scales.get(id) {
        Some(spec) => color_scale(spec, range),
        None => color_scale(&ColorScaleSpec::default(), range),
    };
    Arc::new(scale.levels())
}

/// The range of each colour scale, where it comes from the picture's own values.
fn ranges_of_picture(
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

    fn cells(&self, rect: PxRect, levels: &Arc<Levels>) -> Cells {
        let table = |table: &CellTable| match self.source {
            CellSource::Grid(_) => table.cell_of_pixel().into(),
            CellSource::Plane(_) => table.pixels.as_slice().into(),
        };
        Cells {
            rect,
            source: self.source.clone(),
            columns: table(&self.columns),
            rows: table(&self.rows),
            levels: Arc::clone(levels),
            key_space: self.key_space(),
        }
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
        layers.push(frame);
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
    layers: Vec<HeatmapFrame>,
) -> Option<PlotFrame> {
    let plot = input.figure.plots.first()?;
    let axis = |id: AxisId, labels: &super::axis_labels::AxisLabels, pixels: [u32; 2]| {
        let axis = input.figure.axes.get(id.0)?;
        let mut frame = AxisFrame {
            id,
            scale: axis.scale,
            title: axis.title.clone(),
            side: axis.side,
            range: input.viewport.range(input.figure, id),
            ticks: Vec::new(),
            categories: Arc::clone(&axis.categories),
            pixels,
        };
        let place = |tick: &super::axis_labels::LabelledTick| PlacedTick {
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
        let scale = color_scale(spec, range);
        let levels = Arc::new(scale.levels());
        items.push(draw::cells(bar_cells(place.rect, &scale, &levels)));
        draw::color_bar(input, place, &spec.title, items);
        let bottom = f64::from(place.rect.bottom());
        let placed = |tick: &super::colorbar::BarTick| PlacedTick {
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
