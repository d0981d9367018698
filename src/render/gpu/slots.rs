//! Which tile lies in which slot, and which goes first when there is no room. No GPU.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// Slots with what they hold; those used least recently are given away first, but never one that
/// the current frame uses.
#[derive(Debug)]
pub(super) struct Slots<K> {
    places: HashMap<K, u32>,
    slots: Vec<Option<Held<K>>>,
    /// Slots by when they were last used.
    order: BTreeMap<u64, u32>,
    free: BTreeSet<u32>,
    now: u64,
    frame_began: u64,
    used_in_frame: usize,
}

#[derive(Debug)]
struct Held<K> {
    key: K,
    used: u64,
}

impl<K> Default for Slots<K> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            slots: Vec::new(),
            order: BTreeMap::new(),
            free: BTreeSet::new(),
            now: 0,
            frame_began: 0,
            used_in_frame: 0,
        }
    }
}

impl<K: Copy + Eq + Hash> Slots<K> {
    /// What was used before may be given away from now on.
    pub(super) fn begin_frame(&mut self) {
        self.frame_began = self.now + 1;
        self.used_in_frame = 0;
    }

    /// Number of slots that hold something.
    pub(super) fn held(&self) -> usize {
        self.places.len()
    }

    /// Number of slots in use by the current frame.
    pub(super) fn used_in_frame(&self) -> usize {
        self.used_in_frame
    }

    /// True if the current frame uses it.
    pub(super) fn is_in_frame(&self, key: &K) -> bool {
        let held = self.places.get(key).and_then(|slot| self.slot(*slot));
        held.is_some_and(|held| held.used >= self.frame_began)
    }

    /// True if a slot is free.
    pub(super) fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// The slot of `key`, in use from now on.
    pub(super) fn touch(&mut self, key: &K) -> Option<u32> {
        let slot = *self.places.get(key)?;
        let held = self.slots.get_mut(slot as usize)?.as_mut()?;
        self.now += 1;
        if held.used < self.frame_began {
            self.used_in_frame += 1;
        }
        self.order.remove(&held.used);
        held.used = self.now;
        self.order.insert(self.now, slot);
        Some(slot)
    }

    /// A slot for `key`, which has none: a free one, else the one used least recently. `None` if the
    /// current frame uses them all.
    pub(super) fn take(&mut self, key: K) -> Option<u32> {
        let slot = match self.free.pop_first() {
            Some(slot) => slot,
            None => self.oldest()?,
        };
        self.now += 1;
        self.used_in_frame += 1;
        let used = self.now;
        *self.slots.get_mut(slot as usize)? = Some(Held { key, used });
        self.order.insert(used, slot);
        self.places.insert(key, slot);
        Some(slot)
    }

    /// Makes `more` free slots.
    pub(super) fn grow(&mut self, more: usize) {
        let first = self.slots.len();
        self.slots.extend((0..more).map(|_| None));
        let slots = (first..first + more).filter_map(|slot| u32::try_from(slot).ok());
        self.free.extend(slots);
    }

    /// Takes the last slots away, down to `count`, if they are all free.
    pub(super) fn shrink(&mut self, count: usize) -> bool {
        let end = self.slots.get(count..).unwrap_or_default();
        if end.iter().any(Option::is_some) {
            return false;
        }
        self.slots.truncate(count);
        self.free.retain(|slot| (*slot as usize) < count);
        true
    }

    /// Frees the slots of keys that are not to be kept.
    pub(super) fn retain(&mut self, keep: impl Fn(&K) -> bool) {
        let gone: Vec<u32> = self
            .places
            .iter()
            .filter(|(key, _)| !keep(key))
            .map(|(_, slot)| *slot)
            .collect();
        for slot in gone {
            self.release(slot);
        }
    }

    /// True if any slot holds a key like this.
    pub(super) fn any(&self, is: impl Fn(&K) -> bool) -> bool {
        self.places.keys().any(is)
    }

    fn slot(&self, slot: u32) -> Option<&Held<K>> {
        self.slots.get(slot as usize)?.as_ref()
    }

    fn oldest(&mut self) -> Option<u32> {
        let (&used, &slot) = self.order.first_key_value()?;
        if used >= self.frame_began {
            return None;
        }
        self.release(slot);
        self.free.remove(&slot);
        Some(slot)
    }

    fn release(&mut self, slot: u32) {
        let Some(held) = self.slots.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        if held.used >= self.frame_began {
            self.used_in_frame -= 1;
        }
        self.places.remove(&held.key);
        self.order.remove(&held.used);
        self.free.insert(slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(count: usize) -> Slots<char> {
        let mut slots = Slots::default();
        slots.grow(count);
        slots.begin_frame();
        slots
    }

    /// What is held, in the order of slots; a dot for a free one.
    fn shown(slots: &Slots<char>) -> String {
        let held = slots.slots.iter();
        held.map(|slot| slot.as_ref().map_or('.', |held| held.key))
            .collect()
    }

    /// Runs steps: a letter uses a key, `|` begins a frame. Answers what is held at the end, and the
    /// keys that found no slot.
    fn run(count: usize, steps: &str) -> (String, String) {
        let mut slots = slots(count);
        let mut refused = String::new();
        for step in steps.chars() {
            if step == '|' {
                slots.begin_frame();
            } else if slots.touch(&step).is_none() && slots.take(step).is_none() {
                refused.push(step);
            }
            assert_eq!(
                slots.order.len() + slots.free.len(),
                count,
                "after {step} of {steps}"
            );
            assert_eq!(slots.order.len(), slots.places.len());
            let in_frame = slots.slots.iter().flatten();
            let in_frame = in_frame.filter(|held| held.used >= slots.frame_began);
            assert_eq!(slots.used_in_frame(), in_frame.count(), "{step} of {steps}");
        }
        (shown(&slots), refused)
    }

    #[test]
    fn the_least_recently_used_goes_first() {
        let check = |count, steps: &str, held: &str, refused: &str| {
            assert_eq!(
                run(count, steps),
                (held.to_owned(), refused.to_owned()),
                "{steps} in {count}"
            );
        };
        check(0, "a", "", "a");
        check(3, "", "...", "");
        check(3, "ab", "ab.", "");
        check(3, "abc|d", "dbc", "");
        check(3, "abc|ad", "adc", "");
        check(3, "abc|cb|d", "dbc", "");
        check(3, "abc|ade", "ade", "");
        // What the frame uses stays.
        check(3, "abcd", "abc", "d");
        check(2, "ab|bacd", "ab", "cd");
        check(2, "ab|bacd|cd", "dc", "cd");
    }

    #[test]
    fn slots_are_freed_and_taken_away() {
        let mut slots = slots(2);
        slots.take('a');
        slots.take('b');
        slots.grow(2);
        slots.take('c');
        assert_eq!(shown(&slots), "abc.");
        assert!(!slots.shrink(2), "a slot beyond is in use");
        slots.retain(|key| *key != 'c');
        assert!(slots.shrink(2));
        assert_eq!(shown(&slots), "ab");
        slots.retain(|key| *key != 'a');
        assert!(slots.has_free() && !slots.any(|key| *key == 'a'));
        assert_eq!((slots.held(), slots.used_in_frame()), (1, 1));
        assert!(slots.is_in_frame(&'b') && !slots.is_in_frame(&'a'));
        assert_eq!(slots.take('d'), Some(0));
        slots.begin_frame();
        assert!(!slots.is_in_frame(&'b'));
        slots.retain(|_| false);
        assert!(slots.shrink(0) && slots.slots.is_empty() && slots.take('e').is_none());
    }
}
