//! The range of an axis: as its layout says, or as its data need.

use super::arrays::List;
use super::autorange::{Automatic, Extremes, RangeMode};
use super::axes::DataAxes;
use super::axis_type::AxisType;
use super::datum::Item;
use super::values::item;
use super::{Attrs, Node};
use crate::axis::Breaks;
use crate::figure::AxisId;

/// Which ends of a range follow the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Auto {
    Off,
    On,
    Reversed,
    Min,
    Max,
    MinReversed,
    MaxReversed,
}

const AUTO_WORDS: [(&str, Auto); 5] = [
    ("reversed", Auto::Reversed),
    ("min", Auto::Min),
    ("max", Auto::Max),
    ("min reversed", Auto::MinReversed),
    ("max reversed", Auto::MaxReversed),
];

/// A number that is too close to the end of what can be computed with is drawn back to this.
const SAFE: f64 = f64::MAX / 10_000.0;

/// An axis whose range is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct RangeInput<'a, 'b> {
    pub(super) axes: &'b DataAxes<'a>,
    pub(super) id: AxisId,
    /// What its data reach to.
    pub(super) extremes: &'b Extremes,
    /// The axis's length in points.
    pub(super) length: f64,
    pub(super) breaks: Option<&'b Breaks>,
}

/// A range as a layout gives it, along the axis; an end that is `None` follows the data.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Given {
    ends: [Option<f64>; 2],
    auto: Auto,
}

impl RangeInput<'_, '_> {
    /// The range in data units, as drawn.
    pub(super) fn range(&self) -> [f64; 2] {
        let kind = self.kind();
        let [from, to] = drawable(self.along_axis(), kind).unwrap_or_else(|| self.usual());
        let scale = kind.scale();
        [scale.data_from_scale(from), scale.data_from_scale(to)]
    }

    /// True if a layout says the range.
    pub(super) fn is_given(&self) -> bool {
        self.given().auto == Auto::Off
    }

    fn kind(&self) -> AxisType {
        self.axes
            .get(self.id)
            .map_or(AxisType::Linear, |axis| axis.kind)
    }

    fn attrs(&self) -> Attrs<'_> {
        self.axes
            .get(self.id)
            .map(|axis| axis.attrs)
            .unwrap_or_default()
    }

    /// Where a value of a range lies along the axis: on a log axis it is the exponent.
    fn end(&self, item: Item<'_>) -> Option<f64> {
        let place = match self.kind() {
            AxisType::Log | AxisType::Linear => item.cleaned(),
            AxisType::Category | AxisType::Multicategory => item
                .numeric()
                .or_else(|| Some(self.axes.place(self.id, item)).filter(|place| !place.is_nan())),
            AxisType::Date => item.moment(),
        };
        place.filter(|place| place.is_finite())
    }

    fn given(&self) -> Given {
        let attrs = self.attrs();
        let listed = attrs.get("range").and_then(|node| List::of(node).ok()?);
        let items = listed
            .filter(|list| list.len() >= 2)
            .map(|list| [item(list, 0), item(list, 1)]);
        let ends = items.map(|items| items.map(|item| self.end(item)));
        let null = items.map(|items| items.map(|item| item == Item::Missing));
        let valid = |at: usize| {
            null.is_some_and(|null| null[at]) || ends.is_some_and(|ends| ends[at].is_some())
        };
        let usual = match null {
            _ if !(valid(0) && valid(1)) => Auto::On,
            Some([true, true]) | None => Auto::On,
            Some([true, false]) => Auto::Min,
            Some([false, true]) => Auto::Max,
            Some([false, false]) => Auto::Off,
        };
        let said = attrs.read("autorange", |node| match node {
            Node::Bool(auto) => Some(if *auto { Auto::On } else { Auto::Off }),
            Node::Text(text) => AUTO_WORDS
                .iter()
                .find(|(word, _)| word == text)
                .map(|(_, auto)| *auto),
            _ => None,
        });
        let auto = said.unwrap_or(usual);
        let nothing = Given {
            ends: [None; 2],
            auto: Auto::On,
        };
        let clash = match (null, auto) {
            (None, _) => false,
            (Some([true, true]), _) => true,
            (Some([first, second]), Auto::Reversed | Auto::On) => first || second,
            (Some([first, _]), Auto::Min | Auto::MaxReversed) => !first,
            (Some([_, second]), Auto::Max | Auto::MinReversed) => !second,
            _ => false,
        };
        if clash {
            return nothing;
        }
        Given {
            ends: ends.unwrap_or([None; 2]),
            auto,
        }
    }

    fn mode(&self) -> RangeMode {
        let words = [
            ("tozero", RangeMode::ToZero),
            ("nonnegative", RangeMode::NonNegative),
        ];
        match self.kind() {
            AxisType::Linear => self.attrs().word("rangemode", &words).unwrap_or_default(),
            _ => RangeMode::Normal,
        }
    }

    fn along_axis(&self) -> [f64; 2] {
        let given = self.given();
        if given.auto == Auto::Off {
            return self.limited(self.cleaned(given.ends));
        }
        let automatic = Automatic {
            mode: self.mode(),
            length: self.length,
            breaks: self.breaks,
        };
        let Some(range) = automatic.range(self.extremes) else {
            let usual = self.limited(self.cleaned(given.ends));
            return match given.auto {
                Auto::Reversed => [usual[1], usual[0]],
                _ => usual,
            };
        };
        let [from, to] = self.bounded(range, given);
        let listed_backwards = matches!(given.ends, [Some(first), Some(second)] if second < first);
        let backwards = matches!(
            given.auto,
            Auto::Reversed | Auto::MinReversed | Auto::MaxReversed
        );
        if backwards || listed_backwards {
            [to, from]
        } else {
            [from, to]
        }
    }

    /// An automatic range under what `autorangeoptions` and a half-given range say.
    fn bounded(&self, [mut low, mut high]: [f64; 2], given: Given) -> [f64; 2] {
        let options = self.attrs().child("autorangeoptions");
        let said = |key: &str| {
            options
                .get(key)
                .and_then(|node| self.data_end(Item::of(node)))
        };
        let include = options.get("include");
        for value in include.into_iter().flat_map(|node| self.included(node)) {
            low = low.min(value);
            high = high.max(value);
        }
        let [least, most] = match (given.auto, given.ends) {
            (Auto::Min, [_, Some(end)]) | (Auto::MinReversed, [Some(end), _]) => [None, Some(end)],
            (Auto::Max, [Some(end), _]) | (Auto::MaxReversed, [_, Some(end)]) => [Some(end), None],
            _ => [None, None],
        };
        let ordered = |pair: [Option<f64>; 2]| match pair {
            [Some(low), Some(high)] => low < high,
            _ => true,
        };
        let allowed = [said("minallowed").or(least), said("maxallowed").or(most)];
        let clip = [said("clipmin"), said("clipmax")];
        match (
            allowed[0].filter(|_| ordered(allowed)),
            clip[0].filter(|_| ordered(clip)),
        ) {
            (Some(end), _) => low = end,
            (None, Some(end)) => low = low.max(end),
            _ => {}
        }
        match (
            allowed[1].filter(|_| ordered(allowed)),
            clip[1].filter(|_| ordered(clip)),
        ) {
            (Some(end), _) => high = end,
            (None, Some(end)) => high = high.min(end),
            _ => {}
        }
        self.limited([low, high])
    }

    fn included(&self, node: &Node) -> Vec<f64> {
        match List::of(node) {
            Ok(Some(list)) => (0..list.len())
                .filter_map(|index| self.data_end(item(list, index)))
                .collect(),
            _ => self.data_end(Item::of(node)).into_iter().collect(),
        }
    }

    /// Where a value in data units lies along the axis.
    fn data_end(&self, item: Item<'_>) -> Option<f64> {
        let place = self.axes.place(self.id, item);
        let place = super::autorange::along(place, self.kind());
        place.is_finite().then_some(place)
    }

    /// A range with two different ends, whatever is given.
    fn cleaned(&self, [from, to]: [Option<f64>; 2]) -> [f64; 2] {
        let log = self.kind() == AxisType::Log;
        match (from, to) {
            (Some(from), Some(to)) => {
                apart(from.clamp(-SAFE, SAFE), to.clamp(-SAFE, SAFE), self.kind())
            }
            (Some(from), None) if log => apart(from, from * 10.0, self.kind()),
            (None, Some(to)) if log => apart(to * 0.1, to, self.kind()),
            _ => self.usual(),
        }
    }

    /// The range of an axis without data.
    fn usual(&self) -> [f64; 2] {
        if self.kind() == AxisType::Date {
            return [946_684_800_000.0, 978_307_200_000.0];
        }
        let is_y = self.axes.get(self.id).is_some_and(|axis| axis.side == 1);
        let from = if self.mode() == RangeMode::Normal {
            -1.0
        } else {
            0.0
        };
        [from, if is_y { 4.0 } else { 6.0 }]
    }

    /// Within `minallowed` and `maxallowed`.
    fn limited(&self, range: [f64; 2]) -> [f64; 2] {
        let attrs = self.attrs();
        let said = |key: &str| attrs.get(key).and_then(|node| self.end(Item::of(node)));
        let (least, most) = (said("minallowed"), said("maxallowed"));
        let backwards = range[1] < range[0];
        let [mut low, mut high] = if backwards {
            [range[1], range[0]]
        } else {
            range
        };
        low = least.map_or(low, |least| low.max(least));
        high = most.map_or(high, |most| high.min(most));
        if low >= high {
            match (least, most) {
                (Some(least), _) => high = most.map_or(least + 1.0, |most| most.min(least + 1.0)),
                (None, Some(most)) => low = most - 1.0,
                (None, None) => {}
            }
        }
        if backwards { [high, low] } else { [low, high] }
    }
}

/// Two different ends that can be computed with.
fn drawable(range: [f64; 2], kind: AxisType) -> Option<[f64; 2]> {
    let most = match kind {
        AxisType::Log => 300.0,
        _ => SAFE,
    };
    let [from, to] = range.map(|end| end.clamp(-most, most));
    let [from, to] = apart(from, to, kind);
    (from.is_finite() && to.is_finite() && from != to).then_some([from, to])
}

fn apart(from: f64, to: f64, kind: AxisType) -> [f64; 2] {
    if from != to {
        return [from, to];
    }
    let half = match kind {
        AxisType::Date => 1000.0,
        _ => (from * 1e-6).abs().max(1.0),
    };
    [from - half, to + half]
}
