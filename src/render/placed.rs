//! Cells on a target: which of their pixels are seen.

use std::ops::Range;
use std::sync::Arc;

use crate::color::Rgba;
use crate::view::{Cells, Item, Mark, PxRect};

use super::picture::{lay_over, premultiplied};

/// Cells placed on a target, with whole px.
#[derive(Clone, Debug)]
pub struct PlacedCells {
    pub(super) cells: Arc<Cells>,
    /// Where the cells' top left pixel lies; may be outside.
    corner: [i64; 2],
    clip: PxBox,
    pub(super) ground: Option<Ground>,
}

/// The one opaque colour that lies under all of some cells, so that painters can mix it with
/// translucent ones beforehand: graphics devices differ in how they round what they blend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground([u8; 4]);

impl Ground {
    /// The ground of cells, given the items painted before them.
    pub(super) fn of(cells: &Cells, clip: PxRect, before: &[Item]) -> Option<Self> {
        let inside = |rect| PxBox::of(rect, [0, 0]);
        let seen = inside(cells.rect).intersection(inside(clip));
        for item in before.iter().rev() {
            let clip = inside(item.clip);
            let reach = match &item.mark {
                Mark::Rect { rect, .. } => clip.intersection(inside(*rect)),
                Mark::Cells(cells) => clip.intersection(inside(cells.rect)),
                Mark::Path { .. } | Mark::Area { .. } | Mark::Text { .. } => clip,
            };
            let common = reach.intersection(seen);
            if common.is_empty() {
                continue;
            }
            return match &item.mark {
                Mark::Rect { fill, .. } if common == seen && fill.0[3] == 255 => Some(Self(fill.0)),
                _ => None,
            };
        }
        None
    }
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

    fn is_empty(self) -> bool {
        (0..2).any(|axis| self.low[axis] >= self.high[axis])
    }
}

impl PlacedCells {
    /// `origin` is the frame's top left corner on the target, `clip` lies on the target.
    pub(super) fn new(
        cells: &Cells,
        origin: [i64; 2],
        clip: PxBox,
        ground: Option<Ground>,
    ) -> Self {
        Self {
            ground,
            corner: PxBox::of(cells.rect, origin).low,
            clip,
            cells: Arc::new(cells.clone()),
        }
    }

    /// What a pixel of this colour is painted with, premultiplied.
    #[inline]
    pub(super) fn painted(&self, color: Rgba) -> [u8; 4] {
        painted(color, self.ground)
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

/// What a cell's pixel is painted with: its colour premultiplied, mixed with the ground where known.
#[inline]
pub(super) fn painted(color: Rgba, ground: Option<Ground>) -> [u8; 4] {
    let [_, _, _, alpha] = color.0;
    match (alpha, ground) {
        (255, _) => color.0,
        (_, None) => premultiplied(color),
        (_, Some(Ground(mut below))) => {
            lay_over(&mut below, premultiplied(color));
            below
        }
    }
}

impl SeenCells {
    /// Width and height in px.
    pub(super) fn size(&self) -> [usize; 2] {
        [self.columns.len(), self.rows.len()]
    }
}
