//! What figures become against what plotly.js 4.1.1 made of them: types and ranges of axes, edges
//! and values of cells, colour ranges. The cases lie beside the project; without them this passes.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot read its cases should say so, and which agree is worth reading"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use cellsius::axis::{Positions, Scale};
use cellsius::figure::{ColorRange, Figure, Heatmap, Layer};
use cellsius::plotly::{parse_str, read};
use serde_json::Value;

/// Cases in which the program is meant to differ, and how.
const BETTER: &[(&str, &str)] = &[
    (
        "A34",
        "cells in no order are sorted, not laid over each other",
    ),
    (
        "F_auto2",
        "a row whose y is no number is left out, the others are drawn",
    ),
    ("T_one_date", "one date is a cell that can be seen"),
];

fn shared(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/plotly")
        .join(path)
}

/// Equal but for rounding.
fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * found.abs().max(expected.abs()).max(1.0)
        || (found.is_nan() && expected.is_nan())
}

fn numbers(value: &Value) -> Vec<f64> {
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    value
        .as_array()
        .map_or_else(Vec::new, |list| list.iter().map(number).collect())
}

fn all_close(found: &[f64], expected: &[f64]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| close(*a, *b))
}

/// What is compared, with a difference each.
type Differences = Vec<(&'static str, String)>;

fn compare(case: &Value, figure: &Figure) -> Differences {
    let mut found = Vec::new();
    let axes = case["axes"].as_object().expect("axes by name");
    for (name, expected) in axes {
        let id = name.replace("axis", "");
        let axis = figure
            .axes
            .iter()
            .find(|axis| axis.page.as_ref().is_some_and(|page| page.name == id));
        let Some(axis) = axis else {
            found.push(("type", format!("{name} is missing")));
            continue;
        };
        let kind = match axis.scale {
            Scale::Linear => "linear",
            Scale::Log => "log",
            Scale::Date => "date",
            Scale::Category if axis.ticks.groups.is_empty() => "category",
            Scale::Category => "multicategory",
        };
        if expected["type"] != kind {
            found.push(("type", format!("{name}: {kind} for {}", expected["type"])));
        }
        let range = expected["range"]
            .as_array()
            .expect("two ends")
            .iter()
            .map(|end| match end {
                Value::String(date) => {
                    cellsius::axis::parse_date(date).map_or(f64::NAN, |date| date.ms)
                }
                _ => end.as_f64().unwrap_or(f64::NAN),
            });
        let range: Vec<f64> = range.collect();
        let own = axis.range.map(|end| axis.scale.scale_from_data(end));
        if !all_close(&own, &range) {
            found.push(("range", format!("{name}: {own:?} for {range:?}")));
        }
        let names: Vec<String> = expected["categories"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|name| match name {
                Value::Array(levels) => &levels[1],
                _ => name,
            })
            .map(|name| {
                name.as_str()
                    .map_or_else(|| name.to_string(), str::to_owned)
            })
            .collect();
        if expected.get("categories").is_some() && *axis.categories != *names {
            found.push((
                "categories",
                format!("{name}: {:?} for {names:?}", axis.categories),
            ));
        }
    }
    compare_traces(case, figure, &mut found);
    found
}

fn compare_traces(case: &Value, figure: &Figure, found: &mut Differences) {
    let mut cells = figure.plots.iter().flat_map(|plot| {
        let scales = [plot.x, plot.y].map(|id| figure.axes[id.0].scale);
        plot.layers
            .iter()
            .filter_map(Layer::heatmap)
            .map(move |heatmap| (scales, heatmap))
    });
    for expected in case["traces"].as_array().expect("traces") {
        if expected.get("xedges").is_none() || expected["visible"] == false {
            continue;
        }
        let Some((scales, heatmap)) = cells.next() else {
            found.push(("edges", "no cells".to_owned()));
            continue;
        };
        compare_edges("xedges", expected, (&heatmap.x, scales[0]), found);
        compare_edges("yedges", expected, (&heatmap.y, scales[1]), found);
        compare_values(expected, heatmap, found);
        if let (Some(low), Some(high)) = (expected["zmin"].as_f64(), expected["zmax"].as_f64()) {
            let range = match figure.color_scales[heatmap.color.0].range {
                ColorRange::Known(range) => range,
                ColorRange::OfPicture => [f64::NAN; 2],
            };
            if !all_close(&range, &[low, high]) {
                found.push(("colours", format!("{range:?} for [{low}, {high}]")));
            }
        }
    }
}

fn compare_edges(
    side: &'static str,
    expected: &Value,
    (positions, scale): (&Positions, Scale),
    found: &mut Differences,
) {
    let edges = positions.edges(scale);
    // An edge without a place on its axis is as good as none.
    let same = |(own, wanted): (f64, &f64)| {
        close(own, *wanted) || wanted.is_nan() && scale.scale_from_data(own).is_nan()
    };
    let wanted = numbers(&expected[side]);
    if edges.iter().len() != wanted.len() || !edges.iter().zip(&wanted).all(same) {
        found.push(("edges", format!("{side} {edges:?} for {wanted:?}")));
    }
    let centres = numbers(
        &expected[if side == "xedges" {
            "xcenter"
        } else {
            "ycenter"
        }],
    );
    if centres.len() == positions.count() && scale != Scale::Category {
        let own: Vec<f64> = (0..centres.len())
            .map(|i| positions.centre(i, scale))
            .collect();
        if !all_close(&own, &centres) {
            found.push(("edges", format!("centres {own:?} for {centres:?}")));
        }
    }
}

fn compare_values(expected: &Value, heatmap: &Heatmap, found: &mut Differences) {
    let Some(rows) = expected["z"].as_array() else {
        return;
    };
    let grid = &heatmap.grid;
    let rows: Vec<Vec<f64>> = rows.iter().map(numbers).collect();
    // Filled gaps are where Plotly stopped short of the solution.
    let filled = expected["connectgaps"] == true;
    for (row, values) in rows.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            let own = grid.get(row, column);
            let near = filled && (own - value).abs() <= 0.005 * span(&rows);
            if !near && !close(own, *value) {
                found.push((
                    "cells",
                    format!("{own} for {value} in row {row}, column {column}"),
                ));
                return;
            }
        }
    }
    if rows.len() != grid.rows() {
        found.push(("cells", format!("{} rows for {}", grid.rows(), rows.len())));
    }
}

fn span(rows: &[Vec<f64>]) -> f64 {
    let all = rows
        .iter()
        .flatten()
        .copied()
        .filter(|value| !value.is_nan());
    let ends = all.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| {
        [low.min(value), high.max(value)]
    });
    ends[1] - ends[0]
}

#[test]
fn figures_become_what_plotly_makes_of_them() {
    let Ok(text) = std::fs::read_to_string(shared("cases.json")) else {
        println!("no cases beside the project: nothing compared");
        return;
    };
    let cases: Value = serde_json::from_str(&text).expect("cases are JSON");
    let mut groups: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().expect("a list of cases") {
        let id = case["id"].as_str().expect("a name");
        let group = id.chars().next().expect("a letter").to_string();
        let input = case["input"].to_string();
        let node = parse_str(&input).expect("its figure is JSON");
        let differences = match read(&node) {
            Ok(figure) => compare(case, &figure),
            Err(error) => vec![("all", error.to_string())],
        };
        let count = groups.entry(group).or_default();
        count[1] += 1;
        let meant = BETTER.iter().any(|(case, _)| *case == id);
        if differences.is_empty() || meant {
            count[0] += 1;
        }
        if meant && differences.is_empty() {
            wrong.push(format!("{id} is meant to differ and does not"));
        }
        for (what, text) in differences.into_iter().filter(|_| !meant) {
            wrong.push(format!("{id} {what}: {text}"));
        }
    }
    for (group, [equal, all]) in &groups {
        println!("{group}: {equal} of {all}");
    }
    for line in &wrong {
        println!("{}", line.chars().take(300).collect::<String>());
    }
    assert!(wrong.is_empty(), "{} differences", wrong.len());
}
