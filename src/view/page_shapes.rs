//! Lines, rectangles, circles and paths on a page.

use std::f64::consts::PI;

use crate::color::Rgba;
use crate::figure::{AxisId, Place1d, Shape, ShapeKind, ShapeLayer, Stroke};

use super::dash::dashed;
use super::decor::{PageSpace, corners};
use super::marks::{FillRule, Item, Mark, PxRect};
use super::rich::plain_lines;
use super::scatter::faded;
use super::words::{LINE, Words, line_reach};

/// Draws the shapes of one layer.
///
/// `plots` holds the axes of the plots that are painted now, x and y; `None`: shapes that lie below
/// all plots or above all.
pub(super) fn shapes(
    space: &PageSpace<'_>,
    layer: ShapeLayer,
    plots: Option<&[[AxisId; 2]]>,
    items: &mut Vec<Item>,
) {
    let Some(page) = &space.input.figure.page else {
        return;
    };
    for shape in &page.shapes {
        let axes = Axes::of(shape);
        let own = own_layer(space, shape, &axes);
        let here = plots.is_none_or(|plots| plots.iter().any(|plot| axes.are(*plot)));
        if own == layer && here {
            draw(space, shape, &axes, items);
        }
    }
}

/// What a shape's places refer to.
#[derive(Default)]
struct Axes {
    data: Vec<AxisId>,
    domain: Vec<AxisId>,
    paper: bool,
}

impl Axes {
    fn of(shape: &Shape) -> Self {
        let mut axes = Self::default();
        for place in places(&shape.kind).into_iter().flatten() {
            match place {
                Place1d::Data(id, _) if !axes.data.contains(&id) => axes.data.push(id),
                Place1d::Domain(id, _) if !axes.domain.contains(&id) => axes.domain.push(id),
                Place1d::Paper(_) => axes.paper = true,
                _ => {}
            }
        }
        axes
    }

    fn are(&self, plot: [AxisId; 2]) -> bool {
        let mut all = self.data.iter().chain(&self.domain);
        all.all(|id| plot.contains(id))
    }
}

fn places(kind: &ShapeKind) -> Vec<[Place1d; 2]> {
    match kind {
        ShapeKind::Line(ends) | ShapeKind::Rect(ends) | ShapeKind::Circle(ends) => ends.to_vec(),
        ShapeKind::Path { runs, .. } => runs.iter().flatten().copied().collect(),
    }
}

/// What refers to the paper, or to axes that share no plot, cannot lie between one's lines.
fn own_layer(space: &PageSpace<'_>, shape: &Shape, axes: &Axes) -> ShapeLayer {
    let mut plots = space.input.figure.plots.iter();
    let in_plot = !axes.paper && plots.any(|plot| axes.are([plot.x, plot.y]));
    match shape.layer {
        ShapeLayer::Between if !in_plot => ShapeLayer::Below,
        layer => layer,
    }
}

fn draw(space: &PageSpace<'_>, shape: &Shape, axes: &Axes, items: &mut Vec<Item>) {
    let Some(outline) = Outline::of(space, &shape.kind) else {
        return;
    };
    let clip = space.within(axes.data.iter().copied());
    let mut add = |mark| items.push(Item { clip, mark });
    let width = space.input.px(shape.stroke.width);
    let stroke = faded(shape.stroke.color, shape.opacity);
    let fill = faded(shape.fill, shape.opacity);
    if fill.0[3] > 0 && outline.is_area {
        // A translucent shape's line does not show its inside.
        let covered = width > 0.0 && shape.stroke.color.0[3] == 255 && stroke.0[3] < 255;
        add(Mark::Area {
            rings: outline.inside(if covered { width / 2.0 } else { 0.0 }),
            rule: FillRule::EvenOdd,
            color: fill,
        });
    }
    if width > 0.0 && stroke.0[3] > 0 {
        add(outline.stroked(space, &shape.stroke, stroke, clip));
    }
    if let Some(words) = label(space, shape, &outline) {
        let mut marks = Vec::new();
        words.marks(space.input.canvas.px_per_pt, &mut marks);
        items.extend(marks.into_iter().map(|mark| Item { clip, mark }));
    }
}

/// A shape's border, px.
struct Outline {
    runs: Vec<Vec<[f64; 2]>>,
    closed: bool,
    is_area: bool,
    /// Of rectangles and circles: the two corners around them.
    around: Option<[[f64; 2]; 2]>,
    is_circle: bool,
}

impl Outline {
    fn of(space: &PageSpace<'_>, kind: &ShapeKind) -> Option<Self> {
        let point = |place: &[Place1d; 2]| Some([space.px(place[0], 0)?, space.px(place[1], 1)?]);
        let ends = |ends: &[[Place1d; 2]; 2]| Some([point(&ends[0])?, point(&ends[1])?]);
        let boxed = |[from, to]: [[f64; 2]; 2], is_circle| {
            let mut outline = Self {
                runs: Vec::new(),
                closed: true,
                is_area: true,
                around: Some([from, to]),
                is_circle,
            };
            outline.runs = outline.inside(0.0);
            outline
        };
        Some(match kind {
            ShapeKind::Line(line) => Self {
                runs: vec![ends(line)?.to_vec()],
                closed: false,
                is_area: false,
                around: None,
                is_circle: false,
            },
            ShapeKind::Rect(around) => boxed(ends(around)?, false),
            ShapeKind::Circle(around) => boxed(ends(around)?, true),
            ShapeKind::Path { runs, closed } => Self {
                runs: runs
                    .iter()
                    .map(|run| run.iter().filter_map(point).collect())
                    .collect(),
                closed: *closed,
                is_area: true,
                around: None,
                is_circle: false,
            },
        })
    }

    /// The inside, so far from the border.
    fn inside(&self, away: f64) -> Vec<Vec<[f64; 2]>> {
        let Some([from, to]) = self.around else {
            return self.runs.clone();
        };
        let low = [from[0].min(to[0]) + away, from[1].min(to[1]) + away];
        let high = [from[0].max(to[0]) - away, from[1].max(to[1]) - away];
        let size = [(high[0] - low[0]).max(0.0), (high[1] - low[1]).max(0.0)];
        if !self.is_circle {
            return vec![corners([low[0], low[1], size[0], size[1]])];
        }
        let (rx, ry) = (size[0] / 2.0, size[1] / 2.0);
        let step = |index: u32| f64::from(index) * 2.0 * PI / f64::from(ELLIPSE_STEPS);
        let point = |index| {
            let angle = step(index);
            [
                low[0] + rx + rx * libm::cos(angle),
                low[1] + ry + ry * libm::sin(angle),
            ]
        };
        vec![(0..ELLIPSE_STEPS).map(point).collect()]
    }

    fn stroked(&self, space: &PageSpace<'_>, stroke: &Stroke, color: Rgba, clip: PxRect) -> Mark {
        let width = space.input.px(stroke.width);
        if stroke.dash.is_empty() {
            return Mark::Path {
                runs: self.runs.clone(),
                closed: self.closed,
                width,
                color,
            };
        }
        let dash: Vec<f64> = stroke.dash.iter().map(|pt| space.input.px(*pt)).collect();
        let mut strokes = Vec::new();
        for run in &self.runs {
            let mut line = run.clone();
            line.extend(run.first().filter(|_| self.closed));
            strokes.extend(dashed(&line, &dash, clip, width));
        }
        Mark::Path {
            runs: strokes,
            closed: false,
            width,
            color,
        }
    }
}

/// Corners of what stands for an ellipse.
const ELLIPSE_STEPS: u32 = 180;
/// Free around a shape's words, in points.
const LABEL_PAD: f64 = 3.0;

/// A shape's words: in its middle, or along a line and above it.
fn label(space: &PageSpace<'_>, shape: &Shape, outline: &Outline) -> Option<Words> {
    if shape.label.is_empty() {
        return None;
    }
    let text = plain_lines(&shape.label);
    let font = &shape.label_font;
    let points = outline.runs.iter().flatten();
    let [low, high] = points.fold(
        [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]],
        |[low, high], at| {
            [
                [low[0].min(at[0]), low[1].min(at[1])],
                [high[0].max(at[0]), high[1].max(at[1])],
            ]
        },
    );
    let scale = space.input.canvas.px_per_pt;
    let middle = [0, 1].map(|axis: usize| (low[axis] + high[axis]) / 2.0 / scale);
    if middle.iter().any(|place| !place.is_finite()) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let further = text.matches('\n').count() as f64 * LINE * font.size;
    let [above, below] = line_reach(font);
    let height = above + below + further;
    let is_line = matches!(shape.kind, ShapeKind::Line(_));
    let ends = outline.runs.first().filter(|_| is_line);
    let angle = ends.map_or(0.0, |line| match line.as_slice() {
        [from, to] => upright_angle(*from, *to),
        _ => 0.0,
    });
    // A line's words stand above it, others in the middle; both by the first line's height.
    let part = if is_line { 1.0 } else { 0.5 };
    let up = height * part - font.size + if is_line { LABEL_PAD } else { 0.0 };
    let (sin, cos) = libm::sincos(angle.to_radians());
    let at = [middle[0] + up * sin, middle[1] - up * cos];
    Some(Words {
        angle,
        ..Words::upright(text, font.clone(), at, 0.5)
    })
}

/// The angle of a line, in degrees clockwise, at which words on it are not upside down.
fn upright_angle(from: [f64; 2], to: [f64; 2]) -> f64 {
    let (across, down) = (to[0] - from[0], to[1] - from[1]);
    let down = if across < 0.0 { -down } else { down };
    libm::atan2(down, across.abs()).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_lines_are_upright() {
        let check = |from: [f64; 2], to: [f64; 2], expected: f64| {
            let found = upright_angle(from, to);
            assert!((found - expected).abs() < 1e-9, "{from:?} {to:?}: {found}");
        };
        check([0.0, 0.0], [10.0, 0.0], 0.0);
        check([10.0, 0.0], [0.0, 0.0], 0.0);
        check([0.0, 0.0], [10.0, 10.0], 45.0);
        check([10.0, 10.0], [0.0, 0.0], 45.0);
        check([0.0, 10.0], [10.0, 0.0], -45.0);
        check([0.0, 0.0], [0.0, 10.0], 90.0);
    }
}
