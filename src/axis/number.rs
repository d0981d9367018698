//! How numbers are written: exactly, and as Plotly writes them on axes and in hover labels.

use super::decimal::{Decimal, floor_log10};

/// Plotly's minus sign.
pub(super) const MINUS: char = '\u{2212}';

/// The shortest digits that read back as `value`, with a plain `-`.
///
/// Plain notation from 1e-5 up to 1e16, scientific (`1.5e-7`) beyond; zero has no sign;
/// the rest is `NaN`, `inf`, `-inf`.
#[must_use]
pub fn exact_number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.is_finite() && !(1e-5..1e16).contains(&value.abs()) {
        return format!("{value:e}");
    }
    format!("{value}")
}

/// All digits of `value`, with a plain `-`.
#[must_use]
pub fn exact_integer(value: i64) -> String {
    value.to_string()
}

/// `value` as Plotly's hover labels write it: seven significant digits, an SI prefix (10^9
/// is `B`) or a power of ten where |value| is below 1e-3 or from 1e4 on, U+2212 for minus.
#[must_use]
pub fn hover_number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 {
            "∞".to_owned()
        } else {
            format!("{MINUS}∞")
        };
    }
    NumberStyle::of_value(value).write(value)
}

/// How the numbers of one axis are rounded, and which power of ten is taken out of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberStyle {
    decimals: i32,
    exponent: i32,
}

impl NumberStyle {
    /// For ticks `step` apart on an axis that reaches to `largest` at most (both positive):
    /// two digits beyond the leading one of the step, one power of ten for all.
    pub(super) fn of_step(step: f64, largest: f64) -> Self {
        Self {
            decimals: 2 - floor_log10(step, 0.01),
            exponent: common_exponent(largest),
        }
    }

    /// For a number by itself: seven significant digits, its own power of ten.
    pub(super) fn of_value(value: f64) -> Self {
        let size = if value == 0.0 { 1.0 } else { value.abs() };
        let Self { decimals, exponent } = Self::of_step(size, size);
        Self {
            decimals: decimals + 4,
            exponent,
        }
    }

    /// `value` in this style; zero is a bare `0`.
    pub(super) fn write(self, value: f64) -> String {
        let rounded = Decimal::shortest(value).rounded(self.decimals);
        if rounded.is_zero() {
            return "0".to_owned();
        }
        let mantissa = rounded.shifted(-self.exponent);
        let (integer, fraction) = (mantissa.integer_part(), mantissa.fraction_part());
        let mut text = String::new();
        if value < 0.0 {
            text.push(MINUS);
        }
        // Four digits alone may be a year and stay together.
        if integer.len() > 4 || !fraction.is_empty() {
            text.push_str(&grouped(&integer));
        } else {
            text.push_str(&integer);
        }
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(&fraction);
        }
        text.push_str(&exponent_mark(self.exponent));
        text
    }
}

/// The power of ten to take out of all numbers of an axis that reaches to `largest`.
fn common_exponent(largest: f64) -> i32 {
    let exponent = floor_log10(largest, 0.01);
    if exponent.abs() <= 3 {
        0
    } else if beyond_prefixes(exponent) {
        exponent
    } else {
        exponent.div_euclid(3) * 3
    }
}

/// Whether there is no prefix in use for this power of ten.
pub(super) fn beyond_prefixes(exponent: i32) -> bool {
    !(-15..=14).contains(&exponent)
}

fn exponent_mark(exponent: i32) -> String {
    let prefix = match exponent {
        -15 => "f",
        -12 => "p",
        -9 => "n",
        -6 => "μ",
        -3 => "m",
        0 => "",
        3 => "k",
        6 => "M",
        9 => "B",
        12 => "T",
        _ => return format!("×10{}", superscript(exponent)),
    };
    prefix.to_owned()
}

/// A whole number in raised digits.
pub(super) fn superscript(number: i32) -> String {
    let raised = |digit: char| match digit {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    number.to_string().chars().map(raised).collect()
}

/// Digits with a comma between groups of three.
pub(super) fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
