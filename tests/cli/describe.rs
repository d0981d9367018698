//! `--describe` and `--probe`: the names are a contract.

use serde_json::{Value as Json, json};

use crate::run::{CELLSIUS, Folder, Run, at, example, number, numbers};

/// The names of a JSON object, sorted.
fn names(json: &Json) -> Vec<&str> {
    json.as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_names_of_a_description() {
    let folder = Folder::with("m.csv", "city,2001,2002,2004\nBerlin,1,2,3\nRome,4,,inf\n");
    let described = folder.describe("m.csv --probe 300,100 --text");
    let check = |pointer: &str, expected: &[&str]| {
        let found = at(&described, pointer);
        assert_eq!(names(found), expected, "{pointer}");
    };
    check("", &["colorbars", "plots", "probes", "size", "source"]);
    // `decimal`, `encoding` and `format` stand beside what the contract lists, as does a layer's `reduce`.
    check(
        "/source",
        &[
            "columns",
            "decimal",
            "delimiter",
            "encoding",
            "file",
            "format",
            "header",
            "index",
            "layout",
            "rows",
            "warnings",
        ],
    );
    check("/plots/0", &["layers", "rect", "x", "y"]);
    let axis = ["range", "scale", "side", "ticks", "title"];
    check("/plots/0/x", &axis);
    let mut categories = axis.to_vec();
    categories.push("categories");
    categories.sort_unstable();
    check("/plots/0/y", &categories);
    check("/plots/0/x/ticks/0", &["label", "px", "value"]);
    check(
        "/plots/0/layers/0",
        &[
            "cell_text",
            "columns",
            "kind",
            "max",
            "min",
            "missing",
            "name",
            "pixel_cells",
            "reduce",
            "rows",
            "x_edges",
            "y_edges",
            "z",
        ],
    );
    check("/colorbars/0", &["range", "rect", "ticks", "title"]);
    check("/colorbars/0/ticks/0", &["label", "px", "value"]);
    check(
        "/probes/0",
        &["column", "layer", "row", "text", "x", "y", "z"],
    );
}

#[test]
fn the_values_of_a_description() {
    let folder = Folder::with(
        "m.csv",
        "city,2001,2002,2004\nBerlin,1,2,3\nRome,4,,inf\nOslo,-inf,0,0.1\n",
    );
    let described = folder.describe("m.csv");
    let check = |pointer: &str, expected: Json| {
        assert_eq!(at(&described, pointer), &expected, "{pointer}");
    };
    check("/source/file", json!("m.csv"));
    check("/source/layout", json!("matrix"));
    check("/source/delimiter", json!(","));
    check("/source/header", json!(true));
    check("/source/index", json!("city"));
    check("/source/rows", json!(3));
    check("/source/columns", json!(3));
    check("/source/warnings", json!([]));
    check("/plots/0/x/scale", json!("linear"));
    check("/plots/0/x/side", json!("bottom"));
    check("/plots/0/x/range", json!([2000.5, 2005.0]));
    check("/plots/0/y/scale", json!("category"));
    check("/plots/0/y/side", json!("left"));
    check("/plots/0/y/title", json!("city"));
    check("/plots/0/y/range", json!([2.5, -0.5]));
    check("/plots/0/y/categories", json!(["Berlin", "Rome", "Oslo"]));
    let layer = "/plots/0/layers/0";
    check(&format!("{layer}/kind"), json!("heatmap"));
    check(&format!("{layer}/name"), json!("m.csv"));
    check(&format!("{layer}/rows"), json!(3));
    check(&format!("{layer}/columns"), json!(3));
    check(&format!("{layer}/missing"), json!(1));
    check(&format!("{layer}/min"), json!(0.0));
    check(&format!("{layer}/max"), json!(4.0));
    check(
        &format!("{layer}/x_edges"),
        json!([2000.5, 2001.5, 2003.0, 2005.0]),
    );
    check(&format!("{layer}/y_edges"), json!([-0.5, 0.5, 1.5, 2.5]));
    check(
        &format!("{layer}/z"),
        json!([
            [1.0, 2.0, 3.0],
            [4.0, null, "Infinity"],
            ["-Infinity", 0.0, 0.1]
        ]),
    );
    check(&format!("{layer}/cell_text/1"), json!([null, null, null]));
    assert_eq!(
        numbers(&described, "/plots/0/layers/0/pixel_cells").len(),
        2
    );
}

#[test]
fn dates_are_milliseconds_and_ticks_stand_where_they_say() {
    let folder = Folder::with(
        "d.csv",
        ",2024-01-01,2024-01-02,2024-01-03\na,1,2,3\nb,4,5,6\n",
    );
    let described = folder.describe("d.csv");
    let day = 86_400_000.0;
    let first = 1_704_067_200_000.0;
    let edges: Vec<f64> = (0..4).map(|n| first + day * (f64::from(n) - 0.5)).collect();
    assert_eq!(at(&described, "/plots/0/x/scale"), "date");
    assert_eq!(numbers(&described, "/plots/0/layers/0/x_edges"), edges);
    let rect = numbers(&described, "/plots/0/rect");
    for tick in at(&described, "/plots/0/x/ticks").as_array().unwrap() {
        let along = (number(tick, "/value") - edges[0]) / (edges[3] - edges[0]);
        let px = rect[0] + along * rect[2];
        assert!((number(tick, "/px") - px).abs() < 1e-6, "{tick}");
    }
    let probe = folder.describe(&format!(
        "d.csv --probe {},{}",
        rect[0] + 1.0,
        rect[1] + 1.0
    ));
    assert_eq!(at(&probe, "/probes/0/x"), &json!("2024-01-01"));
    assert_eq!(at(&probe, "/probes/0/y"), &json!("a"));
}

#[test]
fn ten_thousand_cells_are_listed_and_no_more() {
    let row = |columns: usize| vec!["1"; columns].join(",") + "\n";
    let folder = Folder::with("full.csv", row(100).repeat(100));
    folder.write("more.csv", row(100).repeat(101));
    let full = folder.describe("full.csv");
    assert_eq!(
        at(&full, "/plots/0/layers/0/z").as_array().unwrap().len(),
        100
    );
    let more = folder.describe("more.csv");
    for name in ["z", "cell_text"] {
        assert!(
            more.pointer(&format!("/plots/0/layers/0/{name}")).is_none(),
            "{name}"
        );
    }
    assert_eq!(numbers(&more, "/plots/0/layers/0/y_edges").len(), 102);
}

#[test]
fn a_probe_says_what_the_tooltip_says() {
    let folder = Folder::with("m.csv", "city,a,b\nBerlin,1,2\nRome,,1234567.5\n");
    let rect = numbers(&folder.describe("m.csv"), "/plots/0/rect");
    let [x, y, w, h] = rect.try_into().unwrap();
    let (right, bottom) = (x + 0.75 * w, y + 0.75 * h);
    let described = folder.describe(&format!(
        "m.csv --probe {right},{bottom} --probe {},{bottom} --probe {right},{} --probe {},{}",
        x + 1.0,
        y - 1.0,
        x + w - 0.001,
        y
    ));
    assert_eq!(
        at(&described, "/probes/0"),
        &json!({
            "text": ["x: b", "city: Rome", "z: 1234567.5"],
            "layer": 0, "row": 1, "column": 1, "x": "b", "y": "Rome", "z": 1_234_567.5,
        })
    );
    assert_eq!(at(&described, "/probes/1/z"), &Json::Null);
    assert_eq!(at(&described, "/probes/1/text/2"), &json!("z: missing"));
    let nothing = json!({
        "text": null, "layer": null, "row": null, "column": null, "x": null, "y": null, "z": null,
    });
    assert_eq!(at(&described, "/probes/2"), &nothing);
    assert_eq!(at(&described, "/probes/3/z"), &json!(2.0));
}

#[test]
fn a_probe_over_several_cells_tells_their_numbers() {
    let text: String = (0..1000_u32)
        .map(|row| {
            let fields: Vec<String> = (0..2000)
                .map(|column| (row * 2000 + column).to_string())
                .collect();
            fields.join(",") + "\n"
        })
        .collect();
    let folder = Folder::with("big.csv", text);
    let described = folder.describe("big.csv --size 300x200 --probe 150,100 --reduce max");
    let probe = at(&described, "/probes/0");
    let pair = |name: &str| numbers(probe, name);
    let (rows, columns) = (pair("/row"), pair("/column"));
    assert!(rows[0] < rows[1] && columns[0] < columns[1], "{probe}");
    let value = |row: f64, column: f64| row * 2000.0 + column;
    let count = (rows[1] - rows[0] + 1.0) * (columns[1] - columns[0] + 1.0);
    assert_eq!(number(probe, "/count"), count);
    assert_eq!(number(probe, "/min"), value(rows[0], columns[0]));
    assert_eq!(number(probe, "/max"), value(rows[1], columns[1]));
    assert_eq!(number(probe, "/z"), number(probe, "/max"));
    assert!(number(probe, "/min") < number(probe, "/mean"), "{probe}");
    let text = at(probe, "/text").to_string();
    assert!(text.contains("(max)") && text.contains(" × "), "{text}");
    for name in ["x", "y"] {
        assert_eq!(at(probe, &format!("/{name}")).as_array().unwrap().len(), 2);
    }
    let cells = numbers(&described, "/plots/0/layers/0/pixel_cells");
    assert!(cells[0] > 5.0 && cells[1] > 5.0, "{cells:?}");
}

#[test]
fn a_description_and_a_picture_can_be_had_at_once() {
    let folder = Folder::with("m.csv", "1,2\n3,4\n");
    let run = folder.cellsius("m.csv --describe -o m.png");
    run.ok().silent();
    assert_eq!(run.json(), folder.describe("m.csv"));
    assert_eq!(folder.names(), ["m.csv", "m.png"]);
}

#[test]
fn warnings_are_in_the_description_too() {
    let folder = Folder::with("m.csv", "a,b,c\nx,1,2\ny,3\n");
    let run = folder.cellsius("m.csv --describe");
    let told: Vec<&str> = run.ok().err.lines().collect();
    let json = run.json();
    let listed = at(&json, "/source/warnings").as_array().unwrap();
    assert_eq!(told.len(), listed.len());
    assert_eq!(told.len(), 1, "{run}");
    let text = listed[0].as_str().unwrap();
    assert_eq!(told[0], format!("m.csv:3: warning: {text}"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new();
    for arguments in [
        format!("{} --describe", example("volcano.csv")),
        "--help".to_owned(),
    ] {
        let mut command = folder.command("sh");
        let script = format!("{{ \"$0\" {arguments}; echo status $? >&2; }} | head -c 1");
        command.args(["-c", &script, CELLSIUS]);
        let run = Run::of(&mut command);
        assert_eq!(
            (run.ok().err.as_str(), run.out.len()),
            ("status 0\n", 1),
            "{run}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_description_that_cannot_be_written_is_an_error() {
    let folder = Folder::with("m.csv", "1,2\n3,4\n");
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = folder.command(CELLSIUS);
    command
        .args(["m.csv", "--describe"])
        .stdout(full)
        .stderr(std::process::Stdio::piped());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(
        line.starts_with("standard output: ") && line.lines().count() == 1,
        "{line}"
    );
}
