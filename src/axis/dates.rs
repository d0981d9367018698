//! Which ticks a date axis bears.

use super::calendar::{DAY, HOUR, MINUTE, ORIGIN, SECOND, day_and_time, ms_from_day};
use super::date_label::DatePrecision;
use super::decimal::DecimalStep;
use super::tick::Span;

const AVERAGE_YEAR: f64 = 365.25 * DAY;
const AVERAGE_MONTH: f64 = AVERAGE_YEAR / 12.0;
/// 2000-01-02, a Sunday, from which days and weeks are counted.
const ORIGIN_SUNDAY: f64 = ORIGIN + DAY;

const MONTHS: [i64; 5] = [1, 2, 3, 6, 12];
const DAYS: [i64; 5] = [1, 2, 3, 7, 14];
const HOURS: [i64; 5] = [1, 2, 3, 6, 12];
const SIXTIETHS: [i64; 6] = [1, 2, 5, 10, 15, 30];

/// Ticks of a date axis (ms since 1970 UTC), ascending, and how precisely they are written.
pub(super) fn date_ticks(span: &Span) -> (Vec<f64>, DatePrecision) {
    let rough = span.rough_step();
    // A unit is in use from half of it on.
    let uses = |unit: f64| 2.0 * rough > unit;
    if uses(AVERAGE_YEAR) {
        let years = DecimalStep::above(rough / AVERAGE_YEAR).map_or(f64::MAX, DecimalStep::size);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "clamped to what the calendar has"
        )]
        let years = years.clamp(1.0, 1e5) as i64;
        return (months(span, 12 * years), DatePrecision::Year);
    }
    if uses(AVERAGE_MONTH) {
        let step = above(&MONTHS, rough / AVERAGE_MONTH);
        let precision = if step == 12 {
            DatePrecision::Year
        } else {
            DatePrecision::Month
        };
        return (months(span, step), precision);
    }
    let even = |steps: &[i64], unit: f64, origin: f64, precision| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "units are whole milliseconds"
        )]
        let step = DecimalStep::whole(above(steps, rough / unit) * unit as i64);
        (multiples(span, step, origin), precision)
    };
    if uses(DAY) {
        even(&DAYS, DAY, ORIGIN_SUNDAY, DatePrecision::Day)
    } else if uses(HOUR) {
        even(&HOURS, HOUR, ORIGIN, DatePrecision::Minute)
    } else if uses(MINUTE) {
        even(&SIXTIETHS, MINUTE, ORIGIN, DatePrecision::Minute)
    } else if uses(SECOND) {
        even(
            &SIXTIETHS,
            SECOND,
            ORIGIN,
            DatePrecision::Second { decimals: 0 },
        )
    } else {
        let Some(step) = DecimalStep::above(rough) else {
            return (Vec::new(), DatePrecision::Day);
        };
        let decimals = u32::try_from(3 - step.exponent()).unwrap_or(0).min(9);
        (
            multiples(span, step, ORIGIN),
            DatePrecision::Second { decimals },
        )
    }
}

/// The first of `steps` above `rough`, else the last.
fn above(steps: &[i64], rough: f64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "the steps are small")]
    let found = steps.iter().find(|&&step| step as f64 > rough);
    found.or(steps.last()).copied().unwrap_or(1)
}

fn multiples(span: &Span, step: DecimalStep, origin: f64) -> Vec<f64> {
    let (low, high) = span.widened();
    let offsets = step.multiples(low - origin, high - origin, span.limit);
    let moments = offsets.into_iter().map(|offset| origin + offset);
    let mut moments: Vec<f64> = moments.filter(|&ms| day_and_time(ms).is_some()).collect();
    moments.dedup();
    moments
}

/// First days of every `step`th month, January 2000 being one of them.
fn months(span: &Span, step: i64) -> Vec<f64> {
    let (low, high) = span.widened();
    let far = |ms: f64, beyond: i64| {
        let month = |year: i64, month: i64| (year - 2000) * 12 + month - 1;
        day_and_time(ms).map_or(beyond, |(day, _)| month(day.year.into(), day.month.into()))
    };
    let (low_month, high_month) = (far(low, -12 * 12_000), far(high, 12 * 8_000));
    let indices = low_month.div_euclid(step)..=high_month.div_euclid(step);
    let moment = |index: i64| {
        let month = index * step;
        let year = i32::try_from(2000 + month.div_euclid(12)).ok()?;
        ms_from_day(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
    };
    let moments = indices
        .filter_map(moment)
        .filter(|ms| (low..=high).contains(ms));
    moments.take(span.limit).collect()
}
