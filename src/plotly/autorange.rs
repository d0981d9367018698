//! Ranges of axes that follow their data: what the data reach to, and the room around it.

use super::axis_type::AxisType;
use crate::axis::{Breaks, Edges};

/// Numbers beyond this are too close to the end of what can be computed with.
const SAFE: f64 = f64::MAX / 10_000.0;

/// Something that a range has to include.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Extreme {
    /// Along the axis; on a log axis the exponent.
    value: f64,
    /// Room beyond it in points.
    pad: f64,
    /// A twentieth of the axis beyond it, too.
    padded: bool,
}

/// How much room data want.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Want<'a> {
    /// A twentieth of the axis beyond the data.
    pub(super) padded: bool,
    /// Zero is included.
    pub(super) to_zero: bool,
    /// Points around each value; one for all, or one for each; empty: none.
    pub(super) pads: &'a [f64],
}

/// What the data of an axis reach to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Extremes {
    least: Vec<Extreme>,
    most: Vec<Extreme>,
}

impl Extremes {
    /// Includes values in data units.
    pub(super) fn include(&mut self, values: &[f64], kind: AxisType, want: Want<'_>) {
        let along = |value: f64| along(value, kind);
        let to_zero = want.to_zero && kind == AxisType::Linear;
        let pad = |index: usize| match want.pads {
            [] => 0.0,
            [all] => *all,
            each => each.get(index).copied().unwrap_or(0.0),
        };
        if want.pads.len() > 1 {
            for (index, value) in values.iter().enumerate() {
                let value = along(*value);
                self.add([value, value], pad(index).max(0.0), (to_zero, want.padded));
            }
            return;
        }
        let ends = ends(values.iter().map(|value| along(*value)));
        self.add(ends, pad(0).max(0.0), (to_zero, want.padded));
    }

    /// Includes the edges of cells.
    pub(super) fn include_edges(&mut self, edges: &Edges, kind: AxisType) {
        let ends = ends(edges.iter().map(|value| along(value, kind)));
        self.add(ends, 0.0, (false, false));
    }

    /// Includes a value in data units with points before and after it.
    pub(super) fn include_one(&mut self, value: f64, kind: AxisType, [before, after]: [f64; 2]) {
        let value = along(value, kind);
        if value.abs() < SAFE {
            let extreme = |pad: f64| Extreme {
                value,
                pad: pad.max(0.0),
                padded: false,
            };
            collapse(&mut self.least, extreme(before), |a, b| a <= b);
            collapse(&mut self.most, extreme(after), |a, b| a >= b);
        }
    }

    fn add(&mut self, [low, high]: [f64; 2], pad: f64, (to_zero, padded): (bool, bool)) {
        if !(low.abs() < SAFE && high.abs() < SAFE) {
            return;
        }
        let (low, high) = if to_zero {
            (low.min(0.0), high.max(0.0))
        } else {
            (low, high)
        };
        let extreme = |value: f64| {
            let tight = to_zero && value == 0.0;
            Extreme {
                value,
                pad: if tight { 0.0 } else { pad },
                padded: padded && !tight,
            }
        };
        collapse(&mut self.least, extreme(low), |a, b| a <= b);
        collapse(&mut self.most, extreme(high), |a, b| a >= b);
    }

    /// Includes what another axis with the same range reaches to; its points count `ratio` times.
    pub(super) fn merge(&mut self, other: &Self, ratio: f64) {
        let scaled = |extreme: &Extreme| Extreme {
            pad: extreme.pad * ratio,
            ..*extreme
        };
        for extreme in &other.least {
            collapse(&mut self.least, scaled(extreme), |a, b| a <= b);
        }
        for extreme in &other.most {
            collapse(&mut self.most, scaled(extreme), |a, b| a >= b);
        }
    }
}

/// The least and the largest of the values that an axis can reach to.
fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let within = values.filter(|value| value.abs() < SAFE);
    within.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}

/// Keeps only extremes that none of the others makes superfluous.
fn collapse(list: &mut Vec<Extreme>, new: Extreme, beyond: impl Fn(f64, f64) -> bool) {
    let covers = |a: &Extreme, b: &Extreme| {
        beyond(a.value, b.value) && a.pad >= b.pad && (a.padded || !b.padded)
    };
    if list.iter().any(|old| covers(old, &new)) {
        return;
    }
    list.retain(|old| !covers(&new, old));
    list.push(new);
}

/// Data units to where they lie along the axis: exponents on a log axis.
pub(super) fn along(value: f64, kind: AxisType) -> f64 {
    kind.scale().scale_from_data(value)
}

/// Which ends of a range are kept where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RangeMode {
    /// None.
    #[default]
    Normal,
    /// Zero is an end of it, unless it lies within.
    ToZero,
    /// Nothing below zero.
    NonNegative,
}

/// How the range of an axis follows its data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Automatic<'a> {
    pub(super) mode: RangeMode,
    /// The axis's length in points.
    pub(super) length: f64,
    pub(super) breaks: Option<&'a Breaks>,
}

impl Automatic<'_> {
    /// The range along the axis, ascending; none where nothing is to be included.
    pub(super) fn range(&self, extremes: &Extremes) -> Option<[f64; 2]> {
        let lowest = extremes.least.iter().map(|e| e.value).reduce(f64::min)?;
        let highest = extremes.most.iter().map(|e| e.value).reduce(f64::max)?;
        if lowest == highest {
            return Some(self.around_one(lowest, extremes));
        }
        let (low, high) = self.best_pair(extremes)?;
        let (low, high) = match self.mode {
            RangeMode::Normal => (low, high),
            RangeMode::ToZero => (
                if low.value >= 0.0 { FIXED_ZERO } else { low },
                if high.value <= 0.0 { FIXED_ZERO } else { high },
            ),
            RangeMode::NonNegative => {
                let slope = self.slope(&low, &high).unwrap_or(0.0);
                let below = low.value - slope * self.pad(&low) < 0.0;
                (
                    if below { FIXED_ZERO } else { low },
                    if high.value <= 0.0 {
                        Extreme {
                            value: 1.0,
                            ..FIXED_ZERO
                        }
                    } else {
                        high
                    },
                )
            }
        };
        let slope = self.slope(&low, &high).unwrap_or(0.0);
        Some([
            low.value - slope * self.pad(&low),
            high.value + slope * self.pad(&high),
        ])
    }

    /// Around a single value.
    fn around_one(&self, value: f64, extremes: &Extremes) -> [f64; 2] {
        match self.mode {
            RangeMode::Normal => [value - 1.0, value + 1.0],
            RangeMode::NonNegative => [(value - 1.0).max(0.0), (value + 1.0).max(1.0)],
            RangeMode::ToZero if value == 0.0 => [0.0, 1.0],
            RangeMode::ToZero => {
                let list = if value > 0.0 {
                    &extremes.most
                } else {
                    &extremes.least
                };
                let pad = list
                    .iter()
                    .map(|extreme| self.pad(extreme))
                    .fold(0.0, f64::max);
                let end = value / (1.0 - (pad / self.length).min(0.5));
                if value > 0.0 { [0.0, end] } else { [end, 0.0] }
            }
        }
    }

    fn pad(&self, extreme: &Extreme) -> f64 {
        extreme.pad
            + if extreme.padded {
                0.05 * self.length
            } else {
                0.0
            }
    }

    /// Data for each point of the axis, if these two with their room fill it.
    fn slope(&self, low: &Extreme, high: &Extreme) -> Option<f64> {
        let span = high.value - low.value - self.left_out(low.value, high.value);
        let room = self.length - self.pad(low) - self.pad(high);
        (span > 0.0 && room > 0.0).then_some(span / room)
    }

    /// What lies in breaks between two places.
    fn left_out(&self, low: f64, high: f64) -> f64 {
        self.breaks.map_or(0.0, |breaks| {
            (high - low) - (breaks.compress(high) - breaks.compress(low))
        })
    }

    /// The two that need the widest range. Where their room leaves less than a tenth of the axis, it
    /// is left aside.
    fn best_pair(&self, extremes: &Extremes) -> Option<(Extreme, Extreme)> {
        let mut best = None;
        let mut widest = 0.0;
        for low in &extremes.least {
            for high in &extremes.most {
                let span = high.value - low.value - self.left_out(low.value, high.value);
                if span <= 0.0 {
                    continue;
                }
                let room = self.length - self.pad(low) - self.pad(high);
                let (slope, pair) = if room > self.length / 10.0 {
                    (span / room, (*low, *high))
                } else {
                    let bare = |extreme: &Extreme| Extreme {
                        value: extreme.value,
                        ..FIXED_ZERO
                    };
                    (span / self.length, (bare(low), bare(high)))
                };
                if slope > widest {
                    widest = slope;
                    best = Some(pair);
                }
            }
        }
        best
    }
}

/// An end at zero without room.
const FIXED_ZERO: Extreme = Extreme {
    value: 0.0,
    pad: 0.0,
    padded: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn range(extremes: &Extremes, mode: RangeMode) -> [f64; 2] {
        let automatic = Automatic {
            mode,
            length: 100.0,
            breaks: None,
        };
        automatic.range(extremes).unwrap_or([f64::NAN; 2])
    }

    #[test]
    fn cells_are_fitted_and_points_padded() {
        let mut extremes = Extremes::default();
        extremes.include(&[-0.5, 0.5, 1.5], AxisType::Linear, Want::default());
        assert_eq!(range(&extremes, RangeMode::Normal), [-0.5, 1.5]);
        let padded = Want {
            padded: true,
            ..Want::default()
        };
        let mut extremes = Extremes::default();
        extremes.include(&[0.0, 9.0], AxisType::Linear, padded);
        assert_eq!(range(&extremes, RangeMode::Normal), [-0.5, 9.5]);
        assert_eq!(
            range(&extremes, RangeMode::ToZero),
            [0.0, 9.0 + 9.0 / 95.0 * 5.0]
        );
        let mut extremes = Extremes::default();
        extremes.include(&[3.0], AxisType::Linear, padded);
        assert_eq!(range(&extremes, RangeMode::Normal), [2.0, 4.0]);
    }

    #[test]
    fn what_a_log_axis_cannot_place_counts_for_nothing() {
        let mut extremes = Extremes::default();
        extremes.include(&[0.0, -1.0, 10.0, 1000.0], AxisType::Log, Want::default());
        assert_eq!(range(&extremes, RangeMode::Normal), [1.0, 3.0]);
    }
}
