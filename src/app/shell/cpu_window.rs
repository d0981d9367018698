//! The window's picture from the CPU: painted in memory, shown by softbuffer.

use std::num::NonZeroU32;
use std::sync::Arc;

use softbuffer::{Context, SoftBufferError, Surface};
use winit::event_loop::OwnedDisplayHandle;
use winit::window::Window;

use crate::render::Picture;
use crate::render::cpu::CpuPainter;

use super::pass::Pass;

/// A window painted by the CPU.
pub(super) struct CpuWindow {
    surface: Surface<OwnedDisplayHandle, Arc<Window>>,
    painter: CpuPainter,
    picture: Picture,
    size_px: [u32; 2],
}

impl CpuWindow {
    /// Takes over a window.
    ///
    /// # Errors
    /// One line, if the window system offers no memory to paint into.
    pub(super) fn new(display: OwnedDisplayHandle, window: Arc<Window>) -> Result<Self, String> {
        let failed = |error: SoftBufferError| error.to_string();
        let context = Context::new(display).map_err(failed)?;
        Ok(Self {
            surface: Surface::new(&context, window).map_err(failed)?,
            painter: CpuPainter::new(),
            picture: Picture::default(),
            size_px: [0, 0],
        })
    }

    /// Paints and shows a pass.
    ///
    /// # Errors
    /// One line, if the picture could not be shown.
    pub(super) fn paint(&mut self, pass: &mut Pass) -> Result<(), String> {
        let [width, height] = pass.size_px;
        self.picture.reset(width, height);
        for pixel in self.picture.pixels.as_chunks_mut::<4>().0 {
            *pixel = pass.background.0;
        }
        self.painter.paint_primitives(
            &pass.textures,
            &pass.primitives,
            pass.px_per_point,
            &mut self.picture,
        );
        pass.textures.clear();
        self.show(pass.size_px).map_err(|error| error.to_string())
    }

    /// The last picture painted.
    pub(super) fn show(&mut self, size_px: [u32; 2]) -> Result<(), SoftBufferError> {
        let [Some(width), Some(height)] = size_px.map(NonZeroU32::new) else {
            return Ok(());
        };
        if self.size_px != size_px {
            self.surface.resize(width, height)?;
            self.size_px = size_px;
        }
        let mut buffer = self.surface.buffer_mut()?;
        let pixels = self.picture.pixels.as_chunks::<4>().0;
        for (shown, [red, green, blue, _]) in buffer.iter_mut().zip(pixels) {
            *shown = u32::from_be_bytes([0, *red, *green, *blue]);
        }
        buffer.present()
    }
}
