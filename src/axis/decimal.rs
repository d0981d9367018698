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

/// A step of `mantissa x 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DecimalStep {
    mantissa: i64,
    exponent: i32,
}

impl DecimalStep {
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
        double(self.mantissa.into(), self.exponent)
    }
}

/// The numbers `start + index x step`, each the double nearest to the decimal number that it stands
/// for, `start` and `step` taken as the shortest decimal numbers that read back as they.
#[derive(Clone, Copy, Debug)]
pub(super) struct DecimalSeries {
    start: f64,
    step: f64,
    /// Both in whole multiples of a power of ten, if they are near enough in size.
    whole: Option<(i128, i128, i32)>,
}

impl DecimalSeries {
    pub(super) fn new(start: f64, step: f64) -> Self {
        Self {
            start,
            step,
            whole: whole_multiples(start, step),
        }
    }

    /// The number with this index.
    pub(super) fn at(&self, index: i64) -> f64 {
        let exact = self.whole.and_then(|(start, step, exponent)| {
            let mantissa = step.checked_mul(index.into())?.checked_add(start)?;
            Some(double(mantissa, exponent))
        });
        #[expect(clippy::cast_precision_loss, reason = "indices lie below 2^53")]
        exact.unwrap_or(self.start + index as f64 * self.step)
    }
}

/// Two numbers as whole multiples of the same power of ten, and its exponent.
fn whole_multiples(a: f64, b: f64) -> Option<(i128, i128, i32)> {
    let ((a, a_exponent), (b, b_exponent)) = (mantissa(a)?, mantissa(b)?);
    let exponent = match (a, b) {
        (0, _) => b_exponent,
        (_, 0) => a_exponent,
        _ => a_exponent.min(b_exponent),
    };
    let scaled = |number: i128, from: i32| {
        if number == 0 {
            return Some(0);
        }
        let by = u32::try_from(from - exponent).ok().filter(|by| *by <= 36)?;
        number.checked_mul(10_i128.checked_pow(by)?)
    };
    Some((scaled(a, a_exponent)?, scaled(b, b_exponent)?, exponent))
}

/// The shortest decimal digits of a number as a whole number, and the power of ten behind them.
fn mantissa(number: f64) -> Option<(i128, i32)> {
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e')?;
    let behind_point = digits.split_once('.').map_or(0, |(_, part)| part.len());
    let exponent = exponent.parse::<i32>().ok()?;
    let digits = digits.replace('.', "").parse().ok()?;
    Some((digits, exponent - i32::try_from(behind_point).ok()?))
}

/// The double nearest to `mantissa x 10^exponent`.
fn double(mantissa: i128, exponent: i32) -> f64 {
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
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
