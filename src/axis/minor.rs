//! Small ticks between the others.

use super::break_ticks::before_last_break;
use super::label::LabelWriter;
use super::plan::length_of;
use super::series::Series;
use super::span::Span;
use super::{Tick, TickMode};

/// More than this no axis bears.
const LIMIT: usize = 10_000;

/// Small ticks between the others, whose places (in scale space) are given with the index of the
/// first; none where one of these stands.
pub(super) fn minor_ticks(
    labels: &LabelWriter<'_>,
    span: &Span,
    mode: &TickMode,
    (majors, first): (Vec<f64>, Option<i64>),
) -> Vec<Tick> {
    let spec = &labels.spec;
    let plan = labels
        .plan
        .and_then(|plan| plan.minor(spec, span, mode, first));
    let Some(plan) = plan else {
        return Vec::new();
    };
    let series = Series::new(spec.scale, plan.step, plan.start);
    let (low, high) = span.widened();
    let mut walk = series.walk([low, high], span.reversed, LIMIT);
    if let Some(breaks) = &spec.rule.breaks {
        before_last_break(&mut walk.places, breaks, span);
    }
    let near = 1e-6 * length_of(&plan).min(span.width());
    let mut taken = majors;
    taken.sort_by(f64::total_cmp);
    let is_free = |at: f64| {
        let next = taken.partition_point(|place| *place < at - near);
        taken.get(next).is_none_or(|place| *place > at + near)
    };
    let free = walk.places.into_iter().filter(|place| is_free(place.at));
    free.map(Tick::minor).collect()
}
