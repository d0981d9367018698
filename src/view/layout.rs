//! Where everything stands, whichever way it was found.
//!
//! Figures of tables are fitted: margins grow until labels have room. Figures that their author laid
//! out have a page: margins, domains and anchors are given. Both end in the same [`Layout`].

use crate::figure::{AxisId, Figure};

use super::colorbar::BarPlace;
use super::fitted;
use super::frame::PlacedTick;
use super::marks::{Canvas, Mark, PxRect, Ruler};
use super::page;
use super::viewport::Viewport;

/// Where everything stands, in px.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The plots' area, inside the margins: left, top, width, height.
    pub(super) area: [f64; 4],
    /// Each of the figure's plots.
    pub(super) plots: Vec<PxRect>,
    /// Each of the figure's axes.
    pub(super) axes: Vec<AxisPlace>,
    /// Paper, then what lies behind plots.
    pub(super) back: Vec<Mark>,
    /// Plots that are painted together, from the lowest.
    pub(super) groups: Vec<Group>,
    /// Colour bars; none where there is no room.
    pub(super) bars: Vec<BarPlace>,
    /// The figure's title.
    pub(super) title: Vec<Mark>,
}

/// Plots that are painted together, between lines below and lines above them.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Indices of the figure's plots, from the lowest.
    pub(super) plots: Vec<usize>,
    /// Below the layers.
    pub(super) below: Vec<Mark>,
    /// Above the layers.
    pub(super) above: Vec<Mark>,
}

/// An axis that has found its place.
#[derive(Clone, Debug, Default)]
pub(super) struct AxisPlace {
    /// The visible range in data units: left to right, or bottom to top.
    pub(super) range: [f64; 2],
    /// First and one past the last pixel, where plots that share the axis stand on the same ones.
    pub(super) pixels: [u32; 2],
    /// Its ticks; `px` is set when the axis is laid over a plot.
    pub(super) ticks: Vec<PlacedTick>,
}

/// What a layout is made from.
pub(super) struct LayoutInput<'a> {
    pub(super) figure: &'a Figure,
    pub(super) viewport: &'a Viewport,
    pub(super) canvas: Canvas,
    pub(super) ruler: &'a dyn Ruler,
    /// The range of each colour scale.
    pub(super) color_ranges: &'a [[f64; 2]],
}

impl LayoutInput<'_> {
    pub(super) fn px(&self, pt: f64) -> f64 {
        pt * self.canvas.px_per_pt
    }

    /// The range of a colour scale.
    pub(super) fn color_range(&self, index: usize) -> [f64; 2] {
        self.color_ranges.get(index).copied().unwrap_or([0.0, 1.0])
    }

    /// The visible range of an axis, before ratios between axes are seen to.
    pub(super) fn range(&self, id: AxisId) -> [f64; 2] {
        self.viewport.range(self.figure, id)
    }

    /// The whole canvas.
    pub(super) fn whole_canvas(&self) -> PxRect {
        PxRect {
            x: 0,
            y: 0,
            w: self.canvas.width_px,
            h: self.canvas.height_px,
        }
    }
}

pub(super) fn layout(input: &LayoutInput<'_>) -> Layout {
    match &input.figure.page {
        Some(page) => page::layout(input, page),
        None => fitted::layout(input),
    }
}

/// The labels of the colour bars once more, for other ranges than their room was made for.
pub(super) fn relabel_bars(input: &LayoutInput<'_>, layout: &mut Layout) {
    match &input.figure.page {
        Some(page) => page::relabel_bars(input, page, layout),
        None => fitted::relabel_bars(input, layout),
    }
}

/// The nearest whole pixel.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "float casts saturate, and a canvas is no larger than u32"
)]
pub(super) fn whole(px: f64) -> u32 {
    px.round().max(0.0) as u32
}
