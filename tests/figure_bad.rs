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

/// Arrays whose bytes, type and shape do not belong together.
#[test]
fn typed_arrays_that_cannot_be_read() {
    let check = |array: &str, expected: &str| {
        let text = format!("{{\"data\":[{{\"type\":\"heatmap\",\"z\":{array}}}]}}");
        let warnings = read(text.as_bytes()).unwrap().warnings;
        let texts: Vec<&str> = warnings.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(
            texts,
            [format!("trace 0 has an array z that {expected}, left out")]
        );
    };
    check(
        "{\"dtype\":\"f8\",\"bdata\":\"AAAA\",\"shape\":\"1,1\"}",
        "has 3 bytes, expected a multiple of the 8 of its dtype f8",
    );
    check(
        "{\"dtype\":\"c16\",\"bdata\":\"AAAA\",\"shape\":\"1,1\"}",
        "has the unknown dtype \"c16\", expected one such as f8, f4, i4 or u1",
    );
    for shape in [
        "\"99999999999,99999999999\"",
        "[1e15,4]",
        "\"2,2\"",
        "\"3,0\"",
    ] {
        let sides: Vec<String> = shape
            .trim_matches(['"', '[', ']'])
            .split(',')
            .map(|side| side.parse::<f64>().unwrap().to_string())
            .collect();
        check(
            &format!("{{\"dtype\":\"u1\",\"bdata\":\"AAAA\",\"shape\":{shape}}}"),
            &format!(
                "has 3 numbers, expected as many as its shape {} says",
                sides.join(" x ")
            ),
        );
    }
    check(
        "{\"dtype\":\"u1\",\"bdata\":\"AAAA\",\"shape\":\"a,b\"}",
        "has a shape that is no list of lengths, expected one such as \"3,4\"",
    );
}

/// Sizes beyond measure take no memory.
#[test]
fn absurd_sizes() {
    let check = |trace: &str, layout: &str| {
        let text = format!(
            "{{\"data\":[{{\"type\":\"heatmap\",\"z\":[[1,2],[3,4]],{trace}}}],\"layout\":{{{layout}}}}}"
        );
        read(text.as_bytes()).unwrap();
    };
    for size in ["1e20", "1e308", "99999999999"] {
        for attribute in ["len", "thickness", "xpad", "outlinewidth", "ticklen"] {
            check(&format!("\"colorbar\":{{\"{attribute}\":{size}}}"), "");
            let pixels = "\"lenmode\":\"pixels\",\"thicknessmode\":\"fraction\"";
            check(
                &format!("\"colorbar\":{{{pixels},\"{attribute}\":{size}}}"),
                "",
            );
        }
        check(&format!("\"x0\":{size},\"dx\":{size},\"xgap\":{size}"), "");
        check(
            "\"opacity\":1",
            &format!("\"margin\":{{\"l\":{size},\"t\":{size}}}"),
        );
        check("\"opacity\":1", &format!("\"font\":{{\"size\":{size}}}"));
        let axis = "\"ticks\":\"outside\",\"showline\":true";
        for attribute in ["ticklen", "linewidth", "nticks", "dtick", "gridwidth"] {
            check(
                "\"opacity\":1",
                &format!("\"xaxis\":{{{axis},\"{attribute}\":{size}}}"),
            );
        }
        check(
            "\"opacity\":1",
            &format!("\"xaxis\":{{\"range\":[-{size},{size}],\"dtick\":1}}"),
        );
    }
}

/// Figures with something of everything.
const SEEDS: [&str; 3] = [
    r#"{"data":[{"type":"heatmap","z":[[1,2.5,null],[3,"4",-1e3]],"x":["a","b","c"],"y":["2024-01-01","2024-02-01"],
      "text":[["p","q","r"]],"texttemplate":"%{z:.2f}","colorscale":[[0,"red"],[1,"rgb(0,1,2)"]],"zmid":2,"xgap":3,
      "colorbar":{"tickvals":[1,2],"len":0.5,"title":{"text":"t"}}},{"x":["a","b"],"y":[1,2],"mode":"lines+markers"}],
      "layout":{"xaxis":{"type":"category","tickangle":30},"yaxis":{"type":"date","dtick":"M1","range":["2024-01-01","2024-03-01"]},
      "width":500,"annotations":[{"x":"a","y":"2024-01-15","ax":20}],"shapes":[{"path":"M 0,0 C 1,1 2,2 3,3 Z"}]}}"#,
    r#"{"data":[{"type":"heatmap","z":{"dtype":"i2","bdata":"AQACAAMABAAFAAYA","shape":"2,3"},"zsmooth":"best","coloraxis":"coloraxis",
      "x0":1,"dx":0.5,"xaxis":"x2","yaxis":"y2","connectgaps":true},{"type":"histogram2d","x":[1,2,2,3],"y":[1,1,2,5],"nbinsx":4}],
      "layout":{"coloraxis":{"cmin":0,"cmax":9,"colorscale":"Jet"},"xaxis":{"type":"log","dtick":"D1","domain":[0,0.4]},
      "xaxis2":{"domain":[0.6,1],"anchor":"y2","scaleanchor":"y2","nticks":3},"yaxis2":{"anchor":"x2","autorange":"reversed"},
      "template":{"layout":{"font":{"size":10},"annotationdefaults":{"arrowhead":2}},"data":{"heatmap":[{"zmin":1}]}},
      "grid":{"rows":1,"columns":2},"showlegend":true}}"#,
    r#"{"data":[{"type":"heatmap","z":[1,2,3,4],"x":[0,1,0,1],"y":[["A","A","B","B"],["u","v","u","v"]]}],
      "layout":{"sliders":[{"steps":[{"args":[["f"],{}],"label":"1"}]}],"hovermode":"x unified"},
      "frames":[{"name":"f","baseframe":"g","data":[{"z":[4,3,2,1]}]},{"name":"g","layout":{"xaxis.range":[0,3]}}]}"#,
];

/// What is put in place of a piece of a figure.
const PIECES: [&str; 24] = [
    "null",
    "[]",
    "{}",
    "\"\"",
    "-1",
    "0",
    "1e308",
    "-1e308",
    "1e-320",
    "NaN",
    "Infinity",
    "true",
    "\"x\"",
    "\"y2\"",
    "\"date\"",
    "\"log\"",
    "[1,2]",
    "[[1],[2,3]]",
    "[null]",
    "\"2024-13-45\"",
    "99999999999999999999",
    "{\"dtype\":\"f8\",\"bdata\":\"\"}",
    "\"%{z:,.9999f}\"",
    "[[[[1]]]]",
];

/// Figures with pieces replaced, dropped or repeated at random: an error of one line or a picture,
/// never a panic. The sequence is the same on every run, cut off after some seconds.
#[test]
fn figures_changed_at_random() {
    let start = std::time::Instant::now();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    let mut opened = 0;
    let mut rounds = 0;
    while rounds < 3000 && (rounds < 200 || start.elapsed().as_secs() < 8) {
        rounds += 1;
        let mut text = SEEDS[random(SEEDS.len())].to_owned();
        for _ in 0..=random(3) {
            text = changed(&text, &mut random);
        }
        opened += usize::from(read(text.as_bytes()).is_ok());
    }
    assert!(opened > rounds / 4, "{opened} of {rounds} opened");
}

/// A text with one value or one byte changed.
fn changed(text: &str, random: &mut impl FnMut(usize) -> usize) -> String {
    let is_start = |(at, _): &(usize, char)| {
        text[..*at].ends_with([':', '[', ',']) && !text[*at..].starts_with(['{', '[', '\n', ' '])
    };
    let starts: Vec<usize> = text
        .char_indices()
        .filter(is_start)
        .map(|(at, _)| at)
        .collect();
    let Some(at) = starts.get(random(starts.len())).copied() else {
        return text.to_owned();
    };
    let end = text[at..]
        .find([',', ']', '}'])
        .map_or(text.len(), |length| at + length);
    match random(30) {
        0 => text.chars().take(random(text.len())).collect(),
        1..4 => format!("{}{}", &text[..at], &text[end..]),
        4..8 => format!("{}{},{}", &text[..end], &text[at..end], &text[end..]),
        _ => format!(
            "{}{}{}",
            &text[..at],
            PIECES[random(PIECES.len())],
            &text[end..]
        ),
    }
}
