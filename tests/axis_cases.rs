//! Ticks, edges and number text against what plotly.js 4.1.1 was observed to draw
//! (`../shared/plotly/cases.json`); says so and passes where that file is missing.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use std::path::Path;

#[path = "axis_rule/mod.rs"]
mod axis_rule;

use axis_rule::{Known, rule_of};
use cellsius::axis::{
    Orientation, Positions, Scale, Tick, TickRule, TickSpec, group_labels, hover_number,
    number_text, parse_date, ticks, value_text,
};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plotly/cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).expect("cases.json is JSON");
    file["cases"].as_array().expect("a list of cases").clone()
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
        "category" | "multicategory" => Some(Scale::Category),
        _ => None,
    }
}

/// JSON as Plotly prints it.
fn printed(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The names of an axis's categories, and their outer names.
fn categories(axis: &Value) -> [Vec<String>; 2] {
    let list = axis["categories"].as_array().cloned().unwrap_or_default();
    let inner = |name: &Value| printed(name.get(1).unwrap_or(name));
    let outer = |name: &Value| name.get(1).and_then(|_| name.get(0)).map(printed);
    [
        list.iter().map(inner).collect(),
        list.iter().filter_map(outer).collect(),
    ]
}

/// A place on an axis as Plotly gives it (log10 on log axes) in data units.
fn data(place: &Value, scale: Scale) -> f64 {
    match (place.as_str(), place.as_f64()) {
        (Some(date), _) => parse_date(date).expect("a date").ms,
        (_, Some(place)) => scale.data_from_scale(place),
        _ => f64::NAN,
    }
}

/// An axis of a case.
struct CaseAxis {
    scale: Scale,
    names: Vec<String>,
    range: [f64; 2],
    length_pt: f64,
    orientation: Orientation,
    rule: TickRule,
}

impl CaseAxis {
    fn new(case: &Value, name: &str) -> Option<Self> {
        let axis = &case["axes"][name];
        let given = &case["input"]["layout"][name];
        let scale = scale_of(axis)?;
        let [names, groups] = categories(axis);
        let range = [
            data(&axis["range"][0], scale),
            data(&axis["range"][1], scale),
        ];
        let known = Known {
            scale,
            names: &names,
            groups: &groups,
            range,
            separators: &case["input"]["layout"]["separators"],
        };
        Some(Self {
            rule: rule_of(given, &known),
            names,
            range,
            scale,
            length_pt: axis["length"].as_f64().expect("a length"),
            orientation: orientation(name),
        })
    }

    fn spec(&self) -> TickSpec<'_> {
        TickSpec {
            scale: self.scale,
            range: self.range,
            length_pt: self.length_pt,
            orientation: self.orientation,
            labels: &self.names,
            rule: &self.rule,
        }
    }

    /// Where Plotly drew ticks and where this program does: places on the scale and labels.
    fn ticks(&self, axis: &Value) -> [Ticks; 2] {
        let found: Vec<Tick> = ticks(&self.spec())
            .into_iter()
            .filter(|tick| !(tick.minor || self.rule.on_boundaries && tick.label.is_empty()))
            .collect();
        let place = |tick: &Tick| {
            self.scale.scale_from_data(if self.rule.on_boundaries {
                tick.label_at
            } else {
                tick.value
            })
        };
        let plotlys = axis["tickvals"].as_array().expect("values").iter();
        let texts = axis["ticktext"].as_array().expect("labels").iter();
        [
            Ticks {
                places: plotlys.filter_map(Value::as_f64).collect(),
                // Of minor ticks there is nothing to read.
                labels: texts
                    .map(|text| plain(text.as_str().unwrap_or_default()))
                    .collect(),
            },
            Ticks {
                places: found.iter().map(place).collect(),
                labels: found.into_iter().map(|tick| tick.label).collect(),
            },
        ]
    }
}

fn orientation(name: &str) -> Orientation {
    if name.starts_with('x') {
        Orientation::Horizontal
    } else {
        Orientation::Vertical
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
    for case in &cases() {
        let empty = serde_json::Map::new();
        for (name, axis) in case["axes"].as_object().unwrap_or(&empty) {
            let found = CaseAxis::new(case, name).expect("an axis of a known type");
            let [plotlys, here] = found.ticks(axis);
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
fn outer_names_are_plotlys() {
    for case in &cases() {
        let empty = serde_json::Map::new();
        for (name, axis) in case["axes"].as_object().unwrap_or(&empty) {
            let found = CaseAxis::new(case, name).expect("an axis of a known type");
            let labels = group_labels(&ticks(&found.spec()), &found.rule);
            let [_, outer] = categories(axis);
            let spread: Vec<String> = labels
                .iter()
                .flat_map(|label| vec![label.label.clone(); label.last - label.first + 1])
                .collect();
            assert_eq!(spread, outer, "{} {name}", case["id"]);
        }
    }
}

/// The ranges of a figure's colour scales as drawn: of traces, and of colour axes over all that
/// share them.
fn bar_range(case: &Value, index: usize) -> Option<[f64; 2]> {
    let trace = case["traces"].get(index)?;
    Some([trace["zmin"].as_f64()?, trace["zmax"].as_f64()?])
}

#[test]
fn colour_bars_bear_plotlys_ticks() {
    let (mut compared, mut wrong) = (0, 0);
    for case in cases() {
        let count = |key: &str| case[key].as_array().map_or(0, Vec::len);
        let inputs = case["input"]["data"].as_array().cloned();
        let inputs = inputs.unwrap_or_default();
        let layout = &case["input"]["layout"];
        if count("colorbars") != count("traces") || inputs.len() != count("traces") {
            continue;
        }
        for (index, input) in inputs.iter().enumerate() {
            let bar = &case["colorbars"][index];
            let shared = input["coloraxis"].as_str();
            let given = shared.map_or(&input["colorbar"], |axis| &layout[axis]["colorbar"]);
            let Some(range) = bar_range(&case, index) else {
                continue;
            };
            let across = given["orientation"] == "h";
            let rule = rule_of(
                given,
                &Known {
                    scale: Scale::Linear,
                    names: &[],
                    groups: &[],
                    range,
                    separators: &layout["separators"],
                },
            );
            let spec = TickSpec {
                scale: Scale::Linear,
                range,
                length_pt: bar_length(&bar["fill"][if across { 2 } else { 3 }]),
                orientation: orientation(if across { "x" } else { "y" }),
                labels: &[],
                rule: &rule,
            };
            let found: Vec<String> = ticks(&spec).into_iter().map(|tick| tick.label).collect();
            let texts: Vec<String> = serde_json::from_value(bar["ticks"].clone()).expect("labels");
            let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
            compared += 1;
            if found != texts {
                wrong += 1;
                eprintln!(
                    "{} {range:?} over {}\n  plotly {texts:?}\n  here   {found:?}",
                    case["id"], spec.length_pt
                );
            }
        }
    }
    eprintln!("{compared} colour bars compared");
    assert_eq!(wrong, 0, "of {compared} colour bars");
}

/// A hovered place in data units.
fn hovered(value: &Value, axis: &CaseAxis) -> Option<f64> {
    let index = |name: &str, group: Option<&str>| {
        let groups = &axis.rule.groups;
        let found = axis.names.iter().enumerate().position(|(index, other)| {
            other == name && group == groups.get(index).map(String::as_str)
        });
        Some(found? as f64)
    };
    match (value, axis.scale) {
        (Value::Array(pair), Scale::Category) => index(pair.get(1)?.as_str()?, pair[0].as_str()),
        (value, Scale::Category) => index(&printed(value), None),
        (Value::String(text), _) => parse_date(text).map(|date| date.ms),
        (value, _) => value.as_f64(),
    }
}

#[test]
fn hovered_values_are_plotlys() {
    let (mut compared, mut wrong) = (0, 0);
    for case in &cases() {
        for hover in case["hover"].as_array().into_iter().flatten() {
            let label = hover["labels"][0]["nums"].as_str().unwrap_or_default();
            let point = &hover["points"][0];
            let lines: Vec<&str> = label.split("<br>").collect();
            let input = &case["input"]["data"][point["curveNumber"].as_u64().unwrap_or(0) as usize];
            // Bins of a histogram are named by both ends.
            let is_histogram = input["type"] == "histogram2d";
            if !label.starts_with("x: ") || input["hovertemplate"].is_string() || is_histogram {
                continue;
            }
            for letter in ["x", "y", "z"] {
                let start = format!("{letter}: ");
                let Some(text) = lines.iter().find_map(|line| line.strip_prefix(&start)) else {
                    continue;
                };
                let format = &input[format!("{letter}hoverformat")];
                let format = format.as_str().unwrap_or_default();
                let found = if letter == "z" {
                    let value = point["z"].as_f64().unwrap_or(f64::NAN);
                    let marks = case["input"]["layout"]["separators"].as_str();
                    let mut marks = marks.unwrap_or(".,").chars();
                    let marks = [marks.next(), marks.next()];
                    number_text(format, marks.map(|mark| mark.expect("two")), value)
                } else {
                    let id = input[format!("{letter}axis")].as_str().unwrap_or(letter);
                    let name = id.replacen(letter, &format!("{letter}axis"), 1);
                    let axis = CaseAxis::new(case, &name).expect("an axis of a known type");
                    let own = &axis.rule.text.exact_format;
                    let format = if format.is_empty() { own } else { format };
                    let value = hovered(&point[letter], &axis).expect("a place");
                    value_text(&axis.spec(), format, value)
                };
                compared += 1;
                if found != plain(text) {
                    wrong += 1;
                    eprintln!("{} {letter}: plotly {text:?}, here {found:?}", case["id"]);
                }
            }
        }
    }
    eprintln!("{compared} values compared");
    assert_eq!(wrong, 0, "of {compared} values");
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
        return Some(Positions::Edges(numbers[..=cells].into()));
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
                _ => Some(Positions::steps(start, step, cells)),
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
            if !found.iter().zip(&edges).all(|(a, b)| near(&a, b)) {
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
