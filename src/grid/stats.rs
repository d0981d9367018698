//! What a grid's values are like, in one pass.

use super::cells::{Cell, Run, of_each_type};

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
        self.add_values(&[value]);
    }

    /// Takes values in; NaN is missing.
    pub fn add_values(&mut self, values: &[f64]) {
        for part in values.chunks(PART) {
            self.add_part(part);
        }
    }

    /// Takes a run of cells in.
    pub fn add_run(&mut self, run: Run<'_>) {
        match run {
            Run::F64(values) => self.add_values(values),
            run => of_each_type!(Run, run, cells => self.add_cells(cells)),
        }
    }

    fn add_cells<T: Cell>(&mut self, cells: &[T]) {
        let mut values = [0.0; PART];
        for part in cells.chunks(PART) {
            for (value, cell) in values.iter_mut().zip(part) {
                *value = cell.to_f64();
            }
            self.add_part(values.get(..part.len()).unwrap_or_default());
        }
    }

    /// Takes up to [`PART`] values in.
    fn add_part(&mut self, values: &[f64]) {
        let folded = if are_finite(values) {
            Folded::of_finite(values)
        } else {
            self.count_others(values);
            Folded::of(values)
        };
        self.finite += folded.finite;
        self.not_positive += folded.not_positive;
        if folded.finite > 0 {
            let [low, high] = folded.extent;
            self.extent = Some(match self.extent {
                None => [low, high],
                Some([least, most]) => [least.min(low), most.max(high)],
            });
        }
        if folded.min_positive < f64::INFINITY {
            let least = self.min_positive.unwrap_or(f64::INFINITY);
            self.min_positive = Some(least.min(folded.min_positive));
        }
    }

    fn count_others(&mut self, values: &[f64]) {
        for &value in values {
            self.missing += u64::from(value.is_nan());
            self.positive_infinities += u64::from(value == f64::INFINITY);
            self.negative_infinities += u64::from(value == f64::NEG_INFINITY);
        }
    }
}

/// Values taken in at a time: they stay in the nearest cache.
const PART: usize = 512;
/// Independent chains of operations, so that the processor works on several at once.
const LANES: usize = 8;

/// True if no value is missing or infinite. (Zero times any of those is not zero.)
pub(super) fn are_finite(values: &[f64]) -> bool {
    let (lanes, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for part in lanes {
        for (sum, value) in sums.iter_mut().zip(part) {
            *sum += value * 0.0;
        }
    }
    sums.iter().sum::<f64>() == 0.0 && rest.iter().all(|value| value.is_finite())
}

/// What a few values are like.
struct Folded {
    finite: u64,
    not_positive: u64,
    extent: [f64; 2],
    min_positive: f64,
}

impl Folded {
    const START: Self = Self {
        finite: 0,
        not_positive: 0,
        extent: [f64::INFINITY, f64::NEG_INFINITY],
        min_positive: f64::INFINITY,
    };

    /// Of finite values only, without a branch.
    fn of_finite(values: &[f64]) -> Self {
        let (chunks, rest) = values.as_chunks::<LANES>();
        let mut low = [f64::INFINITY; LANES];
        let mut high = [f64::NEG_INFINITY; LANES];
        let mut positive = [f64::INFINITY; LANES];
        let mut not_positive = [0_u64; LANES];
        for chunk in chunks {
            for (lane, &value) in chunk.iter().enumerate() {
                low[lane] = if value < low[lane] { value } else { low[lane] };
                high[lane] = if value > high[lane] {
                    value
                } else {
                    high[lane]
                };
                let above = if value > 0.0 { value } else { f64::INFINITY };
                positive[lane] = if above < positive[lane] {
                    above
                } else {
                    positive[lane]
                };
                not_positive[lane] += u64::from(value <= 0.0);
            }
        }
        let mut folded = Self::of(rest);
        for lane in 0..LANES {
            folded.extent = [
                folded.extent[0].min(low[lane]),
                folded.extent[1].max(high[lane]),
            ];
            folded.min_positive = folded.min_positive.min(positive[lane]);
            folded.not_positive += not_positive[lane];
        }
        folded.finite = u64::try_from(values.len()).unwrap_or(u64::MAX);
        // Both zeros are one.
        folded.extent = folded.extent.map(|end| end + 0.0);
        folded
    }

    /// Of the finite ones among any values.
    fn of(values: &[f64]) -> Self {
        let mut folded = Self::START;
        for value in values.iter().filter(|value| value.is_finite()) {
            folded.finite += 1;
            folded.extent = [folded.extent[0].min(*value), folded.extent[1].max(*value)];
            if *value > 0.0 {
                folded.min_positive = folded.min_positive.min(*value);
            } else {
                folded.not_positive += 1;
            }
        }
        folded.extent = folded.extent.map(|end| end + 0.0);
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sets_have_the_statistics_of_both_together() {
        let of = |values: &[f64]| {
            let mut stats = Stats::default();
            stats.add_values(values);
            stats
        };
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
