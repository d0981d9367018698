//! Several grids whose values are looked at together.

use std::sync::{Arc, OnceLock};

use super::{Grid, Stats, storage::permilles};

/// Grids that share one colour range: their statistics are those of all their cells.
///
/// Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct GridSet {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    grids: Vec<Grid>,
    stats: OnceLock<Stats>,
    permilles: OnceLock<Arc<[f64]>>,
}

impl GridSet {
    /// A set of these grids, in this order.
    #[must_use]
    pub fn new(grids: Vec<Grid>) -> Self {
        Self {
            inner: Arc::new(Inner {
                grids,
                stats: OnceLock::new(),
                permilles: OnceLock::new(),
            }),
        }
    }

    /// The grids.
    #[must_use]
    pub fn as_slice(&self) -> &[Grid] {
        &self.inner.grids
    }

    /// Number of cells of all grids.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.inner.grids.iter().map(Grid::cells).sum()
    }

    /// Statistics over the cells of all grids, made once.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        self.inner.stats.get_or_init(|| {
            let grids = self.inner.grids.iter();
            grids.fold(Stats::default(), |all, grid| all.and(grid.stats()))
        })
    }

    /// The permilles over the cells of all grids, as [`Grid::permilles`]; made once.
    #[must_use]
    pub fn permilles(&self) -> Arc<[f64]> {
        Arc::clone(
            self.inner
                .permilles
                .get_or_init(|| match self.inner.grids.as_slice() {
                    [only] => only.permilles(),
                    grids => permilles(grids.iter().flat_map(Grid::iter)),
                }),
        )
    }
}

impl From<Grid> for GridSet {
    fn from(grid: Grid) -> Self {
        Self::new(vec![grid])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_statistics_of_its_grids_side_by_side() {
        let grid = |values: &[f64]| Grid::new(1, values.len(), values.to_vec()).unwrap();
        let parts = [vec![3.0, f64::NAN, -1.0], vec![0.5, f64::INFINITY], vec![]];
        let whole = grid(&parts.concat());
        let set = GridSet::new(parts.iter().map(|part| grid(part)).collect());
        assert_eq!(set.stats(), whole.stats());
        assert_eq!(set.permilles(), whole.permilles());
        assert_eq!(set.cells(), 5);
        assert_eq!(set.stats().extent, Some([-1.0, 3.0]));
    }
}
