//! Dates out of text and back, without loss.

use super::calendar::{DAY, HOUR, MINUTE, day_and_time, ms_from_day};
use super::date_label::fraction_text;
use super::number::exact_number;

/// A moment read from text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParsedDate {
    /// Milliseconds since 1970 UTC of the time as written, digits below a millisecond included.
    pub ms: f64,
    /// The offset from UTC that was written behind it, if one was; `ms` is not shifted by it.
    pub offset_minutes: Option<i32>,
    /// Whether digits below a microsecond were given, other than zeros.
    pub finer_than_microsecond: bool,
}

/// The first year that two digits can mean; fixed, so that a table reads the same every year.
const FIRST_SHORT_YEAR: i32 = 1956;

/// Reads a date: `YYYY[-M[-D[ H[:M[:S[.f]]]]]]`, with `T` for the space if liked, and `Z` or an
/// offset (`+02:00`, `+0200`, `+02`) behind minutes or seconds; slashes may stand for the dashes
/// of a full date. Years have four digits and perhaps a minus, or two (1956 to 2055).
/// `None` for anything else, impossible days and times among it.
#[must_use]
pub fn parse_date(text: &str) -> Option<ParsedDate> {
    let mut rest = Cursor(text.trim().as_bytes());
    let year = rest.year()?;
    let separator = rest.take_if(|byte| matches!(byte, b'-' | b'/'));
    let month = if separator.is_some() {
        rest.number(1, 2)?
    } else {
        1
    };
    let has_day = separator.is_some_and(|separator| rest.take(separator));
    if separator == Some(b'/') && !has_day {
        return None;
    }
    let day = if has_day { rest.number(1, 2)? } else { 1 };
    let midnight = ms_from_day(year, month, day)?;
    let time = if has_day
        && rest
            .take_if(|byte| matches!(byte, b' ' | b'T' | b't'))
            .is_some()
    {
        rest.time()?
    } else {
        Time::default()
    };
    rest.0.is_empty().then_some(ParsedDate {
        ms: midnight + time.whole_ms + time.part_ms,
        offset_minutes: time.offset_minutes,
        finer_than_microsecond: time.finer_than_microsecond,
    })
}

#[derive(Clone, Copy, Debug, Default)]
struct Time {
    whole_ms: f64,
    /// Below one millisecond.
    part_ms: f64,
    offset_minutes: Option<i32>,
    finer_than_microsecond: bool,
}

/// What is left of the text.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take_if(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        if !wanted(first) {
            return None;
        }
        self.0 = rest;
        Some(first)
    }

    fn take(&mut self, wanted: u8) -> bool {
        self.take_if(|byte| byte == wanted).is_some()
    }

    /// Digits, at most `most`; `None` if there are fewer than `least`.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let mut number = 0;
        for count in 0..most {
            match self.take_if(|byte| byte.is_ascii_digit()) {
                Some(digit) => number = number * 10 + u32::from(digit - b'0'),
                None if count < least => return None,
                None => break,
            }
        }
        Some(number)
    }

    fn year(&mut self) -> Option<i32> {
        let before = self.take(b'-');
        let digits = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        match (digits, before) {
            (4, _) => {
                let year = i32::try_from(self.number(4, 4)?).ok()?;
                Some(if before { -year } else { year })
            }
            (2, false) => {
                let year = i32::try_from(self.number(2, 2)?).ok()?;
                Some((year - FIRST_SHORT_YEAR).rem_euclid(100) + FIRST_SHORT_YEAR)
            }
            _ => None,
        }
    }

    /// `H[:M[:S[.f]]]` and an offset.
    fn time(&mut self) -> Option<Time> {
        let mut time = Time::default();
        let hour = self.number(1, 2).filter(|&hour| hour < 24)?;
        time.whole_ms = f64::from(hour) * HOUR;
        if !self.take(b':') {
            return Some(time);
        }
        let minute = self.number(2, 2).filter(|&minute| minute < 60)?;
        time.whole_ms += f64::from(minute) * MINUTE;
        if self.take(b':') {
            let second = self.number(2, 2).filter(|&second| second < 60)?;
            time.whole_ms += f64::from(second * 1000);
            if self.take(b'.') {
                self.fraction(&mut time)?;
            }
        }
        time.offset_minutes = self.offset()?;
        Some(time)
    }

    fn fraction(&mut self, time: &mut Time) -> Option<()> {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        let digits = std::str::from_utf8(digits)
            .ok()
            .filter(|digits| !digits.is_empty())?;
        self.0 = rest;
        let (whole, part) = digits.split_at_checked(3).unwrap_or((digits, ""));
        time.whole_ms += format!("{whole:0<3}").parse::<f64>().ok()?;
        time.part_ms = format!("0.{part}0").parse::<f64>().ok()?;
        time.finer_than_microsecond = part.bytes().skip(3).any(|digit| digit != b'0');
        Some(())
    }

    /// `Some(None)` where there is none, `None` where it is none that is known.
    #[expect(clippy::option_option, reason = "absent and wrong are two things")]
    fn offset(&mut self) -> Option<Option<i32>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.take_if(|byte| matches!(byte, b'Z' | b'z')).is_some() {
            return Some(Some(0));
        }
        let sign = self.take_if(|byte| matches!(byte, b'+' | b'-'))?;
        let hours = self.number(2, 2)?;
        let colon = self.take(b':');
        let minutes = if colon || !self.0.is_empty() {
            self.number(2, 2)?
        } else {
            0
        };
        let minutes = i32::try_from(hours * 60 + minutes).ok()?;
        Some(Some(if sign == b'-' { -minutes } else { minutes }))
    }
}

/// `ms` (milliseconds since 1970 UTC) as text, as short as is exact: the day, minutes if it is
/// not midnight, then seconds and as many digits behind them as it takes to read the same
/// number back. Outside the years -9999 to 9999: the number itself and `ms`.
#[must_use]
pub fn date_text(ms: f64) -> String {
    let Some((day, time)) = day_and_time(ms) else {
        return format!("{} ms", exact_number(ms));
    };
    let sign = if day.year < 0 { "-" } else { "" };
    let year = day.year.unsigned_abs();
    let mut text = format!("{sign}{year:04}-{:02}-{:02}", day.month, day.day);
    if time == 0.0 {
        return text;
    }
    let whole = libm::floor(time);
    let (nanoseconds, whole) = match shortest_part(ms, time - whole) {
        // Only where doubles are coarser than the digits: the next millisecond is meant.
        1_000_000 if whole + 1.0 < DAY => (0, whole + 1.0),
        part => (part, whole),
    };
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    let whole = whole as i64;
    let (seconds, thousandths) = (whole / 1000, whole % 1000);
    text.push_str(&format!(" {:02}:{:02}", seconds / 3600, seconds / 60 % 60));
    let fraction = fraction_text(thousandths * 1_000_000 + nanoseconds, 9);
    if seconds % 60 != 0 || !fraction.is_empty() {
        text.push_str(&format!(":{:02}{fraction}", seconds % 60));
    }
    text
}

/// The part of a moment below a millisecond in nanoseconds, with as few digits as read back as
/// `ms`; 1 000 000 at most.
fn shortest_part(ms: f64, part: f64) -> i64 {
    let whole = ms - part;
    for digits in 0..=6 {
        let scale = libm::pow(10.0, f64::from(digits));
        let rounded = libm::round(part * scale);
        if digits == 6 || whole + rounded / scale == ms {
            #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
            return libm::round(rounded * (1e6 / scale)) as i64;
        }
    }
    0
}
