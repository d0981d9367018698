//! The shapes of Plotly's marker symbols, by number, around the origin, y down.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::markers::Outline;

/// Chords of a circle leave it by no more than this, px.
const FLATNESS_PX: f64 = 0.05;

/// Around a radius of 1, smooth enough to be drawn at another.
pub(super) fn around_one(shape: usize, radius: f64) -> Outline {
    match shape {
        0 => filled(circle(radius)),
        1..=8 => filled(plain(shape)),
        9..=12 => filled(turned(
            &[[-1.2, -0.6], [0.6, -0.6], [0.6, 1.2]],
            [0.0, 90.0, 180.0, 270.0][shape - 9],
        )),
        13..=16 => filled(regular(shape)),
        17 => filled(star(5, [1.4, 1.4 * 0.382])),
        18 => filled(turned(&star(6, [1.32, 0.76]), 0.0)),
        19..=22 => filled(pinched(shape)),
        23 => filled(rhombus(0.7, 1.4)),
        24 => filled(rhombus(1.4, 0.7)),
        25 => filled(ring(&[[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]])),
        26 => filled(ring(&[[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])),
        27..=32 => crossed(shape, radius),
        33..=44 => lines(shape),
        _ => arrow(shape),
    }
}

fn ring(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    points.to_vec()
}

fn filled(ring: Vec<[f64; 2]>) -> Outline {
    Outline {
        rings: vec![ring],
        lines: Vec::new(),
    }
}

/// Turned clockwise by so many degrees.
fn turned(points: &[[f64; 2]], degrees: f64) -> Vec<[f64; 2]> {
    let (sin, cos) = libm::sincos(degrees.to_radians());
    let turn = |[x, y]: &[f64; 2]| [x * cos - y * sin, x * sin + y * cos];
    points.iter().map(turn).collect()
}

/// A circle around a radius of 1, to be drawn at another.
fn circle(radius: f64) -> Vec<[f64; 2]> {
    let half = libm::acos(1.0 - FLATNESS_PX / radius.max(FLATNESS_PX));
    let quarter = (PI / half / 4.0).ceil();
    // At least an octagon.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 2 and 200"
    )]
    let steps = 4 * if quarter.is_nan() {
        2
    } else {
        quarter.clamp(2.0, 200.0) as u32
    };
    let angle = |step| f64::from(step) * 2.0 * PI / f64::from(steps);
    let point = |step| [libm::cos(angle(step)), libm::sin(angle(step))];
    (0..steps).map(point).collect()
}

fn rhombus(x: f64, y: f64) -> Vec<[f64; 2]> {
    vec![[x, 0.0], [0.0, y], [-x, 0.0], [0.0, -y]]
}

fn square() -> Vec<[f64; 2]> {
    vec![[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]]
}

/// Square, diamond, cross, x and the triangles along the axes.
fn plain(shape: usize) -> Vec<[f64; 2]> {
    let (long, short) = (1.2, 0.4);
    let cross = [
        [long, short],
        [short, short],
        [short, long],
        [-short, long],
        [-short, short],
        [-long, short],
        [-long, -short],
        [-short, -short],
        [-short, -long],
        [short, -long],
        [short, -short],
        [long, -short],
    ];
    // An x is a cross with arms of 0.8 by 0.8 around a square of the same side, turned.
    let x = cross.map(|point| {
        point.map(|part: f64| part.signum() * if part.abs() > short { 1.2 } else { 0.4 })
    });
    let triangle = [
        [-2.0 / libm::sqrt(3.0), 0.5],
        [2.0 / libm::sqrt(3.0), 0.5],
        [0.0, -1.0],
    ];
    match shape {
        1 => square(),
        2 => rhombus(1.3, 1.3),
        3 => cross.to_vec(),
        4 => turned(&x, 45.0),
        5 => triangle.to_vec(),
        6 => turned(&triangle, 180.0),
        7 => turned(&triangle, 270.0),
        _ => turned(&triangle, 90.0),
    }
}

/// Corners at even angles from the first one, clockwise from the top.
fn corners(count: u32, first_degrees: f64) -> Vec<[f64; 2]> {
    let angle = |index| first_degrees.to_radians() + f64::from(index) * 2.0 * PI / f64::from(count);
    let point = |index| [libm::sin(angle(index)), -libm::cos(angle(index))];
    (0..count).map(point).collect()
}

fn regular(shape: usize) -> Vec<[f64; 2]> {
    match shape {
        13 => corners(5, 0.0),
        14 => corners(6, 0.0),
        15 => corners(6, 30.0),
        _ => corners(8, 22.5),
    }
}

/// A star with so many points, at an outer and an inner radius.
fn star(count: u32, [outer, inner]: [f64; 2]) -> Vec<[f64; 2]> {
    let reach = |(index, point): (usize, [f64; 2])| {
        point.map(|part| part * if index % 2 == 0 { outer } else { inner })
    };
    let spokes = corners(2 * count, 0.0);
    spokes.into_iter().enumerate().map(reach).collect()
}

/// Polygons whose sides are arcs that bend inwards.
fn pinched(shape: usize) -> Vec<[f64; 2]> {
    let (x, y) = (libm::sqrt(3.0) * 0.8, 0.8);
    let up = [[-x, y], [x, y], [0.0, -1.6]];
    let down = up.map(|[x, y]| [-x, -y]);
    let side = 1.1;
    let square = [[-side, -side], [-side, side], [side, side], [side, -side]];
    let diamond = [[-1.4, 0.0], [0.0, 1.4], [1.4, 0.0], [0.0, -1.4]];
    let (points, radius): (&[[f64; 2]], f64) = match shape {
        19 => (&up, 4.0),
        20 => (&down, 4.0),
        21 => (&square, 2.0),
        _ => (&diamond, 1.9),
    };
    let mut line = Vec::new();
    for (index, &from) in points.iter().enumerate() {
        let to = points[(index + 1) % points.len()];
        line.push(from);
        line.extend(inward_arc(from, to, radius));
    }
    line
}

/// Points of an arc between two others, bent towards the origin.
fn inward_arc(from: [f64; 2], to: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    const STEPS: u32 = 8;
    let middle = [(from[0] + to[0]) / 2.0, (from[1] + to[1]) / 2.0];
    let half = libm::hypot(to[0] - from[0], to[1] - from[1]) / 2.0;
    let away = libm::hypot(middle[0], middle[1]);
    // The centre lies outwards, on the line from the origin through the middle.
    let distance = libm::sqrt((radius * radius - half * half).max(0.0));
    let center = middle.map(|part| part / away * (away + distance));
    let angle = |point: [f64; 2]| libm::atan2(point[1] - center[1], point[0] - center[0]);
    let start = angle(from);
    let mut way = angle(to) - start;
    if way > PI {
        way -= 2.0 * PI;
    } else if way < -PI {
        way += 2.0 * PI;
    }
    let point = |step| {
        let angle = start + way * f64::from(step) / f64::from(STEPS);
        [
            center[0] + radius * libm::cos(angle),
            center[1] + radius * libm::sin(angle),
        ]
    };
    (1..STEPS).map(point).collect()
}

/// Two lines across the origin: upright and level, or both aslant.
fn cross(reach: f64, aslant: bool) -> [Vec<[f64; 2]>; 2] {
    if aslant {
        [
            vec![[reach, reach], [-reach, -reach]],
            vec![[reach, -reach], [-reach, reach]],
        ]
    } else {
        [
            vec![[0.0, reach], [0.0, -reach]],
            vec![[reach, 0.0], [-reach, 0.0]],
        ]
    }
}

/// Filled shapes with a cross over them.
fn crossed(shape: usize, radius: f64) -> Outline {
    let (ring, lines) = match shape {
        27 => (circle(radius), cross(1.0, false)),
        28 => (circle(radius), cross(FRAC_1_SQRT_2, true)),
        29 => (square(), cross(1.0, false)),
        30 => (square(), cross(1.0, true)),
        31 => (rhombus(1.3, 1.3), cross(1.3, false)),
        _ => (rhombus(1.3, 1.3), cross(0.65, true)),
    };
    Outline {
        rings: vec![ring],
        lines: lines.to_vec(),
    }
}

/// Shapes of nothing but lines.
fn lines(shape: usize) -> Outline {
    let y = [
        vec![[-1.2, 0.8], [0.0, 0.0]],
        vec![[1.2, 0.8], [0.0, 0.0]],
        vec![[0.0, -1.6], [0.0, 0.0]],
    ];
    let turn = |degrees: f64| y.iter().map(|line| turned(line, degrees)).collect();
    let lines = match shape {
        33 => cross(1.4, false).to_vec(),
        34 => cross(1.0, true).to_vec(),
        35 => [cross(1.2, false), cross(0.85, true)].concat(),
        36 => {
            let bar = |at: f64| [vec![[at, 1.0], [at, -1.0]], vec![[1.0, at], [-1.0, at]]];
            [bar(0.5), bar(-0.5)].concat()
        }
        37 => turn(0.0),
        38 => turn(180.0),
        39 => turn(270.0),
        40 => turn(90.0),
        41 => vec![vec![[1.4, 0.0], [-1.4, 0.0]]],
        42 => vec![vec![[0.0, 1.4], [0.0, -1.4]]],
        43 => vec![vec![[1.0, -1.0], [-1.0, 1.0]]],
        _ => vec![vec![[1.0, 1.0], [-1.0, -1.0]]],
    };
    Outline {
        rings: Vec::new(),
        lines,
    }
}

/// Arrow heads whose tip is at the origin.
fn arrow(shape: usize) -> Outline {
    let up = [[0.0, 0.0], [-1.0, 2.0], [1.0, 2.0]];
    let bar = [[-1.0, 0.0], [1.0, 0.0]];
    let degrees = [0.0, 180.0, 270.0, 90.0][(shape - 45) % 4];
    match shape {
        45..=48 => filled(turned(&up, degrees)),
        49..=52 => Outline {
            rings: vec![turned(&up, degrees)],
            lines: vec![turned(&bar, degrees)],
        },
        53 => {
            let (sin, cos) = libm::sincos(PI / 2.5);
            filled(vec![
                [0.0, 0.0],
                [-2.0 * cos, 2.0 * sin],
                [2.0 * cos, 2.0 * sin],
            ])
        }
        _ => {
            // A quarter of a disc.
            let arc = (0..=12_u32).map(|step| {
                let angle = PI * (0.75 - f64::from(step) / 24.0);
                [2.0 * libm::cos(angle), 2.0 * libm::sin(angle)]
            });
            filled(std::iter::once([0.0, 0.0]).chain(arc).collect())
        }
    }
}
