//! Exact quantiles without sorting the grid: histograms of ever finer bins around the ranks asked
//! for, until what is left in those bins can be sorted.

use std::sync::{Arc, Mutex, PoisonError};

use super::Grid;
use super::parallel::{in_bands, processors};

/// The 0th to 1000th permille of a grid's finite values; empty if there are none.
pub(super) fn permilles(grid: &Grid) -> Arc<[f64]> {
    let Some(last) = usize::try_from(grid.stats().finite)
        .ok()
        .and_then(|count| count.checked_sub(1))
    else {
        return Arc::default();
    };
    // Whole numbers, so that the places are exact: index = last * permille / 1000.
    let place = |permille: usize| {
        let whole = last / 1000 * permille;
        let rest = last % 1000 * permille;
        (whole + rest / 1000, rest % 1000)
    };
    let ranks = (0..=1000)
        .map(place)
        .flat_map(|(index, rest)| [index, (index + usize::from(rest > 0)).min(last)]);
    let mut ranks: Vec<usize> = ranks.collect();
    ranks.sort_unstable();
    ranks.dedup();
    let values = Search::new(grid).values(&ranks);
    let at = |rank: usize| {
        let index = ranks.binary_search(&rank).unwrap_or(0);
        values.get(index).copied().unwrap_or(f64::NAN)
    };
    let permille = |permille: usize| {
        let (index, rest) = place(permille);
        let low = at(index);
        #[expect(clippy::cast_precision_loss, reason = "below 1000")]
        let part = rest as f64 / 1000.0;
        if rest == 0 {
            low
        } else {
            low * (1.0 - part) + at((index + 1).min(last)) * part
        }
    };
    (0..=1000).map(permille).collect()
}

/// So many values may be gathered and sorted.
const SORTED: usize = 1 << 21;
/// Each pass splits the bins that hold ranks into about so many.
const BINS: usize = 1 << 16;

/// Values by their rank in ascending order.
struct Search<'a> {
    grid: &'a Grid,
    /// Bins that hold ranks, ascending.
    open: Vec<Bin>,
}

/// Some neighbouring keys and how many values have one of them.
#[derive(Clone, Copy, Debug)]
struct Bin {
    first: u64,
    last: u64,
    /// Values below the first key.
    below: usize,
    count: usize,
}

impl<'a> Search<'a> {
    fn new(grid: &'a Grid) -> Self {
        let stats = grid.stats();
        let open = stats.extent.map(|[low, high]| Bin {
            // Both zeros are one in the extent.
            first: key(if low == 0.0 { -0.0 } else { low }),
            last: key(if high == 0.0 { 0.0 } else { high }),
            below: 0,
            count: usize::try_from(stats.finite).unwrap_or(usize::MAX),
        });
        Self {
            grid,
            open: open.into_iter().collect(),
        }
    }

    /// The values of these ranks (ascending, distinct, each below the number of values).
    fn values(mut self, ranks: &[usize]) -> Vec<f64> {
        while self.wide() > SORTED {
            self.split(ranks);
        }
        let sorted = self.gather();
        let mut found = Vec::with_capacity(ranks.len());
        let mut start = 0;
        let mut ranks = ranks.iter().peekable();
        for bin in &self.open {
            let single = bin.first == bin.last;
            while let Some(rank) = ranks.next_if(|&&rank| rank < bin.below + bin.count) {
                found.push(if single {
                    value(bin.first)
                } else {
                    let at = start + rank.saturating_sub(bin.below);
                    sorted.get(at).map_or(f64::NAN, |key| value(*key))
                });
            }
            if !single {
                start += bin.count;
            }
        }
        found
    }

    /// Values in bins of more than one key.
    fn wide(&self) -> usize {
        let wide = self.open.iter().filter(|bin| bin.first < bin.last);
        wide.map(|bin| bin.count).sum()
    }

    /// Counts the values of finer bins and keeps those that hold ranks.
    fn split(&mut self, ranks: &[usize]) {
        let each = u64::try_from(BINS / self.open.len().max(1))
            .unwrap_or(1)
            .max(2);
        let finer: Vec<Bin> = self.open.iter().flat_map(|bin| bin.parts(each)).collect();
        let lookup = Lookup::new(&finer);
        let counts = self.for_keys(
            || vec![0_usize; finer.len()],
            |counts, key| {
                if let Some(count) = lookup.bin(key).and_then(|bin| counts.get_mut(bin)) {
                    *count += 1;
                }
            },
        );
        let mut open = Vec::new();
        let mut bins = finer.into_iter().enumerate().peekable();
        for whole in &self.open {
            let mut below = whole.below;
            while let Some((index, mut bin)) = bins.next_if(|(_, bin)| bin.first <= whole.last) {
                bin.below = below;
                bin.count = counts.iter().filter_map(|counts| counts.get(index)).sum();
                below += bin.count;
                let next = ranks.partition_point(|rank| *rank < bin.below);
                if ranks.get(next).is_some_and(|rank| *rank < below) {
                    open.push(bin);
                }
            }
        }
        self.open = open;
    }

    /// All keys in the open bins of more than one key, sorted.
    fn gather(&self) -> Vec<u64> {
        let wide: Vec<Bin> = self
            .open
            .iter()
            .filter(|bin| bin.first < bin.last)
            .copied()
            .collect();
        if wide.is_empty() {
            return Vec::new();
        }
        let lookup = Lookup::new(&wide);
        let parts = self.for_keys(Vec::new, |keys, key| {
            if lookup.bin(key).is_some() {
                keys.push(key);
            }
        });
        let mut keys = parts.concat();
        keys.sort_unstable();
        keys
    }

    /// Shows `take` the key of every finite value, on all processors; each has a state of its own.
    fn for_keys<S: Send>(
        &self,
        start: impl Fn() -> S + Sync,
        take: impl Fn(&mut S, u64) + Sync,
    ) -> Vec<S> {
        let states = Mutex::new(Vec::new());
        // Only shared out: nothing is kept of a row.
        let mut rows = vec![(); self.grid.rows()];
        in_bands(&mut rows, 1, processors(), |first, rows| {
            let mut state = start();
            let mut scratch = Vec::new();
            self.grid.visit(
                first..first + rows.len(),
                0..self.grid.columns(),
                &mut |_, run| {
                    scratch.clear();
                    run.append_f64(&mut scratch);
                    for &value in scratch.iter().filter(|value| value.is_finite()) {
                        take(&mut state, key(value));
                    }
                },
            );
            states
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(state);
        });
        states.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bin {
    /// The bin in about so many parts.
    fn parts(self, parts: u64) -> impl Iterator<Item = Self> {
        let step = (self.last - self.first) / parts + 1;
        let count = (self.last - self.first) / step;
        (0..=count).map(move |index| {
            let first = self.first + index * step;
            Self {
                first,
                last: self.last.min(first + (step - 1)),
                below: 0,
                count: 0,
            }
        })
    }
}

/// Which bin a key is in.
struct Lookup<'a> {
    bins: &'a [Bin],
    first: u64,
    /// Keys are shifted by so many bits to find where to begin.
    shift: u32,
    /// For each shifted key the first bin that ends at or after its first key.
    begin: Vec<u32>,
}

impl<'a> Lookup<'a> {
    /// `bins` ascend and do not overlap.
    fn new(bins: &'a [Bin]) -> Self {
        let first = bins.first().map_or(0, |bin| bin.first);
        let last = bins.last().map_or(0, |bin| bin.last);
        let bits = u64::BITS - (last - first).leading_zeros();
        let shift = bits.saturating_sub(17);
        let slots = (last - first) >> shift;
        let begin = (0..=slots)
            .map(|slot| {
                let key = first + (slot << shift);
                u32::try_from(bins.partition_point(|bin| bin.last < key)).unwrap_or(u32::MAX)
            })
            .collect();
        Self {
            bins,
            first,
            shift,
            begin,
        }
    }

    fn bin(&self, key: u64) -> Option<usize> {
        let slot = usize::try_from(key.checked_sub(self.first)? >> self.shift).ok()?;
        let mut index = *self.begin.get(slot)? as usize;
        // Several bins may begin behind one slot: halve what is left.
        let end = self.begin.get(slot + 1).map_or(self.bins.len(), |end| {
            (*end as usize + 1).min(self.bins.len())
        });
        if end > index + 8 {
            let part = self.bins.get(index..end)?;
            index += part.partition_point(|bin| bin.last < key);
        }
        loop {
            let bin = self.bins.get(index)?;
            if key < bin.first {
                return None;
            }
            if key <= bin.last {
                return Some(index);
            }
            index += 1;
        }
    }
}

const SIGN: u64 = 1 << 63;

/// A number in the same order as the values; minus zero is below zero, as in `f64::total_cmp`.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    let negative = (bits.cast_signed() >> 63).cast_unsigned();
    bits ^ (negative | SIGN)
}

/// Back from [`key`].
fn value(key: u64) -> f64 {
    let positive = (key.cast_signed() >> 63).cast_unsigned();
    f64::from_bits(key ^ (!positive | SIGN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_values_and_lead_back() {
        let values = [
            f64::MIN,
            -1.0,
            -1e-300,
            -0.0,
            0.0,
            5e-324,
            1.0,
            1.5,
            f64::MAX,
        ];
        assert!(values.windows(2).all(|pair| key(pair[0]) < key(pair[1])));
        for number in values {
            assert_eq!(value(key(number)).to_bits(), number.to_bits());
        }
    }

    /// More values than are sorted at once, evenly spread, in steps, and over many magnitudes.
    #[test]
    fn quantiles_of_many_values_are_those_of_the_sorted_ones() {
        let count = SORTED + 300_000;
        let mut state = 7_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as f64 / f64::from(1_u32 << 31)
        };
        let kinds: [&dyn Fn(f64) -> f64; 3] =
            [&|part| part, &|part| (part * 7.0).floor() - 3.0, &|part| {
                libm::exp((part - 0.5) * 1200.0) * if part < 0.3 { -1.0 } else { 1.0 }
            }];
        for of in kinds {
            let mut values: Vec<f64> = (0..count).map(|_| of(next())).collect();
            values[17] = f64::NAN;
            values[18] = f64::INFINITY;
            let grid =
                Grid::new(1000, count / 1000, values[..count / 1000 * 1000].to_vec()).unwrap();
            let mut sorted: Vec<f64> = grid.iter().filter(|value| value.is_finite()).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let found = permilles(&grid);
            for permille in [0, 1, 20, 333, 500, 980, 999, 1000] {
                let last = sorted.len() - 1;
                let (index, rest) = (last * permille / 1000, last * permille % 1000);
                let low = sorted[index];
                let expected = if rest == 0 {
                    low
                } else {
                    let part = rest as f64 / 1000.0;
                    low * (1.0 - part) + sorted[index + 1] * part
                };
                assert_eq!(found[permille], expected, "permille {permille}");
            }
        }
    }
}
