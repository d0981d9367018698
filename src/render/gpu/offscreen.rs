//! Painting a frame on textures, and reading it back.

use egui::TexturesDelta;
use egui::epaint::ClippedPrimitive;

use super::super::adapter::GpuError;
use super::super::picture::Picture;
use super::super::shapes::{Placement, shapes};
use super::super::text::{HEADLESS_PX_PER_POINT, Typesetter};
use super::{GpuPainter, GpuTarget, cells};
use crate::color::Rgba;
use crate::view::Frame;

/// Sides of a tile in px at most: its bytes stay well below every limit of buffers.
const TILE_PX: u32 = 4096;

/// A part of the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tile {
    pub(super) corner: [u32; 2],
    pub(super) size: [u32; 2],
}

pub(super) fn paint(painter: &mut GpuPainter, frame: &Frame) -> Result<Picture, GpuError> {
    let size = [frame.canvas.width_px, frame.canvas.height_px];
    let mut picture = Picture::new(size[0], size[1]);
    let limit = painter.device.device.limits().max_texture_dimension_2d;
    let side = TILE_PX.min(limit).max(1);
    for top in (0..size[1]).step_by(side as usize) {
        for left in (0..size[0]).step_by(side as usize) {
            let tile = Tile {
                corner: [left, top],
                size: [side.min(size[0] - left), side.min(size[1] - top)],
            };
            paint_tile(painter, frame, tile, &mut picture)?;
        }
    }
    Ok(picture)
}

fn paint_tile(
    painter: &mut GpuPainter,
    frame: &Frame,
    tile: Tile,
    picture: &mut Picture,
) -> Result<(), GpuError> {
    let typesetter = painter.typesetter.get_or_insert_with(Typesetter::headless);
    let placement = Placement {
        origin_px: tile.corner.map(|px| -(px as f32)),
        px_per_point: HEADLESS_PX_PER_POINT,
    };
    let (mut textures, primitives) = typesetter.pass(frame.canvas.theme, |context| {
        shapes(frame, context, placement, cells)
    });
    let output = Output {
        textures: &textures,
        primitives: &primitives,
        px_per_point: HEADLESS_PX_PER_POINT,
    };
    let painted = output.paint(painter, tile, picture);
    textures.clear();
    painted
}

/// What egui made of a pass.
pub(super) struct Output<'a> {
    pub(super) textures: &'a TexturesDelta,
    pub(super) primitives: &'a [ClippedPrimitive],
    pub(super) px_per_point: f32,
}

impl Output<'_> {
    /// Paints it on a texture of the tile's size, and copies that to the tile's place.
    pub(super) fn paint(
        &self,
        painter: &mut GpuPainter,
        tile: Tile,
        picture: &mut Picture,
    ) -> Result<(), GpuError> {
        let device = &painter.device.device;
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("tile"),
            size: extent(tile),
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: painter.format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let target = GpuTarget {
            view: &view,
            size_px: tile.size,
            px_per_point: self.px_per_point,
            background: Rgba::TRANSPARENT,
        };
        painter.paint_primitives(self.textures, self.primitives, target)?;
        read(painter, &texture, tile, picture)
    }
}

/// Copies a painted tile to its place in the picture.
fn read(
    painter: &GpuPainter,
    texture: &wgpu::Texture,
    tile: Tile,
    picture: &mut Picture,
) -> Result<(), GpuError> {
    let (device, queue) = (&painter.device.device, &painter.device.queue);
    let row_bytes = tile.size[0] as usize * Picture::BYTES;
    let padded = row_bytes.next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT as usize);
    let buffer = device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("tile"),
        size: (padded * tile.size[1] as usize) as u64,
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    encoder.copy_texture_to_buffer(
        texture.as_image_copy(),
        wgpu::TexelCopyBufferInfo {
            buffer: &buffer,
            layout: wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: u32::try_from(padded).ok(),
                rows_per_image: None,
            },
        },
        extent(tile),
    );
    queue.submit([encoder.finish()]);
    buffer.map_async(wgpu::MapMode::Read, .., |_| {});
    let failed = |error: &dyn std::fmt::Display| GpuError::Failed(error.to_string());
    device
        .poll(wgpu::PollType::wait_indefinitely())
        .map_err(|error| failed(&error))?;
    if let Some(trouble) = painter.device.trouble() {
        return Err(trouble);
    }
    let bytes = buffer
        .get_mapped_range(..)
        .map_err(|error| failed(&error))?;
    let stride = picture.width as usize * Picture::BYTES;
    let left = tile.corner[0] as usize * Picture::BYTES;
    let lines = picture.pixels.chunks_exact_mut(stride.max(1));
    let lines = lines.skip(tile.corner[1] as usize);
    let swapped = painter.format == wgpu::TextureFormat::Bgra8Unorm;
    for (line, painted) in lines.zip(bytes.chunks_exact(padded)) {
        let line = line.get_mut(left..left + row_bytes).unwrap_or_default();
        for (pixel, painted) in line.chunks_exact_mut(4).zip(painted.chunks_exact(4)) {
            pixel.copy_from_slice(painted);
            if swapped {
                pixel.swap(0, 2);
            }
        }
    }
    Ok(())
}

fn extent(tile: Tile) -> wgpu::Extent3d {
    wgpu::Extent3d {
        width: tile.size[0],
        height: tile.size[1],
        depth_or_array_layers: 1,
    }
}
