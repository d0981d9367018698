//! Values written into cells: as exact as fits, hidden where nothing does.

use crate::axis::{exact_integer, exact_number, format_number};
use crate::color::Rgba;
use crate::figure::{CellTextFormat, Typeface};
use crate::grid::{NO_CELL, Value};

use super::cells::CellTable;
use super::frame::HeatmapFrame;
use super::layout::LayoutInput;
use super::marks::PxRect;

/// A value written into a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellLabel {
    /// Row of the grid.
    pub row: usize,
    /// Column of the grid.
    pub column: usize,
    /// What is written; may have several lines.
    pub text: String,
    /// Middle of the cell's visible part, or of the cell where a template says the words; px of the
    /// canvas.
    pub at: [f64; 2],
    /// A colour that can be read on the cell's, or the one asked for.
    pub color: Rgba,
    /// Font size in points.
    pub font_pt: f64,
    /// Which letters.
    pub face: Typeface,
}

/// Font sizes that are tried, in points: nothing smaller can be read.
const FONTS_PT: [f64; 3] = [12.0, 10.0, 9.0];
/// Free on each side of a label, in points.
const PADDING_PT: f64 = 2.0;
/// More visible cells than this have no room for words on any screen.
const MOST_CELLS: usize = 20_000;

/// A run of pixels that shows one cell.
#[derive(Clone, Copy, Debug)]
struct Run {
    cell: usize,
    start: usize,
    end: usize,
}

/// The labels of the cells that have room for one.
///
/// All cells share one font size and one number of digits: the most exact that fits every cell,
/// else the shortest, and then cells that are too small for it stay bare. If those are more than a
/// quarter there are no labels at all.
pub(super) fn cell_labels(
    input: &LayoutInput<'_>,
    plot: PxRect,
    layer: &HeatmapFrame,
) -> Vec<CellLabel> {
    let Some(format) = &layer.heatmap.text else {
        return Vec::new();
    };
    let smallest = input.px(FONTS_PT[2]);
    let (columns, rows) = (runs(&layer.columns, smallest), runs(&layer.rows, smallest));
    if layer.reduced && (columns.is_empty() || rows.is_empty())
        || columns.len() * rows.len() > MOST_CELLS
    {
        return Vec::new();
    }
    let cells = Cells {
        input,
        plot,
        layer,
        columns,
        rows,
    };
    let attempts = FONTS_PT
        .iter()
        .flat_map(|font| digits(format).into_iter().map(move |d| (*font, d)));
    let mut last = Vec::new();
    for (font_pt, digits) in attempts {
        let fitting = cells.labels(format, digits, font_pt);
        if fitting.all {
            return fitting.labels;
        }
        last = fitting.labels;
    }
    last
}

/// The labels that have room: none if too many have not, since a few labels among bare cells would
/// look like a pattern in the data.
struct Fitting {
    labels: Vec<CellLabel>,
    all: bool,
}

impl Fitting {
    fn none() -> Self {
        Self {
            labels: Vec::new(),
            all: false,
        }
    }
}

/// Numbers of significant digits to try; `None` for all of them, or for a format that is given.
fn digits(format: &CellTextFormat) -> Vec<Option<usize>> {
    match format {
        CellTextFormat::Auto => vec![None, Some(6), Some(4), Some(3), Some(2)],
        CellTextFormat::Number(_) => vec![None],
    }
}

/// Runs of pixels that show one cell and are long enough to write in.
fn runs(table: &CellTable, smallest_px: f64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (pixel, &span) in table.pixels.iter().enumerate() {
        let Some(found) = table
            .spans
            .as_slice()
            .get(span as usize)
            .filter(|_| span != NO_CELL)
        else {
            continue;
        };
        match runs
            .last_mut()
            .filter(|run| run.cell == found.nearest && run.end == pixel)
        {
            Some(run) => run.end = pixel + 1,
            None => runs.push(Run {
                cell: found.nearest,
                start: pixel,
                end: pixel + 1,
            }),
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a canvas is far smaller than 2^53 pixels"
    )]
    runs.retain(|run| (run.end - run.start) as f64 >= smallest_px);
    runs
}

struct Cells<'a> {
    input: &'a LayoutInput<'a>,
    plot: PxRect,
    layer: &'a HeatmapFrame,
    columns: Vec<Run>,
    rows: Vec<Run>,
}

impl Cells<'_> {
    /// The labels that fit.
    fn labels(&self, format: &CellTextFormat, digits: Option<usize>, font_pt: f64) -> Fitting {
        let mut labels = Vec::new();
        let (mut wanted, mut bare) = (0, 0);
        let most_bare = self.rows.len() * self.columns.len() / 4;
        let font_px = self.input.px(font_pt);
        let padding = 2.0 * self.input.px(PADDING_PT);
        for row in &self.rows {
            for column in &self.columns {
                let value = self.layer.heatmap.grid.value(row.cell, column.cell);
                let Some(text) = cell_text(value, format, digits) else {
                    continue;
                };
                let [w, h] = self.input.ruler.size_px(&text, font_px);
                #[expect(clippy::cast_precision_loss, reason = "far smaller than 2^53 pixels")]
                let room = |run: &Run| (run.end - run.start) as f64;
                wanted += 1;
                if w + padding > room(column) || h > room(row) {
                    bare += 1;
                    if bare > most_bare {
                        return Fitting::none();
                    }
                    continue;
                }
                labels.push(CellLabel {
                    row: row.cell,
                    column: column.cell,
                    text,
                    at: [middle(self.plot.x, column), middle(self.plot.y, row)],
                    color: self.color_on(value),
                    font_pt,
                    face: Typeface::Inter,
                });
            }
        }
        Fitting {
            all: labels.len() == wanted,
            labels,
        }
    }

    fn color_on(&self, value: Value) -> Rgba {
        let behind = self.input.canvas.theme.colors().plot;
        self.layer
            .levels
            .color_of(value.to_f64())
            .over(behind)
            .contrasting()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a canvas is far smaller than 2^53 pixels"
)]
fn middle(origin: u32, run: &Run) -> f64 {
    f64::from(origin) + (run.start + run.end) as f64 / 2.0
}

/// What is written for a value; nothing for a missing one.
fn cell_text(value: Value, format: &CellTextFormat, digits: Option<usize>) -> Option<String> {
    let number = value.to_f64();
    if number.is_nan() {
        return None;
    }
    if number.is_infinite() {
        return Some(infinity(number).to_owned());
    }
    let text = match (format, digits, value) {
        (CellTextFormat::Number(format), ..) => format_number(format, number).ok(),
        (CellTextFormat::Auto, None, Value::Int(int)) => Some(exact_integer(int)),
        (CellTextFormat::Auto, None, _) => Some(exact_number(number)),
        (CellTextFormat::Auto, Some(digits), _) => {
            format_number(&format!(".{digits}~g"), number).ok()
        }
    };
    Some(text?.replace('-', "\u{2212}"))
}

/// An infinity, in a sign.
pub(super) fn infinity(value: f64) -> &'static str {
    if value > 0.0 { "∞" } else { "\u{2212}∞" }
}
