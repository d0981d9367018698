//! A page that its author has laid out: margins, backgrounds, fonts, titles, legend, annotations,
//! shapes. What Plotly calls `layout`, with every default resolved.
//!
//! Lengths are in points (Plotly's px), angles in degrees clockwise, y grows upwards in fractions.

use super::AxisId;
use crate::color::Rgba;

/// A page as its author laid it out. Figures of tables have none: their margins follow their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Width and height asked for; `None`: Plotly's 700 and 450.
    pub size: [Option<f64>; 2],
    /// Around the plots.
    pub margins: Margins,
    /// Behind everything.
    pub paper: Rgba,
    /// Behind the cells.
    pub plot: Rgba,
    /// What other fonts inherit from; also the largest size of text in cells.
    pub font: Font,
    /// Over the figure.
    pub title: Option<PageTitle>,
    /// Names of traces; `None`: not shown.
    pub legend: Option<Legend>,
    /// Words at places, with arrows or without.
    pub annotations: Vec<Annotation>,
    /// Lines, rectangles, circles and paths.
    pub shapes: Vec<Shape>,
    /// How the pointer finds what to tell.
    pub hover: HoverMode,
    /// How far from the pointer points are found; negative: any distance.
    pub hover_distance: f64,
    /// Decimal mark and mark between groups of digits.
    pub separators: [char; 2],
}

/// Space around the plots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Left.
    pub left: f64,
    /// Right.
    pub right: f64,
    /// Top.
    pub top: f64,
    /// Bottom.
    pub bottom: f64,
    /// Between the plots and their axis lines.
    pub pad: f64,
    /// Grow for colour bars, legends and labels that ask for it.
    pub auto_expand: bool,
}

/// What letters look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Font {
    /// Points.
    pub size: f64,
    /// Colour.
    pub color: Rgba,
    /// Which letters.
    pub face: Typeface,
}

/// Which letters: the faces that the program has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Typeface {
    /// The program's own, for figures of tables.
    #[default]
    Inter,
    /// Plotly's default, for figures that its author laid out.
    OpenSans,
    /// For those that ask for a face of even width.
    Mono,
}

/// Which end or the middle of something lies at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left or bottom.
    Start,
    /// The middle.
    #[default]
    Middle,
    /// Right or top.
    End,
}

/// What a fraction is a fraction of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame2d {
    /// The area of the plots, inside the margins.
    #[default]
    Paper,
    /// The whole page.
    Container,
}

/// The title over a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct PageTitle {
    /// What it says; may hold Plotly's pseudo-HTML.
    pub text: String,
    /// Its letters.
    pub font: Font,
    /// A smaller line below it.
    pub subtitle: Option<(String, Font)>,
    /// Where across.
    pub x: f64,
    /// What of the title lies there; `None`: by thirds of the page, as Plotly's `auto`.
    pub x_anchor: Option<Align>,
    /// What `x` is a fraction of.
    pub x_of: Frame2d,
    /// Where along; `None`: the middle of the upper margin.
    pub y: Option<f64>,
    /// What of the title lies there; `None`: by thirds.
    pub y_anchor: Option<Align>,
    /// What `y` is a fraction of.
    pub y_of: Frame2d,
    /// Left, right, top, bottom.
    pub pad: [f64; 4],
    /// Grow the margin for it.
    pub auto_margin: bool,
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Points.
    pub width: f64,
    /// Colour.
    pub color: Rgba,
    /// Lengths of strokes and gaps in turn, in points; empty: solid.
    pub dash: Vec<f64>,
}

/// Names of traces with samples of how they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// Where, as fractions of the plots' area (or the page).
    pub x: f64,
    /// Where along.
    pub y: f64,
    /// What of it lies at `x`; `None`: by thirds.
    pub x_anchor: Option<Align>,
    /// What of it lies at `y`; `None`: by thirds.
    pub y_anchor: Option<Align>,
    /// What `x` is a fraction of.
    pub x_of: Frame2d,
    /// What `y` is a fraction of.
    pub y_of: Frame2d,
    /// Names side by side.
    pub horizontal: bool,
    /// Behind it.
    pub background: Rgba,
    /// Around it.
    pub border: Option<Stroke>,
    /// Letters of the names.
    pub font: Font,
    /// Above the names; empty: none.
    pub title: String,
    /// Letters of the title.
    pub title_font: Font,
    /// Last trace first.
    pub reversed: bool,
    /// Names of one group stand together.
    pub grouped: bool,
    /// Between groups.
    pub group_gap: f64,
    /// Letters of the groups' headings.
    pub group_font: Font,
    /// Across the samples.
    pub item_width: f64,
    /// Further to the right than usual.
    pub indentation: f64,
    /// The names, in order.
    pub entries: Vec<LegendEntry>,
}

/// One name in a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The trace's name.
    pub name: String,
    /// Index of the trace's plot in [`super::Figure::plots`] and of its layer there; `None`: a trace
    /// that is not drawn (`legendonly`).
    pub layer: Option<[usize; 2]>,
    /// Its group; empty: none.
    pub group: String,
    /// The heading of its group; empty: none.
    pub group_title: String,
}

/// Where an annotation or shape stands along one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place1d {
    /// In data units of an axis (log axes: the value itself; categories: the index).
    Data(AxisId, f64),
    /// A fraction of an axis's domain.
    Domain(AxisId, f64),
    /// A fraction of the plots' area.
    Paper(f64),
    /// Points from the place of the anchor it belongs to, growing to the right and upwards (for
    /// shapes of pixel size and arrows' tails).
    Offset(f64),
}

/// Words at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// What it says; may hold pseudo-HTML.
    pub text: String,
    /// Its letters.
    pub font: Font,
    /// Where the arrow points, or the text stands.
    pub x: Place1d,
    /// Where along.
    pub y: Place1d,
    /// What of the text lies there; `None`: Plotly's `auto`.
    pub x_anchor: Option<Align>,
    /// The same along.
    pub y_anchor: Option<Align>,
    /// Moved by so many points, to the right and down.
    pub shift: [f64; 2],
    /// Turned clockwise.
    pub angle: f64,
    /// Lines begin left, in the middle or end right.
    pub align: Align,
    /// Behind it.
    pub background: Rgba,
    /// Around it.
    pub border: Option<Stroke>,
    /// Between words and border.
    pub border_pad: f64,
    /// Width and height of its box, where fixed.
    pub size: [Option<f64>; 2],
    /// 0 to 1.
    pub opacity: f64,
    /// The arrow to it; `None`: none.
    pub arrow: Option<Arrow>,
}

/// An annotation's arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Where its tail (the text) stands across: an offset from the tip in points, or a place.
    pub tail_x: Place1d,
    /// The same along.
    pub tail_y: Place1d,
    /// Its line.
    pub stroke: Stroke,
    /// Plotly's arrow heads 0 (none) to 8.
    pub head: u8,
    /// Size of the head against the line.
    pub head_size: f64,
    /// Free before the tip.
    pub standoff: f64,
    /// Free after the text.
    pub start_standoff: f64,
}

/// A line, rectangle, circle or path.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it is.
    pub kind: ShapeKind,
    /// Its outline.
    pub stroke: Stroke,
    /// Its inside.
    pub fill: Rgba,
    /// 0 to 1.
    pub opacity: f64,
    /// Below or above the traces.
    pub layer: ShapeLayer,
    /// Words in or at it; empty: none.
    pub label: String,
    /// Their letters.
    pub label_font: Font,
}

/// What a shape is.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// From one place to another.
    Line([[Place1d; 2]; 2]),
    /// Between two corners.
    Rect([[Place1d; 2]; 2]),
    /// The ellipse between two corners.
    Circle([[Place1d; 2]; 2]),
    /// Straight lines through places; curves have been cut into lines.
    Path {
        /// The corners, run by run.
        runs: Vec<Vec<[Place1d; 2]>>,
        /// Each run ends where it begins.
        closed: bool,
    },
}

/// Where a shape lies in the order of painting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShapeLayer {
    /// Below everything but the background.
    Below,
    /// Between grid lines and traces.
    Between,
    /// Above the traces.
    #[default]
    Above,
}

/// How the pointer finds what to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HoverMode {
    /// The nearest.
    #[default]
    Closest,
    /// All at the pointer's x.
    X,
    /// All at the pointer's y.
    Y,
    /// All at the pointer's x, in one box.
    XUnified,
    /// All at the pointer's y, in one box.
    YUnified,
    /// Nothing.
    Off,
}
