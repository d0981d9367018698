//! Norms: from values to positions and back.

use cellsius::color::{Classes, Norm, NormKind};

const KINDS: [NormKind; 8] = [
    NormKind::Linear,
    NormKind::Log,
    NormKind::SymLog { linear: None },
    NormKind::SymLog { linear: Some(0.1) },
    NormKind::Power { gamma: 0.5 },
    NormKind::Power { gamma: 3.0 },
    NormKind::Power { gamma: f64::NAN },
    NormKind::Quantile,
];

const ODD: [f64; 16] = [
    f64::NAN,
    f64::NEG_INFINITY,
    f64::MIN,
    -1e300,
    -1.0,
    -1e-320,
    -0.0,
    0.0,
    5e-324,
    1e-310,
    0.3,
    1.0,
    1e9,
    1e300,
    f64::MAX,
    f64::INFINITY,
];

#[test]
fn norms_are_read_as_the_command_line_writes_them() {
    let check = |text: &str, expected: NormKind| {
        let read: NormKind = text.parse().unwrap();
        assert_eq!(read, expected, "{text}");
        assert_eq!(read.to_string().parse(), Ok(expected), "{text}");
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<NormKind>(&json).unwrap(), expected);
    };
    check("linear", NormKind::Linear);
    check("LOG", NormKind::Log);
    check("symlog", NormKind::SymLog { linear: None });
    check("symlog:0.1", NormKind::SymLog { linear: Some(0.1) });
    check(
        "symlog:1e-300",
        NormKind::SymLog {
            linear: Some(1e-300),
        },
    );
    check("power:0.5", NormKind::Power { gamma: 0.5 });
    check("quantile", NormKind::Quantile);
    for wrong in [
        "",
        "lin",
        "power",
        "power:0",
        "power:-1",
        "power:x",
        "symlog:",
        "symlog:inf",
        "log:2",
        "linear:",
    ] {
        let error = wrong.parse::<NormKind>().unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("found \"{wrong}\", expected linear")),
            "{error}"
        );
    }
}

#[test]
fn classes_are_read_as_the_command_line_writes_them() {
    let check = |text: &str, expected: Option<Classes>| {
        let read = text.parse::<Classes>().ok();
        assert_eq!(read, expected, "{text}");
        if let Some(classes) = read {
            assert_eq!(classes.to_string().parse(), Ok(classes.clone()));
            let json = serde_json::to_string(&classes).unwrap();
            assert_eq!(serde_json::from_str::<Classes>(&json).unwrap(), classes);
        }
    };
    check("7", Some(Classes::Count(7)));
    check("0, 1.5,1e3", Some(Classes::Bounds(vec![0.0, 1.5, 1000.0])));
    for wrong in [
        "", "0", "-1", "1025", "1.5", "1,", "1,1", "2,1", "0,nan", "0,inf", "x",
    ] {
        check(wrong, None);
    }
    assert!(
        "2,1"
            .parse::<Classes>()
            .unwrap_err()
            .to_string()
            .starts_with("found \"2,1\", expected")
    );
}

#[test]
fn positions_are_the_fields() {
    let check = |kind: &str, range: [f64; 2], z: f64, expected: f64| {
        let norm = Norm::new(kind.parse().unwrap(), range, None, &[]);
        let t = norm.position(z);
        assert!(
            (t - expected).abs() < 1e-12 || t == expected,
            "{kind} {range:?} {z}: {t}"
        );
        if (0.0..=1.0).contains(&expected) {
            let back = norm.value(expected);
            assert!(
                (back - z).abs() <= 1e-12 * z.abs().max(range[1].abs()),
                "{kind} {z}: {back}"
            );
        }
    };
    check("linear", [2.0, 4.0], 2.5, 0.25);
    check("linear", [2.0, 4.0], 5.0, 1.5);
    check("linear", [f64::MIN, f64::MAX], 0.0, 0.5);
    check("linear", [f64::MIN, f64::MAX], f64::MAX, 1.0);
    check("linear", [0.0, 1e-320], 5e-321, 0.5);
    check("log", [1.0, 1000.0], 10.0, 1.0 / 3.0);
    check("log", [1e-300, 1e300], 1.0, 0.5);
    check("log", [1.0, 1000.0], 0.0, f64::NEG_INFINITY);
    check("log", [1.0, 1000.0], -5.0, f64::NEG_INFINITY);
    check("power:0.5", [0.0, 4.0], 1.0, 0.5);
    check("power:2", [0.0, 4.0], 1.0, 0.0625);
    // matplotlib 3.11.2: SymLogNorm(linthresh, vmin, vmax, base=10).
    check("symlog:1", [-100.0, 100.0], 0.0, 0.5);
    check("symlog:1", [-100.0, 100.0], 1.0, 0.678_571_428_571_428_6);
    check("symlog:1", [-100.0, 100.0], 10.0, 0.839_285_714_285_714_3);
    check("symlog:1", [-100.0, 100.0], 0.5, 0.589_285_714_285_714_3);
    check(
        "symlog",
        [0.0, 1000.0],
        1.0,
        (10.0 / 9.0) / (3.0 + 10.0 / 9.0),
    );
}

#[test]
fn a_midpoint_sits_in_the_middle() {
    let check = |kind: &str, range: [f64; 2], midpoint: f64, z: f64, expected: f64| {
        let t = Norm::new(kind.parse().unwrap(), range, Some(midpoint), &[]).position(z);
        assert!(
            (t - expected).abs() < 1e-12,
            "{kind} {range:?} {midpoint} {z}: {t}"
        );
    };
    check("linear", [-1.0, 3.0], 0.0, 0.0, 0.5);
    check("linear", [-1.0, 3.0], 0.0, -0.5, 0.25);
    check("linear", [-1.0, 3.0], 0.0, 1.5, 0.75);
    check("linear", [-1.0, 3.0], 0.0, 3.0, 1.0);
    check("log", [1.0, 1000.0], 10.0, 10.0, 0.5);
    check("log", [1.0, 1000.0], 10.0, 100.0, 0.75);
    // Outside the range it still keeps its side of the map.
    check("linear", [2.0, 4.0], 0.0, 4.0, 1.0);
    check("linear", [2.0, 4.0], 0.0, 2.0, 0.75);
    check("linear", [-4.0, -2.0], 0.0, -4.0, 0.0);
    check("linear", [-4.0, -2.0], 0.0, -2.0, 0.25);
    check("linear", [0.0, 4.0], 0.0, 1.0, 0.625);
    // No place for it on a logarithm.
    check("log", [1.0, 100.0], 0.0, 10.0, 0.5);
}

#[test]
fn quantiles_share_the_data_equally() {
    let knots: Vec<f64> = (0..=100).map(|i| f64::from(i).powi(3)).collect();
    let norm = Norm::new(NormKind::Quantile, [0.0, 1e6], None, &knots);
    for i in 0..=100 {
        let t = norm.position(f64::from(i).powi(3));
        assert!((t - f64::from(i) / 100.0).abs() < 1e-12, "{i}: {t}");
    }
    // Half of the data are zero: they take the first colour, and the rest keep theirs.
    let flood = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 3.0, 3.0, 8.0];
    let norm = Norm::new(NormKind::Quantile, [0.0, 8.0], None, &flood);
    for (z, expected) in [(0.0, 0.0), (1.0, 0.5), (2.0, 0.6), (3.0, 0.8), (8.0, 1.0)] {
        assert!(
            (norm.position(z) - expected).abs() < 1e-12,
            "{z}: {}",
            norm.position(z)
        );
        assert!((norm.value(expected) - z).abs() < 1e-12, "{z}");
    }
    // Nothing to share: linear.
    for knots in [&[][..], &[3.0, 3.0], &[f64::NAN, 1.0], &[50.0, 60.0]] {
        let norm = Norm::new(NormKind::Quantile, [0.0, 8.0], None, knots);
        assert_eq!(norm.position(2.0), 0.25, "{knots:?}");
    }
}

#[test]
fn norms_ascend_and_stay_in_range_whatever_is_given() {
    let knots = [
        f64::NEG_INFINITY,
        -5.0,
        0.0,
        0.0,
        0.1,
        7.0,
        1e9,
        f64::NAN,
        1e308,
    ];
    for kind in KINDS {
        for (a, b) in ODD.iter().flat_map(|a| ODD.iter().map(move |b| (*a, *b))) {
            for midpoint in [
                None,
                Some(0.0),
                Some(-2.0),
                Some(0.5),
                Some(f64::NAN),
                Some(1e308),
            ] {
                let norm = Norm::new(kind, [a, b], midpoint, &knots);
                check_norm(&norm, &format!("{kind} {a:e}..{b:e} {midpoint:?}"));
            }
        }
    }
}

fn check_norm(norm: &Norm, what: &str) {
    let [low, high] = norm.range();
    assert!(
        low < high && low.is_finite() && high.is_finite(),
        "{what}: {low}..{high}"
    );
    assert!(norm.position(f64::NAN).is_nan(), "{what}");
    let mut values = ODD[1..].to_vec();
    values.extend([low, high, low / 2.0 + high / 2.0]);
    values.sort_by(f64::total_cmp);
    let mut before = f64::NEG_INFINITY;
    for z in values {
        let t = norm.position(z);
        assert!(t >= before - 1e-12, "{what}: {z} at {t}, after {before}");
        assert_eq!(
            (low..=high).contains(&z),
            (0.0..=1.0).contains(&t) && !extended(norm, z),
            "{what}: {z} at {t}"
        );
        before = t;
    }
    let mut before = f64::NEG_INFINITY;
    for i in -2..=34 {
        let z = norm.value(f64::from(i) / 32.0);
        assert!(z >= before, "{what}: {z} after {before}");
        before = z;
    }
    assert!(norm.value(f64::NAN).is_nan());
}

/// Outside the range, but with a position, as the midpoint lies outside too.
fn extended(norm: &Norm, z: f64) -> bool {
    let [low, high] = norm.range();
    norm.midpoint()
        .is_some_and(|middle| middle <= low || middle >= high)
        && !(low..=high).contains(&z)
}
