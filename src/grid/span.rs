//! Runs of cells that pixels show: the one-dimensional half of every reduction.

/// A run of cells shown by one pixel, or one cell shown by several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Index of the first cell.
    pub first: usize,
    /// Index of the last cell, inclusive.
    pub last: usize,
    /// The cell under the pixel's centre, or nearest to it.
    pub nearest: usize,
    /// Where this span's weights start in its [`Spans`].
    weights: usize,
}

impl Span {
    /// Number of cells.
    #[must_use]
    pub fn count(&self) -> usize {
        self.last - self.first + 1
    }
}

/// The distinct spans of one axis, with a weight for each cell of the spans that hold several.
///
/// Cells within a span ascend in index whichever way the axis runs. Weights of a span sum to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spans {
    spans: Vec<Span>,
    weights: Vec<f64>,
}

impl Spans {
    /// Appends the span `first..=last`; `sizes` are the cells' sizes within the pixel, in any unit.
    ///
    /// A span of one cell needs no sizes. Sizes that do not sum to a positive number count equal.
    pub fn push(&mut self, first: usize, last: usize, nearest: usize, sizes: &[f64]) {
        self.spans.push(Span {
            first,
            last,
            nearest,
            weights: self.weights.len(),
        });
        let count = last - first + 1;
        if count == 1 {
            return;
        }
        let total: f64 = sizes.iter().sum();
        if sizes.len() == count && total > 0.0 && total.is_finite() {
            self.weights.extend(sizes.iter().map(|size| size / total));
        } else {
            #[expect(
                clippy::cast_precision_loss,
                reason = "cell counts stay far below 2^53"
            )]
            let share = 1.0 / count as f64;
            self.weights.extend(std::iter::repeat_n(share, count));
        }
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

    /// True if every span holds exactly one cell.
    #[must_use]
    pub fn all_single(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weights of a span's cells; empty for a single cell, whose weight is 1.
    #[must_use]
    pub fn weights(&self, span: &Span) -> &[f64] {
        if span.count() == 1 {
            &[]
        } else {
            &self.weights[span.weights..span.weights + span.count()]
        }
    }
}
