//! The textures that tiles lie in.
//!
//! An atlas has up to [`SLABS`] textures, each larger than the one before and made only when it is
//! needed, so that memory follows use and nothing is ever copied.

use super::tiling::{SLOT_SIDE, TILE_BYTES};

/// Textures of the atlas; as many are bound in `shaders/cells.wgsl`.
pub const SLABS: usize = 4;

/// In an entry of a page table: where the number of the texture begins, above that of the slot.
pub const SLAB_SHIFT: u32 = 28;

/// The entry of a page that is not there.
pub const ABSENT: u32 = u32::MAX;

/// Slots side by side in a layer: its sides stay within the least that every device can.
const ACROSS: u64 = 8;

/// Slots of the textures, but for the last one, which has what remains.
const SLAB_SLOTS: [u64; SLABS - 1] = [64, 448, 1536];

/// Slots of a texture, across, down and in layers.
type Shape = [u32; 3];

/// Textures of keys, and those that may still be made.
pub(super) struct Atlas {
    slabs: Vec<Slab>,
    shapes: Vec<Shape>,
    /// Bound in the place of textures that are not made.
    nothing: wgpu::TextureView,
}

struct Slab {
    texture: wgpu::Texture,
    view: wgpu::TextureView,
    shape: Shape,
}

/// The shapes of textures that hold this many slots together, or as many as can be had.
fn shapes(mut slots: u64, layers: u32) -> Vec<Shape> {
    let narrow = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let layer = ACROSS * ACROSS;
    let mut shapes = Vec::new();
    for most in SLAB_SLOTS.into_iter().chain([u64::MAX]) {
        let count = slots.min(most).min(layer * u64::from(layers));
        let shape = match count {
            0 => break,
            1..=ACROSS => [count, 1, 1],
            _ if count < layer => [ACROSS, count / ACROSS, 1],
            _ => [ACROSS, ACROSS, count / layer],
        };
        slots -= shape.iter().product::<u64>();
        shapes.push(shape.map(narrow));
    }
    shapes
}

fn slots_of(shape: Shape) -> usize {
    shape.iter().map(|length| *length as usize).product()
}

impl Atlas {
    /// An atlas that will never hold more than this many bytes; nothing is allocated yet.
    pub(super) fn new(device: &wgpu::Device, bytes: u64) -> Self {
        let layers = device.limits().max_texture_array_layers;
        let nothing = texture(device, 1, 1, 1);
        Self {
            slabs: Vec::new(),
            shapes: shapes(bytes / TILE_BYTES, layers),
            nothing: array_view(&nothing),
        }
    }

    /// Slots that there can be.
    pub(super) fn most_slots(&self) -> usize {
        self.shapes.iter().copied().map(slots_of).sum()
    }

    /// Bytes of the textures that are made.
    pub(super) fn bytes(&self) -> u64 {
        let slots = self.slabs.iter().map(|slab| slots_of(slab.shape) as u64);
        slots.sum::<u64>() * TILE_BYTES
    }

    /// Makes the next texture; the number of its slots, 0 if there is no next one. Where the device
    /// has no memory for it, there never will be.
    pub(super) fn grow(&mut self, device: &wgpu::Device) -> usize {
        let Some(&shape) = self.shapes.get(self.slabs.len()) else {
            return 0;
        };
        let scope = device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let [across, down, layers] = shape;
        let texture = texture(device, across * SLOT_SIDE, down * SLOT_SIDE, layers);
        if pollster::block_on(scope.pop()).is_some() {
            self.shapes.truncate(self.slabs.len());
            return 0;
        }
        let view = array_view(&texture);
        self.slabs.push(Slab {
            texture,
            view,
            shape,
        });
        slots_of(shape)
    }

    /// The number of slots before the last texture; `None` if there is none.
    pub(super) fn before_last(&self) -> Option<usize> {
        let (_, before) = self.slabs.split_last()?;
        Some(before.iter().map(|slab| slots_of(slab.shape)).sum())
    }

    /// Gives the last texture's memory back.
    pub(super) fn drop_last(&mut self) {
        self.slabs.pop();
    }

    /// What a page table says of a slot.
    pub(super) fn entry(&self, slot: u32) -> u32 {
        match self.find(slot) {
            Some((slab, index)) => (slab << SLAB_SHIFT) | index,
            None => ABSENT,
        }
    }

    /// The textures, to be bound.
    pub(super) fn views(&self) -> [&wgpu::TextureView; SLABS] {
        let view = |slab: usize| {
            self.slabs
                .get(slab)
                .map_or(&self.nothing, |slab| &slab.view)
        };
        [0, 1, 2, 3].map(view)
    }

    /// Hands the keys of a tile over, from its slot's first texel on.
    pub(super) fn write(&self, queue: &wgpu::Queue, slot: u32, keys: &[u32]) {
        let Some((slab, index)) = self.find(slot) else {
            return;
        };
        let Some(slab) = self.slabs.get(slab as usize) else {
            return;
        };
        let [across, down, _] = slab.shape;
        let corner = wgpu::Origin3d {
            x: index % across * SLOT_SIDE,
            y: index / across % down * SLOT_SIDE,
            z: index / (across * down),
        };
        let (whole, rest) = keys.split_at(keys.len() - keys.len() % SLOT_SIDE as usize);
        let mut top = corner.y;
        for (keys, width) in [(whole, SLOT_SIDE as usize), (rest, rest.len())] {
            let height = u32::try_from(keys.len() / width.max(1)).unwrap_or(0);
            let width = u32::try_from(width).unwrap_or(0);
            if height == 0 {
                continue;
            }
            write(
                queue,
                &slab.texture,
                wgpu::Origin3d { y: top, ..corner },
                [width, height],
                keys,
            );
            top += height;
        }
    }

    /// The texture of a slot, and the slot's number there.
    fn find(&self, slot: u32) -> Option<(u32, u32)> {
        let mut index = slot;
        for (slab, number) in self.slabs.iter().zip(0..) {
            let slots = u32::try_from(slots_of(slab.shape)).unwrap_or(u32::MAX);
            if index < slots {
                return Some((number, index));
            }
            index -= slots;
        }
        None
    }
}

/// Keys to a part of a texture, row by row.
pub(super) fn write(
    queue: &wgpu::Queue,
    texture: &wgpu::Texture,
    origin: wgpu::Origin3d,
    [width, height]: [u32; 2],
    keys: &[u32],
) {
    queue.write_texture(
        wgpu::TexelCopyTextureInfo {
            texture,
            mip_level: 0,
            origin,
            aspect: wgpu::TextureAspect::All,
        },
        bytemuck::cast_slice(keys),
        wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(width.saturating_mul(4)),
            rows_per_image: Some(height),
        },
        wgpu::Extent3d {
            width,
            height,
            depth_or_array_layers: 1,
        },
    );
}

/// A texture of keys.
pub(super) fn texture(
    device: &wgpu::Device,
    width: u32,
    height: u32,
    layers: u32,
) -> wgpu::Texture {
    device.create_texture(&wgpu::TextureDescriptor {
        label: Some("cell values"),
        size: wgpu::Extent3d {
            width,
            height,
            depth_or_array_layers: layers,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: wgpu::TextureFormat::R32Uint,
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    })
}

/// As an array of layers, also if there is only one.
fn array_view(texture: &wgpu::Texture) -> wgpu::TextureView {
    texture.create_view(&wgpu::TextureViewDescriptor {
        dimension: Some(wgpu::TextureViewDimension::D2Array),
        ..wgpu::TextureViewDescriptor::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textures_grow_up_to_the_budget() {
        let check = |slots: u64, layers: u32, expected: &[Shape]| {
            let found = shapes(slots, layers);
            assert_eq!(found, expected, "{slots} slots, {layers} layers");
            let total: usize = found.iter().copied().map(slots_of).sum();
            assert!(total as u64 <= slots);
            for shape in found {
                assert!(slots_of(shape) < 1 << SLAB_SHIFT);
            }
        };
        check(0, 256, &[]);
        check(3, 256, &[[3, 1, 1]]);
        check(8, 256, &[[8, 1, 1]]);
        check(9, 256, &[[8, 1, 1], [1, 1, 1]]);
        check(64, 256, &[[8, 8, 1]]);
        check(100, 256, &[[8, 8, 1], [8, 4, 1], [4, 1, 1]]);
        check(512, 256, &[[8, 8, 1], [8, 8, 7]]);
        check(4096, 256, &[[8, 8, 1], [8, 8, 7], [8, 8, 24], [8, 8, 32]]);
        // No more layers than the device has.
        check(
            u64::MAX,
            256,
            &[[8, 8, 1], [8, 8, 7], [8, 8, 24], [8, 8, 256]],
        );
        check(u64::MAX, 2, &[[8, 8, 1], [8, 8, 2], [8, 8, 2], [8, 8, 2]]);
    }
}
