//! Names of layers with samples of how they are drawn.
//!
//! Sizes are Plotly's, in points, y down.

use crate::figure::{Align, Figure, Font, Frame2d, Legend, LegendEntry};

use super::decor::{PageSpace, corners, measure};
use super::layout::{LayoutInput, whole};
use super::legend_sample::sample;
use super::marks::{FillRule, Item, Mark, PxRect};
use super::rich::plain_lines;
use super::words::{LINE, Measure, Words};

/// Between items, and between items and border.
pub(super) const GAP: f64 = 5.0;
/// Between the title and the border.
const TITLE_PAD: f64 = 2.0;
/// An item is at least so high, with what is free below it.
const LEAST_HEIGHT: f64 = 16.0;
const BELOW_ITEM: f64 = 3.0;
/// A legend is never asked to be lower.
const LEAST_LEGEND: f64 = 30.0;

/// Draws the legend.
pub(super) fn legend(space: &PageSpace<'_>, items: &mut Vec<Item>) {
    let Some((page, legend)) = shown(space.input.figure) else {
        return;
    };
    let scale = space.input.canvas.px_per_pt;
    let area = space.area.map(|px| px / scale);
    let sheet = page_size(space.input);
    let laid_out = LaidOut::new(legend, area, sheet, space.measure());
    let mut corner = [
        along(legend.x_of, legend.x, [area[0], area[2]], sheet[0]),
        along(legend.y_of, 1.0 - legend.y, [area[1], area[3]], sheet[1]),
    ];
    corner[0] -= laid_out.size[0] * share(anchor_x(legend));
    corner[1] -= laid_out.size[1] * (1.0 - share(anchor_y(legend)));
    if page.margins.auto_expand {
        let inside = |at: f64, axis: usize| at.min(sheet[axis] - laid_out.size[axis]).max(0.0);
        if legend.x_of == Frame2d::Paper {
            corner[0] = inside(corner[0], 0);
        }
        if legend.y_of == Frame2d::Paper {
            corner[1] = inside(corner[1], 1);
        }
    }
    let mut marks = Vec::new();
    laid_out.draw_box(legend, corner, scale, &mut marks);
    space.add(marks, items);
    let mut marks = Vec::new();
    laid_out.draw_items(space.input, legend, corner, &mut marks);
    let clip = laid_out.clip(legend, corner, scale);
    items.extend(marks.into_iter().map(|mark| Item { clip, mark }));
}

/// Width and height of the legend in px, for the margins to make room; `None`: there is none.
///
/// `area` is where the plots stand for now: left, top, width, height in px.
pub(super) fn legend_size(input: &LayoutInput<'_>, area: [f64; 4]) -> Option<[f64; 2]> {
    let (_, legend) = shown(input.figure)?;
    let scale = input.canvas.px_per_pt;
    let area = area.map(|px| px / scale);
    let laid_out = LaidOut::new(legend, area, page_size(input), measure(input));
    Some(laid_out.size.map(|pt| pt * scale))
}

/// What of a legend lies at its `x`.
pub(super) fn anchor_x(legend: &Legend) -> Align {
    legend.x_anchor.unwrap_or(by_thirds(legend.x))
}

/// What of a legend lies at its `y`.
pub(super) fn anchor_y(legend: &Legend) -> Align {
    legend.y_anchor.unwrap_or(by_thirds(legend.y))
}

fn by_thirds(at: f64) -> Align {
    if at >= 2.0 / 3.0 {
        Align::End
    } else if at > 1.0 / 3.0 {
        Align::Middle
    } else {
        Align::Start
    }
}

fn share(align: Align) -> f64 {
    match align {
        Align::Start => 0.0,
        Align::Middle => 0.5,
        Align::End => 1.0,
    }
}

fn shown(figure: &Figure) -> Option<(&crate::figure::Page, &Legend)> {
    let page = figure.page.as_deref()?;
    let legend = page.legend.as_ref()?;
    (!legend.entries.is_empty()).then_some((page, legend))
}

fn page_size(input: &LayoutInput<'_>) -> [f64; 2] {
    let canvas = input.canvas;
    [canvas.width_px, canvas.height_px].map(|px| f64::from(px) / canvas.px_per_pt)
}

fn along(of: Frame2d, share: f64, [start, length]: [f64; 2], page: f64) -> f64 {
    match of {
        Frame2d::Paper => start + length * share,
        Frame2d::Container => page * share,
    }
}

/// A line of a legend.
#[derive(Clone, Debug, PartialEq)]
struct LegendItem {
    text: String,
    font: Font,
    /// Index of the entry; `None`: a group's heading.
    entry: Option<usize>,
    width: f64,
    height: f64,
    /// Where its middle line begins, from the legend's corner.
    at: [f64; 2],
}

/// A legend whose items have found their places.
#[derive(Debug)]
struct LaidOut {
    groups: Vec<Vec<LegendItem>>,
    /// Width and height, border included; not higher than there is room for.
    size: [f64; 2],
    title: Option<Words>,
}

impl LaidOut {
    fn new(legend: &Legend, area: [f64; 4], sheet: [f64; 2], measure: Measure<'_>) -> Self {
        let border = border(legend);
        let title = title(legend, border);
        let title_size = title.as_ref().map_or([0.0; 2], |words| {
            #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
            let lines = words.lines() as f64;
            let beside = if legend.horizontal { 2.0 * GAP } else { 0.0 };
            [
                measure.width(&words.text, &words.font) + beside,
                lines * LINE * words.font.size,
            ]
        });
        // Beside the items, or above them.
        let indent = if legend.horizontal {
            [title_size[0], 0.0]
        } else {
            [0.0, title_size[1]]
        };
        let mut groups = groups(legend, measure);
        let places = Places {
            legend,
            border,
            indent,
            text_gap: text_gap(legend),
            widest: widest(legend, area, sheet),
        };
        let inner = if !legend.horizontal {
            places.below_each_other(&mut groups)
        } else if groups.len() > 1 {
            places.groups_side_by_side(&mut groups)
        } else {
            places.side_by_side(&mut groups)
        };
        let width = (inner[0] + indent[0]).max(title_size[0] + 2.0 * (border + TITLE_PAD));
        let height = (inner[1] + indent[1]).max(title_size[1] + 2.0 * (border + GAP));
        let highest = highest(legend, area, sheet);
        Self {
            groups,
            size: [width.ceil(), height.ceil().min(highest)],
            title,
        }
    }

    /// Background and border.
    fn draw_box(&self, legend: &Legend, corner: [f64; 2], scale: f64, marks: &mut Vec<Mark>) {
        let border = border(legend);
        // As crisp edges are drawn: on whole px.
        let px = |pt: f64| (pt * scale).round();
        let ring = |inset: f64| {
            let [left, top] = corner.map(|pt| px(pt) + inset);
            let [width, height] = self.size.map(|pt| px(pt) - 2.0 * inset);
            corners([left, top, width, height])
        };
        let width = px(border).max(if border > 0.0 { 1.0 } else { 0.0 });
        if legend.background.0[3] > 0 {
            marks.push(Mark::Area {
                rings: vec![ring(width / 2.0)],
                rule: FillRule::NonZero,
                color: legend.background,
            });
        }
        if let Some(line) = legend.border.as_ref().filter(|_| width > 0.0) {
            marks.push(Mark::Path {
                runs: vec![ring(width / 2.0)],
                closed: true,
                width,
                color: line.color,
            });
        }
    }

    /// Nothing is painted outside of the border.
    fn clip(&self, legend: &Legend, corner: [f64; 2], scale: f64) -> PxRect {
        let border = border(legend);
        let px = |axis: usize| whole((corner[axis] + border) * scale);
        let end = |axis: usize| whole((corner[axis] + self.size[axis] - border) * scale);
        PxRect {
            x: px(0),
            y: px(1),
            w: end(0).saturating_sub(px(0)),
            h: end(1).saturating_sub(px(1)),
        }
    }

    fn draw_items(
        &self,
        input: &LayoutInput<'_>,
        legend: &Legend,
        corner: [f64; 2],
        marks: &mut Vec<Mark>,
    ) {
        let scale = input.canvas.px_per_pt;
        if let Some(title) = &self.title {
            title.clone().moved(corner).marks(scale, marks);
        }
        for item in self.groups.iter().flatten() {
            let at = [corner[0] + item.at[0], corner[1] + item.at[1]];
            #[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
            let further = item.text.matches('\n').count() as f64;
            let up = LINE * item.font.size * (further / 2.0 - 0.3);
            let aside = match item.entry {
                Some(_) => text_gap(legend),
                None => GAP,
            };
            let baseline = [at[0] + aside, at[1] - up];
            Words::upright(item.text.clone(), item.font.clone(), baseline, 0.0).marks(scale, marks);
            let entry = item.entry.and_then(|index| legend.entries.get(index));
            if let Some(entry) = entry {
                sample(input, entry, at, legend.item_width, marks);
            }
        }
    }
}

fn border(legend: &Legend) -> f64 {
    legend
        .border
        .as_ref()
        .map_or(0.0, |border| border.width.max(0.0))
}

/// From an item's begin to its name.
fn text_gap(legend: &Legend) -> f64 {
    legend.indentation + legend.item_width + 2.0 * GAP
}

fn title(legend: &Legend, border: f64) -> Option<Words> {
    if legend.title.is_empty() {
        return None;
    }
    let font = &legend.title_font;
    let at = [border + TITLE_PAD, border + LINE * font.size];
    Some(Words::upright(
        plain_lines(&legend.title),
        font.clone(),
        at,
        0.0,
    ))
}

/// How wide a row may be.
fn widest(legend: &Legend, area: [f64; 4], sheet: [f64; 2]) -> f64 {
    let [left, _, width, _] = area;
    let right = sheet[0] - left - width;
    let (x, y) = (anchor_x(legend), anchor_y(legend));
    let outside = legend.y < 0.0
        || legend.y > 1.0
        || (legend.y == 0.0 && y == Align::End)
        || (legend.y == 1.0 && y == Align::Start);
    let on_left = legend.x < 0.0 || (legend.x == 0.0 && x == Align::End);
    let on_right = legend.x > 1.0 || (legend.x == 1.0 && x == Align::Start);
    let room = if on_left {
        if outside && x == Align::Start {
            left + width
        } else {
            sheet[0] / 2.0
        }
    } else if on_right {
        if outside && x == Align::End {
            right + width
        } else {
            sheet[0] / 2.0
        }
    } else {
        width
    };
    room.max(2.0 * text_gap(legend))
}

/// How high a legend may be.
fn highest(legend: &Legend, area: [f64; 4], sheet: [f64; 2]) -> f64 {
    let y = anchor_y(legend);
    let below = legend.y < 0.0 || (legend.y == 0.0 && y == Align::End);
    let above = legend.y > 1.0 || (legend.y == 1.0 && y == Align::Start);
    let by_page = below || above || legend.horizontal || legend.y_of == Frame2d::Container;
    let room = if by_page { sheet[1] / 2.0 } else { area[3] };
    room.max(LEAST_LEGEND)
}

/// The items, group by group; all in one where there are no groups.
fn groups(legend: &Legend, measure: Measure<'_>) -> Vec<Vec<LegendItem>> {
    let item = |text: &str, font: &Font, entry: Option<usize>| {
        let text = plain_lines(text);
        #[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
        let lines = (text.matches('\n').count() + 1) as f64;
        let width = measure.width(&text, font);
        LegendItem {
            // A heading begins where samples do.
            width: if entry.is_some() {
                width
            } else {
                width - legend.indentation - legend.item_width
            },
            height: (lines * LINE * font.size).max(LEAST_HEIGHT) + BELOW_ITEM,
            text,
            font: font.clone(),
            entry,
            at: [0.0; 2],
        }
    };
    let mut members: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, entry) in legend.entries.iter().enumerate() {
        let group = if legend.grouped {
            entry.group.as_str()
        } else {
            ""
        };
        let own = legend.grouped && group.is_empty() && has_groups(legend);
        match members.iter_mut().find(|(name, _)| *name == group && !own) {
            Some((_, entries)) => entries.push(index),
            None => members.push((group, vec![index])),
        }
    }
    let of_group = |(_, mut indices): (&str, Vec<usize>)| {
        let entry = |index: &usize| legend.entries.get(*index);
        let mut titles = indices
            .iter()
            .filter_map(entry)
            .map(|entry| &entry.group_title);
        let heading = titles.find(|title| !title.is_empty());
        let heading = heading.map(|title| item(title, &legend.group_font, None));
        if legend.reversed {
            indices.reverse();
        }
        let named = |index: usize| {
            let entry: &LegendEntry = legend.entries.get(index)?;
            Some(item(&entry.name, &legend.font, Some(index)))
        };
        heading
            .into_iter()
            .chain(indices.into_iter().filter_map(named))
            .collect()
    };
    members.into_iter().map(of_group).collect()
}

fn has_groups(legend: &Legend) -> bool {
    legend.entries.iter().any(|entry| !entry.group.is_empty())
}

/// What items are placed by.
struct Places<'a> {
    legend: &'a Legend,
    border: f64,
    /// Taken by the title.
    indent: [f64; 2],
    text_gap: f64,
    widest: f64,
}

impl Places<'_> {
    /// Free at both ends.
    fn ends(&self) -> f64 {
        2.0 * (self.border + GAP)
    }

    /// The width and height of all.
    fn below_each_other(&self, groups: &mut [Vec<LegendItem>]) -> [f64; 2] {
        let (mut width, mut height): (f64, f64) = (0.0, 0.0);
        let mut gaps = 0.0;
        for (index, group) in groups.iter_mut().enumerate() {
            if index > 0 {
                gaps += self.legend.group_gap;
            }
            for item in group {
                let down = height + gaps + item.height / 2.0 + GAP;
                item.at = [
                    self.border + self.indent[0],
                    self.border + self.indent[1] + down,
                ];
                height += item.height;
                width = width.max(item.width);
            }
        }
        [
            width + GAP + self.text_gap + 2.0 * self.border,
            height + gaps + self.ends(),
        ]
    }

    fn groups_side_by_side(&self, groups: &mut [Vec<LegendItem>]) -> [f64; 2] {
        let (mut across, mut down): (f64, f64) = (0.0, 0.0);
        let (mut row_height, mut widest): (f64, f64) = (0.0, 0.0);
        for group in groups {
            let width = group
                .iter()
                .map(|item| item.width + self.text_gap)
                .fold(0.0, f64::max);
            let height: f64 = group.iter().map(|item| item.height).sum();
            let next = width + GAP;
            if across > 0.0 && next + self.border + across > self.widest {
                widest = widest.max(across);
                across = 0.0;
                down += row_height + self.legend.group_gap;
                row_height = height;
            } else {
                row_height = row_height.max(height);
            }
            let mut inner = 0.0;
            for item in group {
                item.at = [
                    self.indent[0] + across,
                    self.indent[1] + self.border + GAP + item.height / 2.0 + inner + down,
                ];
                inner += item.height;
            }
            across += next;
        }
        [
            widest.max(across) + self.border,
            down + row_height + self.ends(),
        ]
    }

    fn side_by_side(&self, groups: &mut [Vec<LegendItem>]) -> [f64; 2] {
        let items = || groups.iter().flatten();
        let width = |item: &LegendItem| item.width + self.text_gap;
        let all: f64 = items().map(|item| width(item) + GAP).sum::<f64>() - GAP;
        let one_row = all + 2.0 * self.border < self.widest;
        let column = items().map(width).fold(0.0, f64::max);
        let (mut across, mut down): (f64, f64) = (0.0, 0.0);
        let (mut row_height, mut row, mut widest): (f64, f64, f64) = (0.0, 0.0, 0.0);
        for item in groups.iter_mut().flatten() {
            let own = width(item);
            let next = if one_row { own } else { column } + GAP;
            if next + self.border + across - GAP >= self.widest {
                widest = widest.max(row);
                across = 0.0;
                down += row_height;
                row_height = 0.0;
            }
            item.at = [
                self.indent[0] + self.border + across,
                self.indent[1] + self.border + down + item.height / 2.0 + GAP,
            ];
            row = across + own + GAP;
            across += next;
            row_height = row_height.max(item.height);
        }
        let row = if one_row { across } else { widest.max(row) };
        [row + 2.0 * self.border, down + row_height + self.ends()]
    }
}
