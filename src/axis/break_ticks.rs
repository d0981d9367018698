//! Ticks of a date axis that leaves parts out.

use super::marks::Mark;
use super::span::Span;
use super::{Breaks, Orientation, TickMode, TickSpec};

/// Moves ticks out of what is left out, to its end, and drops those that then stand in each other.
pub(super) fn out_of_breaks(
    marks: &mut Vec<Mark>,
    breaks: &Breaks,
    spec: &TickSpec<'_>,
    span: &Span,
) {
    if !span.reversed {
        // Behind a break that reaches to the end there is nothing.
        let ends =
            |mark: &Mark| end_of(mark.place.value, breaks).is_some_and(|end| end >= span.high);
        if let Some(first) = marks.iter().position(ends) {
            marks.truncate(first);
        }
    }
    let apart = match spec.rule.mode {
        TickMode::Auto { .. } => spec.rule.font_pt,
        _ => 1.0,
    };
    let px = Px::new(breaks, spec, span);
    let mut before = f64::NAN;
    let mut index = marks.len();
    while index > 0 {
        index -= 1;
        let Some(mark) = marks.get_mut(index) else {
            continue;
        };
        if mark.is_left_out() {
            marks.remove(index);
            continue;
        }
        if let Some(end) = end_of(mark.place.value, breaks) {
            mark.place.value = end;
            mark.place.at = end;
        }
        let at = px.at(mark.place.value);
        let is_close = match spec.orientation {
            Orientation::Vertical => before > at - apart,
            Orientation::Horizontal => before < at + apart,
        };
        if !is_close {
            before = at;
            continue;
        }
        let dropped = if span.reversed { index + 1 } else { index };
        if dropped < marks.len() {
            marks.remove(dropped);
        }
    }
}

/// Where the span ends that leaves a moment out, if one does.
fn end_of(ms: f64, breaks: &Breaks) -> Option<f64> {
    let spans = breaks.spans();
    let next = spans.partition_point(|[_, to]| *to <= ms);
    let [from, to] = spans.get(next)?;
    (ms >= *from).then_some(*to)
}

/// Points along the axis, to the right or down.
struct Px<'a> {
    breaks: &'a Breaks,
    start: f64,
    per_ms: f64,
}

impl<'a> Px<'a> {
    fn new(breaks: &'a Breaks, spec: &TickSpec<'_>, span: &Span) -> Self {
        let (low, high) = (breaks.compress(span.low), breaks.compress(span.high));
        let down = spec.orientation == Orientation::Vertical;
        let (start, sign) = if span.reversed == down {
            (low, 1.0)
        } else {
            (high, -1.0)
        };
        Self {
            breaks,
            start,
            per_ms: sign * spec.length_pt / (high - low),
        }
    }

    fn at(&self, ms: f64) -> f64 {
        (self.breaks.compress(ms) - self.start) * self.per_ms
    }
}
