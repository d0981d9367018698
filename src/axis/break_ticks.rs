//! Ticks of a date axis that leaves parts out.

use super::marks::Mark;
use super::series::Place;
use super::span::Span;
use super::{Breaks, Orientation, TickMode, TickSpec};

/// Behind a break that reaches to the end of the axis nothing stands.
pub(super) fn before_last_break(places: &mut Vec<Place>, breaks: &Breaks, span: &Span) {
    let ends = |place: &Place| {
        let end = end_of(place.value, breaks, span).unwrap_or(place.value);
        end >= span.high && breaks.hides(place.value)
    };
    if !span.reversed
        && let Some(first) = places.iter().position(ends)
    {
        places.truncate(first);
    }
}

/// Moves ticks out of what is left out, to its end, and drops those that then stand in each other.
pub(super) fn out_of_breaks(
    marks: &mut Vec<Mark>,
    breaks: &Breaks,
    spec: &TickSpec<'_>,
    span: &Span,
) {
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
        if let Some(end) = end_of(mark.place.value, breaks, span) {
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

/// Where the span ends that leaves a moment of the axis out, if one does; the axis's end at most.
fn end_of(ms: f64, breaks: &Breaks, span: &Span) -> Option<f64> {
    let spans = breaks.spans();
    let next = spans.partition_point(|[_, to]| *to <= ms);
    let [from, to] = spans.get(next)?;
    let is_within = ms >= from.max(span.low) && ms < to.min(span.high);
    is_within.then_some(to.min(span.high))
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
