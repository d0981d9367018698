//! Colours of many values.

use super::keys::Keyer;
use super::{KeySpace, Rgba};

/// A table from keys to intervals in two steps: equal parts of the range's keys, each cut into as
/// many buckets as its thresholds ask for, so that one comparison nearly always settles the rest.
/// Always equal to a search through all thresholds.
#[derive(Clone, Debug)]
pub struct LevelLookup {
    space: KeySpace,
    keyer: Keyer,
    keys: Vec<u32>,
    colors: Vec<Rgba>,
    /// The range's first key; the first part begins here.
    base: u32,
    /// Keys in a part, as a power of two.
    part_shift: u32,
    parts: Vec<Part>,
    /// The interval of each bucket's first key, part by part, ascending; one more closes the last.
    buckets: Vec<u32>,
}

/// Equally many keys for each part.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Its first bucket.
    bucket: u32,
    /// Keys in each of its buckets, as a power of two.
    shift: u32,
}

/// At most 2^10 parts.
const PART_BITS: u32 = 10;
/// Buckets for each threshold in a part, so that two seldom share one.
const BUCKETS_EACH: usize = 8;

impl LevelLookup {
    pub(super) fn new(space: KeySpace, keys: Vec<u32>, colors: Vec<Rgba>) -> Self {
        // Below the third threshold lie missing, minus infinity and under.
        let base = keys.get(2).copied().unwrap_or(0);
        let over = keys.iter().rev().nth(1).copied().unwrap_or(base);
        let span = over.saturating_sub(base);
        let part_shift = (u32::BITS - span.leading_zeros()).saturating_sub(PART_BITS);
        let (mut parts, mut buckets) = (Vec::new(), Vec::new());
        let mut level = 0;
        for part in 0..=u64::from(span >> part_shift) {
            let first = u64::from(base) + (part << part_shift);
            let end = first + (1 << part_shift);
            let inside = passed(&keys, level, end - 1) - passed(&keys, level, first);
            let bits = (inside * BUCKETS_EACH)
                .next_power_of_two()
                .ilog2()
                .min(part_shift);
            let shift = part_shift - bits;
            parts.push(Part {
                bucket: saturated(buckets.len()),
                shift,
            });
            for bucket in 0..1_u64 << bits {
                level = passed(&keys, level, first + (bucket << shift));
                buckets.push(saturated(level));
            }
            level = passed(&keys, level, end);
        }
        buckets.push(saturated(level));
        Self {
            space,
            keyer: space.keyer(),
            keys,
            colors,
            base,
            part_shift,
            parts,
            buckets,
        }
    }

    /// How values become keys here.
    #[must_use]
    pub fn space(&self) -> KeySpace {
        self.space
    }

    /// The interval of a key, as [`super::Levels::level_of`] finds it.
    #[must_use]
    #[inline]
    pub fn level(&self, key: u32) -> usize {
        let Some([first, last]) = self.bucket(key) else {
            return self.keys.partition_point(|threshold| *threshold <= key);
        };
        if last <= first + 1 {
            // With none in the bucket, the next threshold lies above all of its keys.
            return first
                + usize::from(
                    self.keys
                        .get(first)
                        .is_some_and(|threshold| *threshold <= key),
                );
        }
        let between = self.keys.get(first..last).unwrap_or_default();
        first + between.partition_point(|threshold| *threshold <= key)
    }

    /// The intervals of the first key in this key's bucket and of the first one behind it.
    #[inline]
    fn bucket(&self, key: u32) -> Option<[usize; 2]> {
        let offset = key.checked_sub(self.base)?;
        let part = self.parts.get((offset >> self.part_shift) as usize)?;
        let within = offset & ((1 << self.part_shift) - 1);
        let bucket = part.bucket as usize + (within >> part.shift) as usize;
        match *self.buckets.get(bucket..bucket + 2)? {
            [first, last] => Some([first as usize, last as usize]),
            _ => None,
        }
    }

    /// The colour of a key.
    #[must_use]
    #[inline]
    pub fn color_of_key(&self, key: u32) -> Rgba {
        self.colors
            .get(self.level(key))
            .copied()
            .unwrap_or_default()
    }

    /// The colour of a value.
    #[must_use]
    #[inline]
    pub fn color(&self, z: f64) -> Rgba {
        self.color_of_key(self.keyer.key(z))
    }
}

/// How many thresholds lie at or below `key`, at least `level` of them.
fn passed(keys: &[u32], level: usize, key: u64) -> usize {
    let rest = keys.get(level..).unwrap_or_default();
    level
        + rest
            .iter()
            .take_while(|threshold| u64::from(**threshold) <= key)
            .count()
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
