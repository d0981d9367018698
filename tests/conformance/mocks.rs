//! Figures of Plotly's own image tests: each opens, or says in one line what it cannot.

use std::path::PathBuf;

use crate::drawn::{Drawn, in_parallel};
use crate::numbers::numbers;
use crate::observed::list;
use crate::pictures::{Pixels, difference};
use crate::shared;

/// A pixel that differs by more is another colour.
const SAME_COLOR: u8 = 8;

/// Why pictures differ where nothing is left out.
const REASONS: [(&str, &str); 9] = [
    (
        "13",
        "words in cells stand half a pixel aside, on the same colours",
    ),
    (
        "21",
        "the plot is a pixel smaller: its cells' borders lie a pixel aside",
    ),
    (
        "axes_chain_scaleanchor_matches",
        "borders of cells lie a pixel aside",
    ),
    (
        "heatmap-text-color-on-missing-data",
        "words in cells have more contrast",
    ),
    ("heatmap_categoryorder", "words in cells have more contrast"),
    ("heatmap_multi-trace", "borders of cells lie a pixel aside"),
    (
        "heatmap_small_aspect-ratio",
        "gaps between columns of five pixels lie a pixel aside",
    ),
    ("zorder-heatmap", "gaps between cells lie a pixel aside"),
    (
        "zsmooth_methods",
        "fast smoothing runs along the colour map, not across it",
    ),
];

/// How one mock came out.
struct Row {
    name: String,
    /// Share of the plots' pixels that have another colour; `None` where nothing was drawn.
    differing: Option<f64>,
    /// What the program said.
    said: Vec<String>,
}

#[test]
fn mocks_open_or_say_why_not() {
    let (Some(mocks), Some(pictures)) = (shared("mocks"), shared("baselines")) else {
        return;
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(mocks)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let rows = in_parallel(&paths, |path| row(path, &pictures));
    eprintln!("\nmocks: share of the plots' pixels that differ by more than {SAME_COLOR} levels");
    for row in &rows {
        let share = match row.differing {
            Some(share) => format!("{:6.2} %", share * 100.0),
            None => "  none  ".to_owned(),
        };
        let reason = REASONS.iter().find(|(name, _)| *name == row.name);
        let reason = reason.map(|(_, reason)| (*reason).to_owned());
        let why: Vec<String> = row.said.iter().cloned().chain(reason).collect();
        eprintln!("{share}  {:<42} {}", row.name, why.join(" | "));
    }
    for row in &rows {
        let explained = row.differing.is_some() || row.said.len() == 1;
        assert!(
            explained,
            "{}: neither drawn nor explained: {:?}",
            row.name, row.said
        );
        let panicked = row.said.iter().any(|line| line.contains("panicked"));
        assert!(!panicked, "{}: {:?}", row.name, row.said);
    }
}

fn row(path: &std::path::Path, pictures: &std::path::Path) -> Row {
    let name = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let figure = std::fs::read_to_string(path).expect("the mock can be read");
    let baseline = Pixels::read(&pictures.join(format!("{name}.png")));
    let size = baseline.as_ref().map_or_else(
        || "700x500".to_owned(),
        |b| format!("{}x{}", b.width, b.height),
    );
    let drawn = Drawn::of_figure(&figure, Vec::new(), &["--size", &size]);
    let said = drawn
        .complaints
        .lines()
        .map(|line| {
            line.rsplit_once("figure.json")
                .map_or(line, |(_, said)| said)
        })
        .map(|line| line.trim_start_matches(": ").to_owned())
        .collect();
    let differing = drawn
        .pixels
        .as_ref()
        .map(|here| baseline.map_or(f64::NAN, |there| differing(&drawn, here, &there)));
    Row {
        name,
        differing,
        said,
    }
}

/// The share of the plots' pixels that have another colour.
fn differing(drawn: &Drawn, here: &Pixels, there: &Pixels) -> f64 {
    let (mut all, mut other) = (0.0, 0.0);
    for plot in list(&drawn.described["plots"]) {
        let rect = numbers(&plot["rect"]);
        let [x, y, w, h] = rect[..] else { continue };
        for row in 0..h as usize {
            for column in 0..w as usize {
                let at = [x + column as f64 + 0.5, y + row as f64 + 0.5];
                if let (Some(a), Some(b)) = (here.at(at), there.at(at)) {
                    all += 1.0;
                    other += f64::from(u8::from(difference(a, b) > SAME_COLOR));
                }
            }
        }
    }
    other / all
}
