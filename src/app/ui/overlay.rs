//! Marks over the picture: crosshair, rubber band.

use egui::{Color32, Painter, Rect, Stroke, StrokeKind};

use super::canvas::Scene;
use super::style;
use crate::view::PlotFrame;

/// Lines through the pixel under the pointer, one physical pixel wide, from border to border of the plot.
pub(super) fn crosshair(painter: &Painter, scene: &Scene, [x, y]: [f64; 2], plot: usize) {
    let Some(plot) = scene.frame.plots.get(plot) else {
        return;
    };
    let rect = scene.rect(plot.rect);
    let color = style::color(scene.theme.colors().mark).gamma_multiply(0.55);
    let corner = scene.points([x.floor(), y.floor()]);
    let next = scene.points([x.floor() + 1.0, y.floor() + 1.0]);
    let upright = Rect::from_x_y_ranges(corner.x..=next.x, rect.y_range());
    let level = Rect::from_x_y_ranges(rect.x_range(), corner.y..=next.y);
    for line in [upright, level] {
        fill(painter, line, color);
    }
}

/// A rectangle on whole pixels, not smoothed.
pub(super) fn fill(painter: &Painter, rect: Rect, color: Color32) {
    let mut mesh = egui::Mesh::default();
    mesh.add_colored_rect(rect, color);
    painter.add(egui::Shape::mesh(mesh));
}

/// The box that a drag will zoom into; a flat one reaches over the whole of the other axis.
pub(super) fn rubber_band(
    painter: &Painter,
    scene: &Scene,
    plot: &PlotFrame,
    from: [f64; 2],
    to: [f64; 2],
    flat: f64,
) {
    let whole = scene.rect(plot.rect);
    let mut band = Rect::from_two_pos(scene.points(from), scene.points(to)).intersect(whole);
    if (from[0] - to[0]).abs() < flat {
        (band.min.x, band.max.x) = (whole.min.x, whole.max.x);
    }
    if (from[1] - to[1]).abs() < flat {
        (band.min.y, band.max.y) = (whole.min.y, whole.max.y);
    }
    let color = style::color(scene.theme.colors().mark);
    let painter = painter.with_clip_rect(whole);
    painter.rect_filled(band, 0.0, color.gamma_multiply(0.15));
    painter.rect_stroke(band, 0.0, Stroke::new(1.5, color), StrokeKind::Inside);
}
