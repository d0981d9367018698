//! One attempt at a page: its margins are known, everything finds its place, and what reaches past
//! the margins pushes them.

use std::sync::Arc;

use crate::axis::{Orientation, Tick, TickMode, TickSpec, ticks, ticks_at};
use crate::figure::{AxisAnchor, AxisId, AxisSide, Page, PageAxis};

use super::super::layout::LayoutInput;
use super::super::words::Measure;
use super::margins::Area;
use super::runs::{Run, base};
use super::strokes::crisp;

/// One attempt at a page, in points.
pub(in crate::view) struct Sheet<'a> {
    pub(in crate::view) input: &'a LayoutInput<'a>,
    pub(in crate::view) page: &'a Page,
    pub(in crate::view) looks: &'a [Arc<PageAxis>],
    /// Width and height of the page.
    pub(in crate::view) size: [f64; 2],
    pub(in crate::view) area: Area,
    pub(in crate::view) runs: Vec<Run>,
    pub(in crate::view) ticks: Vec<Vec<Tick>>,
}

/// An axis of a sheet.
#[derive(Clone, Copy)]
pub(in crate::view) struct SheetAxis<'a> {
    pub(in crate::view) index: usize,
    pub(in crate::view) axis: &'a crate::figure::Axis,
    pub(in crate::view) look: &'a PageAxis,
    pub(in crate::view) run: &'a Run,
    pub(in crate::view) ticks: &'a [Tick],
}

impl<'a> Sheet<'a> {
    pub(in crate::view) fn new(
        input: &'a LayoutInput<'a>,
        page: &'a Page,
        looks: &'a [Arc<PageAxis>],
        size: [f64; 2],
        area: Area,
    ) -> Self {
        let runs = super::runs::runs(input, looks, &area);
        let mut sheet = Self {
            input,
            page,
            looks,
            size,
            area,
            runs,
            ticks: Vec::new(),
        };
        sheet.ticks = (0..sheet.runs.len())
            .map(|index| sheet.own_ticks(index))
            .collect();
        for index in 0..sheet.runs.len() {
            if let Some(ticks) = sheet.synced_ticks(index)
                && let Some(place) = sheet.ticks.get_mut(index)
            {
                *place = ticks;
            }
        }
        sheet
    }

    pub(in crate::view) fn measure(&self) -> Measure<'a> {
        Measure {
            ruler: self.input.ruler,
            px_per_pt: self.input.canvas.px_per_pt,
        }
    }

    pub(in crate::view) fn axis(&self, index: usize) -> Option<SheetAxis<'_>> {
        Some(SheetAxis {
            index,
            axis: self.input.figure.axes.get(index)?,
            look: self.looks.get(index)?,
            run: self.runs.get(index)?,
            ticks: self.ticks.get(index)?,
        })
    }

    pub(in crate::view) fn axes(&self) -> impl Iterator<Item = SheetAxis<'_>> {
        (0..self.runs.len()).filter_map(|index| self.axis(index))
    }

    fn spec(&self, index: usize) -> Option<TickSpec<'_>> {
        let axis = self.input.figure.axes.get(index)?;
        let run = self.runs.get(index)?;
        Some(TickSpec {
            scale: axis.scale,
            range: run.range,
            length_pt: run.length,
            orientation: if run.horizontal {
                Orientation::Horizontal
            } else {
                Orientation::Vertical
            },
            labels: &axis.categories,
            rule: &axis.ticks,
        })
    }

    fn own_ticks(&self, index: usize) -> Vec<Tick> {
        let seen = self.looks.get(index).is_some_and(|look| look.visible);
        match self.spec(index) {
            Some(spec) if seen => ticks(&spec),
            _ => Vec::new(),
        }
    }

    /// Ticks where those of the axis below stand.
    fn synced_ticks(&self, index: usize) -> Option<Vec<Tick>> {
        let spec = self.spec(index)?;
        let below = base(self.looks, index);
        if spec.rule.mode != TickMode::Synced || below == index {
            return None;
        }
        let (run, other) = (self.runs.get(index)?, self.runs.get(below)?);
        let places: Vec<(f64, bool)> = self
            .ticks
            .get(below)?
            .iter()
            .map(|tick| (run.data_at(other.along(tick.value)), tick.minor))
            .filter(|(value, _)| value.is_finite())
            .collect();
        Some(ticks_at(&spec, &places))
    }

    /// The plot that an axis is drawn with: that of the axis it is anchored to, else the first that
    /// uses it.
    pub(in crate::view) fn main_plot(&self, index: usize) -> Option<usize> {
        let plots = &self.input.figure.plots;
        let anchor = match self.looks.get(index)?.anchor {
            AxisAnchor::Axis(anchor) => Some(anchor),
            AxisAnchor::Free(_) => None,
        };
        let id = AxisId(index);
        let uses = |plot: &crate::figure::Plot| plot.x == id || plot.y == id;
        let at_anchor = plots
            .iter()
            .position(|plot| uses(plot) && anchor.is_some_and(|a| plot.x == a || plot.y == a));
        at_anchor.or_else(|| plots.iter().position(uses))
    }

    /// The axis that an axis is anchored to.
    pub(in crate::view) fn anchor(&self, index: usize) -> Option<&Run> {
        match self.looks.get(index)?.anchor {
            AxisAnchor::Axis(AxisId(anchor)) => self.runs.get(anchor),
            AxisAnchor::Free(_) => None,
        }
    }

    /// The middle of an axis's line at a side of another axis's run; where it stands freely if there
    /// is none.
    pub(in crate::view) fn line_at(
        &self,
        axis: SheetAxis<'_>,
        other: Option<&Run>,
        side: AxisSide,
    ) -> f64 {
        let half = axis.line_width() / 2.0;
        let pad = self.area.pad;
        match (other, side) {
            (Some(other), AxisSide::Top | AxisSide::Left) => other.offset - pad - half,
            (Some(other), AxisSide::Bottom | AxisSide::Right) => other.end() + pad + half,
            (None, _) => self.free_at(axis) + half % 1.0,
        }
    }

    /// Where a free axis stands across.
    fn free_at(&self, axis: SheetAxis<'_>) -> f64 {
        let at = match axis.look.anchor {
            AxisAnchor::Free(at) => at,
            AxisAnchor::Axis(_) => 0.0,
        };
        if axis.run.horizontal {
            self.area.top + self.area.height * (1.0 - at)
        } else {
            self.area.left + self.area.width * at
        }
    }

    /// The middle of an axis's own line.
    pub(in crate::view) fn main_line(&self, axis: SheetAxis<'_>) -> f64 {
        self.line_at(axis, self.anchor(axis.index), axis.axis.side) + axis.shift()
    }

    /// The border of the plots that an axis stands at.
    pub(in crate::view) fn border(&self, axis: SheetAxis<'_>) -> f64 {
        let at = match self.anchor(axis.index) {
            Some(anchor) => match axis.axis.side {
                AxisSide::Top | AxisSide::Left => anchor.offset,
                AxisSide::Bottom | AxisSide::Right => anchor.end(),
            },
            None => self.free_at(axis),
        };
        at + axis.shift()
    }
}

impl SheetAxis<'_> {
    /// Width of the axis's line as drawn; that of a usual one where none is drawn.
    pub(in crate::view) fn line_width(self) -> f64 {
        self.look
            .line
            .as_ref()
            .map_or(1.0, |line| crisp(line.width))
    }

    /// Further across than its anchor says.
    pub(in crate::view) fn shift(self) -> f64 {
        if self.run.horizontal || !self.look.shift.is_finite() {
            0.0
        } else {
            self.look.shift
        }
    }

    /// Away from the plots: 1 downwards or to the right, -1 upwards or to the left.
    pub(in crate::view) fn outward(self) -> f64 {
        match self.axis.side {
            AxisSide::Bottom | AxisSide::Right => 1.0,
            AxisSide::Top | AxisSide::Left => -1.0,
        }
    }

    /// Length of marks away from the plots.
    pub(in crate::view) fn outside_length(self) -> f64 {
        match &self.look.marks {
            Some(marks) if !marks.inside => marks.length,
            _ => 0.0,
        }
    }
}
