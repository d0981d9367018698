//! Categories in the order of their values.

use super::axes::{Aggregate, ValueOrder};
use super::categories::word_order;
use super::datum::js_text;

/// The order of categories by what stands for their values; equal ones stay as they are.
pub(super) fn order(values: &[Vec<f64>], order: ValueOrder) -> Vec<usize> {
    let keys: Vec<f64> = values
        .iter()
        .map(|values| aggregate(values, order.by))
        .collect();
    let before = |a: f64, b: f64| if order.descending { a > b } else { a < b };
    let mut sorted: Vec<usize> = (0..keys.len()).collect();
    if keys.iter().all(|key| !key.is_nan()) {
        sorted.sort_by(|a, b| {
            let (a, b) = (keys[*a], keys[*b]);
            if order.descending {
                b.partial_cmp(&a)
            } else {
                a.partial_cmp(&b)
            }
            .unwrap_or(std::cmp::Ordering::Equal)
        });
        return sorted;
    }
    // Categories without values are equal to all others, so that where they go depends on the way
    // of sorting: each in turn is put in by halving, as scripts sort short lists.
    let mut placed: Vec<usize> = Vec::with_capacity(keys.len());
    for index in 0..keys.len() {
        let (mut low, mut high) = (0, placed.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(keys[index], keys[placed[middle]]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        placed.insert(low, index);
    }
    placed
}

/// What stands for all values of a category; NaN where there are none.
fn aggregate(values: &[f64], by: Aggregate) -> f64 {
    let present = || values.iter().copied().filter(|value| value.is_finite());
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let count = present().count() as f64;
    match by {
        Aggregate::Sum => present().reduce(|a, b| a + b).unwrap_or(f64::NAN),
        Aggregate::Min => present().reduce(f64::min).unwrap_or(f64::NAN),
        Aggregate::Max => present().reduce(f64::max).unwrap_or(f64::NAN),
        Aggregate::Mean => present().sum::<f64>() / count,
        Aggregate::GeometricMean => libm::pow(present().product(), 1.0 / count),
        Aggregate::Median => median(values),
    }
}

/// The middle of the values as Plotly finds it: sorted as words, missing ones last.
fn median(values: &[f64]) -> f64 {
    let mut words: Vec<(String, f64)> = values
        .iter()
        .filter(|value| value.is_finite())
        .map(|value| (js_text(*value), *value))
        .collect();
    words.sort_by(|a, b| word_order(&a.0, &b.0));
    let at = |index: usize| words.get(index).map_or(f64::NAN, |(_, value)| *value);
    let count = values.len();
    match (count, count % 2) {
        (0, _) => f64::NAN,
        (_, 1) => at(count / 2),
        _ => 0.5 * at(count / 2) + 0.5 * at(count / 2 - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_sorted_by_value() {
        let check = |values: &[&[f64]], by, descending, expected: &[usize]| {
            let values: Vec<Vec<f64>> = values.iter().map(|values| values.to_vec()).collect();
            assert_eq!(
                order(&values, ValueOrder { by, descending }),
                expected,
                "{values:?}"
            );
        };
        let values: &[&[f64]] = &[&[3.0, 1.0], &[5.0, f64::NAN], &[4.0]];
        check(values, Aggregate::Sum, false, &[0, 2, 1]);
        check(values, Aggregate::Max, true, &[1, 2, 0]);
        check(values, Aggregate::Mean, false, &[0, 2, 1]);
        check(&[&[2.0], &[1.0], &[1.0]], Aggregate::Min, false, &[1, 2, 0]);
        check(&[&[1.0], &[f64::NAN]], Aggregate::Min, true, &[0, 1]);
    }
}
