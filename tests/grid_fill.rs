//! Gaps are filled with the solution of the discrete Laplace equation.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop at what cannot be"
)]

use cellsius::grid::{Grid, GridBuilder, Value, fill_gaps};

fn grid(rows: &[&[f64]]) -> Grid {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut builder = GridBuilder::with_columns(columns);
    for row in rows {
        row.iter()
            .for_each(|value| builder.push(Value::from_f64(*value)));
        builder.end_row();
    }
    builder.finish()
}

const GAP: f64 = f64::NAN;

fn values(grid: &Grid) -> Vec<f64> {
    grid.iter().collect()
}

/// Fills what `hide` hides of `f`, and compares with `f`.
fn restores(shape: [usize; 2], f: impl Fn(f64, f64) -> f64, hide: impl Fn(usize, usize) -> bool) {
    let [rows, columns] = shape;
    let cells = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let whole: Vec<f64> = cells()
        .map(|(row, column)| f(column as f64, row as f64))
        .collect();
    let given = cells().zip(&whole);
    let given = given.map(|((row, column), value)| if hide(row, column) { GAP } else { *value });
    let filled = fill_gaps(&Grid::new(rows, columns, given.collect()).unwrap());
    let stats = Grid::new(rows, columns, whole.clone()).unwrap();
    let [low, high] = stats.stats().extent.unwrap();
    for ((row, column), (found, whole)) in cells().zip(filled.grid.iter().zip(&whole)) {
        let off = (found - whole).abs() / (high - low);
        assert!(
            off <= 1e-9,
            "row {row}, column {column}: {found}, not {whole} ({off:e})"
        );
        assert_eq!(filled.filled[row * columns + column], hide(row, column));
    }
}

#[test]
fn single_gaps_are_the_mean_of_their_neighbours() {
    let filled = fill_gaps(&grid(&[&[1.0, 2.0], &[GAP, 4.0], &[1.0, 2.0]]));
    assert_eq!(values(&filled.grid), [1.0, 2.0, 2.0, 4.0, 1.0, 2.0]);
    assert_eq!(filled.filled, [false, false, true, false, false, false]);
}

#[test]
fn gaps_in_a_line_are_filled_linearly() {
    let filled = fill_gaps(&grid(&[&[5.0, GAP, GAP, GAP, GAP, GAP, 1.0]]));
    let exact = [5.0, 13.0 / 3.0, 11.0 / 3.0, 3.0, 7.0 / 3.0, 5.0 / 3.0, 1.0];
    for (found, exact) in filled.grid.iter().zip(exact) {
        assert!((found - exact).abs() < 1e-9, "{found}, not {exact}");
    }
}

#[test]
fn planes_and_harmonic_functions_come_back() {
    let disc = |row: usize, column: usize| {
        let (x, y) = (column as f64 - 40.0, row as f64 - 30.0);
        x * x + y * y < 600.0
    };
    restores([60, 80], |x, y| 3.0 * x - 2.0 * y + 7.0, disc);
    restores([60, 80], |x, y| x * x - y * y, disc);
    restores([60, 80], |x, y| x * y * (x * x - y * y), disc);
    // cosh(k) = 2 - cos(w): exactly harmonic on the lattice.
    let w = 0.21_f64;
    let k = (2.0 - w.cos()).acosh();
    restores([60, 80], |x, y| (w * x).cos() * (k * y).exp(), disc);
}

/// A hole of many turns, and one that nearly fills the grid.
#[test]
fn odd_holes_come_back() {
    let combs = |row: usize, column: usize| {
        row > 0
            && column > 0
            && row < 99
            && column < 120
            && (!column.is_multiple_of(4) || row % 20 == 1)
    };
    restores([100, 121], |x, y| x - 3.0 * y, combs);
    let scattered = |row: usize, column: usize| {
        let border = row == 0 || column == 0 || row == 149 || column == 149;
        !border && !(row * 7919 + column * 104_729).is_multiple_of(97)
    };
    restores([150, 150], |x, y| 2.0 * x + y, scattered);
}

/// The border of the grid takes no part: what lies beyond is left out.
#[test]
fn gaps_at_the_border_have_fewer_neighbours() {
    let filled = fill_gaps(&grid(&[
        &[GAP, GAP, 3.0],
        &[GAP, 1.0, 2.0],
        &[4.0, GAP, GAP],
    ]));
    let z = values(&filled.grid);
    let check = |at: usize, neighbours: &[usize]| {
        let sum: f64 = neighbours.iter().map(|at| z[*at]).sum();
        let mean = sum / neighbours.len() as f64;
        assert!((z[at] - mean).abs() < 1e-9, "{at}: {z:?}");
    };
    check(0, &[1, 3]);
    check(1, &[0, 2, 4]);
    check(3, &[0, 4, 6]);
    check(7, &[4, 6, 8]);
    check(8, &[5, 7]);
}

#[test]
fn a_grid_without_values_stays_missing() {
    for shape in [[0, 0], [0, 3], [3, 0], [1, 1], [4, 5]] {
        let [rows, columns] = shape;
        let filled = fill_gaps(&Grid::new(rows, columns, vec![GAP; rows * columns]).unwrap());
        assert!(filled.grid.iter().all(f64::is_nan), "{shape:?}");
        assert!(filled.filled.iter().all(|filled| !filled), "{shape:?}");
    }
}

#[test]
fn infinities_are_kept_and_are_no_neighbours() {
    let infinity = f64::INFINITY;
    let filled = fill_gaps(&grid(&[&[
        1.0, GAP, infinity, GAP, -infinity, GAP, GAP, 3.0,
    ]]));
    let z = values(&filled.grid);
    assert_eq!(z[..3], [1.0, 1.0, infinity]);
    assert!(z[3].is_nan() && !filled.filled[3]);
    assert_eq!(z[4..], [-infinity, 3.0, 3.0, 3.0]);
}

#[test]
fn extreme_values_do_not_overflow() {
    let filled = fill_gaps(&grid(&[&[f64::MAX, GAP, f64::MIN], &[GAP, GAP, GAP]]));
    let z = values(&filled.grid);
    assert!(z.iter().all(|value| value.is_finite()), "{z:?}");
    assert!(
        z[1].abs() <= 1e-9 * f64::MAX && z[3] > 0.0 && z[5] < 0.0,
        "{z:?}"
    );
}

#[test]
fn given_values_stay_exact() {
    let mut builder = GridBuilder::with_columns(3);
    let wide = (1_i64 << 60) + 1;
    for value in [Value::Int(wide), Value::Missing, Value::Int(wide)] {
        builder.push(value);
    }
    let filled = fill_gaps(&builder.finish());
    assert_eq!(filled.grid.value(0, 0).to_f64(), wide as f64);
    assert_eq!(filled.grid.value(0, 1).to_f64(), wide as f64);
}

/// A hole of a million cells, made twice.
#[test]
fn large_holes_are_filled_alike_every_time() {
    let size = 400;
    let value = |row: usize, column: usize| {
        let known = (row * size + column).is_multiple_of(7919);
        if known {
            ((row * 31 + column * 17) % 101) as f64
        } else {
            GAP
        }
    };
    let cells = (0..size).flat_map(|row| (0..size).map(move |column| value(row, column)));
    let grid = Grid::new(size, size, cells.collect()).unwrap();
    let (once, twice) = (fill_gaps(&grid), fill_gaps(&grid));
    let z = values(&once.grid);
    assert_eq!(z, values(&twice.grid));
    let mut worst: f64 = 0.0;
    for at in 0..z.len() {
        if !once.filled[at] {
            continue;
        }
        let (row, column) = (at / size, at % size);
        let mut near = Vec::new();
        if column > 0 {
            near.push(z[at - 1]);
        }
        if column + 1 < size {
            near.push(z[at + 1]);
        }
        if row > 0 {
            near.push(z[at - size]);
        }
        if row + 1 < size {
            near.push(z[at + size]);
        }
        let mean = near.iter().sum::<f64>() / near.len() as f64;
        worst = worst.max((z[at] - mean).abs());
    }
    assert!(worst <= 1e-9 * 100.0, "{worst:e}");
}

/// As plotly.js 4.1.1 filled them, which stops a little before the solution.
#[test]
#[expect(clippy::print_stdout, reason = "says what was compared")]
fn figures_are_filled_as_plotly_fills_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/plotly/cases.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("no cases beside the project, nothing compared");
        return;
    };
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut compared = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let given = case["input"]["data"].as_array().unwrap();
        for (given, drawn) in given.iter().zip(case["traces"].as_array().unwrap()) {
            if given["connectgaps"] == true && drawn["type"] == "heatmap" {
                let id = case["id"].as_str().unwrap();
                if agrees(id, &given["z"], &drawn["z"]) {
                    compared.push(id);
                }
            }
        }
    }
    println!("compared {compared:?}");
    assert!(compared.len() >= 6, "only {compared:?}");
}

fn table(z: &serde_json::Value) -> Option<Grid> {
    let rows = z.as_array()?;
    let rows: Option<Vec<Vec<f64>>> = rows
        .iter()
        .map(|row| {
            Some(
                row.as_array()?
                    .iter()
                    .map(|z| z.as_f64().unwrap_or(GAP))
                    .collect(),
            )
        })
        .collect();
    Some(grid(&rows?.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

/// False if the case is no plain table of numbers.
fn agrees(id: &str, given: &serde_json::Value, drawn: &serde_json::Value) -> bool {
    let (Some(given), Some(drawn)) = (table(given), table(drawn)) else {
        return false;
    };
    if [given.rows(), given.columns()] != [drawn.rows(), drawn.columns()] {
        return false;
    }
    let filled = fill_gaps(&given).grid;
    let [low, high] = drawn.stats().extent.unwrap();
    for (found, drawn) in filled.iter().zip(drawn.iter()) {
        let off = (found - drawn).abs() / (high - low);
        assert!(off <= 0.005, "{id}: {found}, not {drawn}");
    }
    true
}
