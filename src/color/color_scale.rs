//! Everything that decides a value's colour.

use super::levels::{Outside, changes};
use super::segments::{between, fraction};
use super::{Classes, Colormap, Levels, Norm, Rgba};
use std::borrow::Cow;

/// A colour map, how values are spread over it, and the colours of values that it has no place for.
#[derive(Clone, Debug, PartialEq)]
pub struct ColorScale {
    /// The colours.
    pub colormap: Colormap,
    /// How values are spread over them.
    pub norm: Norm,
    /// Classes of one colour each, instead of a smooth transition. Boundaries bring a range of their
    /// own, which goes before the norm's.
    pub classes: Option<Classes>,
    /// The colour of missing values.
    pub missing: Rgba,
    /// The colour of values below the range and of minus infinity; the lowest one if not given.
    pub under: Option<Rgba>,
    /// The colour of values above the range and of plus infinity; the highest one if not given.
    pub over: Option<Rgba>,
}

impl ColorScale {
    /// Thresholds and colours.
    #[must_use]
    pub fn levels(&self) -> Levels {
        let outside = Outside {
            missing: self.missing,
            under: self.under,
            over: self.over,
        };
        Levels::new(self.range(), self.steps(), outside)
    }

    /// The lowest and the highest value that have a colour of the map.
    #[must_use]
    pub fn range(&self) -> [f64; 2] {
        match self.classes.as_ref().and_then(Classes::valid_bounds) {
            Some(&[low, .., high]) => [low, high],
            _ => self.norm.range(),
        }
    }

    /// The position of a value on the colour bar, whose ends at 0 and 1 are the range's: the norm's
    /// position (see [`Norm::position`]), brought to the part of the map that the range shows.
    #[must_use]
    pub fn position(&self, z: f64) -> f64 {
        let norm = self.norm_in_use();
        let [first, last] = norm.range().map(|end| norm.position(end));
        fraction(first, last, norm.position(z))
    }

    /// The value at a position on the colour bar, ascending with it; the range's ends outside 0 to 1.
    #[must_use]
    pub fn value(&self, position: f64) -> f64 {
        let norm = self.norm_in_use();
        let [low, high] = norm.range();
        if position.is_nan() {
            return position;
        }
        if position <= 0.0 {
            return low;
        }
        let [first, last] = [low, high].map(|end| norm.position(end));
        norm.value(between(first, last, position))
            .max(low)
            .min(high)
    }

    /// The norm over the range in use, which boundaries of classes may have set.
    fn norm_in_use(&self) -> Cow<'_, Norm> {
        let range = self.range();
        if self.norm.range() == range {
            Cow::Borrowed(&self.norm)
        } else {
            Cow::Owned(self.norm.with_range(range))
        }
    }

    /// The classes' boundaries in data units with both ends of the range, ascending, for the colour
    /// bar's ticks; none without classes.
    #[must_use]
    pub fn boundaries(&self) -> Option<Vec<f64>> {
        if let Some(bounds) = self.classes.as_ref().and_then(Classes::valid_bounds) {
            return Some(bounds.to_vec());
        }
        let count = self.count()?;
        let [low, high] = self.range();
        let inner = (1..count).map(|i| self.norm.value(i as f64 / count as f64));
        let mut boundaries = vec![low];
        boundaries.extend(inner.filter(|z| low < *z && *z < high));
        boundaries.push(high);
        boundaries.dedup();
        Some(boundaries)
    }

    /// Where each colour begins in data units, ascending.
    #[must_use]
    pub fn steps(&self) -> Vec<(f64, Rgba)> {
        if let Some([bounds @ .., _]) = self.classes.as_ref().and_then(Classes::valid_bounds) {
            let color = |i| self.class_color(i, bounds.len());
            return bounds
                .iter()
                .enumerate()
                .map(|(i, z)| (*z, color(i)))
                .collect();
        }
        match self.count() {
            Some(count) => (0..count)
                .map(|i| {
                    (
                        self.norm.value(i as f64 / count as f64),
                        self.class_color(i, count),
                    )
                })
                .collect(),
            None => changes(&self.colormap)
                .into_iter()
                .map(|(t, color)| (self.norm.value(t), color))
                .collect(),
        }
    }

    /// The colour of a class: evenly spread over the map with both its ends, its middle for one.
    fn class_color(&self, index: usize, count: usize) -> Rgba {
        let t = if count > 1 {
            index as f64 / (count - 1) as f64
        } else {
            0.5
        };
        self.colormap.color_at(t)
    }

    /// The number of classes, where a number was chosen.
    fn count(&self) -> Option<usize> {
        match self.classes {
            Some(Classes::Count(count)) if count > 0 => Some(count.min(Classes::MAX)),
            _ => None,
        }
    }
}
