//! Ticks of linear and category axes.

use super::decimal::DecimalStep;
use super::number::NumberStyle;
use super::tick::{Span, Tick};

/// Ticks at the multiples of a round number.
pub(super) fn linear_ticks(span: &Span) -> Vec<Tick> {
    let Some(step) = DecimalStep::above(span.rough_step()) else {
        return Vec::new();
    };
    let style = NumberStyle::of_step(step.size(), span.low.abs().max(span.high.abs()));
    let (low, high) = span.widened();
    let values = step.multiples(low, high, span.limit);
    values
        .into_iter()
        .map(|value| Tick::plain(value, style.write(value)))
        .collect()
}

/// Ticks at every so manieth category, beginning with the first of all.
pub(super) fn category_ticks(span: &Span, labels: &[String]) -> Vec<Tick> {
    let rough = libm::ceil(span.rough_step().clamp(1.0, 1e15));
    let (low, high) = span.widened();
    #[expect(clippy::cast_possible_truncation, reason = "clamped above")]
    let step = DecimalStep::whole(rough as i64);
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 labels")]
    let last = labels.len() as f64 - 1.0;
    let values = step.multiples(low.max(0.0), high.min(last), span.limit);
    let label = |value: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index"
        )]
        let index = value as usize;
        labels
            .get(index)
            .map(|label| Tick::plain(value, label.clone()))
    };
    values.into_iter().filter_map(label).collect()
}
