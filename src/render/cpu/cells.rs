//! Cells: each value that is seen is coloured once.

use std::ops::Range;

use crate::color::LevelLookup;
use crate::grid::{NO_CELL, in_bands};
use crate::view::Cells;

use super::super::picture::{Picture, lay_over};
use super::super::placed::PlacedCells;

/// Threads are not worth their start for fewer pixels.
const PIXELS_PER_THREAD: usize = 1 << 15;

/// Paints cells; the number of threads changes nothing but the pace.
pub(super) fn paint(placed: &PlacedCells, picture: &mut Picture, threads: usize) {
    let Some(seen) = placed.seen([picture.width, picture.height]) else {
        return;
    };
    let cells = placed.cells.as_ref();
    let lookup = cells.levels.lookup(cells.key_space);
    let palette: Vec<[u8; 4]> = lookup
        .colors()
        .iter()
        .map(|color| placed.painted(*color))
        .collect();
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
        let columns = cells.columns.get(seen.columns.clone()).unwrap_or_default();
        let mut band = Band {
            cells,
            lookup: &lookup,
            palette: &palette,
            left: seen.corner[0] as usize * Picture::BYTES,
            columns: Columns::new(columns),
            seen: Vec::new(),
            colors: vec![[0; 4]; columns.len()],
            scratch: Vec::new(),
        };
        band.paint(cells.rows.get(rows).unwrap_or_default(), pixels, stride);
    });
}

/// Colours rows of cells one after another.
struct Band<'a> {
    cells: &'a Cells,
    lookup: &'a LevelLookup,
    /// What each interval is painted with.
    palette: &'a [[u8; 4]],
    /// Bytes of a pixel row to the left of the cells.
    left: usize,
    columns: Columns<'a>,
    /// The values seen of one row of the source, as pixels.
    seen: Vec<[u8; 4]>,
    /// One row of pixels.
    colors: Vec<[u8; 4]>,
    scratch: Vec<f64>,
}

/// Which columns of a source a row of pixels shows.
enum Columns<'a> {
    /// One a pixel, from this one on.
    Straight(Range<usize>),
    /// For each pixel one of a range of columns, most of which are seen.
    Dense(&'a [u32], Range<usize>),
    /// For each pixel one out of far more.
    Sparse(&'a [u32]),
}

/// A row is read at once unless the columns are so many times more than its pixels.
const SPARSE: usize = 4;

impl<'a> Columns<'a> {
    fn new(columns: &'a [u32]) -> Self {
        let present = || columns.iter().filter(|column| **column != NO_CELL);
        let (Some(first), Some(last)) = (present().min(), present().max()) else {
            return Self::Dense(columns, 0..0);
        };
        let range = *first as usize..*last as usize + 1;
        let is_straight = columns.iter().copied().eq(*first..=*last);
        if is_straight {
            Self::Straight(range)
        } else if range.len() <= SPARSE * columns.len() {
            Self::Dense(columns, range)
        } else {
            Self::Sparse(columns)
        }
    }

    /// True if each pixel has a cell.
    fn are_whole(&self) -> bool {
        match self {
            Self::Straight(_) => true,
            Self::Dense(columns, _) | Self::Sparse(columns) => !columns.contains(&NO_CELL),
        }
    }
}

impl<'a> Band<'a> {
    fn paint(&mut self, rows: &[u32], pixels: &mut [u8], stride: usize) {
        let hides = self.columns.are_whole() && self.palette.iter().all(|color| color[3] == 255);
        let mut colored = NO_CELL;
        for (&row, line) in rows.iter().zip(pixels.chunks_exact_mut(stride)) {
            if row == NO_CELL {
                continue;
            }
            if row != colored {
                self.color(row as usize);
                colored = row;
            }
            let line = line.get_mut(self.left..).unwrap_or_default();
            let pixels = line.as_chunks_mut::<4>().0.iter_mut();
            if hides {
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
    fn color(&mut self, row: usize) {
        let Self {
            lookup, palette, ..
        } = self;
        let source = &self.cells.source;
        match &self.columns {
            Columns::Straight(range) => {
                let values = source.row_part(row, range.clone(), &mut self.scratch);
                lookup.paint(values, palette, &mut self.colors);
            }
            Columns::Dense(columns, range) => {
                let values = source.row_part(row, range.clone(), &mut self.scratch);
                self.seen.resize(range.len(), [0; 4]);
                lookup.paint(values, palette, &mut self.seen);
                for (color, column) in self.colors.iter_mut().zip(*columns) {
                    let place = (*column as usize).wrapping_sub(range.start);
                    *color = self.seen.get(place).copied().unwrap_or_default();
                }
            }
            Columns::Sparse(columns) => {
                self.scratch.clear();
                let values = columns
                    .iter()
                    .map(|column| source.get(row, *column as usize));
                self.scratch.extend(values);
                lookup.paint(&self.scratch, palette, &mut self.colors);
                for (color, column) in self.colors.iter_mut().zip(*columns) {
                    if *column == NO_CELL {
                        *color = [0; 4];
                    }
                }
            }
        }
    }
}
