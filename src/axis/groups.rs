//! The outer names of a multicategory axis.

use super::{Tick, TickRule};

/// An outer name of a multicategory axis and the categories that it spans.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupLabel {
    /// The name.
    pub label: String,
    /// Index of the first category that has a tick.
    pub first: usize,
    /// Index of the last.
    pub last: usize,
}

/// The outer names of those ticks of a multicategory axis that are seen, in the order of their
/// categories; nothing on other axes.
#[must_use]
pub fn group_labels(ticks: &[Tick], rule: &TickRule) -> Vec<GroupLabel> {
    let mut categories: Vec<usize> = ticks
        .iter()
        .filter_map(|tick| category(tick, rule))
        .collect();
    categories.sort_unstable();
    let mut labels: Vec<GroupLabel> = Vec::new();
    for index in categories {
        let Some(name) = rule.groups.get(index) else {
            continue;
        };
        match labels.last_mut().filter(|last| last.label == *name) {
            Some(last) => last.last = index,
            None => labels.push(GroupLabel {
                label: name.clone(),
                first: index,
                last: index,
            }),
        }
    }
    labels
}

fn category(tick: &Tick, rule: &TickRule) -> Option<usize> {
    let place = libm::round(tick.label_at);
    #[expect(clippy::cast_precision_loss, reason = "a number of names")]
    let known = place >= 0.0 && place < rule.groups.len() as f64;
    // A mark behind the last category stands between two.
    let is_between = (tick.label_at - place).abs() > 0.25;
    if tick.minor || is_between || !known {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    let index = place as usize;
    Some(index)
}
