//! Cells on a target: which of their pixels are seen.

use std::ops::Range;
use std::sync::Arc;

use crate::view::{Cells, PxRect};

/// Cells placed on a target, with whole px.
#[derive(Clone, Debug)]
pub struct PlacedCells {
    pub(super) cells: Arc<Cells>,
    /// Where the cells' top left pixel lies; may be outside.
    corner: [i64; 2],
    clip: PxBox,
}

/// Whole px from `low` to before `high`; may reach outside the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PxBox {
    pub(super) low: [i64; 2],
    pub(super) high: [i64; 2],
}

/// The pixels of cells that are seen on a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenCells {
    /// The first pixel seen, on the target.
    pub(super) corner: [u32; 2],
    /// The columns of pixels seen, as places in `Cells::columns`; not empty.
    pub(super) columns: Range<usize>,
    /// The rows of pixels seen, as places in `Cells::rows`; not empty.
    pub(super) rows: Range<usize>,
}

impl PxBox {
    pub(super) fn of(rect: PxRect, origin: [i64; 2]) -> Self {
        Self {
            low: [
                origin[0].saturating_add(rect.x.into()),
                origin[1].saturating_add(rect.y.into()),
            ],
            high: [
                origin[0].saturating_add(rect.right().into()),
                origin[1].saturating_add(rect.bottom().into()),
            ],
        }
    }

    fn intersection(self, other: Self) -> Self {
        Self {
            low: [0, 1].map(|axis: usize| self.low[axis].max(other.low[axis])),
            high: [0, 1].map(|axis: usize| self.high[axis].min(other.high[axis])),
        }
    }
}

impl PlacedCells {
    /// `origin` is the frame's top left corner on the target, `clip` lies on the target.
    pub(super) fn new(cells: &Cells, origin: [i64; 2], clip: PxBox) -> Self {
        Self {
            corner: PxBox::of(cells.rect, origin).low,
            clip,
            cells: Arc::new(cells.clone()),
        }
    }

    /// What is seen of them on a target of `size` px; `None` if nothing is.
    pub(super) fn seen(&self, size: [u32; 2]) -> Option<SeenCells> {
        let target = PxBox {
            low: [0, 0],
            high: size.map(i64::from),
        };
        // Tables that are too short leave the rest of the rectangle free.
        let lengths = [self.cells.columns.len(), self.cells.rows.len()];
        let sides = [self.cells.rect.w, self.cells.rect.h];
        let length = |axis: usize| i64::try_from(lengths[axis]).unwrap_or(i64::MAX);
        let whole = PxBox {
            low: self.corner,
            high: [0, 1].map(|axis: usize| {
                self.corner[axis].saturating_add(length(axis).min(sides[axis].into()))
            }),
        };
        let seen = whole.intersection(self.clip).intersection(target);
        let range = |axis: usize| {
            let place = |px: i64| usize::try_from(px - self.corner[axis]).ok();
            let range = place(seen.low[axis])?..place(seen.high[axis])?;
            (!range.is_empty()).then_some(range)
        };
        Some(SeenCells {
            columns: range(0)?,
            rows: range(1)?,
            corner: [
                u32::try_from(seen.low[0]).ok()?,
                u32::try_from(seen.low[1]).ok()?,
            ],
        })
    }
}

impl SeenCells {
    /// Width and height in px.
    pub(super) fn size(&self) -> [usize; 2] {
        [self.columns.len(), self.rows.len()]
    }
}
