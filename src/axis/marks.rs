//! Labelled ticks at the places to which a step leads.

use super::break_ticks::{before_last_break, out_of_breaks};
use super::label::{Heads, Label, LabelWriter, Position, Purpose};
use super::period_labels::{PeriodPlace, period_places};
use super::plan::{Plan, length_of};
use super::series::{Place, Series, Walk};
use super::span::Span;
use super::{Scale, Tick};

/// A tick before it has its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) place: Place,
    /// The first within the range.
    first: bool,
    /// Its label is left out.
    skipped: bool,
    label: PeriodPlace,
}

impl Mark {
    /// Whether its period is left out of the axis.
    pub(super) fn is_left_out(&self) -> bool {
        self.label == PeriodPlace::Nowhere
    }
}

/// Ticks at the places to which a step leads.
pub(super) struct Stepped {
    /// In the order of the axis.
    pub(super) ticks: Vec<Tick>,
    /// Where they stand in scale space, before some give way to what is left out of the axis.
    pub(super) places: Vec<f64>,
    /// The index of the first within the range.
    pub(super) first: Option<i64>,
}

/// The ticks of an axis by its step.
pub(super) fn stepped_ticks(labels: &LabelWriter<'_>, span: &Span, plan: &Plan) -> Stepped {
    let spec = &labels.spec;
    let series = Series::new(spec.scale, plan.step, plan.start);
    let (mut low, mut high) = span.widened();
    if spec.scale == Scale::Category {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 labels")]
        let last = spec.labels.len() as f64 - 1.0;
        (low, high) = (low.max(0.0), high.min(last));
    }
    let mut walk = series.walk([low, high], span.reversed, span.limit);
    let in_periods = spec.rule.in_periods && spec.scale == Scale::Date;
    let has_lead = in_periods && (spec.rule.breaks.is_none() || span.reversed);
    let first = walk.first;
    if has_lead {
        with_one_before(&mut walk, &series, span);
    }
    if let Some(breaks) = &spec.rule.breaks {
        before_last_break(&mut walk.places, breaks, span);
    }
    let mut marks = marks(labels, plan, &walk, usize::from(has_lead));
    if let Some(breaks) = &spec.rule.breaks {
        out_of_breaks(&mut marks, breaks, spec, span);
    }
    Stepped {
        ticks: labelled(labels, span, &marks),
        places: walk.places.iter().map(|place| place.at).collect(),
        first,
    }
}

/// The label of the period that has begun before the range may stand within it.
fn with_one_before(walk: &mut Walk, series: &Series, span: &Span) {
    let Some(first) = walk.first else {
        return;
    };
    let before = if span.reversed { first + 1 } else { first - 1 };
    if let Some(place) = series.at(before) {
        walk.places.insert(0, place);
    }
}

/// `lead`: how many stand before the range.
fn marks(labels: &LabelWriter<'_>, plan: &Plan, walk: &Walk, lead: usize) -> Vec<Mark> {
    let rule = labels.spec.rule;
    let in_periods = rule.in_periods && labels.spec.scale == Scale::Date;
    let places = &walk.places;
    let moments: Vec<f64> = places.iter().map(|place| place.value).collect();
    let mut label_places = if in_periods {
        period_places(&moments, plan.unit, rule.breaks.as_deref())
    } else {
        vec![PeriodPlace::AtTick; places.len()]
    }
    .into_iter();
    let numbers = Numbering::new(plan, places.get(lead), rule.label_step);
    let mark = |(index, place): (usize, &Place)| Mark {
        place: *place,
        first: index == lead,
        skipped: numbers.skips(index, lead),
        label: label_places.next().unwrap_or(PeriodPlace::AtTick),
    };
    places.iter().enumerate().map(mark).collect()
}

/// Which ticks have no label because only every so manieth has.
struct Numbering {
    first: f64,
    step: usize,
}

impl Numbering {
    fn new(plan: &Plan, first: Option<&Place>, step: usize) -> Self {
        let at = first.map_or(0.0, |first| (first.at - plan.start) / length_of(plan));
        Self {
            first: libm::floor(at + 0.5),
            step,
        }
    }

    fn skips(&self, index: usize, lead: usize) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a thousand ticks or so")]
        let (number, step) = (
            self.first + index as f64 - lead as f64,
            self.step.max(1) as f64,
        );
        self.step > 1 && number % step != 0.0
    }
}

fn labelled(labels: &LabelWriter<'_>, span: &Span, marks: &[Mark]) -> Vec<Tick> {
    let mut head = String::new();
    let mut ticks = Vec::with_capacity(marks.len());
    for (index, mark) in marks.iter().enumerate() {
        let by_digits = matches!(
            labels.plan.map(|plan| plan.step),
            Some(super::TickStep::LogDigits { .. })
        );
        let position = Position {
            first: mark.first,
            last: index + 1 == marks.len(),
            bare: by_digits && mark.place.at != libm::round(mark.place.at),
        };
        let before = head.clone();
        let label = labels.write(
            mark.place,
            Purpose::Tick(position),
            Heads::Changed(&mut head),
        );
        let (label_at, is_inside) = match mark.label {
            PeriodPlace::At(at) => (
                at.clamp(span.low, span.high),
                at >= span.low && at <= span.high,
            ),
            _ => (mark.place.value, true),
        };
        let is_hidden = mark.skipped || !is_inside;
        if is_hidden {
            // It has not been said yet.
            head = before;
        }
        let label = if is_hidden {
            Label {
                text: String::new(),
                ..label
            }
        } else {
            label
        };
        ticks.push(Tick {
            label_at,
            ..Tick::labelled(mark.place, label)
        });
    }
    ticks
}
