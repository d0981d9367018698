//! From tables and settings to figures: ranges of colours and axes, and what is said when a choice
//! does not fit.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

use std::sync::Arc;

use cellsius::axis::Scale;
use cellsius::color::{Classes, NormKind};
use cellsius::figure::{
    Aspect, AxisId, ColorRange, Figure, Layer, Origin, PlotPlace, RangeEnd, ReadSettings, Settings,
    ShowSettings, Table, build,
};
use cellsius::grid::Reduction;
use cellsius::load::{Input, Progress, load};
use cellsius::view::{Canvas, Mark, Ruler, Theme, Viewport, frame};

fn table(csv: &str) -> Table {
    let input = Input::Bytes {
        name: "table.csv".to_owned(),
        bytes: csv.as_bytes().to_vec(),
    };
    load(&input, &ReadSettings::default(), &Progress::new()).expect("the table can be read")
}

fn figure(csv: &str, change: impl FnOnce(&mut ShowSettings)) -> Figure {
    let mut settings = Settings::default();
    change(&mut settings.show);
    build(&table(csv), &settings)
}

/// Values from -2 to 8 with a missing one.
const SIGNED: &str = "a,b\n-2,1\n,8\n";
/// Values over five decades, a zero among them.
const DECADES: &str = "a,b\n0,0.1\n10,1000\n";

#[test]
fn colour_ranges() {
    let check = |csv: &str, change: fn(&mut ShowSettings), expected: ColorRange| {
        let found = figure(csv, change).color_scales[0].range;
        assert_eq!(found, expected, "{csv:?}");
    };
    let known = |low, high| ColorRange::Known([low, high]);
    check(SIGNED, |_| {}, known(-2.0, 8.0));
    check(SIGNED, |show| show.midpoint = Some(0.0), known(-8.0, 8.0));
    check(SIGNED, |show| show.midpoint = Some(10.0), known(-2.0, 22.0));
    check(
        SIGNED,
        |show| show.range = Some([0.0, 1.0]),
        known(0.0, 1.0),
    );
    check(
        SIGNED,
        |show| {
            show.range = Some([0.0, 4.0]);
            show.midpoint = Some(1.0);
        },
        known(0.0, 4.0),
    );
    check(
        SIGNED,
        |show| show.classes = Some(Classes::Bounds(vec![0.0, 2.0, 5.0])),
        known(0.0, 5.0),
    );
    check(
        SIGNED,
        |show| show.reduction = Reduction::Sum,
        ColorRange::OfPicture,
    );
    check(
        SIGNED,
        |show| show.reduction = Reduction::Count,
        ColorRange::OfPicture,
    );
    check(
        DECADES,
        |show| show.norm = NormKind::Log,
        known(0.1, 1000.0),
    );
    check("a,b\n7,7\n7,7\n", |_| {}, known(6.5, 7.5));
    let log = |show: &mut ShowSettings| show.norm = NormKind::Log;
    check("a,b\n1e308,1e308\n", log, known(5e307, f64::MAX));
    check("a,b\n5e-324,5e-324\n", log, known(5e-324, 1e-323));
    check("a,b\n0,-3\n", log, known(0.0, 1.0));
    check(
        "a,b\n1e300,1e300\n",
        |_| {},
        known(
            1e300 - 1e300 * f64::EPSILON * 4.0,
            1e300 + 1e300 * f64::EPSILON * 4.0,
        ),
    );
    check("a,b\ninf,1\n2,-inf\n", |_| {}, known(1.0, 2.0));
}

#[test]
fn a_given_range_bends_around_its_midpoint_and_an_automatic_one_is_even() {
    let given = figure(SIGNED, |show| {
        show.range = Some([0.0, 4.0]);
        show.midpoint = Some(1.0);
    });
    assert_eq!(given.color_scales[0].midpoint, Some(1.0));
    let automatic = figure(SIGNED, |show| show.midpoint = Some(1.0));
    assert_eq!(automatic.color_scales[0].midpoint, None);
}

#[test]
fn robust_ranges_leave_outliers_aside() {
    let mut csv = String::from("a,b\n");
    for value in 0..100 {
        csv += &format!("{value},{value}\n");
    }
    csv += "100000,-100000\n";
    let range = figure(&csv, |show| show.robust = true).color_scales[0].range;
    let ColorRange::Known([low, high]) = range else {
        panic!("{range:?}")
    };
    assert!(
        (0.0..5.0).contains(&low) && (95.0..100.0).contains(&high),
        "{low} {high}"
    );
}

#[test]
fn axes_run_as_the_labels_suggest_or_as_asked() {
    let check = |csv: &str, change: fn(&mut ShowSettings), expected: [(Scale, [f64; 2]); 2]| {
        let figure = figure(csv, change);
        let found = [0, 1].map(|axis| (figure.axes[axis].scale, figure.axes[axis].range));
        assert_eq!(found, expected, "{csv:?}");
    };
    let words = "name,x,y\nA,1,2\nB,3,4\n";
    let numbers = ",10,20,40\n1,1,2,3\n3,4,5,6\n";
    check(
        words,
        |_| {},
        [
            (Scale::Category, [-0.5, 1.5]),
            (Scale::Category, [1.5, -0.5]),
        ],
    );
    check(
        words,
        |show| show.origin = Some(Origin::Lower),
        [
            (Scale::Category, [-0.5, 1.5]),
            (Scale::Category, [-0.5, 1.5]),
        ],
    );
    check(
        words,
        |show| show.xscale = Some(Scale::Linear),
        [(Scale::Linear, [-0.5, 1.5]), (Scale::Category, [1.5, -0.5])],
    );
    check(
        numbers,
        |_| {},
        [(Scale::Linear, [5.0, 50.0]), (Scale::Linear, [4.0, 0.0])],
    );
    check(
        numbers,
        |show| show.xscale = Some(Scale::Category),
        [(Scale::Category, [-0.5, 2.5]), (Scale::Linear, [4.0, 0.0])],
    );
}

#[test]
fn choices_that_do_not_fit_are_said_and_left_aside() {
    let words = "name,x,y\nA,1,2\nB,3,4\n";
    let texts = |figure: &Figure| {
        figure
            .warnings
            .iter()
            .map(|warning| warning.text.clone())
            .collect::<Vec<_>>()
    };
    let log_words = figure(words, |show| show.xscale = Some(Scale::Log));
    assert_eq!(log_words.axes[0].scale, Scale::Category);
    assert!(texts(&log_words)[0].contains("log axis cannot place them"));
    let edges = figure(",-1,0,1,2\n0,1,2,3\n1,4,5,6\n2\n", |show| {
        show.xscale = Some(Scale::Log)
    });
    assert!(
        texts(&edges)[0].starts_with("2 columns at zero or below"),
        "{:?}",
        texts(&edges)
    );
    let log_colours = figure(SIGNED, |show| show.norm = NormKind::Log);
    assert!(
        texts(&log_colours)[0].starts_with("1 value at zero or below"),
        "{:?}",
        texts(&log_colours)
    );
}

#[test]
fn words_come_from_the_file_until_they_are_given() {
    let csv = "month,year,passengers\nJan,1949,1\nFeb,1949,2\nJan,1950,3\nFeb,1950,4\n";
    let as_read = figure(csv, |_| {});
    let titles = |figure: &Figure| {
        let axes = figure.axes.iter().map(|axis| axis.title.clone());
        axes.chain([figure.color_scales[0].title.clone()])
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&as_read), ["month", "year", "passengers"]);
    let given = figure(csv, |show| {
        show.xlabel = Some(String::new());
        show.zlabel = Some("thousands".to_owned());
        show.aspect = Some(Aspect::Equal);
    });
    assert_eq!(titles(&given), ["", "year", "thousands"]);
    assert!(given.plots[0].equal_aspect);
}

/// Sums and counts belong to a picture's pixels, and the bar says so.
#[test]
fn the_bar_says_what_is_per_pixel() {
    let title = |reduction, zlabel: Option<&str>| {
        let figure = figure(SIGNED, |show| {
            show.reduction = reduction;
            show.zlabel = zlabel.map(str::to_owned);
        });
        figure.color_scales[0].title.clone()
    };
    assert_eq!(title(Reduction::Mean, None), "");
    assert_eq!(title(Reduction::Sum, None), "sum per pixel");
    assert_eq!(
        title(Reduction::Count, Some("hits")),
        "hits, count per pixel"
    );
}

/// Years that were asked to be dates are years.
#[test]
fn numbers_on_a_date_axis_are_read_as_written() {
    let csv = "country,1990,1991,1992\nDE,1,2,3\nFR,2,3,5\n";
    let dates = figure(csv, |show| show.xscale = Some(Scale::Date));
    // Middles of 1989/1990 and so on, in ms since 1970.
    let [from, to] = dates.axes[0].range;
    assert_eq!((from + to) / 2.0, 662_688_000_000.0, "the middle is 1991");
    assert!(dates.warnings.is_empty());
}

struct FixedWidth;

impl Ruler for FixedWidth {
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2] {
        [text.chars().count() as f64 * font_px * 0.5, font_px * 1.2]
    }
}

/// Colours belong to the figure, values to the grid: whatever is rebuilt, the values that a painter
/// has uploaded stay the same.
#[test]
fn a_colour_change_keeps_the_values_of_the_picture() {
    let mut csv = String::new();
    for row in 0..300 {
        let cells: Vec<String> = (0..400)
            .map(|column| ((row * column) % 97).to_string())
            .collect();
        csv += &(cells.join(",") + "\n");
    }
    let table = table(&csv);
    let canvas = Canvas {
        width_px: 200,
        height_px: 150,
        px_per_pt: 1.0,
        theme: Theme::Light,
    };
    let source = |reduction: Reduction, colormap: &str, range: Option<[f64; 2]>| {
        let mut settings = Settings::default();
        settings.show.reduction = reduction;
        settings.show.colormap = Some(colormap.to_owned());
        settings.show.range = range;
        let figure = build(&table, &settings);
        assert!(matches!(figure.plots[0].layers[0], Layer::Heatmap(_)));
        let frame = frame(&figure, &Viewport::whole(&figure), canvas, &FixedWidth);
        let cells = frame.items.iter().find_map(|item| match &item.mark {
            Mark::Cells(cells) => Some((cells.source.id(), cells.key_space)),
            _ => None,
        });
        cells.expect("a frame has cells")
    };
    for reduction in [Reduction::Mean, Reduction::Max, Reduction::Nearest] {
        let before = source(reduction, "viridis", None);
        assert_eq!(
            before,
            source(reduction, "cividis_r", None),
            "{reduction:?}"
        );
        assert_eq!(
            before,
            source(reduction, "turbo", Some([0.0, 96.5])),
            "{reduction:?}"
        );
    }
}

/// The labels of a figure's columns and rows, and its cells row by row (-1: missing).
fn shown(figure: &Figure) -> (Vec<String>, Vec<String>, Vec<f64>) {
    let heatmap = figure.plots[0].layers[0].heatmap();
    let heatmap = heatmap.expect("the layer is a heatmap");
    let z = heatmap.grid.iter();
    (
        heatmap.x_labels.to_vec(),
        heatmap.y_labels.to_vec(),
        z.map(|z| if z.is_nan() { -1.0 } else { z }).collect(),
    )
}

fn hide(show: &mut ShowSettings, columns: &[&str], rows: &[&str]) {
    let set = |names: &[&str]| Arc::new(names.iter().map(|name| (*name).to_owned()).collect());
    show.hidden_columns = set(columns);
    show.hidden_rows = set(rows);
}

const MEDALS: &str = "nation,gold,silver,bronze\nKorea,24,13,11\nChina,10,15,8\nCanada,9,12,\n";

#[test]
fn hidden_columns_and_rows_are_left_out_and_do_not_count() {
    let left = figure(MEDALS, |show| hide(show, &["gold", "lead"], &["China"]));
    let (columns, rows, z) = shown(&left);
    assert_eq!(columns, ["silver", "bronze"]);
    assert_eq!(rows, ["Korea", "Canada"]);
    assert_eq!(z, [13.0, 11.0, 12.0, -1.0]);
    assert_eq!(left.axes[0].range, [-0.5, 1.5]);
    assert_eq!(*left.axes[0].categories, ["silver", "bronze"]);
    assert_eq!(left.color_scales[0].range, ColorRange::Known([11.0, 13.0]));
    assert!(left.warnings.is_empty(), "{:?}", left.warnings);
}

/// The same grid each time, so that a change of colours uploads none.
#[test]
fn a_selection_is_made_once() {
    let table = table(MEDALS);
    let mut settings = Settings::default();
    hide(&mut settings.show, &["gold"], &[]);
    let id = |settings: &Settings| match &build(&table, settings).plots[0].layers[0] {
        Layer::Heatmap(heatmap) => heatmap.grid.id(),
        Layer::Scatter(_) => 0,
    };
    let first = id(&settings);
    settings.show.colormap = Some("magma".to_owned());
    assert_eq!(id(&settings), first);
    hide(&mut settings.show, &["silver"], &[]);
    assert_ne!(id(&settings), first);
}

#[test]
fn numbers_keep_their_places_when_others_are_hidden() {
    let csv = "y,1,2,4,8\n10,1,2,3,4\n20,5,6,7,8\n";
    let left = figure(csv, |show| hide(show, &["2"], &[]));
    // 1, 4, 8: edges halfway.
    assert_eq!(left.axes[0].range, [-0.5, 10.0]);
    assert_eq!(shown(&left).2, [1.0, 3.0, 4.0, 5.0, 7.0, 8.0]);
    // Without labels the index is the name.
    let left = figure("1,2,3\n4,5,6\n", |show| hide(show, &["0"], &["1"]));
    assert_eq!(left.axes[0].range, [0.5, 2.5]);
    assert_eq!(shown(&left).2, [2.0, 3.0]);
}

#[test]
fn equal_labels_are_hidden_together() {
    let left = figure("n,a,b,a\nr,1,2,3\ns,4,5,6\n", |show| {
        hide(show, &["a"], &[])
    });
    assert_eq!(shown(&left).2, [2.0, 5.0]);
}

#[test]
fn a_table_whose_columns_are_all_hidden_is_empty_and_says_so() {
    for (columns, rows, what) in [
        (vec!["gold", "silver", "bronze"], vec![], "columns"),
        (vec![], vec!["Korea", "China", "Canada"], "rows"),
    ] {
        let empty = figure(MEDALS, |show| hide(show, &columns, &rows));
        let texts: Vec<&str> = empty.warnings.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts, [format!("all {what} are hidden, nothing is shown")]);
        assert!(shown(&empty).2.is_empty());
        let canvas = Canvas {
            width_px: 300,
            height_px: 200,
            px_per_pt: 1.0,
            theme: Theme::Light,
        };
        let picture = frame(&empty, &Viewport::whole(&empty), canvas, &FixedWidth);
        assert!(!picture.items.is_empty());
    }
}

#[test]
fn one_end_of_the_colours_may_be_given() {
    let range = |change: fn(&mut ShowSettings)| figure(SIGNED, change).color_scales[0].range;
    let known = |low, high| ColorRange::Known([low, high]);
    assert_eq!(
        range(|s| s.range_end = Some(RangeEnd::Low(0.0))),
        known(0.0, 8.0)
    );
    assert_eq!(
        range(|s| s.range_end = Some(RangeEnd::High(5.0))),
        known(-2.0, 5.0)
    );
    let beyond = figure(SIGNED, |show| show.range_end = Some(RangeEnd::Low(9.0)));
    assert_eq!(beyond.color_scales[0].range, known(-2.0, 8.0));
    assert_eq!(beyond.warnings.len(), 1, "{:?}", beyond.warnings);
    assert!(
        figure(SIGNED, |s| s.range_end = Some(RangeEnd::Low(0.0)))
            .warnings
            .is_empty()
    );
}

#[test]
fn frames_and_facets_of_a_table_share_axes_and_colours() {
    let csv = "x,y,s,t,z\n1,1,a,1,5\n2,1,a,1,6\n1,2,b,1,7\n2,2,b,2,90\n1,1,c,2,-3\n";
    let input = Input::Bytes {
        name: "t.csv".to_owned(),
        bytes: csv.as_bytes().to_vec(),
    };
    let read = ReadSettings {
        facet: Some("s".to_owned()),
        frames: Some("t".to_owned()),
        z: Some("z".to_owned()),
        ..ReadSettings::default()
    };
    let table = load(&input, &read, &Progress::new()).expect("the table can be read");
    let mut settings = Settings::default();
    for (frame, title) in [(None, "t=1"), (Some(1), "t=2"), (Some(99), "t=2")] {
        settings.show.frame = frame;
        let figure = build(&table, &settings);
        assert_eq!(figure.title.as_deref(), Some(title));
        let animation = figure.animation.expect("it can be played");
        assert_eq!(animation.names, ["1", "2"]);
        assert_eq!(animation.prefix, "t=");
        let places: Vec<_> = figure.plots.iter().map(|plot| plot.place.clone()).collect();
        let place = |row, column, heading: &str| {
            Some(PlotPlace {
                row,
                column,
                of: [2, 2],
                heading: heading.to_owned(),
            })
        };
        assert_eq!(
            places,
            [place(0, 0, "s=a"), place(0, 1, "s=b"), place(1, 0, "s=c")]
        );
        assert!(
            figure
                .plots
                .iter()
                .all(|plot| plot.x == AxisId(0) && plot.y == AxisId(1))
        );
        assert_eq!(
            figure.color_scales[0].range,
            ColorRange::Known([-3.0, 90.0])
        );
    }
    settings.show.title = Some("Mine".to_owned());
    assert_eq!(build(&table, &settings).title.as_deref(), Some("Mine"));
    hide(&mut settings.show, &["2"], &[]);
    settings.show.frame = None;
    let figure = build(&table, &settings);
    assert_eq!(figure.color_scales[0].range, ColorRange::Known([-3.0, 7.0]));
    assert_eq!(shown(&figure).2, [5.0, -1.0]);
}
