//! What painters paint: an ordered list of plain marks, in physical pixels.

use std::sync::Arc;

use crate::color::{KeySpace, Levels, Rgba};
use crate::figure::Typeface;
use crate::grid::CellSource;

use super::Theme;

/// Whole physical pixels: `x..x + w` by `y..y + h`, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PxRect {
    /// Left.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub w: u32,
    /// Height.
    pub h: u32,
}

impl PxRect {
    /// One past the last column of pixels.
    #[must_use]
    pub fn right(self) -> u32 {
        self.x.saturating_add(self.w)
    }

    /// One past the last row of pixels.
    #[must_use]
    pub fn bottom(self) -> u32 {
        self.y.saturating_add(self.h)
    }

    /// True if this place (px, fractions allowed) lies inside.
    #[must_use]
    pub fn contains(self, [x, y]: [f64; 2]) -> bool {
        x >= f64::from(self.x)
            && x < f64::from(self.right())
            && y >= f64::from(self.y)
            && y < f64::from(self.bottom())
    }
}

/// What a picture is painted on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    /// Width in physical pixels.
    pub width_px: u32,
    /// Height in physical pixels.
    pub height_px: u32,
    /// Physical pixels in one point.
    pub px_per_pt: f64,
    /// Colours of everything but the data.
    pub theme: Theme,
}

/// Measures text without drawing it.
pub trait Ruler {
    /// Width and height in px of `text` (which may have several lines) set at `font_px`.
    fn size_px(&self, text: &str, font_px: f64) -> [f64; 2];

    /// The same in other letters than the program's own.
    fn size_in_px(&self, text: &str, font_px: f64, face: Typeface) -> [f64; 2] {
        let _ = face;
        self.size_px(text, font_px)
    }
}

/// One thing to paint, cut off outside its clip.
#[derive(Clone, Debug)]
pub struct Item {
    /// Nothing is painted outside.
    pub clip: PxRect,
    /// What to paint.
    pub mark: Mark,
}

/// Something to paint. Coordinates are px, where whole numbers lie between pixels.
#[derive(Clone, Debug)]
pub enum Mark {
    /// Coloured cells.
    Cells(Cells),
    /// Lines through points, smooth at their edges. Where they cross or overlap, translucent lines
    /// look as elsewhere. They end squarely at their ends and have pointed corners.
    Path {
        /// The points of each line, in order; parted at points that are not finite.
        runs: Vec<Vec<[f64; 2]>>,
        /// Each ends where it begins.
        closed: bool,
        /// Width in px.
        width: f64,
        /// Colour of the line.
        color: Rgba,
    },
    /// The inside of polygons, smooth at its edges.
    Area {
        /// The corners of each polygon, in order.
        rings: Vec<Vec<[f64; 2]>>,
        /// What is inside.
        rule: FillRule,
        /// Colour of the inside.
        color: Rgba,
    },
    /// A filled rectangle on whole pixels, not smoothed.
    Rect {
        /// Where.
        rect: PxRect,
        /// Colour of its inside.
        fill: Rgba,
    },
    /// Words.
    Text {
        /// The anchor's place.
        at: [f64; 2],
        /// Which point of the text's box lies at `at`, before it is turned around `at`.
        anchor: Anchor,
        /// Clockwise, in degrees; right angles are as crisp as none.
        angle: f64,
        /// What to write; may have several lines.
        text: String,
        /// Font size in px.
        font_px: f64,
        /// Which letters.
        face: Typeface,
        /// Colour.
        color: Rgba,
    },
}

/// What is inside of polygons whose borders cross, as in SVG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FillRule {
    /// What is not wound around equally often in both directions.
    #[default]
    NonZero,
    /// What lies behind an odd number of borders.
    EvenOdd,
}

impl FillRule {
    /// True where borders have turned around a place so many times, clockwise less the other way.
    #[must_use]
    pub fn is_inside(self, winding: i32) -> bool {
        match self {
            Self::NonZero => winding != 0,
            Self::EvenOdd => winding % 2 != 0,
        }
    }
}

/// A point of a text's box, as fractions of its width and height: `[0, 0]` is the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor(pub [f64; 2]);

impl Anchor {
    /// Middle of the box.
    pub const CENTER: Self = Self([0.5, 0.5]);
    /// Middle of the upper border.
    pub const TOP: Self = Self([0.5, 0.0]);
    /// Middle of the lower border.
    pub const BOTTOM: Self = Self([0.5, 1.0]);
    /// Middle of the left border.
    pub const LEFT: Self = Self([0.0, 0.5]);
    /// Middle of the right border.
    pub const RIGHT: Self = Self([1.0, 0.5]);
}

/// Coloured cells: for each pixel the place of its value, and the colours of values.
///
/// The pixel at column `i`, row `j` of `rect` shows the value of `source` at row `rows[j]`,
/// column `columns[i]`, and nothing if either is [`crate::grid::NO_CELL`]. Its colour is
/// `levels.colors()[number of levels.keys(key_space) <= key_space.key(value)]`, laid over what was
/// painted before if it is translucent.
#[derive(Clone, Debug)]
pub struct Cells {
    /// Where the cells are painted.
    pub rect: PxRect,
    /// The values.
    pub source: CellSource,
    /// For each pixel column of `rect` a column of `source`; `rect.w` of them.
    pub columns: Arc<[u32]>,
    /// For each pixel row of `rect` a row of `source`; `rect.h` of them.
    pub rows: Arc<[u32]>,
    /// The colours.
    pub levels: Arc<Levels>,
    /// From values to comparable integers; the same for the same source, whatever the colours.
    pub key_space: KeySpace,
}
