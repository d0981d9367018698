//! What tooltips of figures say, against what plotly.js says at the same places.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets something unforeseen should say so"
)]

use std::path::Path;

use cellsius::color::Rgba;
use cellsius::export::PictureOptions;
use cellsius::figure::{Figure, Layer, Page};
use cellsius::plotly;
use cellsius::view::{Found, Frame, Probe, Viewport, plain_lines};
use serde_json::Value;

/// The cases with what plotly.js made of them; none where they are not at hand.
fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plotly/cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    let mut cases: Value = serde_json::from_str(&text).expect("the cases are JSON");
    match cases["cases"].take() {
        Value::Array(cases) => cases,
        _ => panic!("there are no cases"),
    }
}

fn figure(input: &Value) -> Figure {
    let node = plotly::parse_str(&input.to_string()).expect("the input is JSON");
    plotly::read(&node).expect("the input is a figure")
}

fn frame(figure: &Figure) -> Frame {
    let size = figure
        .page
        .as_deref()
        .map_or([None; 2], |page: &Page| page.size);
    let options = PictureOptions {
        size_pt: [size[0].unwrap_or(700.0), size[1].unwrap_or(450.0)],
        ..PictureOptions::default()
    };
    options
        .frame(figure, &Viewport::whole(figure))
        .expect("the picture is not too large")
}

/// The place in our picture of one in Plotly's plot area.
fn place(frame: &Frame, case: &Value, px: &Value) -> [f64; 2] {
    let rect = frame.plots.first().expect("there is a plot").rect;
    let [x, y] = [0, 1].map(|i| px[i].as_f64().expect("places are numbers"));
    let length = |axis: &str| {
        let length = &case["axes"][axis]["length"];
        length.as_f64().expect("lengths are numbers")
    };
    [
        f64::from(rect.x) + x * f64::from(rect.w) / length("xaxis"),
        f64::from(rect.y) + y * f64::from(rect.h) / length("yaxis"),
    ]
}

fn lines(markup: &str) -> Vec<String> {
    plain_lines(markup).split('\n').map(str::to_owned).collect()
}

/// What differs from what Plotly says.
fn differences(figure: &Figure, probe: Option<&Probe>, hover: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            found.push(format!("{what}: {ours} here, {theirs} in Plotly"));
        }
    };
    let said = |probe: &Probe| (probe.lines.clone(), probe.name.clone());
    let ours = probe
        .map(said)
        .filter(|(lines, name)| !(lines.is_empty() && name.is_empty()));
    let label = &hover["labels"][0];
    let theirs = label["nums"].as_str().map(|nums| {
        let name = label["name"].as_str().unwrap_or_default();
        (lines(nums), plain_lines(name))
    });
    // The one box for all at an x is no label there.
    let unified = figure.page.as_deref().is_some_and(|page| {
        use cellsius::figure::HoverMode as Mode;
        matches!(page.hover, Mode::XUnified | Mode::YUnified)
    });
    if !unified {
        check("words", format!("{ours:?}"), format!("{theirs:?}"));
    }
    let point = &hover["points"][0];
    let trace = probe.and_then(|probe| trace(figure, probe));
    check(
        "trace",
        format!("{trace:?}"),
        format!("{:?}", point["curveNumber"].as_u64()),
    );
    if !point["pointNumber"].is_null() {
        let number = probe.map(|probe| number(figure, probe)).unwrap_or_default();
        check("point", number, point["pointNumber"].to_string());
    }
    found
}

fn layer<'a>(figure: &'a Figure, probe: &Probe) -> &'a Layer {
    &figure.plots[probe.plot].layers[probe.layer]
}

fn trace(figure: &Figure, probe: &Probe) -> Option<u64> {
    let index = match layer(figure, probe) {
        Layer::Heatmap(heatmap) => heatmap.hover.as_ref()?.label.trace,
        Layer::Scatter(scatter) => scatter.hover.label.trace,
    };
    Some(index as u64)
}

/// The number of the point as Plotly's events have it.
fn number(figure: &Figure, probe: &Probe) -> String {
    match (&probe.found, layer(figure, probe)) {
        (Found::Cells(cells), Layer::Heatmap(heatmap)) => {
            let [row, column] = [cells.rows[0], cells.columns[0]];
            let numbers = heatmap.hover.as_ref().map(|hover| &hover.point_numbers);
            let cell = row * heatmap.grid.columns() + column;
            match numbers.and_then(|numbers| numbers.get(cell)) {
                Some(number) => number.to_string(),
                None => format!("[{row},{column}]"),
            }
        }
        (Found::Point(point), _) => point.index.to_string(),
        _ => "a layer of another kind".to_owned(),
    }
}

#[test]
fn tooltips_say_what_plotly_says() {
    let (mut told, mut wrong) = (0, Vec::new());
    for case in cases() {
        let Some(hovers) = case["hover"].as_array() else {
            continue;
        };
        let figure = figure(&case["input"]);
        let frame = frame(&figure);
        for hover in hovers {
            told += 1;
            let at = place(&frame, &case, &hover["px"]);
            let probe = frame.probe(at);
            for difference in differences(&figure, probe.as_ref(), hover) {
                wrong.push(format!("{} at {}: {difference}", case["id"], hover["px"]));
            }
        }
    }
    eprintln!("{told} places, {} differences", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A colour as Plotly's pages have it.
fn css(color: Rgba) -> String {
    let [r, g, b, _] = color.0;
    format!("rgb({r}, {g}, {b})")
}

/// The tooltips of a probe as `[words, name, background, letters]`, words with `\n` between lines.
fn labels(probe: &Probe) -> Vec<[String; 4]> {
    let style = probe
        .style
        .as_ref()
        .expect("a page's tooltips have a style");
    let own = [
        probe.lines.join("\n"),
        probe.name.clone(),
        css(style.background),
        css(style.font.color),
    ];
    let silent = probe.lines.is_empty() && probe.name.is_empty();
    let own = (!silent).then_some(own);
    own.into_iter()
        .chain(probe.others.iter().flat_map(labels))
        .collect()
}

/// Alike words in colours that differ by rounding at most.
fn alike(ours: &[String; 4], theirs: &[String; 4]) -> bool {
    let channels = |color: &str| -> Vec<i32> {
        let inside = color.trim_start_matches("rgb(").trim_end_matches(')');
        inside
            .split(", ")
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    let near = |a: &str, b: &str| {
        let (a, b) = (channels(a), channels(b));
        a.len() == 3 && b.len() == 3 && a.iter().zip(&b).all(|(a, b)| (a - b).abs() <= 1)
    };
    ours[..2] == theirs[..2] && near(&ours[2], &theirs[2]) && near(&ours[3], &theirs[3])
}

fn words(value: &Value) -> String {
    plain_lines(value.as_str().expect("words"))
}

/// How what we say at a place differs from what plotly.js was seen to say there.
fn unlike(figure: &Figure, frame: &Frame, place: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            found.push(format!("{what}: {ours} here, {theirs} in Plotly"));
        }
    };
    let rect = frame.plots.first().expect("there is a plot").rect;
    let share = |i: usize| place["at"][i].as_f64().expect("places are numbers");
    let at = [
        f64::from(rect.x) + share(0) * f64::from(rect.w),
        f64::from(rect.y) + share(1) * f64::from(rect.h),
    ];
    let probe = frame.probe(at);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let unified: Vec<String> = list(&place["unified"]).iter().map(words).collect();
    if unified.is_empty() {
        // Where we say something else on purpose, that stands beside what Plotly says.
        let said = if place["why"].is_string() {
            &place["here"]
        } else {
            &place["labels"]
        };
        let theirs: Vec<[String; 4]> = list(said)
            .iter()
            .map(|label| [0, 1, 2, 3].map(|part| words(&label[part])))
            .collect();
        let ours = probe.as_ref().map(labels).unwrap_or_default();
        let near = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| alike(a, b));
        if !near {
            check("tooltips", format!("{ours:?}"), format!("{theirs:?}"));
        }
    } else {
        let ours = probe.as_ref().map(|probe| probe.lines.join("\n"));
        check(
            "tooltip",
            format!("{ours:?}"),
            format!("{:?}", Some(unified.join("\n"))),
        );
    }
    let axis = list(&place["axis"]).first().map(words).unwrap_or_default();
    let ours = probe.as_ref().map(|probe| probe.axis_label.clone());
    check("beside the axis", ours.unwrap_or_default(), axis);
    let point = |probe: &Probe| [trace(figure, probe).map_or(Value::Null, Value::from)];
    let theirs = list(&place["points"]).first().map(|point| point[0].clone());
    let ours = probe.as_ref().map(|probe| point(probe)[0].clone());
    check("trace", format!("{ours:?}"), format!("{theirs:?}"));
    found
}

#[test]
fn tooltips_say_what_plotly_was_seen_to_say() {
    let observed: Value = serde_json::from_str(include_str!("hover/observed.json"))
        .expect("what was observed is JSON");
    let (mut told, mut wrong) = (0, Vec::new());
    for case in observed.as_array().expect("there are cases") {
        let figure = figure(&case["figure"]);
        let frame = frame(&figure);
        for place in case["places"].as_array().expect("there are places") {
            told += 1;
            for difference in unlike(&figure, &frame, place) {
                wrong.push(format!("{} at {}: {difference}", case["id"], place["at"]));
            }
        }
    }
    eprintln!("{told} places, {} differences", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cells_say_what_plotly_was_seen_to_write() {
    let observed: Value = serde_json::from_str(include_str!("hover/observed.json"))
        .expect("what was observed is JSON");
    let (mut told, mut wrong) = (0, Vec::new());
    for case in observed.as_array().expect("there are cases") {
        let Some(theirs) = case["cells"].as_array() else {
            continue;
        };
        told += 1;
        let figure = figure(&case["figure"]);
        let frame = frame(&figure);
        let layer = frame.plots[0].heatmap(0).expect("there is a heatmap");
        let ours: Vec<String> = layer
            .labels
            .iter()
            .map(|label| format!("{} {}px", label.text, label.font_pt))
            .collect();
        let theirs: Vec<String> = theirs
            .iter()
            .map(|label| format!("{} {}", words(&label[0]), words(&label[1])))
            .collect();
        if ours != theirs {
            wrong.push(format!(
                "{}: {ours:?} here, {theirs:?} in Plotly",
                case["id"]
            ));
        }
    }
    assert!(told > 10, "there are cases with words in cells");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
