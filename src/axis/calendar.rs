//! The Gregorian calendar, proleptic and without time zones: the only place that names chrono.

use chrono::{Datelike, NaiveDate};

pub(super) const SECOND: f64 = 1000.0;
pub(super) const MINUTE: f64 = 60.0 * SECOND;
pub(super) const HOUR: f64 = 60.0 * MINUTE;
pub(super) const DAY: f64 = 24.0 * HOUR;

/// 2000-01-01 in ms since 1970 UTC, from which ticks and periods are counted.
pub(super) const ORIGIN: f64 = 946_684_800_000.0;

/// The first and last millisecond of the calendar.
pub(super) const CALENDAR: [f64; 2] = [-377_705_116_800_000.0, 253_402_300_799_999.0];

/// Days from the calendar's first day (0001-01-01 being day 1) to 1970-01-01.
const EPOCH_DAY: i32 = 719_163;
/// The years that dates may have.
const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;

/// A day by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    /// 1 to 12.
    pub(super) month: u32,
    /// 1 to 31.
    pub(super) day: u32,
    /// Days since Sunday, 0 to 6.
    pub(super) weekday: u32,
    /// Day of the year, 1 to 366.
    pub(super) ordinal: u32,
    /// The year and number (1 to 53) of its ISO 8601 week.
    pub(super) iso_week: (i32, u32),
}

/// The day in which a moment (ms since 1970 UTC) lies, and the milliseconds since its midnight;
/// `None` outside the years -9999 to 9999.
pub(super) fn day_and_time(ms: f64) -> Option<(Day, f64)> {
    let days = libm::floor(ms / DAY);
    if days.is_nan() || days.abs() > 5e6 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let date = NaiveDate::from_num_days_from_ce_opt(days as i32 + EPOCH_DAY)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let day = Day {
        year: date.year(),
        month: date.month(),
        day: date.day(),
        weekday: date.weekday().num_days_from_sunday(),
        ordinal: date.ordinal(),
        iso_week: (date.iso_week().year(), date.iso_week().week()),
    };
    Some((day, ms - days * DAY))
}

/// Midnight of a day in ms since 1970 UTC; `None` if there is no such day.
pub(super) fn ms_from_day(year: i32, month: u32, day: u32) -> Option<f64> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(f64::from(date.num_days_from_ce() - EPOCH_DAY) * DAY)
}

/// A moment moved by so many months. The last days of a month stay last days: three days later,
/// the month is changed, and then it goes three days back. `None` outside the calendar.
pub(super) fn add_months(ms: f64, months: i64) -> Option<f64> {
    const THREE_DAYS: f64 = 3.0 * DAY;
    let (day, time) = day_and_time(ms + THREE_DAYS)?;
    let month = i64::from(day.year) * 12 + i64::from(day.month) - 1;
    let month = month.checked_add(months)?;
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let first = ms_from_day(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)?;
    Some(first + f64::from(day.day - 1) * DAY + time - THREE_DAYS)
}
