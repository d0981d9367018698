//! Ticks, edges and number text against what plotly.js 4.1.1 was observed to draw
//! (`../shared/plotly/cases.json`); says so and passes where that file is missing.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use std::path::Path;
use std::sync::Arc;

use cellsius::axis::{
    Orientation, Positions, Scale, Tick, TickMode, TickRule, TickSpec, hover_number, parse_date,
    ticks,
};
use serde_json::Value;

/// What the axes of a figure may say without taking their ticks out of Plotly's hands.
const HARMLESS: [&str; 20] = [
    "anchor",
    "autorange",
    "categoryarray",
    "categoryorder",
    "constrain",
    "domain",
    "minor",
    "mirror",
    "nticks",
    "position",
    "range",
    "scaleanchor",
    "showline",
    "side",
    "ticks",
    "title",
    "type",
    "zeroline",
    "matches",
    "showgrid",
];

fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plotly/cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).expect("cases.json is JSON");
    file["cases"].as_array().expect("a list of cases").clone()
}

/// Cases whose ticks are another matter than steps and digits.
fn is_exception(case: &Value) -> bool {
    // The figure sets its own decimal sign (`layout.separators`), which belongs to its reader.
    case["id"] == "E18b"
}

/// Plotly's markup as plain text.
fn plain(text: &str) -> String {
    let text = text.replace("<br>", "\n");
    let mut out = String::new();
    let mut raised = false;
    let mut rest = text.as_str();
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("<sup>") {
            (raised, rest) = (true, after);
            continue;
        }
        if let Some(after) = rest.strip_prefix("</sup>") {
            (raised, rest) = (false, after);
            continue;
        }
        // In drawn text zero-width spaces stand around what is raised.
        if letter == '\u{200b}' {
            raised = !raised;
        } else {
            out.push(if raised { raise(letter) } else { letter });
        }
        rest = &rest[letter.len_utf8()..];
    }
    out
}

fn raise(letter: char) -> char {
    match letter {
        '\u{2212}' | '-' => '⁻',
        digit => {
            let index = digit.to_digit(10).expect("only numbers are raised");
            "⁰¹²³⁴⁵⁶⁷⁸⁹"
                .chars()
                .nth(index as usize)
                .expect("ten digits")
        }
    }
}

fn scale_of(axis: &Value) -> Option<Scale> {
    match axis["type"].as_str()? {
        "linear" => Some(Scale::Linear),
        "log" => Some(Scale::Log),
        "date" => Some(Scale::Date),
        "category" => Some(Scale::Category),
        _ => None,
    }
}

/// The names of an axis's categories; other JSON than text reads as Plotly prints it.
fn categories(axis: &Value) -> Vec<String> {
    let name = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    axis["categories"]
        .as_array()
        .map_or_else(Vec::new, |list| list.iter().map(name).collect())
}

/// A place on an axis as Plotly gives it (log10 on log axes) in data units.
fn data(place: &Value, scale: Scale) -> f64 {
    match (place.as_str(), place.as_f64()) {
        (Some(date), _) => parse_date(date).expect("a date").ms,
        (_, Some(place)) => scale.data_from_scale(place),
        _ => f64::NAN,
    }
}

/// An axis as Plotly drew it, and where this program would place its ticks: places on the scale
/// and labels of both.
fn ticks_of_axis(name: &str, axis: &Value, given: &Value, scale: Scale) -> [Ticks; 2] {
    let labels = categories(axis);
    let count = given["nticks"].as_u64();
    let orientation = if name.starts_with('x') {
        Orientation::Horizontal
    } else {
        Orientation::Vertical
    };
    let found = ticks(&TickSpec {
        scale,
        range: [
            data(&axis["range"][0], scale),
            data(&axis["range"][1], scale),
        ],
        length_pt: axis["length"].as_f64().expect("a length"),
        orientation,
        labels: &labels,
        rule: &counted(count),
    });
    let place = |tick: &Tick| scale.scale_from_data(tick.value);
    let text = |text: &Value| plain(text.as_str().expect("a label"));
    let plotlys = axis["tickvals"].as_array().expect("values").iter();
    let texts = axis["ticktext"].as_array().expect("labels").iter();
    [
        Ticks {
            places: plotlys.filter_map(Value::as_f64).collect(),
            labels: texts.map(text).collect(),
        },
        Ticks {
            places: found.iter().map(place).collect(),
            labels: found.into_iter().map(|tick| tick.label).collect(),
        },
    ]
}

fn counted(count: Option<u64>) -> TickRule {
    let count = count.and_then(|count| usize::try_from(count).ok());
    TickRule {
        mode: TickMode::Auto { count },
        ..TickRule::default()
    }
}

#[derive(Debug)]
struct Ticks {
    places: Vec<f64>,
    labels: Vec<String>,
}

impl Ticks {
    fn agrees(&self, other: &Self) -> bool {
        let [first, last] = [self.places.first(), self.places.last()];
        let span = last.unwrap_or(&0.0) - first.unwrap_or(&0.0);
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * span.abs().max(1e-3 * a.abs());
        self.labels == other.labels
            && self.places.len() == other.places.len()
            && self.places.iter().zip(&other.places).all(near)
    }
}

#[test]
fn ticks_are_plotlys() {
    let (mut compared, mut wrong) = (0, 0);
    for case in cases().iter().filter(|case| !is_exception(case)) {
        let empty = serde_json::Map::new();
        for (name, axis) in case["axes"].as_object().unwrap_or(&empty) {
            let given = &case["input"]["layout"][name];
            let mut keys = given.as_object().unwrap_or(&empty).keys();
            let automatic = keys.all(|key| HARMLESS.contains(&key.as_str()));
            let (Some(scale), true) = (scale_of(axis), automatic) else {
                continue;
            };
            let [plotlys, here] = ticks_of_axis(name, axis, given, scale);
            compared += 1;
            if !plotlys.agrees(&here) {
                wrong += 1;
                let (id, range) = (&case["id"], &axis["range"]);
                eprintln!("{id} {name} {range}\n  plotly {plotlys:?}\n  here   {here:?}");
            }
        }
    }
    eprintln!("{compared} axes compared");
    assert_eq!(wrong, 0, "of {compared} axes");
}

#[test]
fn colour_bars_bear_plotlys_ticks() {
    let (mut compared, mut wrong) = (0, 0);
    for case in cases() {
        let traces = case["traces"].as_array().cloned().unwrap_or_default();
        let inputs = case["input"]["data"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let bars = case["colorbars"].as_array().cloned().unwrap_or_default();
        if bars.len() != traces.len() || inputs.len() != traces.len() {
            continue;
        }
        for ((bar, trace), input) in bars.iter().zip(&traces).zip(&inputs) {
            let bar_input = input["colorbar"].as_object().cloned().unwrap_or_default();
            let special = [
                "tickvals",
                "dtick",
                "tickprefix",
                "ticksuffix",
                "tickformat",
            ];
            if special.iter().any(|key| bar_input.contains_key(*key)) {
                continue;
            }
            let (Some(low), Some(high)) = (trace["zmin"].as_f64(), trace["zmax"].as_f64()) else {
                continue;
            };
            let across = bar_input.get("orientation").and_then(Value::as_str) == Some("h");
            let count = bar_input.get("nticks").and_then(Value::as_u64);
            let spec = TickSpec {
                scale: Scale::Linear,
                range: [low, high],
                length_pt: bar_length(&bar["fill"][if across { 2 } else { 3 }]),
                orientation: if across {
                    Orientation::Horizontal
                } else {
                    Orientation::Vertical
                },
                labels: &[],
                rule: &counted(count),
            };
            let found: Vec<String> = ticks(&spec).into_iter().map(|tick| tick.label).collect();
            let texts: Vec<String> = serde_json::from_value(bar["ticks"].clone()).expect("labels");
            let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
            compared += 1;
            if found != texts {
                wrong += 1;
                eprintln!(
                    "{} {low}..{high} over {}\n  plotly {texts:?}\n  here   {found:?}",
                    case["id"], spec.length_pt
                );
            }
        }
    }
    eprintln!("{compared} colour bars compared");
    assert_eq!(wrong, 0, "of {compared} colour bars");
}

/// The length as Plotly computes it, padding taken off in fractions of the whole: 200 px come
/// out a hair longer, which decides about the step of T_rangebreaks.
fn bar_length(px: &Value) -> f64 {
    let whole = px.as_f64().expect("a length") + 20.0;
    whole * ((1.0 - 10.0 / whole) - 10.0 / whole)
}

#[test]
fn hover_numbers_are_plotlys() {
    for case in cases().iter().filter(|case| case["id"] == "E13") {
        for hover in case["hover"].as_array().expect("hovers") {
            let value = hover["points"][0]["z"].as_f64().expect("a number");
            let text = hover["labels"][0]["nums"].as_str().expect("a label");
            let text = text.split("z: ").nth(1).expect("a value");
            assert_eq!(hover_number(value), plain(text), "{value}");
        }
    }
}

/// The positions that a list of coordinates makes for `cells` cells, where the interface of
/// `Positions` can say it.
fn positions(coordinates: &[Value], cells: usize, scale: Scale) -> Option<Positions> {
    if scale == Scale::Category {
        return Some(Positions::index(cells));
    }
    let number = |value: &Value| {
        value
            .as_f64()
            .or_else(|| Some(parse_date(value.as_str()?)?.ms))
    };
    let numbers: Option<Vec<f64>> = coordinates.iter().map(number).collect();
    let numbers = numbers?;
    let monotone = |numbers: &[f64]| {
        numbers.windows(2).all(|pair| pair[0] < pair[1])
            || numbers.windows(2).all(|pair| pair[0] > pair[1])
    };
    if numbers.is_empty() || !monotone(&numbers) {
        return None;
    }
    if numbers.len() > cells {
        return Some(Positions::Edges(Arc::from(&numbers[..=cells])));
    }
    // A single date is an hour or a day wide here and a millisecond in Plotly; fewer centres
    // than cells cannot be said.
    let single_date = numbers.len() == 1 && scale == Scale::Date;
    (numbers.len() == cells && !single_date).then(|| Positions::Centres(numbers.into()))
}

#[test]
fn edges_are_plotlys() {
    let (mut compared, mut wrong) = (0, 0);
    for case in cases() {
        let traces = case["traces"].as_array().cloned().unwrap_or_default();
        let inputs = case["input"]["data"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        if traces.len() != 1 || inputs.len() != 1 {
            continue;
        }
        for (letter, axis) in [("x", "xaxis"), ("y", "yaxis")] {
            let input = &inputs[0];
            let plain_grid = input["z"][0].is_array() && input["transpose"] != true;
            let calendar = input[format!("{letter}period")].is_null()
                && case["input"]["layout"][axis]["rangebreaks"].is_null();
            let edges = traces[0][format!("{letter}edges")].as_array();
            let (Some(edges), true, true, Some(scale)) =
                (edges, plain_grid, calendar, scale_of(&case["axes"][axis]))
            else {
                continue;
            };
            let edges: Vec<f64> = edges
                .iter()
                .map(|edge| edge.as_f64().unwrap_or(f64::NAN))
                .collect();
            let cells = edges.len() - 1;
            let start = input[format!("{letter}0")].as_f64().unwrap_or(0.0);
            let step = input[format!("d{letter}")].as_f64().unwrap_or(1.0);
            let scaled = input[format!("{letter}type")] == "scaled";
            let found = match input[letter].as_array() {
                Some(list) if !scaled => positions(list, cells, scale),
                _ if input[format!("{letter}0")].is_string() => None,
                _ => Some(Positions::Steps {
                    start,
                    step,
                    count: cells,
                }),
            };
            let Some(found) = found.map(|positions| positions.edges(scale)) else {
                continue;
            };
            compared += 1;
            // Plotly leaves undefined what a log axis cannot place.
            let near = |a: &f64, b: &f64| {
                (a - b).abs() <= 1e-9 * a.abs().max(1.0)
                    || (b.is_nan() && scale == Scale::Log && *a <= 0.0)
            };
            if !found.as_slice().iter().zip(&edges).all(|(a, b)| near(a, b)) {
                wrong += 1;
                eprintln!(
                    "{} {letter}\n  plotly {edges:?}\n  here   {:?}",
                    case["id"], found
                );
            }
        }
    }
    eprintln!("{compared} sets of edges compared");
    assert_eq!(wrong, 0, "of {compared} sets of edges");
}
