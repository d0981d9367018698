//! Cells among egui's triangles.

use std::sync::{Mutex, PoisonError};

use egui::{PaintCallbackInfo, Rect};
use egui_wgpu::{Callback, CallbackResources, CallbackTrait, ScreenDescriptor};

use super::super::placed::{PlacedCells, SeenCells};
use super::palette::Palettes;
use super::pipeline::{Bound, CellsPipeline, CellsUniform};
use super::values::{ValueTextures, Wanted};

/// Cells as a callback that [`super::GpuPainter`] paints; for [`crate::render::shapes`].
#[must_use]
pub fn cells(rect: Rect, cells: PlacedCells) -> egui::PaintCallback {
    let callback = GpuCells {
        placed: cells,
        ready: Mutex::default(),
    };
    Callback::new_paint_callback(rect, callback)
}

/// Everything that outlives a frame; kept by egui's renderer.
pub(super) struct CellsResources {
    pipeline: CellsPipeline,
    values: ValueTextures,
    palettes: Palettes,
}

impl CellsResources {
    pub(super) fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        Self {
            pipeline: CellsPipeline::new(device, format),
            values: ValueTextures::default(),
            palettes: Palettes::default(),
        }
    }

    pub(super) fn begin_frame(&mut self) {
        self.values.begin_frame();
    }

    pub(super) fn bytes_uploaded(&self) -> u64 {
        self.values.bytes_uploaded
    }

    /// Uploads what is new and binds the rest.
    fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        placed: &PlacedCells,
        seen: &SeenCells,
    ) -> Ready {
        let cells = placed.cells.as_ref();
        let wanted = Wanted {
            source: &cells.source,
            space: cells.key_space,
            columns: cells.columns.get(seen.columns.clone()).unwrap_or_default(),
            rows: cells.rows.get(seen.rows.clone()).unwrap_or_default(),
        };
        let values = self.values.get(device, queue, &wanted);
        let palette = self
            .palettes
            .get(device, &cells.levels, cells.key_space, placed.ground);
        let size = seen
            .size()
            .map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let uniform = CellsUniform {
            corner: seen.corner,
            size,
            source: values.size,
            thresholds: palette.thresholds,
            padding: 0,
        };
        let bound = Bound {
            uniform,
            tables: &values.tables,
            levels: &palette.buffer,
            values: &values.view,
        };
        Ready {
            bind_group: self.pipeline.bind(device, &bound),
            corner: seen.corner,
            size,
        }
    }
}

/// One drawing of cells.
struct GpuCells {
    placed: PlacedCells,
    /// What `prepare` made for `paint`.
    ready: Mutex<Option<Ready>>,
}

struct Ready {
    bind_group: wgpu::BindGroup,
    corner: [u32; 2],
    size: [u32; 2],
}

impl CallbackTrait for GpuCells {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let seen = self.placed.seen(screen.size_in_pixels);
        let ready = seen.and_then(|seen| {
            let resources = resources.get_mut::<CellsResources>()?;
            Some(resources.prepare(device, queue, &self.placed, &seen))
        });
        *self.ready.lock().unwrap_or_else(PoisonError::into_inner) = ready;
        Vec::new()
    }

    fn paint(
        &self,
        info: PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(ready), Some(resources)) = (ready.as_ref(), resources.get::<CellsResources>())
        else {
            return;
        };
        // The pixel's place on the target is what the shader counts from.
        let [width, height] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        let ([x, y], [w, h]) = (ready.corner, ready.size);
        pass.set_scissor_rect(x, y, w, h);
        pass.set_pipeline(&resources.pipeline.pipeline);
        pass.set_bind_group(0, &ready.bind_group, &[]);
        pass.draw(0..3, 0..1);
    }
}
