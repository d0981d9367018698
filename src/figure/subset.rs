//! Some of a heatmap's columns or rows, with all that is said and written over their cells.

use std::sync::Arc;

use super::{CellHover, Datum, Heatmap};

/// Keeps these columns (`which` 0) or rows (1); positions are left to the caller.
pub(super) fn subset(heatmap: &mut Heatmap, which: usize, kept: &[usize]) {
    let cut = Cut {
        which,
        kept,
        shape: [heatmap.grid.columns(), heatmap.grid.rows()],
    };
    heatmap.grid = match which {
        0 => heatmap.grid.permuted(None, Some(kept)),
        _ => heatmap.grid.permuted(Some(kept), None),
    };
    let labels = match which {
        0 => &mut heatmap.x_labels,
        _ => &mut heatmap.y_labels,
    };
    *labels = cut.line(labels);
    if let Some(template) = heatmap.template.as_mut().map(Arc::make_mut) {
        template.text = cut.words(&template.text);
    }
    if let Some(hover) = heatmap.hover.as_mut().map(Arc::make_mut) {
        cut.hover(hover);
    }
}

/// Which columns or rows are kept, and of how many columns and rows.
struct Cut<'a> {
    which: usize,
    kept: &'a [usize],
    shape: [usize; 2],
}

impl Cut<'_> {
    fn hover(&self, hover: &mut CellHover) {
        hover.hovertext = self.words(&hover.hovertext);
        hover.text = self.words(&hover.text);
        hover.filled = self.flat(&hover.filled);
        if hover.point_numbers.is_empty()
            && let Some(custom) = hover.label.custom.as_mut().map(Arc::make_mut)
        {
            self.datum(custom);
        }
        hover.point_numbers = self.flat(&hover.point_numbers);
        hover.label.templates = self.flat(&hover.label.templates);
        let side = self.which.min(1);
        hover.ranges[side] = self.line(&hover.ranges[side]);
        hover.named[side] = self.line(&hover.named[side]);
    }

    fn of<T: Clone>(&self, values: &[T]) -> Vec<T> {
        let kept = self.kept.iter();
        kept.filter_map(|index| values.get(*index).cloned())
            .collect()
    }

    /// One value for each column or row; anything else stays.
    fn line<T: Clone>(&self, values: &Arc<[T]>) -> Arc<[T]> {
        if self.shape.get(self.which.min(1)) == Some(&values.len()) {
            self.of(values).into()
        } else {
            Arc::clone(values)
        }
    }

    /// Rows of words; rows may be short.
    fn words(&self, rows: &Arc<[Arc<[String]>]>) -> Arc<[Arc<[String]>]> {
        if self.which == 1 {
            return self.of(rows).into();
        }
        rows.iter().map(|row| self.of(row).into()).collect()
    }

    /// One value for each cell, row-major; anything else stays.
    fn flat<T: Clone>(&self, values: &Arc<[T]>) -> Arc<[T]> {
        let [columns, rows] = self.shape;
        if values.is_empty() || columns.checked_mul(rows) != Some(values.len()) {
            return Arc::clone(values);
        }
        let mut left = Vec::new();
        if self.which == 1 {
            for row in self.kept {
                let start = row * columns;
                left.extend_from_slice(values.get(start..start + columns).unwrap_or_default());
            }
        } else {
            for row in values.chunks(columns) {
                left.extend(self.of(row));
            }
        }
        left.into()
    }

    /// Lists over rows of lists over columns.
    fn datum(&self, datum: &mut Datum) {
        let Datum::List(rows) = datum else { return };
        if self.which == 1 {
            *rows = self.of(rows);
            return;
        }
        for row in rows {
            if let Datum::List(cells) = row {
                *cells = self.of(cells);
            }
        }
    }
}
