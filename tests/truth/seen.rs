//! A case beside what brute force makes of it.

use cellsius::color::{Levels, NormKind};
use cellsius::grid::NO_CELL;
use cellsius::view::{Cells, Mark};

use super::{
    Block, BruteAxis, Case, FixedRuler, Frame, HeatmapFrame, Owned, Random, Reduction, Value,
    frame, layer,
};
use crate::cases::BARE;

/// The cells that painters are told to paint.
pub(crate) struct Painted<'a>(&'a Cells);

impl<'a> Painted<'a> {
    pub(crate) fn of(frame: &'a Frame) -> Self {
        let cells = frame.items.iter().find_map(|item| match &item.mark {
            Mark::Cells(cells) => Some(cells),
            _ => None,
        });
        Self(cells.expect("a heatmap paints cells"))
    }

    /// The value at a pixel of the plot; `None` where nothing is painted.
    pub(crate) fn value(&self, x: u32, y: u32) -> Option<f64> {
        let (column, row) = (self.0.columns[x as usize], self.0.rows[y as usize]);
        let there = column != NO_CELL && row != NO_CELL;
        there.then(|| self.0.source.get(row as usize, column as usize))
    }
}

pub(crate) struct Seen {
    seed: u64,
    case: Case,
    frame: Frame,
    columns: Vec<Owned>,
    rows: Vec<Owned>,
}

impl Seen {
    pub(crate) fn new(seed: u64, case: Case) -> Self {
        let frame = frame(&case.figure, &case.viewport, case.canvas, &FixedRuler);
        let [columns, rows] = [0, 1].map(|side| owners(&case, &frame, side));
        Self {
            seed,
            case,
            frame,
            columns,
            rows,
        }
    }

    pub(crate) fn case(&self) -> &Case {
        &self.case
    }

    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Width and height of the plot, which is all of the picture.
    pub(crate) fn size(&self) -> [usize; 2] {
        [self.columns.len(), self.rows.len()]
    }

    /// What brute force shows at a pixel.
    pub(crate) fn brute_value(&self, x: usize, y: usize) -> Option<f64> {
        let block = self.block(x, y)?;
        let takes_high = takes_high(&self.layer().levels, &block);
        Some(block.shown(self.reduction(), takes_high))
    }

    /// The largest magnitude of the data.
    pub(crate) fn largest(&self) -> f64 {
        let [low, high] = self.layer().heatmap.grid.stats().extent.unwrap_or_default();
        low.abs().max(high.abs())
    }

    /// True if a value's rounding may change its colour by more than a level: near an end of the
    /// range, and where the norm spreads rounding over the map.
    pub(crate) fn is_steep(&self, value: f64) -> bool {
        let [low, high] = self.layer().range;
        let near = |end: f64| (value - end).abs() <= 1e-6 * (high / 2.0 - low / 2.0).abs();
        let linear = self.case.figure.color_scales[0].norm == NormKind::Linear;
        let narrow = high - low < value.abs() * 1e-9;
        !linear || narrow || near(low) || near(high)
    }

    pub(crate) fn layer(&self) -> &HeatmapFrame {
        layer(&self.frame)
    }

    pub(crate) fn reduction(&self) -> Reduction {
        self.layer().heatmap.reduction
    }

    fn value(&self, row: usize, column: usize) -> f64 {
        self.layer().heatmap.grid.get(row, column)
    }

    fn block(&self, x: usize, y: usize) -> Option<Block> {
        let (column, row) = (&self.columns[x], &self.rows[y]);
        let there = !column.is_bare() && !row.is_bare();
        there.then(|| Block::of(|row, column| self.value(row, column), column, row))
    }

    pub(crate) fn shown_values(&self) -> Vec<f64> {
        let painted = Painted::of(&self.frame);
        let rect = self.frame.plots[0].rect;
        (0..rect.h)
            .flat_map(|y| (0..rect.w).map(move |x| [x, y]))
            .filter_map(|[x, y]| painted.value(x, y))
            .collect()
    }

    pub(crate) fn check_pixels(&self) {
        let painted = Painted::of(&self.frame);
        for y in 0..self.rows.len() {
            for x in 0..self.columns.len() {
                let found = painted.value(x as u32, y as u32);
                match (found, self.block(x, y)) {
                    (None, None) => {}
                    (Some(found), Some(block)) => self.check_value([x, y], found, &block),
                    (found, block) => panic!(
                        "seed {}, pixel {x}, {y}: {found:?} is painted, brute force has {block:?}",
                        self.seed
                    ),
                }
            }
        }
    }

    fn check_value(&self, at: [usize; 2], found: f64, block: &Block) {
        let reduction = self.reduction();
        let expected = block.shown(reduction, takes_high(&self.layer().levels, block));
        let right = match reduction {
            Reduction::Mean => close(found, expected, self.mean_tolerance()),
            Reduction::Sum => close(found, expected, block.magnitude * 1e-12),
            _ => found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(),
        };
        assert!(
            right,
            "seed {}, pixel {at:?}, {reduction:?}: {found} instead of {expected}, {block:?} of {:?} x {:?}",
            self.seed, self.columns[at[0]], self.rows[at[1]]
        );
    }

    /// 1e-6 of the values' range, and rounding where all are equal.
    fn mean_tolerance(&self) -> f64 {
        let [low, high] = self.layer().heatmap.grid.stats().extent.unwrap_or_default();
        let range = (high * 1e-6 - low * 1e-6).abs();
        range.max(low.abs().max(high.abs()) * 1e-14)
    }

    pub(crate) fn check_probes(&self) {
        let mut random = Random::new(self.seed);
        let rect = self.frame.plots[0].rect;
        for _ in 0..150 {
            let [x, y] = [
                random.below(self.columns.len()),
                random.below(self.rows.len()),
            ];
            let at = [
                f64::from(rect.x) + x as f64 + random.unit(),
                f64::from(rect.y) + y as f64 + random.unit(),
            ];
            let probe = self.frame.probe(at);
            let context = format!("seed {}, at {at:?}: {probe:?}", self.seed);
            let Some(block) = self.block(x, y) else {
                assert!(probe.is_none(), "{context} where nothing is painted");
                continue;
            };
            let probe = probe.unwrap_or_else(|| panic!("{context}: there is {block:?}"));
            let probe = probe.cells().expect("cells lie there");
            let (columns, rows) = (&self.columns[x], &self.rows[y]);
            assert_eq!(probe.columns, columns.ends(), "{context}");
            assert_eq!(probe.rows, rows.ends(), "{context}");
            let nearest = Value::from_f64(block.nearest);
            assert_eq!(probe.value, nearest, "{context}");
            assert_eq!(probe.block.is_some(), block.cells > 1, "{context}");
            if let Some(told) = &probe.block {
                self.check_told(told, &block, &context);
                let painted = Painted::of(&self.frame).value(x as u32, y as u32);
                let painted = painted.unwrap_or(f64::NAN);
                assert!(
                    told.shown.to_bits() == painted.to_bits()
                        || told.shown.is_nan() && painted.is_nan(),
                    "{context} tells {}, painted is {painted}",
                    told.shown
                );
            }
        }
    }

    fn check_told(&self, told: &cellsius::view::ProbeBlock, block: &Block, context: &str) {
        let summary = &told.summary;
        assert_eq!(summary.cells, block.cells, "{context}");
        assert_eq!(summary.count, block.count, "{context}");
        for (found, expected) in [(summary.min, block.min), (summary.max, block.max)] {
            match found {
                None => assert!(expected.is_nan(), "{context}: {block:?}"),
                Some(found) => {
                    assert_eq!(found.value.to_bits(), expected.to_bits(), "{context}");
                    let there = self.value(found.row, found.column);
                    assert_eq!(
                        found.value.to_bits(),
                        there.to_bits(),
                        "{context}: not there"
                    );
                }
            }
        }
        assert_eq!(
            summary.mean.is_some(),
            block.finite > 0,
            "{context}: {block:?}"
        );
        if let Some(mean) = summary.mean {
            assert!(
                close(mean, block.mean, self.mean_tolerance()),
                "{context}: {block:?}"
            );
            assert!(
                close(summary.sum, block.sum, block.magnitude * 1e-12),
                "{context}: {block:?}"
            );
        }
    }

    /// Each cell whose middle is in view, or that covers a pixel's centre, has a pixel of its own.
    pub(crate) fn check_nothing_is_lost(&self) {
        let layer = self.layer();
        for (side, table) in [(0, &layer.columns), (1, &layer.rows)] {
            let edges = edges(&self.case, side);
            let axis = brute_axis(&self.case, &self.frame, side, &edges);
            for cell in 0..edges.len() - 1 {
                let Some([_, _, middle]) = axis.placed(cell) else {
                    continue;
                };
                if middle < 0.0 || middle >= axis.length as f64 {
                    continue;
                }
                let holds = |span: &u32| {
                    let span = table.spans.as_slice().get(*span as usize);
                    span.is_some_and(|span| (span.first..=span.last).contains(&cell))
                };
                assert!(
                    table.pixels.iter().any(holds) || self.is_at_the_border(&axis, cell),
                    "seed {}: cell {cell} of side {side} has no pixel, {:?}",
                    self.seed,
                    axis.placed(cell)
                );
            }
        }
    }

    /// A gap may take the only pixels of a cell that the plot's border cuts off.
    fn is_at_the_border(&self, axis: &BruteAxis<'_>, cell: usize) -> bool {
        axis.gap > 0.0
            && axis
                .placed(cell)
                .is_some_and(|[low, high, _]| low < 0.0 || high > axis.length as f64)
    }
}

/// Equal within a tolerance; infinite and missing only beside their like.
pub(crate) fn close(found: f64, expected: f64, tolerance: f64) -> bool {
    if found.is_nan() || expected.is_nan() {
        return found.is_nan() && expected.is_nan();
    }
    found == expected || (found - expected).abs() <= tolerance
}

fn takes_high(levels: &Levels, block: &Block) -> bool {
    levels.steps_from_middle(block.max) >= levels.steps_from_middle(block.min)
}

fn edges(case: &Case, side: usize) -> Vec<f64> {
    let heatmap = case.figure.plots[0].layers[0]
        .heatmap()
        .expect("the layer is a heatmap");
    let positions = [&heatmap.x, &heatmap.y][side];
    let edges = positions.edges(case.figure.axes[side].scale);
    edges.iter().collect()
}

fn brute_axis<'a>(case: &Case, frame: &Frame, side: usize, edges: &'a [f64]) -> BruteAxis<'a> {
    let heatmap = case.figure.plots[0].layers[0]
        .heatmap()
        .expect("the layer is a heatmap");
    let rect = frame.plots[0].rect;
    let [from, to] = case.viewport.ranges[side];
    BruteAxis {
        edges,
        scale: case.figure.axes[side].scale,
        // The screen's y points down.
        range: if side == 0 { [from, to] } else { [to, from] },
        length: if side == 0 { rect.w } else { rect.h } as usize,
        gap: (heatmap.gap[0] * BARE).round(),
    }
}

fn owners(case: &Case, frame: &Frame, side: usize) -> Vec<Owned> {
    let edges = edges(case, side);
    brute_axis(case, frame, side, &edges).owners()
}
