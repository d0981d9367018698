//! Facts about pictures, by counting their pixels.

use serde_json::Value as Json;

use crate::png::{Area, PLOT, Png, Rgb, VIRIDIS};
use crate::run::{Folder, at, example};

const RED: Rgb = [255, 0, 0];
const BLUE: Rgb = [0, 0, 255];

/// A picture of `table` whose plot is a multiple of `columns` wide and of `rows` high.
fn divisible(folder: &Folder, arguments: &str, [columns, rows]: [usize; 2]) -> (Png, Json, Area) {
    let first = Area::of_plot(&folder.describe(&format!("{arguments} --size 400x300")));
    let size = format!("{}x{}", 400 - first.w % columns, 300 - first.h % rows);
    let (png, described) = folder.picture(&format!("{arguments} --size {size}"));
    let area = Area::of_plot(&described);
    assert_eq!((area.w % columns, area.h % rows), (0, 0), "{area:?}");
    (png, described, area)
}

#[test]
fn six_cells_are_six_rectangles_of_the_same_size() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    let (png, _, area) = divisible(&folder, "m.csv", [3, 2]);
    let counts = png.count(area);
    assert_eq!(counts.len(), 6, "{counts:?}");
    assert!(
        counts.values().all(|&count| count == area.pixels() / 6),
        "{counts:?}"
    );
    assert_eq!(png.pixel(area.x, area.y), VIRIDIS[0]);
    assert_eq!(
        png.pixel(area.x + area.w - 1, area.y + area.h - 1),
        VIRIDIS[1]
    );
    let cell = |column, row| Area {
        x: area.x + column * area.w / 3,
        y: area.y + row * area.h / 2,
        w: area.w / 3,
        h: area.h / 2,
    };
    for (column, row) in [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)] {
        assert_eq!(png.count(cell(column, row)).len(), 1, "{column} {row}");
    }
}

#[test]
fn the_origin_turns_the_rows_round() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    let corner = |arguments: &str| {
        let (png, described) = folder.picture(arguments);
        let area = Area::of_plot(&described);
        [
            png.pixel(area.x, area.y + area.h - 1),
            png.pixel(area.x + area.w - 1, area.y),
        ]
    };
    assert_eq!(corner("m.csv --origin lower"), VIRIDIS);
    let upper = corner("m.csv --origin upper");
    assert_eq!(upper, corner("m.csv"));
    assert!(upper != VIRIDIS);
}

#[test]
fn a_missing_cell_shows_the_plots_background() {
    let folder = Folder::with("m.csv", "1,2,3\n4,,6\n");
    let (png, _, area) = divisible(&folder, "m.csv", [3, 2]);
    assert_eq!(png.count_of(area, PLOT), area.pixels() / 6);
    let (png, _, area) = divisible(&folder, "m.csv --missing red", [3, 2]);
    assert_eq!(png.count_of(area, RED), area.pixels() / 6);
    assert_eq!(png.count_of(area, PLOT), 0);
    let (png, _, area) = divisible(&folder, "m.csv --theme dark", [3, 2]);
    assert_eq!(png.count_of(area, [0x2B, 0x30, 0x38]), area.pixels() / 6);
}

#[test]
fn values_outside_the_range_have_their_colours() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    let (png, _, area) = divisible(&folder, "m.csv --range 2,5 --under red --over blue", [3, 2]);
    assert_eq!(png.count_of(area, RED), area.pixels() / 6);
    assert_eq!(png.count_of(area, BLUE), area.pixels() / 6);
    let (png, _, area) = divisible(&folder, "m.csv --range 2,5", [3, 2]);
    assert_eq!(png.count_of(area, VIRIDIS[0]), area.pixels() / 3);
    assert_eq!(png.count_of(area, VIRIDIS[1]), area.pixels() / 3);
}

#[test]
fn infinities_have_the_colours_beyond_the_range() {
    let folder = Folder::with("m.csv", "inf,1\n2,-inf\n");
    let (png, _, area) = divisible(&folder, "m.csv --under red --over blue", [2, 2]);
    assert_eq!(png.count_of(area, RED), area.pixels() / 4);
    assert_eq!(png.count_of(area, BLUE), area.pixels() / 4);
    assert_eq!(png.pixel(area.x, area.y), BLUE);
}

#[test]
fn classes_are_as_many_colours() {
    let folder = Folder::new();
    let table = example("volcano.csv");
    let colors = |arguments: &str| {
        let (png, described) = folder.picture(&format!("{table} {arguments}"));
        png.count(Area::of_plot(&described)).len()
    };
    assert_eq!(colors("--classes 3"), 3);
    assert_eq!(colors("--classes 1"), 1);
    assert_eq!(colors("--classes 90,120,150,200"), 3);
    assert!(colors("") > 50);
}

#[test]
fn a_gap_is_background_and_never_a_cells_last_pixel() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    for gap in [0, 1, 2, 3, 10] {
        let (png, _, area) = divisible(&folder, &format!("m.csv --gap {gap}"), [3, 2]);
        let counts = png.count(area);
        // Each cell gives up half a gap on either side, at the plot's border too.
        let cells = (area.w - 3 * gap) * (area.h - 2 * gap);
        assert_eq!(
            counts.get(&PLOT).copied().unwrap_or(0),
            area.pixels() - cells,
            "gap {gap}"
        );
        assert_eq!(counts.len(), if gap == 0 { 6 } else { 7 }, "gap {gap}");
    }
    for arguments in [
        "--gap 500",
        "--gap 1e300",
        "--size 30x30 --gap 20",
        "--size 12x9 --gap 7",
    ] {
        let (png, described) = folder.picture(&format!("m.csv {arguments}"));
        let area = Area::of_plot(&described);
        let mut counts = png.count(area);
        counts.remove(&PLOT);
        assert_eq!(counts.len(), 6, "{arguments} {area:?} {counts:?}");
    }
}

#[test]
fn the_theme_leaves_data_colours_alone() {
    let folder = Folder::new();
    let table = example("volcano.csv");
    let (light, described) = folder.picture(&format!("{table} --theme light"));
    let (dark, dark_described) = folder.picture(&format!("{table} --theme dark"));
    assert_eq!(described, dark_described);
    let (plot, bar) = (
        Area::of_plot(&described),
        Area::at(&described, "/colorbars/0/rect"),
    );
    assert_eq!(light.count(plot), dark.count(plot));
    assert_eq!(light.count(bar), dark.count(bar));
    assert_eq!(
        (light.pixel(0, 0), dark.pixel(0, 0)),
        ([255; 3], [0x17, 0x1A, 0x1F])
    );
}

#[test]
fn the_colour_bar_shows_the_whole_map() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    let (png, described) = folder.picture("m.csv");
    let bar = Area::at(&described, "/colorbars/0/rect");
    assert_eq!(png.pixel(bar.x + bar.w / 2, bar.y), VIRIDIS[1]);
    assert_eq!(png.pixel(bar.x + bar.w / 2, bar.y + bar.h - 1), VIRIDIS[0]);
    assert!(png.count(bar).len() > 200);
    let (reversed, _) = folder.picture("m.csv --colormap viridis_r");
    assert_eq!(reversed.pixel(bar.x + bar.w / 2, bar.y), VIRIDIS[0]);
}

#[test]
fn one_spike_among_many_cells_is_seen_under_max() {
    let (rows, columns) = (700, 3001);
    let text: String = (0..rows)
        .map(|row| {
            let mut fields = vec!["0"; columns];
            if row == 333 {
                fields[1234] = "1";
            }
            fields.join(",") + "\n"
        })
        .collect();
    let folder = Folder::with("m.csv", text);
    for size in ["900x600", "301x203"] {
        let seen = |rule: &str| {
            let (png, described) = folder.picture(&format!("m.csv --size {size} --reduce {rule}"));
            let area = Area::of_plot(&described);
            (png.count_of(area, VIRIDIS[1]), png.count(area).len())
        };
        assert_eq!(seen("max"), (1, 2), "{size}");
        assert_eq!(seen("extreme"), (1, 2), "{size}");
        assert_eq!(seen("min"), (0, 1), "{size}");
        assert!(seen("count").1 > 1, "{size}");
    }
}

#[test]
fn a_picture_at_twice_the_scale_shows_the_same() {
    let folder = Folder::with("m.csv", "1,2,3\n4,5,6\n");
    let (one, described) = folder.picture("m.csv --size 450x300");
    let (two, twice) = folder.picture("m.csv --size 450x300 --scale 2");
    let colors = |png: &Png, described: &Json| {
        png.count(Area::of_plot(described))
            .into_keys()
            .collect::<Vec<_>>()
    };
    assert_eq!(colors(&one, &described), colors(&two, &twice));
    let labels = |described: &Json| -> Vec<String> {
        let ticks = at(described, "/plots/0/y/ticks").as_array().unwrap();
        ticks.iter().map(|tick| tick["label"].to_string()).collect()
    };
    assert_eq!(labels(&described), labels(&twice));
}

#[test]
fn equal_aspect_makes_square_cells() {
    let folder = Folder::with("m.csv", "1,2,3,4\n5,6,7,8\n");
    let (_, described) = folder.picture("m.csv --aspect equal");
    let area = Area::of_plot(&described);
    assert!(area.w.abs_diff(area.h * 2) <= 2, "{area:?}");
}
