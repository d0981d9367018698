//! The painters' pixels against brute force's values and a colour map looked up by hand.

use cellsius::axis::{Positions, Scale};
use cellsius::color::{ColorScale, Colormap, Norm, NormKind, Rgba};
use cellsius::figure::ColorRange;
use cellsius::grid::{Grid, Reduction};
use cellsius::render::cpu::CpuPainter;
use cellsius::render::gpu::GpuPainter;
use cellsius::render::{Picture, Typesetter};
use cellsius::view::{Theme, Viewport, frame};

use crate::cases::{Case, bare_canvas, case, figure};
use crate::random::Random;
use crate::ruler::FixedRuler;
use crate::seen::Seen;

const MISSING: Rgba = Rgba([200, 30, 90, 255]);
const UNDER: Rgba = Rgba([1, 2, 3, 255]);
const OVER: Rgba = Rgba([250, 251, 252, 255]);

/// A case in colours that tell everything apart.
pub(crate) fn dressed(mut case: Case, seed: u64) -> Case {
    let mut random = Random::new(seed + 1_000_000);
    let spec = &mut case.figure.color_scales[0];
    let names = Colormap::names();
    spec.colormap = Colormap::named(names[random.below(names.len())]).expect("it is listed");
    if random.chance(0.7) {
        spec.missing = MISSING;
    }
    if random.chance(0.5) {
        (spec.under, spec.over) = (Some(UNDER), Some(OVER));
    }
    if let ColorRange::Known([low, high]) = spec.range {
        let part = |random: &mut Random, a: f64, b: f64| {
            let t = random.between(a, b);
            low * (1.0 - t) + high * t
        };
        if random.chance(0.5) {
            let range = [part(&mut random, 0.0, 0.4), part(&mut random, 0.6, 1.0)];
            spec.range = ColorRange::Known(range);
        }
    }
    spec.norm = match random.below(4) {
        0 => NormKind::SymLog { linear: None },
        1 => NormKind::Log,
        _ => NormKind::Linear,
    };
    if spec.norm == NormKind::Log && !matches!(spec.range, ColorRange::Known([low, _]) if low > 0.0)
    {
        spec.norm = NormKind::Linear;
    }
    case
}

/// The map's colour between its two nearest stops, on what lies behind.
fn expected(value: f64, seen: &Seen) -> [f64; 3] {
    let spec = &seen.case().figure.color_scales[0];
    let range = seen.layer().range;
    let scale = ColorScale {
        colormap: spec.colormap.clone(),
        norm: Norm::new(spec.norm, range, None, &[]),
        classes: None,
        missing: spec.missing,
        under: spec.under,
        over: spec.over,
    };
    let stops = spec.colormap.stops();
    let flat = |color: Rgba| color.0.map(f64::from);
    let [r, g, b, a] = if value.is_nan() {
        flat(spec.missing)
    } else if let Some(under) = spec.under.filter(|_| value < range[0]) {
        flat(under)
    } else if let Some(over) = spec.over.filter(|_| value > range[1]) {
        flat(over)
    } else {
        let at = if value <= range[0] {
            0.0
        } else if value >= range[1] {
            1.0
        } else {
            scale.position(value)
        };
        let next = stops.iter().position(|stop| stop.0 >= at);
        match next {
            None => flat(stops[stops.len() - 1].1),
            Some(0) => flat(stops[0].1),
            Some(next) => {
                let ((t0, low), (t1, high)) = (stops[next - 1], stops[next]);
                let part = (at - t0) / (t1 - t0);
                let (low, high) = (flat(low), flat(high));
                [0, 1, 2, 3].map(|c| low[c] + (high[c] - low[c]) * part)
            }
        }
    };
    let behind = flat(Theme::Light.colors().plot);
    let over = |channel: f64, below: f64| channel * a / 255.0 + below * (1.0 - a / 255.0);
    [over(r, behind[0]), over(g, behind[1]), over(b, behind[2])]
}

pub(crate) fn check_picture(seed: u64, seen: &Seen, picture: &Picture, painter: &str) {
    let [width, height] = seen.size();
    // A mean may be off by 1e-6 of the range, which is less than a level unless the norm is steep.
    let exact = !matches!(seen.reduction(), Reduction::Mean | Reduction::Sum);
    // Painters compare 32-bit floats: values so far below the largest share a colour.
    let smallest = seen.largest() * 1e-60;
    let behind = Theme::Light.colors().plot.0;
    for y in 0..height {
        for x in 0..width {
            let found = picture.pixel(x as u32, y as u32);
            let Some(value) = seen.brute_value(x, y) else {
                assert_eq!(
                    found, behind,
                    "seed {seed}, {painter}, {x}, {y}: nothing is there"
                );
                continue;
            };
            let expected = expected(value, seen);
            let near =
                |channel: usize| (f64::from(found[channel]) - expected[channel]).abs() <= 1.0;
            let right =
                (0..3).all(near) || !exact && seen.is_steep(value) || value.abs() < smallest;
            assert!(
                right && found[3] == 255,
                "seed {seed}, {painter}, {x}, {y}: {found:?} instead of {expected:?} for {value}, {:?} over {:?}",
                seen.case().figure.color_scales[0].norm,
                seen.layer().range
            );
        }
    }
}

pub(crate) fn gpu() -> Option<GpuPainter> {
    match GpuPainter::headless() {
        Ok(painter) => Some(painter),
        Err(error) if std::env::var_os("CELLSIUS_REQUIRE_GPU").is_none() => {
            eprintln!("the GPU is left out: {error}");
            None
        }
        Err(error) => panic!("CELLSIUS_REQUIRE_GPU is set, but {error}"),
    }
}

#[test]
fn both_painters_paint_the_colours_of_brute_force() {
    let typesetter = Typesetter::headless();
    let mut cpu = CpuPainter::with_typesetter(typesetter.clone());
    let mut gpu = gpu().map(|gpu| gpu.with_typesetter(typesetter));
    for seed in 0..150 {
        let seen = Seen::new(seed, dressed(case(seed), seed));
        let picture = cpu.paint(seen.frame());
        check_picture(seed, &seen, &picture, "CPU");
        if let Some(gpu) = &mut gpu {
            let theirs = gpu.paint(seen.frame()).expect("the adapter paints");
            check_picture(seed, &seen, &theirs, "GPU");
            assert!(picture == theirs, "seed {seed}: the painters differ");
        }
    }
}

/// How many pixels have each colour, the rarest first.
fn counts(picture: &Picture) -> Vec<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for pixel in picture.pixels.chunks_exact(4) {
        *counts.entry(pixel.to_vec()).or_insert(0) += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable();
    counts
}

fn check_counts(
    [columns, rows]: [usize; 2],
    [w, h]: [usize; 2],
    gap_px: usize,
    expected: &[usize],
) {
    let values = (0..rows * columns).map(|i| i as f64).collect();
    let grid = Grid::new(rows, columns, values).expect("the values fill the shape");
    let sides = [columns, rows].map(|count| (Positions::index(count), Scale::Linear));
    let figure = figure(grid, sides, Reduction::Max, gap_px);
    let frame = frame(
        &figure,
        &Viewport::whole(&figure),
        bare_canvas(w, h),
        &FixedRuler,
    );
    let picture = CpuPainter::new().paint(&frame);
    assert_eq!(
        counts(&picture),
        expected,
        "{columns} x {rows} on {w} x {h}, gap {gap_px}"
    );
}

#[test]
fn cells_have_the_pixels_that_are_theirs() {
    check_counts([3, 2], [300, 200], 0, &[10_000; 6]);
    check_counts([1, 1], [7, 5], 0, &[35]);
    check_counts([2, 1], [5, 1], 0, &[2, 3]);
    // Half the gap on either side: 98 x 98 of 100 x 100, and the rest is background.
    check_counts(
        [3, 2],
        [300, 200],
        2,
        &[2376, 9604, 9604, 9604, 9604, 9604, 9604],
    );
    check_counts([3, 1], [30, 1], 3, &[7, 7, 7, 9]);
    // Never a cell's last pixel, however wide the gap.
    check_counts([3, 1], [30, 1], 90, &[1, 1, 1, 27]);
    check_counts([3, 1], [3, 1], 9, &[1, 1, 1]);
    check_counts([5, 1], [2, 1], 9, &[1, 1]);
}
