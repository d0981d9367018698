//! A painted picture in memory.

use crate::color::Rgba;

/// Pixels, row by row from the top left: red, green, blue, alpha, one byte each, premultiplied.
///
/// A frame begins with an opaque rectangle, so its picture is opaque and needs no conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// A picture on which nothing has been painted: all transparent.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        let mut picture = Self::default();
        picture.reset(width, height);
        picture
    }

    /// Makes it all transparent and this large, keeping its memory.
    pub fn reset(&mut self, width: u32, height: u32) {
        (self.width, self.height) = (width, height);
        self.pixels.clear();
        self.pixels
            .resize(width as usize * height as usize * Self::BYTES, 0);
    }

    /// The premultiplied pixel at column `x` of row `y`; transparent outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        if x >= self.width {
            return [0; 4];
        }
        let start = (y as usize * self.width as usize + x as usize) * Self::BYTES;
        let pixel = self.pixels.get(start..start + Self::BYTES);
        pixel
            .and_then(|bytes| bytes.try_into().ok())
            .unwrap_or_default()
    }

    /// The pixels with straight alpha, as picture files keep them.
    #[must_use]
    pub fn straight_pixels(&self) -> Vec<u8> {
        let mut pixels = self.pixels.clone();
        for pixel in pixels.as_chunks_mut::<4>().0 {
            let alpha = u32::from(pixel[3]);
            if alpha == 0 || alpha == 255 {
                continue;
            }
            for channel in &mut pixel[..3] {
                let straight = (u32::from(*channel) * 255 + alpha / 2) / alpha;
                *channel = u8::try_from(straight).unwrap_or(u8::MAX);
            }
        }
        pixels
    }

    /// Bytes in a pixel.
    pub(super) const BYTES: usize = 4;
}

/// `color` with its channels multiplied with its alpha, rounded to the nearest byte: what painters
/// blend with.
pub(super) fn premultiplied(color: Rgba) -> [u8; 4] {
    let [red, green, blue, alpha] = color.0;
    [
        product(red, alpha),
        product(green, alpha),
        product(blue, alpha),
        alpha,
    ]
}

/// `a * b / 255`, rounded to the nearest byte (never a tie, as 255 is odd).
fn product(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// Lays a premultiplied `color` over a premultiplied `pixel`: what a `*8Unorm` target does with the
/// blend factors one and one minus source alpha, in integers, so the same everywhere.
#[inline]
pub(super) fn lay_over(pixel: &mut [u8; 4], color: [u8; 4]) {
    let keep = 255 - color[3];
    if keep == 0 {
        *pixel = color;
        return;
    }
    for (below, above) in pixel.iter_mut().zip(color) {
        *below = above.saturating_add(product(*below, keep));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_is_rounded() {
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                let exact = f64::from(a) * f64::from(b) / 255.0;
                assert_eq!(f64::from(product(a, b)), exact.round(), "{a} * {b}");
            }
        }
    }

    #[test]
    fn straight_pixels_undo_premultiplication() {
        let check = |color: [u8; 4], expected: [u8; 4]| {
            let pixels = premultiplied(Rgba(color)).to_vec();
            let picture = Picture {
                width: 1,
                height: 1,
                pixels,
            };
            assert_eq!(picture.straight_pixels(), expected, "{color:?}");
        };
        check([10, 20, 30, 255], [10, 20, 30, 255]);
        check([255, 128, 0, 51], [255, 130, 0, 51]);
        check([9, 9, 9, 0], [0, 0, 0, 0]);
    }
}
