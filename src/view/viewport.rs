//! The visible range of each axis.

use crate::figure::{AxisId, Figure};

/// The visible range of each axis, in data units as drawn: left to right, bottom to top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Viewport {
    /// One for each of [`Figure::axes`]; what is missing here is shown whole.
    pub ranges: Vec<[f64; 2]>,
}

impl Viewport {
    /// Everything is visible.
    #[must_use]
    pub fn whole(figure: &Figure) -> Self {
        Self {
            ranges: figure.axes.iter().map(|axis| axis.range).collect(),
        }
    }

    /// The visible range of an axis.
    #[must_use]
    pub fn range(&self, figure: &Figure, axis: AxisId) -> [f64; 2] {
        let whole = figure
            .axes
            .get(axis.0)
            .map_or([0.0, 1.0], |axis| axis.range);
        self.ranges
            .get(axis.0)
            .copied()
            .filter(|range| usable(*range))
            .unwrap_or(whole)
    }
}

fn usable([from, to]: [f64; 2]) -> bool {
    from.is_finite() && to.is_finite() && from != to
}
