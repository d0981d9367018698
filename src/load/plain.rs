//! Plain numbers, read where they stand: sign, digits, decimal mark, digits, exponent.

use super::number::{self, POWERS};

/// Bytes that must stand behind a text so that numbers at its end are read fast, too.
pub(super) const PADDING: usize = 16;

/// The number that begins at `at`, correctly rounded, and where it ends. What stands behind it is
/// for the caller to judge. `None`: there is none, or one that needs a closer look.
#[inline(always)]
pub(super) fn plain(text: &[u8], at: usize, decimal: u8) -> Option<(f64, usize)> {
    let negative = *text.get(at)? == b'-';
    let start = at + usize::from(negative);
    let first = eight(text, start)?;
    let before = leading_digits(first);
    if before == 8 {
        return long(text, at, decimal);
    }
    let mut end = start + before;
    let mut mantissa = number_of(first, before);
    let mut after = 0;
    if *text.get(end)? == decimal {
        let second = eight(text, end + 1)?;
        after = leading_digits(second);
        if after == 8 {
            return long(text, at, decimal);
        }
        end += 1 + after;
        mantissa = mantissa * TENS[after] + number_of(second, after);
    }
    if before + after == 0 || *text.get(end)? | 0x20 == b'e' {
        return long(text, at, decimal);
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 14 digits, so exact")]
    let value = mantissa as f64 / POWERS[after];
    Some((if negative { -value } else { value }, end))
}

/// A number with more digits or an exponent.
#[inline(never)]
fn long(text: &[u8], at: usize, decimal: u8) -> Option<(f64, usize)> {
    let negative = *text.get(at)? == b'-';
    let start = at + usize::from(negative);
    let mut digits = Digits::default();
    let mut end = digits.take(text, start)?;
    let before = end - start;
    let mut after = 0;
    if *text.get(end)? == decimal {
        let point = end + 1;
        end = digits.take(text, point)?;
        after = end - point;
    }
    if before + after == 0 {
        return None;
    }
    let mut power = -i32::try_from(after).ok()?;
    if *text.get(end)? | 0x20 == b'e' {
        let (exponent, behind) = exponent(text, end + 1)?;
        end = behind;
        power = power.saturating_add(exponent);
    }
    let value = match digits.exact(power) {
        Some(value) => value,
        None if before == end - start => return None,
        None => number::by_standard_library(text.get(start..end)?, decimal)?.to_f64(),
    };
    Some((if negative { -value } else { value }, end))
}

/// Digits as a whole number; up to 18 significant ones.
#[derive(Default)]
struct Digits {
    mantissa: u64,
    count: usize,
}

impl Digits {
    /// Takes the digits from `at` on in; where they end.
    #[inline(always)]
    fn take(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let mut end = at;
        loop {
            let bytes = eight(text, end)?;
            let count = leading_digits(bytes);
            self.mantissa = self
                .mantissa
                .wrapping_mul(TENS[count])
                .wrapping_add(number_of(bytes, count));
            // Zeros in front do not count.
            self.count += if self.mantissa == 0 { 0 } else { count };
            end += count;
            if count < 8 {
                return Some(end);
            }
        }
    }

    /// The float where it can be made of these digits at once.
    fn exact(&self, power: i32) -> Option<f64> {
        if self.count > 18 {
            return None;
        }
        number::exact(self.mantissa, power)
    }
}

/// The exponent behind an `e`, and where it ends; `None` beyond seven digits.
fn exponent(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let start = at + usize::from(matches!(text.get(at)?, b'-' | b'+'));
    let count = leading_digits(eight(text, start)?);
    if count == 8 {
        return None;
    }
    let end = start + count;
    Some((number::exponent(text.get(at..end)?)?, end))
}

/// Powers of ten up to eight digits.
const TENS: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// Eight bytes, the first one lowest.
#[inline(always)]
fn eight(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?
        .first_chunk()
        .copied()
        .map(u64::from_le_bytes)
}

/// How many of eight bytes are digits before the first that is none.
#[inline(always)]
fn leading_digits(bytes: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let digits = bytes ^ 0x3030_3030_3030_3030;
    // Adding 0x76 carries 10 and more into the high bit; bytes never carry into each other.
    let beyond = (((digits & !HIGH) + 0x7676_7676_7676_7676) | digits) & HIGH;
    usize::try_from(beyond.trailing_zeros() / 8).unwrap_or(0)
}

/// The number that the first `count` of eight digits make, at most all.
#[inline(always)]
fn number_of(digits: u64, count: usize) -> u64 {
    // Digits move to the end, zeros stand in front: pairs, fours and eights are summed at once. Two
    // shifts, as none of them may be of all bits.
    let digits = (digits ^ 0x3030_3030_3030_3030) << (4 * (8 - count)) << (4 * (8 - count));
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    fn read(text: &str) -> Option<(f64, usize)> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.push(b',');
        bytes.resize(bytes.len() + PADDING, 0);
        plain(&bytes, 0, b'.')
    }

    /// What is read is what the standard library reads; what is usual is read here.
    fn check(text: &str, usual: bool) {
        match read(text) {
            Some((value, end)) => {
                let Some(number) = text.get(..end) else {
                    panic!("{text}: beyond the end");
                };
                let expected: f64 = number.parse().unwrap();
                assert_eq!(value.to_bits(), expected.to_bits(), "{text}");
                assert!(!usual || end == text.len(), "{text}: only {number}");
            }
            None => assert!(!usual, "{text}"),
        }
    }

    #[test]
    fn usual_numbers_are_read_to_their_ends() {
        for text in [
            "0",
            "-0",
            "7",
            "1234567",
            "0.5",
            ".5",
            "5.",
            "-12.25",
            "1.5e3",
            "2E-5",
            "1e+10",
            "0.12345678",
            "123456.7890123",
            "1.2345678901234567",
            "0.000000000000001",
        ] {
            check(text, true);
        }
        for text in [
            "", "-", ".", "e5", "+1", "abc", "1e", "1e9999", "--1", "-.e1",
        ] {
            check(text, false);
        }
        assert_eq!(read("1.5x"), Some((1.5, 3)));
    }

    #[test]
    fn random_numbers_are_correctly_rounded() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut next = || random.bits();
        for _ in 0..1_000_000 {
            let mut digits = |most: u64| -> String {
                (0..next() % (most + 1))
                    .map(|_| char::from(b'0' + u8::try_from(next() % 10).unwrap()))
                    .collect()
            };
            let mut text = digits(9);
            let tail = digits(18);
            if tail.len() % 4 > 0 {
                text = format!("{text}.{tail}");
            }
            match next() % 6 {
                0 => text = format!("-{text}"),
                1 => text = format!("{text}e{}", i64::try_from(next() % 60).unwrap() - 30),
                _ => {}
            }
            let usual = text.len() < 8 && text.bytes().any(|byte| byte.is_ascii_digit());
            check(&text, usual && !text.contains('e'));
        }
    }
}
