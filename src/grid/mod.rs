//! Values in rows and columns: storage, missing values, statistics and reductions.
//!
//! Knows nothing of axes, colours or pixels. Row 0 is the first y edge.

mod fill;
mod multigrid;
mod parallel;
mod plane;
mod reduce;
mod smooth;
mod span;
mod stats;
mod storage;
mod summary;

pub use fill::{Filled, fill_gaps};
pub use parallel::{in_bands, processors};
pub use plane::{CellSource, NO_CELL, Plane};
pub use reduce::{Cancelled, Reduction, reduce_plane};
pub use smooth::Blend;
pub use span::{CellSizes, Span, Spans};
pub use stats::Stats;
pub use storage::{Grid, GridBuilder, GridWatch, ShapeError, Value};
pub use summary::{BlockSummary, Found};
