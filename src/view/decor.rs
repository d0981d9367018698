//! What a page bears beside its plots: where shapes, annotations and the legend stand.

use crate::figure::{AxisId, Place1d};

use super::frame::AxisFrame;
use super::layout::LayoutInput;
use super::marks::{Item, Mark, PxRect};
use super::words::Measure;

pub(super) use super::annotations::annotations;
pub(super) use super::legend::legend;
pub(super) use super::page_shapes::shapes;

/// Where things can stand on a page.
pub(super) struct PageSpace<'a> {
    pub(super) input: &'a LayoutInput<'a>,
    /// The plots' area, inside the margins: left, top, width, height in px.
    pub(super) area: [f64; 4],
    /// Each of the figure's axes, along its pixels.
    pub(super) axes: &'a [Option<AxisFrame>],
}

impl PageSpace<'_> {
    /// An axis along its pixels.
    pub(super) fn axis(&self, id: AxisId) -> Option<&AxisFrame> {
        self.axes.get(id.0)?.as_ref()
    }

    /// The place along x (0) or y (1) in px; `None` where there is none, or it hangs on another one.
    pub(super) fn px(&self, place: Place1d, along: usize) -> Option<f64> {
        let share = |from: f64, length: f64, share: f64| {
            from + length * if along == 0 { share } else { 1.0 - share }
        };
        let px = match place {
            Place1d::Data(id, value) => self.axis(id)?.px_from_data(value),
            Place1d::Domain(id, part) => {
                let [start, end] = self.axis(id)?.pixels.map(f64::from);
                share(start, end - start, part)
            }
            Place1d::Paper(part) => share(self.area[along], self.area[along + 2], part),
            Place1d::Offset(_) => return None,
        };
        px.is_finite().then_some(px)
    }

    /// The part of the canvas that is inside all of some axes.
    pub(super) fn within(&self, axes: impl IntoIterator<Item = AxisId>) -> PxRect {
        let mut clip = self.input.whole_canvas();
        for axis in axes.into_iter().filter_map(|id| self.axis(id)) {
            let [start, end] = axis.pixels;
            if axis.is_horizontal() {
                let right = clip.right().min(end);
                clip.x = clip.x.max(start);
                clip.w = right.saturating_sub(clip.x);
            } else {
                let bottom = clip.bottom().min(end);
                clip.y = clip.y.max(start);
                clip.h = bottom.saturating_sub(clip.y);
            }
        }
        clip
    }

    pub(super) fn measure(&self) -> Measure<'_> {
        measure(self.input)
    }

    /// Adds marks that may be seen everywhere.
    pub(super) fn add(&self, marks: Vec<Mark>, items: &mut Vec<Item>) {
        let clip = self.input.whole_canvas();
        items.extend(marks.into_iter().map(|mark| Item { clip, mark }));
    }
}

/// Measures text in points.
pub(super) fn measure<'a>(input: &LayoutInput<'a>) -> Measure<'a> {
    Measure {
        ruler: input.ruler,
        px_per_pt: input.canvas.px_per_pt,
    }
}

/// A rectangle's corners in order, from its left, top, width and height.
pub(super) fn corners([x, y, w, h]: [f64; 4]) -> Vec<[f64; 2]> {
    vec![[x, y], [x + w, y], [x + w, y + h], [x, y + h]]
}
