//! Thresholds and colours on the GPU.

use std::sync::Arc;

use wgpu::util::DeviceExt as _;

use super::super::placed::{Ground, painted};
use crate::color::{KeySpace, Levels};

/// Levels kept uploaded, the last used last.
#[derive(Debug, Default)]
pub(super) struct Palettes {
    kept: Vec<Palette>,
}

/// Levels in one key space.
#[derive(Clone, Debug)]
pub(super) struct Palette {
    /// Kept, so that no other levels get its address.
    levels: Arc<Levels>,
    space: KeySpace,
    ground: Option<Ground>,
    /// Thresholds, then colours.
    pub(super) buffer: wgpu::Buffer,
    /// Number of thresholds.
    pub(super) thresholds: u32,
}

/// More than the plots of one figure have.
const KEPT: usize = 64;

impl Palettes {
    pub(super) fn get(
        &mut self,
        device: &wgpu::Device,
        levels: &Arc<Levels>,
        space: KeySpace,
        ground: Option<Ground>,
    ) -> Palette {
        let same = |kept: &Palette| {
            Arc::ptr_eq(&kept.levels, levels) && kept.space == space && kept.ground == ground
        };
        let palette = match self.kept.iter().position(same) {
            Some(place) => self.kept.remove(place),
            None => Palette::new(device, levels, space, ground),
        };
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push(palette.clone());
        palette
    }
}

impl Palette {
    fn new(
        device: &wgpu::Device,
        levels: &Arc<Levels>,
        space: KeySpace,
        ground: Option<Ground>,
    ) -> Self {
        let mut words = levels.keys(space);
        let thresholds = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let colors = levels.colors().iter();
        words.extend(colors.map(|color| u32::from_le_bytes(painted(*color, ground))));
        let buffer = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("levels"),
            contents: bytemuck::cast_slice(&words),
            usage: wgpu::BufferUsages::STORAGE,
        });
        Self {
            levels: Arc::clone(levels),
            space,
            ground,
            buffer,
            thresholds,
        }
    }
}
