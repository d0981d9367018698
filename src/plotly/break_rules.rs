//! What an axis is said to leave out.

use super::{Attrs, Node, template};
use crate::axis::{BreakRule, Breaks, parse_date};

/// How long a moment of `values` is left out, unless something else is said: a day.
const DAY: f64 = 86_400_000.0;

/// The parts of a date axis that are left out between two moments (ms since 1970 UTC); none where
/// nothing is left out.
#[must_use]
pub fn breaks(attrs: Attrs<'_>, between: [f64; 2]) -> Option<Breaks> {
    let items = template::items(attrs, "rangebreaks");
    let rules: Vec<BreakRule> = items.into_iter().filter_map(rule).collect();
    if rules.is_empty() {
        return None;
    }
    let breaks = Breaks::of_rules(&rules, between);
    (!breaks.spans().is_empty()).then_some(breaks)
}

fn rule(item: Attrs<'_>) -> Option<BreakRule> {
    if item.bool("enabled") == Some(false) {
        return None;
    }
    let bounds = item.list("bounds");
    if let [from, to, ..] = bounds.as_slice() {
        return between(item, [from, to]);
    }
    let starts: Vec<f64> = item.list("values").iter().filter_map(moment).collect();
    (!starts.is_empty()).then(|| BreakRule::Each {
        starts,
        length: item.at_least("dvalue", 0.0).unwrap_or(DAY),
    })
}

fn between(item: Attrs<'_>, bounds: [&Node; 2]) -> Option<BreakRule> {
    let days = bounds.map(weekday);
    let usual = if days.iter().any(Option::is_some) {
        "day of week"
    } else {
        ""
    };
    let words = ["day of week", "hour", ""].map(|word| (word, word));
    let both = |ends: [Option<f64>; 2]| Some([ends[0]?, ends[1]?]);
    match item.word("pattern", &words).unwrap_or(usual) {
        "day of week" => {
            let day = |index: usize| {
                let number = days[index].or_else(|| bounds[index].numeric())?;
                (number.fract() == 0.0 && (0.0..7.0).contains(&number)).then_some(number)
            };
            both([day(0), day(1)]).map(BreakRule::Weekdays)
        }
        "hour" => {
            let hour = |node: &Node| {
                let number = node.numeric()?;
                (0.0..=24.0).contains(&number).then_some(number)
            };
            both(bounds.map(hour)).map(BreakRule::Hours)
        }
        _ => both(bounds.map(moment)).map(BreakRule::Between),
    }
}

/// A moment as text, or as milliseconds since 1970.
fn moment(node: &Node) -> Option<f64> {
    match node {
        Node::Text(text) => parse_date(text).map(|date| date.ms),
        node => node.numeric(),
    }
}

/// The number of a day of the week by its first three letters; Sunday is 0.
fn weekday(node: &Node) -> Option<f64> {
    let name = node.text()?.get(..3)?.to_lowercase();
    let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    #[expect(clippy::cast_precision_loss, reason = "below seven")]
    days.iter()
        .position(|day| *day == name)
        .map(|index| index as f64)
}
