//! From a layout to marks: backgrounds, axes, colour bar, words.

use crate::color::Rgba;
use crate::figure::{AxisSide, Font, Typeface};

use super::axis_labels::{AxisLabels, LabelledTick, shortened};
use super::cell_text::CellLabel;
use super::facets;
use super::fitted::{Fitted, FittedBar, axes as figure_axes, pt};
use super::layout::{LayoutInput, whole};
use super::marks::{Anchor, Cells, Item, Mark, PxRect};
use super::words::{LINE, Words};

/// Paper and plots.
pub(super) fn background(input: &LayoutInput<'_>, plots: &[PxRect]) -> Vec<Mark> {
    let colors = input.canvas.theme.colors();
    let mut marks = vec![filled(input.whole_canvas(), colors.paper)];
    marks.extend(plots.iter().map(|plot| filled(*plot, colors.plot)));
    marks
}

/// Marks that may stand anywhere on the canvas.
pub(super) fn marks(input: &LayoutInput<'_>, marks: &[Mark], items: &mut Vec<Item>) {
    items.extend(marks.iter().map(|mark| Item {
        clip: input.whole_canvas(),
        mark: mark.clone(),
    }));
}

/// Cells, cut off at their own rectangle.
pub(super) fn cells(cells: Cells) -> Item {
    Item {
        clip: cells.rect,
        mark: Mark::Cells(cells),
    }
}

/// Words in cells, each line by its baseline.
pub(super) fn cell_words(
    input: &LayoutInput<'_>,
    plot: PxRect,
    labels: &[CellLabel],
    items: &mut Vec<Item>,
) {
    let px_per_pt = input.canvas.px_per_pt;
    let mut marks = Vec::new();
    for label in labels {
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let lines = label.text.split('\n').count() as f64;
        let [x, y] = label.at.map(|px| px / px_per_pt);
        let font = Font {
            size: label.font_pt,
            color: label.color,
            face: label.face,
        };
        let baseline = y - label.font_pt * (lines * LINE / 2.0 - 1.0);
        Words::upright(label.text.clone(), font, [x, baseline], 0.5).marks(px_per_pt, &mut marks);
    }
    items.extend(marks.into_iter().map(|mark| Item { clip: plot, mark }));
}

/// Values in cells.
pub(super) fn cell_labels(
    input: &LayoutInput<'_>,
    plot: PxRect,
    labels: &[CellLabel],
    items: &mut Vec<Item>,
) {
    items.extend(labels.iter().map(|label| Item {
        clip: plot,
        mark: Mark::Text {
            at: label.at,
            anchor: Anchor::CENTER,
            angle: 0.0,
            text: label.text.clone(),
            font_px: input.px(label.font_pt),
            face: label.face,
            color: label.color,
        },
    }));
}

/// Both axes: a line at each plot, ticks and labels at the outermost, a title for all.
pub(super) fn axes(input: &LayoutInput<'_>, layout: &Fitted, items: &mut Vec<Mark>) {
    let (x, y) = figure_axes(input.figure);
    for (axis, labels) in [(x, &layout.x), (y, &layout.y)] {
        let Some(axis) = axis.filter(|_| layout.labelled) else {
            continue;
        };
        let drawing = |plot| AxisDrawing {
            input,
            plot,
            side: axis.side,
        };
        for (index, plot) in layout.plots.iter().enumerate() {
            let drawing = drawing(*plot);
            drawing.line(items);
            if facets::is_labelled(input.figure, index, axis.side) {
                for tick in &labels.ticks {
                    drawing.tick(tick, labels.angle, items);
                }
            }
        }
        drawing(layout.plot).title(&axis.title, labels, items);
    }
}

/// One axis's surroundings: places are measured outwards from the plot's border.
struct AxisDrawing<'a> {
    input: &'a LayoutInput<'a>,
    plot: PxRect,
    side: AxisSide,
}

impl AxisDrawing<'_> {
    fn hairline(&self) -> u32 {
        whole(self.input.px(1.0)).max(1)
    }

    /// A rectangle that reaches outwards from the border, at a place along the axis.
    fn outward(&self, along: u32, length: u32, from: u32, depth: u32) -> PxRect {
        let plot = self.plot;
        match self.side {
            AxisSide::Bottom => PxRect {
                x: along,
                y: plot.bottom() + from,
                w: length,
                h: depth,
            },
            AxisSide::Top => PxRect {
                x: along,
                y: plot.y.saturating_sub(from + depth),
                w: length,
                h: depth,
            },
            AxisSide::Left => PxRect {
                x: plot.x.saturating_sub(from + depth),
                y: along,
                w: depth,
                h: length,
            },
            AxisSide::Right => PxRect {
                x: plot.right() + from,
                y: along,
                w: depth,
                h: length,
            },
        }
    }

    /// A point outwards from the border.
    fn point(&self, along: f64, depth: f64) -> [f64; 2] {
        let plot = self.plot;
        match self.side {
            AxisSide::Bottom => [along, f64::from(plot.bottom()) + depth],
            AxisSide::Top => [along, f64::from(plot.y) - depth],
            AxisSide::Left => [f64::from(plot.x) - depth, along],
            AxisSide::Right => [f64::from(plot.right()) + depth, along],
        }
    }

    fn is_horizontal(&self) -> bool {
        matches!(self.side, AxisSide::Bottom | AxisSide::Top)
    }

    fn line(&self, items: &mut Vec<Mark>) {
        let width = self.hairline();
        let rect = if self.is_horizontal() {
            self.outward(self.plot.x, self.plot.w, 0, width)
        } else {
            self.outward(self.plot.y, self.plot.h, 0, width)
        };
        items.push(filled(rect, self.input.canvas.theme.colors().line));
    }

    fn tick(&self, tick: &LabelledTick, angle: f64, items: &mut Vec<Mark>) {
        let colors = self.input.canvas.theme.colors();
        let along = self.along(tick);
        let width = self.hairline();
        let depth = whole(self.input.px(if tick.tick.small {
            pt::TICK * 0.6
        } else {
            pt::TICK
        }));
        let start = whole((along - f64::from(width) / 2.0).round());
        items.push(filled(self.outward(start, width, 0, depth), colors.line));
        let font = pt::TICK_FONT * if tick.tick.small { 0.75 } else { 1.0 };
        items.push(self.text(
            self.point(along, self.input.px(pt::TICK + pt::TICK_GAP)),
            self.label_anchor(angle),
            angle,
            (&tick.shown, self.input.px(font)),
        ));
    }

    /// Where the tick stands, px of the canvas.
    fn along(&self, tick: &LabelledTick) -> f64 {
        if self.is_horizontal() {
            f64::from(self.plot.x) + tick.along_px
        } else {
            f64::from(self.plot.bottom()) - tick.along_px
        }
    }

    fn label_anchor(&self, angle: f64) -> Anchor {
        match self.side {
            AxisSide::Bottom if angle == 0.0 => Anchor::TOP,
            AxisSide::Top if angle == 0.0 => Anchor::BOTTOM,
            AxisSide::Bottom | AxisSide::Right => Anchor::LEFT,
            AxisSide::Top | AxisSide::Left => Anchor::RIGHT,
        }
    }

    fn title(&self, title: &str, labels: &AxisLabels, items: &mut Vec<Mark>) {
        if title.is_empty() {
            return;
        }
        let plot = self.plot;
        let middle = if self.is_horizontal() {
            f64::from(plot.x) + f64::from(plot.w) / 2.0
        } else {
            f64::from(plot.y) + f64::from(plot.h) / 2.0
        };
        let (anchor, angle) = match self.side {
            AxisSide::Bottom => (Anchor::TOP, 0.0),
            AxisSide::Top => (Anchor::BOTTOM, 0.0),
            AxisSide::Left => (Anchor::BOTTOM, -90.0),
            AxisSide::Right => (Anchor::BOTTOM, 90.0),
        };
        let font = self.input.px(pt::AXIS_FONT);
        let canvas = self.input.canvas;
        // A title along the side keeps clear of the figure's title.
        let between = if self.is_horizontal() {
            [0.0, f64::from(canvas.width_px)]
        } else {
            [
                (f64::from(plot.y) - self.input.px(pt::PAD)).max(0.0),
                (f64::from(plot.bottom()) + self.input.px(pt::PAD))
                    .min(f64::from(canvas.height_px)),
            ]
        };
        let (title, middle) = within(self.input, title, font, middle, between);
        let at = self.point(middle, labels.title_at_px);
        items.push(self.text(at, anchor, angle, (&title, font)));
    }

    fn text(&self, at: [f64; 2], anchor: Anchor, angle: f64, (text, font_px): (&str, f64)) -> Mark {
        let color = self.input.canvas.theme.colors().text;
        Mark::Text {
            at,
            anchor,
            angle,
            text: text.to_owned(),
            font_px,
            face: Typeface::Inter,
            color,
        }
    }
}

/// A colour bar's outline, ticks and title.
pub(super) fn color_bar(input: &LayoutInput<'_>, place: &FittedBar) -> Vec<Mark> {
    let mut items = Vec::new();
    let title = input
        .figure
        .color_scales
        .get(place.color)
        .map_or("", |spec| spec.title.as_str());
    let colors = input.canvas.theme.colors();
    let right = f64::from(place.rect.right());
    let bottom = f64::from(place.rect.bottom());
    let width = whole(input.px(1.0)).max(1);
    for tick in &place.labels.ticks {
        let y = bottom - tick.along_px;
        let tick_px = whole(input.px(pt::TICK * if tick.small { 0.6 } else { 1.0 }));
        let rect = PxRect {
            x: place.rect.right(),
            y: whole((y - f64::from(width) / 2.0).round()),
            w: tick_px,
            h: width,
        };
        items.push(filled(rect, colors.line));
        items.push(Mark::Text {
            at: [right + input.px(pt::TICK + pt::TICK_GAP), y],
            anchor: Anchor::LEFT,
            angle: 0.0,
            text: tick.label.clone(),
            font_px: input.px(pt::TICK_FONT * if tick.small { 0.75 } else { 1.0 }),
            face: Typeface::Inter,
            color: colors.text,
        });
    }
    if !title.is_empty() {
        let middle = f64::from(place.rect.y) + f64::from(place.rect.h) / 2.0;
        let font = input.px(pt::AXIS_FONT);
        let top = (f64::from(place.rect.y) - input.px(pt::PAD)).max(0.0);
        let between = [top, bottom + input.px(pt::PAD)];
        let (title, middle) = within(input, title, font, middle, between);
        items.push(Mark::Text {
            at: [right + place.labels.title_at_px, middle],
            anchor: Anchor::BOTTOM,
            angle: 90.0,
            text: title,
            font_px: font,
            face: Typeface::Inter,
            color: colors.text,
        });
    }
    items
}

/// The figure's title.
pub(super) fn title(input: &LayoutInput<'_>, layout: &Fitted, items: &mut Vec<Mark>) {
    if let Some((title, at)) = &layout.title {
        items.push(Mark::Text {
            at: *at,
            anchor: Anchor::TOP,
            angle: 0.0,
            text: title.clone(),
            font_px: input.px(pt::TITLE_FONT),
            face: Typeface::Inter,
            color: input.canvas.theme.colors().text,
        });
    }
}

/// A title around `middle`, moved and shortened to stay `between` two places (px).
pub(super) fn within(
    input: &LayoutInput<'_>,
    title: &str,
    font_px: f64,
    middle: f64,
    between: [f64; 2],
) -> (String, f64) {
    let pad = input.px(pt::PAD) / 2.0;
    let [from, to] = [between[0] + pad, between[1] - pad];
    let shown = shortened(title, font_px, (to - from).max(0.0), input.ruler);
    let half = input.ruler.size_px(&shown, font_px)[0] / 2.0;
    (shown, middle.min(to - half).max(from + half))
}

fn filled(rect: PxRect, fill: Rgba) -> Mark {
    Mark::Rect { rect, fill }
}
