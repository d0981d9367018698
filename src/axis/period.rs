//! Periods of time: the one that a moment lies in.

use super::calendar::{DAY, ORIGIN, add_months};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Period {
    /// Milliseconds.
    Even(f64),
    /// Calendar months.
    Months(u32),
}

/// Where in its period something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodAlign {
    /// At its beginning.
    Start,
    /// In the middle.
    #[default]
    Middle,
    /// At its end.
    End,
}

impl Period {
    /// Where Plotly begins to count periods of this length: 2000-01-01, and for whole weeks the
    /// Sunday after it.
    #[must_use]
    pub fn default_base(self) -> f64 {
        match self {
            Self::Even(length) if length % (7.0 * DAY) == 0.0 => ORIGIN + DAY,
            _ => ORIGIN,
        }
    }

    /// Start and end of the period in which a moment lies, `base` (ms since 1970 UTC) being a start;
    /// `None` for periods without length and moments outside the calendar.
    #[must_use]
    pub fn around(self, ms: f64, base: f64) -> Option<[f64; 2]> {
        match self {
            Self::Even(length) if length > 0.0 => {
                let start = base + libm::floor((ms - base) / length) * length;
                let span = [start, start + length];
                span.iter().all(|end| end.is_finite()).then_some(span)
            }
            Self::Months(months) if months > 0 => months_around(ms, base, months.into()),
            _ => None,
        }
    }
}

/// A moment moved to the start, middle or end of its period; unmoved where there is none.
#[must_use]
pub fn align_period(ms: f64, period: Period, base: f64, align: PeriodAlign) -> f64 {
    match (period.around(ms, base), align) {
        (None, _) => ms,
        (Some([start, _]), PeriodAlign::Start) => start,
        (Some([_, end]), PeriodAlign::End) => end,
        (Some([start, end]), PeriodAlign::Middle) => start + (end - start) / 2.0,
    }
}

fn months_around(ms: f64, base: f64, months: i64) -> Option<[f64; 2]> {
    const AVERAGE_MONTH: f64 = 365.25 * DAY / 12.0;
    #[expect(clippy::cast_precision_loss, reason = "a length in months")]
    let guess = libm::round((ms - base) / (months as f64 * AVERAGE_MONTH));
    if guess.is_nan() || guess.abs() >= 1e6 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let mut index = guess as i64;
    let start_of = |index: i64| add_months(base, index.saturating_mul(months));
    // The guess is off by less than one, but for a few days around the ends of months.
    for _ in 0..4 {
        let (start, end) = (start_of(index)?, start_of(index + 1)?);
        if ms < start {
            index -= 1;
        } else if ms >= end {
            index += 1;
        } else {
            return Some([start, end]);
        }
    }
    None
}
