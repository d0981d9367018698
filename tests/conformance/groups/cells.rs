//! Edges, values and filled gaps of cells.

use serde_json::Value;

use super::{Group, Outcome, Outcomes};
use crate::drawn::Drawn;
use crate::numbers::{near, number, numbers, same};
use crate::observed::{Observed, list};

/// Plotly's relaxation ends up to this share of the range short of the exact solution.
const GAP_TOLERANCE: f64 = 0.005;

pub(super) fn compare(observed: &Observed, drawn: &Drawn) -> Outcomes {
    let plotlys = observed.heatmaps();
    let here = drawn.layers("heatmap");
    let mut outcomes = Outcomes::new();
    if plotlys.len() != here.len() {
        let how = format!("{} heatmaps, here {}", plotlys.len(), here.len());
        outcomes.push((Group::Edges, Outcome::Differs(how)));
        return outcomes;
    }
    for (index, trace) in plotlys.into_iter().enumerate() {
        let layer = paired(trace, &here, index);
        let [x, y] = ["x_edges", "y_edges"].map(|key| numbers(&layer[key]));
        let cells = Cells::new(x, y, &layer["z"]);
        let edges = ["xedges", "yedges"].map(|key| numbers(&trace[key]));
        let plotlys = Cells::new(edges[0].clone(), edges[1].clone(), &trace["z"]);
        outcomes.push((Group::Edges, Outcome::of(plotlys.edges_differ(&cells))));
        if trace["z"].is_null() {
            continue;
        }
        let filled = trace["connectgaps"] == Value::Bool(true);
        if filled {
            outcomes.push((
                Group::Gaps,
                Outcome::of(plotlys.values_differ(&cells, GAP_TOLERANCE)),
            ));
        } else {
            outcomes.push((
                Group::Grids,
                Outcome::of(plotlys.values_differ(&cells, 1e-12)),
            ));
        }
    }
    outcomes
}

/// The layer of a trace: traces of one subplot keep their order, subplots may stand otherwise.
fn paired<'a>(trace: &Value, here: &[(&'a Value, &'a Value)], index: usize) -> &'a Value {
    let [x, y] = ["xedges", "yedges"].map(|key| numbers(&trace[key]));
    let matches = |layer: &Value| {
        same(&x, &numbers(&layer["x_edges"])) && same(&y, &numbers(&layer["y_edges"]))
    };
    if matches(here[index].1) {
        return here[index].1;
    }
    let found = here.iter().find(|(_, layer)| matches(layer));
    found.unwrap_or(&here[index]).1
}

/// Cells with ascending edges.
struct Cells {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Row by row from the first y edge.
    z: Vec<Vec<f64>>,
}

impl Cells {
    fn new(mut x: Vec<f64>, mut y: Vec<f64>, z: &Value) -> Self {
        let mut z: Vec<Vec<f64>> = list(z).map(numbers).collect();
        let columns = x.len().saturating_sub(1);
        for row in &mut z {
            row.resize(columns.max(row.len()), f64::NAN);
        }
        if descending(&x) {
            x.reverse();
            z.iter_mut().for_each(|row| row.reverse());
        }
        if descending(&y) {
            y.reverse();
            z.reverse();
        }
        Self { x, y, z }
    }

    fn edges_differ(&self, here: &Self) -> Option<String> {
        let pairs = [("x", &self.x, &here.x), ("y", &self.y, &here.y)];
        let (axis, plotlys, here) = pairs.into_iter().find(|(_, a, b)| !same(a, b))?;
        Some(format!(
            "{axis}: plotly {}, here {}",
            short(plotlys),
            short(here)
        ))
    }

    fn values_differ(&self, here: &Self, tolerance: f64) -> Option<String> {
        let values = || self.z.iter().flatten().filter(|value| !value.is_nan());
        let low = values().copied().fold(f64::INFINITY, f64::min);
        let high = values().copied().fold(f64::NEG_INFINITY, f64::max);
        let size = (high - low).max(low.abs().max(high.abs()) * 1e-3);
        if self.z.len() != here.z.len() {
            return Some(format!("{} rows, here {}", self.z.len(), here.z.len()));
        }
        for (row, (plotlys, here)) in self.z.iter().zip(&here.z).enumerate() {
            let agree = |(a, b): (&f64, &f64)| near(*a, *b, tolerance, size);
            if plotlys.len() != here.len() || !plotlys.iter().zip(here).all(agree) {
                return Some(format!(
                    "row {row}: plotly {}, here {}",
                    short(plotlys),
                    short(here)
                ));
            }
        }
        None
    }
}

fn descending(edges: &[f64]) -> bool {
    matches!(edges, [first, .., last] if first > last)
}

/// The first few values of a list.
fn short(values: &[f64]) -> String {
    let some: Vec<String> = values.iter().take(7).map(f64::to_string).collect();
    let more = if values.len() > 7 { ", …" } else { "" };
    format!("[{}{more}] ({})", some.join(", "), values.len())
}

/// The value of a trace's or layer's cell.
pub(super) fn value(z: &Value, row: usize, column: usize) -> f64 {
    number(&z[row][column])
}
