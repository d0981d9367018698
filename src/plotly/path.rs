//! Paths as SVG writes them, over axes: curves are cut into lines.

use super::Node;
use super::places::{OnLog, Places, Reference};
use crate::axis::Scale;
use crate::figure::{Place1d, ShapeKind};

/// A curve becomes so many lines.
const CUTS: u32 = 24;
/// A path of more corners is cut off.
const MOST: usize = 100_000;

/// The shape of a path of absolute commands (`M L H V Q C T S Z`) whose coordinates are those of the
/// axes referred to; nothing where it has no line, or a coordinate has no place.
pub(super) fn shape(
    text: &str,
    places: Places<'_>,
    references: [Reference; 2],
) -> Option<ShapeKind> {
    let mut pen = Pen {
        places,
        references,
        runs: Vec::new(),
        at: [0.0; 2],
        control: None,
        closed: false,
    };
    let is_command = |c: char| "MLHVQCTSZ".contains(c);
    let mut rest = text;
    while let Some(start) = rest.find(is_command) {
        let (command, after) = rest.get(start..)?.split_at_checked(1)?;
        let end = after.find(is_command).unwrap_or(after.len());
        let (words, next) = after.split_at_checked(end)?;
        rest = next;
        let words: Vec<&str> = words
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .collect();
        pen.draw(command, &words)?;
        if pen.runs.iter().map(Vec::len).sum::<usize>() > MOST {
            break;
        }
    }
    let runs: Vec<Vec<[Place1d; 2]>> = pen
        .runs
        .iter()
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|point| pen.place(*point)).collect())
        .collect();
    (!runs.is_empty()).then_some(ShapeKind::Path {
        runs,
        closed: pen.closed,
    })
}

/// Draws in the space in which the axes are even.
struct Pen<'a> {
    places: Places<'a>,
    references: [Reference; 2],
    runs: Vec<Vec<[f64; 2]>>,
    at: [f64; 2],
    /// Of the last curve, for one that goes on smoothly: the control point, and whether the curve
    /// was cubic.
    control: Option<([f64; 2], bool)>,
    closed: bool,
}

impl Pen<'_> {
    fn draw(&mut self, command: &str, words: &[&str]) -> Option<()> {
        let point = |pen: &Self, index: usize| {
            Some([
                pen.coordinate(words.get(index)?, 0)?,
                pen.coordinate(words.get(index + 1)?, 1)?,
            ])
        };
        let mirrored = |pen: &Self, cubic: bool| match pen.control {
            Some((control, was_cubic)) if was_cubic == cubic => {
                [0, 1].map(|i| 2.0 * pen.at[i] - control[i])
            }
            _ => pen.at,
        };
        match command {
            "M" => {
                self.at = point(self, 0)?;
                self.runs.push(vec![self.at]);
                self.control = None;
            }
            "L" => self.line_to(point(self, 0)?),
            "H" => self.line_to([self.coordinate(words.first()?, 0)?, self.at[1]]),
            "V" => self.line_to([self.at[0], self.coordinate(words.first()?, 1)?]),
            "Q" => self.quadratic(point(self, 0)?, point(self, 2)?),
            "T" => self.quadratic(mirrored(self, false), point(self, 0)?),
            "C" => self.cubic([point(self, 0)?, point(self, 2)?, point(self, 4)?]),
            "S" => self.cubic([mirrored(self, true), point(self, 0)?, point(self, 2)?]),
            _ => {
                self.closed = true;
                if let Some(start) = self.runs.last().and_then(|run| run.first()).copied() {
                    self.line_to(start);
                }
            }
        }
        Some(())
    }

    fn line_to(&mut self, to: [f64; 2]) {
        self.push(to);
        self.control = None;
    }

    fn push(&mut self, to: [f64; 2]) {
        let from = self.at;
        match self.runs.last_mut() {
            Some(run) => run.push(to),
            None => self.runs.push(vec![from, to]),
        }
        self.at = to;
    }

    fn quadratic(&mut self, control: [f64; 2], to: [f64; 2]) {
        let from = self.at;
        for step in 1..=CUTS {
            let t = f64::from(step) / f64::from(CUTS);
            let u = 1.0 - t;
            self.push([0, 1].map(|i| u * u * from[i] + 2.0 * u * t * control[i] + t * t * to[i]));
        }
        self.control = Some((control, false));
    }

    fn cubic(&mut self, [first, second, to]: [[f64; 2]; 3]) {
        let from = self.at;
        for step in 1..=CUTS {
            let t = f64::from(step) / f64::from(CUTS);
            let u = 1.0 - t;
            self.push([0, 1].map(|i| {
                u * u * u * from[i]
                    + 3.0 * u * u * t * first[i]
                    + 3.0 * u * t * t * second[i]
                    + t * t * t * to[i]
            }));
        }
        self.control = Some((second, true));
    }

    /// A coordinate as written, in the space in which its axis is even.
    fn coordinate(&self, word: &str, side: usize) -> Option<f64> {
        let said = Node::Text(word.to_owned());
        let reference = self.references[side.min(1)];
        let place = self
            .places
            .place(reference, Some(&said), 0.5, OnLog::Value)?;
        Some(match place {
            Place1d::Data(_, value) => self.places.scale(reference).scale_from_data(value),
            Place1d::Domain(_, value) | Place1d::Paper(value) | Place1d::Offset(value) => value,
        })
    }

    fn place(&self, point: [f64; 2]) -> [Place1d; 2] {
        [0, 1].map(|side| {
            let (reference, value) = (self.references[side], point[side]);
            match reference {
                Reference::Axis(id) => {
                    let scale: Scale = self.places.scale(reference);
                    Place1d::Data(id, scale.data_from_scale(value))
                }
                Reference::Domain(id) => Place1d::Domain(id, value),
                Reference::Paper => Place1d::Paper(value),
            }
        })
    }
}
