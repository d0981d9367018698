//! Plotly's figure JSON to a [`crate::figure::Figure`] and back.
//!
//! Knows what plotly.js 4.1.1 makes of a figure: defaults, templates, axis types, cell edges,
//! categories. Pure: bytes come in as a [`Node`], figures go out as values.

mod annotations;
pub mod arrays;
mod assemble;
mod attrs;
mod autorange;
mod axes;
pub mod axis_ids;
pub mod axis_style;
mod axis_type;
mod base64;
mod bin_names;
mod bins;
mod break_rules;
mod categories;
mod cells;
pub mod color;
mod color_bar;
mod datum;
mod distinct;
mod dress;
mod edges;
mod file;
pub mod frames;
mod grid_place;
mod heatmap;
mod histogram;
mod legend;
mod node;
pub mod page;
mod paint;
mod parse;
mod path;
mod periods;
mod places;
mod points;
mod range;
mod reach;
mod read;
mod said;
mod scan;
mod scatter;
mod shapes;
mod side;
mod sort;
pub mod style;
mod subplots;
pub mod template;
mod tick_rule;
mod title;
mod trace;
pub mod unsupported;
mod values;
mod write;

pub use attrs::Attrs;
pub use axis_ids::AxisIds;
pub use break_rules::breaks;
pub use file::figure_file;
pub use node::{Node, numeric};
pub use parse::{parse, parse_str};
pub use read::read;
pub use scan::{Stop, Syntax};
pub use write::{axis_name, write};
