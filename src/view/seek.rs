//! Searching on along a monotone sequence.

use std::ops::Range;

/// A place in a sequence that is searched from its start to its end in many steps.
///
/// Each search goes on where the last one ended, first as far as that one went: where steps are
/// even, two looks suffice, however far they go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seek {
    at: usize,
    stride: usize,
}

impl Seek {
    /// Where the last search ended; 0 before the first.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The first index, from where the last search ended, up to `end`, of which `before` is false;
    /// `end` if there is none. `before` must be true up to some index and false from there on.
    pub(super) fn on(&mut self, end: usize, before: impl Fn(usize) -> bool) -> usize {
        // The answer is one of low..=high.
        let (mut low, mut high) = (self.at.min(end), end);
        let guess = low.saturating_add(self.stride).min(end);
        let mut reach = 1_usize;
        if guess == low || before(guess - 1) {
            low = guess;
            while low < high {
                let looked = low.saturating_add(reach).min(high) - 1;
                if !before(looked) {
                    high = looked;
                    break;
                }
                low = looked + 1;
                reach = reach.saturating_mul(2);
            }
        } else {
            high = guess - 1;
            while low < high {
                let looked = high.saturating_sub(reach).max(low);
                if before(looked) {
                    low = looked + 1;
                    break;
                }
                high = looked;
                reach = reach.saturating_mul(2);
            }
        }
        let low = first_that(low..high, |at| !before(at));
        self.stride = low - self.at.min(low);
        self.at = low;
        low
    }
}

/// The first index of a range for which `past` holds; its end if none. `past` must be false up to
/// some index and true from there on.
pub(super) fn first_that(range: Range<usize>, past: impl Fn(usize) -> bool) -> usize {
    let Range { start, end } = range;
    let (mut low, mut high) = (start, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if past(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_where_a_plain_search_does() {
        let mut state = 7_u64;
        let mut random = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        };
        for _ in 0..300 {
            let (count, steep) = (random(200), 1 + random(20));
            let mut values: Vec<usize> = (0..count).map(|_| random(count * steep + 1)).collect();
            values.sort_unstable();
            let mut seek = Seek::default();
            let mut limit = 0;
            while limit <= count * steep + 1 {
                let found = seek.on(count, |at| values[at] < limit);
                assert_eq!(found, values.partition_point(|value| *value < limit));
                assert_eq!(seek.at(), found);
                limit += 1 + random(steep);
            }
        }
    }

    #[test]
    fn even_steps_take_two_looks() {
        let looks = std::cell::Cell::new(0);
        let mut seek = Seek::default();
        for pixel in 1..1000_usize {
            looks.set(0);
            let before = |at: usize| {
                looks.set(looks.get() + 1);
                at < pixel * 1000
            };
            assert_eq!(seek.on(1_000_000, before), pixel * 1000);
            assert!(pixel == 1 || looks.get() <= 2, "{}", looks.get());
        }
    }
}
