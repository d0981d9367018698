//! Puts a figure together: traces over axes, axes with ranges, colours, the page.

use std::collections::HashMap;
use std::sync::Arc;

use super::autorange::{Extremes, Want};
use super::axes::DataAxes;
use super::axis_style::{AxisContext, AxisStyle, breaks};
use super::axis_type::AxisType;
use super::cells::{self, Cells};
use super::color::{ColorSource, color_spec};
use super::range::RangeInput;
use super::side::{SideInput, names};
use super::template::Template;
use super::trace::{Kind, LETTERS, Trace, Visible, about, traces};
use super::{Attrs, AxisIds, Node, heatmap, page, sort, subplots};
use crate::axis::Breaks;
use crate::figure::{
    Axis, AxisId, ColorScaleId, ColorScaleSpec, Figure, Layer, Page, Plot, Warning,
};

/// What a trace has become.
enum Drawn {
    Cells(Cells),
}

/// A figure on its way.
pub(super) struct Assembly<'a> {
    layout: Attrs<'a>,
    ids: AxisIds,
    traces: Vec<Trace<'a>>,
    pairs: Vec<[AxisId; 2]>,
    axes: DataAxes<'a>,
    /// For each axis what it leaves out.
    breaks: Vec<Option<Breaks>>,
    warnings: Vec<Warning>,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(data: &'a [Node], layout: Option<&'a Node>) -> Self {
        let template = Template::of(layout);
        let layout = template.layout(layout);
        let mut ids = AxisIds::new();
        let mut warnings = Vec::new();
        let traces = traces(data, template, layout, &mut ids, &mut warnings);
        let pairs = subplots::pairs(layout, &traces, &mut ids);
        let axes = DataAxes::new(&ids, layout, &traces);
        let breaks = vec![None; ids.len()];
        Self {
            layout,
            ids,
            traces,
            pairs,
            axes,
            breaks,
            warnings,
        }
    }

    /// The figure.
    pub(super) fn figure(mut self) -> Result<Figure, String> {
        if !self.traces.is_empty()
            && self
                .traces
                .iter()
                .all(|trace| trace.kind == Kind::Elsewhere)
        {
            let mut words: Vec<&str> = self.traces.iter().map(|trace| &*trace.word).collect();
            words.dedup();
            return Err(format!(
                "found only traces that cannot be drawn ({}), expected a heatmap or scatter",
                words.join(", ")
            ));
        }
        self.find_breaks();
        let mut drawn = self.draw();
        if self.sort_by_value(&drawn) {
            drawn = self.draw();
        }
        let page = page::page(self.layout, &self.ids, &[]);
        let axes = self.finished_axes(&drawn, &page);
        let page = page::page(self.layout, &self.ids, &axes);
        let (color_scales, colors) = self.colors(&drawn);
        let plots = self.plots(&drawn, &colors);
        Ok(Figure {
            title: page.title.as_ref().map(|title| title.text.clone()),
            axes,
            color_scales,
            plots,
            page: Some(Arc::new(page)),
            animation: None,
            warnings: self.warnings,
        })
    }

    /// What each date axis leaves out between its first and last moment.
    fn find_breaks(&mut self) {
        for (id, axis) in self.axes.iter() {
            if axis.kind != AxisType::Date || axis.attrs.list("rangebreaks").is_empty() {
                continue;
            }
            let mut span = [f64::INFINITY, f64::NEG_INFINITY];
            for trace in self.shown().filter(|trace| trace.axes[axis.side] == id) {
                for moment in self.axes.line(trace, axis.side, usize::MAX) {
                    span = [span[0].min(moment), span[1].max(moment)];
                }
            }
            if span[0] <= span[1] {
                // A day more on both sides: cells reach beyond their middles.
                let day = 86_400_000.0;
                self.breaks[id.0] = breaks(axis.attrs, [span[0] - day, span[1] + day]);
            }
        }
    }

    fn shown(&self) -> impl Iterator<Item = &Trace<'a>> {
        self.traces
            .iter()
            .filter(|trace| trace.visible == Visible::Shown)
    }

    fn side<'b>(&'b self, trace: &'b Trace<'a>, side: usize) -> SideInput<'a, 'b> {
        SideInput {
            axes: &self.axes,
            trace,
            side,
            breaks: self.breaks.get(trace.axes[side].0).and_then(Option::as_ref),
        }
    }

    /// All traces that are shown, in order.
    fn draw(&mut self) -> Vec<(usize, Drawn)> {
        let mut drawn = Vec::new();
        let mut warnings = Vec::new();
        for trace in self.shown() {
            let (x, y) = (self.side(trace, 0), self.side(trace, 1));
            if trace.kind == Kind::Heatmap {
                match cells::cells(x, y) {
                    Ok(cells) => {
                        warn_of_cells(trace, &cells, &mut warnings);
                        drawn.push((trace.index, Drawn::Cells(cells)));
                    }
                    Err(why) => warnings.push(about(trace.index, &why)),
                }
            }
        }
        for warning in warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        drawn
    }

    /// Sorts the categories of axes that ask for it; false if none do.
    fn sort_by_value(&mut self, drawn: &[(usize, Drawn)]) -> bool {
        let mut orders = Vec::new();
        for (id, axis) in self.axes.iter() {
            let Some(order) = self.axes.value_order(id) else {
                continue;
            };
            let count = self
                .axes
                .categories(id)
                .map_or(0, super::categories::Categories::len);
            let mut values = vec![Vec::new(); count];
            for (index, drawn) in drawn {
                let own = self
                    .traces
                    .get(*index)
                    .is_some_and(|trace| trace.axes[axis.side] == id);
                match drawn {
                    Drawn::Cells(cells) if own => values_of_cells(cells, axis.side, &mut values),
                    Drawn::Cells(_) => {}
                }
            }
            orders.push((id, sort::order(&values, order)));
        }
        for (id, order) in &orders {
            self.axes.reorder(*id, order);
        }
        !orders.is_empty()
    }

    /// What the data of an axis reach to.
    fn extremes(&self, id: AxisId, drawn: &[(usize, Drawn)]) -> Extremes {
        let mut extremes = Extremes::default();
        let Some(axis) = self.axes.get(id) else {
            return extremes;
        };
        for (index, drawn) in drawn {
            let Some(trace) = self
                .traces
                .get(*index)
                .filter(|trace| trace.axes[axis.side] == id)
            else {
                continue;
            };
            match drawn {
                Drawn::Cells(cells) => {
                    let side = if axis.side == 0 { &cells.x } else { &cells.y };
                    let edges = side.positions.edges(axis.kind.scale());
                    extremes.include(edges.as_slice(), axis.kind, Want::default());
                }
            }
            let _ = trace;
        }
        extremes
    }

    fn finished_axes(&self, drawn: &[(usize, Drawn)], page: &Page) -> Vec<Axis> {
        let styles: Vec<AxisStyle> = self
            .axes
            .iter()
            .map(|(id, _)| self.style(id, drawn))
            .collect();
        let ranges = self.ranges(drawn, page, &styles);
        let mut axes = Vec::new();
        for (((id, axis), style), range) in self.axes.iter().zip(styles).zip(ranges) {
            let mut ticks = style.ticks;
            if axis.kind == AxisType::Date && !axis.attrs.list("rangebreaks").is_empty() {
                let [low, high] = [range[0].min(range[1]), range[0].max(range[1])];
                ticks.breaks = breaks(axis.attrs, [low, high]).map(Arc::new);
            }
            axes.push(Axis {
                title: style.title,
                scale: axis.kind.scale(),
                range,
                categories: if axis.kind.is_category() {
                    names(&self.axes, id)
                } else {
                    Arc::default()
                },
                side: style.side,
                ticks,
                hover_format: style.hover_format,
                page: Some(Arc::new(style.page)),
            });
        }
        axes
    }

    fn style(&self, id: AxisId, drawn: &[(usize, Drawn)]) -> AxisStyle {
        let kind = self.axes.get(id).map_or(AxisType::Linear, |axis| axis.kind);
        let names = if kind.is_category() {
            names(&self.axes, id)
        } else {
            Arc::default()
        };
        let groups: Vec<String> = match (kind, self.axes.categories(id)) {
            (AxisType::Multicategory, Some(categories)) => categories
                .names()
                .iter()
                .map(|(outer, _)| outer.clone())
                .collect(),
            _ => Vec::new(),
        };
        let _ = drawn;
        let has_cells = self.traces.iter().any(|trace| {
            let cells = matches!(trace.kind, Kind::Heatmap | Kind::Histogram2d)
                || trace.word.starts_with("contour")
                || trace.word == "histogram2dcontour";
            cells && trace.axes.contains(&id)
        });
        AxisStyle::of(&AxisContext {
            id,
            ids: &self.ids,
            layout: self.layout,
            scale: kind.scale(),
            categories: &names,
            groups: &groups,
            has_cells,
        })
    }

    /// The range of each axis; those that match have the same.
    fn ranges(&self, drawn: &[(usize, Drawn)], page: &Page, styles: &[AxisStyle]) -> Vec<[f64; 2]> {
        let lengths: Vec<f64> = self
            .axes
            .iter()
            .zip(styles)
            .map(|((_, axis), style)| length(page, axis.side, style.page.domain))
            .collect();
        let own: Vec<Extremes> = self
            .axes
            .iter()
            .map(|(id, _)| self.extremes(id, drawn))
            .collect();
        let mut ranges: Vec<[f64; 2]> = Vec::new();
        let mut given: HashMap<usize, [f64; 2]> = HashMap::new();
        for (id, axis) in self.axes.iter() {
            let mut extremes = own[id.0].clone();
            for (other, matched) in self.axes.iter() {
                if matched.leader == axis.leader && other != id {
                    extremes.merge(&own[other.0], lengths[id.0] / lengths[other.0].max(1.0));
                }
            }
            let input = RangeInput {
                axes: &self.axes,
                id,
                extremes: &extremes,
                length: lengths[id.0],
                breaks: self.breaks.get(id.0).and_then(Option::as_ref),
            };
            let range = input.range();
            if input.is_given() || !given.contains_key(&axis.leader) && axis.leader == id.0 {
                given.insert(axis.leader, range);
            }
            ranges.push(range);
        }
        for (id, axis) in self.axes.iter() {
            if let Some(range) = given.get(&axis.leader) {
                ranges[id.0] = *range;
            }
        }
        ranges
    }

    /// The colour scales, and which of them each trace has.
    fn colors(
        &self,
        drawn: &[(usize, Drawn)],
    ) -> (Vec<ColorScaleSpec>, HashMap<usize, ColorScaleId>) {
        let mut sources: Vec<(Option<String>, usize, [f64; 2])> = Vec::new();
        let mut colors = HashMap::new();
        for (index, drawn) in drawn {
            let Some(trace) = self.traces.get(*index) else {
                continue;
            };
            let extent = match drawn {
                Drawn::Cells(cells) => cells.grid.stats().extent.unwrap_or([f64::NAN; 2]),
            };
            let shared = trace
                .attrs
                .text("coloraxis")
                .filter(|name| name.starts_with("coloraxis"));
            let known = sources
                .iter()
                .position(|(name, ..)| name.is_some() && *name == shared);
            let id = known.unwrap_or(sources.len());
            match sources.get_mut(id) {
                Some((_, _, sum)) => *sum = [sum[0].min(extent[0]), sum[1].max(extent[1])],
                None => sources.push((shared, *index, extent)),
            }
            colors.insert(*index, ColorScaleId(id));
        }
        let spec = |(name, index, extent): &(Option<String>, usize, [f64; 2])| {
            let source = match (name, self.traces.get(*index)) {
                (Some(name), _) => ColorSource::Shared(name),
                (None, Some(trace)) => ColorSource::Trace(trace.attrs),
                (None, None) => ColorSource::Trace(Attrs::default()),
            };
            color_spec(source, self.layout, *extent)
        };
        (sources.iter().map(spec).collect(), colors)
    }

    fn plots(&self, drawn: &[(usize, Drawn)], colors: &HashMap<usize, ColorScaleId>) -> Vec<Plot> {
        let plot = |pair: &[AxisId; 2]| {
            let mut layers: Vec<((i64, u8, usize), Layer)> = Vec::new();
            for (index, drawn) in drawn {
                let Some(trace) = self.traces.get(*index).filter(|trace| trace.axes == *pair)
                else {
                    continue;
                };
                let color = colors.get(index).copied().unwrap_or(ColorScaleId(0));
                let (rank, layer) = match drawn {
                    Drawn::Cells(cells) => {
                        let traces = self.traces.len();
                        let layer = heatmap::layer(trace, cells, color, self.layout, traces);
                        (0, Layer::Heatmap(layer))
                    }
                };
                layers.push(((trace.order, rank, *index), layer));
            }
            layers.sort_by_key(|(order, _)| *order);
            Plot {
                x: pair[0],
                y: pair[1],
                equal_aspect: false,
                layers: layers.into_iter().map(|(_, layer)| layer).collect(),
                place: None,
            }
        };
        self.pairs.iter().map(plot).collect()
    }
}

/// All values of each column (or row).
fn values_of_cells(cells: &Cells, side: usize, values: &mut [Vec<f64>]) {
    for row in 0..cells.grid.rows() {
        for column in 0..cells.grid.columns() {
            let place = if side == 0 { column } else { row };
            if let Some(values) = values.get_mut(place) {
                values.push(cells.grid.get(row, column));
            }
        }
    }
}

fn warn_of_cells(trace: &Trace<'_>, cells: &Cells, warnings: &mut Vec<Warning>) {
    for (side, letter) in [&cells.x, &cells.y].into_iter().zip(LETTERS) {
        if side.sorted {
            let text = format!("has {letter} in no order, its cells are sorted");
            warnings.push(about(trace.index, &text));
        }
    }
}

/// The length of an axis in points, before labels and colour bars ask for room.
fn length(page: &Page, side: usize, domain: [f64; 2]) -> f64 {
    let margins = &page.margins;
    let whole = if side == 0 {
        page.size[0].unwrap_or(700.0) - margins.left - margins.right
    } else {
        page.size[1].unwrap_or(450.0) - margins.top - margins.bottom
    };
    (whole * (domain[1] - domain[0])).max(10.0)
}
