//! What a pixel shows, against a renderer that asks every cell for every pixel.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stop at what cannot be"
)]

#[path = "truth/brute.rs"]
mod brute;
#[path = "truth/cases.rs"]
mod cases;
#[path = "truth/painted.rs"]
mod painted;
#[path = "truth/random.rs"]
mod random;
#[path = "truth/ruler.rs"]
mod ruler;
#[path = "truth/seen.rs"]
mod seen;
#[path = "truth/stored.rs"]
mod stored;
#[path = "truth/whole.rs"]
mod whole;

use brute::{Block, BruteAxis, Owned, exact_sum};
use cases::{Case, bare_canvas, case, figure};
use cellsius::axis::{Positions, Scale};
use cellsius::grid::{Grid, Reduction, Value};
use cellsius::view::{Frame, HeatmapFrame, Viewport, frame};
use random::Random;
use ruler::FixedRuler;
use seen::Seen;

const CASES: u64 = 1500;

#[test]
fn every_pixel_shows_what_brute_force_shows() {
    (0..CASES).for_each(|seed| Seen::new(seed, case(seed)).check_pixels());
}

#[test]
fn the_probe_tells_what_brute_force_finds() {
    (0..CASES / 3).for_each(|seed| Seen::new(seed, case(seed)).check_probes());
}

#[test]
fn every_visible_cell_has_a_pixel() {
    (0..CASES).for_each(|seed| Seen::new(seed, case(seed)).check_nothing_is_lost());
}

/// Cells on whole numbers can be placed in whole numbers: no rounding on the oracle's side.
#[test]
fn pixels_own_cells_exactly_as_in_whole_numbers() {
    for seed in 0..4000 {
        let mut random = Random::new(seed);
        let whole = whole::WholeAxis::random(&mut random);
        let (cells, length) = (whole.cells(), whole.length);
        let edges: Vec<f64> = whole.edges.iter().map(|&edge| edge as f64).collect();
        let grid = Grid::new(1, cells, vec![1.0; cells]).expect("one row");
        let x = (Positions::Edges(edges.into()), Scale::Linear);
        let y = (Positions::index(1), Scale::Linear);
        let figure = figure(grid, [x, y], Reduction::Max, 0);
        let range = whole.range.map(|end| end as f64);
        let viewport = Viewport {
            ranges: vec![range],
        };
        let frame = frame(&figure, &viewport, bare_canvas(length, 1), &FixedRuler);
        let table = &layer(&frame).columns;
        for pixel in 0..length {
            let span = table.spans.as_slice().get(table.pixels[pixel] as usize);
            let found = span.map(|span| [span.first, span.last]);
            let expected = whole.owned(pixel);
            assert_eq!(
                found, expected,
                "seed {seed}, pixel {pixel} of {length}: {whole:?}"
            );
        }
    }
}

/// One cell of three million, wherever one looks from, is seen under `max`.
#[test]
fn a_spike_is_seen_at_every_zoom_and_offset() {
    let (columns, rows) = (2000, 1500);
    let (spike_column, spike_row) = (1234, 777);
    let mut values = vec![0.0; columns * rows];
    values[spike_row * columns + spike_column] = 1.0;
    let grid = Grid::new(rows, columns, values).expect("the values fill the shape");
    let sides = [columns, rows].map(|count| (Positions::index(count), Scale::Linear));
    let figure = figure(grid, sides, Reduction::Max, 0);
    let mut random = Random::new(300);
    for round in 0..300 {
        let mut range = |cell: usize| {
            // Up to half a cell beyond the spike on the near side, so that its middle is in view.
            let reach = |random: &mut Random| libm::pow(10.0, random.between(-0.2, 3.5));
            [
                cell as f64 - reach(&mut random),
                cell as f64 + reach(&mut random),
            ]
        };
        let ranges = vec![range(spike_column), range(spike_row)];
        let canvas = bare_canvas(random.whole(1, 500), random.whole(1, 400));
        let viewport = Viewport { ranges };
        let frame = frame(&figure, &viewport, canvas, &FixedRuler);
        let plot = &frame.plots[0];
        let at = [
            plot.x.px_from_data(spike_column as f64),
            plot.y.px_from_data(spike_row as f64),
        ];
        let painted = Painted::of(&frame);
        let seen =
            (0..plot.rect.h).any(|y| (0..plot.rect.w).any(|x| painted.value(x, y) == Some(1.0)));
        assert!(
            seen,
            "round {round}: {viewport:?} on {canvas:?} hides the spike at {at:?}"
        );
        let probe = frame.probe(at).expect("a cell lies there");
        let cells = probe.cells().expect("cells lie there");
        let max = cells
            .block
            .as_ref()
            .map_or(cells.value.to_f64(), |block| block.shown);
        assert_eq!(
            max, 1.0,
            "round {round}: the tooltip at {at:?} hides the spike"
        );
    }
}

/// Nothing is counted twice and nothing is left out.
#[test]
fn a_sum_over_all_pixels_is_the_sum_of_the_data() {
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let [columns, rows] = [random.whole(40, 300), random.whole(40, 300)];
        let values: Vec<f64> = (0..rows * columns)
            .map(|_| random.between(-1.0, 3.0))
            .collect();
        let total = exact_sum(values.iter().copied());
        let grid = Grid::new(rows, columns, values).expect("the values fill the shape");
        let sides = [columns, rows].map(|count| {
            let start = random.between(-10.0, 10.0);
            (Positions::steps(start, 0.7, count), Scale::Linear)
        });
        for reduction in [Reduction::Sum, Reduction::Count] {
            let figure = figure(grid.clone(), sides.clone(), reduction, 0);
            // Beyond the data on both sides; no cell is wider than a pixel.
            let ranges = figure.axes.iter().map(|axis| {
                let [from, to] = axis.range;
                [
                    from - random.between(0.0, 9.0),
                    to + random.between(0.0, 9.0),
                ]
            });
            let viewport = Viewport {
                ranges: ranges.collect(),
            };
            let canvas = bare_canvas(random.whole(1, columns), random.whole(1, rows));
            let frame = frame(&figure, &viewport, canvas, &FixedRuler);
            let painted = Painted::of(&frame);
            let all = (0..canvas.height_px)
                .flat_map(|y| (0..canvas.width_px).map(move |x| [x, y]))
                .filter_map(|[x, y]| painted.value(x, y))
                .filter(|value| !value.is_nan());
            let found = exact_sum(all);
            if reduction == Reduction::Sum {
                let off = (found - total).abs() / total.abs();
                assert!(
                    off <= 1e-12,
                    "seed {seed}: {found} for {total}, on {canvas:?}"
                );
            } else {
                assert_eq!(found, (rows * columns) as f64, "seed {seed}, on {canvas:?}");
            }
        }
    }
}

#[test]
fn sums_and_counts_take_their_range_from_the_picture() {
    for seed in 0..CASES {
        let seen = Seen::new(seed, case(seed));
        if !seen.reduction().makes_new_values() {
            continue;
        }
        let shown = seen.shown_values();
        let finite = || shown.iter().copied().filter(|value| value.is_finite());
        let low = finite().fold(f64::INFINITY, f64::min);
        let high = finite().fold(f64::NEG_INFINITY, f64::max);
        if low < high {
            assert_eq!(seen.layer().range, [low, high], "seed {seed}");
        }
    }
}

fn layer(frame: &Frame) -> &HeatmapFrame {
    frame.plots[0].heatmap(0).expect("the layer is a heatmap")
}

use seen::Painted;
