//! What tooltips say.

use std::sync::Arc;

use serde_json::Value as Json;

use super::arrays::number;
use super::color::{color, font};
use super::{Object, flags, set, set_text};
use crate::figure::{Align, CellHover, Datum, HoverLabel, HoverParts, PointHover};

/// Sets what is said over cells.
pub(super) fn set_cells(trace: &mut Object, hover: &CellHover) {
    set_label(trace, &hover.label);
    set(trace, "hoverongaps", hover.on_gaps);
    for (letter, format) in ["x", "y", "z"].iter().zip(&hover.formats) {
        set_text(trace, &format!("{letter}hoverformat"), format);
    }
    set_rows(trace, "text", &hover.text);
    if hover.hovertext != hover.text {
        set_rows(trace, "hovertext", &hover.hovertext);
    }
}

/// Sets what is said over points.
pub(super) fn set_points(trace: &mut Object, hover: &PointHover) {
    set_label(trace, &hover.label);
    for (letter, format) in ["x", "y"].iter().zip(&hover.formats) {
        set_text(trace, &format!("{letter}hoverformat"), format);
    }
    set_list(trace, "hovertext", &hover.hovertext);
    set_list(trace, "text", &hover.text);
}

/// Words for rows of cells.
pub(super) fn set_rows(trace: &mut Object, key: &str, rows: &[Arc<[String]>]) {
    if !rows.is_empty() {
        let rows: Vec<Json> = rows.iter().map(|row| Json::from(row.to_vec())).collect();
        set(trace, key, rows);
    }
}

/// One word for all, or one for each.
fn set_list(trace: &mut Object, key: &str, words: &[String]) {
    match words {
        [] => {}
        [only] => set(trace, key, only.as_str()),
        words => set(trace, key, words.to_vec()),
    }
}

fn set_label(trace: &mut Object, label: &HoverLabel) {
    set(trace, "hoverinfo", parts(label.parts));
    match &*label.templates {
        [] => {}
        [only] => set(trace, "hovertemplate", only.as_str()),
        several => set(trace, "hovertemplate", several.to_vec()),
    }
    for (key, said) in [("customdata", &label.custom), ("meta", &label.meta)] {
        if let Some(said) = said {
            set(trace, key, datum(said));
        }
    }
    let mut look = Object::new();
    match label.name_length {
        Some(length) => set(&mut look, "namelength", length),
        None => set(&mut look, "namelength", -1),
    }
    for (key, chosen) in [("bgcolor", label.background), ("bordercolor", label.border)] {
        if let Some(chosen) = chosen {
            set(&mut look, key, color(chosen));
        }
    }
    if let Some(letters) = &label.font {
        set(&mut look, "font", font(letters));
    }
    match label.align {
        Some(Align::Start) => set(&mut look, "align", "left"),
        Some(Align::End) => set(&mut look, "align", "right"),
        _ => {}
    }
    set(trace, "hoverlabel", look);
}

/// Plotly's flags for what is said.
fn parts(parts: HoverParts) -> String {
    if parts.skip {
        return "skip".to_owned();
    }
    let said = [
        (parts.x, "x"),
        (parts.y, "y"),
        (parts.z, "z"),
        (parts.text, "text"),
        (parts.name, "name"),
    ];
    flags(&said)
}

fn datum(value: &Datum) -> Json {
    match value {
        Datum::Null => Json::Null,
        Datum::Bool(value) => Json::from(*value),
        Datum::Number(value) => number(*value),
        Datum::Text(text) => Json::from(text.as_str()),
        Datum::List(values) => values.iter().map(datum).collect(),
        Datum::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), datum(value)));
            Json::Object(entries.collect())
        }
    }
}
