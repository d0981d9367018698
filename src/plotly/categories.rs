//! The names of a category axis, in order.

use std::collections::HashMap;

/// What a category is known by: its outer name (empty on axes with one level) and its name.
pub(super) type Name = (String, String);

/// The places of a category axis. A label that occurs several times on one side of a grid has a
/// place for each, told apart by the number of its occurrence.
#[derive(Clone, Debug, Default)]
pub(super) struct Categories {
    /// In order of places.
    names: Vec<Name>,
    /// Which occurrence of the name a place stands for.
    occurrences: Vec<usize>,
    places: HashMap<Name, Vec<usize>>,
}

impl Categories {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The place of a name's first occurrence, at the end if it is new.
    pub(super) fn add(&mut self, name: &Name) -> usize {
        self.add_occurrence(name, 0)
    }

    /// The place of a further occurrence of a name, at the end if it is new.
    pub(super) fn add_occurrence(&mut self, name: &Name, occurrence: usize) -> usize {
        if let Some(place) = self.place(name, occurrence) {
            return place;
        }
        let place = self.names.len();
        self.names.push(name.clone());
        let places = self.places.entry(name.clone()).or_default();
        self.occurrences.push(places.len());
        places.push(place);
        place
    }

    /// The place of a name.
    pub(super) fn place(&self, name: &Name, occurrence: usize) -> Option<usize> {
        let place = self.places.get(name)?.get(occurrence).copied();
        place.filter(|place| *place < self.names.len())
    }

    /// The names, in order of places.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// The same places in another order; places that `order` leaves out are dropped.
    pub(super) fn reordered(&self, order: &[usize]) -> Self {
        let mut sorted = Self::default();
        for place in order {
            let (Some(name), Some(occurrence)) =
                (self.names.get(*place), self.occurrences.get(*place))
            else {
                continue;
            };
            let places = sorted.places.entry(name.clone()).or_default();
            if places.len() <= *occurrence {
                places.resize(occurrence + 1, usize::MAX);
            }
            places[*occurrence] = sorted.names.len();
            sorted.names.push(name.clone());
            sorted.occurrences.push(*occurrence);
        }
        sorted
    }

    /// Groups the names: outer names in the order of their first appearance, and within each the
    /// inner names in that of theirs.
    pub(super) fn grouped(&self) -> Self {
        let mut outer: HashMap<&str, usize> = HashMap::new();
        let mut inner: HashMap<&str, usize> = HashMap::new();
        for (first, second) in &self.names {
            let next = outer.len();
            outer.entry(first).or_insert(next);
            let next = inner.len();
            inner.entry(second).or_insert(next);
        }
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|place| {
            let (first, second) = &self.names[*place];
            (outer.get(first.as_str()), inner.get(second.as_str()))
        });
        self.reordered(&order)
    }
}

/// The order in which scripts sort words.
pub(super) fn word_order(a: &str, b: &str) -> std::cmp::Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        (String::new(), text.to_owned())
    }

    #[test]
    fn labels_that_repeat_have_places_of_their_own() {
        let mut categories = Categories::default();
        assert_eq!(categories.add(&name("a")), 0);
        assert_eq!(categories.add(&name("b")), 1);
        assert_eq!(categories.add_occurrence(&name("a"), 1), 2);
        assert_eq!(categories.add(&name("a")), 0);
        let sorted = categories.reordered(&[2, 1, 0]);
        assert_eq!(sorted.place(&name("a"), 0), Some(2));
        assert_eq!(sorted.place(&name("a"), 1), Some(0));
        assert_eq!(sorted.names()[1], name("b"));
    }

    #[test]
    fn groups_stay_together() {
        let mut categories = Categories::default();
        for (outer, inner) in [("B", "q"), ("A", "p"), ("B", "p"), ("A", "q")] {
            categories.add(&(outer.to_owned(), inner.to_owned()));
        }
        let names: Vec<String> = categories
            .grouped()
            .names()
            .iter()
            .map(|(outer, inner)| format!("{outer}{inner}"))
            .collect();
        assert_eq!(names, ["Bq", "Bp", "Aq", "Ap"]);
    }
}
