//! Dragging limits on the colour bar.

use egui::{CursorIcon, Id, Painter, PointerButton, Shape, Stroke, pos2};

use super::canvas::Scene;
use super::pointer::{Target, Zone, wheel_factor};
use super::style;
use crate::app::state::{Command, Document};
use crate::color::{Classes, NormKind};
use crate::figure::{ColorScaleId, ShowSettings};
use crate::view::{ColorBarFrame, Probe};

/// What a drag on the bar moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    High,
    Low,
    Both,
}

#[derive(Clone, Copy, Debug)]
struct Drag {
    color: ColorScaleId,
    part: Part,
    /// Where it began, as a fraction of the bar from its low end.
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
    fn new(bar: &ColorBarFrame, document: &Document) -> Self {
        let figure = document.figure.as_deref();
        let spec = figure.and_then(|figure| figure.color_scales.get(bar.color.0));
        let log = spec.is_some_and(|spec| spec.norm == NormKind::Log);
        Self {
            log: log && bar.range.iter().all(|end| *end > 0.0),
            range: bar.range,
        }
    }

    /// The value at a fraction of the bar from its low end; beyond its ends too.
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

/// True for a bar below or above the plot.
fn is_horizontal(bar: &ColorBarFrame) -> bool {
    bar.rect.w > bar.rect.h
}

/// Labels of a bar reach no further from it, in points.
const LABELS: f64 = 60.0;

/// Is a place (px of the canvas) near enough to a bar to belong to it? Labels stand on its right,
/// or below.
pub(super) fn near_bar(bar: &ColorBarFrame, [x, y]: [f64; 2], px_per_pt: f64) -> bool {
    let (slack, labels) = (6.0 * px_per_pt, LABELS * px_per_pt);
    let rect = bar.rect;
    let [right, below] = if is_horizontal(bar) {
        [slack, labels]
    } else {
        [labels, slack]
    };
    x >= f64::from(rect.x) - slack
        && x <= f64::from(rect.right()) + right
        && y >= f64::from(rect.y) - slack
        && y <= f64::from(rect.bottom()) + below
}

/// Reads the pointer over the colour bars. True if the pointer belongs to one.
pub(super) fn interact(target: &Target<'_>, commands: &mut Vec<Command>) -> bool {
    let dragging = drag(target, commands);
    let Some(at) = target.hover() else {
        return dragging;
    };
    if dragging {
        return true;
    }
    let Zone::ColorBar(index) = target.zone(at) else {
        return false;
    };
    let bar = target.scene.frame.colorbars.get(index);
    let Some(bar) = bar.filter(|_| !target.response.dragged()) else {
        return false;
    };
    let context = &target.response.ctx;
    context.set_cursor_icon(cursor(bar, part(bar, at)));
    if target.response.double_clicked() {
        let show = target.document.with_range(bar.color, None);
        commands.push(show_command(show, None));
        return true;
    }
    let (steps, _) = target.wheel();
    if steps != 0.0 {
        let span = Span::new(bar, target.document);
        let at = share(bar, at);
        let factor = 1.0 / wheel_factor(steps);
        let range = [at - at * factor, at + (1.0 - at) * factor].map(|share| span.value(share));
        commands.extend(set_range(target, bar, range, target.wheel_gesture()));
    }
    true
}

fn cursor(bar: &ColorBarFrame, part: Part) -> CursorIcon {
    match (part, is_horizontal(bar)) {
        (Part::High | Part::Low, false) => CursorIcon::ResizeRow,
        (Part::High | Part::Low, true) => CursorIcon::ResizeColumn,
        (Part::Both, false) => CursorIcon::ResizeVertical,
        (Part::Both, true) => CursorIcon::ResizeHorizontal,
    }
}

/// How far along the bar a place is: 0 at its low end, 1 at its high end.
fn share(bar: &ColorBarFrame, [x, y]: [f64; 2]) -> f64 {
    if is_horizontal(bar) {
        (x - f64::from(bar.rect.x)) / f64::from(bar.rect.w.max(1))
    } else {
        (f64::from(bar.rect.bottom()) - y) / f64::from(bar.rect.h.max(1))
    }
}

/// The outer fifths are the ends.
fn part(bar: &ColorBarFrame, at: [f64; 2]) -> Part {
    match share(bar, at) {
        share if share > 0.8 => Part::High,
        share if share < 0.2 => Part::Low,
        _ => Part::Both,
    }
}

fn id() -> Id {
    Id::unique("cellsius colour bar drag")
}

fn drag(target: &Target<'_>, commands: &mut Vec<Command>) -> bool {
    let context = &target.response.ctx;
    let bars = &target.scene.frame.colorbars;
    if target.response.drag_started_by(PointerButton::Primary)
        && let Some(origin) = context.input(|input| input.pointer.press_origin())
        && let at = target.scene.px(origin)
        && let Zone::ColorBar(index) = target.zone(at)
        && let Some(bar) = bars.get(index)
    {
        let drag = Drag {
            color: bar.color,
            part: part(bar, at),
            start: share(bar, at),
            range: bar.range,
            gesture: target.drag_gesture(),
        };
        context.data_mut(|data| data.insert_temp(id(), drag));
    }
    let Some(drag) = context.data(|data| data.get_temp::<Drag>(id())) else {
        return false;
    };
    if let Some(bar) = bars.iter().find(|bar| bar.color == drag.color) {
        context.set_cursor_icon(cursor(bar, drag.part));
        if let Some(at) = target.pointer() {
            let span = Span {
                range: drag.range,
                ..Span::new(bar, target.document)
            };
            let range = span.moved(drag.part, share(bar, at) - drag.start);
            commands.extend(set_range(target, bar, range, drag.gesture));
        }
    }
    if !target.response.dragged() {
        context.data_mut(|data| data.remove::<Drag>(id()));
    }
    true
}

/// A range that can be shown; classes by boundaries give way to it.
fn set_range(
    target: &Target<'_>,
    bar: &ColorBarFrame,
    [low, high]: [f64; 2],
    gesture: u64,
) -> Option<Command> {
    let sound = low.is_finite() && high.is_finite() && low < high;
    let classes = &target.document.settings.show.classes;
    if !sound || matches!(classes, Some(Classes::Bounds(_))) {
        return None;
    }
    let range = Some(short([low, high]));
    let show = target.document.with_range(bar.color, range);
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

/// Marks the value under the pointer on its bar: a triangle at its left, or above it.
pub(super) fn mark(painter: &Painter, scene: &Scene, document: &Document, probe: &Probe) {
    let Some(value) = shown_value(probe) else {
        return;
    };
    let plot = scene.frame.plots.get(probe.plot);
    let layer = plot.and_then(|plot| plot.heatmap(probe.layer));
    let (Some(layer), Some(figure)) = (layer, &document.figure) else {
        return;
    };
    let mut bars = scene.frame.colorbars.iter();
    let Some(bar) = bars.find(|bar| bar.color == layer.heatmap.color) else {
        return;
    };
    let Some(spec) = figure.color_scales.get(bar.color.0) else {
        return;
    };
    let place = spec.over_range(bar.range).position(value).clamp(0.0, 1.0) as f32;
    let rect = scene.rect(bar.rect);
    let points = if is_horizontal(bar) {
        let x = rect.left() + rect.width() * place;
        [[0.0, -1.0], [-4.5, -8.0], [4.5, -8.0]].map(|[dx, dy]| pos2(x + dx, rect.top() + dy))
    } else {
        let y = rect.bottom() - rect.height() * place;
        [[-1.0, 0.0], [-8.0, -4.5], [-8.0, 4.5]].map(|[dx, dy]| pos2(rect.left() + dx, y + dy))
    };
    let color = style::color(scene.theme.colors().text);
    painter.add(Shape::convex_polygon(points.to_vec(), color, Stroke::NONE));
}

/// The number that the pixel under the pointer shows.
pub(super) fn shown_value(probe: &Probe) -> Option<f64> {
    let value = probe.cells()?.shown();
    (!value.is_nan()).then_some(value)
}
