//! Figures that are broken, absurd or hostile: each gives one clear line, or a warning and a figure.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail on the spot"
)]

use cellsius::export::PictureOptions;
use cellsius::figure::{Content, FigureFile, ReadSettings, Settings};
use cellsius::load::{Input, LoadErrorKind, Progress, open};
use cellsius::view::Viewport;

fn input(bytes: &[u8]) -> Input {
    Input::Bytes {
        name: "f.json".to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Opens a figure, and looks at every state of it: nothing may panic.
fn read(bytes: &[u8]) -> Result<FigureFile, String> {
    let content = open(&input(bytes), &ReadSettings::default(), &Progress::new());
    let content = content.map_err(|error| {
        assert_ne!(error.kind, LoadErrorKind::Io);
        let text = error.to_string();
        assert!(!text.contains('\n') && text.chars().count() < 400, "{text}");
        text
    })?;
    let Content::Figure(file) = &content else {
        panic!("a table was read");
    };
    let mut settings = Settings::default();
    for frame in std::iter::once(None).chain((0..file.frames.len().min(3)).map(Some)) {
        settings.show.frame = frame;
        let figure = content.figure(&settings);
        let options = PictureOptions {
            size_pt: [300.0, 200.0],
            ..PictureOptions::default()
        };
        options.frame(&figure, &Viewport::whole(&figure)).unwrap();
    }
    let Content::Figure(file) = content else {
        panic!("a table was read");
    };
    Ok(std::sync::Arc::unwrap_or_clone(file))
}

/// The one line that a figure gives.
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let found = read(bytes.as_ref()).map(|file| file.warnings);
    let shown = String::from_utf8_lossy(bytes.as_ref());
    let shown: String = shown.chars().take(200).collect();
    assert_eq!(found, Err(expected.to_owned()), "{shown}");
}

#[test]
fn what_is_no_json() {
    check(
        "{\"data\": [\n  {\"type\": \"heatmap\", \"z\": [[1, 2], [3, oops]]}]}",
        "f.json:2:41: found oops, expected a value",
    );
    let whole = "{\"data\":[{\"type\":\"heatmap\",\"z\":[[1,2],[3,4]]}],\"layout\":{}}";
    for length in 11..whole.len() {
        let error = read(&whole.as_bytes()[..length]).unwrap_err();
        assert!(error.contains("found the end of the file"), "{error}");
    }
    check(
        format!("{{\"data\":{}", "[".repeat(10_000)),
        "f.json:1:208: found lists or maps nested more than 200 deep, expected a figure",
    );
    check(
        "{\"data\":[{\"z\":{\"dtype\":\"f8\",\"bdata\":\"!AAA\"}}]}",
        "f.json:1:38: bdata: found \"!\", expected base64",
    );
    check(
        b"{\"data\":[{\"name\":\"\xff\"}]}",
        "f.json:1:21: found text that is not UTF-8",
    );
}

#[test]
fn what_is_no_figure() {
    let expected = "expected a Plotly figure with \"data\" and \"layout\"";
    check(
        "{\"a\": 1}",
        &format!("f.json: found an object without \"data\", {expected}"),
    );
    check(
        "{\"data\": 1}",
        "f.json: found a \"data\" that is no list of objects, expected traces",
    );
    check(
        "{\"data\": [1]}",
        "f.json: found a \"data\" that is no list of objects, expected traces",
    );
    check(
        "{\"data\": [{}, \"a\"]}",
        "f.json: found something else than an object as trace 1 of \"data\", expected a trace",
    );
}

#[test]
fn a_million_traces_are_turned_away() {
    let traces = vec!["{}"; 1_000_000].join(",");
    check(
        format!("{{\"data\":[{traces}]}}"),
        "f.json: found 1000000 traces, expected at most 10000",
    );
}

#[test]
fn a_load_that_is_cancelled_says_so() {
    let progress = Progress::new();
    progress.cancel();
    let figure = input(b"{\"data\":[]}");
    let error = open(&figure, &ReadSettings::default(), &progress).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Cancelled);
}
