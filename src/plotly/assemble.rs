//! Puts a figure together: traces over axes, axes with ranges, colours, the page.

use std::sync::Arc;

use super::axes::DataAxes;
use super::axis_type::AxisType;
use super::break_rules::breaks;
use super::cells::{self, Cells};
use super::points::Points;
use super::side::SideInput;
use super::template::Template;
use super::trace::{Kind, LETTERS, Trace, Visible, about, traces};
use super::{Attrs, AxisIds, Node, histogram, page, sort, subplots};
use crate::axis::Breaks;
use crate::figure::{AxisId, Figure, Warning};

/// What a trace has become.
pub(super) enum Drawn {
    /// Cells.
    Cells(Cells),
    /// Points.
    Points(Points),
}

/// A figure on its way.
pub(super) struct Assembly<'a> {
    pub(super) layout: Attrs<'a>,
    pub(super) ids: AxisIds,
    pub(super) traces: Vec<Trace<'a>>,
    pub(super) pairs: Vec<[AxisId; 2]>,
    pub(super) axes: DataAxes<'a>,
    /// For each axis what it leaves out.
    pub(super) breaks: Vec<Option<Breaks>>,
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
        let mut bare = page::page(self.layout, &self.ids, &[]);
        bare.shapes.clear();
        bare.annotations.clear();
        let mut axes = self.finished_axes(&drawn, &bare);
        let mut page = page::page(self.layout, &self.ids, &axes);
        if !page.shapes.is_empty() || !page.annotations.is_empty() {
            // They have to be in view, too, and may be named by category.
            axes = self.finished_axes(&drawn, &page);
            page = page::page(self.layout, &self.ids, &axes);
        }
        let colors = self.colors(&drawn);
        let layers = self.layers(&drawn, &colors);
        page.legend = self.named(page.legend, &layers);
        Ok(Figure {
            title: page.title.as_ref().map(|title| title.text.clone()),
            axes,
            color_scales: colors.scales,
            plots: layers.plots,
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
            let made = match trace.kind {
                Kind::Heatmap => cells::cells(x, y).map(Drawn::Cells),
                Kind::Scatter => Ok(Drawn::Points(Points::of(x, y))),
                Kind::Histogram2d => histogram::cells(x, y).map(Drawn::Cells),
                Kind::Other | Kind::Elsewhere => continue,
            };
            match made {
                Ok(made) => {
                    warn_of(trace, &made, &mut warnings);
                    if let Drawn::Cells(cells) = &made
                        && trace.attrs.text("zsmooth").as_deref() == Some("fast")
                        && !(x.is_even(&cells.x.positions) && y.is_even(&cells.y.positions))
                    {
                        let text = "has cells that are not even (or a log axis), not smoothed";
                        warnings.push(about(trace.index, text));
                    }
                    drawn.push((trace.index, made));
                }
                Err(why) => warnings.push(about(trace.index, &why)),
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
                    Drawn::Points(points) if own => {
                        values_of_points(points, axis.side, &mut values)
                    }
                    _ => {}
                }
            }
            orders.push((id, sort::order(&values, order)));
        }
        for (id, order) in &orders {
            self.axes.reorder(*id, order);
        }
        !orders.is_empty()
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

/// The other coordinate of the points of each category.
fn values_of_points(points: &Points, side: usize, values: &mut [Vec<f64>]) {
    let [along, across] = [&points.places[side.min(1)], &points.places[1 - side.min(1)]];
    for (place, value) in along.iter().zip(across.iter()) {
        if !(0.0..1e15).contains(place) {
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index"
        )]
        if let Some(values) = values.get_mut(*place as usize) {
            values.push(*value);
        }
    }
}

fn warn_of(trace: &Trace<'_>, drawn: &Drawn, warnings: &mut Vec<Warning>) {
    let cells = match drawn {
        Drawn::Cells(cells) => cells,
        Drawn::Points(_) => {
            if trace
                .attrs
                .text("stackgroup")
                .is_some_and(|group| !group.is_empty())
            {
                let text = "asks to be stacked (stackgroup), shown where its points lie";
                warnings.push(about(trace.index, text));
            }
            return;
        }
    };
    for (side, letter) in [&cells.x, &cells.y].into_iter().zip(LETTERS) {
        if side.sorted {
            let text = format!("has {letter} in no order, its cells are sorted");
            warnings.push(about(trace.index, &text));
        }
    }
}
