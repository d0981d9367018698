//! Which ticks an axis or colour bar is said to bear, and what they say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Attrs, Node, style};
use crate::axis::{
    ExponentFormat, FormatStop, LogDigits, Scale, TickMode, TickRule, TickStep, TickText, Which,
    parse_date,
};
use crate::color::Rgba;
use crate::figure::{Stroke, TickMarks};

/// What is known of an axis or bar when its ticks are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct TickContext<'a> {
    /// The axis or colour bar.
    pub(super) attrs: Attrs<'a>,
    /// How it runs.
    pub(super) scale: Scale,
    /// The names of its indices; empty on other axes.
    pub(super) categories: &'a [String],
    /// Their outer names; empty unless it has two levels.
    pub(super) groups: &'a [String],
    /// Decimal mark and mark between groups of digits.
    pub(super) separators: [char; 2],
    /// It lies over another axis, whose ticks it follows unless something else is said.
    pub(super) laid_over: bool,
}

const WHICH: [(&str, Which); 4] = [
    ("all", Which::All),
    ("first", Which::First),
    ("last", Which::Last),
    ("none", Which::None),
];

const EXPONENTS: [(&str, ExponentFormat); 7] = [
    ("none", ExponentFormat::None),
    ("e", ExponentFormat::SmallE),
    ("E", ExponentFormat::CapitalE),
    ("power", ExponentFormat::Power),
    ("SI", ExponentFormat::Si),
    ("B", ExponentFormat::Billions),
    ("SI extended", ExponentFormat::SiExtended),
];

impl TickContext<'_> {
    /// The rule, with every default resolved.
    pub(super) fn rule(&self, font_pt: f64, keeps_lines: bool) -> TickRule {
        let attrs = self.attrs;
        let multicategory = !self.groups.is_empty();
        let boundaries = attrs.word("tickson", &[("labels", false), ("boundaries", true)]);
        let counts = !multicategory && self.scale != Scale::Log;
        let step = attrs.at_least("ticklabelstep", 1.0).filter(|_| counts);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 1, saturates"
        )]
        let label_step = step.map_or(1, |step| step as usize);
        TickRule {
            mode: self.mode(attrs, self.laid_over),
            text: self.text(),
            label_step,
            on_boundaries: self.scale == Scale::Category && boundaries.unwrap_or(multicategory),
            in_periods: self.scale == Scale::Date
                && attrs.word("ticklabelmode", &[("period", ())]).is_some(),
            minor: self.minor(),
            log_digits: attrs
                .word(
                    "minorloglabels",
                    &[
                        ("small digits", LogDigits::Small),
                        ("complete", LogDigits::Complete),
                        ("none", LogDigits::None),
                    ],
                )
                .unwrap_or_default(),
            breaks: None,
            groups: self.groups.iter().cloned().collect(),
            font_pt,
            keeps_lines,
        }
    }

    /// Where ticks stand; `attrs` are the axis's, or those of its minor ticks.
    fn mode(&self, attrs: Attrs<'_>, laid_over: bool) -> TickMode {
        let values = attrs.get("tickvals").filter(|values| values.is_list());
        let step = attrs.get("dtick");
        let usual = if values.is_some() {
            "array"
        } else if step.is_some_and(is_something) {
            "linear"
        } else if laid_over && self.scale != Scale::Category {
            "sync"
        } else {
            "auto"
        };
        let modes = ["auto", "linear", "array", "sync"].map(|word| (word, word));
        match (attrs.word("tickmode", &modes).unwrap_or(usual), values) {
            ("linear", _) => self.every(attrs, step),
            ("array", Some(values)) if self.groups.is_empty() => self.given(attrs, values),
            ("sync", _) if laid_over => TickMode::Synced,
            _ => TickMode::Auto {
                count: count(attrs),
            },
        }
    }

    fn every(&self, attrs: Attrs<'_>, step: Option<&Node>) -> TickMode {
        let step = self.step(step).unwrap_or(TickStep::Even(self.usual_step()));
        let start = match (step, attrs.get("tick0")) {
            (TickStep::LogDigits { .. }, _) | (_, None) => None,
            (_, Some(start)) => self.place(start),
        };
        TickMode::Every { start, step }
    }

    /// The step that stands for one that cannot be used.
    fn usual_step(&self) -> f64 {
        if self.scale == Scale::Date {
            86_400_000.0
        } else {
            1.0
        }
    }

    fn step(&self, step: Option<&Node>) -> Option<TickStep> {
        let step = step?;
        if let Some(number) = step.numeric().filter(|number| *number > 0.0) {
            return Some(TickStep::Even(match self.scale {
                Scale::Category => number.round().max(1.0),
                Scale::Date => number.max(0.1),
                _ => number,
            }));
        }
        let text = step.text()?;
        let (kind, number) = text.split_at_checked(1)?;
        let number: f64 = number.parse().ok().filter(|number| *number > 0.0)?;
        match (self.scale, kind) {
            (Scale::Date, "M") if number.fract() == 0.0 && number <= 1e6 =>
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole, between 1 and a million"
                )]
                Some(TickStep::Months(number as u32))
            }
            (Scale::Log, "L") => Some(TickStep::LogLinear(number)),
            (Scale::Log, "D") if number == 1.0 => Some(TickStep::LogDigits { all: true }),
            (Scale::Log, "D") if number == 2.0 => Some(TickStep::LogDigits { all: false }),
            _ => None,
        }
    }

    fn given(&self, attrs: Attrs<'_>, values: &Node) -> TickMode {
        let texts = attrs.get("ticktext");
        let text = |index: usize| match texts.and_then(|texts| texts.at(index)) {
            Some(Node::Text(text)) => text,
            Some(Node::Number(number)) => crate::axis::exact_number(number),
            Some(Node::Bool(value)) => value.to_string(),
            _ => String::new(),
        };
        let (mut places, mut words) = (Vec::new(), Vec::new());
        for index in 0..values.len() {
            let place = values.at(index).and_then(|value| self.place(&value));
            if let Some(place) = place {
                places.push(place);
                words.push(text(index));
            }
        }
        TickMode::Given {
            values: places.into(),
            texts: if texts.is_some() {
                words.into()
            } else {
                Arc::default()
            },
        }
    }

    /// A place that is named: a number, a date, a category.
    fn place(&self, node: &Node) -> Option<f64> {
        let numeric = || node.numeric().filter(|number| number.is_finite());
        match (self.scale, node) {
            (Scale::Date, Node::Text(text)) => parse_date(text).map(|date| date.ms),
            (Scale::Category, node) => {
                let name = match node {
                    Node::Text(text) => text.clone(),
                    Node::Number(number) => crate::axis::exact_number(*number),
                    _ => return None,
                };
                let found = self.categories.iter().position(|known| *known == name);
                #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
                found.map(|index| index as f64).or_else(numeric)
            }
            _ => numeric(),
        }
    }

    fn minor(&self) -> Option<TickMode> {
        let minor = self.attrs.child("minor");
        let shown = marks(minor, &MarkDefaults::minor(self.attrs)).is_some()
            || minor.bool("showgrid").unwrap_or_else(|| {
                ["gridcolor", "gridwidth", "griddash"]
                    .iter()
                    .any(|key| minor.has_own(key))
            });
        shown.then(|| self.mode(minor, false))
    }

    fn text(&self) -> TickText {
        let attrs = self.attrs;
        let named = self.scale == Scale::Category;
        let format = attrs.text("tickformat").filter(|_| !named);
        let usual = show_default(attrs);
        let which = |key: &str| attrs.word(key, &WHICH).unwrap_or(usual);
        // Exponents are the business of a format where there is one.
        let plain = format.as_ref().is_none_or(String::is_empty);
        TickText {
            stops: if named { Arc::default() } else { self.stops() },
            prefix: attrs.text("tickprefix").unwrap_or_default(),
            suffix: attrs.text("ticksuffix").unwrap_or_default(),
            show_prefix: which("showtickprefix"),
            show_suffix: which("showticksuffix"),
            exponent: attrs
                .word("exponentformat", &EXPONENTS)
                .filter(|_| plain)
                .unwrap_or_default(),
            show_exponent: which("showexponent"),
            min_exponent: attrs.at_least("minexponent", 0.0).unwrap_or(3.0),
            separate_thousands: plain && attrs.bool("separatethousands").unwrap_or(false),
            separators: self.separators,
            aliases: aliases(attrs),
            format: format.unwrap_or_default(),
            exact_format: attrs
                .text("hoverformat")
                .filter(|_| !named)
                .unwrap_or_default(),
        }
    }

    fn stops(&self) -> Arc<[FormatStop]> {
        let items = super::template::items(self.attrs, "tickformatstops");
        let stop = |item: &Attrs<'_>| {
            if item.bool("enabled") == Some(false) {
                return None;
            }
            let bounds = item.list("dtickrange");
            let bound = |index: usize| self.step(bounds.get(index));
            (bounds.len() == 2).then(|| FormatStop {
                steps: [bound(0), bound(1)],
                format: item.text("value").unwrap_or_default(),
            })
        };
        items.iter().filter_map(stop).collect()
    }
}

/// What says something, as JavaScript sees it.
fn is_something(node: &Node) -> bool {
    match node {
        Node::Number(number) => *number != 0.0,
        Node::Text(text) => !text.is_empty(),
        Node::Bool(value) => *value,
        Node::Null => false,
        _ => true,
    }
}

fn count(attrs: Attrs<'_>) -> Option<usize> {
    let count = attrs.integer("nticks").filter(|count| *count > 0)?;
    usize::try_from(count).ok()
}

/// Of `showexponent`, `showtickprefix` and `showticksuffix` those that are not said follow the
/// others where these agree.
fn show_default(attrs: Attrs<'_>) -> Which {
    let keys = ["showexponent", "showtickprefix", "showticksuffix"];
    let said: Vec<Which> = keys
        .iter()
        .filter(|key| attrs.has_own(key))
        .filter_map(|key| attrs.word(key, &WHICH))
        .collect();
    match said.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => *first,
        _ => Which::All,
    }
}

fn aliases(attrs: Attrs<'_>) -> Arc<BTreeMap<String, String>> {
    let Some(Node::Map(entries)) = attrs.get("labelalias") else {
        return Arc::default();
    };
    let alias = |(from, to): &(String, Node)| match to {
        Node::Text(to) => Some((from.clone(), to.clone())),
        Node::Number(to) => Some((from.clone(), crate::axis::exact_number(*to))),
        _ => None,
    };
    Arc::new(entries.iter().filter_map(alias).collect())
}

/// What tick marks are unless something else is said.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkDefaults {
    pub(super) shown: bool,
    pub(super) length: f64,
    pub(super) width: f64,
    pub(super) color: Rgba,
}

impl MarkDefaults {
    /// Of an axis's minor ticks, given the axis.
    pub(super) fn minor(axis: Attrs<'_>) -> Self {
        let color = axis.color("color").unwrap_or(style::LINE_COLOR);
        Self {
            shown: false,
            length: axis.at_least("ticklen", 0.0).unwrap_or(5.0) * 0.6,
            width: axis.at_least("tickwidth", 0.0).unwrap_or(1.0),
            color: axis.color("tickcolor").unwrap_or(color),
        }
    }
}

/// Tick marks; `None`: none.
pub(super) fn marks(attrs: Attrs<'_>, usual: &MarkDefaults) -> Option<TickMarks> {
    let said = ["ticklen", "tickwidth", "tickcolor"]
        .iter()
        .any(|key| attrs.has_own(key));
    let words = [("outside", Some(false)), ("inside", Some(true)), ("", None)];
    let outside = (said || usual.shown).then_some(false);
    let inside = attrs.word("ticks", &words).unwrap_or(outside)?;
    Some(TickMarks {
        inside,
        length: attrs.at_least("ticklen", 0.0).unwrap_or(usual.length),
        stroke: Stroke {
            width: attrs.at_least("tickwidth", 0.0).unwrap_or(usual.width),
            color: attrs.color("tickcolor").unwrap_or(usual.color),
            dash: Vec::new(),
        },
    })
}
