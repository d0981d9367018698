//! Cells: each value that is seen is coloured once.

use std::ops::Range;

use crate::color::LevelLookup;
use crate::grid::{NO_CELL, in_bands};
use crate::view::Cells;

use super::super::picture::{Picture, lay_over};
use super::super::placed::{PlacedCells, SeenCells};

/// Threads are not worth their start for fewer pixels.
const PIXELS_PER_THREAD: usize = 1 << 15;

/// Paints cells; the number of threads changes nothing but the pace.
pub(super) fn paint(placed: &PlacedCells, picture: &mut Picture, threads: usize) {
    let Some(seen) = placed.seen([picture.width, picture.height]) else {
        return;
    };
    let cells = placed.cells.as_ref();
    let lookup = cells.levels.lookup(cells.key_space);
    let stride = picture.width as usize * Picture::BYTES;
    let top = seen.corner[1] as usize;
    let rows = seen.rows.len();
    let Some(pixels) = picture.pixels.get_mut(top * stride..(top + rows) * stride) else {
        return;
    };
    let [width, height] = seen.size();
    let threads = threads.min(width * height / PIXELS_PER_THREAD).max(1);
    in_bands(pixels, stride, threads, |first, pixels| {
        let first = seen.rows.start + first;
        let rows = first..first + pixels.len() / stride;
        Band::new(placed, &lookup, &seen).paint(rows, pixels, stride);
    });
}

/// Colours rows of cells one after another.
struct Band<'a> {
    placed: &'a PlacedCells,
    cells: &'a Cells,
    lookup: &'a LevelLookup,
    /// Bytes of a pixel row to the left of the cells.
    left: usize,
    /// For each pixel column seen a column of the source.
    columns: &'a [u32],
    /// One row of pixels.
    colors: Vec<[u8; 4]>,
    /// True if they hide what is below.
    opaque: bool,
    scratch: Vec<f64>,
}

impl<'a> Band<'a> {
    fn new(placed: &'a PlacedCells, lookup: &'a LevelLookup, seen: &SeenCells) -> Self {
        let cells = placed.cells.as_ref();
        let columns = cells.columns.get(seen.columns.clone()).unwrap_or_default();
        Self {
            placed,
            cells,
            lookup,
            left: seen.corner[0] as usize * Picture::BYTES,
            columns,
            colors: vec![[0; 4]; columns.len()],
            opaque: false,
            scratch: Vec::new(),
        }
    }

    fn paint(&mut self, rows: Range<usize>, pixels: &mut [u8], stride: usize) {
        let rows = self.cells.rows.get(rows).unwrap_or_default();
        let mut colored = NO_CELL;
        for (&row, line) in rows.iter().zip(pixels.chunks_exact_mut(stride)) {
            if row == NO_CELL {
                continue;
            }
            if row != colored {
                self.color(row);
                colored = row;
            }
            let line = line.get_mut(self.left..).unwrap_or_default();
            let pixels = line.as_chunks_mut::<4>().0.iter_mut();
            if self.opaque {
                pixels
                    .zip(&self.colors)
                    .for_each(|(pixel, color)| *pixel = *color);
            } else {
                pixels
                    .zip(&self.colors)
                    .for_each(|(pixel, color)| lay_over(pixel, *color));
            }
        }
    }

    /// Fills `colors` with those of a row of the source.
    fn color(&mut self, row: u32) {
        let source = &self.cells.source;
        let row = row as usize;
        // A row is read at once unless most of it is not seen.
        let whole = row < source.rows() && source.columns() <= 4 * self.columns.len();
        let values: &[f64] = if whole {
            source.row(row, &mut self.scratch)
        } else {
            &[]
        };
        let value = |column: usize| match values.get(column) {
            Some(value) => *value,
            None => source.get(row, column),
        };
        let mut last = (NO_CELL, [0; 4]);
        self.opaque = true;
        for (color, &column) in self.colors.iter_mut().zip(self.columns) {
            if column != last.0 {
                let rgba = match column {
                    NO_CELL => [0; 4],
                    _ => {
                        let color = self.lookup.color(value(column as usize));
                        self.placed.painted(color)
                    }
                };
                last = (column, rgba);
            }
            *color = last.1;
            self.opaque &= last.1[3] == 255;
        }
    }
}
