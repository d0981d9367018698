//! Which format holds for a step between ticks.

use super::auto_step::AVERAGE_MONTH;
use super::{FormatStop, Scale, TickRule, TickStep};

/// The format of an axis's labels where its ticks stand `step` apart; empty: automatic.
pub(super) fn tick_format(rule: &TickRule, scale: Scale, step: TickStep) -> &str {
    let text = &rule.text;
    if scale == Scale::Category {
        return "";
    }
    let fits = |stop: &&FormatStop| {
        let [low, high] = stop.steps;
        let not_below = low.is_none_or(|low| order(scale, low, step));
        let not_above = high.is_none_or(|high| order(scale, step, high));
        not_below && not_above
    };
    text.stops
        .iter()
        .find(fits)
        .map_or(&text.format, |stop| &stop.format)
}

/// Whether one step is at most another.
fn order(scale: Scale, a: TickStep, b: TickStep) -> bool {
    if scale == Scale::Log {
        return rank(a) <= rank(b);
    }
    length(a) <= length(b)
}

/// On a log axis linear steps come first, then digits, then decades.
fn rank(step: TickStep) -> (u8, f64) {
    match step {
        TickStep::LogLinear(step) => (0, step),
        TickStep::LogDigits { all } => (1, if all { 1.0 } else { 2.0 }),
        TickStep::Even(step) => (2, step),
        TickStep::Months(months) => (3, months.into()),
    }
}

/// In data units or milliseconds.
fn length(step: TickStep) -> f64 {
    match step {
        TickStep::Even(step) | TickStep::LogLinear(step) => step,
        TickStep::Months(months) => f64::from(months) * AVERAGE_MONTH,
        TickStep::LogDigits { .. } => 1.0,
    }
}
