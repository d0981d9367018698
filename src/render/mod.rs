//! From a frame to pixels.
//!
//! A painter takes a [`crate::view::Frame`] and a target, never a window. [`shapes`] turns a frame's
//! items into egui's shapes, the same for every painter; [`cpu`] and [`gpu`] paint those, each
//! without the other, and the window's panels in the same pass. Targets are `*8Unorm`: colours pass
//! through untouched. Knows no axis and no norm.

mod adapter;
mod coverage;
pub mod cpu;
mod face;
mod fallback;
pub mod gpu;
mod outline;
mod painter;
mod picture;
mod placed;
mod shapes;
mod text;
mod textures;

pub use adapter::{GpuDevice, GpuError, instance};
pub use painter::{PainterChoice, RenderError, paint_frame};
pub use picture::Picture;
pub use placed::PlacedCells;
pub use shapes::{CellsCallback, Placement, color32, shapes};
pub use text::{Typesetter, font_family, fonts, install_fonts};
pub use textures::Textures;
