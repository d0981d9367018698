//! Lines of text placed by their baseline, in points, as browsers place text in pictures.

use crate::figure::{Font, Typeface};

use super::marks::{Anchor, Mark, Ruler};

/// From one baseline to the next, in sizes of the font.
pub(in crate::view) const LINE: f64 = 1.3;
/// From the baseline to the top of capitals, in sizes of the font.
pub(in crate::view) const CAP: f64 = 0.7;
/// From the baseline to the middle of capitals.
pub(in crate::view) const MIDDLE: f64 = 0.35;

/// Measures text in points.
#[derive(Clone, Copy)]
pub(in crate::view) struct Measure<'a> {
    pub(in crate::view) ruler: &'a dyn Ruler,
    pub(in crate::view) px_per_pt: f64,
}

impl Measure<'_> {
    /// Width of the widest line.
    pub(in crate::view) fn width(&self, text: &str, font: &Font) -> f64 {
        let px = font.size * self.px_per_pt;
        self.ruler.size_in_px(text, px, font.face)[0] / self.px_per_pt
    }
}

/// What a rectangle covers, in points, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::view) struct Bounds {
    pub(in crate::view) left: f64,
    pub(in crate::view) top: f64,
    pub(in crate::view) right: f64,
    pub(in crate::view) bottom: f64,
}

impl Bounds {
    /// Nothing at a place.
    pub(in crate::view) fn at([x, y]: [f64; 2]) -> Self {
        Self {
            left: x,
            top: y,
            right: x,
            bottom: y,
        }
    }

    pub(in crate::view) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(in crate::view) fn around(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(Self::with)
    }

    pub(in crate::view) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(in crate::view) fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// True if both come closer than `pad`.
    pub(in crate::view) fn meets(self, other: Self, pad: f64) -> bool {
        self.left <= other.right + pad
            && other.left <= self.right + pad
            && self.top <= other.bottom + pad
            && other.top <= self.bottom + pad
    }
}

/// How far letters of a face reach above and below the baseline, in sizes of the font.
fn reach(face: Typeface) -> [f64; 2] {
    match face {
        Typeface::Inter => [0.968_75, 0.241_48],
        Typeface::OpenSans => [1.068_85, 0.292_97],
        Typeface::Mono => [0.928_22, 0.235_84],
    }
}

/// Where painters set the baseline of a line, as a part of its height from the top: both are whole
/// pixels, and what a line's height loses by rounding is missing above.
fn baseline(face: Typeface, font_px: f64) -> f64 {
    let [above, below] = reach(face).map(|part| part * font_px);
    let height = (above + below).round().max(1.0);
    (height - below).round() / height
}

/// How far a line reaches above and below its baseline, in whole points as browsers have it.
pub(in crate::view) fn line_reach(font: &Font) -> [f64; 2] {
    reach(font.face).map(|part| (part * font.size).round())
}

/// Text at a place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::view) struct Words {
    /// Lines, parted by `\n`.
    pub(in crate::view) text: String,
    pub(in crate::view) font: Font,
    /// The first line's baseline, where `align` has it, before it is turned.
    pub(in crate::view) at: [f64; 2],
    /// 0: lines begin there; 0.5: their middle lies there; 1: they end there.
    pub(in crate::view) align: f64,
    /// Clockwise, in degrees.
    pub(in crate::view) angle: f64,
    /// What it is turned around.
    pub(in crate::view) pivot: [f64; 2],
}

impl Words {
    /// Upright text.
    pub(in crate::view) fn upright(text: String, font: Font, at: [f64; 2], align: f64) -> Self {
        Self {
            text,
            font,
            at,
            align,
            angle: 0.0,
            pivot: at,
        }
    }

    pub(in crate::view) fn lines(&self) -> usize {
        self.text.split('\n').count()
    }

    /// From the first baseline to the last.
    fn depth(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let further = (self.lines() - 1) as f64;
        further * LINE * self.font.size
    }

    /// What it covers.
    pub(in crate::view) fn bounds(&self, measure: Measure<'_>) -> Bounds {
        let width = measure.width(&self.text, &self.font);
        let [above, below] = line_reach(&self.font);
        let [x, y] = self.at;
        let left = x - width * self.align;
        let (top, bottom) = (y - above, y + self.depth() + below);
        let corners = [
            [left, top],
            [left + width, top],
            [left, bottom],
            [left + width, bottom],
        ];
        let turned = corners.map(|corner| Bounds::at(self.turned(corner)));
        turned
            .into_iter()
            .reduce(Bounds::with)
            .unwrap_or(Bounds::at(self.at))
    }

    fn turned(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        if self.angle == 0.0 {
            return [x, y];
        }
        let turn = self.angle.to_radians();
        let (sin, cos) = (libm::sin(turn), libm::cos(turn));
        let [dx, dy] = [x - self.pivot[0], y - self.pivot[1]];
        [
            self.pivot[0] + dx * cos - dy * sin,
            self.pivot[1] + dx * sin + dy * cos,
        ]
    }

    pub(in crate::view) fn moved(mut self, [x, y]: [f64; 2]) -> Self {
        for place in [&mut self.at, &mut self.pivot] {
            place[0] += x;
            place[1] += y;
        }
        self
    }

    /// A mark for each line.
    pub(in crate::view) fn marks(&self, px_per_pt: f64, marks: &mut Vec<Mark>) {
        let anchor = Anchor([
            self.align,
            baseline(self.font.face, self.font.size * px_per_pt),
        ]);
        for (index, line) in self.text.split('\n').enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
            let down = index as f64 * LINE * self.font.size;
            let mut at = self.turned([self.at[0], self.at[1] + down]);
            if self.angle == 0.0 {
                // Upright letters stand on a whole pixel, the lower one in doubt.
                at[1] = (at[1] * px_per_pt + 0.5).floor() / px_per_pt;
            }
            if line.is_empty() || at.iter().any(|place| !place.is_finite()) {
                continue;
            }
            marks.push(Mark::Text {
                at: at.map(|pt| pt * px_per_pt),
                anchor,
                angle: self.angle,
                text: line.to_owned(),
                font_px: self.font.size * px_per_pt,
                face: self.font.face,
                color: self.font.color,
            });
        }
    }
}
