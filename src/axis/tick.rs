//! Which ticks an axis bears and how they read, for every scale.

use super::given::{given_minors, given_ticks};
use super::label::{Heads, LabelWriter, Position, Purpose};
use super::marks::{Stepped, stepped_ticks};
use super::minor::minor_ticks;
use super::plan::Plan;
use super::series::Place;
use super::span::Span;
use super::{Scale, TickMode, TickRule};

/// How an axis lies on the screen; labels side by side need more room than labels in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Labels stand side by side.
    Horizontal,
    /// Labels stand one above the other.
    Vertical,
}

/// What [`ticks`] needs to know of an axis.
#[derive(Clone, Copy, Debug)]
pub struct TickSpec<'a> {
    /// How the axis runs.
    pub scale: Scale,
    /// Both ends in data units, in either order: `range[0]` at the left or bottom.
    /// Of a category axis in index units, the whole of `n` categories being `[-0.5, n - 0.5]`.
    pub range: [f64; 2],
    /// Length of the axis in points (CSS pixels).
    pub length_pt: f64,
    /// Side by side or one above the other.
    pub orientation: Orientation,
    /// Names of the categories; empty on other scales.
    pub labels: &'a [String],
    /// Which ticks, and how they read.
    pub rule: &'a TickRule,
}

/// One tick: where it stands and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position in data units; a category's index.
    pub value: f64,
    /// Its label; the second line of a date stands after `'\n'`.
    pub label: String,
    /// Whether the label is written smaller than others, as the digits between the decades of a log
    /// axis are.
    pub small: bool,
    /// How much larger than the axis's letters the label is written; 1 but on log axes.
    pub size: f64,
    /// How far the label stands aside, to the right and down, in sizes of the axis's letters.
    pub shift_em: [f64; 2],
    /// A small tick between the others; it has no label.
    pub minor: bool,
    /// Whether a mark and a grid line stand at `value`; false: there is only a label.
    pub marked: bool,
    /// Where the label stands in data units: beside `value` where labels belong to periods or
    /// stand between boundaries.
    pub label_at: f64,
}

impl Tick {
    /// A mark with its label beside it.
    #[must_use]
    pub fn new(value: f64, label: String) -> Self {
        Self {
            value,
            label,
            small: false,
            size: 1.0,
            shift_em: [0.0; 2],
            minor: false,
            marked: true,
            label_at: value,
        }
    }

    /// A small mark without a label.
    pub(super) fn minor(place: Place) -> Self {
        Self {
            minor: true,
            ..Self::new(place.value, String::new())
        }
    }

    pub(super) fn labelled(place: Place, label: super::label::Label) -> Self {
        Self {
            small: label.size < 1.0,
            size: label.size,
            shift_em: label.shift,
            ..Self::new(place.value, label.text)
        }
    }
}

/// The ticks of an axis from `range[0]` to `range[1]`, none where the range is unusable; minor ones
/// come behind the others.
///
/// Steps as plotly.js 4.1.1 chooses them. A reversed range bears the same ticks the other way
/// round. Border ticks survive rounding: a tick may lie outside the range by 1e-4 of it.
#[must_use]
pub fn ticks(spec: &TickSpec<'_>) -> Vec<Tick> {
    let Some(span) = Span::of(spec) else {
        return Vec::new();
    };
    let Some(plan) = Plan::major(spec, &span) else {
        return Vec::new();
    };
    let labels = LabelWriter::new(spec, Some(plan), &spec.rule.text.exact_format);
    let by_step = match &spec.rule.mode {
        TickMode::Given { values, .. } => Stepped {
            ticks: given_ticks(&labels, &span, values),
            // They may have minor ones at their own places, too.
            places: Vec::new(),
            first: None,
        },
        _ => stepped_ticks(&labels, &span, &plan),
    };
    let mut ticks = by_step.ticks;
    if by_step.first.is_some() && ticks.is_empty() && spec.scale == Scale::Category {
        return ticks;
    }
    if spec.rule.in_periods
        && spec.scale == Scale::Date
        && let Some(first) = ticks.first_mut()
    {
        // It is there for its label alone, whose period reaches into the range.
        first.marked = false;
    }
    let minors = match &spec.rule.minor {
        None => Vec::new(),
        Some(TickMode::Given { values, .. }) => given_minors(spec, &span, values),
        Some(mode) => minor_ticks(&labels, &span, mode, (by_step.places, by_step.first)),
    };
    if spec.rule.on_boundaries && spec.scale == Scale::Category {
        put_between(&mut ticks, &span, &plan);
    }
    ticks.extend(minors);
    ticks
}

/// Ticks at given places instead (data units, with whether each is minor), labelled as those of
/// [`ticks`] would be: for an axis whose ticks stand where those of another stand.
#[must_use]
pub fn ticks_at(spec: &TickSpec<'_>, places: &[(f64, bool)]) -> Vec<Tick> {
    let plan = Span::of(spec).and_then(|span| Plan::major(spec, &span));
    let labels = LabelWriter::new(spec, plan, &spec.rule.text.exact_format);
    let [first, last] = [
        places.iter().position(|(_, minor)| !minor),
        places.iter().rposition(|(_, minor)| !minor),
    ];
    let breaks = spec.rule.breaks.as_ref();
    let is_shown = |value: f64| breaks.is_none_or(|breaks| !breaks.hides(value));
    let tick = |(index, &(value, minor)): (usize, &(f64, bool))| {
        let place = Place::of_value(spec.scale, value);
        if minor {
            return Tick::minor(place);
        }
        let position = Position {
            first: first == Some(index),
            last: last == Some(index),
            bare: false,
        };
        Tick::labelled(
            place,
            labels.write(place, Purpose::Tick(position), Heads::Always),
        )
    };
    let all = places.iter().enumerate();
    all.filter(|(_, (value, _))| is_shown(*value))
        .map(tick)
        .collect()
}

/// Marks half a category before their labels, and one behind the last; those beyond the range are
/// none.
fn put_between(ticks: &mut Vec<Tick>, span: &Span, plan: &Plan) {
    let is_seen = |at: f64| {
        let slack = 1e-6 * span.width();
        at >= span.low - slack && at <= span.high + slack
    };
    let Some(last) = ticks.last().map(|tick| tick.value) else {
        return;
    };
    for tick in ticks.iter_mut() {
        let before = tick.value - 0.5;
        if is_seen(before) {
            tick.value = before;
        } else {
            tick.marked = false;
        }
    }
    let behind = last + super::plan::length_of(plan) - 0.5;
    if is_seen(behind) {
        ticks.push(Tick::new(behind, String::new()));
    }
}
