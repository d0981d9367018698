//! Cells collected one by one, in the narrowest type that holds them.

use super::Cell;
use super::block::Block;
use super::cells::{Cells, EXACT_IN_F64, Run, Value, of_each_type, whole};

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

    /// The narrowest type for all of these, NaN being missing; [`Self::I64`] where it must be looked
    /// at one by one.
    fn of_all(floats: &[f64]) -> Self {
        // Adding rounds to whole numbers what is at most 2^51 away from zero.
        const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;
        const LIMIT: f64 = (1_u64 << 51) as f64;
        const MINUS_ZERO: u64 = 1 << 63;
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        let (mut missing, mut decimal) = (false, false);
        for &float in floats {
            missing |= float.is_nan();
            let fits = (float + WHOLE) - WHOLE == float && float.to_bits() != MINUS_ZERO;
            decimal |= !fits && float.abs() < LIMIT;
            low = if float < low { float } else { low };
            high = if float > high { float } else { high };
        }
        let within = |least: f64, most: f64| low >= least && high <= most;
        if decimal {
            Self::F64
        } else if !missing && within(0.0, f64::from(u8::MAX)) {
            Self::U8
        } else if within(-f64::from(i16::MAX), f64::from(i16::MAX)) {
            Self::I16
        } else if within(-f64::from(i32::MAX), f64::from(i32::MAX)) {
            Self::I32
        } else {
            Self::I64
        }
    }
}

/// `int`, or what stands for missing where `float` is NaN.
fn or<T>(float: f64, missing: T, int: T) -> T {
    if float.is_nan() { missing } else { int }
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

    /// Appends floats; NaN is missing.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cells are wide enough for these whole numbers"
    )]
    pub fn push_floats(&mut self, floats: &[f64]) {
        if !matches!(self.cells, Cells::F64(_)) {
            self.cells.widen(Width::of_all(floats));
        }
        match &mut self.cells {
            Cells::U8(cells) => cells.extend(floats.iter().map(|&float| float as u8)),
            Cells::I16(cells) => cells.extend(
                floats
                    .iter()
                    .map(|&float| or(float, i16::MIN, float as i16)),
            ),
            Cells::I32(cells) => cells.extend(
                floats
                    .iter()
                    .map(|&float| or(float, i32::MIN, float as i32)),
            ),
            Cells::F64(cells) => cells.extend_from_slice(floats),
            Cells::I64(_) | Cells::F32(_) => {
                floats.iter().for_each(|&float| self.push_float(float))
            }
        }
    }

    /// Appends the cells of a run.
    pub fn push_run(&mut self, run: Run<'_>) {
        match run {
            Run::F64(floats) => self.push_floats(floats),
            run => {
                of_each_type!(Run, run, cells => cells.iter().for_each(|cell| self.push(cell.value())))
            }
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

    /// Parts off the last ended row if the block would be more than `limit` cells with it, padding
    /// included; answers the rows before it.
    pub(super) fn split_last(&mut self, width: usize, limit: usize) -> Option<Self> {
        let ends = self.ragged.as_mut()?;
        if self.rows < 2 || self.rows.saturating_mul(self.columns) <= limit {
            return None;
        }
        ends.pop();
        let start = ends.last().copied().unwrap_or(0);
        let mut last = Self::with_capacity(0);
        last.push_run(self.cells.run(start..self.row_end));
        last.end_row();
        let mut before = std::mem::replace(self, last);
        before.cells.truncate(start);
        before.rows -= 1;
        before.row_end = start;
        before.columns = width;
        Some(before)
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
            None => self.cells.without_room(),
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
        out.push_run(run);
        (run.len()..columns).for_each(|_| out.push_missing());
        start = end;
    }
    out.cells
}

impl Cells {
    fn truncate(&mut self, length: usize) {
        of_each_type!(Self, self, values => values.truncate(length));
    }

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

    /// The same cells without room for more.
    fn without_room(mut self) -> Self {
        of_each_type!(Self, &mut self, values => values.shrink_to_fit());
        self
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
