//! A figure as it was laid out, as a page: what follows from letters and sizes is written down.
//!
//! A table's margins follow its labels; a page's stand in it. The page of a laid-out table has its
//! plots and colour bars where the frame has them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::axis::TickMode;
use crate::color::Rgba;
use crate::figure::{
    Align, Annotation, AxisAnchor, AxisId, BarTitleSide, ColorBar, ColorRange, Figure, Font,
    Frame2d, HoverMode, Length, Margins, Mirror, Overflow, Page, PageAxis, PageTitle, Place1d,
    Plot, ScaleRatio, Stroke, TickMarks, Typeface,
};
use crate::plotly::axis_name;
use crate::view::{AxisFrame, ColorBarFrame, Frame, PxRect, ThemeColors};

/// The figure as it was laid out in a frame: its view, its ranges of colours, its page.
pub(super) fn paged(figure: &Figure, frame: &Frame) -> Figure {
    let mut paged = figure.clone();
    for axis in frame.plots.iter().flat_map(|plot| [&plot.x, &plot.y]) {
        if let Some(own) = paged.axes.get_mut(axis.id.0) {
            own.range = axis.range;
        }
    }
    for bar in &frame.colorbars {
        if let Some(spec) = paged.color_scales.get_mut(bar.color.0)
            && spec.range == ColorRange::OfPicture
        {
            spec.range = ColorRange::Known(bar.range);
        }
    }
    if paged.page.is_none() {
        Laid::new(frame).lay(&mut paged);
    }
    paged
}

/// How one axis of a plot is laid.
struct Laying {
    id: AxisId,
    anchor: AxisId,
    /// Labels and title are drawn.
    labelled: bool,
    ratio: Option<ScaleRatio>,
}

/// Axes of its own for each plot: a page draws an axis once.
fn part_axes(figure: &mut Figure) {
    let mut used = BTreeSet::new();
    let Figure { plots, axes, .. } = figure;
    for plot in plots {
        for id in [&mut plot.x, &mut plot.y] {
            if used.insert(id.0) {
                continue;
            }
            if let Some(axis) = axes.get(id.0).cloned() {
                *id = AxisId(axes.len());
                axes.push(axis);
            }
        }
    }
}

/// Are x and y of a plot labelled? Where no plot follows in their direction.
fn labelled(plot: &Plot, plots: &[Plot]) -> [bool; 2] {
    let Some(place) = &plot.place else {
        return [true; 2];
    };
    let others = || plots.iter().filter_map(|other| other.place.as_ref());
    let below = others().any(|other| other.column == place.column && other.row > place.row);
    [!below, place.column == 0]
}

/// A frame of a table, measured in points.
struct Laid<'a> {
    frame: &'a Frame,
    colors: ThemeColors,
    /// The page's width and height.
    size: [f64; 2],
    /// What all plots lie in: left, top, width, height.
    area: [f64; 4],
}

impl<'a> Laid<'a> {
    fn new(frame: &'a Frame) -> Self {
        let pt = |px: u32| f64::from(px) / frame.canvas.px_per_pt;
        let rects = || frame.plots.iter().map(|plot| plot.rect);
        let least = |side: fn(PxRect) -> u32| rects().map(side).min().map_or(0.0, pt);
        let most = |side: fn(PxRect) -> u32| rects().map(side).max().map_or(0.0, pt);
        let (left, top) = (least(|rect| rect.x), least(|rect| rect.y));
        let size = [pt(frame.canvas.width_px), pt(frame.canvas.height_px)];
        Self {
            frame,
            colors: frame.canvas.theme.colors(),
            size,
            area: [
                left,
                top,
                (most(PxRect::right) - left).max(1.0),
                (most(PxRect::bottom) - top).max(1.0),
            ],
        }
    }

    fn pt(&self, px: u32) -> f64 {
        f64::from(px) / self.frame.canvas.px_per_pt
    }

    fn font(&self, size: f64) -> Font {
        Font {
            size,
            color: self.colors.text,
            face: Typeface::OpenSans,
        }
    }

    fn stroke(&self) -> Stroke {
        Stroke {
            width: 1.0,
            color: self.colors.line,
            dash: Vec::new(),
        }
    }

    fn marks(&self) -> TickMarks {
        TickMarks {
            inside: false,
            length: 5.0,
            stroke: self.stroke(),
        }
    }

    fn lay(&self, figure: &mut Figure) {
        part_axes(figure);
        let plots: Vec<Plot> = figure.plots.clone();
        for (own, plot) in plots.iter().zip(&self.frame.plots) {
            let [across, along] = labelled(own, &plots);
            let x = Laying {
                id: own.x,
                anchor: own.y,
                labelled: across,
                ratio: None,
            };
            self.lay_axis(figure, &plot.x, plot.rect, x);
            let y = Laying {
                id: own.y,
                anchor: own.x,
                labelled: along,
                ratio: own.equal_aspect.then_some(ScaleRatio {
                    of: own.x,
                    ratio: 1.0,
                }),
            };
            self.lay_axis(figure, &plot.y, plot.rect, y);
        }
        for bar in &self.frame.colorbars {
            if let Some(spec) = figure.color_scales.get_mut(bar.color.0) {
                spec.bar = Some(Arc::new(self.bar(bar)));
            }
        }
        let mut page = self.page(figure.title.as_deref());
        page.annotations = plots.iter().filter_map(|plot| self.heading(plot)).collect();
        figure.page = Some(Arc::new(page));
    }

    fn page(&self, title: Option<&str>) -> Page {
        let [left, top, width, height] = self.area;
        Page {
            size: self.size.map(Some),
            margins: Margins {
                left,
                top,
                right: (self.size[0] - left - width).max(0.0),
                bottom: (self.size[1] - top - height).max(0.0),
                pad: 0.0,
                auto_expand: false,
            },
            paper: self.colors.paper,
            plot: self.colors.plot,
            font: self.font(12.0),
            title: title.map(|title| self.title(title)),
            legend: None,
            annotations: Vec::new(),
            shapes: Vec::new(),
            hover: HoverMode::Closest,
            hover_distance: 20.0,
            separators: ['.', ','],
        }
    }

    fn title(&self, text: &str) -> PageTitle {
        PageTitle {
            text: text.to_owned(),
            font: self.font(17.0),
            subtitle: None,
            x: 0.5,
            x_anchor: Some(Align::Middle),
            x_of: Frame2d::Paper,
            y: Some(1.0),
            y_anchor: Some(Align::End),
            y_of: Frame2d::Container,
            pad: [0.0, 0.0, 12.0, 0.0],
            auto_margin: false,
        }
    }

    /// What stands over one of several plots.
    fn heading(&self, plot: &Plot) -> Option<Annotation> {
        let place = plot
            .place
            .as_ref()
            .filter(|place| !place.heading.is_empty())?;
        Some(Annotation {
            text: place.heading.clone(),
            font: self.font(12.0),
            x: Place1d::Domain(plot.x, 0.5),
            y: Place1d::Domain(plot.y, 1.0),
            x_anchor: Some(Align::Middle),
            y_anchor: Some(Align::Start),
            shift: [0.0; 2],
            angle: 0.0,
            align: Align::Middle,
            background: Rgba::TRANSPARENT,
            border: None,
            border_pad: 1.0,
            size: [None; 2],
            opacity: 1.0,
            arrow: None,
        })
    }

    fn lay_axis(&self, figure: &mut Figure, axis: &AxisFrame, rect: PxRect, laying: Laying) {
        let across = axis.side.is_horizontal();
        let name = axis_name(figure, laying.id);
        let page = PageAxis {
            name,
            domain: self.domain(rect, across),
            shift: 0.0,
            anchor: AxisAnchor::Axis(laying.anchor),
            overlaying: None,
            visible: true,
            auto_margin: false,
            title_font: self.font(14.0),
            title_standoff: Some(8.0),
            labels: laying.labelled,
            label_font: self.font(12.0),
            label_angle: None,
            auto_angles: vec![0.0, 30.0, 90.0],
            labels_inside: false,
            label_side: None,
            label_overflow: Overflow::Allow,
            label_standoff: 0.0,
            label_shift: 0.0,
            marks: Some(self.marks()),
            minor_marks: None,
            line: Some(self.stroke()),
            mirror: Mirror::None,
            grid: None,
            minor_grid: None,
            zero_line: None,
            zero_line_above: false,
            below_traces: false,
            dividers: None,
            fixed: false,
            ratio: laying.ratio,
            constrain_domain: true,
            constrain_toward: 0.5,
            matches: None,
        };
        if let Some(own) = figure.axes.get_mut(laying.id.0) {
            own.page = Some(Arc::new(page));
            if !laying.labelled {
                own.title.clear();
            }
        }
    }

    /// The part of the plots' area that a plot covers, from the left or the bottom.
    fn domain(&self, rect: PxRect, across: bool) -> [f64; 2] {
        let [left, top, width, height] = self.area;
        if across {
            [rect.x, rect.right()].map(|px| (self.pt(px) - left) / width)
        } else {
            [rect.bottom(), rect.y].map(|px| 1.0 - (self.pt(px) - top) / height)
        }
    }

    fn bar(&self, bar: &ColorBarFrame) -> ColorBar {
        let (w, h) = (self.pt(bar.rect.w), self.pt(bar.rect.h));
        let (thickness, length) = if bar.horizontal { (h, w) } else { (w, h) };
        let mut ticks = crate::axis::TickRule::default();
        ticks.mode = TickMode::Given {
            values: bar.ticks.iter().map(|tick| tick.value).collect(),
            texts: bar.ticks.iter().map(|tick| tick.label.clone()).collect(),
        };
        ColorBar {
            horizontal: bar.horizontal,
            thickness: Length::Points(thickness),
            length: Length::Points(length),
            x: self.pt(bar.rect.x) / self.size[0],
            x_anchor: Align::Start,
            x_of: Frame2d::Container,
            y: 1.0 - self.pt(bar.rect.bottom()) / self.size[1],
            y_anchor: Align::Start,
            y_of: Frame2d::Container,
            pad: [0.0; 2],
            background: Rgba::TRANSPARENT,
            border: None,
            outline: None,
            title_font: self.font(14.0),
            title_side: BarTitleSide::Right,
            ticks,
            labels: true,
            label_font: self.font(12.0),
            label_angle: None,
            labels_inside: false,
            label_side: None,
            label_overflow: Overflow::Allow,
            marks: Some(self.marks()),
        }
    }
}
