//! How large the cells of an axis are beside each other, whatever part of it is in view.

use std::sync::Arc;

/// Far less than any cell that can be told apart, and still no zero when multiplied with itself.
const LEAST: f64 = 1e-100;

/// Sizes that differ by less than this part are equal: a mean is then right to far better than a
/// millionth of the values' range.
const ROUNDING: f64 = 1e-9;

/// Sizes in parts of the largest, from sizes in any unit; `None` where they are equal but for
/// rounding. Sizes that are not positive and finite count next to nothing.
pub(super) fn parts_of_largest(mut sizes: Arc<[f64]>) -> Option<Arc<[f64]>> {
    let usable = |size: f64| size > 0.0 && size.is_finite();
    let known = sizes.iter().copied().filter(|size| usable(*size));
    let largest = known.fold(0.0, f64::max);
    // All next to nothing is as good as all equal.
    let even = |size: &f64| largest == 0.0 || *size >= largest * (1.0 - ROUNDING);
    if sizes.iter().all(even) {
        return None;
    }
    for size in Arc::make_mut(&mut sizes) {
        *size = if usable(*size) {
            (*size / largest).clamp(LEAST, 1.0)
        } else {
            LEAST
        };
    }
    Some(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_parts_of_the_largest() {
        let check = |sizes: &[f64], expected: Option<&[f64]>| {
            let found = parts_of_largest(sizes.into());
            assert_eq!(found.as_deref(), expected, "{sizes:?}");
        };
        check(&[], None);
        check(&[3.0], None);
        check(&[0.0, 0.0], None);
        check(&[0.1, 0.1 + 1e-17, 0.1], None);
        check(&[1.0, 4.0, 2.0], Some(&[0.25, 1.0, 0.5]));
        check(&[1.0, 0.0], Some(&[1.0, LEAST]));
        check(&[f64::NAN, 2.0, f64::INFINITY], Some(&[LEAST, 1.0, LEAST]));
        check(&[1e-320, 1e300], Some(&[LEAST, 1.0]));
    }
}
