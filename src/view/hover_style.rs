//! How tooltips of a page look, and what they point at.

use crate::axis::Positions;
use crate::color::Rgba;
use crate::figure::{Align, Font, Page, PerPoint, Smoothing, Typeface};

use super::frame::{AxisFrame, Frame, HeatmapFrame, PlotFrame, ScatterFrame};
use super::hover::{Hit, InLayer};
use super::probe::ProbeCells;

/// How a tooltip looks and where it points.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelStyle {
    /// Behind the words.
    pub background: Rgba,
    /// Around the box.
    pub border: Rgba,
    /// Its letters, with their colour.
    pub font: Font,
    /// Lines begin left or end right; `None`: by the side of the box.
    pub align: Option<Align>,
    /// Behind the name.
    pub name_background: Rgba,
    /// The name's letters.
    pub name_color: Rgba,
    /// What it points at, px of the canvas: the box stands right of `across[1]`, else left of
    /// `across[0]`.
    pub across: [f64; 2],
    /// Where its middle is along the page, px of the canvas.
    pub along: f64,
}

/// Plotly's dark grey.
const DARK: Rgba = Rgba::rgb(0x44, 0x44, 0x44);
/// Letters of tooltips, in points.
const FONT_PT: f64 = 13.0;
/// How much of the page the box of a name covers.
const NAME_OPACITY: u8 = 204;

/// How the tooltip of what was found looks.
pub(super) fn style(frame: &Frame, page: &Page, hit: &Hit<'_>) -> LabelStyle {
    let behind = plot_color(page);
    let shown = |color: Rgba| {
        if color.0[3] == 0 {
            DARK
        } else {
            color.over(behind)
        }
    };
    let own = match &hit.found {
        InLayer::Point(layer, point) => point_color(layer, point.index),
        InLayer::Cells(..) => DARK,
    };
    let background = shown(hit.label.background.unwrap_or(own));
    let border = hit.label.border.unwrap_or_else(|| readable_on(background));
    let font = hit.label.font.as_ref();
    let [r, g, b, _] = behind.0;
    let [across, along] = pointed_at(frame, hit);
    LabelStyle {
        background,
        border,
        font: Font {
            size: font.map_or(FONT_PT, |font| font.size),
            face: font.map_or(Typeface::OpenSans, |font| font.face),
            color: font
                .map(|font| font.color)
                .filter(|color| color.0[3] > 0)
                .unwrap_or(border),
        },
        align: hit.label.align,
        name_background: Rgba([r, g, b, NAME_OPACITY]),
        name_color: shown(own),
        across,
        along: f64::midpoint(along[0], along[1]),
    }
}

/// How the one tooltip for all that lies at an x (or y) looks.
pub(super) fn unified_style(frame: &Frame, page: &Page, hit: &Hit<'_>) -> LabelStyle {
    let background = hit.label.background.unwrap_or(page.paper).over(Rgba::WHITE);
    LabelStyle {
        background,
        border: hit.label.border.unwrap_or(DARK),
        font: page.font.clone(),
        ..style(frame, page, hit)
    }
}

/// What lies behind cells, opaque.
pub(super) fn plot_color(page: &Page) -> Rgba {
    page.plot.over(page.paper).over(Rgba::WHITE)
}

/// White or dark grey, whichever stands out more from an opaque colour.
pub(super) fn readable_on(color: Rgba) -> Rgba {
    if contrast(color, Rgba::WHITE) > contrast(color, DARK) {
        Rgba::WHITE
    } else {
        DARK
    }
}

/// The W3C's contrast of two opaque colours, 1 to 21.
pub(super) fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour that a point's tooltip takes from it.
fn point_color(layer: &ScatterFrame, index: usize) -> Rgba {
    let scatter = &layer.scatter;
    let own = scatter
        .markers
        .as_ref()
        .and_then(|markers| match &markers.color {
            PerPoint::Same(_) => None,
            PerPoint::Each(colors) => colors.get(index).copied().filter(|color| color.0[3] > 0),
        });
    own.map_or(scatter.hover.color, |Rgba([r, g, b, a])| {
        Rgba([r, g, b, a.max(77)])
    })
}

/// Left and right, top and bottom of what a tooltip points at, px of the canvas, cut to the plot.
fn pointed_at(frame: &Frame, hit: &Hit<'_>) -> [[f64; 2]; 2] {
    let ends = match &hit.found {
        InLayer::Cells(layer, cells) => around_cells(hit.plot, layer, cells),
        InLayer::Point(layer, point) => {
            let size = |markers: &crate::figure::Markers| markers.size.get(point.index).copied();
            let size = layer.scatter.markers.as_ref().and_then(size).unwrap_or(2.0);
            let radius = size / 2.0 * frame.canvas.px_per_pt;
            let around = |px: f64| [px - radius, px + radius];
            layer
                .points
                .get(point.index)
                .copied()
                .unwrap_or_default()
                .map(around)
        }
    };
    let rect = hit.plot.rect;
    let cut = |[a, b]: [f64; 2], from: u32, to: u32| {
        let (from, to) = (f64::from(from), f64::from(to));
        [a.min(b), a.max(b)].map(|px| {
            if px.is_nan() {
                from
            } else {
                px.clamp(from, to)
            }
        })
    };
    [
        cut(ends[0], rect.x, rect.right()),
        cut(ends[1], rect.y, rect.bottom()),
    ]
}

/// The borders of cells, px of the canvas; their middle where values run smoothly between them.
fn around_cells(plot: &PlotFrame, layer: &HeatmapFrame, cells: &ProbeCells) -> [[f64; 2]; 2] {
    let smooth = layer.heatmap.smoothing != Smoothing::None;
    let ends = |axis: &AxisFrame, positions: &Positions, [first, last]: [usize; 2]| {
        if smooth {
            return [first, last].map(|i| axis.px_from_data(positions.centre(i, axis.scale)));
        }
        let edges = positions.edges(axis.scale);
        let px = |index: usize| {
            let edge = edges.get(index);
            edge.map_or(f64::NAN, |edge| axis.px_from_data(edge))
        };
        [px(first), px(last + 1)]
    };
    [
        ends(&plot.x, &layer.heatmap.x, cells.columns),
        ends(&plot.y, &layer.heatmap.y, cells.rows),
    ]
}
