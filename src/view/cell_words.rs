//! Words written into cells after a template, in one size for all.

use std::borrow::Cow;

use crate::axis::{Positions, ValueWriter, number_text};
use crate::color::Rgba;
use crate::figure::{CellTemplate, Datum, Template, Variables};

use super::cell_text::CellLabel;
use super::cells::CellTable;
use super::frame::{AxisFrame, HeatmapFrame, PlotFrame};
use super::hover_style::{contrast, plot_color, readable_on};
use super::hover_values::{meta, place_datum, tick_spec};
use super::layout::LayoutInput;
use super::rich::plain_lines;
use super::words::LINE;

/// Words that have to be smaller than this, in points, cannot be read and are left out.
const LEGIBLE_PT: f64 = 8.0;
/// How wide a letter is taken to be, in font sizes.
const LETTER: f64 = LINE / 2.0;
/// More cells than this have no room for words on any screen.
const MOST_CELLS: usize = 20_000;
/// The least contrast at which letters can be read easily (WCAG 2.2, AA).
const READABLE: f64 = 4.5;

/// The words of the cells whose middle is in view; none where they would be too small to read.
pub(super) fn template_labels(
    input: &LayoutInput<'_>,
    plot: &PlotFrame,
    layer: &HeatmapFrame,
    template: &CellTemplate,
) -> Vec<CellLabel> {
    let heatmap = &layer.heatmap;
    let page = input.figure.page.as_deref();
    let largest = page.map_or(12.0, |page| page.font.size);
    let most = |table: &CellTable, length_px: u32, size: f64| {
        #[expect(clippy::cast_precision_loss, reason = "far smaller than 2^53")]
        let room = f64::from(length_px) / input.canvas.px_per_pt / table.visible.max(1) as f64;
        room >= LEGIBLE_PT * size - 1.0
    };
    let crowded =
        !(most(&layer.columns, plot.rect.w, LETTER) && most(&layer.rows, plot.rect.h, LINE));
    let cells = layer.columns.visible.saturating_mul(layer.rows.visible);
    if cells > MOST_CELLS || (template.size.is_none() && crowded) {
        return Vec::new();
    }
    let words = Words {
        input,
        plot,
        layer,
        template,
        separators: page.map_or(['.', ','], |page| page.separators),
        columns: middles(input, &plot.x, &layer.columns, &heatmap.x),
        rows: middles(input, &plot.y, &layer.rows, &heatmap.y),
    };
    let written = words.written();
    let font_pt = match template.size {
        Some(size) => size,
        None => automatic_size(&written, heatmap.gap, largest),
    };
    let too_small = template.size.is_none() && font_pt < LEGIBLE_PT;
    if too_small || !font_pt.is_finite() || font_pt <= 0.0 {
        return Vec::new();
    }
    written
        .into_iter()
        .map(|written| words.label(written, font_pt))
        .collect()
}

/// The largest whole size at which the longest line has room between the two columns that are
/// closest, and the most lines between the two closest rows; at most `largest`.
fn automatic_size(written: &[Written], gap: [f64; 2], largest: f64) -> f64 {
    let [mut across, mut along] = [f64::INFINITY; 2];
    for pair in written.windows(2) {
        let [dx, dy] = [0, 1].map(|axis| (pair[1].at[axis] - pair[0].at[axis]).abs());
        if dx > 0.0 {
            across = across.min(dx);
        }
        if dy > 0.0 {
            along = along.min(dy);
        }
    }
    if !(across.is_finite() && along.is_finite()) {
        return largest;
    }
    #[expect(clippy::cast_precision_loss, reason = "far smaller than 2^53")]
    let most =
        |count: fn(&Written) -> usize| written.iter().map(count).max().unwrap_or(1).max(1) as f64;
    let width = (across - gap[0]) / most(|written| written.letters) / LETTER;
    let height = (along - gap[1]) / most(|written| written.lines) / LINE;
    width.floor().min(height.floor()).min(largest)
}

/// A column or row whose middle is in view.
struct Middle {
    cell: usize,
    /// From the plot's left or upper border, in whole points.
    at_pt: f64,
    /// Where it is, as data and in words.
    datum: Datum,
    words: String,
}

/// The columns or rows whose middle is in view.
fn middles(
    input: &LayoutInput<'_>,
    axis: &AxisFrame,
    table: &CellTable,
    positions: &Positions,
) -> Vec<Middle> {
    let spans = table.spans.as_slice();
    let first = spans.iter().map(|span| span.first).min();
    let last = spans.iter().map(|span| span.last).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let [start, end] = axis.pixels.map(f64::from);
    let px_per_pt = input.canvas.px_per_pt;
    let spec = tick_spec(axis, px_per_pt);
    let writer = ValueWriter::new(&spec, &axis.hover_format);
    let middle = |cell: usize| {
        let value = positions.centre(cell, axis.scale);
        let at_pt = ((axis.px_from_data(value) - start) / px_per_pt).round();
        let inside = at_pt >= 0.0 && at_pt <= ((end - start) / px_per_pt).round();
        inside.then(|| Middle {
            cell,
            at_pt,
            datum: place_datum(axis, value),
            words: writer.write(value),
        })
    };
    (first..=last.min(first + MOST_CELLS))
        .filter_map(middle)
        .collect()
}

/// What is written into a cell.
struct Written {
    cell: [usize; 2],
    /// Its middle from the plot's left upper corner, in whole points.
    at: [f64; 2],
    text: String,
    /// Letters of the longest line, tags included.
    letters: usize,
    lines: usize,
    value: f64,
}

struct Words<'a> {
    input: &'a LayoutInput<'a>,
    plot: &'a PlotFrame,
    layer: &'a HeatmapFrame,
    template: &'a CellTemplate,
    separators: [char; 2],
    columns: Vec<Middle>,
    rows: Vec<Middle>,
}

impl Words<'_> {
    /// What is written, row by row; cells with nothing to write are left out.
    fn written(&self) -> Vec<Written> {
        let template = Template::parse(&self.template.template);
        let fallback = self.template.fallback.as_deref();
        let mut found = Vec::new();
        for row in &self.rows {
            for column in &self.columns {
                let value = self
                    .layer
                    .heatmap
                    .grid
                    .value(row.cell, column.cell)
                    .to_f64();
                let cell = Cell {
                    words: self,
                    places: [column, row],
                    value,
                    text: self.text(row.cell, column.cell),
                };
                let text = template.fill(&cell, fallback);
                if text.is_empty() {
                    continue;
                }
                let lines = || text.split("<br>");
                found.push(Written {
                    cell: [row.cell, column.cell],
                    at: [column.at_pt, row.at_pt],
                    letters: lines().map(|line| line.chars().count()).max().unwrap_or(0),
                    lines: lines().count(),
                    text,
                    value,
                });
            }
        }
        found
    }

    fn text(&self, row: usize, column: usize) -> &str {
        let text = self.template.text.get(row).and_then(|row| row.get(column));
        text.map_or("", String::as_str)
    }

    fn label(&self, written: Written, font_pt: f64) -> CellLabel {
        let rect = self.plot.rect;
        let px = |from: u32, pt: f64| f64::from(from) + pt * self.input.canvas.px_per_pt;
        CellLabel {
            row: written.cell[0],
            column: written.cell[1],
            text: plain_lines(&written.text),
            at: [px(rect.x, written.at[0]), px(rect.y, written.at[1])],
            color: self
                .template
                .color
                .unwrap_or_else(|| self.color_on(written.value)),
            font_pt,
            face: self.template.face,
        }
    }

    /// Plotly's white or dark grey where that can be read, else white or black.
    fn color_on(&self, value: f64) -> Rgba {
        let page = self.input.figure.page.as_deref();
        let behind = page.map_or(self.input.canvas.theme.colors().plot, plot_color);
        let behind = if value.is_nan() {
            behind
        } else {
            self.layer.levels.color_of(value).over(behind)
        };
        let usual = readable_on(behind);
        if contrast(usual, behind) >= READABLE {
            usual
        } else {
            behind.contrasting()
        }
    }
}

/// What the variables of a cell's template stand for.
struct Cell<'a> {
    words: &'a Words<'a>,
    /// Its column and its row.
    places: [&'a Middle; 2],
    value: f64,
    text: &'a str,
}

impl Variables for Cell<'_> {
    fn value(&self, name: &str) -> Option<Cow<'_, Datum>> {
        let text = |text: &str| Some(Cow::Owned(Datum::Text(text.to_owned())));
        match name {
            "x" => Some(Cow::Borrowed(&self.places[0].datum)),
            "y" => Some(Cow::Borrowed(&self.places[1].datum)),
            "z" if self.value.is_nan() => text(""),
            "z" => Some(Cow::Owned(Datum::Number(self.value))),
            "text" => text(self.text),
            _ => {
                let hover = self.words.layer.heatmap.hover.as_ref()?;
                meta(&hover.label, name).map(Cow::Borrowed)
            }
        }
    }

    fn label(&self, name: &str) -> Option<String> {
        match name {
            "x" => Some(self.places[0].words.clone()),
            "y" => Some(self.places[1].words.clone()),
            "z" if !self.value.is_nan() => Some(number_text("", self.words.separators, self.value)),
            _ => None,
        }
    }

    fn separators(&self) -> [char; 2] {
        self.words.separators
    }
}
