//! Where a layout puts annotations and shapes: on axes, in their domains, on the page.

use super::axis_ids::clean;
use super::{Attrs, AxisIds, Node, numeric};
use crate::axis::{Scale, parse_date};
use crate::figure::{Axis, AxisId, Place1d};

/// The axes that places may refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    /// Their names.
    pub(super) ids: &'a AxisIds,
    /// The axes, in the order of their names.
    pub(super) axes: &'a [Axis],
}

/// What a coordinate refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// An axis's data.
    Axis(AxisId),
    /// A part of an axis's domain.
    Domain(AxisId),
    /// A part of the area of all plots.
    Paper,
}

/// How a coordinate on a log axis is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnLog {
    /// As an exponent of ten (annotations).
    Exponent,
    /// As the value itself (shapes).
    Value,
}

impl Places<'_> {
    /// What `key` of a container (`xref`) refers to; the first axis of this letter where it says
    /// nothing that is there.
    pub(super) fn reference(self, attrs: Attrs<'_>, key: &str, letter: char) -> Reference {
        let said = attrs.read(key, |node| self.named(node.text()?, letter));
        said.unwrap_or_else(|| self.usual(letter))
    }

    /// The first axis of a letter.
    pub(super) fn usual(self, letter: char) -> Reference {
        let first = self.ids.of_letter(letter).first().copied();
        first.map_or(Reference::Paper, Reference::Axis)
    }

    /// `x2`, `x2 domain`, `paper`.
    pub(super) fn named(self, name: &str, letter: char) -> Option<Reference> {
        if name == "paper" {
            return Some(Reference::Paper);
        }
        let (axis, in_domain) = match name.strip_suffix(" domain") {
            Some(axis) => (axis, true),
            None => (name, false),
        };
        let id = self
            .ids
            .id(&clean(axis).filter(|axis| axis.starts_with(letter))?)?;
        Some(if in_domain {
            Reference::Domain(id)
        } else {
            Reference::Axis(id)
        })
    }

    /// The place that a value means; a share of the axis (or page) where nothing is said, nowhere
    /// where it cannot be understood.
    pub(super) fn place(
        self,
        reference: Reference,
        said: Option<&Node>,
        usual: f64,
        on_log: OnLog,
    ) -> Option<Place1d> {
        let number = || said.map_or(Some(usual), Node::numeric);
        Some(match reference {
            Reference::Paper => Place1d::Paper(number()?),
            Reference::Domain(id) => Place1d::Domain(id, number()?),
            Reference::Axis(id) => {
                let axis = self.axes.get(id.0)?;
                let value = match said {
                    Some(said) => on_axis(axis, said, on_log)?,
                    None => share_of(axis, usual),
                };
                Place1d::Data(id, value)
            }
        })
    }

    /// The scale of the axis that is referred to; linear elsewhere.
    pub(super) fn scale(self, reference: Reference) -> Scale {
        match reference {
            Reference::Axis(id) => self.axes.get(id.0).map_or(Scale::Linear, |axis| axis.scale),
            _ => Scale::Linear,
        }
    }
}

/// The data value a share of the way along an axis's range.
fn share_of(axis: &Axis, share: f64) -> f64 {
    let [from, to] = axis.range.map(|end| axis.scale.scale_from_data(end));
    axis.scale.data_from_scale(from + (to - from) * share)
}

/// A value on an axis, in data units; none where it has no place there.
fn on_axis(axis: &Axis, said: &Node, on_log: OnLog) -> Option<f64> {
    match axis.scale {
        Scale::Linear => said.numeric(),
        Scale::Log => {
            let number = said.numeric()?;
            match on_log {
                OnLog::Exponent => Some(libm::pow(10.0, number)),
                OnLog::Value => (number > 0.0).then_some(number),
            }
        }
        Scale::Date => match said {
            Node::Text(text) => date(text),
            other => other.numeric(),
        },
        Scale::Category => Some(category(axis, said).unwrap_or_else(|| share_of(axis, 0.5))),
    }
}

/// A date; in paths an underscore may stand for the space in it.
fn date(text: &str) -> Option<f64> {
    parse_date(text)
        .or_else(|| parse_date(&text.replace('_', " ")))
        .map(|date| date.ms)
        .or_else(|| numeric(text))
}

/// The index of a category: a number, its name, or a pair of names.
fn category(axis: &Axis, said: &Node) -> Option<f64> {
    let index = |found: Option<usize>| found.map(|index| index as f64);
    let groups = &axis.ticks.groups;
    if let Node::List(names) = said {
        let [outer, inner] = names.as_slice() else {
            return None;
        };
        let (outer, inner) = (outer.text()?, inner.text()?);
        let mut both = groups.iter().zip(axis.categories.iter());
        return index(both.position(|(group, name)| group == outer && name == inner));
    }
    if let Some(number) = said.numeric() {
        return Some(number);
    }
    let name = said.text()?;
    index(axis.categories.iter().position(|known| known == name))
}
