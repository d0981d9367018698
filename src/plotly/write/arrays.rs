//! Numbers, dates and grids as Plotly takes them.

use serde_json::{Value as Json, json};

use crate::axis::{Scale, date_text};
use crate::grid::Grid;

/// Grids of more cells are written as base64 instead of digits.
const MOST_WRITTEN: usize = 10_000;

/// A number; whole ones without a decimal point, what is not finite as `null`.
pub(super) fn number(value: f64) -> Json {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small"
    )]
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        Json::from(value as i64)
    } else {
        Json::from(value)
    }
}

/// A place on an axis: dates as text.
pub(super) fn place(value: f64, scale: Scale) -> Json {
    match scale {
        Scale::Date => Json::from(date_text(value)),
        _ => number(value),
    }
}

/// Places along an axis.
pub(super) fn places(values: &[f64], scale: Scale) -> Json {
    if scale != Scale::Date && values.len() > MOST_WRITTEN {
        return typed(values.iter().copied(), values.len(), None);
    }
    values.iter().map(|value| place(*value, scale)).collect()
}

/// The values of a grid, row by row; missing ones are `null` (NaN in base64).
pub(super) fn grid(grid: &Grid) -> Json {
    if grid.cells() > MOST_WRITTEN {
        return typed(
            grid.iter(),
            grid.cells(),
            Some([grid.rows(), grid.columns()]),
        );
    }
    let row = |row: usize| -> Json {
        (0..grid.columns())
            .map(|column| cell(grid, row, column))
            .collect()
    };
    (0..grid.rows()).map(row).collect()
}

/// One value; infinities, which JSON has no word for, are missing as they are in Plotly.
fn cell(grid: &Grid, row: usize, column: usize) -> Json {
    use crate::grid::Value;
    match grid.value(row, column) {
        Value::Missing => Json::Null,
        Value::Int(int) => Json::from(int),
        Value::Float(float) => number(float),
    }
}

/// Plotly's typed array of doubles.
fn typed(values: impl Iterator<Item = f64>, count: usize, shape: Option<[usize; 2]>) -> Json {
    let mut bytes = Vec::with_capacity(count * 8);
    for value in values {
        bytes.extend_from_slice(&value.to_le_bytes());
    }
    let mut array = json!({ "dtype": "f8", "bdata": base64(&bytes) });
    if let (Json::Object(array), Some([rows, columns])) = (&mut array, shape) {
        super::set(array, "shape", format!("{rows}, {columns}"));
    }
    array
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let check = |text: &str, expected: &str| assert_eq!(base64(text.as_bytes()), expected);
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn numbers_are_written_as_short_as_they_are() {
        assert_eq!(number(3.0).to_string(), "3");
        assert_eq!(number(-0.5).to_string(), "-0.5");
        assert_eq!(number(1e300).to_string(), "1e+300");
        assert_eq!(number(f64::NAN), Json::Null);
    }
}
