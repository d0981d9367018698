//! The distinct values of a column.

/// Distinct values, ascending; values that differ by a rounding error only are one.
#[derive(Clone, Debug)]
pub(super) struct Distinct {
    values: Vec<f64>,
    least: f64,
}

impl Distinct {
    /// The distinct values among these; NaN is none.
    pub(super) fn new(places: &[f64]) -> Self {
        let mut sorted: Vec<f64> = places
            .iter()
            .copied()
            .filter(|place| place.is_finite())
            .collect();
        sorted.sort_by(f64::total_cmp);
        let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
            return Self {
                values: sorted,
                least: 1.0,
            };
        };
        let span = last - first;
        let mut least = if span == 0.0 { 1.0 } else { span };
        #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
        let steps = (sorted.len() - 1).max(1) as f64;
        let error = least / steps / 10_000.0;
        let mut values: Vec<f64> = Vec::new();
        for value in sorted {
            match values.last() {
                Some(before) if value - before > error => {
                    least = least.min(value - before);
                    values.push(value);
                }
                Some(_) => {}
                None => values.push(value),
            }
        }
        Self { values, least }
    }

    /// The values.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The smallest difference between two of them; 1 where there is one value.
    pub(super) fn least(&self) -> f64 {
        self.least
    }

    /// Which of them a value is.
    pub(super) fn find(&self, value: f64) -> Option<usize> {
        let (first, last) = (self.values.first()?, self.values.last()?);
        #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
        let step = if self.values.len() > 1 {
            (last - first) / (self.values.len() - 1) as f64
        } else {
            1.0
        };
        let value = value + self.least / 2.0 + step * 1e-9;
        self.values
            .partition_point(|known| *known <= value)
            .checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_errors_make_no_new_value() {
        let distinct = Distinct::new(&[0.3, 0.1, 0.2, 0.1 + 0.2, f64::NAN]);
        assert_eq!(distinct.values().len(), 3);
        assert_eq!(distinct.find(0.1 + 0.2), Some(2));
        assert_eq!(distinct.find(0.1), Some(0));
        assert_eq!(Distinct::new(&[]).find(1.0), None);
        assert_eq!(Distinct::new(&[5.0, 5.0]).values(), [5.0]);
    }
}
