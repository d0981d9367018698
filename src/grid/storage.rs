//! A grid's storage: one number type hidden behind exact access.

use std::sync::OnceLock;
use std::sync::{Arc, Weak};
use std::sync::atomic::{AtomicU64, Ordering};

use super::Stats;
use super::plane::PlaneMemo;

/// The value of one cell, exact.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest f64 is what is asked for"
    )]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Missing => f64::NAN,
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

/// The values handed in do not fill the shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{values} values do not fill {rows} rows of {columns} columns")]
pub struct ShapeError {
    /// Number of values given.
    pub values: usize,
    /// Rows asked for.
    pub rows: usize,
    /// Columns asked for.
    pub columns: usize,
}

/// Rows x columns of values, shared and never changed.
///
/// Cloning is cheap: the storage is shared. [`Grid::id`] is equal for clones and different for
/// every other grid of the process, so painters can key uploads by it.
#[derive(Clone, Debug)]
pub struct Grid {
    inner: Arc<Inner>,
}

/// Tells whether a grid is still there, without keeping it.
#[derive(Clone, Debug)]
pub struct GridWatch {
    inner: Weak<Inner>,
}

impl GridWatch {
    /// True once no clone of the grid is left.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.inner.strong_count() == 0
    }
}

#[derive(Debug)]
struct Inner {
    id: u64,
    rows: usize,
    columns: usize,
    body: Body,
    stats: OnceLock<Stats>,
    permilles: OnceLock<Arc<[f64]>>,
    memo: PlaneMemo,
}

/// Row-major bodies. Missing is NaN in `F64` and `i64::MIN` in `I64`.
#[derive(Debug)]
enum Body {
    F64(Vec<f64>),
    I64(Vec<i64>),
}

const MISSING_INT: i64 = i64::MIN;

/// Identities of grids and planes come from one counter, so that no two sources share one.
pub(super) fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Default for Grid {
    /// No cells.
    fn default() -> Self {
        Self::with_body(0, 0, Body::F64(Vec::new()))
    }
}

impl Grid {
    /// A grid of floats in row-major order; NaN is missing.
    ///
    /// # Errors
    /// If there are not exactly `rows * columns` values.
    pub fn new(rows: usize, columns: usize, values: Vec<f64>) -> Result<Self, ShapeError> {
        if rows.checked_mul(columns) != Some(values.len()) {
            return Err(ShapeError {
                values: values.len(),
                rows,
                columns,
            });
        }
        Ok(Self::with_body(rows, columns, Body::F64(values)))
    }

    fn with_body(rows: usize, columns: usize, body: Body) -> Self {
        Self {
            inner: Arc::new(Inner {
                id: next_id(),
                rows,
                columns,
                body,
                stats: OnceLock::new(),
                permilles: OnceLock::new(),
                memo: PlaneMemo::default(),
            }),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.inner.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.inner.columns
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.inner.rows * self.inner.columns
    }

    /// This grid's identity within the process.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.inner.id
    }

    /// Tells what was made of this grid when to go.
    #[must_use]
    pub fn watch(&self) -> GridWatch {
        GridWatch {
            inner: Arc::downgrade(&self.inner),
        }
    }

    /// The exact value of a cell; missing outside the grid.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Value {
        let Some(index) = self.index(row, column) else {
            return Value::Missing;
        };
        match &self.inner.body {
            Body::F64(values) => Value::from_f64(values[index]),
            Body::I64(values) => int_value(values[index]),
        }
    }

    /// The cell as the nearest `f64`; NaN where missing or outside the grid.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.value(row, column).to_f64()
    }

    /// Statistics over all cells, made once.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        self.inner
            .stats
            .get_or_init(|| Stats::of(self.row_chunks()))
    }

    /// The 0th to 1000th permille of the finite values, 1001 of them, ascending; empty if there
    /// are none. Exact, with linear interpolation between neighbouring values (as numpy's
    /// `quantile` does by default); made once.
    #[must_use]
    pub fn permilles(&self) -> Arc<[f64]> {
        Arc::clone(self.inner.permilles.get_or_init(|| permilles(self.iter())))
    }

    /// The planes made of this grid.
    pub(super) fn memo(&self) -> &PlaneMemo {
        &self.inner.memo
    }

    /// `columns` of `row` as `f64` (NaN where missing).
    ///
    /// `scratch` is a buffer to reuse; it is only touched where the storage is not `f64`.
    pub(crate) fn row_values<'a>(
        &'a self,
        row: usize,
        columns: std::ops::Range<usize>,
        scratch: &'a mut Vec<f64>,
    ) -> &'a [f64] {
        let start = row * self.inner.columns;
        let range = start + columns.start..start + columns.end;
        match &self.inner.body {
            Body::F64(values) => &values[range],
            Body::I64(values) => {
                scratch.clear();
                scratch.extend(values[range].iter().map(|&v| int_value(v).to_f64()));
                scratch
            }
        }
    }

    /// The grid with its rows and columns taken in another order (indices into this grid).
    #[must_use]
    pub fn permuted(&self, rows: Option<&[usize]>, columns: Option<&[usize]>) -> Self {
        let identity_rows: Vec<usize> = (0..self.rows()).collect();
        let identity_columns: Vec<usize> = (0..self.columns()).collect();
        let rows = rows.unwrap_or(&identity_rows);
        let columns = columns.unwrap_or(&identity_columns);
        let body = match &self.inner.body {
            Body::F64(values) => Body::F64(self.gather(values, rows, columns)),
            Body::I64(values) => Body::I64(self.gather(values, rows, columns)),
        };
        Self::with_body(rows.len(), columns.len(), body)
    }

    /// [`Self::permuted`], remembered as long as the grid is and nothing else is asked for.
    #[must_use]
    pub fn selected(&self, rows: Option<&[usize]>, columns: Option<&[usize]>) -> Self {
        self.inner
            .memo
            .selected(rows, columns, || self.permuted(rows, columns))
    }

    /// The same values with every cell as `f64`, row-major.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        self.row_chunks().flat_map(|row| row.into_owned())
    }

    fn gather<T: Copy>(&self, values: &[T], rows: &[usize], columns: &[usize]) -> Vec<T> {
        let width = self.columns();
        rows.iter()
            .flat_map(|row| {
                columns
                    .iter()
                    .map(move |column| values[row * width + column])
            })
            .collect()
    }

    fn index(&self, row: usize, column: usize) -> Option<usize> {
        (row < self.rows() && column < self.columns()).then(|| row * self.columns() + column)
    }

    fn row_chunks(&self) -> impl Iterator<Item = std::borrow::Cow<'_, [f64]>> {
        (0..self.rows()).map(move |row| {
            let start = row * self.columns();
            let range = start..start + self.columns();
            match &self.inner.body {
                Body::F64(values) => std::borrow::Cow::Borrowed(&values[range]),
                Body::I64(values) => std::borrow::Cow::Owned(
                    values[range]
                        .iter()
                        .map(|&v| int_value(v).to_f64())
                        .collect(),
                ),
            }
        })
    }
}

fn int_value(value: i64) -> Value {
    if value == MISSING_INT {
        Value::Missing
    } else {
        Value::Int(value)
    }
}

fn permilles(values: impl Iterator<Item = f64>) -> Arc<[f64]> {
    let mut sorted: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return Arc::default();
    };
    let at = |permille: usize| {
        // Whole numbers, so that the places are exact: index = last * permille / 1000.
        let (index, rest) = (last * permille / 1000, last * permille % 1000);
        let low = sorted[index];
        #[expect(clippy::cast_precision_loss, reason = "below 1000")]
        let part = rest as f64 / 1000.0;
        if rest == 0 {
            low
        } else {
            low * (1.0 - part) + sorted[index + 1] * part
        }
    };
    (0..=1000).map(at).collect()
}

/// Collects values row by row; rows may be ragged and are filled with missing values.
///
/// Whole numbers beyond 2^53 are kept exact as long as no decimal stands beside them.
#[derive(Debug, Default)]
pub struct GridBuilder {
    floats: Vec<f64>,
    /// Kept beside the floats only from the first whole number that `f64` cannot hold.
    wide: Option<Vec<i64>>,
    /// A value was met that no whole number of the storage stands for.
    only_floats: bool,
    columns: usize,
    /// Where each ended row ends in `floats`.
    row_ends: Vec<usize>,
}

/// The largest whole number below which every whole number is an `f64`.
const EXACT_INT: u64 = 1 << 53;

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
        match value {
            // It stands for "missing" among whole numbers, and is exact as a float.
            Value::Int(MISSING_INT) => self.stay_float(),
            Value::Int(int) if int.unsigned_abs() > EXACT_INT => self.go_wide(),
            Value::Float(float) if float.fract() != 0.0 || float.abs() > 9.0e18 => {
                self.stay_float();
            }
            _ => {}
        }
        if let Some(wide) = &mut self.wide {
            wide.push(match value {
                Value::Missing => MISSING_INT,
                Value::Int(int) => int,
                Value::Float(float) => int_from_exact(float),
            });
        }
        self.floats.push(value.to_f64());
    }

    /// Ends the current row; answers how many cells it is short of the widest row so far.
    pub fn end_row(&mut self) -> usize {
        let width = self.floats.len() - self.row_ends.last().copied().unwrap_or(0);
        self.row_ends.push(self.floats.len());
        self.columns = self.columns.max(width);
        self.columns - width
    }

    /// Rows ended so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.row_ends.len()
    }

    /// Width of the widest row so far.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The finished grid; an unfinished row is ended first.
    #[must_use]
    pub fn finish(mut self) -> Grid {
        if self.floats.len() > self.row_ends.last().copied().unwrap_or(0) {
            self.end_row();
        }
        let (rows, columns) = (self.row_ends.len(), self.columns);
        let body = match self.wide {
            Some(wide) if !self.only_floats => {
                Body::I64(filled(wide, &self.row_ends, columns, MISSING_INT))
            }
            _ => Body::F64(filled(self.floats, &self.row_ends, columns, f64::NAN)),
        };
        Grid::with_body(rows, columns, body)
    }

    fn stay_float(&mut self) {
        self.only_floats = true;
        self.wide = None;
    }

    fn go_wide(&mut self) {
        if self.wide.is_none() && !self.only_floats {
            self.wide = Some(self.floats.iter().map(|&v| int_from_exact(v)).collect());
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only called for whole numbers within i64"
)]
fn int_from_exact(value: f64) -> i64 {
    if value.is_nan() {
        MISSING_INT
    } else {
        value as i64
    }
}

/// Rows brought to one width; the values themselves if they all have it already.
fn filled<T: Copy>(values: Vec<T>, row_ends: &[usize], columns: usize, fill: T) -> Vec<T> {
    if values.len() == row_ends.len() * columns {
        return values;
    }
    let mut out = Vec::with_capacity(row_ends.len() * columns);
    let mut start = 0;
    for &end in row_ends {
        out.extend_from_slice(&values[start..end]);
        out.extend(std::iter::repeat_n(fill, columns - (end - start)));
        start = end;
    }
    out
}
