//! Positions as given, and the cell edges derived from them for a scale.
//!
//! Rules after plotly.js 4.1.1 `make_bound_array.js`: midpoints on linear and date axes,
//! geometric means on log axes, outer edges mirrored.

use std::sync::{Arc, OnceLock};

use super::calendar::{DAY, HOUR};
use super::{Coordinates, Edges, Scale};

/// Where the cells of one axis lie, as given.
#[derive(Clone, Debug, PartialEq)]
pub enum Positions {
    /// Centres at even steps.
    Steps(Steps),
    /// One centre for each cell, strictly monotone.
    Centres(Coordinates),
    /// One more edge than cells, monotone.
    Edges(Coordinates),
    /// One label for each cell; cell `i` reaches from `i - 0.5` to `i + 0.5`.
    Labels(Arc<[String]>),
    /// Centres that do not tell where the cells end: equal ones, or places on a category axis.
    Placed {
        /// What each cell is called; monotone.
        centres: Coordinates,
        /// One more than there are centres, monotone, on any axis.
        edges: Coordinates,
    },
}

/// Centres at `start`, `start + step`, ...; a plain index is start 0, step 1.
#[derive(Clone)]
pub struct Steps {
    /// Centre of the first cell.
    pub start: f64,
    /// From one centre to the next; not zero; may be negative.
    pub step: f64,
    /// Number of cells.
    pub count: usize,
    edges: Arc<OnceLock<Edges>>,
}

impl Steps {
    fn edges(&self) -> Edges {
        let make = || Edges::even(self.start - self.step / 2.0, self.step, self.count);
        self.edges.get_or_init(make).clone()
    }
}

impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            start, step, count, ..
        } = self;
        write!(f, "{count} from {start} by {step}")
    }
}

impl PartialEq for Steps {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.step, self.count) == (other.start, other.step, other.count)
    }
}

impl Positions {
    /// The plain index 0, 1, 2, ...
    #[must_use]
    pub fn index(count: usize) -> Self {
        Self::steps(0.0, 1.0, count)
    }

    /// Centres at `start`, `start + step`, ...; the step is not zero, it may be negative.
    #[must_use]
    pub fn steps(start: f64, step: f64, count: usize) -> Self {
        Self::Steps(Steps {
            start,
            step,
            count,
            edges: Arc::default(),
        })
    }

    /// Number of cells.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Steps(steps) => steps.count,
            Self::Centres(centres) => centres.len(),
            Self::Edges(edges) => edges.len().saturating_sub(1),
            Self::Labels(labels) => labels.len(),
            Self::Placed { centres, .. } => centres.len(),
        }
    }

    /// The edges of the cells on an axis of this scale: derived when first asked for, then
    /// remembered with the positions.
    #[must_use]
    pub fn edges(&self, scale: Scale) -> Edges {
        match (self, scale) {
            (Self::Placed { edges, .. }, _) => edges.as_edges(),
            (_, Scale::Category) | (Self::Labels(_), _) => Edges::even(-0.5, 1.0, self.count()),
            (Self::Steps(steps), _) => steps.edges(),
            (Self::Edges(edges), _) => edges.as_edges(),
            (Self::Centres(centres), _) => edges_between(centres, scale),
        }
    }

    /// True if the cells are equally wide on an axis of this scale: no step differs by more than a
    /// hundredth from the mean step, and the scale is not logarithmic.
    #[must_use]
    pub fn is_even(&self, scale: Scale) -> bool {
        match (self, scale) {
            (_, Scale::Log) => false,
            (_, Scale::Category) | (Self::Steps(_) | Self::Labels(_), _) => true,
            (
                Self::Centres(places) | Self::Edges(places) | Self::Placed { edges: places, .. },
                _,
            ) => *places.derived().even.get_or_init(|| are_even(places)),
        }
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
            Self::Steps(Steps { start, step, .. }) => start + step * index_f64,
            Self::Centres(centres) => centres.get(index).copied().unwrap_or(f64::NAN),
            Self::Edges(edges) => match (edges.get(index), edges.get(index + 1)) {
                (Some(&low), Some(&high)) => low + (high - low) / 2.0,
                _ => f64::NAN,
            },
        }
    }
}

fn edges_between(centres: &Coordinates, scale: Scale) -> Edges {
    let derived = centres.derived();
    let edges = match (&**centres, scale) {
        (&[only], _) => return Edges::given(only_cell(only, scale).into()),
        (list, Scale::Log) => derived
            .between_on_log
            .get_or_init(|| Edges::given(log_edges(list).into())),
        (list, _) => derived
            .between
            .get_or_init(|| Edges::given(linear_edges(list).into())),
    };
    edges.clone()
}

/// True if no step differs by more than a hundredth from the mean step.
fn are_even(places: &[f64]) -> bool {
    let ([first, ..], [.., last]) = (places, places) else {
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
