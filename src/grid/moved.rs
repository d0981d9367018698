//! A view that moves by whole pixels: what was seen before is taken over, what comes in is made.

use std::ops::Range;
use std::sync::Arc;

use super::parallel::{in_bands, processors};
use super::plane::{Remembered, lock};
use super::reduce::reduce_plane;
use super::span::{Span, Spans};
use super::{Cancelled, Grid, Plane, Reduction};

/// Shares of a cell inside a pixel that differ by less are equal: a mean then stays right to far
/// better than a millionth of the values' range.
const ROUNDING: f64 = 1e-9;
/// A plane is taken over if at least so much of the new one is in it: one part in so many.
const WORTH_IT: usize = 4;

impl Grid {
    /// The plane for these spans from one that is remembered and shares many of them; `None` if none
    /// does.
    pub(super) fn moved(
        &self,
        columns: &Spans,
        rows: &Spans,
        reduction: Reduction,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Plane>, Cancelled> {
        let kept = lock(&self.memo().kept).clone();
        let of_rule = kept.iter().rev().filter(|kept| kept.is_of(reduction));
        let Some(known) = of_rule
            .map(|kept| Known::new(kept, columns, rows, reduction))
            .max_by_key(Known::reach)
            .filter(|known| known.reach() >= columns.len().saturating_mul(rows.len()) / WORTH_IT)
            .filter(|known| known.reach() > 0)
        else {
            return Ok(None);
        };
        let mut values = known.taken_over();
        let all = 0..columns.len();
        let fill = |values: &mut [f64], across: Range<usize>, down: Range<usize>| {
            self.fill(values, [columns, rows], [across, down], reduction, cancel)
        };
        for down in gaps(&known.rows) {
            fill(&mut values, all.clone(), down)?;
        }
        for across in gaps(&known.columns) {
            for down in runs(&known.rows) {
                fill(&mut values, across.clone(), down.places)?;
            }
        }
        Ok(Some(Plane::new(rows.len(), columns.len(), values)))
    }

    /// Makes a rectangle of a plane.
    fn fill(
        &self,
        values: &mut [f64],
        [columns, rows]: [&Spans; 2],
        [across, down]: [Range<usize>; 2],
        reduction: Reduction,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> Result<(), Cancelled> {
        let part = reduce_plane(
            self,
            &columns.part(across.clone()),
            &rows.part(down.clone()),
            reduction,
            cancel,
        )?;
        let width = columns.len();
        for (index, row) in down.enumerate() {
            let start = row * width;
            if let Some(line) = values.get_mut(start + across.start..start + across.end) {
                line.copy_from_slice(part.row(index));
            }
        }
        Ok(())
    }
}

/// A remembered plane, and where the new one's spans are in it.
struct Known {
    plane: Arc<Plane>,
    /// For each new span its place in the known plane.
    columns: Vec<Option<usize>>,
    rows: Vec<Option<usize>>,
}

/// New spans in a row that were side by side before, too.
struct Run {
    /// Places in the new plane.
    places: Range<usize>,
    /// The first one's place in the known plane.
    known: usize,
}

impl Known {
    fn new(kept: &Remembered, columns: &Spans, rows: &Spans, reduction: Reduction) -> Self {
        Self {
            plane: Arc::clone(kept.plane()),
            columns: places(kept.columns(), columns, reduction),
            rows: places(kept.rows(), rows, reduction),
        }
    }

    /// Values that need not be made.
    fn reach(&self) -> usize {
        let known = |places: &[Option<usize>]| places.iter().flatten().count();
        known(&self.columns).saturating_mul(known(&self.rows))
    }

    /// A new plane's values, as far as they are known.
    fn taken_over(&self) -> Vec<f64> {
        let width = self.columns.len();
        let mut values = vec![f64::NAN; width * self.rows.len()];
        let runs: Vec<Run> = runs(&self.columns).collect();
        in_bands(&mut values, width, processors(), |first, band| {
            for (line, row) in band
                .chunks_mut(width.max(1))
                .zip(self.rows.iter().skip(first))
            {
                let Some(row) = row else { continue };
                let known = self.plane.row(*row);
                for run in &runs {
                    let from = run.known..run.known + run.places.len();
                    if let (Some(to), Some(from)) =
                        (line.get_mut(run.places.clone()), known.get(from))
                    {
                        to.copy_from_slice(from);
                    }
                }
            }
        });
        values
    }
}

/// For each of `asked` the place of the same span among the known ones.
fn places(known: &Spans, asked: &Spans, reduction: Reduction) -> Vec<Option<usize>> {
    if !known.sizes().is(asked.sizes()) {
        return vec![None; asked.len()];
    }
    let reversed = known.is_reversed();
    let known = known.as_slice();
    let place = |span: &Span| {
        let start = if reversed {
            known.partition_point(|other| other.first > span.first)
        } else {
            known.partition_point(|other| other.last < span.last)
        };
        // Spans over one wide cell may end alike.
        (start..known.len().min(start + 3)).find(|&at| {
            known
                .get(at)
                .is_some_and(|other| is_same(other, span, reduction))
        })
    };
    asked.as_slice().iter().map(place).collect()
}

/// Do both spans stand for the same value?
fn is_same(a: &Span, b: &Span, reduction: Reduction) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= ROUNDING;
    a.first == b.first
        && a.last == b.last
        && match reduction {
            Reduction::Nearest => a.nearest == b.nearest,
            Reduction::Mean => {
                a.count() == 1 || near(a.ends[0], b.ends[0]) && near(a.ends[1], b.ends[1])
            }
            _ => true,
        }
}

/// Runs of places that are known.
fn runs(places: &[Option<usize>]) -> impl Iterator<Item = Run> {
    let follow = |a: &Option<usize>, b: &Option<usize>| match (a, b) {
        (Some(a), Some(b)) => a + 1 == *b,
        (None, None) => true,
        _ => false,
    };
    let mut start = 0;
    places.chunk_by(follow).filter_map(move |run| {
        let places = start..start + run.len();
        start += run.len();
        let known = run.first().copied().flatten()?;
        Some(Run { places, known })
    })
}

/// Runs of places that are not.
fn gaps(places: &[Option<usize>]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    places
        .chunk_by(|a, b| a.is_none() == b.is_none())
        .filter_map(move |run| {
            let places = start..start + run.len();
            start += run.len();
            run.first().is_some_and(Option::is_none).then_some(places)
        })
}
