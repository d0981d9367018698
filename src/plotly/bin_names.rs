//! What bins are called: the first and last value that they may hold, as rounded as can be told
//! apart.

/// Bins whose values are being looked at.
#[derive(Clone, Debug)]
pub(super) struct BinNames<'a> {
    edges: &'a [f64],
    date: bool,
    /// The only value of each bin, as long as no bin has two.
    only: Option<Vec<Option<f64>>>,
    /// How near values come to lower and upper edges.
    gaps: [f64; 2],
}

const SECOND: f64 = 1000.0;
const DAY: f64 = 86_400_000.0;
const YEAR: f64 = 365.25 * DAY;
const MONTH: f64 = YEAR / 12.0;

impl<'a> BinNames<'a> {
    pub(super) fn new(edges: &'a [f64], date: bool) -> Self {
        Self {
            edges,
            date,
            only: Some(vec![None; edges.len().saturating_sub(1)]),
            gaps: [f64::INFINITY; 2],
        }
    }

    /// A value in a bin.
    pub(super) fn add(&mut self, bin: usize, value: f64) {
        if let Some(only) = &mut self.only {
            match only.get_mut(bin) {
                Some(known @ None) => *known = Some(value),
                Some(Some(known)) if *known == value => {}
                _ => self.only = None,
            }
        }
        if let (Some(low), Some(high)) = (self.edges.get(bin), self.edges.get(bin + 1)) {
            self.gaps = [
                self.gaps[0].min(value - low),
                self.gaps[1].min(high - value),
            ];
        }
    }

    /// The first and last value of each bin.
    pub(super) fn ranges(&self) -> Vec<[f64; 2]> {
        let rounding = self.rounding();
        let range = |(index, pair): (usize, &[f64])| {
            let only = self
                .only
                .as_ref()
                .and_then(|only| only.get(index).copied().flatten());
            match only {
                Some(value) => [value, value],
                None => [
                    self.rounded(pair[0], rounding, false),
                    self.rounded(pair[1], rounding, true),
                ],
            }
        };
        self.edges.windows(2).enumerate().map(range).collect()
    }

    /// The digit to which edges are rounded, and whether upper edges are told apart from lower ones.
    fn rounding(&self) -> (f64, bool) {
        let [left, right] = self.gaps;
        let (Some(first), Some(second)) = (self.edges.first(), self.edges.get(1)) else {
            return (0.0, false);
        };
        let steps = [-1.1 * right, -0.1 * right, left + 0.1 * right];
        let digit = |from: usize, to: usize| {
            let at = |edge: &f64| self.changed(edge + steps[from], edge + steps[to]);
            at(first).min(at(second))
        };
        let (low, high) = (digit(1, 2), digit(0, 1));
        if low > high && high < (second - first).abs() / 4000.0 {
            (low, false)
        } else {
            (low.min(high), true)
        }
    }

    /// The largest digit that changes between two values.
    fn changed(&self, from: f64, to: f64) -> f64 {
        if from * to <= 0.0 {
            return f64::INFINITY;
        }
        let mut digit = self.surely((to - from).abs());
        for _ in 0..10 {
            let next = self.surely(digit * 80.0);
            let differs = (to / next).floor() - (from / next).floor() > 0.1;
            if next == digit || !differs {
                break;
            }
            digit = next;
        }
        digit
    }

    /// The largest digit that changes in any span of this length.
    fn surely(&self, span: f64) -> f64 {
        if self.date && span > SECOND {
            let units = [
                (YEAR * 1.1, YEAR),
                (MONTH * 1.1, MONTH),
                (DAY, DAY),
                (DAY / 24.0, DAY / 24.0),
                (60.0 * SECOND, 60.0 * SECOND),
            ];
            let found = units.iter().find(|(least, _)| span > *least);
            return found.map_or(SECOND, |(_, unit)| *unit);
        }
        libm::pow(10.0, libm::floor(libm::log10(span)))
    }

    fn rounded(&self, edge: f64, (digit, apart): (f64, bool), upper: bool) -> f64 {
        if !digit.is_finite() || digit <= 0.0 || self.date && digit > DAY {
            return edge;
        }
        let mut rounded = digit * (edge / digit).round();
        if rounded + digit / 10.0 < edge && rounded + digit * 0.9 < edge + self.gaps[0] {
            rounded += digit;
        }
        if upper && apart {
            rounded - digit
        } else {
            rounded
        }
    }
}
