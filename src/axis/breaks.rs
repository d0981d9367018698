//! Parts of a date axis that are left out: weekends, nights, given days.

use super::calendar::{DAY, HOUR, day_and_time};

/// What an axis leaves out, as its author says it (Plotly's `rangebreaks`).
#[derive(Clone, Debug, PartialEq)]
pub enum BreakRule {
    /// From one moment to another, ms since 1970 UTC.
    Between([f64; 2]),
    /// From the start of one day of the week (0 is Sunday) to that of another, every week; the
    /// second may come before the first.
    Weekdays([f64; 2]),
    /// From one hour to another, every day; the second may come before the first.
    Hours([f64; 2]),
    /// So many milliseconds from each of these moments on.
    Each {
        /// Where they begin.
        starts: Vec<f64>,
        /// How long each is.
        length: f64,
    },
}

impl BreakRule {
    /// True if the rule leaves a moment out. A day of the week counts as a whole.
    #[must_use]
    pub fn hides(&self, ms: f64) -> bool {
        let within = |place: f64, [from, to]: [f64; 2], turn: f64| {
            if from > to {
                let place = if place < from { place + turn } else { place };
                place >= from && place < to + turn
            } else {
                place >= from && place < to
            }
        };
        match self {
            Self::Between([from, to]) => ms >= *from && ms < *to,
            Self::Weekdays(days) => {
                day_and_time(ms).is_some_and(|(day, _)| within(f64::from(day.weekday), *days, 7.0))
            }
            Self::Hours(hours) => {
                day_and_time(ms).is_some_and(|(_, time)| within(time / HOUR, *hours, 24.0))
            }
            Self::Each { starts, length } => starts
                .iter()
                .any(|start| ms >= *start && ms < start + length),
        }
    }

    /// The spans that the rule leaves out between two moments, at most [`MOST_SPANS`]. As in Plotly, a
    /// night or weekend that has begun on an earlier day or in an earlier week is not among them.
    fn spans(&self, [low, high]: [f64; 2]) -> Vec<[f64; 2]> {
        let repeated = |[from, to]: [f64; 2], unit: f64, turn: f64, first: f64| {
            let length = if to < from {
                to - from + turn
            } else {
                to - from
            };
            let step = turn * unit;
            let start = first + from * unit;
            let count = ((high - start) / step).clamp(0.0, MOST_SPANS);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped"
            )]
            let indices = 0..=count as u32;
            let span = move |index: u32| {
                let from = start + f64::from(index) * step;
                [from, from + length * unit]
            };
            indices.map(span).collect::<Vec<_>>()
        };
        let midnight = libm::floor(low / DAY) * DAY;
        match self {
            Self::Between([from, to]) => vec![[from.min(*to), from.max(*to)]],
            Self::Weekdays(days) => {
                let weekday = day_and_time(low).map_or(0, |(day, _)| day.weekday);
                repeated(*days, DAY, 7.0, midnight - f64::from(weekday) * DAY)
            }
            Self::Hours(hours) => repeated(*hours, HOUR, 24.0, midnight),
            Self::Each { starts, length } => starts
                .iter()
                .map(|start| [*start, start + length])
                .collect(),
        }
    }
}

/// More spans than this no rule is spelled out to.
const MOST_SPANS: f64 = 100_000.0;

/// Spans of time that an axis leaves out, over the range that it may show.
///
/// An axis with breaks is even in what remains: [`Self::compress`] maps a moment to the
/// milliseconds that remain before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaks {
    /// Start and end of each in ms since 1970 UTC, ascending, apart from each other.
    spans: Vec<[f64; 2]>,
    /// How long the spans before each are together.
    gone: Vec<f64>,
    /// What they come from, if they do.
    rules: Vec<BreakRule>,
}

impl Breaks {
    /// From spans in any order; overlapping ones are joined, empty and unusable ones left out.
    #[must_use]
    pub fn new(mut spans: Vec<[f64; 2]>) -> Self {
        spans.retain(|[from, to]| from.is_finite() && to.is_finite() && from < to);
        spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let mut joined: Vec<[f64; 2]> = Vec::new();
        for [from, to] in spans {
            match joined.last_mut().filter(|last| from <= last[1]) {
                Some(last) => last[1] = last[1].max(to),
                None => joined.push([from, to]),
            }
        }
        let mut sum = 0.0;
        let gone = joined.iter().map(|[from, to]| {
            let before = sum;
            sum += to - from;
            before
        });
        Self {
            gone: gone.collect(),
            spans: joined,
            rules: Vec::new(),
        }
    }

    /// What rules leave out of an axis that shows a range at first (ms since 1970 UTC, in either
    /// order): over that range, and over thrice its width on either side. Nothing where the range is
    /// unusable.
    #[must_use]
    pub fn of_rules(rules: &[BreakRule], range: [f64; 2]) -> Self {
        let [low, high] = [range[0].min(range[1]), range[0].max(range[1])];
        let beside = 3.0 * (high - low);
        let [lowest, highest] = [low - beside, high + beside];
        if !(lowest.is_finite() && highest.is_finite()) {
            return Self::default();
        }
        let within = |rule: &BreakRule, window: [f64; 2], [from, to]: [f64; 2]| {
            let clipped =
                move |[start, end]: [f64; 2]| [start.clamp(from, to), end.clamp(from, to)];
            rule.spans(window)
                .into_iter()
                .map(clipped)
                .collect::<Vec<_>>()
        };
        let spans = rules.iter().flat_map(|rule| {
            [
                within(rule, [lowest, low], [lowest, low]),
                within(rule, [low, high], [low, high]),
                within(rule, [low, highest], [high, highest]),
            ]
        });
        Self {
            rules: rules.to_vec(),
            ..Self::new(spans.flatten().collect())
        }
    }

    /// Whether days of the week are among what is left out.
    #[must_use]
    pub fn by_weekday(&self) -> bool {
        self.rules
            .iter()
            .any(|rule| matches!(rule, BreakRule::Weekdays(_)))
    }

    /// The spans left out, ascending.
    #[must_use]
    pub fn spans(&self) -> &[[f64; 2]] {
        &self.spans
    }

    /// True if a moment is left out (the start of a span is, its end is not).
    #[must_use]
    pub fn hides(&self, ms: f64) -> bool {
        if !self.rules.is_empty() {
            return self.rules.iter().any(|rule| rule.hides(ms));
        }
        let next = self.spans.partition_point(|[_, to]| *to <= ms);
        self.spans.get(next).is_some_and(|[from, _]| ms >= *from)
    }

    /// Milliseconds that remain up to a moment: those left out before it are taken off. A moment
    /// that is left out itself lies where its span begins.
    #[must_use]
    pub fn compress(&self, ms: f64) -> f64 {
        let index = self.spans.partition_point(|[from, _]| *from < ms);
        let last = index.checked_sub(1);
        let Some((index, [from, to])) = last.and_then(|last| Some((last, self.spans.get(last)?)))
        else {
            return ms;
        };
        let before = self.gone.get(index).copied().unwrap_or(0.0);
        ms - before - (ms.min(*to) - from)
    }

    /// The moment with so many remaining milliseconds before it; the later one where a span is left
    /// out.
    #[must_use]
    pub fn expand(&self, remaining: f64) -> f64 {
        // Spans begin ever later in what remains, too.
        let starts = |index: usize| Some(self.spans.get(index)?[0] - self.gone.get(index)?);
        let (mut first, mut behind) = (0, self.spans.len());
        while first < behind {
            let middle = usize::midpoint(first, behind);
            if starts(middle).is_some_and(|start| start <= remaining) {
                first = middle + 1;
            } else {
                behind = middle;
            }
        }
        match first
            .checked_sub(1)
            .and_then(|last| Some((self.spans.get(last)?, self.gone.get(last)?)))
        {
            Some(([from, to], gone)) => remaining + gone + (to - from),
            None => remaining,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_takes_no_room() {
        let breaks = Breaks::new(vec![[30.0, 40.0], [10.0, 20.0], [15.0, 22.0]]);
        assert_eq!(breaks.spans(), [[10.0, 22.0], [30.0, 40.0]]);
        let check = |ms: f64, remaining: f64| assert_eq!(breaks.compress(ms), remaining, "{ms}");
        check(5.0, 5.0);
        check(10.0, 10.0);
        check(16.0, 10.0);
        check(22.0, 10.0);
        check(25.0, 13.0);
        check(45.0, 23.0);
        assert_eq!(breaks.expand(13.0), 25.0);
        assert_eq!(breaks.expand(23.0), 45.0);
        assert_eq!(breaks.expand(10.0), 22.0);
        assert!(breaks.hides(10.0) && !breaks.hides(22.0));
    }
}
