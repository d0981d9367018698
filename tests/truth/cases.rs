//! Random figures on random canvases.

use std::sync::Arc;

use cellsius::axis::{Coordinates, Positions, Scale};
use cellsius::color::{Colormap, NormKind};
use cellsius::figure::{
    Axis, AxisId, AxisSide, ColorRange, ColorScaleSpec, Figure, Heatmap, Layer, Plot,
};
use cellsius::grid::{Grid, Reduction};
use cellsius::view::{Canvas, Theme, Viewport};

use crate::random::Random;

/// One picture to make.
pub(crate) struct Case {
    pub(crate) figure: Figure,
    pub(crate) viewport: Viewport,
    pub(crate) canvas: Canvas,
}

/// Pixels per point so large that no label has room: the plot fills the canvas.
pub(crate) const BARE: f64 = 64.0;

pub(crate) const REDUCTIONS: [Reduction; 7] = [
    Reduction::Mean,
    Reduction::Min,
    Reduction::Max,
    Reduction::Extreme,
    Reduction::Sum,
    Reduction::Count,
    Reduction::Nearest,
];

/// A figure of one heatmap whose plot will fill the canvas.
pub(crate) fn figure(
    grid: Grid,
    [x, y]: [(Positions, Scale); 2],
    reduction: Reduction,
    gap_px: usize,
) -> Figure {
    let stats = *grid.stats();
    let heatmap = Heatmap {
        name: "case".to_owned(),
        x: x.0.clone(),
        y: y.0.clone(),
        reduction,
        gap: [gap_px as f64 / BARE; 2],
        ..Heatmap::of_grid(grid)
    };
    let range = if reduction.makes_new_values() {
        ColorRange::OfPicture
    } else {
        ColorRange::Known(stats.extent.filter(|e| e[0] < e[1]).unwrap_or([0.0, 1.0]))
    };
    Figure {
        title: None,
        axes: vec![axis(&x, AxisSide::Bottom), axis(&y, AxisSide::Left)],
        color_scales: vec![ColorScaleSpec {
            colormap: Colormap::named("viridis").unwrap_or_default(),
            norm: NormKind::Linear,
            range,
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

fn axis((positions, scale): &(Positions, Scale), side: AxisSide) -> Axis {
    let range = positions.edges(*scale).extent(*scale);
    Axis {
        title: String::new(),
        scale: *scale,
        range: range.filter(|r| r[0] != r[1]).unwrap_or([1.0, 10.0]),
        categories: match positions {
            Positions::Labels(labels) => Arc::clone(labels),
            _ => Arc::default(),
        },
        side,
        ..Axis::default()
    }
}

/// A canvas that is all plot.
pub(crate) fn bare_canvas(width_px: usize, height_px: usize) -> Canvas {
    Canvas {
        width_px: width_px as u32,
        height_px: height_px as u32,
        px_per_pt: BARE,
        theme: Theme::Light,
    }
}

/// Any figure there is, seen from anywhere.
pub(crate) fn case(seed: u64) -> Case {
    let mut random = Random::new(seed);
    let [columns, rows] = shape(&mut random);
    let values = values(&mut random, rows * columns);
    let grid = Grid::new(rows, columns, values).expect("the values fill the shape");
    let sides = [columns, rows].map(|count| side(&mut random, count));
    let reduction = REDUCTIONS[random.below(REDUCTIONS.len())];
    let gap = if random.chance(0.3) {
        random.whole(1, 9)
    } else {
        0
    };
    let figure = figure(grid, sides, reduction, gap);
    let ranges = figure
        .axes
        .iter()
        .map(|axis| view(&mut random, axis))
        .collect();
    let widest = if random.chance(0.1) { 700 } else { 120 };
    let canvas = bare_canvas(random.whole(1, widest), random.whole(1, 120));
    Case {
        figure,
        viewport: Viewport { ranges },
        canvas,
    }
}

fn shape(random: &mut Random) -> [usize; 2] {
    match random.below(12) {
        0 => [1, random.whole(1, 400)],
        1 => [random.whole(1, 400), 1],
        2 => [300, 300],
        3 => [1, 1],
        _ => [random.whole(1, 60), random.whole(1, 60)],
    }
}

fn values(random: &mut Random, count: usize) -> Vec<f64> {
    let kind = random.below(7);
    let missing = [0.0, 0.05, 0.5, 1.0][random.below(4)] * random.unit();
    let infinite = if random.chance(0.3) { 0.1 } else { 0.0 };
    (0..count)
        .map(|_| {
            if random.chance(missing) {
                return f64::NAN;
            }
            if random.chance(infinite) {
                return if random.chance(0.5) {
                    f64::INFINITY
                } else {
                    f64::NEG_INFINITY
                };
            }
            match kind {
                0 => random.between(-1.0, 1.0),
                1 => random.between(-1.0, 1.0) * 1e308,
                2 => (random.bits() >> 2) as f64,
                3 => 1e9 + random.between(-1.0, 1.0),
                4 => libm::pow(10.0, random.between(-300.0, 300.0)),
                5 => random.whole(0, 4) as f64 - 2.0,
                _ => [0.0, -0.0, 7.0][random.below(3)],
            }
        })
        .collect()
}

pub(crate) fn side(random: &mut Random, count: usize) -> (Positions, Scale) {
    let down = random.chance(0.4);
    let ordered = |mut list: Vec<f64>| -> Coordinates {
        if down {
            list.reverse();
        }
        list.into()
    };
    match random.below(8) {
        0 => (Positions::index(count), Scale::Linear),
        1 => {
            let step = random.between(0.1, 3.0) * if down { -1.0 } else { 1.0 };
            let start = random.between(-50.0, 50.0);
            (Positions::steps(start, step, count), Scale::Linear)
        }
        2 => (
            Positions::Centres(ordered(ascending(random, count))),
            Scale::Linear,
        ),
        3 => {
            let mut edges = ascending(random, count + 1);
            // A cell of no width at all.
            if count > 4 && random.chance(0.2) {
                edges[2] = edges[3];
            }
            (Positions::Edges(ordered(edges)), Scale::Linear)
        }
        4 => {
            // Decades, some of them under water.
            let sunk = if random.chance(0.5) {
                random.between(0.0, 3.0)
            } else {
                -1.0
            };
            let edges = ascending(random, count + 1);
            let grow = 30.0 / (edges[count] - edges[0]).max(30.0);
            let lift = edges.iter().map(|edge| {
                let up = (edge - edges[0]) * grow - sunk;
                if up > 0.0 {
                    libm::pow(10.0, up) + up
                } else {
                    up
                }
            });
            (Positions::Edges(ordered(lift.collect())), Scale::Log)
        }
        5 => {
            // Views reach three times as far, and should still be numbers.
            let most = libm::pow(10.0, 90.0 / count as f64);
            let grow = random.between(1.001, 1.6).min(most);
            let centres = (0..count).map(|i| libm::pow(grow, i as f64));
            (Positions::Centres(ordered(centres.collect())), Scale::Log)
        }
        6 => {
            let days = ascending(random, count + 1);
            let ms = days.iter().map(|day| 1.7e12 + day * 86_400_000.0);
            (Positions::Edges(ordered(ms.collect())), Scale::Date)
        }
        _ => {
            let labels = (0..count).map(|i| format!("c{i}"));
            (Positions::Labels(labels.collect()), Scale::Category)
        }
    }
}

/// Strictly ascending, with steps between 1e-3 and 10.
fn ascending(random: &mut Random, count: usize) -> Vec<f64> {
    let mut at = random.between(-100.0, 100.0);
    (0..count)
        .map(|_| {
            at += libm::pow(10.0, random.between(-3.0, 1.0));
            at
        })
        .collect()
}

/// The whole axis, a part of it, or more than it, either way round.
pub(crate) fn view(random: &mut Random, axis: &Axis) -> [f64; 2] {
    let [from, to] = axis.range.map(|end| axis.scale.scale_from_data(end));
    let at = |part: f64| axis.scale.data_from_scale(from + (to - from) * part);
    let range = match random.below(6) {
        0 | 1 => return axis.range,
        2 => [at(random.between(0.0, 0.5)), at(random.between(0.5, 1.0))],
        3 => [at(random.between(-2.0, 0.3)), at(random.between(0.7, 3.0))],
        4 => {
            let start = random.between(-0.5, 1.2);
            let width = libm::pow(10.0, random.between(-6.0, 0.5));
            [at(start), at(start + width)]
        }
        _ => [at(1.0), at(0.0)],
    };
    if random.chance(0.3) {
        [range[1], range[0]]
    } else {
        range
    }
}
