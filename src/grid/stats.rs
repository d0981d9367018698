//! What a grid's values are like, in one pass.

use std::borrow::Cow;

/// Counts and extremes over a set of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stats {
    /// Number of finite cells.
    pub finite: u64,
    /// Number of missing cells.
    pub missing: u64,
    /// Number of cells at +infinity.
    pub positive_infinities: u64,
    /// Number of cells at -infinity.
    pub negative_infinities: u64,
    /// Number of finite cells that are zero or negative.
    pub not_positive: u64,
    /// Smallest and largest finite value; `None` if there is none.
    pub extent: Option<[f64; 2]>,
    /// Smallest finite value above zero.
    pub min_positive: Option<f64>,
}

impl Stats {
    /// Statistics over rows of values, where NaN is missing.
    pub fn of<'a>(rows: impl Iterator<Item = Cow<'a, [f64]>>) -> Self {
        let mut stats = Self::default();
        for row in rows {
            for &value in row.iter() {
                stats.add(value);
            }
        }
        stats
    }

    /// Those of two sets of cells together.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let lower = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self {
            finite: self.finite + other.finite,
            missing: self.missing + other.missing,
            positive_infinities: self.positive_infinities + other.positive_infinities,
            negative_infinities: self.negative_infinities + other.negative_infinities,
            not_positive: self.not_positive + other.not_positive,
            extent: match (self.extent, other.extent) {
                (Some(a), Some(b)) => Some([a[0].min(b[0]), a[1].max(b[1])]),
                (a, b) => a.or(b),
            },
            min_positive: lower(self.min_positive, other.min_positive),
        }
    }

    /// Takes one more value in.
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            self.missing += 1;
        } else if value == f64::INFINITY {
            self.positive_infinities += 1;
        } else if value == f64::NEG_INFINITY {
            self.negative_infinities += 1;
        } else {
            self.add_finite(value);
        }
    }

    fn add_finite(&mut self, value: f64) {
        self.finite += 1;
        self.extent = Some(match self.extent {
            None => [value, value],
            Some([low, high]) => [low.min(value), high.max(value)],
        });
        if value > 0.0 {
            self.min_positive = Some(self.min_positive.map_or(value, |low| low.min(value)));
        } else {
            self.not_positive += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sets_have_the_statistics_of_both_together() {
        let of = |values: &[f64]| Stats::of(std::iter::once(Cow::Borrowed(values)));
        let parts = [
            vec![3.0, f64::NAN, -1.0],
            vec![0.5, f64::INFINITY],
            vec![],
            vec![-7.0, f64::NEG_INFINITY, 8.0],
        ];
        let all = parts
            .iter()
            .fold(Stats::default(), |all, part| all.and(&of(part)));
        assert_eq!(all, of(&parts.concat()));
        assert_eq!(all.extent, Some([-7.0, 8.0]));
    }
}
