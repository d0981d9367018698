//! Painting without a GPU: egui's triangles and cells, the same bytes on every run.
//!
//! Follows `egui_wgpu` on a `*8Unorm` target: premultiplied colours are blended as they are, in
//! gamma space. Knows nothing of [`super::gpu`].

mod cells;
mod raster;
mod sample;

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Rect, TexturesDelta};

use super::picture::Picture;
use super::placed::PlacedCells;
use super::shapes::{Placement, shapes};
use super::text::{HEADLESS_PX_PER_POINT, Typesetter};
use super::textures::Textures;
use crate::view::Frame;

use raster::Canvas;

/// Paints frames on the CPU.
#[derive(Debug)]
pub struct CpuPainter {
    threads: usize,
    textures: Textures,
    /// Made when the first frame is painted; a window brings its own triangles.
    typesetter: Option<Typesetter>,
}

impl Default for CpuPainter {
    fn default() -> Self {
        Self::new()
    }
}

impl CpuPainter {
    /// A painter that uses as many threads as there are processors.
    #[must_use]
    pub fn new() -> Self {
        Self::with_threads(crate::grid::processors())
    }

    /// A painter with this many threads, which change nothing but its pace.
    #[must_use]
    pub fn with_threads(threads: usize) -> Self {
        Self {
            threads: threads.max(1),
            textures: Textures::default(),
            typesetter: None,
        }
    }

    /// A painter that sets its text with `typesetter`, which must be a headless one.
    #[must_use]
    pub fn with_typesetter(typesetter: Typesetter) -> Self {
        Self {
            typesetter: Some(typesetter),
            ..Self::new()
        }
    }

    /// Paints a frame by itself.
    pub fn paint(&mut self, frame: &Frame) -> Picture {
        let typesetter = self.typesetter.get_or_insert_with(Typesetter::headless);
        let placement = Placement {
            origin_px: [0.0, 0.0],
            px_per_point: HEADLESS_PX_PER_POINT,
        };
        let (mut textures, primitives) = typesetter.pass(frame.canvas.theme, |context| {
            shapes(frame, context, placement, cells)
        });
        let mut picture = Picture::new(frame.canvas.width_px, frame.canvas.height_px);
        self.paint_primitives(&textures, &primitives, HEADLESS_PX_PER_POINT, &mut picture);
        textures.clear();
        picture
    }

    /// Paints egui's output over what is on `picture` already. Cells among it must have been made by
    /// [`cells`]. Clear `textures` afterwards: they are not to be set twice.
    pub fn paint_primitives(
        &mut self,
        textures: &TexturesDelta,
        primitives: &[ClippedPrimitive],
        px_per_point: f32,
        picture: &mut Picture,
    ) {
        self.textures.set(textures);
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            let mut canvas = Canvas::new(picture, *clip_rect, px_per_point);
            match primitive {
                Primitive::Mesh(mesh) => {
                    if let Some(texture) = self.textures.get(mesh.texture_id) {
                        canvas.paint_mesh(mesh, texture, px_per_point);
                    }
                }
                Primitive::Callback(callback) => {
                    if let Some(CpuCells(placed)) = callback.callback.downcast_ref() {
                        cells::paint(placed, picture, self.threads);
                    }
                }
            }
        }
        self.textures.free(textures);
    }
}

/// What [`cells`] puts among egui's shapes.
struct CpuCells(PlacedCells);

/// Cells as a callback that [`CpuPainter`] paints; for [`super::shapes`].
#[must_use]
pub fn cells(rect: Rect, cells: PlacedCells) -> egui::PaintCallback {
    egui::PaintCallback {
        rect,
        callback: std::sync::Arc::new(CpuCells(cells)),
    }
}
