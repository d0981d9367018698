//! Cells collected one by one, in the narrowest type that holds them.

use super::block::{BLOCK_CELLS, Block};
use super::cells::{Cells, EXACT_IN_F64, Run, Value, of_each_type, whole};
use super::{Cell, Grid};

/// Collects the cells of one block row by row; rows may be ragged and are filled with missing
/// values.
///
/// Whole numbers are kept in the narrowest of `u8`, `i16`, `i32` and `i64`, which widens as they
/// come; the first decimal or infinity makes all of them `f64`.
#[derive(Clone, Debug, Default)]
pub struct BlockBuilder {
    cells: Cells,
    columns: usize,
    rows: usize,
    /// Where the last ended row ends.
    row_end: usize,
    /// Where each row ended, kept from the first row on that was not as wide as those before.
    ragged: Option<Vec<usize>>,
}

/// Cell types from narrow to wide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    U8,
    I16,
    I32,
    I64,
    F64,
}

impl Width {
    /// The narrowest type for a whole number; the smallest number of a signed type is taken.
    fn of(int: i64) -> Self {
        if u8::try_from(int).is_ok() {
            Self::U8
        } else if i16::try_from(int).is_ok_and(|int| int != i16::MIN) {
            Self::I16
        } else if i32::try_from(int).is_ok_and(|int| int != i32::MIN) {
            Self::I32
        } else if int != i64::MIN {
            Self::I64
        } else {
            Self::F64
        }
    }
}

impl BlockBuilder {
    /// An empty builder with room for so many cells of the narrowest type.
    #[must_use]
    pub fn with_capacity(cells: usize) -> Self {
        Self {
            cells: Cells::U8(Vec::with_capacity(cells)),
            ..Self::default()
        }
    }

    /// Appends a cell to the current row.
    pub fn push(&mut self, value: Value) {
        match value {
            Value::Missing => self.push_missing(),
            Value::Int(int) => self.push_int(int),
            Value::Float(float) => self.push_float(float),
        }
    }

    /// Appends a whole number.
    #[inline]
    pub fn push_int(&mut self, int: i64) {
        if !self.cells.try_push_int(int) {
            self.cells.widen(Width::of(int));
            // Only a float may still refuse it, as it cannot hold all its digits.
            if !self.cells.try_push_int(int) {
                self.cells.push_f64(Value::Int(int).to_f64());
            }
        }
    }

    /// Appends a float; NaN is missing.
    #[inline]
    pub fn push_float(&mut self, float: f64) {
        if let Cells::F64(values) = &mut self.cells {
            values.push(float);
        } else if float.is_nan() {
            self.push_missing();
        } else if let Some(int) = whole(float) {
            self.push_int(int);
        } else {
            self.cells.widen(Width::F64);
            self.cells.push_f64(float);
        }
    }

    /// Appends a missing cell.
    pub fn push_missing(&mut self) {
        match &mut self.cells {
            Cells::U8(_) => {
                self.cells.widen(Width::I16);
                self.push_missing();
            }
            Cells::I16(values) => values.push(i16::MIN),
            Cells::I32(values) => values.push(i32::MIN),
            Cells::I64(values) => values.push(i64::MIN),
            Cells::F32(values) => values.push(f32::NAN),
            Cells::F64(values) => values.push(f64::NAN),
        }
    }

    /// Ends the current row; answers its number of cells.
    pub fn end_row(&mut self) -> usize {
        let end = self.cells.len();
        let width = end - self.row_end;
        if self.rows > 0 && width != self.columns && self.ragged.is_none() {
            let columns = self.columns;
            self.ragged = Some((1..=self.rows).map(|row| row * columns).collect());
        }
        if let Some(ends) = &mut self.ragged {
            ends.push(end);
        }
        self.columns = self.columns.max(width);
        self.rows += 1;
        self.row_end = end;
        width
    }

    /// Rows ended so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Width of the widest row ended so far.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Cells so far.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Memory that the cells so far take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.cells.bytes()
    }

    /// The finished block; an unfinished row is ended first.
    #[must_use]
    pub fn finish(mut self) -> Block {
        if self.cells.len() > self.row_end {
            self.end_row();
        }
        let (rows, columns) = (self.rows, self.columns);
        let cells = match self.ragged {
            None => self.cells,
            Some(ends) => filled(&self.cells, &ends, columns),
        };
        Block::new(rows, columns, cells).unwrap_or_default()
    }
}

impl Default for Block {
    /// No cells.
    fn default() -> Self {
        Self::empty()
    }
}

/// Rows brought to one width with missing values behind them.
fn filled(cells: &Cells, ends: &[usize], columns: usize) -> Cells {
    let mut out = BlockBuilder::with_capacity(0);
    let mut start = 0;
    for &end in ends {
        let run = cells.run(start..end);
        out.extend(run);
        (run.len()..columns).for_each(|_| out.push_missing());
        start = end;
    }
    out.cells
}

impl BlockBuilder {
    fn extend(&mut self, run: Run<'_>) {
        of_each_type!(Run, run, values => values.iter().for_each(|value| self.push(value.value())));
    }
}

impl Cells {
    /// Appends a whole number if the type holds it exactly.
    #[inline]
    fn try_push_int(&mut self, int: i64) -> bool {
        const EXACT_IN_F32: u64 = 1 << 24;
        #[expect(clippy::cast_precision_loss, reason = "only exact numbers are cast")]
        match self {
            Self::U8(values) => u8::try_from(int).map(|int| values.push(int)).is_ok(),
            Self::I16(values) => match i16::try_from(int) {
                Ok(int) if int != i16::MIN => {
                    values.push(int);
                    true
                }
                _ => false,
            },
            Self::I32(values) => match i32::try_from(int) {
                Ok(int) if int != i32::MIN => {
                    values.push(int);
                    true
                }
                _ => false,
            },
            Self::I64(values) if int != i64::MIN => {
                values.push(int);
                true
            }
            Self::F32(values) if int.unsigned_abs() <= EXACT_IN_F32 => {
                values.push(int as f32);
                true
            }
            Self::F64(values) if int.unsigned_abs() <= EXACT_IN_F64 => {
                values.push(int as f64);
                true
            }
            _ => false,
        }
    }

    /// Appends a float to floats.
    fn push_f64(&mut self, float: f64) {
        if let Self::F64(values) = self {
            values.push(float);
        }
    }

    /// Brings the cells to a type that holds them and what is to come.
    #[cold]
    fn widen(&mut self, least: Width) {
        let now = match self {
            Self::U8(_) => Width::U8,
            Self::I16(_) => Width::I16,
            Self::I32(_) => Width::I32,
            Self::I64(_) => Width::I64,
            Self::F32(_) | Self::F64(_) => Width::F64,
        };
        if now >= least {
            return;
        }
        *self = match least {
            Width::U8 => return,
            Width::I16 => Self::I16(self.each(i16::MIN, |int| i16::try_from(int).ok())),
            Width::I32 => Self::I32(self.each(i32::MIN, |int| i32::try_from(int).ok())),
            Width::I64 => Self::I64(self.each(i64::MIN, Some)),
            Width::F64 => {
                let room = self.room();
                let mut values = Vec::with_capacity(room);
                self.run(0..self.len()).append_f64(&mut values);
                Self::F64(values)
            }
        };
    }

    /// Room for as many cells as there is room for now.
    fn room(&self) -> usize {
        of_each_type!(Self, self, values => values.capacity())
    }

    fn each<T>(&self, missing: T, of: impl Fn(i64) -> Option<T>) -> Vec<T>
    where
        T: Copy,
    {
        let mut out = Vec::with_capacity(self.room());
        of_each_type!(Self, self, values => out.extend(values.iter().map(|value| {
            match value.value() {
                Value::Int(int) => of(int).unwrap_or(missing),
                _ => missing,
            }
        })));
        out
    }
}

/// Collects values row by row into blocks; rows may be ragged and are filled with missing values.
///
/// Whole numbers beyond 2^53 are kept exact as long as no decimal stands beside them in the block.
#[derive(Clone, Debug, Default)]
pub struct GridBuilder {
    block: BlockBuilder,
    done: Vec<Block>,
    done_rows: usize,
    done_bytes: u64,
    columns: usize,
}

impl GridBuilder {
    /// An empty builder whose rows are at least `columns` wide.
    #[must_use]
    pub fn with_columns(columns: usize) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// Appends a cell to the current row; a row longer than those before widens the grid.
    pub fn push(&mut self, value: Value) {
        self.block.push(value);
    }

    /// Ends the current row; answers how many cells it is short of the widest row so far.
    pub fn end_row(&mut self) -> usize {
        let width = self.block.end_row();
        self.columns = self.columns.max(width);
        if self.block.cells() >= BLOCK_CELLS {
            self.close_block();
        }
        self.columns - width
    }

    fn close_block(&mut self) {
        let block = std::mem::replace(&mut self.block, BlockBuilder::with_capacity(BLOCK_CELLS));
        self.done_rows += block.rows();
        let block = block.finish();
        self.done_bytes = self.done_bytes.saturating_add(block.bytes());
        self.done.push(block);
    }

    /// Rows ended so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.done_rows + self.block.rows()
    }

    /// Width of the widest row so far.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Memory that the cells so far take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.done_bytes.saturating_add(self.block.bytes())
    }

    /// The finished grid; an unfinished row is ended first.
    #[must_use]
    pub fn finish(mut self) -> Grid {
        let last = self.block.finish();
        self.columns = self.columns.max(last.columns());
        self.done.push(last);
        Grid::from_blocks(self.columns, self.done)
    }
}
