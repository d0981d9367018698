//! How an axis of a page is drawn, and where it stands.

use super::AxisId;
use super::page::{Align, Font, Stroke};

/// How an axis of a page is drawn, and where it stands. Every default is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct PageAxis {
    /// Its letter and number: `x`, `y2`.
    pub name: String,
    /// The part of the plots' area that it covers, from the left or bottom, 0 to 1.
    pub domain: [f64; 2],
    /// Where it stands across.
    pub anchor: AxisAnchor,
    /// Further across by so many points, to the right (y axes).
    pub shift: f64,
    /// The axis that it is laid over.
    pub overlaying: Option<AxisId>,
    /// False: neither line, ticks, labels nor title are drawn.
    pub visible: bool,
    /// Grow the page's margin for labels and title.
    pub auto_margin: bool,
    /// Letters of the title.
    pub title_font: Font,
    /// From labels to title; `None`: Plotly's fixed distance.
    pub title_standoff: Option<f64>,
    /// Are labels drawn?
    pub labels: bool,
    /// Letters of the labels.
    pub label_font: Font,
    /// Turned by so much; `None`: the first of `auto_angles` at which none overlap.
    pub label_angle: Option<f64>,
    /// Angles that are tried in order.
    pub auto_angles: Vec<f64>,
    /// Labels inside the plot.
    pub labels_inside: bool,
    /// Labels beside their tick's line: left of it or below (start), right of it or above (end);
    /// `None`: across from it.
    pub label_side: Option<Align>,
    /// Labels that reach past the plot or page are hidden.
    pub label_overflow: Overflow,
    /// Further from the axis by so much.
    pub label_standoff: f64,
    /// Along the axis by so much.
    pub label_shift: f64,
    /// Tick marks; `None`: none.
    pub marks: Option<TickMarks>,
    /// Marks of minor ticks.
    pub minor_marks: Option<TickMarks>,
    /// The axis's line; `None`: none.
    pub line: Option<Stroke>,
    /// Line and marks on the opposite side, too.
    pub mirror: Mirror,
    /// Lines across the plot at ticks, below the traces.
    pub grid: Option<Stroke>,
    /// The same at minor ticks.
    pub minor_grid: Option<Stroke>,
    /// A line across the plot at zero.
    pub zero_line: Option<Stroke>,
    /// The zero line lies above the traces.
    pub zero_line_above: bool,
    /// Line and marks lie below the traces.
    pub below_traces: bool,
    /// Lines between the groups of a multicategory axis.
    pub dividers: Option<Stroke>,
    /// The view of this axis does not move.
    pub fixed: bool,
    /// One unit is as long as on another axis.
    pub ratio: Option<ScaleRatio>,
    /// What gives way where a ratio must hold: the domain (true) or the range.
    pub constrain_domain: bool,
    /// Where the shrunk domain or kept range stays: 0 left or bottom, 0.5 in the middle, 1 right or
    /// top.
    pub constrain_toward: f64,
    /// Shows the same range as this axis.
    pub matches: Option<AxisId>,
}

/// Where an axis stands across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AxisAnchor {
    /// At the border of this axis's domain.
    Axis(AxisId),
    /// At a fraction of the plots' area.
    Free(f64),
}

/// Tick marks.
#[derive(Clone, Debug, PartialEq)]
pub struct TickMarks {
    /// Into the plot instead of away from it.
    pub inside: bool,
    /// Points.
    pub length: f64,
    /// How they are drawn.
    pub stroke: Stroke,
}

/// What is repeated on the opposite side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mirror {
    /// Nothing.
    #[default]
    None,
    /// The line.
    Line,
    /// Line and marks.
    Ticks,
    /// The line at every plot that uses the axis.
    All,
    /// Line and marks at every plot that uses the axis.
    AllTicks,
}

/// Which labels are hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overflow {
    /// None.
    #[default]
    Allow,
    /// Those that reach past the page.
    HidePastPage,
    /// Those that reach past the axis's domain.
    HidePastDomain,
}

/// One unit of an axis is `ratio` times as long as one of `of`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleRatio {
    /// The other axis.
    pub of: AxisId,
    /// How many times as long.
    pub ratio: f64,
}
