//! Heatmap traces.

use serde_json::{Value as Json, json};

use super::arrays::{grid, number, place, places};
use super::color::{color, family, set_scale};
use super::{Object, Writer, bar, hover, set, set_text};
use crate::axis::{Positions, Scale, Steps};
use crate::figure::{Axis, AxisId, CellTextFormat, Heatmap, Plot, Smoothing};

/// A heatmap trace.
pub(super) fn trace(writer: Writer<'_>, plot: &Plot, heatmap: &Heatmap) -> Object {
    let mut trace = Object::new();
    set(&mut trace, "type", "heatmap");
    set_text(&mut trace, "name", &heatmap.name);
    set(&mut trace, "z", grid(&heatmap.grid));
    for (letter, id, positions) in [("x", plot.x, &heatmap.x), ("y", plot.y, &heatmap.y)] {
        set_positions(&mut trace, letter, positions, writer.figure.axes.get(id.0));
    }
    if writer.is_shared(heatmap.color) {
        set(&mut trace, "coloraxis", writer.color_axis(heatmap.color));
    } else if let Some(spec) = writer.figure.color_scales.get(heatmap.color.0) {
        set_scale(&mut trace, "z", spec);
        set(&mut trace, "colorbar", bar::color_bar(spec));
    }
    match heatmap.smoothing {
        Smoothing::None => {
            set(&mut trace, "zsmooth", false);
            set(&mut trace, "xgap", number(heatmap.gap[0]));
            set(&mut trace, "ygap", number(heatmap.gap[1]));
        }
        Smoothing::Fast => set(&mut trace, "zsmooth", "fast"),
        Smoothing::Best => set(&mut trace, "zsmooth", "best"),
    }
    set(&mut trace, "connectgaps", false);
    set(&mut trace, "opacity", number(heatmap.opacity));
    set_words(&mut trace, heatmap);
    match &heatmap.hover {
        Some(said) => hover::set_cells(&mut trace, said),
        None => set(
            &mut trace,
            "hovertemplate",
            own_label(plot, writer, heatmap),
        ),
    }
    trace
}

fn set_positions(trace: &mut Object, letter: &str, positions: &Positions, axis: Option<&Axis>) {
    let scale = axis.map_or(Scale::Linear, |axis| axis.scale);
    let groups = axis
        .map(|axis| &axis.ticks.groups)
        .filter(|groups| !groups.is_empty());
    match positions {
        Positions::Labels(labels) => {
            let names = match groups {
                Some(groups) => json!([groups.to_vec(), labels.to_vec()]),
                None => json!(labels.to_vec()),
            };
            set(trace, letter, names);
        }
        Positions::Steps(Steps { start, step, .. }) => {
            set(trace, &format!("{letter}0"), place(*start, scale));
            set(trace, &format!("d{letter}"), number(*step));
        }
        // On an axis with groups these are places among its names, which no list of names can
        // bring about if they skip some: the numbers stand for them.
        Positions::Centres(values)
        | Positions::Edges(values)
        | Positions::Placed {
            centres: values, ..
        } => {
            set(trace, letter, places(values, scale));
        }
    }
}

/// Words in cells.
fn set_words(trace: &mut Object, heatmap: &Heatmap) {
    if let Some(template) = &heatmap.template {
        set(trace, "texttemplate", template.template.as_str());
        let mut font = Object::new();
        set(&mut font, "family", family(template.face));
        if let Some(size) = template.size {
            set(&mut font, "size", number(size));
        }
        if let Some(written) = template.color {
            set(&mut font, "color", color(written));
        }
        set(trace, "textfont", font);
        hover::set_rows(trace, "text", &template.text);
    } else if let Some(format) = &heatmap.text {
        let template = match format {
            CellTextFormat::Auto => "%{z}".to_owned(),
            CellTextFormat::Number(format) => format!("%{{z:{format}}}"),
        };
        set(trace, "texttemplate", template);
    }
}

/// The label of a table's cell: the axes' and the values' own names.
fn own_label(plot: &Plot, writer: Writer<'_>, heatmap: &Heatmap) -> Json {
    let title = |id: AxisId, letter: &str| {
        let axis = writer.figure.axes.get(id.0);
        let title = axis.map(|axis| axis.title.as_str()).unwrap_or_default();
        if title.is_empty() { letter } else { title }.to_owned()
    };
    let z = if heatmap.z_name.is_empty() {
        "z"
    } else {
        &heatmap.z_name
    };
    let (x, y) = (title(plot.x, "x"), title(plot.y, "y"));
    Json::from(format!(
        "{x}: %{{x}}<br>{y}: %{{y}}<br>{z}: %{{z}}<extra></extra>"
    ))
}
