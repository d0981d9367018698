//! Moving the view of a document.

use super::{AxisView, Document, Navigation};
use crate::axis::Scale;
use crate::figure::{AxisId, Figure, Layer};
use crate::view::Viewport;

impl Document {
    /// The view after a movement; `None` if nothing would change.
    pub(super) fn navigated(&self, navigation: Navigation) -> Option<Viewport> {
        let figure = self.figure.as_deref()?;
        let plot = figure.plots.first()?;
        let mut viewport = Viewport {
            ranges: (0..figure.axes.len())
                .map(|index| self.viewport.range(figure, AxisId(index)))
                .collect(),
        };
        for (which, id) in [plot.x, plot.y].into_iter().enumerate() {
            let Some(axis) = figure.axes.get(id.0) else {
                continue;
            };
            let Some(view) = AxisView::new(axis.scale, axis.range, self.viewport.range(figure, id))
            else {
                continue;
            };
            let Some(range) = viewport.ranges.get_mut(id.0) else {
                continue;
            };
            match moved(
                view,
                navigation,
                Side {
                    figure,
                    which,
                    scale: axis.scale,
                },
            ) {
                Moved::To(view) => *range = view.data(),
                Moved::Whole => *range = axis.range,
                Moved::Not => {}
            }
        }
        (viewport != self.viewport).then_some(viewport)
    }
}

/// One side of the plot: 0 is x, 1 is y.
struct Side<'a> {
    figure: &'a Figure,
    which: usize,
    scale: Scale,
}

enum Moved {
    To(AxisView),
    Whole,
    Not,
}

fn moved(view: AxisView, navigation: Navigation, side: Side<'_>) -> Moved {
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
        Navigation::FitAxis(axis) if axis == which => Moved::Whole,
        Navigation::FitAxis(_) => Moved::Not,
        Navigation::CellPerPixel { at, plot_px } => match cell_length(&side) {
            Some(cell) => {
                let wanted = cell * f64::from(plot_px[which].max(1));
                Moved::To(view.of_length(along(at[which]), wanted))
            }
            None => Moved::Not,
        },
    }
}

/// The mean length of a cell in scale space.
fn cell_length(side: &Side<'_>) -> Option<f64> {
    let plot = side.figure.plots.first()?;
    let heatmap = plot.layers.iter().find_map(Layer::heatmap)?;
    let positions = if side.which == 0 {
        &heatmap.x
    } else {
        &heatmap.y
    };
    let edges = positions.edges(side.scale);
    let [from, to] = edges.extent(side.scale)?;
    let span = side.scale.scale_from_data(to) - side.scale.scale_from_data(from);
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    let cells = edges.cells().max(1) as f64;
    Some(span.abs() / cells).filter(|length| *length > 0.0)
}
