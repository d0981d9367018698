//! Means and sums of finite cells, exact to the last digits.

/// Mean of finite cells, summed up as differences from the first: beside 1e9, rounding would
/// otherwise swallow what the cells differ in.
#[derive(Clone, Copy)]
pub(super) struct Mean {
    base: f64,
    sum: f64,
    weight: f64,
}

/// Differences from a larger value than this might be no `f64`.
const LARGEST_BASE: f64 = 1e300;

/// What is subtracted where this is the first value: its difference from any value is a number.
#[inline]
pub(super) fn base_of(value: f64) -> f64 {
    if value.abs() <= LARGEST_BASE {
        value
    } else {
        0.0
    }
}

impl Mean {
    /// Of no cells.
    pub(super) const NONE: Self = Self::of(0.0, 0.0, 0.0);

    /// Cells whose weighted differences from `base` add up to `sum`.
    pub(super) const fn of(base: f64, sum: f64, weight: f64) -> Self {
        Self { base, sum, weight }
    }

    /// Takes a cell in; only finite ones count.
    pub(super) fn add(&mut self, value: f64, weight: f64) {
        if value.is_finite() {
            if self.weight == 0.0 {
                self.base = base_of(value);
            }
            self.sum += (value - self.base) * weight;
            self.weight += weight;
        }
    }

    /// Takes the cells of another mean in.
    pub(super) fn merge(&mut self, other: &Self) {
        if self.weight > 0.0 {
            self.sum += other.sum + other.weight * (other.base - self.base);
            self.weight += other.weight;
        } else {
            *self = *other;
        }
    }

    /// The mean of the finite cells; `None` if there were none.
    pub(super) fn of_finite(self) -> Option<f64> {
        // Rounding must not make infinity out of the largest number there is.
        let mean = (self.base + self.sum / self.weight).clamp(f64::MIN, f64::MAX);
        (self.weight > 0.0).then_some(mean)
    }
}

/// Sum of finite cells. What each addition rounds away is kept and added at the end (Knuth's
/// two-sum), so that a million cells lose no more than a few.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
    any: bool,
}

/// The rounded sum of two numbers, and what it lacks.
#[inline]
pub(super) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let added = sum - a;
    (sum, (a - (sum - added)) + (b - added))
}

impl Sum {
    /// Of no cells.
    pub(super) const NONE: Self = Self {
        sum: 0.0,
        lost: 0.0,
        any: false,
    };

    /// Takes a cell in; only finite ones count.
    pub(super) fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.add_sum(value, 0.0);
        }
    }

    /// Takes a sum of finite cells in, and what was lost in rounding it.
    pub(super) fn add_sum(&mut self, other: f64, lost: f64) {
        let (sum, more) = two_sum(self.sum, other);
        self.sum = sum;
        self.lost += more + lost;
        self.any = true;
    }

    /// The sum of the finite cells; 0 if there were none.
    pub(super) fn of_finite(self) -> f64 {
        let exact = self.sum + self.lost;
        // Once the sum is infinite, what was lost is no number.
        if exact.is_nan() { self.sum } else { exact }
    }

    /// The sum of the finite cells; `None` if there were none.
    pub(super) fn of_any(self) -> Option<f64> {
        self.any.then(|| self.of_finite())
    }
}
