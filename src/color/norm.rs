//! From values to positions on the colour bar, and back.

use super::NormKind;
use super::quantiles::Quantiles;
use super::segments::{between, fraction};

/// A norm with its range: takes values to positions, 0 at the range's low end and 1 at its high end.
///
/// With a midpoint, that value sits at 0.5 and each side has a slope of its own. A midpoint outside
/// the range keeps its side of the map: the other side is laid out as wide as this one and the range
/// shows only its part.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    kind: NormKind,
    range: [f64; 2],
    midpoint: Option<f64>,
    curve: Curve,
    /// Two, or three with a midpoint; ascending.
    anchors: Vec<Anchor>,
}

/// A fixed point of a norm.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Anchor {
    /// Position.
    t: f64,
    /// Where the norm's curve takes the value.
    bent: f64,
    /// Value in data units.
    z: f64,
}

/// A monotone bend of the number line; positions are linear behind it.
#[derive(Clone, Debug, PartialEq)]
enum Curve {
    Straight,
    Log,
    SymLog { linear: f64 },
    Power { gamma: f64, range: [f64; 2] },
    Quantile(Quantiles),
}

/// Width of matplotlib's linear part of a symmetric logarithm in decades: 1 / (1 - 1/10).
const SYMLOG_LINEAR: f64 = 10.0 / 9.0;
/// A range is cut to so many times below its high end where a logarithm needs it above zero.
const LOG_FALLBACK: f64 = 1000.0;

impl Norm {
    /// A norm over a range of two different finite numbers in any order. Whatever else is given is
    /// brought into shape: infinities to the largest numbers, one value to a narrow range around
    /// it, NaN to 0 to 1, and a logarithmic range's low end above zero (a thousandth of the high one).
    ///
    /// `quantile_knots` are ascending quantiles of the data, evenly spaced in probability; only
    /// [`NormKind::Quantile`] looks at them, and is linear without two different ones in the range.
    #[must_use]
    pub fn new(
        kind: NormKind,
        range: [f64; 2],
        midpoint: Option<f64>,
        quantile_knots: &[f64],
    ) -> Self {
        let quantiles = (kind == NormKind::Quantile).then(|| Quantiles::new(quantile_knots));
        Self::build(kind, range, midpoint, quantiles.flatten())
    }

    /// The same norm over another range (see [`Self::new`]).
    #[must_use]
    pub fn with_range(&self, range: [f64; 2]) -> Self {
        let quantiles = match &self.curve {
            Curve::Quantile(quantiles) => Some(quantiles.clone()),
            _ => None,
        };
        Self::build(self.kind, range, self.midpoint, quantiles)
    }

    fn build(
        kind: NormKind,
        range: [f64; 2],
        midpoint: Option<f64>,
        quantiles: Option<Quantiles>,
    ) -> Self {
        let range = sane(kind, range);
        let curve = match kind {
            NormKind::Linear => Curve::Straight,
            NormKind::Log => Curve::Log,
            NormKind::SymLog { linear } => Curve::SymLog {
                linear: linear_reach(linear, range),
            },
            NormKind::Power { gamma } if gamma.is_finite() && gamma > 0.0 => {
                Curve::Power { gamma, range }
            }
            NormKind::Power { .. } => Curve::Straight,
            NormKind::Quantile => quantiles
                .filter(|quantiles| quantiles.share(range[0]) < quantiles.share(range[1]))
                .map_or(Curve::Straight, Curve::Quantile),
        };
        let midpoint = midpoint.filter(|z| z.is_finite() && curve.bend(*z).is_finite());
        let anchors = anchors(&curve, range, midpoint);
        Self {
            kind,
            range,
            midpoint,
            curve,
            anchors,
        }
    }

    /// The position of a value on the colour map: 0 to 1 inside the range, below 0 or above 1 outside
    /// (unless a midpoint lies outside too), NaN for NaN; minus infinity for values that a logarithm
    /// has no place for.
    #[must_use]
    pub fn position(&self, z: f64) -> f64 {
        if z.is_nan() {
            return z;
        }
        let bent = self.curve.bend(z);
        let Some([a, b]) = self.segment(|anchor| anchor.bent <= bent) else {
            return f64::NAN;
        };
        let share = fraction(a.bent, b.bent, bent);
        let t = a.t + (b.t - a.t) * share;
        let [low, high] = self.range;
        if z < low {
            // Where the curve is flat, the straight line still tells outside from inside.
            if t < 0.0 || self.extends() {
                t
            } else {
                fraction(low, high, z).min(-f64::MIN_POSITIVE)
            }
        } else if z > high {
            if t > 1.0 || self.extends() {
                t
            } else {
                fraction(low, high, z).max(1.0 + f64::EPSILON)
            }
        } else {
            t.clamp(0.0, 1.0)
        }
    }

    /// The value at a position, ascending with it; positions outside 0 to 1 give the ends' values.
    #[must_use]
    pub fn value(&self, t: f64) -> f64 {
        if t.is_nan() {
            return t;
        }
        let t = t.clamp(0.0, 1.0);
        let Some([a, b]) = self.segment(|anchor| anchor.t <= t) else {
            return f64::NAN;
        };
        let share = fraction(a.t, b.t, t);
        if share <= 0.0 {
            return a.z;
        }
        if share >= 1.0 {
            return b.z;
        }
        self.curve
            .unbend(between(a.bent, b.bent, share))
            .max(a.z)
            .min(b.z)
    }

    /// The lowest and the highest value inside the range, ascending.
    #[must_use]
    pub fn range(&self) -> [f64; 2] {
        self.range
    }

    /// What the user chose.
    #[must_use]
    pub fn kind(&self) -> NormKind {
        self.kind
    }

    /// The value in the middle of the colour map, if one was given (and the norm has a place for it).
    #[must_use]
    pub fn midpoint(&self) -> Option<f64> {
        self.midpoint
    }

    /// Whether a midpoint outside the range has laid the colours out beyond it.
    fn extends(&self) -> bool {
        self.midpoint
            .is_some_and(|z| z <= self.range[0] || z >= self.range[1])
    }

    /// The anchors on both sides of the first one that is not `below`; the outermost pair beyond.
    fn segment(&self, below: impl Fn(&Anchor) -> bool) -> Option<[Anchor; 2]> {
        let last = self.anchors.len().checked_sub(1)?;
        let upper = self.anchors.partition_point(below).clamp(1, last.max(1));
        Some([*self.anchors.get(upper - 1)?, *self.anchors.get(upper)?])
    }
}

impl Curve {
    fn bend(&self, z: f64) -> f64 {
        match self {
            Self::Straight => z,
            Self::Log if z > 0.0 => libm::log10(z),
            Self::Log => f64::NEG_INFINITY,
            Self::SymLog { linear } if z.abs() <= *linear => z / linear * SYMLOG_LINEAR,
            Self::SymLog { linear } => (SYMLOG_LINEAR + decades(z.abs(), *linear)).copysign(z),
            Self::Power {
                gamma,
                range: [low, high],
            } => {
                let share = fraction(*low, *high, z);
                libm::pow(share.abs(), *gamma).copysign(share)
            }
            Self::Quantile(quantiles) => quantiles.share(z),
        }
    }

    fn unbend(&self, bent: f64) -> f64 {
        match self {
            Self::Straight => bent,
            Self::Log => libm::pow(10.0, bent),
            Self::SymLog { linear } if bent.abs() <= SYMLOG_LINEAR => bent / SYMLOG_LINEAR * linear,
            Self::SymLog { linear } => {
                times_decades(*linear, bent.abs() - SYMLOG_LINEAR).copysign(bent)
            }
            Self::Power {
                gamma,
                range: [low, high],
            } => {
                let share = libm::pow(bent.abs(), 1.0 / gamma).copysign(bent);
                if (0.0..=1.0).contains(&share) {
                    between(*low, *high, share)
                } else {
                    // A mirrored end beyond the range.
                    low + share * (high - low)
                }
            }
            Self::Quantile(quantiles) => quantiles.value(bent),
        }
    }
}

/// Decades from `low` up to `high`, both above zero, also where their ratio is no f64.
fn decades(high: f64, low: f64) -> f64 {
    let ratio = high / low;
    if ratio.is_finite() || high.is_infinite() {
        libm::log10(ratio)
    } else {
        libm::log10(high) - libm::log10(low)
    }
}

/// `low` times ten to this power, also where the power alone is no f64.
fn times_decades(low: f64, decades: f64) -> f64 {
    let half = libm::pow(10.0, decades / 2.0);
    if decades > 300.0 {
        low * half * half
    } else {
        low * libm::pow(10.0, decades)
    }
}

/// How far a symmetric logarithm is linear on both sides of zero.
fn linear_reach(chosen: Option<f64>, [low, high]: [f64; 2]) -> f64 {
    let default = low.abs().max(high.abs()) / 1000.0;
    chosen
        .unwrap_or(default)
        .clamp(f64::MIN_POSITIVE, f64::MAX / 2.0)
}

/// A range of two different finite numbers, ascending; above zero for a logarithm.
fn sane(kind: NormKind, [a, b]: [f64; 2]) -> [f64; 2] {
    let log = kind == NormKind::Log;
    if a.is_nan() || b.is_nan() {
        return if log { [1.0, 10.0] } else { [0.0, 1.0] };
    }
    let (mut low, mut high) = (
        a.min(b).clamp(f64::MIN, f64::MAX),
        a.max(b).clamp(f64::MIN, f64::MAX),
    );
    if log {
        if high <= 0.0 {
            return [1.0, 10.0];
        }
        if low <= 0.0 {
            low = (high / LOG_FALLBACK).max(SMALLEST);
        }
    }
    if low >= high && log {
        (low, high) = ((low / 2.0).max(SMALLEST), (high * 2.0).min(f64::MAX));
    } else if low >= high {
        let pad = (low.abs() * 1e-9).max(0.5);
        (low, high) = ((low - pad).max(f64::MIN), (high + pad).min(f64::MAX));
    }
    [low, high]
}

/// The smallest number above zero.
const SMALLEST: f64 = f64::from_bits(1);

/// The fixed points of a norm; a midpoint at or outside an end lays the other side out alike.
fn anchors(curve: &Curve, [low, high]: [f64; 2], midpoint: Option<f64>) -> Vec<Anchor> {
    let at = |t: f64, z: f64| Anchor {
        t,
        bent: curve.bend(z),
        z,
    };
    let mirrored = |t: f64, middle: &Anchor, end: &Anchor| {
        let bent = (middle.bent - (end.bent - middle.bent)).clamp(f64::MIN, f64::MAX);
        // A flat or rounded curve must not take it back past the middle.
        let z = curve.unbend(bent).clamp(f64::MIN, f64::MAX);
        let z = if t < middle.t {
            z.min(middle.z)
        } else {
            z.max(middle.z)
        };
        Anchor { t, bent, z }
    };
    let (first, last) = (at(0.0, low), at(1.0, high));
    let Some(middle) = midpoint.map(|z| at(0.5, z)) else {
        return vec![first, last];
    };
    if middle.bent <= first.bent {
        vec![mirrored(0.0, &middle, &last), middle, last]
    } else if middle.bent >= last.bent {
        vec![first, middle, mirrored(1.0, &middle, &first)]
    } else {
        vec![first, middle, last]
    }
}
