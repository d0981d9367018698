//! What the tooltip says at a pixel, as JSON.

use serde_json::{Value as Json, json};

use super::describe::{number, value};
use crate::axis::{Positions, Scale, date_text};
use crate::grid::Found as FoundCell;
use crate::view::{AxisFrame, Found, Frame, Probe, ProbeCells, ProbePoint};

/// What the tooltip says at a place (px of the picture).
pub(super) fn probe(frame: &Frame, at: [f64; 2]) -> Json {
    frame
        .probe(at)
        .and_then(|probe| found(frame, &probe))
        .unwrap_or_else(|| {
            json!({
                "text": null, "layer": null, "row": null, "column": null, "x": null, "y": null, "z": null,
            })
        })
}

fn found(frame: &Frame, probe: &Probe) -> Option<Json> {
    let plot = frame.plots.get(probe.plot)?;
    let mut described = json!({
        "text": words(&probe.lines),
        "layer": probe.layer,
    });
    if probe.style.is_some() {
        described["plot"] = json!(probe.plot);
        described["name"] = word(&probe.name);
    }
    if !probe.axis_label.is_empty() {
        described["axis_label"] = json!(probe.axis_label);
    }
    match &probe.found {
        Found::Point(point) => tell_point(&mut described, *point, [&plot.x, &plot.y]),
        Found::Cells(cells) => {
            let heatmap = &plot.heatmap(probe.layer)?.heatmap;
            let x = |column: usize| position(&plot.x, &heatmap.x, column);
            let y = |row: usize| position(&plot.y, &heatmap.y, row);
            tell_cells(&mut described, cells, x, y);
        }
    }
    if !probe.others.is_empty() {
        let others = probe.others.iter().filter_map(|other| found(frame, other));
        described["others"] = others.collect();
    }
    Some(described)
}

/// The lines of a tooltip; null where there are none.
fn words(lines: &[String]) -> Json {
    if lines.is_empty() {
        Json::Null
    } else {
        json!(lines)
    }
}

fn word(word: &str) -> Json {
    if word.is_empty() {
        Json::Null
    } else {
        json!(word)
    }
}

fn tell_point(described: &mut Json, point: ProbePoint, axes: [&AxisFrame; 2]) {
    described["row"] = Json::Null;
    described["column"] = Json::Null;
    described["point"] = json!(point.index);
    described["x"] = place(axes[0], point.at[0]);
    described["y"] = place(axes[1], point.at[1]);
    described["z"] = Json::Null;
}

fn tell_cells(
    described: &mut Json,
    cells: &ProbeCells,
    x: impl Fn(usize) -> Json,
    y: impl Fn(usize) -> Json,
) {
    match &cells.block {
        None => {
            described["row"] = json!(cells.rows[0]);
            described["column"] = json!(cells.columns[0]);
            described["x"] = x(cells.columns[0]);
            described["y"] = y(cells.rows[0]);
            described["z"] = value(cells.value);
        }
        Some(block) => {
            let extreme =
                |found: Option<FoundCell>| found.map_or(Json::Null, |found| number(found.value));
            described["row"] = json!(cells.rows);
            described["column"] = json!(cells.columns);
            described["x"] = cells.columns.iter().map(|column| x(*column)).collect();
            described["y"] = cells.rows.iter().map(|row| y(*row)).collect();
            described["z"] = number(block.shown);
            described["count"] = json!(block.summary.count);
            described["min"] = extreme(block.summary.min);
            described["mean"] = json!(block.summary.mean);
            described["max"] = extreme(block.summary.max);
        }
    }
}

/// What a cell is called along an axis: a category's name, a date, a number.
fn position(axis: &AxisFrame, positions: &Positions, index: usize) -> Json {
    if let Positions::Labels(labels) = positions {
        return json!(labels.get(index));
    }
    place(axis, positions.centre(index, axis.scale))
}

/// A place on an axis: a category's name, a date, a number.
fn place(axis: &AxisFrame, at: f64) -> Json {
    match axis.scale {
        Scale::Date => json!(date_text(at)),
        Scale::Category => {
            let found = axis.categories.iter().enumerate().find(|(index, _)| {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "cell counts stay far below 2^53"
                )]
                let index = *index as f64;
                index == libm::round(at)
            });
            found.map_or_else(|| number(at), |(_, name)| json!(name))
        }
        Scale::Linear | Scale::Log => number(at),
    }
}
