//! Where the ticks of a step stand.

use super::auto_step::AVERAGE_MONTH;
use super::calendar::{CALENDAR, add_months, day_and_time};
use super::decimal::{DecimalSeries, power_of_ten};
use super::{Scale, TickStep};

const ALL_DIGITS: &[u32] = &[1, 2, 3, 4, 5, 6, 7, 8, 9];
const FEW_DIGITS: &[u32] = &[1, 2, 5];

/// Indices beyond this are finer than a double can tell apart.
const LARGEST_INDEX: f64 = 9.0e15;

/// A place on an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// In scale space.
    pub(super) at: f64,
    /// In data units.
    pub(super) value: f64,
}

impl Place {
    pub(super) fn of_value(scale: Scale, value: f64) -> Self {
        Self {
            at: scale.scale_from_data(value),
            value,
        }
    }
}

/// All places that a step leads to, by index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series {
    scale: Scale,
    step: TickStep,
    start: f64,
    even: DecimalSeries,
}

impl Series {
    /// `start` is in the unit of the step.
    pub(super) fn new(scale: Scale, step: TickStep, start: f64) -> Self {
        let size = match step {
            TickStep::Even(size) | TickStep::LogLinear(size) => size,
            TickStep::Months(_) | TickStep::LogDigits { .. } => 1.0,
        };
        Self {
            scale,
            step,
            start,
            even: DecimalSeries::new(start, size),
        }
    }

    /// The place with this index, if the scale has it.
    pub(super) fn at(&self, index: i64) -> Option<Place> {
        let place = match self.step {
            TickStep::Even(_) => self.even_place(self.even.at(index))?,
            TickStep::LogLinear(_) => Place::of_value(self.scale, self.even.at(index)),
            TickStep::Months(months) => {
                let ms = add_months(self.start, index.checked_mul(months.into())?)?;
                Place { at: ms, value: ms }
            }
            TickStep::LogDigits { all } => {
                let digits = digits(all);
                let count = i64::try_from(digits.len()).ok()?;
                let digit = digits.get(usize::try_from(index.rem_euclid(count)).ok()?)?;
                let exponent = i32::try_from(index.div_euclid(count)).ok()?;
                Place {
                    at: f64::from(exponent) + libm::log10(f64::from(*digit)),
                    value: format!("{digit}e{exponent}").parse().ok()?,
                }
            }
        };
        let placed = place.at.is_finite() && place.value.is_finite();
        (placed && (self.scale != Scale::Log || place.value > 0.0)).then_some(place)
    }

    fn even_place(&self, at: f64) -> Option<Place> {
        let value = match self.scale {
            Scale::Log if at == libm::floor(at) && at.abs() < 400.0 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "checked above")]
                power_of_ten(at as i32)
            }
            Scale::Log => libm::pow(10.0, at),
            Scale::Date => {
                day_and_time(at)?;
                at
            }
            Scale::Linear | Scale::Category => at,
        };
        Some(Place { at, value })
    }

    /// The indices of the places from `low` to `high` (scale space); `None` where they are finer than
    /// doubles are. The first may be larger than the last.
    pub(super) fn indices(&self, low: f64, high: f64) -> Option<[i64; 2]> {
        let (first, last) = match self.step {
            TickStep::Even(size) => self.even_indices(low, high, size),
            TickStep::LogLinear(size) => {
                let data = |decades: f64| libm::pow(10.0, decades).min(f64::MAX);
                self.even_indices(data(low), data(high), size)
            }
            TickStep::Months(months) => return self.month_indices(low, high, months),
            TickStep::LogDigits { all } => return Some(self.digit_indices(low, high, digits(all))),
        };
        if !(first.abs() < LARGEST_INDEX && last.abs() < LARGEST_INDEX) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "both lie below 2^53")]
        Some([first as i64, last as i64])
    }

    fn even_indices(&self, low: f64, high: f64, size: f64) -> (f64, f64) {
        (
            libm::ceil((low - self.start) / size),
            libm::floor((high - self.start) / size),
        )
    }

    fn month_indices(&self, low: f64, high: f64, months: u32) -> Option<[i64; 2]> {
        let step = f64::from(months) * AVERAGE_MONTH;
        let known = |ms: f64| ms.clamp(CALENDAR[0], CALENDAR[1]);
        let guess = |ms: f64| libm::floor((known(ms) - self.start) / step);
        if !(guess(low).is_finite() && guess(high).is_finite()) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
        let (low_guess, high_guess) = (guess(low) as i64 - 2, guess(high) as i64 + 3);
        let beyond = |index: i64, low_side: bool| {
            let at = self.at(index).map(|place| place.at);
            at.map_or(low_side == (index < 0), |at| {
                if low_side { at < low } else { at > high }
            })
        };
        let first = (low_guess..low_guess + 8).find(|&index| !beyond(index, true))?;
        let last = (high_guess - 8..high_guess)
            .rev()
            .find(|&index| !beyond(index, false))?;
        Some([first, last])
    }

    fn digit_indices(&self, low: f64, high: f64, digits: &[u32]) -> [i64; 2] {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            reason = "doubles span fewer than 700 decades"
        )]
        let (from, to, count) = (
            libm::floor(low.clamp(-400.0, 400.0)) as i64,
            libm::floor(high.clamp(-400.0, 400.0)) as i64,
            digits.len() as i64,
        );
        let place = |index: i64| self.at(index).map(|place| place.at);
        let first = (from * count..(from + 1) * count)
            .find(|&index| place(index).is_some_and(|at| at >= low))
            .unwrap_or((from + 1) * count);
        let last = (to * count..(to + 1) * count)
            .rev()
            .find(|&index| place(index).is_some_and(|at| at <= high))
            .unwrap_or(to * count - 1);
        [first, last]
    }

    /// The places from `low` to `high` (scale space) in the order of the axis, at most `limit`.
    pub(super) fn walk(&self, [low, high]: [f64; 2], reversed: bool, limit: usize) -> Walk {
        let Some([first, last]) = self.indices(low, high) else {
            return Walk::default();
        };
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let last = last.min(first.saturating_add(most - 1));
        let mut places: Vec<Place> = (first..=last).filter_map(|index| self.at(index)).collect();
        places.dedup_by(|a, b| a.value == b.value);
        if reversed {
            places.reverse();
        }
        Walk {
            places,
            first: Some(if reversed { last } else { first }),
        }
    }
}

/// Places in the order of the axis.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    pub(super) places: Vec<Place>,
    /// The index at which they begin, in range or just beyond its far end.
    pub(super) first: Option<i64>,
}

fn digits(all: bool) -> &'static [u32] {
    if all { ALL_DIGITS } else { FEW_DIGITS }
}
