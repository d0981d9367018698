//! How numbers are written: exactly, and as Plotly writes them on axes and in hover labels.

use super::decimal::{Decimal, power_of_ten};
use super::rounding::{Digits, prefixes};
use super::{ExponentFormat, TickText};

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
    let text = TickText::default();
    NumberStyle {
        digits: Digits::of_value(value, &text, text.exponent),
        exponent: Some(text.exponent),
        text: &text,
        markup: false,
    }
    .write(value)
}

/// How numbers are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberStyle<'a> {
    pub(super) digits: Digits,
    /// How a power of ten is written; `None`: it is taken out, but not written.
    pub(super) exponent: Option<ExponentFormat>,
    pub(super) text: &'a TickText,
    /// Powers are marked up as Plotly does (`<sup>`), instead of in raised digits.
    pub(super) markup: bool,
}

impl NumberStyle<'_> {
    /// `value` in this style; zero has no sign.
    pub(super) fn write(&self, value: f64) -> String {
        if value.is_nan() {
            return "NaN".to_owned();
        }
        let sign = if value < 0.0 { "\u{2212}" } else { "" };
        if value.is_infinite() {
            return format!("{sign}∞");
        }
        let Digits { decimals, exponent } = self.digits;
        let exponent = if self.exponent == Some(ExponentFormat::None) {
            0
        } else {
            exponent
        };
        let mark = self.exponent_mark(exponent);
        if value.abs() < libm::pow(10.0, f64::from(-decimals)) / 2.0 {
            return format!("0{mark}");
        }
        let mantissa = mantissa(value.abs(), decimals, exponent);
        format!("{sign}{}{mark}", separated(&mantissa, self.text))
    }

    fn exponent_mark(&self, exponent: i32) -> String {
        let Some(format) = self.exponent.filter(|_| exponent != 0) else {
            return String::new();
        };
        let signed = |plus: &str| {
            let sign = if exponent < 0 { "\u{2212}" } else { plus };
            format!("{sign}{}", exponent.unsigned_abs())
        };
        match format {
            ExponentFormat::None => String::new(),
            ExponentFormat::SmallE => format!("e{}", signed("+")),
            ExponentFormat::CapitalE => format!("E{}", signed("+")),
            _ if prefixes(format).is_some_and(|known| known.contains(&exponent)) => {
                prefix(format, exponent).to_owned()
            }
            _ if self.markup => format!("×10<sup>{}</sup>", signed("")),
            _ => format!("×10{}", superscript(exponent)),
        }
    }
}

/// |value| without a power of ten, rounded to so many places behind the point of the whole number.
fn mantissa(value: f64, decimals: i32, exponent: i32) -> String {
    // Powers of ten end there; all digits are of the mantissa.
    if exponent.abs() > 300 {
        let mantissa = Decimal::shortest(value)
            .rounded(decimals)
            .shifted(-exponent);
        let (integer, fraction) = (mantissa.integer_part(), mantissa.fraction_part());
        let point = if fraction.is_empty() { "" } else { "." };
        return format!("{integer}{point}{fraction}");
    }
    let (value, decimals) = if exponent == 0 {
        (value, decimals)
    } else {
        (value * power_of_ten(-exponent), decimals + exponent)
    };
    if decimals > 0 {
        return fixed(value, decimals.min(20));
    }
    let unit = power_of_ten(-decimals);
    shortest_number(libm::floor(value / unit + 0.5) * unit)
}

/// At most so many places behind the point, without idle zeros.
fn fixed(value: f64, decimals: i32) -> String {
    if value >= 1e21 {
        return shortest_number(value);
    }
    let rounded = Decimal::precise(value).rounded(decimals);
    let (integer, fraction) = (rounded.integer_part(), rounded.fraction_part());
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{integer}{point}{fraction}")
}

/// The shortest digits that read back as `value` as JavaScript writes them: plain from 1e-6 up to
/// 1e21, else with an exponent.
pub(super) fn shortest_number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value.is_nan() || (1e-6..1e21).contains(&value.abs()) {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    if value.abs() < 1.0 {
        text
    } else {
        text.replace('e', "e+")
    }
}

/// With the separators of a text. Four digits alone may be a year and stay together.
fn separated(number: &str, text: &TickText) -> String {
    let [decimal, thousands] = text.separators;
    let (integer, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_long = integer.len() > 4 || !fraction.is_empty() || text.separate_thousands;
    let is_digits = integer.bytes().all(|byte| byte.is_ascii_digit());
    let mut separated = if is_long && is_digits {
        grouped(integer, thousands)
    } else {
        integer.to_owned()
    };
    if !fraction.is_empty() {
        push_mark(&mut separated, decimal);
        separated.push_str(fraction);
    }
    separated
}

/// A mark, unless it stands for none.
pub(super) fn push_mark(text: &mut String, mark: char) {
    if mark != '\0' {
        text.push(mark);
    }
}

fn prefix(format: ExponentFormat, exponent: i32) -> &'static str {
    const PREFIXES: [&str; 21] = [
        "q", "r", "y", "z", "a", "f", "p", "n", "μ", "m", "", "k", "M", "G", "T", "P", "E", "Z",
        "Y", "R", "Q",
    ];
    if format == ExponentFormat::Billions && exponent == 9 {
        return "B";
    }
    let index = usize::try_from(exponent.div_euclid(3) + 10).unwrap_or(10);
    PREFIXES.get(index).copied().unwrap_or_default()
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

/// Digits with a mark between groups of three.
pub(super) fn grouped(digits: &str, mark: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            push_mark(&mut text, mark);
        }
        text.push(digit);
    }
    text
}
