//! How numbers are written: exactly, and as Plotly's hover labels do.

/// The shortest digits that read back as `value`, with a plain `-`.
#[must_use]
pub fn exact_number(value: f64) -> String {
    format!("{value}")
}

/// All digits of `value`, with a plain `-`.
#[must_use]
pub fn exact_integer(value: i64) -> String {
    value.to_string()
}

/// `value` as Plotly's hover labels write it: seven significant digits and a prefix (k, M, B, ...).
#[must_use]
pub fn hover_number(value: f64) -> String {
    format!("{value}")
}
