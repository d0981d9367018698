//! Figures written as Plotly's JSON: plotly.py opens them, and read back they are the same.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Tables and how they are shown: what Plotly has words for.
const VIEWS: &[(&str, &str)] = &[
    ("numbers", ""),
    ("numbers", "--aspect equal --gap 2"),
    ("medals", "--text --title Medals"),
    ("productivity", "--xside top --yside right"),
    ("gaps", "--origin lower --colormap vik --midpoint 0"),
    ("golden", "--origin lower --aspect equal"),
    ("commits", "--norm power:0.5 --theme dark"),
    ("volcano", "--norm quantile --zlabel metres"),
    ("volcano", "--classes 5 --range 100,180"),
    ("flights", "--norm log --xlabel m --ylabel y --size 500x400"),
    ("flights", "--reduce max --colormap RdBu_r"),
];

fn example(name: &str) -> PathBuf {
    let file = format!("assets/examples/{name}.csv");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn cellsius(arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cellsius"));
    command.args(arguments).output().expect("the program runs")
}

/// Writes every view as a figure; the paths, each with its view's number.
fn written(folder: &Path) -> Vec<PathBuf> {
    let write = |(index, (name, options)): (usize, &(&str, &str))| {
        let input = example(name);
        let out = folder.join(format!("{index}.json"));
        let mut arguments = vec![input.to_str().expect("UTF-8"), "-o"];
        arguments.push(out.to_str().expect("UTF-8"));
        arguments.extend(options.split_whitespace());
        let output = cellsius(&arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{name} {options}: {said}");
        out
    };
    VIEWS.iter().enumerate().map(write).collect()
}

fn described(arguments: &[&str]) -> Value {
    let output = cellsius(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    serde_json::from_slice(&output.stdout).expect("the description is JSON")
}

/// What a description says of the figure, without where it was read from.
fn of_figure(mut description: Value) -> Value {
    let object = description.as_object_mut().expect("an object");
    object.remove("source");
    description
}

/// Takes out the axes' names, which tables have none of, and what Plotly has no words for: a bar that runs otherwise than evenly, the rule of pixels
/// over several cells, our size of letters in cells.
fn without_unsayable(mut description: Value, options: &str) -> Value {
    if options.contains("--norm") || options.contains("--classes") {
        let bars = description["colorbars"].as_array_mut().expect("bars");
        for tick in bars.iter_mut().flat_map(|bar| {
            let ticks = bar["ticks"].as_array_mut();
            ticks.into_iter().flatten()
        }) {
            tick["px"] = Value::Null;
        }
    }
    let plots = description["plots"].as_array_mut().expect("plots");
    for plot in plots.iter_mut() {
        for axis in ["x", "y"] {
            let axis = plot[axis].as_object_mut().expect("an axis");
            axis.remove("name");
        }
    }
    for layer in plots.iter_mut().flat_map(|plot| {
        let layers = plot["layers"].as_array_mut();
        layers.into_iter().flatten()
    }) {
        let layer = layer.as_object_mut().expect("a layer");
        layer.remove("reduce");
        layer.remove("cell_labels");
    }
    description
}

/// Where two descriptions part: numbers within a millionth of a px or of their size.
fn difference(path: &str, a: &Value, b: &Value) -> Option<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            let empty = Value::Null;
            let at = |map: &serde_json::Map<String, Value>, key: &String| {
                map.get(key).unwrap_or(&empty).clone()
            };
            keys.into_iter()
                .find_map(|key| difference(&format!("{path}.{key}"), &at(a, key), &at(b, key)))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (a, b))| difference(&format!("{path}[{index}]"), a, b))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64()?, b.as_f64()?);
            let near = (a - b).abs() <= 1e-6 * a.abs().max(1.0);
            (!near).then(|| format!("{path}: {a} became {b}"))
        }
        (a, b) => (a != b).then(|| format!("{path}: {a} became {b}")),
    }
}

#[test]
fn written_figures_read_back_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for (path, (name, options)) in written(folder.path()).iter().zip(VIEWS) {
        let input = example(name);
        let mut arguments = vec![input.to_str().expect("UTF-8"), "--describe"];
        arguments.extend(options.split_whitespace());
        let before = without_unsayable(of_figure(described(&arguments)), options);
        let theme = if options.contains("dark") {
            "dark"
        } else {
            "light"
        };
        let figure = path.to_str().expect("UTF-8");
        let after = of_figure(described(&[figure, "--describe", "--theme", theme]));
        let after = without_unsayable(after, options);
        if let Some(how) = difference("", &before, &after) {
            wrong.push(format!("{name} {options}: {how}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Figures of Plotly's page, written again.
#[test]
fn plotly_figures_stay_what_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plotly/seed_figures");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no {}", folder.display());
        return;
    };
    let own = ["index.json", "oracle.json"];
    let mut figures: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .filter(|path| !own.iter().any(|name| path.ends_with(name)))
        .collect();
    figures.sort();
    let out = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for figure in &figures {
        let figure = figure.to_str().expect("UTF-8");
        let again = out.path().join("again.json");
        let again = again.to_str().expect("UTF-8");
        let before = described(&[figure, "--describe", "-o", again]);
        let after = described(&[again, "--describe"]);
        if let Some(how) = difference("", &of_figure(before), &of_figure(after)) {
            wrong.push(format!("{figure}: {how}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const OPEN_ALL: &str = "
import sys
import plotly.io
for path in sys.argv[1:]:
    with open(path) as file:
        figure = plotly.io.from_json(file.read())
    trace = figure.data[0]
    print(path, trace.type, len(figure.layout.xaxis.range))
";

#[test]
fn plotly_py_opens_what_is_written() {
    let known = Command::new("python3")
        .args(["-c", "import plotly"])
        .output();
    if !known.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no python3 with plotly");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let paths = written(folder.path());
    let output = Command::new("python3")
        .args(["-c", OPEN_ALL])
        .args(&paths)
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!(lines, VIEWS.len());
}
