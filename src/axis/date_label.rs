//! How the dates of an axis are written: as much as its step needs, the rest once below.

use super::calendar::{DAY, Day, day_and_time};
use super::number::MINUS;

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

/// The last part of a date that the ticks of an axis differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePrecision {
    Year,
    Month,
    Day,
    Minute,
    Second { decimals: u32 },
}

/// Labels for moments in the order in which they stand on the axis. What days and times have
/// in common stands on a second line, on the first of them and wherever it changes.
pub(super) fn date_labels(moments: &[f64], precision: DatePrecision) -> Vec<String> {
    let mut shown = String::new();
    let label = |&ms: &f64| {
        let (line, head) = label_and_head(ms, precision).unwrap_or_default();
        if head.is_empty() || head == shown {
            return line;
        }
        let label = format!("{line}\n{head}");
        shown = head;
        label
    };
    moments.iter().map(label).collect()
}

fn label_and_head(ms: f64, precision: DatePrecision) -> Option<(String, String)> {
    let decimals = if let DatePrecision::Second { decimals } = precision {
        decimals
    } else {
        3
    };
    let (day, units) = day_and_units(ms, decimals)?;
    let label = match precision {
        DatePrecision::Year => (year(day), String::new()),
        DatePrecision::Month => (format!("{} {}", short_month(day), year(day)), String::new()),
        DatePrecision::Day => (format!("{} {}", short_month(day), day.day), year(day)),
        DatePrecision::Minute | DatePrecision::Second { .. } => {
            let scale = 10_i64.pow(decimals);
            let (seconds, fraction) = (units.div_euclid(scale), units.rem_euclid(scale));
            let mut time = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
            if precision != DatePrecision::Minute {
                time.push_str(&format!(":{:02}", seconds % 60));
                time.push_str(&fraction_text(fraction, decimals));
            }
            (
                time,
                format!("{} {}, {}", short_month(day), day.day, year(day)),
            )
        }
    };
    Some(label)
}

/// The day of a moment and its time in units of 10^-`decimals` seconds since midnight, rounded
/// to them. `decimals` is 9 at most.
fn day_and_units(ms: f64, decimals: u32) -> Option<(Day, i64)> {
    let (day, time) = day_and_time(ms)?;
    let per_ms = libm::pow(10.0, f64::from(decimals) - 3.0);
    let whole = |time: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "below 1e14")]
        let units = libm::round(time * per_ms) as i64;
        units
    };
    if whole(time) < whole(DAY) {
        return Some((day, whole(time)));
    }
    let (next, _) = day_and_time(ms - time + DAY)?;
    Some((next, 0))
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

fn year(day: Day) -> String {
    let digits = format!("{:04}", day.year.unsigned_abs());
    if day.year < 0 {
        format!("{MINUS}{digits}")
    } else {
        digits
    }
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
