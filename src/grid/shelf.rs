//! How many planes are remembered in all: those of the grids that were seen last.
//!
//! A grid of thousands (the frames of an animation) would otherwise keep a picture of its own.

use std::sync::{Arc, Mutex, Weak};

use super::plane::{PlaneMemo, lock};

/// Bytes of planes that are remembered; those of the grid that was seen last stay, whatever they
/// take.
const MOST: usize = 256 << 20;

/// The memos that hold planes, the one used last at the end.
static SHELF: Mutex<Vec<Weak<PlaneMemo>>> = Mutex::new(Vec::new());

/// Notes that a memo has been used, and empties those that were not used for longest.
pub(super) fn used(memo: &Arc<PlaneMemo>) {
    let mut shelf = lock(&SHELF);
    keep(&mut shelf, memo, MOST);
}

fn keep(shelf: &mut Vec<Weak<PlaneMemo>>, memo: &Arc<PlaneMemo>, most: usize) {
    let this = Arc::downgrade(memo);
    shelf.retain(|known| known.strong_count() > 0 && !known.ptr_eq(&this));
    let mut total = memo.plane_bytes();
    let mut kept = Vec::with_capacity(shelf.len() + 1);
    while let Some(known) = shelf.pop() {
        let Some(other) = known.upgrade() else {
            continue;
        };
        total = total.saturating_add(other.plane_bytes());
        if total > most {
            other.forget_planes();
        } else {
            kept.push(known);
        }
    }
    kept.reverse();
    kept.push(this);
    *shelf = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{CellSizes, Grid, Reduction, Span, Spans};

    /// A grid of 100 x 100 cells with a plane of 10 x 10 values: 800 bytes.
    fn seen() -> Grid {
        let grid = Grid::new(100, 100, vec![1.0; 10_000]).unwrap();
        let mut spans = Spans::with_sizes(CellSizes::Even);
        for first in (0..100).step_by(10) {
            spans.push(Span::whole(first, first + 9, first + 5));
        }
        grid.plane(&spans, &spans, Reduction::Max, &|| false)
            .unwrap();
        grid
    }

    #[test]
    fn the_planes_seen_last_are_kept() {
        let grids: Vec<Grid> = (0..5).map(|_| seen()).collect();
        let bytes: Vec<usize> = grids.iter().map(|grid| grid.memo().plane_bytes()).collect();
        assert!(bytes.iter().all(|bytes| *bytes == 800), "{bytes:?}");
        let mut shelf = Vec::new();
        let held = |shelf: &Vec<_>| {
            let held = grids.iter().map(|grid| grid.memo().plane_bytes() > 0);
            (held.collect::<Vec<bool>>(), shelf.len())
        };
        for grid in &grids {
            keep(&mut shelf, grid.memo(), usize::MAX);
        }
        keep(&mut shelf, grids[1].memo(), 2000);
        assert_eq!(held(&shelf), (vec![false, true, false, false, true], 2));
        // Not even one fits: the last stays.
        keep(&mut shelf, grids[4].memo(), 100);
        assert_eq!(held(&shelf), (vec![false, false, false, false, true], 1));
        // What is gone takes no place.
        drop(grids);
        keep(&mut shelf, seen().memo(), 2000);
        assert_eq!(shelf.len(), 1);
    }
}
