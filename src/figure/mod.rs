//! What is to be seen: [`Figure`], made from a [`Table`] and the user's [`Settings`].
//!
//! Plain values; nothing here knows a pixel. Axes and colour scales are shared by index, so that
//! several plots can share them.

mod bar;
mod build;
mod choices;
mod color_range;
mod content;
mod datum;
mod hide;
mod hover;
mod labels;
mod page;
mod page_axis;
mod restyle;
mod restyle_axes;
mod restyle_color;
mod scatter;
mod selection;
mod settings;
mod subset;
mod table;
mod template;

use std::sync::Arc;

pub use bar::{BarTitleSide, ColorBar, Length};
pub use build::build;
pub use choices::Choice;
pub(crate) use color_range::automatic_range;
pub use content::{Content, FigureFile};
pub use hover::{CellHover, Datum, HoverLabel, HoverParts, PointHover};
pub use labels::labels;
pub use page::{
    Align, Annotation, Arrow, Font, Frame2d, HoverMode, Legend, LegendEntry, Margins, Page,
    PageTitle, Place1d, Shape, ShapeKind, ShapeLayer, Stroke, Typeface,
};
pub use page_axis::{AxisAnchor, Mirror, Overflow, PageAxis, ScaleRatio, TickMarks};
pub use restyle::restyle;
pub use scatter::{Fill, FillTo, LineShape, Markers, PerPoint, PointLabels, Scatter, ScatterLine};
pub use settings::{
    Aspect, CellTextFormat, IndexColumn, Origin, RangeEnd, ReadSettings, Settings, ShowSettings,
    XSide, YSide,
};
pub use table::{
    Format, Layout, Place, Side, SideKind, SliceColumn, Slices, Source, Table, Warning,
};
pub use template::{Template, Variables};

use crate::axis::{Positions, Scale, TickRule};
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
    /// How its author laid it out; `None`: margins follow labels, colours the theme.
    pub page: Option<Arc<Page>>,
    /// The states that it can be played through.
    pub animation: Option<Arc<Animation>>,
    /// What could not be shown as asked.
    pub warnings: Vec<Warning>,
}

/// The states that a figure can be played through.
#[derive(Clone, Debug, PartialEq)]
pub struct Animation {
    /// What each is called.
    pub names: Vec<String>,
    /// In front of the name of the one that is shown.
    pub prefix: String,
    /// How long each is shown, in milliseconds.
    pub frame_ms: f64,
}

impl Animation {
    /// The frame that a user means: by its name, else by its number from 1.
    #[must_use]
    pub fn find(&self, asked: &str) -> Option<usize> {
        let asked = asked.trim();
        let named = self.names.iter().position(|name| name == asked);
        named.or_else(|| {
            let number: usize = asked.parse().ok()?;
            number
                .checked_sub(1)
                .filter(|index| *index < self.names.len())
        })
    }
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
    /// Which ticks it bears.
    pub ticks: TickRule,
    /// A d3 format for its values in tooltips; empty: automatic.
    pub hover_format: String,
    /// How its page's author wants it drawn; `None` on figures without a page.
    pub page: Option<Arc<PageAxis>>,
}

impl Default for Axis {
    /// A linear x axis from 0 to 1.
    fn default() -> Self {
        Self {
            title: String::new(),
            scale: Scale::Linear,
            range: [0.0, 1.0],
            categories: Arc::default(),
            side: AxisSide::Bottom,
            ticks: TickRule::default(),
            hover_format: String::new(),
            page: None,
        }
    }
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

    /// True for the sides of x axes.
    #[must_use]
    pub fn is_horizontal(self) -> bool {
        matches!(self, Self::Bottom | Self::Top)
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
    /// Where it stands among plots of equal size; `None`: it has all the room, or what its axes'
    /// domains say.
    pub place: Option<PlotPlace>,
}

/// A plot's place in a grid of plots of equal size, which share their margins: axes are labelled
/// where no plot follows in their direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotPlace {
    /// From the top, from 0.
    pub row: usize,
    /// From the left, from 0.
    pub column: usize,
    /// Rows and columns of the whole; places may stay free.
    pub of: [usize; 2],
    /// Over the plot; empty: nothing.
    pub heading: String,
}

/// Something drawn over a pair of axes.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Coloured cells.
    Heatmap(Heatmap),
    /// Points, lines and words.
    Scatter(Scatter),
}

impl Layer {
    /// The heatmap, if it is one.
    #[must_use]
    pub fn heatmap(&self) -> Option<&Heatmap> {
        match self {
            Self::Heatmap(heatmap) => Some(heatmap),
            Self::Scatter(_) => None,
        }
    }

    /// The points, if it has some.
    #[must_use]
    pub fn scatter(&self) -> Option<&Scatter> {
        match self {
            Self::Heatmap(_) => None,
            Self::Scatter(scatter) => Some(scatter),
        }
    }

    /// The layer's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Heatmap(heatmap) => &heatmap.name,
            Self::Scatter(scatter) => &scatter.name,
        }
    }
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
    /// Between columns and between rows, in points.
    pub gap: [f64; 2],
    /// How values run between the cells' middles.
    pub smoothing: Smoothing,
    /// 0 to 1, of all cells.
    pub opacity: f64,
    /// Values written into cells.
    pub text: Option<CellTextFormat>,
    /// Words written into cells, made from a template; instead of `text`.
    pub template: Option<Arc<CellTemplate>>,
    /// What values are, for the tooltip; empty: "z".
    pub z_name: String,
    /// What the tooltip says, as the figure's author wants it; `None`: exact values.
    pub hover: Option<Arc<CellHover>>,
}

impl Heatmap {
    /// A grid at the indices of its rows and columns, shown plainly.
    #[must_use]
    pub fn of_grid(grid: Grid) -> Self {
        Self {
            name: String::new(),
            x: Positions::index(grid.columns()),
            y: Positions::index(grid.rows()),
            grid,
            x_labels: Arc::default(),
            y_labels: Arc::default(),
            color: ColorScaleId(0),
            reduction: Reduction::Mean,
            gap: [0.0; 2],
            smoothing: Smoothing::None,
            opacity: 1.0,
            text: None,
            template: None,
            z_name: String::new(),
            hover: None,
        }
    }
}

/// How values run between the middles of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Smoothing {
    /// Each cell has one colour.
    #[default]
    None,
    /// Bilinear between the middles of even cells (Plotly's `fast`); uneven or log axes: not at all.
    /// Values run, so colours follow the map; a browser that stretches Plotly's picture mixes the
    /// cells' colours across it.
    Fast,
    /// Bilinear between the middles of any cells (Plotly's `best`).
    Best,
}

/// Words written into cells, made from a template.
#[derive(Clone, Debug, PartialEq)]
pub struct CellTemplate {
    /// Plotly's `texttemplate`: `%{z:.1f}`, `%{x}`, `%{y}`, `%{text}`.
    pub template: String,
    /// What stands for an unknown variable; `None`: the variable as written.
    pub fallback: Option<String>,
    /// Words of the cells for `%{text}`, row by row; empty: none.
    pub text: Arc<[Arc<[String]>]>,
    /// Font size in points; `None`: the largest at which all cells have room, up to the page's.
    pub size: Option<f64>,
    /// Colour; `None`: black or white, whichever can be read.
    pub color: Option<Rgba>,
    /// Letters.
    pub face: Typeface,
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
    /// Its colour bar, as the page's author wants it; `None`: as is usual here.
    pub bar: Option<Arc<ColorBar>>,
    /// False: no colour bar.
    pub shown: bool,
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
            bar: None,
            shown: true,
        }
    }
}
