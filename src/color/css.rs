//! Colours as CSS writes them.

use super::{Rgba, names};
use std::fmt;
use std::str::FromStr;

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "found \"{found}\", expected a colour such as #1f77b4, #rgb, #rrggbbaa, rgb(31, 119, 180), rgba(31, 119, 180, 0.5), steelblue or transparent"
)]
pub struct RgbaError {
    /// The text as it was given.
    pub found: String,
}

impl FromStr for Rgba {
    type Err = RgbaError;

    /// `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()` (numbers or percent, commas or
    /// spaces, alpha after a comma or slash), a CSS colour name or `transparent`; upper and lower
    /// case are alike. Numbers beyond their range are clamped, as CSS does.
    fn from_str(text: &str) -> Result<Self, RgbaError> {
        let lower = text.trim().to_ascii_lowercase();
        let color = if let Some(digits) = lower.strip_prefix('#') {
            hex(digits)
        } else if let Some(inner) = function(&lower) {
            components(inner)
        } else if lower == "transparent" {
            Some(Self::TRANSPARENT)
        } else {
            names::named(&lower)
        };
        color.ok_or_else(|| RgbaError {
            found: text.to_owned(),
        })
    }
}

impl fmt::Display for Rgba {
    /// `#rrggbb`, with `aa` behind it unless opaque.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue, alpha] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")?;
        if alpha == u8::MAX {
            Ok(())
        } else {
            write!(out, "{alpha:02x}")
        }
    }
}

impl TryFrom<String> for Rgba {
    type Error = RgbaError;

    fn try_from(text: String) -> Result<Self, RgbaError> {
        text.parse()
    }
}

impl From<Rgba> for String {
    fn from(color: Rgba) -> Self {
        color.to_string()
    }
}

/// Hexadecimal digits without their `#`.
pub(super) fn hex(digits: &str) -> Option<Rgba> {
    let mut nibbles = [0_u8; 8];
    let mut count = 0;
    for digit in digits.chars() {
        *nibbles.get_mut(count)? = u8::try_from(digit.to_digit(16)?).ok()?;
        count += 1;
    }
    let [a, b, c, d, e, f, g, h] = nibbles;
    Some(Rgba(match count {
        3 => [a * 17, b * 17, c * 17, 255],
        4 => [a * 17, b * 17, c * 17, d * 17],
        6 => [a * 16 + b, c * 16 + d, e * 16 + f, 255],
        8 => [a * 16 + b, c * 16 + d, e * 16 + f, g * 16 + h],
        _ => return None,
    }))
}

/// What stands between the parentheses of `rgb()` or `rgba()`.
fn function(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("rgb")?;
    let rest = rest.strip_prefix('a').unwrap_or(rest);
    rest.trim_start().strip_prefix('(')?.strip_suffix(')')
}

fn components(inner: &str) -> Option<Rgba> {
    let parts: Vec<&str> = if inner.contains(',') {
        inner.split(',').map(str::trim).collect()
    } else {
        inner
            .split(|c: char| c.is_whitespace() || c == '/')
            .filter(|part| !part.is_empty())
            .collect()
    };
    let (channels, alpha) = match parts.as_slice() {
        [red, green, blue] => ([red, green, blue], 255),
        [red, green, blue, alpha] => ([red, green, blue], byte(number(alpha, 1.0)? * 255.0)),
        _ => return None,
    };
    let [red, green, blue] = channels.map(|text| number(text, 255.0).map(byte));
    Some(Rgba([red?, green?, blue?, alpha]))
}

/// A plain number, or a percentage of `whole`.
fn number(text: &str, whole: f64) -> Option<f64> {
    let value = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0 * whole,
        None => text.parse::<f64>().ok()?,
    };
    value.is_finite().then_some(value)
}

/// The nearest byte; `as` saturates.
fn byte(value: f64) -> u8 {
    value.round() as u8
}
