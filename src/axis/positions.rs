//! Positions as given, and the cell edges derived from them for a scale.
//!
//! Rules after plotly.js 4.1.1 `make_bound_array.js`: midpoints on linear and date axes,
//! geometric means on log axes, outer edges mirrored.

use std::sync::Arc;

use super::Scale;
use super::calendar::{DAY, HOUR};
use super::sizes::parts_of_largest;

/// Where the cells of one axis lie, as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Positions {
    /// Centres at `start`, `start + step`, ...; a plain index is start 0, step 1.
    Steps {
        /// Centre of the first cell.
        start: f64,
        /// From one centre to the next; not zero; may be negative.
        step: f64,
        /// Number of cells.
        count: usize,
    },
    /// One centre for each cell, strictly monotone.
    Centres(Arc<[f64]>),
    /// One more edge than cells, monotone.
    Edges(Arc<[f64]>),
    /// One label for each cell; cell `i` reaches from `i - 0.5` to `i + 0.5`.
    Labels(Arc<[String]>),
    /// Centres that do not tell where the cells end: equal ones, or places on a category axis.
    Placed {
        /// What each cell is called; monotone.
        centres: Arc<[f64]>,
        /// One more than there are centres, monotone, on any axis.
        edges: Arc<[f64]>,
    },
}

/// The boundaries of an axis's cells in data units, one more than there are cells.
///
/// Monotone. On a log scale edges at or below zero are kept as they are: they have no place
/// in scale space.
#[derive(Clone, Debug, PartialEq)]
pub struct Edges(Arc<[f64]>);

impl Positions {
    /// The plain index 0, 1, 2, ...
    #[must_use]
    pub fn index(count: usize) -> Self {
        Self::Steps {
            start: 0.0,
            step: 1.0,
            count,
        }
    }

    /// Number of cells.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Steps { count, .. } => *count,
            Self::Centres(centres) => centres.len(),
            Self::Edges(edges) => edges.len().saturating_sub(1),
            Self::Labels(labels) => labels.len(),
            Self::Placed { centres, .. } => centres.len(),
        }
    }

    /// The edges of the cells on an axis of this scale.
    #[must_use]
    pub fn edges(&self, scale: Scale) -> Edges {
        let category = |count: usize| evenly(-0.5, 1.0, count);
        let edges = match self {
            Self::Placed { edges, .. } => return Edges(Arc::clone(edges)),
            _ if scale == Scale::Category => category(self.count()),
            Self::Labels(labels) => category(labels.len()),
            Self::Steps { start, step, count } => evenly(start - step / 2.0, *step, *count),
            Self::Edges(edges) => return Edges(Arc::clone(edges)),
            Self::Centres(centres) => match (&**centres, scale) {
                (&[only], _) => only_cell(only, scale).into(),
                (centres, Scale::Log) => log_edges(centres),
                (centres, _) => linear_edges(centres),
            },
        };
        Edges(edges.into())
    }

    /// True if the cells are equally wide on an axis of this scale: no step differs by more than a
    /// hundredth from the mean step, and the scale is not logarithmic.
    #[must_use]
    pub fn is_even(&self, scale: Scale) -> bool {
        let places = match (self, scale) {
            (_, Scale::Log) => return false,
            (_, Scale::Category) | (Self::Steps { .. } | Self::Labels(_), _) => return true,
            (
                Self::Centres(places) | Self::Edges(places) | Self::Placed { edges: places, .. },
                _,
            ) => places,
        };
        let ([first, ..], [.., last]) = (&**places, &**places) else {
            return true;
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "cell counts stay far below 2^53"
        )]
        let steps = places.len().saturating_sub(1).max(1) as f64;
        let mean = last / steps - first / steps;
        places
            .windows(2)
            .all(|pair| ((pair[1] - pair[0]) - mean).abs() <= (mean / 100.0).abs())
    }

    /// The position to name for cell `index`: the given centre, or the middle of its edges
    /// (in data units; a category's index).
    #[must_use]
    pub fn centre(&self, index: usize, scale: Scale) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "cell counts stay far below 2^53"
        )]
        let index_f64 = index as f64;
        match self {
            Self::Placed { centres, .. } => centres.get(index).copied().unwrap_or(f64::NAN),
            _ if scale == Scale::Category => index_f64,
            Self::Labels(_) => index_f64,
            Self::Steps { start, step, .. } => start + step * index_f64,
            Self::Centres(centres) => centres.get(index).copied().unwrap_or(f64::NAN),
            Self::Edges(edges) => match (edges.get(index), edges.get(index + 1)) {
                (Some(&low), Some(&high)) => low + (high - low) / 2.0,
                _ => f64::NAN,
            },
        }
    }
}

impl Edges {
    /// The boundaries, in cell order.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// The first and last boundary that `scale` can place, in cell order.
    #[must_use]
    pub fn extent(&self, scale: Scale) -> Option<[f64; 2]> {
        let placed = |edge: &&f64| scale.scale_from_data(**edge).is_finite();
        Some([
            *self.0.iter().find(placed)?,
            *self.0.iter().rev().find(placed)?,
        ])
    }

    /// How large the cells are in `scale`, in parts of the largest: above 0, at most 1. `None` where
    /// they are even but for rounding.
    #[must_use]
    pub fn sizes(&self, scale: Scale) -> Option<Arc<[f64]>> {
        let size = |pair: &[f64]| {
            let [a, b] = [pair[0], pair[1]].map(|edge| scale.scale_from_data(edge));
            // Halved, so that a cell as wide as all numbers has a size.
            (b / 2.0 - a / 2.0).abs()
        };
        parts_of_largest(self.0.windows(2).map(size))
    }

    /// Number of cells that `scale` cannot place, an edge of theirs having no position there.
    #[must_use]
    pub fn unplaced(&self, scale: Scale) -> usize {
        let placed = |edge: f64| scale.scale_from_data(edge).is_finite();
        self.0
            .windows(2)
            .filter(|pair| !(placed(pair[0]) && placed(pair[1])))
            .count()
    }
}

fn evenly(first: f64, step: f64, cells: usize) -> Vec<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    (0..=cells).map(|i| first + step * i as f64).collect()
}

/// The edges of a cell that has no neighbour to take a width from: one unit wide; a day on a
/// date axis, or an hour if it is not midnight (Plotly's millisecond cannot be seen); a decade
/// on a log axis where half a unit less has no place.
fn only_cell(centre: f64, scale: Scale) -> [f64; 2] {
    if scale == Scale::Log && centre > 0.0 && centre <= 0.5 {
        return [centre / libm::sqrt(10.0), centre * libm::sqrt(10.0)];
    }
    let half = match scale {
        Scale::Date if centre.rem_euclid(DAY) == 0.0 => DAY / 2.0,
        Scale::Date => HOUR / 2.0,
        // Half a unit may be less than doubles can tell apart.
        _ => (centre.abs() * 1e-12).max(0.5),
    };
    [centre - half, centre + half]
}

fn linear_edges(centres: &[f64]) -> Vec<f64> {
    outer_and_inner(
        centres,
        |near, far| (1.5 * near - 0.5 * far).clamp(-f64::MAX, f64::MAX),
        |low, high| low / 2.0 + high / 2.0,
    )
}

/// Geometric means. Towards a centre that a log axis cannot place, the edge is at zero, which
/// it cannot place either.
fn log_edges(centres: &[f64]) -> Vec<f64> {
    outer_and_inner(
        centres,
        |near, far| {
            if near > 0.0 && far > 0.0 {
                (near * libm::sqrt(near / far)).clamp(f64::MIN_POSITIVE, f64::MAX)
            } else {
                (1.5 * near - 0.5 * far).clamp(-f64::MAX, f64::MAX)
            }
        },
        |a, b| match (a > 0.0, b > 0.0) {
            (true, true) => (libm::sqrt(a) * libm::sqrt(b)).clamp(a.min(b), a.max(b)),
            (false, false) => a / 2.0 + b / 2.0,
            _ => 0.0,
        },
    )
}

/// Edges by a rule for the first and last (from the outermost centre and its neighbour) and
/// one for those between two centres.
fn outer_and_inner(
    centres: &[f64],
    outer: impl Fn(f64, f64) -> f64,
    inner: impl Fn(f64, f64) -> f64,
) -> Vec<f64> {
    let ([first, second, ..], [.., before_last, last]) = (centres, centres) else {
        return vec![0.0];
    };
    let mut edges = Vec::with_capacity(centres.len() + 1);
    edges.push(outer(*first, *second));
    edges.extend(centres.windows(2).map(|pair| inner(pair[0], pair[1])));
    edges.push(outer(*last, *before_last));
    edges
}
