//! The layout of figures whose author laid them out: Plotly's page.
//!
//! Everything is found in points first, where Plotly's own rules round to whole ones, and then
//! brought to pixels. Margins and what stands in them ask for each other, so a few attempts are made:
//! each [`sheet::Sheet`] knows its margins, and what stands on it pushes those of the next.

mod axes;
mod bar;
mod bar_parts;
mod bar_push;
mod labels;
mod lines;
mod margins;
mod runs;
mod sheet;
mod strokes;
mod title;
mod usual;

use std::sync::Arc;

use crate::figure::{Frame2d, Page, PageAxis};

use super::frame::PlacedTick;
use super::layout::{AxisPlace, Group, Layout, LayoutInput, whole};
use super::legend::legend_size;
use super::marks::Mark;

use axes::AxisWords;
use bar::PlacedBar;
use margins::{Area, Push};
use runs::{by_thirds, fraction};
use sheet::Sheet;
use title::TitleWords;

/// So many attempts at most.
const ATTEMPTS: usize = 12;

/// Words with tags as plain lines.
fn plain(text: &str) -> String {
    super::rich::plain_lines(text)
}

/// A tick's label: a line break in it is one, which in other words would be a space.
fn label(text: &str) -> String {
    plain(&text.replace('\n', "<br>"))
}

/// Lays a page out on the canvas.
pub(super) fn layout(input: &LayoutInput<'_>, page: &Page) -> Layout {
    let looks: Vec<Arc<PageAxis>> = looks(input, page);
    let s = input.canvas.px_per_pt;
    let size = [input.canvas.width_px, input.canvas.height_px].map(|px| f64::from(px) / s);
    let mut area = margins::area(size, &page.margins, &[], [0.0; 4]);
    let mut attempt = Attempt::new(Sheet::new(input, page, &looks, size, area), &[]);
    for _ in 1..ATTEMPTS {
        let next = attempt.wanted();
        if !differ(&area, &next) {
            break;
        }
        area = next;
        let before = std::mem::take(&mut attempt.words);
        attempt = Attempt::new(Sheet::new(input, page, &looks, size, area), &before);
    }
    attempt.into_layout()
}

/// The colour bars of a page once more, for other ranges than their room was made for.
pub(super) fn relabel_bars(input: &LayoutInput<'_>, page: &Page, layout: &mut Layout) {
    let looks = looks(input, page);
    let s = input.canvas.px_per_pt;
    let size = [input.canvas.width_px, input.canvas.height_px].map(|px| f64::from(px) / s);
    let [left, top, width, height] = layout.area.map(|px| px / s);
    let area = Area {
        left,
        top,
        width,
        height,
        right: size[0] - left - width,
        bottom: size[1] - top - height,
        pad: page.margins.pad.round(),
    };
    let sheet = Sheet::new(input, page, &looks, size, area);
    layout.bars = bar::bars(&sheet).into_iter().map(|bar| bar.place).collect();
}

fn looks(input: &LayoutInput<'_>, page: &Page) -> Vec<Arc<PageAxis>> {
    let axes = input.figure.axes.iter().enumerate();
    axes.map(|(index, axis)| match &axis.page {
        Some(look) => Arc::clone(look),
        None => Arc::new(usual::axis(page, input.figure, index)),
    })
    .collect()
}

/// True if margins differ by more than a point.
fn differ(a: &Area, b: &Area) -> bool {
    let sides = |area: &Area| [area.left, area.right, area.top, area.bottom];
    let pairs = sides(a).into_iter().zip(sides(b));
    pairs.into_iter().any(|(a, b)| (a - b).abs() > 1.0)
}

/// Everything in its place under some margins.
struct Attempt<'a> {
    sheet: Sheet<'a>,
    words: Vec<AxisWords>,
    bars: Vec<PlacedBar>,
    title: TitleWords,
}

impl<'a> Attempt<'a> {
    fn new(sheet: Sheet<'a>, before: &[AxisWords]) -> Self {
        let words = sheet
            .axes()
            .map(|axis| {
                let angle = before.get(axis.index).and_then(|words| words.labels.turned);
                AxisWords::new(&sheet, axis, angle)
            })
            .collect();
        let title = sheet.page.title.as_ref();
        Self {
            title: title.map_or_else(TitleWords::default, |title| TitleWords::new(&sheet, title)),
            bars: bar::bars(&sheet),
            words,
            sheet,
        }
    }

    /// The margins that everything needs.
    fn wanted(&self) -> Area {
        let sheet = &self.sheet;
        let mut pushes: Vec<Push> = Vec::new();
        let mut reserved = [0.0; 4];
        for words in &self.words {
            pushes.extend(&words.pushes);
        }
        for bar in &self.bars {
            pushes.extend(bar.push);
            for (kept, more) in reserved.iter_mut().zip(bar.reserved) {
                *kept = more.max(*kept);
            }
        }
        pushes.extend(self.title.push);
        for (side, more) in [2, 3].into_iter().zip(self.title.reserved) {
            reserved[side] = more.max(reserved[side]);
        }
        pushes.extend(legend_push(sheet));
        margins::area(sheet.size, &sheet.page.margins, &pushes, reserved)
    }

    fn into_layout(self) -> Layout {
        let sheet = &self.sheet;
        let s = sheet.input.canvas.px_per_pt;
        let mut groups = lines::groups(sheet);
        lines::add(sheet, &self.words, &mut groups);
        let mut back = vec![Mark::Rect {
            rect: sheet.input.whole_canvas(),
            fill: sheet.page.paper,
        }];
        let mut placed = Vec::new();
        let backgrounds = lines::backgrounds(sheet, &groups);
        for (group, (rect, above)) in groups.into_iter().zip(backgrounds) {
            let plots = group.plots.clone();
            let (mut below, above_marks) = group.into_marks();
            let background = Mark::Rect {
                rect,
                fill: sheet.page.plot,
            };
            if above {
                below.insert(0, background);
            } else {
                back.push(background);
            }
            placed.push(Group {
                plots,
                below,
                above: above_marks,
            });
        }
        let mut title = Vec::new();
        let titles = self.words.iter().filter_map(|words| words.title.as_ref());
        for words in titles {
            words.marks(s, &mut title);
        }
        let up = self.bars.last().map_or(0.0, |bar| bar.title_up);
        for words in &self.title.words {
            words.clone().moved([0.0, -up]).marks(s, &mut title);
        }
        let area = sheet.area;
        Layout {
            area: [area.left, area.top, area.width, area.height].map(|pt| pt * s),
            plots: sheet
                .input
                .figure
                .plots
                .iter()
                .map(|plot| lines::plot_rect(sheet, plot))
                .collect(),
            axes: sheet.axes().map(|axis| axis_place(axis, s)).collect(),
            back,
            groups: placed,
            bars: self.bars.into_iter().map(|bar| bar.place).collect(),
            title,
        }
    }
}

fn axis_place(axis: sheet::SheetAxis<'_>, s: f64) -> AxisPlace {
    let rule = &axis.axis.ticks;
    let tick = |tick: &crate::axis::Tick| PlacedTick {
        // Where the label says it is: in a period's middle it speaks of the whole period.
        value: if rule.in_periods {
            tick.value
        } else {
            tick.label_at
        },
        px: f64::NAN,
        label: label(&tick.label),
    };
    // The last boundary has no category behind it.
    let names = |tick: &&crate::axis::Tick| !(rule.on_boundaries && tick.label.is_empty());
    AxisPlace {
        range: axis.run.range,
        pixels: [axis.run.offset, axis.run.end()].map(|pt| whole(pt * s)),
        ticks: axis
            .ticks
            .iter()
            .filter(|tick| !tick.minor)
            .filter(names)
            .map(tick)
            .collect(),
    }
}

/// What the legend asks of the margins.
fn legend_push(sheet: &Sheet<'_>) -> Option<Push> {
    let legend = sheet.page.legend.as_ref()?;
    let s = sheet.input.canvas.px_per_pt;
    let area = sheet.area;
    let area = [area.left, area.top, area.width, area.height].map(|pt| pt * s);
    let [width, height] = legend_size(sheet.input, area)?.map(|px| px / s);
    if legend.x_of != Frame2d::Paper || legend.y_of != Frame2d::Paper {
        return None;
    }
    let x = fraction(by_thirds(legend.x_anchor, legend.x));
    let y = fraction(by_thirds(legend.y_anchor, legend.y));
    let mut push = Push::from([legend.x, legend.y]);
    push.left[1] = width * x;
    push.right[1] = width * (1.0 - x);
    push.bottom[1] = height * y;
    push.top[1] = height * (1.0 - y);
    Some(push)
}
