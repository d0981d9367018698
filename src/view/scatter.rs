//! Points, lines, marks and words of scatter layers.

use crate::axis::Scale;
use crate::color::Rgba;
use crate::figure::{Fill, FillTo, Scatter, ScatterLine};

use super::curve::{shaped, thinned};
use super::dash::dashed;
use super::frame::{AxisFrame, ScatterFrame};
use super::layout::LayoutInput;
use super::marks::{FillRule, Item, Mark, PxRect};
use super::points;

/// Where a scatter layer is drawn.
pub(super) struct ScatterPlace<'a> {
    /// The plot's area: nothing is painted outside.
    pub(super) clip: PxRect,
    /// The plot's x axis.
    pub(super) x: &'a AxisFrame,
    /// The plot's y axis.
    pub(super) y: &'a AxisFrame,
    /// The scatter layer before this one in the same plot.
    pub(super) before: Option<&'a ScatterFrame>,
    /// The scatter layer after this one: an area between both lies below this one's line.
    pub(super) after: Option<&'a ScatterFrame>,
}

/// Draws one scatter layer, whose points are in px: its area, line, marks and words.
pub(super) fn scatter(
    input: &LayoutInput<'_>,
    place: &ScatterPlace<'_>,
    layer: &ScatterFrame,
    items: &mut Vec<Item>,
) {
    let mut add = |mark| {
        items.push(Item {
            clip: place.clip,
            mark,
        });
    };
    let lines = Runs::of(layer, place);
    if let Some(fill) = &layer.scatter.fill
        && (place.before.is_none() || !is_linked(fill))
    {
        add(area(fill, own_area(fill, &lines, place), &layer.scatter));
    }
    if let Some(after) = place.after
        && let Some(fill) = after.scatter.fill.as_ref().filter(|fill| is_linked(fill))
        && !lines.0.is_empty()
    {
        let rings = vec![between(&Runs::of(after, place), &lines)];
        add(area(fill, rings, &after.scatter));
    }
    if let Some(line) = &layer.scatter.line {
        add(stroked(
            input,
            place.clip,
            line,
            &lines,
            layer.scatter.opacity,
        ));
    }
    points::markers(input, place.clip, layer, items);
    points::labels(input, place.clip, layer, items);
}

/// True if an area reaches to the layer before.
fn is_linked(fill: &Fill) -> bool {
    matches!(fill.to, FillTo::NextX | FillTo::NextY)
}

/// A colour with so much less of it.
pub(super) fn faded(color: Rgba, opacity: f64) -> Rgba {
    color.with_opacity(opacity)
}

/// The line's runs between gaps, in px, as they are drawn.
struct Runs(Vec<Vec<[f64; 2]>>);

impl Runs {
    /// Empty where the layer has neither line nor area.
    fn of(layer: &ScatterFrame, place: &ScatterPlace<'_>) -> Self {
        let scatter = &layer.scatter;
        if scatter.line.is_none() && scatter.fill.is_none() {
            return Self(Vec::new());
        }
        let line = scatter.line.as_ref();
        let connect = line.is_some_and(|line| line.connect_gaps);
        let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
        let mut open = false;
        for (index, point) in layer.points.iter().enumerate() {
            let Some(at) = joined(*point, index, scatter, place) else {
                open &= connect;
                continue;
            };
            match runs.last_mut().filter(|_| open) {
                Some(run) => run.push(at),
                None => runs.push(vec![at]),
            }
            open = true;
        }
        let (shape, smoothing) =
            line.map_or_else(Default::default, |line| (line.shape, line.smoothing));
        let drawn = |run: Vec<[f64; 2]>| thinned(&shaped(&run, shape, smoothing));
        Self(runs.into_iter().map(drawn).collect())
    }

    /// Everything in one line, straight across gaps.
    fn joined(&self) -> Vec<[f64; 2]> {
        self.0.iter().flatten().copied().collect()
    }
}

/// Where a line goes for a point: numbers that a log axis has no place for lie far off on it.
fn joined(
    point: [f64; 2],
    index: usize,
    scatter: &Scatter,
    place: &ScatterPlace<'_>,
) -> Option<[f64; 2]> {
    let on_axis = |px: f64, data: Option<&f64>, axis: &AxisFrame| {
        if px.is_finite() {
            return Some(px);
        }
        let below = axis.scale == Scale::Log && data.is_some_and(|data| *data <= 0.0);
        below.then(|| far_below(axis))
    };
    Some([
        on_axis(point[0], scatter.x.get(index), place.x)?,
        on_axis(point[1], scatter.y.get(index), place.y)?,
    ])
}

/// Far beyond the end of an axis where its values are small, px.
fn far_below(axis: &AxisFrame) -> f64 {
    let [start, end] = axis.pixels.map(f64::from);
    let away = 1000.0 * (end - start).max(1.0);
    let falls = axis.data_from_px(start) > axis.data_from_px(end);
    if falls { end + away } else { start - away }
}

/// The place of zero along an axis, px.
fn zero(axis: &AxisFrame) -> f64 {
    let px = axis.px_from_data(0.0);
    if px.is_finite() { px } else { far_below(axis) }
}

/// The area between a layer's line and an axis's zero, or within the line.
fn own_area(fill: &Fill, lines: &Runs, place: &ScatterPlace<'_>) -> Vec<Vec<[f64; 2]>> {
    let mut line = lines.joined();
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else {
        return Vec::new();
    };
    match fill.to {
        FillTo::ZeroY | FillTo::NextY => {
            let zero = zero(place.y);
            line.extend([[last[0], zero], [first[0], zero]]);
            vec![line]
        }
        FillTo::ZeroX | FillTo::NextX => {
            let zero = zero(place.x);
            line.extend([[zero, last[1]], [zero, first[1]]]);
            vec![line]
        }
        FillTo::Itself => lines.0.clone(),
    }
}

/// The area between two lines.
fn between(line: &Runs, before: &Runs) -> Vec<[f64; 2]> {
    let mut ring = line.joined();
    ring.extend(before.joined().into_iter().rev());
    ring
}

fn area(fill: &Fill, rings: Vec<Vec<[f64; 2]>>, scatter: &Scatter) -> Mark {
    Mark::Area {
        rings,
        rule: FillRule::NonZero,
        color: faded(fill.color, scatter.opacity),
    }
}

fn stroked(
    input: &LayoutInput<'_>,
    clip: PxRect,
    line: &ScatterLine,
    lines: &Runs,
    opacity: f64,
) -> Mark {
    let width = input.px(line.stroke.width);
    let dash: Vec<f64> = line.stroke.dash.iter().map(|pt| input.px(*pt)).collect();
    let strokes = lines
        .0
        .iter()
        .flat_map(|run| dashed(run, &dash, clip, width));
    Mark::Path {
        runs: strokes.collect(),
        closed: false,
        width,
        color: faded(line.stroke.color, opacity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_fade() {
        let red = Rgba([255, 0, 0, 200]);
        assert_eq!(faded(red, 1.0), red);
        assert_eq!(faded(red, 0.5), Rgba([255, 0, 0, 100]));
        assert_eq!(faded(red, -3.0), Rgba([255, 0, 0, 0]));
        assert_eq!(faded(red, 7.0), red);
        assert_eq!(faded(red, f64::NAN), red);
    }
}
