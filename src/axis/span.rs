//! The range of an axis in scale space, and how many ticks it has room for.

use super::{Orientation, Scale, TickSpec};

/// A range in scale space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The lower end; finite, below `high`.
    pub(super) low: f64,
    /// The upper end.
    pub(super) high: f64,
    /// Whether the axis begins at its upper end.
    pub(super) reversed: bool,
    /// Never more ticks than this.
    pub(super) limit: usize,
}

impl Span {
    /// `None` where the range is unusable.
    pub(super) fn of(spec: &TickSpec<'_>) -> Option<Self> {
        let [start, end] = spec.range.map(|data| spec.scale.scale_from_data(data));
        let (low, high) = (start.min(end), start.max(end));
        if !(start.is_finite() && end.is_finite() && low < high) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturating"
        )]
        let limit = (length(spec) as usize).max(1000);
        Some(Self {
            low,
            high,
            reversed: start > end,
            limit,
        })
    }

    /// Another range of the same axis.
    pub(super) fn over(self, low: f64, high: f64) -> Self {
        Self { low, high, ..self }
    }

    /// From one end to the other; may be infinite.
    pub(super) fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The step that would give just `count` ticks.
    pub(super) fn rough_step(&self, count: f64) -> f64 {
        let width = self.width();
        if width.is_finite() {
            width / count
        } else {
            self.high / count - self.low / count
        }
    }

    /// The range, wider at each end by 1e-4 of it.
    pub(super) fn widened(&self) -> (f64, f64) {
        let beyond =
            |near: f64, far: f64| (near * 1.0001 - far * 0.0001).clamp(-f64::MAX, f64::MAX);
        (beyond(self.low, self.high), beyond(self.high, self.low))
    }
}

/// The axis's length in points; zero where it is unusable.
fn length(spec: &TickSpec<'_>) -> f64 {
    if spec.length_pt.is_finite() {
        spec.length_pt.max(0.0)
    } else {
        0.0
    }
}

/// About so many ticks: as many as were asked for, or as the length allows; at least one, not always
/// whole.
pub(super) fn tick_count(spec: &TickSpec<'_>, asked: Option<usize>, limit: usize) -> f64 {
    let length = length(spec);
    match (asked, spec.scale, spec.orientation) {
        #[expect(clippy::cast_precision_loss, reason = "limited to a length")]
        (Some(count), _, _) if count > 0 => count.min(limit) as f64,
        // A name takes so much of a vertical axis, and is granted no more on a horizontal one.
        (_, Scale::Category, _) => {
            (length / libm::round(1.2 * spec.rule.font_pt).max(1.0)).max(1.0)
        }
        (_, _, Orientation::Horizontal) => (length / 80.0).clamp(4.0, 9.0) + 1.0,
        (_, _, Orientation::Vertical) => (length / 40.0).clamp(4.0, 9.0) + 1.0,
    }
}
