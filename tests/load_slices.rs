//! Tidy data parted by further columns.

use cellsius::figure::{ReadSettings, Settings, Slices, Table, build};
use cellsius::load::{Input, LoadError, LoadErrorKind, Progress, load};
use cellsius::render::Typesetter;
use cellsius::view::{Canvas, Mark, PxRect, Theme, Viewport, frame};

fn read(csv: &str, facet: Option<&str>, frames: Option<&str>) -> Result<Table, LoadError> {
    let input = Input::Bytes {
        name: "table.csv".to_owned(),
        bytes: csv.as_bytes().to_vec(),
    };
    let settings = ReadSettings {
        facet: facet.map(str::to_owned),
        frames: frames.map(str::to_owned),
        ..ReadSettings::default()
    };
    load(&input, &settings, &Progress::new())
}

fn values(slices: &Slices) -> Vec<Vec<f64>> {
    let grids = slices.grids.iter();
    grids
        .map(|grid| {
            grid.iter()
                .map(|z| if z.is_nan() { -1.0 } else { z })
                .collect()
        })
        .collect()
}

const SHOPS: &str = "\
day,hour,shop,sales,week
Mo,1,north,1,2
Mo,2,north,2,2
Tu,1,north,3,2
Tu,2,north,4,2
Mo,1,south,5,10
Tu,2,south,6,10
We,2,north,7,10
";

#[test]
fn each_value_gets_a_grid_over_all_positions() {
    let table = read(SHOPS, Some("shop"), None).unwrap();
    let slices = table.slices.clone().unwrap();
    assert_eq!(slices.facets.as_ref().unwrap().name, "shop");
    assert_eq!(slices.facets.as_ref().unwrap().values, ["north", "south"]);
    assert!(slices.frames.is_none());
    assert_eq!([table.source.rows, table.source.columns], [2, 3]);
    assert_eq!(
        values(&slices),
        [
            [1.0, 3.0, -1.0, 2.0, 4.0, 7.0],
            [5.0, -1.0, -1.0, -1.0, 6.0, -1.0]
        ]
    );
    assert_eq!(table.grid.id(), slices.grids[0].id());
    assert_eq!(table.z_name.as_deref(), Some("sales"));
    assert!(table.warnings.is_empty(), "{:?}", table.warnings);
}

#[test]
fn frames_and_facets_make_a_grid_for_each_pair() {
    let table = read(SHOPS, Some("3"), Some("5")).unwrap();
    let slices = table.slices.unwrap();
    // Numbers ascend: 2 before 10.
    assert_eq!(slices.frames.as_ref().unwrap().values, ["2", "10"]);
    assert_eq!([slices.frame_count(), slices.facet_count()], [2, 2]);
    let grid = |frame, facet| -> Vec<f64> { slices.grid(frame, facet).unwrap().iter().collect() };
    assert_eq!(grid(0, 0)[..2], [1.0, 3.0]);
    assert!(grid(0, 1).iter().all(|z| z.is_nan()));
    assert_eq!(grid(1, 0)[5], 7.0);
    assert_eq!(grid(1, 1)[4], 6.0);
    assert!(slices.grid(0, 2).is_none() && slices.grid(2, 0).is_none());
}

#[test]
fn values_of_words_stand_as_they_appear_and_numbers_and_dates_ascend() {
    let order = |labels: &[&str]| {
        let mut csv = "x,y,s,z\n".to_owned();
        for label in labels {
            csv += &format!("1,1,{label},1\n1,2,{label},1\n2,1,{label},2\n");
        }
        let table = read(&csv, None, Some("s")).unwrap();
        table.slices.unwrap().frames.clone().unwrap().values
    };
    assert_eq!(order(&["b", "a", "c"]), ["b", "a", "c"]);
    assert_eq!(order(&["10", "9", "1e1", "8.5"]), ["8.5", "9", "10"]);
    assert_eq!(
        order(&["2024-02-01", "2023-12-31", "2024-01-15"]),
        ["2023-12-31", "2024-01-15", "2024-02-01"]
    );
    assert_eq!(order(&["10", "nine", "", "NA"]), ["10", "nine", "NA"]);
}

#[test]
fn rows_without_a_value_are_left_out_and_counted() {
    let csv = "x,y,s,z\n1,1,1,1\n1,2,1,2\n2,1,,3\n2,2,NA,4\n1,1,2,5\n1,1,2,7\n";
    let table = read(csv, Some("s"), None).unwrap();
    let slices = table.slices.clone().unwrap();
    assert_eq!(slices.facets.as_ref().unwrap().values, ["1", "2"]);
    // Both rows of the second value are for one cell.
    assert_eq!(values(&slices)[1][0], 6.0);
    let texts: Vec<String> = table
        .warnings
        .iter()
        .map(|w| format!("{}{}", w.text, w.place))
        .collect();
    assert_eq!(
        texts,
        [
            "1 cell is given more than once, shown as the mean of its values:7",
            "2 rows have no \"s\", left out:4"
        ]
    );
}

#[test]
fn without_a_header_columns_are_named_by_number() {
    let table = read("1,1,7,5\n1,2,8,6\n2,1,7,4\n2,2,8,3\n", Some("3"), None).unwrap();
    assert_eq!(
        table.slices.as_ref().unwrap().facets.as_ref().unwrap().name,
        "3"
    );
    let figure = build(&table, &Settings::default());
    let headings = figure
        .plots
        .iter()
        .map(|plot| plot.place.clone().unwrap().heading);
    assert_eq!(headings.collect::<Vec<_>>(), ["3=7", "3=8"]);
}

#[test]
fn what_does_not_fit_is_said() {
    let check = |csv: &str, facet, frames, kind: LoadErrorKind, message: &str| {
        let error = read(csv, facet, frames).unwrap_err();
        assert_eq!(error.message, message);
        assert_eq!(error.kind, kind, "{message}");
    };
    let wrong = LoadErrorKind::Settings;
    check(
        SHOPS,
        Some("shops"),
        None,
        wrong,
        "found no column \"shops\" for --facet, expected one of day, hour, shop, sales, week, or a number from 1 to 5",
    );
    check(
        SHOPS,
        Some("shop"),
        Some("shop"),
        wrong,
        "found the same column for --facet and --frames, expected two columns",
    );
    check(
        "a,b,c\n1,2,3\n1,3,4\n2,2,3\n",
        Some("a"),
        None,
        wrong,
        "found 3 columns, expected four for tidy data: x, y, value and the one that parts the rows",
    );
    check(
        "x,y,s,z\n1,1,,1\n1,2,NA,2\n",
        Some("s"),
        None,
        LoadErrorKind::NotATable,
        "found no value of \"s\" for --facet, expected some",
    );
    let many: String = (0..101)
        .map(|s| format!("1,1,{s},1\n2,2,{s},1\n"))
        .collect();
    check(
        &format!("x,y,s,z\n{many}"),
        Some("s"),
        None,
        wrong,
        "found 101 different values of \"s\" for --facet, expected at most 100",
    );
    let frames = read(&format!("x,y,s,z\n{many}"), None, Some("s")).unwrap();
    assert_eq!(frames.slices.unwrap().frame_count(), 101);
}

#[test]
fn facets_stand_side_by_side_under_their_headings() {
    let table = read(SHOPS, Some("shop"), None).unwrap();
    let figure = build(&table, &Settings::default());
    let canvas = Canvas {
        width_px: 800,
        height_px: 500,
        px_per_pt: 1.0,
        theme: Theme::Light,
    };
    let viewport = Viewport::whole(&figure);
    let frame = frame(&figure, &viewport, canvas, &Typesetter::headless());
    let [left, right] = [0, 1].map(|plot: usize| frame.plots[plot].rect);
    assert_eq!([left.w, left.h, left.y], [right.w, right.h, right.y]);
    assert!(left.right() < right.x);
    // Each ends where its own axis does.
    assert_eq!(frame.plots[1].x.pixels, [right.x, right.right()]);
    let words = |wanted: &str| {
        let places = frame.items.iter().filter_map(|item| match &item.mark {
            Mark::Text { at, text, .. } if text == wanted => Some(*at),
            _ => None,
        });
        places.collect::<Vec<_>>()
    };
    for (heading, rect) in [("shop=north", left), ("shop=south", right)] {
        let [[x, y]] = words(heading)[..] else {
            panic!("{heading} is written once");
        };
        let middle = f64::from(rect.x) + f64::from(rect.w) / 2.0;
        assert!((x - middle).abs() < 1.0 && y < f64::from(rect.y));
    }
    // Columns are named under both, the axes' titles are written once.
    assert_eq!(words("Mo").len(), 2);
    assert_eq!([words("day").len(), words("hour").len()], [1, 1]);
    // A probe finds the plot it lies in.
    let inside = |rect: PxRect| [rect.x + rect.w / 6, rect.y + rect.h / 4].map(f64::from);
    let plot = |rect| frame.probe(inside(rect)).unwrap().plot;
    assert_eq!([plot(left), plot(right)], [0, 1]);
}
