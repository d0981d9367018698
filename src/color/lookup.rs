//! Colours of many values.

use super::keys::{Keyer, MINUS_ZERO, NEGATIVE_INFINITY};
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
    offsets: Offsets,
    /// Keys in a part, as a power of two.
    part_shift: u32,
    /// The last one is that of missing values.
    parts: Vec<Part>,
    buckets: Vec<Bucket>,
}

/// Keys counted from just below the range: 0 is under it, [`Self::over`] over it.
#[derive(Clone, Copy, Debug)]
struct Offsets {
    /// The key of offset 0.
    zero: u32,
    /// The offset of all that is over the range.
    over: u32,
    /// The offset of missing values, alone in its part.
    missing: u32,
}

/// Equally many keys for each part.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    /// Added to an offset in buckets, it gives the bucket.
    first: u32,
    /// Keys in each of its buckets, as a power of two.
    shift: u32,
}

/// The intervals of some neighbouring keys.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    /// The only threshold inside, as an offset.
    threshold: u32,
    /// The interval of keys before the threshold.
    below: u16,
    /// The interval from the threshold on.
    above: u16,
}

/// At most 2^10 parts, and one for missing values.
const PART_BITS: u32 = 10;
/// Buckets for each threshold in a part, so that two seldom share one.
const BUCKETS_EACH: usize = 8;
/// Stands for an interval in buckets with several thresholds.
const CROWDED: u16 = u16::MAX;
/// Values that become keys at a time.
const AT_ONCE: usize = 256;
/// The intervals of missing values and of values under the range, in every [`super::Levels`].
const MISSING: usize = 0;
const UNDER: usize = 2;

impl LevelLookup {
    pub(super) fn new(space: KeySpace, keys: Vec<u32>, colors: Vec<Rgba>) -> Self {
        let base = keys.get(UNDER).copied().unwrap_or(0);
        let zero = match base.saturating_sub(1).max(NEGATIVE_INFINITY) {
            // The key next to zero's is that of -0.0, which no value has.
            key if key == MINUS_ZERO => key - 1,
            key => key,
        };
        let over = keys.iter().rev().nth(1).copied().unwrap_or(base);
        let over = over.saturating_sub(zero);
        let part_shift = (u32::BITS - over.leading_zeros()).saturating_sub(PART_BITS);
        let mut lookup = Self {
            space,
            keyer: space.keyer(),
            offsets: Offsets {
                zero,
                over,
                missing: 0,
            },
            part_shift,
            parts: Vec::new(),
            buckets: Vec::new(),
            colors,
            keys,
        };
        let mut level = UNDER;
        for part in 0..=over >> part_shift {
            level = lookup.add_part(part, level);
        }
        let part = saturated(lookup.parts.len());
        lookup.offsets.missing = part << part_shift;
        lookup.parts.push(Part {
            first: saturated(lookup.buckets.len()).wrapping_sub(part),
            shift: part_shift,
        });
        lookup.buckets.push(Bucket::default());
        lookup
    }

    /// Adds the buckets of a part whose first key follows `level` thresholds; answers how many the
    /// next part's follows.
    fn add_part(&mut self, part: u32, level: usize) -> usize {
        let first = u64::from(self.offsets.zero) + (u64::from(part) << self.part_shift);
        let inside = passed(&self.keys, level, first + (1 << self.part_shift)) - level;
        let bits = (inside * BUCKETS_EACH)
            .next_power_of_two()
            .ilog2()
            .min(self.part_shift);
        let shift = self.part_shift - bits;
        let before = part << bits;
        self.parts.push(Part {
            first: saturated(self.buckets.len()).wrapping_sub(before),
            shift,
        });
        let mut below = level;
        for bucket in 1..=1_u64 << bits {
            let above = passed(&self.keys, below, first + (bucket << shift));
            self.buckets.push(self.bucket(below, above));
            below = above;
        }
        below
    }

    /// The bucket between whose ends lie the thresholds from `below` to before `above`.
    fn bucket(&self, below: usize, above: usize) -> Bucket {
        let inside = self.keys.get(below..above).unwrap_or_default();
        let threshold = inside.first().copied().unwrap_or_default();
        let is_one = inside.iter().all(|key| *key == threshold);
        let level = |level| match u16::try_from(level) {
            Ok(level) if is_one => level,
            _ => CROWDED,
        };
        Bucket {
            threshold: threshold.saturating_sub(self.offsets.zero),
            below: level(below),
            above: level(above),
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
        let offset = key.wrapping_sub(self.offsets.zero);
        let is_inside = offset.wrapping_sub(1) < self.offsets.over.saturating_sub(1);
        let level = if is_inside {
            self.level_at(offset)
        } else {
            CROWDED
        };
        match level {
            CROWDED => self.searched(key),
            level => usize::from(level),
        }
    }

    /// The interval at an offset, or [`CROWDED`].
    #[inline]
    fn level_at(&self, offset: u32) -> u16 {
        let part = self.parts.get((offset >> self.part_shift) as usize);
        let part = part.copied().unwrap_or_default();
        let bucket = part.first.wrapping_add(offset >> part.shift);
        match self.buckets.get(bucket as usize) {
            Some(bucket) if offset >= bucket.threshold => bucket.above,
            Some(bucket) => bucket.below,
            None => CROWDED,
        }
    }

    #[cold]
    fn searched(&self, key: u32) -> usize {
        self.keys.partition_point(|threshold| *threshold <= key)
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

    /// The colour of each interval, as [`super::Levels::colors`].
    #[must_use]
    pub fn colors(&self) -> &[Rgba] {
        &self.colors
    }

    /// Gives each of `pixels` the entry of `palette` for the interval of its value: the palette has
    /// one for each of [`Self::colors`], and infinities take those of values under and over the
    /// range, whose colours they share. Pixels beyond the values stay as they are.
    pub fn paint(&self, values: &[f64], palette: &[[u8; 4]], pixels: &mut [[u8; 4]]) {
        let mut offsets = [0; AT_ONCE];
        for (values, pixels) in values.chunks(AT_ONCE).zip(pixels.chunks_mut(AT_ONCE)) {
            self.offsets_of(values, &mut offsets);
            for ((pixel, offset), _) in pixels.iter_mut().zip(&offsets).zip(values) {
                let level = self.level_at(*offset);
                *pixel = match palette.get(usize::from(level)) {
                    Some(color) => *color,
                    None => self.searched_color(*offset, palette),
                };
            }
        }
    }

    fn offsets_of(&self, values: &[f64], offsets: &mut [u32]) {
        let Offsets { zero, missing, .. } = self.offsets;
        let [low, high] = self.offsets.ends();
        let offset = |z: f64, key: u32| {
            let present = key.wrapping_sub(zero);
            if z.is_nan() { missing } else { present }
        };
        match self.keyer.between([low, high]) {
            Some(keyer) => {
                for (found, z) in offsets.iter_mut().zip(values) {
                    *found = offset(*z, keyer.key(*z));
                }
            }
            None => {
                for (found, z) in offsets.iter_mut().zip(values) {
                    *found = offset(*z, self.keyer.key(*z).max(low).min(high));
                }
            }
        }
    }

    #[cold]
    fn searched_color(&self, offset: u32, palette: &[[u8; 4]]) -> [u8; 4] {
        let level = match offset {
            offset if offset == self.offsets.missing => MISSING,
            offset => self.searched(self.offsets.zero.wrapping_add(offset)),
        };
        palette.get(level).copied().unwrap_or_default()
    }
}

impl Offsets {
    /// The keys of offset 0 and of [`Self::over`].
    fn ends(self) -> [u32; 2] {
        [self.zero, self.zero.saturating_add(self.over)]
    }
}

/// How many thresholds lie below `end`, at least `level` of them.
fn passed(keys: &[u32], level: usize, end: u64) -> usize {
    let rest = keys.get(level..).unwrap_or_default();
    level
        + rest
            .iter()
            .take_while(|threshold| u64::from(**threshold) < end)
            .count()
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
