//! Lists of data, whatever they are written as.

use super::Node;
use super::arrays::{List, Rows};
use super::datum::Item;

/// A list of data: plain, or of lists.
#[derive(Clone, Copy, Debug)]
pub(super) enum Values<'a> {
    /// Single values.
    Flat(List<'a>),
    /// Lists.
    Nested(Rows<'a>),
}

impl<'a> Values<'a> {
    /// The list that a node holds, plain or packed; none where it holds none.
    pub(super) fn of(node: &'a Node) -> Option<Self> {
        if let Ok(Some(rows)) = Rows::of(node) {
            return Some(Self::Nested(rows));
        }
        List::of(node).ok()?.map(Self::Flat)
    }

    /// Number of values, or of lists.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Flat(list) => list.len(),
            Self::Nested(rows) => rows.len(),
        }
    }

    /// One value.
    pub(super) fn item(&self, index: usize) -> Item<'a> {
        match self {
            Self::Flat(list) => item(*list, index),
            Self::Nested(_) => Item::Other,
        }
    }

    /// The list at a place; none where there is no list.
    pub(super) fn row(&self, index: usize) -> Option<List<'a>> {
        match self {
            Self::Flat(_) => None,
            Self::Nested(rows) => rows.row(index).ok()?,
        }
    }

    /// True for lists of single values.
    pub(super) fn is_flat(&self) -> bool {
        matches!(self, Self::Flat(_))
    }

    /// Both lists of a two-level category axis, if there are two lists.
    pub(super) fn levels(&self) -> Option<[List<'a>; 2]> {
        Some([self.row(0)?, self.row(1)?])
    }

    /// The length of the shortest of several lists, or that of a plain list.
    pub(super) fn shortest(&self) -> usize {
        match self {
            Self::Flat(list) => list.len(),
            Self::Nested(Rows::Typed { rows, columns, .. }) => {
                if *rows == 0 {
                    0
                } else {
                    *columns
                }
            }
            Self::Nested(Rows::Lists(_)) => {
                let lengths = (0..self.len()).map(|row| self.row(row).map_or(0, |row| row.len()));
                lengths.min().unwrap_or(0)
            }
        }
    }
}

/// One value of a list.
pub(super) fn item(list: List<'_>, index: usize) -> Item<'_> {
    match list {
        List::Numbers(numbers) => numbers
            .get(index)
            .map_or(Item::Missing, |number| Item::of_number(*number)),
        List::Values(nodes) => nodes.get(index).map_or(Item::Missing, Item::of),
        List::Typed(typed) => Item::of_number(typed.get(index)),
    }
}
