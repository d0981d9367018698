//! The boundaries of an axis's cells: a list, or a rule where they are even.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::sizes::parts_of_largest;
use super::{Breaks, Scale};

/// The boundaries of an axis's cells in data units, one more than there are cells.
///
/// Monotone. On a log scale edges at or below zero are kept as they are: they have no place
/// in scale space. Even ones take no memory, however many they are; copies share what is derived
/// from them.
#[derive(Clone)]
pub struct Edges {
    form: Form,
    derived: Arc<Derived>,
}

#[derive(Clone)]
enum Form {
    /// The boundary `i` lies at `first + step * i`.
    Even {
        first: f64,
        step: f64,
        cells: usize,
    },
    Given(Arc<[f64]>),
}

/// Sizes in parts of the largest, once they are known; `None`: even.
type Sizes = OnceLock<Option<Arc<[f64]>>>;

/// What is made of edges when first asked for.
#[derive(Default)]
struct Derived {
    sizes: Sizes,
    sizes_on_log: Sizes,
    /// What remains of the edges beside the breaks that were asked for last.
    remaining: Mutex<Option<(Arc<Breaks>, Edges)>>,
}

impl Edges {
    /// `first`, `first + step`, ... around this number of cells.
    #[must_use]
    pub fn even(first: f64, step: f64, cells: usize) -> Self {
        Self::of(Form::Even { first, step, cells })
    }

    /// These boundaries; they must be monotone.
    #[must_use]
    pub fn given(edges: Arc<[f64]>) -> Self {
        Self::of(Form::Given(edges))
    }

    fn of(form: Form) -> Self {
        Self {
            form,
            derived: Arc::default(),
        }
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.boundaries().saturating_sub(1)
    }

    /// Number of boundaries.
    fn boundaries(&self) -> usize {
        match &self.form {
            Form::Even { cells, .. } => cells.saturating_add(1),
            Form::Given(edges) => edges.len(),
        }
    }

    /// The boundary before cell `index`, or after the last; NaN beyond.
    #[must_use]
    pub fn at(&self, index: usize) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "cell counts stay far below 2^53"
        )]
        match &self.form {
            Form::Even { first, step, cells } if index <= *cells => first + step * index as f64,
            Form::Even { .. } => f64::NAN,
            Form::Given(edges) => edges.get(index).copied().unwrap_or(f64::NAN),
        }
    }

    /// The boundary at an index; `None` beyond the last.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<f64> {
        (index < self.boundaries()).then(|| self.at(index))
    }

    /// The boundaries, in cell order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = f64> + ExactSizeIterator + Clone {
        (0..self.boundaries()).map(|index| self.at(index))
    }

    /// The first boundary.
    #[must_use]
    pub fn first(&self) -> Option<f64> {
        self.get(0)
    }

    /// The last boundary.
    #[must_use]
    pub fn last(&self) -> Option<f64> {
        self.get(self.boundaries().checked_sub(1)?)
    }

    /// Number of boundaries from the first on that `comes_before` is true of; it must be false of
    /// all others.
    #[must_use]
    pub fn partition_point(&self, comes_before: impl Fn(f64) -> bool) -> usize {
        let (mut low, mut high) = (0, self.boundaries());
        while low < high {
            let middle = low + (high - low) / 2;
            if comes_before(self.at(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The boundaries that `scale` can place: in monotone ones they stand side by side.
    #[must_use]
    pub fn placed(&self, scale: Scale) -> Range<usize> {
        let placed = |edge: f64| scale.scale_from_data(edge).is_finite();
        // Those below its reach lie on one side, infinity on the other.
        let below = |edge: f64| match scale {
            Scale::Log => edge <= 0.0,
            _ => edge == f64::NEG_INFINITY,
        };
        let above = |edge: f64| edge == f64::INFINITY;
        let (Some(first), Some(last)) = (self.first(), self.last()) else {
            return 0..0;
        };
        if placed(first) && placed(last) {
            return 0..self.boundaries();
        }
        let range = if first <= last {
            self.partition_point(below)..self.partition_point(|edge| !above(edge))
        } else {
            self.partition_point(above)..self.partition_point(|edge| !below(edge))
        };
        range.start..range.end.max(range.start)
    }

    /// The first and last boundary that `scale` can place, in cell order.
    #[must_use]
    pub fn extent(&self, scale: Scale) -> Option<[f64; 2]> {
        let placed = self.placed(scale);
        (!placed.is_empty()).then(|| [self.at(placed.start), self.at(placed.end - 1)])
    }

    /// Number of cells that `scale` cannot place, an edge of theirs having no position there.
    #[must_use]
    pub fn unplaced(&self, scale: Scale) -> usize {
        self.cells() - self.placed(scale).len().saturating_sub(1)
    }

    /// How large the cells are in `scale`, in parts of the largest: above 0, at most 1. `None` where
    /// they are even but for rounding.
    ///
    /// Made once: the same list whenever these edges or a copy of them are asked.
    #[must_use]
    pub fn sizes(&self, scale: Scale) -> Option<Arc<[f64]>> {
        let sizes = match (&self.form, scale) {
            (Form::Even { .. }, Scale::Linear | Scale::Date | Scale::Category) => return None,
            (_, Scale::Log) => &self.derived.sizes_on_log,
            _ => &self.derived.sizes,
        };
        sizes.get_or_init(|| self.measured(scale)).clone()
    }

    fn measured(&self, scale: Scale) -> Option<Arc<[f64]>> {
        let along = |index: usize| scale.scale_from_data(self.at(index));
        let mut start = along(0);
        let size = |cell: usize| {
            let end = along(cell + 1);
            // Halved, so that a cell as wide as all numbers has a size.
            let size = (end / 2.0 - start / 2.0).abs();
            start = end;
            size
        };
        parts_of_largest((0..self.cells()).map(size).collect())
    }

    /// The edges in what remains of an axis beside breaks.
    #[must_use]
    pub fn without(&self, breaks: &Arc<Breaks>) -> Self {
        let mut kept = self
            .derived
            .remaining
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((known, edges)) if Arc::ptr_eq(known, breaks) => edges.clone(),
            _ => {
                let edges = Self::given(self.iter().map(|edge| breaks.compress(edge)).collect());
                *kept = Some((Arc::clone(breaks), edges.clone()));
                edges
            }
        }
    }
}

impl fmt::Debug for Edges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Even { first, step, cells } => {
                write!(f, "{cells} cells from {first} by {step}")
            }
            Form::Given(edges) => edges.fmt(f),
        }
    }
}

impl PartialEq for Edges {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.derived, &other.derived) || self.iter().eq(other.iter())
    }
}
