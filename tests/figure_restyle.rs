//! The user's choices over a figure with choices of its own: only what was chosen changes.
#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it needs has failed"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use cellsius::axis::{Positions, Scale, TickMode};
use cellsius::color::{Classes, Colormap, NormKind};
use cellsius::figure::{
    Aspect, AxisId, AxisSide, CellHover, CellTextFormat, ColorRange, ColorScaleId, ColorScaleSpec,
    Datum, Figure, Heatmap, HoverLabel, Layer, Origin, Plot, PointHover, ReadSettings, Scatter,
    Settings, ShowSettings, XSide, YSide, build, restyle,
};
use cellsius::grid::{Grid, Reduction};
use cellsius::load::{Input, Progress, load};

const MEDALS: &str = "nation,gold,silver,bronze\nKorea,24,13,11\nChina,10,15,8\nCanada,9,12,12\n";

fn figure_of(text: &str) -> Figure {
    let input = Input::Bytes {
        name: "t".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let table = load(&input, &ReadSettings::default(), &Progress::new()).unwrap();
    build(&table, &Settings::default())
}

fn restyled(figure: &Figure, edit: impl FnOnce(&mut ShowSettings)) -> Figure {
    let mut show = ShowSettings::default();
    edit(&mut show);
    restyle(figure, &show)
}

fn names(all: &[&str]) -> Arc<BTreeSet<String>> {
    Arc::new(all.iter().map(|name| (*name).to_owned()).collect())
}

fn heatmap(figure: &Figure) -> &Heatmap {
    figure.plots[0].layers[0].heatmap().unwrap()
}

fn values(figure: &Figure) -> Vec<f64> {
    heatmap(figure).grid.iter().collect()
}

fn range(figure: &Figure) -> [f64; 2] {
    match figure.color_scales[0].range {
        ColorRange::Known(range) => range,
        ColorRange::OfPicture => [f64::NAN; 2],
    }
}

#[test]
fn nothing_chosen_nothing_changed() {
    let mut figure = figure_of(MEDALS);
    figure.color_scales[0].range = ColorRange::Known([-5.0, 7.0]);
    figure.color_scales[0].colormap = Colormap::named("magma").unwrap();
    figure.axes[1].side = AxisSide::Right;
    let same = restyled(&figure, |_| {});
    assert_eq!(format!("{figure:?}"), format!("{same:?}"));
}

#[test]
fn colours_are_those_chosen_else_the_figures_own() {
    let mut figure = figure_of(MEDALS);
    figure.color_scales[0].colormap = Colormap::named("magma").unwrap();
    let map = |figure: &Figure| figure.color_scales[0].colormap.name().to_owned();
    let check = |chosen: &str, expected: &str| {
        let new = restyled(&figure, |show| show.colormap = Some(chosen.to_owned()));
        assert_eq!(map(&new), expected, "{chosen}");
        new
    };
    check("vik", "vik");
    check("_r", "magma_r");
    check("", "magma");
    let wrong = check("no such map", "magma");
    assert_eq!(wrong.warnings.len(), 1);

    assert_eq!(range(&figure), [8.0, 24.0]);
    let given = restyled(&figure, |show| show.range = Some([0.0, 100.0]));
    assert_eq!(range(&given), [0.0, 100.0]);
    let even = restyled(&figure, |show| show.midpoint = Some(10.0));
    assert_eq!(range(&even), [-4.0, 24.0]);
    assert_eq!(even.color_scales[0].midpoint, None);
    let bounds = Classes::Bounds(vec![0.0, 10.0, 20.0]);
    let classes = restyled(&figure, |show| show.classes = Some(bounds));
    assert_eq!(range(&classes), [0.0, 20.0]);
    let sums = restyled(&figure, |show| show.reduction = Reduction::Sum);
    assert_eq!(sums.color_scales[0].range, ColorRange::OfPicture);
    assert_eq!(heatmap(&sums).reduction, Reduction::Sum);

    // A range that the author gave stays, and a midpoint bends the norm within it.
    figure.color_scales[0].range = ColorRange::Known([0.0, 50.0]);
    let bent = restyled(&figure, |show| show.midpoint = Some(10.0));
    assert_eq!(range(&bent), [0.0, 50.0]);
    assert_eq!(bent.color_scales[0].midpoint, Some(10.0));
    let robust = restyled(&figure, |show| show.robust = true);
    assert!(range(&robust)[0] > 8.0 && range(&robust)[1] < 24.0);
    let log = restyled(&figure, |show| show.norm = NormKind::Log);
    assert_eq!(log.color_scales[0].norm, NormKind::Log);
}

/// Two heatmaps that share a colour scale, over two plots with a scale of its own for a third.
fn several() -> Figure {
    let mut figure = figure_of(MEDALS);
    let mut low = heatmap(&figure).clone();
    low.grid = Grid::new(3, 3, vec![-2.0; 9]).unwrap();
    let mut apart = low.clone();
    apart.color = ColorScaleId(1);
    figure.color_scales[0].range = ColorRange::Known([-2.0, 24.0]);
    figure.color_scales.push(ColorScaleSpec {
        range: ColorRange::Known([-2.5, -1.5]),
        ..ColorScaleSpec::default()
    });
    let (x, y) = (figure.axes[0].clone(), figure.axes[1].clone());
    figure.axes.extend([x, y]);
    figure.plots.push(Plot {
        x: AxisId(2),
        y: AxisId(3),
        equal_aspect: false,
        place: None,
        layers: vec![Layer::Heatmap(low), Layer::Heatmap(apart)],
    });
    figure
}

#[test]
fn shared_scales_follow_all_their_grids_and_single_ones_can_be_set() {
    let figure = several();
    let ranges = |figure: &Figure| -> Vec<ColorRange> {
        figure
            .color_scales
            .iter()
            .map(|scale| scale.range)
            .collect()
    };
    let log = restyled(&figure, |show| show.midpoint = Some(0.0));
    let known = |low: f64, high: f64| ColorRange::Known([low, high]);
    assert_eq!(ranges(&log), [known(-24.0, 24.0), known(-2.5, 2.5)]);
    let one = restyled(&figure, |show| _ = show.ranges.insert(1, [0.0, 1.0]));
    assert_eq!(ranges(&one), [known(-2.0, 24.0), known(0.0, 1.0)]);
    let both = restyled(&figure, |show| {
        show.range = Some([3.0, 4.0]);
        show.ranges.insert(0, [5.0, 6.0]);
    });
    assert_eq!(ranges(&both), [known(5.0, 6.0), known(3.0, 4.0)]);
    let robust = restyled(&figure, |show| show.robust = true);
    // Half of the first scale's values are -2.
    assert_eq!(range(&robust)[0], -2.0);
    assert!(range(&robust)[1] > 15.0 && range(&robust)[1] <= 24.0);
}

#[test]
fn cells_words_sides_and_gaps() {
    let figure = several();
    let new = restyled(&figure, |show| {
        show.gap = Some(3.0);
        show.text = Some(CellTextFormat::Auto);
        show.title = Some("Medals".to_owned());
        show.xlabel = Some("metal".to_owned());
        show.ylabel = Some(String::new());
        show.zlabel = Some("won".to_owned());
        show.xside = Some(XSide::Top);
        show.yside = Some(YSide::Right);
        show.aspect = Some(Aspect::Equal);
    });
    for plot in &new.plots {
        assert!(plot.equal_aspect);
        for layer in &plot.layers {
            let heatmap = layer.heatmap().unwrap();
            assert_eq!(heatmap.gap, [3.0; 2]);
            assert_eq!(heatmap.text, Some(CellTextFormat::Auto));
        }
    }
    assert_eq!(new.title.as_deref(), Some("Medals"));
    assert_eq!(new.axes[0].title, "metal");
    assert_eq!(new.axes[1].title, "");
    assert_eq!(new.axes[3].title, "nation", "of the first plot only");
    assert_eq!(new.color_scales[0].title, "won");
    let sides: Vec<AxisSide> = new.axes.iter().map(|axis| axis.side).collect();
    use AxisSide::{Right, Top};
    assert_eq!(sides, [Top, Right, Top, Right]);
    let none = restyled(&new, |show| show.title = Some(String::new()));
    assert_eq!(none.title, None);
}

#[test]
fn the_first_row_stands_where_asked() {
    let figure = figure_of(MEDALS);
    assert_eq!(
        figure.axes[1].range,
        [2.5, -0.5],
        "the first row at the top"
    );
    let lower = restyled(&figure, |show| show.origin = Some(Origin::Lower));
    assert_eq!(lower.axes[1].range, [-0.5, 2.5]);
    let upper = restyled(&lower, |show| show.origin = Some(Origin::Upper));
    assert_eq!(upper.axes[1].range, [2.5, -0.5]);
}

#[test]
fn axes_run_as_asked_where_they_can() {
    let numbers = "y,1,10,100\n0,1,2,3\n5,4,5,6\n";
    let figure = figure_of(numbers);
    assert_eq!(figure.axes[0].scale, Scale::Linear);
    let log = restyled(&figure, |show| show.xscale = Some(Scale::Log));
    assert_eq!(log.axes[0].scale, Scale::Log);
    let [from, to] = log.axes[0].range;
    assert!((from - 0.1_f64.sqrt()).abs() < 1e-9 && (to - 1e5_f64.sqrt()).abs() < 1e-6);
    let counted = restyled(&figure, |show| show.xscale = Some(Scale::Category));
    assert_eq!(*counted.axes[0].categories, ["1", "10", "100"]);
    assert_eq!(counted.axes[0].range, [-0.5, 2.5]);
    let words = restyled(&figure_of(MEDALS), |show| show.xscale = Some(Scale::Log));
    assert_eq!(words.axes[0].scale, Scale::Category);
    assert_eq!(words.warnings.len(), 1, "{:?}", words.warnings);
}

/// Points, words and ticks over the medals.
fn decorated() -> Figure {
    let mut figure = figure_of(MEDALS);
    figure.plots[0].layers.push(Layer::Scatter(Scatter {
        name: "line".to_owned(),
        x: [0.0, 1.0, 2.0].into(),
        y: [2.0, 1.0, 0.0].into(),
        line: None,
        markers: None,
        labels: None,
        fill: None,
        opacity: 1.0,
        hover: Arc::new(PointHover::default()),
    }));
    figure.axes[0].ticks.mode = TickMode::Given {
        values: [0.0, 1.0, 2.0].into(),
        texts: ["G", "S", "B"].map(str::to_owned).into(),
    };
    let row = |row: usize| {
        let cell = |column: usize| format!("{row}{column}");
        (0..3).map(cell).collect::<Arc<[String]>>()
    };
    let custom = |row: usize| {
        let cell = |column: usize| Datum::Text(format!("c{row}{column}"));
        Datum::List((0..3).map(cell).collect())
    };
    let Layer::Heatmap(cells) = &mut figure.plots[0].layers[0] else {
        return figure;
    };
    cells.hover = Some(Arc::new(CellHover {
        label: HoverLabel {
            templates: (0..9).map(|cell| format!("t{cell}")).collect(),
            custom: Some(Arc::new(Datum::List((0..3).map(custom).collect()))),
            ..HoverLabel::default()
        },
        text: (0..3).map(row).collect(),
        filled: (0..9).map(|cell| cell == 4).collect(),
        ..CellHover::default()
    }));
    figure
}

#[test]
fn hidden_names_make_room_for_the_others() {
    let figure = decorated();
    let new = restyled(&figure, |show| {
        show.hidden_columns = names(&["silver", "no such column"]);
        show.hidden_rows = names(&["Korea"]);
    });
    assert_eq!(*new.axes[0].categories, ["gold", "bronze"]);
    assert_eq!(*new.axes[1].categories, ["China", "Canada"]);
    assert_eq!(new.axes[0].range, [-0.5, 1.5]);
    assert_eq!(new.axes[1].range, [1.5, -0.5]);
    assert_eq!(values(&new), [10.0, 8.0, 9.0, 12.0]);
    assert_eq!(
        range(&new),
        [8.0, 12.0],
        "the colours reach over what is left"
    );
    let cells = heatmap(&new);
    assert_eq!(*cells.x_labels, ["gold", "bronze"]);
    assert_eq!(
        cells.x,
        Positions::Labels(Arc::clone(&new.axes[0].categories))
    );
    let hover = cells.hover.as_ref().unwrap();
    assert_eq!(*hover.label.templates, ["t3", "t5", "t6", "t8"]);
    assert_eq!(*hover.text[0], ["10", "12"]);
    assert_eq!(*hover.text[1], ["20", "22"]);
    assert_eq!(*hover.filled, [false; 4]);
    let custom = |cell: &str| Datum::Text(cell.to_owned());
    let rows = [["c10", "c12"], ["c20", "c22"]].map(|row| Datum::List(row.map(custom).to_vec()));
    assert_eq!(
        hover.label.custom.as_deref(),
        Some(&Datum::List(rows.to_vec()))
    );
    let Layer::Scatter(points) = &new.plots[0].layers[1] else {
        panic!("no points");
    };
    assert_eq!(points.x[0], 0.0);
    assert!(points.x[1].is_nan(), "its column is gone");
    assert_eq!(points.x[2], 1.0);
    assert!(points.y[2].is_nan() && points.y[0] == 1.0);
    let TickMode::Given { values, texts } = &new.axes[0].ticks.mode else {
        panic!("no ticks given");
    };
    assert_eq!(
        (&**values, &**texts),
        (&[0.0, 1.0][..], &["G".to_owned(), "B".to_owned()][..])
    );
}

#[test]
fn hidden_numbers_leave_the_others_where_they_are() {
    let figure = figure_of("y,1,2,3,4\n0,10,20,30,40\n1,50,60,70,80\n");
    let new = restyled(&figure, |show| show.hidden_columns = names(&["1", "3"]));
    assert_eq!(values(&new), [20.0, 40.0, 60.0, 80.0]);
    assert_eq!(heatmap(&new).x, Positions::Centres([2.0, 4.0].into()));
    assert_eq!(new.axes[0].range, [1.0, 5.0]);
    assert_eq!(range(&new), [20.0, 80.0]);
    // A range that the author gave stays.
    let mut given = figure.clone();
    given.axes[0].range = [0.0, 9.0];
    let kept = restyled(&given, |show| show.hidden_columns = names(&["1"]));
    assert_eq!(kept.axes[0].range, [0.0, 9.0]);
}

#[test]
fn everything_may_be_hidden() {
    for text in [MEDALS, "y,1,2\n0,10,20\n"] {
        let figure = figure_of(text);
        let all = names(&["gold", "silver", "bronze", "1", "2"]);
        let new = restyled(&figure, |show| show.hidden_columns = all);
        assert!(values(&new).iter().all(|value| value.is_nan()));
        let [from, to] = new.axes[0].range;
        assert!(
            from.is_finite() && to.is_finite() && from != to,
            "{from} {to}"
        );
    }
}
