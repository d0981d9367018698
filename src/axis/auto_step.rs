//! Steps between ticks that an axis chooses by itself.

use super::calendar::{DAY, HOUR, MINUTE, ORIGIN, SECOND};
use super::decimal::DecimalStep;
use super::span::Span;
use super::stops::tick_format;
use super::{Scale, TickRule, TickSpec, TickStep};

pub(super) const WEEK: f64 = 7.0 * DAY;
pub(super) const AVERAGE_YEAR: f64 = 365.25 * DAY;
pub(super) const AVERAGE_MONTH: f64 = AVERAGE_YEAR / 12.0;

const MONTHS: [u32; 5] = [1, 2, 3, 6, 12];
const DAYS: [u32; 5] = [1, 2, 3, 7, 14];
/// Without the three days that would drift against days of the week that are left out.
const DAYS_OF_WEEKS: [u32; 4] = [1, 2, 7, 14];
const HOURS: [u32; 5] = [1, 2, 3, 6, 12];
const SIXTIETHS: [u32; 6] = [1, 2, 5, 10, 15, 30];

/// Steps of a log axis this far apart, in decades, leave room for no digit between decades.
const ONLY_DECADES: f64 = 0.7;
/// Decades this far apart leave room for the digits 2 and 5 alone.
const FEW_DIGITS: f64 = 0.3;

/// A step, and one of the places where there is a tick (in the unit of [`TickStep`]).
#[derive(Clone, Copy, Debug)]
pub(super) struct AutoStep {
    pub(super) step: TickStep,
    pub(super) start: f64,
}

/// Which ticks a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Major,
    Minor,
}

/// The round step a little above `rough` over a range; `None` if there is none.
pub(super) fn auto_step(
    spec: &TickSpec<'_>,
    span: &Span,
    rough: f64,
    kind: Kind,
) -> Option<AutoStep> {
    let from_zero = |step| Some(AutoStep { step, start: 0.0 });
    match spec.scale {
        Scale::Linear => from_zero(TickStep::Even(DecimalStep::above(rough)?.size())),
        Scale::Category => from_zero(TickStep::Even(libm::ceil(rough.clamp(1.0, 1e15)))),
        Scale::Log => from_zero(log_step(span, rough, kind)?),
        Scale::Date => date_step(spec.rule, rough),
    }
}

fn log_step(span: &Span, rough: f64, kind: Kind) -> Option<TickStep> {
    // Beside the other ticks, the digits are enough.
    let rough = if kind == Kind::Minor {
        1.5 * rough
    } else {
        rough
    };
    if rough > ONLY_DECADES {
        return Some(TickStep::Even(libm::ceil(rough.min(1e3))));
    }
    if span.width() < 1.0 {
        let count = 1.5 * span.width() / rough;
        let data = |decades: f64| libm::pow(10.0, decades);
        let step = DecimalStep::above((data(span.high) - data(span.low)) / count)?;
        return Some(TickStep::LogLinear(step.size()));
    }
    Some(TickStep::LogDigits {
        all: rough <= FEW_DIGITS,
    })
}

fn date_step(rule: &TickRule, rough: f64) -> Option<AutoStep> {
    // A unit is in use from half of it on.
    let uses = |unit: f64| 2.0 * rough > unit;
    let from_origin = |step| AutoStep {
        step,
        start: ORIGIN,
    };
    if uses(AVERAGE_YEAR) {
        let years = DecimalStep::above(rough / AVERAGE_YEAR).map_or(f64::MAX, DecimalStep::size);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to what the calendar has"
        )]
        let years = years.clamp(1.0, 1e5) as u32;
        return Some(from_origin(TickStep::Months(12 * years)));
    }
    if uses(AVERAGE_MONTH) {
        let months = above(&MONTHS, rough / AVERAGE_MONTH);
        return Some(from_origin(TickStep::Months(months)));
    }
    let even =
        |steps: &[u32], unit: f64| TickStep::Even(f64::from(above(steps, rough / unit)) * unit);
    if uses(DAY) {
        let by_weekday = rule
            .breaks
            .as_ref()
            .is_some_and(|breaks| breaks.by_weekday());
        let days: &[u32] = if by_weekday { &DAYS_OF_WEEKS } else { &DAYS };
        let step = even(days, DAY);
        return Some(AutoStep {
            step,
            start: week_start(rule, step),
        });
    }
    Some(from_origin(if uses(HOUR) {
        even(&HOURS, HOUR)
    } else if uses(MINUTE) {
        even(&SIXTIETHS, MINUTE)
    } else if uses(SECOND) {
        even(&SIXTIETHS, SECOND)
    } else {
        TickStep::Even(DecimalStep::above(rough)?.size())
    }))
}

/// The day from which days and weeks are counted: a Sunday, or a Monday where the format has
/// numbers of weeks that begin there.
fn week_start(rule: &TickRule, step: TickStep) -> f64 {
    let format = tick_format(rule, Scale::Date, step);
    if ["%u", "%V", "%W"].iter().any(|week| format.contains(week)) {
        ORIGIN + 2.0 * DAY
    } else {
        ORIGIN + DAY
    }
}

/// The first of `steps` above `rough`, else the last.
fn above(steps: &[u32], rough: f64) -> u32 {
    let found = steps.iter().find(|&&step| f64::from(step) > rough);
    found.or(steps.last()).copied().unwrap_or(1)
}
