//! The cells of a heatmap trace: rows of z or columns x, y, z, laid onto the places of its axes.

use std::sync::Arc;

use super::arrays::List;
use super::axis_type::AxisType;
use super::datum::Item;
use super::distinct::Distinct;
use super::side::{Side, SideInput, names};
use super::trace::{Trace, list};
use super::values::Values;
use super::{Attrs, Node};
use crate::axis::Positions;
use crate::grid::{Filled, Grid, fill_gaps};

/// The cells of a trace.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    pub(super) x: Side,
    pub(super) y: Side,
    pub(super) grid: Grid,
    /// For each cell, row-major, the number of the point that gave it, [`NO_POINT`] for none; empty:
    /// rows and columns say it.
    pub(super) points: Arc<[u32]>,
    /// Cells that were missing and have been filled in, row-major; empty: none.
    pub(super) filled: Arc<[bool]>,
    /// The first and last value of columns and of rows, where they are bins.
    pub(super) bins: Option<[Arc<[[f64; 2]]>; 2]>,
}

/// No point gave this cell.
pub(super) const NO_POINT: u32 = u32::MAX;

/// Grids with more cells than their data have are made up to this size.
const MOST_SPREAD_CELLS: usize = 1 << 27;

/// The cells of a heatmap trace; why they cannot be made, as the end of a sentence.
pub(super) fn cells(x: SideInput<'_, '_>, y: SideInput<'_, '_>) -> Result<Cells, String> {
    let attrs = x.trace.attrs;
    let z = list(attrs, "z").ok_or("has no z, left out")?;
    let mut cells = if z.is_flat() {
        from_columns(x, y, &z)
    } else {
        from_rows(x, y, &z)
    }?;
    let smooth =
        matches!(attrs.get("zsmooth"), Some(Node::Text(text)) if text == "best" || text == "fast");
    if attrs.bool("connectgaps").unwrap_or(z.is_flat() && smooth) {
        let Filled { grid, filled } = fill_gaps(&cells.grid);
        cells.grid = grid;
        if filled.contains(&true) {
            cells.filled = filled.into();
        }
    }
    Ok(cells)
}

fn from_rows(x: SideInput<'_, '_>, y: SideInput<'_, '_>, z: &Values<'_>) -> Result<Cells, String> {
    let transposed = x.trace.attrs.bool("transpose") == Some(true);
    let rows: Vec<List<'_>> = (0..z.len()).filter_map(|row| z.row(row)).collect();
    let longest = rows.iter().map(List::len).max().unwrap_or(0);
    let given: usize = rows.iter().map(List::len).sum();
    let (columns, lines) = if transposed {
        (rows.len(), longest)
    } else {
        (longest, rows.len())
    };
    let x = x.of_rows(columns);
    let y = y.of_rows(lines);
    let mut values = room(y.count(), x.count(), given)?;
    for line in 0..y.count() {
        let line = y.shown(line);
        if transposed {
            values.extend((0..x.count()).map(|column| {
                let row = x.shown(column).and_then(|row| rows.get(row));
                row.zip(line).map_or(f64::NAN, |(row, at)| row.number(at))
            }));
        } else {
            push_row(&mut values, line.and_then(|line| rows.get(line)), &x);
        }
    }
    finish(x, y, values, Vec::new())
}

/// One row of z onto the columns of a side.
fn push_row(values: &mut Vec<f64>, row: Option<&List<'_>>, x: &Side) {
    let count = x.count();
    let Some(row) = row else {
        values.extend(std::iter::repeat_n(f64::NAN, count));
        return;
    };
    match (&x.source, row) {
        (None, List::Numbers(numbers)) => {
            let finite = |number: &f64| {
                if number.is_finite() {
                    *number
                } else {
                    f64::NAN
                }
            };
            let given = count.min(numbers.len());
            values.extend(numbers[..given].iter().map(finite));
            values.extend(std::iter::repeat_n(f64::NAN, count - given));
        }
        _ => values.extend((0..count).map(|column| {
            x.shown(column)
                .map_or(f64::NAN, |column| row.number(column))
        })),
    }
}

/// Room for the values of a grid that is not far larger than its data.
fn room(rows: usize, columns: usize, given: usize) -> Result<Vec<f64>, String> {
    let cells = rows.checked_mul(columns);
    let limit = MOST_SPREAD_CELLS.max(given.saturating_mul(2));
    match cells.filter(|cells| *cells <= limit) {
        Some(cells) => Ok(Vec::with_capacity(cells)),
        None => Err(format!(
            "would have {columns} columns and {rows} rows of cells for {given} values, left out"
        )),
    }
}

fn finish(x: Side, y: Side, values: Vec<f64>, points: Vec<u32>) -> Result<Cells, String> {
    let grid = Grid::new(y.count(), x.count(), values).map_err(|error| error.to_string())?;
    Ok(Cells {
        x,
        y,
        grid,
        points: points.into(),
        filled: Arc::default(),
        bins: None,
    })
}

fn from_columns(
    x: SideInput<'_, '_>,
    y: SideInput<'_, '_>,
    z: &Values<'_>,
) -> Result<Cells, String> {
    let len = column_length(x.trace).min(z.len());
    let [across, along] = [ColumnSide::new(x, len), ColumnSide::new(y, len)];
    let (columns, rows) = (across.side.count(), along.side.count());
    let mut values = room(rows, columns, len)?;
    values.resize(rows * columns, f64::NAN);
    let mut points = vec![NO_POINT; rows * columns];
    for index in 0..len {
        let (Some(column), Some(row)) = (across.cell(index), along.cell(index)) else {
            continue;
        };
        let cell = row * columns + column;
        values[cell] = z.item(index).numeric().unwrap_or(f64::NAN);
        points[cell] = u32::try_from(index).unwrap_or(NO_POINT);
    }
    finish(across.side, along.side, values, points)
}

/// How many points the columns of a trace give.
fn column_length(trace: &Trace<'_>) -> usize {
    let lengths = [0, 1].map(|side| {
        trace
            .coordinates(side)
            .map_or(0, |values| values.shortest())
    });
    lengths[0].min(lengths[1])
}

/// One side of a grid made from columns.
struct ColumnSide {
    side: Side,
    places: Vec<f64>,
    /// The values that became columns; none on an axis of names, whose places are the columns.
    distinct: Option<Distinct>,
}

impl ColumnSide {
    fn new(input: SideInput<'_, '_>, len: usize) -> Self {
        let places = input.line(len).places;
        if input.kind() == AxisType::Category {
            let labels = names(input.axes, input.trace.axes[input.side]);
            let mut side = input.of_places(&[], labels.len());
            side.labels = Arc::clone(&labels);
            side.positions = Positions::Labels(labels);
            return Self {
                side,
                places,
                distinct: None,
            };
        }
        let distinct = Distinct::new(&places);
        Self {
            side: input.of_places(distinct.values(), distinct.values().len()),
            places,
            distinct: Some(distinct),
        }
    }

    /// The column of a point.
    fn cell(&self, index: usize) -> Option<usize> {
        let place = *self.places.get(index)?;
        if !place.is_finite() {
            return None;
        }
        let cell = match &self.distinct {
            Some(distinct) => distinct.find(place)?,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an index"
            )]
            None => place as usize,
        };
        (cell < self.side.count()).then_some(cell)
    }
}

/// Words of a trace laid onto its cells, row by row; empty where it has none.
pub(super) fn words(attrs: Attrs<'_>, key: &str, cells: &Cells) -> Arc<[Arc<[String]>]> {
    let Some(values) = list(attrs, key) else {
        return Arc::default();
    };
    if values.is_flat() {
        return point_words(&values, cells);
    }
    let word = |list: Option<List<'_>>, column: Option<usize>| match (list, column) {
        (Some(list), Some(column)) => text(super::values::item(list, column)),
        _ => String::new(),
    };
    (0..cells.grid.rows())
        .map(|row| {
            let list = cells.y.shown(row).and_then(|row| values.row(row));
            (0..cells.grid.columns())
                .map(|column| word(list, cells.x.shown(column)))
                .collect::<Arc<[String]>>()
        })
        .collect()
}

/// Words of points on the cells that they gave.
fn point_words(values: &Values<'_>, cells: &Cells) -> Arc<[Arc<[String]>]> {
    let columns = cells.grid.columns();
    if cells.points.is_empty() || columns == 0 {
        return Arc::default();
    }
    let word = |point: &u32| match usize::try_from(*point) {
        Ok(point) if point < values.len() => text(values.item(point)),
        _ => String::new(),
    };
    cells
        .points
        .chunks(columns)
        .map(|row| row.iter().map(word).collect::<Arc<[String]>>())
        .collect()
}

/// What a value says; nothing where there is none.
pub(super) fn text(item: Item<'_>) -> String {
    item.category().unwrap_or_default()
}
