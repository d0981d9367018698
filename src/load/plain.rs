//! Plain numbers, read where they stand: sign, digits, decimal mark, digits, exponent.

use super::number::POWERS;

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
    let mut end = start + before;
    if before == 8 {
        return None;
    }
    let (mut mantissa, mut after) = (0, 0);
    if *text.get(end)? == decimal {
        let second = eight(text, end + 1)?;
        after = leading_digits(second);
        end += 1 + after;
        if after == 8 {
            let third = eight(text, end)?;
            let more = leading_digits(third);
            if before + 8 + more > 18 {
                return None;
            }
            mantissa = number_of(first, before) * TENS[8] + number_of(second, 8);
            mantissa = mantissa * TENS[more] + number_of(third, more);
            (after, end) = (after + more, end + more);
        } else if before + after <= 8 {
            mantissa = number_of(kept(first, before) | second << (8 * before), before + after);
        } else {
            mantissa = number_of(first, before) * TENS[after] + number_of(second, after);
        }
    } else {
        mantissa += number_of(first, before);
    }
    if before + after == 0 || mantissa > 1 << 53 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 2^53, so exact")]
    let mut value = mantissa as f64;
    if text.get(end)? | 0x20 == b'e' {
        let (exponent, behind) = exponent(text, end + 1)?;
        end = behind;
        let power = exponent - i32::try_from(after).ok()?;
        let factor = POWERS.get(usize::try_from(power.unsigned_abs()).ok()?)?;
        value = if power < 0 { value / factor } else { value * factor };
    } else if after > 0 {
        value /= POWERS.get(after)?;
    }
    Some((if negative { -value } else { value }, end))
}

/// The exponent behind an `e`, and where it ends; `None` beyond three digits.
#[inline(never)]
fn exponent(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let sign = *text.get(at)?;
    let start = at + usize::from(sign == b'-' || sign == b'+');
    let digits = eight(text, start)?;
    let count = leading_digits(digits);
    if count == 0 || count > 3 {
        return None;
    }
    let value = i32::try_from(number_of(digits, count)).ok()?;
    Some((if sign == b'-' { -value } else { value }, start + count))
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
    text.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}

/// How many of eight bytes are digits before the first that is none.
#[inline(always)]
fn leading_digits(bytes: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let digits = bytes ^ 0x3030_3030_3030_3030;
    // Adding 0x76 carries 10 and more into the high bit; bytes never carry into each other.
    let beyond = ((digits & !HIGH) + 0x7676_7676_7676_7676 | digits) & HIGH;
    usize::try_from(beyond.trailing_zeros() / 8).unwrap_or(0)
}

/// The first `count` of eight bytes; the others are zero.
#[inline(always)]
fn kept(bytes: u64, count: usize) -> u64 {
    bytes & !(u64::MAX << (8 * count))
}

/// The number that the first `count` of eight digits make, at most all.
#[inline(always)]
fn number_of(digits: u64, count: usize) -> u64 {
    if count == 0 {
        return 0;
    }
    // Digits move to the end, zeros stand in front: pairs, fours and eights are summed at once.
    let digits = (digits ^ 0x3030_3030_3030_3030) << (8 * (8 - count));
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
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
            "0", "-0", "7", "1234567", "0.5", ".5", "5.", "-12.25", "1.5e3", "2E-5", "1e+10",
            "0.12345678", "123456.7890123", "1.2345678901234567", "0.000000000000001",
        ] {
            check(text, true);
        }
        for text in ["", "-", ".", "e5", "+1", "abc", "1e", "1e9999", "--1", "-.e1"] {
            check(text, false);
        }
        assert_eq!(read("1.5x"), Some((1.5, 3)));
    }

    #[test]
    fn random_numbers_are_correctly_rounded() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
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
