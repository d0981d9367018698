//! Labels of dates that stand in the middle of the period that begins at their tick.

use super::auto_step::{AVERAGE_MONTH, AVERAGE_YEAR, AutoStep, WEEK};
use super::calendar::{DAY, HOUR, ORIGIN};
use super::{Breaks, TickStep};

/// What a label names as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PeriodUnit {
    Hour,
    HalfDay,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

const MONTH_LENGTHS: [f64; 2] = [28.0 * DAY, 31.0 * DAY];
const QUARTER_LENGTHS: [f64; 2] = [89.0 * DAY, 92.0 * DAY];
const YEAR_LENGTHS: [f64; 2] = [365.0 * DAY, 366.0 * DAY];

impl PeriodUnit {
    /// The finest part of a moment that a format writes; `None` for parts of an hour and formats
    /// without parts.
    pub(super) fn of_format(format: &str) -> Option<Self> {
        let writes = |letters: &str| {
            let mut after = format.split('%').skip(1);
            after.any(|part| part.starts_with(|letter| letters.contains(letter)))
        };
        if writes("fLQsSMX") {
            return None;
        }
        let units = [
            ("HI", Self::Hour),
            ("p", Self::HalfDay),
            ("Aadejuwx", Self::Day),
            ("UVW", Self::Week),
            ("Bbm", Self::Month),
            ("q", Self::Quarter),
            ("Yy", Self::Year),
        ];
        let found = units.into_iter().find(|(letters, _)| writes(letters));
        found.map(|(_, unit)| unit)
    }

    /// Its usual length.
    fn length(self) -> f64 {
        match self {
            Self::Hour => HOUR,
            Self::HalfDay => DAY / 2.0,
            Self::Day => DAY,
            Self::Week => WEEK,
            Self::Month => AVERAGE_MONTH,
            Self::Quarter => 3.0 * AVERAGE_MONTH,
            Self::Year => AVERAGE_YEAR,
        }
    }

    /// Its shortest length, and the step that is as long.
    fn step(self) -> (f64, TickStep) {
        match self {
            Self::Month => (MONTH_LENGTHS[0], TickStep::Months(1)),
            Self::Quarter => (QUARTER_LENGTHS[0], TickStep::Months(3)),
            Self::Year => (YEAR_LENGTHS[0], TickStep::Months(12)),
            _ => (self.length(), TickStep::Even(self.length())),
        }
    }
}

/// A step that is no shorter than what its labels name.
pub(super) fn at_least_a_unit(auto: AutoStep, unit: PeriodUnit) -> AutoStep {
    let (shortest, step) = unit.step();
    let is_shorter = match (auto.step, step) {
        (TickStep::Months(own), TickStep::Months(wanted)) => own < wanted,
        (TickStep::Even(own), _) => own < shortest,
        _ => false,
    };
    match (is_shorter, step) {
        (false, _) => auto,
        // Months are not counted from a day of the week.
        (true, TickStep::Months(_)) => AutoStep {
            step,
            start: ORIGIN,
        },
        (true, _) => AutoStep { step, ..auto },
    }
}

/// Where the label of one tick stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PeriodPlace {
    /// At the tick.
    AtTick,
    /// Beside it.
    At(f64),
    /// Nowhere: the period is left out of the axis.
    Nowhere,
}

/// Where labels stand whose ticks stand at these moments, in the order of the axis.
pub(super) fn period_places(
    moments: &[f64],
    unit: Option<PeriodUnit>,
    breaks: Option<&Breaks>,
) -> Vec<PeriodPlace> {
    let place = |index: usize| {
        let (Some(&moment), Some(delta)) = (moments.get(index), delta(moments, index)) else {
            return PeriodPlace::AtTick;
        };
        let (length, is_step) = period_length(delta, unit);
        let shown = breaks.map_or(1.0, |breaks| shown_part(moment, length, breaks));
        if length > 0.0 && shown == 0.0 {
            return PeriodPlace::Nowhere;
        }
        let length = if is_step && delta > WEEK {
            length
        } else {
            length * shown
        };
        if length > 0.0 || index == 0 {
            PeriodPlace::At(moment + length / 2.0)
        } else {
            PeriodPlace::AtTick
        }
    };
    (0..moments.len()).map(place).collect()
}

/// From a tick to the next, or from the last but one to the last.
fn delta(moments: &[f64], index: usize) -> Option<f64> {
    let next = moments.get(index + 1);
    let (a, b) = match next {
        Some(next) => (moments.get(index)?, next),
        None => (moments.get(index.saturating_sub(1))?, moments.get(index)?),
    };
    Some((b - a).abs())
}

/// How long the period is that begins at a tick, and whether it is as long as the step.
fn period_length(delta: f64, unit: Option<PeriodUnit>) -> (f64, bool) {
    let named = unit.map_or(delta, PeriodUnit::length);
    // A calendar's unit if the step is one, else the unit's usual length.
    let within = |[shortest, longest]: [f64; 2], usual: f64| {
        if (shortest..=longest).contains(&delta) {
            delta
        } else {
            usual
        }
    };
    let length = if named >= YEAR_LENGTHS[0] {
        within(YEAR_LENGTHS, AVERAGE_YEAR)
    } else if unit == Some(PeriodUnit::Quarter) {
        within(QUARTER_LENGTHS, 3.0 * AVERAGE_MONTH)
    } else if named >= MONTH_LENGTHS[0] {
        within(MONTH_LENGTHS, AVERAGE_MONTH)
    } else if unit == Some(PeriodUnit::Week) {
        WEEK
    } else if named >= DAY {
        DAY
    } else {
        unit.map_or(0.0, PeriodUnit::length)
    };
    if length >= delta {
        (delta, true)
    } else {
        (length, false)
    }
}

/// The part of a period that is not left out, 0 to 1.
fn shown_part(start: f64, length: f64, breaks: &Breaks) -> f64 {
    const PARTS: u32 = 84;
    let shown = (0..PARTS).filter(|part| {
        let share = (f64::from(*part) + 0.5) / f64::from(PARTS);
        !breaks.hides(start + share * length)
    });
    #[expect(clippy::cast_precision_loss, reason = "84 at most")]
    let shown = shown.count() as f64;
    shown / f64::from(PARTS)
}
