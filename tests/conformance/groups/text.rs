//! Words in cells.

use serde_json::Value;

use super::{Group, NEAR_PX, Outcome, Outcomes};
use crate::drawn::Drawn;
use crate::numbers::number;
use crate::observed::{Observed, list};
use crate::words::plain;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    if observed.drawn["celltext_count"].is_null() {
        return Outcomes::new();
    }
    let here: Vec<&Value> = drawn
        .layers("heatmap")
        .into_iter()
        .flat_map(|(_, layer)| list(&layer["cell_labels"]))
        .collect();
    let count = observed.drawn["celltext_count"].as_u64().unwrap_or(0);
    let differs = if here.len() as u64 == count {
        list(&observed.drawn["celltext"]).find_map(|label| differs(label, &here, observed.corner()))
    } else {
        Some(format!("{count} labels, here {}", here.len()))
    };
    vec![(Group::CellText, Outcome::of(differs))]
}

/// How a label differs from all that stand in its place, if it does.
fn differs(label: &Value, here: &[&Value], corner: [f64; 2]) -> Option<String> {
    let text = plain(label["text"].as_str().unwrap_or_default());
    // Its place is the first baseline; half a line above is the middle of a single one.
    let at = [
        number(&label["x"]) + corner[0],
        number(&label["y"]) + corner[1],
    ];
    let size = label["size"]
        .as_str()
        .unwrap_or_default()
        .trim_end_matches("px");
    let size: f64 = size.parse().unwrap_or(f64::NAN);
    let near = |found: &&&Value| {
        let place = [number(&found["at"][0]), number(&found["at"][1])];
        (place[0] - at[0]).abs() <= NEAR_PX && (place[1] - at[1]).abs() <= size + NEAR_PX
    };
    match here.iter().find(near) {
        Some(found) if found["text"] != text.as_str() => {
            Some(format!("plotly {text:?}, here {}", found["text"]))
        }
        Some(found) if (number(&found["font"]) - size).abs() > 1.0 => {
            Some(format!("{text:?}: {size} px, here {}", found["font"]))
        }
        Some(_) => None,
        None => Some(format!("{text:?} at {at:?}: nothing here")),
    }
}
