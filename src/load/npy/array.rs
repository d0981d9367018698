//! Where an array's numbers lie in its file, and how ranges of them are read.

use std::io;
use std::ops::Range;

use super::dtype::{Dtype, Work};
use crate::grid::{Cell, Cells};
use crate::load::read_at::ReadAt;

/// Frames x rows x columns of numbers in a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::load) struct Array {
    pub(in crate::load) dtype: Dtype,
    pub(in crate::load) order: Order,
    pub(in crate::load) frames: usize,
    pub(in crate::load) rows: usize,
    pub(in crate::load) columns: usize,
    /// Where the first number begins, bytes from the file's first.
    pub(in crate::load) start: u64,
}

/// Which axis runs fastest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) enum Order {
    /// Columns, then rows, then frames.
    C,
    /// Frames, then rows, then columns.
    Fortran,
}

/// Bytes are read about so many at a time.
pub(super) const PIECE: usize = 256 * 1024;

/// Columns of Fortran order that are read side by side, so that cells are written in runs.
const SIDE_BY_SIDE: usize = 16;

/// Cells of each frame, and how many numbers lost digits.
pub(super) type Read = (Vec<Cells>, u64);

impl Array {
    /// Cells of all frames; `None` if there are more than can be counted.
    pub(super) fn cells(&self) -> Option<usize> {
        self.frames
            .checked_mul(self.rows)?
            .checked_mul(self.columns)
    }

    /// Has the other one as many cells of the same kind?
    pub(in crate::load) fn is_like(&self, other: &Self) -> bool {
        let shape = |array: &Self| (array.dtype, array.frames, array.rows, array.columns);
        shape(self) == shape(other)
    }

    /// Bytes that the numbers take in the file.
    pub(in crate::load) fn file_bytes(&self) -> Option<u64> {
        u64::try_from(self.cells()?.checked_mul(self.dtype.size())?).ok()
    }

    /// Bytes that the cells take in memory.
    pub(in crate::load) fn memory(&self) -> u64 {
        let cells = self.cells().and_then(|cells| u64::try_from(cells).ok());
        let bytes = cells.and_then(|cells| cells.checked_mul(self.dtype.cell_size()));
        bytes.unwrap_or(u64::MAX)
    }

    /// Reads cells of some frames, row by row.
    pub(super) fn read(
        &self,
        source: &dyn ReadAt,
        frames: Range<usize>,
        rows: Range<usize>,
        columns: Range<usize>,
    ) -> io::Result<Read> {
        let work = Part {
            array: self,
            source,
            frames,
            rows,
            columns,
        };
        let mut lost = 0;
        let cells = self.dtype.with(work)?.into_iter().map(|cells| {
            let (cells, more) = self.dtype.settled(cells);
            lost += more;
            cells
        });
        let cells = cells.collect();
        Ok((cells, lost))
    }

    /// Where a number begins.
    fn place(&self, frame: usize, row: usize, column: usize) -> u64 {
        let index = match self.order {
            Order::C => (frame * self.rows + row) * self.columns + column,
            Order::Fortran => (column * self.rows + row) * self.frames + frame,
        };
        self.start + u64::try_from(index * self.dtype.size()).unwrap_or(u64::MAX)
    }
}

/// A part of an array that is read.
struct Part<'a> {
    array: &'a Array,
    source: &'a dyn ReadAt,
    frames: Range<usize>,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Work for Part<'_> {
    type Out = io::Result<Vec<Cells>>;

    fn run<T: Cell, const N: usize>(
        self,
        decode: impl Fn([u8; N]) -> T + Copy + Sync,
        cells: fn(Vec<T>) -> Cells,
    ) -> Self::Out {
        let read = match self.array.order {
            Order::C => self
                .frames
                .clone()
                .map(|frame| self.runs(frame, decode))
                .collect(),
            Order::Fortran => self.tiles(decode),
        };
        let read: Vec<Vec<T>> = read?;
        Ok(read.into_iter().map(cells).collect())
    }
}

impl Part<'_> {
    /// Numbers that lie in the file in the order of the cells.
    fn runs<T: Cell, const N: usize>(
        &self,
        frame: usize,
        decode: impl Fn([u8; N]) -> T + Copy,
    ) -> io::Result<Vec<T>> {
        let width = self.columns.len();
        let mut out = Vec::with_capacity(self.rows.len() * width);
        let mut buffer = vec![0; PIECE.min(self.rows.len() * width * N)];
        // Whole rows follow each other without a gap.
        let whole = width == self.array.columns;
        let step = if whole { self.rows.len() } else { 1 };
        for row in self.rows.clone().step_by(step.max(1)) {
            let mut place = self.array.place(frame, row, self.columns.start);
            let mut left = step * width * N;
            while left > 0 {
                let piece = left.min(buffer.len() / N * N);
                let bytes = buffer.get_mut(..piece).unwrap_or_default();
                self.source.read_at(place, bytes)?;
                out.extend(bytes.as_chunks::<N>().0.iter().map(|bytes| decode(*bytes)));
                place += u64::try_from(piece).unwrap_or(0);
                left -= piece;
            }
        }
        Ok(out)
    }

    /// Numbers of a Fortran order: columns are read side by side, cells written row by row.
    fn tiles<T: Cell, const N: usize>(
        &self,
        decode: impl Fn([u8; N]) -> T + Copy,
    ) -> io::Result<Vec<Vec<T>>> {
        let (width, height) = (self.columns.len(), self.rows.len());
        let all = self.array.frames;
        let mut out = vec![vec![decode([0; N]); width * height]; self.frames.len()];
        let column_bytes = height * all * N;
        let mut buffer = vec![0; column_bytes * SIDE_BY_SIDE.min(width)];
        for first in (0..width).step_by(SIDE_BY_SIDE) {
            let columns = first..width.min(first + SIDE_BY_SIDE);
            let columns_bytes = buffer.chunks_mut(column_bytes.max(1));
            for (column, bytes) in columns.clone().zip(columns_bytes) {
                let column = self.columns.start + column;
                let place = self.array.place(0, self.rows.start, column);
                self.source.read_at(place, bytes)?;
            }
            let numbers = buffer.as_chunks::<N>().0;
            for (frame, out) in self.frames.clone().zip(&mut out) {
                for (row, out) in out.chunks_mut(width.max(1)).enumerate() {
                    let out = out.get_mut(columns.clone()).unwrap_or_default();
                    let column = numbers.get(row * all + frame..).unwrap_or_default();
                    let column = column.iter().step_by(height * all);
                    for (cell, bytes) in out.iter_mut().zip(column) {
                        *cell = decode(*bytes);
                    }
                }
            }
        }
        Ok(out)
    }
}
