//! Colour bars.

use serde_json::Value;

use super::{Group, Outcome, Outcomes, rects_differ};
use crate::drawn::Drawn;
use crate::numbers::numbers;
use crate::observed::{Observed, list};
use crate::words::plain;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let plotlys: Vec<&Value> = list(&observed.drawn["colorbars"]).collect();
    let here: Vec<&Value> = list(&drawn.described["colorbars"]).collect();
    if plotlys.len() != here.len() {
        let how = format!("{} bars, here {}", plotlys.len(), here.len());
        return vec![(Group::ColorBars, Outcome::Differs(how))];
    }
    let pairs = plotlys.into_iter().zip(here);
    pairs
        .map(|(plotlys, here)| (Group::ColorBars, Outcome::of(differs(plotlys, here))))
        .collect()
}

fn differs(plotlys: &Value, here: &Value) -> Option<String> {
    let rect = |value: &Value| -> [f64; 4] { numbers(value).try_into().unwrap_or([f64::NAN; 4]) };
    if let Some(how) = rects_differ(rect(&plotlys["fill"]), rect(&here["rect"])) {
        return Some(how);
    }
    let texts: Vec<String> = list(&plotlys["ticks"])
        .map(|text| plain(text.as_str().unwrap_or_default()))
        .collect();
    let labels: Vec<&str> = list(&here["ticks"])
        .filter(|tick| tick["minor"] != Value::Bool(true))
        .map(|tick| tick["label"].as_str().unwrap_or_default())
        .collect();
    if texts != labels {
        return Some(format!("plotly {texts:?}, here {labels:?}"));
    }
    let title = plain(plotlys["titletext"].as_str().unwrap_or_default());
    let title_here = here["title"].as_str().unwrap_or_default();
    (title != plain(title_here)).then(|| format!("title {title:?}, here {title_here:?}"))
}
