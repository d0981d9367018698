//! The axes of a figure: their looks, their ranges.

use std::collections::HashMap;
use std::sync::Arc;

use super::assemble::{Assembly, Drawn};
use super::autorange::Extremes;
use super::axis_style::{AxisContext, AxisStyle};
use super::axis_type::AxisType;
use super::break_rules::breaks;
use super::range::RangeInput;
use super::reach;
use super::side::names;
use super::trace::Kind;
use crate::figure::{Axis, AxisId, Page};

impl Assembly<'_> {
    /// What the data of an axis reach to.
    fn extremes(&self, id: AxisId, drawn: &[(usize, Drawn)], page: &Page) -> Extremes {
        let mut extremes = Extremes::default();
        let Some(axis) = self.axes.get(id) else {
            return extremes;
        };
        let drawn_all = drawn;
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
                    extremes.include_edges(&edges, axis.kind);
                }
                Drawn::Points(points) => {
                    let first = self.is_first_scatter(trace, drawn_all);
                    points.reach(trace, (axis.side, axis.kind), first, &mut extremes);
                }
            }
        }
        if !self.traces.is_empty() {
            reach::include(page, (id, axis.side, axis.kind), &mut extremes);
        }
        extremes
    }

    /// The axes, with ranges.
    pub(super) fn finished_axes(&self, drawn: &[(usize, Drawn)], page: &Page) -> Vec<Axis> {
        let styles: Vec<AxisStyle> = self.axes.iter().map(|(id, _)| self.style(id)).collect();
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

    fn style(&self, id: AxisId) -> AxisStyle {
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
            .map(|(id, _)| self.extremes(id, drawn, page))
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
