//! Frames: nothing overlaps, nothing is cut, and no view is too absurd.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop at what cannot be"
)]

#[path = "view/boxes.rs"]
mod boxes;
#[path = "truth/ruler.rs"]
mod ruler;
#[path = "view/tables.rs"]
mod tables;

use std::sync::Arc;

use boxes::{WordBox, words};
use cellsius::axis::Scale;
use cellsius::color::{Classes, NormKind};
use cellsius::figure::{
    Aspect, CellTextFormat, Figure, Origin, Settings, ShowSettings, Side, SliceColumn, Slices,
    Table, XSide, YSide, build,
};
use cellsius::grid::{Grid, Reduction};
use cellsius::view::{Canvas, Frame, Mark, Theme, Viewport, frame};
use ruler::FixedRuler;
use tables::{dates, decades, index, named, numbers, table, with_values};

/// Logical sizes, from a dot to a banner.
const SIZES: &[[u32; 2]] = &[
    [1, 1],
    [2, 3],
    [10, 10],
    [40, 30],
    [80, 60],
    [120, 90],
    [160, 100],
    [200, 160],
    [300, 200],
    [420, 700],
    [600, 400],
    [900, 600],
    [1600, 220],
    [220, 1600],
    [3000, 90],
];
const SCALES: &[f64] = &[1.0, 1.25, 2.0, 3.0];

fn canvas([width, height]: [u32; 2], px_per_pt: f64) -> Canvas {
    let px = |pt: u32| (f64::from(pt) * px_per_pt).round() as u32;
    Canvas {
        width_px: px(width),
        height_px: px(height),
        px_per_pt,
        theme: Theme::Light,
    }
}

fn shown(table: &Table, show: &ShowSettings) -> Figure {
    let settings = Settings {
        show: show.clone(),
        ..Settings::default()
    };
    build(table, &settings)
}

fn long_words(count: usize, length: usize) -> Vec<String> {
    (0..count)
        .map(|i| format!("{i} {}", "word ".repeat(length.div_ceil(5))))
        .collect()
}

/// Tables by name.
fn tables() -> Vec<(&'static str, Table)> {
    let mut tables = word_tables();
    tables.extend(number_tables());
    tables.extend(value_tables());
    tables.extend(parted_tables());
    tables
}

fn few() -> Side {
    let names = ["Ada", "Grace", "Margaret", "Joan"];
    tables::words(names.map(String::from).to_vec())
}

fn word_tables() -> Vec<(&'static str, Table)> {
    vec![
        ("one cell", table(index(1), index(1))),
        ("index", table(index(10), index(10))),
        ("many cells", table(index(900), index(700))),
        ("words", table(few(), few())),
        (
            "names",
            table(named("Nation", few()), named("Medal", few())),
        ),
        (
            "long words",
            table(
                tables::words(long_words(12, 60)),
                tables::words(long_words(9, 60)),
            ),
        ),
        (
            "endless word",
            table(tables::words(long_words(3, 4000)), index(2)),
        ),
        (
            "2000 labels",
            table(tables::words(long_words(2000, 30)), index(3)),
        ),
        (
            "2000 rows",
            table(index(3), tables::words(long_words(2000, 30))),
        ),
        (
            "empty labels",
            table(tables::words(vec![String::new(); 5]), index(4)),
        ),
        (
            "line breaks",
            table(tables::words(vec!["a\nb\nc".to_owned(); 4]), index(4)),
        ),
    ]
}

fn number_tables() -> Vec<(&'static str, Table)> {
    vec![
        ("days", table(named("Day", dates(180, 1.0)), few())),
        ("hours", table(dates(60, 1.0 / 24.0), dates(7, 1.0))),
        ("minutes", table(dates(90, 1.0 / 1440.0), index(2))),
        ("years", table(dates(40, 365.25), index(5))),
        ("decades", table(decades(-3, 4), decades(0, 2))),
        (
            "far",
            table(numbers(vec![1e9, 1e9 + 1.0, 1e9 + 2.0]), index(3)),
        ),
        ("tiny", table(numbers(vec![1e-12, 2e-12, 3e-12]), index(3))),
        (
            "huge",
            table(
                numbers(vec![-1e308, 0.0, 1e308]),
                numbers(vec![-1e308, 0.0, 1e308]),
            ),
        ),
    ]
}

/// A table with a plot for each of these values of a column.
fn parted(table: Table, values: &[&str]) -> Table {
    let facets = SliceColumn {
        name: "city".to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let grids = values
        .iter()
        .enumerate()
        .map(|(index, _)| {
            let values = table.grid.iter().map(|z| z + index as f64);
            let [rows, columns] = [table.grid.rows(), table.grid.columns()];
            Grid::new(rows, columns, values.collect()).expect("the values fill the shape")
        })
        .collect();
    Table {
        slices: Some(Arc::new(Slices {
            frames: None,
            facets: Some(facets),
            grids,
        })),
        ..table
    }
}

/// Tables whose rows are parted: so many plots.
fn parted_tables() -> Vec<(&'static str, Table)> {
    let long = |count| tables::words(long_words(count, 30));
    vec![
        ("2 plots", parted(table(index(4), index(3)), &["a", "b"])),
        (
            "5 plots",
            parted(
                table(named("Nation", few()), named("Medal", few())),
                &["Berlin", "Rome", "Oslo", "Lima", "Tokyo"],
            ),
        ),
        (
            "7 plots",
            parted(table(long(12), long(9)), &["a longer name of a city"; 7]),
        ),
        (
            "40 plots",
            parted(table(named("Day", dates(30, 1.0)), few()), &["x"; 40]),
        ),
    ]
}

fn value_tables() -> Vec<(&'static str, Table)> {
    vec![
        (
            "missing",
            with_values(index(3), index(3), vec![f64::NAN; 9]),
        ),
        ("constant", with_values(index(3), index(3), vec![1e9; 9])),
        (
            "infinite",
            with_values(index(2), index(1), vec![f64::INFINITY, f64::NEG_INFINITY]),
        ),
        (
            "extreme",
            with_values(index(2), index(1), vec![-1.7e308, 1.7e308]),
        ),
        (
            "signs",
            with_values(index(3), index(1), vec![-1e6, 0.0, 12345.678]),
        ),
    ]
}

/// Settings by name.
fn shows() -> Vec<(&'static str, ShowSettings)> {
    let mut shows = titled_shows();
    shows.extend(color_shows());
    shows.extend(axis_shows());
    shows
}

fn titled_shows() -> Vec<(&'static str, ShowSettings)> {
    let plain = ShowSettings::default;
    let long =
        || Some("A title that is far longer than any picture is wide, and goes on ".repeat(3));
    vec![
        ("plain", plain()),
        (
            "titles",
            ShowSettings {
                title: Some("Title".to_owned()),
                xlabel: Some("across".to_owned()),
                ylabel: Some("up".to_owned()),
                zlabel: Some("value".to_owned()),
                ..plain()
            },
        ),
        (
            "long titles",
            ShowSettings {
                title: long(),
                xlabel: long(),
                ylabel: long(),
                zlabel: long(),
                ..plain()
            },
        ),
        (
            "other sides",
            ShowSettings {
                title: Some("Title".to_owned()),
                xlabel: Some("across".to_owned()),
                ylabel: Some("up".to_owned()),
                zlabel: Some("value".to_owned()),
                xside: Some(XSide::Top),
                yside: Some(YSide::Right),
                origin: Some(Origin::Lower),
                ..plain()
            },
        ),
    ]
}

fn color_shows() -> Vec<(&'static str, ShowSettings)> {
    let plain = ShowSettings::default;
    vec![
        (
            "equal",
            ShowSettings {
                aspect: Some(Aspect::Equal),
                ..plain()
            },
        ),
        (
            "words in cells",
            ShowSettings {
                text: Some(CellTextFormat::Auto),
                ..plain()
            },
        ),
        (
            "log colours",
            ShowSettings {
                norm: NormKind::Log,
                ..plain()
            },
        ),
        (
            "symlog",
            ShowSettings {
                norm: NormKind::SymLog { linear: Some(1.0) },
                ..plain()
            },
        ),
        (
            "quantiles",
            ShowSettings {
                norm: NormKind::Quantile,
                ..plain()
            },
        ),
        (
            "classes",
            ShowSettings {
                classes: Some(Classes::Count(40)),
                ..plain()
            },
        ),
    ]
}

fn axis_shows() -> Vec<(&'static str, ShowSettings)> {
    let plain = ShowSettings::default;
    vec![
        (
            "sums",
            ShowSettings {
                reduction: Reduction::Sum,
                ..plain()
            },
        ),
        (
            "log axes",
            ShowSettings {
                xscale: Some(Scale::Log),
                yscale: Some(Scale::Log),
                ..plain()
            },
        ),
        (
            "forced words",
            ShowSettings {
                xscale: Some(Scale::Category),
                yscale: Some(Scale::Category),
                ..plain()
            },
        ),
    ]
}

/// What is wrong with a frame, if anything is.
type Check = fn(&Frame) -> Result<(), String>;

/// Every table in every setting at every size; all that must hold for a frame is asked at once,
/// since the frames take the time.
#[test]
fn nothing_overlaps_and_nothing_is_cut() {
    const CHECKS: [Check; 5] = [
        words_never_overlap,
        words_stay_on_the_canvas,
        words_stay_off_plot_and_colour_bar,
        plot_and_colour_bars_stand_apart_on_the_canvas,
        cell_tables_fill_their_rectangles,
    ];
    let mut broken = Vec::new();
    let mut all = 0;
    for (name, table) in tables() {
        for (how, show) in shows() {
            let figure = shown(&table, &show);
            let whole = Viewport::whole(&figure);
            // Each scale for some sizes, each size for some scales.
            for (index, &size) in SIZES.iter().enumerate() {
                let scale = SCALES[(index + name.len() + how.len()) % SCALES.len()];
                let frame = frame(&figure, &whole, canvas(size, scale), &FixedRuler);
                all += 1;
                let wrong = CHECKS.iter().filter_map(|check| check(&frame).err());
                broken
                    .extend(wrong.map(|what| format!("{name}, {how}, {size:?} x {scale}: {what}")));
            }
        }
    }
    let first: Vec<&String> = broken.iter().take(40).collect();
    assert!(
        broken.is_empty(),
        "{} in {all} frames:\n{first:#?}",
        broken.len()
    );
}

fn words_never_overlap(frame: &Frame) -> Result<(), String> {
    let boxes = words(frame, &FixedRuler);
    for (index, one) in boxes.iter().enumerate() {
        for other in &boxes[index + 1..] {
            let depth = one.overlap(other);
            if depth > 0.5 {
                return Err(format!(
                    "{:?} lies {depth:.1} px in {:?}",
                    one.text, other.text
                ));
            }
        }
    }
    Ok(())
}

fn words_stay_on_the_canvas(frame: &Frame) -> Result<(), String> {
    for word in words(frame, &FixedRuler) {
        let beyond = word.beyond(frame.canvas.width_px, frame.canvas.height_px);
        if beyond > 0.5 {
            return Err(format!("{:?} reaches {beyond:.1} px beyond", word.text));
        }
    }
    Ok(())
}

fn words_stay_off_plot_and_colour_bar(frame: &Frame) -> Result<(), String> {
    let bars = frame.colorbars.iter().map(|bar| bar.rect);
    let rects: Vec<WordBox> = frame
        .plots
        .iter()
        .map(|plot| plot.rect)
        .chain(bars)
        .map(WordBox::of_rect)
        .collect();
    for word in words(frame, &FixedRuler)
        .iter()
        .filter(|word| !word.in_plot)
    {
        for rect in &rects {
            let depth = word.overlap(rect);
            if depth > 0.5 {
                return Err(format!(
                    "{:?} lies {depth:.1} px in {}",
                    word.text, rect.text
                ));
            }
        }
    }
    Ok(())
}

fn plot_and_colour_bars_stand_apart_on_the_canvas(frame: &Frame) -> Result<(), String> {
    // So many plots stand beside each other; fewer pixels have no room for them.
    let beside = (frame.plots.len() as f64).sqrt().ceil() as u32;
    if frame.canvas.width_px.min(frame.canvas.height_px) < beside {
        return Ok(());
    }
    let rects: Vec<WordBox> = frame
        .plots
        .iter()
        .map(|plot| plot.rect)
        .chain(frame.colorbars.iter().map(|bar| bar.rect))
        .map(WordBox::of_rect)
        .collect();
    for (index, rect) in rects.iter().enumerate() {
        if rect.beyond(frame.canvas.width_px, frame.canvas.height_px) > 0.0 {
            return Err(format!("{} is not on the canvas", rect.text));
        }
        if rects[index + 1..]
            .iter()
            .any(|other| rect.overlap(other) > 0.0)
        {
            return Err(format!("{} is covered", rect.text));
        }
    }
    if rects.is_empty() {
        Err("no plot".to_owned())
    } else {
        Ok(())
    }
}

fn cell_tables_fill_their_rectangles(frame: &Frame) -> Result<(), String> {
    for item in &frame.items {
        if let Mark::Cells(cells) = &item.mark {
            let table = [cells.columns.len(), cells.rows.len()];
            let rect = [cells.rect.w as usize, cells.rect.h as usize];
            if table != rect {
                return Err(format!("{table:?} entries for {rect:?} pixels"));
            }
        }
    }
    Ok(())
}

/// A unit of x is as long as a unit of y, but for the rounding to whole pixels.
#[test]
fn equal_aspect_is_equal() {
    for ([columns, rows], size) in [
        ([10, 10], [600, 400]),
        ([30, 10], [600, 400]),
        ([10, 300], [900, 600]),
        ([87, 61], [900, 600]),
        ([3, 3], [300, 900]),
    ] {
        let show = ShowSettings {
            aspect: Some(Aspect::Equal),
            ..ShowSettings::default()
        };
        let figure = shown(&table(index(columns), index(rows)), &show);
        let whole = Viewport::whole(&figure);
        let frame = frame(&figure, &whole, canvas(size, 1.0), &FixedRuler);
        let rect = frame.plots[0].rect;
        let unit = f64::from(rect.h) / rows as f64;
        let off = f64::from(rect.w) - unit * columns as f64;
        // Half a pixel of the height, carried over to the width.
        let rounding = 0.5 + 0.5 * columns as f64 / rows as f64;
        assert!(
            off.abs() <= rounding + 1e-9,
            "{columns} x {rows} cells on {rect:?}: {off} px off"
        );
    }
}

#[test]
fn ordinary_pictures_have_all_their_surroundings() {
    let show = &shows()[1].1;
    let figure = shown(&table(index(10), index(10)), show);
    let whole = Viewport::whole(&figure);
    for (size, scale) in [([900, 600], 1.0), ([900, 600], 2.0), ([300, 220], 1.25)] {
        let frame = frame(&figure, &whole, canvas(size, scale), &FixedRuler);
        let written: Vec<String> = words(&frame, &FixedRuler)
            .into_iter()
            .map(|w| w.text)
            .collect();
        for title in ["Title", "across", "up", "value"] {
            let count = written.iter().filter(|text| *text == title).count();
            assert_eq!(count, 1, "{title} at {size:?} x {scale}: {written:?}");
        }
        assert_eq!(frame.colorbars.len(), 1);
        assert!(
            frame.plots[0].x.ticks.len() >= 2,
            "{:?}",
            frame.plots[0].x.ticks
        );
        let rect = frame.plots[0].rect;
        let share =
            f64::from(rect.w * rect.h) / f64::from(frame.canvas.width_px * frame.canvas.height_px);
        assert!(
            share > 0.25,
            "the plot has {share} of the picture at {size:?}"
        );
    }
}

/// The bar's range is that of the very pixels beside it, also where its labels change their size.
#[test]
fn sums_have_the_range_of_the_picture_that_is_painted() {
    let show = ShowSettings {
        reduction: Reduction::Sum,
        zlabel: Some("sum".to_owned()),
        ..ShowSettings::default()
    };
    for [columns, rows] in [[900, 700], [2000, 30], [5, 4]] {
        let figure = shown(&table(index(columns), index(rows)), &show);
        let whole = Viewport::whole(&figure);
        for (size, scale) in [([900, 600], 1.0), ([300, 200], 1.25)] {
            let frame = frame(&figure, &whole, canvas(size, scale), &FixedRuler);
            let cells = frame.items.iter().find_map(|item| match &item.mark {
                Mark::Cells(cells) => Some(cells),
                _ => None,
            });
            let cells = cells.expect("a heatmap paints cells");
            let values = cells.rows.iter().flat_map(|&row| {
                let value = move |&column: &u32| cells.source.get(row as usize, column as usize);
                cells.columns.iter().map(value)
            });
            let [low, high] = values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| {
                [low.min(v), high.max(v)]
            });
            let context = format!("{columns} x {rows} cells at {size:?} x {scale}");
            assert_eq!(
                frame.plots[0].heatmap(0).unwrap().range,
                [low, high],
                "{context}"
            );
            assert!(
                frame.colorbars.iter().all(|bar| bar.range == [low, high]),
                "{context}"
            );
        }
    }
}

/// Days and hours: what they have in common stands once on a second line.
#[test]
fn dates_have_two_lines() {
    let figure = shown(
        &table(dates(60, 1.0 / 24.0), index(3)),
        &ShowSettings::default(),
    );
    let frame = frame(
        &figure,
        &Viewport::whole(&figure),
        canvas([900, 600], 1.0),
        &FixedRuler,
    );
    let labels = frame.plots[0]
        .x
        .ticks
        .iter()
        .map(|tick| tick.label.lines().count());
    let lines: Vec<usize> = labels.collect();
    assert_eq!(lines.first(), Some(&2), "{lines:?}");
    assert!(lines.contains(&1), "{lines:?}");
}

const ABSURD: &[[f64; 2]] = &[
    [f64::NAN, 1.0],
    [0.0, f64::NAN],
    [f64::NEG_INFINITY, f64::INFINITY],
    [0.0, f64::INFINITY],
    [-1e308, 1e308],
    [1e308, -1e308],
    [f64::MIN, f64::MAX],
    [0.0, 1e308],
    [1e308, 1.000_000_1e308],
    [0.0, 5e-324],
    [-5e-324, 5e-324],
    [1.0, 1.0],
    [0.0, 0.0],
    [1.0, 1.000_000_000_000_000_2],
    [-1.0, -2.0],
    [1e15, 1e15 + 0.25],
    [-1e-300, 1e-300],
    [3.0, 3.000_000_1],
];

#[test]
fn no_view_is_too_absurd() {
    let show = ShowSettings::default();
    let cell_text = ShowSettings {
        text: Some(CellTextFormat::Auto),
        gap: Some(3.0),
        ..show.clone()
    };
    for (name, table) in tables() {
        for (how, show) in [
            ("plain", &show),
            ("log", &shows()[11].1),
            ("text", &cell_text),
        ] {
            let figure = shown(&table, show);
            for (index, &x) in ABSURD.iter().enumerate() {
                let ranges = vec![x, ABSURD[(index * 7 + name.len()) % ABSURD.len()]];
                let viewport = Viewport { ranges };
                for size in [[1, 1], [37, 500], [640, 480]] {
                    let frame = frame(&figure, &viewport, canvas(size, 1.0), &FixedRuler);
                    let context = format!("{name}, {how}, {viewport:?}, {size:?}");
                    assert_eq!(frame.plots.len(), figure.plots.len(), "{context}");
                    for at in [
                        [0.0, 0.0],
                        [0.5, 0.5],
                        [20.0, 30.0],
                        [f64::NAN, 1.0],
                        [1e300, -1e300],
                    ] {
                        let _ = frame.probe(at);
                    }
                    let plot = &frame.plots[0];
                    for axis in [&plot.x, &plot.y] {
                        let _ = axis.data_from_px(10.0);
                        let _ = axis.px_from_data(f64::NAN);
                        assert!(
                            axis.ticks.len() < 2000,
                            "{context}: {} ticks",
                            axis.ticks.len()
                        );
                        let wild = axis.ticks.iter().find(|tick| !tick.px.is_finite());
                        assert_eq!(wild, None, "{context}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_canvas_is_too_absurd() {
    let figure = shown(&table(index(4), index(4)), &shows()[1].1);
    let whole = Viewport::whole(&figure);
    for px_per_pt in [f64::NAN, f64::INFINITY, 0.0, -1.0, 1e-300, 1e300, 0.1, 64.0] {
        for [width_px, height_px] in [[0, 0], [0, 100], [1, 1], [500, 0], [500, 400]] {
            let canvas = Canvas {
                width_px,
                height_px,
                px_per_pt,
                theme: Theme::Dark,
            };
            let frame = frame(&figure, &whole, canvas, &FixedRuler);
            assert_eq!(frame.plots.len(), 1, "{canvas:?}");
        }
    }
}

/// Figures are plain values: one may be put together wrongly.
#[test]
fn no_figure_is_too_absurd() {
    let sound = shown(&table(index(4), index(4)), &ShowSettings::default());
    let check = |change: fn(&mut Figure)| {
        let mut figure = sound.clone();
        change(&mut figure);
        let whole = Viewport::whole(&figure);
        let frame = frame(&figure, &whole, canvas([300, 200], 1.0), &FixedRuler);
        let _ = frame.probe([150.0, 80.0]);
    };
    check(|figure| figure.plots.clear());
    check(|figure| figure.axes.clear());
    check(|figure| figure.color_scales.clear());
    check(|figure| figure.plots[0].layers.clear());
    check(|figure| figure.axes[0].range = [f64::NAN, 1.0]);
    check(|figure| figure.axes[0].range = [2.0, 2.0]);
    check(|figure| figure.axes[1].range = [f64::NEG_INFINITY, f64::INFINITY]);
    check(|figure| figure.axes[0].scale = Scale::Log);
}
