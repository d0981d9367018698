//! Which tiles a drawing needs.

use crate::color::KeySpace;
use crate::grid::Grid;

use super::tiling::{AxisTiles, Level, Pair};

/// Cells of a grid that some pixels show.
pub(super) struct WantedCells<'a> {
    pub(super) grid: &'a Grid,
    pub(super) space: KeySpace,
    /// For each pixel column seen a column of the grid.
    pub(super) columns: &'a [u32],
    /// For each pixel row seen a row of the grid.
    pub(super) rows: &'a [u32],
}

/// The tiles of one level that a drawing needs.
pub(super) struct Needed {
    pub(super) level: Level,
    pub(super) columns: AxisTiles,
    pub(super) rows: AxisTiles,
    /// Those of both axes, the most important first.
    pub(super) pairs: Vec<Pair>,
}

/// 64 GiB of tiles.
const MOST_TILES: usize = 1 << 18;

impl Needed {
    pub(super) fn new(level: Level, wanted: &WantedCells<'_>) -> Self {
        let [width, height] = [wanted.grid.columns(), wanted.grid.rows()];
        let columns = AxisTiles::new(wanted.columns, width, &level, 0);
        let rows = AxisTiles::new(wanted.rows, height, &level, 1);
        let count = columns.tiles.len().saturating_mul(rows.tiles.len());
        // More than any budget holds need not be listed.
        let pairs = if count <= MOST_TILES {
            AxisTiles::pairs(&columns, &rows)
        } else {
            Vec::new()
        };
        Self {
            level,
            columns,
            rows,
            pairs,
        }
    }

    pub(super) fn count(&self) -> usize {
        let [columns, rows] = [&self.columns, &self.rows].map(|axis| axis.tiles.len());
        columns.saturating_mul(rows)
    }

    /// Columns and rows of the page table.
    pub(super) fn size(&self) -> [u32; 2] {
        [&self.columns, &self.rows].map(|axis| u32::try_from(axis.tiles.len()).unwrap_or(0))
    }
}
