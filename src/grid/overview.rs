//! A few cells of a grid that stays in a file, kept in memory for what must not wait for the file.

use super::block::CELLS_AT_A_TIME;
use super::parallel::{in_bands, processors};
use super::{Grid, Run};

/// Every so manyth row and column of a grid.
#[derive(Debug)]
pub(super) struct Overview {
    shift: [u32; 2],
    columns: usize,
    values: Vec<f64>,
}

/// Cells of an overview at most.
pub const OVERVIEW_CELLS: usize = 1 << 20;

/// Cells of a row that are farther apart are read one by one.
const FAR: usize = 64;

/// Takes every other of so many columns and rows, and so on of what is left, always of the longer
/// side, until no more than `most` cells remain. Answers how often each side was halved.
#[must_use]
pub fn thinned(cells: [usize; 2], most: usize) -> [u32; 2] {
    let mut shift = [0, 0];
    loop {
        let [columns, rows] = remaining(cells, shift);
        if columns.saturating_mul(rows) <= most.max(1) {
            return shift;
        }
        shift[usize::from(rows > columns)] += 1;
    }
}

/// Columns and rows that remain where each side is halved so often.
#[must_use]
pub fn remaining(cells: [usize; 2], shift: [u32; 2]) -> [usize; 2] {
    [0, 1].map(|axis: usize| (cells[axis].saturating_sub(1) >> shift[axis]) + 1)
}

/// The cell shown for one that remains: the middle of those it stands for.
#[must_use]
pub fn middle(remaining: usize, shift: u32, cells: usize) -> usize {
    ((remaining << shift) + ((1 << shift) >> 1)).min(cells.saturating_sub(1))
}

impl Overview {
    fn of(grid: &Grid) -> Self {
        let cells = [grid.columns(), grid.rows()];
        let shift = thinned(cells, OVERVIEW_CELLS);
        let [columns, rows] = remaining(cells, shift);
        let mut values = vec![f64::NAN; columns * rows];
        in_bands(&mut values, columns, processors(), |first, lines| {
            for (row, line) in (first..).zip(lines.chunks_mut(columns)) {
                read_line(grid, middle(row, shift[1], cells[1]), shift[0], line);
            }
        });
        Self {
            shift,
            columns,
            values,
        }
    }

    /// The cell that stands for this one.
    fn value(&self, row: usize, column: usize) -> f64 {
        let [x, y] = [column >> self.shift[0], row >> self.shift[1]];
        let place = y.saturating_mul(self.columns).saturating_add(x);
        self.values
            .get(place)
            .filter(|_| x < self.columns)
            .copied()
            .unwrap_or(f64::NAN)
    }
}

/// Every so manyth cell of a row.
fn read_line(grid: &Grid, row: usize, shift: u32, line: &mut [f64]) {
    let shown = |place: usize| middle(place, shift, grid.columns());
    if 1 << shift > FAR {
        for (place, value) in line.iter_mut().enumerate() {
            *value = grid.get(row, shown(place));
        }
        return;
    }
    let step = (CELLS_AT_A_TIME >> shift).max(1);
    for (part, values) in line.chunks_mut(step).enumerate() {
        let places = part * step..part * step + values.len();
        let first = shown(places.start);
        let end = shown(places.end.saturating_sub(1)) + 1;
        grid.visit(row..row + 1, first..end, &mut |_, run: Run<'_>| {
            for (value, place) in values.iter_mut().zip(places.clone()) {
                let at = shown(place) - first;
                if at < run.len() {
                    *value = run.value(at).to_f64();
                }
            }
        });
    }
}

impl Grid {
    /// Reads an overview if some cells stay in a file, once: [`Grid::at_hand`] looks into it. Takes
    /// as long as reading a million cells here and there.
    pub fn prepare_overview(&self) {
        if !self.is_in_memory() {
            let _made = self.overview_cell().get_or_init(|| Overview::of(self));
        }
    }

    /// A value near a cell that can be told without reading a file: the cell's own where all cells
    /// are in memory, else that of the overview; NaN where there is none.
    #[must_use]
    pub fn at_hand(&self, row: usize, column: usize) -> f64 {
        if self.is_in_memory() {
            return self.get(row, column);
        }
        let overview = self.overview_cell().get();
        overview.map_or(f64::NAN, |overview| overview.value(row, column))
    }

    /// True if [`Grid::at_hand`] tells values.
    #[must_use]
    pub fn has_at_hand(&self) -> bool {
        self.is_in_memory() || self.overview_cell().get().is_some()
    }

    /// True if [`Grid::at_hand`] tells each cell's own value.
    #[must_use]
    pub fn is_at_hand(&self) -> bool {
        let whole = |overview: &Overview| overview.shift == [0, 0];
        self.is_in_memory() || self.overview_cell().get().is_some_and(whole)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::grid::{Block, CellSizes, Cells, Reduction, Span, Spans, Store};

    #[derive(Debug)]
    struct Counted([usize; 2]);

    fn counted(row: usize, column: usize) -> f64 {
        (row * 1_000_000 + column) as f64
    }

    impl Store for Counted {
        fn rows(&self) -> usize {
            self.0[0]
        }

        fn columns(&self) -> usize {
            self.0[1]
        }

        fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells {
            assert!(rows.len() * columns.len() <= CELLS_AT_A_TIME);
            let row = |row| columns.clone().map(move |column| counted(row, column));
            Cells::F64(rows.flat_map(row).collect())
        }

        fn trouble(&self) -> Option<String> {
            None
        }
    }

    #[test]
    fn an_overview_is_every_so_manyth_cell() {
        for shape in [
            [3, 5],
            [2000, 3000],
            [1, 30_000_000],
            [300, 900_000],
            [3_000_000, 2],
        ] {
            let grid = Grid::from_blocks(shape[1], vec![Block::stored(Arc::new(Counted(shape)))]);
            assert!(!grid.has_at_hand() && grid.at_hand(0, 0).is_nan());
            grid.prepare_overview();
            assert!(grid.has_at_hand());
            let shift = thinned([shape[1], shape[0]], OVERVIEW_CELLS);
            assert_eq!(grid.is_at_hand(), shift == [0, 0]);
            for part in 0..97 {
                let [row, column] = shape.map(|length| (length - 1) * part / 96);
                let shown = |cell: usize, axis: usize, count| {
                    middle(cell >> shift[axis], shift[axis], count)
                };
                let expected = counted(shown(row, 1, shape[0]), shown(column, 0, shape[1]));
                assert_eq!(
                    grid.at_hand(row, column),
                    expected,
                    "{shape:?} {row} {column}"
                );
            }
            assert!(grid.at_hand(shape[0] + (1 << shift[1]), 0).is_nan());
            assert!(grid.at_hand(0, shape[1] + (1 << shift[0])).is_nan());
        }
    }

    #[test]
    fn a_preview_reads_nothing() {
        #[derive(Debug)]
        struct Silent(AtomicBool);

        impl Store for Silent {
            fn rows(&self) -> usize {
                2
            }

            fn columns(&self) -> usize {
                3
            }

            fn read(&self, rows: Range<usize>, columns: Range<usize>) -> Cells {
                assert!(!self.0.load(Ordering::Relaxed), "it reads");
                Cells::U8(vec![7; rows.len() * columns.len()])
            }

            fn trouble(&self) -> Option<String> {
                None
            }
        }

        let store = Arc::new(Silent(AtomicBool::new(true)));
        let grid = Grid::from_blocks(3, vec![Block::stored(store.clone())]);
        let mut spans = Spans::with_sizes(CellSizes::Even);
        spans.push(Span::whole(0, 1, 1));
        let preview = || grid.preview(&spans, &spans, Reduction::Mean);
        assert!(preview().values().iter().all(|value| value.is_nan()));
        store.0.store(false, Ordering::Relaxed);
        grid.prepare_overview();
        store.0.store(true, Ordering::Relaxed);
        assert_eq!(preview().values(), [7.0]);
    }

    #[test]
    fn grids_in_memory_need_none() {
        let grid = Grid::new(1, 2, vec![4.0, 5.0]).unwrap();
        grid.prepare_overview();
        assert!(grid.is_at_hand() && grid.overview_cell().get().is_none());
        assert_eq!(grid.at_hand(0, 1), 5.0);
    }
}
