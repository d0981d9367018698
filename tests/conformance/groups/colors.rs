//! Colour ranges, cells' colours, and the pixels of whole images.

use serde_json::Value;

use super::cells::value;
use super::{Group, Outcome, Outcomes, rects_differ};
use crate::drawn::Drawn;
use crate::numbers::{near, number, numbers};
use crate::observed::{Observed, list};
use crate::pictures::{Pixels, difference, hex};

/// Colours may differ by one level, rounding being free.
const NEAR_COLOR: u8 = 1;
/// Cells of larger grids are sampled.
const MOST_CELLS: usize = 60;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let traces = observed.heatmaps();
    let here = drawn.layers("heatmap");
    let mut outcomes = Outcomes::new();
    if traces.len() != here.len() {
        return outcomes;
    }
    let inputs: Value = serde_json::from_str(&observed.figure).unwrap_or(Value::Null);
    for (index, (trace, (plot, layer))) in traces.iter().zip(&here).enumerate() {
        let axis = &observed.drawn["coloraxis"];
        let (low, high) = match trace["zmin"].as_f64() {
            Some(low) => (low, number(&trace["zmax"])),
            None => (number(&axis["cmin"]), number(&axis["cmax"])),
        };
        if low.is_nan() {
            continue;
        }
        let found = [number(&layer["min"]), number(&layer["max"])];
        let size = high.abs().max(low.abs());
        let agree = near(low, found[0], 1e-9, size) && near(high, found[1], 1e-9, size);
        let how = (!agree).then(|| format!("range {low}..{high}, here {found:?}"));
        outcomes.push((Group::Colors, Outcome::of(how)));
        let scale = [&trace["colorscale"], &axis["colorscale"]];
        let scale = scale.into_iter().find(|scale| scale.is_array());
        if let (Some(pixels), Some(scale), 1) = (&drawn.pixels, scale, traces.len()) {
            let cells = Cells {
                trace,
                plot,
                stops: stops(scale, &inputs["data"][index]),
                range: [low, high],
                input: &inputs["data"][index],
                ground: color(&inputs["layout"]["plot_bgcolor"]),
            };
            outcomes.extend(cells.compare(pixels));
        }
    }
    outcomes.extend(images(observed, drawn));
    outcomes.extend(beside_plotlys(observed, drawn));
    outcomes
}

/// Places in a cell; a line or a word may cover some of them.
const SHARES: [[f64; 2]; 5] = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]];

/// Cells of both pictures.
fn beside_plotlys(observed: &Observed, drawn: &Drawn) -> Option<(Group, Outcome)> {
    let plotlys = Pixels::read(observed.picture.as_deref()?)?;
    let here = drawn.pixels.as_ref()?;
    let (trace, (plot, layer)) = (
        *observed.heatmaps().first()?,
        *drawn.layers("heatmap").first()?,
    );
    let edges = ["xedges", "yedges"].map(|key| numbers(&trace[key]));
    let own = ["x_edges", "y_edges"].map(|key| numbers(&layer[key]));
    let [columns, rows] = [0, 1].map(|axis: usize| edges[axis].len().saturating_sub(1));
    if own[0].len() != edges[0].len() || own[1].len() != edges[1].len() {
        return None;
    }
    let step = (columns * rows / 400).max(1);
    let wrong = (0..columns * rows).step_by(step).find_map(|cell| {
        let index = [cell % columns, cell / columns];
        if value(&trace["z"], index[1], index[0]).is_nan() {
            return None;
        }
        let height = |axis: usize| {
            let ends = [0, 1].map(|end| edges[axis][index[axis] + end]);
            let ends = ends.map(|edge| observed_px(observed, axis, edge));
            (ends[0] - ends[1]).abs()
        };
        // Thinner cells are stretched by the browser, or not drawn.
        if height(0) < 2.0 || height(1) < 2.0 {
            return None;
        }
        let places = SHARES.map(|shares| {
            let at = |axis: usize, edges: &[f64]| {
                let (low, high) = (edges[index[axis]], edges[index[axis] + 1]);
                low + (high - low) * shares[axis]
            };
            let there = [0, 1].map(|axis| observed_px(observed, axis, at(axis, &edges[axis])));
            let here_at = [
                px(plot, "x", at(0, &edges[0])),
                px(plot, "y", at(1, &edges[1])),
            ];
            Some((plotlys.at(there)?, here.at(here_at)?))
        });
        let differ = |place: &Option<([u8; 3], [u8; 3])>| {
            place.is_none_or(|(a, b)| difference(a, b) > NEAR_COLOR)
        };
        let wrong = places.iter().filter(|place| differ(place)).count();
        (wrong > places.len() / 2).then(|| format!("cell {index:?}: {places:?}"))
    });
    Some((Group::Colors, Outcome::of(wrong)))
}

/// Where Plotly drew a value of its first x (0) or y (1) axis, px of the page.
fn observed_px(observed: &Observed, axis: usize, value: f64) -> f64 {
    let drawn = &observed.drawn["axes"][["xaxis", "yaxis"][axis]];
    let end = |end: usize| match drawn["range"][end].as_str() {
        Some(date) => cellsius::axis::parse_date(date).map_or(f64::NAN, |date| date.ms),
        None => number(&drawn["range"][end]),
    };
    let share = (value - end(0)) / (end(1) - end(0));
    let [offset, length] = ["offset", "length"].map(|key| number(&drawn[key]));
    if axis == 0 {
        offset + share * length
    } else {
        offset + length - share * length
    }
}

/// The pixels of images that were recorded, and where images lie.
fn images(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let mut outcomes = Outcomes::new();
    let Some(pixels) = &drawn.pixels else {
        return outcomes;
    };
    let plot = numbers(&drawn.described["plots"][0]["rect"]);
    let [left, top, ..] = plot.as_slice() else {
        return outcomes;
    };
    for image in list(&observed.drawn["images"]) {
        let [x, y, w, h] = ["x", "y", "w", "h"].map(|key| number(&image[key]));
        let columns = number(&image["pxw"]);
        // Images that the browser stretches: one pixel a cell, never smoothed here.
        let stretched = columns != w;
        if stretched && image["pixelated"] == Value::Bool(false) {
            continue;
        }
        let rows = number(&image["pxh"]);
        for (row, line) in list(&image["rows"]).enumerate() {
            // Off the middle of stretched cells, where lines of the grid shine through.
            let share = if stretched { 0.37 } else { 0.5 };
            let at = |column: usize| {
                let place =
                    |index: usize, count: f64, size: f64| (index as f64 + share) / count * size;
                [
                    left + x + place(column, columns, w),
                    top + y + place(row, rows, h),
                ]
            };
            let wrong = list(line).enumerate().find_map(|(column, color)| {
                let color = color.as_str()?;
                let plotlys = hex(color)?;
                let here = pixels.at(at(column))?;
                // What shines through a gap is not part of the image.
                if color.ends_with("00") && color.len() == 9 {
                    return is_cell(here, image)
                        .then(|| format!("pixel {column}, {row}: a gap, here {here:?}"));
                }
                (difference(plotlys, here) > NEAR_COLOR)
                    .then(|| format!("pixel {column}, {row}: plotly {plotlys:?}, here {here:?}"))
            });
            outcomes.push((Group::Drawing, Outcome::of(wrong)));
        }
    }
    if let [image] = list(&observed.drawn["images"]).collect::<Vec<_>>()[..]
        && let Some((plot, layer)) = drawn.layers("heatmap").first()
    {
        outcomes.extend(place(image, plot, layer, observed.corner()));
    }
    outcomes
}

/// True if this is the colour of a cell of the image and nothing that lies below.
fn is_cell(color: [u8; 3], image: &Value) -> bool {
    let ground = [[255; 3], [238; 3], [68; 3]];
    let of_cells = list(&image["rows"])
        .flat_map(list)
        .filter_map(|color| color.as_str().filter(|color| color.ends_with("ff")))
        .filter_map(hex);
    !ground.contains(&color) && of_cells.into_iter().any(|cell| cell == color)
}

/// Where the only image lies, computed from edges and ranges.
fn place(image: &Value, plot: &Value, layer: &Value, corner: [f64; 2]) -> Option<(Group, Outcome)> {
    let [x, y, w, h] = ["x", "y", "w", "h"].map(|key| number(&image[key]));
    let ends = |key: &str, axis: &str| {
        let edges = numbers(&layer[key]);
        let ends = [*edges.first()?, *edges.last()?].map(|edge| px(plot, axis, edge));
        let [a, b] = ends;
        (a.is_finite() && b.is_finite()).then_some([a.min(b), a.max(b)])
    };
    let ([left, right], [top, bottom]) = (ends("x_edges", "x")?, ends("y_edges", "y")?);
    let rect = numbers(&plot["rect"]);
    let rect: [f64; 4] = rect.try_into().ok()?;
    // Plotly cuts images half a screen outside the plot.
    let inside = left >= rect[0] - 4.0
        && right <= rect[0] + rect[2] + 4.0
        && top >= rect[1] - 4.0
        && bottom <= rect[1] + rect[3] + 4.0;
    if !inside {
        return None;
    }
    let plotlys = [corner[0] + x, corner[1] + y, w, h];
    let here = [left, top, right - left, bottom - top];
    Some((Group::Drawing, Outcome::of(rects_differ(plotlys, here))))
}

/// Where a value lies along an axis of a plot, px of the page.
fn px(plot: &Value, axis: &str, value: f64) -> f64 {
    let described = &plot[axis];
    let on_scale = |value: f64| match described["scale"].as_str() {
        Some("log") => value.log10(),
        _ => value,
    };
    let [from, to] = [0, 1].map(|end| on_scale(number(&described["range"][end])));
    let share = (on_scale(value) - from) / (to - from);
    let rect = numbers(&plot["rect"]);
    let [left, top, width, height] = rect[..] else {
        return f64::NAN;
    };
    if axis == "x" {
        left + share * width
    } else {
        top + height - share * height
    }
}

/// Cells whose colours are known.
struct Cells<'a> {
    trace: &'a Value,
    plot: &'a Value,
    stops: Vec<(f64, [f64; 4])>,
    range: [f64; 2],
    input: &'a Value,
    ground: Option<[f64; 4]>,
}

impl Cells<'_> {
    fn compare(&self, pixels: &Pixels) -> Option<(Group, Outcome)> {
        let plain = ["zsmooth", "texttemplate"]
            .iter()
            .all(|key| self.input[key].is_null() || self.input[key] == Value::Bool(false));
        let (x, y) = (
            numbers(&self.trace["xedges"]),
            numbers(&self.trace["yedges"]),
        );
        let broken = self.plot["x"]["scale"].is_null();
        if !plain || broken || self.trace["z"].is_null() {
            return None;
        }
        let (columns, rows) = (x.len().saturating_sub(1), y.len().saturating_sub(1));
        let step = (columns * rows / MOST_CELLS).max(1);
        let wrong = (0..columns * rows).step_by(step).find_map(|cell| {
            let (row, column) = (cell / columns, cell % columns);
            let plotlys = self.color(value(&self.trace["z"], row, column))?;
            let ends = |edges: &[f64], axis: &str, index: usize| {
                let ends = [edges[index], edges[index + 1]].map(|edge| px(self.plot, axis, edge));
                ((ends[0] - ends[1]).abs() >= 4.0).then_some(ends)
            };
            let (across, along) = (ends(&x, "x", column)?, ends(&y, "y", row)?);
            let seen: Vec<[u8; 3]> = SHARES
                .iter()
                .map(|[x, y]| {
                    let between =
                        |ends: [f64; 2], share: f64| ends[0] + (ends[1] - ends[0]) * share;
                    [between(across, *x), between(along, *y)]
                })
                .filter(|at| self.is_inside(*at))
                .filter_map(|at| pixels.at(at))
                .collect();
            // A line may cover much of a cell, but a cell of another colour agrees nowhere.
            let agrees = |here: &&[u8; 3]| difference(plotlys, **here) <= NEAR_COLOR;
            (seen.iter().filter(agrees).count() < seen.len().min(2))
                .then(|| format!("cell {row}, {column}: plotly {plotlys:?}, here {seen:?}"))
        });
        Some((Group::Colors, Outcome::of(wrong)))
    }

    /// True for places in the plot.
    fn is_inside(&self, at: [f64; 2]) -> bool {
        let rect = numbers(&self.plot["rect"]);
        let [left, top, width, height] = rect[..] else {
            return false;
        };
        at[0] > left && at[0] < left + width && at[1] > top && at[1] < top + height
    }

    /// Piecewise linear between stops, channel by channel, laid over the plot's ground.
    fn color(&self, value: f64) -> Option<[u8; 3]> {
        if value.is_nan() {
            return None;
        }
        let [low, high] = self.range;
        let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
        let after = self.stops.partition_point(|(at, _)| *at <= t);
        let (from, to) = match (after.checked_sub(1), self.stops.get(after)) {
            (Some(before), Some(next)) => (&self.stops[before], next),
            (Some(last), None) => (&self.stops[last], &self.stops[last]),
            (None, Some(first)) => (first, first),
            (None, None) => return None,
        };
        let share = if to.0 > from.0 {
            (t - from.0) / (to.0 - from.0)
        } else {
            0.0
        };
        let channel = |i: usize| (from.1[i] + (to.1[i] - from.1[i]) * share).round();
        let opacity = self.input["opacity"].as_f64().unwrap_or(1.0);
        let alpha = (from.1[3] + (to.1[3] - from.1[3]) * share) / 255.0 * opacity;
        let ground = self.ground.unwrap_or([255.0; 4]);
        #[expect(
            clippy::cast_sign_loss,
            clippy::cast_possible_truncation,
            reason = "a byte"
        )]
        let mixed = |i: usize| (channel(i) * alpha + ground[i] * (1.0 - alpha)).round() as u8;
        Some([mixed(0), mixed(1), mixed(2)])
    }
}

/// The stops of a scale, turned round where its trace says so.
fn stops(scale: &Value, trace: &Value) -> Vec<(f64, [f64; 4])> {
    let stop = |stop: &Value| Some((stop[0].as_f64()?, color(&stop[1])?));
    let mut stops: Vec<(f64, [f64; 4])> = list(scale).filter_map(stop).collect();
    if trace["reversescale"] == Value::Bool(true) {
        stops.reverse();
        stops.iter_mut().for_each(|(at, _)| *at = 1.0 - *at);
    }
    stops
}

/// `#rrggbb`, `rgb(r,g,b)` or `rgba(r,g,b,a)`: channels of 0 to 255.
fn color(text: &Value) -> Option<[f64; 4]> {
    let text = text.as_str()?.trim();
    if let Some([red, green, blue]) = hex(text) {
        return Some([f64::from(red), f64::from(green), f64::from(blue), 255.0]);
    }
    let inner = text.split_once('(')?.1.strip_suffix(')')?;
    let parts: Vec<f64> = inner
        .split(',')
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    match parts[..] {
        [red, green, blue] => Some([red, green, blue, 255.0]),
        [red, green, blue, alpha] => Some([red, green, blue, alpha * 255.0]),
        _ => None,
    }
}
