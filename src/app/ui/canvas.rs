//! The picture and the pointer over it.

use std::sync::Arc;

use egui::{Painter, Pos2, Rect, Response, Sense, Ui, pos2};

use super::colorbar;
use super::context_menu;
use super::facts::Facts;
use super::overlay;
use super::page_label;
use super::pointer;
use super::stage::{Painted, PaintedTooltip, Stage};
use super::style;
use super::tooltip;
use crate::app::state::{Command, Document, Reach, State};
use crate::render::{Placement, shapes};
use crate::view::{Canvas, Frame, Probe, PxRect, Theme};

/// The picture in the window: a frame, and where its canvas lies.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) frame: Arc<Frame>,
    /// The canvas's corner in physical pixels of the window.
    pub(super) origin_px: [u32; 2],
    pub(super) px_per_point: f32,
    pub(super) theme: Theme,
    /// True if a newer frame is being made.
    pub(super) stale: bool,
}

impl Scene {
    /// A place of the window (points) in px of the canvas.
    pub(super) fn px(&self, at: Pos2) -> [f64; 2] {
        let px = |points: f32, origin: u32| {
            f64::from(points) * f64::from(self.px_per_point) - f64::from(origin)
        };
        [px(at.x, self.origin_px[0]), px(at.y, self.origin_px[1])]
    }

    /// A place of the canvas (px) in points of the window.
    pub(super) fn points(&self, [x, y]: [f64; 2]) -> Pos2 {
        let points =
            |px: f64, origin: u32| ((px + f64::from(origin)) / f64::from(self.px_per_point)) as f32;
        pos2(points(x, self.origin_px[0]), points(y, self.origin_px[1]))
    }

    /// A rectangle of the canvas (px) in points of the window.
    pub(super) fn rect(&self, rect: PxRect) -> Rect {
        let (x, y) = (f64::from(rect.x), f64::from(rect.y));
        let (right, bottom) = (f64::from(rect.right()), f64::from(rect.bottom()));
        Rect::from_min_max(self.points([x, y]), self.points([right, bottom]))
    }
}

/// Shows the active document's picture in what room is left.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    stage: &mut dyn Stage,
    commands: &mut Vec<Command>,
) -> Option<Painted> {
    let theme = style::theme(ui.ctx());
    let room = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(room, Sense::click_and_drag());
    let painter = ui.painter().with_clip_rect(room);
    painter.rect_filled(room, 0.0, style::color(theme.colors().paper));
    let (origin_px, canvas) = canvas_of(room, ui.ctx().pixels_per_point(), theme)?;
    let staged = stage.frame(ui.ctx(), document, canvas)?;
    let scene = Scene {
        frame: staged.frame,
        origin_px,
        px_per_point: ui.ctx().pixels_per_point(),
        theme,
        stale: staged.stale,
    };
    paint(&painter, &scene, stage, ui.ctx());
    let mut picture = Picture {
        state,
        document,
        scene: &scene,
        response: &response,
        painter: &painter,
    };
    let pointer_px = picture.pointer();
    let probe = pointer_px.and_then(|at| scene.frame.probe(at));
    let tooltip = picture.interact(pointer_px, probe.as_ref(), commands);
    Some(Painted {
        document: document.id,
        stale: staged.stale,
        preview: staged.preview,
        origin_px,
        pointer_px: pointer_px
            .map(|[x, y]| [x + f64::from(origin_px[0]), y + f64::from(origin_px[1])]),
        probe,
        tooltip,
        status: Vec::new(),
        frame: Arc::clone(&scene.frame),
    })
}

/// The canvas of a room: its whole physical pixels.
fn canvas_of(room: Rect, px_per_point: f32, theme: Theme) -> Option<([u32; 2], Canvas)> {
    let px = |points: f32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "float casts saturate"
        )]
        let px = (points * px_per_point).round().max(0.0) as u32;
        px
    };
    let origin = [px(room.left()), px(room.top())];
    let width_px = px(room.right()).saturating_sub(origin[0]);
    let height_px = px(room.bottom()).saturating_sub(origin[1]);
    let canvas = Canvas {
        width_px,
        height_px,
        px_per_pt: f64::from(px_per_point),
        theme,
    };
    (width_px > 0 && height_px > 0).then_some((origin, canvas))
}

fn paint(painter: &Painter, scene: &Scene, stage: &mut dyn Stage, context: &egui::Context) {
    let placement = Placement {
        origin_px: scene.origin_px.map(|px| px as f32),
        px_per_point: scene.px_per_point,
    };
    for shape in shapes(&scene.frame, context, placement, stage.cells()) {
        let clip = shape.clip_rect.intersect(painter.clip_rect());
        painter.with_clip_rect(clip).add(shape.shape);
    }
}

/// A picture with the pointer over it.
struct Picture<'a> {
    state: &'a State,
    document: &'a Document,
    scene: &'a Scene,
    response: &'a Response,
    painter: &'a Painter,
}

impl Picture<'_> {
    /// The pointer in px of the canvas, while it is over the picture or drags it.
    fn pointer(&self) -> Option<[f64; 2]> {
        let over = self.response.contains_pointer() || self.response.dragged();
        let at = self.response.ctx.input(|input| input.pointer.latest_pos());
        at.filter(|_| over).map(|at| self.scene.px(at))
    }

    /// Reads the pointer, and shows what lies under it.
    fn interact(
        &mut self,
        pointer: Option<[f64; 2]>,
        probe: Option<&Probe>,
        commands: &mut Vec<Command>,
    ) -> Option<PaintedTooltip> {
        self.keep_facts(pointer, probe);
        let target = pointer::Target::new(self.scene, self.document, self.response);
        let on_bar = colorbar::interact(&target, commands);
        if !on_bar {
            pointer::interact(&target, self.painter, commands);
        }
        context_menu::show(&target, self.state, commands);
        let menu = self.response.context_menu_opened();
        let dragging = self.response.dragged();
        let (Some(at), Some(probe)) = (pointer, probe) else {
            return None;
        };
        if menu {
            return None;
        }
        colorbar::mark(self.painter, self.scene, self.document, probe);
        if self.state.has_crosshair() && !dragging {
            overlay::crosshair(self.painter, self.scene, at, probe.plot);
        }
        if self.state.shown.tooltip && !dragging {
            let figure = self.document.figure.as_deref();
            let page = figure.and_then(|figure| figure.page.as_deref());
            return match page.filter(|_| probe.style.is_some()) {
                Some(page) => page_label::show(self.painter, self.scene, probe, page.hover),
                None => Some(tooltip::show(self.painter, self.scene, at, probe)),
            };
        }
        None
    }

    fn keep_facts(&self, pointer: Option<[f64; 2]>, probe: Option<&Probe>) {
        let frame = &self.scene.frame;
        let contains = |at: [f64; 2]| frame.plots.iter().rposition(|plot| plot.rect.contains(at));
        let under = pointer.and_then(contains);
        let Some(plot) = frame.plots.get(under.unwrap_or(0)) else {
            return;
        };
        let at = pointer.filter(|_| under.is_some());
        let share =
            |px: f64, start: u32, length: u32| (px - f64::from(start)) / f64::from(length.max(1));
        let canvas = frame.canvas;
        Facts {
            reach: under.map_or(Reach::Everything, Reach::Plot),
            plot_px: [plot.rect.w, plot.rect.h],
            at: at.map_or([0.5, 0.5], |[x, y]| {
                [
                    share(x, plot.rect.x, plot.rect.w),
                    share(y, plot.rect.y, plot.rect.h),
                ]
            }),
            canvas_pt: [
                f64::from(canvas.width_px) / canvas.px_per_pt,
                f64::from(canvas.height_px) / canvas.px_per_pt,
            ],
            stale: self.scene.stale,
            lines: probe.map(|probe| probe.lines.clone()),
            value: probe.map(|probe| probe.shown.clone()),
        }
        .keep(&self.response.ctx);
    }
}
