//! Straight lines between two numbers, also where their distance is no f64.

/// Where `z` lies from `a` (0) to `b` (1); beyond them too. Where `a` and `b` coincide, all below
/// lies at minus and all above at plus infinity.
pub(super) fn fraction(a: f64, b: f64, z: f64) -> f64 {
    if a >= b {
        return if z < a {
            f64::NEG_INFINITY
        } else if z > a {
            f64::INFINITY
        } else {
            0.0
        };
    }
    let (part, whole) = (z - a, b - a);
    if part.is_finite() && whole.is_finite() {
        part / whole
    } else {
        (z / 4.0 - a / 4.0) / (b / 4.0 - a / 4.0)
    }
}

/// The number at `share` of the way from `a` (0) to `b` (1); never outside them.
pub(super) fn between(a: f64, b: f64, share: f64) -> f64 {
    if share >= 1.0 {
        return b;
    }
    let whole = b - a;
    let at = if whole.is_finite() {
        a + share * whole
    } else {
        (a / 4.0 + share * (b / 4.0 - a / 4.0)) * 4.0
    };
    at.max(a).min(b)
}
