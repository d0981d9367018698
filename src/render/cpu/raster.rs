//! Triangles, filled as GPUs fill them.
//!
//! A triangle covers the pixels whose centres it holds; a centre on an edge belongs to the triangle
//! whose top or left edge it is, so that neighbours neither overlap nor leave gaps. Corners are
//! snapped to 1/256 px, as GPUs do.

use egui::Rect;
use egui::epaint::{Mesh, Vertex};

use super::super::picture::{Picture, lay_over};
use super::super::textures::Texture;

/// The part of a picture inside a clip.
pub(super) struct Canvas<'a> {
    pixels: &'a mut [u8],
    stride: usize,
    /// First and one past the last column.
    columns: [i64; 2],
    /// First and one past the last row.
    rows: [i64; 2],
}

impl<'a> Canvas<'a> {
    /// `clip` is in points; rounded as `egui_wgpu` does.
    pub(super) fn new(picture: &'a mut Picture, clip: Rect, px_per_point: f32) -> Self {
        let range = |low: f32, high: f32, length: u32| {
            let px = |points: f32| (points * px_per_point).round() as u32;
            let low = px(low).min(length);
            [i64::from(low), i64::from(px(high).clamp(low, length))]
        };
        Self {
            columns: range(clip.min.x, clip.max.x, picture.width),
            rows: range(clip.min.y, clip.max.y, picture.height),
            stride: picture.width as usize * Picture::BYTES,
            pixels: &mut picture.pixels,
        }
    }

    /// Paints the triangles of a mesh, one after another.
    pub(super) fn paint_mesh(&mut self, mesh: &Mesh, texture: &Texture, px_per_point: f32) {
        for corners in mesh.indices.as_chunks::<3>().0 {
            let vertex = |index: u32| mesh.vertices.get(index as usize).copied();
            let [Some(a), Some(b), Some(c)] = corners.map(vertex) else {
                continue;
            };
            if let Some(triangle) = Triangle::new([a, b, c], px_per_point) {
                self.paint_triangle(&triangle, texture);
            }
        }
    }

    fn paint_triangle(&mut self, triangle: &Triangle, texture: &Texture) {
        let [from, to] = triangle.rows();
        for y in from.max(self.rows[0])..to.min(self.rows[1]) {
            let [from, to] = triangle.columns_at(y);
            let (from, to) = (from.max(self.columns[0]), to.min(self.columns[1]));
            if from >= to {
                continue;
            }
            let start = y as usize * self.stride;
            let bytes =
                start + from as usize * Picture::BYTES..start + to as usize * Picture::BYTES;
            if let Some(pixels) = self.pixels.get_mut(bytes) {
                paint_run(
                    pixels.as_chunks_mut().0,
                    &triangle.paint,
                    [from, y],
                    texture,
                );
            }
        }
    }
}

/// Paints the pixels from `first` on to the right.
fn paint_run(pixels: &mut [[u8; 4]], paint: &Paint, [x, y]: [i64; 2], texture: &Texture) {
    let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
    match paint {
        Paint::Flat { uv, color } => fill(pixels, shaded(*color, texture.sample(*uv))),
        Paint::Shaded { uv, color } => {
            let texel = texture.sample(*uv);
            for (step, pixel) in pixels.iter_mut().enumerate() {
                lay_over(pixel, shaded(color.at(x + step as f32, y), texel));
            }
        }
        Paint::Textured { uv, color } => {
            for (step, pixel) in pixels.iter_mut().enumerate() {
                let texel = texture.sample(uv.at(x + step as f32, y));
                if texel != [0.0; 4] {
                    lay_over(pixel, shaded(*color, texel));
                }
            }
        }
        Paint::Both { uv, color } => {
            for (step, pixel) in pixels.iter_mut().enumerate() {
                let x = x + step as f32;
                lay_over(pixel, shaded(color.at(x, y), texture.sample(uv.at(x, y))));
            }
        }
    }
}

/// A vertex colour times a texel, both 0 to 255 a channel, as a `*8Unorm` target rounds it.
#[inline]
fn shaded(color: [f32; 4], texel: [f32; 4]) -> [u8; 4] {
    std::array::from_fn(|i| (color[i] * texel[i] * (1.0 / 255.0) + 0.5) as u8)
}

/// Lays one colour over a run of pixels.
fn fill(pixels: &mut [[u8; 4]], color: [u8; 4]) {
    match color {
        [0, 0, 0, 0] => {}
        [_, _, _, 255] => pixels.fill(color),
        _ => {
            for pixel in pixels {
                lay_over(pixel, color);
            }
        }
    }
}

/// Steps in a px to which corners are snapped.
const SUBPIXELS: f32 = 256.0;
const STEPS: i64 = 256;

/// Far outside any picture, and small enough that products of two fit `i64`.
const FARTHEST_PX: f32 = (1 << 20) as f32;

/// A triangle on the picture.
struct Triangle {
    edges: [Edge; 3],
    /// First and one past the last row whose centres may lie inside.
    rows: [i64; 2],
    paint: Paint,
}

impl Triangle {
    /// `None` if it covers nothing.
    fn new(corners: [Vertex; 3], px_per_point: f32) -> Option<Self> {
        let px = corners.map(|corner| {
            let far = -FARTHEST_PX..=FARTHEST_PX;
            let px = [corner.pos.x * px_per_point, corner.pos.y * px_per_point];
            // Also where a coordinate is not a number.
            px.iter().all(|px| far.contains(px)).then_some(px)
        });
        let [Some(a), Some(b), Some(c)] = px else {
            return None;
        };
        let snapped = [a, b, c].map(|px| px.map(|px| (px * SUBPIXELS).round() as i64));
        let [s, t, u] = snapped;
        let area = (t[0] - s[0]) * (u[1] - s[1]) - (t[1] - s[1]) * (u[0] - s[0]);
        // In clockwise order (y points down) the inside lies on the right of every edge.
        let edges = match area.signum() {
            1 => [Edge::new(s, t), Edge::new(t, u), Edge::new(u, s)],
            -1 => [Edge::new(t, s), Edge::new(u, t), Edge::new(s, u)],
            _ => return None,
        };
        let low = s[1].min(t[1]).min(u[1]);
        let high = s[1].max(t[1]).max(u[1]);
        // Pixel y's centre lies at (y + 1/2) * STEPS.
        let row = |y: i64| (y - STEPS / 2).div_euclid(STEPS);
        Some(Self {
            edges,
            rows: [row(low), row(high) + 1],
            paint: Paint::new(corners, [a, b, c]),
        })
    }

    fn rows(&self) -> [i64; 2] {
        self.rows
    }

    /// First and one past the last column whose centres in row `y` lie inside.
    fn columns_at(&self, y: i64) -> [i64; 2] {
        let (mut from, mut to) = (i64::MIN, i64::MAX);
        for edge in &self.edges {
            let at_left = edge.at_row(y);
            // Inside where at_left + step * x >= 0.
            match edge.step_x() {
                0 if at_left < 0 => return [0, 0],
                0 => {}
                step if step > 0 => from = from.max(-at_left.div_euclid(step)),
                step => to = to.min(at_left.div_euclid(-step) + 1),
            }
        }
        [from, to]
    }
}

/// One edge: positive on its inner side.
struct Edge {
    from: [i64; 2],
    way: [i64; 2],
    /// Taken off, so that only top and left edges hold the centres on them.
    bias: i64,
}

impl Edge {
    fn new(from: [i64; 2], to: [i64; 2]) -> Self {
        let way = [to[0] - from[0], to[1] - from[1]];
        // Clockwise: a top edge runs right, a left edge runs up.
        let top_left = way[1] < 0 || (way[1] == 0 && way[0] > 0);
        Self {
            from,
            way,
            bias: i64::from(!top_left),
        }
    }

    /// The edge's function at the centre of column 0 in row `y`.
    fn at_row(&self, y: i64) -> i64 {
        let [x, y] = [
            STEPS / 2 - self.from[0],
            y * STEPS + STEPS / 2 - self.from[1],
        ];
        self.way[0] * y - self.way[1] * x - self.bias
    }

    /// How much the function grows from one column to the next.
    fn step_x(&self) -> i64 {
        -self.way[1] * STEPS
    }
}

/// What a triangle is filled with, by what varies over it.
enum Paint {
    Flat { uv: [f32; 2], color: [f32; 4] },
    Shaded { uv: [f32; 2], color: Plane<4> },
    Textured { uv: Plane<2>, color: [f32; 4] },
    Both { uv: Plane<2>, color: Plane<4> },
}

impl Paint {
    fn new(corners: [Vertex; 3], px: [[f32; 2]; 3]) -> Self {
        let [a, b, c] = corners;
        let uvs = [a, b, c].map(|corner| [corner.uv.x, corner.uv.y]);
        let colors = [a, b, c].map(|corner| corner.color.to_array().map(f32::from));
        let one_uv = uvs[0] == uvs[1] && uvs[1] == uvs[2];
        let one_color = a.color == b.color && b.color == c.color;
        match (one_uv, one_color) {
            (true, true) => Self::Flat {
                uv: uvs[0],
                color: colors[0],
            },
            (true, false) => Self::Shaded {
                uv: uvs[0],
                color: Plane::through(px, colors),
            },
            (false, true) => Self::Textured {
                uv: Plane::through(px, uvs),
                color: colors[0],
            },
            (false, false) => Self::Both {
                uv: Plane::through(px, uvs),
                color: Plane::through(px, colors),
            },
        }
    }
}

/// Values that change evenly over the picture.
struct Plane<const N: usize> {
    origin: [f32; 2],
    start: [f32; N],
    by_x: [f32; N],
    by_y: [f32; N],
}

impl<const N: usize> Plane<N> {
    /// The plane with these values at three places.
    fn through([a, b, c]: [[f32; 2]; 3], [at_a, at_b, at_c]: [[f32; N]; 3]) -> Self {
        let ([bx, by], [cx, cy]) = ([b[0] - a[0], b[1] - a[1]], [c[0] - a[0], c[1] - a[1]]);
        let area = bx * cy - by * cx;
        // Corners on one line are painted in no pixel, or in few, with the first one's values.
        let scale = if area == 0.0 { 0.0 } else { 1.0 / area };
        let by_axis = |from_b: f32, from_c: f32| {
            std::array::from_fn(|i| {
                ((at_b[i] - at_a[i]) * from_b + (at_c[i] - at_a[i]) * from_c) * scale
            })
        };
        Self {
            origin: a,
            start: at_a,
            by_x: by_axis(cy, -by),
            by_y: by_axis(-cx, bx),
        }
    }

    #[inline]
    fn at(&self, x: f32, y: f32) -> [f32; N] {
        let (x, y) = (x - self.origin[0], y - self.origin[1]);
        std::array::from_fn(|i| self.start[i] + self.by_x[i] * x + self.by_y[i] * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, pos2};

    fn white() -> Texture {
        Texture {
            size: [1, 1],
            pixels: vec![Color32::WHITE],
            options: egui::TextureOptions::LINEAR,
        }
    }

    /// Numbers between 0 and 1 that look like nothing in particular.
    fn noise() -> impl FnMut() -> f32 {
        let mut state = 7_u32;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32
        }
    }

    fn painted(mesh: &Mesh, side: u32) -> Picture {
        let mut picture = Picture::new(side, side);
        let clip = Rect::from_min_max(pos2(0.0, 0.0), pos2(side as f32, side as f32));
        Canvas::new(&mut picture, clip, 1.0).paint_mesh(mesh, &white(), 1.0);
        picture
    }

    #[test]
    fn neighbours_neither_overlap_nor_leave_gaps() {
        const CELLS: u16 = 9;
        const SIDE: f32 = 60.0;
        let mut next = noise();
        for round in 0..50 {
            let mut mesh = Mesh::default();
            let faint = Color32::from_rgba_premultiplied(100, 0, 0, 100);
            for j in 0..=CELLS {
                for i in 0..=CELLS {
                    // Corners inside are moved, in some rounds by whole and half px, but never so
                    // far that a triangle turns over.
                    let inner = |k: u16| k > 0 && k < CELLS;
                    let mut place = |k: u16, moves: bool| {
                        let by = if moves { (next() - 0.5) * 3.0 } else { 0.0 };
                        let by = if round % 2 == 0 {
                            (by * 2.0).round() / 2.0
                        } else {
                            by
                        };
                        f32::from(k) * SIDE / f32::from(CELLS) + by
                    };
                    let (x, y) = (place(i, inner(i)), place(j, inner(j)));
                    let whole = |k: u16, at: f32| if inner(k) { at } else { at.round() };
                    mesh.colored_vertex(pos2(whole(i, x), whole(j, y)), faint);
                }
            }
            for j in 0..CELLS {
                for i in 0..CELLS {
                    let corner = u32::from(j * (CELLS + 1) + i);
                    let below = corner + u32::from(CELLS) + 1;
                    mesh.add_triangle(corner, corner + 1, below);
                    mesh.add_triangle(below + 1, below, corner + 1);
                }
            }
            let picture = painted(&mesh, 60);
            let pixels = picture.pixels.as_chunks::<4>().0;
            let once = pixels
                .iter()
                .filter(|pixel| **pixel == [100, 0, 0, 100])
                .count();
            assert_eq!(once, 60 * 60, "round {round}");
        }
    }

    #[test]
    fn no_triangle_is_too_odd() {
        let odd = [
            0.0,
            -1.0,
            3.5,
            1e5,
            -1e6,
            1e30,
            f32::NAN,
            f32::INFINITY,
            59.999,
        ];
        let mut next = noise();
        let mut any = || odd[(next() * odd.len() as f32) as usize % odd.len()];
        for _ in 0..3000 {
            let mut mesh = Mesh::default();
            for _ in 0..3 {
                mesh.vertices.push(Vertex {
                    pos: pos2(any(), any()),
                    uv: pos2(any(), any()),
                    color: Color32::from_gray(any() as u8),
                });
            }
            mesh.indices = vec![0, 1, 2, 0, 9, 1];
            painted(&mesh, 60);
        }
    }
}
