//! What was not as it should be: each kind once, with its count and first place.

use super::error::quoted;
use crate::figure::{Place, Warning};

/// Counts one kind of oddity and keeps the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    place: Place,
    text: String,
}

impl Tally {
    /// Is this the first one?
    pub(super) fn is_first(&self) -> bool {
        self.count == 0
    }

    /// Counts the first one.
    pub(super) fn first(&mut self, place: Place, text: String) {
        self.place = place;
        self.text = text;
        self.count = 1;
    }

    /// Counts one more.
    pub(super) fn more(&mut self) {
        self.count += 1;
    }

    /// Counts one at a line.
    pub(super) fn at_line(&mut self, line: u64) {
        if self.is_first() {
            self.first(line_place(line), String::new())
        } else {
            self.more()
        }
    }

    /// Counts what `other` counted, `lines` further down.
    pub(super) fn append(&mut self, other: Self, lines: u64) {
        if self.is_first() && !other.is_first() {
            self.place = moved(other.place, lines);
            self.text = other.text;
        }
        self.count += other.count;
    }

    /// The first one's text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The first one's place.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// A warning if there was any: `one` or `many` (behind the count), then the first text.
    pub(super) fn warn(&self, warnings: &mut Vec<Warning>, one: &str, many: &str) {
        if self.count == 0 {
            return;
        }
        let first = match (self.text.is_empty(), self.count) {
            (true, _) => String::new(),
            (false, 1) => format!(": {}", quoted(&self.text)),
            (false, _) => format!("; first: {}", quoted(&self.text)),
        };
        warnings.push(Warning {
            text: format!("{}{first}", counted(self.count, one, many)),
            place: self.place,
        });
    }
}

/// `1 row …` or `3 rows …`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A line from 1.
pub(super) fn line_place(line: u64) -> Place {
    Place {
        line: Some(line),
        column: None,
    }
}

/// The same place `lines` further down.
pub(super) fn moved(place: Place, lines: u64) -> Place {
    Place {
        line: place.line.map(|line| line + lines),
        ..place
    }
}

/// A line and a field index from 0.
pub(super) fn field_place(line: u64, index: usize) -> Place {
    Place {
        line: Some(line),
        column: u64::try_from(index).ok().map(|index| index + 1),
    }
}
