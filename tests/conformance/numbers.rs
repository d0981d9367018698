//! Lists of numbers side by side.

use serde_json::Value;

use crate::observed::list;

/// A number of a description: infinities are words, missing ones null.
pub(crate) fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.parse().unwrap_or(f64::NAN),
        value => value.as_f64().unwrap_or(f64::NAN),
    }
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    list(value).map(number).collect()
}

/// Both missing, or equal within `tolerance` of `size`.
pub(crate) fn near(a: f64, b: f64, tolerance: f64, size: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= tolerance * size.abs().max(f64::MIN_POSITIVE)
}

/// Equal lists, within 1e-9 of their largest value (or of their span where that is much smaller).
pub(crate) fn same(a: &[f64], b: &[f64]) -> bool {
    let size = a.iter().map(|value| value.abs()).fold(0.0, f64::max);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(*a, *b, 1e-9, size))
}
