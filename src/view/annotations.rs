//! Words at places of a page, with boxes around them and arrows to what they speak of.
//!
//! Lengths are in points here, y down.

use crate::color::Rgba;
use crate::figure::{Align, Annotation, Arrow, AxisId, Font, Place1d};

use super::arrow::draw_arrow;
use super::decor::{PageSpace, corners};
use super::marks::{FillRule, Item, Mark};
use super::rich::plain_lines;
use super::scatter::faded;
use super::words::{LINE, Words, line_reach};

/// Draws the annotations.
pub(super) fn annotations(space: &PageSpace<'_>, items: &mut Vec<Item>) {
    let Some(page) = &space.input.figure.page else {
        return;
    };
    for annotation in &page.annotations {
        if let Some(placed) = Placed::new(space, annotation) {
            let mut marks = Vec::new();
            placed.draw(space, &mut marks);
            space.add(marks, items);
        }
    }
}

/// An annotation that has found its place.
struct Placed<'a> {
    of: &'a Annotation,
    text: String,
    /// Width and height of the words.
    words: [f64; 2],
    /// Width and height of the room for the words.
    inner: [f64; 2],
    /// Width and height of the box around them.
    outer: [f64; 2],
    /// The box's middle.
    middle: [f64; 2],
    /// The arrow's tip and tail.
    arrow: Option<[[f64; 2]; 2]>,
}

/// What the places along x and y come to.
struct Along {
    text: f64,
    tip: f64,
    tail: f64,
}

impl<'a> Placed<'a> {
    /// `None` where it is not seen.
    fn new(space: &PageSpace<'_>, of: &'a Annotation) -> Option<Self> {
        let text = plain_lines(&of.text);
        let width = space.measure().width(&text, &of.font);
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let further = text.matches('\n').count() as f64 * LINE * of.font.size;
        let [above, below] = line_reach(&of.font);
        let words = [width, above + below + further];
        let border = of.border.as_ref().map_or(0.0, |border| border.width);
        let room = 2.0 * (border + of.border_pad);
        let inner = [0, 1].map(|axis: usize| of.size[axis].unwrap_or(words[axis]));
        let mut placed = Self {
            of,
            text,
            words,
            inner,
            outer: inner.map(|size| (size + room).round()),
            middle: [0.0; 2],
            arrow: None,
        };
        let x = placed.along(space, 0)?;
        let y = placed.along(space, 1)?;
        placed.middle = [x.text, y.text];
        placed.arrow = of
            .arrow
            .is_some()
            .then_some([[x.tip, y.tip], [x.tail, y.tail]]);
        Some(placed)
    }

    /// Places along x (0) or y (1).
    fn along(&self, space: &PageSpace<'_>, axis: usize) -> Option<Along> {
        let of = self.of;
        let place = [of.x, of.y][axis];
        let px = space.px(place, axis)?;
        let tail = of
            .arrow
            .as_ref()
            .map(|arrow| [arrow.tail_x, arrow.tail_y][axis]);
        let tail_is_seen = tail.is_some_and(|tail| {
            let px = space.px(tail, axis);
            refers_alike(tail, place) && px.is_some_and(|px| is_seen(space, tail, px))
        });
        if !is_seen(space, place, px) && !tail_is_seen {
            return None;
        }
        let base = px / space.input.canvas.px_per_pt;
        match tail {
            Some(tail) => self.at_arrow(space, base, tail, axis),
            None => Some(self.at_place(base, axis)),
        }
    }

    /// The box around the turned words stands at the place by its anchor.
    fn at_place(&self, base: f64, axis: usize) -> Along {
        let of = self.of;
        let [width, height] = self.outer;
        let (sin, cos) = libm::sincos(of.angle.to_radians());
        let size = match axis {
            0 => (width * cos).abs() + (height * sin).abs(),
            _ => (width * sin).abs() + (height * cos).abs(),
        };
        let anchor = [of.x_anchor, of.y_anchor][axis];
        let share = auto_share([of.x, of.y][axis]);
        Along {
            text: base + size * from_middle(anchor, axis, share) + of.shift[axis],
            tip: base,
            tail: base,
        }
    }

    /// Words at an arrow are turned around their anchor.
    fn at_arrow(
        &self,
        space: &PageSpace<'_>,
        base: f64,
        tail_place: Place1d,
        axis: usize,
    ) -> Option<Along> {
        let of = self.of;
        let canvas = space.input.canvas;
        let page = f64::from([canvas.width_px, canvas.height_px][axis]) / canvas.px_per_pt;
        let [width, height] = self.outer;
        let (sin, cos) = libm::sincos(of.angle.to_radians());
        let across = from_middle(of.x_anchor, 0, 0.5);
        let along = from_middle(of.y_anchor, 1, 0.5);
        let text_shift = match axis {
            0 => width * cos * across - height * sin * along,
            _ => width * sin * across + height * cos * along,
        };
        let mut tail = match tail_place {
            Place1d::Offset(away) if axis == 0 => base + away,
            Place1d::Offset(away) => base - away,
            tail => space.px(tail, axis)? / canvas.px_per_pt,
        };
        let tip = match [of.x, of.y][axis] {
            Place1d::Paper(_) => base.clamp(1.0, (page - 1.0).max(1.0)),
            _ => base,
        };
        let mut text = tail + text_shift;
        if matches!(tail_place, Place1d::Offset(_)) {
            // Something of both stays on the page.
            let before = -(tail - 3.0).max(text);
            let beyond = (tail + 3.0).min(text) - page;
            let back = if before > 0.0 {
                before
            } else {
                -beyond.max(0.0)
            };
            tail += back;
            text += back;
        }
        let shift = of.shift[axis];
        Some(Along {
            text: text + shift,
            tip: tip + shift,
            tail: tail + shift,
        })
    }

    fn draw(&self, space: &PageSpace<'_>, marks: &mut Vec<Mark>) {
        let scale = space.input.canvas.px_per_pt;
        let of = self.of;
        let border = of.border.as_ref().map_or(0.0, |border| border.width);
        // Boxes begin on whole points.
        let [left, top] =
            [0, 1].map(|axis: usize| (self.middle[axis] - self.outer[axis] / 2.0).round());
        let frame = corners([
            left + border / 2.0,
            top + border / 2.0,
            self.outer[0] - border,
            self.outer[1] - border,
        ]);
        let frame = frame
            .into_iter()
            .map(|corner| turned(corner, self.middle, of.angle));
        let ring: Vec<[f64; 2]> = frame.map(|corner| corner.map(|pt| pt * scale)).collect();
        let background = faded(of.background, of.opacity);
        if background.0[3] > 0 {
            marks.push(area(ring.clone(), background));
        }
        if let Some(line) = of
            .border
            .as_ref()
            .filter(|line| line.width > 0.0 && line.color.0[3] > 0)
        {
            marks.push(Mark::Path {
                runs: vec![ring],
                closed: true,
                width: border * scale,
                color: faded(line.color, of.opacity),
            });
        }
        self.words([left, top], border).marks(scale, marks);
        if let (Some(arrow), Some([tip, tail])) = (&of.arrow, self.arrow) {
            self.draw_arrow(arrow, tip, tail, (scale, marks));
        }
    }

    /// The words in a box whose upper left corner is given.
    fn words(&self, [left, top]: [f64; 2], border: f64) -> Words {
        let of = self.of;
        let [above, _] = line_reach(&of.font);
        let share = share(of.align);
        let inset = border + of.border_pad;
        let across = left + inset + (self.inner[0] - self.words[0]) * share;
        let down = top + inset + (self.inner[1] - self.words[1]) / 2.0;
        let font = Font {
            color: faded(of.font.color, of.opacity),
            ..of.font.clone()
        };
        Words {
            text: self.text.clone(),
            font,
            at: [across + self.words[0] * share, down + above],
            align: share,
            angle: of.angle,
            pivot: self.middle,
        }
    }

    /// From the edge of the box to the tip.
    fn draw_arrow(
        &self,
        arrow: &Arrow,
        tip: [f64; 2],
        tail: [f64; 2],
        (scale, marks): (f64, &mut Vec<Mark>),
    ) {
        let [width, height] = self.outer;
        let rect = corners([
            self.middle[0] - width / 2.0,
            self.middle[1] - height / 2.0,
            width,
            height,
        ]);
        let around: Vec<[f64; 2]> = rect
            .into_iter()
            .map(|corner| turned(corner, self.middle, self.of.angle))
            .collect();
        if holds(&around, tip) {
            return;
        }
        let mut start = tail;
        for index in 0..around.len() {
            let (from, to) = (around[index], around[(index + 1) % around.len()]);
            if let Some(met) = crossing([start, tip], [from, to]) {
                start = met;
            }
        }
        let color = faded(arrow.stroke.color, self.of.opacity);
        draw_arrow(arrow, [start, tip], color, (scale, marks));
    }
}

/// True if a place of data is on its axis; other places always are.
fn is_seen(space: &PageSpace<'_>, place: Place1d, px: f64) -> bool {
    let Place1d::Data(id, _) = place else {
        return true;
    };
    space.axis(id).is_some_and(|axis| {
        let [start, end] = axis.pixels.map(f64::from);
        // As far as rounding goes.
        px >= start - 1e-6 && px <= end + 1e-6
    })
}

fn refers_alike(a: Place1d, b: Place1d) -> bool {
    let axis = |place| match place {
        Place1d::Data(id, _) => Some(id),
        _ => None::<AxisId>,
    };
    axis(a).is_some() && axis(a) == axis(b)
}

/// Where `auto` anchors look: the middle for data, else the share of the page from its left or top.
fn auto_share(place: Place1d) -> f64 {
    match place {
        Place1d::Domain(_, share) | Place1d::Paper(share) => share,
        Place1d::Data(..) | Place1d::Offset(_) => 0.5,
    }
}

/// How far the middle lies from the anchor, in sizes, to the right or down. `share` grows with the
/// place: to the right or upwards.
fn from_middle(anchor: Option<Align>, axis: usize, share: f64) -> f64 {
    let by_thirds = match share {
        share if share < 1.0 / 3.0 => Align::Start,
        share if share > 2.0 / 3.0 => Align::End,
        _ => Align::Middle,
    };
    let away = match anchor.unwrap_or(by_thirds) {
        Align::Start => 0.5,
        Align::Middle => 0.0,
        Align::End => -0.5,
    };
    if axis == 0 { away } else { -away }
}

fn share(align: Align) -> f64 {
    match align {
        Align::Start => 0.0,
        Align::Middle => 0.5,
        Align::End => 1.0,
    }
}

fn turned([x, y]: [f64; 2], around: [f64; 2], degrees: f64) -> [f64; 2] {
    if degrees == 0.0 {
        return [x, y];
    }
    let (sin, cos) = libm::sincos(degrees.to_radians());
    let [dx, dy] = [x - around[0], y - around[1]];
    [
        around[0] + dx * cos - dy * sin,
        around[1] + dx * sin + dy * cos,
    ]
}

pub(super) fn area(ring: Vec<[f64; 2]>, color: Rgba) -> Mark {
    Mark::Area {
        rings: vec![ring],
        rule: FillRule::NonZero,
        color,
    }
}

/// True if a convex polygon, clockwise where y points down, holds a place.
fn holds(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    (0..ring.len()).all(|index| {
        let (from, to) = (ring[index], ring[(index + 1) % ring.len()]);
        (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]) >= 0.0
    })
}

/// Where two segments meet.
fn crossing([a, b]: [[f64; 2]; 2], [c, d]: [[f64; 2]; 2]) -> Option<[f64; 2]> {
    let (ab, cd) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let area = ab[0] * cd[1] - ab[1] * cd[0];
    let ac = [c[0] - a[0], c[1] - a[1]];
    let t = (ac[0] * cd[1] - ac[1] * cd[0]) / area;
    let u = (ac[0] * ab[1] - ac[1] * ab[0]) / area;
    let inside = (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u);
    inside.then(|| [a[0] + ab[0] * t, a[1] + ab[1] * t])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_go_by_thirds() {
        let check = |anchor, axis, share, expected: f64| {
            let found = from_middle(anchor, axis, share);
            assert_eq!(found, expected, "{anchor:?} {axis} {share}");
        };
        check(None, 0, 0.0, 0.5);
        check(None, 0, 0.5, 0.0);
        check(None, 0, 1.0, -0.5);
        check(None, 1, 0.0, -0.5);
        check(None, 1, 1.0, 0.5);
        check(Some(Align::Start), 0, 1.0, 0.5);
        check(Some(Align::End), 1, 0.0, 0.5);
        check(Some(Align::Middle), 1, 0.0, 0.0);
    }

    #[test]
    fn lines_meet() {
        let check = |a: [[f64; 2]; 2], b: [[f64; 2]; 2], expected: Option<[f64; 2]>| {
            assert_eq!(crossing(a, b), expected, "{a:?} {b:?}");
        };
        let level = [[0.0, 0.0], [10.0, 0.0]];
        check(level, [[4.0, -5.0], [4.0, 5.0]], Some([4.0, 0.0]));
        check(level, [[4.0, 1.0], [4.0, 5.0]], None);
        check(level, [[0.0, 1.0], [10.0, 1.0]], None);
        check(level, level, None);
        let square = corners([0.0, 0.0, 4.0, 2.0]);
        assert!(holds(&square, [1.0, 1.0]) && !holds(&square, [1.0, 3.0]));
    }
}
