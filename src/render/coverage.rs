//! How much of each pixel an area covers: smooth edges that are the same on every painter, because
//! painters get whole pixels with one alpha each.
//!
//! A pixel is looked at in 16 by 16 places. An area is a union of pieces; pixels that several pieces
//! cover are covered once, so translucent lines do not show where they cross themselves.

use crate::view::{FillRule, PxRect};

/// Places in a pixel, along each direction.
const SIDE: i64 = 16;
/// Places in a pixel.
const WHOLE: u32 = 256;

/// Pixels of one row with the same coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The row.
    pub(super) y: u32,
    /// The first column.
    pub(super) from: u32,
    /// One past the last column.
    pub(super) to: u32,
    /// 1 to 256: all of it.
    pub(super) coverage: u32,
}

/// Parts whose union is an area. Coordinates are px, finite, and no farther than a few thousand px
/// from the clip that they are asked about.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    edges: Vec<Edge>,
    pieces: Vec<Piece>,
}

/// A border of a piece; never level.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// The first row of places whose middle lies below its upper end, and one past the last.
    rows: [i64; 2],
    /// Where it crosses the middle of row 0, and how far it moves from row to row, in places.
    at_zero: f64,
    step: f64,
    /// 1 downwards, -1 upwards.
    winding: i32,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Its edges, those that begin higher first.
    edges: std::ops::Range<usize>,
    rows: [i64; 2],
}

impl Pieces {
    /// Adds a part bounded by closed polygons.
    pub(super) fn add<'a>(&mut self, rings: impl IntoIterator<Item = &'a [[f64; 2]]>) {
        let start = self.edges.len();
        for ring in rings {
            let Some(last) = ring.last() else { continue };
            let mut from = *last;
            for &to in ring {
                self.edges.extend(Edge::new(from, to));
                from = to;
            }
        }
        let Some(added) = self
            .edges
            .get_mut(start..)
            .filter(|added| !added.is_empty())
        else {
            return;
        };
        added.sort_by_key(|edge| edge.rows[0]);
        let rows = added
            .iter()
            .fold([i64::MAX, i64::MIN], |[low, high], edge| {
                [low.min(edge.rows[0]), high.max(edge.rows[1])]
            });
        let edges = start..self.edges.len();
        self.pieces.push(Piece { edges, rows });
    }

    /// The pixels inside `clip` that the union covers, row by row from the top, from left to right.
    pub(super) fn runs(&mut self, clip: PxRect, rule: FillRule, mut give: impl FnMut(Run)) {
        self.pieces.sort_by_key(|piece| piece.rows[0]);
        let mut row = Row::new(clip);
        let mut next = self.pieces.iter().peekable();
        let mut active: Vec<Active<'_>> = Vec::new();
        let (top, bottom) = (i64::from(clip.y), i64::from(clip.bottom()));
        let mut y = top;
        while y < bottom {
            let [from, to] = [y * SIDE, (y + 1) * SIDE];
            while let Some(piece) = next.next_if(|piece| piece.rows[0] < to) {
                let edges = self.edges.get(piece.edges.clone()).unwrap_or_default();
                active.push(Active::new(edges, piece.rows[1]));
            }
            active.retain(|piece| piece.end > from);
            for piece in &mut active {
                for sub in from..to {
                    piece.mark(sub, rule, &mut row);
                }
            }
            row.take(y, &mut give);
            y += 1;
            if active.is_empty() {
                // Nothing until the next piece begins.
                let Some(piece) = next.peek() else { return };
                y = y.max(piece.rows[0].div_euclid(SIDE));
            }
        }
    }
}

impl Edge {
    fn new(from: [f64; 2], to: [f64; 2]) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "16 is exact")]
        let places = |px: [f64; 2]| px.map(|px| px * SIDE as f64);
        let (from, to) = (places(from), places(to));
        let (upper, lower, winding) = if from[1] <= to[1] {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        let rows = [row_below(upper[1]), row_below(lower[1])];
        let step = (lower[0] - upper[0]) / (lower[1] - upper[1]);
        (rows[0] < rows[1] && step.is_finite()).then(|| Self {
            rows,
            at_zero: upper[0] + (0.5 - upper[1]) * step,
            step,
            winding,
        })
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "rows of places are far smaller than 2^53"
    )]
    fn crossing(&self, row: i64) -> f64 {
        self.at_zero + row as f64 * self.step
    }
}

/// The first row of places whose middle lies at or below `y`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "float casts saturate, and what is that far away is outside of every clip"
)]
fn row_below(y: f64) -> i64 {
    (y - 0.5).ceil() as i64
}

/// A piece that the row reaches.
struct Active<'a> {
    edges: &'a [Edge],
    /// How many of the edges have begun.
    begun: usize,
    crossed: Vec<Edge>,
    crossings: Vec<(f64, i32)>,
    end: i64,
}

impl<'a> Active<'a> {
    fn new(edges: &'a [Edge], end: i64) -> Self {
        Self {
            edges,
            begun: 0,
            crossed: Vec::new(),
            crossings: Vec::new(),
            end,
        }
    }

    /// Marks the piece's places in one row of them.
    fn mark(&mut self, sub: i64, rule: FillRule, row: &mut Row) {
        if sub >= self.end {
            return;
        }
        while let Some(edge) = self
            .edges
            .get(self.begun)
            .filter(|edge| edge.rows[0] <= sub)
        {
            self.crossed.push(*edge);
            self.begun += 1;
        }
        self.crossed.retain(|edge| edge.rows[1] > sub);
        self.crossings.clear();
        let crossings = self
            .crossed
            .iter()
            .map(|edge| (edge.crossing(sub), edge.winding));
        self.crossings.extend(crossings);
        self.crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        let mut from = 0.0;
        for &(at, turn) in &self.crossings {
            let was_inside = rule.is_inside(winding);
            winding += turn;
            match (was_inside, rule.is_inside(winding)) {
                (false, true) => from = at,
                (true, false) => row.mark(sub, from, at),
                _ => {}
            }
        }
    }
}

/// The places of one row of pixels.
struct Row {
    /// The first column, in pixels.
    left: i64,
    /// For each pixel and row of places one bit for each place.
    places: Vec<[u16; SIDE as usize]>,
    /// First and one past the last pixel that was touched.
    touched: [usize; 2],
}

impl Row {
    fn new(clip: PxRect) -> Self {
        Self {
            left: i64::from(clip.x),
            places: vec![[0; SIDE as usize]; clip.w as usize],
            touched: [usize::MAX, 0],
        }
    }

    /// Marks the places between two crossings (in places of the canvas) in row `sub` of places.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float casts saturate, and numbers below are within the clip"
    )]
    fn mark(&mut self, sub: i64, from: f64, to: f64) {
        let width = self.places.len() as i64 * SIDE;
        let inside = |at: f64| {
            let place = ((at - 0.5).ceil() as i64).saturating_sub(self.left * SIDE);
            place.clamp(0, width)
        };
        let (from, to) = (inside(from), inside(to));
        if from >= to {
            return;
        }
        let sub = sub.rem_euclid(SIDE) as usize;
        let (first, last) = ((from / SIDE) as usize, ((to - 1) / SIDE) as usize);
        self.touched = [self.touched[0].min(first), self.touched[1].max(last + 1)];
        // Bits from the place at which the pixel begins to be covered, and up to where it ends.
        let head = u16::MAX << (from % SIDE);
        let tail = u16::MAX >> (SIDE - 1 - (to - 1) % SIDE);
        let Some(pixels) = self.places.get_mut(first..=last) else {
            return;
        };
        let count = pixels.len();
        for (index, pixel) in pixels.iter_mut().enumerate() {
            let head = if index == 0 { head } else { u16::MAX };
            let tail = if index + 1 == count { tail } else { u16::MAX };
            pixel[sub] |= head & tail;
        }
    }

    /// Gives what was marked as runs, and forgets it.
    fn take(&mut self, y: i64, give: &mut impl FnMut(Run)) {
        let [from, to] = std::mem::replace(&mut self.touched, [usize::MAX, 0]);
        let (Ok(y), Some(pixels)) = (u32::try_from(y), self.places.get_mut(from..to)) else {
            return;
        };
        let column = |index: usize| {
            u32::try_from(self.left).unwrap_or(0) + u32::try_from(index).unwrap_or(0)
        };
        let mut open: Option<Run> = None;
        for (index, pixel) in (from..).zip(pixels) {
            let coverage: u32 = pixel.iter().map(|bits| bits.count_ones()).sum();
            *pixel = [0; SIDE as usize];
            let at = column(index);
            match &mut open {
                Some(run) if run.coverage == coverage => run.to = at + 1,
                _ => {
                    if let Some(run) = open.take().filter(|run| run.coverage > 0) {
                        give(run);
                    }
                    open = Some(Run {
                        y,
                        from: at,
                        to: at + 1,
                        coverage,
                    });
                }
            }
        }
        if let Some(run) = open.filter(|run| run.coverage > 0) {
            give(run);
        }
    }
}

/// What is left of a channel (premultiplied, 0 to 255) at a coverage.
pub(super) fn share(channel: u8, coverage: u32) -> u8 {
    let share = (u32::from(channel) * coverage + WHOLE / 2) / WHOLE;
    u8::try_from(share).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIP: PxRect = PxRect {
        x: 2,
        y: 1,
        w: 8,
        h: 6,
    };

    fn runs(rings: &[&[[f64; 2]]], rule: FillRule) -> Vec<[u32; 4]> {
        let mut pieces = Pieces::default();
        pieces.add(rings.iter().copied());
        let mut found = Vec::new();
        pieces.runs(CLIP, rule, |run| {
            found.push([run.y, run.from, run.to, run.coverage])
        });
        found
    }

    #[test]
    fn rectangles_cover_shares_of_pixels() {
        let check = |[x0, y0, x1, y1]: [f64; 4], expected: &[[u32; 4]]| {
            let ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
            assert_eq!(runs(&[&ring], FillRule::NonZero), expected, "{ring:?}");
            let other_way: Vec<[f64; 2]> = ring.iter().rev().copied().collect();
            assert_eq!(runs(&[&other_way], FillRule::EvenOdd), expected, "{ring:?}");
        };
        check([3.0, 2.0, 5.0, 4.0], &[[2, 3, 5, 256], [3, 3, 5, 256]]);
        check(
            [3.5, 2.0, 5.25, 3.0],
            &[[2, 3, 4, 128], [2, 4, 5, 256], [2, 5, 6, 64]],
        );
        check([3.0, 2.25, 4.0, 3.5], &[[2, 3, 4, 192], [3, 3, 4, 128]]);
        // Beyond the clip on all sides.
        let row = |y| [y, 2, 10, 256];
        check([-50.0, -50.0, 50.0, 50.0], &[1, 2, 3, 4, 5, 6].map(row));
        check([20.0, 2.0, 30.0, 4.0], &[]);
        check([3.0, 9.0, 5.0, 12.0], &[]);
        check([3.0, 3.0, 3.0, 5.0], &[]);
    }

    #[test]
    fn halves_of_a_square_cover_half() {
        let ring = [[4.0, 2.0], [8.0, 2.0], [4.0, 6.0]];
        let found = runs(&[&ring], FillRule::NonZero);
        let covered: u32 = found.iter().map(|[_, from, to, c]| (to - from) * c).sum();
        // 16 px, of which half; a place on the edge belongs to one side.
        assert!(covered.abs_diff(8 * 256) <= 32, "{covered}");
    }

    #[test]
    fn rules_differ_where_borders_cross() {
        let outer = [[2.0, 1.0], [8.0, 1.0], [8.0, 4.0], [2.0, 4.0]];
        let inner = [[4.0, 2.0], [6.0, 2.0], [6.0, 3.0], [4.0, 3.0]];
        let area = |rule| -> u32 {
            let found = runs(&[&outer, &inner], rule);
            found.iter().map(|[_, from, to, c]| (to - from) * c).sum()
        };
        assert_eq!(area(FillRule::NonZero), 18 * 256);
        assert_eq!(area(FillRule::EvenOdd), 16 * 256);
    }

    #[test]
    fn pieces_that_overlap_cover_once() {
        let mut pieces = Pieces::default();
        let ring = |x: f64| [[x, 2.0], [x + 2.5, 2.0], [x + 2.5, 3.0], [x, 3.0]];
        pieces.add([ring(3.0).as_slice()]);
        pieces.add([ring(4.0).as_slice()]);
        pieces.add([ring(7.0).as_slice()]);
        let mut found = Vec::new();
        pieces.runs(CLIP, FillRule::NonZero, |run| {
            found.push([run.from, run.to, run.coverage])
        });
        assert_eq!(found, [[3, 6, 256], [6, 7, 128], [7, 9, 256], [9, 10, 128]]);
    }
}
