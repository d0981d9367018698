//! Moving the view of a document.

use super::{AxisView, Document, Navigation, Reach};
use crate::figure::{Axis, AxisId, Figure, Heatmap, Layer};
use crate::view::Viewport;

impl Document {
    /// The view after a movement; `None` if nothing would change.
    pub(super) fn navigated(&self, reach: Reach, navigation: Navigation) -> Option<Viewport> {
        let figure = self.figure.as_deref()?;
        let mut viewport = Viewport {
            ranges: (0..figure.axes.len())
                .map(|index| self.viewport.range(figure, AxisId(index)))
                .collect(),
        };
        for (which, id) in reached(figure, reach) {
            let Some(axis) = figure.axes.get(id.0).filter(|axis| !is_fixed(axis)) else {
                continue;
            };
            let shown = self.viewport.range(figure, id);
            let Some(view) = AxisView::new(axis.scale, axis.range, shown) else {
                continue;
            };
            let view = view.with_breaks(axis.ticks.breaks.as_deref());
            let side = Side { figure, id, which };
            let moved = match moved(view, navigation, &side) {
                Moved::To(view) => view.data(),
                Moved::Whole => axis.range,
                Moved::Not => continue,
            };
            for same in matching(figure, id) {
                if let Some(range) = viewport.ranges.get_mut(same.0) {
                    *range = moved;
                }
            }
        }
        (viewport != self.viewport).then_some(viewport)
    }
}

fn is_fixed(axis: &Axis) -> bool {
    axis.page.as_ref().is_some_and(|page| page.fixed)
}

/// The axes that a movement is about, each once, with their direction: 0 is x, 1 is y. Of axes that
/// show the same range one stands for all.
fn reached(figure: &Figure, reach: Reach) -> Vec<(usize, AxisId)> {
    let mut axes: Vec<(usize, AxisId)> = Vec::new();
    let mut add = |which: usize, id: AxisId| {
        let known = |(_, known): &(usize, AxisId)| matching(figure, *known).contains(&id);
        if !axes.iter().any(known) {
            axes.push((which, id));
        }
    };
    let place = |index: usize| {
        let plot = figure.plots.get(index)?;
        Some([plot.x, plot.y].map(|axis| lies_over(figure, axis)))
    };
    for (index, plot) in figure.plots.iter().enumerate() {
        let both = match reach {
            Reach::Everything => true,
            Reach::Plot(wanted) => wanted == index || place(wanted) == place(index),
            Reach::Axis(_) => false,
        };
        for (which, id) in [plot.x, plot.y].into_iter().enumerate() {
            if both || reach == Reach::Axis(id) {
                add(which, id);
            }
        }
    }
    axes
}

/// The axis that this one is laid over, or itself.
fn lies_over(figure: &Figure, axis: AxisId) -> AxisId {
    let page = figure.axes.get(axis.0).and_then(|axis| axis.page.as_ref());
    page.and_then(|page| page.overlaying).unwrap_or(axis)
}

/// The axes that show the same range as this one, itself among them.
fn matching(figure: &Figure, id: AxisId) -> Vec<AxisId> {
    let matches = |id: AxisId| {
        let page = figure.axes.get(id.0).and_then(|axis| axis.page.as_ref());
        page.and_then(|page| page.matches)
    };
    let mut found = vec![id];
    let mut next = 0;
    while let Some(&axis) = found.get(next) {
        next += 1;
        let all = (0..figure.axes.len()).map(AxisId);
        let beside =
            |other: &AxisId| matches(*other) == Some(axis) || matches(axis) == Some(*other);
        let new: Vec<AxisId> = all
            .filter(|other| beside(other) && !found.contains(other))
            .collect();
        found.extend(new);
    }
    found
}

/// One axis and its direction: 0 is x, 1 is y.
struct Side<'a> {
    figure: &'a Figure,
    id: AxisId,
    which: usize,
}

enum Moved<'a> {
    To(AxisView<'a>),
    Whole,
    Not,
}

fn moved<'a>(view: AxisView<'a>, navigation: Navigation, side: &Side<'_>) -> Moved<'a> {
    let which = side.which;
    // Fractions of the plot run down the screen, y ranges up.
    let along = |fraction: f64| if which == 1 { 1.0 - fraction } else { fraction };
    match navigation {
        Navigation::Zoom { at, factor } => {
            if factor[which] == 1.0 {
                return Moved::Not;
            }
            Moved::To(view.zoomed(along(at[which]), factor[which]))
        }
        Navigation::Pan(by) if by[which] == 0.0 => Moved::Not,
        Navigation::Pan([x, y]) => Moved::To(view.panned(if which == 1 { -y } else { x })),
        Navigation::Box { x, y } => match [x, y][which] {
            Some(ends) => Moved::To(view.boxed(ends.map(along))),
            None => Moved::Not,
        },
        Navigation::Fit => Moved::Whole,
        Navigation::CellPerPixel { at, plot_px } => match cell_length(side) {
            Some(cell) => {
                let wanted = cell * f64::from(plot_px[which].max(1));
                Moved::To(view.of_length(along(at[which]), wanted))
            }
            None => Moved::Not,
        },
    }
}

/// The mean length in scale space of the cells of the first heatmap on an axis.
fn cell_length(side: &Side<'_>) -> Option<f64> {
    let on_axis = |plot: &&crate::figure::Plot| [plot.x, plot.y][side.which] == side.id;
    let mut plots = side.figure.plots.iter().filter(on_axis);
    let heatmap: &Heatmap = plots.find_map(|plot| plot.layers.iter().find_map(Layer::heatmap))?;
    let positions = [&heatmap.x, &heatmap.y][side.which];
    let scale = side.figure.axes.get(side.id.0)?.scale;
    let edges = positions.edges(scale);
    let [from, to] = edges.extent(scale)?;
    let span = scale.scale_from_data(to) - scale.scale_from_data(from);
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let cells = edges.cells().max(1) as f64;
    Some(span.abs() / cells).filter(|length| *length > 0.0)
}
