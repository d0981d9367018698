//! The ownership of pixels in whole numbers, where nothing is rounded.

use crate::random::Random;

/// Edges and range in whole data units over whole pixels.
#[derive(Debug)]
pub(crate) struct WholeAxis {
    pub(crate) edges: Vec<i64>,
    /// From pixel 0 to the last; either way round.
    pub(crate) range: [i64; 2],
    pub(crate) length: usize,
}

impl WholeAxis {
    pub(crate) fn random(random: &mut Random) -> Self {
        let steady = random.chance(0.5);
        let step = random.whole(1, 7) as i64;
        let mut at = random.whole(0, 2000) as i64 - 1000;
        let mut edges: Vec<i64> = (0..random.whole(2, 300))
            .map(|_| {
                at += if steady {
                    step
                } else {
                    random.whole(1, 12) as i64
                };
                at
            })
            .collect();
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let mut range = [first, last];
        if random.chance(0.5) {
            let beyond = |random: &mut Random| random.whole(0, 90) as i64 - 45;
            range = [first + beyond(random), last + beyond(random)];
        }
        if range[0] == range[1] {
            range[1] += 1;
        }
        if random.chance(0.4) {
            edges.reverse();
        }
        if random.chance(0.4) {
            range.reverse();
        }
        let length = random.whole(1, 400);
        Self {
            edges,
            range,
            length,
        }
    }

    pub(crate) fn cells(&self) -> usize {
        self.edges.len() - 1
    }

    /// A place as a fraction's numerator, in px over [`Self::unit`].
    fn px(&self, twice_data: i64) -> i64 {
        let [from, to] = self.range;
        let length = self.length as i64 * (to - from).signum();
        (twice_data - 2 * from) * length
    }

    /// The denominator: so many units make one pixel.
    fn unit(&self) -> i64 {
        2 * (self.range[1] - self.range[0]).abs()
    }

    /// First and last cell of a pixel.
    pub(crate) fn owned(&self, pixel: usize) -> Option<[usize; 2]> {
        let unit = self.unit();
        let (start, centre) = (pixel as i64 * unit, pixel as i64 * unit + unit / 2);
        let mut found: Option<[usize; 2]> = None;
        for cell in 0..self.cells() {
            let (a, b) = (
                self.px(2 * self.edges[cell]),
                self.px(2 * self.edges[cell + 1]),
            );
            let (low, high) = (a.min(b), a.max(b));
            let middle = self.px(self.edges[cell] + self.edges[cell + 1]);
            // The first centre at or after the lower border.
            let next = (low - unit / 2).div_euclid(unit);
            let next = (next..)
                .map(|k| k * unit + unit / 2)
                .find(|&k| k >= low)
                .unwrap_or(low);
            let owns = if next < high {
                low <= centre && centre < high
            } else {
                start <= middle && middle < start + unit
            };
            if owns {
                found = Some(found.map_or([cell, cell], |[first, _]| [first, cell]));
            }
        }
        found
    }
}
