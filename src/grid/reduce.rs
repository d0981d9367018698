//! Reductions: several cells become one value by a named rule.

use serde::{Deserialize, Serialize};

use super::plane::lock;
use super::rows::reduce;
use super::rules::{CountRule, MaxRule, MeanRule, MinRule, SumRule};
use super::span::{Span, Spans};
use super::{Grid, Plane};

/// What a pixel shows that owns several cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reduction {
    /// Mean of the finite cells, weighted by their size.
    #[default]
    Mean,
    /// Smallest value.
    Min,
    /// Largest value.
    Max,
    /// Smallest or largest, whichever lies more colour levels from the middle one.
    Extreme,
    /// Sum of the finite cells.
    Sum,
    /// Number of cells that are not missing.
    Count,
    /// The cell under the pixel's centre.
    Nearest,
}

impl Reduction {
    /// True if the values of the picture are no values of the data, so that the colour range
    /// follows the picture.
    #[must_use]
    pub fn makes_new_values(self) -> bool {
        matches!(self, Self::Sum | Self::Count)
    }
}

/// The work was cancelled before it was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Reduces a grid to one value for each pair of a column span and a row span.
///
/// A value is missing only if all its cells are. Infinities take part in `min` and `max`; `mean`
/// and `sum` are over finite cells, and infinite where only infinities are. The same for any
/// number of threads: what a value is made of, and in which order, does not depend on them.
/// For [`Reduction::Extreme`] make the planes of `Min` and `Max` and [`Plane::chosen`] from them.
///
/// # Errors
/// If `cancel` answered true before the plane was whole.
pub fn reduce_plane(
    grid: &Grid,
    columns: &Spans,
    rows: &Spans,
    reduction: Reduction,
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Plane, Cancelled> {
    match reduction {
        Reduction::Mean => reduce::<MeanRule>(grid, columns, rows, cancel),
        Reduction::Min => reduce::<MinRule>(grid, columns, rows, cancel),
        Reduction::Max | Reduction::Extreme => reduce::<MaxRule>(grid, columns, rows, cancel),
        Reduction::Sum => reduce::<SumRule>(grid, columns, rows, cancel),
        Reduction::Count => reduce::<CountRule>(grid, columns, rows, cancel),
        Reduction::Nearest => Ok(nearest(grid, columns, rows)),
    }
}

impl Grid {
    /// The mean of a column span and a row span: that of the plane that is remembered for the view,
    /// to the last digit, else made now.
    pub(crate) fn mean_of(&self, columns: (&Spans, &Span), rows: (&Spans, &Span)) -> f64 {
        if let Some(mean) = self.remembered_mean(columns, rows) {
            return mean;
        }
        let (column, row) = (columns.0.only(columns.1), rows.0.only(rows.1));
        let plane = reduce::<MeanRule>(self, &column, &row, &|| false);
        plane.map_or(f64::NAN, |plane| first(plane.row(0)))
    }

    fn remembered_mean(&self, columns: (&Spans, &Span), rows: (&Spans, &Span)) -> Option<f64> {
        let kept = lock(&self.memo().kept).clone();
        let kept = kept.iter().rev().find(|kept| {
            kept.is_of(Reduction::Mean) && kept.columns() == columns.0 && kept.rows() == rows.0
        })?;
        let place = |(spans, span): (&Spans, &Span)| {
            let mut all = spans.as_slice().iter();
            all.position(|other| other == span)
        };
        kept.plane().row(place(rows)?).get(place(columns)?).copied()
    }
}

fn first(values: &[f64]) -> f64 {
    values.first().copied().unwrap_or(f64::NAN)
}

fn nearest(grid: &Grid, columns: &Spans, rows: &Spans) -> Plane {
    let mut values = Vec::with_capacity(columns.len() * rows.len());
    for row in rows.as_slice() {
        values.extend(
            columns
                .as_slice()
                .iter()
                .map(|column| grid.get(row.nearest, column.nearest)),
        );
    }
    Plane::new(rows.len(), columns.len(), values)
}
