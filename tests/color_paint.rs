//! Painting whole rows of values: always the interval that a search through all thresholds finds.
#![expect(clippy::unwrap_used, reason = "tests stop at what cannot be")]

#[expect(dead_code, reason = "other tests use the rest")]
#[path = "truth/random.rs"]
mod random;

use cellsius::color::{Classes, ColorScale, Colormap, KeySpace, Levels, Norm, Rgba};
use random::Random;

/// A number of any size, or an odd one.
fn number(random: &mut Random) -> f64 {
    const ODD: [f64; 14] = [
        f64::NEG_INFINITY,
        f64::MIN,
        -1e300,
        -1.0,
        -5e-324,
        -0.0,
        0.0,
        5e-324,
        1e-310,
        1.0,
        1e9,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
    ];
    match random.below(4) {
        0 => ODD[random.below(ODD.len())],
        1 => f64::from_bits(random.bits()),
        2 => (random.unit() - 0.5) * 10_f64.powi(random.below(40) as i32 - 20),
        _ => random.below(20) as f64 - 10.0,
    }
}

const KINDS: [&str; 6] = [
    "linear",
    "log",
    "symlog",
    "symlog:0.01",
    "power:0.3",
    "quantile",
];
const MAPS: [&str; 5] = ["viridis", "turbo", "jet", "greys", "vik"];

/// Levels of any norm over any range, often stepped, and values at which some begin.
fn random_levels(random: &mut Random) -> (Levels, Vec<f64>) {
    let (a, b) = match random.below(3) {
        0 => (number(random), number(random)),
        1 => (0.0, random.unit()),
        // Far from zero and narrow.
        _ => {
            let middle = number(random);
            (middle, middle + random.unit() * middle.abs() * 1e-6)
        }
    };
    let mut sorted: Vec<f64> = (0..1 + random.below(50))
        .map(|_| number(random))
        .filter(|z| z.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let mut starts = vec![a, b];
    let breaks = (random.below(3) == 0).then(|| {
        let within = |z: f64| a + (b - a) * z;
        let mut breaks: Vec<f64> = (0..3).map(|_| within(random.unit())).collect();
        breaks.sort_by(f64::total_cmp);
        breaks
    });
    starts.extend(breaks.iter().flatten());
    let kind = KINDS[random.below(KINDS.len())].parse().unwrap();
    let scale = ColorScale {
        colormap: Colormap::named(MAPS[random.below(MAPS.len())]).unwrap(),
        norm: Norm::new(kind, [a, b], Some(a), &sorted),
        classes: breaks.map(Classes::Bounds),
        missing: Rgba([1, 2, 3, 4]),
        under: Some(Rgba([5, 6, 7, 8])),
        over: Some(Rgba([9, 10, 11, 12])),
    };
    (scale.levels(), starts)
}

/// The neighbours of a number among all there are.
fn around(z: f64) -> [f64; 5] {
    let single = f64::from(z as f32);
    [z.next_down(), z, z.next_up(), single, -z]
}

#[test]
fn rows_are_painted_as_a_search_finds_their_intervals() {
    let mut random = Random::new(5);
    let mut seen = 0;
    for round in 0..400 {
        let (levels, starts) = random_levels(&mut random);
        let space = KeySpace::of(match random.below(3) {
            0 => None,
            1 => Some([starts[0], starts[1]]),
            _ => Some([number(&mut random), number(&mut random)]),
        });
        let keys = levels.keys(space);
        let count = levels.colors().len();
        // Each interval its own colour, but for the infinities'.
        let palette: Vec<[u8; 4]> = (0..count)
            .map(|level| (level.clamp(2, count - 2) * usize::from(level > 0)) as u32)
            .map(u32::to_le_bytes)
            .collect();
        let [low, high] = [starts[0], starts[1]];
        let mut values: Vec<f64> = (0..1000)
            .map(|i| match i % 3 {
                0 => number(&mut random),
                _ => low + (high - low) * (random.unit() * 1.2 - 0.1),
            })
            .collect();
        values.extend(starts.iter().flat_map(|start| around(*start)));
        let mut painted = vec![[0xEE; 4]; values.len() + 1];
        let lookup = levels.lookup(space);
        lookup.paint(&values, &palette, &mut painted);
        assert_eq!(painted.pop(), Some([0xEE; 4]), "beyond the values");
        for (z, painted) in values.iter().zip(painted) {
            let level = levels.level_of(&keys, space.key(*z));
            assert_eq!(
                painted, palette[level],
                "round {round}: {z:e} of {low:e}..{high:e} in {space:?}"
            );
            assert_eq!(lookup.color(*z), levels.colors()[level]);
            seen += usize::from((3..count - 2).contains(&level));
        }
        // What the palette of any picture has.
        assert_eq!(levels.colors()[1], levels.colors()[2]);
        assert_eq!(levels.colors()[count - 1], levels.colors()[count - 2]);
    }
    assert!(seen > 50_000, "only {seen} values inside a range");
}
