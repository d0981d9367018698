//! What stands on a page whose author says nothing of it.

use crate::axis::TickRule;
use crate::color::Rgba;
use crate::figure::{
    Align, AxisAnchor, AxisId, AxisSide, BarTitleSide, ColorBar, Figure, Font, Frame2d, Length,
    Mirror, Overflow, Page, PageAxis, Stroke,
};

/// Lines and words.
const INK: Rgba = Rgba::rgb(0x44, 0x44, 0x44);

fn larger(font: &Font) -> Font {
    Font {
        size: (font.size * 1.2).round(),
        ..font.clone()
    }
}

/// A colour bar on the right.
pub(in crate::view) fn bar(page: &Page) -> ColorBar {
    ColorBar {
        horizontal: false,
        thickness: Length::Points(30.0),
        length: Length::Share(1.0),
        x: 1.02,
        x_anchor: Align::Start,
        x_of: Frame2d::Paper,
        y: 0.5,
        y_anchor: Align::Middle,
        y_of: Frame2d::Paper,
        pad: [10.0, 10.0],
        background: Rgba::TRANSPARENT,
        border: None,
        outline: Some(Stroke {
            width: 1.0,
            color: INK,
            dash: Vec::new(),
        }),
        title_font: larger(&page.font),
        title_side: BarTitleSide::Top,
        ticks: TickRule::default(),
        labels: true,
        label_font: page.font.clone(),
        label_angle: None,
        labels_inside: false,
        label_side: None,
        label_overflow: Overflow::HidePastPage,
        marks: None,
    }
}

/// How an axis is drawn.
pub(in crate::view) fn axis(page: &Page, figure: &Figure, index: usize) -> PageAxis {
    let id = AxisId(index);
    let other = figure.plots.iter().find_map(|plot| {
        if plot.x == id {
            Some(plot.y)
        } else {
            (plot.y == id).then_some(plot.x)
        }
    });
    let across = figure
        .axes
        .get(index)
        .is_some_and(|axis| matches!(axis.side, AxisSide::Bottom | AxisSide::Top));
    PageAxis {
        name: if across { "x" } else { "y" }.to_owned(),
        domain: [0.0, 1.0],
        anchor: other.map_or(AxisAnchor::Free(0.0), AxisAnchor::Axis),
        shift: 0.0,
        overlaying: None,
        visible: true,
        auto_margin: true,
        title_font: larger(&page.font),
        title_standoff: None,
        labels: true,
        label_font: page.font.clone(),
        label_angle: None,
        auto_angles: vec![0.0, 30.0, 90.0],
        labels_inside: false,
        label_side: None,
        label_overflow: Overflow::HidePastPage,
        label_standoff: 0.0,
        label_shift: 0.0,
        marks: None,
        minor_marks: None,
        line: None,
        mirror: Mirror::None,
        grid: None,
        minor_grid: None,
        zero_line: None,
        zero_line_above: false,
        below_traces: false,
        dividers: None,
        fixed: false,
        ratio: None,
        constrain_domain: false,
        constrain_toward: 0.5,
        matches: None,
    }
}
