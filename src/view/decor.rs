//! What a page bears beside its plots: shapes, annotations, the legend.

use crate::figure::{AxisId, ShapeLayer};

use super::frame::AxisFrame;
use super::layout::LayoutInput;
use super::marks::Item;

/// Where things can stand on a page.
#[expect(dead_code, reason = "nothing is drawn yet")]
pub(super) struct PageSpace<'a> {
    pub(super) input: &'a LayoutInput<'a>,
    /// The plots' area, inside the margins: left, top, width, height in px.
    pub(super) area: [f64; 4],
    /// Each of the figure's axes, along its pixels.
    pub(super) axes: &'a [Option<AxisFrame>],
}

impl PageSpace<'_> {
    #[expect(dead_code, reason = "nothing is drawn yet")]
    /// An axis along its pixels.
    pub(super) fn axis(&self, id: AxisId) -> Option<&AxisFrame> {
        self.axes.get(id.0)?.as_ref()
    }
}

/// Draws the shapes of one layer.
///
/// `plots` holds the axes of the plots that are painted now, x and y; `None`: shapes that lie below
/// all plots or above all.
pub(super) fn shapes(
    _space: &PageSpace<'_>,
    _layer: ShapeLayer,
    _plots: Option<&[[AxisId; 2]]>,
    _items: &mut Vec<Item>,
) {
}

/// Draws the annotations.
pub(super) fn annotations(_space: &PageSpace<'_>, _items: &mut Vec<Item>) {}

/// Draws the legend.
pub(super) fn legend(_space: &PageSpace<'_>, _items: &mut Vec<Item>) {}

/// Width and height of the legend in px, for the margins to make room; `None`: there is none.
pub(super) fn legend_size(_input: &LayoutInput<'_>) -> Option<[f64; 2]> {
    None
}
