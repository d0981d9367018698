//! Which ticks an axis bears and how they read, for every scale.

use super::date_label::date_labels;
use super::dates::date_ticks;
use super::linear::{category_ticks, linear_ticks};
use super::log::log_ticks;
use super::{Scale, TickMode, TickRule};

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
    /// Which ticks, and how they read.
    pub rule: &'a TickRule,
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
    /// A small tick between the others; it has no label.
    pub minor: bool,
    /// Whether a mark and a grid line stand at `value`; false: there is only a label.
    pub marked: bool,
    /// Where the label stands in data units: beside `value` where labels belong to periods or
    /// stand between boundaries.
    pub label_at: f64,
}

impl Tick {
    pub(super) fn plain(value: f64, label: String) -> Self {
        Self {
            value,
            label,
            small: false,
            minor: false,
            marked: true,
            label_at: value,
        }
    }
}

/// The ticks of an axis from `range[0]` to `range[1]`, none where the range is unusable.
///
/// Steps as plotly.js 4.1.1 chooses them. A reversed range bears the same ticks the other way
/// round. Border ticks survive rounding: a tick may lie outside the range by 1e-4 of it.
#[must_use]
pub fn ticks(spec: &TickSpec<'_>) -> Vec<Tick> {
    let Some(span) = Span::of(spec) else {
        return Vec::new();
    };
    let mut ticks = match spec.scale {
        Scale::Linear => linear_ticks(&span),
        Scale::Category => category_ticks(&span, spec.labels),
        Scale::Log => log_ticks(&span),
        Scale::Date => return labelled_dates(spec, &span),
    };
    if spec.range[0] > spec.range[1] {
        ticks.reverse();
    }
    ticks
}

/// Ticks at given places instead (data units, with whether each is minor), labelled as those of
/// [`ticks`] would be: for an axis whose ticks stand where those of another stand.
#[must_use]
pub fn ticks_at(spec: &TickSpec<'_>, places: &[(f64, bool)]) -> Vec<Tick> {
    let label = |value: f64| super::value_text(spec, "", value);
    let tick = |&(value, minor): &(f64, bool)| Tick {
        minor,
        ..Tick::plain(value, if minor { String::new() } else { label(value) })
    };
    places.iter().map(tick).collect()
}

/// Dates are put in order first, since the second line depends on what stood before.
fn labelled_dates(spec: &TickSpec<'_>, span: &Span) -> Vec<Tick> {
    let (mut moments, precision) = date_ticks(span);
    if spec.range[0] > spec.range[1] {
        moments.reverse();
    }
    let labels = date_labels(&moments, precision);
    moments
        .into_iter()
        .zip(labels)
        .map(|(value, label)| Tick::plain(value, label))
        .collect()
}

/// A range in scale space, and about how many ticks it has room for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The lower end; finite, below `high`.
    pub(super) low: f64,
    /// The upper end.
    pub(super) high: f64,
    /// About so many ticks; at least one, not always whole.
    pub(super) count: f64,
    /// Never more ticks than this.
    pub(super) limit: usize,
}

/// A category's label takes this much of a vertical axis (1.2 x 12 pt, rounded), and Plotly
/// grants it no more on a horizontal one.
const CATEGORY_PT: f64 = 14.0;

impl Span {
    fn of(spec: &TickSpec<'_>) -> Option<Self> {
        let [start, end] = spec.range.map(|data| spec.scale.scale_from_data(data));
        let (low, high) = (start.min(end), start.max(end));
        if !(start.is_finite() && end.is_finite() && low < high) {
            return None;
        }
        let length = if spec.length_pt.is_finite() {
            spec.length_pt.max(0.0)
        } else {
            0.0
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturating"
        )]
        let limit = (length as usize).max(1000);
        let asked = match spec.rule.mode {
            TickMode::Auto { count } => count,
            _ => None,
        };
        let count = match (asked, spec.scale, spec.orientation) {
            #[expect(clippy::cast_precision_loss, reason = "limited to a length")]
            (Some(count), _, _) if count > 0 => count.min(limit) as f64,
            (_, Scale::Category, _) => (length / CATEGORY_PT).max(1.0),
            (_, _, Orientation::Horizontal) => (length / 80.0).clamp(4.0, 9.0) + 1.0,
            (_, _, Orientation::Vertical) => (length / 40.0).clamp(4.0, 9.0) + 1.0,
        };
        Some(Self {
            low,
            high,
            count,
            limit,
        })
    }

    /// The step that would give just `count` ticks.
    pub(super) fn rough_step(&self) -> f64 {
        let width = self.high - self.low;
        if width.is_finite() {
            width / self.count
        } else {
            self.high / self.count - self.low / self.count
        }
    }

    /// The range, wider at each end by 1e-4 of it.
    pub(super) fn widened(&self) -> (f64, f64) {
        let beyond =
            |near: f64, far: f64| (near * 1.0001 - far * 0.0001).clamp(-f64::MAX, f64::MAX);
        (beyond(self.low, self.high), beyond(self.high, self.low))
    }
}
