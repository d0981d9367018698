//! What lies under a pixel of cells: which rows and columns, the value that the pixel shows, and what
//! tooltips of tables say of it.

use crate::axis::{Positions, Scale, date_text, exact_integer, exact_number};
use crate::figure::Choice;
use crate::grid::{BlockSummary, Found as FoundCell, NO_CELL, Reduction, Span, Value};

use super::cell_text::infinity;
use super::cells::CellTable;
use super::frame::{AxisFrame, HeatmapFrame, PlotFrame};
use super::probe::{Found, Probe, ProbeBlock, ProbeCells};

/// What lies at a place (px of the canvas) inside a plot; `None` outside every cell, and between
/// cells.
pub(super) fn probe(
    plot: &PlotFrame,
    layer: &HeatmapFrame,
    [x, y]: [f64; 2],
    [plot_index, layer_index]: [usize; 2],
) -> Option<Probe> {
    let column = span_at(&layer.columns, (x - f64::from(plot.rect.x)).floor())?;
    let row = span_at(&layer.rows, (y - f64::from(plot.rect.y)).floor())?;
    let mut cells = cells(layer, column, row);
    let names = Names { plot, layer };
    cells.x = [column.first, column.last].map(|column| names.x(column));
    cells.y = [row.first, row.last].map(|row| names.y(row));
    let shown = shown_text(layer, &cells);
    Some(Probe {
        plot: plot_index,
        layer: layer_index,
        lines: names.lines(&cells, &shown),
        found: Found::Cells(Box::new(cells)),
        shown,
        name: String::new(),
        style: None,
        others: Vec::new(),
        axis_label: String::new(),
    })
}

/// What is said of a pixel of several cells, with the value that it shows.
pub(super) fn block_words(
    plot: &PlotFrame,
    layer: &HeatmapFrame,
    cells: &ProbeCells,
) -> (Vec<String>, String) {
    let shown = shown_text(layer, cells);
    (Names { plot, layer }.lines(cells, &shown), shown)
}

/// The cells of a span of columns and one of rows, not yet named.
pub(super) fn cells(layer: &HeatmapFrame, column: &Span, row: &Span) -> ProbeCells {
    let value = layer.heatmap.grid.value(row.nearest, column.nearest);
    let several = column.count() > 1 || row.count() > 1;
    let block = several.then(|| {
        let summary = BlockSummary::of(
            &layer.heatmap.grid,
            (&layer.columns.spans, column),
            (&layer.rows.spans, row),
        );
        let mean = || {
            layer
                .heatmap
                .grid
                .mean_of((&layer.columns.spans, column), (&layer.rows.spans, row))
        };
        ProbeBlock {
            shown: match layer.heatmap.reduction {
                Reduction::Mean => mean(),
                _ => shown(layer, &summary, value),
            },
            summary,
        }
    });
    ProbeCells {
        rows: [row.first, row.last],
        columns: [column.first, column.last],
        x: Default::default(),
        y: Default::default(),
        value,
        block,
    }
}

/// The cells that a pixel of a table shows.
pub(super) fn span_at(table: &CellTable, pixel: f64) -> Option<&Span> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float casts saturate, and a pixel past the end is not in the table"
    )]
    let pixel = pixel.max(0.0) as usize;
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
    let value = |found: Option<FoundCell>| found.map_or(f64::NAN, |found| found.value);
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
fn shown_text(layer: &HeatmapFrame, cells: &ProbeCells) -> String {
    match &cells.block {
        None => value_text(cells.value),
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

    fn lines(&self, probe: &ProbeCells, shown: &str) -> Vec<String> {
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
            None => lines.push(format!("{z}: {shown}")),
            Some(block) => self.block_lines(probe, block, [z, shown], &mut lines),
        }
        lines
    }

    fn block_lines(
        &self,
        probe: &ProbeCells,
        block: &ProbeBlock,
        [z, shown]: [&str; 2],
        lines: &mut Vec<String>,
    ) {
        let rule = self.layer.heatmap.reduction.name();
        let size = |[first, last]: [usize; 2]| last - first + 1;
        lines.push(format!("{z} ({rule}): {shown}"));
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
    fn extreme_line(&self, name: &str, found: FoundCell) -> String {
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
    if let (Scale::Category, Some(name)) = (axis.scale, axis.categories.get(index)) {
        return name.clone();
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
pub(super) fn value_text(value: Value) -> String {
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
