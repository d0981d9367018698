//! Colours of many values.

use super::{KeySpace, Rgba};

/// A table from keys to intervals: a bucket of keys starts the search, so that most values need no
/// further comparison. Always equal to a search through all thresholds.
#[derive(Clone, Debug)]
pub struct LevelLookup {
    space: KeySpace,
    keys: Vec<u32>,
    colors: Vec<Rgba>,
    /// The range's first key; buckets begin here.
    base: u32,
    /// Keys in a bucket, as a power of two.
    shift: u32,
    /// The interval of each bucket's first key.
    buckets: Vec<u32>,
}

/// At most 2^16 buckets and one that closes the last.
const BUCKET_BITS: u32 = 16;

impl LevelLookup {
    pub(super) fn new(space: KeySpace, keys: Vec<u32>, colors: Vec<Rgba>) -> Self {
        // Below the third threshold lie missing, minus infinity and under.
        let base = keys.get(2).copied().unwrap_or(0);
        let over = keys.iter().rev().nth(1).copied().unwrap_or(base);
        let span = over.saturating_sub(base);
        let shift = (u32::BITS - span.leading_zeros()).saturating_sub(BUCKET_BITS);
        let mut buckets = Vec::with_capacity((span >> shift) as usize + 2);
        let mut level = 0_usize;
        for bucket in 0..=u64::from(span >> shift) + 1 {
            let first = u64::from(base) + (bucket << shift);
            while keys.get(level).is_some_and(|key| u64::from(*key) <= first) {
                level += 1;
            }
            buckets.push(u32::try_from(level).unwrap_or(u32::MAX));
        }
        Self {
            space,
            keys,
            colors,
            base,
            shift,
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
    pub fn level(&self, key: u32) -> usize {
        let bounds = key.checked_sub(self.base).and_then(|offset| {
            let bucket = (offset >> self.shift) as usize;
            Some((
                *self.buckets.get(bucket)? as usize,
                *self.buckets.get(bucket + 1)? as usize,
            ))
        });
        let Some((first, last)) = bounds else {
            return self.keys.partition_point(|threshold| *threshold <= key);
        };
        let between = self.keys.get(first..last).unwrap_or_default();
        first + between.partition_point(|threshold| *threshold <= key)
    }

    /// The colour of a key.
    #[must_use]
    pub fn color_of_key(&self, key: u32) -> Rgba {
        self.colors
            .get(self.level(key))
            .copied()
            .unwrap_or_default()
    }

    /// The colour of a value.
    #[must_use]
    pub fn color(&self, z: f64) -> Rgba {
        self.color_of_key(self.space.key(z))
    }
}
