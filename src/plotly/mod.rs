//! Plotly's figure JSON to a [`crate::figure::Figure`] and back.
//!
//! Knows what plotly.js 4.1.1 makes of a figure: defaults, templates, axis types, cell edges,
//! categories. Pure: bytes come in as a [`Node`], figures go out as values.

mod attrs;
mod node;
mod write;

pub use attrs::Attrs;
pub use node::Node;
pub use write::write;
