//! Colours, letters, strokes, colour scales.

use serde_json::{Value as Json, json};

use super::arrays::number;
use super::{Object, set};
use crate::color::{ColorScale, NormKind, Rgba};
use crate::figure::{Align, ColorRange, ColorScaleSpec, Font, Stroke, Typeface};

/// A CSS colour.
pub(super) fn color(color: Rgba) -> String {
    color.to_string()
}

/// Letters.
pub(super) fn font(font: &Font) -> Json {
    json!({
        "family": family(font.face),
        "size": number(font.size),
        "color": color(font.color),
    })
}

/// The family of letters in CSS's words.
pub(super) fn family(face: Typeface) -> &'static str {
    match face {
        Typeface::Inter | Typeface::OpenSans => "\"Open Sans\", verdana, arial, sans-serif",
        Typeface::Mono => "monospace",
    }
}

/// Plotly's word for a dash pattern; lengths where there is none.
pub(super) fn dash(stroke: &Stroke) -> String {
    if stroke.dash.is_empty() {
        return "solid".to_owned();
    }
    let lengths = stroke.dash.iter().map(|length| format!("{length}px"));
    lengths.collect::<Vec<_>>().join(",")
}

/// A line's `color`, `width` and `dash`.
pub(super) fn line(stroke: &Stroke) -> Json {
    json!({
        "color": color(stroke.color),
        "width": number(stroke.width),
        "dash": dash(stroke),
    })
}

/// Where something is anchored, in words for across (`left`...) or along (`bottom`...).
pub(super) fn anchor(align: Align, words: [&str; 3]) -> Json {
    let [start, middle, end] = words;
    Json::from(match align {
        Align::Start => start,
        Align::Middle => middle,
        Align::End => end,
    })
}

/// Words for anchors across.
pub(super) const ACROSS: [&str; 3] = ["left", "center", "right"];
/// Words for anchors along.
pub(super) const ALONG: [&str; 3] = ["bottom", "middle", "top"];

/// The range that is written: sums and counts have one only in a picture, which their figure says.
pub(super) fn range(spec: &ColorScaleSpec) -> [f64; 2] {
    match spec.range {
        ColorRange::Known(range) => spec.over_range(range).range(),
        ColorRange::OfPicture => [0.0, 1.0],
    }
}

/// Sets range and colours of a trace (`z`) or a shared colour scale (`c`).
pub(super) fn set_scale(object: &mut Object, letter: &str, spec: &ColorScaleSpec) {
    let [low, high] = range(spec);
    set(object, &format!("{letter}min"), number(low));
    set(object, &format!("{letter}max"), number(high));
    set(object, &format!("{letter}auto"), false);
    set(object, "autocolorscale", false);
    set(object, "reversescale", false);
    set(object, "showscale", spec.shown);
    set(object, "colorscale", stops(&spec.over_range([low, high])));
}

/// The colours as Plotly has them: linear between stops. Norms and classes become the steps at which
/// a colour changes.
fn stops(scale: &ColorScale) -> Json {
    let plain = scale.classes.is_none()
        && scale.norm.kind() == NormKind::Linear
        && scale.norm.midpoint().is_none();
    if plain {
        let stops = scale.colormap.stops().iter();
        return stops
            .map(|(t, at)| json!([number(*t), color(*at)]))
            .collect();
    }
    let [low, high] = scale.range();
    let share = |z: f64| ((z - low) / (high - low)).clamp(0.0, 1.0);
    let steps = scale.steps();
    let ends = steps.iter().skip(1).map(|(z, _)| share(*z)).chain([1.0]);
    let mut stops: Vec<Json> = Vec::new();
    let mut before = 0.0;
    for ((_, at), end) in steps.iter().zip(ends) {
        stops.push(json!([before, color(*at)]));
        stops.push(json!([end, color(*at)]));
        before = end;
    }
    Json::Array(stops)
}
