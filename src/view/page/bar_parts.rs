//! What a colour bar bears beside its colours: ticks, labels, marks.

use crate::axis::{Orientation, Scale, Tick, TickSpec, ticks};
use crate::color::NormKind;
use crate::figure::AxisSide;

use super::super::colorbar::candidates;
use super::super::words::{Bounds, Words};
use super::bar::Maker;
use super::labels::{LabelLook, LabelPlace, Labels};
use super::runs::Run;
use super::sheet::Sheet;
use super::strokes::Straight;

/// Angles that labels of horizontal bars are tried at.
const AUTO_ANGLES: [f64; 3] = [0.0, 30.0, 90.0];

/// What a bar bears beside its colours.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// At places from 0 to 1 along the bar.
    pub(super) ticks: Vec<Tick>,
    /// The value of each.
    pub(super) values: Vec<f64>,
    pub(super) labels: Labels,
    pub(super) marks: Vec<Straight>,
}

impl Parts {
    /// Width (or height) of labels and marks.
    pub(super) fn reach(&self, width: bool) -> f64 {
        let marks = self.marks.iter().map(|mark| {
            let (low, high) = (mark.from.min(mark.to), mark.from.max(mark.to));
            if mark.vertical {
                Bounds::at([mark.at, low]).with(Bounds::at([mark.at, high]))
            } else {
                Bounds::at([low, mark.at]).with(Bounds::at([high, mark.at]))
            }
        });
        let all = Bounds::around(marks.chain(self.labels.bounds.iter().copied()));
        all.map_or(0.0, |all| if width { all.width() } else { all.height() })
    }
}

impl Maker<'_> {
    /// Ticks, labels and marks of the bar along a run; `far` is its far border.
    pub(super) fn parts(&self, run: &Run, far: f64) -> Parts {
        let bar = self.bar;
        let marked = bar.marks.as_ref().filter(|marks| !marks.inside);
        let shift = self.outline_width() / 2.0 - if marked.is_some() { 1.0 } else { 0.0 };
        let line_at = far + shift;
        let found = self.ticks(run);
        let mut parts = Parts {
            values: found.iter().map(|tick| tick.value).collect(),
            ticks: self.placed(found),
            ..Parts::default()
        };
        let place = LabelPlace {
            look: LabelLook {
                side: if bar.horizontal {
                    AxisSide::Bottom
                } else {
                    AxisSide::Right
                },
                marks: bar.marks.as_ref(),
                line_width: Some(1.0),
                shown: bar.labels,
                font: &bar.label_font,
                angle: bar.label_angle,
                auto_angles: if bar.horizontal { &AUTO_ANGLES } else { &[] },
                inside: bar.labels_inside,
                label_side: bar.label_side,
                on_boundaries: false,
                dividers: false,
                standoff: 0.0,
                shift: 0.0,
                overflow: bar.label_overflow,
            },
            run,
            line_at,
            measure: self.sheet.measure(),
            page: self.sheet.size,
        };
        parts.labels = place.labels(&parts.ticks, None);
        let Some(marks) = &bar.marks else {
            return parts;
        };
        let outward = if marks.inside { -1.0 } else { 1.0 };
        let from = line_at + 0.5 * outward;
        let to = from + marks.length * outward;
        for tick in &parts.ticks {
            if marks.inside && !run.clear_of_ends(tick.value) {
                continue;
            }
            parts.marks.push(Straight {
                vertical: bar.horizontal,
                at: run.along(tick.value),
                from,
                to,
            });
        }
        parts
    }

    /// True if the bar is even in its values.
    fn is_even(&self) -> bool {
        self.scale.classes.is_none() && self.scale.norm.kind() == NormKind::Linear
    }

    fn ticks(&self, run: &Run) -> Vec<Tick> {
        if self.is_even() {
            ticks(&TickSpec {
                scale: Scale::Linear,
                range: self.scale.range(),
                length_pt: run.length,
                orientation: if run.horizontal {
                    Orientation::Horizontal
                } else {
                    Orientation::Vertical
                },
                labels: &[],
                rule: &self.bar.ticks,
            })
        } else {
            candidates(self.scale, run.length, &self.bar.ticks)
        }
    }

    /// Ticks at places from 0 to 1 along the bar.
    fn placed(&self, ticks: Vec<Tick>) -> Vec<Tick> {
        let [low, high] = self.scale.range();
        let at = |value: f64| {
            if self.is_even() {
                (value - low) / (high - low)
            } else {
                self.scale.position(value)
            }
        };
        let placed = |tick: Tick| Tick {
            value: at(tick.value),
            label_at: at(tick.label_at),
            ..tick
        };
        ticks.into_iter().map(placed).collect()
    }
}

/// Words moved in a direction until they are clear of labels.
pub(super) fn beside(
    words: Words,
    labels: &[Bounds],
    sheet: &Sheet<'_>,
    direction: [f64; 2],
) -> Words {
    let own = words.bounds(sheet.measure());
    let needed = labels
        .iter()
        .filter(|label| own.meets(**label, 2.0))
        .map(|label| {
            let across = (label.right - own.left) * direction[0];
            across + (label.bottom - own.top) * direction[1] + 2.0
        })
        .fold(0.0, f64::max);
    words.moved(direction.map(|part| part * needed))
}
