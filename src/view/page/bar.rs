//! Where a page's colour bars stand, their ticks, words and lines.

use crate::axis::Tick;
use crate::color::ColorScale;
use crate::figure::{Align, BarTitleSide, ColorBar, Frame2d, Length};

use super::super::colorbar::BarPlace;
use super::super::frame::PlacedTick;
use super::super::marks::Mark;
use super::super::words::{LINE, Words};
use super::bar_parts::{Parts, beside};
use super::labels::Labels;
use super::margins::Push;
use super::runs::{Run, fraction};
use super::sheet::Sheet;
use super::strokes::{Straight, border, px_rect};

/// Free between a title and the bar below or above it.
const TITLE_GAP: f64 = 5.0;

/// So many times a bar makes way for another.
const MOST_MOVES: usize = 16;

/// A colour bar in its place.
#[derive(Clone, Debug)]
pub(in crate::view) struct PlacedBar {
    pub(in crate::view) place: BarPlace,
    pub(in crate::view) push: Option<Push>,
    /// Kept free at the page's borders: left, right, top, bottom.
    pub(in crate::view) reserved: [f64; 4],
    /// The page's title stands so much higher.
    pub(in crate::view) title_up: f64,
    /// Bar, labels, title and padding: left, top, width, height.
    outer: [f64; 4],
    /// The same without padding.
    inner: [f64; 4],
}

/// The colour bars of a sheet; one that would lie over another moves aside.
pub(in crate::view) fn bars(sheet: &Sheet<'_>) -> Vec<PlacedBar> {
    let mut placed: Vec<PlacedBar> = Vec::new();
    for (color, spec) in sheet.input.figure.color_scales.iter().enumerate() {
        if !spec.shown {
            continue;
        }
        let usual;
        let bar = match &spec.bar {
            Some(bar) => &**bar,
            None => {
                usual = super::usual::bar(sheet.page);
                &usual
            }
        };
        let scale = spec.over_range(sheet.input.color_range(color));
        let mut maker = Maker {
            sheet,
            bar,
            title: super::plain(spec.title.trim()),
            scale: &scale,
            aside: 0.0,
        };
        let mut made = maker.make(color);
        // Each move ends beside one more bar; a page of so many bars is beyond help.
        for _ in 0..placed.len().min(MOST_MOVES) {
            let Some(other) = placed.iter().find(|other| made.lies_over(other)) else {
                break;
            };
            maker.aside += made.step_past(other, maker.away());
            made = maker.make(color);
        }
        placed.push(made);
    }
    placed
}

impl PlacedBar {
    fn lies_over(&self, other: &Self) -> bool {
        let meets = |side: usize| {
            self.inner[side] < other.inner[side] + other.inner[side + 2] - 0.5
                && other.inner[side] < self.inner[side] + self.inner[side + 2] - 0.5
        };
        self.place.horizontal == other.place.horizontal && meets(0) && meets(1)
    }

    /// How far to move away from the plots to stand beside another bar.
    fn step_past(&self, other: &Self, away: f64) -> f64 {
        let side = usize::from(self.place.horizontal);
        let step = if away > 0.0 {
            other.outer[side] + other.outer[side + 2] - self.outer[side]
        } else {
            self.outer[side] + self.outer[side + 2] - other.outer[side]
        };
        step.max(1.0) * away
    }
}

pub(super) struct Maker<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) bar: &'a ColorBar,
    title: String,
    pub(super) scale: &'a ColorScale,
    /// Moved so far to the right (down, if horizontal).
    pub(super) aside: f64,
}

/// Bars are no longer (nor thicker) than so many points: no page shows more of them.
const LONGEST: f64 = 20_000.0;

/// The bar itself, in points from the plots' area or the page.
#[derive(Clone, Copy, Debug)]
struct Core {
    thick: f64,
    length: f64,
    /// Where it begins across, and along: its lower end, or its left one.
    across: f64,
    along: f64,
    /// Width and height of what positions are fractions of.
    of: [f64; 2],
    /// Where that begins on the page.
    origin: [f64; 2],
}

impl Maker<'_> {
    fn core(&self) -> Core {
        let (bar, area) = (self.bar, self.sheet.area);
        let sizes = [area.width, area.height];
        let share = |length: Length, of: f64| match length {
            Length::Points(points) => points,
            Length::Share(share) => share * of,
        };
        let [along_size, across_size] = if bar.horizontal {
            sizes
        } else {
            [sizes[1], sizes[0]]
        };
        let [thick, length] = [
            share(bar.thickness, across_size),
            share(bar.length, along_size),
        ]
        .map(|points| points.round().clamp(0.0, LONGEST));
        let (paper_x, paper_y) = (bar.x_of == Frame2d::Paper, bar.y_of == Frame2d::Paper);
        let of = [
            if paper_x {
                area.width
            } else {
                self.sheet.size[0]
            },
            if paper_y {
                area.height
            } else {
                self.sheet.size[1]
            },
        ];
        let origin = [
            if paper_x { area.left } else { 0.0 },
            if paper_y { area.top } else { 0.0 },
        ];
        let part = length / along_size;
        let (across, along) = if bar.horizontal {
            (
                ((1.0 - bar.y) * of[1] + bar.pad[1]).round(),
                (of[0] * (bar.x - fraction(bar.x_anchor) * part)).round(),
            )
        } else {
            (
                (bar.x * of[0] + bar.pad[0]).round(),
                (of[1] * (1.0 - (bar.y - fraction(bar.y_anchor) * part))).round(),
            )
        };
        Core {
            thick,
            length,
            across,
            along,
            of,
            origin,
        }
    }

    /// The length along which ticks stand, computed in parts of the plots' area as Plotly does: the
    /// hair by which that is off `length` decides between two steps where both are as good.
    fn run_length(&self, core: &Core, length: f64) -> f64 {
        let (bar, area) = (self.bar, self.sheet.area);
        let (size, pad, place, anchor) = if bar.horizontal {
            (area.width, bar.pad[0], bar.x, bar.x_anchor)
        } else {
            (area.height, bar.pad[1], bar.y, bar.y_anchor)
        };
        let whole = core.length / size;
        let from = place - fraction(anchor) * whole;
        let (start, end) = (from + pad / size, from + whole - pad / size);
        let taken = (core.length - 2.0 * pad - length) / size;
        let exact = size * (end - taken - start);
        if (exact - length).abs() < 1e-6 {
            exact
        } else {
            length
        }
    }

    /// The direction away from the plots: 1 to the right (or down), -1 to the left (or up).
    pub(super) fn away(&self) -> f64 {
        let bar = self.bar;
        let far = if bar.horizontal {
            bar.y < 0.5
        } else {
            bar.x >= 0.5
        };
        if far { 1.0 } else { -1.0 }
    }

    pub(super) fn outline_width(&self) -> f64 {
        self.bar.outline.as_ref().map_or(0.0, |line| line.width)
    }

    fn border_width(&self) -> f64 {
        self.bar.border.as_ref().map_or(0.0, |line| line.width)
    }

    /// The title lies at one of the bar's ends and takes of its length.
    fn title_at_end(&self) -> bool {
        let right = self.bar.title_side == BarTitleSide::Right;
        !self.title.is_empty() && right == self.bar.horizontal
    }

    fn title_words(&self, at: [f64; 2], align: f64) -> Words {
        Words::upright(self.title.clone(), self.bar.title_font.clone(), at, align)
    }

    fn make(&self, color: usize) -> PlacedBar {
        let core = self.core();
        if self.bar.horizontal {
            self.lying(color, core)
        } else {
            self.standing(color, core)
        }
    }

    /// A vertical bar, its words first placed as if it began at the left of the plots' area.
    fn standing(&self, color: usize, core: Core) -> PlacedBar {
        let bar = self.bar;
        let [pad_x, pad_y] = bar.pad;
        let bottom = core.origin[1] + core.along - pad_y;
        let top = core.origin[1] + core.along - core.length + pad_y;
        let left = core.origin[0] + core.across;
        let [mut low, mut high] = [bottom, top];
        let mut title = None;
        if self.title_at_end() {
            let size = bar.title_font.size;
            let upper = bar.title_side == BarTitleSide::Top;
            let at = if upper {
                top + 3.0 + 0.75 * size
            } else {
                bottom - 3.0 - 0.25 * size
            };
            let x = core.origin[0] + bar.x * core.of[0] + pad_x - self.outline_width() / 2.0;
            let aside = self.outline_width() / 2.0 * if upper { -1.0 } else { 1.0 };
            let mut words = self.title_words([x, at + aside], 0.0);
            let height = words.bounds(self.sheet.measure()).height() + TITLE_GAP;
            if upper {
                high = (high + height).min(low);
            } else {
                #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
                let further = (words.lines() - 1) as f64 * LINE * size.floor();
                words = words.moved([0.0, -further]);
                low = (low - height).max(high);
            }
            title = Some(words);
        }
        let run = Run::of_bar(false, high, self.run_length(&core, low - high));
        let parts = self.parts(&run, left + core.thick);
        let side_title = title.is_none() && !self.title.is_empty();
        if side_title {
            title = Some(self.title_beside(&core, &run, &parts.labels));
        }
        let mut inner = core.thick + self.outline_width() / 2.0;
        if !bar.labels_inside {
            inner += parts.reach(true);
        }
        if let Some(title) = &title {
            inner = inner.max(title.bounds(self.sheet.measure()).right - left);
        }
        let outer = 2.0 * pad_x + inner + self.border_width() + self.outline_width() / 2.0;
        let shift = self.aside - fraction(bar.x_anchor) * outer;
        let extra = self.border_width() + self.outline_width();
        let background = [
            left - extra / 2.0 - pad_x,
            core.origin[1] + core.along - core.length,
            outer.max(2.0),
            (core.length + extra).max(2.0),
        ];
        let rect = [left, high, core.thick.max(2.0), (low - high).max(2.0)];
        let size = [outer, core.length, outer - core.thick];
        self.finish(
            color,
            (rect, background, [shift, 0.0]),
            (title, parts),
            size,
        )
    }

    /// The title of a vertical bar, turned beside it.
    fn title_beside(&self, core: &Core, run: &Run, labels: &Labels) -> Words {
        let bar = self.bar;
        let size = bar.title_font.size * if bar.labels { 1.0 } else { 0.5 };
        let x = core.origin[0] + bar.x * core.of[0] + bar.pad[0] + core.thick + 10.0 + size;
        let words = self.title_words([x, run.offset + run.length / 2.0], 0.5);
        let turned = Words {
            angle: -90.0,
            ..words
        };
        beside(turned, &labels.bounds, self.sheet, [1.0, 0.0])
    }

    /// A horizontal bar.
    fn lying(&self, color: usize, core: Core) -> PlacedBar {
        let bar = self.bar;
        let [pad_x, pad_y] = bar.pad;
        let measure = self.sheet.measure();
        let left = core.origin[0] + core.along + pad_x;
        let right = core.origin[0] + core.along + core.length - pad_x;
        let top = core.origin[1] + core.across;
        let mut from = left;
        let mut title = None;
        if self.title_at_end() {
            let font = &bar.title_font;
            let width = measure.width(&self.title, font);
            let middle = left + (pad_x + width / 2.0) / 2.0 + font.size / 2.0;
            title = Some(self.title_words([middle, top + 3.0 + 0.75 * font.size], 0.5));
            from = (left + width + font.size / 2.0).min(right);
        }
        let run = Run::of_bar(true, from, self.run_length(&core, right - from));
        let parts = self.parts(&run, top + core.thick);
        let mut inner = core.thick + self.outline_width() / 2.0;
        if !bar.labels_inside {
            inner += parts.reach(false);
        }
        let mut above = 0.0;
        if title.is_none() && !self.title.is_empty() {
            let words = self.title_across(&core, &run, &parts.labels);
            let bounds = words.bounds(measure);
            if bar.title_side == BarTitleSide::Top {
                above = bounds.height();
                inner += above;
            }
            inner = inner.max(bounds.bottom - top);
            title = Some(words);
        } else if let Some(words) = &title {
            inner = inner.max(words.bounds(measure).bottom - top);
        }
        let outer = 2.0 * pad_y + inner + self.border_width() + self.outline_width() / 2.0;
        let hanging = match bar.y_anchor {
            Align::Start => 1.0,
            Align::Middle => 0.5,
            Align::End => 0.0,
        };
        let shift = above - hanging * outer + self.aside;
        let extra = self.border_width() + self.outline_width();
        let background = [
            core.origin[0] + core.along - extra / 2.0,
            top - pad_y - above,
            (core.length + extra).max(2.0),
            outer.max(2.0),
        ];
        let rect = [from, top, (right - from).max(2.0), core.thick.max(2.0)];
        let size = [outer, core.length, outer - core.thick];
        self.finish(
            color,
            (rect, background, [0.0, shift]),
            (title, parts),
            size,
        )
    }

    /// The title of a horizontal bar, above or below it.
    fn title_across(&self, core: &Core, run: &Run, labels: &Labels) -> Words {
        let bar = self.bar;
        let size = bar.title_font.size;
        let bar_bottom = core.origin[1] + core.across + core.thick;
        let middle = run.offset + run.length / 2.0;
        #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
        let lines = self.title.split('\n').count() as f64;
        if bar.title_side == BarTitleSide::Top {
            let at = bar_bottom + 10.0 - core.thick - LINE * size * lines;
            return self.title_words([middle, at], 0.5);
        }
        let label = if bar.labels_inside {
            0.0
        } else {
            bar.label_font.size
        };
        let marks = bar.marks.as_ref().filter(|marks| !marks.inside);
        let at = bar_bottom + 10.0 + label + marks.map_or(0.0, |marks| marks.length);
        let words = self.title_words([middle, at], 0.5);
        beside(words, &labels.bounds, self.sheet, [0.0, 1.0])
    }

    /// Everything moved into its place, as marks.
    fn finish(
        &self,
        color: usize,
        (rect, background, shift): ([f64; 4], [f64; 4], [f64; 2]),
        (title, parts): (Option<Words>, Parts),
        size: [f64; 3],
    ) -> PlacedBar {
        let bar = self.bar;
        let s = self.sheet.input.canvas.px_per_pt;
        let moved =
            |[left, top, width, height]: [f64; 4]| [left + shift[0], top + shift[1], width, height];
        let (rect, background) = (moved(rect), moved(background));
        let mut under = Vec::new();
        if bar.background.0[3] > 0 {
            under.push(Mark::Rect {
                rect: px_rect(background, s),
                fill: bar.background,
            });
        }
        if let Some(stroke) = &bar.border {
            border(background, stroke, s, &mut under);
        }
        let over = self.over(&parts, (title, rect), shift);
        let ends = if bar.horizontal {
            [rect[0], rect[2]]
        } else {
            [rect[1] + rect[3], -rect[3]]
        };
        let tick = |(tick, value): (&Tick, &f64)| PlacedTick {
            value: *value,
            px: (ends[0] + ends[1] * tick.value) * s,
            label: super::label(&tick.label),
        };
        let named = parts.ticks.iter().zip(&parts.values);
        PlacedBar {
            place: BarPlace {
                color,
                rect: px_rect(rect, s),
                horizontal: bar.horizontal,
                opaque: true,
                ticks: named.filter(|(tick, _)| !tick.minor).map(tick).collect(),
                under,
                over,
            },
            push: self.push(size),
            reserved: self.reserved(background),
            title_up: self.title_up(size[0]),
            inner: [
                background[0] + bar.pad[0],
                background[1] + bar.pad[1],
                background[2] - 2.0 * bar.pad[0],
                background[3] - 2.0 * bar.pad[1],
            ],
            outer: background,
        }
    }

    /// Marks, labels, title and outline.
    fn over(
        &self,
        parts: &Parts,
        (title, rect): (Option<Words>, [f64; 4]),
        by: [f64; 2],
    ) -> Vec<Mark> {
        let bar = self.bar;
        let s = self.sheet.input.canvas.px_per_pt;
        let mut over = Vec::new();
        for mark in &parts.marks {
            let [x, y] = by;
            let (along, across) = if mark.vertical { (x, y) } else { (y, x) };
            let moved = Straight {
                at: mark.at + along,
                from: mark.from + across,
                to: mark.to + across,
                ..*mark
            };
            if let Some(style) = &bar.marks {
                moved.draw(&style.stroke, s, &mut over);
            }
        }
        for words in parts.labels.words.iter().chain(&title) {
            words.clone().moved(by).marks(s, &mut over);
        }
        if let Some(stroke) = &bar.outline {
            border(rect, stroke, s, &mut over);
        }
        over
    }
}
