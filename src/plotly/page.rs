//! A layout's page: size, margins, backgrounds, title, legend, annotations, shapes.

use super::places::Places;
use super::{Attrs, AxisIds, Node};
use super::{annotations, shapes, style, title};
use crate::color::Rgba;
use crate::figure::{Axis, HoverMode, Margins, Page};

/// The page that a layout describes, over axes that are already known (`axes` in the order of
/// `ids`). A legend has no entries yet.
#[must_use]
pub fn page(layout: Attrs<'_>, ids: &AxisIds, axes: &[Axis]) -> Page {
    let font = style::layout_font(layout);
    let places = Places { ids, axes };
    let paper = paper_color(layout);
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
        paper,
        plot: plot_color(layout),
        title: title::title(layout, &font),
        legend: title::legend(layout, &font, paper),
        annotations: annotations::annotations(layout, places, &font),
        shapes: shapes::shapes(layout, places, &font),
        font,
        hover: hover_mode(layout),
        hover_distance: layout.at_least("hoverdistance", -1.0).unwrap_or(20.0),
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

fn hover_mode(layout: Attrs<'_>) -> HoverMode {
    let words = [
        ("closest", HoverMode::Closest),
        ("x", HoverMode::X),
        ("y", HoverMode::Y),
        ("x unified", HoverMode::XUnified),
        ("y unified", HoverMode::YUnified),
    ];
    let said = layout.read("hovermode", |node| match node {
        Node::Bool(false) => Some(HoverMode::Off),
        Node::Text(text) => words
            .iter()
            .find(|(word, _)| word == text)
            .map(|(_, mode)| *mode),
        _ => None,
    });
    said.unwrap_or_default()
}
