//! Ticks at places given by hand.

use super::label::{Heads, LabelWriter, Position, Purpose};
use super::series::Place;
use super::span::Span;
use super::{Tick, TickSpec};

/// Labelled ticks at those of the values (data units) that are in range, in their order.
pub(super) fn given_ticks(labels: &LabelWriter<'_>, span: &Span, values: &[f64]) -> Vec<Tick> {
    let places = places(&labels.spec, span, values);
    let last = places.len().checked_sub(1);
    let tick = |(index, place): (usize, Place)| {
        let position = Position {
            first: index == 0,
            last: Some(index) == last,
            bare: true,
        };
        Tick::labelled(
            place,
            labels.write(place, Purpose::Given(position), Heads::Always),
        )
    };
    let mut ticks: Vec<Tick> = places.into_iter().enumerate().map(tick).collect();
    ticks.retain(|tick| is_shown(&labels.spec, tick.value));
    ticks
}

/// Minor ticks at those of the values that are in range.
pub(super) fn given_minors(spec: &TickSpec<'_>, span: &Span, values: &[f64]) -> Vec<Tick> {
    let places = places(spec, span, values).into_iter();
    let shown = places.filter(|place| is_shown(spec, place.value));
    shown.map(Tick::minor).collect()
}

fn places(spec: &TickSpec<'_>, span: &Span, values: &[f64]) -> Vec<Place> {
    let (low, high) = span.widened();
    let place = |value: &f64| Place::of_value(spec.scale, *value);
    let is_inside = |place: &Place| place.at > low && place.at < high;
    values.iter().map(place).filter(is_inside).collect()
}

fn is_shown(spec: &TickSpec<'_>, value: f64) -> bool {
    let breaks = spec.rule.breaks.as_ref();
    breaks.is_none_or(|breaks| !breaks.hides(value))
}
