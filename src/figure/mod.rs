//! What is to be seen: [`Figure`], made from a [`Table`] and the user's [`Settings`].
//!
//! Plain values; nothing here knows a pixel. Axes and colour scales are shared by index, so that
//! several plots can share them.

mod build;
mod choices;
mod color_range;
mod settings;
mod table;

use std::sync::Arc;

pub use build::build;
pub use choices::Choice;
pub(crate) use color_range::automatic_range;
pub use settings::{
    Aspect, CellTextFormat, IndexColumn, Origin, ReadSettings, Settings, ShowSettings, XSide, YSide,
};
pub use table::{Layout, Place, Side, SideKind, Source, Table, Warning};

use crate::axis::{Positions, Scale};
use crate::color::{Classes, ColorScale, Colormap, Norm, NormKind, Rgba};
use crate::grid::{Grid, Reduction};

/// Index of an axis in [`Figure::axes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AxisId(pub usize);

/// Index of a colour scale in [`Figure::color_scales`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColorScaleId(pub usize);

/// What is to be seen.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Above everything; `None`: no title.
    pub title: Option<String>,
    /// The axes, shared by the plots.
    pub axes: Vec<Axis>,
    /// The colour scales, shared by the layers; each has a colour bar.
    pub color_scales: Vec<ColorScaleSpec>,
    /// The plots.
    pub plots: Vec<Plot>,
    /// What could not be shown as asked.
    pub warnings: Vec<Warning>,
}

/// One axis.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Beside the axis; empty: none.
    pub title: String,
    /// How it runs.
    pub scale: Scale,
    /// The whole range in data units as drawn: left to right, or bottom to top.
    pub range: [f64; 2],
    /// The names of a category axis's indices; empty otherwise.
    pub categories: Arc<[String]>,
    /// Which side of the plot it stands on.
    pub side: AxisSide,
}

/// Which side of the plot an axis stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisSide {
    /// Below: an x axis.
    Bottom,
    /// Above: an x axis.
    Top,
    /// On the left: a y axis.
    Left,
    /// On the right: a y axis.
    Right,
}

impl AxisSide {
    /// The side's name, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bottom => "bottom",
            Self::Top => "top",
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// Layers over a pair of axes.
#[derive(Clone, Debug)]
pub struct Plot {
    /// The x axis.
    pub x: AxisId,
    /// The y axis.
    pub y: AxisId,
    /// One unit is as long on x as on y.
    pub equal_aspect: bool,
    /// From the lowest to the topmost.
    pub layers: Vec<Layer>,
}

/// Something drawn over a pair of axes.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Coloured cells.
    Heatmap(Heatmap),
}

/// Coloured cells.
#[derive(Clone, Debug)]
pub struct Heatmap {
    /// The layer's name.
    pub name: String,
    /// The values.
    pub grid: Grid,
    /// Where the grid's columns lie.
    pub x: Positions,
    /// Where the grid's rows lie.
    pub y: Positions,
    /// The names of the columns as written, one for each; empty where numbers say it all.
    pub x_labels: Arc<[String]>,
    /// The names of the rows as written.
    pub y_labels: Arc<[String]>,
    /// How values become colours.
    pub color: ColorScaleId,
    /// What a pixel shows that owns several cells.
    pub reduction: Reduction,
    /// Between cells, in points.
    pub gap: f64,
    /// Values written into cells.
    pub text: Option<CellTextFormat>,
    /// What values are, for the tooltip; empty: "z".
    pub z_name: String,
}

/// How values become colours, before the range is known.
#[derive(Clone, Debug)]
pub struct ColorScaleSpec {
    /// The colour map.
    pub colormap: Colormap,
    /// From value to place on the map.
    pub norm: NormKind,
    /// The range asked for, or that of the data.
    pub range: ColorRange,
    /// The value in the middle of the map, where the range was given; an automatic range is made
    /// even around it beforehand.
    pub midpoint: Option<f64>,
    /// Quantiles of the data, evenly spaced in probability; only for the quantile norm.
    pub quantiles: Arc<[f64]>,
    /// Discrete classes.
    pub classes: Option<Classes>,
    /// Colour of missing cells.
    pub missing: Rgba,
    /// Colour under the range; `None`: the map's first.
    pub under: Option<Rgba>,
    /// Colour over the range; `None`: the map's last.
    pub over: Option<Rgba>,
    /// Beside the colour bar; empty: none.
    pub title: String,
}

/// Where a colour scale's range comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColorRange {
    /// Known: given by the user or read off the data.
    Known([f64; 2]),
    /// That of the picture's own values (sums and counts), with the data's until they are known.
    OfPicture,
}

impl ColorScaleSpec {
    /// The colour scale over a known range.
    #[must_use]
    pub fn over_range(&self, range: [f64; 2]) -> ColorScale {
        ColorScale {
            colormap: self.colormap.clone(),
            norm: Norm::new(self.norm, range, self.midpoint, &self.quantiles),
            classes: self.classes.clone(),
            missing: self.missing,
            under: self.under,
            over: self.over,
        }
    }
}

impl Default for ColorScaleSpec {
    /// Viridis from 0 to 1.
    fn default() -> Self {
        Self {
            colormap: Colormap::default(),
            norm: NormKind::Linear,
            range: ColorRange::Known([0.0, 1.0]),
            midpoint: None,
            quantiles: Arc::default(),
            classes: None,
            missing: Rgba::TRANSPARENT,
            under: None,
            over: None,
            title: String::new(),
        }
    }
}
