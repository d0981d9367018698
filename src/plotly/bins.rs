//! Bins of a histogram along one axis: round ones by the data, or as asked for.

use super::axis_type::AxisType;
use super::distinct::Distinct;
use crate::axis::Period;

/// How wide a bin is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BinSize {
    /// In data units, or milliseconds.
    Even(f64),
    /// Calendar months.
    Months(u32),
}

/// Bins that follow one another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bins {
    /// One more than there are bins, ascending.
    pub(super) edges: Vec<f64>,
    pub(super) size: BinSize,
}

/// What is asked of bins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BinWish {
    pub(super) start: Option<f64>,
    pub(super) end: Option<f64>,
    pub(super) size: Option<BinSize>,
    /// About so many.
    pub(super) count: Option<f64>,
}

/// More bins along an axis are not made.
const MOST_BINS: usize = 1 << 20;

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const AVERAGE_YEAR: f64 = 365.25 * DAY;
const AVERAGE_MONTH: f64 = AVERAGE_YEAR / 12.0;
/// 2000-01-01.
const FIRST_DAY: f64 = 946_684_800_000.0;

impl BinSize {
    /// The next edge.
    pub(super) fn after(self, edge: f64) -> f64 {
        match self {
            Self::Even(step) => edge + step,
            Self::Months(_) => self.months(edge, edge).map_or(f64::NAN, |span| span[1]),
        }
    }

    /// The edge before.
    fn before(self, edge: f64) -> f64 {
        match self {
            Self::Even(step) => edge - step,
            Self::Months(_) => self
                .months(edge - 1.0, edge)
                .map_or(f64::NAN, |span| span[0]),
        }
    }

    fn months(self, ms: f64, base: f64) -> Option<[f64; 2]> {
        match self {
            Self::Even(_) => None,
            Self::Months(months) => Period::Months(months).around(ms, base),
        }
    }

    fn is_usable(self) -> bool {
        match self {
            Self::Even(step) => step > 0.0 && step.is_finite(),
            Self::Months(months) => months > 0,
        }
    }
}

/// The bins for these values (NaN is none); none where there are no values, or far too many bins.
pub(super) fn bins(values: &[f64], kind: AxisType, wish: BinWish) -> Option<Bins> {
    let present: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    let least = present.iter().copied().reduce(f64::min)?;
    let most = present.iter().copied().reduce(f64::max)?;
    let size = wish.size.filter(|size| size.is_usable());
    let (start, end, size) = if kind.is_category() {
        let step = match size {
            Some(BinSize::Even(step)) => step.round().max(1.0),
            _ => 1.0,
        };
        (least - 0.5, most + 0.5, BinSize::Even(step))
    } else {
        let date = kind == AxisType::Date;
        let (size, origin) = match size {
            Some(size) => (size, if date { FIRST_DAY } else { 0.0 }),
            None => round_size(rough_size(&present, values.len(), wish.count), date),
        };
        let start = size.before(first_edge([least, most], size, origin));
        let start = match size {
            BinSize::Even(step) => shifted(start, &present, (step, date)),
            BinSize::Months(months) => shifted_months(start, &present, (size, months)),
        };
        (start, end_of(start, most, size)?, size)
    };
    edges([wish.start.unwrap_or(start), wish.end.unwrap_or(end)], size)
}

/// The edges from a start to an end.
fn edges([start, end]: [f64; 2], size: BinSize) -> Option<Bins> {
    let last = end + (start - size.after(start)) / 1e6;
    let mut edges = vec![start];
    let mut edge = start;
    while edge < last {
        let next = size.after(edge);
        if next.is_nan() || next <= edge || edges.len() > MOST_BINS {
            return None;
        }
        edge = next;
        edges.push(edge);
    }
    (edges.len() > 1).then_some(Bins { edges, size })
}

fn end_of(start: f64, most: f64, size: BinSize) -> Option<f64> {
    match size {
        BinSize::Even(step) => Some(start + (1.0 + ((most - start) / step).floor()) * step),
        BinSize::Months(_) => {
            let mut end = start;
            for _ in 0..MOST_BINS {
                if end > most {
                    return Some(end);
                }
                end = size.after(end);
            }
            None
        }
    }
}

/// About how wide bins should be: as their number says, else by the spread of the data.
fn rough_size(present: &[f64], len: usize, count: Option<f64>) -> f64 {
    let distinct = Distinct::new(present);
    if let (Some(count), Some(first), Some(last)) = (
        count.filter(|count| *count > 0.0),
        distinct.values().first(),
        distinct.values().last(),
    ) {
        return (last - first) / count;
    }
    let least = distinct.least();
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    let lower = [0.9, 1.9, 4.9, 9.9];
    let round = lower
        .into_iter()
        .rfind(|step| *step < least / power)
        .unwrap_or(0.9);
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let (number, all) = (present.len() as f64, len as f64);
    let mean = present.iter().sum::<f64>() / number;
    let spread = present
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum::<f64>()
        / number;
    let size = (power * round).max(2.0 * libm::sqrt(spread) / libm::pow(all, 0.25));
    if size.is_finite() { size } else { 1.0 }
}

/// The first of the steps that is greater than a number; the last if none is.
fn beyond(number: f64, steps: &[f64]) -> f64 {
    let found = steps.iter().copied().find(|step| *step > number);
    found.or(steps.last().copied()).unwrap_or(1.0)
}

fn power_of_ten(number: f64) -> f64 {
    libm::pow(10.0, libm::floor(libm::log10(number)))
}

/// A round size, and a place from which multiples of it are counted.
fn round_size(rough: f64, date: bool) -> (BinSize, f64) {
    const TENS: &[f64] = &[2.0, 5.0, 10.0];
    const SIXTIES: &[f64] = &[1.0, 2.0, 5.0, 10.0, 15.0, 30.0];
    let tens = |rough: f64| {
        let power = power_of_ten(rough);
        power * beyond(rough / power, TENS)
    };
    if !(rough > 0.0 && rough.is_finite()) {
        return (BinSize::Even(1.0), if date { FIRST_DAY } else { 0.0 });
    }
    if !date {
        return (BinSize::Even(tens(rough)), 0.0);
    }
    let months = |months: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates"
        )]
        (BinSize::Months(months.max(1.0) as u32), FIRST_DAY)
    };
    let twice = 2.0 * rough;
    if twice > AVERAGE_YEAR {
        return months(12.0 * tens(rough / AVERAGE_YEAR).max(1.0));
    }
    if twice > AVERAGE_MONTH {
        return months(beyond(rough / AVERAGE_MONTH, &[1.0, 2.0, 3.0, 6.0, 12.0]));
    }
    let even = |unit: f64, steps: &[f64]| BinSize::Even(unit * beyond(rough / unit, steps));
    if twice > DAY {
        // Days are counted from a Sunday.
        return (even(DAY, &[1.0, 2.0, 3.0, 7.0, 14.0]), FIRST_DAY + DAY);
    }
    let size = if twice > HOUR {
        even(HOUR, &[1.0, 2.0, 3.0, 6.0, 12.0])
    } else if twice > MINUTE {
        even(MINUTE, SIXTIES)
    } else if twice > SECOND {
        even(SECOND, SIXTIES)
    } else {
        BinSize::Even(tens(rough))
    };
    (size, FIRST_DAY)
}

/// The first edge at or after the least value, a little before it allowed.
fn first_edge([least, most]: [f64; 2], size: BinSize, origin: f64) -> f64 {
    let from = least * 1.0001 - most * 0.0001;
    match size {
        BinSize::Even(step) => libm::ceil((from - origin) / step) * step + origin,
        BinSize::Months(_) => match size.months(from, origin) {
            Some([start, _]) if start == from => start,
            Some([_, end]) => end,
            None => from,
        },
    }
}

/// Moves bins so that values do not lie on their edges: whole numbers by a half, others by half a
/// bin if many lie there.
fn shifted(start: f64, present: &[f64], (step, date): (f64, bool)) -> f64 {
    let near_edge = |value: f64| (1.0 + (value - start) * 100.0 / step) % 100.0 < 2.0;
    let least = present.iter().copied().fold(f64::INFINITY, f64::min);
    let most = present.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let count =
        |which: &dyn Fn(f64) -> bool| present.iter().filter(|value| which(**value)).count() as f64;
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let all = present.len() as f64;
    if !date && present.iter().all(|value| value.fract() == 0.0) {
        if step < 1.0 {
            return least - 0.5 * step;
        }
        let start = start - 0.5;
        return if start + step < least {
            start + step
        } else {
            start
        };
    }
    let middle = count(&|value| near_edge(value + step / 2.0));
    if middle < all * 0.1 {
        let edge = count(&near_edge);
        if edge > all * 0.3 || near_edge(least) || near_edge(most) {
            let half = step / 2.0;
            return start + if start + half < least { half } else { -half };
        }
    }
    start
}

/// Moves bins of months so that exact days, months or years lie about in their middle.
fn shifted_months(start: f64, present: &[f64], (size, months): (BinSize, u32)) -> f64 {
    let exact = |months: u32, value: f64| {
        BinSize::Months(months)
            .months(value, FIRST_DAY)
            .is_some_and(|span| span[0] == value)
    };
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let share = |which: &dyn Fn(f64) -> bool| {
        present.iter().filter(|value| which(**value)).count() as f64 / present.len() as f64
    };
    if share(&|value| value.rem_euclid(DAY) == 0.0) <= 0.8 {
        return start;
    }
    let start = if months % 12 == 0 && share(&|value| exact(12, value)) > 0.8 {
        BinSize::Months(6).before(start) + 1.5 * DAY
    } else if share(&|value| exact(1, value)) > 0.8 {
        BinSize::Months(1).before(start) + 15.5 * DAY
    } else {
        start - DAY / 2.0
    };
    let least = present.iter().copied().fold(f64::INFINITY, f64::min);
    let next = size.after(start);
    if next <= least { next } else { start }
}

impl Bins {
    /// The bin of a value.
    pub(super) fn find(&self, value: f64) -> Option<usize> {
        let bins = self.edges.len() - 1;
        let start = *self.edges.first()?;
        let index = match self.size {
            BinSize::Even(step) => libm::floor((value - start) / step + 1e-9),
            BinSize::Months(_) => {
                #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
                let below = self.edges.partition_point(|edge| *edge <= value) as f64;
                below - 1.0
            }
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "checked to lie among the bins"
        )]
        (index >= 0.0 && index < bins as f64).then_some(index as usize)
    }

    /// How wide each bin is, on average.
    pub(super) fn step(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
        match (self.edges.first(), self.edges.last()) {
            (Some(first), Some(last)) => (last - first) / (self.edges.len() - 1) as f64,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lie_within_bins() {
        let values = [1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0];
        let found = bins(&values, AxisType::Linear, BinWish::default()).map(|bins| bins.edges);
        assert_eq!(found, Some(vec![-0.5, 1.5, 3.5, 5.5]));
        let wish = BinWish {
            size: Some(BinSize::Even(1.0)),
            ..BinWish::default()
        };
        let found = bins(&values, AxisType::Linear, wish).map(|bins| bins.edges);
        assert_eq!(found, Some(vec![0.5, 1.5, 2.5, 3.5, 4.5]));
        assert_eq!(
            bins(&[f64::NAN], AxisType::Linear, BinWish::default()),
            None
        );
    }

    #[test]
    fn bins_without_end_are_not_made() {
        let wish = BinWish {
            start: Some(0.0),
            end: Some(1e300),
            size: Some(BinSize::Even(1.0)),
            count: None,
        };
        assert_eq!(bins(&[1.0, 2.0], AxisType::Linear, wish), None);
    }
}
