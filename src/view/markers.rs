//! What markers look like: Plotly's symbols by their names or numbers, around the origin, y down.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// A symbol: its shape, and whether it is hollow and dotted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol {
    /// Place in [`NAMES`].
    shape: usize,
    /// Drawn as a line in the colour of its inside.
    pub(super) open: bool,
    dot: bool,
}

/// The lines of a symbol.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// Closed lines, whose inside is filled.
    pub(super) rings: Vec<Vec<[f64; 2]>>,
    /// Lines without an inside.
    pub(super) lines: Vec<Vec<[f64; 2]>>,
}

/// The symbols' names, by number.
const NAMES: [&str; 55] = [
    "circle",
    "square",
    "diamond",
    "cross",
    "x",
    "triangle-up",
    "triangle-down",
    "triangle-left",
    "triangle-right",
    "triangle-ne",
    "triangle-se",
    "triangle-sw",
    "triangle-nw",
    "pentagon",
    "hexagon",
    "hexagon2",
    "octagon",
    "star",
    "hexagram",
    "star-triangle-up",
    "star-triangle-down",
    "star-square",
    "star-diamond",
    "diamond-tall",
    "diamond-wide",
    "hourglass",
    "bowtie",
    "circle-cross",
    "circle-x",
    "square-cross",
    "square-x",
    "diamond-cross",
    "diamond-x",
    "cross-thin",
    "x-thin",
    "asterisk",
    "hash",
    "y-up",
    "y-down",
    "y-left",
    "y-right",
    "line-ew",
    "line-ns",
    "line-ne",
    "line-nw",
    "arrow-up",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-bar-up",
    "arrow-bar-down",
    "arrow-bar-left",
    "arrow-bar-right",
    "arrow",
    "arrow-wide",
];

/// What is added to a symbol's number where it is hollow.
const OPEN: usize = 100;
/// What is added where it is dotted.
const DOT: usize = 200;
/// Chords of a circle leave it by no more than this, px.
const FLATNESS_PX: f64 = 0.05;

impl Symbol {
    /// The symbol of a name (`diamond-open-dot`) or number (`302`); a circle where there is none.
    pub(super) fn named(name: &str) -> Self {
        let number = name.parse::<usize>().ok();
        let (shape, open, dot) = match number {
            Some(number) if number < OPEN + DOT + OPEN => {
                let base = number % OPEN;
                (base, number / OPEN % 2 == 1, number >= DOT)
            }
            Some(_) => (0, false, false),
            None => {
                let (base, open) = without(name, "-open");
                let (base, dot) = without(&base, "-dot");
                match NAMES.iter().position(|known| *known == base) {
                    Some(shape) => (shape, open, dot),
                    None => (0, false, false),
                }
            }
        };
        if shape < NAMES.len() {
            Self { shape, open, dot }
        } else {
            Self {
                shape: 0,
                open: false,
                dot: false,
            }
        }
    }

    /// True if it covers a disc of its radius.
    pub(super) fn is_round_or_square(self) -> bool {
        matches!(self.shape, 0..=2 | 27..=32)
    }

    /// The symbol's lines at a radius.
    pub(super) fn outline(self, radius: f64) -> Outline {
        let mut outline = self.shape_outline(radius);
        let parts = outline.rings.iter_mut().chain(&mut outline.lines);
        for point in parts.flatten() {
            *point = point.map(|part| part * radius);
        }
        if self.dot {
            outline
                .rings
                .push(ring(&[[0.0, 0.5], [0.5, 0.0], [0.0, -0.5], [-0.5, 0.0]]));
        }
        outline
    }

    /// Around a radius of 1, smooth enough to be drawn at another.
    fn shape_outline(self, radius: f64) -> Outline {
        match self.shape {
            0 => filled(circle(radius)),
            1..=8 => filled(plain(self.shape)),
            9..=12 => filled(turned(
                &[[-1.2, -0.6], [0.6, -0.6], [0.6, 1.2]],
                [0.0, 90.0, 180.0, 270.0][self.shape - 9],
            )),
            13..=16 => filled(regular(self.shape)),
            17 => filled(star(5, [1.4, 1.4 * 0.382])),
            18 => filled(turned(&star(6, [1.32, 0.76]), 0.0)),
            19..=22 => filled(pinched(self.shape)),
            23 => filled(rhombus(0.7, 1.4)),
            24 => filled(rhombus(1.4, 0.7)),
            25 => filled(ring(&[[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]])),
            26 => filled(ring(&[[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])),
            27..=32 => crossed(self.shape, radius),
            33..=44 => lines(self.shape),
            _ => arrow(self.shape),
        }
    }
}

/// A name with a part taken out, and whether it was in.
fn without(name: &str, part: &str) -> (String, bool) {
    match name.find(part) {
        Some(at) if at > 0 => (name.replacen(part, "", 1), true),
        _ => (name.to_owned(), false),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_go_by_name_or_number() {
        let check = |name: &str, shape: &str, open: bool, dot: bool| {
            let found = Symbol::named(name);
            let shown = (NAMES[found.shape], found.open, found.dot);
            assert_eq!(shown, (shape, open, dot), "{name}");
        };
        check("circle", "circle", false, false);
        check("square-open", "square", true, false);
        check("diamond-dot", "diamond", false, true);
        check("x-thin-open", "x-thin", true, false);
        check("hexagram-open-dot", "hexagram", true, true);
        check("0", "circle", false, false);
        check("101", "square", true, false);
        check("317", "star", true, true);
        check("54", "arrow-wide", false, false);
        check("55", "circle", false, false);
        check("4000", "circle", false, false);
        check("", "circle", false, false);
        check("-open", "circle", false, false);
        check("blob", "circle", false, false);
    }

    /// The box around a symbol at a radius of 10: left, top, right, bottom.
    fn bounds(name: &str) -> [f64; 4] {
        let outline = Symbol::named(name).outline(10.0);
        let points = outline.rings.iter().chain(&outline.lines).flatten();
        points.fold(
            [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
            |bounds, [x, y]| {
                [
                    bounds[0].min(*x),
                    bounds[1].min(*y),
                    bounds[2].max(*x),
                    bounds[3].max(*y),
                ]
            },
        )
    }

    #[test]
    fn symbols_have_their_size() {
        let check = |name: &str, expected: [f64; 4]| {
            let found = bounds(name);
            let near = found
                .iter()
                .zip(&expected)
                .all(|(a, b)| (a - b).abs() < 0.06);
            assert!(near, "{name}: {found:?}, expected {expected:?}");
        };
        check("circle", [-10.0, -10.0, 10.0, 10.0]);
        check("square", [-10.0, -10.0, 10.0, 10.0]);
        check("diamond", [-13.0, -13.0, 13.0, 13.0]);
        check("cross", [-12.0, -12.0, 12.0, 12.0]);
        check("x", [-11.31, -11.31, 11.31, 11.31]);
        check("triangle-up", [-11.55, -10.0, 11.55, 5.0]);
        check("triangle-down", [-11.55, -5.0, 11.55, 10.0]);
        check("triangle-left", [-10.0, -11.55, 5.0, 11.55]);
        check("triangle-right", [-5.0, -11.55, 10.0, 11.55]);
        check("triangle-ne", [-12.0, -6.0, 6.0, 12.0]);
        check("triangle-se", [-12.0, -12.0, 6.0, 6.0]);
        check("triangle-sw", [-6.0, -12.0, 12.0, 6.0]);
        check("triangle-nw", [-6.0, -6.0, 12.0, 12.0]);
        check("pentagon", [-9.51, -10.0, 9.51, 8.09]);
        check("hexagon", [-8.66, -10.0, 8.66, 10.0]);
        check("hexagon2", [-10.0, -8.66, 10.0, 8.66]);
        check("octagon", [-9.24, -9.24, 9.24, 9.24]);
        check("star", [-13.31, -14.0, 13.31, 11.33]);
        check("hexagram", [-11.4, -13.2, 11.4, 13.2]);
        check("star-triangle-up", [-13.86, -16.0, 13.86, 8.0]);
        check("star-square", [-11.0, -11.0, 11.0, 11.0]);
        check("star-diamond", [-14.0, -14.0, 14.0, 14.0]);
        check("diamond-tall", [-7.0, -14.0, 7.0, 14.0]);
        check("hourglass", [-10.0, -10.0, 10.0, 10.0]);
        check("circle-x", [-10.0, -10.0, 10.0, 10.0]);
        check("cross-thin", [-14.0, -14.0, 14.0, 14.0]);
        check("asterisk", [-12.0, -12.0, 12.0, 12.0]);
        check("hash", [-10.0, -10.0, 10.0, 10.0]);
        check("y-up", [-12.0, -16.0, 12.0, 8.0]);
        check("y-right", [-8.0, -12.0, 16.0, 12.0]);
        check("line-ew", [-14.0, 0.0, 14.0, 0.0]);
        check("arrow-up", [-10.0, 0.0, 10.0, 20.0]);
        check("arrow-left", [0.0, -10.0, 20.0, 10.0]);
        check("arrow-bar-down", [-10.0, -20.0, 10.0, 0.0]);
        check("arrow", [-6.18, 0.0, 6.18, 19.02]);
        check("arrow-wide", [-14.14, 0.0, 14.14, 20.0]);
    }

    #[test]
    fn every_symbol_is_drawn() {
        for name in NAMES {
            for ending in ["", "-open", "-dot", "-open-dot"] {
                let outline = Symbol::named(&format!("{name}{ending}")).outline(3.0);
                let points: Vec<_> = outline
                    .rings
                    .iter()
                    .chain(&outline.lines)
                    .flatten()
                    .collect();
                assert!(points.len() >= 2, "{name}{ending}");
                assert!(
                    points
                        .iter()
                        .all(|point| point.iter().all(|part| part.is_finite()))
                );
            }
        }
    }
}
