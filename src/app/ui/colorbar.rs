//! Dragging limits on the colour bar.

use egui::{CursorIcon, Id, Painter, PointerButton, Shape, Stroke, pos2};

use super::canvas::Scene;
use super::pointer::{Target, Zone, wheel_factor};
use super::style;
use crate::app::state::{Command, Document};
use crate::color::{Classes, NormKind};
use crate::figure::ShowSettings;
use crate::view::{ColorBarFrame, Probe, ProbeCells};

/// What a drag on the bar moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    High,
    Low,
    Both,
}

#[derive(Clone, Copy, Debug)]
struct Drag {
    part: Part,
    /// Where it began, as a fraction of the bar from below.
    start: f64,
    range: [f64; 2],
    gesture: u64,
}

/// The bar's range, and how values run along it.
#[derive(Clone, Copy, Debug)]
struct Span {
    log: bool,
    range: [f64; 2],
}

impl Span {
    fn new(bar: &ColorBarFrame, show: &ShowSettings) -> Self {
        let log = show.norm == NormKind::Log && bar.range.iter().all(|end| *end > 0.0);
        Self {
            log,
            range: bar.range,
        }
    }

    /// The value at a fraction of the bar from below; beyond its ends too.
    fn value(&self, share: f64) -> f64 {
        let [low, high] = self.range;
        if self.log {
            let (low, high) = (libm::log10(low), libm::log10(high));
            return libm::pow(10.0, low + (high - low) * share);
        }
        low * (1.0 - share) + high * share
    }

    fn moved(&self, part: Part, by: f64) -> [f64; 2] {
        let [low, high] = self.range;
        match part {
            Part::High => [low, self.value((1.0 + by).max(0.02))],
            Part::Low => [self.value(by.min(0.98)), high],
            Part::Both => [self.value(by), self.value(1.0 + by)],
        }
    }
}

/// Reads the pointer over the colour bar. True if the pointer belongs to it.
pub(super) fn interact(target: &Target<'_>, commands: &mut Vec<Command>) -> bool {
    let Some(bar) = target.scene.frame.colorbars.first() else {
        return false;
    };
    let dragging = drag(target, bar, commands);
    let Some(at) = target.hover() else {
        return dragging;
    };
    if dragging {
        return true;
    }
    if target.zone(at) != Zone::ColorBar || target.response.dragged() {
        return false;
    }
    target
        .response
        .ctx
        .set_cursor_icon(cursor(part(bar, at[1])));
    if target.response.double_clicked() {
        let mut show = target.document.settings.show.clone();
        (show.range, show.robust) = (None, false);
        commands.push(show_command(show, None));
        return true;
    }
    let (steps, _) = target.wheel();
    if steps != 0.0 {
        let span = Span::new(bar, &target.document.settings.show);
        let at = share(bar, at[1]);
        let factor = 1.0 / wheel_factor(steps);
        let range = [at - at * factor, at + (1.0 - at) * factor].map(|share| span.value(share));
        commands.extend(set_range(target, range, target.wheel_gesture()));
    }
    true
}

fn cursor(part: Part) -> CursorIcon {
    match part {
        Part::High | Part::Low => CursorIcon::ResizeRow,
        Part::Both => CursorIcon::ResizeVertical,
    }
}

fn share(bar: &ColorBarFrame, y: f64) -> f64 {
    (f64::from(bar.rect.bottom()) - y) / f64::from(bar.rect.h.max(1))
}

/// The outer fifths are the ends.
fn part(bar: &ColorBarFrame, y: f64) -> Part {
    match share(bar, y) {
        share if share > 0.8 => Part::High,
        share if share < 0.2 => Part::Low,
        _ => Part::Both,
    }
}

fn id() -> Id {
    Id::unique("cellsius colour bar drag")
}

fn drag(target: &Target<'_>, bar: &ColorBarFrame, commands: &mut Vec<Command>) -> bool {
    let context = &target.response.ctx;
    if target.response.drag_started_by(PointerButton::Primary)
        && let Some(origin) = context.input(|input| input.pointer.press_origin())
        && target.zone(target.scene.px(origin)) == Zone::ColorBar
    {
        let y = target.scene.px(origin)[1];
        let drag = Drag {
            part: part(bar, y),
            start: share(bar, y),
            range: bar.range,
            gesture: target.drag_gesture(),
        };
        context.data_mut(|data| data.insert_temp(id(), drag));
    }
    let Some(drag) = context.data(|data| data.get_temp::<Drag>(id())) else {
        return false;
    };
    context.set_cursor_icon(cursor(drag.part));
    if let Some(at) = target.pointer() {
        let span = Span {
            range: drag.range,
            ..Span::new(bar, &target.document.settings.show)
        };
        let by = share(bar, at[1]) - drag.start;
        commands.extend(set_range(target, span.moved(drag.part, by), drag.gesture));
    }
    if !target.response.dragged() {
        context.data_mut(|data| data.remove::<Drag>(id()));
    }
    true
}

/// A range that can be shown; classes by boundaries give way to it.
fn set_range(target: &Target<'_>, [low, high]: [f64; 2], gesture: u64) -> Option<Command> {
    let mut show = target.document.settings.show.clone();
    let sound = low.is_finite() && high.is_finite() && low < high;
    if !sound || matches!(show.classes, Some(Classes::Bounds(_))) {
        return None;
    }
    show.range = Some(short([low, high]));
    Some(show_command(show, Some(gesture)))
}

/// Digits beyond a thousandth of the range say nothing when dragged.
fn short([low, high]: [f64; 2]) -> [f64; 2] {
    let step = libm::pow(10.0, libm::floor(libm::log10(high - low)) - 3.0);
    let rounded = [low, high].map(|end| (end / step).round() * step);
    // Through text, so that 0.30000000000000004 reads 0.3.
    let tidy = rounded.map(|end| format!("{end:.12e}").parse().unwrap_or(end));
    let positive = low <= 0.0 || tidy[0] > 0.0;
    if step > 0.0 && tidy[0] < tidy[1] && positive {
        tidy
    } else {
        [low, high]
    }
}

fn show_command(show: ShowSettings, gesture: Option<u64>) -> Command {
    Command::Show {
        show: Box::new(show),
        gesture,
    }
}

/// Marks the value under the pointer on the bar: a triangle at its left.
pub(super) fn mark(painter: &Painter, scene: &Scene, document: &Document, probe: &Probe) {
    let Some(value) = probe.cells().map(ProbeCells::shown) else {
        return;
    };
    let (Some(bar), Some(figure)) = (scene.frame.colorbars.first(), &document.figure) else {
        return;
    };
    let Some(spec) = figure.color_scales.get(bar.color.0) else {
        return;
    };
    if value.is_nan() {
        return;
    }
    let place = spec.over_range(bar.range).position(value).clamp(0.0, 1.0);
    let rect = scene.rect(bar.rect);
    let y = rect.bottom() - rect.height() * place as f32;
    let colors = scene.theme.colors();
    let points = vec![
        pos2(rect.left() - 1.0, y),
        pos2(rect.left() - 8.0, y - 4.5),
        pos2(rect.left() - 8.0, y + 4.5),
    ];
    painter.add(Shape::convex_polygon(
        points,
        style::color(colors.text),
        Stroke::NONE,
    ));
}
