//! What markers look like: Plotly's symbols by their names or numbers, around the origin, y down.

use super::marker_shapes::around_one;

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
    pub(super) fn covers_disc(self) -> bool {
        // A diamond's sides are not as far away.
        matches!(self.shape, 0 | 1 | 27..=30)
    }

    /// True if it lies in a disc of its radius.
    pub(super) fn is_round(self) -> bool {
        matches!(self.shape, 0 | 27 | 28)
    }

    /// How far it reaches, in radii; no less.
    pub(super) fn reach(self) -> f64 {
        match self.shape {
            0 | 27 | 28 => 1.0,
            1 | 29 | 30 => std::f64::consts::SQRT_2,
            _ => 2.3,
        }
    }

    /// The symbol's lines at a radius.
    pub(super) fn outline(self, radius: f64) -> Outline {
        let mut outline = around_one(self.shape, radius);
        let parts = outline.rings.iter_mut().chain(&mut outline.lines);
        for point in parts.flatten() {
            *point = point.map(|part| part * radius);
        }
        if self.dot {
            outline
                .rings
                .push(vec![[0.0, 0.5], [0.5, 0.0], [0.0, -0.5], [-0.5, 0.0]]);
        }
        outline
    }
}

/// A name with a part taken out, and whether it was in.
fn without(name: &str, part: &str) -> (String, bool) {
    match name.find(part) {
        Some(at) if at > 0 => (name.replacen(part, "", 1), true),
        _ => (name.to_owned(), false),
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
