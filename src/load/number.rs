//! What one field says: a number, a missing value, true or false, or some other text.

use crate::grid::Value;

/// One field of a table's body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// Empty, or one of the words for "no value".
    Missing,
    /// A number, infinities included.
    Number(Value),
    /// `true` or `false`.
    Bool(bool),
    /// Anything else.
    Text,
}

/// Reads a field; `decimal` is `.` or `,`.
pub(super) fn cell(field: &[u8], decimal: u8) -> Cell {
    let field = field.trim_ascii();
    if let Some(value) = number(field, decimal) {
        return Cell::Number(value);
    }
    word(field)
}

fn word(field: &[u8]) -> Cell {
    const MISSING: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "-", "."];
    let is = |word: &str| field.eq_ignore_ascii_case(word.as_bytes());
    if MISSING.iter().any(|word| is(word)) {
        return Cell::Missing;
    }
    if is("true") {
        return Cell::Bool(true);
    }
    if is("false") {
        return Cell::Bool(false);
    }
    let (negative, rest) = match field {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if rest.eq_ignore_ascii_case(b"inf") || rest.eq_ignore_ascii_case(b"infinity") {
        return Cell::Number(Value::Float(if negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        }));
    }
    Cell::Text
}

/// Reads `[+-] digits [decimal digits] [e [+-] digits]`, correctly rounded; whole numbers that
/// `i64` can hold stay whole.
#[inline]
pub(super) fn number(field: &[u8], decimal: u8) -> Option<Value> {
    let parts = Parts::of(field, decimal)?;
    if parts.whole && parts.significant <= 19 {
        return Some(parts.integer());
    }
    if let Some(value) = parts.exact() {
        return Some(Value::Float(value));
    }
    by_standard_library(field, decimal)
}

/// The slow way, for many digits and large exponents.
#[inline(never)]
pub(super) fn by_standard_library(field: &[u8], decimal: u8) -> Option<Value> {
    let text = std::str::from_utf8(field).ok()?;
    let value = if decimal == b'.' {
        text.parse()
    } else {
        text.replace(char::from(decimal), ".").parse()
    };
    value.ok().map(Value::from_f64)
}

/// The powers of ten that are exact floats.
pub(super) const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A number taken apart.
struct Parts {
    negative: bool,
    /// The digits without the point; meaningful up to 19 significant ones.
    mantissa: u64,
    significant: u32,
    /// Power of ten of the mantissa.
    exponent: i32,
    /// True without a point and an exponent.
    whole: bool,
}

impl Parts {
    fn of(field: &[u8], decimal: u8) -> Option<Self> {
        let (negative, mut rest) = match field {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let mut parts = Self {
            negative,
            mantissa: 0,
            significant: 0,
            exponent: 0,
            whole: true,
        };
        let before = parts.digits(&mut rest);
        let mut after = 0;
        if let [point, tail @ ..] = rest
            && *point == decimal
        {
            rest = tail;
            after = parts.digits(&mut rest);
            parts.whole = false;
            parts.exponent = i32::try_from(after).ok()?.checked_neg()?;
        }
        if before + after == 0 {
            return None;
        }
        if let [b'e' | b'E', tail @ ..] = rest {
            parts.whole = false;
            parts.exponent = parts.exponent.saturating_add(exponent(tail)?);
            rest = &[];
        }
        rest.is_empty().then_some(parts)
    }

    /// Takes the digits in front of `rest`; answers how many there were.
    fn digits(&mut self, rest: &mut &[u8]) -> usize {
        let (mut mantissa, mut significant, mut count) = (self.mantissa, self.significant, 0);
        for &byte in *rest {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
            significant += u32::from(mantissa != 0 || significant > 0);
            count += 1;
        }
        (self.mantissa, self.significant) = (mantissa, significant);
        *rest = rest.get(count..).unwrap_or_default();
        count
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "whole numbers beyond i64 become the nearest float"
    )]
    fn integer(&self) -> Value {
        match i64::try_from(self.mantissa) {
            Ok(0) if self.negative => Value::Float(-0.0),
            Ok(int) => Value::Int(if self.negative { -int } else { int }),
            Err(_) => Value::Float(if self.negative {
                -(self.mantissa as f64)
            } else {
                self.mantissa as f64
            }),
        }
    }

    fn exact(&self) -> Option<f64> {
        if self.significant > 19 {
            return None;
        }
        let value = exact(self.mantissa, self.exponent)?;
        Some(if self.negative { -value } else { value })
    }
}

/// A whole number times a power of ten, where one multiplication or division of two exact floats
/// makes it (Clinger 1990).
#[expect(clippy::cast_precision_loss, reason = "at most 2^53, so exact")]
#[inline]
pub(super) fn exact(mantissa: u64, power: i32) -> Option<f64> {
    if mantissa > 1 << 53 {
        return None;
    }
    let factor = POWERS.get(usize::try_from(power.unsigned_abs()).ok()?)?;
    let mantissa = mantissa as f64;
    Some(if power < 0 {
        mantissa / factor
    } else {
        mantissa * factor
    })
}

/// The digits behind an `e`, saturating; `None` if they are no whole number.
pub(super) fn exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0_i32, |sum, &b| {
        sum.saturating_mul(10).saturating_add(i32::from(b - b'0'))
    });
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    fn check(text: &str, expected: Cell) {
        assert_eq!(cell(text.as_bytes(), b'.'), expected, "{text:?}");
    }

    #[test]
    fn fields_are_told_apart() {
        for word in [
            "", "  ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "-", ".",
        ] {
            check(word, Cell::Missing);
        }
        for text in [
            "1,5", "12%", "0x10", "1e", "e5", "+", "--1", "1 2", "1_000", "abc", "1.2.3", "1e5.5",
        ] {
            check(text, Cell::Text);
        }
        for (text, value) in [
            ("+1.5", 1.5),
            ("1e3", 1000.0),
            ("1.", 1.0),
            (".5", 0.5),
            (" 2.5 ", 2.5),
            ("1E-2", 0.01),
        ] {
            check(text, Cell::Number(Value::Float(value)));
        }
        for (text, value) in [
            ("inf", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("+INF", f64::INFINITY),
        ] {
            check(text, Cell::Number(Value::Float(value)));
        }
        for (text, value) in [
            ("007", 7),
            ("-12", -12),
            ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", i64::MAX),
        ] {
            check(text, Cell::Number(Value::Int(value)));
        }
        check(
            "9223372036854775808",
            Cell::Number(Value::Float(9_223_372_036_854_775_808.0)),
        );
        check(
            "-9223372036854775808",
            Cell::Number(Value::Float(-9_223_372_036_854_775_808.0)),
        );
        check(
            "123456789012345678901234567890",
            Cell::Number(Value::Float(123_456_789_012_345_678_901_234_567_890.0)),
        );
        check("True", Cell::Bool(true));
        assert_eq!(cell(b"1,5", b','), Cell::Number(Value::Float(1.5)));
        assert_eq!(cell(b"1.5", b','), Cell::Text);
    }

    /// A million random decimals read exactly as the standard library reads them.
    #[test]
    fn numbers_are_correctly_rounded() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut next = || random.bits();
        for _ in 0..1_000_000 {
            let mut text = if next() % 3 == 0 {
                "-".to_owned()
            } else {
                String::new()
            };
            for _ in 0..1 + next() % 21 {
                text.push(char::from(b'0' + u8::try_from(next() % 10).unwrap()));
            }
            if next() % 4 > 0 {
                let at = usize::try_from(next()).unwrap() % text.len();
                text.insert(at.max(1), '.');
            }
            if next() % 3 == 0 {
                text += &format!("e{}", i64::try_from(next() % 700).unwrap() - 350);
            }
            let expected: f64 = text.parse().unwrap();
            let got = number(text.as_bytes(), b'.').unwrap().to_f64();
            assert_eq!(got.to_bits(), expected.to_bits(), "{text}");
        }
    }
}
