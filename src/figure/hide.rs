//! A figure without the rows and columns that the user has left out.
//!
//! Along an axis of names those that are left out make room for the others. Along numbers and dates
//! the others keep their middles and reach as far as those of a figure without these would.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::labels::heatmap_names;
use super::restyle::axes_of;
use super::subset::subset;
use super::{Axis, Figure, Heatmap, Layer, Page, Place1d, ShapeKind, ShowSettings};
use crate::axis::{Positions, Scale, TickMode, TickRule};

/// Leaves out what is hidden.
pub(super) fn hide(figure: &mut Figure, show: &ShowSettings) {
    let sets = [&show.hidden_columns, &show.hidden_rows];
    for (which, hidden) in sets.into_iter().enumerate() {
        if hidden.is_empty() {
            continue;
        }
        for index in axes_of(figure, which) {
            let scale = figure.axes.get(index).map(|axis| axis.scale);
            if scale == Some(Scale::Category) {
                hide_names(figure, [index, which], hidden);
            } else {
                hide_cells(figure, [index, which], hidden);
            }
        }
    }
}

/// A count as a place along an axis of names.
pub(super) fn count(count: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let count = count as f64;
    count
}

/// Which names of an axis are left, and where they come to stand.
struct Left {
    kept: Vec<bool>,
    /// For each name, and for the end, how many are left before it.
    before: Vec<usize>,
}

impl Left {
    fn new(names: &[String], hidden: &BTreeSet<String>) -> Self {
        let kept: Vec<bool> = names.iter().map(|name| !hidden.contains(name)).collect();
        let mut before = vec![0];
        for kept in &kept {
            before.push(before.last().copied().unwrap_or(0) + usize::from(*kept));
        }
        Self { kept, before }
    }

    fn all(&self) -> bool {
        self.kept.iter().all(|kept| *kept)
    }

    fn indices(&self) -> Vec<usize> {
        let all = self.kept.iter().enumerate();
        all.filter(|(_, kept)| **kept)
            .map(|(index, _)| index)
            .collect()
    }

    /// The name whose cell holds a place; `None` outside all.
    fn cell(&self, place: f64) -> Option<usize> {
        let cell = (place + 0.5).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to lie among the names"
        )]
        (cell >= 0.0 && cell < count(self.kept.len())).then_some(cell as usize)
    }

    /// Where a place comes to lie; those in cells that are left out at the border between the others.
    fn moved(&self, place: f64) -> f64 {
        let Some(cell) = self.cell(place) else {
            let gone = count(self.kept.len()) - count(self.before.last().copied().unwrap_or(0));
            return if place < 0.0 { place } else { place - gone };
        };
        let start = count(self.before.get(cell).copied().unwrap_or(0)) - 0.5;
        let kept = self.kept.get(cell) == Some(&true);
        let within = place + 0.5 - count(cell);
        start + if kept { within } else { 0.0 }
    }

    /// The same for what vanishes with its cell.
    fn moved_or_gone(&self, place: f64) -> f64 {
        match self.cell(place).and_then(|cell| self.kept.get(cell)) {
            Some(false) => f64::NAN,
            _ => self.moved(place),
        }
    }
}

/// Along an axis of names.
fn hide_names(figure: &mut Figure, [index, which]: [usize; 2], hidden: &BTreeSet<String>) {
    let Some(axis) = figure.axes.get(index) else {
        return;
    };
    let axis_before = axis.clone();
    let left = Left::new(&axis_before.categories, hidden);
    for heatmap in on_axis_mut(figure, [index, which]) {
        hide_in(heatmap, (&axis_before, which), hidden, &left);
    }
    if left.all() {
        return;
    }
    move_points(figure, [index, which], &|place| left.moved_or_gone(place));
    if let Some(page) = figure.page.as_mut().map(Arc::make_mut) {
        move_marks(page, index, &|place| left.moved_or_gone(place), &|place| {
            left.moved(place)
        });
    }
    if let Some(axis) = figure.axes.get_mut(index) {
        let names = left.indices();
        let name = |index: &usize| axis_before.categories.get(*index).cloned();
        axis.categories = names.iter().filter_map(name).collect();
        axis.range = axis_before.range.map(|end| left.moved(end));
        if axis.range[0] == axis.range[1] {
            axis.range = [-0.5, 0.5];
        }
        move_ticks(&mut axis.ticks, &left);
    }
}

fn hide_in(
    heatmap: &mut Heatmap,
    (axis, which): (&Axis, usize),
    hidden: &BTreeSet<String>,
    left: &Left,
) {
    let names = heatmap_names(heatmap, axis, which);
    let kept: Vec<usize> = (0..names.len())
        .filter(|index| names.get(*index).is_some_and(|name| !hidden.contains(name)))
        .collect();
    let positions = if which == 0 { &heatmap.x } else { &heatmap.y };
    let moved = match positions {
        Positions::Labels(labels) => {
            let label = |index: &usize| labels.get(*index).cloned();
            Positions::Labels(kept.iter().filter_map(label).collect())
        }
        _ if left.all() => return,
        other => {
            let edges = other.edges(Scale::Category);
            let edge = |index: usize| edges.get(index).map(|edge| left.moved(edge));
            let starts = kept.iter().filter_map(|index| edge(*index));
            let end = kept.last().and_then(|last| edge(last + 1));
            let centre = |index: &usize| left.moved(other.centre(*index, Scale::Category));
            Positions::Placed {
                centres: kept.iter().map(centre).collect(),
                edges: starts.chain(end).collect(),
            }
        }
    };
    if kept.len() == names.len() {
        return;
    }
    subset(heatmap, which, &kept);
    if which == 0 {
        heatmap.x = moved;
    } else {
        heatmap.y = moved;
    }
}

/// Along numbers and dates.
fn hide_cells(figure: &mut Figure, [index, which]: [usize; 2], hidden: &BTreeSet<String>) {
    let Some(axis) = figure.axes.get(index).cloned() else {
        return;
    };
    let before = reach(figure, [index, which], &axis);
    for heatmap in on_axis_mut(figure, [index, which]) {
        let names = heatmap_names(heatmap, &axis, which);
        let left = names.iter().enumerate();
        let left = left.filter(|(_, name)| !hidden.contains(name.as_str()));
        let kept: Vec<usize> = left.map(|(index, _)| index).collect();
        if kept.len() == names.len() {
            continue;
        }
        subset(heatmap, which, &kept);
        let positions = if which == 0 {
            &mut heatmap.x
        } else {
            &mut heatmap.y
        };
        let centre = |index: &usize| positions.centre(*index, axis.scale);
        *positions = Positions::Centres(kept.iter().map(centre).collect());
    }
    let after = reach(figure, [index, which], &axis);
    if let (Some(before), Some(after), Some(axis)) = (before, after, figure.axes.get_mut(index)) {
        if axis.range == before {
            axis.range = after;
        } else if axis.range == [before[1], before[0]] {
            axis.range = [after[1], after[0]];
        }
    }
}

/// What the cells along an axis reach to.
fn reach(figure: &mut Figure, place: [usize; 2], axis: &Axis) -> Option<[f64; 2]> {
    let which = place[1];
    let extents = on_axis_mut(figure, place).filter_map(|heatmap| {
        let positions = if which == 0 { &heatmap.x } else { &heatmap.y };
        positions.edges(axis.scale).extent(axis.scale)
    });
    extents
        .map(|[a, b]| [a.min(b), a.max(b)])
        .reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])
        // Where no cell is left, the axis stays as it is.
        .filter(|[low, high]| low < high)
}

fn layers_mut(figure: &mut Figure, [index, which]: [usize; 2]) -> impl Iterator<Item = &mut Layer> {
    let plots = figure.plots.iter_mut();
    plots
        .filter(move |plot| [plot.x, plot.y][which.min(1)].0 == index)
        .flat_map(|plot| &mut plot.layers)
}

fn on_axis_mut(figure: &mut Figure, place: [usize; 2]) -> impl Iterator<Item = &mut Heatmap> {
    layers_mut(figure, place).filter_map(|layer| match layer {
        Layer::Heatmap(heatmap) => Some(heatmap),
        Layer::Scatter(_) => None,
    })
}

type Move<'a> = &'a dyn Fn(f64) -> f64;

/// Moves everything but cells along an axis: points, annotations, shapes.
pub(super) fn move_places(figure: &mut Figure, place: [usize; 2], moved: Move<'_>) {
    move_points(figure, place, moved);
    if let Some(page) = figure.page.as_mut().map(Arc::make_mut) {
        move_marks(page, place[0], moved, moved);
    }
}

fn move_points(figure: &mut Figure, place: [usize; 2], moved: Move<'_>) {
    let which = place[1];
    for layer in layers_mut(figure, place) {
        if let Layer::Scatter(scatter) = layer {
            let values = if which == 0 {
                &mut scatter.x
            } else {
                &mut scatter.y
            };
            *values = values.iter().map(|value| moved(*value)).collect();
        }
    }
}

/// Moves annotations (those whose place vanishes are left out) and shapes.
fn move_marks(page: &mut Page, axis: usize, words: Move<'_>, shapes: Move<'_>) {
    for annotation in &mut page.annotations {
        let tails = annotation.arrow.iter_mut();
        let tails = tails.flat_map(|arrow| [&mut arrow.tail_x, &mut arrow.tail_y]);
        for place in [&mut annotation.x, &mut annotation.y]
            .into_iter()
            .chain(tails)
        {
            move_place(place, axis, words);
        }
    }
    let gone = |place: &Place1d| matches!(place, Place1d::Data(_, value) if value.is_nan());
    page.annotations
        .retain(|annotation| !gone(&annotation.x) && !gone(&annotation.y));
    for shape in &mut page.shapes {
        let ends = match &mut shape.kind {
            ShapeKind::Line(ends) | ShapeKind::Rect(ends) | ShapeKind::Circle(ends) => {
                ends.iter_mut().flatten().collect::<Vec<_>>()
            }
            ShapeKind::Path { runs, .. } => runs.iter_mut().flatten().flatten().collect(),
        };
        for place in ends {
            move_place(place, axis, shapes);
        }
    }
}

fn move_place(place: &mut Place1d, index: usize, moved: Move<'_>) {
    if let Place1d::Data(axis, value) = place
        && axis.0 == index
    {
        *value = moved(*value);
    }
}

fn move_ticks(ticks: &mut TickRule, left: &Left) {
    let group = |index: &usize| ticks.groups.get(*index).cloned();
    ticks.groups = left.indices().iter().filter_map(group).collect();
    for mode in [Some(&mut ticks.mode), ticks.minor.as_mut()]
        .into_iter()
        .flatten()
    {
        if let TickMode::Given { values, texts } = mode {
            let moved: Vec<f64> = values
                .iter()
                .map(|value| left.moved_or_gone(*value))
                .collect();
            let stays = |index: &usize| moved.get(*index).is_some_and(|place| !place.is_nan());
            let kept: Vec<usize> = (0..moved.len()).filter(stays).collect();
            let text = |index: &usize| texts.get(*index).cloned();
            *texts = kept.iter().filter_map(text).collect();
            *values = moved.into_iter().filter(|place| !place.is_nan()).collect();
        }
    }
}
