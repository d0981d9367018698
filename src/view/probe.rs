//! What lies under a pixel, from the same tables that the picture was painted from.

use crate::grid::{BlockSummary, Value};

use super::frame::Frame;
use super::hover_style::LabelStyle;
use super::{hover, probe_cells};

/// What lies under a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Index of the plot in [`Frame::plots`].
    pub plot: usize,
    /// Index of the layer in its plot.
    pub layer: usize,
    /// What was found there.
    pub found: Found,
    /// The value that the pixel shows, as the tooltip says it.
    pub shown: String,
    /// The tooltip, line by line; empty where it says nothing.
    pub lines: Vec<String>,
    /// The name in a box of its own beside the tooltip; empty: none.
    pub name: String,
    /// How the tooltip looks and where it points; `None`: as the theme has it, beside the pointer.
    pub style: Option<LabelStyle>,
    /// What else is told at the same x (or y), in tooltips of their own.
    pub others: Vec<Probe>,
    /// The x (or y) that all have in common, beside the axis; empty: none.
    pub axis_label: String,
}

/// What was found under a pixel.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Cells of a heatmap.
    Cells(Box<ProbeCells>),
    /// A point.
    Point(ProbePoint),
}

/// The cells of a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeCells {
    /// First and last row of the grid.
    pub rows: [usize; 2],
    /// First and last column of the grid.
    pub columns: [usize; 2],
    /// What the columns are called, first and last.
    pub x: [String; 2],
    /// What the rows are called, first and last.
    pub y: [String; 2],
    /// The value of a single cell; of several, the cell that [`crate::grid::Reduction::Nearest`] shows.
    pub value: Value,
    /// Numbers over several cells; `None` where the pixel shows one.
    pub block: Option<ProbeBlock>,
}

/// A point near a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProbePoint {
    /// Index of the point in its layer.
    pub index: usize,
    /// Where it lies, in data units.
    pub at: [f64; 2],
}

/// Numbers over the several cells of a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeBlock {
    /// Counts and extremes.
    pub summary: BlockSummary,
    /// The value that the pixel shows, by the layer's rule; NaN where missing.
    pub shown: f64,
}

impl Probe {
    /// The cells, if cells were found.
    #[must_use]
    pub fn cells(&self) -> Option<&ProbeCells> {
        match &self.found {
            Found::Cells(cells) => Some(cells),
            Found::Point(_) => None,
        }
    }

    /// True if there is anything to say.
    #[must_use]
    pub fn says_something(&self) -> bool {
        !(self.lines.is_empty() && self.name.is_empty())
            || self.others.iter().any(Self::says_something)
    }
}

impl ProbeCells {
    /// The value that the pixel shows; NaN where missing.
    #[must_use]
    pub fn shown(&self) -> f64 {
        match &self.block {
            None => self.value.to_f64(),
            Some(block) => block.shown,
        }
    }
}

impl Frame {
    /// What lies at a place (px of the canvas); `None` where there is nothing: outside every cell,
    /// between cells, away from every point.
    #[must_use]
    pub fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        match &self.page {
            Some(page) => hover::probe(self, page, at),
            None => self.probe_cells(at),
        }
    }

    /// The topmost cell at a place.
    fn probe_cells(&self, at: [f64; 2]) -> Option<Probe> {
        let plots = self.plots.iter().enumerate().rev();
        plots
            .filter(|(_, frame)| frame.rect.contains(at))
            .find_map(|(plot, frame)| {
                let layers = frame.layers.iter().enumerate().rev();
                layers
                    .filter_map(|(layer, frame)| Some((layer, frame.heatmap()?)))
                    .find_map(|(layer, cells)| probe_cells::probe(frame, cells, at, [plot, layer]))
            })
    }
}
