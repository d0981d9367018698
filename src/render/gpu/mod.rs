//! Painting with wgpu: `egui_wgpu` for triangles, and a pipeline of our own for cells.
//!
//! The GPU only looks up and compares whole numbers; the shader is `shaders/cells.wgsl`. Knows
//! nothing of [`super::cpu`].

mod atlas;
mod cells;
mod fill;
mod maker;
mod needed;
mod offscreen;
mod palette;
mod pipeline;
mod slots;
mod tiles;
mod tiling;
mod values;

use egui::TexturesDelta;
use egui::epaint::{ClippedPrimitive, ImageDelta};
use egui_wgpu::{Renderer, RendererOptions, ScreenDescriptor};

use super::adapter::{GpuDevice, GpuError, instance};
use super::picture::{Picture, premultiplied};
use super::text::Typesetter;
use crate::color::Rgba;
use crate::view::Frame;

pub use atlas::{ABSENT, SLAB_SHIFT, SLABS};
pub use cells::cells;
pub use pipeline::CellsUniform;
pub use tiles::{TileLimits, TileUse};
pub use tiling::SLOT_SIDE;

use cells::CellsResources;

/// Paints frames with wgpu, on `*8Unorm` targets.
pub struct GpuPainter {
    device: GpuDevice,
    format: wgpu::TextureFormat,
    renderer: Renderer,
    /// Made when the first frame is painted by itself; a window brings its own triangles.
    typesetter: Option<Typesetter>,
}

/// What a window's frame is painted on.
#[derive(Clone, Copy, Debug)]
pub struct GpuTarget<'a> {
    /// A view in the painter's format.
    pub view: &'a wgpu::TextureView,
    /// Width and height in px.
    pub size_px: [u32; 2],
    /// Px in one egui point.
    pub px_per_point: f32,
    /// What is there before anything is painted.
    pub background: Rgba,
}

impl GpuPainter {
    /// A painter for targets of this format, which has to be `Rgba8Unorm` or `Bgra8Unorm`: colours
    /// are passed through as they are.
    #[must_use]
    pub fn new(device: GpuDevice, format: wgpu::TextureFormat, limits: TileLimits) -> Self {
        let mut renderer = Renderer::new(&device.device, format, RendererOptions::PREDICTABLE);
        let resources = CellsResources::new(&device.device, format, limits);
        renderer.callback_resources.insert(resources);
        Self {
            device,
            format,
            renderer,
            typesetter: None,
        }
    }

    /// A painter without a window.
    ///
    /// # Errors
    /// If there is no adapter, not even one in software.
    pub fn headless() -> Result<Self, GpuError> {
        let device = GpuDevice::open(&instance(), None)?;
        let limits = TileLimits::for_pictures(&device.adapter);
        Ok(Self::new(device, wgpu::TextureFormat::Rgba8Unorm, limits))
    }

    /// The same painter, setting its text with `typesetter`, which must be a headless one.
    #[must_use]
    pub fn with_typesetter(self, typesetter: Typesetter) -> Self {
        Self {
            typesetter: Some(typesetter),
            ..self
        }
    }

    /// The device that paints.
    #[must_use]
    pub fn device(&self) -> &GpuDevice {
        &self.device
    }

    /// Sets how much memory tiles may take, and how much of it is filled for one frame. Another
    /// budget uploads everything again.
    pub fn set_tile_limits(&mut self, limits: TileLimits) {
        let device = &self.device.device;
        if let Some(resources) = self.renderer.callback_resources.get_mut() {
            CellsResources::set_limits(resources, device, limits);
        }
    }

    /// What tiles take, and whether the last frame had those it needed: if not, it shows a coarser
    /// level in their place and should be painted again.
    #[must_use]
    pub fn tile_use(&self) -> TileUse {
        let resources = self.renderer.callback_resources.get::<CellsResources>();
        resources.map_or_else(TileUse::default, CellsResources::tile_use)
    }

    /// Bytes of cell values uploaded so far; a change of colours adds none.
    #[must_use]
    pub fn cell_bytes_uploaded(&self) -> u64 {
        let resources = self.renderer.callback_resources.get::<CellsResources>();
        resources.map_or(0, CellsResources::bytes_uploaded)
    }

    /// Paints a frame by itself, in tiles where it is larger than a texture can be.
    ///
    /// # Errors
    /// If the device fails.
    pub fn paint(&mut self, frame: &Frame) -> Result<Picture, GpuError> {
        offscreen::paint(self, frame)
    }

    /// Paints egui's output on nothing, and reads it back. Clear `textures` afterwards.
    ///
    /// # Errors
    /// If the device fails, or a side is larger than a texture can be.
    pub fn paint_to_picture(
        &mut self,
        textures: &TexturesDelta,
        primitives: &[ClippedPrimitive],
        size_px: [u32; 2],
        px_per_point: f32,
    ) -> Result<Picture, GpuError> {
        let output = offscreen::Output {
            textures,
            primitives,
            px_per_point,
        };
        let mut picture = Picture::new(size_px[0], size_px[1]);
        let whole = offscreen::Tile {
            corner: [0, 0],
            size: size_px,
        };
        output.paint(self, whole, &mut picture)?;
        Ok(picture)
    }

    /// Clears the target and paints egui's output. Cells among it must have been made by [`cells`].
    /// Clear `textures` afterwards: they are not to be set twice.
    ///
    /// # Errors
    /// If the device has failed, now or before.
    pub fn paint_primitives(
        &mut self,
        textures: &TexturesDelta,
        primitives: &[ClippedPrimitive],
        target: GpuTarget<'_>,
    ) -> Result<(), GpuError> {
        self.check_device()?;
        self.set_textures(textures);
        self.record(primitives, target);
        for id in &textures.free {
            self.renderer.free_texture(id);
        }
        self.check_device()
    }

    /// A device that has failed is not used again: libraries panic where it gives them nothing.
    fn check_device(&self) -> Result<(), GpuError> {
        // Losses are told when the device is asked.
        let _ = self.device.device.poll(wgpu::PollType::Poll);
        self.device.trouble().map_or(Ok(()), Err)
    }

    fn set_textures(&mut self, textures: &TexturesDelta) {
        for (id, images) in &textures.set {
            for image in images {
                // A patch of nothing would be a panic.
                let known = image.pos.is_none() || self.renderer.texture(id).is_some();
                if known && self.fits(image) {
                    let GpuDevice { device, queue, .. } = &self.device;
                    self.renderer.update_texture(device, queue, *id, image);
                }
            }
        }
    }

    fn fits(&self, image: &ImageDelta) -> bool {
        let limit = self.device.device.limits().max_texture_dimension_2d as usize;
        image.image.size().iter().all(|side| *side <= limit)
    }

    fn record(&mut self, primitives: &[ClippedPrimitive], target: GpuTarget<'_>) {
        let GpuDevice { device, queue, .. } = &self.device;
        let screen = ScreenDescriptor {
            size_in_pixels: target.size_px,
            pixels_per_point: target.px_per_point,
        };
        if let Some(resources) = self.renderer.callback_resources.get_mut() {
            CellsResources::begin_frame(resources);
        }
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let mut commands =
            self.renderer
                .update_buffers(device, queue, &mut encoder, primitives, &screen);
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("frame"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: target.view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations {
                    load: wgpu::LoadOp::Clear(clear_color(target.background)),
                    store: wgpu::StoreOp::Store,
                },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        let mut pass = pass.forget_lifetime();
        self.renderer.render(&mut pass, primitives, &screen);
        drop(pass);
        commands.push(encoder.finish());
        queue.submit(commands);
    }
}

fn clear_color(color: Rgba) -> wgpu::Color {
    let [r, g, b, a] = premultiplied(color).map(|byte| f64::from(byte) / 255.0);
    wgpu::Color { r, g, b, a }
}

impl std::fmt::Debug for GpuPainter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GpuPainter")
            .field("device", &self.device)
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}
