//! The range of values that a colour map covers.

use std::sync::Arc;

use super::{ColorRange, RangeEnd, ShowSettings};
use crate::color::{Classes, NormKind};
use crate::grid::Grid;

/// Places of the 2nd and 98th percentile among a grid's permilles.
const ROBUST: [usize; 2] = [20, 980];

/// The range asked for, else that of the classes, else that of the data.
///
/// A midpoint moves the nearer end of an automatic range until both are equally far from it, as
/// Plotly's `zmid` does; a constant value `v` gets `v - 0.5 .. v + 0.5`.
pub(super) fn color_range(grids: &[&Grid], show: &ShowSettings) -> ColorRange {
    if let Some(range) = show.range {
        return ColorRange::Known(range);
    }
    if let Some(Classes::Bounds(bounds)) = &show.classes
        && let (Some(&low), Some(&high)) = (bounds.first(), bounds.last())
    {
        return ColorRange::Known([low, high]);
    }
    if show.reduction.makes_new_values() {
        return ColorRange::OfPicture;
    }
    let Some(range) = data_range(grids, show.norm, show.robust) else {
        return ColorRange::Known([0.0, 1.0]);
    };
    ColorRange::Known(match with_end(range, show.range_end) {
        Some(range) => range,
        None => automatic_range(range, show.norm, show.midpoint),
    })
}

/// The data's range with one end given; `None` where none is, or the data lie beyond it.
pub(super) fn with_end([low, high]: [f64; 2], end: Option<RangeEnd>) -> Option<[f64; 2]> {
    let range = match end? {
        RangeEnd::Low(low) => [low, high],
        RangeEnd::High(high) => [low, high],
    };
    (range[0] < range[1]).then_some(range)
}

/// True if one end of the range is asked for and the colours cannot begin or end there.
pub(super) fn ignores_end(grids: &[&Grid], show: &ShowSettings) -> bool {
    let range = data_range(grids, show.norm, show.robust);
    show.range.is_none()
        && show.range_end.is_some()
        && (show.reduction.makes_new_values()
            || range.is_some_and(|range| with_end(range, show.range_end).is_none()))
}

/// From the values' own extent to the range of an automatic scale: never empty, and even around
/// a midpoint.
pub(crate) fn automatic_range(extent: [f64; 2], norm: NormKind, midpoint: Option<f64>) -> [f64; 2] {
    let widened = widened(extent, norm);
    match midpoint {
        Some(middle) => around(widened, middle, norm),
        None => widened,
    }
}

/// The midpoint that a norm must bend for: only beside a range that was given, since an automatic
/// one is even around it already. Norms without a middle of their own always bend.
pub(super) fn midpoint_within(show: &ShowSettings) -> Option<f64> {
    let even = matches!(show.norm, NormKind::Linear | NormKind::Log);
    let given = show.range.is_some()
        || show.range_end.is_some()
        || matches!(show.classes, Some(Classes::Bounds(_)));
    show.midpoint.filter(|_| given || !even)
}

/// What the values of all these grids reach to, as far as the norm can show it; `robust`: from their
/// 2nd to their 98th percentile.
pub(super) fn data_range(grids: &[&Grid], norm: NormKind, robust: bool) -> Option<[f64; 2]> {
    let extents = grids.iter().filter_map(|grid| grid.stats().extent);
    let [mut low, mut high] = extents.reduce(hull)?;
    if robust {
        let permilles = permilles(grids);
        let at = |place: usize| permilles.get(place).copied();
        (low, high) = (at(ROBUST[0])?, at(ROBUST[1])?);
    }
    if norm == NormKind::Log {
        let positive = grids.iter().filter_map(|grid| grid.stats().min_positive);
        let least = positive.reduce(f64::min)?;
        if low <= 0.0 {
            low = least;
        }
        high = high.max(low);
    }
    Some([low, high])
}

fn hull(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0].min(b[0]), a[1].max(b[1])]
}

/// The permilles of the values of all these grids: exact for one; of several those of their
/// permilles, each as often as its grid has values.
pub(super) fn permilles(grids: &[&Grid]) -> Arc<[f64]> {
    if let [only] = grids {
        return only.permilles();
    }
    let mut weighted: Vec<(f64, f64)> = Vec::new();
    for grid in grids {
        #[expect(
            clippy::cast_precision_loss,
            reason = "cell counts stay far below 2^53"
        )]
        let weight = grid.stats().finite as f64;
        weighted.extend(grid.permilles().iter().map(|value| (*value, weight)));
    }
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let (mut found, mut before) = (Vec::new(), 0.0);
    let mut place: u16 = 0;
    for (value, weight) in weighted {
        before += weight;
        while place < 1000 && before >= total * f64::from(place) / 1000.0 {
            found.push(value);
            place += 1;
        }
        if place == 1000 && before >= total {
            found.push(value);
            place += 1;
        }
    }
    found.into()
}

fn widened([low, high]: [f64; 2], norm: NormKind) -> [f64; 2] {
    if norm == NormKind::Log {
        return widened_log([low, high]);
    }
    if low < high {
        return [low, high];
    }
    // Half a unit is lost in rounding beside a large value: take the smallest step that is not.
    let half = 0.5_f64.max(low.abs() * f64::EPSILON * 4.0);
    [(low - half).max(f64::MIN), (high + half).min(f64::MAX)]
}

/// A range that log colours can cover. Where nothing is known of the values above zero but the
/// largest, it reaches over three decades.
fn widened_log([low, high]: [f64; 2]) -> [f64; 2] {
    if high <= 0.0 {
        return [1.0, 10.0];
    }
    if low <= 0.0 {
        return [(high / 1000.0).max(SMALLEST), high.max(2.0 * SMALLEST)];
    }
    if low < high {
        return [low, high];
    }
    [(low / 2.0).max(SMALLEST), (high * 2.0).min(f64::MAX)]
}

/// The smallest number above zero.
const SMALLEST: f64 = 5e-324;

fn around([low, high]: [f64; 2], middle: f64, norm: NormKind) -> [f64; 2] {
    if norm == NormKind::Log {
        if middle <= 0.0 || low <= 0.0 {
            return [low, high];
        }
        let ratio = (high / middle).max(middle / low).max(1.0);
        return [middle / ratio, middle * ratio];
    }
    if norm == NormKind::Quantile {
        return [low.min(middle), high.max(middle)];
    }
    let reach = (high - middle).max(middle - low);
    let range = [middle - reach, middle + reach];
    if range.iter().all(|end| end.is_finite()) {
        range
    } else {
        [low, high]
    }
}
