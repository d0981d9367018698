//! What a layout says of an axis: ticks, labels, lines, place.

use super::{Attrs, AxisIds, style};
use crate::axis::{Breaks, Scale, TickRule};
use crate::figure::{AxisAnchor, AxisId, AxisSide, Mirror, Overflow, PageAxis};

/// What is known of an axis when its style is read.
#[derive(Clone, Copy, Debug)]
pub struct AxisContext<'a> {
    /// The axis.
    pub id: AxisId,
    /// All axes.
    pub ids: &'a AxisIds,
    /// The layout.
    pub layout: Attrs<'a>,
    /// How the axis runs.
    pub scale: Scale,
    /// The names of its indices; empty on other axes.
    pub categories: &'a [String],
    /// Their outer names, one for each category; empty unless it has two levels.
    pub groups: &'a [String],
    /// Coloured cells lie over it: it has tick marks unless something else is said.
    pub has_cells: bool,
}

/// What a layout says of an axis.
#[derive(Clone, Debug)]
pub struct AxisStyle {
    /// Beside it; empty: none.
    pub title: String,
    /// Where it stands.
    pub side: AxisSide,
    /// Which ticks it bears.
    pub ticks: TickRule,
    /// A d3 format for its values in tooltips.
    pub hover_format: String,
    /// How it is drawn.
    pub page: PageAxis,
}

impl AxisStyle {
    /// What the layout says, with every default resolved.
    #[must_use]
    pub fn of(context: &AxisContext<'_>) -> Self {
        let name = context.ids.name(context.id);
        let attrs = super::template::axis(context.layout, name);
        let is_x = name.starts_with('x');
        let font = style::layout_font(context.layout);
        Self {
            title: attrs.child("title").text("text").unwrap_or_default(),
            side: if is_x {
                AxisSide::Bottom
            } else {
                AxisSide::Left
            },
            ticks: TickRule::default(),
            hover_format: attrs.text("hoverformat").unwrap_or_default(),
            page: PageAxis {
                name: name.to_owned(),
                domain: [0.0, 1.0],
                anchor: AxisAnchor::Free(0.0),
                shift: 0.0,
                overlaying: None,
                visible: true,
                auto_margin: false,
                title_font: font.clone(),
                title_standoff: None,
                labels: true,
                label_font: font,
                label_angle: None,
                auto_angles: vec![0.0, 30.0, 90.0],
                labels_inside: false,
                label_side: None,
                label_overflow: Overflow::Allow,
                label_standoff: 0.0,
                label_shift: 0.0,
                marks: None,
                minor_marks: None,
                line: None,
                mirror: Mirror::None,
                grid: None,
                minor_grid: None,
                zero_line: None,
                zero_line_above: false,
                below_traces: false,
                dividers: None,
                fixed: false,
                ratio: None,
                constrain_domain: false,
                constrain_toward: 0.5,
                matches: None,
            },
        }
    }
}

/// The parts of a date axis that are left out between two moments (ms since 1970 UTC); none where
/// nothing is left out.
#[must_use]
pub fn breaks(_attrs: Attrs<'_>, _between: [f64; 2]) -> Option<Breaks> {
    None
}
