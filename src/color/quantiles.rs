//! The share of the data below a value, and back.

use super::segments::{between, fraction};

/// A continuous, ascending line through distinct values and the share of the data below each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantiles {
    /// Value and share, both ascending; two or more.
    knots: Vec<(f64, f64)>,
}

impl Quantiles {
    /// From sample quantiles evenly spaced in probability. A value that repeats gets the middle of
    /// its shares, but the lowest value always 0 and the highest 1, so that a flood of zeros takes
    /// one colour. None unless two values differ.
    pub(super) fn new(samples: &[f64]) -> Option<Self> {
        let mut values: Vec<f64> = samples.iter().copied().filter(|z| z.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1);
        let whole = last.max(1) as f64;
        let mut knots = Vec::new();
        let mut start = 0;
        for run in values.chunk_by(|a, b| a == b) {
            let end = start + run.len() - 1;
            let share = match (start, end) {
                (0, _) => 0.0,
                (_, end) if end == last => 1.0,
                (start, end) => (start + end) as f64 / 2.0 / whole,
            };
            knots.extend(run.first().map(|z| (*z, share)));
            start = end + 1;
        }
        (knots.len() >= 2).then_some(Self { knots })
    }

    /// The share of the data below `z`, 0 to 1.
    pub(super) fn share(&self, z: f64) -> f64 {
        let above = self.knots.partition_point(|(value, _)| *value <= z);
        match self.around(above) {
            ([low, below], Some([high, beyond])) => {
                between(below, beyond, fraction(low, high, z)).max(0.0)
            }
            ([_, below], None) => below,
        }
    }

    /// The value below which this share of the data lies.
    pub(super) fn value(&self, share: f64) -> f64 {
        let above = self.knots.partition_point(|(_, below)| *below <= share);
        match self.around(above) {
            ([low, below], Some([high, beyond])) => {
                between(low, high, fraction(below, beyond, share))
            }
            ([low, _], None) => low,
        }
    }

    /// The knots before and at `index`: one alone at the ends.
    fn around(&self, index: usize) -> ([f64; 2], Option<[f64; 2]>) {
        let at = |index: usize| self.knots.get(index).map(|&(value, share)| [value, share]);
        match (index.checked_sub(1).and_then(at), at(index)) {
            (Some(low), high) => (low, high),
            (None, Some(high)) => (high, None),
            (None, None) => ([0.0; 2], None),
        }
    }
}
