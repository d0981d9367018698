//! How much room a page leaves around its plots: margins, grown by what stands there.

use crate::figure::Margins;

/// A plots' area never gets smaller than this, in points, unless its author's margins say so.
const LEAST_AREA: f64 = 64.0;
/// Nor smaller than this.
const LEAST_OF_ALL: f64 = 2.0;
/// What stands in a margin keeps this far from the page's border.
const PAD: f64 = 12.0;

/// The plots' area of a page in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::view) struct Area {
    pub(in crate::view) left: f64,
    pub(in crate::view) right: f64,
    pub(in crate::view) top: f64,
    pub(in crate::view) bottom: f64,
    pub(in crate::view) width: f64,
    pub(in crate::view) height: f64,
    /// Between plots and axis lines.
    pub(in crate::view) pad: f64,
}

/// Something that reaches past a place in the plots' area: a fraction of the area and points beyond
/// it, for each side. Fractions grow to the right and upwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::view) struct Push {
    pub(in crate::view) left: [f64; 2],
    pub(in crate::view) right: [f64; 2],
    pub(in crate::view) top: [f64; 2],
    pub(in crate::view) bottom: [f64; 2],
}

impl Push {
    /// All sides from one place.
    pub(in crate::view) fn from([x, y]: [f64; 2]) -> Self {
        Self {
            left: [x, 0.0],
            right: [x, 0.0],
            top: [y, 0.0],
            bottom: [y, 0.0],
        }
    }

    /// With what it keeps free around it; what is too large for the page gets only what is there.
    fn fitted(mut self, size: [f64; 2], margins: &Margins) -> Self {
        let pad = [margins.left, margins.right, margins.top, margins.bottom]
            .into_iter()
            .fold(PAD, f64::min);
        let [width, height] = most_room(size, margins);
        let shrink = |low: &mut f64, high: &mut f64, room: f64| {
            let ratio = (*low + *high) / room;
            if room > 0.0 && ratio > 1.0 {
                *low /= ratio;
                *high /= ratio;
            }
        };
        shrink(&mut self.left[1], &mut self.right[1], width);
        shrink(&mut self.top[1], &mut self.bottom[1], height);
        for side in [
            &mut self.left,
            &mut self.right,
            &mut self.top,
            &mut self.bottom,
        ] {
            side[1] += pad;
        }
        self
    }
}

/// What margins may take of a page, at most.
fn most_room(size: [f64; 2], margins: &Margins) -> [f64; 2] {
    let taken = [margins.left + margins.right, margins.top + margins.bottom];
    [0, 1].map(|way: usize| {
        let least = (size[way] - taken[way]).clamp(LEAST_OF_ALL, LEAST_AREA);
        (size[way] - least).max(0.0)
    })
}

/// The plots' area of a page of this size, margins grown so that everything that pushes has room.
/// `reserved` is kept free at the page's borders: left, right, top, bottom.
pub(in crate::view) fn area(
    size: [f64; 2],
    margins: &Margins,
    pushes: &[Push],
    reserved: [f64; 4],
) -> Area {
    let base = [[margins.left, margins.right], [margins.bottom, margins.top]];
    let mut grown = base;
    let mut kept = [0.0; 4];
    if margins.auto_expand {
        let pushes: Vec<Push> = pushes
            .iter()
            .map(|push| push.fitted(size, margins))
            .collect();
        kept = kept_free(margins, &pushes, reserved);
        let room = [size[0] - kept[0] - kept[1], size[1] - kept[2] - kept[3]];
        let mut all: Vec<[[f64; 2]; 4]> = pushes
            .iter()
            .map(|push| [push.left, push.right, push.bottom, push.top])
            .collect();
        all.push([
            [0.0, margins.left],
            [1.0, margins.right],
            [0.0, margins.bottom],
            [1.0, margins.top],
        ]);
        for way in 0..2 {
            grown[way] = grow(grown[way], room[way], &all, way);
        }
    }
    let most = most_room(size, margins);
    for way in 0..2 {
        let ratio = (grown[way][0] + grown[way][1]) / most[way];
        if most[way] > 0.0 && ratio > 1.0 {
            grown[way] = grown[way].map(|margin| margin / ratio);
        }
    }
    let [[left, right], [bottom, top]] = grown.map(|way| way.map(f64::round));
    let (left, right) = (left + kept[0], right + kept[1]);
    let (top, bottom) = (top + kept[2], bottom + kept[3]);
    Area {
        left,
        right,
        top,
        bottom,
        width: (size[0].round() - left - right).max(1.0),
        height: (size[1].round() - top - bottom).max(1.0),
        pad: margins.pad.round(),
    }
}

/// What must be kept free at the borders beyond what pushed margins leave free anyway.
fn kept_free(margins: &Margins, pushes: &[Push], reserved: [f64; 4]) -> [f64; 4] {
    let given = [margins.left, margins.right, margins.top, margins.bottom];
    let pushed = |side: usize| {
        let points = |push: &Push| [push.left, push.right, push.top, push.bottom][side][1];
        pushes.iter().map(points).fold(0.0, f64::max)
    };
    let mut kept = [0.0; 4];
    for side in 0..4 {
        kept[side] = (reserved[side] - (given[side] - pushed(side)).max(0.0)).max(0.0);
    }
    kept
}

/// Two opposite margins, grown until any two things fit: one that reaches past its place towards
/// the low end, another towards the high end. `way` 0: left and right, 1: bottom and top.
fn grow(base: [f64; 2], room: f64, all: &[[[f64; 2]; 4]], way: usize) -> [f64; 2] {
    let mut grown = base;
    for low in all.iter().map(|sides| sides[2 * way]) {
        for high in all.iter().map(|sides| sides[2 * way + 1]) {
            let ([from, before], [to, after]) = (low, high);
            let span = to - from;
            if span.is_nan() || span <= 0.0 {
                continue;
            }
            let margins = [
                (before * to + (after - room) * from) / span,
                (after * (1.0 - from) + (before - room) * (1.0 - to)) / span,
            ];
            if margins[0] + margins[1] > grown[0] + grown[1] {
                grown = margins;
            }
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Margins = Margins {
        left: 80.0,
        right: 80.0,
        top: 100.0,
        bottom: 80.0,
        pad: 0.0,
        auto_expand: true,
    };

    #[test]
    fn what_stands_beside_plots_pushes_its_margin() {
        let mut bar = Push::from([1.02, 0.5]);
        bar.right[1] = 71.6;
        let area = area([700.0, 450.0], &USUAL, &[bar], [0.0; 4]);
        assert_eq!((area.left, area.right, area.width), (80.0, 94.0, 526.0));
        assert_eq!((area.top, area.bottom, area.height), (100.0, 80.0, 270.0));
    }

    #[test]
    fn margins_too_large_for_the_page_shrink_in_proportion() {
        let area = area([120.0, 450.0], &USUAL, &[], [0.0; 4]);
        assert_eq!((area.left, area.right, area.width), (59.0, 59.0, 2.0));
    }
}
