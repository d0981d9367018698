//! Plots of equal size in rows and columns: where they stand, which axes are labelled, what is over
//! them.

use crate::figure::{AxisSide, Figure, Plot, PlotPlace, Typeface};

use super::axis_labels::{AxisLabels, shortened};
use super::fitted::pt;
use super::layout::{LayoutInput, whole};
use super::marks::{Anchor, Mark, PxRect};

/// Rows and columns of the figure's plots: one of each unless its plots have places.
pub(super) fn shape(figure: &Figure) -> [usize; 2] {
    let place = figure.plots.first().and_then(|plot| plot.place.as_ref());
    place.map_or([1, 1], |place| place.of.map(|count| count.clamp(1, MOST)))
}

/// More rows or columns than these have no room anyway.
const MOST: usize = 1000;

/// Headings stand over plots, but below them where the x axis is at the top.
pub(super) fn headings_below(x_side: Option<AxisSide>) -> bool {
    x_side == Some(AxisSide::Top)
}

/// The width of the longest heading and the height of the strip that headings need, in px; 0 where
/// there are none.
pub(super) fn heading_px(input: &LayoutInput<'_>) -> [f64; 2] {
    let headings = input.figure.plots.iter().filter_map(heading);
    let sizes = headings.map(|text| {
        input
            .ruler
            .size_px(&one_line(text), input.px(pt::TICK_FONT))
    });
    let [w, h] = sizes.fold([0.0, 0.0], |[w, h]: [f64; 2], size| {
        [w.max(size[0]), h.max(size[1])]
    });
    if h > 0.0 {
        [w, h + 2.0 * input.px(GAP_PT)]
    } else {
        [0.0; 2]
    }
}

fn one_line(heading: &str) -> String {
    // Nobody reads more than these.
    let words: Vec<&str> = heading.split_whitespace().take(100).collect();
    words.join(" ")
}

/// Between a plot and its heading.
const GAP_PT: f64 = 4.0;

fn heading(plot: &Plot) -> Option<&str> {
    let place = plot.place.as_ref()?;
    Some(place.heading.as_str()).filter(|heading| !heading.is_empty())
}

/// What is left for plots, in px across and down.
pub(super) struct Room {
    pub(super) before: [f64; 2],
    pub(super) after: [f64; 2],
    pub(super) between: [f64; 2],
    /// Width over height of each plot, where units must be equal.
    pub(super) ratio: Option<f64>,
    /// Nothing is written beside the plots: they may touch where there is hardly any room.
    pub(super) bare: bool,
}

impl Room {
    /// A rectangle for each of the figure's plots, of one size; shrunk around the middle of the room
    /// where units must be equal.
    pub(super) fn rects(&self, input: &LayoutInput<'_>) -> Vec<PxRect> {
        let [rows, columns] = shape(input.figure);
        #[expect(clippy::cast_precision_loss, reason = "at most MOST")]
        let counts = [columns as f64, rows as f64];
        let canvas = [input.canvas.width_px, input.canvas.height_px].map(f64::from);
        let mut between = self.between;
        let mut corner = [0, 1].map(|axis| self.before[axis].min(canvas[axis] - 1.0));
        let mut size = [0, 1].map(|axis| {
            let free = canvas[axis] - self.before[axis] - self.after[axis];
            let gaps = (counts[axis] - 1.0) * between[axis];
            if self.bare && free - gaps < counts[axis] {
                between[axis] = 0.0;
                return (free / counts[axis]).max(1.0);
            }
            ((free - gaps) / counts[axis]).max(1.0)
        });
        if let Some(ratio) = self.ratio {
            let fitted = [
                size[0].min(size[1] * ratio).max(1.0),
                size[1].min(size[0] / ratio).max(1.0),
            ];
            for axis in 0..2 {
                corner[axis] += (size[axis] - fitted[axis]) * counts[axis] / 2.0;
            }
            size = fitted;
        }
        // One plot takes the nearest size; several must not add up to more than there is.
        let size = [0, 1].map(|axis| match counts[axis] > 1.0 {
            true => whole(size[axis].floor()).max(1),
            false => whole(size[axis]).max(1),
        });
        placed(input, corner, size, between)
    }
}

/// Plots of this size, from the upper left corner on.
fn placed(
    input: &LayoutInput<'_>,
    corner: [f64; 2],
    size: [u32; 2],
    between: [f64; 2],
) -> Vec<PxRect> {
    let [rows, columns] = shape(input.figure);
    let canvas = [input.canvas.width_px, input.canvas.height_px];
    let rect = |plot: &Plot| {
        let place = plot.place.as_ref();
        let steps = place.map_or([0, 0], |place| {
            [place.column.min(columns - 1), place.row.min(rows - 1)]
        });
        #[expect(clippy::cast_precision_loss, reason = "at most MOST")]
        let start = |axis: usize| {
            let start = corner[axis] + steps[axis] as f64 * (f64::from(size[axis]) + between[axis]);
            // Fewer pixels than plots: they stand on each other.
            whole(start).min(canvas[axis].saturating_sub(1))
        };
        PxRect {
            x: start(0),
            y: start(1),
            w: size[0],
            h: size[1],
        }
    };
    input.figure.plots.iter().map(rect).collect()
}

/// The smallest rectangle around all.
pub(super) fn around(rects: &[PxRect]) -> Option<PxRect> {
    rects.iter().copied().reduce(|a, b| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        PxRect {
            x,
            y,
            w: a.right().max(b.right()) - x,
            h: a.bottom().max(b.bottom()) - y,
        }
    })
}

/// Is an axis on this side labelled at a plot, because no other plot follows there?
pub(super) fn is_labelled(figure: &Figure, plot: usize, side: AxisSide) -> bool {
    let place = |plot: &Plot| {
        plot.place
            .as_ref()
            .map(|place: &PlotPlace| [place.row, place.column])
    };
    let Some([row, column]) = figure.plots.get(plot).and_then(place) else {
        return plot == 0;
    };
    let follows = |other: &Plot| {
        place(other).is_some_and(|[other_row, other_column]| match side {
            AxisSide::Bottom => other_column == column && other_row > row,
            AxisSide::Top => other_column == column && other_row < row,
            AxisSide::Left => other_row == row && other_column < column,
            AxisSide::Right => other_row == row && other_column > column,
        })
    };
    !figure.plots.iter().any(follows)
}

/// The room between rows for labels of x, where they stand in free places of the last row beside
/// labels of y; 0 where they do not.
pub(super) fn hanging_px(input: &LayoutInput<'_>, x: &AxisLabels, y: &AxisLabels) -> f64 {
    if meet(input.figure, x, y) {
        (x.title_at_px - input.px(pt::TITLE_GAP)).max(0.0)
    } else {
        0.0
    }
}

/// Moves the title of y beyond such labels.
pub(super) fn clear_title(input: &LayoutInput<'_>, x: &AxisLabels, y: &mut AxisLabels) {
    if meet(input.figure, x, y) {
        let beyond = x.overhang_px[1] + input.px(pt::TITLE_GAP) - y.title_at_px;
        y.title_at_px += beyond.max(0.0);
        y.depth_px += beyond.max(0.0);
    }
}

fn meet(figure: &Figure, x: &AxisLabels, y: &AxisLabels) -> bool {
    let [rows, columns] = shape(figure);
    let sides = [x.side, y.side];
    sides == [Some(AxisSide::Bottom), Some(AxisSide::Right)] && figure.plots.len() < rows * columns
}

/// The headings of all plots.
pub(super) struct Headings<'a> {
    pub(super) rects: &'a [PxRect],
    pub(super) widest_px: f64,
    /// Below the plots.
    pub(super) below: bool,
}

impl Headings<'_> {
    pub(super) fn draw(&self, input: &LayoutInput<'_>, marks: &mut Vec<Mark>) {
        let font_px = input.px(pt::TICK_FONT);
        let gap = input.px(GAP_PT);
        for (plot, rect) in input.figure.plots.iter().zip(self.rects) {
            let Some(heading) = heading(plot) else {
                continue;
            };
            let middle = f64::from(rect.x) + f64::from(rect.w) / 2.0;
            let (y, anchor) = if self.below {
                (f64::from(rect.bottom()) + gap, Anchor::TOP)
            } else {
                (f64::from(rect.y) - gap, Anchor::BOTTOM)
            };
            let text = shortened(&one_line(heading), font_px, self.widest_px, input.ruler);
            marks.push(Mark::Text {
                at: [middle, y],
                anchor,
                angle: 0.0,
                text,
                font_px,
                face: Typeface::Inter,
                color: input.canvas.theme.colors().text,
            });
        }
    }
}
