//! Tooltips of pages: a box with an arrow at what it tells of, the name in a box beside it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align as EguiAlign, Color32, FontId, Galley, LayerId, Order, Painter, Pos2, Rect, Shape,
    Stroke, Vec2, pos2, vec2,
};

use super::canvas::Scene;
use super::stage::PaintedTooltip;
use super::style;
use crate::figure::{Align, AxisSide, HoverMode};
use crate::render::font_family;
use crate::view::{LabelStyle, PlotFrame, Probe};

/// Length of the arrow, and half of its width, in points.
const ARROW: f32 = 6.0;
/// Between words and border, in points.
const PAD: f32 = 3.0;

/// Shows what the frame says of a place; `None` where it says nothing.
pub(super) fn show(
    painter: &Painter,
    scene: &Scene,
    probe: &Probe,
    mode: HoverMode,
) -> Option<PaintedTooltip> {
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("page label"));
    let painter = painter.ctx().layer_painter(layer);
    let arrow = !matches!(mode, HoverMode::XUnified | HoverMode::YUnified);
    let all = std::iter::once(probe).chain(&probe.others);
    let mut labels: Vec<Label> = all
        .filter_map(|probe| Label::new(&painter, scene, probe))
        .collect();
    apart(&mut labels, room(scene));
    for label in &labels {
        label.paint(&painter, arrow);
    }
    common(&painter, scene, probe, mode);
    let first = labels.first()?;
    let scale = f64::from(scene.px_per_point);
    let rect = first.whole();
    Some(PaintedTooltip {
        lines: probe.lines.clone(),
        name: probe.name.clone(),
        rect_px: [rect.left(), rect.top(), rect.width(), rect.height()]
            .map(|points| f64::from(points) * scale),
    })
}

/// Where tooltips may stand: over the picture.
fn room(scene: &Scene) -> Rect {
    let canvas = scene.frame.canvas;
    let end = [f64::from(canvas.width_px), f64::from(canvas.height_px)];
    Rect::from_min_max(scene.points([0.0, 0.0]), scene.points(end))
}

/// Which side of what it tells of a label stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Right,
    Left,
    /// Over it, where neither side has room.
    Over,
}

impl Place {
    /// Right of the second end if there is room for so much, else left of the first.
    fn of(ends: [Pos2; 2], total: f32, room: Rect) -> Self {
        if ends[1].x + total <= room.right() {
            Self::Right
        } else if ends[0].x - total >= room.left() {
            Self::Left
        } else {
            Self::Over
        }
    }
}

/// A label, laid out.
struct Label {
    place: Place,
    /// The arrow's tip.
    tip: Pos2,
    box_at: Rect,
    words: Arc<Galley>,
    name_at: Rect,
    name: Option<Arc<Galley>>,
    fill: Color32,
    border: Color32,
    letters: Color32,
    name_fill: Color32,
    name_letters: Color32,
}

impl Label {
    fn new(painter: &Painter, scene: &Scene, probe: &Probe) -> Option<Self> {
        let look = probe.style.as_ref()?;
        if probe.lines.is_empty() && probe.name.is_empty() {
            return None;
        }
        let room = room(scene);
        let letters = style::color(look.font.color);
        let name_letters = style::color(look.name_color);
        let widest = (room.width() * 0.8).max(60.0);
        let text = probe.lines.join("\n");
        let lay = |text: String, color, align| galley(painter, look, (text, color, align), widest);
        let name =
            (!probe.name.is_empty()).then(|| lay(probe.name.clone(), name_letters, EguiAlign::Min));
        let padded = |size: Vec2| size + 2.0 * Vec2::splat(PAD);
        let mut words = lay(text.clone(), letters, EguiAlign::Min);
        let size = padded(words.size());
        let name_size = name.as_ref().map_or(Vec2::ZERO, |name| padded(name.size()));
        let ends = look.across.map(|x| scene.points([x, look.along]));
        let total = ARROW + size.x + name_size.x;
        let place = Place::of(ends, total, room);
        let align = match (look.align, place) {
            (Some(Align::Start), _) | (None, Place::Right | Place::Over) => EguiAlign::Min,
            (Some(Align::End), _) | (None, Place::Left) => EguiAlign::Max,
            (Some(Align::Middle), _) => EguiAlign::Center,
        };
        if align != EguiAlign::Min {
            words = lay(text, letters, align);
        }
        let (tip, left) = match place {
            Place::Right => (ends[1], ends[1].x + ARROW),
            Place::Left => (ends[0], ends[0].x - ARROW - size.x),
            Place::Over => {
                let tip = ends[0] + (ends[1] - ends[0]) / 2.0;
                let last = (room.right() - size.x - name_size.x).max(room.left());
                (tip, (tip.x - size.x / 2.0).clamp(room.left(), last))
            }
        };
        let top = |height: f32| {
            let last = (room.bottom() - height - 1.0).max(room.top() + 1.0);
            (tip.y - height / 2.0).clamp(room.top() + 1.0, last)
        };
        let box_at = Rect::from_min_size(pos2(left, top(size.y)), size);
        let name_left = match place {
            Place::Left => box_at.left() - name_size.x,
            _ => box_at.right(),
        };
        Some(Self {
            place,
            tip,
            box_at,
            words,
            name_at: Rect::from_min_size(pos2(name_left, top(name_size.y)), name_size),
            name,
            fill: style::color(look.background),
            border: style::color(look.border),
            letters,
            name_fill: style::color(look.name_background),
            name_letters,
        })
    }

    /// The box with that of the name.
    fn whole(&self) -> Rect {
        match self.name {
            Some(_) => self.box_at.union(self.name_at),
            None => self.box_at,
        }
    }

    fn moved_down(&mut self, by: f32) {
        self.box_at = self.box_at.translate(vec2(0.0, by));
        self.name_at = self.name_at.translate(vec2(0.0, by));
    }

    fn paint(&self, painter: &Painter, arrow: bool) {
        if let Some(name) = &self.name {
            painter.rect_filled(self.name_at, 0.0, self.name_fill);
            let at = self.name_at.min + Vec2::splat(PAD);
            painter.galley(at, Arc::clone(name), self.name_letters);
        }
        if self.words.is_empty() {
            return;
        }
        let rect = self.box_at;
        painter.rect_filled(rect, 0.0, self.fill);
        let stroke = Stroke::new(1.0, self.border);
        let outline = match self.place {
            _ if !arrow => corners(rect).to_vec(),
            Place::Over => corners(rect).to_vec(),
            Place::Right => self.with_arrow(painter, rect.left()),
            Place::Left => self.with_arrow(painter, rect.right()),
        };
        painter.add(Shape::closed_line(outline, stroke));
        let x = match self.words.job.halign {
            EguiAlign::Min => rect.left() + PAD,
            EguiAlign::Center => rect.center().x,
            EguiAlign::Max => rect.right() - PAD,
        };
        let at = pos2(x, rect.top() + PAD);
        painter.galley(at, Arc::clone(&self.words), self.letters);
    }

    /// Fills the arrow; the outline of box and arrow.
    fn with_arrow(&self, painter: &Painter, foot: f32) -> Vec<Pos2> {
        let rect = self.box_at;
        let half = ARROW.min(rect.height() / 2.0);
        let middle = rect.center().y;
        let feet = [pos2(foot, middle - half), pos2(foot, middle + half)];
        let triangle = vec![self.tip, feet[0], feet[1]];
        painter.add(Shape::convex_polygon(triangle, self.fill, Stroke::NONE));
        let [left_top, right_top, right_bottom, left_bottom] = corners(rect);
        if self.place == Place::Right {
            let [upper, lower] = feet;
            vec![
                self.tip,
                upper,
                left_top,
                right_top,
                right_bottom,
                left_bottom,
                lower,
            ]
        } else {
            let [upper, lower] = feet;
            vec![
                self.tip,
                lower,
                right_bottom,
                left_bottom,
                left_top,
                right_top,
                upper,
            ]
        }
    }
}

fn corners(rect: Rect) -> [Pos2; 4] {
    [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
    ]
}

fn galley(
    painter: &Painter,
    look: &LabelStyle,
    (text, color, align): (String, Color32, EguiAlign),
    widest: f32,
) -> Arc<Galley> {
    #[expect(clippy::cast_possible_truncation, reason = "font sizes are small")]
    let size = (look.font.size as f32).clamp(4.0, 96.0);
    let font = FontId::new(size, font_family(look.font.face));
    let mut job = LayoutJob::single_section(text, TextFormat::simple(font, color));
    job.wrap.max_width = widest;
    job.halign = align;
    painter.layout_job(job)
}

/// Moves labels on the same side apart, from the top, so that none covers another.
fn apart(labels: &mut [Label], room: Rect) {
    for place in [Place::Right, Place::Left, Place::Over] {
        let mut beside: Vec<&mut Label> = labels
            .iter_mut()
            .filter(|label| label.place == place)
            .collect();
        beside.sort_by(|a, b| a.tip.y.total_cmp(&b.tip.y));
        let mut free = f32::NEG_INFINITY;
        for label in &mut beside {
            let rect = label.whole();
            if rect.top() < free {
                label.moved_down(free - rect.top());
            }
            free = label.whole().bottom() + 2.0;
        }
        let mut end = room.bottom();
        for label in beside.iter_mut().rev() {
            let rect = label.whole();
            if rect.bottom() > end {
                label.moved_down(end - rect.bottom());
            }
            end = label.whole().top() - 2.0;
        }
    }
}

/// What all labels have in common, in a dark box beside the axis.
fn common(painter: &Painter, scene: &Scene, probe: &Probe, mode: HoverMode) {
    let plot = scene.frame.plots.get(probe.plot);
    let (Some(look), Some(plot)) = (&probe.style, plot) else {
        return;
    };
    if probe.axis_label.is_empty() {
        return;
    }
    let dark = Color32::from_gray(0x44);
    let text = (probe.axis_label.clone(), Color32::WHITE, EguiAlign::Min);
    let words = galley(painter, look, text, 400.0);
    let size = words.size() + 2.0 * Vec2::splat(PAD);
    let (tip, min, feet) = beside_axis(scene, (look, plot), size, mode == HoverMode::Y);
    let rect = Rect::from_min_size(min, size);
    painter.rect_filled(rect, 0.0, dark);
    let mut arrow = vec![tip];
    arrow.extend(feet);
    painter.add(Shape::convex_polygon(arrow, dark, Stroke::NONE));
    painter.galley(min + Vec2::splat(PAD), words, Color32::WHITE);
}

/// The arrow's tip, the box's corner and the arrow's feet.
fn beside_axis(
    scene: &Scene,
    (look, plot): (&LabelStyle, &PlotFrame),
    size: Vec2,
    along_y: bool,
) -> (Pos2, Pos2, [Pos2; 2]) {
    let rect = scene.rect(plot.rect);
    if along_y {
        let right = plot.y.side == AxisSide::Right;
        let x = if right { rect.right() } else { rect.left() };
        let tip = pos2(x, scene.points([0.0, look.along]).y);
        let out = if right { ARROW } else { -ARROW };
        let left = if right { x + out } else { x + out - size.x };
        let feet = [-ARROW, ARROW].map(|dy| tip + vec2(out, dy));
        return (tip, pos2(left, tip.y - size.y / 2.0), feet);
    }
    let top = plot.x.side == AxisSide::Top;
    let y = if top { rect.top() } else { rect.bottom() };
    let middle = f64::midpoint(look.across[0], look.across[1]);
    let tip = pos2(scene.points([middle, 0.0]).x, y);
    let out = if top { -ARROW } else { ARROW };
    let upper = if top { y + out - size.y } else { y + out };
    let feet = [-ARROW, ARROW].map(|dx| tip + vec2(dx, out));
    (tip, pos2(tip.x - size.x / 2.0, upper), feet)
}
