//! A colour scale as ascending thresholds with a colour for each interval.

use super::keys::{NEGATIVE_INFINITY, POSITIVE_INFINITY};
use super::{Colormap, KeySpace, LevelLookup, Rgba};

/// Ascending thresholds with a colour for each interval between them: missing, minus infinity,
/// under the range, one or more inside it, over it, plus infinity.
///
/// There is a threshold wherever the rounded 8-bit colour changes in any channel, and at each step of
/// a stepped scale. The range's high end lies inside; "over" begins strictly above.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Where each interval inside the range begins, ascending; the first at the range's low end.
    starts: Vec<f64>,
    /// The range's high end.
    high: f64,
    /// One for each interval.
    colors: Vec<Rgba>,
}

/// Intervals below the range: missing, minus infinity, under.
const BELOW: usize = 3;
/// Intervals above the range: over, plus infinity.
const ABOVE: usize = 2;

/// The colours of values that have no position in the range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outside {
    pub(super) missing: Rgba,
    /// The lowest colour, unless given.
    pub(super) under: Option<Rgba>,
    /// The highest colour, unless given.
    pub(super) over: Option<Rgba>,
}

impl Levels {
    /// From where each colour inside `range` begins; what begins outside is brought to its ends.
    pub(super) fn new([low, high]: [f64; 2], steps: Vec<(f64, Rgba)>, outside: Outside) -> Self {
        let count = steps.len();
        let (mut starts, mut inside) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut before = low;
        for (z, color) in steps {
            before = z.max(before).min(high);
            starts.push(if starts.is_empty() { low } else { before });
            inside.push(color);
        }
        if starts.is_empty() {
            starts.push(low);
            inside.push(outside.missing);
        }
        // Colours whose interval ends where the range begins are never seen inside it.
        let lowest = starts
            .partition_point(|start| *start <= low)
            .saturating_sub(1);
        let under = outside
            .under
            .or_else(|| inside.get(lowest).copied())
            .unwrap_or_default();
        let over = outside
            .over
            .or_else(|| inside.last().copied())
            .unwrap_or_default();
        let mut colors = vec![outside.missing, under, under];
        colors.append(&mut inside);
        colors.extend([over, over]);
        Self {
            starts,
            high,
            colors,
        }
    }

    /// The same with nothing translucent.
    #[must_use]
    pub fn opaque(&self) -> Self {
        let opaque = |Rgba([red, green, blue, _]): &Rgba| Rgba::rgb(*red, *green, *blue);
        Self {
            colors: self.colors.iter().map(opaque).collect(),
            ..self.clone()
        }
    }

    /// The same thresholds with colours that let through what is below: their alpha times
    /// `opacity` (0 to 1; NaN counts as 1).
    #[must_use]
    pub fn with_opacity(mut self, opacity: f64) -> Self {
        let opacity = opacity.clamp(0.0, 1.0);
        if opacity < 1.0 {
            for color in &mut self.colors {
                *color = color.with_opacity(opacity);
            }
        }
        self
    }

    /// A colour for each interval.
    #[must_use]
    pub fn colors(&self) -> &[Rgba] {
        &self.colors
    }

    /// The thresholds as keys, ascending (equal ones where an interval is narrower than a key): one
    /// fewer than [`Self::colors`]. A key's interval is the number of thresholds at or below it.
    #[must_use]
    pub fn keys(&self, space: KeySpace) -> Vec<u32> {
        let mut keys = Vec::with_capacity(self.colors.len());
        keys.extend([NEGATIVE_INFINITY, NEGATIVE_INFINITY + 1]);
        keys.extend(self.starts.iter().map(|start| space.key(*start)));
        keys.extend([space.key(self.high).saturating_add(1), POSITIVE_INFINITY]);
        keys
    }

    /// The interval of a key, an index into [`Self::colors`], given the thresholds as keys.
    #[must_use]
    pub fn level_of(&self, keys: &[u32], key: u32) -> usize {
        keys.partition_point(|threshold| *threshold <= key)
            .min(self.colors.len() - 1)
    }

    /// A table for colouring many values fast.
    #[must_use]
    pub fn lookup(&self, space: KeySpace) -> LevelLookup {
        LevelLookup::new(space, self.keys(space), self.colors.clone())
    }

    /// The interval of a value, compared in f64: exact, but slow and next to a threshold not always
    /// what painters show.
    #[must_use]
    pub fn level_of_value(&self, z: f64) -> usize {
        let last = self.colors.len() - 1;
        match z {
            z if z.is_nan() => 0,
            f64::NEG_INFINITY => 1,
            f64::INFINITY => last,
            z if z > self.high => last - 1,
            z => BELOW - 1 + self.starts.partition_point(|start| *start <= z),
        }
    }

    /// The colour of a value, compared in f64 (see [`Self::level_of_value`]).
    #[must_use]
    pub fn color_of(&self, z: f64) -> Rgba {
        self.colors
            .get(self.level_of_value(z))
            .copied()
            .unwrap_or_default()
    }

    /// Of a pixel's smallest and largest value, is the largest the one to show? It is if it lies at
    /// least as many levels from the middle one.
    #[must_use]
    pub fn takes_high(&self, low: f64, high: f64) -> bool {
        self.steps_from_middle(high) >= self.steps_from_middle(low)
    }

    /// Twice the number of intervals between a value's and the middle one inside the range, for
    /// telling which of two values is the more extreme; 0 for a missing one.
    #[must_use]
    pub fn steps_from_middle(&self, z: f64) -> u32 {
        self.steps_of_level(self.level_of_value(z))
    }

    /// [`Self::steps_from_middle`] for an interval.
    #[must_use]
    pub fn steps_of_level(&self, level: usize) -> u32 {
        let inside = BELOW + (self.colors.len() - 1 - ABOVE);
        if level == 0 {
            0
        } else {
            u32::try_from(level.saturating_mul(2).abs_diff(inside)).unwrap_or(u32::MAX)
        }
    }
}

/// Positions at which a map's rounded colour changes and the colours from there on, ascending; the
/// first at 0.
pub(super) fn changes(colormap: &Colormap) -> Vec<(f64, Rgba)> {
    let mut changes: Vec<(f64, Rgba)> = Vec::new();
    let first = colormap
        .stops()
        .first()
        .map_or(Rgba::TRANSPARENT, |(_, color)| *color);
    changes.push((0.0, first));
    for pair in colormap.stops().windows(2) {
        let &[(t0, low), (t1, high)] = pair else {
            continue;
        };
        if t0 == t1 {
            set(&mut changes, t0, high);
            continue;
        }
        let mut crossings: Vec<(f64, usize, u8)> = Vec::new();
        for channel in 0..4 {
            for (share, value) in crossings_of(low.0[channel], high.0[channel]) {
                crossings.push((t0 + (t1 - t0) * share, channel, value));
            }
        }
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut color = low;
        for (t, channel, value) in crossings {
            color.0[channel] = value;
            set(&mut changes, t, color);
        }
    }
    changes
}

/// Channels that cross together in exact numbers may differ by this much in rounded ones.
const TOGETHER: f64 = 1e-14;

/// The colour from `t` on; replaces one that began together with it.
fn set(changes: &mut Vec<(f64, Rgba)>, t: f64, color: Rgba) {
    match changes.last_mut() {
        Some((before, last)) if t - *before <= TOGETHER => *last = color,
        Some((_, last)) if *last == color => {}
        _ => changes.push((t, color)),
    }
}

/// Shares of the way from one byte to another at which the rounded value changes, and to what: at
/// the half-integers between them.
fn crossings_of(from: u8, to: u8) -> impl Iterator<Item = (f64, u8)> {
    let count = from.abs_diff(to);
    (0..count).map(move |passed| {
        let share = (f64::from(passed) + 0.5) / f64::from(count);
        (
            share,
            if to > from {
                from + passed + 1
            } else {
                from - passed - 1
            },
        )
    })
}
