//! Laying premultiplied colours over pixels.

use super::super::picture::product;

/// Lays `color` over `pixel`: what a `*8Unorm` target does with the blend factors one and
/// one minus source alpha. In integers, so the same everywhere.
#[inline]
pub(super) fn over(pixel: &mut [u8], color: [u8; 4]) {
    let keep = 255 - color[3];
    if keep == 0 {
        pixel.copy_from_slice(&color);
        return;
    }
    for (below, above) in pixel.iter_mut().zip(color) {
        *below = above.saturating_add(product(*below, keep));
    }
}

/// Lays one colour over a run of pixels.
#[inline]
pub(super) fn fill(pixels: &mut [u8], color: [u8; 4]) {
    match color {
        [0, 0, 0, 0] => {}
        [_, _, _, 255] => {
            for pixel in pixels.chunks_exact_mut(4) {
                pixel.copy_from_slice(&color);
            }
        }
        _ => {
            for pixel in pixels.chunks_exact_mut(4) {
                over(pixel, color);
            }
        }
    }
}
