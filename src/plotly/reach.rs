//! How far annotations and shapes reach along an axis.

use super::autorange::{Extremes, Want};
use super::axis_type::AxisType;
use crate::figure::{Align, Annotation, AxisId, Page, Place1d, ShapeKind};

/// A letter's mean width against the size of its font.
const LETTER: f64 = 0.56;
/// A line's height against the size of its font.
const LINE: f64 = 1.3;

/// Includes what stands on an axis (`side` 0: x, 1: y).
pub(super) fn include(
    page: &Page,
    (id, side, kind): (AxisId, usize, AxisType),
    extremes: &mut Extremes,
) {
    for shape in &page.shapes {
        let corners: Vec<[Place1d; 2]> = match &shape.kind {
            ShapeKind::Line(ends) | ShapeKind::Rect(ends) | ShapeKind::Circle(ends) => {
                ends.to_vec()
            }
            ShapeKind::Path { runs, .. } => runs.concat(),
        };
        let along = corners
            .iter()
            .filter_map(|corner| match corner[side.min(1)] {
                Place1d::Data(axis, value) if axis == id => Some(value),
                _ => None,
            });
        let values: Vec<f64> = along.collect();
        let want = Want {
            pads: &[shape.stroke.width / 2.0],
            ..Want::default()
        };
        extremes.include(&values, kind, want);
    }
    for annotation in &page.annotations {
        of_annotation(annotation, (id, side, kind), extremes);
    }
}

fn of_annotation(
    annotation: &Annotation,
    (id, side, kind): (AxisId, usize, AxisType),
    extremes: &mut Extremes,
) {
    let place = if side == 0 {
        annotation.x
    } else {
        annotation.y
    };
    let Place1d::Data(axis, value) = place else {
        return;
    };
    if axis != id {
        return;
    }
    let shift = if side == 0 {
        annotation.shift[0]
    } else {
        -annotation.shift[1]
    };
    let size = extent(annotation, side);
    let anchor = if side == 0 {
        annotation.x_anchor
    } else {
        annotation.y_anchor
    };
    let [before, after] = match anchor {
        Some(Align::Start) => [0.0, size],
        Some(Align::End) => [size, 0.0],
        _ => [size / 2.0, size / 2.0],
    };
    let Some(arrow) = &annotation.arrow else {
        extremes.include_one(value, kind, [before - shift, after + shift]);
        return;
    };
    let head = 3.0 * arrow.head_size * arrow.stroke.width;
    let tip = [head - shift, head + shift];
    match if side == 0 {
        arrow.tail_x
    } else {
        arrow.tail_y
    } {
        Place1d::Data(axis, tail) if axis == id => {
            extremes.include_one(value, kind, tip);
            extremes.include_one(tail, kind, [before - shift, after + shift]);
        }
        Place1d::Offset(tail) => {
            let text = [before - tail - shift, after + tail + shift];
            extremes.include_one(value, kind, [tip[0].max(text[0]), tip[1].max(text[1])]);
        }
        _ => extremes.include_one(value, kind, tip),
    }
}

/// About how long an annotation's box is across (0) or along (1), in points.
fn extent(annotation: &Annotation, side: usize) -> f64 {
    let text = annotation
        .text
        .replace("<br />", "<br>")
        .replace("<br/>", "<br>");
    let mut lines = 0.0_f64;
    let mut longest = 0;
    for line in text.split("<br>") {
        lines += 1.0;
        longest = longest.max(letters(line));
    }
    #[expect(clippy::cast_precision_loss, reason = "far fewer letters than 2^53")]
    let size = [longest as f64 * LETTER, lines * LINE].map(|length| length * annotation.font.size);
    let frame = annotation.border_pad + annotation.border.as_ref().map_or(0.0, |line| line.width);
    let angle = annotation.angle.to_radians();
    let (sine, cosine) = (libm::sin(angle).abs(), libm::cos(angle).abs());
    let fixed = |at: usize| annotation.size[at].unwrap_or(size[at]) + 2.0 * frame;
    let [width, height] = [fixed(0), fixed(1)];
    if side == 0 {
        width * cosine + height * sine
    } else {
        width * sine + height * cosine
    }
}

/// How many letters of a line are seen: tags are not.
fn letters(line: &str) -> usize {
    let mut inside = false;
    let mut count = 0;
    for letter in line.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => count += 1,
            _ => {}
        }
    }
    count
}
