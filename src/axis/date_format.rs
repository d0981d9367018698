//! Date formats in the notation of d3-time-format, in its English locale.

use super::FormatError;
use super::calendar::{DAY, Day, day_and_time};
use super::date_label::{fraction_text, month_name, short_month};

/// The moment `ms` (milliseconds since 1970 UTC) written after a d3-time-format such as `%b %-d`.
///
/// Beside d3's directives (each with `-`, `_` or `0` for its padding) there are Plotly's: `%h`,
/// the half of the year, and `%3f` or `%{3}f`, at most so many digits of the second's fraction.
/// A moment outside the years -9999 to 9999 is written as nothing.
///
/// # Errors
/// If `format` holds a directive that does not exist.
pub fn format_date(format: &str, ms: f64) -> Result<String, FormatError> {
    let (text, is_known) = write(format, ms, Manner::D3);
    if is_known {
        return Ok(text);
    }
    Err(FormatError {
        format: format.to_owned(),
        kind: "date",
    })
}

/// The same for any format, as Plotly's American English writes them: of a directive that does not
/// exist its letter remains; `%x` is `01/31/2024`, `%X` is `15:30:00`.
#[must_use]
pub fn plotly_date(format: &str, ms: f64) -> String {
    write(format, ms, Manner::Plotly).0
}

/// Whose words stand for whole dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    D3,
    Plotly,
}

/// A moment after a format, and whether all directives are known; of others the letter remains.
fn write(format: &str, ms: f64, manner: Manner) -> (String, bool) {
    let moment = Moment::of(ms);
    let mut text = String::new();
    let mut is_known = true;
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let before = letters.clone();
        let directive = Directive::read(&mut letters);
        // Checked even where there is no moment to write.
        match directive.and_then(|directive| directive.write(moment.unwrap_or_default(), manner)) {
            Some(piece) => text.push_str(&piece),
            None => {
                is_known = false;
                letters = before;
                // What pads a directive goes with it.
                text.extend(match letters.next() {
                    Some('-' | '_' | '0') => letters.next(),
                    next => next,
                });
            }
        }
    }
    if moment.is_none() {
        text.clear();
    }
    (text, is_known)
}

/// What follows a percent sign.
#[derive(Clone, Copy, Debug)]
struct Directive {
    pad: Option<char>,
    digits: Option<u32>,
    letter: char,
}

impl Directive {
    fn read(letters: &mut std::str::Chars<'_>) -> Option<Self> {
        let mut directive = Self {
            pad: None,
            digits: None,
            letter: letters.next()?,
        };
        match directive.letter {
            pad @ ('-' | '_' | '0') => {
                directive.pad = Some(pad);
                directive.letter = letters.next()?;
            }
            '{' => {
                directive.digits = Some(letters.next()?.to_digit(10)?);
                if letters.next()? != '}' {
                    return None;
                }
                directive.letter = letters.next()?;
            }
            digit if digit.is_ascii_digit() => {
                directive.digits = digit.to_digit(10);
                directive.letter = letters.next()?;
            }
            _ => {}
        }
        (directive.digits.is_none() || directive.letter == 'f').then_some(directive)
    }

    fn write(self, moment: Moment, manner: Manner) -> Option<String> {
        let number = |number: i64, width: usize, pad: char| Some(self.padded(number, width, pad));
        let Moment { day, .. } = moment;
        let hour12 = (moment.hour() + 11) % 12 + 1;
        match self.letter {
            'd' => number(day.day.into(), 2, '0'),
            'e' => number(day.day.into(), 2, '_'),
            'g' => number((day.iso_week.0 % 100).into(), 2, '0'),
            'G' => number((day.iso_week.0 % 10_000).into(), 4, '0'),
            'H' => number(moment.hour(), 2, '0'),
            'I' => number(hour12, 2, '0'),
            'j' => number(day.ordinal.into(), 3, '0'),
            'L' => number(moment.time_ms % 1000, 3, '0'),
            'm' => number(day.month.into(), 2, '0'),
            'M' => number(moment.minute(), 2, '0'),
            'S' => number(moment.second(), 2, '0'),
            'U' => number(moment.week_from(0), 2, '0'),
            'V' => number(day.iso_week.1.into(), 2, '0'),
            'W' => number(moment.week_from(1), 2, '0'),
            'y' => number((day.year % 100).into(), 2, '0'),
            'Y' => number((day.year % 10_000).into(), 4, '0'),
            'q' => number((day.month.saturating_sub(1) / 3 + 1).into(), 1, '-'),
            'h' => number((day.month.saturating_sub(1) / 6 + 1).into(), 1, '-'),
            'w' => number(day.weekday.into(), 1, '-'),
            'u' => number(((day.weekday + 6) % 7 + 1).into(), 1, '-'),
            'Q' => number(moment.epoch_ms(), 1, '-'),
            's' => number(moment.epoch_ms().div_euclid(1000), 1, '-'),
            'f' => Some(moment.fraction(self.digits.unwrap_or(6))),
            _ => self.words(moment, manner),
        }
    }

    /// Directives that are words, or made of others.
    fn words(self, moment: Moment, manner: Manner) -> Option<String> {
        let weekday = weekday_name(moment.day);
        let made_of = |d3: &str, plotly: &str| {
            let format = if manner == Manner::D3 { d3 } else { plotly };
            write(format, moment.ms, manner).0
        };
        Some(match self.letter {
            'a' => weekday.get(..3)?.to_owned(),
            'A' => weekday.to_owned(),
            'b' => short_month(moment.day).to_owned(),
            'B' => month_name(moment.day).to_owned(),
            'p' => if moment.hour() < 12 { "AM" } else { "PM" }.to_owned(),
            'c' => made_of("%-m/%-d/%Y, %-I:%M:%S %p", "%a %b %e %H:%M:%S %Y"),
            'x' => made_of("%-m/%-d/%Y", "%m/%d/%Y"),
            'X' => made_of("%-I:%M:%S %p", "%H:%M:%S"),
            'Z' => "+0000".to_owned(),
            '%' => "%".to_owned(),
            _ => return None,
        })
    }

    fn padded(self, number: i64, width: usize, default: char) -> String {
        let sign = if number < 0 { "-" } else { "" };
        let digits = number.unsigned_abs();
        match self.pad.unwrap_or(default) {
            '0' => format!("{sign}{digits:0width$}"),
            '_' => format!("{sign}{digits:width$}"),
            _ => format!("{sign}{digits}"),
        }
    }
}

/// A moment taken apart; by default the beginning of 1970.
#[derive(Clone, Copy, Debug)]
struct Moment {
    ms: f64,
    day: Day,
    /// Whole milliseconds since midnight.
    time_ms: i64,
}

impl Default for Moment {
    fn default() -> Self {
        let day = Day {
            year: 1970,
            month: 1,
            day: 1,
            weekday: 4,
            ordinal: 1,
            iso_week: (1970, 1),
        };
        Self {
            ms: 0.0,
            day,
            time_ms: 0,
        }
    }
}

impl Moment {
    /// Plotly's tolerance of 0.05 ms keeps 10:00:00 from reading 09:59:59.
    fn of(ms: f64) -> Option<Self> {
        let (day, time) = day_and_time(ms + 0.05)?;
        #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
        let time_ms = libm::floor(time) as i64;
        Some(Self { ms, day, time_ms })
    }

    fn hour(self) -> i64 {
        self.time_ms / 3_600_000
    }

    fn minute(self) -> i64 {
        self.time_ms / 60_000 % 60
    }

    fn second(self) -> i64 {
        self.time_ms / 1000 % 60
    }

    fn epoch_ms(self) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "dates lie far below 2^53 ms"
        )]
        let ms = libm::floor(self.ms + 0.05) as i64;
        ms
    }

    /// Weeks that have begun in this year; they begin on `first` (0 is Sunday).
    fn week_from(self, first: u32) -> i64 {
        let since_first = (self.day.weekday + 7 - first) % 7;
        i64::from((self.day.ordinal + 6).saturating_sub(since_first) / 7)
    }

    /// At most so many digits of the second's fraction, at least one.
    fn fraction(self, digits: u32) -> String {
        let digits = if digits == 0 { 6 } else { digits.min(6) };
        let Some((_, time)) = day_and_time(self.ms) else {
            return "0".to_owned();
        };
        let scale = 10_i64.pow(digits);
        let time = if time >= DAY { 0.0 } else { time };
        let seconds = time / 1000.0;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a fraction of at most six digits"
        )]
        let part =
            libm::round((seconds - libm::floor(seconds)) * libm::pow(10.0, digits.into())) as i64;
        let text = fraction_text(part % scale, digits);
        text.get(1..)
            .filter(|text| !text.is_empty())
            .unwrap_or("0")
            .to_owned()
    }
}

fn weekday_name(day: Day) -> &'static str {
    match day.weekday {
        0 => "Sunday",
        1 => "Monday",
        2 => "Tuesday",
        3 => "Wednesday",
        4 => "Thursday",
        5 => "Friday",
        _ => "Saturday",
    }
}
