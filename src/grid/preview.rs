//! What is known of a view before its plane is made: planes made before, and single cells between.

use std::sync::Arc;

use super::parallel::{in_bands, processors};
use super::plane::{Remembered, lock};
use super::span::{Span, Spans};
use super::{Grid, NO_CELL, Plane, Reduction};

impl Grid {
    /// Values for these spans that a plane is about to replace: those of the planes that are
    /// remembered where they reach, elsewhere one cell out of each run.
    ///
    /// Its cost follows the number of values, whatever the size of the grid, and no file is read: of
    /// cells that stay in one those of the overview are shown. Not exact, but no value is invented:
    /// each is one of the data or of a plane. Sums and counts are scaled to the runs they stand for.
    #[must_use]
    pub fn preview(&self, columns: &Spans, rows: &Spans, reduction: Reduction) -> Plane {
        let known = lock(&self.memo().kept).clone();
        let overview = lock(&self.memo().overviews).clone();
        let sources: Vec<Source> = known
            .iter()
            .rev()
            .chain(&overview)
            .filter(|kept| kept.is_of(reduction))
            .map(|kept| Source::new(kept, columns, rows))
            .collect();
        let width = columns.len();
        let mut values = vec![f64::NAN; width * rows.len()];
        in_bands(&mut values, width, processors(), |first, band| {
            for (offset, line) in band.chunks_mut(width.max(1)).enumerate() {
                let row = first + offset;
                for (column, value) in line.iter_mut().enumerate() {
                    let known = sources.iter().find_map(|source| source.value(row, column));
                    *value = known.unwrap_or_else(|| {
                        let spans = [columns.as_slice().get(column), rows.as_slice().get(row)];
                        self.sample(spans, reduction)
                    });
                }
            }
        });
        Plane::new(rows.len(), width, values)
    }

    /// One cell, for all of its run.
    fn sample(&self, spans: [Option<&Span>; 2], reduction: Reduction) -> f64 {
        let [Some(column), Some(row)] = spans else {
            return f64::NAN;
        };
        let value = self.at_hand(row.nearest, column.nearest);
        match reduction {
            Reduction::Sum => value * count(column) * count(row),
            Reduction::Count if value.is_nan() => value,
            Reduction::Count => count(column) * count(row),
            _ => value,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "cell counts stay far below 2^53"
)]
fn count(span: &Span) -> f64 {
    span.count() as f64
}

/// A plane that is remembered, and where the spans asked for lie in it.
struct Source {
    plane: Arc<Plane>,
    /// For each span asked for that of the plane, and how many times as many cells it has.
    columns: Vec<(u32, f64)>,
    rows: Vec<(u32, f64)>,
    scaled: bool,
}

impl Source {
    fn new(kept: &Remembered, columns: &Spans, rows: &Spans) -> Self {
        Self {
            columns: places(kept.columns(), columns),
            rows: places(kept.rows(), rows),
            plane: Arc::clone(kept.plane()),
            scaled: kept.makes_new_values(),
        }
    }

    fn value(&self, row: usize, column: usize) -> Option<f64> {
        let (x, wider) = *self
            .columns
            .get(column)
            .filter(|place| place.0 != NO_CELL)?;
        let (y, taller) = *self.rows.get(row).filter(|place| place.0 != NO_CELL)?;
        let value = self.plane.row(y as usize).get(x as usize).copied()?;
        Some(if self.scaled {
            value * wider * taller
        } else {
            value
        })
    }
}

/// For each span asked for the known one that holds its middle cell.
fn places(known: &Spans, asked: &Spans) -> Vec<(u32, f64)> {
    let reversed = known.is_reversed();
    let known = known.as_slice();
    let place = |span: &Span| {
        let cell = span.nearest;
        let index = if reversed {
            known.partition_point(|known| known.first > cell)
        } else {
            known.partition_point(|known| known.last < cell)
        };
        let found = known
            .get(index)
            .filter(|known| (known.first..=known.last).contains(&cell));
        match (found, u32::try_from(index)) {
            (Some(found), Ok(index)) => (index, count(span) / count(found)),
            _ => (NO_CELL, 0.0),
        }
    };
    asked.as_slice().iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::CellSizes;

    fn spans(runs: &[[usize; 2]]) -> Spans {
        let mut spans = Spans::with_sizes(CellSizes::Even);
        for [first, last] in runs {
            spans.push(Span::whole(*first, *last, (first + last) / 2));
        }
        spans
    }

    fn grid() -> Grid {
        let values = (0..64).map(f64::from).collect();
        Grid::new(8, 8, values).unwrap()
    }

    fn values(grid: &Grid, runs: [&[[usize; 2]]; 2], reduction: Reduction) -> Vec<f64> {
        let [columns, rows] = runs.map(spans);
        grid.preview(&columns, &rows, reduction).values().to_vec()
    }

    #[test]
    fn without_planes_single_cells_are_seen() {
        let runs: [&[[usize; 2]]; 2] = [&[[0, 3], [4, 7]], &[[0, 1]]];
        assert_eq!(values(&grid(), runs, Reduction::Mean), [1.0, 5.0]);
        assert_eq!(values(&grid(), runs, Reduction::Sum), [8.0, 40.0]);
        assert_eq!(values(&grid(), runs, Reduction::Count), [8.0, 8.0]);
    }

    #[test]
    fn what_was_made_before_is_seen_where_it_reaches() {
        let grid = grid();
        for turned in [false, true] {
            let mut runs = [[0, 1], [2, 3]];
            if turned {
                runs.reverse();
            }
            let (columns, rows) = (spans(&runs), spans(&[[0, 1], [2, 3]]));
            let exact = grid
                .plane(&columns, &rows, Reduction::Max, &|| false)
                .unwrap();
            let same = grid.preview(&columns, &rows, Reduction::Max);
            assert_eq!(same.values(), exact.values());
            // Moved by two columns: what comes in is one cell out of four.
            let moved: [&[[usize; 2]]; 2] = [&[[2, 3], [4, 5]], &[[0, 1], [2, 3]]];
            let moved = values(&grid, moved, Reduction::Max);
            assert_eq!(moved, [11.0, 4.0, 27.0, 20.0]);
            // Of another rule nothing is known.
            let runs: [&[[usize; 2]]; 2] = [&[[2, 3]], &[[0, 1]]];
            assert_eq!(values(&grid, runs, Reduction::Min), [2.0]);
        }
    }

    #[test]
    fn the_widest_view_is_kept_and_sums_are_scaled() {
        let grid = grid();
        let whole = (spans(&[[0, 3], [4, 7]]), spans(&[[0, 3], [4, 7]]));
        let sum = |columns: &Spans, rows: &Spans| {
            grid.plane(columns, rows, Reduction::Sum, &|| false)
                .unwrap()
        };
        let all = sum(&whole.0, &whole.1);
        for column in 0..4 {
            sum(&spans(&[[column, column + 1]]), &spans(&[[6, 7]]));
        }
        // A quarter of the cells of the first block.
        let part: [&[[usize; 2]]; 2] = [&[[0, 1]], &[[0, 1]]];
        let quarter = all.values().first().unwrap() / 4.0;
        assert_eq!(values(&grid, part, Reduction::Sum), [quarter]);
    }
}
