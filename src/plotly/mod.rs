//! Plotly's figure JSON to a [`crate::figure::Figure`] and back.
//!
//! Knows what plotly.js 4.1.1 makes of a figure: defaults, templates, axis types, cell edges,
//! categories. Pure: bytes come in as a [`Node`], figures go out as values.

pub mod arrays;
mod attrs;
pub mod axis_ids;
pub mod axis_style;
mod base64;
pub mod color;
pub mod frames;
mod node;
pub mod page;
mod parse;
mod scan;
pub mod style;
pub mod template;
pub mod unsupported;
mod write;

pub use attrs::Attrs;
pub use axis_ids::AxisIds;
pub use node::{Node, numeric};
pub use parse::{parse, parse_str};
pub use scan::{Stop, Syntax};
pub use write::{axis_name, write};
