//! Lines cut into strokes.

use super::marks::PxRect;

/// No more strokes than this of one line: what comes after them is drawn whole.
const MOST_STROKES: usize = 100_000;
/// Patterns that repeat more often than this in a px cannot be seen.
const SHORTEST_PX: f64 = 0.1;

/// The strokes of a line. `dash` holds the lengths of strokes and gaps in turn, in px; empty: the
/// line is whole. Only what lies within `margin` px of the clip is cut, so that huge lines are no
/// work; the pattern runs on outside.
pub(super) fn dashed(
    points: &[[f64; 2]],
    dash: &[f64],
    clip: PxRect,
    margin: f64,
) -> Vec<Vec<[f64; 2]>> {
    let Some(pattern) = Pattern::new(dash) else {
        return vec![points.to_vec()];
    };
    let mut strokes = Strokes {
        pattern,
        place: 0.0,
        done: Vec::new(),
        open: None,
    };
    let seen = Seen::new(clip, margin + strokes.pattern.period);
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        strokes.segment(from, to, &seen);
    }
    strokes.finish()
}

/// Lengths of strokes and gaps in turn, an even number of them.
struct Pattern {
    lengths: Vec<f64>,
    period: f64,
}

impl Pattern {
    /// `None`: the line is whole. As in SVG, an odd number of lengths is repeated, and lengths below
    /// zero are an error.
    fn new(dash: &[f64]) -> Option<Self> {
        let mut lengths = dash.to_vec();
        if lengths.len() % 2 == 1 {
            lengths.extend_from_slice(dash);
        }
        let sane = lengths
            .iter()
            .all(|length| length.is_finite() && *length >= 0.0);
        let period = lengths.iter().sum::<f64>();
        let gaps: f64 = lengths.iter().skip(1).step_by(2).sum();
        let seen = sane && gaps > 0.0 && (SHORTEST_PX..1e9).contains(&period);
        seen.then_some(Self { lengths, period })
    }

    /// Whether a place of the pattern is a stroke's, and how far its stroke or gap reaches from there.
    fn at(&self, place: f64) -> (bool, f64) {
        let mut end = 0.0;
        for (index, length) in self.lengths.iter().enumerate() {
            end += length;
            if place < end {
                return (index % 2 == 0, end - place);
            }
        }
        (true, self.period)
    }
}

/// What of the page is seen.
struct Seen {
    low: [f64; 2],
    high: [f64; 2],
}

impl Seen {
    fn new(clip: PxRect, margin: f64) -> Self {
        Self {
            low: [f64::from(clip.x) - margin, f64::from(clip.y) - margin],
            high: [
                f64::from(clip.right()) + margin,
                f64::from(clip.bottom()) + margin,
            ],
        }
    }

    /// From where to where a segment is seen, as shares of its length.
    fn shares(&self, from: [f64; 2], to: [f64; 2]) -> Option<[f64; 2]> {
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        for axis in 0..2 {
            let way = to[axis] - from[axis];
            if way == 0.0 {
                if from[axis] < self.low[axis] || from[axis] > self.high[axis] {
                    return None;
                }
                continue;
            }
            let a = (self.low[axis] - from[axis]) / way;
            let b = (self.high[axis] - from[axis]) / way;
            start = start.max(a.min(b));
            end = end.min(a.max(b));
        }
        (start < end).then_some([start, end])
    }
}

struct Strokes {
    pattern: Pattern,
    /// How far the pattern has run, less than its period.
    place: f64,
    done: Vec<Vec<[f64; 2]>>,
    /// The stroke that goes on in the next segment.
    open: Option<Vec<[f64; 2]>>,
}

impl Strokes {
    fn segment(&mut self, from: [f64; 2], to: [f64; 2], seen: &Seen) {
        let length = libm::hypot(to[0] - from[0], to[1] - from[1]);
        // Nowhere, or farther than numbers reach.
        if !length.is_finite() {
            self.close();
            self.place = 0.0;
            return;
        }
        let Some([start, end]) = seen.shares(from, to).filter(|_| length > 0.0) else {
            if length > 0.0 {
                self.close();
                self.advance(length);
            }
            return;
        };
        if start > 0.0 {
            self.close();
            self.advance(start * length);
        }
        self.cut(from, to, [start, end], length);
        if end < 1.0 {
            self.close();
            self.advance((1.0 - end) * length);
        }
    }

    /// Cuts the seen part of a segment.
    fn cut(&mut self, from: [f64; 2], to: [f64; 2], [start, end]: [f64; 2], length: f64) {
        let point = |at: f64| {
            let share = at / length;
            [0, 1].map(|axis: usize| from[axis] * (1.0 - share) + to[axis] * share)
        };
        let (mut at, last) = (start * length, end * length);
        while at < last {
            let (is_stroke, reach) = self.pattern.at(self.place);
            let whole = self.done.len() >= MOST_STROKES;
            // A step that is lost in rounding would never end.
            let next = if whole || at + reach <= at {
                last
            } else {
                (at + reach).min(last)
            };
            if is_stroke || whole {
                let open = self.open.get_or_insert_with(|| vec![point(at)]);
                open.push(if next >= length { to } else { point(next) });
            }
            self.advance(next - at);
            if next < last || (next - at) >= reach {
                self.close();
            }
            at = next;
        }
    }

    fn advance(&mut self, by: f64) {
        self.place = (self.place + by) % self.pattern.period;
    }

    fn close(&mut self) {
        self.done
            .extend(self.open.take().filter(|stroke| stroke.len() > 1));
    }

    fn finish(mut self) -> Vec<Vec<[f64; 2]>> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIP: PxRect = PxRect {
        x: 0,
        y: 0,
        w: 100,
        h: 100,
    };

    fn ends(points: &[[f64; 2]], dash: &[f64]) -> Vec<[f64; 2]> {
        let strokes = dashed(points, dash, CLIP, 2.0);
        let end = |stroke: &Vec<[f64; 2]>| [stroke[0][0], stroke[stroke.len() - 1][0]];
        strokes.iter().map(end).collect()
    }

    #[test]
    fn lines_are_cut_into_strokes() {
        let check = |points: &[[f64; 2]], dash: &[f64], expected: &[[f64; 2]]| {
            let found = ends(points, dash);
            let near = |(a, b): (&[f64; 2], &[f64; 2])| {
                (a[0] - b[0]).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9
            };
            let same = found.len() == expected.len() && found.iter().zip(expected).all(near);
            assert!(same, "{points:?} {dash:?}: {found:?}");
        };
        let line = [[0.0, 50.0], [10.0, 50.0]];
        check(&line, &[], &[[0.0, 10.0]]);
        check(&line, &[3.0, 2.0], &[[0.0, 3.0], [5.0, 8.0]]);
        check(&line, &[3.0], &[[0.0, 3.0], [6.0, 9.0]]);
        check(&line, &[6.0, 1.0], &[[0.0, 6.0], [7.0, 10.0]]);
        check(&line, &[20.0, 1.0], &[[0.0, 10.0]]);
        // The pattern runs on at a corner, and strokes bend.
        let bent = [[0.0, 50.0], [4.0, 50.0], [4.0, 52.0], [8.0, 52.0]];
        check(&bent, &[5.0, 2.0], &[[0.0, 4.0], [5.0, 8.0]]);
        // Patterns that are none.
        for dash in [
            [0.0, 0.0],
            [-1.0, 2.0],
            [f64::NAN, 1.0],
            [3.0, 0.0],
            [0.01, 0.01],
        ] {
            check(&line, &dash, &[[0.0, 10.0]]);
        }
        check(&[[1.0, 1.0]], &[3.0, 2.0], &[]);
        check(&[], &[3.0, 2.0], &[]);
    }

    #[test]
    fn what_is_not_seen_is_no_work() {
        // The pattern begins far outside and runs on.
        let found = ends(&[[-1e6, 50.0], [1e6, 50.0]], &[3.0, 2.0]);
        assert!((20..30).contains(&found.len()), "{}", found.len());
        for [start, end] in &found {
            assert!((-10.0..=110.0).contains(start) && end - start <= 3.0 + 1e-6);
        }
        for far in [1e17, 1e300] {
            let found = dashed(&[[-far, 50.0], [far, 60.0]], &[3.0, 2.0], CLIP, 2.0);
            assert!(found.len() < 1000, "{}", found.len());
        }
        assert!(dashed(&[[500.0, 0.0], [500.0, 9e9]], &[3.0, 2.0], CLIP, 2.0).is_empty());
        let odd = [
            [f64::NAN, 1.0],
            [f64::INFINITY, 1.0],
            [1.0, 1.0],
            [9.0, 1.0],
        ];
        assert_eq!(dashed(&odd, &[3.0, 2.0], CLIP, 2.0).len(), 2);
    }
}
