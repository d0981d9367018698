//! The points of a scatter trace: where they lie, and how much room they want.

use std::sync::Arc;

use super::autorange::{Extremes, Want};
use super::axis_type::AxisType;
use super::datum::Item;
use super::periods::{Aligned, aligned};
use super::side::SideInput;
use super::trace::{Trace, list};
use super::values::Values;
use super::{Attrs, Node};

/// The points of a trace.
#[derive(Clone, Debug)]
pub(super) struct Points {
    /// Where across, and where along; NaN in both: nowhere.
    pub(super) places: [Arc<[f64]>; 2],
    /// What they are called along an axis where it is not where they lie; empty: where they lie.
    pub(super) named: [Arc<[f64]>; 2],
    pub(super) mode: Mode,
    /// Points around each that its mark takes; one for all or one for each.
    pads: Vec<f64>,
}

/// What is drawn of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mode {
    pub(super) lines: bool,
    pub(super) markers: bool,
    pub(super) text: bool,
}

/// From so many points on there are no marks unless asked for.
const LINES_ONLY: usize = 20;

impl Points {
    /// The points of a trace.
    pub(super) fn of(x: SideInput<'_, '_>, y: SideInput<'_, '_>) -> Self {
        let trace = x.trace;
        let lengths = [0, 1].map(|side| trace.coordinates(side).map(|values| values.shortest()));
        let len = match lengths {
            [Some(x), Some(y)] => x.min(y),
            [Some(len), None] | [None, Some(len)] => len,
            [None, None] => 0,
        };
        let [mut x, mut y] = [line(x, len), line(y, len)];
        for (x, y) in x.places.iter_mut().zip(&mut y.places) {
            if !(x.is_finite() && y.is_finite()) {
                (*x, *y) = (f64::NAN, f64::NAN);
            }
        }
        let mode = mode(trace.attrs, len);
        Self {
            pads: if mode.markers {
                pads(trace.attrs.child("marker"), len)
            } else {
                Vec::new()
            },
            named: [x.named.into(), y.named.into()],
            places: [x.places.into(), y.places.into()],
            mode,
        }
    }

    /// Includes the points in what an axis (0 for x, 1 for y) reaches to. `first`: it is the first
    /// scatter trace over its axes.
    pub(super) fn reach(
        &self,
        trace: &Trace<'_>,
        (side, kind): (usize, AxisType),
        first: bool,
        extremes: &mut Extremes,
    ) {
        let fill = trace.attrs.text("fill").unwrap_or_default();
        let [x, y] = &self.places;
        let closed = x.len() >= 2 && x.first() == x.last() && y.first() == y.last();
        let zero = |to: &str, next: &str| !closed && (fill == to || fill == next && first);
        let mut want = Want {
            padded: true,
            to_zero: false,
            pads: &self.pads,
        };
        if side == 0 {
            if zero("tozerox", "tonextx") {
                want.to_zero = true;
            } else if matches!(&*fill, "tonexty" | "tozeroy")
                || !self.mode.markers && !self.mode.text
            {
                want.padded = false;
                want.pads = &[];
            }
        } else if zero("tozeroy", "tonexty") {
            want.to_zero = true;
        } else if matches!(&*fill, "tonextx" | "tozerox") {
            want.padded = false;
        }
        extremes.include(&self.places[side.min(1)], kind, want);
    }
}

/// Places along an axis: as listed, or a start and steps.
fn line(input: SideInput<'_, '_>, len: usize) -> Aligned {
    if input.trace.coordinates(input.side).is_some() {
        return input.line(len);
    }
    let attrs = input.trace.attrs;
    let id = input.trace.axes[input.side];
    let start = attrs
        .get(["x0", "y0"][input.side])
        .map_or(0.0, |node| input.axes.place(id, Item::of(node)));
    let step = attrs
        .number(["dx", "dy"][input.side])
        .filter(|step| *step != 0.0)
        .unwrap_or(1.0);
    #[expect(clippy::cast_precision_loss, reason = "lists are shorter than 2^53")]
    let places = (0..len).map(|index| start + index as f64 * step).collect();
    match input.kind() {
        AxisType::Date => aligned(attrs, input.side, places),
        _ => Aligned {
            places,
            named: Vec::new(),
        },
    }
}

fn mode(attrs: Attrs<'_>, len: usize) -> Mode {
    let flags = |text: &str| {
        let mut mode = Mode::default();
        if text == "none" {
            return Some(mode);
        }
        for flag in text.split('+') {
            match flag {
                "lines" => mode.lines = true,
                "markers" => mode.markers = true,
                "text" => mode.text = true,
                _ => return None,
            }
        }
        Some(mode)
    };
    let stacked = attrs
        .text("stackgroup")
        .is_some_and(|group| !group.is_empty());
    attrs
        .read("mode", |node| flags(node.text()?))
        .unwrap_or(Mode {
            lines: true,
            markers: !stacked && len < LINES_ONLY,
            text: false,
        })
}

/// Points around each that its mark takes, as Plotly reckons.
fn pads(marker: Attrs<'_>, len: usize) -> Vec<f64> {
    let unit = 1.6
        * marker
            .number("sizeref")
            .filter(|unit| *unit != 0.0)
            .unwrap_or(1.0);
    let area = marker.text("sizemode").as_deref() == Some("area");
    let pad = |size: f64| {
        let size = if size.is_finite() { size } else { 0.0 };
        let pad = if area {
            libm::sqrt(size / unit)
        } else {
            size / unit
        };
        pad.max(3.0)
    };
    match list(marker, "size") {
        Some(Values::Flat(sizes)) => (0..len).map(|index| pad(sizes.number(index))).collect(),
        _ => vec![pad(marker.at_least("size", 0.0).unwrap_or(6.0))],
    }
}

/// What each point says under a key: one text for all or one for each.
pub(super) fn is_listed(attrs: Attrs<'_>, key: &str) -> bool {
    attrs
        .get(key)
        .is_some_and(|node: &Node| super::arrays::is_list(node))
}
