//! Reading textures as `egui.wgsl` does with predictable filtering.

use egui::epaint::textures::{TextureFilter, TextureWrapMode};

use super::super::textures::Texture;

impl Texture {
    /// The colour at texture coordinates `u`, `v` (0 to 1), 0 to 255 a channel.
    #[inline]
    pub(super) fn sample(&self, [u, v]: [f32; 2]) -> [f32; 4] {
        let [width, height] = self.size;
        let (x, y) = (u * width as f32, v * height as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor() as i32, y.floor() as i32);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (part_x, part_y) = (x - left, y - top);
        let (left, top) = (left as i32, top as i32);
        let (right, bottom) = (left.saturating_add(1), top.saturating_add(1));
        let upper = mix(self.texel(left, top), self.texel(right, top), part_x);
        let lower = mix(self.texel(left, bottom), self.texel(right, bottom), part_x);
        mix(upper, lower, part_y)
    }

    #[inline]
    fn texel(&self, x: i32, y: i32) -> [f32; 4] {
        let [width, height] = self.size;
        let place = wrapped(y, height, self.options.wrap_mode) * width
            + wrapped(x, width, self.options.wrap_mode);
        let color = self.pixels.get(place).copied().unwrap_or_default();
        color.to_array().map(f32::from)
    }
}

/// A texel coordinate brought into the texture.
#[inline]
fn wrapped(coordinate: i32, length: usize, mode: TextureWrapMode) -> usize {
    let last = i32::try_from(length).unwrap_or(i32::MAX).max(1) - 1;
    let length = i64::from(last) + 1;
    let wide = i64::from(coordinate);
    let place = match mode {
        TextureWrapMode::ClampToEdge => wide.clamp(0, last.into()),
        TextureWrapMode::Repeat => wide.rem_euclid(length),
        TextureWrapMode::MirroredRepeat => {
            let phase = wide.rem_euclid(2 * length);
            phase.min(2 * length - 1 - phase)
        }
    };
    usize::try_from(place).unwrap_or(0)
}

#[inline]
fn mix(a: [f32; 4], b: [f32; 4], part: f32) -> [f32; 4] {
    std::array::from_fn(|i| a[i] * (1.0 - part) + b[i] * part)
}
