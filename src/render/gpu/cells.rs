//! Cells among egui's triangles.

use std::sync::{Mutex, PoisonError};

use egui::{PaintCallbackInfo, Rect};
use egui_wgpu::{Callback, CallbackResources, CallbackTrait, ScreenDescriptor};

use super::super::placed::{PlacedCells, SeenCells};
use super::needed::WantedCells;
use super::palette::Palettes;
use super::pipeline::{Bound, CellsPipelines, CellsUniform, Drawing, Keys};
use super::tiles::{Gpu, TileCache, TileLimits, TileUse};
use super::values::{ValueTextures, Wanted};
use crate::grid::CellSource;

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
    pipelines: CellsPipelines,
    tiles: TileCache,
    values: ValueTextures,
    palettes: Palettes,
}

impl CellsResources {
    pub(super) fn new(
        device: &wgpu::Device,
        format: wgpu::TextureFormat,
        limits: TileLimits,
    ) -> Self {
        Self {
            pipelines: CellsPipelines::new(device, format),
            tiles: TileCache::new(device, limits),
            values: ValueTextures::default(),
            palettes: Palettes::default(),
        }
    }

    pub(super) fn begin_frame(&mut self) {
        self.tiles.begin_frame();
        self.values.begin_frame();
    }

    pub(super) fn set_limits(&mut self, device: &wgpu::Device, limits: TileLimits) {
        self.tiles.set_limits(device, limits);
    }

    pub(super) fn tile_use(&self) -> TileUse {
        self.tiles.usage()
    }

    pub(super) fn bytes_uploaded(&self) -> u64 {
        self.tiles.bytes_uploaded + self.values.bytes_uploaded
    }

    /// Uploads what is new and binds the rest.
    fn prepare(&mut self, gpu: Gpu<'_>, placed: &PlacedCells, seen: &SeenCells) -> Ready {
        let cells = placed.cells.as_ref();
        let columns = cells.columns.get(seen.columns.clone()).unwrap_or_default();
        let rows = cells.rows.get(seen.rows.clone()).unwrap_or_default();
        let space = cells.key_space;
        let (levels, ground) = (&cells.levels, placed.ground);
        let palette = self.palettes.get(gpu.device, levels, space, ground);
        let narrow = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let size = seen.size().map(narrow);
        let uniform = |source, coarse| CellsUniform {
            corner: seen.corner,
            size,
            source,
            coarse,
            thresholds: palette.thresholds,
            padding: 0,
        };
        let tiled = match &cells.source {
            CellSource::Grid(grid) => {
                let wanted = WantedCells {
                    grid,
                    space,
                    columns,
                    rows,
                };
                self.tiles.get(gpu, &wanted)
            }
            CellSource::Plane(_) => None,
        };
        let bind = |uniform, tables: &[u32], keys| {
            let bound = Bound {
                uniform,
                tables,
                levels: &palette.buffer,
                keys,
            };
            self.pipelines.bind(gpu.device, &bound)
        };
        let drawing = if let Some(tiled) = tiled {
            let keys = Keys::Tiles {
                pages: &tiled.pages,
                slabs: self.tiles.views(),
            };
            bind(uniform(tiled.size, tiled.coarse_size), &tiled.tables, keys)
        } else {
            let wanted = Wanted {
                source: &cells.source,
                space,
                columns,
                rows,
            };
            let values = self.values.get(gpu.device, gpu.queue, &wanted);
            let keys = Keys::Picture(&values.view);
            bind(uniform(values.size, [0, 0]), &values.tables, keys)
        };
        Ready {
            drawing,
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
    drawing: Drawing,
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
            Some(resources.prepare(Gpu { device, queue }, &self.placed, &seen))
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
        resources.pipelines.draw(pass, &ready.drawing);
    }
}
