//! What lies under a pixel, from the same tables that the picture was painted from.

use crate::axis::{Positions, Scale, date_text, exact_integer, exact_number};
use crate::figure::Choice;
use crate::grid::{BlockSummary, Found, NO_CELL, Reduction, Span, Value};

use super::cell_text::infinity;
use super::cells::CellTable;
use super::frame::{AxisFrame, Frame, HeatmapFrame, PlotFrame};

/// What lies under a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Index of the plot in [`Frame::plots`].
    pub plot: usize,
    /// Index of the layer in its plot.
    pub layer: usize,
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
    /// The value that the pixel shows, as the tooltip says it.
    pub shown: String,
    /// The tooltip, line by line.
    pub lines: Vec<String>,
}

/// Numbers over the several cells of a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeBlock {
    /// Counts and extremes.
    pub summary: BlockSummary,
    /// The value that the pixel shows, by the layer's rule; NaN where missing.
    pub shown: f64,
}

impl Frame {
    /// What lies at a place (px of the canvas); `None` outside every cell, and between cells.
    #[must_use]
    pub fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        self.plots
            .iter()
            .enumerate()
            .rev()
            .find_map(|(plot, frame)| {
                if !frame.rect.contains(at) {
                    return None;
                }
                let layers = frame.layers.iter().enumerate().rev();
                layers
                    .filter_map(|(layer, frame)| Some((layer, frame.heatmap()?)))
                    .map(|(layer, cells)| probe(frame, cells, at, [plot, layer]))
                    .find_map(|found| found)
            })
    }
}

fn probe(
    plot: &PlotFrame,
    layer: &HeatmapFrame,
    [x, y]: [f64; 2],
    [plot_index, layer_index]: [usize; 2],
) -> Option<Probe> {
    let column = span_at(&layer.columns, x - f64::from(plot.rect.x))?;
    let row = span_at(&layer.rows, y - f64::from(plot.rect.y))?;
    let names = Names { plot, layer };
    let mut found = Probe {
        plot: plot_index,
        layer: layer_index,
        rows: [row.first, row.last],
        columns: [column.first, column.last],
        x: [names.x(column.first), names.x(column.last)],
        y: [names.y(row.first), names.y(row.last)],
        value: layer.heatmap.grid.value(row.nearest, column.nearest),
        block: None,
        shown: String::new(),
        lines: Vec::new(),
    };
    if column.count() > 1 || row.count() > 1 {
        let summary = BlockSummary::of(
            &layer.heatmap.grid,
            (&layer.columns.spans, column),
            (&layer.rows.spans, row),
        );
        found.block = Some(ProbeBlock {
            shown: shown(layer, &summary, found.value),
            summary,
        });
    }
    found.shown = shown_text(layer, &found);
    found.lines = names.lines(&found);
    Some(found)
}

fn span_at(table: &CellTable, px: f64) -> Option<&Span> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float casts saturate, and a pixel past the end is not in the table"
    )]
    let pixel = px.floor().max(0.0) as usize;
    let span = *table.pixels.get(pixel)?;
    if span == NO_CELL {
        None
    } else {
        table.spans.as_slice().get(span as usize)
    }
}

/// The value that a pixel of several cells shows.
fn shown(layer: &HeatmapFrame, summary: &BlockSummary, nearest: Value) -> f64 {
    use Reduction as R;
    let value = |found: Option<Found>| found.map_or(f64::NAN, |found| found.value);
    let (min, max) = (value(summary.min), value(summary.max));
    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    match layer.heatmap.reduction {
        R::Mean => summary.mean.unwrap_or(max),
        R::Min => min,
        R::Max => max,
        R::Extreme if layer.levels.takes_high(min, max) => max,
        R::Extreme => min,
        R::Sum if summary.mean.is_some() => summary.sum,
        R::Sum => max,
        R::Count if summary.count == 0 => f64::NAN,
        R::Count => summary.count as f64,
        R::Nearest => nearest.to_f64(),
    }
}

/// The value that a pixel shows, in words.
fn shown_text(layer: &HeatmapFrame, probe: &Probe) -> String {
    match &probe.block {
        None => value_text(probe.value),
        Some(block) if layer.heatmap.reduction == Reduction::Mean => {
            number_text(rounded(block.shown))
        }
        Some(block) => number_text(block.shown),
    }
}

/// Words for places and values.
struct Names<'a> {
    plot: &'a PlotFrame,
    layer: &'a HeatmapFrame,
}

impl Names<'_> {
    fn x(&self, column: usize) -> String {
        let heatmap = &self.layer.heatmap;
        position_name(&self.plot.x, &heatmap.x, &heatmap.x_labels, column)
    }

    fn y(&self, row: usize) -> String {
        let heatmap = &self.layer.heatmap;
        position_name(&self.plot.y, &heatmap.y, &heatmap.y_labels, row)
    }

    fn lines(&self, probe: &Probe) -> Vec<String> {
        let heatmap = &self.layer.heatmap;
        let mut lines = vec![
            format!(
                "{}: {}",
                title_or(&self.plot.x.title, "x"),
                from_to(&probe.x)
            ),
            format!(
                "{}: {}",
                title_or(&self.plot.y.title, "y"),
                from_to(&probe.y)
            ),
        ];
        let z = title_or(&heatmap.z_name, "z");
        match &probe.block {
            None => lines.push(format!("{z}: {}", probe.shown)),
            Some(block) => self.block_lines(probe, block, z, &mut lines),
        }
        lines
    }

    fn block_lines(&self, probe: &Probe, block: &ProbeBlock, z: &str, lines: &mut Vec<String>) {
        let rule = self.layer.heatmap.reduction.name();
        let size = |[first, last]: [usize; 2]| last - first + 1;
        lines.push(format!("{z} ({rule}): {}", probe.shown));
        lines.push(format!(
            "cells: {} × {}",
            size(probe.columns),
            size(probe.rows)
        ));
        let summary = &block.summary;
        lines.push(format!("count: {}", summary.count));
        let missing = summary.cells - summary.count;
        if missing > 0 {
            lines.push(format!("missing: {missing}"));
        }
        lines.extend(summary.min.map(|found| self.extreme_line("min", found)));
        if let Some(mean) = summary
            .mean
            .filter(|_| self.layer.heatmap.reduction != Reduction::Mean)
        {
            lines.push(format!("mean: {}", number_text(rounded(mean))));
        }
        lines.extend(summary.max.map(|found| self.extreme_line("max", found)));
    }

    /// An extreme value and the cell that has it.
    fn extreme_line(&self, name: &str, found: Found) -> String {
        let value = self.layer.heatmap.grid.value(found.row, found.column);
        let (x, y) = (self.x(found.column), self.y(found.row));
        format!("{name}: {} at {x}, {y}", value_text(value))
    }
}

/// A computed value to ten significant digits: the rest says more about arithmetic than about data.
fn rounded(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

fn title_or<'a>(title: &'a str, short: &'a str) -> &'a str {
    if title.is_empty() { short } else { title }
}

fn from_to([first, last]: &[String; 2]) -> String {
    if first == last {
        first.clone()
    } else {
        format!("{first} – {last}")
    }
}

/// What a cell is called along an axis: its category, its date, its number; both edges where the
/// file gave edges.
fn position_name(
    axis: &AxisFrame,
    positions: &Positions,
    labels: &[String],
    index: usize,
) -> String {
    if let (Positions::Labels(_) | Positions::Placed { .. }, Some(label)) =
        (positions, labels.get(index))
    {
        return label.clone();
    }
    let data = |value: f64| match axis.scale {
        Scale::Date => date_text(value),
        _ => exact_number(value),
    };
    match positions {
        Positions::Edges(edges) => match (edges.get(index), edges.get(index + 1)) {
            (Some(low), Some(high)) => format!("{} to {}", data(*low), data(*high)),
            _ => String::new(),
        },
        // A word on an axis of indices.
        _ if axis.scale == Scale::Linear
            && labels.get(index).is_some_and(|label| is_word(label)) =>
        {
            labels[index].clone()
        }
        _ => data(positions.centre(index, axis.scale)),
    }
}

fn is_word(label: &str) -> bool {
    label.parse::<f64>().is_err()
}

/// A value, exact; words for what is no number.
pub(crate) fn value_text(value: Value) -> String {
    match value {
        Value::Missing => "missing".to_owned(),
        Value::Int(int) => exact_integer(int),
        Value::Float(float) => number_text(float),
    }
}

fn number_text(value: f64) -> String {
    if value.is_nan() {
        "missing".to_owned()
    } else if value.is_infinite() {
        infinity(value).to_owned()
    } else {
        exact_number(value)
    }
}
