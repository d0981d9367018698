//! Everything that a user can choose, as one value. Each option is written once, here.
//!
//! Two parts: [`ReadSettings`] (a change reads the file again) and [`ShowSettings`] (a change
//! never does). Command line, side panel, session and undo all read and write the same value.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::table::Layout;
use crate::axis::Scale;
use crate::color::{Classes, NormKind, Rgba};
use crate::grid::Reduction;

/// How to read and how to show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A change re-reads the file.
    pub read: ReadSettings,
    /// A change never does.
    pub show: ShowSettings,
}

/// How a table is read. `None` means: find out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadSettings {
    /// How fields become a grid.
    pub layout: Layout,
    /// Column with the x of tidy data, by name or number from 1.
    pub x: Option<String>,
    /// Column with the y of tidy data.
    pub y: Option<String>,
    /// Column with the value of tidy data.
    pub z: Option<String>,
    /// Is the first row a header?
    pub header: Option<bool>,
    /// Which column holds the row labels.
    pub index: IndexColumn,
    /// Between fields.
    pub delimiter: Option<char>,
    /// Before decimals: `.` or `,`.
    pub decimal: Option<char>,
    /// Column of tidy data whose values get a plot each, by name or number from 1.
    pub facet: Option<String>,
    /// Column of tidy data whose values are played through one after the other.
    pub frames: Option<String>,
}

/// Which column holds the row labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexColumn {
    /// Find out.
    #[default]
    Auto,
    /// No column does.
    None,
    /// This one, by name or number from 1.
    Column(String),
}

/// How a table is shown; over a figure with choices of its own, only what differs from the default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowSettings {
    /// Name of the colour map; `_r` at its end reverses it. `None`: viridis, or the figure's own.
    pub colormap: Option<String>,
    /// From value to place on the colour map.
    pub norm: NormKind,
    /// Lowest and highest value of the colour range; `None`: that of the data.
    pub range: Option<[f64; 2]>,
    /// One end of the colour range, where `range` says nothing; the other is that of the data.
    pub range_end: Option<RangeEnd>,
    /// Ranges of single colour scales, by their index in the figure; they win over `range`.
    pub ranges: BTreeMap<usize, [f64; 2]>,
    /// The value in the middle of the colour map.
    pub midpoint: Option<f64>,
    /// Take the 2nd and 98th percentile for an automatic range.
    pub robust: bool,
    /// Discrete classes instead of a continuous map.
    pub classes: Option<Classes>,
    /// Colour of missing cells.
    pub missing: Rgba,
    /// Colour of values under the range; `None`: the map's first.
    pub under: Option<Rgba>,
    /// Colour of values over the range; `None`: the map's last.
    pub over: Option<Rgba>,
    /// How x runs; `None`: as its positions suggest.
    pub xscale: Option<Scale>,
    /// How y runs.
    pub yscale: Option<Scale>,
    /// Where the first row stands; `None`: at the top, but a numeric y of tidy data grows upwards.
    pub origin: Option<Origin>,
    /// Shape of the cells; `None`: they fill the room there is, or the figure's own.
    pub aspect: Option<Aspect>,
    /// Where the x axis stands; `None`: at the bottom, or the figure's own.
    pub xside: Option<XSide>,
    /// Where the y axis stands; `None`: on the left, or the figure's own.
    pub yside: Option<YSide>,
    /// Between cells, in points; `None`: 0, or the figure's own.
    pub gap: Option<f64>,
    /// Write values into cells, in this format; `None`: none, or the figure's own.
    pub text: Option<CellTextFormat>,
    /// Leave out the words that a figure has in its cells.
    pub bare: bool,
    /// The figure's title; `None`: none, or its own; empty: none.
    pub title: Option<String>,
    /// The x axis's title; `None`: the file's name for it; empty: none.
    pub xlabel: Option<String>,
    /// The y axis's title.
    pub ylabel: Option<String>,
    /// The colour bar's title.
    pub zlabel: Option<String>,
    /// What a pixel shows that owns several cells.
    pub reduction: Reduction,
    /// Which state of a figure that can be played is shown; `None`: the one it opens with.
    pub frame: Option<usize>,
    /// Columns that are left out, by their labels (their index where there are none).
    pub hidden_columns: Arc<BTreeSet<String>>,
    /// Rows that are left out.
    pub hidden_rows: Arc<BTreeSet<String>>,
}

impl Default for ShowSettings {
    fn default() -> Self {
        Self {
            colormap: None,
            norm: NormKind::Linear,
            range: None,
            range_end: None,
            ranges: BTreeMap::new(),
            midpoint: None,
            robust: false,
            classes: None,
            missing: Rgba::TRANSPARENT,
            under: None,
            over: None,
            xscale: None,
            yscale: None,
            origin: None,
            aspect: None,
            xside: None,
            yside: None,
            gap: None,
            text: None,
            bare: false,
            title: None,
            xlabel: None,
            ylabel: None,
            zlabel: None,
            reduction: Reduction::Mean,
            frame: None,
            hidden_columns: Arc::default(),
            hidden_rows: Arc::default(),
        }
    }
}

impl ShowSettings {
    /// Takes the colour range from the values again: all of them, or (`robust`) without the outermost.
    pub fn free_range(&mut self, robust: bool) {
        self.range = None;
        self.range_end = None;
        self.robust = robust;
    }
}

/// One end of a colour range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RangeEnd {
    /// The lowest value.
    Low(f64),
    /// The highest value.
    High(f64),
}

/// Where the first row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// At the top.
    Upper,
    /// At the bottom.
    Lower,
}

/// Shape of the cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Fill the room there is.
    #[default]
    Auto,
    /// One unit is as long on x as on y.
    Equal,
}

/// Where the x axis stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum XSide {
    /// Below the plot.
    #[default]
    Bottom,
    /// Above the plot.
    Top,
}

/// Where the y axis stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YSide {
    /// Left of the plot.
    #[default]
    Left,
    /// Right of the plot.
    Right,
}

/// How values are written into cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellTextFormat {
    /// As short as the room allows, shortening decimals before hiding.
    #[default]
    Auto,
    /// A d3-style number format such as `.2f`, `,`, `.1%`, `~s`.
    Number(String),
}
