//! How a grid is cut into tiles, and which of them some pixels need. Whole numbers only, no GPU.

use std::collections::HashMap;

use crate::grid::{NO_CELL, OVERVIEW_CELLS, middle, remaining, thinned};

/// A slot of the atlas holds the keys of one tile in a square of so many texels a side.
pub const SLOT_SIDE: u32 = 256;

/// Cells of a tile at most.
pub(super) const TILE_CELLS: usize = (SLOT_SIDE * SLOT_SIDE) as usize;

/// Bytes of a slot: a key a cell.
pub(super) const TILE_BYTES: u64 = TILE_CELLS as u64 * 4;

/// In a table: a cell that its grid does not have, which is missing.
const OUTSIDE: u32 = NO_CELL - 1;

/// Cells cut into tiles of equal size, but for the last ones of an axis.
///
/// A tile is 256 x 256 cells; in a grid that is narrower or lower than this, tiles are as wide or
/// high as the grid and so much longer. Its keys lie row by row, `width` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tiling {
    /// Columns and rows of cells.
    pub(super) cells: [usize; 2],
    /// Columns and rows of a tile.
    pub(super) tile: [usize; 2],
}

impl Tiling {
    pub(super) fn of(cells: [usize; 2]) -> Self {
        let [columns, rows] = cells.map(|count| count.max(1));
        let side = SLOT_SIDE as usize;
        let [width, height] = if columns <= side {
            [columns, TILE_CELLS / columns]
        } else if rows <= side {
            [TILE_CELLS / rows, rows]
        } else {
            [side, side]
        };
        Self {
            cells,
            tile: [width.min(columns), height.min(rows)],
        }
    }

    /// The cells of a tile along one axis; none where there is no such tile.
    pub(super) fn range(&self, axis: usize, tile: u32) -> std::ops::Range<usize> {
        let (length, end) = (self.tile[axis], self.cells[axis]);
        let first = (tile as usize).saturating_mul(length).min(end);
        first..first.saturating_add(length).min(end)
    }
}

/// A level of a grid: its cells, or every so manyth of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) tiling: Tiling,
    /// A cell of this level stands for `1 << shift` cells along each axis.
    pub(super) shift: [u32; 2],
}

impl Level {
    /// The cells themselves.
    pub(super) fn fine(cells: [usize; 2]) -> Self {
        Self {
            tiling: Tiling::of(cells),
            shift: [0, 0],
        }
    }

    /// The level that stands in for tiles that are not there yet: every other cell, and so on, of
    /// the longer axis until they are few enough. `None` where the cells themselves are.
    pub(super) fn coarse(cells: [usize; 2]) -> Option<Self> {
        let shift = thinned(cells, OVERVIEW_CELLS);
        (shift != [0, 0]).then(|| Self {
            tiling: Tiling::of(remaining(cells, shift)),
            shift,
        })
    }

    /// True if its cells stand for several.
    pub(super) fn is_coarse(&self) -> bool {
        self.shift != [0, 0]
    }

    /// The grid's cell that a cell of this level shows: the middle of those it stands for.
    pub(super) fn shown(&self, axis: usize, cell: usize, cells: usize) -> usize {
        middle(cell, self.shift[axis], cells)
    }
}

/// The tiles that pixels along one axis need, and where in them each pixel's cell lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AxisTiles {
    /// Each tile once, in the order of pixels.
    pub(super) tiles: Vec<u32>,
    /// For each pixel a place in `tiles`, and the cell's offset among the keys of the tile.
    pub(super) pixels: Vec<[u32; 2]>,
}

impl AxisTiles {
    /// `table` holds a cell of the grid, or [`NO_CELL`], for each pixel; `cells` of them there are.
    pub(super) fn new(table: &[u32], cells: usize, level: &Level, axis: usize) -> Self {
        let length = level.tiling.tile[axis].max(1);
        // Keys of a row follow each other; those of a column are a tile's width apart.
        let step = if axis == 0 { 1 } else { level.tiling.tile[0] };
        let mut known = HashMap::new();
        let mut found = Self::default();
        let mut last = None;
        for &cell in table {
            if cell == NO_CELL || cell as usize >= cells {
                let nothing = if cell == NO_CELL { NO_CELL } else { OUTSIDE };
                found.pixels.push([nothing, 0]);
                continue;
            }
            let cell = (cell >> level.shift[axis]) as usize;
            let tile = narrow(cell / length);
            let place = match last {
                Some((same, place)) if same == tile => place,
                _ => *known.entry(tile).or_insert_with(|| {
                    found.tiles.push(tile);
                    narrow(found.tiles.len() - 1)
                }),
            };
            last = Some((tile, place));
            found.pixels.push([place, narrow(cell % length * step)]);
        }
        found
    }

    /// Tiles of both axes: their places in the page table from the middle of the view outwards.
    pub(super) fn pairs(columns: &Self, rows: &Self) -> Vec<Pair> {
        let from_middle = |place: usize, count: usize| (2 * place + 1).abs_diff(count);
        let [across, along] = [columns.tiles.len(), rows.tiles.len()];
        let mut pairs: Vec<(usize, Pair)> = Vec::with_capacity(across * along);
        for (row, &y) in rows.tiles.iter().enumerate() {
            for (column, &x) in columns.tiles.iter().enumerate() {
                let distance = from_middle(column, across).max(from_middle(row, along));
                let pair = Pair {
                    page: row * across + column,
                    tile: [x, y],
                };
                pairs.push((distance, pair));
            }
        }
        pairs.sort_by_key(|(distance, pair)| (*distance, pair.page));
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// A tile and its place in the page table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) page: usize,
    /// Column and row of the tile.
    pub(super) tile: [u32; 2],
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(OUTSIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_hold_as_many_cells_whatever_the_shape() {
        let check = |cells: [usize; 2], tile: [usize; 2]| {
            let tiling = Tiling::of(cells);
            assert_eq!(tiling.tile, tile, "{cells:?}");
            assert!(tile[0] * tile[1] <= TILE_CELLS, "{cells:?}");
        };
        check([10, 10], [10, 10]);
        check([256, 256], [256, 256]);
        check([1000, 1000], [256, 256]);
        check([70_000, 40], [1638, 40]);
        check([40, 70_000], [40, 1638]);
        check([3_000_000, 1], [65_536, 1]);
        check([1, 100_000_000], [1, 65_536]);
        check([257, 255], [257, 255]);
        check([0, 0], [1, 1]);
    }

    #[test]
    fn every_cell_lies_in_one_tile() {
        for cells in [[1, 1], [600, 300], [70_000, 40], [3, 65_537], [65_536, 1]] {
            let tiling = Tiling::of(cells);
            for axis in [0, 1] {
                let mut next = 0;
                for tile in 0.. {
                    let range = tiling.range(axis, tile);
                    if range.is_empty() {
                        break;
                    }
                    assert_eq!(range.start, next, "{cells:?}");
                    assert!(range.len() <= tiling.tile[axis]);
                    next = range.end;
                }
                assert_eq!(next, cells[axis], "{cells:?}");
            }
        }
        let none = Tiling::of([600, 300]).range(0, u32::MAX);
        assert!(none.is_empty());
    }

    #[test]
    fn coarse_levels_are_small_and_near_the_cells_they_stand_for() {
        let check = |cells: [usize; 2], expected: Option<([u32; 2], [usize; 2])>| {
            let level = Level::coarse(cells);
            let found = level.map(|level| (level.shift, level.tiling.cells));
            assert_eq!(found, expected, "{cells:?}");
        };
        check([0, 0], None);
        check([1024, 1024], None);
        check([1025, 1024], Some(([1, 0], [513, 1024])));
        check([3000, 2000], Some(([2, 1], [750, 1000])));
        check([70_000, 40], Some(([2, 0], [17_500, 40])));
        check([100_000_000, 1], Some(([7, 0], [781_250, 1])));
        check([31_623, 31_623], Some(([5, 5], [989, 989])));
        let level = Level::coarse([3000, 2001]).unwrap();
        assert_eq!(level.shift, [2, 1]);
        let shown = |axis, cell, cells| level.shown(axis, cell, cells);
        assert_eq!([shown(0, 0, 3000), shown(0, 749, 3000)], [2, 2998]);
        assert_eq!([shown(1, 0, 2001), shown(1, 1000, 2001)], [1, 2000]);
    }

    #[test]
    fn tables_lead_to_tiles() {
        let check = |table: &[u32], cells: [usize; 2], axis, tiles: &[u32], pixels: &[[u32; 2]]| {
            let level = Level::fine(cells);
            let found = AxisTiles::new(table, cells[axis], &level, axis);
            let expected = AxisTiles {
                tiles: tiles.to_vec(),
                pixels: pixels.to_vec(),
            };
            assert_eq!(found, expected, "{table:?} of {cells:?}");
        };
        let (gap, out) = ([NO_CELL, 0], [OUTSIDE, 0]);
        check(&[], [5, 5], 0, &[], &[]);
        check(
            &[0, 1, NO_CELL, 4, 5, 77],
            [5, 5],
            0,
            &[0],
            &[[0, 0], [0, 1], gap, [0, 4], out, out],
        );
        // Rows are a tile's width apart.
        check(&[0, 2], [5, 5], 1, &[0], &[[0, 0], [0, 10]]);
        check(&[300], [600, 600], 1, &[1], &[[0, 44 * 256]]);
        // Backwards, and back again: a tile is named once.
        check(
            &[599, 255, 0, 256],
            [600, 600],
            0,
            &[2, 0, 1],
            &[[0, 87], [1, 255], [1, 0], [2, 0]],
        );
        check(&[7], [0, 0], 0, &[], &[out]);
    }

    #[test]
    fn coarse_tables_lead_to_the_same_place() {
        let cells = [3000, 2000];
        let level = Level::coarse(cells).unwrap();
        let found = AxisTiles::new(&[0, 3, 4, 2999], 3000, &level, 0);
        assert_eq!(found.tiles, [0, 2]);
        assert_eq!(found.pixels, [[0, 0], [0, 0], [0, 1], [1, 749 - 512]]);
    }

    #[test]
    fn tiles_in_the_middle_come_first() {
        let axis = |tiles: &[u32]| AxisTiles {
            tiles: tiles.to_vec(),
            pixels: Vec::new(),
        };
        let pairs = AxisTiles::pairs(&axis(&[7, 8, 9]), &axis(&[1, 2, 3]));
        let tiles: Vec<[u32; 2]> = pairs.iter().map(|pair| pair.tile).collect();
        assert_eq!(tiles[0], [8, 2]);
        assert_eq!(pairs[0].page, 4);
        let mut pages: Vec<usize> = pairs.iter().map(|pair| pair.page).collect();
        pages.sort_unstable();
        assert_eq!(pages, (0..9).collect::<Vec<_>>());
        assert!(AxisTiles::pairs(&axis(&[]), &axis(&[1])).is_empty());
    }
}
