//! The keys of a tile, from the cells of its grid.

use std::ops::Range;

use crate::color::KeySpace;
use crate::grid::{Grid, Run};

use super::tiling::Level;

/// Keys of a slot that a tile fills, from its first on.
pub(super) fn used(level: &Level, [x, y]: [u32; 2]) -> usize {
    let tiling = &level.tiling;
    let (width, height) = (tiling.range(0, x).len(), tiling.range(1, y).len());
    match width {
        0 => 0,
        _ => height.saturating_sub(1) * tiling.tile[0] + width,
    }
}

/// True if a tile is filled without reading a file.
pub(super) fn is_quick(grid: &Grid, level: &Level) -> bool {
    grid.is_at_hand() || level.is_coarse() && grid.has_at_hand()
}

/// The keys of a tile. Cells that stay in a file are read at once, those of a coarser level are taken
/// from what is at hand of the grid, if anything is.
pub(super) fn fill(
    keys: &mut [u32],
    grid: &Grid,
    space: KeySpace,
    (level, [x, y]): (&Level, [u32; 2]),
) {
    // Rows may be shorter than the grid: what they lack is missing.
    keys.fill(space.key(f64::NAN));
    let (columns, rows) = (level.tiling.range(0, x), level.tiling.range(1, y));
    let width = level.tiling.tile[0].max(1);
    if !grid.is_in_memory() && is_quick(grid, level) {
        for (line, row) in keys.chunks_mut(width).zip(rows) {
            let row = level.shown(1, row, grid.rows());
            for (key, column) in line.iter_mut().zip(columns.clone()) {
                let column = level.shown(0, column, grid.columns());
                *key = space.key(grid.at_hand(row, column));
            }
        }
        return;
    }
    if level.is_coarse() {
        for (line, row) in keys.chunks_mut(width).zip(rows) {
            let row = level.shown(1, row, grid.rows());
            fill_coarse(line, grid, space, (level, row, columns.clone()));
        }
        return;
    }
    let first = rows.start;
    let mut values = Vec::new();
    grid.visit(rows, columns, &mut |row, run| {
        let start = row.saturating_sub(first).saturating_mul(width);
        let line = keys.get_mut(start..).unwrap_or_default();
        let values = match run {
            Run::F64(values) => values,
            other => {
                values.clear();
                other.append_f64(&mut values);
                values.as_slice()
            }
        };
        for (key, value) in line.iter_mut().zip(values) {
            *key = space.key(*value);
        }
    });
}

/// A row of a coarser level: those of a grid's cells that it shows.
fn fill_coarse(
    line: &mut [u32],
    grid: &Grid,
    space: KeySpace,
    (level, row, columns): (&Level, usize, Range<usize>),
) {
    let shown = |column| level.shown(0, column, grid.columns());
    let Some(last) = columns.clone().last() else {
        return;
    };
    let first = shown(columns.start);
    let part = first..shown(last) + 1;
    grid.visit(row..row.saturating_add(1), part, &mut |_, run| {
        for (key, column) in line.iter_mut().zip(columns.clone()) {
            let place = shown(column) - first;
            if place < run.len() {
                *key = space.key(run.value(place).to_f64());
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{Block, Cells};

    /// Counts upwards, in rows of which the lower half is narrower.
    fn grid(rows: usize, columns: usize) -> Grid {
        let upper = (0..rows * columns).map(|cell| cell as f64).collect();
        let narrow = columns / 2;
        let lower = vec![7; rows * narrow];
        Grid::from_blocks(
            columns,
            vec![
                Block::new(rows, columns, Cells::F64(upper)).unwrap(),
                Block::new(rows, narrow, Cells::U8(lower)).unwrap(),
            ],
        )
    }

    #[test]
    fn a_tile_holds_the_keys_of_its_cells() {
        let space = KeySpace::of(Some([0.0, 1e6]));
        for (rows, columns) in [(3, 5), (200, 600), (1, 70_000), (900, 2), (700, 1700)] {
            let grid = grid(rows, columns);
            let cells = [grid.columns(), grid.rows()];
            let levels = [Some(Level::fine(cells)), Level::coarse(cells)];
            for level in levels.into_iter().flatten() {
                let last = |axis: usize| {
                    let count = level.tiling.cells[axis].div_ceil(level.tiling.tile[axis]);
                    u32::try_from(count - 1).unwrap()
                };
                for tile in [[0, 0], [last(0), 0], [0, last(1)], [last(0), last(1)]] {
                    check(&grid, space, &level, tile);
                }
            }
        }
    }

    fn check(grid: &Grid, space: KeySpace, level: &Level, tile: [u32; 2]) {
        // What was there before does not stay.
        let mut keys = vec![12345; super::super::tiling::TILE_CELLS];
        fill(&mut keys, grid, space, (level, tile));
        let [columns, rows] = [0, 1].map(|axis: usize| level.tiling.range(axis, tile[axis]));
        let mut end = 0;
        for (y, row) in rows.enumerate() {
            for (x, column) in columns.clone().enumerate() {
                let place = y * level.tiling.tile[0] + x;
                let shown = [
                    level.shown(1, row, grid.rows()),
                    level.shown(0, column, grid.columns()),
                ];
                let expected = space.key(grid.get(shown[0], shown[1]));
                assert_eq!(
                    keys[place], expected,
                    "{level:?}, {tile:?}, {row}, {column}"
                );
                end = place + 1;
            }
        }
        assert_eq!(used(level, tile), end, "{level:?}, {tile:?}");
    }

    #[test]
    fn there_is_nothing_in_tiles_that_are_not_there() {
        let grid = grid(3, 5);
        let level = Level::fine([5, 6]);
        assert_eq!(used(&level, [1, 0]), 0);
        let mut keys = vec![1; 16];
        fill(&mut keys, &grid, KeySpace::of(None), (&level, [9, 9]));
        assert!(keys.iter().all(|key| *key == 0));
    }
}
