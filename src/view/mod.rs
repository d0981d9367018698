//! A figure resolved to pixels: [`frame`] makes a [`Frame`] of what is to be painted.
//!
//! Pure and total, in `f64` on the CPU. All plotting knowledge ends here: painters look up cell
//! tables and draw rectangles, lines, areas and text. [`Frame::probe`] tells what lies under a pixel from
//! the same tables that the picture is painted from.
//!
//! Spaces: `data` (an axis's own values), `scale` (after log), `px` (physical pixels of the canvas,
//! y down; pixel `i` covers `i..i + 1`), `pt` (points; `Canvas::px_per_pt` pixels each).

mod annotations;
mod arrow;
mod axis_labels;
mod cell_text;
mod cell_words;
mod cells;
#[cfg(test)]
mod cells_oracle;
mod colorbar;
mod curve;
mod dash;
mod decor;
mod draw;
mod facets;
mod fitted;
mod frame;
mod hover;
mod hover_facts;
mod hover_style;
mod hover_values;
mod hover_words;
mod layers;
mod layout;
mod legend;
mod legend_sample;
mod marker_shapes;
mod markers;
mod marks;
mod page;
mod page_shapes;
mod points;
mod probe;
mod probe_cells;
mod resolve;
mod rich;
mod scatter;
mod seek;
mod smooth;
mod theme;
mod viewport;
mod words;

pub use cell_text::CellLabel;
pub use cells::CellTable;
pub use frame::{
    AxisFrame, ColorBarFrame, Frame, HeatmapFrame, LayerFrame, PlacedTick, PlotFrame, ScatterFrame,
};
pub use hover_style::LabelStyle;
pub use marks::{Anchor, Canvas, Cells, FillRule, Item, Mark, PxRect, Ruler};
pub use probe::{Found, Probe, ProbeBlock, ProbeCells, ProbePoint};
pub use resolve::{frame, frame_or_cancel, preview};
pub use rich::plain_lines;
pub use theme::{Theme, ThemeColors};
pub use viewport::Viewport;
