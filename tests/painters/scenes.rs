//! Small frames built by hand, for every painter.

use std::sync::Arc;

use cellsius::color::{ColorScale, Colormap, KeySpace, Levels, Norm, NormKind, Rgba};
use cellsius::grid::{CellSource, Grid, NO_CELL};
use cellsius::view::{Anchor, Canvas, Cells, FillRule, Frame, Item, Mark, PxRect, Theme};

/// A frame, and by how much painters may differ in it.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) frame: Frame,
    /// 0 where there are only cells and rectangles.
    pub(crate) tolerance: u8,
}

pub(crate) fn rect(x: u32, y: u32, w: u32, h: u32) -> PxRect {
    PxRect { x, y, w, h }
}

pub(crate) fn levels(range: [f64; 2], missing: Rgba) -> Arc<Levels> {
    let scale = ColorScale {
        colormap: Colormap::named("viridis").unwrap(),
        norm: Norm::new(NormKind::Linear, range, None, &[]),
        classes: None,
        missing,
        under: Some(Rgba([255, 0, 0, 128])),
        over: Some(Rgba([0, 0, 255, 77])),
    };
    Arc::new(scale.levels())
}

/// A map from nearly nothing to opaque.
pub(crate) fn translucent_levels(range: [f64; 2]) -> Arc<Levels> {
    let stops = vec![
        (0.0, Rgba([255, 200, 3, 1])),
        (1.0, Rgba([7, 100, 255, 255])),
    ];
    let scale = ColorScale {
        colormap: Colormap::from_stops("fading", stops).unwrap(),
        norm: Norm::new(NormKind::Linear, range, None, &[]),
        classes: None,
        missing: Rgba([9, 99, 199, 50]),
        under: None,
        over: None,
    };
    Arc::new(scale.levels())
}

/// Cells that fill `area` evenly.
pub(crate) fn cells(area: PxRect, grid: &Grid, levels: Arc<Levels>) -> Cells {
    let source = CellSource::Grid(grid.clone());
    let table = |length: u32, cells: usize| {
        let place = |px: u32| u64::from(px) * cells as u64 / u64::from(length);
        (0..length)
            .map(|px| u32::try_from(place(px)).unwrap())
            .collect()
    };
    Cells {
        rect: area,
        columns: table(area.w, grid.columns()),
        rows: table(area.h, grid.rows()),
        source,
        levels,
        key_space: KeySpace::of(grid.stats().extent),
    }
}

pub(crate) fn frame(size: [u32; 2], marks: Vec<Mark>) -> Frame {
    let [w, h] = size;
    let clip = rect(0, 0, w, h);
    let paper = Mark::Rect {
        rect: clip,
        fill: Rgba::rgb(250, 251, 252),
    };
    let item = |mark| Item { clip, mark };
    Frame {
        canvas: Canvas {
            width_px: w,
            height_px: h,
            px_per_pt: 1.0,
            theme: Theme::Light,
        },
        items: std::iter::once(paper).chain(marks).map(item).collect(),
        plots: Vec::new(),
        colorbars: Vec::new(),
        page: None,
    }
}

/// Values between 0 and 1 that look like nothing in particular.
pub(crate) fn noise(rows: usize, columns: usize) -> Grid {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    Grid::new(rows, columns, (0..rows * columns).map(|_| next()).collect()).unwrap()
}

pub(crate) fn odd_values() -> Grid {
    let values = vec![
        f64::NAN,
        f64::NEG_INFINITY,
        f64::INFINITY,
        1e308,
        -1e308,
        0.0,
        -0.0,
        5e-324,
        f64::MIN_POSITIVE,
        1.0,
        0.999_999_999,
        f64::MAX,
    ];
    Grid::new(3, 4, values).unwrap()
}

pub(crate) fn text(at: [f64; 2], anchor: Anchor, angle: f64, text: &str) -> Mark {
    Mark::Text {
        at,
        anchor,
        angle,
        text: text.to_owned(),
        font_px: 13.0,
        face: cellsius::figure::Typeface::Inter,
        color: Rgba::rgb(31, 37, 46),
    }
}

pub(crate) fn scenes() -> Vec<Scene> {
    let mut scenes = cell_scenes();
    scenes.extend(table_scenes());
    scenes.extend(mark_scenes());
    scenes.extend(area_scenes());
    scenes
}

fn exact(name: &'static str, frame: Frame) -> Scene {
    Scene {
        name,
        frame,
        tolerance: 0,
    }
}

fn cell_scenes() -> Vec<Scene> {
    let opaque = || levels([0.0, 1.0], Rgba::TRANSPARENT);
    let scene = |name, rows, columns, levels: Arc<Levels>| {
        let cells = cells(rect(3, 5, 90, 50), &noise(rows, columns), levels);
        exact(name, frame([100, 60], vec![Mark::Cells(cells)]))
    };
    let odd = |name, levels| {
        let cells = cells(rect(0, 0, 40, 30), &odd_values(), levels);
        exact(name, frame([40, 30], vec![Mark::Cells(cells)]))
    };
    vec![
        scene("one cell", 1, 1, opaque()),
        scene("3 x 2", 3, 2, opaque()),
        scene("a cell a pixel", 50, 90, opaque()),
        scene("more cells than pixels", 500, 700, opaque()),
        scene("100000 x 1", 100_000, 1, opaque()),
        scene("1 x 100000", 1, 100_000, opaque()),
        scene("20000 x 3", 20_000, 3, opaque()),
        scene("translucent", 13, 17, translucent_levels([0.0, 1.0])),
        scene("all under", 4, 4, levels([2.0, 3.0], Rgba::BLACK)),
        scene("all over", 4, 4, levels([-3.0, -2.0], Rgba::BLACK)),
        odd("odd values", levels([0.0, 1.0], Rgba::rgb(1, 2, 3))),
        odd(
            "odd values, wide range",
            levels([-1e308, 1e308], Rgba([1, 2, 3, 4])),
        ),
        odd("odd values, translucent", translucent_levels([0.0, 1e-300])),
    ]
}

/// Cells with tables that are not even.
fn table_scenes() -> Vec<Scene> {
    let opaque = || levels([0.0, 1.0], Rgba::TRANSPARENT);
    let with = |name, change: &dyn Fn(&mut Cells)| {
        let mut cells = cells(rect(10, 10, 60, 40), &noise(8, 12), opaque());
        change(&mut cells);
        exact(name, frame([80, 60], vec![Mark::Cells(cells)]))
    };
    let gaps = |table: &[u32]| {
        let gap = |(px, cell): (usize, &u32)| if px % 5 == 0 { NO_CELL } else { *cell };
        table.iter().enumerate().map(gap).collect()
    };
    let half_clipped = {
        let cells = cells(rect(10, 10, 60, 40), &noise(8, 12), opaque());
        let mut frame = frame([80, 60], vec![Mark::Cells(cells)]);
        frame.items[1].clip = rect(20, 0, 33, 21);
        exact("clipped", frame)
    };
    let overlapping = {
        let below = cells(rect(0, 0, 50, 50), &noise(7, 7), opaque());
        let above = cells(
            rect(20, 10, 60, 50),
            &noise(9, 5),
            translucent_levels([0.0, 1.0]),
        );
        Scene {
            // Graphics devices differ in how they round what they blend.
            tolerance: 1,
            ..exact(
                "two over another",
                frame([80, 60], vec![Mark::Cells(below), Mark::Cells(above)]),
            )
        }
    };
    vec![
        with("gaps", &|cells| {
            cells.columns = gaps(&cells.columns);
            cells.rows = gaps(&cells.rows);
        }),
        with("reversed", &|cells| {
            cells.columns = cells.columns.iter().rev().copied().collect();
            cells.rows = cells.rows.iter().rev().copied().collect();
        }),
        with("nothing but gaps", &|cells| {
            cells.rows = vec![NO_CELL; 40].into()
        }),
        with("tables too short", &|cells| cells.rows = vec![1; 7].into()),
        with("tables too long", &|cells| {
            cells.columns = vec![2; 700].into()
        }),
        with("places outside the source", &|cells| {
            cells.columns = (0..60).map(|px| px * 1000).collect();
            cells.levels = levels([0.0, 1.0], Rgba::rgb(200, 0, 200));
        }),
        with("beyond the canvas", &|cells| {
            cells.rect = rect(50, 40, 60, 40);
        }),
        with("no pixels", &|cells| {
            cells.rect = rect(50, 40, 0, 0);
        }),
        half_clipped,
        overlapping,
    ]
}

/// Areas and lines with smooth edges, translucent ones among them.
fn area_scenes() -> Vec<Scene> {
    let near = |name, marks| Scene {
        name,
        frame: frame([90, 70], marks),
        tolerance: 1,
    };
    let faint = Rgba([20, 60, 200, 90]);
    let area = |rings: Vec<Vec<[f64; 2]>>, rule| Mark::Area {
        rings,
        rule,
        color: faint,
    };
    let star: Vec<[f64; 2]> = (0..5)
        .map(|corner| f64::from(corner) * 144.0_f64.to_radians())
        .map(|turn| [45.0 + 30.3 * libm::sin(turn), 35.0 - 30.3 * libm::cos(turn)])
        .collect();
    let moon = (0..40).map(f64::from).map(|step| {
        let (turn, radius) = (step / 5.0, 10.0 + step / 2.0);
        [
            45.2 + radius * libm::cos(turn),
            35.1 + radius * libm::sin(turn),
        ]
    });
    let lines = |closed, width| Mark::Path {
        runs: vec![
            vec![[10.5, 10.5], [70.2, 12.0], [20.0, 60.0], [24.0, 58.0]],
            vec![[80.0, 5.0], [80.0, 60.0]],
        ],
        closed,
        width,
        color: faint,
    };
    let far = vec![
        [-1e300, 20.0],
        [1e300, 20.0],
        [45.0, f64::NAN],
        [1e300, 1e300],
    ];
    vec![
        near("star", vec![area(vec![star.clone()], FillRule::NonZero)]),
        near("hollow star", vec![area(vec![star], FillRule::EvenOdd)]),
        near(
            "spiral",
            vec![area(vec![moon.collect()], FillRule::NonZero)],
        ),
        near("far corners", vec![area(vec![far], FillRule::NonZero)]),
        near(
            "no corners",
            vec![area(vec![vec![], vec![[1.0, 2.0]]], FillRule::EvenOdd)],
        ),
        near("thin line", vec![lines(false, 0.4)]),
        near("thick lines", vec![lines(false, 9.0), lines(true, 3.0)]),
    ]
}

fn mark_scenes() -> Vec<Scene> {
    let near = |name, frame| Scene {
        name,
        frame,
        tolerance: 1,
    };
    let path = |points: Vec<[f64; 2]>, width, color| Mark::Path {
        runs: vec![points],
        closed: false,
        width,
        color,
    };
    let red = Rgba([200, 20, 40, 180]);
    let wave = (0..90).map(|x| [f64::from(x), 30.0 + 20.0 * libm::sin(f64::from(x) / 9.0)]);
    let words = vec![
        text([10.0, 10.0], Anchor::LEFT, 0.0, "Quantile −1.5×10⁻³"),
        text([100.0, 40.0], Anchor::CENTER, 0.0, "two\nlines of words"),
        text([20.3, 130.7], Anchor::LEFT, -90.0, "upwards"),
        text([50.5, 60.5], Anchor::LEFT, 90.0, "downwards"),
        text([80.0, 70.0], Anchor::LEFT, 30.0, "askew, as labels"),
        text([190.0, 140.0], Anchor([1.0, 1.0]), 0.0, "▲▼ µm Größe Ж"),
    ];
    let rects = vec![
        Mark::Rect {
            rect: rect(1, 2, 30, 20),
            fill: Rgba::rgb(1, 2, 3),
        },
        Mark::Rect {
            rect: rect(10, 10, 30, 40),
            fill: Rgba([200, 100, 50, 99]),
        },
        Mark::Rect {
            rect: rect(35, 5, 1, 45),
            fill: Rgba([0, 0, 0, 1]),
        },
        Mark::Rect {
            rect: rect(50, 50, 0, 0),
            fill: Rgba::BLACK,
        },
    ];
    vec![
        exact("rectangles", frame([60, 60], rects)),
        near("words", frame([200, 150], words)),
        near(
            "paths",
            frame(
                [100, 60],
                vec![
                    path(wave.collect(), 1.5, red),
                    path(vec![[10.5, 0.0], [10.5, 60.0]], 1.0, Rgba::BLACK),
                    path(vec![[-1e300, 3.0], [1e300, 57.0]], 3.0, red),
                    path(vec![[5.0, 5.0], [f64::NAN, 1.0], [9.0, 9.0]], 1.0, red),
                    path(vec![[1.0, 1.0]], 1.0, red),
                ],
            ),
        ),
    ]
}
