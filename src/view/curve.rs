//! How a line runs from point to point: straight, in steps, or as a smooth curve cut into short
//! straight parts. All in px.

use crate::figure::LineShape;

/// A curve is cut into parts that leave it by no more than this, in px.
const FLATNESS_PX: f64 = 0.05;
/// Parts of one stretch of a curve.
const MOST_PARTS: f64 = 100.0;

/// The line through points, in straight parts.
pub(super) fn shaped(points: &[[f64; 2]], shape: LineShape, smoothing: f64) -> Vec<[f64; 2]> {
    match shape {
        LineShape::Linear => points.to_vec(),
        LineShape::Spline => smooth(points, smoothing),
        LineShape::Hv => steps(points, |from, to| vec![[to[0], from[1]]]),
        LineShape::Vh => steps(points, |from, to| vec![[from[0], to[1]]]),
        LineShape::Hvh => steps(points, |from, to| {
            let middle = from[0] / 2.0 + to[0] / 2.0;
            vec![[middle, from[1]], [middle, to[1]]]
        }),
        LineShape::Vhv => steps(points, |from, to| {
            let middle = from[1] / 2.0 + to[1] / 2.0;
            vec![[from[0], middle], [to[0], middle]]
        }),
    }
}

/// The points with corners between each two of them.
fn steps(
    points: &[[f64; 2]],
    corners: impl Fn([f64; 2], [f64; 2]) -> Vec<[f64; 2]>,
) -> Vec<[f64; 2]> {
    let mut line: Vec<[f64; 2]> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        line.extend(corners(from, to));
        line.push(to);
    }
    line
}

/// A centripetal Catmull-Rom spline, whose tangents are scaled by `smoothing`. It closes smoothly
/// where the last point is the first.
fn smooth(points: &[[f64; 2]], smoothing: f64) -> Vec<[f64; 2]> {
    let closed = points.len() > 1 && points.first() == points.last();
    let points = if closed { &points[1..] } else { points };
    let count = points.len();
    if count < 3 {
        let mut line = points.to_vec();
        line.extend(points.first().filter(|_| closed));
        return line;
    }
    let handles = |index: usize| -> Option<[[f64; 2]; 2]> {
        let before = (index + count - 1) % count;
        let after = (index + 1) % count;
        let inner = closed || (index > 0 && index + 1 < count);
        inner.then(|| tangents([points[before], points[index], points[after]], smoothing))
    };
    let mut line = vec![points[0]];
    let stretches = if closed { count } else { count - 1 };
    for index in 0..stretches {
        let next = (index + 1) % count;
        let (from, to) = (points[index], points[next]);
        let leave = handles(index).map(|[_, after]| after);
        let arrive = handles(next).map(|[before, _]| before);
        let curve = match (leave, arrive) {
            (Some(leave), Some(arrive)) => [from, leave, arrive, to],
            // At its ends the line is a parabola, here raised to a cubic.
            (Some(only), None) | (None, Some(only)) => {
                [from, third(from, only), third(to, only), to]
            }
            (None, None) => [from, from, to, to],
        };
        flatten(curve, &mut line);
    }
    line
}

/// Two thirds of the way to a parabola's handle.
fn third(end: [f64; 2], handle: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|axis: usize| end[axis] + (handle[axis] - end[axis]) * 2.0 / 3.0)
}

/// The handles before and after the middle one of three points.
fn tangents([before, at, after]: [[f64; 2]; 3], smoothing: f64) -> [[f64; 2]; 2] {
    let to_before = [before[0] - at[0], before[1] - at[1]];
    let to_after = [after[0] - at[0], after[1] - at[1]];
    // Distances to the power of 1/2: centripetal.
    let root = |way: [f64; 2]| libm::sqrt(libm::hypot(way[0], way[1]));
    let (a, b) = (root(to_before), root(to_after));
    let handle = |axis: usize, over: f64, sign: f64| {
        let scale = 3.0 * over * (a + b);
        let way = (b * b * to_before[axis] - a * a * to_after[axis]) * smoothing;
        if scale == 0.0 {
            at[axis]
        } else {
            at[axis] + sign * way / scale
        }
    };
    [
        [handle(0, b, 1.0), handle(1, b, 1.0)],
        [handle(0, a, -1.0), handle(1, a, -1.0)],
    ]
}

/// Adds a cubic Bézier curve's points after its first, from where the line is.
pub(super) fn flatten([a, b, c, d]: [[f64; 2]; 4], line: &mut Vec<[f64; 2]>) {
    let bend = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| {
        libm::hypot(p[0] - 2.0 * q[0] + r[0], p[1] - 2.0 * q[1] + r[1])
    };
    let bent = 6.0 * bend(a, b, c).max(bend(b, c, d));
    let parts = libm::ceil(libm::sqrt(bent / (8.0 * FLATNESS_PX)));
    let parts = if parts.is_nan() { 1.0 } else { parts };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and 100"
    )]
    let parts = parts.clamp(1.0, MOST_PARTS) as u32;
    for part in 1..parts {
        let t = f64::from(part) / f64::from(parts);
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        line.push([0, 1].map(|axis: usize| {
            weights[0] * a[axis]
                + weights[1] * b[axis]
                + weights[2] * c[axis]
                + weights[3] * d[axis]
        }));
    }
    line.push(d);
}

/// Columns in a px within which a line's points are thinned out.
const COLUMNS_PER_PX: f64 = 2.0;

/// A line with fewer points that looks the same: of consecutive points in one half of a pixel
/// column the first, the highest, the lowest and the last are kept.
pub(super) fn thinned(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::new();
    let mut rest = points;
    while let Some(first) = rest.first() {
        let column = libm::floor(first[0] * COLUMNS_PER_PX);
        let within = |point: &&[f64; 2]| libm::floor(point[0] * COLUMNS_PER_PX) == column;
        // At least the first, which may be no number.
        let count = rest.iter().take_while(within).count().max(1);
        let (run, others) = rest.split_at(count);
        rest = others;
        if run.len() <= 4 {
            kept.extend_from_slice(run);
            continue;
        }
        let by_height = |a: &usize, b: &usize| run[*a][1].total_cmp(&run[*b][1]);
        let low = (0..count).min_by(by_height).unwrap_or(0);
        let high = (0..count).max_by(by_height).unwrap_or(0);
        let mut places = [0, low.min(high), low.max(high), count - 1].to_vec();
        places.dedup();
        kept.extend(places.into_iter().map(|place| run[place]));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_have_corners() {
        let check = |shape, expected: &[[f64; 2]]| {
            let found = shaped(&[[0.0, 0.0], [4.0, 2.0]], shape, 1.0);
            assert_eq!(found, expected, "{shape:?}");
            assert!(shaped(&[], shape, 1.0).is_empty());
            assert_eq!(shaped(&[[1.0, 2.0]], shape, 1.0), [[1.0, 2.0]]);
        };
        check(LineShape::Linear, &[[0.0, 0.0], [4.0, 2.0]]);
        check(LineShape::Spline, &[[0.0, 0.0], [4.0, 2.0]]);
        check(LineShape::Hv, &[[0.0, 0.0], [4.0, 0.0], [4.0, 2.0]]);
        check(LineShape::Vh, &[[0.0, 0.0], [0.0, 2.0], [4.0, 2.0]]);
        check(
            LineShape::Hvh,
            &[[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [4.0, 2.0]],
        );
        check(
            LineShape::Vhv,
            &[[0.0, 0.0], [0.0, 1.0], [4.0, 1.0], [4.0, 2.0]],
        );
    }

    #[test]
    fn splines_go_through_their_points() {
        let points = [[0.0, 0.0], [50.0, 80.0], [100.0, 10.0], [160.0, 40.0]];
        let line = shaped(&points, LineShape::Spline, 1.0);
        assert!(line.len() > 20, "{}", line.len());
        for point in points {
            assert!(line.contains(&point), "{point:?}");
        }
        // Without smoothing it is straight.
        for [x, y] in shaped(&points[..3], LineShape::Spline, 0.0) {
            let straight = if x <= 50.0 {
                x * 1.6
            } else {
                80.0 - (x - 50.0) * 1.4
            };
            assert!((y - straight).abs() < 1e-9, "{x} {y}");
        }
        let ring = [
            [0.0, 0.0],
            [40.0, 0.0],
            [40.0, 40.0],
            [0.0, 40.0],
            [0.0, 0.0],
        ];
        let line = shaped(&ring, LineShape::Spline, 1.0);
        assert_eq!(line.first(), line.last());
        // Round everywhere, so it reaches beyond the corners' square.
        assert!(line.iter().any(|[x, _]| *x < -0.5));
        let odd = [
            [f64::NAN, 1.0],
            [1e300, -1e300],
            [f64::INFINITY, 2.0],
            [2.0, 2.0],
        ];
        assert!(shaped(&odd, LineShape::Spline, 1.3).len() < 1000);
    }

    #[test]
    fn dense_lines_keep_their_extremes() {
        let noise = |index: u32| f64::from(index.wrapping_mul(2_654_435_761) >> 16) / 655.36;
        let points: Vec<[f64; 2]> = (0..100_000_u32)
            .map(|index| [f64::from(index) / 1000.0, noise(index)])
            .collect();
        let found = thinned(&points);
        assert!(found.len() <= 4 * 200, "{}", found.len());
        for column in 0..100 {
            let inside = |point: &&[f64; 2]| point[0].floor() == f64::from(column);
            let highest = |points: &[[f64; 2]]| {
                let heights = points.iter().filter(inside).map(|point| point[1]);
                heights.fold(f64::NEG_INFINITY, f64::max)
            };
            assert_eq!(highest(&found), highest(&points), "{column}");
        }
        let few = [[0.0, 1.0], [f64::NAN, 2.0], [5.0, f64::NAN], [5.1, 3.0]];
        assert_eq!(thinned(&few).len(), 4);
    }
}
