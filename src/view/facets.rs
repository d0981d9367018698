//! Plots of equal size side by side and one below the other, each under its heading.

use crate::figure::{AxisSide, PlotPlace};

use super::draw::within;
use super::fitted::pt;
use super::layout::{LayoutInput, whole};
use super::marks::PxRect;

/// Between plots, in points.
const GAP: f64 = 12.0;
/// Between a heading and its plot.
const HEADING_GAP: f64 = 4.0;

/// How plots stand in a grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slots {
    /// Columns and rows.
    counts: [usize; 2],
    /// Between columns and between rows, in px.
    gaps: [f64; 2],
    /// Height of headings, in px.
    heading: f64,
}

/// A heading as drawn, with the middle of its lower border.
pub(super) type Heading = (String, [f64; 2]);

impl Slots {
    /// The grid that the figure's plots stand in, with at least so much between columns and between
    /// rows; a single slot if they have no places.
    pub(super) fn of(input: &LayoutInput<'_>, between: [f64; 2]) -> Self {
        let places = || {
            input
                .figure
                .plots
                .iter()
                .filter_map(|plot| plot.place.as_ref())
        };
        let most = |way: usize| {
            let asked = places().map(|place| place.of[way]).max().unwrap_or(1);
            let used = places()
                .map(|place| [place.row, place.column][way] + 1)
                .max()
                .unwrap_or(1);
            asked.max(used).clamp(1, MOST)
        };
        let heading = places()
            .filter(|place| !place.heading.is_empty())
            .map(|place| input.ruler.size_px(&place.heading, input.px(pt::AXIS_FONT))[1])
            .fold(0.0, f64::max);
        let heading = if heading > 0.0 {
            heading + input.px(HEADING_GAP)
        } else {
            0.0
        };
        let gap = input.px(GAP);
        Self {
            counts: [most(1), most(0)],
            gaps: [gap + between[0], gap + heading.max(between[1])],
            heading,
        }
    }

    /// Height of the headings over the first row.
    pub(super) fn heading(self) -> f64 {
        self.heading
    }

    /// Size of each plot in an area of this size.
    pub(super) fn plot_size(self, area: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|way: usize| {
            let count = f64::from(u32::try_from(self.counts[way]).unwrap_or(u32::MAX));
            let gaps = self.gaps[way] * (count - 1.0);
            ((area[way] - gaps) / count).max(1.0)
        })
    }

    /// Size of the area that plots of this size need.
    pub(super) fn area_size(self, plot: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|way: usize| {
            let count = f64::from(u32::try_from(self.counts[way]).unwrap_or(u32::MAX));
            plot[way] * count + self.gaps[way] * (count - 1.0)
        })
    }

    /// Where a plot stands in an area; all of it, if it has no place.
    pub(super) fn rect(self, area: PxRect, place: Option<&PlotPlace>) -> PxRect {
        let Some(place) = place else {
            return area;
        };
        let [w, h] = self.plot_size([area.w, area.h].map(f64::from));
        let at = |index: usize, size: f64, gap: f64| {
            f64::from(u32::try_from(index).unwrap_or(u32::MAX)) * (size + gap)
        };
        PxRect {
            x: area
                .x
                .saturating_add(whole(at(place.column, w, self.gaps[0]))),
            y: area.y.saturating_add(whole(at(place.row, h, self.gaps[1]))),
            w: whole(w).max(1),
            h: whole(h).max(1),
        }
    }
}

/// No picture has room for more rows or columns of plots.
const MOST: usize = 10_000;

/// True if a plot's axis on this side is labelled: no plot follows there.
pub(super) fn is_outer(input: &LayoutInput<'_>, place: Option<&PlotPlace>, side: AxisSide) -> bool {
    let Some(place) = place else {
        return true;
    };
    let next = match side {
        AxisSide::Bottom => Some((place.row + 1, place.column)),
        AxisSide::Top => place.row.checked_sub(1).map(|row| (row, place.column)),
        AxisSide::Left => place
            .column
            .checked_sub(1)
            .map(|column| (place.row, column)),
        AxisSide::Right => Some((place.row, place.column + 1)),
    };
    let places = || {
        input
            .figure
            .plots
            .iter()
            .filter_map(|plot| plot.place.as_ref())
    };
    next.is_none_or(|next| places().all(|other| (other.row, other.column) != next))
}

/// The heading of a plot, shortened to its width.
pub(super) fn heading(
    input: &LayoutInput<'_>,
    place: Option<&PlotPlace>,
    plot: PxRect,
    above: f64,
) -> Option<Heading> {
    let place = place.filter(|place| !place.heading.is_empty())?;
    let font = input.px(pt::AXIS_FONT);
    let middle = f64::from(plot.x) + f64::from(plot.w) / 2.0;
    // Titles keep their own distance from borders.
    let pad = input.px(pt::PAD) / 2.0;
    let between = [f64::from(plot.x) - pad, f64::from(plot.right()) + pad];
    let (shown, middle) = within(input, &place.heading, font, middle, between);
    let bottom = f64::from(plot.y) - above - input.px(HEADING_GAP);
    Some((shown, [middle, bottom]))
}
