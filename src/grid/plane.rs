//! A plane: values made for a picture, one for each distinct run of cells that pixels show.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use super::reduce::{Cancelled, Reduction, reduce_plane};
use super::smooth::Smoothed;
use super::span::Spans;
use super::{Grid, Stats, shelf, storage::next_id};

/// The index in a cell table that stands for "no cell here" (a gap, or outside the grid).
pub const NO_CELL: u32 = u32::MAX;

/// Reduced values, row-major; NaN is missing.
#[derive(Clone, Debug)]
pub struct Plane {
    id: u64,
    rows: usize,
    columns: usize,
    values: Vec<f64>,
    stats: OnceLock<Stats>,
}

impl Plane {
    /// A plane over row-major values; its length must be `rows * columns`.
    pub(crate) fn new(rows: usize, columns: usize, values: Vec<f64>) -> Self {
        debug_assert_eq!(
            values.len(),
            rows * columns,
            "a plane's values fill its shape"
        );
        Self {
            id: next_id(),
            rows,
            columns,
            values,
            stats: OnceLock::new(),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Row-major values; NaN is missing.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Identity within the process, as [`CellSource::id`].
    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// One row; empty past the last.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        let start = row.saturating_mul(self.columns);
        let end = start.saturating_add(self.columns);
        self.values.get(start..end).unwrap_or_default()
    }

    /// Statistics over the plane's own values, made once.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        self.stats.get_or_init(|| {
            let mut stats = Stats::default();
            stats.add_values(&self.values);
            stats
        })
    }
}

impl Plane {
    /// For each place the value of `low` or of `high`, whichever `takes_high` picks.
    ///
    /// Answers `like` itself where that holds the same values, so that an upload can be kept.
    /// Both planes must have the same shape.
    #[must_use]
    pub fn chosen(
        low: &Self,
        high: &Self,
        like: Option<&Arc<Self>>,
        takes_high: impl Fn(f64, f64) -> bool,
    ) -> Arc<Self> {
        let pick = |(&low, &high): (&f64, &f64)| if takes_high(low, high) { high } else { low };
        let values: Vec<f64> = low.values.iter().zip(&high.values).map(pick).collect();
        let same = |other: &&Arc<Self>| {
            other.columns == high.columns
                && other.values.len() == values.len()
                && other
                    .values
                    .iter()
                    .zip(&values)
                    .all(|(a, b)| a.to_bits() == b.to_bits())
        };
        match like.filter(same) {
            Some(kept) => Arc::clone(kept),
            None => Arc::new(Self::new(high.rows, high.columns, values)),
        }
    }
}

/// Where a painter finds the values that its cell tables point at.
#[derive(Clone, Debug)]
pub enum CellSource {
    /// The grid itself: every pixel shows one of its cells.
    Grid(Grid),
    /// Values reduced for this picture.
    Plane(Arc<Plane>),
}

impl CellSource {
    /// Identity within the process: equal means the same values, so an upload can be kept.
    #[must_use]
    pub fn id(&self) -> u64 {
        match self {
            Self::Grid(grid) => grid.id(),
            Self::Plane(plane) => plane.id,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Grid(grid) => grid.rows(),
            Self::Plane(plane) => plane.rows,
        }
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        match self {
            Self::Grid(grid) => grid.columns(),
            Self::Plane(plane) => plane.columns,
        }
    }

    /// The value at a place of the cell tables; NaN where missing or outside.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        match self {
            Self::Grid(grid) => grid.get(row, column),
            Self::Plane(plane) if column < plane.columns => plane
                .values
                .get(row * plane.columns + column)
                .copied()
                .unwrap_or(f64::NAN),
            Self::Plane(_) => f64::NAN,
        }
    }

    /// One row as `f64`s (NaN where missing); `scratch` is a buffer to reuse.
    #[must_use]
    pub fn row<'a>(&'a self, row: usize, scratch: &'a mut Vec<f64>) -> &'a [f64] {
        self.row_part(row, 0..self.columns(), scratch)
    }

    /// `columns` of one row as `f64`s (NaN where missing or outside); `scratch` is a buffer to
    /// reuse.
    #[must_use]
    pub fn row_part<'a>(
        &'a self,
        row: usize,
        columns: Range<usize>,
        scratch: &'a mut Vec<f64>,
    ) -> &'a [f64] {
        if row < self.rows() && columns.end <= self.columns() {
            return match self {
                Self::Grid(grid) => grid.row_values(row, columns, scratch),
                Self::Plane(plane) => plane.row(row).get(columns).unwrap_or_default(),
            };
        }
        scratch.clear();
        scratch.extend(columns.map(|column| self.get(row, column)));
        scratch
    }
}

/// The last planes made of a grid, remembered with it, so that a change of colour makes none.
#[derive(Debug, Default)]
pub(super) struct PlaneMemo {
    pub(super) kept: Mutex<Vec<Remembered>>,
    /// Of those that were kept the one over most cells, for each rule.
    pub(super) overviews: Mutex<Vec<Remembered>>,
    chosen: Mutex<Option<Arc<Plane>>>,
    pub(super) smoothed: Mutex<Option<Smoothed>>,
    selected: Mutex<Option<Selected>>,
}

/// The last selection of rows and columns.
#[derive(Debug)]
struct Selected {
    rows: Option<Vec<usize>>,
    columns: Option<Vec<usize>>,
    grid: Grid,
}

impl PlaneMemo {
    /// The remembered selection, or one made now.
    pub(super) fn selected(
        &self,
        rows: Option<&[usize]>,
        columns: Option<&[usize]>,
        make: impl FnOnce() -> Grid,
    ) -> Grid {
        let same =
            |kept: &&Selected| kept.rows.as_deref() == rows && kept.columns.as_deref() == columns;
        let remembered = lock(&self.selected)
            .as_ref()
            .filter(same)
            .map(|kept| kept.grid.clone());
        remembered.unwrap_or_else(|| {
            let grid = make();
            *lock(&self.selected) = Some(Selected {
                rows: rows.map(<[usize]>::to_vec),
                columns: columns.map(<[usize]>::to_vec),
                grid: grid.clone(),
            });
            grid
        })
    }
}

/// `extreme` needs two planes at once.
const PLANES_KEPT: usize = 2;

/// A plane, and what it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    request: Arc<Request>,
    plane: Arc<Plane>,
}

impl Remembered {
    pub(super) fn plane(&self) -> &Arc<Plane> {
        &self.plane
    }

    pub(super) fn columns(&self) -> &Spans {
        &self.request.columns
    }

    pub(super) fn rows(&self) -> &Spans {
        &self.request.rows
    }

    pub(super) fn is_of(&self, reduction: Reduction) -> bool {
        self.request.reduction == reduction
    }

    pub(super) fn makes_new_values(&self) -> bool {
        self.request.reduction.makes_new_values()
    }

    /// So many cells it stands for.
    fn reach(&self) -> usize {
        let cells = |spans: &Spans| {
            spans
                .as_slice()
                .iter()
                .map(|span| span.count())
                .sum::<usize>()
        };
        cells(&self.request.columns).saturating_mul(cells(&self.request.rows))
    }
}

impl PlaneMemo {
    /// Bytes of the planes that are remembered, each counted once.
    pub(super) fn plane_bytes(&self) -> usize {
        let mut planes: Vec<Arc<Plane>> = Vec::new();
        for kept in [&self.kept, &self.overviews] {
            planes.extend(lock(kept).iter().map(|kept| Arc::clone(&kept.plane)));
        }
        planes.extend(lock(&self.chosen).clone());
        planes.extend(lock(&self.smoothed).as_ref().map(Smoothed::plane));
        planes.sort_unstable_by_key(|plane| plane.id);
        planes.dedup_by_key(|plane| plane.id);
        let values = planes.iter().map(|plane| size_of_val(plane.values()));
        values.sum()
    }

    /// Forgets every plane.
    pub(super) fn forget_planes(&self) {
        lock(&self.kept).clear();
        lock(&self.overviews).clear();
        *lock(&self.chosen) = None;
        *lock(&self.smoothed) = None;
    }

    fn remember(&self, plane: Remembered) {
        let mut kept = lock(&self.kept);
        if kept.len() >= PLANES_KEPT {
            kept.remove(0);
        }
        kept.push(plane.clone());
        drop(kept);
        let mut overviews = lock(&self.overviews);
        match overviews
            .iter_mut()
            .find(|known| known.is_of(plane.request.reduction))
        {
            Some(known) if known.reach() <= plane.reach() => *known = plane,
            Some(_) => {}
            None => overviews.push(plane),
        }
        if overviews.len() > PLANES_KEPT {
            overviews.remove(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Request {
    columns: Spans,
    rows: Spans,
    reduction: Reduction,
}

impl Grid {
    /// The plane for these spans: a remembered one, or made now.
    ///
    /// # Errors
    /// If `cancel` answered true before the plane was whole.
    pub fn plane(
        &self,
        columns: &Spans,
        rows: &Spans,
        reduction: Reduction,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<Arc<Plane>, Cancelled> {
        let request = Request {
            columns: columns.clone(),
            rows: rows.clone(),
            reduction,
        };
        let remembered = lock(&self.memo().kept)
            .iter()
            .find(|kept| *kept.request == request)
            .map(|kept| Arc::clone(&kept.plane));
        if let Some(plane) = remembered {
            shelf::used(self.memo());
            return Ok(plane);
        }
        let plane = match self.moved(columns, rows, reduction, cancel)? {
            Some(plane) => Arc::new(plane),
            None => Arc::new(reduce_plane(self, columns, rows, reduction, cancel)?),
        };
        self.memo().remember(Remembered {
            request: Arc::new(request),
            plane: Arc::clone(&plane),
        });
        shelf::used(self.memo());
        Ok(plane)
    }

    /// The plane of the smallest or largest values, chosen place by place by `takes_high`.
    ///
    /// # Errors
    /// If `cancel` answered true before the plane was whole.
    pub fn extreme_plane(
        &self,
        columns: &Spans,
        rows: &Spans,
        takes_high: impl Fn(f64, f64) -> bool,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<Arc<Plane>, Cancelled> {
        let low = self.plane(columns, rows, Reduction::Min, cancel)?;
        let high = self.plane(columns, rows, Reduction::Max, cancel)?;
        let mut last = lock(&self.memo().chosen);
        let plane = Plane::chosen(&low, &high, last.as_ref(), takes_high);
        *last = Some(Arc::clone(&plane));
        Ok(plane)
    }
}

/// A memo is only a shortcut: what a panicking thread left behind is still whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
