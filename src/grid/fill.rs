//! Missing cells filled from those around them.

use super::multigrid::{Cells, System};
use super::{Grid, GridBuilder, Value};

/// A grid without gaps, as far as they could be filled.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The grid; cells that had a value keep it, exact.
    pub grid: Grid,
    /// True for each cell that had none and has one now, row by row.
    pub filled: Vec<bool>,
}

/// Fills missing cells: each becomes the mean of its neighbours on the left, right, above and
/// below.
///
/// Neighbours off the grid are left out, and positions play no part: the discrete Laplace equation,
/// solved to about 1e-10 of the spread of the values around a gap. Infinities are no neighbours.
/// A gap that touches no finite value stays missing.
#[must_use]
pub fn fill_gaps(grid: &Grid) -> Filled {
    let mut values: Vec<f64> = grid.iter().collect();
    let mut filled = vec![false; values.len()];
    let shape = [grid.rows(), grid.columns()];
    let mut seen = vec![false; values.len()];
    let mut any = false;
    for start in 0..values.len() {
        if values[start].is_nan() && !seen[start] {
            let gap = Gap::around(start, shape, &values, &mut seen);
            any |= gap.fill(shape, &mut values, &mut filled);
        }
    }
    if !any {
        return Filled {
            grid: grid.clone(),
            filled,
        };
    }
    Filled {
        grid: rebuilt(grid, &values),
        filled,
    }
}

/// The grid with missing cells taken from `values`.
fn rebuilt(grid: &Grid, values: &[f64]) -> Grid {
    let columns = grid.columns();
    let mut builder = GridBuilder::with_columns(columns);
    for (row, values) in values.chunks(columns.max(1)).enumerate() {
        for (column, value) in values.iter().enumerate() {
            builder.push(match grid.value(row, column) {
                Value::Missing => Value::from_f64(*value),
                given => given,
            });
        }
        builder.end_row();
    }
    builder.finish()
}

/// Missing cells that hang together.
struct Gap {
    cells: Vec<usize>,
    /// First and last row.
    rows: [usize; 2],
    columns: [usize; 2],
    /// Lowest and highest finite value beside it; `None`: there is none.
    around: Option<[f64; 2]>,
}

/// The cells beside one, as far as they are on the grid.
fn beside(at: usize, [rows, columns]: [usize; 2]) -> impl Iterator<Item = usize> {
    let (row, column) = (at / columns.max(1), at % columns.max(1));
    [
        (column > 0).then(|| at - 1),
        (column + 1 < columns).then(|| at + 1),
        (row > 0).then(|| at - columns),
        (row + 1 < rows).then(|| at + columns),
    ]
    .into_iter()
    .flatten()
}

impl Gap {
    fn around(start: usize, shape: [usize; 2], values: &[f64], seen: &mut [bool]) -> Self {
        let columns = shape[1].max(1);
        let mut gap = Self {
            cells: vec![start],
            rows: [start / columns; 2],
            columns: [start % columns; 2],
            around: None,
        };
        seen[start] = true;
        let mut next = 0;
        while let Some(&at) = gap.cells.get(next) {
            next += 1;
            let reach = |[low, high]: [usize; 2], place: usize| [low.min(place), high.max(place)];
            gap.rows = reach(gap.rows, at / columns);
            gap.columns = reach(gap.columns, at % columns);
            for other in beside(at, shape) {
                let value = values[other];
                if value.is_nan() && !seen[other] {
                    seen[other] = true;
                    gap.cells.push(other);
                } else if value.is_finite() {
                    gap.around = Some(match gap.around {
                        None => [value; 2],
                        Some([low, high]) => [low.min(value), high.max(value)],
                    });
                }
            }
        }
        gap
    }

    /// False where nothing finite lies beside it.
    fn fill(&self, shape: [usize; 2], values: &mut [f64], filled: &mut [bool]) -> bool {
        let Some([low, high]) = self.around else {
            return false;
        };
        // Halved, as the spread of the widest values is no double.
        let spread = high / 2.0 - low / 2.0;
        let share_of = |value: f64| (value / 2.0 - low / 2.0) / spread;
        let value_of = |share: f64| (low + share * spread + share * spread).clamp(low, high);
        let shares: Vec<f64> = if spread > 0.0 {
            self.shares(shape, values, &share_of)
        } else {
            vec![0.0; self.cells.len()]
        };
        for (&at, share) in self.cells.iter().zip(shares) {
            values[at] = value_of(share);
            filled[at] = true;
        }
        true
    }

    /// For each cell where it lies between the lowest and the highest value around, 0 to 1.
    fn shares(&self, shape: [usize; 2], values: &[f64], share_of: &dyn Fn(f64) -> f64) -> Vec<f64> {
        let width = self.columns[1] - self.columns[0] + 1;
        let height = self.rows[1] - self.rows[0] + 1;
        let size = width * height;
        let (mut unknown, mut known_neighbours) = (vec![false; size], vec![0_u8; size]);
        let mut right = vec![0.0; size];
        let place = |at: usize| {
            let (row, column) = (at / shape[1], at % shape[1]);
            (row - self.rows[0]) * width + column - self.columns[0]
        };
        for &at in &self.cells {
            let here = place(at);
            unknown[here] = true;
            for other in beside(at, shape) {
                if values[other].is_finite() {
                    known_neighbours[here] += 1;
                    right[here] += share_of(values[other]);
                }
            }
        }
        if let [only] = self.cells[..] {
            let here = place(only);
            return vec![right[here] / f64::from(known_neighbours[here])];
        }
        let mut system = System::new(&Cells {
            width,
            height,
            unknown: &unknown,
            known_neighbours: &known_neighbours,
        });
        let solution = system.solve(&right, TOLERANCE);
        self.cells
            .iter()
            .map(|&at| solution.get(place(at)).copied().unwrap_or(0.0))
            .collect()
    }
}

/// Of the spread of the values around a gap.
const TOLERANCE: f64 = 1e-11;
