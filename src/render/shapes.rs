//! A frame's marks as egui shapes, which both painters cut into triangles alike.

use egui::epaint::{ClippedShape, Mesh, PathShape, PathStroke, TextShape};
use egui::{Color32, Pos2, Rect, Shape, pos2};

use crate::color::Rgba;
use crate::view::{Anchor, Frame, Item, Mark, PxRect};

use super::picture::premultiplied;
use super::placed::{Ground, PlacedCells, PxBox};
use super::text::Lines;

/// How a painter takes cells: as a callback among egui's shapes. See `render::cpu::cells` and
/// `render::gpu::cells`.
pub type CellsCallback = fn(Rect, PlacedCells) -> egui::PaintCallback;

/// Where a frame lies in an egui context.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The frame's top left corner, in px of the target; brought to whole px.
    pub origin_px: [f32; 2],
    /// Px in one egui point.
    pub px_per_point: f32,
}

/// A frame's items as egui shapes, in the order in which they are painted.
///
/// `context` must be in a pass and use [`super::fonts`]; `cells` is the callback of the painter that
/// will paint the shapes.
#[must_use]
pub fn shapes(
    frame: &Frame,
    context: &egui::Context,
    placement: Placement,
    cells: CellsCallback,
) -> Vec<ClippedShape> {
    let maker = Maker::new(context, placement, cells);
    let mut shapes = Vec::with_capacity(frame.items.len());
    for (index, item) in frame.items.iter().enumerate() {
        let before = frame.items.get(..index).unwrap_or_default();
        maker.add(item, before, &mut shapes);
    }
    shapes
}

struct Maker<'a> {
    context: &'a egui::Context,
    /// Whole px.
    origin: [f64; 2],
    px_per_point: f64,
    cells: CellsCallback,
}

impl<'a> Maker<'a> {
    fn new(context: &'a egui::Context, placement: Placement, cells: CellsCallback) -> Self {
        Self {
            context,
            origin: placement.origin_px.map(|px| f64::from(px).round()),
            px_per_point: f64::from(placement.px_per_point),
            cells,
        }
    }

    fn add(&self, item: &Item, before: &[Item], shapes: &mut Vec<ClippedShape>) {
        let clip_rect = self.rect(item.clip);
        let mut add = |shape| shapes.push(ClippedShape::new(clip_rect, shape));
        match &item.mark {
            Mark::Cells(cells) => {
                let [left, top] = self.origin.map(|px| px as i64);
                let clip = PxBox::of(item.clip, [left, top]);
                let ground = Ground::of(cells, item.clip, before);
                let placed = PlacedCells::new(cells, [left, top], clip, ground);
                let rect = self.rect(cells.rect).intersect(clip_rect);
                add(Shape::Callback((self.cells)(rect, placed)));
            }
            Mark::Path {
                points,
                width,
                color,
            } => {
                for run in clipped_runs(points, item.clip, *width) {
                    let points = run.into_iter().map(|point| self.point(point)).collect();
                    let width = (width / self.px_per_point) as f32;
                    let stroke = PathStroke::new(width, color32(*color));
                    add(Shape::Path(PathShape::line(points, stroke)));
                }
            }
            Mark::Rect { rect, fill } => {
                let mut mesh = Mesh::default();
                mesh.add_colored_rect(self.rect(*rect), color32(*fill));
                add(Shape::mesh(mesh));
            }
            Mark::Text {
                at,
                anchor,
                angle,
                text,
                font_px,
                face,
                color,
            } => {
                let turn = Turn::new(*angle);
                let px_per_point = self.px_per_point as f32;
                let set = if turn.is_upright() {
                    Lines::new
                } else {
                    Lines::askew
                };
                let lines = set(self.context, text, (*font_px, *face), px_per_point);
                for mut shape in self.text(&lines, *at, *anchor, turn) {
                    shape.fallback_color = color32(*color);
                    add(Shape::Text(shape));
                }
            }
        }
    }

    /// The lines of a text, turned around `at`.
    fn text(
        &self,
        lines: &Lines,
        at: [f64; 2],
        Anchor(anchor): Anchor,
        turn: Turn,
    ) -> impl Iterator<Item = TextShape> {
        let [width, height] = lines.size_px();
        let [left, top] = [-anchor[0] * width, -anchor[1] * height];
        lines.placed_px(anchor[0]).map(move |([x, y], mut shape)| {
            let [x, y] = turn.apply([left + x, top + y]);
            let mut corner = [at[0] + x, at[1] + y];
            if turn.is_upright() {
                corner = corner.map(f64::round);
            }
            shape.pos = self.point(corner);
            shape.angle = turn.radians as f32;
            shape
        })
    }

    fn point(&self, [x, y]: [f64; 2]) -> Pos2 {
        pos2(
            ((x + self.origin[0]) / self.px_per_point) as f32,
            ((y + self.origin[1]) / self.px_per_point) as f32,
        )
    }

    fn rect(&self, rect: PxRect) -> Rect {
        Rect::from_min_max(
            self.point([f64::from(rect.x), f64::from(rect.y)]),
            self.point([f64::from(rect.right()), f64::from(rect.bottom())]),
        )
    }
}

/// A turn, clockwise.
#[derive(Clone, Copy)]
struct Turn {
    radians: f64,
    sin: f64,
    cos: f64,
}

impl Turn {
    fn new(degrees: f64) -> Self {
        let radians = degrees.to_radians();
        // Exact for right angles.
        let (sin, cos) = match degrees {
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            -90.0 => (-1.0, 0.0),
            _ => (libm::sin(radians), libm::cos(radians)),
        };
        Self { radians, sin, cos }
    }

    /// True if pixels stay pixels.
    fn is_upright(self) -> bool {
        self.sin == 0.0 || self.cos == 0.0
    }

    fn apply(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let Self { sin, cos, .. } = self;
        [x * cos - y * sin, x * sin + y * cos]
    }
}

/// egui's colour for one of ours.
#[must_use]
pub fn color32(color: Rgba) -> Color32 {
    let [red, green, blue, alpha] = premultiplied(color);
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// The parts of a path near its clip, so that no coordinate is larger than painters can take.
/// Breaks at points that are not finite.
fn clipped_runs(points: &[[f64; 2]], clip: PxRect, width: f64) -> Vec<Vec<[f64; 2]>> {
    let margin = width.abs().min(1e4) + 8.0;
    let (x, y) = (f64::from(clip.x), f64::from(clip.y));
    let (right, bottom) = (f64::from(clip.right()), f64::from(clip.bottom()));
    let low = [x - margin, y - margin];
    let high = [right + margin, bottom + margin];
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        let Some([start, end]) = clipped_segment(from, to, low, high) else {
            open = false;
            continue;
        };
        match runs.last_mut().filter(|_| open && start == from) {
            Some(run) => run.push(end),
            None => runs.push(vec![start, end]),
        }
        open = end == to;
    }
    runs
}

/// The part of a segment inside a box (Liang and Barsky, 1984), if any.
fn clipped_segment(
    from: [f64; 2],
    to: [f64; 2],
    low: [f64; 2],
    high: [f64; 2],
) -> Option<[[f64; 2]; 2]> {
    if !from.iter().chain(&to).all(|px| px.is_finite()) {
        return None;
    }
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for axis in 0..2 {
        // Halved, so that the way between two huge values does not overflow.
        let way = to[axis] / 2.0 - from[axis] / 2.0;
        let to_low = low[axis] / 2.0 - from[axis] / 2.0;
        let to_high = high[axis] / 2.0 - from[axis] / 2.0;
        if way == 0.0 {
            if to_low > 0.0 || to_high < 0.0 {
                return None;
            }
            continue;
        }
        let (enter, leave) = (to_low / way, to_high / way);
        start = start.max(enter.min(leave));
        end = end.min(enter.max(leave));
    }
    let at = |share: f64| {
        [0, 1].map(|axis: usize| {
            (from[axis] * (1.0 - share) + to[axis] * share).clamp(low[axis], high[axis])
        })
    };
    let whole_start = if start == 0.0 { from } else { at(start) };
    let whole_end = if end == 1.0 { to } else { at(end) };
    (start <= end).then_some([whole_start, whole_end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_near_their_clip() {
        let clip = PxRect {
            x: 0,
            y: 0,
            w: 100,
            h: 100,
        };
        let check = |points: &[[f64; 2]], expected: &[usize]| {
            let runs = clipped_runs(points, clip, 1.0);
            let lengths: Vec<usize> = runs.iter().map(Vec::len).collect();
            assert_eq!(lengths, expected, "{points:?}");
            for [x, y] in runs.into_iter().flatten() {
                assert!((-9.0..=109.0).contains(&x), "{x} in {points:?}");
                assert!((-9.0..=109.0).contains(&y), "{y} in {points:?}");
            }
        };
        check(&[], &[]);
        check(&[[1.0, 1.0]], &[]);
        check(&[[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]], &[3]);
        check(&[[-1e308, 50.0], [1e308, 50.0]], &[2]);
        check(&[[-1e308, -1e308], [1e308, 1e308]], &[2]);
        check(&[[50.0, f64::NAN], [1.0, 1.0], [2.0, 2.0]], &[2]);
        check(&[[1.0, 1.0], [f64::INFINITY, 1.0], [2.0, 2.0]], &[]);
        check(&[[500.0, 0.0], [500.0, 900.0]], &[]);
        // Leaves and comes back: two runs.
        check(&[[50.0, 50.0], [50.0, 900.0], [60.0, 50.0]], &[2, 2]);
    }
}
