//! Values as integers in the same order.

#[expect(dead_code, reason = "other tests use the rest")]
#[path = "truth/random.rs"]
mod random;

use cellsius::color::KeySpace;
use random::Random;

const ODD: [f64; 20] = [
    f64::NEG_INFINITY,
    f64::MIN,
    -1e308,
    -1e300,
    -1e9,
    -1.0,
    -1e-300,
    -1e-310,
    -5e-324,
    0.0,
    5e-324,
    1e-320,
    1e-310,
    1e-300,
    1.0,
    1e9,
    1e300,
    1e308,
    f64::MAX,
    f64::INFINITY,
];

fn spaces() -> Vec<KeySpace> {
    let mut spaces = vec![KeySpace::of(None)];
    for a in ODD {
        for b in ODD {
            spaces.push(KeySpace::of(Some([a, b])));
        }
    }
    spaces.push(KeySpace::of(Some([f64::NAN, 1.0])));
    spaces.push(KeySpace::of(Some([1e9 - 1.0, 1e9 + 1.0])));
    spaces
}

#[test]
fn keys_keep_the_order_of_all_values() {
    let mut random = Random::new(1);
    let mut values: Vec<f64> = (0..2000).map(|_| f64::from_bits(random.bits())).collect();
    values.extend((0..500).map(|_| f64::from_bits(random.bits() >> 12)));
    values.extend((0..500).map(|_| 1e9 + random.unit() * 2.0 - 1.0));
    values.extend((0..500).map(|_| random.unit() * 1e-320));
    values.extend(ODD);
    values.retain(|z| !z.is_nan());
    values.sort_by(f64::total_cmp);
    for space in spaces() {
        let low = space.key(f64::NEG_INFINITY);
        let high = space.key(f64::INFINITY);
        assert_eq!(space.key(f64::NAN), 0);
        assert_eq!(space.key(-f64::NAN), 0);
        assert_eq!(space.key(-0.0), space.key(0.0));
        assert!(low > 0);
        let mut before = 0;
        for z in &values {
            let key = space.key(*z);
            assert!(key >= before, "{space:?}: {z}");
            assert!(
                !z.is_finite() || (low < key && key < high),
                "{space:?}: {z}"
            );
            before = key;
        }
    }
}

#[test]
fn data_keep_their_contrast() {
    // So many of the equal steps through an extent have a key of their own.
    let check = |low: f64, high: f64, steps: u32| {
        let space = KeySpace::of(Some([low, high]));
        let mut keys: Vec<u32> = (0..=steps)
            .map(|i| {
                let share = f64::from(i) / f64::from(steps);
                space.key(low * (1.0 - share) + high * share)
            })
            .collect();
        keys.dedup();
        assert_eq!(keys.len(), steps as usize + 1, "{low}..{high}: {space:?}");
    };
    check(0.0, 1.0, 10_000);
    check(1e9 - 1.0, 1e9 + 1.0, 10_000);
    check(1e15, 1e15 + 100.0, 100);
    check(-1e9 - 1.0, -1e9 + 1.0, 10_000);
    check(f64::MIN, f64::MAX, 10_000);
    check(0.0, 1e308, 10_000);
    check(0.0, 1e-320, 1000);
    check(1e300, 1.001e300, 1000);
    check(100.0, 101.0, 10_000);
}

#[test]
fn logarithmic_data_keep_their_decades() {
    for top in [1e-250, 1.0, 1e20, 1e308] {
        let space = KeySpace::of(Some([top * 1e-60, top]));
        assert_eq!(space.z0, 0.0);
        for decade in 0..60 {
            let z = top * 10_f64.powi(-decade);
            assert!(space.key(z) > space.key(z * (1.0 - 1e-6)), "{z}");
        }
    }
}

#[test]
fn sums_of_many_cells_stay_finite_and_apart() {
    let space = KeySpace::of(Some([0.0, 1.0]));
    assert!(space.key(2e9) > space.key(1e9));
    assert!(space.key(2e9) < space.key(f64::MAX));
}
