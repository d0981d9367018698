//! The colour bar: which values it names, and its cells.

use std::sync::Arc;

use crate::axis::{
    Orientation, Scale, Tick, TickRule, TickSpec, exact_number, format_number, ticks,
};
use crate::color::{Classes, ColorScale, KeySpace, Levels, NormKind};
use crate::figure::ColorScaleSpec;
use crate::grid::{CellSource, Plane};

use super::fitted::pt;
use super::frame::PlacedTick;
use super::marks::{Cells, Mark, PxRect, Ruler};

/// A colour bar that has found its place.
#[derive(Clone, Debug)]
pub(super) struct BarPlace {
    /// Index of its colour scale.
    pub(super) color: usize,
    /// The coloured bar.
    pub(super) rect: PxRect,
    /// Lowest on the left instead of at the bottom.
    pub(super) horizontal: bool,
    /// Translucent colours are shown opaque.
    pub(super) opaque: bool,
    pub(super) ticks: Vec<PlacedTick>,
    /// Below the colours.
    pub(super) under: Vec<Mark>,
    /// Above the colours.
    pub(super) over: Vec<Mark>,
}

/// The ticks of a colour bar, ready to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct BarLabels {
    pub(super) ticks: Vec<BarTick>,
    /// From the bar's right border to the outermost ink, title included.
    pub(super) depth_px: f64,
    /// From the bar's right border to the title's left edge.
    pub(super) title_at_px: f64,
    /// How far labels reach past the bar's ends.
    pub(super) overhang_px: f64,
}

/// A tick of a colour bar.
#[derive(Clone, Debug)]
pub(super) struct BarTick {
    pub(super) value: f64,
    pub(super) label: String,
    /// Digits between decades are set smaller.
    pub(super) small: bool,
    /// From the bar's lower end.
    pub(super) along_px: f64,
}

impl BarLabels {
    pub(super) fn new(
        spec: &ColorScaleSpec,
        range: [f64; 2],
        length_px: u32,
        px_per_pt: f64,
        ruler: &dyn Ruler,
    ) -> Self {
        let scale = spec.over_range(range);
        let length = f64::from(length_px);
        let font = pt::TICK_FONT * px_per_pt;
        let placed = |tick: Tick| BarTick {
            along_px: scale.position(tick.value) * length,
            value: tick.value,
            label: tick.label,
            small: tick.small,
        };
        let inside = |tick: &BarTick| tick.along_px >= -0.5 && tick.along_px <= length + 0.5;
        let rule = spec.bar.as_ref().map(|bar| &bar.ticks);
        let ticks = candidates(
            &scale,
            length / px_per_pt,
            rule.unwrap_or(&TickRule::default()),
        )
        .into_iter()
        .map(placed)
        .filter(inside);
        let mut labels = Self {
            ticks: readable(ticks.collect(), font),
            ..Self::default()
        };
        labels.measure(&spec.title, font, px_per_pt, ruler);
        labels
    }

    fn measure(&mut self, title: &str, font: f64, px_per_pt: f64, ruler: &dyn Ruler) {
        let sizes = || {
            self.ticks
                .iter()
                .map(|tick| ruler.size_px(&tick.label, font))
        };
        let widest = sizes().map(|size| size[0]).fold(0.0, f64::max);
        self.overhang_px = sizes().map(|size| size[1] / 2.0).fold(0.0, f64::max);
        self.depth_px = if self.ticks.is_empty() {
            0.0
        } else {
            (pt::TICK + pt::TICK_GAP) * px_per_pt + widest
        };
        self.title_at_px = self.depth_px + pt::TITLE_GAP * px_per_pt;
        if !title.is_empty() {
            self.depth_px = self.title_at_px + ruler.size_px(title, pt::AXIS_FONT * px_per_pt)[1];
        }
    }
}

/// The ticks whose labels do not lie in each other: of whole ticks those that are clear of the one
/// before, of the digits between them all, else 2 and 5, else none.
fn readable(ticks: Vec<BarTick>, font_px: f64) -> Vec<BarTick> {
    let height = |tick: &BarTick| font_px * if tick.small { 0.8 } else { 1.2 };
    let clear =
        |a: &BarTick, b: &BarTick| (a.along_px - b.along_px).abs() >= (height(a) + height(b)) / 2.0;
    let (digits, all): (Vec<BarTick>, Vec<BarTick>) =
        ticks.into_iter().partition(|tick| tick.small);
    let mut whole: Vec<BarTick> = Vec::new();
    for tick in all {
        if whole.last().is_none_or(|last| clear(last, &tick)) {
            whole.push(tick);
        }
    }
    let with = |wanted: &dyn Fn(&BarTick) -> bool| {
        let chosen = digits.iter().filter(|tick| wanted(tick));
        let mut ticks: Vec<BarTick> = chosen.chain(&whole).cloned().collect();
        ticks.sort_by(|a, b| a.along_px.total_cmp(&b.along_px));
        ticks
    };
    let attempts = [
        with(&|_| true),
        with(&|tick| matches!(tick.label.as_str(), "2" | "5")),
    ];
    let is_readable = |ticks: &Vec<BarTick>| ticks.windows(2).all(|pair| clear(&pair[0], &pair[1]));
    attempts.into_iter().find(is_readable).unwrap_or(whole)
}

/// Values worth naming, ascending; those that stand too close are dropped later.
pub(super) fn candidates(scale: &ColorScale, length_pt: f64, rule: &TickRule) -> Vec<Tick> {
    if let Some(bounds) = scale.boundaries() {
        let exact = matches!(scale.classes, Some(Classes::Bounds(_)));
        return bounds
            .into_iter()
            .map(|value| named(value, exact))
            .collect();
    }
    let spec = |scale_kind: Scale| TickSpec {
        scale: scale_kind,
        range: scale.range(),
        length_pt,
        orientation: Orientation::Vertical,
        labels: &[],
        rule,
    };
    match scale.norm.kind() {
        NormKind::Log => ticks(&spec(Scale::Log)),
        NormKind::Quantile => even_in_place(scale, length_pt),
        NormKind::SymLog { .. } => symlog_ticks(scale, length_pt),
        NormKind::Linear | NormKind::Power { .. } => ticks(&spec(Scale::Linear)),
    }
}

fn named(value: f64, exact: bool) -> Tick {
    let label = if exact {
        exact_number(value)
    } else {
        short_number(value)
    };
    Tick::new(value, label.replace('-', "\u{2212}"))
}

/// Four digits say enough beside a colour.
fn short_number(value: f64) -> String {
    format_number(".4~g", value).unwrap_or_else(|_| exact_number(value))
}

/// Values at even places of the bar.
fn even_in_place(scale: &ColorScale, length_pt: f64) -> Vec<Tick> {
    let steps = if length_pt >= 240.0 { 8 } else { 4 };
    let mut ticks: Vec<Tick> = (0..=steps)
        .map(|step| named(scale.value(f64::from(step) / f64::from(steps)), false))
        .collect();
    ticks.dedup_by(|a, b| a.label == b.label);
    ticks
}

/// Zero and decades; where they crowd, the larger ones stay.
fn symlog_ticks(scale: &ColorScale, length_pt: f64) -> Vec<Tick> {
    let [low, high] = scale.range();
    let decades = (-320..=308).map(|decade| libm::pow(10.0, f64::from(decade)));
    let mut values: Vec<f64> = decades.flat_map(|power| [-power, power]).collect();
    values.retain(|value| *value >= low && *value <= high);
    values.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    let apart = 24.0 / length_pt.max(1.0);
    let place = |value: f64| scale.position(value);
    let mut kept: Vec<f64> = if low <= 0.0 && high >= 0.0 {
        vec![0.0]
    } else {
        Vec::new()
    };
    for value in values {
        if kept
            .iter()
            .all(|other| (place(*other) - place(value)).abs() >= apart)
        {
            kept.push(value);
        }
    }
    kept.sort_by(f64::total_cmp);
    kept.into_iter().map(|value| named(value, false)).collect()
}

/// The bar as cells: one value for each row of pixels, lowest at the bottom; of a horizontal bar one
/// for each column, lowest on the left.
pub(super) fn bar_cells(place: &BarPlace, scale: &ColorScale, levels: &Arc<Levels>) -> Cells {
    let rect = place.rect;
    let length = if place.horizontal { rect.w } else { rect.h };
    let value = |pixel: u32| {
        let part = (f64::from(pixel) + 0.5) / f64::from(length);
        scale.value(if place.horizontal { part } else { 1.0 - part })
    };
    let values: Vec<f64> = (0..length).map(value).collect();
    let (rows, columns) = if place.horizontal {
        (vec![0; rect.h as usize], (0..length).collect::<Vec<u32>>())
    } else {
        ((0..length).collect(), vec![0; rect.w as usize])
    };
    let (high, wide) = if place.horizontal {
        (1, values.len())
    } else {
        (values.len(), 1)
    };
    Cells {
        rect,
        key_space: KeySpace::of(Some(scale.range())),
        source: CellSource::Plane(Arc::new(Plane::new(high, wide, values))),
        columns: columns.into(),
        rows: rows.into(),
        levels: Arc::clone(levels),
    }
}
