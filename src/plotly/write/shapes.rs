//! Annotations and shapes.

use serde_json::{Value as Json, json};

use super::arrays::{number, place};
use super::bar::border;
use super::color::{color, font, line};
use super::page::auto;
use super::{Object, Writer, set};
use crate::axis::{Scale, date_text};
use crate::figure::{Align, Annotation, Arrow, Place1d, Shape, ShapeKind, ShapeLayer};

/// An annotation of the layout.
pub(super) fn annotation(writer: Writer<'_>, annotation: &Annotation) -> Json {
    let mut object = Object::new();
    set(&mut object, "text", annotation.text.as_str());
    set(&mut object, "font", font(&annotation.font));
    for (letter, at) in [("x", annotation.x), ("y", annotation.y)] {
        let (value, of) = referred(writer, at, true);
        set(&mut object, letter, value);
        set(&mut object, &format!("{letter}ref"), of);
    }
    let across = ["left", "center", "right"];
    set(&mut object, "xanchor", auto(annotation.x_anchor, across));
    let along = ["bottom", "middle", "top"];
    set(&mut object, "yanchor", auto(annotation.y_anchor, along));
    set(&mut object, "xshift", number(annotation.shift[0]));
    // Plotly shifts upwards.
    set(&mut object, "yshift", number(-annotation.shift[1]));
    set(&mut object, "textangle", number(annotation.angle));
    let align = match annotation.align {
        Align::Start => "left",
        Align::Middle => "center",
        Align::End => "right",
    };
    set(&mut object, "align", align);
    set(&mut object, "bgcolor", color(annotation.background));
    border(&mut object, "border", annotation.border.as_ref());
    set(&mut object, "borderpad", number(annotation.border_pad));
    for (key, size) in [
        ("width", annotation.size[0]),
        ("height", annotation.size[1]),
    ] {
        if let Some(size) = size {
            set(&mut object, key, number(size));
        }
    }
    set(&mut object, "opacity", number(annotation.opacity));
    set(&mut object, "showarrow", annotation.arrow.is_some());
    if let Some(arrow) = &annotation.arrow {
        set_arrow(writer, arrow, &mut object);
    }
    Json::Object(object)
}

fn set_arrow(writer: Writer<'_>, arrow: &Arrow, object: &mut Object) {
    for (letter, tail) in [("x", arrow.tail_x), ("y", arrow.tail_y)] {
        let (value, of) = match tail {
            // Plotly counts px downwards.
            Place1d::Offset(px) if letter == "y" => (number(-px), "pixel".to_owned()),
            Place1d::Offset(px) => (number(px), "pixel".to_owned()),
            tail => referred(writer, tail, true),
        };
        set(object, &format!("a{letter}"), value);
        set(object, &format!("a{letter}ref"), of);
    }
    set(object, "arrowcolor", color(arrow.stroke.color));
    set(object, "arrowwidth", number(arrow.stroke.width));
    set(object, "arrowhead", arrow.head);
    set(object, "arrowsize", number(arrow.head_size));
    set(object, "standoff", number(arrow.standoff));
    set(object, "startstandoff", number(arrow.start_standoff));
}

/// A place and what it refers to. On log axes annotations say the exponent, shapes the value.
fn referred(writer: Writer<'_>, at: Place1d, exponents: bool) -> (Json, String) {
    match at {
        Place1d::Data(id, value) => {
            let scale = writer
                .figure
                .axes
                .get(id.0)
                .map_or(Scale::Linear, |axis| axis.scale);
            let value = match scale {
                Scale::Log if exponents => number(scale.scale_from_data(value)),
                Scale::Date => Json::from(date_text(value)),
                scale => place(value, scale),
            };
            (value, writer.axis_name(id))
        }
        Place1d::Domain(id, share) => (number(share), format!("{} domain", writer.axis_name(id))),
        Place1d::Paper(share) | Place1d::Offset(share) => (number(share), "paper".to_owned()),
    }
}

/// A shape of the layout.
pub(super) fn shape(writer: Writer<'_>, shape: &Shape) -> Json {
    let mut object = Object::new();
    match &shape.kind {
        ShapeKind::Line(corners) => set_corners(writer, "line", corners, &mut object),
        ShapeKind::Rect(corners) => set_corners(writer, "rect", corners, &mut object),
        ShapeKind::Circle(corners) => set_corners(writer, "circle", corners, &mut object),
        ShapeKind::Path { runs, closed } => set_path(writer, runs, *closed, &mut object),
    }
    set(&mut object, "line", line(&shape.stroke));
    set(&mut object, "fillcolor", color(shape.fill));
    set(&mut object, "opacity", number(shape.opacity));
    let layer = match shape.layer {
        ShapeLayer::Below => "below",
        ShapeLayer::Between => "between",
        ShapeLayer::Above => "above",
    };
    set(&mut object, "layer", layer);
    if !shape.label.is_empty() {
        let label = json!({ "text": shape.label, "font": font(&shape.label_font) });
        set(&mut object, "label", label);
    }
    Json::Object(object)
}

fn set_corners(writer: Writer<'_>, kind: &str, corners: &[[Place1d; 2]; 2], object: &mut Object) {
    set(object, "type", kind);
    for (axis, letter) in ["x", "y"].into_iter().enumerate() {
        for (end, corner) in corners.iter().enumerate() {
            let (value, of) = referred(writer, corner[axis], false);
            set(object, &format!("{letter}{end}"), value);
            set(object, &format!("{letter}ref"), of);
        }
    }
}

/// A path's corners as SVG commands.
fn set_path(writer: Writer<'_>, runs: &[Vec<[Place1d; 2]>], closed: bool, object: &mut Object) {
    set(object, "type", "path");
    let mut path = String::new();
    for run in runs {
        for (index, corner) in run.iter().enumerate() {
            let mut said = [String::new(), String::new()];
            for (axis, letter) in ["x", "y"].into_iter().enumerate() {
                let (value, of) = referred(writer, corner[axis], false);
                said[axis] = value.as_str().map_or_else(
                    || value.to_string(),
                    // Dates in paths have no spaces.
                    |date| date.replace(' ', "_"),
                );
                set(object, &format!("{letter}ref"), of);
            }
            let [x, y] = said;
            let command = if index == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{command}{x},{y} "));
        }
        if closed {
            path.push_str("Z ");
        }
    }
    set(object, "path", path.trim_end());
}
