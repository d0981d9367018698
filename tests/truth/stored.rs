//! The same truth whatever the numbers are stored as: every type, in blocks of any height and
//! width, in memory or not, and large enough for every level of a pyramid.

use std::ops::Range;
use std::sync::Arc;

use cellsius::axis::{Positions, Scale};
use cellsius::grid::{Block, Cells, Grid, Reduction, Store, Value};
use cellsius::render::Typesetter;
use cellsius::render::cpu::CpuPainter;
use cellsius::view::{Viewport, frame};

use crate::brute::exact_sum;
use crate::cases::{Case, REDUCTIONS, bare_canvas, figure, side, view};
use crate::painted::{check_picture, dressed, gpu};
use crate::random::Random;
use crate::ruler::FixedRuler;
use crate::seen::{Painted, Seen};

const CASES: u64 = 160;

/// A grid beside its values as they were before they were stored.
struct Stored {
    grid: Grid,
    columns: usize,
    values: Vec<Value>,
}

impl Stored {
    fn random(random: &mut Random, [rows, columns]: [usize; 2]) -> Self {
        let one_type = random.chance(0.6).then(|| random.below(TYPES));
        let (mut blocks, mut values) = (Vec::new(), Vec::new());
        let mut left = rows;
        while left > 0 {
            let most = if random.chance(0.5) {
                left
            } else {
                left.min(40)
            };
            let height = random.whole(1, most);
            left -= height;
            let narrow = random.chance(0.15);
            let width = if narrow {
                random.whole(0, columns)
            } else {
                columns
            };
            let kind = one_type.unwrap_or_else(|| random.below(TYPES));
            let cells = cells(random, kind, height * width);
            for row in 0..height {
                let exact = (row * width..(row + 1) * width).map(|index| exact(&cells, index));
                values.extend(exact);
                values.extend(std::iter::repeat_n(Value::Missing, columns - width));
            }
            blocks.push(if random.chance(0.2) {
                let store = Elsewhere {
                    height,
                    width,
                    cells,
                };
                Block::stored(Arc::new(store))
            } else {
                Block::new(height, width, cells).expect("the cells fill the block")
            });
        }
        Self {
            grid: Grid::from_blocks(columns, blocks),
            columns,
            values,
        }
    }

    fn floats(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().map(|value| value.to_f64())
    }
}

const TYPES: usize = 6;

fn cells(random: &mut Random, kind: usize, count: usize) -> Cells {
    let missing = [0.0, 0.0, 0.1, 0.9][random.below(4)];
    let infinite = [0.0, 0.02][random.below(2)];
    let wide = random.chance(0.3);
    macro_rules! whole {
        ($type:ty) => {{
            let reach = if wide { <$type>::MAX } else { 100 };
            (0..count)
                .map(|_| {
                    if random.chance(missing) {
                        <$type>::MIN
                    } else {
                        // From -reach to reach, the type's lowest left out.
                        let part = random.between(-1.0, 1.0) * reach as f64;
                        (part as $type).max(<$type>::MIN + 1)
                    }
                })
                .collect()
        }};
    }
    let mut float = |largest: f64| match random.unit() {
        part if part < missing => f64::NAN,
        part if part < missing + infinite => [f64::INFINITY, f64::NEG_INFINITY][random.below(2)],
        _ => random.between(-1.0, 1.0) * if wide { largest } else { 1.0 },
    };
    match kind {
        0 => Cells::U8((0..count).map(|_| float(1.0).to_bits() as u8).collect()),
        1 => Cells::I16(whole!(i16)),
        2 => Cells::I32(whole!(i32)),
        3 => Cells::I64(whole!(i64)),
        4 => Cells::F32((0..count).map(|_| float(3e38) as f32).collect()),
        _ => Cells::F64((0..count).map(|_| float(1e300)).collect()),
    }
}

/// One cell, said once more without the library.
fn exact(cells: &Cells, index: usize) -> Value {
    let whole = |value: i64, missing: i64| {
        if value == missing {
            Value::Missing
        } else {
            Value::Int(value)
        }
    };
    match cells {
        Cells::U8(values) => Value::Int(values[index].into()),
        Cells::I16(values) => whole(values[index].into(), i16::MIN.into()),
        Cells::I32(values) => whole(values[index].into(), i32::MIN.into()),
        Cells::I64(values) => whole(values[index], i64::MIN),
        Cells::F32(values) => Value::from_f64(values[index].into()),
        Cells::F64(values) => Value::from_f64(values[index]),
    }
}

/// Cells that are asked for piece by piece.
#[derive(Debug)]
struct Elsewhere {
    height: usize,
    width: usize,
    cells: Cells,
}

impl Store for Elsewhere {
    fn rows(&self) -> usize {
        self.height
    }

    fn columns(&self) -> usize {
        self.width
    }

    fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells {
        let places = || {
            let columns = columns.clone();
            rows.clone()
                .flat_map(move |row| columns.clone().map(move |column| row * self.width + column))
        };
        match &self.cells {
            Cells::U8(values) => Cells::U8(places().map(|at| values[at]).collect()),
            Cells::I16(values) => Cells::I16(places().map(|at| values[at]).collect()),
            Cells::I32(values) => Cells::I32(places().map(|at| values[at]).collect()),
            Cells::I64(values) => Cells::I64(places().map(|at| values[at]).collect()),
            Cells::F32(values) => Cells::F32(places().map(|at| values[at]).collect()),
            Cells::F64(values) => Cells::F64(places().map(|at| values[at]).collect()),
        }
    }

    fn trouble(&self) -> Option<String> {
        None
    }
}

fn shape(random: &mut Random) -> [usize; 2] {
    match random.below(10) {
        0 => [1, random.whole(1000, 60_000)],
        1 => [random.whole(1000, 60_000), 1],
        2 => [random.whole(1, 5), random.whole(1000, 20_000)],
        3 => [random.whole(1000, 20_000), random.whole(1, 5)],
        4 => [random.whole(500, 900), random.whole(500, 900)],
        _ => [random.whole(1, 300), random.whole(1, 300)],
    }
}

fn case(seed: u64) -> (Stored, Case) {
    let mut random = Random::new(seed + 5_000_000);
    let [rows, columns] = shape(&mut random);
    let stored = Stored::random(&mut random, [rows, columns]);
    let sides = [columns, rows].map(|count| side(&mut random, count));
    let reduction = REDUCTIONS[random.below(REDUCTIONS.len())];
    let figure = figure(stored.grid.clone(), sides, reduction, 0);
    let ranges = figure.axes.iter().map(|axis| view(&mut random, axis));
    let viewport = Viewport {
        ranges: ranges.collect(),
    };
    let canvas = bare_canvas(random.whole(1, 160), random.whole(1, 120));
    let case = Case {
        figure,
        viewport,
        canvas,
    };
    (stored, case)
}

#[test]
fn cells_are_what_they_were() {
    for seed in 0..CASES {
        let (stored, _) = case(seed);
        for (index, &expected) in stored.values.iter().enumerate() {
            let [row, column] = [index / stored.columns, index % stored.columns];
            let found = stored.grid.value(row, column);
            assert_eq!(found, expected, "seed {seed}, row {row}, column {column}");
            let [found, expected] = [stored.grid.get(row, column), expected.to_f64()];
            assert!(
                found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(),
                "seed {seed}, row {row}, column {column}: {found} instead of {expected}"
            );
        }
        let finite = || stored.floats().filter(|value| value.is_finite());
        let both = finite().map(|value| [value; 2]);
        let extent = both.reduce(|[low, high], [a, b]| [low.min(a), high.max(b)]);
        assert_eq!(stored.grid.stats().extent, extent, "seed {seed}");
    }
}

#[test]
fn every_pixel_shows_what_brute_force_shows() {
    for seed in 0..CASES {
        let (_, case) = case(seed);
        Seen::new(seed, case).check_pixels();
    }
}

/// The view moves and the reduction stays: what was made for one view must be right in the next.
#[test]
fn moved_views_show_what_brute_force_shows() {
    for seed in 0..CASES / 4 {
        let mut random = Random::new(seed + 9_000_000);
        let (_, mut case) = case(seed);
        for _ in 0..6 {
            let axes = case.figure.axes.iter().zip(&mut case.viewport.ranges);
            for (axis, range) in axes {
                let [from, to] = range.map(|end| axis.scale.scale_from_data(end));
                let px = random.whole(0, 40) as f64 - 20.0;
                let whole = if random.chance(0.5) {
                    0.0
                } else {
                    random.unit()
                };
                let by = (to - from) * (px + whole) / f64::from(case.canvas.width_px);
                let moved = [from + by, to + by].map(|end| axis.scale.data_from_scale(end));
                // Far beyond the data a log axis runs out of numbers.
                if moved.iter().all(|end| end.is_normal()) {
                    *range = moved;
                }
            }
            let next = Case {
                figure: case.figure.clone(),
                viewport: case.viewport.clone(),
                canvas: case.canvas,
            };
            Seen::new(seed, next).check_pixels();
        }
    }
}

#[test]
fn the_probe_tells_what_brute_force_finds() {
    for seed in 0..CASES {
        let (_, case) = case(seed);
        Seen::new(seed, case).check_probes();
    }
}

#[test]
fn both_painters_paint_the_colours_of_brute_force() {
    let typesetter = Typesetter::headless();
    let mut cpu = CpuPainter::with_typesetter(typesetter.clone());
    let mut gpu = gpu().map(|gpu| gpu.with_typesetter(typesetter));
    for seed in 0..CASES / 2 {
        let (_, case) = case(seed);
        let seen = Seen::new(seed, dressed(case, seed));
        let picture = cpu.paint(seen.frame());
        check_picture(seed, &seen, &picture, "CPU");
        if let Some(gpu) = &mut gpu {
            let theirs = gpu.paint(seen.frame()).expect("the adapter paints");
            assert!(picture == theirs, "seed {seed}: the painters differ");
        }
    }
}

/// Nothing is counted twice and nothing is left out, on grids of several levels.
#[test]
fn a_sum_over_all_pixels_is_the_sum_of_the_data() {
    for seed in 0..60 {
        let mut random = Random::new(seed + 7_000_000);
        let [rows, columns] = [random.whole(200, 900), random.whole(200, 900)];
        let stored = Stored::random(&mut random, [rows, columns]);
        let sides = [columns, rows].map(|count| (Positions::index(count), Scale::Linear));
        let finite = || stored.floats().filter(|value| value.is_finite());
        let figure = figure(stored.grid.clone(), sides, Reduction::Sum, 0);
        let ranges = figure.axes.iter().map(|axis| {
            let [from, to] = axis.range;
            [
                from - random.between(0.0, 9.0),
                to + random.between(0.0, 9.0),
            ]
        });
        let viewport = Viewport {
            ranges: ranges.collect(),
        };
        let canvas = bare_canvas(random.whole(1, 150), random.whole(1, 150));
        let frame = frame(&figure, &viewport, canvas, &FixedRuler);
        let painted = Painted::of(&frame);
        let all = (0..canvas.height_px)
            .flat_map(|y| (0..canvas.width_px).map(move |x| [x, y]))
            .filter_map(|[x, y]| painted.value(x, y))
            .filter(|value| value.is_finite());
        let (found, total) = (exact_sum(all), exact_sum(finite()));
        let magnitude = exact_sum(finite().map(f64::abs));
        assert!(
            (found - total).abs() <= 1e-12 * magnitude,
            "seed {seed}: {found} for {total}, on {canvas:?}"
        );
    }
}
