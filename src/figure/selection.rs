//! Which of a table's grids, columns and rows are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::labels::side_names;
use super::{Place, ShowSettings, Side, SliceColumn, Table, Warning};
use crate::axis::{Positions, Scale};
use crate::grid::Grid;

/// What is shown of a table.
pub(super) struct Shown {
    pub(super) x: Side,
    pub(super) y: Side,
    /// One for each plot.
    pub(super) grids: Vec<Grid>,
    /// The plots' and those of other frames: all share their colours.
    pub(super) all: Vec<Grid>,
    /// What is over the plots: one for each; none where there is but one plot.
    pub(super) headings: Vec<String>,
    /// The frame that is shown.
    pub(super) frame: usize,
}

impl Shown {
    pub(super) fn of(table: &Table, show: &ShowSettings, warnings: &mut Vec<Warning>) -> Self {
        let columns = left(&table.x, &show.hidden_columns);
        let rows = left(&table.y, &show.hidden_rows);
        for (left, what) in [(&columns, "columns"), (&rows, "rows")] {
            if left.as_ref().is_some_and(Vec::is_empty) {
                warnings.push(Warning {
                    text: format!("all {what} are hidden, nothing is shown"),
                    place: Place::default(),
                });
            }
        }
        let selected = |grid: &Grid| match (&rows, &columns) {
            (None, None) => grid.clone(),
            (rows, columns) => grid.selected(rows.as_deref(), columns.as_deref()),
        };
        let mut shown = Self {
            x: side(&table.x, columns.as_deref()),
            y: side(&table.y, rows.as_deref()),
            grids: Vec::new(),
            all: Vec::new(),
            headings: Vec::new(),
            frame: 0,
        };
        let Some(slices) = &table.slices else {
            shown.grids = vec![selected(&table.grid)];
            shown.all = shown.grids.clone();
            return shown;
        };
        shown.all = slices.grids.iter().map(selected).collect();
        shown.frame = show.frame.unwrap_or(0).min(slices.frame_count() - 1);
        let facets = 0..slices.facet_count();
        let grids = facets.filter_map(|facet| slices.grid(shown.frame, facet));
        shown.grids = grids.map(selected).collect();
        if let Some(column) = &slices.facets {
            shown.headings = column
                .values
                .iter()
                .map(|value| column.named(value))
                .collect();
        }
        shown
    }
}

impl SliceColumn {
    /// What stands before a value: `COLUMN=`.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("{}=", self.name)
    }

    fn named(&self, value: &str) -> String {
        self.prefix() + value
    }
}

/// The cells that are not hidden; `None`: all.
fn left(side: &Side, hidden: &BTreeSet<String>) -> Option<Vec<usize>> {
    if hidden.is_empty() {
        return None;
    }
    let names = side_names(side);
    let left = names.iter().enumerate();
    let left = left.filter(|(_, name)| !hidden.contains(name.as_str()));
    let left: Vec<usize> = left.map(|(index, _)| index).collect();
    (left.len() < names.len()).then_some(left)
}

/// The side of the cells that are left. Those on a real axis keep their middles and reach as far
/// as those of a table without the others would.
fn side(side: &Side, left: Option<&[usize]>) -> Side {
    let Some(left) = left else {
        return side.clone();
    };
    let names = side_names(side);
    let pick = |labels: &[String]| -> Arc<[String]> {
        left.iter()
            .filter_map(|at| labels.get(*at))
            .cloned()
            .collect()
    };
    let positions = match &side.positions {
        Positions::Labels(labels) => Positions::Labels(pick(labels)),
        positions => Positions::Centres(
            left.iter()
                .map(|at| positions.centre(*at, Scale::Linear))
                .collect(),
        ),
    };
    Side {
        positions,
        // Both ends of each cell stand in the names where edges were given.
        labels: if side.labels.is_empty() {
            Arc::default()
        } else {
            pick(&names)
        },
        ..side.clone()
    }
}
