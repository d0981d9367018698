//! Which kind of axis data asks for.

use std::collections::HashSet;

use super::datum::Item;
use super::values::Values;
use crate::axis::Scale;

/// What an axis counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AxisType {
    /// Numbers.
    #[default]
    Linear,
    /// Powers of ten.
    Log,
    /// Time.
    Date,
    /// Names.
    Category,
    /// Names in groups.
    Multicategory,
}

impl AxisType {
    /// The type of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "linear" => Self::Linear,
            "log" => Self::Log,
            "date" => Self::Date,
            "category" => Self::Category,
            "multicategory" => Self::Multicategory,
            _ => return None,
        })
    }

    /// How it runs.
    pub(super) fn scale(self) -> Scale {
        match self {
            Self::Linear => Scale::Linear,
            Self::Log => Scale::Log,
            Self::Date => Scale::Date,
            Self::Category | Self::Multicategory => Scale::Category,
        }
    }

    /// True if it counts names.
    pub(super) fn is_category(self) -> bool {
        self.scale() == Scale::Category
    }
}

/// At most so many values of a list are looked at.
const SAMPLES: usize = 1000;

/// The type that a list suggests; none where it says nothing. `strict`: words that read as numbers
/// are words.
pub(super) fn guess(values: &Values<'_>, strict: bool) -> Option<AxisType> {
    if values.len() == 0 {
        return None;
    }
    if values.levels().is_some() {
        return Some(AxisType::Multicategory);
    }
    guess_items(values.len(), |index| values.item(index), strict)
}

/// [`guess`] for a single value.
pub(super) fn guess_one(item: Item<'_>, strict: bool) -> Option<AxisType> {
    guess_items(1, |_| item, strict)
}

fn guess_items<'a>(len: usize, item: impl Fn(usize) -> Item<'a>, strict: bool) -> Option<AxisType> {
    let [mut dates, mut numbers, mut numeric, mut names] = [0_usize; 4];
    let mut seen = HashSet::new();
    for index in sampled(len) {
        let item = item(index);
        if !seen.insert(identity(item)) {
            continue;
        }
        dates += usize::from(item.date().is_some());
        numeric += usize::from(item.numeric().is_some());
        match item {
            Item::Bool(_) => names += 1,
            Item::Number(_) => numbers += 1,
            Item::Text(_) if !strict && item.cleaned().is_some() => numbers += 1,
            Item::Text(_) => names += 1,
            Item::Missing | Item::Other => {}
        }
    }
    if dates > 2 * numeric {
        return Some(AxisType::Date);
    }
    if names > 2 * numbers {
        return Some(AxisType::Category);
    }
    let counts = |item: Item<'_>| match item {
        Item::Number(_) => true,
        _ => !strict && item.numeric().is_some(),
    };
    (0..len)
        .any(|index| counts(item(index)))
        .then_some(AxisType::Linear)
}

/// Equal values once, as they would be written.
fn identity(item: Item<'_>) -> String {
    match item {
        Item::Missing => "null".to_owned(),
        Item::Other => "{}".to_owned(),
        _ => item.category().unwrap_or_default(),
    }
}

/// Evenly spread places, about a thousand at most.
fn sampled(len: usize) -> impl Iterator<Item = usize> {
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let step = (len.saturating_sub(1) as f64 / SAMPLES as f64).max(1.0);
    let count = if len > SAMPLES { SAMPLES + 1 } else { len };
    (0..count).filter_map(move |nth| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "between 0 and the list's length"
        )]
        let index = (nth as f64 * step).round() as usize;
        (index < len).then_some(index)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Node;
    use super::super::arrays::List;
    use super::*;

    #[test]
    fn types_are_guessed_from_distinct_values() {
        let check = |texts: &[&str], strict, expected| {
            let nodes: Vec<Node> = texts
                .iter()
                .map(|text| Node::Text((*text).to_owned()))
                .collect();
            let values = Values::Flat(List::Values(&nodes));
            assert_eq!(guess(&values, strict), expected, "{texts:?}");
        };
        check(&["1", "2", "5"], false, Some(AxisType::Linear));
        check(&["1", "2", "5"], true, Some(AxisType::Category));
        check(&["a", "b"], false, Some(AxisType::Category));
        check(&["2024-01", "2024-02"], true, Some(AxisType::Date));
        check(&["2024", "2023"], false, Some(AxisType::Linear));
        check(&["a", "1", "2"], false, Some(AxisType::Linear));
        check(&["a", "a", "b", "c", "1"], false, Some(AxisType::Category));
        check(&[], false, None);
        let numbers = Values::Flat(List::Numbers(&[f64::NAN, 3.0]));
        assert_eq!(guess(&numbers, true), Some(AxisType::Linear));
    }
}
