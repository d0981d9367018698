//! How the dates of an axis are written: as much as its step needs, the rest once below.

use super::calendar::{DAY, Day};
use super::date_format::plotly_date;

pub(super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The last part of a date that is written, from the coarsest to the finest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DatePart {
    Year,
    Month,
    Day,
    Minute,
    Second,
    /// At most so many digits of the second's fraction.
    Fraction(u32),
}

impl DatePart {
    /// One part more.
    pub(super) fn finer(self) -> Self {
        match self {
            Self::Year => Self::Month,
            Self::Month => Self::Day,
            Self::Day => Self::Minute,
            Self::Minute => Self::Second,
            Self::Second => Self::Fraction(4),
            Self::Fraction(digits) => Self::Fraction(digits.max(4)),
        }
    }
}

/// A date in words: a line, and what stands below it once for all that have it in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DateWords {
    pub(super) line: String,
    pub(super) head: Option<String>,
}

/// A moment up to a part.
pub(super) fn date_words(ms: f64, part: DatePart) -> DateWords {
    let alone = |format: &str| DateWords {
        line: plotly_date(format, ms),
        head: None,
    };
    match part {
        DatePart::Year => alone("%Y"),
        DatePart::Month => alone("%b %Y"),
        DatePart::Day => DateWords {
            line: plotly_date("%b %-d", ms),
            head: Some(plotly_date("%Y", ms)),
        },
        DatePart::Minute | DatePart::Second | DatePart::Fraction(_) => DateWords {
            line: time_text(ms, part),
            head: Some(plotly_date("%b %-d, %Y", ms)),
        },
    }
}

/// A moment after a format; what follows its first line break is the head.
pub(super) fn formatted_words(ms: f64, format: &str) -> DateWords {
    let text = plotly_date(format, ms);
    match text.split_once('\n') {
        Some((line, head)) => DateWords {
            line: line.to_owned(),
            head: Some(head.to_owned()),
        },
        None => DateWords {
            line: text,
            head: None,
        },
    }
}

/// Hours, minutes and, if asked for, seconds, which are rounded but never to the next minute.
fn time_text(ms: f64, part: DatePart) -> String {
    let digits = match part {
        DatePart::Minute => None,
        DatePart::Fraction(digits) => Some(digits),
        _ => Some(0),
    };
    let unit = libm::pow(10.0, 3.0 - f64::from(digits.unwrap_or(0)));
    // Half of the tenth of a millisecond that counts, or of what is finer.
    let time = (ms + (unit / 2.0).min(0.05)).rem_euclid(DAY);
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    let minutes = libm::floor(time / 60_000.0) as i64;
    let text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let Some(digits) = digits else {
        return text;
    };
    let scale = libm::pow(10.0, f64::from(digits));
    #[expect(clippy::cast_possible_truncation, reason = "below 60 x 10^9")]
    let most = (60.0 * scale - 1.0) as i64;
    #[expect(clippy::cast_possible_truncation, reason = "below 60 x 10^9")]
    let units = (libm::floor(ms.rem_euclid(60_000.0) * (scale / 1000.0) + 0.5) as i64).min(most);
    #[expect(clippy::cast_possible_truncation, reason = "a power of ten")]
    let scale = scale as i64;
    format!(
        "{text}:{:02}{}",
        units / scale,
        fraction_text(units % scale, digits)
    )
}

/// `.25` for 250 of three digits; nothing for zero.
pub(super) fn fraction_text(fraction: i64, digits: u32) -> String {
    if fraction == 0 {
        return String::new();
    }
    let digits = usize::try_from(digits).unwrap_or(0);
    format!(".{fraction:0digits$}")
        .trim_end_matches('0')
        .to_owned()
}

/// The first three letters of a month's name.
pub(super) fn short_month(day: Day) -> &'static str {
    let name = month_name(day);
    name.get(..3).unwrap_or(name)
}

/// A month's name.
pub(super) fn month_name(day: Day) -> &'static str {
    let index = usize::try_from(day.month).unwrap_or(1).saturating_sub(1);
    MONTH_NAMES.get(index).copied().unwrap_or_default()
}
