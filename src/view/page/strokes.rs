//! Straight lines on whole pixels, dashed ones in pieces.

use crate::color::Rgba;
use crate::figure::Stroke;

use super::super::marks::{Mark, PxRect};

/// A line along or across the page, in points.
#[derive(Clone, Copy, Debug)]
pub(in crate::view) struct Straight {
    pub(in crate::view) vertical: bool,
    /// Its middle, across.
    pub(in crate::view) at: f64,
    pub(in crate::view) from: f64,
    pub(in crate::view) to: f64,
}

/// A line's width in points as drawn: whole, and at least 1.
pub(in crate::view) fn crisp(width: f64) -> f64 {
    if width.is_finite() && width > 1.0 {
        width.round()
    } else {
        1.0
    }
}

/// True for lines without width or colour.
fn is_unseen(stroke: &Stroke) -> bool {
    stroke.width.is_nan() || stroke.width <= 0.0 || stroke.color.0[3] == 0
}

impl Straight {
    /// Adds the line, nothing smoothed.
    pub(in crate::view) fn draw(self, stroke: &Stroke, px_per_pt: f64, marks: &mut Vec<Mark>) {
        if is_unseen(stroke) {
            return;
        }
        let width = crisp(stroke.width);
        let thick = (width * px_per_pt).round().max(1.0);
        let start = (self.at - width / 2.0) * px_per_pt;
        let (from, to) = (self.from.min(self.to), self.from.max(self.to));
        let turned = self.from > self.to;
        for [low, high] in pieces(stroke, to - from) {
            let [low, high] = if turned {
                [to - high, to - low]
            } else {
                [from + low, from + high]
            };
            self.piece(
                [low * px_per_pt, high * px_per_pt],
                start,
                thick,
                stroke.color,
                marks,
            );
        }
    }

    fn piece(
        self,
        [low, high]: [f64; 2],
        start: f64,
        thick: f64,
        fill: Rgba,
        marks: &mut Vec<Mark>,
    ) {
        let across = [snapped(start), snapped(start) + thick];
        let along = [snapped(low), snapped(high)];
        let rect = if self.vertical {
            whole_rect(across, along)
        } else {
            whole_rect(along, across)
        };
        if rect.w > 0 && rect.h > 0 {
            marks.push(Mark::Rect { rect, fill });
        }
    }
}

/// The border between pixels that lies nearest.
pub(in crate::view) fn snapped(px: f64) -> f64 {
    (px + 0.5).floor()
}

/// Whole pixels between borders.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "float casts saturate, and a canvas is no larger than u32"
)]
fn whole_rect([left, right]: [f64; 2], [top, bottom]: [f64; 2]) -> PxRect {
    let range = |low: f64, high: f64| {
        let (low, high) = (low.max(0.0) as u32, high.max(0.0) as u32);
        (low, high.saturating_sub(low))
    };
    let (x, w) = range(left, right);
    let (y, h) = range(top, bottom);
    PxRect { x, y, w, h }
}

/// A rectangle in points (left, top, width, height) as whole pixels.
pub(in crate::view) fn px_rect([left, top, width, height]: [f64; 4], px_per_pt: f64) -> PxRect {
    let side = |low: f64, length: f64| [low * px_per_pt, (low + length) * px_per_pt].map(snapped);
    whole_rect(side(left, width), side(top, height))
}

/// Strokes along a line, in points from its start; one where it is solid, or so finely dashed that
/// nobody can tell.
fn pieces(stroke: &Stroke, length: f64) -> Vec<[f64; 2]> {
    let period: f64 = stroke.dash.iter().sum();
    let usable = stroke
        .dash
        .iter()
        .all(|part| part.is_finite() && *part >= 0.0);
    if !usable || period.is_nan() || period < 0.5 || !length.is_finite() || length > 1e5 {
        return vec![[0.0, length]];
    }
    let mut pieces = Vec::new();
    let mut at = 0.0;
    let mut drawn = true;
    for part in stroke.dash.iter().cycle() {
        if at >= length {
            break;
        }
        if drawn && *part > 0.0 {
            pieces.push([at, (at + part).min(length)]);
        }
        drawn = !drawn;
        at += part;
    }
    pieces
}

/// A border drawn on the edge of a rectangle (left, top, width, height in points), smoothed where it
/// lies between pixels.
pub(in crate::view) fn border(
    [left, top, width, height]: [f64; 4],
    stroke: &Stroke,
    px_per_pt: f64,
    marks: &mut Vec<Mark>,
) {
    if is_unseen(stroke) {
        return;
    }
    let corners = [
        [left, top],
        [left + width, top],
        [left + width, top + height],
        [left, top + height],
    ];
    let scaled = corners.map(|corner| corner.map(|pt| pt * px_per_pt));
    marks.push(Mark::Path {
        runs: vec![scaled.to_vec()],
        closed: true,
        width: stroke.width * px_per_pt,
        color: stroke.color,
    });
}
