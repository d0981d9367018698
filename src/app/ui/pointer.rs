//! Wheel, drags and clicks over the plot and its axes.

use egui::{CursorIcon, Event, Id, Modifiers, MouseWheelUnit, Painter, PointerButton, Response};

use super::canvas::Scene;
use super::overlay;
use crate::app::state::{Command, Document, Navigation};
use crate::figure::{AxisSide, ColorRange};
use crate::view::PlotFrame;

/// What the pointer acts on.
pub(super) struct Target<'a> {
    pub(super) scene: &'a Scene,
    pub(super) document: &'a Document,
    pub(super) response: &'a Response,
}

/// Where the pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Over the cells.
    Plot,
    /// Over the labels of the x axis.
    XAxis,
    /// Over the labels of the y axis.
    YAxis,
    /// Over the colour bar or its labels.
    ColorBar,
    /// Anywhere else.
    Outside,
}

/// A drag that has begun.
#[derive(Clone, Copy, Debug)]
struct Drag {
    zone: Zone,
    /// Box zoom, not pan.
    boxed: bool,
    start: [f64; 2],
    last: [f64; 2],
    gesture: u64,
}

/// Steps of the wheel closer in time than this are one gesture (s).
const WHEEL_PAUSE: f64 = 0.6;
/// A step of the wheel zooms by so much.
const WHEEL_STEP: f64 = 1.2;
/// So many points of a smooth wheel are a step.
const POINTS_PER_STEP: f64 = 40.0;
/// A box narrower than this (points) zooms the other axis alone.
const FLAT: f64 = 8.0;

impl<'a> Target<'a> {
    pub(super) fn new(scene: &'a Scene, document: &'a Document, response: &'a Response) -> Self {
        Self {
            scene,
            document,
            response,
        }
    }

    pub(super) fn plot(&self) -> Option<&PlotFrame> {
        self.scene.frame.plots.first()
    }

    /// The pointer in px of the canvas, while it is over it.
    pub(super) fn hover(&self) -> Option<[f64; 2]> {
        let at = self.response.hover_pos()?;
        self.response.contains_pointer().then(|| self.scene.px(at))
    }

    /// The pointer in px of the canvas, wherever it is.
    pub(super) fn pointer(&self) -> Option<[f64; 2]> {
        let at = self
            .response
            .ctx
            .input(|input| input.pointer.latest_pos())?;
        Some(self.scene.px(at))
    }

    pub(super) fn zone(&self, [x, y]: [f64; 2]) -> Zone {
        let slack = 6.0 * f64::from(self.scene.px_per_point);
        for bar in &self.scene.frame.colorbars {
            let rect = bar.rect;
            let inside_y = y >= f64::from(rect.y) - slack && y <= f64::from(rect.bottom()) + slack;
            if x >= f64::from(rect.x) - slack && inside_y {
                return Zone::ColorBar;
            }
        }
        let Some(plot) = self.plot() else {
            return Zone::Outside;
        };
        if plot.rect.contains([x, y]) {
            return Zone::Plot;
        }
        let rect = plot.rect;
        let along_x = x >= f64::from(rect.x) && x < f64::from(rect.right());
        let along_y = y >= f64::from(rect.y) && y < f64::from(rect.bottom());
        let beside = |side: AxisSide| match side {
            AxisSide::Bottom => along_x && y >= f64::from(rect.bottom()),
            AxisSide::Top => along_x && y < f64::from(rect.y),
            AxisSide::Left => along_y && x < f64::from(rect.x),
            AxisSide::Right => along_y && x >= f64::from(rect.right()),
        };
        if beside(plot.x.side) {
            Zone::XAxis
        } else if beside(plot.y.side) {
            Zone::YAxis
        } else {
            Zone::Outside
        }
    }

    /// A place as fractions of the plot.
    fn share(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let rect = self.plot()?.rect;
        let share =
            |px: f64, start: u32, length: u32| (px - f64::from(start)) / f64::from(length.max(1));
        Some([share(x, rect.x, rect.w), share(y, rect.y, rect.h)])
    }

    /// Steps of the wheel in this pass, up above zero, and the keys held with it.
    pub(super) fn wheel(&self) -> (f64, Modifiers) {
        self.response.ctx.input(|input| {
            let mut steps = 0.0;
            let mut held = input.modifiers;
            for event in &input.events {
                match event {
                    Event::MouseWheel {
                        unit,
                        delta,
                        modifiers,
                        ..
                    } => {
                        // Some systems turn Shift+wheel into a sideways wheel.
                        let up = f64::from(if delta.y == 0.0 { delta.x } else { delta.y });
                        held = *modifiers;
                        steps += match unit {
                            MouseWheelUnit::Point => up / POINTS_PER_STEP,
                            MouseWheelUnit::Line => up,
                            MouseWheelUnit::Page => up * 8.0,
                        };
                    }
                    Event::Zoom(factor) if *factor > 0.0 => {
                        steps += f64::from(*factor).ln() / WHEEL_STEP.ln();
                    }
                    _ => {}
                }
            }
            if let Some(touch) = input.multi_touch() {
                steps += f64::from(touch.zoom_delta).max(1e-3).ln() / WHEEL_STEP.ln();
            }
            (steps, held)
        })
    }

    /// One number for all steps of the wheel without a pause between them.
    pub(super) fn wheel_gesture(&self) -> u64 {
        let id = Id::unique("cellsius wheel");
        let context = &self.response.ctx;
        let now = context.input(|input| input.time);
        context.data_mut(|data| {
            let (last, number) = data.get_temp::<(f64, u64)>(id).unwrap_or((f64::MIN, 0));
            let number = if now - last > WHEEL_PAUSE {
                number + 1
            } else {
                number
            };
            data.insert_temp(id, (now, number));
            number << 8 | 1
        })
    }

    /// One number for all of a drag.
    pub(super) fn drag_gesture(&self) -> u64 {
        let started = self
            .response
            .ctx
            .input(|input| input.pointer.press_start_time());
        started.unwrap_or(0.0).to_bits() << 8 | 2
    }
}

/// How much a number of steps of the wheel zooms.
pub(super) fn wheel_factor(steps: f64) -> f64 {
    libm::pow(WHEEL_STEP, steps.clamp(-20.0, 20.0))
}

/// Reads the pointer over plot and axes.
pub(super) fn interact(target: &Target<'_>, painter: &Painter, commands: &mut Vec<Command>) {
    if let Some(at) = target.hover() {
        let zone = target.zone(at);
        cursor(target, zone);
        wheel(target, zone, at, commands);
        if target.response.double_clicked() {
            let fit = match zone {
                Zone::XAxis => Navigation::FitAxis(0),
                Zone::YAxis => Navigation::FitAxis(1),
                _ => Navigation::Fit,
            };
            commands.push(Command::Navigate(fit, None));
        }
    }
    drag(target, painter, commands);
}

fn cursor(target: &Target<'_>, zone: Zone) {
    let icon = match zone {
        Zone::Plot if target.response.dragged_by(PointerButton::Primary) => CursorIcon::Grabbing,
        Zone::Plot => CursorIcon::Crosshair,
        Zone::XAxis => CursorIcon::ResizeHorizontal,
        Zone::YAxis => CursorIcon::ResizeVertical,
        Zone::ColorBar | Zone::Outside => return,
    };
    target.response.ctx.set_cursor_icon(icon);
}

fn wheel(target: &Target<'_>, zone: Zone, at: [f64; 2], commands: &mut Vec<Command>) {
    let (steps, held) = target.wheel();
    if steps == 0.0 {
        return;
    }
    let Some(at) = target.share(at) else { return };
    let factor = wheel_factor(steps);
    let factor = match zone {
        Zone::XAxis => [factor, 1.0],
        Zone::YAxis => [1.0, factor],
        Zone::Plot if held.alt => [factor, 1.0],
        Zone::Plot if held.shift => [1.0, factor],
        Zone::Plot => [factor, factor],
        Zone::ColorBar | Zone::Outside => return,
    };
    let gesture = Some(target.wheel_gesture());
    commands.push(Command::Navigate(Navigation::Zoom { at, factor }, gesture));
}

fn drag_id() -> Id {
    Id::unique("cellsius drag")
}

fn drag(target: &Target<'_>, painter: &Painter, commands: &mut Vec<Command>) {
    let context = &target.response.ctx;
    let Some(at) = target.pointer() else { return };
    if target.response.drag_started() {
        begin(target, commands);
    }
    let Some(mut drag) = context.data(|data| data.get_temp::<Drag>(drag_id())) else {
        return;
    };
    let done = !target.response.dragged();
    let escaped = context.input(|input| input.key_pressed(egui::Key::Escape));
    if drag.boxed {
        if done && !escaped {
            commands.extend(box_zoom(target, &drag, at));
        } else if let Some(plot) = target.plot() {
            overlay::rubber_band(painter, target.scene, plot, drag.start, at, flat(target));
        }
    } else if let (Some(from), Some(to)) = (target.share(drag.last), target.share(at)) {
        let by = pan_by(drag.zone, [to[0] - from[0], to[1] - from[1]]);
        if by != [0.0, 0.0] {
            let pan = Navigation::Pan(by);
            commands.push(Command::Navigate(pan, Some(drag.gesture)));
        }
        drag.last = at;
    }
    if done || escaped {
        forget(context);
        if !drag.boxed {
            commands.push(Command::Thaw);
        }
    } else {
        context.data_mut(|data| data.insert_temp(drag_id(), drag));
    }
}

fn forget(context: &egui::Context) {
    context.data_mut(|data| data.remove::<Drag>(drag_id()));
}

fn pan_by(zone: Zone, [x, y]: [f64; 2]) -> [f64; 2] {
    match zone {
        Zone::XAxis => [x, 0.0],
        Zone::YAxis => [0.0, y],
        _ => [x, y],
    }
}

/// A drag begins where the button went down, not where it was noticed.
fn begin(target: &Target<'_>, commands: &mut Vec<Command>) {
    let context = &target.response.ctx;
    let Some(origin) = context.input(|input| input.pointer.press_origin()) else {
        return;
    };
    let start = target.scene.px(origin);
    let zone = target.zone(start);
    if matches!(zone, Zone::ColorBar | Zone::Outside) {
        return;
    }
    let held = context.input(|input| input.modifiers);
    let right = target.response.drag_started_by(PointerButton::Secondary);
    let left = target.response.drag_started_by(PointerButton::Primary);
    let boxed = zone == Zone::Plot && (right || (left && (held.command || held.ctrl)));
    if !boxed {
        commands.extend(freeze(target));
    }
    let drag = Drag {
        zone,
        boxed,
        start,
        last: start,
        gesture: target.drag_gesture(),
    };
    context.data_mut(|data| data.insert_temp(drag_id(), drag));
}

/// Colour ranges that follow the picture are held while it is dragged.
fn freeze(target: &Target<'_>) -> Option<Command> {
    let figure = target.document.figure.as_deref()?;
    let follows = |range: ColorRange| range == ColorRange::OfPicture;
    figure
        .color_scales
        .iter()
        .any(|scale| follows(scale.range))
        .then(|| {
            let bars = &target.scene.frame.colorbars;
            Command::Freeze(bars.iter().map(|bar| bar.range).collect())
        })
}

fn flat(target: &Target<'_>) -> f64 {
    FLAT * f64::from(target.scene.px_per_point)
}

fn box_zoom(target: &Target<'_>, drag: &Drag, at: [f64; 2]) -> Option<Command> {
    let flat = flat(target);
    let size = [0, 1].map(|axis: usize| (at[axis] - drag.start[axis]).abs());
    let (from, to) = (target.share(drag.start)?, target.share(at)?);
    let ends = |axis: usize| {
        let inside = |share: f64| share.clamp(0.0, 1.0);
        (size[axis] >= flat).then(|| [inside(from[axis]), inside(to[axis])])
    };
    let (x, y) = (ends(0), ends(1));
    (x.is_some() || y.is_some()).then_some(Command::Navigate(Navigation::Box { x, y }, None))
}
