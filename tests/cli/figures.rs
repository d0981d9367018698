//! `--describe` and `--probe` of Plotly's figures.

use serde_json::{Value as Json, json};

use crate::run::{Folder, at, number};

const FIGURE: &str = r#"{
    "data": [
        {"type": "heatmap", "z": [[1, 2], [3, null]], "texttemplate": "%{z:.1f}"},
        {"type": "scatter", "x": [0, 1], "y": [0, 1], "mode": "markers", "name": "points"},
        {"type": "heatmap", "z": [[1, 2]], "xaxis": "x2", "yaxis": "y2", "colorbar": {"x": 1.2}}
    ],
    "layout": {
        "xaxis": {"domain": [0, 0.4]}, "xaxis2": {"domain": [0.6, 1], "anchor": "y2"},
        "yaxis2": {"anchor": "x2"}
    }
}"#;

/// Where a tick of this value stands on an axis, px.
fn tick(described: &Json, axis: &str, value: f64) -> f64 {
    let ticks = at(described, axis)["ticks"].as_array().unwrap();
    let found = ticks.iter().find(|tick| tick["value"] == json!(value));
    number(found.unwrap(), "/px")
}

#[test]
fn all_plots_layers_and_bars_are_described() {
    let folder = Folder::with("f.json", FIGURE);
    let described = folder.describe("f.json");
    assert_eq!(at(&described, "/source/layout"), "figure");
    assert_eq!(at(&described, "/plots").as_array().unwrap().len(), 2);
    assert_eq!(at(&described, "/colorbars").as_array().unwrap().len(), 2);
    let kinds = at(&described, "/plots/0/layers").as_array().unwrap();
    let kinds: Vec<&Json> = kinds.iter().map(|layer| &layer["kind"]).collect();
    assert_eq!(kinds, ["heatmap", "scatter"]);
    let points = at(&described, "/plots/0/layers/1");
    assert_eq!(points["name"], "points");
    assert_eq!(points["points"], 2);
    assert_eq!(points["x"], json!([0.0, 1.0]));
    let text = at(&described, "/plots/0/layers/0/cell_text");
    assert_eq!(text, &json!([["1.0", "2.0"], ["3.0", null]]));
    let labels = at(&described, "/plots/0/layers/0/cell_labels");
    assert_eq!(labels.as_array().unwrap().len(), 3);
    assert_eq!(labels[0]["font"], 12.0);
}

#[test]
fn probes_find_points_and_cells() {
    let folder = Folder::with("f.json", FIGURE);
    let described = folder.describe("f.json");
    let [x, y] = [("/plots/0/x", 0.0), ("/plots/0/y", 0.0)]
        .map(|(axis, value)| tick(&described, axis, value));
    let [gap_x, gap_y] = [("/plots/0/x", 1.0), ("/plots/0/y", 1.0)]
        .map(|(axis, value)| tick(&described, axis, value));
    let other = tick(&described, "/plots/1/x", 1.0);
    let options = format!(
        "f.json --probe {x},{y} --probe {},{y} --probe {gap_x},{} --probe {other},{y} --probe 1,1",
        x + 30.0,
        gap_y - 30.0,
    );
    let described = folder.describe(&options);
    let probe = |index: usize| at(&described, "/probes")[index].clone();
    assert_eq!(probe(0)["text"], json!(["(0, 0)"]));
    assert_eq!(probe(0)["name"], "points");
    assert_eq!(probe(0)["point"], 0);
    assert_eq!(probe(0)["z"], Json::Null);
    assert_eq!(probe(1)["text"], json!(["x: 0", "y: 0", "z: 1"]));
    assert_eq!(probe(1)["name"], "trace 0");
    assert_eq!(
        [&probe(1)["row"], &probe(1)["column"]],
        [&json!(0), &json!(0)]
    );
    assert_eq!(probe(2)["text"], json!(["x: 1", "y: 1", "z: NaN"]));
    assert_eq!(probe(2)["z"], Json::Null);
    assert_eq!(probe(3)["plot"], 1);
    assert_eq!(probe(3)["text"][2], "z: 2");
    assert_eq!(probe(4)["text"], Json::Null);
}
