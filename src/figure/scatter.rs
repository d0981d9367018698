//! Points, lines and words at places.

use std::sync::Arc;

use super::hover::PointHover;
use super::page::{Font, Stroke};
use crate::color::Rgba;

/// Points joined by lines, marked, named.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// The layer's name.
    pub name: String,
    /// Where across, in data units of the x axis (a category's index); NaN: nowhere.
    pub x: Arc<[f64]>,
    /// Where along; as many as `x`.
    pub y: Arc<[f64]>,
    /// The line through the points; `None`: none.
    pub line: Option<ScatterLine>,
    /// Marks at the points; `None`: none.
    pub markers: Option<Markers>,
    /// Words at the points; `None`: none.
    pub labels: Option<PointLabels>,
    /// The area that is filled; `None`: none.
    pub fill: Option<Fill>,
    /// 0 to 1, of everything.
    pub opacity: f64,
    /// What the tooltip says.
    pub hover: Arc<PointHover>,
}

/// The line through points.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterLine {
    /// How it is drawn.
    pub stroke: Stroke,
    /// How it runs from point to point.
    pub shape: LineShape,
    /// How far a spline bends, 0 to 1.3.
    pub smoothing: f64,
    /// Missing points are passed over instead of parting the line.
    pub connect_gaps: bool,
}

/// How a line runs from point to point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineShape {
    /// Straight.
    #[default]
    Linear,
    /// A smooth curve.
    Spline,
    /// Across, then along.
    Hv,
    /// Along, then across.
    Vh,
    /// Across to the middle, along, across.
    Hvh,
    /// Along to the middle, across, along.
    Vhv,
}

/// One value for all points, or one for each.
#[derive(Clone, Debug, PartialEq)]
pub enum PerPoint<T> {
    /// For all.
    Same(T),
    /// For each; the last is not repeated: what is missing here is not drawn.
    Each(Arc<[T]>),
}

impl<T> PerPoint<T> {
    /// The value of a point.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        match self {
            Self::Same(value) => Some(value),
            Self::Each(values) => values.get(index),
        }
    }
}

/// Marks at points.
#[derive(Clone, Debug, PartialEq)]
pub struct Markers {
    /// Diameters in points.
    pub size: PerPoint<f64>,
    /// Colours.
    pub color: PerPoint<Rgba>,
    /// What they look like, in Plotly's words: `circle`, `square-open`, `diamond-dot`, ...
    pub symbol: PerPoint<String>,
    /// 0 to 1.
    pub opacity: f64,
    /// Around each; width 0: none.
    pub outline: Stroke,
}

/// Words at points.
#[derive(Clone, Debug, PartialEq)]
pub struct PointLabels {
    /// What they say.
    pub texts: PerPoint<String>,
    /// Their letters.
    pub font: Font,
    /// Left (-1), middle (0) or right (1) of the point, and below (-1), at (0) or above (1) it.
    pub position: PerPoint<[i8; 2]>,
}

/// A filled area.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Between the line and what.
    pub to: FillTo,
    /// Its colour.
    pub color: Rgba,
}

/// What is filled up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillTo {
    /// y = 0.
    ZeroY,
    /// x = 0.
    ZeroX,
    /// The line of the layer before.
    NextY,
    /// The same across.
    NextX,
    /// Its own start.
    Itself,
}
