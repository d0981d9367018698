//! Cells, gaps and smooth surfaces, pixel by pixel.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop at what cannot be"
)]

use cellsius::axis::{Positions, Scale};
use cellsius::color::{Colormap, Rgba};
use cellsius::figure::{
    Axis, AxisId, AxisSide, ColorRange, ColorScaleSpec, Figure, Heatmap, Layer, Plot, ReadSettings,
    Smoothing,
};
use cellsius::grid::{CellSource, Grid, NO_CELL};
use cellsius::load::{Input, Progress, open};
use cellsius::view::{Canvas, Cells, Mark, Ruler, Theme, Viewport, frame};
use serde_json::Value;

/// Pixels per point so large that no label has room: the plot fills the canvas.
const BARE: f64 = 64.0;

struct NoText;

impl Ruler for NoText {
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2] {
        [text.len() as f64 * font_px, font_px]
    }
}

/// A heatmap in greys from 0 (black) to 255 (white); its plot fills the canvas.
fn figure(heatmap: Heatmap, [x, y]: [(Scale, [f64; 2]); 2]) -> Figure {
    let axis = |(scale, range), side| Axis {
        scale,
        range,
        side,
        ..Axis::default()
    };
    Figure {
        title: None,
        axes: vec![axis(x, AxisSide::Bottom), axis(y, AxisSide::Left)],
        color_scales: vec![ColorScaleSpec {
            colormap: greys(),
            range: ColorRange::Known([0.0, 255.0]),
            ..ColorScaleSpec::default()
        }],
        plots: vec![Plot {
            x: AxisId(0),
            y: AxisId(1),
            equal_aspect: false,
            layers: vec![Layer::Heatmap(heatmap)],
            place: None,
        }],
        page: None,
        animation: None,
        warnings: Vec::new(),
    }
}

fn greys() -> Colormap {
    Colormap::from_stops("greys", vec![(0.0, Rgba::BLACK), (1.0, Rgba::WHITE)]).unwrap()
}

/// The first cells painted on a canvas of this size, in px.
fn cells(figure: &Figure, [width_px, height_px]: [u32; 2]) -> Cells {
    let canvas = Canvas {
        width_px,
        height_px,
        px_per_pt: BARE,
        theme: Theme::Light,
    };
    let frame = frame(figure, &Viewport::default(), canvas, &NoText);
    let cells = frame.items.into_iter().find_map(|item| match item.mark {
        Mark::Cells(cells) => Some(cells),
        _ => None,
    });
    let cells = cells.unwrap();
    assert_eq!([cells.rect.w, cells.rect.h], [width_px, height_px]);
    cells
}

/// Values and colours of all pixels, row by row; NaN and nothing where there is no cell.
fn pixels(cells: &Cells) -> Vec<Vec<(f64, Rgba)>> {
    let keys = cells.levels.keys(cells.key_space);
    let pixel = |row: u32, column: u32| {
        if row == NO_CELL || column == NO_CELL {
            return (f64::NAN, Rgba::TRANSPARENT);
        }
        let value = cells.source.get(row as usize, column as usize);
        let level = cells.levels.level_of(&keys, cells.key_space.key(value));
        (value, cells.levels.colors()[level])
    };
    let row = |row: &u32| {
        let columns = cells.columns.iter();
        columns.map(|column| pixel(*row, *column)).collect()
    };
    cells.rows.iter().map(row).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap().iter();
    values
        .map(|value| value.as_f64().unwrap_or(f64::NAN))
        .collect()
}

fn table(z: &Value) -> Grid {
    let rows: Vec<Vec<f64>> = z.as_array().unwrap().iter().map(numbers).collect();
    Grid::new(rows.len(), rows[0].len(), rows.concat()).unwrap()
}

/// A trace as plotly.js drew it.
fn heatmap(drawn: &Value, given: &Value) -> Heatmap {
    let positions = |centres: &Value, edges: &Value| match centres {
        Value::Null => Positions::Edges(numbers(edges).into()),
        centres => Positions::Centres(numbers(centres).into()),
    };
    let gap = |name: &str| given[name].as_f64().unwrap_or(0.0) / BARE;
    Heatmap {
        x: positions(&drawn["xcenter"], &drawn["xedges"]),
        y: positions(&drawn["ycenter"], &drawn["yedges"]),
        gap: [gap("xgap"), gap("ygap")],
        smoothing: match drawn["zsmooth"].as_str() {
            Some("best") => Smoothing::Best,
            Some("fast") => Smoothing::Fast,
            _ => Smoothing::None,
        },
        ..Heatmap::of_grid(table(&drawn["z"]))
    }
}

fn size(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// Every pixel that plotly.js 4.1.1 drew for small figures in greys.
#[test]
#[expect(clippy::print_stdout, reason = "says what was compared")]
fn pixels_are_those_of_plotly() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/plotly/cases.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("no cases beside the project, nothing compared");
        return;
    };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let mut compared = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let image = &case["images"][0];
        if !id.starts_with("I_") || !image["rows"].is_array() || id.starts_with("I_fast") {
            continue;
        }
        compare(id, case);
        compared.push(id);
    }
    println!("compared {compared:?}");
    assert!(compared.len() >= 6, "only {compared:?}");
}

fn compare(id: &str, case: &Value) {
    let (image, drawn) = (&case["images"][0], &case["traces"][0]);
    let range = |axis: &str| {
        let range = numbers(&case["axes"][axis]["range"]);
        (Scale::Linear, [range[0], range[1]])
    };
    let heatmap = heatmap(drawn, &case["input"]["data"][0]);
    let figure = figure(heatmap, [range("xaxis"), range("yaxis")]);
    let shown = pixels(&cells(&figure, [size(&image["w"]), size(&image["h"])]));
    let expected: Vec<&Vec<Value>> = image["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap())
        .collect();
    for (y, row) in shown.iter().enumerate() {
        for (x, (_, found)) in row.iter().enumerate() {
            // One pixel a cell is stretched by the browser.
            let line = expected[y * expected.len() / shown.len()];
            let wanted = line[x * line.len() / row.len()].as_str().unwrap();
            let wanted: Rgba = wanted.parse().unwrap();
            let near = |i: usize| found.0[i].abs_diff(wanted.0[i]) <= 1;
            let hidden = found.0[3] == 0 && wanted.0[3] == 0;
            assert!(
                hidden || (0..4).all(near),
                "{id}: {found} at {x}, {y}, not {wanted}"
            );
        }
    }
}

/// The ranges of axes that show all of a heatmap, y upwards.
fn whole(heatmap: &Heatmap, scale: Scale) -> [(Scale, [f64; 2]); 2] {
    [&heatmap.x, &heatmap.y].map(|positions| {
        let extent = positions.edges(scale).extent(scale);
        (scale, extent.unwrap())
    })
}

fn smooth(heatmap: Heatmap, smoothing: Smoothing) -> Heatmap {
    Heatmap {
        smoothing,
        ..heatmap
    }
}

/// Cells of 40 x 40 px, stretched as a browser stretches a picture of one pixel a cell.
#[test]
fn fast_smoothing_is_bilinear_between_the_middles_of_cells() {
    let z = [[0.0, 100.0, 50.0], [200.0, 30.0, 255.0]];
    let grid = Grid::new(2, 3, z.concat()).unwrap();
    let heatmap = smooth(Heatmap::of_grid(grid), Smoothing::Fast);
    let axes = whole(&heatmap, Scale::Linear);
    let shown = pixels(&cells(&figure(heatmap, axes), [120, 80]));
    let texel = |row: i32, column: i32| z[row.clamp(0, 1) as usize][column.clamp(0, 2) as usize];
    for (y, row) in shown.iter().enumerate() {
        for (x, (found, color)) in row.iter().enumerate() {
            let (u, v) = ((x as f64 + 0.5) / 40.0 - 0.5, 1.5 - (y as f64 + 0.5) / 40.0);
            let (left, low) = (u.floor(), v.floor());
            let (s, t) = (u - left, v - low);
            let (left, low) = (left as i32, low as i32);
            let at = |row: i32| texel(row, left) * (1.0 - s) + texel(row, left + 1) * s;
            let exact = at(low) * (1.0 - t) + at(low + 1) * t;
            assert!(
                (found - exact).abs() < 1e-9,
                "{x}, {y}: {found}, not {exact}"
            );
            assert!((f64::from(color.0[0]) - exact).abs() <= 0.51, "{x}, {y}");
        }
    }
}

/// Where pixels of one cell of a smooth heatmap are told apart, it is smooth.
fn is_smooth(heatmap: &Heatmap, scale: Scale) -> bool {
    let figure = figure(heatmap.clone(), whole(heatmap, scale));
    matches!(cells(&figure, [60, 40]).source, CellSource::Plane(_))
}

#[test]
fn fast_smoothing_needs_even_cells() {
    let heatmap = |x: &[f64]| Heatmap {
        x: Positions::Centres(x.into()),
        y: Positions::Centres([1.0, 2.0].into()),
        ..Heatmap::of_grid(Grid::new(2, x.len(), vec![1.0; 2 * x.len()]).unwrap())
    };
    let check = |x: &[f64], scale, fast: bool| {
        let heatmap = heatmap(x);
        assert!(!is_smooth(&heatmap, scale));
        let of = |smoothing| is_smooth(&smooth(heatmap.clone(), smoothing), scale);
        assert_eq!(of(Smoothing::Fast), fast, "{x:?} {scale:?}");
        assert!(of(Smoothing::Best), "{x:?} {scale:?}");
    };
    check(&[1.0, 2.0, 3.0], Scale::Linear, true);
    check(&[1.0, 2.009, 3.0], Scale::Linear, true);
    check(&[1.0, 2.011, 3.0], Scale::Linear, false);
    check(&[3.0, 2.0, 1.0], Scale::Linear, true);
    check(&[1.0, 2.0, 3.0], Scale::Log, false);
    check(&[1.0, 4.0, 5.0], Scale::Category, true);
    check(&[1.0], Scale::Linear, true);
}

#[test]
fn gaps_stay_square_and_surfaces_have_no_steps_beside_them() {
    let z = [10.0, 60.0, 110.0, 240.0, f64::NAN, 90.0, 30.0, 20.0, 200.0];
    for smoothing in [Smoothing::Fast, Smoothing::Best] {
        let grid = Grid::new(3, 3, z.to_vec()).unwrap();
        let heatmap = smooth(Heatmap::of_grid(grid), smoothing);
        let axes = whole(&heatmap, Scale::Linear);
        let shown = pixels(&cells(&figure(heatmap, axes), [300, 300]));
        for (y, row) in shown.iter().enumerate() {
            for (x, (value, color)) in row.iter().enumerate() {
                let inside = |at: usize| (100..200).contains(&at);
                // Pixels are taken at their border, or in their middle.
                let near = |at: usize| [99, 100, 199, 200].contains(&at);
                if !near(x) && !near(y) {
                    let hidden = inside(x) && inside(y);
                    assert_eq!(value.is_nan(), hidden, "{smoothing:?} {x}, {y}");
                    assert_eq!(color.0[3] == 0, hidden, "{smoothing:?} {x}, {y}");
                }
                let right = row.get(x + 1).map_or(f64::NAN, |right| right.0);
                assert!(
                    right.is_nan() || value.is_nan() || (right - value).abs() < 6.0,
                    "{smoothing:?} {x}, {y}: {value} beside {right}"
                );
            }
        }
    }
}

/// On axes of every kind, whichever way they run and however far one zooms in, a surface passes
/// through its values and rises between them.
#[test]
fn surfaces_pass_through_their_values() {
    let centres = [1.0, 2.0, 8.0, 100.0];
    let z = [0.0, 80.0, 130.0, 255.0];
    for (scale, range) in [
        (Scale::Linear, [-5.0, 140.0]),
        (Scale::Linear, [140.0, -5.0]),
        (Scale::Linear, [1.5, 9.0]),
        (Scale::Log, [0.5, 400.0]),
        (Scale::Log, [90.0, 1.7]),
        (Scale::Date, [0.0, 101.0]),
    ] {
        let heatmap = Heatmap {
            x: Positions::Centres(centres.into()),
            y: Positions::index(1),
            smoothing: Smoothing::Best,
            ..Heatmap::of_grid(Grid::new(1, 4, z.to_vec()).unwrap())
        };
        let rows = (Scale::Linear, [-0.5, 0.5]);
        let width = 4000;
        let shown = pixels(&cells(&figure(heatmap, [(scale, range), rows]), [width, 3]));
        let [from, to] = range.map(|end| scale.scale_from_data(end));
        let px = |data: f64| (scale.scale_from_data(data) - from) / (to - from) * f64::from(width);
        let values: Vec<f64> = shown[1].iter().map(|pixel| pixel.0).collect();
        let mut seen = 0;
        for (centre, z) in centres.iter().zip(z) {
            let at = px(*centre).round();
            if (0.0..f64::from(width)).contains(&at) {
                let found = values[at as usize];
                assert!(
                    (found - z).abs() < 1.0,
                    "{scale:?} {range:?} {centre}: {found}"
                );
                seen += 1;
            }
        }
        assert!(seen >= 2, "{scale:?} {range:?}");
        let up = range[0] < range[1];
        let inside: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
        assert!(
            inside.is_sorted_by(|a, b| if up { a <= b } else { a >= b }),
            "{scale:?} {range:?}"
        );
    }
}

/// Smaller than pixels on one axis: means on that axis, a surface along the other.
#[test]
fn cells_smaller_than_pixels_are_reduced_before_they_are_smoothed() {
    let z = (0..2 * 400).map(|at| {
        if at < 400 {
            0.0
        } else {
            f64::from(at % 2) * 200.0
        }
    });
    let z: Vec<f64> = z.collect();
    let heatmap = |smoothing| {
        smooth(
            Heatmap::of_grid(Grid::new(2, 400, z.clone()).unwrap()),
            smoothing,
        )
    };
    for smoothing in [Smoothing::Fast, Smoothing::Best] {
        let heatmap = heatmap(smoothing);
        let axes = whole(&heatmap, Scale::Linear);
        let shown = pixels(&cells(&figure(heatmap.clone(), axes), [100, 80]));
        for (y, row) in shown.iter().enumerate() {
            for (value, _) in row {
                let at = 1.5 - (y as f64 + 0.5) / 40.0;
                let exact = at.clamp(0.0, 1.0) * 100.0;
                assert!((value - exact).abs() <= 1.3, "{y}: {value}, not {exact}");
            }
        }
        // Smaller on both: as ever.
        let small = cells(&figure(heatmap.clone(), axes), [100, 1]);
        let plain = cells(&figure(smooth(heatmap, Smoothing::None), axes), [100, 1]);
        for (a, b) in pixels(&small)[0].iter().zip(&pixels(&plain)[0]) {
            assert_eq!(a, b);
        }
    }
}

#[test]
fn opacity_fades_cells_and_leaves_gaps() {
    let grid = Grid::new(1, 3, vec![0.0, f64::NAN, 255.0]).unwrap();
    let heatmap = Heatmap {
        opacity: 0.3,
        ..Heatmap::of_grid(grid)
    };
    let axes = whole(&heatmap, Scale::Linear);
    let shown = pixels(&cells(&figure(heatmap, axes), [3, 1]));
    let colors: Vec<Rgba> = shown[0].iter().map(|pixel| pixel.1).collect();
    // 0.3 * 255 = 76.5, up.
    assert_eq!(colors[0], Rgba([0, 0, 0, 77]));
    assert_eq!(colors[1].0[3], 0);
    assert_eq!(colors[2], Rgba([255, 255, 255, 77]));
}

/// Figures that ask for what their axes cannot have are told so.
#[test]
fn a_figure_whose_cells_are_not_even_is_not_smoothed_fast_and_says_so() {
    let check = |trace: &str, layout: &str, warns: bool| {
        let json = format!(
            r#"{{"data":[{{"type":"heatmap","z":[[1,2],[3,4]],{trace}}}],"layout":{{{layout}}}}}"#
        );
        let input = Input::Bytes {
            name: "figure.json".to_owned(),
            bytes: json.clone().into_bytes(),
        };
        let content = open(&input, &ReadSettings::default(), &Progress::new()).unwrap();
        let texts = content.warnings().iter().map(|warning| &warning.text);
        let said = texts.filter(|text| text.contains("not smoothed")).count();
        assert_eq!(said, usize::from(warns), "{json}: {:?}", content.warnings());
    };
    let log = r#""xaxis":{"type":"log"}"#;
    check(r#""zsmooth":"fast","x":[1,10]"#, log, true);
    check(r#""zsmooth":"best","x":[1,10]"#, log, false);
    check(r#""zsmooth":"fast","x":[1,10]"#, "", false);
    check(r#""zsmooth":"fast","y":[0,1,9]"#, "", true);
    check(r#""x":[1,10]"#, log, false);
}
