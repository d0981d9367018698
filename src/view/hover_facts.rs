//! What there is to say of a cell or a point of a page.

use crate::axis::{Positions, ValueWriter, number_text};
use crate::figure::{CellHover, Datum, HoverLabel, Page};
use crate::grid::Value;

use super::frame::{AxisFrame, HeatmapFrame, PlotFrame, ScatterFrame};
use super::hover_values::{Values, number, place_datum, tick_spec};
use super::probe::{Found, ProbeCells, ProbePoint};
use super::probe_cells::block_words;

/// What there is to say of what was found.
pub(super) struct Facts<'a> {
    pub(super) found: Found,
    pub(super) values: Values<'a>,
    /// Words of the cell or point; empty: none.
    pub(super) words: &'a str,
    /// What is said instead of all this where a pixel shows several cells.
    pub(super) block: Option<Vec<String>>,
    /// The value for the status bar.
    pub(super) shown: String,
    /// Index into [`HoverLabel::templates`].
    pub(super) template: usize,
}

/// Where something was found.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) page: &'a Page,
    pub(super) plot: &'a PlotFrame,
    pub(super) label: &'a HoverLabel,
    pub(super) px_per_pt: f64,
}

impl<'a> Ground<'a> {
    pub(super) fn of_cells(self, layer: &'a HeatmapFrame, mut cells: Box<ProbeCells>) -> Facts<'a> {
        let heatmap = &layer.heatmap;
        let hover = heatmap.hover.as_deref();
        let [row, column] = [cells.rows[0], cells.columns[0]];
        let x = self.line(0, &heatmap.x, hover);
        let y = self.line(1, &heatmap.y, hover);
        cells.x = cells.columns.map(|index| x.words(index));
        cells.y = cells.rows.map(|index| y.words(index));
        let format = hover.map_or("", |hover| hover.formats[2].as_str());
        let value = cells.value.to_f64();
        let z_words = number_text(format, self.page.separators, value);
        let z = match cells.value {
            Value::Missing => Datum::Null,
            _ => Datum::Number(value),
        };
        let cell = row * heatmap.grid.columns() + column;
        let number_of = hover.and_then(|hover| hover.point_numbers.get(cell));
        let text = |texts: fn(&CellHover) -> &[std::sync::Arc<[String]>]| {
            texts(hover?).get(row)?.get(column)
        };
        let words = text(|hover| &hover.hovertext);
        // Where no `hovertext` was given its place is taken by `text`.
        let given = hover.is_some_and(|hover| hover.hovertext.as_ptr() != hover.text.as_ptr());
        let texts = [text(|hover| &hover.text), words.filter(|_| given)];
        let (block, shown) = match &cells.block {
            Some(_) => {
                let (lines, shown) = block_words(self.plot, layer, &cells);
                (Some(lines), shown)
            }
            None => (None, z_words.clone()),
        };
        let custom = self
            .label
            .custom
            .as_deref()
            .and_then(|custom| match number_of {
                Some(point) => custom.item(*point as usize),
                None => custom.item(row)?.item(column),
            });
        let values = Values {
            z: Some((z, z_words)),
            texts,
            custom,
            number: match number_of {
                Some(point) => Datum::Number(f64::from(*point)),
                None => Datum::List(vec![number(row), number(column)]),
            },
            ..self.values(
                &heatmap.name,
                [x.value(column), y.value(row)],
                [cells.x[0].clone(), cells.y[0].clone()],
            )
        };
        Facts {
            found: Found::Cells(cells),
            values,
            words: words.map_or("", String::as_str),
            block,
            shown,
            template: cell,
        }
    }

    pub(super) fn of_point(self, layer: &'a ScatterFrame, point: ProbePoint) -> Facts<'a> {
        let hover = &layer.scatter.hover;
        let one = |texts: &'a [String]| match texts {
            [only] => Some(only),
            texts => texts.get(point.index),
        };
        let words = [0, 1].map(|axis| {
            let writer = self.writer(axis, &hover.formats[axis]);
            writer.write(point.at[axis])
        });
        let texts = [one(&hover.text), one(&hover.hovertext)];
        let said = texts[1].filter(|text| !text.is_empty()).or(texts[0]);
        let given = hover.hovertext.as_ptr() != hover.text.as_ptr();
        let texts = [texts[0], texts[1].filter(|_| given)];
        let custom = self.label.custom.as_deref();
        let shown = words.join(", ");
        let values = Values {
            texts,
            custom: custom.and_then(|custom| custom.item(point.index)),
            number: number(point.index),
            ..self.values(&layer.scatter.name, point.at, words)
        };
        Facts {
            found: Found::Point(point),
            values,
            words: said.map_or("", String::as_str),
            block: None,
            shown,
            template: point.index,
        }
    }

    /// Values of what is neither cell nor point: a place and its words.
    fn values(self, name: &'a str, at: [f64; 2], place_words: [String; 2]) -> Values<'a> {
        Values {
            label: self.label,
            name,
            titles: [&self.plot.x.title, &self.plot.y.title],
            places: [
                place_datum(&self.plot.x, at[0]),
                place_datum(&self.plot.y, at[1]),
            ],
            place_words,
            z: None,
            texts: [None; 2],
            custom: None,
            number: Datum::Null,
            other: None,
            separators: self.page.separators,
        }
    }

    fn axis(self, axis: usize) -> &'a AxisFrame {
        if axis == 0 {
            &self.plot.x
        } else {
            &self.plot.y
        }
    }

    /// Writes values of an axis; `format` wins over the axis's own.
    fn writer(self, axis: usize, format: &'a str) -> ValueWriter<'a> {
        let axis = self.axis(axis);
        let spec = tick_spec(axis, self.px_per_pt);
        let format = if format.is_empty() {
            &axis.hover_format
        } else {
            format
        };
        ValueWriter::new(&spec, format)
    }

    /// The columns or rows of a heatmap along an axis.
    fn line(self, axis: usize, positions: &'a Positions, hover: Option<&'a CellHover>) -> Line<'a> {
        Line {
            axis: self.axis(axis),
            index: axis,
            positions,
            hover,
            writer: self.writer(axis, hover.map_or("", |hover| &hover.formats[axis])),
        }
    }
}

/// Columns or rows along an axis, to be named.
struct Line<'a> {
    axis: &'a AxisFrame,
    index: usize,
    positions: &'a Positions,
    hover: Option<&'a CellHover>,
    writer: ValueWriter<'a>,
}

impl Line<'_> {
    /// What a column or row is called, in data units.
    fn value(&self, cell: usize) -> f64 {
        let named = self
            .hover
            .and_then(|hover| hover.named[self.index].get(cell));
        let centre = || self.positions.centre(cell, self.axis.scale);
        named.copied().unwrap_or_else(centre)
    }

    fn words(&self, cell: usize) -> String {
        let Some([from, to]) = self.range(cell) else {
            return self.writer.write(self.value(cell));
        };
        if from == to {
            self.writer.write(from)
        } else {
            format!("{} - {}", self.writer.write(from), self.writer.write(to))
        }
    }

    /// From where to where a bin reaches.
    fn range(&self, cell: usize) -> Option<[f64; 2]> {
        let hover = self.hover.filter(|hover| hover.bins)?;
        if let Some(range) = hover.ranges[self.index].get(cell) {
            return Some(*range);
        }
        let edges = self.positions.edges(self.axis.scale);
        Some([edges.get(cell)?, edges.get(cell + 1)?])
    }
}
