//! Grids keep values exact; reductions, quantiles and remembered planes against plain passes.

#[path = "truth/random.rs"]
mod random;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cellsius::grid::{CellSizes, Grid, GridBuilder, Reduction, Span, Spans, Value, reduce_plane};
use random::Random;

const NEVER: &(dyn Fn() -> bool + Sync) = &|| false;

const BEYOND_F64: i64 = (1 << 53) + 1;

fn built(rows: &[&[Value]]) -> Grid {
    let mut builder = GridBuilder::default();
    for row in rows {
        row.iter().for_each(|&value| builder.push(value));
        builder.end_row();
    }
    builder.finish()
}

fn check_built(rows: &[&[Value]], expected: &[&[Value]]) {
    let grid = built(rows);
    let found: Vec<Vec<Value>> = (0..grid.rows())
        .map(|row| {
            (0..grid.columns())
                .map(|column| grid.value(row, column))
                .collect()
        })
        .collect();
    assert_eq!(found, expected, "{rows:?}");
}

#[test]
fn rows_are_filled_and_whole_numbers_stay_exact() {
    use Value::{Float as F, Int as I, Missing as M};
    check_built(&[], &[]);
    check_built(&[&[F(1.5)]], &[&[F(1.5)]]);
    // Ragged: short rows end in missing values, whichever comes first.
    check_built(
        &[&[F(1.5)], &[F(2.0), F(3.0)]],
        &[&[F(1.5), M], &[F(2.0), F(3.0)]],
    );
    check_built(&[&[F(2.0), F(3.5)], &[]], &[&[F(2.0), F(3.5)], &[M, M]]);
    // Beyond 2^53 every digit counts, also for what was read before.
    check_built(
        &[&[I(1), M], &[I(BEYOND_F64), I(-BEYOND_F64)]],
        &[&[I(1), M], &[I(BEYOND_F64), I(-BEYOND_F64)]],
    );
    check_built(
        &[&[I(BEYOND_F64)], &[F(2.0), I(3)]],
        &[&[I(BEYOND_F64), M], &[I(2), I(3)]],
    );
    check_built(
        &[&[I(i64::MAX), I(i64::MIN + 1)]],
        &[&[I(i64::MAX), I(i64::MIN + 1)]],
    );
    // A decimal beside them makes them all floats, before or after.
    let rounded = BEYOND_F64 as f64;
    check_built(&[&[I(BEYOND_F64), F(0.5)]], &[&[F(rounded), F(0.5)]]);
    check_built(&[&[F(0.5), I(BEYOND_F64)]], &[&[F(0.5), F(rounded)]]);
    check_built(&[&[I(BEYOND_F64), F(1e300)]], &[&[F(rounded), F(1e300)]]);
    check_built(
        &[&[I(BEYOND_F64), F(f64::INFINITY)]],
        &[&[F(rounded), F(f64::INFINITY)]],
    );
    check_built(
        &[&[F(f64::NEG_INFINITY), I(BEYOND_F64)]],
        &[&[F(f64::NEG_INFINITY), F(rounded)]],
    );
    check_built(&[&[F(f64::NAN), F(0.5)]], &[&[M, F(0.5)]]);
}

/// The smallest `i64` stands for "missing" in the storage: as a value it must not vanish.
#[test]
fn the_smallest_whole_number_is_not_missing() {
    let value = built(&[&[Value::Int(i64::MIN), Value::Int(BEYOND_F64)]]).value(0, 0);
    assert_eq!(value.to_f64(), i64::MIN as f64);
}

#[test]
fn builders_count_what_is_short() {
    let mut builder = GridBuilder::with_columns(3);
    builder.push(Value::Int(1));
    assert_eq!(builder.end_row(), 2);
    (0..4).for_each(|_| builder.push(Value::Int(2)));
    assert_eq!(
        (builder.end_row(), builder.rows(), builder.columns()),
        (0, 2, 4)
    );
    // A row that nobody ended is one all the same.
    builder.push(Value::Int(3));
    let grid = builder.finish();
    assert_eq!((grid.rows(), grid.columns(), grid.cells()), (3, 4, 12));
    assert_eq!(grid.stats().missing, 6);
    assert_eq!(grid.value(9, 9), Value::Missing);
}

#[test]
fn values_must_fill_the_shape() {
    assert!(Grid::new(2, 3, vec![0.0; 5]).is_err());
    assert!(Grid::new(usize::MAX, 2, Vec::new()).is_err());
    assert!(Grid::new(0, 5, Vec::new()).is_ok());
}

fn random_values(random: &mut Random, count: usize) -> Vec<f64> {
    let value = |_| match random.below(10) {
        0 => f64::NAN,
        1 if random.chance(0.2) => f64::INFINITY,
        1 if random.chance(0.2) => f64::NEG_INFINITY,
        2 => -0.0,
        3 => 0.0,
        _ => random.between(-5.0, 5.0),
    };
    (0..count).map(value).collect()
}

#[test]
fn permilles_are_those_of_the_sorted_values() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let count = random.whole(0, 400);
        let values = random_values(&mut random, count);
        let grid = Grid::new(1, count, values.clone()).expect("one row");
        let mut sorted: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let found = grid.permilles();
        if sorted.is_empty() {
            assert!(found.is_empty(), "seed {seed}");
            continue;
        }
        assert_eq!(found.len(), 1001, "seed {seed}");
        for (permille, &found) in found.iter().enumerate() {
            let place = (sorted.len() - 1) as f64 * permille as f64 / 1000.0;
            let (low, high) = (place.floor() as usize, place.ceil() as usize);
            let expected = sorted[low] + (sorted[high] - sorted[low]) * (place - low as f64);
            assert!(
                (found - expected).abs() < 1e-12,
                "seed {seed}, {permille}: {found} {expected}"
            );
        }
        assert!(
            found.windows(2).all(|pair| pair[0] <= pair[1]),
            "seed {seed}"
        );
    }
}

#[test]
fn stats_count_every_kind() {
    let values = vec![
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -1.0,
        0.0,
        3.0,
        0.25,
    ];
    let grid = Grid::new(1, 7, values).expect("one row");
    let stats = grid.stats();
    assert_eq!((stats.missing, stats.finite, stats.not_positive), (1, 4, 2));
    assert_eq!(
        (stats.positive_infinities, stats.negative_infinities),
        (1, 1)
    );
    assert_eq!(
        (stats.extent, stats.min_positive),
        (Some([-1.0, 3.0]), Some(0.25))
    );
}

/// Runs of one to four cells from the first cell to the last.
fn random_spans(random: &mut Random, cells: usize) -> Spans {
    let sizes: Vec<f64> = (0..cells).map(|_| random.between(0.1, 1.0)).collect();
    let mut spans = Spans::with_sizes(CellSizes::Given(sizes.into()));
    let mut first = 0;
    while first < cells {
        let last = (first + random.below(4)).min(cells - 1);
        spans.push(Span {
            ends: [random.between(0.1, 1.0), random.between(0.1, 1.0)],
            ..Span::whole(first, last, random.whole(first, last))
        });
        first = last + 1;
    }
    spans
}

/// Enough cells for threads of their own, against a plane made on one.
#[test]
fn threads_change_nothing() {
    let mut random = Random::new(7);
    let (rows, columns) = (700, 800);
    let grid = Grid::new(rows, columns, random_values(&mut random, rows * columns));
    let grid = grid.expect("the values fill the shape");
    let (across, down) = (
        random_spans(&mut random, columns),
        random_spans(&mut random, rows),
    );
    for reduction in [
        Reduction::Mean,
        Reduction::Min,
        Reduction::Max,
        Reduction::Sum,
        Reduction::Count,
        Reduction::Nearest,
    ] {
        let whole = reduce_plane(&grid, &across, &down, reduction, NEVER).expect("not cancelled");
        // Row spans one by one are too few cells for a second thread.
        for (index, span) in down.as_slice().iter().enumerate() {
            let mut one = Spans::with_sizes(down.sizes().clone());
            one.push(*span);
            let row = reduce_plane(&grid, &across, &one, reduction, NEVER).expect("not cancelled");
            let width = across.len();
            let same = |(a, b): (&f64, &f64)| {
                a.to_bits() == b.to_bits()
                    || a.is_nan() && b.is_nan()
                    || reduction == Reduction::Mean && (a - b).abs() < 1e-14
            };
            let part = &whole.values()[index * width..(index + 1) * width];
            assert!(
                row.values().iter().zip(part).all(same),
                "{reduction:?}, row {index}"
            );
        }
    }
}

#[test]
fn a_sum_of_millions_loses_no_digits() {
    let (rows, columns) = (1500, 2000);
    let grid = Grid::new(rows, columns, vec![0.1; rows * columns]).expect("it is filled");
    let all = |cells: usize| {
        let mut spans = Spans::default();
        spans.push(Span::whole(0, cells - 1, 0));
        spans
    };
    let (across, down) = (all(columns), all(rows));
    let value = |reduction| {
        let plane = reduce_plane(&grid, &across, &down, reduction, NEVER).expect("not cancelled");
        plane.values()[0]
    };
    let off = value(Reduction::Sum) / 300_000.0 - 1.0;
    assert!(off.abs() < 1e-14, "{off}");
    assert_eq!(value(Reduction::Mean), 0.1);
}

#[test]
fn work_stops_when_cancelled() {
    let grid = Grid::new(1000, 10, vec![1.0; 10_000]).expect("it is filled");
    let mut random = Random::new(3);
    let (across, down) = (
        random_spans(&mut random, 10),
        random_spans(&mut random, 1000),
    );
    let asked = AtomicUsize::new(0);
    let cancel = || asked.fetch_add(1, Ordering::Relaxed) >= 5;
    let reduced = reduce_plane(&grid, &across, &down, Reduction::Mean, &cancel);
    assert!(reduced.is_err());
    assert_eq!(
        asked.load(Ordering::Relaxed),
        6,
        "nothing is done after the answer"
    );
    assert!(
        grid.plane(&across, &down, Reduction::Mean, &|| true)
            .is_err()
    );
    assert!(grid.plane(&across, &down, Reduction::Mean, NEVER).is_ok());
}

#[test]
fn planes_are_remembered_as_long_as_they_are_the_same() {
    let mut random = Random::new(4);
    let grid = Grid::new(40, 40, random_values(&mut random, 1600)).expect("it is filled");
    let (across, down) = (random_spans(&mut random, 40), random_spans(&mut random, 40));
    let plane = |reduction| grid.plane(&across, &down, reduction, NEVER);
    let first = plane(Reduction::Mean).expect("not cancelled");
    let again = plane(Reduction::Mean).expect("not cancelled");
    assert!(Arc::ptr_eq(&first, &again));
    let other = plane(Reduction::Max).expect("not cancelled");
    assert!(!Arc::ptr_eq(&first, &other));
    // Another view, another plane.
    let elsewhere = random_spans(&mut random, 40);
    let moved = grid.plane(&elsewhere, &down, Reduction::Max, NEVER);
    assert!(!Arc::ptr_eq(&other, &moved.expect("not cancelled")));
}

/// Which of min and max is farther depends on the colours; the plane stays if the choice does.
#[test]
fn an_extreme_plane_is_kept_while_the_choice_is_the_same() {
    let mut random = Random::new(5);
    let grid = Grid::new(30, 30, random_values(&mut random, 900)).expect("it is filled");
    let (across, down) = (random_spans(&mut random, 30), random_spans(&mut random, 30));
    let extreme = |takes_high: fn(f64, f64) -> bool| {
        let plane = grid.extreme_plane(&across, &down, takes_high, NEVER);
        plane.expect("not cancelled")
    };
    let farther = extreme(|low, high| high.abs() >= low.abs());
    let in_other_words = extreme(|low, high| high * high >= low * low);
    assert!(Arc::ptr_eq(&farther, &in_other_words));
    let highest = extreme(|_, _| true);
    assert!(!Arc::ptr_eq(&farther, &highest));
    let max = reduce_plane(&grid, &across, &down, Reduction::Max, NEVER).expect("not cancelled");
    let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(highest.values()), bits(max.values()));
}

/// A view that moves is made from the one before; it holds what a view from scratch holds.
#[test]
fn a_moved_plane_is_the_one_made_from_scratch() {
    let mut random = Random::new(8);
    for case in 0..60 {
        let (rows, columns) = (random.whole(1, 120), random.whole(1, 150));
        let values = random_values(&mut random, rows * columns);
        let grid = Grid::new(rows, columns, values.clone()).expect("it is filled");
        let (across, down) = (
            random_spans(&mut random, columns),
            random_spans(&mut random, rows),
        );
        let turned = random.chance(0.3);
        let part = |random: &mut Random, all: &Spans| {
            let first = random.below(all.len());
            let end = random.whole(first + 1, all.len());
            let mut spans: Vec<Span> = all.as_slice()[first..end].to_vec();
            if turned {
                spans.reverse();
            }
            let mut part = Spans::with_sizes(all.sizes().clone());
            spans.into_iter().for_each(|span| part.push(span));
            part
        };
        for step in 0..8 {
            let (x, y) = (part(&mut random, &across), part(&mut random, &down));
            for reduction in [
                Reduction::Mean,
                Reduction::Min,
                Reduction::Sum,
                Reduction::Count,
                Reduction::Nearest,
            ] {
                let moved = grid.plane(&x, &y, reduction, NEVER).expect("not cancelled");
                let fresh = reduce_plane(&grid, &x, &y, reduction, NEVER).expect("not cancelled");
                for (a, b) in moved.values().iter().zip(fresh.values()) {
                    let same = a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
                    let close = reduction == Reduction::Mean && (a - b).abs() < 1e-12;
                    assert!(
                        same || close,
                        "case {case}, step {step}, {reduction:?}: {a} {b}"
                    );
                }
                assert_eq!(moved.values().len(), fresh.values().len());
            }
        }
    }
}
