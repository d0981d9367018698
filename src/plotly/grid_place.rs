//! Where a layout's `grid` puts axes.

use super::{Attrs, AxisIds, axis_ids};
use crate::figure::{AxisAnchor, AxisSide};

/// The largest number of rows or columns.
const MOST: usize = 1000;

/// What a grid says of an axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridPlace {
    pub(super) domain: [f64; 2],
    pub(super) anchor: Option<AxisAnchor>,
    pub(super) side: AxisSide,
    /// Where the axis stands if it is anchored to nothing.
    pub(super) position: f64,
}

/// Rows of pairs of axes' names, from the top as written.
struct Grid<'a> {
    attrs: Attrs<'a>,
    /// Names of x and y in each row and column; empty: nothing there.
    cells: Vec<Vec<[String; 2]>>,
    columns: usize,
    independent: bool,
}

/// What the layout's grid says of an axis; `None` where it does not place it.
pub(super) fn place(layout: Attrs<'_>, ids: &AxisIds, name: &str) -> Option<GridPlace> {
    let grid = Grid::of(layout.child("grid"))?;
    let side = usize::from(name.starts_with('y'));
    let (row, column) = grid.find(name, side)?;
    let (letter, count, index) = if side == 0 {
        ("x", grid.columns, column)
    } else {
        ("y", grid.cells.len(), grid.row_upwards(row))
    };
    let words = [
        "bottom",
        "bottom plot",
        "top",
        "top plot",
        "left",
        "left plot",
        "right",
        "right plot",
    ];
    let words = words.map(|word| (word, word));
    let usual = if side == 0 {
        "bottom plot"
    } else {
        "left plot"
    };
    let said = grid
        .attrs
        .word(&format!("{letter}side"), &words)
        .unwrap_or(usual);
    let far = said.starts_with("top") || said.starts_with("right");
    let ends = grid.ends(letter);
    let anchor = said
        .ends_with("plot")
        .then(|| grid.anchor(side, (row, column), far));
    Some(GridPlace {
        domain: grid.domain(letter, count, index),
        anchor: anchor
            .flatten()
            .and_then(|name| ids.id(&name))
            .map(AxisAnchor::Axis),
        side: match (side, far) {
            (0, false) => AxisSide::Bottom,
            (0, true) => AxisSide::Top,
            (_, false) => AxisSide::Left,
            (_, true) => AxisSide::Right,
        },
        position: ends[usize::from(far)],
    })
}

impl<'a> Grid<'a> {
    fn of(attrs: Attrs<'a>) -> Option<Self> {
        let names = |key: &str| -> Vec<String> {
            let name =
                |node: &super::Node| node.text().and_then(axis_ids::clean).unwrap_or_default();
            attrs.list(key).iter().map(name).collect()
        };
        let (x, y) = (names("xaxes"), names("yaxes"));
        let subplots = attrs.list("subplots");
        let size = |key: &str, known: usize| {
            let said = attrs
                .integer(key)
                .and_then(|count| usize::try_from(count).ok());
            said.unwrap_or(0).max(known).min(MOST)
        };
        let widest = subplots.iter().map(super::Node::len).max().unwrap_or(0);
        let rows = size("rows", y.len().max(subplots.len()));
        let columns = size("columns", x.len().max(widest));
        if rows == 0 || columns == 0 || rows.saturating_mul(columns) < 2 && !attrs.has_own("rows") {
            return None;
        }
        let independent =
            !subplots.is_empty() || attrs.word("pattern", &[("independent", ())]).is_some();
        let numbered = |letter: &str, index: usize| match index {
            0 => letter.to_owned(),
            index => format!("{letter}{}", index + 1),
        };
        let cell = |row: usize, column: usize| -> [String; 2] {
            if !subplots.is_empty() {
                let said = subplots.get(row).and_then(|row| row.at(column));
                return split(
                    said.as_ref()
                        .and_then(super::Node::text)
                        .unwrap_or_default(),
                );
            }
            if independent {
                let index = row * columns + column;
                return [numbered("x", index), numbered("y", index)];
            }
            let named = |list: &[String], letter: &str, index: usize| {
                list.get(index).cloned().unwrap_or_else(|| {
                    if list.is_empty() {
                        numbered(letter, index)
                    } else {
                        String::new()
                    }
                })
            };
            [named(&x, "x", column), named(&y, "y", row)]
        };
        let row = |row: usize| (0..columns).map(|column| cell(row, column)).collect();
        Some(Self {
            attrs,
            cells: (0..rows).map(row).collect(),
            columns,
            independent,
        })
    }

    /// The first cell that has this axis; of several columns (or rows) it has no place.
    fn find(&self, name: &str, side: usize) -> Option<(usize, usize)> {
        let mut found: Option<(usize, usize)> = None;
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if cell[side] != name {
                    continue;
                }
                let same = |(r, c): (usize, usize)| if side == 0 { c == column } else { r == row };
                match found {
                    Some(before) if !same(before) => return None,
                    Some(_) => {}
                    None => found = Some((row, column)),
                }
            }
        }
        found
    }

    /// The row's number from the bottom.
    fn row_upwards(&self, row: usize) -> usize {
        if self.upwards() {
            row
        } else {
            self.cells.len() - 1 - row
        }
    }

    fn upwards(&self) -> bool {
        self.attrs
            .word("roworder", &[("bottom to top", ())])
            .is_some()
    }

    /// The ends of the grid's own domain.
    fn ends(&self, letter: &str) -> [f64; 2] {
        let ends = self.attrs.child("domain").list(letter);
        let end = |index: usize| ends.get(index).and_then(super::Node::numeric);
        match (end(0), end(1)) {
            (Some(from), Some(to)) if from < to => [from, to],
            _ => [0.0, 1.0],
        }
    }

    fn domain(&self, letter: &str, count: usize, index: usize) -> [f64; 2] {
        let usual = match (self.independent, letter) {
            (false, _) => 0.1,
            (true, "x") => 0.2,
            (true, _) => 0.3,
        };
        let gap = self
            .attrs
            .within(&format!("{letter}gap"), [0.0, 1.0])
            .unwrap_or(usual);
        let [from, to] = self.ends(letter);
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
        let (count, index) = (count as f64, index as f64);
        let step = (to - from) / (count - gap);
        let start = from + step * index;
        [start, start + step * (1.0 - gap)]
    }

    /// The axis that one is anchored to: that of the outermost cell on its side.
    fn anchor(&self, side: usize, (row, column): (usize, usize), far: bool) -> Option<String> {
        let name = &self.cells[row][column][side];
        let mut cells: Vec<(usize, &[String; 2])> = Vec::new();
        for (row, line) in self.cells.iter().enumerate() {
            for (column, cell) in line.iter().enumerate() {
                if cell[side] == *name && !cell[1 - side].is_empty() {
                    let along = if side == 0 {
                        self.row_upwards(row)
                    } else {
                        column
                    };
                    cells.push((along, cell));
                }
            }
        }
        let outermost = if far {
            cells.into_iter().max_by_key(|(along, _)| *along)
        } else {
            cells.into_iter().min_by_key(|(along, _)| *along)
        };
        outermost.map(|(_, cell)| cell[1 - side].clone())
    }
}

/// `x2y3` as its two names.
fn split(pair: &str) -> [String; 2] {
    let Some(at) = pair.find('y') else {
        return [String::new(), String::new()];
    };
    let (x, y) = pair.split_at(at);
    [x, y].map(|name| axis_ids::clean(name).unwrap_or_default())
}
