//! One side of a heatmap: where its columns (or rows) lie, and which of the trace's they show.

use std::sync::Arc;

use super::axes::DataAxes;
use super::axis_type::AxisType;
use super::datum::Item;
use super::edges::placed;
use super::periods::{Aligned, aligned};
use super::trace::Trace;
use crate::axis::{Breaks, Positions, Scale, Steps};
use crate::figure::AxisId;

/// One side of a heatmap.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) positions: Positions,
    /// For each column (or row) the trace's that it shows; `None`: each its own.
    pub(super) source: Option<Vec<Option<usize>>>,
    /// What columns are called where it is not where they lie; empty: their centres.
    pub(super) named: Arc<[f64]>,
    /// The names of the columns on an axis that counts names.
    pub(super) labels: Arc<[String]>,
    /// Columns whose coordinates say nothing.
    pub(super) dropped: usize,
    /// The cells were in no order.
    pub(super) sorted: bool,
}

/// What a side is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideInput<'a, 'b> {
    pub(super) axes: &'b DataAxes<'a>,
    pub(super) trace: &'b Trace<'a>,
    /// 0 for columns, 1 for rows.
    pub(super) side: usize,
    /// What the axis leaves out.
    pub(super) breaks: Option<&'b Breaks>,
}

const DAY: f64 = 86_400_000.0;
const HOUR: f64 = 3_600_000.0;

impl<'a> SideInput<'a, '_> {
    fn id(&self) -> AxisId {
        self.trace.axes[self.side]
    }

    pub(super) fn kind(&self) -> AxisType {
        self.axes
            .get(self.id())
            .map_or(AxisType::Linear, |axis| axis.kind)
    }

    /// Are cells at these positions equally wide on this axis?
    pub(super) fn is_even(&self, positions: &Positions) -> bool {
        positions.is_even(self.kind().scale())
    }

    fn scaled(&self, key: [&str; 2]) -> Option<f64> {
        let node = self.trace.attrs.get(key[self.side])?;
        let item = Item::of(node);
        let place = match self.kind() {
            kind if kind.is_category() => item.numeric(),
            _ => None,
        };
        Some(place.unwrap_or_else(|| self.axes.place(self.id(), item)))
    }

    /// Coordinates as places along the axis, moved to where their period says, what the axis leaves
    /// out as NaN.
    pub(super) fn line(&self, len: usize) -> Aligned {
        let line = self.axes.line(self.trace, self.side, len);
        let mut aligned = match self.kind() {
            AxisType::Date => aligned(self.trace.attrs, self.side, line),
            _ => Aligned {
                places: line,
                named: Vec::new(),
            },
        };
        if let Some(breaks) = self.breaks {
            for place in &mut aligned.places {
                if breaks.hides(*place) {
                    *place = f64::NAN;
                }
            }
        }
        aligned
    }

    /// The side of a grid that has `cells` columns (or rows).
    pub(super) fn of_rows(&self, cells: usize) -> Side {
        let values = self.trace.coordinates(self.side);
        if self.kind() == AxisType::Category {
            return self.of_names(cells, values.is_some());
        }
        if self.trace.is_scaled(self.side) {
            let mut side = Side::of(self.steps(None, cells));
            if self.kind() == AxisType::Multicategory {
                self.name_groups(&mut side);
            }
            return side;
        }
        let len = values.map_or(0, |values| values.len().max(values.shortest()));
        let line = self.line(len);
        self.of_line(line, cells)
    }

    /// Along an axis of names: a column for each of its places.
    fn of_names(&self, cells: usize, named: bool) -> Side {
        let labels = names(self.axes, self.id());
        if labels.is_empty() {
            return Side::of(Positions::index(cells));
        }
        let mut source: Vec<Option<usize>> = vec![None; labels.len()];
        if named {
            for (column, place) in self
                .axes
                .places(self.trace, self.side)
                .into_iter()
                .enumerate()
            {
                if let Some(slot) = place.and_then(|place| source.get_mut(place)) {
                    *slot = (column < cells).then_some(column);
                }
            }
        } else {
            for (column, slot) in source.iter_mut().enumerate() {
                *slot = (column < cells).then_some(column);
            }
        }
        let positions = match self.steps(None, labels.len()) {
            // Cells that are given by a start and a step lie where these say.
            Positions::Steps(Steps { start, step, .. })
                if !named && (start, step) != (0.0, 1.0) =>
            {
                let steps = Positions::steps(start, step, labels.len());
                Positions::Placed {
                    centres: (0..labels.len())
                        .map(|i| steps.centre(i, Scale::Linear))
                        .collect(),
                    edges: steps.edges(Scale::Linear).iter().collect(),
                }
            }
            _ => Positions::Labels(Arc::clone(&labels)),
        };
        let own = source.len() == cells
            && source
                .iter()
                .enumerate()
                .all(|(index, slot)| *slot == Some(index));
        Side {
            source: (!own).then_some(source),
            labels,
            ..Side::of(positions)
        }
    }

    /// Even steps from a centre.
    fn steps(&self, first: Option<f64>, cells: usize) -> Positions {
        let scaled = first.is_none();
        let start = first
            .or_else(|| self.scaled(["x0", "y0"]))
            .filter(|start| start.is_finite())
            .unwrap_or(0.0);
        let given = self.trace.attrs.number(["dx", "dy"][self.side]);
        let step = match given.filter(|step| scaled && *step != 0.0) {
            Some(step) => step,
            // A millisecond cannot be seen.
            None if !scaled && self.kind() == AxisType::Date => {
                if start.rem_euclid(DAY) == 0.0 {
                    DAY
                } else {
                    HOUR
                }
            }
            None => 1.0,
        };
        Positions::steps(start, step, cells)
    }

    /// From coordinates for columns, of which those without a place are left out.
    fn of_line(&self, line: Aligned, cells: usize) -> Side {
        let (kept, source, dropped) = kept(&line, cells);
        let named: Vec<f64> = match line.named.is_empty() {
            true => Vec::new(),
            false => kept
                .iter()
                .filter_map(|index| line.named.get(*index).copied())
                .collect(),
        };
        let places: Vec<f64> = kept
            .iter()
            .filter_map(|index| line.places.get(*index).copied())
            .collect();
        let cells = source.as_ref().map_or(cells, Vec::len);
        let mut side = self.of_places(&places, cells);
        if named.len() == cells {
            side.named = reordered(&named, side.source.as_deref()).into();
        }
        side.source = match (side.source, source) {
            (Some(order), Some(source)) => Some(compose(&order, &source)),
            (None, source) => source,
            (order, None) => order,
        };
        side.dropped = dropped;
        side
    }

    /// From finite places for `cells` columns.
    pub(super) fn of_places(&self, places: &[f64], cells: usize) -> Side {
        let kind = self.kind();
        let mut side = match places {
            [] => Side::of(self.steps(Some(0.0), cells)),
            [only] if cells == 1 => Side::of(Positions::Centres([*only].into())),
            [only] => Side::of(self.steps(Some(*only), cells)),
            _ => {
                let placed = placed(places, cells, kind == AxisType::Log);
                let sorted = placed.order.is_some();
                Side {
                    source: placed
                        .order
                        .map(|order| order.into_iter().map(Some).collect()),
                    sorted,
                    ..Side::of(placed.positions)
                }
            }
        };
        if kind == AxisType::Multicategory {
            self.name_groups(&mut side);
        }
        side
    }

    /// On an axis of names in groups columns lie where their names do.
    fn name_groups(&self, side: &mut Side) {
        let labels = names(self.axes, self.id());
        let edges = side.positions.edges(Scale::Linear);
        let count = side.positions.count();
        let all = count == labels.len();
        let in_order = (0..=count).zip(edges.iter()).all(|(index, edge)| {
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
            let place = index as f64 - 0.5;
            edge == place
        });
        if all && in_order {
            side.labels = Arc::clone(&labels);
            side.positions = Positions::Labels(labels);
            return;
        }
        let centres: Vec<f64> = (0..count)
            .map(|index| side.positions.centre(index, Scale::Linear))
            .collect();
        side.labels = centres
            .iter()
            .map(|centre| name_at(&labels, *centre).to_owned())
            .collect();
        side.positions = Positions::Placed {
            centres: centres.into(),
            edges: edges.iter().collect(),
        };
    }
}

impl Side {
    fn of(positions: Positions) -> Self {
        Self {
            positions,
            source: None,
            named: Arc::default(),
            labels: Arc::default(),
            dropped: 0,
            sorted: false,
        }
    }

    /// Number of columns (or rows).
    pub(super) fn count(&self) -> usize {
        self.positions.count()
    }

    /// The trace's column (or row) that is shown at a place.
    pub(super) fn shown(&self, index: usize) -> Option<usize> {
        match &self.source {
            None => Some(index),
            Some(source) => source.get(index).copied().flatten(),
        }
    }
}

/// The inner names of an axis's places.
pub(super) fn names(axes: &DataAxes<'_>, id: AxisId) -> Arc<[String]> {
    axes.categories(id).map_or_else(Arc::default, |categories| {
        categories
            .names()
            .iter()
            .map(|(_, name)| name.clone())
            .collect()
    })
}

fn name_at(labels: &[String], place: f64) -> &str {
    if !(0.0..1e15).contains(&place) {
        return "";
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    let index = place.round() as usize;
    labels.get(index).map_or("", String::as_str)
}

/// The coordinates that have a place, the columns that remain, and how many are gone without a
/// place. Coordinates beyond the columns (edges) are kept or left out by themselves.
fn kept(line: &Aligned, cells: usize) -> (Vec<usize>, Option<Vec<Option<usize>>>, usize) {
    let has_place = |index: &usize| {
        line.places
            .get(*index)
            .is_none_or(|place| place.is_finite())
    };
    let kept: Vec<usize> = (0..line.places.len()).filter(has_place).collect();
    let dropped = line.places.len() - kept.len();
    if dropped == 0 {
        return (kept, None, 0);
    }
    let columns = (0..cells).filter(has_place).map(Some).collect();
    (kept, Some(columns), dropped)
}

fn reordered(values: &[f64], order: Option<&[Option<usize>]>) -> Vec<f64> {
    match order {
        None => values.to_vec(),
        Some(order) => order
            .iter()
            .map(|from| {
                from.and_then(|from| values.get(from))
                    .copied()
                    .unwrap_or(f64::NAN)
            })
            .collect(),
    }
}

fn compose(order: &[Option<usize>], source: &[Option<usize>]) -> Vec<Option<usize>> {
    order
        .iter()
        .map(|from| from.and_then(|from| source.get(from).copied().flatten()))
        .collect()
}
