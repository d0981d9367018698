//! Decimal digits of a double, and steps that are exact in decimal notation.

/// The digits of a number without its sign: `0.d1 d2 d3 ... x 10^point`; zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The fewest digits that read back as `|value|`; zero if it is not finite.
    pub(super) fn shortest(value: f64) -> Self {
        Self::from_scientific(&format!("{:e}", value.abs()))
    }

    /// `|value|` to 41 significant digits, enough to round as if its binary expansion were
    /// known in full; zero if it is not finite.
    pub(super) fn precise(value: f64) -> Self {
        Self::from_scientific(&format!("{:.40e}", value.abs()))
    }

    fn from_scientific(text: &str) -> Self {
        let zero = Self {
            digits: Vec::new(),
            point: 0,
        };
        let Some((mantissa, exponent)) = text.split_once('e') else {
            return zero;
        };
        let Ok(exponent) = exponent.parse::<i32>() else {
            return zero;
        };
        let digits = mantissa
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0');
        Self {
            digits: digits.collect(),
            point: exponent + 1,
        }
        .trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.first().is_none_or(|&first| first == 0) {
            self.digits.clear();
            self.point = 0;
        }
        self
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit; 0 for zero.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// The number times ten to the power of `by`.
    pub(super) fn shifted(mut self, by: i32) -> Self {
        if !self.is_zero() {
            self.point = self.point.saturating_add(by);
        }
        self
    }

    /// Rounded to so many places behind the point (before it, if negative); halves go up.
    pub(super) fn rounded(&self, decimals: i32) -> Self {
        let keep = self.point.saturating_add(decimals);
        let Ok(keep) = usize::try_from(keep) else {
            return Self {
                digits: Vec::new(),
                point: 0,
            };
        };
        let Some(&next) = self.digits.get(keep) else {
            return self.clone();
        };
        let mut digits = self.digits.get(..keep).unwrap_or_default().to_vec();
        let mut point = self.point;
        let mut carry = next >= 5;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, 1);
            point += 1;
        }
        Self { digits, point }.trimmed()
    }

    /// Rounded to so many significant digits; halves go up.
    pub(super) fn rounded_to_significant(&self, count: i32) -> Self {
        self.rounded(count.saturating_sub(self.point))
    }

    /// The first `count` digits, filled up with zeros.
    pub(super) fn leading_digits(&self, count: usize) -> String {
        (0..count).map(|i| self.digit(i)).collect()
    }

    fn digit(&self, index: usize) -> char {
        char::from(b'0' + self.digits.get(index).copied().unwrap_or(0))
    }

    /// The digits before the point, at least one.
    pub(super) fn integer_part(&self) -> String {
        match usize::try_from(self.point) {
            Ok(count) if count > 0 && !self.is_zero() => self.leading_digits(count),
            _ => "0".to_owned(),
        }
    }

    /// The digits behind the point, without trailing zeros.
    pub(super) fn fraction_part(&self) -> String {
        if self.is_zero() {
            return String::new();
        }
        let start = usize::try_from(self.point).unwrap_or(0);
        let zeros = usize::try_from(self.point.saturating_neg()).unwrap_or(0);
        let digits = (start..self.digits.len()).map(|i| self.digit(i));
        "0".repeat(zeros).chars().chain(digits).collect()
    }
}

/// A step of `mantissa x 10^exponent` whose multiples are the doubles nearest to the decimal
/// numbers that they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DecimalStep {
    mantissa: i64,
    exponent: i32,
}

/// Indices beyond this are finer than a double can tell apart.
const LARGEST_INDEX: f64 = 9.0e15;

impl DecimalStep {
    /// A whole step, at least 1.
    pub(super) fn whole(step: i64) -> Self {
        Self {
            mantissa: step.max(1),
            exponent: 0,
        }
    }

    /// The first of 2, 5 or 10 times a power of ten that is larger than `rough`.
    ///
    /// The power is floored from the quotient of natural logarithms, as Plotly does, so that
    /// at a few powers of ten (1000, for one) the step is `rough` itself.
    pub(super) fn above(rough: f64) -> Option<Self> {
        if !(rough > 0.0 && rough.is_finite()) {
            return None;
        }
        let exponent = floor_log10(rough, 0.0);
        let ratio = rough / power_of_ten(exponent);
        let step = |mantissa, exponent| Some(Self { mantissa, exponent });
        match ratio {
            _ if ratio < 2.0 => step(2, exponent),
            _ if ratio < 5.0 => step(5, exponent),
            _ => step(1, exponent + 1),
        }
    }

    /// The step as a double.
    pub(super) fn size(self) -> f64 {
        self.multiple(1)
    }

    /// The power of ten of which the step is a multiple.
    pub(super) fn exponent(self) -> i32 {
        self.exponent
    }

    /// The multiple with this index.
    pub(super) fn multiple(self, index: i64) -> f64 {
        let mantissa = index.saturating_mul(self.mantissa);
        format!("{mantissa}e{}", self.exponent)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// The multiples from `low` to `high`, at most `limit`; none if they are finer than
    /// doubles are.
    pub(super) fn multiples(self, low: f64, high: f64, limit: usize) -> Vec<f64> {
        let size = self.size();
        let (first, last) = (libm::ceil(low / size), libm::floor(high / size));
        if !(first.abs() < LARGEST_INDEX && last.abs() < LARGEST_INDEX) {
            return Vec::new();
        }
        #[expect(clippy::cast_possible_truncation, reason = "both lie below 2^53")]
        let indices = first as i64..=last as i64;
        let mut values: Vec<f64> = indices.take(limit).map(|i| self.multiple(i)).collect();
        values.dedup();
        values
    }
}

/// The double nearest to `10^exponent`.
pub(super) fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}

/// The floored decimal logarithm of a positive finite `value`, after adding `slack` to it.
pub(super) fn floor_log10(value: f64, slack: f64) -> i32 {
    let log = libm::log(value) / std::f64::consts::LN_10 + slack;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to what doubles have"
    )]
    let floored = libm::floor(log.clamp(-400.0, 400.0)) as i32;
    floored
}
