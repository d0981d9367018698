//! Values in rows and columns: storage, missing values, statistics and reductions.
//!
//! Knows nothing of axes, colours or pixels. Row 0 is the first y edge.

mod block;
mod builder;
mod cells;
mod fill;
mod fold;
mod grid_builder;
mod moved;
mod multigrid;
mod overview;
mod parallel;
mod plane;
mod preview;
mod quantiles;
mod reduce;
mod rows;
mod rules;
mod shelf;
mod smooth;
mod span;
mod stats;
mod storage;
mod summary;

pub use block::{BLOCK_CELLS, Block, Store};
pub use builder::BlockBuilder;
pub use cells::{Cell, Cells, Run, Value};
pub use fill::{Filled, fill_gaps};
pub use grid_builder::GridBuilder;
pub use overview::{OVERVIEW_CELLS, middle, remaining, thinned};
pub use parallel::{in_bands, processors};
pub use plane::{CellSource, NO_CELL, Plane};
pub use reduce::{Cancelled, Reduction, reduce_plane};
pub use smooth::Blend;
pub use span::{CellSizes, Span, Spans};
pub use stats::Stats;
pub use storage::{Grid, GridWatch, ShapeError};
pub use summary::{BlockSummary, Found};
