//! The inner loops, a few milliseconds each: `cargo bench --bench inner`.
//!
//! All of it through the library's public functions, on memory that is warm.
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be")]

#[path = "common/hills.rs"]
mod hills;

use std::fmt::Write;

use cellsius::color::{ColorScale, Colormap, KeySpace, Norm, NormKind, Rgba};
use cellsius::figure::ReadSettings;
use cellsius::grid::{Grid, Reduction, Span, Spans};
use cellsius::load::{Input, Progress, load};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use hills::hills;

/// Samples of each.
const SAMPLES: u32 = 25;

fn main() {
    // `cargo test --benches` only wants to see it start.
    if std::env::args().any(|argument| argument == "--bench") {
        divan::Divan::from_args().sample_count(SAMPLES).main();
    }
}

/// Texts of numbers: what the number parser meets.
const TEXTS: [&str; 5] = [
    "digits-1",
    "digits-3",
    "six-digits",
    "seventeen-digits",
    "quoted",
];

/// A table of 2000 rows, its lines cut, its numbers parsed, its cells stored.
#[divan::bench(args = TEXTS)]
fn read_csv(bencher: Bencher<'_, '_>, text: &str) {
    time_reading(bencher, csv(text, 2000, 200));
}

/// As many cells in lines of another length: what cutting costs.
#[divan::bench(args = [2, 20, 2000, 200_000])]
fn cut_lines(bencher: Bencher<'_, '_>, columns: usize) {
    time_reading(bencher, csv("six-digits", 400_000 / columns, columns));
}

fn time_reading(bencher: Bencher<'_, '_>, bytes: Vec<u8>) {
    let length = bytes.len();
    let input = Input::Bytes {
        name: "t.csv".to_owned(),
        bytes,
    };
    bencher.counter(BytesCount::new(length)).bench_local(|| {
        load(
            black_box(&input),
            &ReadSettings::default(),
            &Progress::new(),
        )
        .unwrap()
    });
}

fn csv(text: &str, rows: usize, columns: usize) -> Vec<u8> {
    let mut out = String::new();
    for (row, values) in hills(rows, columns).enumerate() {
        for (column, value) in values.into_iter().enumerate() {
            let end = if column + 1 == columns { '\n' } else { ',' };
            match text {
                "digits-1" => write!(out, "{}{end}", (row * 7 + column) % 10),
                "digits-3" => write!(out, "{}{end}", (row * 7 + column) % 1000),
                "six-digits" => write!(out, "{value:.4}{end}"),
                "seventeen-digits" => write!(out, "{value:.16}{end}"),
                _ => write!(out, "\"{value:.4}\"{end}"),
            }
            .unwrap();
        }
    }
    out.into_bytes()
}

const SIDE: usize = 1536;

/// A grid nobody has looked at, with its statistics made; `missing` of 16 cells are missing.
fn grid(missing: usize) -> Grid {
    let mut values: Vec<f64> = hills(SIDE, SIDE).flatten().collect();
    for (index, value) in values.iter_mut().enumerate() {
        if (index * 7 + index / SIDE * 3) % 16 < missing {
            *value = f64::NAN;
        }
    }
    let grid = Grid::new(SIDE, SIDE, values).unwrap();
    let _made = grid.stats();
    grid
}

/// Runs of `size` cells, the first at `start`.
fn runs(start: usize, size: usize) -> Spans {
    let mut spans = Spans::default();
    for first in (start..SIDE - size).step_by(size) {
        spans.push(Span::whole(first, first + size - 1, first + size / 2));
    }
    spans
}

const CASES: [(Reduction, usize, usize); 6] = [
    (Reduction::Mean, 3, 0),
    (Reduction::Mean, 3, 2),
    (Reduction::Max, 3, 0),
    (Reduction::Max, 3, 2),
    (Reduction::Mean, 17, 0),
    (Reduction::Max, 17, 0),
];

/// A view that was not seen before, of a grid that was: `(rule, cells along a pixel, missing of 16)`.
#[divan::bench(args = CASES)]
fn reduce_again(bencher: Bencher<'_, '_>, (reduction, size, missing): (Reduction, usize, usize)) {
    let grid = grid(missing);
    let rows = runs(0, size);
    let mut start = 0;
    let plane = |start| {
        grid.plane(&runs(start, size), &rows, reduction, &|| false)
            .unwrap()
    };
    black_box(plane(size - 1));
    bencher
        .counter(ItemsCount::new(SIDE * SIDE))
        .bench_local(|| {
            start = (start + 1) % 97;
            plane(black_box(start))
        });
}

/// The first view of a grid, with whatever is made once for it.
#[divan::bench(args = CASES, sample_count = 10, sample_size = 1)]
fn reduce_first(bencher: Bencher<'_, '_>, (reduction, size, missing): (Reduction, usize, usize)) {
    let spans = runs(0, size);
    bencher
        .counter(ItemsCount::new(SIDE * SIDE))
        .with_inputs(|| grid(missing))
        .bench_local_values(|grid| grid.plane(&spans, &spans, reduction, &|| false).unwrap());
}

/// Colours of a row of pixels.
#[divan::bench(args = ["linear", "quantile"])]
fn look_colours_up(bencher: Bencher<'_, '_>, norm: &str) {
    let values: Vec<f64> = hills(1, 1 << 16).flatten().collect();
    let extent = [-30.0, 40.0];
    let permilles: Vec<f64> = (0..=1000)
        .map(|part| extent[0] + 0.07 * f64::from(part))
        .collect();
    let kind = if norm == "linear" {
        NormKind::Linear
    } else {
        NormKind::Quantile
    };
    let scale = ColorScale {
        colormap: Colormap::named("viridis").unwrap(),
        norm: Norm::new(kind, extent, None, &permilles),
        classes: None,
        missing: Rgba::TRANSPARENT,
        under: None,
        over: None,
    };
    let lookup = scale.levels().lookup(KeySpace::of(Some(extent)));
    bencher
        .counter(ItemsCount::new(values.len()))
        .bench_local(|| {
            let colours = values
                .iter()
                .map(|value| u32::from_ne_bytes(lookup.color(*value).0));
            colours.fold(0, u32::wrapping_add)
        });
}
