//! Facets: plots of equal size side by side, which share their axes and their colours.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop at what cannot be"
)]

#[path = "view/boxes.rs"]
mod boxes;
#[path = "truth/ruler.rs"]
mod ruler;

use boxes::{WordBox, words};
use cellsius::figure::{Aspect, Figure, ReadSettings, Settings, ShowSettings, XSide, YSide, build};
use cellsius::load::{Input, Progress, load};
use cellsius::view::{Canvas, Frame, Mark, Theme, Viewport, frame};
use ruler::FixedRuler;

const SIZES: [[u32; 2]; 5] = [
    [300, 200],
    [420, 700],
    [900, 600],
    [1600, 400],
    [2000, 1500],
];

/// A tidy table with this many facets of 6 x 4 cells.
fn figure(count: usize, x: &dyn Fn(usize) -> String, show: &ShowSettings) -> Figure {
    let mut csv = String::from("x,y,group,value\n");
    for group in 0..count {
        for cell in 0..24 {
            let (column, row) = (cell % 6, cell / 6);
            let x = x(column);
            csv += &format!("{x},row {row},Region {group} of all,{}\n", cell + group);
        }
    }
    let input = Input::Bytes {
        name: "table.csv".to_owned(),
        bytes: csv.into_bytes(),
    };
    let read = ReadSettings {
        facet: Some("group".to_owned()),
        ..ReadSettings::default()
    };
    let table = load(&input, &read, &Progress::new()).expect("the table is tidy");
    let settings = Settings {
        show: show.clone(),
        ..Settings::default()
    };
    build(&table, &settings)
}

fn drawn(figure: &Figure, [width, height]: [u32; 2], px_per_pt: f64) -> Frame {
    let px = |pt: u32| (f64::from(pt) * px_per_pt).round() as u32;
    let canvas = Canvas {
        width_px: px(width),
        height_px: px(height),
        px_per_pt,
        theme: Theme::Light,
    };
    frame(figure, &Viewport::whole(figure), canvas, &FixedRuler)
}

fn titled() -> ShowSettings {
    ShowSettings {
        title: Some("Title".to_owned()),
        xlabel: Some("across".to_owned()),
        ylabel: Some("up".to_owned()),
        ..ShowSettings::default()
    }
}

fn shows() -> Vec<(&'static str, ShowSettings)> {
    vec![
        ("plain", ShowSettings::default()),
        ("titled", titled()),
        (
            "equal",
            ShowSettings {
                aspect: Some(Aspect::Equal),
                ..titled()
            },
        ),
        (
            "top",
            ShowSettings {
                xside: Some(XSide::Top),
                ..titled()
            },
        ),
        (
            "right",
            ShowSettings {
                yside: Some(YSide::Right),
                ..titled()
            },
        ),
        (
            "top right",
            ShowSettings {
                xside: Some(XSide::Top),
                yside: Some(YSide::Right),
                ..titled()
            },
        ),
    ]
}

type Labels = (&'static str, fn(usize) -> String);

const LABELS: [Labels; 4] = [
    ("numbers", |at| format!("{}", at * 250)),
    ("words", |at| format!("w{at}")),
    ("long words", |at| {
        format!("{at} a category with a name far too long")
    }),
    ("dates", |at| format!("2024-0{}-01", at + 1)),
];

/// What is wrong with a frame.
fn wrong(figure: &Figure, frame: &Frame) -> Option<String> {
    let size = |at: usize| [frame.plots[at].rect.w, frame.plots[at].rect.h];
    if frame.plots.len() != figure.plots.len() {
        return Some(format!("{} plots", frame.plots.len()));
    }
    if (0..frame.plots.len()).any(|at| size(at) != size(0)) {
        return Some("plots of unequal size".to_owned());
    }
    let plots = frame.plots.iter().map(|plot| plot.rect);
    for rect in plots.clone() {
        let painted = |mark: &Mark| matches!(mark, Mark::Cells(cells) if cells.rect == rect);
        if frame
            .items
            .iter()
            .filter(|item| painted(&item.mark))
            .count()
            != 1
        {
            return Some(format!("no cells on {rect:?}"));
        }
    }
    let bars = frame.colorbars.iter().map(|bar| bar.rect);
    let rects: Vec<WordBox> = plots.chain(bars).map(WordBox::of_rect).collect();
    let mut words = words(frame, &FixedRuler);
    words.retain(|word| !word.in_plot);
    let boxes: Vec<&WordBox> = rects.iter().chain(&words).collect();
    for (index, one) in boxes.iter().enumerate() {
        if one.beyond(frame.canvas.width_px, frame.canvas.height_px) > 0.5 {
            return Some(format!("{:?} is cut", one.text));
        }
        let covered = boxes[index + 1..]
            .iter()
            .find(|other| one.overlap(other) > 0.5);
        if let Some(other) = covered {
            return Some(format!("{:?} lies in {:?}", one.text, other.text));
        }
    }
    None
}

#[test]
fn facets_are_equal_and_nothing_overlaps() {
    let mut broken = Vec::new();
    for (labels, x) in LABELS {
        for (how, show) in shows() {
            for count in [1, 2, 3, 4, 7, 12] {
                let figure = figure(count, &x, &show);
                for size in SIZES {
                    for scale in [1.0, 2.0] {
                        let frame = drawn(&figure, size, scale);
                        let name = format!("{count} of {labels}, {how}, {size:?} x {scale}");
                        broken.extend(wrong(&figure, &frame).map(|what| format!("{name}: {what}")));
                    }
                }
            }
        }
    }
    let first: Vec<&String> = broken.iter().take(30).collect();
    assert!(broken.is_empty(), "{} frames: {first:#?}", broken.len());
}

#[test]
fn titles_stand_once_and_headings_over_each_plot() {
    let figure = figure(7, &LABELS[1].1, &titled());
    let frame = drawn(&figure, [900, 600], 1.0);
    let words = words(&frame, &FixedRuler);
    let count = |text: &str| words.iter().filter(|word| word.text == text).count();
    for title in ["Title", "across", "up", "value"] {
        assert_eq!(count(title), 1, "{title}");
    }
    for (at, plot) in frame.plots.iter().enumerate() {
        let named = |word: &&WordBox| word.text.contains(&format!("Region {at} "));
        let heading = words.iter().find(named).expect("a heading");
        let middle = (heading.corners[0][0] + heading.corners[1][0]) / 2.0;
        let of_plot = f64::from(plot.rect.x) + f64::from(plot.rect.w) / 2.0;
        assert!((middle - of_plot).abs() < 0.5);
        let above = f64::from(plot.rect.y) - heading.corners[2][1];
        assert!((0.0..10.0).contains(&above), "{above} px above");
    }
    // Three columns; the last row holds one plot: y labels thrice, x labels under each column.
    assert_eq!([count("row 0"), count("w0")], [3, 3]);
    assert_eq!(frame.colorbars.len(), 1);
    let [first, last] = [0, 6].map(|at: usize| frame.plots[at].rect);
    let bar = frame.colorbars[0].rect;
    assert_eq!([bar.y, bar.bottom()], [first.y, last.bottom()]);
}

#[test]
fn every_plot_tells_of_its_own_cells() {
    let figure = figure(4, &LABELS[1].1, &titled());
    let frame = drawn(&figure, [900, 600], 1.0);
    for (at, plot) in frame.plots.iter().enumerate() {
        assert_eq!(plot.x.pixels, [plot.rect.x, plot.rect.right()]);
        assert_eq!(plot.y.pixels, [plot.rect.y, plot.rect.bottom()]);
        assert!(plot.x.ticks.len() >= 6 && plot.y.ticks.len() >= 4);
        let [x, y] = [plot.x.ticks[0].px, plot.y.ticks[0].px];
        let probe = frame.probe([x, y]).expect("a cell");
        assert_eq!(probe.plot, at);
    }
}

#[test]
fn tiny_canvases_have_all_plots() {
    let figure = figure(12, &LABELS[2].1, &titled());
    for size in [[1, 1], [3, 2], [10, 10], [40, 30], [120, 90], [3000, 20]] {
        let frame = drawn(&figure, size, 1.0);
        assert_eq!(frame.plots.len(), 12, "{size:?}");
        assert!(
            frame
                .plots
                .iter()
                .all(|plot| plot.rect.w > 0 && plot.rect.h > 0)
        );
    }
    let small = drawn(&figure, [60, 50], 1.0);
    assert!(wrong(&figure, &small).is_none());
    assert!(words(&small, &FixedRuler).is_empty());
}
