//! The lines of a page's axes: grid, zero line, axis lines, marks, dividers; and plots' backgrounds.

use crate::axis::{Scale, Tick};
use crate::figure::{AxisAnchor, AxisId, AxisSide, FillTo, Layer, Mirror, Plot, Stroke, TickMarks};

use super::super::marks::{Mark, PxRect};
use super::axes::AxisWords;
use super::runs::{Run, base, opposite};
use super::sheet::{Sheet, SheetAxis};
use super::strokes::{Straight, crisp, px_rect};

/// Plots over the same axes, those laid over them included, with their lines.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct PlotGroup {
    /// The axes below all others, x and y.
    base: [usize; 2],
    pub(in crate::view) plots: Vec<usize>,
    minor_grid: Vec<Mark>,
    grid: Vec<Mark>,
    zero: Vec<Mark>,
    /// Axis lines and labels below the traces.
    below: Vec<Mark>,
    zero_above: Vec<Mark>,
    above: Vec<Mark>,
}

impl PlotGroup {
    /// Everything below the traces, then everything above them.
    pub(in crate::view) fn into_marks(self) -> (Vec<Mark>, Vec<Mark>) {
        let below = [self.minor_grid, self.grid, self.zero, self.below];
        (below.concat(), [self.zero_above, self.above].concat())
    }
}

/// The groups of a sheet's plots, in the order of their first.
pub(in crate::view) fn groups(sheet: &Sheet<'_>) -> Vec<PlotGroup> {
    let mut groups: Vec<PlotGroup> = Vec::new();
    for (index, plot) in sheet.input.figure.plots.iter().enumerate() {
        let base = [plot.x.0, plot.y.0].map(|axis| base(sheet.looks, axis));
        match groups.iter_mut().find(|group| group.base == base) {
            Some(group) => group.plots.push(index),
            None => groups.push(PlotGroup {
                base,
                plots: vec![index],
                ..PlotGroup::default()
            }),
        }
    }
    groups
}

/// A plot's area.
pub(in crate::view) fn plot_rect(sheet: &Sheet<'_>, plot: &Plot) -> PxRect {
    let (Some(x), Some(y)) = (sheet.runs.get(plot.x.0), sheet.runs.get(plot.y.0)) else {
        return PxRect::default();
    };
    let s = sheet.input.canvas.px_per_pt;
    let rect = px_rect([x.offset, y.offset, x.length, y.length], s);
    PxRect {
        w: rect.w.max(1),
        h: rect.h.max(1),
        ..rect
    }
}

/// What lies behind plots: for each group its rectangle, and whether it overlaps one before.
pub(in crate::view) fn backgrounds(sheet: &Sheet<'_>, groups: &[PlotGroup]) -> Vec<(PxRect, bool)> {
    let mut lower: Vec<[&Run; 2]> = Vec::new();
    let mut found = Vec::new();
    for group in groups {
        let runs = group.base.map(|axis| sheet.runs.get(axis));
        let [Some(x), Some(y)] = runs else {
            found.push((PxRect::default(), false));
            continue;
        };
        let meets = |a: [f64; 2], b: [f64; 2]| a[0] < b[1] && a[1] > b[0];
        let overlaps = lower
            .iter()
            .any(|[ox, oy]| meets(ox.domain, x.domain) && meets(oy.domain, y.domain));
        if !overlaps {
            lower.push([x, y]);
        }
        let pad = sheet.area.pad;
        let rect = [
            x.offset - pad,
            y.offset - pad,
            x.length + 2.0 * pad,
            y.length + 2.0 * pad,
        ];
        found.push((px_rect(rect, sheet.input.canvas.px_per_pt), overlaps));
    }
    found
}

/// Adds the lines and labels of all axes to their groups.
pub(in crate::view) fn add(sheet: &Sheet<'_>, words: &[AxisWords], groups: &mut [PlotGroup]) {
    for axis in sheet.axes().filter(|axis| axis.look.visible) {
        let mut crossed: Vec<usize> = Vec::new();
        for (index, plot) in sheet.input.figure.plots.iter().enumerate() {
            let Some(other) = crossing(axis, plot) else {
                continue;
            };
            let Some(group) = groups.iter_mut().find(|group| group.plots.contains(&index)) else {
                continue;
            };
            let other_base = base(sheet.looks, other);
            if !crossed.contains(&other_base) {
                crossed.push(other_base);
                add_grid(sheet, axis, other, group);
            }
            let mut marks = Vec::new();
            add_axis_lines(sheet, axis, (index, other), &mut marks);
            if sheet.main_plot(axis.index) == Some(index)
                && let Some(words) = words.get(axis.index)
            {
                add_main(sheet, axis, words, &mut marks);
            }
            if axis.look.below_traces {
                group.below.append(&mut marks);
            } else {
                group.above.append(&mut marks);
            }
        }
    }
}

/// The other axis of a plot that uses an axis.
fn crossing(axis: SheetAxis<'_>, plot: &Plot) -> Option<usize> {
    match AxisId(axis.index) {
        id if plot.x == id => Some(plot.y.0),
        id if plot.y == id => Some(plot.x.0),
        _ => None,
    }
}

fn add_grid(sheet: &Sheet<'_>, axis: SheetAxis<'_>, other: usize, group: &mut PlotGroup) {
    let Some(cross) = sheet.runs.get(other) else {
        return;
    };
    let s = sheet.input.canvas.px_per_pt;
    let zero = shows_zero(sheet, axis, other);
    let line = |value: f64| Straight {
        vertical: axis.run.horizontal,
        at: axis.run.along(value),
        from: cross.offset,
        to: cross.end(),
    };
    let step = axis
        .ticks
        .windows(2)
        .map(|pair| (pair[1].value - pair[0].value).abs())
        .fold(f64::INFINITY, f64::min);
    let at_zero = |tick: &Tick| zero && tick.value.abs() < step / 100.0;
    let lines = axis
        .ticks
        .iter()
        .filter(|tick| tick.marked && axis.run.clear_of_ends(tick.value));
    for tick in lines {
        let (stroke, marks) = if tick.minor {
            (&axis.look.minor_grid, &mut group.minor_grid)
        } else {
            (&axis.look.grid, &mut group.grid)
        };
        if let Some(stroke) = stroke.as_ref().filter(|_| tick.minor || !at_zero(tick)) {
            line(tick.value).draw(stroke, s, marks);
        }
    }
    if let Some(stroke) = axis.look.zero_line.as_ref().filter(|_| zero) {
        let marks = if axis.look.zero_line_above {
            &mut group.zero_above
        } else {
            &mut group.zero
        };
        line(0.0).draw(stroke, s, marks);
    }
}

/// True if an axis has a line at zero: not where it is even in something else, and not at the border
/// where the line of another axis runs.
fn shows_zero(sheet: &Sheet<'_>, axis: SheetAxis<'_>, other: usize) -> bool {
    let [from, to] = axis.run.range;
    let Some(stroke) = &axis.look.zero_line else {
        return false;
    };
    let crosses = (from <= 0.0 && to >= 0.0) || (from >= 0.0 && to <= 0.0);
    if !crosses || axis.axis.scale != Scale::Linear {
        return false;
    }
    if axis.run.clear_of_ends(0.0) || filled_to_zero(sheet, axis) {
        return true;
    }
    let at_start = (from.abs() < to.abs()) == axis.run.horizontal;
    let place = axis.run.offset + if at_start { 0.0 } else { axis.run.length };
    let other_base = base(sheet.looks, other);
    !sheet.axes().any(|counter| {
        let Some(line) = &counter.look.line else {
            return false;
        };
        let same = base(sheet.looks, counter.index) == other_base;
        let tolerance = ((line.width + stroke.width) / 2.0).max(1.0);
        same && own_lines(sheet, counter)
            .into_iter()
            .any(|at| (at - place).abs() < tolerance)
    })
}

fn filled_to_zero(sheet: &Sheet<'_>, axis: SheetAxis<'_>) -> bool {
    let main = sheet.main_plot(axis.index);
    let plot = main.and_then(|index| sheet.input.figure.plots.get(index));
    plot.is_some_and(|plot| {
        plot.layers.iter().any(|layer| match layer {
            Layer::Scatter(scatter) => scatter.fill.as_ref().is_some_and(|fill| match fill.to {
                FillTo::ZeroY | FillTo::NextY => !axis.run.horizontal,
                FillTo::ZeroX | FillTo::NextX => axis.run.horizontal,
                FillTo::Itself => false,
            }),
            Layer::Heatmap(_) => false,
        })
    })
}

/// Where an axis's own line and its repetition stand.
fn own_lines(sheet: &Sheet<'_>, axis: SheetAxis<'_>) -> Vec<f64> {
    let mut lines = vec![sheet.main_line(axis)];
    let anchor = sheet.anchor(axis.index);
    if axis.look.mirror != Mirror::None && anchor.is_some() {
        lines.push(sheet.line_at(axis, anchor, opposite(axis.axis.side)));
    }
    lines
}

/// The line of an axis at one of its plots.
fn add_axis_lines(
    sheet: &Sheet<'_>,
    axis: SheetAxis<'_>,
    (plot, other): (usize, usize),
    marks: &mut Vec<Mark>,
) {
    let (Some(stroke), Some(cross)) = (&axis.look.line, sheet.runs.get(other)) else {
        return;
    };
    let main = sheet.main_plot(axis.index) == Some(plot);
    let everywhere = matches!(axis.look.mirror, Mirror::All | Mirror::AllTicks);
    let anchored = sheet.anchor(axis.index).is_some();
    let mut places = if main {
        own_lines(sheet, axis)
    } else {
        Vec::new()
    };
    let extended = !places.is_empty() && anchored || everywhere;
    if everywhere && !(main && anchored) {
        places.push(sheet.line_at(axis, Some(cross), axis.axis.side));
        places.push(sheet.line_at(axis, Some(cross), opposite(axis.axis.side)));
    }
    let [mut from, mut to] = [axis.run.offset, axis.run.end()];
    if extended {
        let sides = if axis.run.horizontal {
            [AxisSide::Left, AxisSide::Right]
        } else {
            [AxisSide::Top, AxisSide::Bottom]
        };
        let [before, after] = sides.map(|side| corner(sheet, axis, other, side));
        from -= before;
        to += after;
    }
    for at in places {
        let line = Straight {
            vertical: !axis.run.horizontal,
            at,
            from,
            to,
        };
        line.draw(stroke, sheet.input.canvas.px_per_pt, marks);
    }
}

/// How much longer a line gets at an end where it meets another: x lines fill the corner.
fn corner(sheet: &Sheet<'_>, axis: SheetAxis<'_>, other: usize, side: AxisSide) -> f64 {
    let other_base = base(sheet.looks, other);
    let meets = |counter: &SheetAxis<'_>| {
        base(sheet.looks, counter.index) == other_base && has_line_at(sheet, axis, *counter, side)
    };
    let first = sheet.axis(other).filter(meets);
    match first.or_else(|| sheet.axes().find(meets)) {
        Some(counter) if axis.run.horizontal => sheet.area.pad + counter.line_width(),
        Some(_) => sheet.area.pad,
        None => 0.0,
    }
}

/// True if another axis has a line at this end of an axis.
fn has_line_at(
    sheet: &Sheet<'_>,
    axis: SheetAxis<'_>,
    counter: SheetAxis<'_>,
    side: AxisSide,
) -> bool {
    if counter.look.line.is_none() || !counter.look.visible {
        return false;
    }
    if matches!(counter.look.mirror, Mirror::All | Mirror::AllTicks) {
        return true;
    }
    let AxisAnchor::Axis(AxisId(anchor)) = counter.look.anchor else {
        return false;
    };
    let Some(anchor) = sheet.runs.get(anchor) else {
        return false;
    };
    let end = usize::from(matches!(side, AxisSide::Right | AxisSide::Top));
    let (own, theirs) = (axis.run.domain, anchor.domain);
    if counter.axis.side == side {
        theirs[end] == own[end]
    } else {
        counter.look.mirror != Mirror::None && theirs[1 - end] == own[1 - end]
    }
}

/// Marks, dividers and labels of an axis at its main plot.
fn add_main(sheet: &Sheet<'_>, axis: SheetAxis<'_>, words: &AxisWords, marks: &mut Vec<Mark>) {
    let s = sheet.input.canvas.px_per_pt;
    let line = sheet.main_line(axis);
    add_dividers(sheet, axis, words, marks);
    add_ticks(axis, (line, axis.outward()), s, marks);
    let mirrored = matches!(
        axis.look.mirror,
        Mirror::Ticks | Mirror::All | Mirror::AllTicks
    );
    if mirrored && let Some(anchor) = sheet.anchor(axis.index) {
        let at = sheet.line_at(axis, Some(anchor), opposite(axis.axis.side));
        add_ticks(axis, (at, -axis.outward()), s, marks);
    }
    if axis.look.mirror == Mirror::AllTicks {
        for (index, plot) in sheet.input.figure.plots.iter().enumerate() {
            let further =
                crossing(axis, plot).filter(|_| sheet.main_plot(axis.index) != Some(index));
            let cross = further.and_then(|other| sheet.runs.get(other));
            let Some(cross) = cross else {
                continue;
            };
            for side in [axis.axis.side, opposite(axis.axis.side)] {
                let outward = if side == axis.axis.side { 1.0 } else { -1.0 };
                let at = sheet.line_at(axis, Some(cross), side);
                add_ticks(axis, (at, outward * axis.outward()), s, marks);
            }
        }
    }
    for label in words.labels.words.iter().chain(&words.groups.words) {
        label.marks(s, marks);
    }
}

/// Tick marks along a line; `outward` is 1 where outside is to the right or below.
fn add_ticks(axis: SheetAxis<'_>, (line, outward): (f64, f64), s: f64, marks: &mut Vec<Mark>) {
    let half = axis.line_width() / 2.0;
    for tick in axis.ticks.iter().filter(|tick| tick.marked) {
        let style: Option<&TickMarks> = if tick.minor {
            axis.look.minor_marks.as_ref()
        } else {
            axis.look.marks.as_ref()
        };
        let Some(style) = style else {
            continue;
        };
        let clipped = style.inside && !axis.axis.ticks.in_periods;
        if clipped && !axis.run.clear_of_ends(tick.value) {
            continue;
        }
        let sign = if style.inside { -outward } else { outward };
        let from = line + half * sign;
        let mark = Straight {
            vertical: axis.run.horizontal,
            at: axis.run.along(tick.value),
            from,
            to: from + style.length * sign,
        };
        let stroke = Stroke {
            width: crisp(style.stroke.width),
            ..style.stroke.clone()
        };
        mark.draw(&stroke, s, marks);
    }
}

/// Lines between the groups of a multicategory axis.
fn add_dividers(sheet: &Sheet<'_>, axis: SheetAxis<'_>, words: &AxisWords, marks: &mut Vec<Mark>) {
    let Some(stroke) = axis
        .look
        .dividers
        .as_ref()
        .filter(|_| !axis.axis.ticks.groups.is_empty())
    else {
        return;
    };
    let groups = crate::axis::group_labels(axis.ticks, &axis.axis.ticks);
    let line = sheet.main_line(axis) + axis.line_width() / 2.0 * axis.outward();
    #[expect(clippy::cast_precision_loss, reason = "indices of names")]
    let mut places: Vec<f64> = groups
        .iter()
        .map(|group| group.first as f64 - 0.5)
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "indices of names")]
    places.extend(groups.last().map(|group| group.last as f64 + 0.5));
    for place in places {
        let divider = Straight {
            vertical: axis.run.horizontal,
            at: axis.run.along(place),
            from: line,
            to: line + words.divider_length * axis.outward(),
        };
        divider.draw(stroke, sheet.input.canvas.px_per_pt, marks);
    }
}
