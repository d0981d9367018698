//! Ticks of log axes: decades, decades with digits between them, or a linear step.

use super::decimal::{DecimalStep, power_of_ten};
use super::number::{NumberStyle, beyond_prefixes, superscript};
use super::tick::{Span, Tick};

/// Decades this far apart, in decades, leave room for no digit between them.
const ONLY_DECADES: f64 = 0.7;
/// Decades this far apart leave room for the digits 2 and 5 alone.
const FEW_DIGITS: f64 = 0.3;

/// Ticks of an axis whose `span` is in decades (log10 of the data).
pub(super) fn log_ticks(span: &Span) -> Vec<Tick> {
    let rough = span.rough_step();
    if rough > ONLY_DECADES {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "doubles span fewer than 700 decades"
        )]
        return decades(span, libm::ceil(rough.min(1e3)) as i64);
    }
    if span.high - span.low < 1.0 {
        return linear_within_decade(span);
    }
    digits(
        span,
        if rough > FEW_DIGITS {
            &[1, 2, 5]
        } else {
            &[1, 2, 3, 4, 5, 6, 7, 8, 9]
        },
    )
}

fn decades(span: &Span, step: i64) -> Vec<Tick> {
    let (low, high) = span.widened();
    let exponents = DecimalStep::whole(step).multiples(low, high, span.limit);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "doubles span fewer than 700 decades"
    )]
    exponents
        .into_iter()
        .filter_map(|exponent| decade(exponent as i32))
        .collect()
}

/// The tick at a power of ten, if there is such a double.
fn decade(exponent: i32) -> Option<Tick> {
    let value = power_of_ten(exponent);
    if !(value > 0.0 && value.is_finite()) {
        return None;
    }
    let label = if beyond_prefixes(exponent) {
        format!("10{}", superscript(exponent))
    } else {
        NumberStyle::of_value(value).write(value)
    };
    Some(Tick::plain(value, label))
}

fn digits(span: &Span, digits: &[u32]) -> Vec<Tick> {
    let (low, high) = span.widened();
    let mut ticks = Vec::new();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "doubles span fewer than 700 decades"
    )]
    let (first, last) = (libm::floor(low) as i32, libm::floor(high) as i32);
    for exponent in first..=last {
        for &digit in digits {
            let place = f64::from(exponent) + libm::log10(f64::from(digit));
            if !(low..=high).contains(&place) {
                continue;
            }
            if digit == 1 {
                ticks.extend(decade(exponent));
            } else if let Ok(value) = format!("{digit}e{exponent}").parse::<f64>()
                && value > 0.0
                && value.is_finite()
            {
                ticks.push(Tick {
                    value,
                    label: digit.to_string(),
                    small: true,
                    minor: false,
                    marked: true,
                    label_at: value,
                });
            }
        }
    }
    ticks.truncate(span.limit);
    ticks
}

/// Where not one decade is seen: a linear step for half as many ticks again, fully labelled.
fn linear_within_decade(span: &Span) -> Vec<Tick> {
    let data = |decades: f64| libm::pow(10.0, decades);
    let (low, high) = (data(span.low), data(span.high));
    let rough = (high - low) / (1.5 * span.count);
    let Some(step) = DecimalStep::above(rough) else {
        return Vec::new();
    };
    let style = NumberStyle::of_step(step.size(), high);
    let (low, high) = span.widened();
    let values = step.multiples(data(low), data(high).min(f64::MAX), span.limit);
    let positive = values.into_iter().filter(|&value| value > 0.0);
    positive
        .map(|value| Tick::plain(value, style.write(value)))
        .collect()
}
