//! What one pass of the user interface left to be painted.

use egui::epaint::{ClippedPrimitive, textures::TexturesDelta};

use crate::color::Rgba;

/// Triangles and cells in the order in which they are painted, and what they are painted with.
pub(super) struct Pass {
    /// Textures that are new since the last pass; emptied when they are taken.
    pub(super) textures: TexturesDelta,
    /// What to paint.
    pub(super) primitives: Vec<ClippedPrimitive>,
    /// Px in one egui point.
    pub(super) px_per_point: f32,
    /// Width and height of the window in px; neither is 0.
    pub(super) size_px: [u32; 2],
    /// Behind everything; opaque.
    pub(super) background: Rgba,
}

impl Drop for Pass {
    /// Textures that no painter took are known to the shell's own copy.
    fn drop(&mut self) {
        self.textures.clear();
    }
}
