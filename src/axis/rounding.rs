//! How far the labels of an axis are rounded, after the step between its ticks.

use super::auto_step::AutoStep;
use super::calendar::{DAY, HOUR, MINUTE, SECOND, day_and_time};
use super::date_label::DatePart;
use super::decimal::floor_log10;
use super::{ExponentFormat, Scale, TickSpec, TickStep, TickText};

/// How far labels are rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rounding {
    /// Not at all: names, and digits of decades.
    None,
    Number(Digits),
    Date(DatePart),
}

/// How numbers are rounded, and which power of ten is taken out of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) decimals: i32,
    pub(super) exponent: i32,
}

impl Rounding {
    pub(super) fn of(spec: &TickSpec<'_>, auto: AutoStep) -> Self {
        match (spec.scale, auto.step) {
            (Scale::Category, _) | (_, TickStep::LogDigits { .. }) => Self::None,
            (Scale::Date, step) => Self::Date(date_part(step, auto.start)),
            (_, TickStep::Even(step) | TickStep::LogLinear(step)) => {
                let largest = spec.range[0].abs().max(spec.range[1].abs());
                let exponent = spec.rule.text.exponent;
                Self::Number(Digits::of_step(step, largest, &spec.rule.text, exponent))
            }
            (_, TickStep::Months(_)) => Self::None,
        }
    }
}

impl Digits {
    /// For ticks `step` apart on an axis that reaches to `largest` at most (both positive):
    /// two digits beyond the leading one of the step, one power of ten for all.
    pub(super) fn of_step(
        step: f64,
        largest: f64,
        text: &TickText,
        format: ExponentFormat,
    ) -> Self {
        let exponent = floor_log10(largest, 0.01);
        let exponent = if f64::from(exponent.abs()) <= text.min_exponent {
            0
        } else if prefixes(format).is_some_and(|known| known.contains(&exponent)) {
            exponent.div_euclid(3) * 3
        } else {
            exponent
        };
        Self {
            decimals: 2 - floor_log10(step, 0.01),
            exponent,
        }
    }

    /// For a number by itself: seven significant digits, its own power of ten.
    pub(super) fn of_value(value: f64, text: &TickText, format: ExponentFormat) -> Self {
        let size = if value == 0.0 || !value.is_finite() {
            1.0
        } else {
            value.abs()
        };
        Self::of_step(size, size, text, format).finer()
    }

    /// Four digits more.
    pub(super) fn finer(self) -> Self {
        Self {
            decimals: self.decimals + 4,
            ..self
        }
    }
}

/// The powers of ten that a format has prefixes for, if it has any.
pub(super) fn prefixes(format: ExponentFormat) -> Option<std::ops::RangeInclusive<i32>> {
    match format {
        ExponentFormat::Si | ExponentFormat::Billions => Some(-15..=14),
        ExponentFormat::SiExtended => Some(-30..=32),
        _ => None,
    }
}

/// The last part of a date that is written for a step.
fn date_part(step: TickStep, start: f64) -> DatePart {
    let start_detail = detail(start);
    let size = match step {
        TickStep::Months(months) => {
            let first_of_year =
                day_and_time(start).is_some_and(|(day, _)| day.month == 1 && day.day == 1);
            return if start_detail > DatePart::Day || !first_of_year {
                DatePart::Day
            } else if months % 12 == 0 {
                DatePart::Year
            } else {
                DatePart::Month
            };
        }
        TickStep::Even(size) | TickStep::LogLinear(size) => size,
        TickStep::LogDigits { .. } => DAY,
    };
    let coarse = |unit: f64, part: DatePart| size >= unit && start_detail <= part;
    if coarse(DAY, DatePart::Day) || size >= 15.0 * DAY {
        DatePart::Day
    } else if coarse(MINUTE, DatePart::Minute) || size >= HOUR {
        DatePart::Minute
    } else if coarse(SECOND, DatePart::Second) || size >= MINUTE {
        DatePart::Second
    } else if size < 0.1 {
        // Finer than Plotly goes.
        let digits = 3 - floor_log10(size, 1e-9);
        DatePart::Fraction(u32::try_from(digits).unwrap_or(4).min(9))
    } else {
        match start_detail.max(detail(start + size)) {
            DatePart::Fraction(digits) => DatePart::Fraction(digits),
            _ => DatePart::Fraction(4),
        }
    }
}

/// The last part of a moment that is not zero, to a tenth of a millisecond; the day at least.
fn detail(ms: f64) -> DatePart {
    let Some((_, time)) = day_and_time(ms + 0.05) else {
        return DatePart::Day;
    };
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    let tenths = libm::floor(time * 10.0) as i64;
    if tenths == 0 {
        return DatePart::Day;
    }
    if tenths % 600_000 == 0 {
        return DatePart::Minute;
    }
    match tenths % 10_000 {
        0 => DatePart::Second,
        part if part % 1000 == 0 => DatePart::Fraction(1),
        part if part % 100 == 0 => DatePart::Fraction(2),
        part if part % 10 == 0 => DatePart::Fraction(3),
        _ => DatePart::Fraction(4),
    }
}
