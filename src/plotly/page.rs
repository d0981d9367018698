//! A layout's page: size, margins, backgrounds, title, legend, annotations, shapes.

use super::style;
use super::{Attrs, AxisIds};
use crate::color::Rgba;
use crate::figure::{Axis, HoverMode, Margins, Page};

/// The page that a layout describes, over axes that are already known (`axes` in the order of
/// `ids`). A legend has no entries yet.
#[must_use]
pub fn page(layout: Attrs<'_>, _ids: &AxisIds, _axes: &[Axis]) -> Page {
    let margin = layout.child("margin");
    let side = |key: &str, usual: f64| margin.at_least(key, 0.0).unwrap_or(usual);
    Page {
        size: ["width", "height"].map(|key| layout.at_least(key, 10.0)),
        margins: Margins {
            left: side("l", 80.0),
            right: side("r", 80.0),
            top: side("t", 100.0),
            bottom: side("b", 80.0),
            pad: side("pad", 0.0),
            auto_expand: margin.bool("autoexpand").unwrap_or(true),
        },
        paper: paper_color(layout),
        plot: plot_color(layout),
        font: style::layout_font(layout),
        title: None,
        legend: None,
        annotations: Vec::new(),
        shapes: Vec::new(),
        hover: HoverMode::Closest,
        hover_distance: layout.number("hoverdistance").unwrap_or(20.0),
        separators: separators(layout),
    }
}

/// Behind everything.
#[must_use]
pub fn paper_color(layout: Attrs<'_>) -> Rgba {
    layout.color("paper_bgcolor").unwrap_or(Rgba::WHITE)
}

/// Behind the cells.
#[must_use]
pub fn plot_color(layout: Attrs<'_>) -> Rgba {
    layout.color("plot_bgcolor").unwrap_or(Rgba::WHITE)
}

/// Decimal mark and mark between groups of digits.
#[must_use]
pub fn separators(layout: Attrs<'_>) -> [char; 2] {
    let said = layout.text("separators").unwrap_or_default();
    let mut signs = said.chars();
    match (signs.next(), signs.next()) {
        (Some(decimal), Some(group)) => [decimal, group],
        // A lone sign is the decimal mark; digits then stand together.
        (Some(decimal), None) => [decimal, '\0'],
        _ => ['.', ','],
    }
}
