//! What lies under the pointer, in words, beside it.

use std::sync::Arc;

use egui::{FontId, Galley, LayerId, Order, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, vec2};

use super::canvas::Scene;
use super::overlay::fill;
use super::stage::PaintedTooltip;
use super::style;
use crate::grid::NO_CELL;
use crate::view::{CellTable, HeatmapFrame, Probe};

const FONT: f32 = 13.0;
const PAD: Vec2 = vec2(10.0, 8.0);
const SWATCH: f32 = 14.0;
/// Between the cell and the tooltip, in points.
const GAP: f32 = 14.0;
/// A cell larger than this is not kept free; the pointer is.
const LARGE_CELL: f32 = 160.0;

/// Shows a tooltip for what the frame says of the pixel at `at` (px of the canvas).
pub(super) fn show(
    painter: &Painter,
    scene: &Scene,
    at: [f64; 2],
    probe: &Probe,
) -> PaintedTooltip {
    let context = painter.ctx();
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("cell tooltip"));
    let painter = context.layer_painter(layer);
    let visuals = &context.global_style().visuals;
    let room = room(scene, context.content_rect());
    let lines = galley(&painter, probe, room, visuals.text_color());
    let size = lines.size() + 2.0 * PAD + vec2(SWATCH + 8.0, 0.0);
    let rect = Rect::from_min_size(place(kept_free(scene, at, probe), size, room), size);
    painter.add(visuals.popup_shadow.as_shape(rect, 6));
    painter.rect(
        rect,
        6.0,
        visuals.window_fill,
        visuals.window_stroke,
        StrokeKind::Inside,
    );
    if let Some(color) = color_of(scene, probe) {
        let corner = rect.min + PAD + vec2(0.0, 1.0);
        let swatch = Rect::from_min_size(corner, Vec2::splat(SWATCH));
        fill(&painter, swatch, style::color(scene.theme.colors().plot));
        fill(&painter, swatch, color);
        let edge = Stroke::new(1.0, visuals.window_stroke.color);
        painter.rect_stroke(swatch, 0.0, edge, StrokeKind::Outside);
    }
    let text_at = rect.min + PAD + vec2(SWATCH + 8.0, 0.0);
    painter.galley(text_at, lines, visuals.text_color());
    let scale = f64::from(scene.px_per_point);
    PaintedTooltip {
        lines: probe.lines.clone(),
        name: probe.name.clone(),
        rect_px: [rect.left(), rect.top(), rect.width(), rect.height()]
            .map(|points| f64::from(points) * scale),
    }
}

/// Where tooltips may stand: the window down to the picture's lower border, if that is enough.
fn room(scene: &Scene, window: Rect) -> Rect {
    let canvas = scene.frame.canvas;
    let bottom = scene.points([0.0, f64::from(canvas.height_px)]).y - 4.0;
    let mut room = window.shrink(4.0);
    if bottom > 120.0 {
        room.max.y = room.max.y.min(bottom);
    }
    room
}

fn galley(painter: &Painter, probe: &Probe, room: Rect, color: egui::Color32) -> Arc<Galley> {
    let widest = (room.width() * 0.5).clamp(80.0, 420.0);
    painter.layout(
        probe.lines.join("\n"),
        FontId::proportional(FONT),
        color,
        widest,
    )
}

/// The cell under the pointer, or what of it lies around the pointer.
fn kept_free(scene: &Scene, [x, y]: [f64; 2], probe: &Probe) -> Rect {
    let pointer = Rect::from_center_size(scene.points([x, y]), Vec2::splat(2.0));
    let plot = scene.frame.plots.get(probe.plot);
    let Some((plot, layer)) = plot.and_then(|plot| Some((plot, plot.heatmap(probe.layer)?))) else {
        return pointer;
    };
    let columns = run(&layer.columns, x - f64::from(plot.rect.x));
    let rows = run(&layer.rows, y - f64::from(plot.rect.y));
    let corner = [
        columns[0] + f64::from(plot.rect.x),
        rows[0] + f64::from(plot.rect.y),
    ];
    let end = [
        columns[1] + f64::from(plot.rect.x),
        rows[1] + f64::from(plot.rect.y),
    ];
    let cell = Rect::from_min_max(scene.points(corner), scene.points(end));
    let mut free = pointer;
    if cell.width() <= LARGE_CELL {
        (free.min.x, free.max.x) = (cell.min.x, cell.max.x);
    }
    if cell.height() <= LARGE_CELL {
        (free.min.y, free.max.y) = (cell.min.y, cell.max.y);
    }
    free
}

/// First and one past the last pixel around `px` that show the same cells.
fn run(table: &CellTable, px: f64) -> [f64; 2] {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float casts saturate, and a pixel past the end is not in the table"
    )]
    let pixel = px.floor().max(0.0) as usize;
    let Some(&span) = table.pixels.get(pixel).filter(|span| **span != NO_CELL) else {
        return [px, px];
    };
    let (before, after) = table.pixels.split_at(pixel);
    let same = |other: &&u32| **other == span;
    let first = pixel - before.iter().rev().take_while(same).count();
    let end = pixel + after.iter().take_while(same).count();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a canvas is far smaller than 2^53 pixels"
    )]
    [first as f64, end as f64]
}

/// Beside what is to stay free: right and below if there is room, else left or above; never cut.
fn place(free: Rect, size: Vec2, room: Rect) -> Pos2 {
    let right = free.right() + GAP;
    let below = free.bottom() + GAP;
    let left = free.left() - GAP - size.x;
    let above = free.top() - GAP - size.y;
    let x = if right + size.x <= room.right() || left < room.left() {
        right
    } else {
        left
    };
    let y = if below + size.y <= room.bottom() || above < room.top() {
        below
    } else {
        above
    };
    let last = (room.max - size).max(room.min);
    Pos2::new(x, y).clamp(room.min, last)
}

/// The colour of the pixel.
fn color_of(scene: &Scene, probe: &Probe) -> Option<egui::Color32> {
    let layer: &HeatmapFrame = scene.frame.plots.get(probe.plot)?.heatmap(probe.layer)?;
    Some(style::color(layer.levels.color_of(probe.cells()?.shown())))
}
