//! Colour scales as thresholds.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop at what cannot be"
)]

use cellsius::color::{Classes, ColorScale, Colormap, KeySpace, Norm, NormKind, Rgba};

const MISSING: Rgba = Rgba([1, 2, 3, 4]);
const UNDER: Rgba = Rgba([5, 6, 7, 8]);
const OVER: Rgba = Rgba([9, 10, 11, 12]);

fn scale(map: &str, norm: Norm) -> ColorScale {
    let colormap = Colormap::named(map).unwrap();
    ColorScale {
        colormap,
        norm,
        classes: None,
        missing: MISSING,
        under: Some(UNDER),
        over: Some(OVER),
    }
}

fn linear(low: f64, high: f64) -> Norm {
    Norm::new(NormKind::Linear, [low, high], None, &[])
}

/// Norms of every kind over ranges where they differ most.
fn norms() -> Vec<Norm> {
    let knots: Vec<f64> = (0..=200)
        .map(|i| f64::from(i).powi(2) / 100.0 - 40.0)
        .collect();
    let norm =
        |kind: &str, range, midpoint| Norm::new(kind.parse().unwrap(), range, midpoint, &knots);
    vec![
        norm("linear", [-3.0, 8.0], None),
        norm("linear", [-3.0, 8.0], Some(0.0)),
        norm("linear", [2.0, 8.0], Some(0.0)),
        norm("linear", [f64::MIN, f64::MAX], None),
        norm("log", [1e-3, 1e5], None),
        norm("log", [1e-3, 1e5], Some(1.0)),
        norm("symlog:0.5", [-100.0, 1e4], None),
        norm("symlog", [-1e-3, 1e3], Some(0.0)),
        norm("power:0.5", [0.0, 9.0], None),
        norm("power:2.5", [-1.0, 9.0], None),
        norm("quantile", [-40.0, 360.0], None),
        norm("quantile", [-20.0, 100.0], Some(0.0)),
    ]
}

#[test]
fn levels_are_the_colour_map_at_the_norm() {
    const SAMPLES: u32 = 4000;
    for name in Colormap::names() {
        for norm in norms() {
            let scale = scale(name, norm);
            let levels = scale.levels();
            for i in 0..=SAMPLES {
                // Steps that meet no grid of round numbers.
                let t = (f64::from(i) * 0.618_033_988_749_894_9).fract();
                let z = scale.value(t);
                let expected = scale.colormap.color_at(scale.norm.position(z));
                let near = |z: f64| levels.color_of(z) == expected;
                // At the range's very end a half may be rounded either way.
                let t = scale.norm.position(z);
                let tie = [t - 1e-13, t + 1e-13].map(|t| scale.colormap.color_at(t));
                let [low, high] = scale.range();
                let slack = 1e-12 * z.abs().max(low.abs().min(high.abs())).max(1e-300);
                assert!(
                    near(z)
                        || tie.contains(&levels.color_of(z)) && (z == low || z == high)
                        || near((z - slack).max(low))
                        || near((z + slack).min(high)),
                    "{name} {:?} {z}: {} is not {expected}",
                    scale.norm.kind(),
                    levels.color_of(z)
                );
            }
        }
    }
}

#[test]
fn the_colour_bar_is_the_range() {
    let check = |scale: &ColorScale| {
        let [low, high] = scale.range();
        assert_eq!([low, high].map(|z| scale.position(z)), [0.0, 1.0]);
        assert_eq!(
            [-1.0, 0.0, 1.0, 2.0].map(|t| scale.value(t)),
            [low, low, high, high]
        );
        for i in 1..32 {
            let t = f64::from(i) / 32.0;
            assert!(
                (scale.position(scale.value(t)) - t).abs() < 1e-9,
                "{:?} {t}",
                scale.norm.kind()
            );
        }
        assert!(scale.position(f64::NAN).is_nan() && scale.value(f64::NAN).is_nan());
    };
    for norm in norms() {
        let plain = scale("viridis", norm);
        check(&plain);
        check(&ColorScale {
            classes: Some(Classes::Bounds(vec![1.0, 2.0, 50.0])),
            ..plain.clone()
        });
        check(&ColorScale {
            classes: Some(Classes::Count(4)),
            ..plain
        });
    }
}

#[test]
fn every_change_of_a_rounded_colour_has_one_threshold() {
    for (name, least, most) in [
        ("viridis", 236, 1500),
        ("greys", 200, 260),
        ("twilight", 236, 1500),
    ] {
        let levels = scale(name, linear(0.0, 1.0)).levels();
        let inside = &levels.colors()[3..levels.colors().len() - 2];
        assert!(
            (least..=most).contains(&inside.len()),
            "{name}: {}",
            inside.len()
        );
        assert!(inside.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
        let keys = levels.keys(KeySpace::of(Some([0.0, 1.0])));
        assert_eq!(keys.len() + 1, levels.colors().len());
        assert!(keys.is_sorted());
    }
}

#[test]
fn values_without_a_position_have_their_own_colours() {
    let levels = scale("viridis", linear(0.0, 10.0)).levels();
    let lookup = levels.lookup(KeySpace::of(Some([-5.0, 20.0])));
    let check = |z: f64, expected: Rgba| {
        assert_eq!(levels.color_of(z), expected, "{z}");
        assert_eq!(lookup.color(z), expected, "{z} as key");
    };
    let [first, last] = ["#440154", "#fde725"].map(|text| text.parse().unwrap());
    check(f64::NAN, MISSING);
    check(f64::NEG_INFINITY, UNDER);
    check(f64::MIN, UNDER);
    check(-1e-3, UNDER);
    check(0.0, first);
    check(-0.0, first);
    check(10.0, last);
    check(10.00001, OVER);
    check(f64::MAX, OVER);
    check(f64::INFINITY, OVER);
    let log = scale("viridis", Norm::new(NormKind::Log, [1.0, 10.0], None, &[])).levels();
    assert_eq!([-1.0, 0.0, 0.9].map(|z| log.color_of(z)), [UNDER; 3]);
    let plain = ColorScale {
        under: None,
        over: None,
        ..scale("viridis", linear(0.0, 10.0))
    };
    let levels = plain.levels();
    assert_eq!(
        [f64::NEG_INFINITY, -1.0, 0.0].map(|z| levels.color_of(z)),
        [first; 3]
    );
    assert_eq!(
        [10.0, 11.0, f64::INFINITY].map(|z| levels.color_of(z)),
        [last; 3]
    );
    // The map's part below the range is no colour of a value under the range either.
    let part = ColorScale {
        norm: Norm::new(NormKind::Linear, [2.0, 4.0], Some(0.0), &[]),
        ..plain
    };
    let lowest = part.colormap.color_at(0.75);
    assert_eq!([-1.0, 2.0].map(|z| part.levels().color_of(z)), [lowest; 2]);
}

#[test]
fn classes_are_equal_steps_with_both_ends_of_the_map() {
    let map = |t: f64| Colormap::named("viridis").unwrap().color_at(t);
    let classes = |text: &str| Some(text.parse::<Classes>().unwrap());
    let check = |scale: &ColorScale, boundaries: &[f64], colors: &[Rgba]| {
        let levels = scale.levels();
        assert_eq!(scale.boundaries().as_deref(), Some(boundaries));
        assert_eq!(&levels.colors()[3..levels.colors().len() - 2], colors);
        let lookup = levels.lookup(KeySpace::of(Some(scale.range())));
        for (i, pair) in boundaries.windows(2).enumerate() {
            let middle = f64::midpoint(pair[0], pair[1]);
            for z in [pair[0], middle] {
                assert_eq!([levels.color_of(z), lookup.color(z)], [colors[i]; 2], "{z}");
            }
        }
        let [last, color] = [boundaries.len(), colors.len()].map(|count| count - 1);
        assert_eq!(lookup.color(boundaries[last]), colors[color]);
        assert_eq!(levels.color_of(boundaries[last] + 1.0), OVER);
        assert_eq!(levels.color_of(boundaries[0] - 1.0), UNDER);
    };
    let norm = Norm::new(NormKind::Log, [1.0, 1000.0], None, &[]);
    let three = ColorScale {
        classes: classes("3"),
        ..scale("viridis", norm)
    };
    check(
        &three,
        &[1.0, 10.0, 100.0, 1000.0],
        &[map(0.0), map(0.5), map(1.0)],
    );
    let bounds = ColorScale {
        classes: classes("-5,0,1"),
        ..scale("viridis", linear(0.0, 9.0))
    };
    check(&bounds, &[-5.0, 0.0, 1.0], &[map(0.0), map(1.0)]);
    assert_eq!(bounds.range(), [-5.0, 1.0]);
    let one = ColorScale {
        classes: classes("1"),
        ..scale("viridis", linear(0.0, 9.0))
    };
    check(&one, &[0.0, 9.0], &[map(0.5)]);
    // What cannot be classes is none.
    for wrong in [
        Classes::Count(0),
        Classes::Bounds(vec![]),
        Classes::Bounds(vec![1.0, 0.0]),
    ] {
        let scale = ColorScale {
            classes: Some(wrong),
            ..scale("viridis", linear(0.0, 9.0))
        };
        assert_eq!(scale.boundaries(), None);
        assert!(scale.levels().colors().len() > 200);
    }
    let many = ColorScale {
        classes: Some(Classes::Count(usize::MAX)),
        ..scale("viridis", linear(0.0, 9.0))
    };
    assert_eq!(many.levels().colors().len(), Classes::MAX + 5);
}

#[test]
fn steps_of_a_map_are_thresholds() {
    let [red, blue] = ["red", "blue"].map(|name| name.parse::<Rgba>().unwrap());
    let stops = vec![(0.0, red), (0.3, red), (0.3, blue), (1.0, blue)];
    let colormap = Colormap::from_stops("flags", stops).unwrap();
    let scale = ColorScale {
        colormap,
        ..scale("viridis", linear(0.0, 10.0))
    };
    let levels = scale.levels();
    assert_eq!(
        levels.colors(),
        [MISSING, UNDER, UNDER, red, blue, OVER, OVER]
    );
    let lookup = levels.lookup(KeySpace::of(Some([0.0, 10.0])));
    assert_eq!([2.999_999, 3.0].map(|z| lookup.color(z)), [red, blue]);
    assert_eq!(
        [0.0, 3.0, 10.0, 11.0].map(|z| levels.steps_from_middle(z)),
        [1, 1, 1, 3]
    );
}

#[test]
fn steps_from_the_middle_grow_outwards() {
    let levels = scale(
        "vik",
        Norm::new(NormKind::Linear, [-1.0, 3.0], Some(0.0), &[]),
    )
    .levels();
    let steps = |z: f64| levels.steps_from_middle(z);
    assert_eq!(steps(f64::NAN), 0);
    assert!(steps(-1.0).abs_diff(steps(3.0)) == 0);
    assert!(steps(-0.9) > steps(2.0) && steps(-0.2) < steps(2.0));
    assert!(steps(f64::INFINITY) > steps(4.0) && steps(4.0) > steps(3.0));
    assert!(steps(f64::NEG_INFINITY) > steps(-2.0) && steps(-2.0) > steps(-1.0));
    let mut before = 0;
    for i in 0..=300 {
        let now = steps(f64::from(i) / 100.0 + 0.2);
        assert!(now >= before);
        before = now;
    }
}

#[test]
fn the_fast_table_equals_the_search() {
    let extents = [
        None,
        Some([-3.0, 8.0]),
        Some([1e9 - 1.0, 1e9 + 1.0]),
        Some([1e-320, 1e308]),
    ];
    let mut scales: Vec<ColorScale> = norms()
        .into_iter()
        .map(|norm| scale("turbo", norm))
        .collect();
    scales.push(scale("jet", linear(1e9 - 1.0, 1e9 + 1.0)));
    scales.push(scale("greys", linear(0.0, 1e-320)));
    scales.push(ColorScale {
        classes: Some(Classes::Count(2)),
        ..scale("vik", linear(0.0, 1.0))
    });
    for scale in scales {
        let levels = scale.levels();
        let mut spaces: Vec<KeySpace> =
            extents.iter().map(|extent| KeySpace::of(*extent)).collect();
        spaces.push(KeySpace::of(Some(scale.range())));
        for space in spaces {
            let (keys, lookup) = (levels.keys(space), levels.lookup(space));
            assert!(keys.is_sorted());
            assert_eq!(lookup.space(), space);
            let around = keys
                .iter()
                .flat_map(|key| [key.saturating_sub(1), *key, key.saturating_add(1)]);
            let spread = (0..20_000_u32).map(|i| i.wrapping_mul(2_654_435_769));
            for key in around.chain(spread).chain([0, u32::MAX]) {
                let level = keys.iter().filter(|threshold| **threshold <= key).count();
                let found = [lookup.level(key), levels.level_of(&keys, key)];
                assert_eq!(found, [level.min(keys.len()); 2], "{key} in {space:?}");
                assert_eq!(lookup.color_of_key(key), levels.colors()[level]);
            }
        }
    }
}

#[test]
fn ends_of_the_range_lie_inside_whatever_the_rounding() {
    for (low, high) in [
        (0.1, 0.3),
        (-1e308, 1e308),
        (1e9 + 0.1, 1e9 + 0.3),
        (0.0, 1e-320),
        (1e-40, 1e40),
    ] {
        let levels = scale("viridis", linear(low, high)).levels();
        for extent in [None, Some([low, high]), Some([0.0, 1.0]), Some([-1e9, 1e9])] {
            let lookup = levels.lookup(KeySpace::of(extent));
            for z in [low, high] {
                let color = lookup.color(z);
                assert!(
                    ![MISSING, UNDER, OVER].contains(&color),
                    "{z} of {low}..{high} in {extent:?}"
                );
            }
        }
    }
}

#[test]
fn odd_ranges_make_levels_too() {
    let odd = [
        f64::NAN,
        f64::NEG_INFINITY,
        f64::MIN,
        -1.0,
        0.0,
        5e-324,
        1.0,
        f64::MAX,
        f64::INFINITY,
    ];
    for (a, b) in odd.iter().flat_map(|a| odd.iter().map(move |b| (*a, *b))) {
        for kind in ["linear", "log", "symlog", "power:0.3", "quantile"] {
            let norm = Norm::new(kind.parse().unwrap(), [a, b], Some(0.0), &[0.0, 1.0]);
            let levels = scale("viridis", norm).levels();
            let keys = levels.keys(KeySpace::of(Some([a, b])));
            assert!(keys.is_sorted(), "{kind} {a}..{b}");
            assert_eq!(levels.color_of(f64::NAN), MISSING);
        }
    }
}

#[test]
fn opacity_fades_every_colour_and_moves_no_threshold() {
    let norm = Norm::new(NormKind::Linear, [0.0, 1.0], None, &[]);
    let scale = ColorScale {
        missing: Rgba([10, 20, 30, 100]),
        under: None,
        over: None,
        ..scale("viridis", norm)
    };
    let whole = scale.levels();
    let half = whole.clone().with_opacity(0.5);
    for z in [f64::NAN, -1.0, 0.0, 0.3, 1.0, 2.0, f64::INFINITY] {
        let (a, b) = (whole.color_of(z).0, half.color_of(z).0);
        assert_eq!(a[..3], b[..3], "{z}");
        assert_eq!(b[3], if z.is_nan() { 50 } else { 128 }, "{z}");
    }
    for opacity in [1.0, 7.0, f64::NAN] {
        assert_eq!(whole.clone().with_opacity(opacity), whole, "{opacity}");
    }
    let gone = whole.with_opacity(-1.0);
    assert!(gone.colors().iter().all(|color| color.0[3] == 0));
}
