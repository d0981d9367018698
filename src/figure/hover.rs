//! What a tooltip says, as a figure's author wants it.
//!
//! Templates and formats are kept as written (`%{z:.2f}`); whoever makes the tooltip reads them.

use std::sync::Arc;

use super::page::{Align, Font};
use crate::color::Rgba;

/// What the tooltip says over a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellHover {
    /// What all layers have in common.
    pub label: HoverLabel,
    /// d3 formats of x, y and z of this trace; empty: the axis's own, or automatic.
    pub formats: [String; 3],
    /// Words of the cells for the label (`hovertext`, else `text`), row by row; empty: none.
    pub hovertext: Arc<[Arc<[String]>]>,
    /// Words of the cells for `%{text}` (`text`), row by row; empty: none.
    pub text: Arc<[Arc<[String]>]>,
    /// Says nothing over missing cells if false.
    pub on_gaps: bool,
    /// Cells that have been filled in between others (`connectgaps`), row-major; empty: none.
    pub filled: Arc<[bool]>,
    /// x and y of a cell are ranges (of a histogram's bins): `0 - 1`.
    pub bins: bool,
    /// The ranges of columns and of rows, where they are not their edges (bins of whole numbers
    /// name the first and last number that they hold); empty: the edges.
    pub ranges: [Arc<[[f64; 2]]>; 2],
    /// What columns and rows are called, in data units, where it is not where they lie (periods
    /// are drawn around their middle and called by their start); empty: their centres.
    pub named: [Arc<[f64]>; 2],
    /// For each cell, row-major, the number of the table's row that gave it; empty: rows and columns
    /// say it.
    pub point_numbers: Arc<[u32]>,
}

/// What the tooltip says over a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointHover {
    /// What all layers have in common.
    pub label: HoverLabel,
    /// d3 formats of x and y of this trace.
    pub formats: [String; 2],
    /// Words of the points (`hovertext`, else `text`); one for all or one for each; empty: none.
    pub hovertext: Arc<[String]>,
    /// Words for `%{text}`.
    pub text: Arc<[String]>,
    /// What points are called along x and along y, in data units, where it is not where they lie;
    /// empty: where they lie.
    pub named: [Arc<[f64]>; 2],
    /// The colour of the tooltip where none is asked for: the line's or marks'.
    pub color: Rgba,
}

/// What the tooltips of all layers have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct HoverLabel {
    /// Which parts are said.
    pub parts: HoverParts,
    /// `hovertemplate`: one for all cells or points, or one for each in order; empty: none. Wins
    /// over `parts`.
    pub templates: Arc<[String]>,
    /// What stands for an unknown variable; `None`: the variable as written.
    pub fallback: Option<String>,
    /// `customdata`: a list over rows of lists over columns (cells), or over points (scatters, and
    /// cells with point numbers).
    pub custom: Option<Arc<Datum>>,
    /// `meta`, for `%{meta}`.
    pub meta: Option<Arc<Datum>>,
    /// Index of the trace in its figure.
    pub trace: usize,
    /// Among the traces, the pointer asks those of a lower number first, then by `trace`; over cells
    /// the last one wins (Plotly's `zorder`).
    pub z_order: i64,
    /// What was said of the trace, for `%{fullData.…}` and, where lists are, for the point's item of
    /// them (`%{marker.size}`); `None`: only its name is known.
    pub full: Option<Arc<Datum>>,
    /// Letters of the name that are shown; `None`: all.
    pub name_length: Option<usize>,
    /// Behind the words; `None`: Plotly's default.
    pub background: Option<Rgba>,
    /// Around the box; `None`: a contrasting colour.
    pub border: Option<Rgba>,
    /// Letters; `None`: Plotly's default. A transparent colour stands for a contrasting one.
    pub font: Option<Font>,
    /// Lines begin left or end right; `None`: by the side of the box.
    pub align: Option<Align>,
}

impl Default for HoverLabel {
    fn default() -> Self {
        Self {
            parts: HoverParts::default(),
            templates: Arc::default(),
            fallback: Some("-".to_owned()),
            custom: None,
            meta: None,
            trace: 0,
            z_order: 0,
            full: None,
            name_length: Some(15),
            background: None,
            border: None,
            font: None,
            align: None,
        }
    }
}

/// Which parts of a label are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoverParts {
    /// x.
    pub x: bool,
    /// y.
    pub y: bool,
    /// z.
    pub z: bool,
    /// The words.
    pub text: bool,
    /// The name, in a box of its own.
    pub name: bool,
    /// Passed over by the pointer: what lies below is found (`skip`).
    pub skip: bool,
}

impl Default for HoverParts {
    /// All but the name.
    fn default() -> Self {
        Self {
            x: true,
            y: true,
            z: true,
            text: true,
            name: false,
            skip: false,
        }
    }
}

/// A value as JSON has them.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Values in order.
    List(Vec<Datum>),
    /// Values by name, in order.
    Map(Vec<(String, Datum)>),
}
