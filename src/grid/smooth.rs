//! Planes whose values run from one value to the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::parallel::{in_bands, processors};
use super::plane::lock;
use super::{Cancelled, Grid, Plane};

/// A place between two neighbouring columns (or rows) of a plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    /// The nearer one.
    pub near: usize,
    /// The other one.
    pub other: usize,
    /// The way from the nearer one to the other, 0 to 0.5.
    pub share: f64,
}

impl Blend {
    /// One column, and nothing of another.
    #[must_use]
    pub fn only(near: usize) -> Self {
        Self {
            near,
            other: near,
            share: 0.0,
        }
    }
}

/// The last smooth plane made from a grid.
#[derive(Debug)]
pub(super) struct Smoothed {
    base: Arc<Plane>,
    columns: Vec<Blend>,
    rows: Vec<Blend>,
    plane: Arc<Plane>,
}

impl Smoothed {
    pub(super) fn plane(&self) -> Arc<Plane> {
        Arc::clone(&self.plane)
    }
}

impl Grid {
    /// A value for each pair of places, bilinear between the four values of `base` around it (a
    /// plane made of this grid): the remembered one, or made now.
    ///
    /// A place whose nearest value is missing is missing. Where only others are missing, the rest
    /// of the four decide, so that the surface has no step.
    ///
    /// # Errors
    /// If `cancel` answered true before the plane was whole.
    pub fn smooth_plane(
        &self,
        base: &Arc<Plane>,
        columns: &[Blend],
        rows: &[Blend],
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<Arc<Plane>, Cancelled> {
        let same = |kept: &&Smoothed| {
            kept.base.id() == base.id() && kept.columns == columns && kept.rows == rows
        };
        let remembered = lock(&self.memo().smoothed)
            .as_ref()
            .filter(same)
            .map(|kept| Arc::clone(&kept.plane));
        if let Some(plane) = remembered {
            return Ok(plane);
        }
        let plane = Arc::new(smooth(base, columns, rows, cancel)?);
        *lock(&self.memo().smoothed) = Some(Smoothed {
            base: Arc::clone(base),
            columns: columns.to_vec(),
            rows: rows.to_vec(),
            plane: Arc::clone(&plane),
        });
        Ok(plane)
    }
}

fn smooth(
    base: &Plane,
    columns: &[Blend],
    rows: &[Blend],
    cancel: &(dyn Fn() -> bool + Sync),
) -> Result<Plane, Cancelled> {
    let mut values = vec![f64::NAN; columns.len() * rows.len()];
    let cancelled = AtomicBool::new(false);
    in_bands(&mut values, columns.len(), processors(), |first, band| {
        for (offset, line) in band.chunks_mut(columns.len().max(1)).enumerate() {
            if cancelled.load(Ordering::Relaxed) || cancel() {
                cancelled.store(true, Ordering::Relaxed);
                return;
            }
            if let Some(row) = rows.get(first + offset) {
                let lines = [base.row(row.near), base.row(row.other)];
                for (value, column) in line.iter_mut().zip(columns) {
                    *value = between(lines, column, row.share);
                }
            }
        }
    });
    if cancelled.into_inner() {
        return Err(Cancelled);
    }
    Ok(Plane::new(rows.len(), columns.len(), values))
}

/// The value at a place in two rows. Infinities are shown where they are nearest, and else are as
/// good as missing.
fn between([row, other_row]: [&[f64]; 2], column: &Blend, down: f64) -> f64 {
    let at = |row: &[f64], column: usize| row.get(column).copied().unwrap_or(f64::NAN);
    let value = at(row, column.near);
    if !value.is_finite() {
        return value;
    }
    let finite = |value: f64| Some(value - at(row, column.near)).filter(|rise| rise.is_finite());
    let across = finite(at(row, column.other));
    let below = finite(at(other_row, column.near));
    let corner = finite(at(other_row, column.other));
    // How the rise across changes on the way down; along a border to missing values it must be
    // what the cell on the other side of the middle line finds, too.
    let twist = match (across, below, corner) {
        (Some(across), Some(below), Some(corner)) => corner - across - below,
        (None, None, Some(corner)) => 2.0 * corner,
        (None, Some(below), Some(corner)) => (2.0 * corner - below) * 2.0 / 3.0,
        (Some(across), None, Some(corner)) => (2.0 * corner - across) * 2.0 / 3.0,
        (Some(across), Some(below), None) => -(across + below) * 2.0 / 3.0,
        (_, _, None) => 0.0,
    };
    let (across, below) = (across.unwrap_or(0.0), below.unwrap_or(0.0));
    let smooth = value + column.share * across + down * (below + column.share * twist);
    if smooth.is_finite() { smooth } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{Reduction, Span, Spans};

    const GAP: f64 = f64::NAN;

    fn base(grid: &Grid) -> Arc<Plane> {
        let spans = |count: usize| {
            let mut spans = Spans::default();
            (0..count).for_each(|at| spans.push(Span::only(at)));
            spans
        };
        let (columns, rows) = (spans(grid.columns()), spans(grid.rows()));
        grid.plane(&columns, &rows, Reduction::Mean, &|| false)
            .unwrap()
    }

    fn ways(shares: &[f64]) -> Vec<Blend> {
        let way = |share: f64| {
            if share <= 0.5 {
                Blend {
                    near: 0,
                    other: 1,
                    share,
                }
            } else {
                Blend {
                    near: 1,
                    other: 0,
                    share: 1.0 - share,
                }
            }
        };
        shares.iter().map(|share| way(*share)).collect()
    }

    #[test]
    fn values_run_bilinearly_between_four() {
        let grid = Grid::new(2, 2, vec![0.0, 4.0, 8.0, 20.0]).unwrap();
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
        let plane = grid
            .smooth_plane(&base(&grid), &ways(&shares), &ways(&shares), &|| false)
            .unwrap();
        for (at, found) in plane.values().iter().enumerate() {
            let (x, y) = (shares[at % 5], shares[at / 5]);
            let exact = 4.0 * x + 8.0 * y + 8.0 * x * y;
            assert!((found - exact).abs() < 1e-12, "{x}, {y}: {found}");
        }
    }

    /// On both sides of the lines halfway between two values, whatever is missing.
    #[test]
    fn the_surface_has_no_steps() {
        let eps = 1e-9;
        for missing in 0..16_usize {
            let values = [3.0, 7.0, -2.0, 11.0].iter().enumerate();
            let values = values.map(|(at, z)| if missing >> at & 1 == 1 { GAP } else { *z });
            let grid = Grid::new(2, 2, values.collect()).unwrap();
            let base = base(&grid);
            for t in [0.0, 0.1, 0.3, 0.45, 0.7, 1.0] {
                let middle = ways(&[0.5 - eps, 0.5 + eps]);
                let across = [(ways(&[t]), middle.clone()), (middle, ways(&[t]))];
                for (columns, rows) in across {
                    let plane = grid
                        .smooth_plane(&base, &columns, &rows, &|| false)
                        .unwrap();
                    if let [a, b] = plane.values()
                        && !a.is_nan()
                        && !b.is_nan()
                    {
                        assert!((a - b).abs() < 1e-6, "{missing:b} at {t}: {a}, {b}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_nearest_and_not_finite_is_shown() {
        let grid = Grid::new(1, 4, vec![1.0, f64::INFINITY, GAP, 5.0]).unwrap();
        let way = |near: usize, other: usize| Blend {
            near,
            other,
            share: 0.25,
        };
        let columns = [way(0, 1), way(1, 0), way(2, 3), way(3, 2), way(9, 9)];
        let plane = grid
            .smooth_plane(&base(&grid), &columns, &[Blend::only(0)], &|| false)
            .unwrap();
        assert_eq!(plane.values()[..2], [1.0, f64::INFINITY]);
        assert!(plane.values()[2].is_nan() && plane.values()[4].is_nan());
        assert_eq!(plane.values()[3], 5.0);
    }

    #[test]
    fn the_last_plane_is_remembered() {
        let grid = Grid::new(2, 2, vec![0.0, 4.0, 8.0, 20.0]).unwrap();
        let base = base(&grid);
        let make = |share| {
            grid.smooth_plane(&base, &ways(&[share]), &ways(&[0.5]), &|| false)
                .unwrap()
        };
        let (first, again, other) = (make(0.25), make(0.25), make(0.3));
        assert!(Arc::ptr_eq(&first, &again) && !Arc::ptr_eq(&first, &other));
        assert_eq!(
            grid.smooth_plane(&base, &ways(&[0.1]), &ways(&[0.5]), &|| true)
                .unwrap_err(),
            Cancelled
        );
    }
}
