//! Values of one number type, in a row; the type is hidden behind exact access.

use std::ops::Range;

use super::stats::are_finite;

/// The value of one cell, exact.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// No value was given.
    Missing,
    /// A whole number.
    Int(i64),
    /// Any other number, infinities included; never NaN.
    Float(f64),
}

impl Value {
    /// A float, where NaN becomes [`Value::Missing`].
    #[must_use]
    pub fn from_f64(value: f64) -> Self {
        if value.is_nan() {
            Self::Missing
        } else {
            Self::Float(value)
        }
    }

    /// The nearest `f64`; NaN where the value is missing.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Missing => f64::NAN,
            Self::Int(value) => nearest_f64(value),
            Self::Float(value) => value,
        }
    }

    /// True unless [`Value::to_f64`] may lose digits.
    #[must_use]
    pub fn is_exact_f64(self) -> bool {
        match self {
            Self::Int(int) => int.unsigned_abs() <= EXACT_IN_F64,
            Self::Missing | Self::Float(_) => true,
        }
    }

    /// The whole number that this is, if it is one; minus zero is none.
    fn whole(self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(int),
            Self::Float(float) => whole(float),
            Self::Missing => None,
        }
    }
}

/// Equal numbers are equal, whichever type holds them.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Missing, Self::Missing) => true,
            (Self::Missing, _) | (_, Self::Missing) => false,
            (Self::Float(a), Self::Float(b)) => a == b,
            (a, b) => a.whole().is_some_and(|whole| Some(whole) == b.whole()),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the nearest f64 is what is asked for"
)]
fn nearest_f64(int: i64) -> f64 {
    int as f64
}

/// The largest whole number below which every whole number is an `f64`.
pub(super) const EXACT_IN_F64: u64 = 1 << 53;

/// The whole number that a float is, where `i64` holds it; minus zero is none.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers within i64 are cast"
)]
pub(super) fn whole(float: f64) -> Option<i64> {
    let fits = float.trunc() == float && float.abs() < 9.2e18;
    (fits && !(float == 0.0 && float.is_sign_negative())).then_some(float as i64)
}

/// A number type that cells are stored in.
pub trait Cell: Copy + Send + Sync + 'static {
    /// True for a float: some of its values may be missing or infinite.
    const IS_FLOAT: bool;
    /// True if no value of this type stands for "missing".
    const IS_FULL: bool;
    /// Exact.
    fn value(self) -> Value;
    /// The nearest `f64`; NaN where missing.
    fn to_f64(self) -> f64;
    /// True if none of these is missing or infinite.
    fn are_finite(cells: &[Self]) -> bool;
}

macro_rules! whole_cell {
    ($type:ty, $full:expr, $missing:expr, $to_f64:expr) => {
        impl Cell for $type {
            const IS_FLOAT: bool = false;
            const IS_FULL: bool = $full;

            #[inline]
            fn value(self) -> Value {
                if $missing == Some(self) {
                    Value::Missing
                } else {
                    Value::Int(i64::from(self))
                }
            }

            #[inline]
            fn to_f64(self) -> f64 {
                if $missing == Some(self) {
                    f64::NAN
                } else {
                    $to_f64(self)
                }
            }

            fn are_finite(cells: &[Self]) -> bool {
                // Without a way out in between, so that many cells are looked at at once.
                let missing = |any: bool, cell: &Self| any | ($missing == Some(*cell));
                $full || !cells.iter().fold(false, missing)
            }
        }
    };
}

whole_cell!(u8, true, None::<u8>, f64::from);
whole_cell!(i16, false, Some(i16::MIN), f64::from);
whole_cell!(i32, false, Some(i32::MIN), f64::from);
whole_cell!(i64, false, Some(i64::MIN), nearest_f64);

impl Cell for f32 {
    const IS_FLOAT: bool = true;
    const IS_FULL: bool = false;

    #[inline]
    fn value(self) -> Value {
        Value::from_f64(f64::from(self))
    }

    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }

    fn are_finite(cells: &[Self]) -> bool {
        // Zero times anything else is not zero.
        let (chunks, rest) = cells.as_chunks::<8>();
        let mut sums = [0.0_f32; 8];
        for chunk in chunks {
            for (sum, cell) in sums.iter_mut().zip(chunk) {
                *sum += cell * 0.0;
            }
        }
        sums.iter().sum::<f32>() == 0.0 && rest.iter().all(|cell| cell.is_finite())
    }
}

impl Cell for f64 {
    const IS_FLOAT: bool = true;
    const IS_FULL: bool = false;

    #[inline]
    fn value(self) -> Value {
        Value::from_f64(self)
    }

    #[inline]
    fn to_f64(self) -> f64 {
        self
    }

    fn are_finite(cells: &[Self]) -> bool {
        are_finite(cells)
    }
}

/// Values row by row, in the narrowest type that holds them.
///
/// Missing is the smallest number of the signed types and NaN of the floats; `u8` has no missing.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Whole numbers, none missing.
    U8(Vec<u8>),
    /// Whole numbers; `i16::MIN` is missing.
    I16(Vec<i16>),
    /// Whole numbers; `i32::MIN` is missing.
    I32(Vec<i32>),
    /// Whole numbers; `i64::MIN` is missing.
    I64(Vec<i64>),
    /// Floats; NaN is missing.
    F32(Vec<f32>),
    /// Floats; NaN is missing.
    F64(Vec<f64>),
}

/// Some cells that lie side by side.
#[derive(Clone, Copy, Debug)]
pub enum Run<'a> {
    /// As [`Cells::U8`].
    U8(&'a [u8]),
    /// As [`Cells::I16`].
    I16(&'a [i16]),
    /// As [`Cells::I32`].
    I32(&'a [i32]),
    /// As [`Cells::I64`].
    I64(&'a [i64]),
    /// As [`Cells::F32`].
    F32(&'a [f32]),
    /// As [`Cells::F64`].
    F64(&'a [f64]),
}

/// The same code for whichever type of [`Cells`] or [`Run`] there is.
macro_rules! of_each_type {
    ($kind:ident, $cells:expr, $values:ident => $work:expr) => {
        match $cells {
            $kind::U8($values) => $work,
            $kind::I16($values) => $work,
            $kind::I32($values) => $work,
            $kind::I64($values) => $work,
            $kind::F32($values) => $work,
            $kind::F64($values) => $work,
        }
    };
}
pub(super) use of_each_type;

impl Default for Cells {
    fn default() -> Self {
        Self::U8(Vec::new())
    }
}

impl Cells {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        of_each_type!(Self, self, values => values.len())
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Memory that the values take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let bytes = of_each_type!(Self, self, values => size_of_val(values.as_slice()));
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }

    /// Some cells; empty past the end.
    #[must_use]
    pub fn run(&self, range: Range<usize>) -> Run<'_> {
        match self {
            Self::U8(values) => Run::U8(values.get(range).unwrap_or_default()),
            Self::I16(values) => Run::I16(values.get(range).unwrap_or_default()),
            Self::I32(values) => Run::I32(values.get(range).unwrap_or_default()),
            Self::I64(values) => Run::I64(values.get(range).unwrap_or_default()),
            Self::F32(values) => Run::F32(values.get(range).unwrap_or_default()),
            Self::F64(values) => Run::F64(values.get(range).unwrap_or_default()),
        }
    }

    /// Room for cells of the same type as those of `run`, none of them there yet.
    pub(super) fn like(run: &Run<'_>, room: usize) -> Self {
        match run {
            Run::U8(_) => Self::U8(Vec::with_capacity(room)),
            Run::I16(_) => Self::I16(Vec::with_capacity(room)),
            Run::I32(_) => Self::I32(Vec::with_capacity(room)),
            Run::I64(_) => Self::I64(Vec::with_capacity(room)),
            Run::F32(_) => Self::F32(Vec::with_capacity(room)),
            Run::F64(_) => Self::F64(Vec::with_capacity(room)),
        }
    }

    /// Appends the cells of a run at these places, or all; false (and nothing done) if the run is
    /// of another type.
    pub(super) fn extend_from(&mut self, run: Run<'_>, places: Option<&[usize]>) -> bool {
        match (self, run) {
            (Self::U8(values), Run::U8(run)) => extend(values, run, places),
            (Self::I16(values), Run::I16(run)) => extend(values, run, places),
            (Self::I32(values), Run::I32(run)) => extend(values, run, places),
            (Self::I64(values), Run::I64(run)) => extend(values, run, places),
            (Self::F32(values), Run::F32(run)) => extend(values, run, places),
            (Self::F64(values), Run::F64(run)) => extend(values, run, places),
            _ => return false,
        }
        true
    }
}

fn extend<T: Copy>(values: &mut Vec<T>, run: &[T], places: Option<&[usize]>) {
    match places {
        None => values.extend_from_slice(run),
        Some(places) => values.extend(places.iter().filter_map(|&place| run.get(place))),
    }
}

impl Run<'_> {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        of_each_type!(Self, self, values => values.len())
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The exact value of a cell; missing past the end.
    #[must_use]
    pub fn value(&self, index: usize) -> Value {
        of_each_type!(Self, self, values => values.get(index).map_or(Value::Missing, |value| value.value()))
    }

    /// Appends the nearest `f64`s, NaN where missing.
    pub fn append_f64(&self, out: &mut Vec<f64>) {
        of_each_type!(Self, self, values => out.extend(values.iter().map(|value| value.to_f64())));
    }
}
