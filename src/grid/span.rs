//! Runs of cells that pixels show: the one-dimensional half of every reduction.

use std::sync::Arc;

/// A run of cells shown by one pixel, or one cell shown by several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Index of the first cell.
    pub first: usize,
    /// Index of the last cell, inclusive.
    pub last: usize,
    /// The cell under the pixel's centre, or nearest to it.
    pub nearest: usize,
    /// Which parts of the first and of the last cell lie inside the pixel, 0 to 1.
    ///
    /// Only a cell wider than a pixel counts with its part; those between the two always count whole.
    pub ends: [f64; 2],
}

impl Span {
    /// A single cell.
    #[must_use]
    pub fn only(cell: usize) -> Self {
        Self::whole(cell, cell, cell)
    }

    /// The cells `first..=last`, each counted whole.
    #[must_use]
    pub fn whole(first: usize, last: usize, nearest: usize) -> Self {
        Self {
            first,
            last,
            nearest,
            ends: [1.0; 2],
        }
    }

    /// Number of cells.
    #[must_use]
    pub fn count(&self) -> usize {
        self.last - self.first + 1
    }
}

/// How large the cells of an axis are, whatever part of it is in view.
#[derive(Clone, Debug, Default)]
pub enum CellSizes {
    /// All equal: each counts 1.
    #[default]
    Even,
    /// One size for each cell of the axis, in parts of the largest: above 0, at most 1.
    ///
    /// Made once for an axis and its scale and shared by all frames, so that what is derived from
    /// sizes can be kept as long as the list is the same one.
    Given(Arc<[f64]>),
}

impl CellSizes {
    /// The size of a cell; 1 past the last.
    #[must_use]
    pub fn of(&self, cell: usize) -> f64 {
        match self {
            Self::Even => 1.0,
            Self::Given(sizes) => sizes.get(cell).copied().unwrap_or(1.0),
        }
    }

    /// True if both are the same list, or both even: what was derived from the one is right for the
    /// other.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Even, Self::Even) => true,
            (Self::Given(a), Self::Given(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl PartialEq for CellSizes {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Given(a), Self::Given(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => self.is(other),
        }
    }
}

impl From<Option<Arc<[f64]>>> for CellSizes {
    /// `None`: even.
    fn from(sizes: Option<Arc<[f64]>>) -> Self {
        sizes.map_or(Self::Even, Self::Given)
    }
}

/// The distinct spans of one axis, and how much each cell of a span counts.
///
/// Cells within a span ascend in index whichever way the axis runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spans {
    spans: Vec<Span>,
    sizes: CellSizes,
    several: bool,
}

impl Spans {
    /// No spans yet, of an axis whose cells have these sizes.
    #[must_use]
    pub fn with_sizes(sizes: CellSizes) -> Self {
        Self {
            sizes,
            ..Self::default()
        }
    }

    /// Appends a span.
    pub fn push(&mut self, span: Span) {
        self.several |= span.last > span.first;
        self.spans.push(span);
    }

    /// A span alone.
    pub(super) fn only(&self, span: &Span) -> Self {
        let mut only = Self::with_sizes(self.sizes.clone());
        only.push(*span);
        only
    }

    /// Some of the spans.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let mut part = Self::with_sizes(self.sizes.clone());
        let spans = self.spans.get(range).unwrap_or_default();
        spans.iter().for_each(|span| part.push(*span));
        part
    }

    /// The spans in the order they were appended.
    #[must_use]
    pub fn as_slice(&self) -> &[Span] {
        &self.spans
    }

    /// Number of spans.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// True if the first span lies behind the last among the cells.
    #[must_use]
    pub(super) fn is_reversed(&self) -> bool {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => first.first > last.first,
            _ => false,
        }
    }

    /// True if every span holds exactly one cell.
    #[must_use]
    pub fn all_single(&self) -> bool {
        !self.several
    }

    /// The sizes of the axis's cells.
    #[must_use]
    pub fn sizes(&self) -> &CellSizes {
        &self.sizes
    }

    /// How much a cell of a span counts beside the span's other cells, above 0. A single cell counts
    /// 1; the weights of a span need not sum to 1.
    #[must_use]
    pub fn weight(&self, span: &Span, cell: usize) -> f64 {
        if span.count() == 1 {
            return 1.0;
        }
        let part = match cell {
            first if first == span.first => span.ends[0],
            last if last == span.last => span.ends[1],
            _ => 1.0,
        };
        self.sizes.of(cell) * part
    }

    /// The sum of the weights of a span's cells.
    pub(super) fn whole_weight(&self, span: &Span) -> f64 {
        if span.count() == 1 {
            return 1.0;
        }
        let ends = self.weight(span, span.first) + self.weight(span, span.last);
        let inner = span.first + 1..span.last;
        ends + match &self.sizes {
            #[expect(
                clippy::cast_precision_loss,
                reason = "cell counts stay far below 2^53"
            )]
            CellSizes::Even => inner.len() as f64,
            CellSizes::Given(sizes) => sizes.get(inner).unwrap_or_default().iter().sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_a_span_are_cut() {
        let mut spans = Spans::with_sizes(CellSizes::Given([1.0, 0.5, 0.25, 1.0].into()));
        let span = Span {
            ends: [0.5, 0.125],
            ..Span::whole(0, 3, 1)
        };
        spans.push(span);
        let weights: Vec<f64> = (0..4).map(|cell| spans.weight(&span, cell)).collect();
        assert_eq!(weights, [0.5, 0.5, 0.25, 0.125]);
        assert!(!spans.all_single());
        assert_eq!(spans.weight(&Span::only(2), 2), 1.0);
    }
}
