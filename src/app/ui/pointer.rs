//! Wheel, drags and clicks over the plot and its axes.

use egui::{CursorIcon, Event, Id, Modifiers, MouseWheelUnit, Painter, PointerButton, Response};

use super::canvas::Scene;
use super::colorbar::near_bar;
use super::overlay;
use crate::app::state::{Command, Document, Gesture, Navigation, Reach};
use crate::figure::{AxisId, AxisSide, ColorRange, ColorScaleId};
use crate::view::{LayerFrame, PlotFrame};

/// What the pointer acts on.
pub(super) struct Target<'a> {
    pub(super) scene: &'a Scene,
    pub(super) document: &'a Document,
    pub(super) response: &'a Response,
}

/// Where the pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Over the cells of the plot at this index.
    Plot(usize),
    /// Over the labels of an axis of the plot at this index: 0 is its x axis, 1 its y axis.
    Axis(usize, usize),
    /// Over the colour bar at this index, or its labels.
    ColorBar(usize),
    /// Anywhere else.
    Outside,
}

impl Zone {
    /// The plot that it belongs to.
    fn plot(self) -> Option<usize> {
        match self {
            Self::Plot(plot) | Self::Axis(plot, _) => Some(plot),
            Self::ColorBar(_) | Self::Outside => None,
        }
    }
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

    pub(super) fn zone(&self, at: [f64; 2]) -> Zone {
        let frame = &self.scene.frame;
        let bars = || frame.colorbars.iter().enumerate();
        if let Some((bar, _)) = bars().find(|(_, bar)| bar.rect.contains(at)) {
            return Zone::ColorBar(bar);
        }
        if let Some(plot) = frame.plots.iter().rposition(|plot| plot.rect.contains(at)) {
            return Zone::Plot(plot);
        }
        let px_per_pt = f64::from(self.scene.px_per_point);
        let near_bar = bars().find(|(_, bar)| near_bar(bar, at, px_per_pt));
        if let Some((bar, _)) = near_bar {
            return Zone::ColorBar(bar);
        }
        self.axis_zone(at)
    }

    /// The axis whose labels are nearest to a place outside the plots.
    fn axis_zone(&self, [x, y]: [f64; 2]) -> Zone {
        let beside = |plot: &PlotFrame, side: AxisSide| {
            let rect = plot.rect;
            let (left, right) = (f64::from(rect.x), f64::from(rect.right()));
            let (top, bottom) = (f64::from(rect.y), f64::from(rect.bottom()));
            let along_x = x >= left && x < right;
            let along_y = y >= top && y < bottom;
            match side {
                AxisSide::Bottom => (along_x && y >= bottom).then_some(y - bottom),
                AxisSide::Top => (along_x && y < top).then_some(top - y),
                AxisSide::Left => (along_y && x < left).then_some(left - x),
                AxisSide::Right => (along_y && x >= right).then_some(x - right),
            }
        };
        let mut nearest: Option<(f64, Zone)> = None;
        for (index, plot) in self.scene.frame.plots.iter().enumerate() {
            for (which, side) in [plot.x.side, plot.y.side].into_iter().enumerate() {
                let distance = beside(plot, side);
                if let Some(distance) = distance
                    && nearest.is_none_or(|(least, _)| distance < least)
                {
                    nearest = Some((distance, Zone::Axis(index, which)));
                }
            }
        }
        nearest.map_or(Zone::Outside, |(_, zone)| zone)
    }

    /// A place as fractions of a plot.
    fn share(&self, plot: usize, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let rect = self.scene.frame.plots.get(plot)?.rect;
        let share =
            |px: f64, start: u32, length: u32| (px - f64::from(start)) / f64::from(length.max(1));
        Some([share(x, rect.x, rect.w), share(y, rect.y, rect.h)])
    }

    /// What a movement in this zone moves.
    fn reach(&self, zone: Zone) -> Reach {
        let axis = |plot: usize, which: usize| {
            let plot = self.scene.frame.plots.get(plot)?;
            Some(if which == 0 { plot.x.id } else { plot.y.id })
        };
        match zone {
            Zone::Plot(plot) => Reach::Plot(plot),
            Zone::Axis(plot, which) => axis(plot, which).map_or(Reach::Everything, Reach::Axis),
            Zone::ColorBar(_) | Zone::Outside => Reach::Everything,
        }
    }

    /// Moves the view, beginning with what the picture shows.
    fn navigate(
        &self,
        zone: Zone,
        navigation: Navigation,
        gesture: Gesture,
        commands: &mut Vec<Command>,
    ) {
        commands.extend(self.settle());
        commands.push(Command::Navigate {
            reach: self.reach(zone),
            navigation,
            gesture,
        });
    }

    /// What the picture shows, where that is not what was asked for.
    fn settle(&self) -> Option<Command> {
        if self.scene.stale {
            return None;
        }
        let figure = self.document.figure.as_deref()?;
        let asked = (0..figure.axes.len()).map(AxisId);
        let asked: Vec<[f64; 2]> = asked
            .map(|axis| self.document.viewport.range(figure, axis))
            .collect();
        let mut shown = asked.clone();
        for plot in &self.scene.frame.plots {
            for axis in [&plot.x, &plot.y] {
                if let Some(range) = shown.get_mut(axis.id.0) {
                    *range = axis.range;
                }
            }
        }
        (shown != asked).then_some(Command::Settle(shown))
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
            target.navigate(zone, Navigation::Fit, None, commands);
        }
    }
    drag(target, painter, commands);
}

fn cursor(target: &Target<'_>, zone: Zone) {
    let icon = match zone {
        Zone::Plot(_) if target.response.dragged_by(PointerButton::Primary) => CursorIcon::Grabbing,
        Zone::Plot(_) => CursorIcon::Crosshair,
        Zone::Axis(_, 0) => CursorIcon::ResizeHorizontal,
        Zone::Axis(..) => CursorIcon::ResizeVertical,
        Zone::ColorBar(_) | Zone::Outside => return,
    };
    target.response.ctx.set_cursor_icon(icon);
}

fn wheel(target: &Target<'_>, zone: Zone, at: [f64; 2], commands: &mut Vec<Command>) {
    let (steps, held) = target.wheel();
    if steps == 0.0 {
        return;
    }
    let at = zone.plot().and_then(|plot| target.share(plot, at));
    let Some(at) = at else { return };
    let factor = wheel_factor(steps);
    let factor = match zone {
        Zone::Axis(_, 0) => [factor, 1.0],
        Zone::Axis(..) => [1.0, factor],
        Zone::Plot(_) if held.alt => [factor, 1.0],
        Zone::Plot(_) if held.shift => [1.0, factor],
        Zone::Plot(_) => [factor, factor],
        Zone::ColorBar(_) | Zone::Outside => return,
    };
    let gesture = Some(target.wheel_gesture());
    target.navigate(zone, Navigation::Zoom { at, factor }, gesture, commands);
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
    let Some(index) = drag.zone.plot() else {
        return;
    };
    let done = !target.response.dragged();
    let escaped = context.input(|input| input.key_pressed(egui::Key::Escape));
    if drag.boxed {
        if done && !escaped {
            if let Some(zoom) = box_zoom(target, &drag, at) {
                target.navigate(drag.zone, zoom, None, commands);
            }
        } else if let Some(plot) = target.scene.frame.plots.get(index) {
            overlay::rubber_band(painter, target.scene, plot, drag.start, at, flat(target));
        }
    } else if let (Some(from), Some(to)) = (target.share(index, drag.last), target.share(index, at))
    {
        let by = pan_by(drag.zone, [to[0] - from[0], to[1] - from[1]]);
        if by != [0.0, 0.0] {
            let pan = Navigation::Pan(by);
            target.navigate(drag.zone, pan, Some(drag.gesture), commands);
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
        Zone::Axis(_, 0) => [x, 0.0],
        Zone::Axis(..) => [0.0, y],
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
    if zone.plot().is_none() {
        return;
    }
    let held = context.input(|input| input.modifiers);
    let right = target.response.drag_started_by(PointerButton::Secondary);
    let left = target.response.drag_started_by(PointerButton::Primary);
    let boxed = matches!(zone, Zone::Plot(_)) && (right || (left && (held.command || held.ctrl)));
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
    let shown = &target.scene.frame;
    let layers = shown.plots.iter().flat_map(|plot| &plot.layers);
    let of_layers = layers
        .filter_map(LayerFrame::heatmap)
        .map(|layer| (layer.heatmap.color, layer.range));
    let of_bars = shown.colorbars.iter().map(|bar| (bar.color, bar.range));
    let mut ranges = vec![[0.0, 1.0]; figure.color_scales.len()];
    for (ColorScaleId(scale), range) in of_bars.chain(of_layers) {
        if let Some(known) = ranges.get_mut(scale) {
            *known = range;
        }
    }
    let any = figure.color_scales.iter().any(|scale| follows(scale.range));
    any.then_some(Command::Freeze(ranges))
}

fn flat(target: &Target<'_>) -> f64 {
    FLAT * f64::from(target.scene.px_per_point)
}

fn box_zoom(target: &Target<'_>, drag: &Drag, at: [f64; 2]) -> Option<Navigation> {
    let flat = flat(target);
    let size = [0, 1].map(|axis: usize| (at[axis] - drag.start[axis]).abs());
    let plot = drag.zone.plot()?;
    let (from, to) = (target.share(plot, drag.start)?, target.share(plot, at)?);
    let ends = |axis: usize| {
        let inside = |share: f64| share.clamp(0.0, 1.0);
        (size[axis] >= flat).then(|| [inside(from[axis]), inside(to[axis])])
    };
    let (x, y) = (ends(0), ends(1));
    (x.is_some() || y.is_some()).then_some(Navigation::Box { x, y })
}
