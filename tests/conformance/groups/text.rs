//! Words in cells.

use super::{Group, Outcome, Outcomes};
use crate::drawn::Drawn;
use crate::observed::{Observed, list};
use crate::words::plain;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    if observed.drawn["celltext_count"].is_null() {
        return Outcomes::new();
    }
    // Row by row from the first y edge, as Plotly writes them.
    let here: Vec<String> = drawn
        .layers("heatmap")
        .into_iter()
        .flat_map(|(_, layer)| list(&layer["cell_text"]).flat_map(list))
        .filter_map(|text| text.as_str().map(str::to_owned))
        .filter(|text| !text.is_empty())
        .collect();
    let plotlys: Vec<String> = list(&observed.drawn["celltext"])
        .map(|label| plain(label["text"].as_str().unwrap_or_default()))
        .collect();
    let count = observed.drawn["celltext_count"].as_u64().unwrap_or(0);
    let differs = if here.len() as u64 != count {
        Some(format!("{count} labels, here {}", here.len()))
    } else {
        let pairs = plotlys.iter().zip(&here);
        pairs
            .into_iter()
            .find(|(a, b)| a != b)
            .map(|(a, b)| format!("plotly {a:?}, here {b:?}"))
    };
    vec![(Group::CellText, Outcome::of(differs))]
}
