//! Parts of a date axis that are left out: weekends, nights, given days.

/// Spans of time that an axis leaves out, over the range that it may show.
///
/// An axis with breaks is even in what remains: [`Self::compress`] maps a moment to the
/// milliseconds that remain before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaks {
    /// Start and end of each in ms since 1970 UTC, ascending, apart from each other.
    spans: Vec<[f64; 2]>,
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
        Self { spans: joined }
    }

    /// The spans left out, ascending.
    #[must_use]
    pub fn spans(&self) -> &[[f64; 2]] {
        &self.spans
    }

    /// True if a moment lies in a span that is left out (its start does, its end does not).
    #[must_use]
    pub fn hides(&self, ms: f64) -> bool {
        self.spans.iter().any(|[from, to]| ms >= *from && ms < *to)
    }

    /// Milliseconds that remain up to a moment: those left out before it are taken off. A moment
    /// that is left out itself lies where its span begins.
    #[must_use]
    pub fn compress(&self, ms: f64) -> f64 {
        let mut gone = 0.0;
        for [from, to] in &self.spans {
            if ms <= *from {
                break;
            }
            gone += ms.min(*to) - from;
        }
        ms - gone
    }

    /// The moment with so many remaining milliseconds before it; the later one where a span is left
    /// out.
    #[must_use]
    pub fn expand(&self, remaining: f64) -> f64 {
        let mut ms = remaining;
        for [from, to] in &self.spans {
            if ms < *from {
                break;
            }
            ms += to - from;
        }
        ms
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
