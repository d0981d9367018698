//! A layout's shapes.

use super::path;
use super::places::{OnLog, Places, Reference};
use super::style::{self, LINE_COLOR};
use super::{Attrs, Node, template};
use crate::color::Rgba;
use crate::figure::{Font, Place1d, Shape, ShapeKind, ShapeLayer, Stroke};

#[derive(Clone, Copy)]
enum Kind {
    Line,
    Rect,
    Circle,
    Path,
}

/// The shapes of a layout that are seen.
pub(super) fn shapes(layout: Attrs<'_>, places: Places<'_>, font: &Font) -> Vec<Shape> {
    let seen = |attrs: &Attrs<'_>| match attrs.get("visible") {
        Some(Node::Bool(visible)) => *visible,
        Some(Node::Text(word)) => word != "legendonly",
        _ => true,
    };
    template::items(layout, "shapes")
        .into_iter()
        .filter(seen)
        .filter_map(|attrs| shape(attrs, places, font))
        .collect()
}

fn shape(attrs: Attrs<'_>, places: Places<'_>, font: &Font) -> Option<Shape> {
    let line = attrs.child("line");
    let width = line.at_least("width", 0.0).unwrap_or(2.0);
    let label = attrs.child("label");
    Some(Shape {
        kind: kind(attrs, places)?,
        stroke: Stroke {
            width,
            color: line.color("color").unwrap_or(LINE_COLOR),
            dash: style::dash(&line.text("dash").unwrap_or_default(), width),
        },
        fill: attrs.color("fillcolor").unwrap_or(Rgba::TRANSPARENT),
        opacity: attrs.within("opacity", [0.0, 1.0]).unwrap_or(1.0),
        layer: attrs
            .word(
                "layer",
                &[
                    ("below", ShapeLayer::Below),
                    ("above", ShapeLayer::Above),
                    ("between", ShapeLayer::Between),
                ],
            )
            .unwrap_or_default(),
        label: label.text("text").unwrap_or_default(),
        label_font: style::font(label.child("font"), font),
    })
}

fn kind(attrs: Attrs<'_>, places: Places<'_>) -> Option<ShapeKind> {
    let words = [
        ("line", Kind::Line),
        ("rect", Kind::Rect),
        ("circle", Kind::Circle),
        ("path", Kind::Path),
    ];
    let written = attrs.text("path").filter(|path| !path.is_empty());
    let usual = if written.is_some() {
        Kind::Path
    } else {
        Kind::Rect
    };
    let kind = attrs.word("type", &words).unwrap_or(usual);
    if let Kind::Path = kind {
        let [x, y] =
            [('x', 0), ('y', 0)].map(|(letter, end)| reference(attrs, places, letter, end));
        return path::shape(&written?, places, [x, y]);
    }
    let end = |end: usize| {
        Some([
            place(attrs, places, 'x', end)?,
            place(attrs, places, 'y', end)?,
        ])
    };
    let ends = [end(0)?, end(1)?];
    Some(match kind {
        Kind::Line => ShapeKind::Line(ends),
        Kind::Circle => ShapeKind::Circle(ends),
        Kind::Rect | Kind::Path => ShapeKind::Rect(ends),
    })
}

/// What one end of a shape refers to: each may have an axis of its own.
fn reference(attrs: Attrs<'_>, places: Places<'_>, letter: char, end: usize) -> Reference {
    let key = format!("{letter}ref");
    match attrs.get(&key) {
        Some(Node::List(names)) => names
            .get(end)
            .and_then(Node::text)
            .and_then(|name| places.named(name, letter))
            .unwrap_or_else(|| places.usual(letter)),
        _ => places.reference(attrs, &key, letter),
    }
}

/// One end of a shape along one direction.
fn place(attrs: Attrs<'_>, places: Places<'_>, letter: char, end: usize) -> Option<Place1d> {
    let reference = reference(attrs, places, letter, end);
    let said = attrs.get(&format!("{letter}{end}"));
    let usual = [0.25, 0.75][end.min(1)];
    let place = places.place(reference, said, usual, OnLog::Value)?;
    let shift = attrs.number(&format!("{letter}{end}shift")).unwrap_or(0.0);
    Some(match place {
        // Categories may be left by a part of one.
        Place1d::Data(id, value) if places.scale(reference) == crate::axis::Scale::Category => {
            Place1d::Data(id, value + shift)
        }
        place => place,
    })
}
