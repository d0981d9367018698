//! Moving the visible range of one axis, in scale space: even there, whatever the scale.

use crate::axis::{Breaks, Scale};

/// Least share of the whole axis that can be shown.
pub const MIN_ZOOM: f64 = 1e-9;
/// Most that can be shown, in lengths of the whole axis.
pub const MAX_ZOOM_OUT: f64 = 1.5;

/// The visible range of an axis beside its whole range, both in scale space.
///
/// Ranges run as drawn: left to right, or bottom to top; either may descend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AxisView<'a> {
    scale: Scale,
    breaks: Option<&'a Breaks>,
    whole: [f64; 2],
    range: [f64; 2],
}

impl<'a> AxisView<'a> {
    /// `None` where a range has no place on the scale, or no length.
    #[must_use]
    pub fn new(scale: Scale, whole: [f64; 2], range: [f64; 2]) -> Option<Self> {
        let place = |range: [f64; 2]| {
            let placed = range.map(|data| scale.scale_from_data(data));
            let sound = placed.iter().all(|end| end.is_finite()) && placed[0] != placed[1];
            (sound && length(placed).is_finite()).then_some(placed)
        };
        let whole = place(whole)?;
        Some(Self {
            scale,
            breaks: None,
            whole,
            range: place(range).unwrap_or(whole),
        })
    }

    /// The same on an axis that leaves parts of time out: even in what remains.
    #[must_use]
    pub fn with_breaks(self, breaks: Option<&'a Breaks>) -> Self {
        let Some(breaks) = breaks.filter(|_| self.breaks.is_none()) else {
            return self;
        };
        let compressed = |range: [f64; 2]| range.map(|end| breaks.compress(end));
        let (whole, range) = (compressed(self.whole), compressed(self.range));
        if whole[0] == whole[1] || range[0] == range[1] {
            return self;
        }
        Self {
            scale: self.scale,
            breaks: Some(breaks),
            whole,
            range,
        }
    }

    /// The visible range in data units.
    #[must_use]
    pub fn data(&self) -> [f64; 2] {
        self.range.map(|end| {
            let end = match self.breaks {
                Some(breaks) => breaks.expand(end),
                None => end,
            };
            self.scale.data_from_scale(end)
        })
    }

    /// Shows `1 / factor` as much; what lies at `at` (a fraction of the range) stays there.
    /// Kept within [`MIN_ZOOM`] and [`MAX_ZOOM_OUT`]; no step leaves all data behind.
    #[must_use]
    pub fn zoomed(self, at: f64, factor: f64) -> Self {
        if !(at.is_finite() && factor.is_finite() && factor > 0.0) {
            return self;
        }
        let [from, to] = self.range;
        let now = length(self.range);
        let wanted = (now.abs() / factor).clamp(self.least(), self.most().max(now.abs()));
        let share = wanted / now.abs();
        let fixed = from + (to - from) * at;
        self.moved_to([fixed + (from - fixed) * share, fixed + (to - fixed) * share])
    }

    /// Moves the content by a fraction of the range, towards its end.
    #[must_use]
    pub fn panned(self, by: f64) -> Self {
        let step = length(self.range) * by;
        self.moved_to(self.range.map(|end| end - step))
    }

    /// Shows what lies between two fractions of the range, in any order.
    #[must_use]
    pub fn boxed(self, [a, b]: [f64; 2]) -> Self {
        let (low, high) = (a.min(b), a.max(b));
        let share = high - low;
        if !(share.is_finite() && share > 0.0) {
            return self;
        }
        let [from, to] = self.range;
        let span = to - from;
        let middle = from + span * (low + share / 2.0);
        let half = (span.abs() * share).max(self.least()) / 2.0 * span.signum();
        self.moved_to([middle - half, middle + half])
    }

    /// So much of the axis around `at`, in scale units.
    #[must_use]
    pub fn of_length(self, at: f64, wanted: f64) -> Self {
        self.zoomed(at, length(self.range).abs() / wanted)
    }

    fn least(&self) -> f64 {
        let reach = self
            .range
            .iter()
            .fold(0.0_f64, |most, end| most.max(end.abs()));
        (length(self.whole).abs() * MIN_ZOOM).max(reach * 64.0 * f64::EPSILON)
    }

    fn most(&self) -> f64 {
        (length(self.whole).abs() * MAX_ZOOM_OUT).min(f64::MAX)
    }

    /// This range, unless it has no length or shows nothing of the whole.
    fn moved_to(self, range: [f64; 2]) -> Self {
        let moved = Self { range, ..self };
        let data = moved.data();
        let sound = data.iter().all(|end| end.is_finite()) && data[0] != data[1];
        let (low, high) = (range[0].min(range[1]), range[0].max(range[1]));
        let (first, last) = (
            self.whole[0].min(self.whole[1]),
            self.whole[0].max(self.whole[1]),
        );
        if sound && low < last && high > first {
            moved
        } else {
            self
        }
    }
}

fn length([from, to]: [f64; 2]) -> f64 {
    to - from
}
