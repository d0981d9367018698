//! A frame's marks as egui shapes, which both painters cut into triangles alike.

use egui::epaint::{ClippedShape, Mesh, TextShape};
use egui::{Color32, Pos2, Rect, Shape, pos2};

use crate::color::Rgba;
use crate::view::{Anchor, FillRule, Frame, Item, Mark, PxRect};

use super::coverage::{Pieces, share};
use super::outline;
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
                runs,
                closed,
                width,
                color,
            } => {
                let mut pieces = outline::of_lines(runs, *closed, *width, item.clip);
                add(self.covered(&mut pieces, outline::LINES, item.clip, *color));
            }
            Mark::Area { rings, rule, color } => {
                let mut pieces = outline::of_areas(rings, item.clip);
                add(self.covered(&mut pieces, *rule, item.clip, *color));
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

    /// What an area covers of its clip, pixel by pixel.
    fn covered(&self, pieces: &mut Pieces, rule: FillRule, clip: PxRect, color: Rgba) -> Shape {
        let mut mesh = Mesh::default();
        let color = premultiplied(color);
        pieces.runs(clip, rule, |run| {
            let rect = PxRect {
                x: run.from,
                y: run.y,
                w: run.to - run.from,
                h: 1,
            };
            let [red, green, blue, alpha] = color.map(|channel| share(channel, run.coverage));
            let color = Color32::from_rgba_premultiplied(red, green, blue, alpha);
            mesh.add_colored_rect(self.rect(rect), color);
        });
        Shape::mesh(mesh)
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
