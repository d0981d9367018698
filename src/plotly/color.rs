//! Colour scales of traces and of shared colour axes, with their bars.

use super::{Attrs, Node};
use crate::color::Colormap;
use crate::figure::{ColorRange, ColorScaleSpec};

/// Whose colours.
#[derive(Clone, Copy, Debug)]
pub enum ColorSource<'a> {
    /// A trace's own (`zmin`, `colorscale`, ... of the trace).
    Trace(Attrs<'a>),
    /// A scatter trace's marks (`cmin`, ... of its `marker`).
    Marker(Attrs<'a>),
    /// A colour axis of the layout (`coloraxis`, `coloraxis2`), shared by traces.
    Shared(&'a str),
}

/// The colour scale over values between `extent` (of all traces that share it; NaN where there are
/// none).
#[must_use]
pub fn color_spec(
    _source: ColorSource<'_>,
    _layout: Attrs<'_>,
    extent: [f64; 2],
) -> ColorScaleSpec {
    ColorScaleSpec {
        colormap: Colormap::named("plotlyjs-RdBu").unwrap_or_default(),
        range: ColorRange::Known(extent),
        ..ColorScaleSpec::default()
    }
}

/// The colour map that a `colorscale` names or lists; none if it is not valid.
#[must_use]
pub fn colormap(_scale: &Node) -> Option<Colormap> {
    None
}
