//! The layout of figures of tables: margins grow until the labels that the plot's size asks for fit.

use crate::figure::{Axis, AxisId, AxisSide, Figure, Plot};

use super::axis_labels::{AxisLabels, LabelRoom, LabelledTick};
use super::colorbar::{BarLabels, BarPlace, BarTick};
use super::draw::{self, within};
use super::facets;
use super::frame::PlacedTick;
use super::layout::{AxisPlace, Group, Layout, LayoutInput, whole};
use super::marks::PxRect;

/// Sizes in points.
pub(super) mod pt {
    /// Around everything.
    pub(in crate::view) const PAD: f64 = 12.0;
    /// The figure's title.
    pub(in crate::view) const TITLE_FONT: f64 = 17.0;
    /// Axis and colour bar titles.
    pub(in crate::view) const AXIS_FONT: f64 = 14.0;
    /// Tick labels.
    pub(in crate::view) const TICK_FONT: f64 = 12.0;
    /// Tick marks.
    pub(in crate::view) const TICK: f64 = 5.0;
    /// Between a tick mark and its label.
    pub(in crate::view) const TICK_GAP: f64 = 3.0;
    /// Between labels and titles.
    pub(in crate::view) const TITLE_GAP: f64 = 8.0;
    /// Across the colour bar.
    pub(in crate::view) const BAR: f64 = 18.0;
    /// Between plot and colour bar.
    pub(in crate::view) const BAR_GAP: f64 = 18.0;
    /// A plot smaller than this gives up its colour bar, then its labels.
    pub(in crate::view) const SMALLEST_PLOT: f64 = 56.0;
    /// The same for one of several plots.
    pub(in crate::view) const SMALLEST_FACET: f64 = 24.0;
    /// Between plots.
    pub(in crate::view) const FACET_GAP: f64 = 14.0;
}

/// Where everything stands, in px, while room is made.
#[derive(Clone, Debug)]
pub(super) struct Fitted {
    /// Around all plots.
    pub(super) plot: PxRect,
    /// Each plot.
    pub(super) plots: Vec<PxRect>,
    /// As wide as a plot's heading may be, in px.
    widest_heading: f64,
    /// Headings and labels of x reach so far past plots on the left and on the right, in px.
    past_px: [f64; 2],
    pub(super) x: AxisLabels,
    pub(super) y: AxisLabels,
    /// The colour bars; empty where there is no room.
    pub(super) bars: Vec<FittedBar>,
    /// The title as drawn, with the middle of its upper border.
    pub(super) title: Option<(String, [f64; 2])>,
    /// False where the canvas is too small for anything but the plot.
    pub(super) labelled: bool,
}

/// Where one colour bar stands.
#[derive(Clone, Debug)]
pub(super) struct FittedBar {
    /// Index of its colour scale.
    pub(super) color: usize,
    pub(super) rect: PxRect,
    pub(super) labels: BarLabels,
}

/// What of the surroundings is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surroundings {
    All,
    NoBar,
    Nothing,
}

/// Space around the plots and between them, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Margins {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Between columns and between rows of plots.
    between: [f64; 2],
}

impl Margins {
    fn or_larger(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.max(other.bottom),
            between: [0, 1].map(|axis| self.between[axis].max(other.between[axis])),
        }
    }
}

/// Labels depend on the plot's size and the other way round; a few rounds settle it.
const ROUNDS: usize = 9;
/// From this round on margins only grow, so that sizes which ask for each other come to an end.
const GROWING: usize = 3;

pub(super) fn layout(input: &LayoutInput<'_>) -> Layout {
    let fits = |fitted: &Fitted| {
        let smallest = input.px(match facets::shape(input.figure) {
            [1, 1] => pt::SMALLEST_PLOT,
            _ => pt::SMALLEST_FACET,
        });
        let [w, h] = fitted.plot_size().map(f64::from);
        w >= smallest && h >= smallest
    };
    let fitted = [Surroundings::All, Surroundings::NoBar]
        .into_iter()
        .map(|surroundings| layout_with(input, surroundings))
        .find(fits)
        .unwrap_or_else(|| layout_with(input, Surroundings::Nothing));
    fitted.into_layout(input)
}

impl Fitted {
    /// Width and height of a plot.
    fn plot_size(&self) -> [u32; 2] {
        let plot = self.plots.first().unwrap_or(&self.plot);
        [plot.w, plot.h]
    }

    fn into_layout(self, input: &LayoutInput<'_>) -> Layout {
        let area = self.plot;
        let count = input.figure.plots.len();
        let mut above = Vec::new();
        draw::axes(input, &self, &mut above);
        if self.labelled {
            let below = facets::headings_below(self.x.side);
            let headings = facets::Headings {
                rects: &self.plots,
                widest_px: self.widest_heading,
                below,
            };
            headings.draw(input, &mut above);
        }
        let mut title = Vec::new();
        draw::title(input, &self, &mut title);
        let place = |index: usize| {
            let id = AxisId(index);
            let uses = |axis: fn(&Plot) -> AxisId| {
                let mut plots = input.figure.plots.iter();
                plots.any(|plot| axis(plot) == id)
            };
            let plot = self.plots.first().unwrap_or(&area);
            let (labels, pixels) = if uses(|plot| plot.x) {
                (&self.x, [plot.x, plot.right()])
            } else if uses(|plot| plot.y) {
                (&self.y, [plot.y, plot.bottom()])
            } else {
                return AxisPlace::default();
            };
            AxisPlace {
                range: input.range(id),
                pixels,
                ticks: labels.ticks.iter().map(unplaced).collect(),
            }
        };
        let axes = 0..input.figure.axes.len();
        Layout {
            area: [area.x, area.y, area.w, area.h].map(f64::from),
            plots: self.plots.clone(),
            axes: axes.map(place).collect(),
            back: draw::background(input, &self.plots),
            groups: vec![Group {
                plots: (0..count).collect(),
                below: Vec::new(),
                above,
            }],
            bars: self.bars.iter().map(|bar| bar_place(input, bar)).collect(),
            title,
        }
    }
}

fn unplaced(tick: &LabelledTick) -> PlacedTick {
    PlacedTick {
        value: tick.tick.value,
        px: f64::NAN,
        label: tick.tick.label.clone(),
    }
}

fn bar_place(input: &LayoutInput<'_>, bar: &FittedBar) -> BarPlace {
    let bottom = f64::from(bar.rect.bottom());
    let placed = |tick: &BarTick| PlacedTick {
        value: tick.value,
        px: bottom - tick.along_px,
        label: tick.label.clone(),
    };
    BarPlace {
        color: bar.color,
        rect: bar.rect,
        horizontal: false,
        opaque: false,
        ticks: bar.labels.ticks.iter().map(placed).collect(),
        under: Vec::new(),
        over: draw::color_bar(input, bar),
    }
}

fn layout_with(input: &LayoutInput<'_>, surroundings: Surroundings) -> Fitted {
    let mut margins = first_guess(input, surroundings);
    let mut made = make(input, surroundings, margins);
    for round in 1..ROUNDS {
        let mut next = needed(input, surroundings, &made);
        if round >= GROWING {
            next = next.or_larger(margins);
        }
        if next == margins {
            break;
        }
        margins = next;
        made = make(input, surroundings, margins);
    }
    made
}

fn first_guess(input: &LayoutInput<'_>, surroundings: Surroundings) -> Margins {
    match surroundings {
        Surroundings::Nothing => nothing_around(input),
        _ => {
            let side = input.px(60.0);
            Margins {
                left: side,
                right: side,
                top: input.px(pt::PAD),
                bottom: side,
                between: [input.px(pt::FACET_GAP); 2],
            }
        }
    }
}

/// Plots without words still do not touch.
fn nothing_around(input: &LayoutInput<'_>) -> Margins {
    Margins {
        between: [input.px(2.0); 2],
        ..Margins::default()
    }
}

fn make(input: &LayoutInput<'_>, surroundings: Surroundings, margins: Margins) -> Fitted {
    let room = facets::Room {
        before: [margins.left, margins.top],
        after: [margins.right, margins.bottom],
        between: margins.between,
        ratio: equal_ratio(input),
        bare: surroundings == Surroundings::Nothing,
    };
    let plots = room.rects(input);
    let plot = facets::around(&plots).unwrap_or_default();
    let size = plots
        .first()
        .map_or([plot.w, plot.h], |plot| [plot.w, plot.h]);
    let (x_axis, y_axis) = axes(input.figure);
    let (x, mut y) = match surroundings {
        Surroundings::Nothing => (AxisLabels::default(), AxisLabels::default()),
        _ => (
            labels(input, x_axis, 0, size[0]),
            labels(input, y_axis, 1, size[1]),
        ),
    };
    let free = margins.between[0] - overhang(input, &x);
    let widest_heading = f64::from(size[0]) + free.max(0.0);
    let heading = facets::heading_px(input)[0].min(widest_heading);
    facets::clear_title(input, &x, &mut y);
    let heading_past = (heading - f64::from(size[0])) / 2.0;
    let past_px = x.overhang_px.map(|px| px.max(heading_past));
    let bars = if surroundings == Surroundings::All {
        bars(input, plot, &y, past_px[1])
    } else {
        Vec::new()
    };
    let title = match &input.figure.title {
        Some(title) if surroundings != Surroundings::Nothing => {
            Some(placed_title(input, title, plot))
        }
        _ => None,
    };
    Fitted {
        plot,
        widest_heading,
        past_px,
        plots,
        x,
        y,
        bars,
        title,
        labelled: surroundings != Surroundings::Nothing,
    }
}

/// The title over the middle of the plot, moved and shortened to stay within the canvas.
fn placed_title(input: &LayoutInput<'_>, title: &str, plot: PxRect) -> (String, [f64; 2]) {
    let font = input.px(pt::TITLE_FONT);
    let middle = f64::from(plot.x) + f64::from(plot.w) / 2.0;
    let between = [0.0, f64::from(input.canvas.width_px)];
    let (shown, middle) = within(input, title, font, middle, between);
    (shown, [middle, input.px(pt::PAD)])
}

/// The axes of the figure's plot.
pub(super) fn axes(figure: &Figure) -> (Option<&Axis>, Option<&Axis>) {
    let plot = figure.plots.first();
    (
        plot.and_then(|plot| figure.axes.get(plot.x.0)),
        plot.and_then(|plot| figure.axes.get(plot.y.0)),
    )
}

fn labels(
    input: &LayoutInput<'_>,
    axis: Option<&Axis>,
    which: usize,
    length_px: u32,
) -> AxisLabels {
    let Some((axis, plot)) = axis.zip(input.figure.plots.first()) else {
        return AxisLabels::default();
    };
    let id = if which == 0 { plot.x } else { plot.y };
    let across = if which == 0 {
        input.canvas.height_px
    } else {
        input.canvas.width_px
    };
    AxisLabels::new(&LabelRoom {
        axis,
        range: input.viewport.range(input.figure, id),
        length_px,
        longest_label_px: f64::from(across) * 0.35,
        px_per_pt: input.canvas.px_per_pt,
        ruler: input.ruler,
    })
}

/// Width over height of the visible range, where one unit must be as long on x as on y.
fn equal_ratio(input: &LayoutInput<'_>) -> Option<f64> {
    let plot = input
        .figure
        .plots
        .first()
        .filter(|plot| plot.equal_aspect)?;
    let span = |id: AxisId| {
        let axis = input.figure.axes.get(id.0)?;
        let [from, to] = input
            .viewport
            .range(input.figure, id)
            .map(|data| axis.scale.scale_from_data(data));
        Some((to - from).abs())
    };
    let ratio = span(plot.x)? / span(plot.y)?;
    (ratio.is_finite() && ratio > 0.0).then_some(ratio)
}

fn bars(input: &LayoutInput<'_>, plot: PxRect, y: &AxisLabels, past_px: f64) -> Vec<FittedBar> {
    let mut left = f64::from(plot.right()) + first_bar_gap(input, past_px);
    if y.side == Some(AxisSide::Right) {
        left += y.depth_px;
    }
    let mut places = Vec::new();
    let specs = input.figure.color_scales.iter().enumerate();
    for (color, spec) in specs.filter(|(_, spec)| spec.shown) {
        let rect = PxRect {
            x: whole(left),
            y: plot.y,
            w: whole(input.px(pt::BAR)).max(1),
            h: plot.h,
        };
        let labels = BarLabels::new(
            spec,
            input.color_range(color),
            plot.h,
            input.canvas.px_per_pt,
            input.ruler,
        );
        left = f64::from(rect.right()) + labels.depth_px + input.px(pt::BAR_GAP);
        places.push(FittedBar {
            color,
            rect,
            labels,
        });
    }
    places
}

/// Between the plots and the first colour bar. Labels of x stand beside it where a row of plots is
/// not full.
fn first_bar_gap(input: &LayoutInput<'_>, past_px: f64) -> f64 {
    let gap = input.px(pt::BAR_GAP);
    match facets::shape(input.figure) {
        [1, 1] => gap,
        _ => gap.max(past_px + input.px(pt::TITLE_GAP)),
    }
}

/// The labels of the colour bars once more, for other ranges than their room was made for.
pub(super) fn relabel_bars(input: &LayoutInput<'_>, layout: &mut Layout) {
    for place in &mut layout.bars {
        let Some(spec) = input.figure.color_scales.get(place.color) else {
            continue;
        };
        let px_per_pt = input.canvas.px_per_pt;
        let range = input.color_range(place.color);
        let bar = FittedBar {
            color: place.color,
            rect: place.rect,
            labels: BarLabels::new(spec, range, place.rect.h, px_per_pt, input.ruler),
        };
        *place = bar_place(input, &bar);
    }
}

/// The margins that what was laid out needs.
fn needed(input: &LayoutInput<'_>, surroundings: Surroundings, layout: &Fitted) -> Margins {
    let pad = input.px(pt::PAD);
    if surroundings == Surroundings::Nothing {
        return nothing_around(input);
    }
    let mut margins = Margins {
        left: pad,
        right: pad,
        top: pad,
        bottom: pad,
        between: between(input, layout),
    };
    let [_, strip] = facets::heading_px(input);
    if facets::headings_below(layout.x.side) {
        margins.bottom += strip;
    } else {
        margins.top += strip;
    }
    for labels in [&layout.x, &layout.y] {
        match labels.side {
            Some(AxisSide::Bottom) => margins.bottom += labels.depth_px,
            Some(AxisSide::Top) => margins.top += labels.depth_px,
            Some(AxisSide::Left) => margins.left += labels.depth_px,
            Some(AxisSide::Right) => margins.right += labels.depth_px,
            None => {}
        }
    }
    if let Some(title) = &input.figure.title {
        let height = input.ruler.size_px(title, input.px(pt::TITLE_FONT))[1];
        margins.top += height + input.px(pt::TITLE_GAP);
    }
    let bars: f64 = layout
        .bars
        .iter()
        .map(|bar| f64::from(bar.rect.w) + bar.labels.depth_px + input.px(pt::BAR_GAP))
        .sum();
    margins.right += bars;
    if !layout.bars.is_empty() {
        margins.right += first_bar_gap(input, layout.past_px[1]) - input.px(pt::BAR_GAP);
    }
    // A label centred at the end of an axis reaches past the plot.
    margins.left = margins.left.max(layout.past_px[0] + pad / 2.0);
    margins.right = margins.right.max(layout.past_px[1] + pad / 2.0);
    let bar_overhang = layout
        .bars
        .iter()
        .map(|bar| bar.labels.overhang_px)
        .fold(0.0, f64::max);
    margins.top = margins
        .top
        .max(layout.y.overhang_px[1].max(bar_overhang) + pad / 2.0);
    margins.bottom = margins
        .bottom
        .max(layout.y.overhang_px[0].max(bar_overhang) + pad / 2.0);
    margins
}

/// Between plots: no heading or label reaches into another plot's.
fn between(input: &LayoutInput<'_>, layout: &Fitted) -> [f64; 2] {
    let gap = input.px(pt::FACET_GAP);
    let [heading_w, heading_h] = facets::heading_px(input);
    let width = f64::from(layout.plot_size()[0]);
    // Where plots are narrow because units are equal, there is room beside them.
    let beside = equal_ratio(input).map_or(0.0, |_| (heading_w - width).clamp(0.0, width));
    [
        gap.max(overhang(input, &layout.x) + beside),
        gap.max(overhang(input, &layout.y))
            .max(heading_h + input.px(pt::TICK_GAP))
            + facets::hanging_px(input, &layout.x, &layout.y),
    ]
}

/// How far labels reach past both ends of an axis.
fn overhang(input: &LayoutInput<'_>, labels: &AxisLabels) -> f64 {
    let [before, after] = labels.overhang_px;
    before.max(0.0) + after.max(0.0) + input.px(pt::TITLE_GAP)
}
