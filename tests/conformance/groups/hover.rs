//! What is said under the pointer.

use serde_json::Value;

use super::{Group, Outcome, Outcomes};
use crate::drawn::Drawn;
use crate::observed::{Observed, list};
use crate::words::lines;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let probes = list(&drawn.described["probes"]);
    let hovers = observed.hovers();
    if observed.is_unified() {
        return Outcomes::new();
    }
    let compared = hovers.iter().zip(probes).filter_map(|((_, hover), probe)| {
        let differs = differs(hover, probe)?;
        Some((Group::Hover, Outcome::of(differs)))
    });
    compared.collect()
}

/// How the label differs, if it does; `None` where Plotly's label is in no form that was recorded.
#[expect(
    clippy::option_option,
    reason = "not comparable and equal are two things"
)]
fn differs(hover: &Value, probe: &Value) -> Option<Option<String>> {
    let here: Vec<&str> = list(&probe["text"]).filter_map(Value::as_str).collect();
    let labels: Vec<&Value> = list(&hover["labels"]).collect();
    match labels[..] {
        [] => Some((!here.is_empty()).then(|| format!("plotly says nothing, here {here:?}"))),
        [label] => {
            let words = lines(label["nums"].as_str().unwrap_or_default());
            let name = label["name"].as_str().unwrap_or_default();
            let name_here = probe["name"].as_str().unwrap_or_default();
            let agree = here == words && name == name_here;
            let how = || format!("plotly {words:?} {name:?}, here {here:?} {name_here:?}");
            Some((!agree).then(how))
        }
        _ => None,
    }
}
