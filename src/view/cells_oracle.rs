//! Cell tables by walking over every cell in view: slow and plain, what the tables are compared with.

use crate::axis::{Edges, Positions, Scale};
use crate::grid::{NO_CELL, Span};

use super::cells::{CellAxis, CellTable, ToPx};

/// A cell with its borders and its middle in px, `low <= high`.
#[derive(Clone, Copy)]
struct Walked {
    index: usize,
    low: f64,
    high: f64,
    middle: f64,
}

impl Walked {
    fn centres(self) -> [f64; 2] {
        [(self.low - 0.5).ceil(), (self.high - 0.5).ceil()]
    }
}

/// Cells that overlap the pixels, in the order of pixels.
fn visible(axis: &CellAxis<'_>) -> Vec<Walked> {
    let edges: Vec<f64> = axis.edges.iter().collect();
    let Some(to_px) = ToPx::new(axis.scale, axis.range, axis.length_px) else {
        return Vec::new();
    };
    let length = f64::from(axis.length_px);
    let in_scale: Vec<f64> = edges
        .iter()
        .map(|edge| axis.scale.scale_from_data(*edge))
        .collect();
    let mut cells: Vec<Walked> = in_scale
        .windows(2)
        .enumerate()
        .filter(|(_, ends)| ends.iter().all(|end| end.is_finite()))
        .map(|(index, ends)| {
            let [a, b] = [ends[0], ends[1]].map(|end| to_px.px_from_scale(end));
            Walked {
                index,
                low: a.min(b),
                high: a.max(b),
                middle: to_px.px_from_scale(ends[0] / 2.0 + ends[1] / 2.0),
            }
        })
        .collect();
    let placed: Vec<f64> = in_scale
        .into_iter()
        .filter(|end| end.is_finite())
        .map(|end| to_px.px_from_scale(end))
        .collect();
    if placed.first() > placed.last() {
        cells.reverse();
    }
    // Cells that only touch the first pixel's start are out of view.
    cells.retain(|cell| cell.high > 0.0 && cell.low < length);
    cells
}

/// For each pixel its span and, for a single cell in a gap, none.
fn walk(axis: &CellAxis<'_>) -> Vec<Option<Span>> {
    let cells = visible(axis);
    let length = axis.length_px as usize;
    let mut ranges: Vec<Option<[usize; 2]>> = vec![None; length];
    let mut centres: Vec<Option<usize>> = vec![None; length];
    for (at, cell) in cells.iter().enumerate() {
        let [from, end] = cell.centres();
        for pixel in 0..length {
            let px = pixel as f64;
            let holds = from <= px && px < end;
            if holds {
                centres[pixel] = Some(at);
            }
            if holds || from >= end && cell.middle.floor() == px {
                ranges[pixel] = Some(ranges[pixel].map_or([at, at], |[first, _]| [first, at]));
            }
        }
    }
    let pixels = ranges.iter().zip(&centres).enumerate();
    pixels
        .map(|(pixel, (range, centre))| {
            let [first, last] = (*range)?;
            if first == last && in_gap(pixel as f64, cells[first], axis.gap_px) {
                return None;
            }
            Some(span(
                &cells[first..=last],
                pixel as f64,
                centre.map(|at| at - first),
            ))
        })
        .collect()
}

fn span(cells: &[Walked], px: f64, centre: Option<usize>) -> Span {
    let distance = |cell: &Walked| (cell.middle - (px + 0.5)).abs();
    let nearest = centre.unwrap_or_else(|| {
        (0..cells.len())
            .min_by(|a, b| distance(&cells[*a]).total_cmp(&distance(&cells[*b])))
            .expect("a span has cells")
    });
    let part = |cell: &Walked| {
        let whole = cell.high - cell.low;
        if whole > 1.0 && cells.len() > 1 {
            ((cell.high.min(px + 1.0) - cell.low.max(px)) / whole).clamp(1e-100, 1.0)
        } else {
            1.0
        }
    };
    let (mut first, mut last) = (&cells[0], &cells[cells.len() - 1]);
    if first.index > last.index {
        (first, last) = (last, first);
    }
    Span {
        first: first.index,
        last: last.index,
        nearest: cells[nearest].index,
        ends: [part(first), part(last)],
    }
}

fn in_gap(px: f64, cell: Walked, gap_px: u32) -> bool {
    let [from, end] = cell.centres();
    if end - from <= 1.0 {
        return false;
    }
    let gap = f64::from(gap_px).min(end - from - 1.0);
    let before = (gap / 2.0).floor();
    px < from + before || px >= end - (gap - before)
}

/// Random numbers, the same on each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn unit(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

/// Edges of many kinds: even, uneven, equal ones, infinite ends, some without a place on a log axis.
fn edges(random: &mut Random) -> (Edges, Scale) {
    let most = if random.below(3) == 0 { 600 } else { 40 };
    let count = 1 + random.below(most);
    let size = libm::pow(10.0, random.between(-3.0, 3.0));
    let start = random.between(-50.0, 50.0) * size;
    let mut at = start;
    let mut uneven: Vec<f64> = (0..=count)
        .map(|_| {
            if random.below(6) > 0 {
                at += random.between(0.0, 2.0) * size;
            }
            at
        })
        .collect();
    let (mut edges, scale) = match random.below(6) {
        0 => return (Positions::index(count).edges(Scale::Linear), Scale::Linear),
        1 => {
            return (
                Positions::index(count).edges(Scale::Category),
                Scale::Category,
            );
        }
        2 => {
            let step = size * if random.below(2) == 0 { 1.0 } else { -1.0 };
            return (
                Positions::steps(start, step, count).edges(Scale::Date),
                Scale::Date,
            );
        }
        3 => {
            let grow = random.between(1.0, 1.3);
            let powers = (0..=count).map(|i| libm::pow(grow, i as f64));
            (powers.collect(), Scale::Log)
        }
        4 => (uneven, Scale::Log),
        _ => {
            if random.below(8) == 0 {
                uneven[count] = f64::INFINITY;
                uneven[0] = f64::NEG_INFINITY;
            }
            (uneven, Scale::Linear)
        }
    };
    if random.below(2) == 0 {
        edges.reverse();
    }
    (Edges::given(edges.into()), scale)
}

/// A range over some of the cells, all, far more, far less, or none.
fn range(random: &mut Random, edges: &Edges, scale: Scale) -> [f64; 2] {
    let [a, b] = edges.extent(scale).unwrap_or([1.0, 10.0]);
    let (low, high) = (a.min(b), a.max(b));
    let mut range = match random.below(8) {
        0 => [low, high],
        1 => [edges.at(random.below(edges.cells() + 1)), high],
        2 => [low, low],
        3 => [low - 1e300, high + 1e300],
        4 => {
            let at = random.between(low, high);
            [at, at + (high - low) * 1e-9]
        }
        _ => {
            let wide = (high - low) * libm::pow(10.0, random.between(-2.0, 1.0));
            let at = random.between(low, high);
            [at - wide * random.unit(), at + wide * random.unit()]
        }
    };
    if scale == Scale::Log {
        range = range.map(|end| {
            if end > 0.0 {
                end
            } else {
                high.abs().max(1e-3) * 1e-3
            }
        });
    }
    if random.below(2) == 0 {
        range.reverse();
    }
    range
}

#[test]
fn tables_are_those_of_a_walk_over_all_cells() {
    let mut random = Random(42);
    let (mut several, mut single, mut bare) = (0, 0, 0);
    for case in 0..20_000 {
        let (edges, scale) = edges(&mut random);
        let axis = CellAxis {
            edges: &edges,
            scale,
            range: range(&mut random, &edges, scale),
            length_px: random.below(120) as u32,
            gap_px: random.below(4) as u32,
        };
        let table = CellTable::new(&axis);
        let context = || {
            let (range, length, gap) = (axis.range, axis.length_px, axis.gap_px);
            format!("case {case}: {edges:?}, {scale:?}, {range:?} over {length} px, gap {gap}")
        };
        assert_eq!(table.pixels.len(), axis.length_px as usize, "{}", context());
        assert_eq!(table.visible, visible(&axis).len(), "{}", context());
        for (pixel, expected) in walk(&axis).into_iter().enumerate() {
            let found = table.spans.as_slice().get(table.pixels[pixel] as usize);
            assert_eq!(found.copied(), expected, "pixel {pixel} of {}", context());
            match expected {
                None => bare += 1,
                Some(span) if span.count() == 1 => single += 1,
                Some(_) => several += 1,
            }
        }
        let used = table.pixels.iter().filter(|span| **span != NO_CELL).max();
        let used = used.map_or(0, |last| *last as usize + 1);
        assert_eq!(used, table.spans.len(), "{}", context());
    }
    let all = several + single + bare;
    for count in [several, single, bare] {
        assert!(count > all / 20, "{several}, {single}, {bare}");
    }
}

/// A run of pixels over one cell shares its span; a pixel with several cells has its own.
#[test]
fn pixels_of_one_cell_share_a_span() {
    let edges = Positions::index(3).edges(Scale::Linear);
    let axis = CellAxis {
        edges: &edges,
        scale: Scale::Linear,
        range: [-0.5, 2.5],
        length_px: 9,
        gap_px: 1,
    };
    let table = CellTable::new(&axis);
    let none = NO_CELL;
    assert_eq!(table.pixels, [0, 0, none, 1, 1, none, 2, 2, none]);
    assert_eq!(table.spans.len(), 3);
}
