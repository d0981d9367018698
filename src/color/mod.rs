//! Colour as a table: colour maps and norms become thresholds with a colour for each interval.
//!
//! Knows nothing of cells, axes or pixels.

mod classes;
mod color_scale;
mod colormap;
mod css;
mod keys;
mod levels;
mod library;
mod lookup;
mod names;
mod norm;
mod norm_kind;
mod quantiles;
mod rgba;
mod segments;

pub use classes::{Classes, ClassesError};
pub use color_scale::ColorScale;
pub use colormap::{Colormap, ColormapError};
pub use css::RgbaError;
pub use keys::KeySpace;
pub use levels::Levels;
pub use library::ColormapGroup;
pub use lookup::LevelLookup;
pub use norm::Norm;
pub use norm_kind::{NormKind, NormKindError};
pub use rgba::Rgba;
