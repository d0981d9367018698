//! A colour bar as a page's author wants it.

use super::page::{Align, Font, Frame2d, Stroke};
use super::page_axis::{Overflow, TickMarks};
use crate::axis::TickRule;
use crate::color::Rgba;

/// A colour bar as a page's author wants it. Every default is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct ColorBar {
    /// Below or above the plot instead of beside it.
    pub horizontal: bool,
    /// Across the bar.
    pub thickness: Length,
    /// Along the bar, padding included.
    pub length: Length,
    /// Where across the page.
    pub x: f64,
    /// What of the bar lies there.
    pub x_anchor: Align,
    /// What `x` is a fraction of.
    pub x_of: Frame2d,
    /// Where along.
    pub y: f64,
    /// What of the bar lies there.
    pub y_anchor: Align,
    /// What `y` is a fraction of.
    pub y_of: Frame2d,
    /// Free around the bar, across and along the page, in points.
    pub pad: [f64; 2],
    /// Behind bar and labels.
    pub background: Rgba,
    /// Around bar, labels and padding.
    pub border: Option<Stroke>,
    /// Around the bar.
    pub outline: Option<Stroke>,
    /// Letters of the title.
    pub title_font: Font,
    /// Where the title stands.
    pub title_side: BarTitleSide,
    /// Which ticks, and what they say.
    pub ticks: TickRule,
    /// Are labels drawn?
    pub labels: bool,
    /// Letters of the labels.
    pub label_font: Font,
    /// Turned by so much; `None`: upright unless they collide.
    pub label_angle: Option<f64>,
    /// Labels inside the bar.
    pub labels_inside: bool,
    /// Labels beside their tick's line: left of it or below (start), right of it or above (end);
    /// `None`: across from it.
    pub label_side: Option<Align>,
    /// Labels that reach past the bar or page are hidden.
    pub label_overflow: Overflow,
    /// Tick marks.
    pub marks: Option<TickMarks>,
}

/// A length, absolute or as a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// Points.
    Points(f64),
    /// A share of the plots' area (or the page).
    Share(f64),
}

/// Where a colour bar's title stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BarTitleSide {
    /// Above the bar.
    #[default]
    Top,
    /// Below the bar.
    Bottom,
    /// On the right, turned beside a vertical bar.
    Right,
}
