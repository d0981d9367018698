//! Colour maps: colours at positions from 0 to 1.

use super::{Rgba, library};
use std::borrow::Cow;
use std::sync::Arc;

/// A name and ascending stops from 0 to 1, linear between them in each 8-bit channel and rounded to
/// the nearest byte. Where two stops share a position the colour steps, and the upper one applies.
///
/// Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Colormap {
    name: Cow<'static, str>,
    stops: Arc<[(f64, Rgba)]>,
}

/// Stops that make no colour map.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ColormapError {
    /// There has to be a colour for 0 and one for 1.
    #[error("found {0} stops, expected two or more")]
    TooFew(usize),
    /// The first stop has to lie at 0, the last at 1.
    #[error("found stops from {first} to {last}, expected the first at 0 and the last at 1")]
    Ends {
        /// Position of the first stop.
        first: f64,
        /// Position of the last stop.
        last: f64,
    },
    /// A stop lies below the one before it, or its position is no number.
    #[error(
        "found a stop at {found} after one at {before}, expected ascending positions from 0 to 1"
    )]
    Order {
        /// Position of the stop.
        found: f64,
        /// Position of the stop before it.
        before: f64,
    },
}

/// The names that plotly.js knows.
const PLOTLYJS: [&str; 18] = [
    "Greys",
    "YlGnBu",
    "Greens",
    "YlOrRd",
    "Bluered",
    "RdBu",
    "Reds",
    "Blues",
    "Picnic",
    "Rainbow",
    "Portland",
    "Jet",
    "Hot",
    "Blackbody",
    "Earth",
    "Electric",
    "Viridis",
    "Cividis",
];

impl Colormap {
    /// The map of this name in any case; `_r` behind it reverses. Every name of plotly.py is known,
    /// though `viridis`, `cividis`, `plasma`, `inferno`, `magma`, `turbo` and `twilight` are the
    /// full tables (`plotly-Viridis` … are Plotly's short ones); `plotlyjs-RdBu` … are plotly.js's.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        if let Some(found) = library::find(name) {
            return Some(found.clone());
        }
        let start = name.len().checked_sub(2)?;
        let (base, ending) = (name.get(..start)?, name.get(start..)?);
        let found = ending
            .eq_ignore_ascii_case("_r")
            .then(|| library::find(base))
            .flatten()?;
        Some(found.reversed())
    }

    /// The scale that plotly.js knows by this name, which is told apart from others by its case; none
    /// for any other name.
    #[must_use]
    pub fn plotlyjs(name: &str) -> Option<Self> {
        let known = PLOTLYJS.contains(&name);
        let own = library::find(&format!("plotlyjs-{name}")).or_else(|| library::find(name));
        own.filter(|_| known).cloned()
    }

    /// Every known name, not reversed, in the order of [`Self::groups`].
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        Self::groups()
            .into_iter()
            .flat_map(|group| group.names)
            .collect()
    }

    /// The known names sorted by what they are good for, the best first.
    #[must_use]
    pub fn groups() -> Vec<super::ColormapGroup> {
        library::groups()
    }

    /// A map of one's own.
    ///
    /// # Errors
    /// Unless there are two stops or more, ascending (equal positions make a step) from 0 to 1.
    pub fn from_stops(
        name: impl Into<String>,
        stops: Vec<(f64, Rgba)>,
    ) -> Result<Self, ColormapError> {
        Self::build(Cow::Owned(name.into()), stops)
    }

    pub(super) fn build(
        name: Cow<'static, str>,
        stops: Vec<(f64, Rgba)>,
    ) -> Result<Self, ColormapError> {
        let ([(first, _), .., (last, _)], true) = (stops.as_slice(), stops.len() >= 2) else {
            return Err(ColormapError::TooFew(stops.len()));
        };
        let (first, last) = (*first, *last);
        for pair in stops.windows(2) {
            if let [(before, _), (found, _)] = *pair
                && before
                    .partial_cmp(&found)
                    .is_none_or(std::cmp::Ordering::is_gt)
            {
                return Err(ColormapError::Order { found, before });
            }
        }
        if first != 0.0 || last != 1.0 {
            return Err(ColormapError::Ends { first, last });
        }
        Ok(Self {
            name,
            stops: stops.into(),
        })
    }

    /// The name, with `_r` behind it if reversed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Positions and colours, ascending from 0 to 1.
    #[must_use]
    pub fn stops(&self) -> &[(f64, Rgba)] {
        &self.stops
    }

    /// The map from its other end; `_r` is put behind the name, or taken away.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let name = match self.name.strip_suffix("_r") {
            Some(base) => base.to_owned(),
            None => format!("{}_r", self.name),
        };
        let stops = self
            .stops
            .iter()
            .rev()
            .map(|&(t, color)| (1.0 - t, color))
            .collect();
        Self {
            name: Cow::Owned(name),
            stops,
        }
    }

    /// The colour at `t`; that of the nearer end outside 0 to 1, nothing for NaN.
    #[must_use]
    pub fn color_at(&self, t: f64) -> Rgba {
        if t.is_nan() {
            return Rgba::TRANSPARENT;
        }
        let t = t.clamp(0.0, 1.0);
        let above = self.stops.partition_point(|(stop, _)| *stop <= t);
        let at = |index: Option<usize>| index.and_then(|index| self.stops.get(index)).copied();
        match (at(above.checked_sub(1)), at(Some(above))) {
            (Some((t0, low)), Some((t1, high))) => mix(low, high, (t - t0) / (t1 - t0)),
            (Some((_, color)), None) | (None, Some((_, color))) => color,
            (None, None) => Rgba::TRANSPARENT,
        }
    }
}

/// `share` of the way from `low` to `high` in each channel, to the nearest byte (halves up).
fn mix(low: Rgba, high: Rgba, share: f64) -> Rgba {
    let channel = |i: usize| {
        let (low, high) = (f64::from(low.0[i]), f64::from(high.0[i]));
        (low + (high - low) * share).round() as u8
    };
    Rgba([channel(0), channel(1), channel(2), channel(3)])
}

impl Default for Colormap {
    /// Viridis, the default of the field.
    fn default() -> Self {
        Self::named("viridis").unwrap_or_else(|| Self {
            name: Cow::Borrowed("greys"),
            stops: Arc::new([(0.0, Rgba::BLACK), (1.0, Rgba::WHITE)]),
        })
    }
}
