//! What the variables of a `hovertemplate` stand for.

use std::borrow::Cow;

use crate::axis::{Orientation, Scale, TickSpec, date_text};
use crate::figure::{Datum, HoverLabel, Variables};

use super::frame::AxisFrame;

/// What the variables of a template stand for, over a cell or a point.
#[derive(Clone, Debug)]
pub(super) struct Values<'a> {
    pub(super) label: &'a HoverLabel,
    /// The layer's name.
    pub(super) name: &'a str,
    /// Titles of the x and the y axis.
    pub(super) titles: [&'a str; 2],
    /// x and y as data.
    pub(super) places: [Datum; 2],
    /// x and y in words.
    pub(super) place_words: [String; 2],
    /// The value, and its words; `None` for points.
    pub(super) z: Option<(Datum, String)>,
    /// `text` and `hovertext` of this cell or point.
    pub(super) texts: [Option<&'a String>; 2],
    /// What `customdata` has for it.
    pub(super) custom: Option<&'a Datum>,
    /// The number of the point, or of the cell's row and column.
    pub(super) number: Datum,
    /// 0 for x or 1 for y, where that is not what the others of a label share.
    pub(super) other: Option<usize>,
    pub(super) separators: [char; 2],
}

/// A place on an axis as a value of JSON: categories by name, dates as written.
pub(super) fn place_datum(axis: &AxisFrame, value: f64) -> Datum {
    match axis.scale {
        Scale::Date => Datum::Text(date_text(value)),
        Scale::Category => {
            let name = |names: &[String]| {
                let found = category(value).and_then(|index| names.get(index));
                Datum::Text(found.cloned().unwrap_or_default())
            };
            if axis.rule.groups.is_empty() {
                name(&axis.categories)
            } else {
                Datum::List(vec![name(&axis.rule.groups), name(&axis.categories)])
            }
        }
        Scale::Linear | Scale::Log => Datum::Number(value),
    }
}

/// The category at a place.
fn category(value: f64) -> Option<usize> {
    let rounded = libm::round(value);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and float casts saturate"
    )]
    (rounded >= 0.0).then_some(rounded as usize)
}

impl Values<'_> {
    fn of_trace(&self, rest: &str) -> Option<Cow<'_, Datum>> {
        if rest == ".name" {
            return Some(Cow::Owned(Datum::Text(self.name.to_owned())));
        }
        let full = self.label.full.as_ref()?;
        below(full, rest).map(Cow::Borrowed)
    }

    /// The item of a list of the trace: `marker.size`.
    fn of_list(&self, name: &str) -> Option<Cow<'_, Datum>> {
        let list = self.label.full.as_ref()?.at(name)?;
        let Datum::Number(index) = self.number else {
            return None;
        };
        list.item(category(index)?).map(Cow::Borrowed)
    }

    fn place(&self, axis: usize, rest: &str) -> Option<Cow<'_, Datum>> {
        below(&self.places[axis], rest).map(Cow::Borrowed)
    }
}

/// What lies at the rest of a path below a value.
fn below<'a>(datum: &'a Datum, rest: &str) -> Option<&'a Datum> {
    if rest.is_empty() {
        Some(datum)
    } else {
        datum.at(rest.strip_prefix('.').unwrap_or(rest))
    }
}

/// What a variable of the trace's `meta` stands for; `None` if it is none.
pub(super) fn meta<'a>(label: &'a HoverLabel, name: &str) -> Option<&'a Datum> {
    let (first, rest) = head(name);
    let meta = label.meta.as_deref().filter(|_| first == "meta")?;
    below(meta, rest)
}

/// An axis as whoever writes its values needs to know it.
pub(super) fn tick_spec(axis: &AxisFrame, px_per_pt: f64) -> TickSpec<'_> {
    let [start, end] = axis.pixels;
    TickSpec {
        scale: axis.scale,
        range: axis.range,
        length_pt: f64::from(end.saturating_sub(start)) / px_per_pt,
        orientation: if axis.is_horizontal() {
            Orientation::Horizontal
        } else {
            Orientation::Vertical
        },
        labels: &axis.categories,
        rule: &axis.rule,
    }
}

/// The first name of a path, and what follows it.
fn head(path: &str) -> (&str, &str) {
    path.find(['.', '['])
        .map_or((path, ""), |at| path.split_at(at))
}

/// A count as a value of JSON.
pub(super) fn number(value: usize) -> Datum {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    Datum::Number(value as f64)
}

impl Variables for Values<'_> {
    fn value(&self, name: &str) -> Option<Cow<'_, Datum>> {
        let text = |text: Option<&String>| text.map(|text| Cow::Owned(Datum::Text(text.clone())));
        let title = |axis: usize| Some(Cow::Owned(Datum::Text(self.titles[axis].to_owned())));
        let (first, rest) = head(name);
        match (first, rest) {
            ("x", _) => self.place(0, rest),
            ("y", _) => self.place(1, rest),
            ("xother", "") if self.other == Some(0) => self.place(0, ""),
            ("yother", "") if self.other == Some(1) => self.place(1, ""),
            ("xother" | "yother", "") => None,
            ("z", "") if self.z.is_some() => self.z.as_ref().map(|(z, _)| Cow::Borrowed(z)),
            ("text", "") => text(self.texts[0]),
            ("hovertext", "") => text(self.texts[1]),
            ("customdata", _) => below(self.custom?, rest).map(Cow::Borrowed),
            ("curveNumber", "") => Some(Cow::Owned(number(self.label.trace))),
            ("pointNumber" | "pointIndex", _) => below(&self.number, rest).map(Cow::Borrowed),
            ("meta", _) => meta(self.label, name).map(Cow::Borrowed),
            ("fullData" | "data", _) => self.of_trace(rest),
            ("xaxis", ".title.text") => title(0),
            ("yaxis", ".title.text") => title(1),
            ("id", "") => self.of_list("ids"),
            _ => self.of_list(name),
        }
    }

    fn label(&self, name: &str) -> Option<String> {
        match name {
            "x" | "xother" => Some(self.place_words[0].clone()),
            "y" | "yother" => Some(self.place_words[1].clone()),
            "z" => self.z.as_ref().map(|(_, words)| words.clone()),
            _ => None,
        }
    }

    fn separators(&self) -> [char; 2] {
        self.separators
    }
}
