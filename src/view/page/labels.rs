//! Where the labels of a page's axes and colour bars stand.

use crate::axis::Tick;
use crate::figure::{Align, AxisSide, Font, Overflow, TickMarks};

use super::super::words::{Bounds, CAP, LINE, MIDDLE, Measure, Words};
use super::runs::Run;

/// Free beside labels that stand at or in lines.
const PAD: f64 = 3.0;

/// How labels stand to their axis, in points.
pub(in crate::view) struct LabelLook<'a> {
    pub(in crate::view) side: AxisSide,
    pub(in crate::view) marks: Option<&'a TickMarks>,
    /// The axis's line; `None`: it is not drawn.
    pub(in crate::view) line_width: Option<f64>,
    pub(in crate::view) shown: bool,
    pub(in crate::view) font: &'a Font,
    pub(in crate::view) angle: Option<f64>,
    /// Tried in order where labels would overlap; empty: none.
    pub(in crate::view) auto_angles: &'a [f64],
    pub(in crate::view) inside: bool,
    pub(in crate::view) label_side: Option<Align>,
    /// Marks stand between labels.
    pub(in crate::view) on_boundaries: bool,
    /// Lines part groups of labels.
    pub(in crate::view) dividers: bool,
    pub(in crate::view) standoff: f64,
    pub(in crate::view) shift: f64,
    pub(in crate::view) overflow: Overflow,
}

/// Labels in their places.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct Labels {
    pub(in crate::view) words: Vec<Words>,
    /// What each covers.
    pub(in crate::view) bounds: Vec<Bounds>,
    /// The angle found by trying; `None`: none was tried or needed.
    pub(in crate::view) turned: Option<f64>,
}

/// What labels are placed along.
pub(in crate::view) struct LabelPlace<'a> {
    pub(in crate::view) look: LabelLook<'a>,
    pub(in crate::view) run: &'a Run,
    /// The middle of the axis's line, across.
    pub(in crate::view) line_at: f64,
    pub(in crate::view) measure: Measure<'a>,
    /// Width and height of the page.
    pub(in crate::view) page: [f64; 2],
}

impl LabelPlace<'_> {
    /// The labels of ticks; at this angle if one is forced.
    pub(in crate::view) fn labels(&self, ticks: &[Tick], forced: Option<f64>) -> Labels {
        if !self.look.shown {
            return Labels::default();
        }
        let labelled: Vec<&Tick> = ticks.iter().filter(|tick| !tick.label.is_empty()).collect();
        let mut turned = None;
        let mut words = self.at_angle(&labelled, self.look.angle);
        let angle = forced.or_else(|| self.auto_angle(&labelled, &words));
        if let Some(angle) = angle {
            turned = Some(angle);
            if angle != 0.0 {
                words = self.at_angle(&labelled, Some(angle));
            }
        }
        let bounds = words.iter().map(|words| words.bounds(self.measure));
        let (words, bounds) = bounds
            .zip(words.clone())
            .filter(|(bounds, words)| self.keeps(*bounds, words))
            .map(|(bounds, words)| (words, bounds))
            .unzip();
        Labels {
            words,
            bounds,
            turned,
        }
    }

    /// Where labels would begin if there were any: a place on the page.
    pub(in crate::view) fn origin(&self) -> [f64; 2] {
        self.words("", 0.0, self.run.offset, None).at
    }

    /// Upright names at places of the axis, in data units.
    pub(in crate::view) fn upright(&self, names: impl Iterator<Item = (f64, String)>) -> Labels {
        if !self.look.shown {
            return Labels::default();
        }
        let size = self.look.font.size;
        let words: Vec<Words> = names
            .map(|(at, name)| self.words(&name, size, self.run.along(at), None))
            .filter(|words| words.at.iter().all(|place| place.is_finite()))
            .collect();
        Labels {
            bounds: words
                .iter()
                .map(|words| words.bounds(self.measure))
                .collect(),
            words,
            turned: None,
        }
    }

    fn at_angle(&self, ticks: &[&Tick], angle: Option<f64>) -> Vec<Words> {
        let size = |tick: &Tick| self.look.font.size * if tick.small { 0.75 } else { 1.0 };
        ticks
            .iter()
            .map(|tick| {
                let along = self.run.along(tick.label_at);
                self.words(&tick.label, size(tick), along, angle)
            })
            .filter(|words| words.at.iter().all(|place| place.is_finite()))
            .collect()
    }

    fn words(&self, label: &str, size: f64, along: f64, angle: Option<f64>) -> Words {
        let text = label_text(label);
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let further = (text.split('\n').count() - 1) as f64 * LINE * size;
        let turn = angle.unwrap_or(0.0);
        let ([x, y], align, raised) = if self.run.horizontal {
            self.below(size, turn, further)
        } else {
            self.beside(size, turn, further)
        };
        let [along_more, across_more] = self.aside();
        let moved = if self.run.horizontal {
            [along + along_more, across_more]
        } else {
            [across_more, along + along_more]
        };
        let [x, y] = [x + moved[0], y + moved[1]];
        Words {
            text,
            font: Font {
                size,
                ..self.look.font.clone()
            },
            at: [x, y + raised],
            align,
            angle: turn,
            pivot: [x, y - size / 2.0],
        }
    }

    /// Place, alignment and raise of a label of an x axis.
    fn below(&self, size: f64, angle: f64, further: f64) -> ([f64; 2], f64, f64) {
        let look = &self.look;
        let top = look.side == AxisSide::Top;
        let end_side = look.inside == top;
        let flip = if end_side != look.inside { 1.0 } else { -1.0 };
        let mut lines = if end_side { 1.0 } else { -0.2 };
        let mut aside = 0.0;
        let given = look.angle.unwrap_or(0.0);
        if given.abs() == 90.0 {
            lines = match (look.inside, given < 0.0, top) {
                (true, ..) => lines + MIDDLE,
                (false, true, false) => CAP,
                (false, false, true) => MIDDLE,
                _ => 0.5,
            };
            aside = MIDDLE / 2.0 * (given / 90.0) * size;
        }
        let y = self.line_at + self.standoff() * flip + size * lines;
        let align = match self.aligned() {
            Some(Align::Start) => 1.0,
            Some(Align::End) => 0.0,
            _ if angle == 0.0 || angle == 180.0 => 0.5,
            _ if (angle * flip < 0.0) != look.inside => 1.0,
            _ => 0.0,
        };
        let raised = if angle.abs() > 60.0 {
            -0.5 * further
        } else if top != look.inside {
            -further
        } else {
            0.0
        };
        ([aside, y], align, raised)
    }

    /// Place, alignment and raise of a label of a y axis.
    fn beside(&self, size: f64, angle: f64, further: f64) -> ([f64; 2], f64, f64) {
        let look = &self.look;
        let right = look.side == AxisSide::Right;
        let end_side = look.inside == right;
        let flip = if end_side != look.inside { 1.0 } else { -1.0 };
        let given = look.angle.unwrap_or(0.0);
        let mut widths = 0.0;
        let mut aside = 0.0;
        if look.inside {
            aside = libm::fabs(libm::sin(given.to_radians())) * CAP * flip;
        } else if given.abs() == 90.0 {
            widths = if (given < 0.0) != right { CAP } else { 0.5 };
        }
        let x = self.line_at - (self.standoff() + size * widths) * flip + aside * size;
        let align = if angle.abs() == 90.0 {
            0.5
        } else if end_side {
            1.0
        } else {
            0.0
        };
        let turned = if right { -angle } else { angle };
        let raised = if turned < -30.0 {
            -further
        } else if turned < 30.0 {
            -0.5 * further
        } else {
            0.0
        };
        ([x, size * MIDDLE], align, raised)
    }

    /// From the middle of the axis's line to labels.
    fn standoff(&self) -> f64 {
        let look = &self.look;
        let inside_marks = look.marks.is_some_and(|marks| marks.inside);
        let over_marks = if look.inside {
            look.label_side.is_none() && inside_marks
        } else {
            look.marks.is_some() && !inside_marks && !look.on_boundaries
        };
        let mut standoff = 0.0;
        if over_marks {
            let length = look.marks.map_or(0.0, |marks| marks.length);
            standoff += match (look.inside, self.aligned()) {
                (true, _) => -length,
                (false, Some(_)) => 0.0,
                (false, None) => length,
            };
        }
        if look.shown && (over_marks || look.line_width.is_some()) {
            standoff += 0.2 * look.font.size;
        }
        let half = look.line_width.filter(|width| *width > 0.0).unwrap_or(1.0) / 2.0;
        standoff + if look.inside { -half } else { half }
    }

    /// Beside its tick's line, where labels stand beside it.
    fn aligned(&self) -> Option<Align> {
        let side = self.look.label_side;
        side.filter(|side| *side != Align::Middle && !self.look.on_boundaries)
    }

    /// How much further labels stand, along and across.
    fn aside(&self) -> [f64; 2] {
        let look = &self.look;
        let (mut along, mut across) = (0.0, 0.0);
        let aligned = self.aligned();
        if aligned.is_some() || look.inside {
            let line = look.line_width.unwrap_or(0.0) / 2.0;
            let size = look.font.size;
            along = look.marks.map_or(0.0, |marks| marks.stroke.width) / 2.0;
            across = PAD;
            // Beside x ticks labels stand left or right, beside y ticks above or below.
            match (aligned, self.run.horizontal) {
                (Some(_), true) => {
                    along += line;
                    across += PAD;
                }
                (Some(_), false) => {
                    along += size * CAP;
                    across += line;
                }
                (None, _) => along = 0.0,
            }
            if look.inside && look.side == AxisSide::Top {
                across -= size * (1.0 - CAP);
            }
            let back = match aligned {
                Some(Align::Start) => self.run.horizontal,
                Some(Align::End) => !self.run.horizontal,
                _ => false,
            };
            if back {
                along = -along;
            }
            if matches!(look.side, AxisSide::Bottom | AxisSide::Right) {
                across = -across;
            }
            if !look.inside {
                across = 0.0;
            }
        }
        let outward = match look.side {
            AxisSide::Bottom | AxisSide::Right => 1.0,
            AxisSide::Top | AxisSide::Left => -1.0,
        };
        let sign = if look.inside { -outward } else { outward };
        let reversed = self.run.range[0] > self.run.range[1];
        along += if reversed { -look.shift } else { look.shift };
        [along, across + look.standoff * sign]
    }

    /// The first of the angles at which upright labels that overlap have room; the steepest if none
    /// does.
    fn auto_angle(&self, ticks: &[&Tick], words: &[Words]) -> Option<f64> {
        let look = &self.look;
        let digits = ticks.iter().any(|tick| tick.small);
        let tried = self.run.horizontal && look.angle.is_none() && !digits;
        let (first, last) = (ticks.first()?, ticks.last()?);
        if !tried || look.auto_angles.is_empty() || ticks.len() < 2 {
            return None;
        }
        let largest = words
            .iter()
            .map(|words| words.font.size)
            .fold(0.0, f64::max);
        let lines = words.iter().map(Words::lines).max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "few ticks, few lines")]
        let (gaps, lines) = ((ticks.len() - 1) as f64, lines as f64);
        let span = self.run.past_start(last.value) - self.run.past_start(first.value);
        let spacing = span.abs() / gaps;
        let between = look.on_boundaries || look.dividers;
        let (beside, across) = if between {
            (spacing / 2.0, look.marks.map_or(0.0, |marks| marks.length))
        } else {
            (spacing, largest * 1.25 * lines)
        };
        if !self.collide(words, between.then_some(spacing)) {
            return None;
        }
        let room = beside / libm::hypot(beside, across);
        let cos = |angle: &f64| libm::fabs(libm::cos(angle.to_radians()));
        let fits = look.auto_angles.iter().find(|angle| cos(angle) <= room);
        let steepest = look
            .auto_angles
            .iter()
            .min_by(|a, b| cos(a).total_cmp(&cos(b)));
        fits.or(steepest).copied()
    }

    /// True if upright labels come too close to each other, or to marks halfway between them.
    fn collide(&self, words: &[Words], spacing: Option<f64>) -> bool {
        let marks = self.look.marks;
        let width = |words: &Words| self.measure.width(&words.text, &words.font);
        if let Some(spacing) = spacing {
            let gap = 2.0 + marks.map_or(0.0, |marks| marks.stroke.width / 2.0);
            return words
                .iter()
                .any(|words| (spacing - width(words)) / 2.0 - 2.0 < gap);
        }
        let pad = match self.aligned() {
            Some(_) => marks.map_or(0.0, |marks| marks.stroke.width) + 2.0 * PAD,
            None => 0.0,
        };
        let reach = |words: &Words| {
            let half = width(words) / 2.0;
            [words.pivot[0] - half, words.pivot[0] + half + 2.0]
        };
        words.windows(2).any(|pair| {
            let ([left, right], [from, to]) = (reach(&pair[0]), reach(&pair[1]));
            left <= to + pad && from <= right + pad
        })
    }

    /// False for labels that are hidden because they reach too far.
    fn keeps(&self, bounds: Bounds, words: &Words) -> bool {
        let [low, high] = match self.look.overflow {
            Overflow::Allow => return true,
            Overflow::HidePastPage if self.run.horizontal => [0.0, self.page[0]],
            Overflow::HidePastPage => [0.0, self.page[1]],
            Overflow::HidePastDomain => [self.run.offset, self.run.end()],
        };
        if self.run.horizontal {
            return bounds.right <= high && bounds.left >= low;
        }
        let slack = if self.look.angle == Some(0.0) {
            words.font.size / 4.0
        } else {
            0.0
        };
        bounds.bottom <= high && bounds.top + slack >= low
    }
}

/// No page has room for more signs than this.
const MOST_SIGNS: usize = 1000;

/// A label as it is drawn.
fn label_text(label: &str) -> String {
    super::label(
        label
            .char_indices()
            .nth(MOST_SIGNS)
            .map_or(label, |(end, _)| &label[..end]),
    )
}
