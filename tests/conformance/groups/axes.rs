//! Ticks, ranges and places of axes.

use serde_json::Value;

use super::{Group, NEAR_PX, Outcome, Outcomes};
use crate::drawn::Drawn;
use crate::numbers::{near, number, numbers};
use crate::observed::{Observed, list};
use crate::words::plain;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let empty = serde_json::Map::new();
    let axes = observed.drawn["axes"].as_object().unwrap_or(&empty);
    let mut outcomes = Outcomes::new();
    for (name, axis) in axes {
        let letter = &name[..1];
        let Some((plot, here)) = found(drawn, letter, name) else {
            let how = format!("{name}: not drawn");
            outcomes.push((Group::Aspect, Outcome::Differs(how)));
            continue;
        };
        let scale = here["scale"].as_str().unwrap_or_default();
        outcomes.push((
            Group::Aspect,
            Outcome::of(place_differs(name, axis, plot, here)),
        ));
        outcomes.push((
            Group::Ticks,
            Outcome::of(ticks_differ(name, axis, here, scale)),
        ));
    }
    outcomes
}

/// The axis of this name, with a plot that has it.
fn found<'a>(drawn: &'a Drawn, letter: &str, name: &str) -> Option<(&'a Value, &'a Value)> {
    let short = format!("{letter}{}", &name[5..]);
    let plots = list(&drawn.described["plots"]).map(|plot| (plot, &plot[letter]));
    let named = |axis: &Value| match axis["name"].as_str() {
        Some(known) => known == short,
        None => short.len() == 1,
    };
    plots.into_iter().find(|(_, axis)| named(axis))
}

/// An end of a range in data units.
fn data(end: &Value, scale: &str) -> f64 {
    match (end, scale) {
        (Value::String(date), _) => {
            cellsius::axis::parse_date(date).map_or(f64::NAN, |date| date.ms)
        }
        (end, "log") => 10_f64.powf(number(end)),
        (end, _) => number(end),
    }
}

fn place_differs(name: &str, axis: &Value, plot: &Value, here: &Value) -> Option<String> {
    let scale = here["scale"].as_str().unwrap_or_default();
    let kind = axis["type"]
        .as_str()
        .unwrap_or_default()
        .replace("multi", "");
    if kind != scale {
        return Some(format!("{name}: {kind} axis, here {scale}"));
    }
    let plotlys = [0, 1].map(|end| data(&axis["range"][end], scale));
    let range = numbers(&here["range"]);
    let [from, to] = range[..] else {
        return Some(format!("{name}: no range"));
    };
    let on_scale = |value: f64| if scale == "log" { value.log10() } else { value };
    let [a, b] = plotlys.map(on_scale);
    let (from, to) = (on_scale(from), on_scale(to));
    // Ranges may follow the plot's length, which follows the letters' widths.
    let tolerance = 0.005;
    if !near(a, from, tolerance, b - a) || !near(b, to, tolerance, b - a) {
        return Some(format!("{name}: range {a}..{b}, here {from}..{to}"));
    }
    let rect = numbers(&plot["rect"]);
    let [x, y, w, h] = rect[..] else {
        return Some(format!("{name}: no plot"));
    };
    let (start, length) = if name.starts_with('x') {
        (x, w)
    } else {
        (y, h)
    };
    let [offset, long] = ["offset", "length"].map(|key| number(&axis[key]));
    let far = (offset - start).abs() > NEAR_PX || (offset + long - start - length).abs() > NEAR_PX;
    far.then(|| format!("{name}: from {offset} over {long} px, here from {start} over {length} px"))
}

fn ticks_differ(name: &str, axis: &Value, here: &Value, scale: &str) -> Option<String> {
    let texts: Vec<String> = list(&axis["ticktext"])
        .map(|text| plain(text.as_str().unwrap_or_default()))
        .collect();
    let places: Vec<f64> = list(&axis["tickvals"])
        .map(|place| data(place, scale))
        .collect();
    let labelled: Vec<&Value> = list(&here["ticks"])
        .filter(|tick| tick["minor"] != Value::Bool(true))
        .collect();
    let labels: Vec<&str> = labelled
        .iter()
        .map(|tick| tick["label"].as_str().unwrap_or_default())
        .collect();
    let values: Vec<f64> = labelled.iter().map(|tick| number(&tick["value"])).collect();
    let span = places
        .iter()
        .chain(&values)
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let near = |(a, b): (&f64, &f64)| near(*a, *b, 1e-9, span);
    let agree =
        texts == labels && places.len() == values.len() && places.iter().zip(&values).all(near);
    (!agree).then(|| format!("{name}: plotly {places:?} {texts:?}, here {values:?} {labels:?}"))
}
