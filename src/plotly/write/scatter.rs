//! Scatter traces.

use serde_json::{Value as Json, json};

use super::arrays::{number, places};
use super::color::{color, font, line};
use super::{Object, Writer, flags, hover, set};
use crate::axis::Scale;
use crate::figure::{
    Axis, AxisId, Fill, FillTo, LineShape, Markers, PerPoint, Plot, PointLabels, Scatter,
    ScatterLine,
};

/// A scatter trace.
pub(super) fn trace(writer: Writer<'_>, plot: &Plot, scatter: &Scatter) -> Object {
    let mut trace = Object::new();
    set(&mut trace, "type", "scatter");
    set(&mut trace, "name", scatter.name.as_str());
    let axis = |id: AxisId| writer.figure.axes.get(id.0);
    set(&mut trace, "x", along(&scatter.x, axis(plot.x)));
    set(&mut trace, "y", along(&scatter.y, axis(plot.y)));
    set(&mut trace, "opacity", number(scatter.opacity));
    set(&mut trace, "mode", mode(scatter));
    hover::set_points(&mut trace, &scatter.hover);
    if let Some(line) = &scatter.line {
        set_line(&mut trace, line);
    }
    if let Some(markers) = &scatter.markers {
        set(&mut trace, "marker", marker(markers));
    }
    if let Some(labels) = &scatter.labels {
        set_labels(&mut trace, labels);
    }
    if let Some(fill) = &scatter.fill {
        set_fill(&mut trace, fill);
    }
    trace
}

/// Places along an axis: categories by name where they are one.
fn along(values: &[f64], axis: Option<&Axis>) -> Json {
    let Some(axis) = axis.filter(|axis| axis.scale == Scale::Category) else {
        return places(values, axis.map_or(Scale::Linear, |axis| axis.scale));
    };
    let named = |value: &f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates; checked to be an index"
        )]
        let index = *value as usize;
        let name = axis.categories.get(index).filter(|_| value.fract() == 0.0);
        name.map_or_else(|| number(*value), |name| Json::from(name.as_str()))
    };
    values.iter().map(named).collect()
}

fn mode(scatter: &Scatter) -> String {
    let parts = [
        (scatter.line.is_some(), "lines"),
        (scatter.markers.is_some(), "markers"),
        (scatter.labels.is_some(), "text"),
    ];
    flags(&parts)
}

fn set_line(trace: &mut Object, drawn: &ScatterLine) {
    let mut object = line(&drawn.stroke);
    let shape = match drawn.shape {
        LineShape::Linear => "linear",
        LineShape::Spline => "spline",
        LineShape::Hv => "hv",
        LineShape::Vh => "vh",
        LineShape::Hvh => "hvh",
        LineShape::Vhv => "vhv",
    };
    if let Json::Object(object) = &mut object {
        set(object, "shape", shape);
        if drawn.shape == LineShape::Spline {
            set(object, "smoothing", number(drawn.smoothing));
        }
    }
    set(trace, "line", object);
    set(trace, "connectgaps", drawn.connect_gaps);
}

fn marker(markers: &Markers) -> Json {
    json!({
        "size": each(&markers.size, |size| number(*size)),
        "color": each(&markers.color, |at| Json::from(color(*at))),
        "symbol": each(&markers.symbol, |symbol| Json::from(symbol.as_str())),
        "opacity": number(markers.opacity),
        "line": { "color": color(markers.outline.color), "width": number(markers.outline.width) },
    })
}

fn each<T>(values: &PerPoint<T>, json: impl Fn(&T) -> Json) -> Json {
    match values {
        PerPoint::Same(value) => json(value),
        PerPoint::Each(values) => values.iter().map(json).collect(),
    }
}

fn set_labels(trace: &mut Object, labels: &PointLabels) {
    set(
        trace,
        "text",
        each(&labels.texts, |text| Json::from(text.as_str())),
    );
    set(trace, "textfont", font(&labels.font));
    let position = |[across, along]: &[i8; 2]| {
        let place = |side: &i8| (side.clamp(&-1, &1) + 1).unsigned_abs() as usize;
        let along = ["bottom", "middle", "top"][place(along)];
        let across = ["left", "center", "right"][place(across)];
        Json::from(format!("{along} {across}"))
    };
    set(trace, "textposition", each(&labels.position, position));
}

fn set_fill(trace: &mut Object, fill: &Fill) {
    let to = match fill.to {
        FillTo::ZeroY => "tozeroy",
        FillTo::ZeroX => "tozerox",
        FillTo::NextY => "tonexty",
        FillTo::NextX => "tonextx",
        FillTo::Itself => "toself",
    };
    set(trace, "fill", to);
    set(trace, "fillcolor", color(fill.color));
}
