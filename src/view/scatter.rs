//! Points, lines, marks and words of scatter layers.

use super::frame::{AxisFrame, ScatterFrame};
use super::layout::LayoutInput;
use super::marks::{Item, PxRect};

/// Where a scatter layer is drawn.
#[expect(dead_code, reason = "nothing is drawn yet")]
pub(super) struct ScatterPlace<'a> {
    /// The plot's area: nothing is painted outside.
    pub(super) clip: PxRect,
    /// The plot's x axis.
    pub(super) x: &'a AxisFrame,
    /// The plot's y axis.
    pub(super) y: &'a AxisFrame,
    /// The scatter layer before this one in the same plot, for areas that are filled up to it.
    pub(super) before: Option<&'a ScatterFrame>,
}

/// Draws one scatter layer, whose points are in px: its area, line, marks and words.
pub(super) fn scatter(
    _input: &LayoutInput<'_>,
    _place: &ScatterPlace<'_>,
    _layer: &ScatterFrame,
    _items: &mut Vec<Item>,
) {
}
