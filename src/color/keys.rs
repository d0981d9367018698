//! Values as integers in the same order, so that painters compare integers only.

/// How values become keys: the order-preserving `u32` of `((z - z0) * 2^exponent) as f32`.
///
/// Keys ascend with their values. NaN alone has key 0; the two infinities have keys of their own
/// below and above every finite value's; both zeros share one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeySpace {
    /// Subtracted first, so that data far from zero keep their contrast.
    pub z0: f64,
    /// The power of two multiplied with, so that data stay in `f32`'s normal range.
    pub exponent: i32,
}

/// The key of minus infinity; only NaN lies below.
pub(super) const NEGATIVE_INFINITY: u32 = !f32::NEG_INFINITY.to_bits();
/// The key of plus infinity, the highest.
pub(super) const POSITIVE_INFINITY: u32 = f32::INFINITY.to_bits() | SIGN;
const SIGN: u32 = 1 << 31;
/// The key that -0.0 would have, if it did not share that of zero.
pub(super) const MINUS_ZERO: u32 = SIGN - 1;

/// The largest magnitude of the data is brought just below two to this power: sums of two thousand
/// million cells stay finite, values down to 2^-222 (1e-67) of the largest stay normal.
const TOP_EXPONENT: i32 = 96;

/// The middle is subtracted if it lies farther from zero than so many times the data's spread.
const FAR: f64 = 256.0;

impl KeySpace {
    /// The space for data between `extent`'s finite lowest and highest value; values outside it are
    /// still ordered. Without an extent values are taken as they are.
    #[must_use]
    pub fn of(extent: Option<[f64; 2]>) -> Self {
        let Some([a, b]) = extent.filter(|[a, b]| !a.is_nan() && !b.is_nan()) else {
            return Self {
                z0: 0.0,
                exponent: 0,
            };
        };
        let [a, b] = [a, b].map(|end| end.clamp(f64::MIN, f64::MAX));
        let (low, high) = (a.min(b), a.max(b));
        // Halves, as the spread of the widest extent is no f64.
        let (middle, half_spread) = (low / 2.0 + high / 2.0, high / 2.0 - low / 2.0);
        let z0 = if middle.abs() / FAR > half_spread * 2.0 {
            middle
        } else {
            0.0
        };
        let largest = (low - z0).abs().max((high - z0).abs());
        let exponent = if largest > 0.0 {
            TOP_EXPONENT - libm::frexp(largest).1
        } else {
            0
        };
        Self { z0, exponent }
    }

    /// The key of a value; a finite value never gets an infinity's.
    #[must_use]
    #[inline]
    pub fn key(self, z: f64) -> u32 {
        self.keyer().key(z)
    }

    /// The same, ready for many values.
    #[inline]
    pub(super) fn keyer(self) -> Keyer {
        // Two factors, as 2^exponent itself may be no f64.
        let half = self.exponent / 2;
        let factors = [
            power_of_two(half),
            power_of_two(self.exponent.saturating_sub(half)),
        ];
        Keyer {
            z0: self.z0,
            factors,
        }
    }
}

/// A [`KeySpace`] with its powers of two at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keyer {
    z0: f64,
    factors: [f64; 2],
}

impl Keyer {
    #[inline]
    pub(super) fn key(self, z: f64) -> u32 {
        if z.is_nan() {
            return 0;
        }
        let [first, second] = self.factors;
        let single = ((z - self.z0) * first * second) as f32;
        let single = if z.is_finite() {
            single.clamp(f32::MIN, f32::MAX)
        } else {
            single
        };
        // Adding zero makes -0.0 into 0.0.
        key_of_single(single + 0.0)
    }

    /// The same for values whose keys are then brought between two keys; `None` if one of them is
    /// an infinity's, which the largest values must not get.
    pub(super) fn between(self, keys: [u32; 2]) -> Option<BoundedKeyer> {
        let ends = keys.map(single_of_key);
        let finite = ends.iter().all(|end| end.is_finite());
        finite.then_some(BoundedKeyer { keyer: self, ends })
    }
}

/// A [`Keyer`] whose keys are brought between two ends, so that it needs no branch.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoundedKeyer {
    keyer: Keyer,
    ends: [f32; 2],
}

impl BoundedKeyer {
    /// The key of any value but NaN.
    #[inline]
    pub(super) fn key(self, z: f64) -> u32 {
        let [first, second] = self.keyer.factors;
        let single = ((z - self.keyer.z0) * first * second) as f32 + 0.0;
        // Compared like this, each is one instruction; `clamp` would look for NaN, too.
        let [low, high] = self.ends;
        let single = if single > low { single } else { low };
        key_of_single(if single < high { single } else { high })
    }
}

/// All bits of a negative number are flipped, only the sign of others; without a branch.
#[inline]
fn key_of_single(single: f32) -> u32 {
    let bits = single.to_bits();
    let negative = (bits.cast_signed() >> 31).cast_unsigned();
    bits ^ (negative | SIGN)
}

/// The number with this key.
fn single_of_key(key: u32) -> f32 {
    let positive = (key.cast_signed() >> 31).cast_unsigned();
    f32::from_bits(key ^ (!positive | SIGN))
}

/// 2^exponent from its bits; exponents outside f64's normal range are brought to its ends.
#[inline]
fn power_of_two(exponent: i32) -> f64 {
    let biased = exponent.clamp(-1022, 1023).saturating_add(1023);
    f64::from_bits(u64::try_from(biased).unwrap_or(0) << 52)
}
