//! Plotly's figure JSON to a [`crate::figure::Figure`] and back.
//!
//! Knows what plotly.js 4.1.1 makes of a figure: defaults, templates, axis types, cell edges,
//! categories. Pure: bytes come in as a [`Node`], figures go out as values.

pub mod arrays;
mod attrs;
pub mod axis_ids;
pub mod axis_style;
pub mod color;
pub mod frames;
mod node;
pub mod page;
pub mod style;
pub mod template;
pub mod unsupported;

pub use attrs::Attrs;
pub use axis_ids::AxisIds;
pub use node::{Node, numeric};
