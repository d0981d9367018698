//! What a frame is: a figure resolved to the pixels of one canvas.

use std::sync::Arc;

use crate::axis::{Scale, TickRule};
use crate::color::Levels;
use crate::figure::{AxisId, AxisSide, ColorScaleId, Heatmap, Page, Scatter};

use super::cell_text::CellLabel;
use super::cells::{CellTable, ToPx};
use super::layout::{Layout, LayoutInput};
use super::marks::{Canvas, Item, PxRect};

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
    /// How its author laid it out; `None` for figures of tables.
    pub page: Option<Arc<Page>>,
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
    pub layers: Vec<LayerFrame>,
}

impl PlotFrame {
    /// The heatmap at this place among the layers, if it is one.
    #[must_use]
    pub fn heatmap(&self, layer: usize) -> Option<&HeatmapFrame> {
        self.layers.get(layer)?.heatmap()
    }
}

/// One layer in a frame.
#[derive(Clone, Debug)]
pub enum LayerFrame {
    /// Coloured cells.
    Heatmap(HeatmapFrame),
    /// Points, lines and words.
    Scatter(ScatterFrame),
}

impl LayerFrame {
    /// The heatmap, if it is one.
    #[must_use]
    pub fn heatmap(&self) -> Option<&HeatmapFrame> {
        match self {
            Self::Heatmap(heatmap) => Some(heatmap),
            Self::Scatter(_) => None,
        }
    }

    /// The points, if it is a layer of points.
    #[must_use]
    pub fn scatter(&self) -> Option<&ScatterFrame> {
        match self {
            Self::Heatmap(_) => None,
            Self::Scatter(scatter) => Some(scatter),
        }
    }
}

/// Points in a frame.
#[derive(Clone, Debug)]
pub struct ScatterFrame {
    /// The layer.
    pub scatter: Scatter,
    /// Where its points lie, px of the canvas; NaN where nowhere.
    pub points: Vec<[f64; 2]>,
}

/// One axis in a frame.
#[derive(Clone, Debug)]
pub struct AxisFrame {
    /// The axis of the figure.
    pub id: AxisId,
    /// What its page calls it: `x`, `y2`; empty on figures without a page.
    pub name: String,
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
    /// Which ticks it bears and how its values read.
    pub rule: TickRule,
    /// A d3 format for its values in tooltips; empty: automatic.
    pub hover_format: String,
    /// First and one past the last pixel of the axis (x: left and right, y: top and bottom).
    pub pixels: [u32; 2],
}

impl AxisFrame {
    /// An axis of the figure along these pixels, with its ticks; `None` if the figure has no such axis.
    pub(super) fn laid_out(
        input: &LayoutInput<'_>,
        layout: &Layout,
        id: AxisId,
        pixels: [u32; 2],
    ) -> Option<Self> {
        let axis = input.figure.axes.get(id.0)?;
        let place = layout.axes.get(id.0)?;
        let page = axis.page.as_ref();
        let mut frame = Self {
            id,
            name: page.map(|page| page.name.clone()).unwrap_or_default(),
            scale: axis.scale,
            title: axis.title.clone(),
            side: axis.side,
            range: place.range,
            ticks: Vec::new(),
            categories: Arc::clone(&axis.categories),
            rule: axis.ticks.clone(),
            hover_format: axis.hover_format.clone(),
            pixels,
        };
        let placed = |tick: &PlacedTick| PlacedTick {
            px: frame.px_from_data(tick.value),
            ..tick.clone()
        };
        frame.ticks = place.ticks.iter().map(placed).collect();
        Some(frame)
    }

    /// The data value at a place (px of the canvas) along this axis.
    #[must_use]
    pub fn data_from_px(&self, px: f64) -> f64 {
        let even = match self.to_px() {
            Some(to_px) => to_px.data_from_px(px - f64::from(self.pixels[0])),
            None => return self.range_along_px()[0],
        };
        self.rule
            .breaks
            .as_ref()
            .map_or(even, |breaks| breaks.expand(even))
    }

    /// The place (px of the canvas) of a data value; NaN where the scale has none.
    #[must_use]
    pub fn px_from_data(&self, data: f64) -> f64 {
        self.to_px().map_or(f64::NAN, |to_px| {
            f64::from(self.pixels[0]) + to_px.px_from_data(self.even(data))
        })
    }

    /// Data in what remains of an axis with breaks.
    pub(super) fn even(&self, data: f64) -> f64 {
        self.rule
            .breaks
            .as_ref()
            .map_or(data, |breaks| breaks.compress(data))
    }

    fn to_px(&self) -> Option<ToPx> {
        let [start, end] = self.pixels;
        let range = self.range_along_px().map(|data| self.even(data));
        ToPx::new(self.scale, range, end.saturating_sub(start))
    }

    /// The visible range in the direction of growing px.
    pub(super) fn range_along_px(&self) -> [f64; 2] {
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
    /// Lowest on the left and highest on the right, instead of from the bottom to the top.
    pub horizontal: bool,
    /// Its ticks; `px` along y, or along x of a horizontal bar.
    pub ticks: Vec<PlacedTick>,
}
