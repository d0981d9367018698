//! The words of a page's axes, and how far they reach: labels, titles, room for both.

use crate::axis::group_labels;
use crate::figure::{AxisAnchor, AxisId, AxisSide, Font, Mirror, PageAxis};

use super::super::words::{Bounds, CAP, LINE, MIDDLE, Words};
use super::labels::{LabelLook, LabelPlace, Labels};
use super::margins::Push;
use super::sheet::{Sheet, SheetAxis};

/// The words of an axis in their places.
#[derive(Clone, Debug, Default)]
pub(in crate::view) struct AxisWords {
    pub(in crate::view) labels: Labels,
    /// The outer names of a multicategory axis.
    pub(in crate::view) groups: Labels,
    /// Length of the lines between its groups.
    pub(in crate::view) divider_length: f64,
    pub(in crate::view) title: Option<Words>,
    pub(in crate::view) pushes: Vec<Push>,
}

impl AxisWords {
    /// The words of an axis; its labels at the angle that they were given in the attempt before, if
    /// that was upright.
    pub(in crate::view) fn new(
        sheet: &Sheet<'_>,
        axis: SheetAxis<'_>,
        before: Option<f64>,
    ) -> Self {
        if !axis.look.visible || sheet.main_plot(axis.index).is_none() {
            return Self::default();
        }
        let line_at = sheet.main_line(axis);
        let place = label_place(sheet, axis, line_at);
        // Labels once set upright stay so, or they and the margins could go on forever.
        let forced = before.filter(|angle| axis.look.auto_margin && *angle == 90.0);
        let labels = place.labels(axis.ticks, forced);
        let mut words = Self {
            labels,
            ..Self::default()
        };
        if !axis.axis.ticks.groups.is_empty() {
            words.add_groups(sheet, axis, line_at);
        }
        let reach = words.reach(&place);
        let depth = (outermost(reach, axis.axis.side) - line_at) * axis.outward();
        words.title = words.placed_title(sheet, axis, depth);
        if axis.look.auto_margin {
            words.pushes = pushes(sheet, axis, reach);
        }
        words
    }

    /// What the outermost words cover; a place without extent if there are none.
    fn reach(&self, place: &LabelPlace<'_>) -> Bounds {
        let outer = if self.groups.bounds.is_empty() {
            &self.labels.bounds
        } else {
            &self.groups.bounds
        };
        Bounds::around(outer.iter().copied()).unwrap_or(Bounds::at(place.origin()))
    }

    fn add_groups(&mut self, sheet: &Sheet<'_>, axis: SheetAxis<'_>, line_at: f64) {
        let inner = Bounds::around(self.labels.bounds.iter().copied());
        let across = inner.map_or(0.0, |inner| {
            if axis.run.horizontal {
                inner.height() + 2.0
            } else {
                inner.width() + 10.0
            }
        });
        let angle = self.labels.turned.or(axis.look.label_angle).unwrap_or(0.0);
        let turned = if angle == 0.0 {
            0.0
        } else {
            axis.look.label_font.size * LINE
        };
        let place = label_place(sheet, axis, line_at + (across + turned) * axis.outward());
        #[expect(clippy::cast_precision_loss, reason = "indices of names")]
        let names = group_labels(axis.ticks, &axis.axis.ticks)
            .into_iter()
            .map(|group| ((group.first + group.last) as f64 / 2.0, group.label));
        self.groups = place.upright(names);
        let outer = Bounds::around(self.groups.bounds.iter().copied());
        self.divider_length = outer.map_or(0.0, |outer| {
            (outermost(outer, axis.axis.side) - line_at) * axis.outward()
        });
    }

    fn placed_title(&self, sheet: &Sheet<'_>, axis: SheetAxis<'_>, depth: f64) -> Option<Words> {
        let text = super::plain(axis.axis.title.trim());
        if text.is_empty() {
            return None;
        }
        let font = &axis.look.title_font;
        let standoff = match axis.look.title_standoff {
            Some(standoff) => depth + standoff + title_reach(axis, &text, font.size),
            None => usual_standoff(axis, self.divider_length),
        };
        let at = sheet.border(axis) + standoff * axis.outward();
        let middle = axis.run.offset + axis.run.length / 2.0;
        let words = if axis.run.horizontal {
            Words::upright(text, font.clone(), [middle, at], 0.5)
        } else {
            Words {
                angle: -90.0,
                ..Words::upright(text, font.clone(), [at, middle], 0.5)
            }
        };
        if !axis.axis.ticks.groups.is_empty() {
            return Some(words);
        }
        let pad = if axis.look.title_standoff.is_some() {
            0.0
        } else {
            2.0
        };
        Some(clear_of(
            sheet,
            words,
            &self.labels.bounds,
            (axis.axis.side, pad),
        ))
    }
}

/// How labels of an axis are placed.
pub(in crate::view) fn label_place<'a>(
    sheet: &'a Sheet<'_>,
    axis: SheetAxis<'a>,
    line_at: f64,
) -> LabelPlace<'a> {
    let look: &PageAxis = axis.look;
    LabelPlace {
        look: LabelLook {
            side: axis.axis.side,
            marks: look.marks.as_ref(),
            line_width: look.line.as_ref().map(|line| line.width),
            shown: look.labels,
            font: &look.label_font,
            angle: look.label_angle,
            auto_angles: if axis.run.horizontal {
                &look.auto_angles
            } else {
                &[]
            },
            inside: look.labels_inside,
            label_side: look.label_side,
            on_boundaries: axis.axis.ticks.on_boundaries,
            dividers: look.dividers.is_some() && !axis.axis.ticks.groups.is_empty(),
            standoff: look.label_standoff,
            shift: look.label_shift,
            overflow: look.label_overflow,
        },
        run: axis.run,
        line_at,
        measure: sheet.measure(),
        page: sheet.size,
    }
}

fn outermost(bounds: Bounds, side: AxisSide) -> f64 {
    match side {
        AxisSide::Bottom => bounds.bottom,
        AxisSide::Top => bounds.top,
        AxisSide::Left => bounds.left,
        AxisSide::Right => bounds.right,
    }
}

fn further_lines(text: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
    let further = text.matches('\n').count() as f64;
    further
}

/// From where a title begins to its first baseline.
fn title_reach(axis: SheetAxis<'_>, text: &str, size: f64) -> f64 {
    match axis.axis.side {
        AxisSide::Bottom | AxisSide::Right => size * CAP,
        AxisSide::Top | AxisSide::Left => size * (MIDDLE + further_lines(text) * LINE),
    }
}

/// From an axis to its title's baseline where its author says nothing.
fn usual_standoff(axis: SheetAxis<'_>, groups: f64) -> f64 {
    let look = axis.look;
    let Font { size, .. } = look.title_font;
    let mut standoff = if axis.axis.ticks.groups.is_empty() {
        let line = look.line.as_ref().map_or(0.0, |line| line.width);
        let further = if line > 0.0 { line - 1.0 } else { 0.0 };
        let lines = if look.labels_inside {
            0.5 * size + axis.outside_length()
        } else {
            1.5 * size
        };
        10.0 + lines + further
    } else {
        groups
    };
    if !look.labels_inside {
        standoff += size
            * match (axis.axis.side, look.labels) {
                (AxisSide::Bottom, true) => 1.5,
                (AxisSide::Bottom | AxisSide::Right, false) => 0.5,
                (AxisSide::Top | AxisSide::Right, true) => 1.0,
                (AxisSide::Left, true) => 0.5,
                (AxisSide::Top | AxisSide::Left, false) => 0.0,
            };
    }
    standoff
}

/// A title moved away from the axis until it is clear of the labels, but not past the page.
pub(in crate::view) fn clear_of(
    sheet: &Sheet<'_>,
    words: Words,
    labels: &[Bounds],
    (side, pad): (AxisSide, f64),
) -> Words {
    let title = words.bounds(sheet.measure());
    let most = match side {
        AxisSide::Left => title.left,
        AxisSide::Top => title.top,
        AxisSide::Right => sheet.size[0] - title.right,
        AxisSide::Bottom => sheet.size[1] - title.bottom,
    };
    let needed = |label: &Bounds| match side {
        AxisSide::Left => title.right - label.left,
        AxisSide::Top => title.bottom - label.top,
        AxisSide::Right => label.right - title.left,
        AxisSide::Bottom => label.bottom - title.top,
    };
    let needed = labels
        .iter()
        .filter(|label| title.meets(**label, pad))
        .map(|label| needed(label) + pad)
        .fold(0.0, f64::max);
    let shift = if most < 0.0 { most } else { needed.min(most) };
    words.moved(match side {
        AxisSide::Left => [-shift, 0.0],
        AxisSide::Top => [0.0, -shift],
        AxisSide::Right => [shift, 0.0],
        AxisSide::Bottom => [0.0, shift],
    })
}

/// What the words of an axis ask of the margins.
fn pushes(sheet: &Sheet<'_>, axis: SheetAxis<'_>, reach: Bounds) -> Vec<Push> {
    let border = sheet.border(axis);
    let some = if axis.run.horizontal {
        reach.width() > 0.0
    } else {
        reach.height() > 0.0
    };
    let mut depth = axis.outside_length();
    if some {
        let words = (outermost(reach, axis.axis.side) - border) * axis.outward();
        // Only the labels of an x axis below may be nearer than the marks are long.
        depth = depth.max(words);
    }
    depth += axis.shift() * axis.outward();
    let text = super::plain(axis.axis.title.trim());
    if !text.is_empty() {
        depth += title_depth(axis.look, &text) + axis.look.title_standoff.unwrap_or(0.0);
    }
    let ends = |low: bool| match axis.look.anchor {
        AxisAnchor::Axis(AxisId(anchor)) => sheet
            .runs
            .get(anchor)
            .map_or(0.0, |run| if low { run.domain[0] } else { run.domain[1] }),
        AxisAnchor::Free(at) => at,
    };
    let at_low = matches!(axis.axis.side, AxisSide::Bottom | AxisSide::Left);
    let across = ends(at_low);
    let mut push = Push::from(if axis.run.horizontal {
        [0.0, across]
    } else {
        [across, 0.0]
    });
    *side_of(&mut push, axis.axis.side) += depth;
    if some {
        overhang(axis, reach, &mut push);
    }
    let mut pushes = vec![push];
    if axis.look.mirror != Mirror::None && matches!(axis.look.anchor, AxisAnchor::Axis(_)) {
        let mut mirrored = Push::from(if axis.run.horizontal {
            [0.0, ends(!at_low)]
        } else {
            [ends(!at_low), 0.0]
        });
        let marks = match axis.look.mirror {
            Mirror::Ticks | Mirror::All | Mirror::AllTicks => axis.outside_length(),
            Mirror::None | Mirror::Line => 0.0,
        };
        let line = axis.look.line.as_ref().map_or(0.0, |line| line.width);
        *side_of(&mut mirrored, super::runs::opposite(axis.axis.side)) += line + marks;
        pushes.push(mirrored);
    }
    pushes
}

/// Labels that reach past the ends of their axis.
fn overhang(axis: SheetAxis<'_>, reach: Bounds, push: &mut Push) {
    let run = axis.run;
    let [before, after] = if run.horizontal {
        [run.offset - reach.left, reach.right - run.end()]
    } else {
        [run.offset - reach.top, reach.bottom - run.end()]
    };
    let (first, last, ends) = if run.horizontal {
        (&mut push.left, &mut push.right, [0.0, 1.0])
    } else {
        (&mut push.top, &mut push.bottom, [1.0, 0.0])
    };
    if before > 0.0 {
        *first = [ends[0], before];
    }
    if after > 0.0 {
        *last = [ends[1], after];
    }
}

fn side_of(push: &mut Push, side: AxisSide) -> &mut f64 {
    match side {
        AxisSide::Bottom => &mut push.bottom[1],
        AxisSide::Top => &mut push.top[1],
        AxisSide::Left => &mut push.left[1],
        AxisSide::Right => &mut push.right[1],
    }
}

/// About how deep a title is.
fn title_depth(look: &PageAxis, text: &str) -> f64 {
    let further = further_lines(text);
    let size = look.title_font.size;
    match look.title_standoff {
        Some(_) => size * (CAP + further * LINE),
        None if further > 0.0 => size * (further + 1.0) * LINE,
        None => size,
    }
}
