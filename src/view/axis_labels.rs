//! An axis's ticks and how their labels stand: upright, turned, thinned, shortened.

use crate::axis::{Orientation, Scale, Tick, TickSpec, ticks};
use crate::figure::{Axis, AxisSide};

use super::cells::ToPx;
use super::fitted::pt;
use super::marks::Ruler;

/// What the labels of an axis are made from.
pub(super) struct LabelRoom<'a> {
    pub(super) axis: &'a Axis,
    /// Visible range in data units.
    pub(super) range: [f64; 2],
    pub(super) length_px: u32,
    /// A longer name is shortened; numbers and dates may be twice as long.
    pub(super) longest_label_px: f64,
    pub(super) px_per_pt: f64,
    pub(super) ruler: &'a dyn Ruler,
}

/// The labels of one axis, ready to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct AxisLabels {
    pub(super) side: Option<AxisSide>,
    pub(super) ticks: Vec<LabelledTick>,
    /// Clockwise, in degrees.
    pub(super) angle: f64,
    /// From the plot's border to the outermost ink, title included.
    pub(super) depth_px: f64,
    /// From the plot's border to the title's nearest edge.
    pub(super) title_at_px: f64,
    /// How far labels reach past the axis's start and end.
    pub(super) overhang_px: [f64; 2],
}

/// A tick with its place along the axis.
#[derive(Clone, Debug)]
pub(super) struct LabelledTick {
    pub(super) tick: Tick,
    /// From the axis's start (left or bottom).
    pub(super) along_px: f64,
    /// The label as drawn: shortened where it is too long.
    pub(super) shown: String,
    size_px: [f64; 2],
}

/// A line's leading may be shared with the next label.
const SLACK: f64 = 0.92;

/// Plotly's `autotickangles`.
const ANGLES: [f64; 3] = [0.0, 30.0, 90.0];

impl AxisLabels {
    pub(super) fn new(room: &LabelRoom<'_>) -> Self {
        let mut labels = Self {
            side: Some(room.axis.side),
            ticks: labelled_ticks(room),
            ..Self::default()
        };
        if room.is_horizontal() {
            labels.angle = labels.best_angle(room);
        }
        labels.thin_out(room);
        labels.measure(room);
        labels
    }

    /// The first of 0, 30 and 90 degrees at which neighbours do not overlap, else the steepest.
    fn best_angle(&self, room: &LabelRoom<'_>) -> f64 {
        let overlap = |pair: &[LabelledTick]| {
            let distance = (pair[1].along_px - pair[0].along_px).abs();
            distance < pair[0].size_px[0] / 2.0 + pair[1].size_px[0] / 2.0 + 2.0 * room.px_per_pt
        };
        if !self.ticks.windows(2).any(overlap) {
            return ANGLES[0];
        }
        let spacing = self
            .ticks
            .windows(2)
            .map(|pair| (pair[1].along_px - pair[0].along_px).abs())
            .fold(f64::INFINITY, f64::min);
        let tallest = self
            .ticks
            .iter()
            .map(|tick| tick.size_px[1])
            .fold(0.0, f64::max);
        let room_needed = libm::hypot(spacing, tallest * 1.05);
        // Two lines at a slant would reach back into the plot.
        let slants = !self.ticks.iter().any(|tick| tick.shown.contains('\n'));
        let fits = |angle: &f64| {
            (slants || *angle == 90.0)
                && libm::cos(angle.to_radians()).abs() <= spacing / room_needed
        };
        ANGLES[1..].iter().copied().find(fits).unwrap_or(90.0)
    }

    /// Takes the words off ticks whose labels would lie in others even so, small ones first.
    fn thin_out(&mut self, room: &LabelRoom<'_>) {
        let sin = libm::sin(self.angle.to_radians());
        let half_extent = |tick: &LabelledTick| {
            let [w, h] = tick.size_px;
            match (room.is_horizontal(), self.angle == 0.0) {
                (true, true) => w / 2.0,
                (true, false) => h / 2.0 / sin * SLACK,
                (false, _) => h / 2.0 * SLACK,
            }
        };
        let mut kept: Vec<[f64; 2]> = Vec::new();
        let mut bare = Vec::new();
        for small in [false, true] {
            for (index, tick) in self.ticks.iter().enumerate() {
                if tick.tick.small != small || tick.shown.is_empty() {
                    continue;
                }
                let half = half_extent(tick);
                let clear = |[at, other]: &[f64; 2]| (tick.along_px - at).abs() >= half + other;
                if kept.iter().all(clear) {
                    kept.push([tick.along_px, half]);
                } else {
                    bare.push(index);
                }
            }
        }
        for index in bare {
            self.ticks[index].shown.clear();
            self.ticks[index].size_px = [0.0; 2];
        }
    }

    fn measure(&mut self, room: &LabelRoom<'_>) {
        let length = f64::from(room.length_px);
        let (sin, cos) = (
            libm::sin(self.angle.to_radians()),
            libm::cos(self.angle.to_radians()),
        );
        let mut deepest: f64 = 0.0;
        for tick in &self.ticks {
            let [w, h] = tick.size_px;
            let (before, after, depth) = if !room.is_horizontal() {
                (h / 2.0, h / 2.0, w)
            } else if self.angle == 0.0 {
                (w / 2.0, w / 2.0, h)
            } else if room.axis.side == AxisSide::Bottom {
                // Turned around the tick: the text starts there and runs down to the right.
                (h / 2.0, w * cos + h / 2.0 * sin, w * sin + h * cos)
            } else {
                (w * cos + h / 2.0 * sin, h / 2.0, w * sin + h * cos)
            };
            deepest = deepest.max(depth);
            self.overhang_px[0] = self.overhang_px[0].max(before - tick.along_px);
            self.overhang_px[1] = self.overhang_px[1].max(after - (length - tick.along_px));
        }
        self.depth_px = if self.ticks.is_empty() {
            0.0
        } else {
            room.px(pt::TICK + pt::TICK_GAP) + deepest
        };
        self.title_at_px = self.depth_px + room.px(pt::TITLE_GAP);
        if !room.axis.title.is_empty() {
            let height = room.ruler.size_px(&room.axis.title, room.px(pt::AXIS_FONT))[1];
            self.depth_px = self.title_at_px + height;
        }
    }
}

impl LabelRoom<'_> {
    fn px(&self, pt: f64) -> f64 {
        pt * self.px_per_pt
    }

    fn is_horizontal(&self) -> bool {
        matches!(self.axis.side, AxisSide::Bottom | AxisSide::Top)
    }
}

fn labelled_ticks(room: &LabelRoom<'_>) -> Vec<LabelledTick> {
    let Some(to_px) = ToPx::new(room.axis.scale, room.range, room.length_px) else {
        return Vec::new();
    };
    let length_pt = f64::from(room.length_px) / room.px_per_pt;
    let spec = TickSpec {
        scale: room.axis.scale,
        range: room.range,
        length_pt,
        orientation: if room.is_horizontal() {
            Orientation::Horizontal
        } else {
            Orientation::Vertical
        },
        labels: &room.axis.categories,
        rule: &room.axis.ticks,
    };
    let font = room.px(pt::TICK_FONT);
    let placed = |tick: Tick| {
        let along_px = to_px.px_from_data(tick.value);
        let font = if tick.small { font * 0.75 } else { font };
        let shown = shown_label(&tick.label, font, room);
        let size_px = room.ruler.size_px(&shown, font);
        LabelledTick {
            tick,
            along_px,
            shown,
            size_px,
        }
    };
    ticks(&spec)
        .into_iter()
        .map(placed)
        .filter(|tick| tick.along_px.is_finite())
        .collect()
}

/// A label as drawn. A name may be shortened; a number or date that is cut would name another place,
/// so it is whole or not there.
fn shown_label(label: &str, font_px: f64, room: &LabelRoom<'_>) -> String {
    if room.axis.scale == Scale::Category {
        return shortened(&one_line(label), font_px, room.longest_label_px, room.ruler);
    }
    let longest = 2.0 * room.longest_label_px;
    let fits = room.ruler.size_px(label, font_px)[0] <= longest;
    if fits {
        label.to_owned()
    } else {
        String::new()
    }
}

/// A label from a file may hold line breaks and tabs; an axis has one line for it.
fn one_line(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut and closed with an ellipsis where it is wider than `widest_px`.
pub(super) fn shortened(text: &str, font_px: f64, widest_px: f64, ruler: &dyn Ruler) -> String {
    let fits = |text: &str| ruler.size_px(text, font_px)[0] <= widest_px;
    // No need to measure a text of a thousand letters letter by letter.
    let chars: Vec<char> = text.chars().take(512).collect();
    if chars.len() < 512 && fits(text) {
        return text.to_owned();
    }
    let cut = |count: usize| {
        let mut short: String = chars[..count]
            .iter()
            .collect::<String>()
            .trim_end()
            .to_owned();
        short.push('…');
        short
    };
    let (mut low, mut high) = (0, chars.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(&cut(middle)) {
            low = middle
        } else {
            high = middle - 1
        }
    }
    cut(low)
}
