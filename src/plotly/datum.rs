//! Single values of a figure's data, taken as Plotly takes them: what counts as a number, what a
//! category is called, which moment a date is.

use super::Node;
use crate::axis::parse_date;

/// One value of a data list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item<'a> {
    /// Nothing: `null`, or no number among numbers.
    Missing,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(&'a str),
    /// A list or a map.
    Other,
}

/// The first and last moment that a date axis can show.
const MOMENTS: [f64; 2] = [-377_705_116_800_000.0, 253_402_300_800_000.0];

impl<'a> Item<'a> {
    pub(super) fn of(node: &'a Node) -> Self {
        match node {
            Node::Null => Self::Missing,
            Node::Bool(value) => Self::Bool(*value),
            Node::Number(number) => Self::Number(*number),
            Node::Text(text) => Self::Text(text),
            _ => Self::Other,
        }
    }

    pub(super) fn of_number(number: f64) -> Self {
        if number.is_nan() {
            Self::Missing
        } else {
            Self::Number(number)
        }
    }

    /// The number that a cell of this value has: finite numbers and what reads as one.
    pub(super) fn numeric(self) -> Option<f64> {
        match self {
            Self::Number(number) => number.is_finite().then_some(number),
            Self::Text(text) => numeric_text(text),
            _ => None,
        }
    }

    /// The number that a coordinate of this value has: words may carry currency signs, percent
    /// signs, quotes, spaces and commas between digits.
    pub(super) fn cleaned(self) -> Option<f64> {
        match self {
            Self::Text(text) => cleaned_text(text),
            _ => self.numeric(),
        }
    }

    /// The moment in ms since 1970 UTC: a date as written (a number of two or four digits is a year),
    /// else a number of milliseconds.
    pub(super) fn moment(self) -> Option<f64> {
        self.date().or_else(|| {
            let ms = self.numeric()?;
            (MOMENTS[0]..=MOMENTS[1]).contains(&ms).then_some(ms)
        })
    }

    /// The moment, if this is written as a date.
    pub(super) fn date(self) -> Option<f64> {
        match self {
            Self::Text(text) => date_text(text),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 10_000.0 => {
                date_text(&js_text(number))
            }
            _ => None,
        }
    }

    /// What a category of this value is called; none where there is no value.
    pub(super) fn category(self) -> Option<String> {
        match self {
            Self::Missing | Self::Other => None,
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(number) => Some(js_text(number)),
            Self::Text(text) => Some(text.to_owned()),
        }
    }
}

/// Dates with dashes only: `2024/01/05` is none here.
fn date_text(text: &str) -> Option<f64> {
    if text.contains('/') {
        return None;
    }
    parse_date(text).map(|date| date.ms)
}

/// The finite number that a whole text stands for.
pub(super) fn numeric_text(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = text.bytes().find(|byte| !matches!(byte, b'+' | b'-'))?;
    if !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    let radix = |prefix: [&str; 2], radix| {
        let digits = prefix.iter().find_map(|prefix| text.strip_prefix(prefix))?;
        // No sign may stand between the prefix and the digits.
        let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| u64::from_str_radix(digits, radix).ok())?
    };
    let whole = radix(["0x", "0X"], 16)
        .or_else(|| radix(["0b", "0B"], 2))
        .or_else(|| radix(["0o", "0O"], 8));
    let number = match whole {
        #[expect(clippy::cast_precision_loss, reason = "as scripts read such numbers")]
        Some(whole) => whole as f64,
        None => text.parse().ok()?,
    };
    number.is_finite().then_some(number)
}

fn cleaned_text(text: &str) -> Option<f64> {
    let junk = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '%' | ',' | '$' | '#');
    let text = text.trim_matches(junk);
    if text.contains([',', ' ']) {
        numeric_text(&text.replace([',', ' '], ""))
    } else {
        numeric_text(text)
    }
}

/// A number as scripts write it.
pub(super) fn js_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    let size = number.abs();
    if (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        let check =
            |text: &str, number: Option<f64>| assert_eq!(numeric_text(text), number, "{text:?}");
        check("7", Some(7.0));
        check(" 4 ", Some(4.0));
        check("-1e3", Some(-1000.0));
        check(".5", Some(0.5));
        check("0x1f", Some(31.0));
        check("", None);
        check("  ", None);
        check("inf", None);
        check("NaN", None);
        check("1e999", None);
        check("1,000", None);
        check("5 or more", None);
        let clean = |text: &str, number: Option<f64>| {
            assert_eq!(Item::Text(text).cleaned(), number, "{text:?}");
        };
        clean("1,000", Some(1000.0));
        clean("$12.5", Some(12.5));
        clean("50 %", Some(50.0));
        clean("\"3\"", Some(3.0));
        clean("a", None);
    }

    #[test]
    fn dates_and_years() {
        assert_eq!(Item::Number(1970.0).moment(), Some(0.0));
        assert_eq!(Item::Text("1970-01-02").moment(), Some(86_400_000.0));
        assert_eq!(Item::Number(86_400_000.0).moment(), Some(86_400_000.0));
        assert_eq!(Item::Text("1970/01/02").moment(), None);
        assert_eq!(Item::Number(1e300).moment(), None);
    }

    #[test]
    fn numbers_as_names() {
        let check = |number: f64, text: &str| assert_eq!(js_text(number), text);
        check(1.0, "1");
        check(-0.0, "0");
        check(0.1, "0.1");
        check(1e21, "1e+21");
        check(1e-7, "1e-7");
        check(123_456_789.5, "123456789.5");
    }
}
