//! Lines and areas cut near their clip, lines widened to the areas that they cover.
//!
//! Lines end squarely at their last point; where they turn they have pointed corners as SVG's
//! miters of limit 2, blunt ones where they turn back sharply. That is how Plotly's lines look.

use crate::view::{FillRule, PxRect};

use super::coverage::Pieces;

/// Corners stay pointed as long as they reach no farther than this many half widths.
const MITER_LIMIT: f64 = 2.0;
/// What is farther than this many px out of a clip is cut off.
const MARGIN: f64 = 8.0;

/// A box whose lower corner is `low` and whose upper one is `high`, in px.
#[derive(Clone, Copy, Debug)]
struct Near {
    low: [f64; 2],
    high: [f64; 2],
}

impl Near {
    fn new(clip: PxRect, width: f64) -> Self {
        let margin = width.abs().min(1e4) * MITER_LIMIT + MARGIN;
        Self {
            low: [f64::from(clip.x) - margin, f64::from(clip.y) - margin],
            high: [
                f64::from(clip.right()) + margin,
                f64::from(clip.bottom()) + margin,
            ],
        }
    }
}

/// The area of lines of one width.
pub(super) fn of_lines(runs: &[Vec<[f64; 2]>], closed: bool, width: f64, clip: PxRect) -> Pieces {
    let mut pieces = Pieces::default();
    if width.is_nan() || width <= 0.0 {
        return pieces;
    }
    let half = width.min(1e4) / 2.0;
    let near = Near::new(clip, width);
    for run in runs {
        let ring: Vec<[f64; 2]>;
        let points = match run.first() {
            Some(first) if closed => {
                ring = run.iter().chain([first]).copied().collect();
                &ring
            }
            _ => run,
        };
        for part in clipped_runs(points, near) {
            let is_ring = closed && part.len() == points.len();
            widen(&part, is_ring, half, &mut pieces);
        }
    }
    pieces
}

/// The area inside polygons.
pub(super) fn of_areas(rings: &[Vec<[f64; 2]>], clip: PxRect) -> Pieces {
    let near = Near::new(clip, 0.0);
    let cut: Vec<Vec<[f64; 2]>> = rings.iter().map(|ring| clipped_ring(ring, near)).collect();
    let mut pieces = Pieces::default();
    pieces.add(cut.iter().map(Vec::as_slice));
    pieces
}

/// The rule by which widened lines are filled.
pub(super) const LINES: FillRule = FillRule::NonZero;

/// A piece for each segment and one for each corner. `ring`: the last point is the first.
fn widen(points: &[[f64; 2]], ring: bool, half: f64, pieces: &mut Pieces) {
    let mut first: Option<Segment> = None;
    let mut last: Option<Segment> = None;
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        let Some(segment) = Segment::new(from, to) else {
            continue;
        };
        pieces.add([segment.sides(half).as_slice()]);
        if let Some(before) = last {
            corner(before, segment, half, pieces);
        }
        first = first.or(Some(segment));
        last = Some(segment);
    }
    if let (true, Some(first), Some(last)) = (ring, first, last) {
        corner(last, first, half, pieces);
    }
}

/// A straight part of a line.
#[derive(Clone, Copy)]
struct Segment {
    from: [f64; 2],
    to: [f64; 2],
    /// Of length 1.
    way: [f64; 2],
}

impl Segment {
    fn new(from: [f64; 2], to: [f64; 2]) -> Option<Self> {
        let way = [to[0] - from[0], to[1] - from[1]];
        let length = libm::hypot(way[0], way[1]);
        let way = way.map(|part| part / length);
        (length > 0.0 && way.iter().all(|part| part.is_finite())).then_some(Self { from, to, way })
    }

    /// Across the segment, to its right hand where y points down.
    fn across(self, by: f64) -> [f64; 2] {
        [-self.way[1] * by, self.way[0] * by]
    }

    fn sides(self, half: f64) -> [[f64; 2]; 4] {
        let across = self.across(half);
        [
            plus(self.from, across),
            plus(self.to, across),
            minus(self.to, across),
            minus(self.from, across),
        ]
    }
}

/// Fills the notch between two segments that meet.
fn corner(before: Segment, after: Segment, half: f64, pieces: &mut Pieces) {
    let turn = before.way[0] * after.way[1] - before.way[1] * after.way[0];
    let along = before.way[0] * after.way[0] + before.way[1] * after.way[1];
    // The notch is too narrow to be seen.
    if turn.abs() * half < 1e-3 && along > 0.0 {
        return;
    }
    // It lies on the outer side of the turn.
    let outer = if turn > 0.0 { -half } else { half };
    let at = after.from;
    let (a, b) = (before.across(outer), after.across(outer));
    // With the angle between the segments t, 1 / sin²(t/2) = 2 / (1 + cos of the turn).
    let reach = 2.0 / (1.0 + along);
    if reach <= MITER_LIMIT * MITER_LIMIT {
        let tip = [(a[0] + b[0]) * reach / 2.0, (a[1] + b[1]) * reach / 2.0];
        pieces.add([[at, plus(at, a), plus(at, tip), plus(at, b)].as_slice()]);
    } else {
        pieces.add([[at, plus(at, a), plus(at, b)].as_slice()]);
    }
}

fn plus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

/// The parts of a path near its clip, so that no coordinate is larger than painters can take.
/// Breaks at points that are not finite.
fn clipped_runs(points: &[[f64; 2]], near: Near) -> Vec<Vec<[f64; 2]>> {
    let mut runs: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        let Some([start, end]) = clipped_segment(from, to, near) else {
            open = false;
            continue;
        };
        match runs.last_mut().filter(|_| open && start == from) {
            Some(run) => run.push(end),
            None => runs.push(vec![start, end]),
        }
        open = end == to;
    }
    runs
}

/// The part of a segment inside a box (Liang and Barsky, 1984), if any.
fn clipped_segment(from: [f64; 2], to: [f64; 2], near: Near) -> Option<[[f64; 2]; 2]> {
    let Near { low, high } = near;
    if !from.iter().chain(&to).all(|px| px.is_finite()) {
        return None;
    }
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    // Where it is cut, for each axis: a bound is kept as it is, whatever the way's length.
    let mut cuts = [[None; 2]; 2];
    for axis in 0..2 {
        // Halved, so that the way between two huge values does not overflow.
        let way = to[axis] / 2.0 - from[axis] / 2.0;
        let to_low = low[axis] / 2.0 - from[axis] / 2.0;
        let to_high = high[axis] / 2.0 - from[axis] / 2.0;
        if way == 0.0 {
            if to_low > 0.0 || to_high < 0.0 {
                return None;
            }
            continue;
        }
        let (mut enter, mut leave) = ((to_low / way, low[axis]), (to_high / way, high[axis]));
        if way < 0.0 {
            (enter, leave) = (leave, enter);
        }
        start = start.max(enter.0);
        end = end.min(leave.0);
        cuts[axis] = [Some(enter), Some(leave)];
    }
    let at = |share: f64, which: usize| {
        let place = between(from, to, share);
        [0, 1].map(|axis: usize| match cuts[axis][which] {
            Some((cut, bound)) if cut == share => bound,
            _ => place[axis].clamp(low[axis], high[axis]),
        })
    };
    let whole_start = if start == 0.0 { from } else { at(start, 0) };
    let whole_end = if end == 1.0 { to } else { at(end, 1) };
    (start <= end).then_some([whole_start, whole_end])
}

fn between(from: [f64; 2], to: [f64; 2], share: f64) -> [f64; 2] {
    [0, 1].map(|axis: usize| from[axis] * (1.0 - share) + to[axis] * share)
}

/// A polygon's part inside a box, with edges along the box's border where it leaves it (Sutherland
/// and Hodgman, 1974). Points that are not finite are left out.
fn clipped_ring(ring: &[[f64; 2]], near: Near) -> Vec<[f64; 2]> {
    let is_finite = |point: &&[f64; 2]| point.iter().all(|px| px.is_finite());
    let mut points: Vec<[f64; 2]> = ring.iter().filter(is_finite).copied().collect();
    for (axis, bound, sign) in [
        (0, near.low[0], 1.0),
        (0, near.high[0], -1.0),
        (1, near.low[1], 1.0),
        (1, near.high[1], -1.0),
    ] {
        let Some(mut from) = points.last().copied() else {
            break;
        };
        // Halved, so that distances between huge values do not overflow.
        let inside = |point: [f64; 2]| (point[axis] / 2.0 - bound / 2.0) * sign;
        let mut kept = Vec::with_capacity(points.len());
        for &to in &points {
            let (a, b) = (inside(from), inside(to));
            if (a >= 0.0) != (b >= 0.0) {
                let mut at = between(from, to, a / 2.0 / (a / 2.0 - b / 2.0));
                at[axis] = bound;
                kept.push(at);
            }
            if b >= 0.0 {
                kept.push(to);
            }
            from = to;
        }
        points = kept;
    }
    points
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

    /// Covered px of the clip.
    fn area(mut pieces: Pieces) -> f64 {
        let mut covered = 0;
        pieces.runs(CLIP, LINES, |run| {
            covered += (run.to - run.from) * run.coverage
        });
        f64::from(covered) / 256.0
    }

    #[test]
    fn paths_are_cut_near_their_clip() {
        let check = |points: &[[f64; 2]], expected: &[usize]| {
            let runs = clipped_runs(points, Near::new(CLIP, 0.5));
            let lengths: Vec<usize> = runs.iter().map(Vec::len).collect();
            assert_eq!(lengths, expected, "{points:?}");
            for [x, y] in runs.into_iter().flatten() {
                assert!((-9.0..=109.0).contains(&x), "{x} in {points:?}");
                assert!((-9.0..=109.0).contains(&y), "{y} in {points:?}");
            }
        };
        check(&[], &[]);
        check(&[[1.0, 1.0]], &[]);
        check(&[[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]], &[3]);
        check(&[[-1e308, 50.0], [1e308, 50.0]], &[2]);
        check(&[[-1e308, -1e308], [1e308, 1e308]], &[2]);
        check(&[[50.0, f64::NAN], [1.0, 1.0], [2.0, 2.0]], &[2]);
        check(&[[1.0, 1.0], [f64::INFINITY, 1.0], [2.0, 2.0]], &[]);
        check(&[[500.0, 0.0], [500.0, 900.0]], &[]);
        // Leaves and comes back: two runs.
        check(&[[50.0, 50.0], [50.0, 900.0], [60.0, 50.0]], &[2, 2]);
    }

    #[test]
    fn lines_cover_their_width() {
        let check = |points: &[[f64; 2]], closed: bool, width: f64, expected: f64| {
            let found = area(of_lines(&[points.to_vec()], closed, width, CLIP));
            assert!(
                (found - expected).abs() <= expected * 0.02,
                "{points:?} {found}"
            );
        };
        check(&[[10.0, 10.0], [60.0, 10.0]], false, 3.0, 150.0);
        check(&[[10.0, 10.0], [40.0, 50.0]], false, 2.0, 100.0);
        // A right angle has its corner.
        check(
            &[[10.0, 10.0], [60.0, 10.0], [60.0, 60.0]],
            false,
            4.0,
            400.0,
        );
        // A line over itself covers once.
        check(
            &[[10.0, 10.0], [60.0, 10.0], [10.0, 10.0]],
            false,
            4.0,
            200.0,
        );
        let square = [[10.0, 10.0], [50.0, 10.0], [50.0, 50.0], [10.0, 50.0]];
        check(&square, true, 2.0, 320.0);
        check(&square, false, 2.0, 240.0);
        check(&[[-1e300, 50.0], [1e300, 50.0]], false, 2.0, 200.0);
        check(&[[10.0, 10.0]], true, 2.0, 0.0);
        check(&[[10.0, 10.0], [60.0, 10.0]], false, f64::NAN, 0.0);
        check(&[[10.0, 10.0], [60.0, 10.0]], false, -1.0, 0.0);
    }

    #[test]
    fn areas_are_cut_near_their_clip() {
        let check = |ring: &[[f64; 2]], expected: f64| {
            let found = area(of_areas(&[ring.to_vec()], CLIP));
            assert!(
                (found - expected).abs() <= expected * 0.01,
                "{ring:?} {found}"
            );
        };
        check(
            &[[10.0, 10.0], [20.0, 10.0], [20.0, 30.0], [10.0, 30.0]],
            200.0,
        );
        let far = 1e300;
        check(
            &[[-far, -far], [far, -far], [far, far], [-far, far]],
            10_000.0,
        );
        check(
            &[[50.0, -far], [far, -far], [far, far], [50.0, far]],
            5_000.0,
        );
        check(
            &[[0.0, 0.0], [f64::NAN, 3.0], [100.0, 0.0], [0.0, 100.0]],
            5_000.0,
        );
        check(&[[f64::INFINITY, 0.0]], 0.0);
        check(&[], 0.0);
    }
}
