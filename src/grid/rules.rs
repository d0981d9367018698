//! Rules of reduction over whole rows of cells: rows are laid over each other first, column by
//! column, then columns are taken together pixel by pixel.
//!
//! The first step has no dependence between neighbours, so that the processor works on several
//! columns at once and memory is read in order.

use super::cells::{Cell, Run, of_each_type};
use super::fold::{Mean, Sum, base_of, two_sum};

/// Columns of one pixel among those that rows were laid over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    /// First column and the one behind the last.
    pub(super) columns: [usize; 2],
    /// How much the first and the last column count beside their size.
    pub(super) ends: [f64; 2],
    /// Sizes of the columns; `None` if they are equal.
    pub(super) sizes: Option<&'a [f64]>,
    /// Multiplied with every weight.
    pub(super) factor: f64,
}

impl Part<'_> {
    /// The weight of a column.
    fn weight(&self, column: usize) -> f64 {
        let [first, end] = self.columns;
        let mut weight = self.factor;
        if column == first {
            weight *= self.ends[0];
        }
        if column + 1 == end {
            weight *= self.ends[1];
        }
        match self.sizes {
            Some(sizes) => weight * sizes.get(column).copied().unwrap_or(1.0),
            None => weight,
        }
    }

    /// True if all columns have one weight, `factor`.
    fn is_even(&self) -> bool {
        self.sizes.is_none() && self.ends == [1.0; 2]
    }
}

/// One rule of reduction.
pub(super) trait Rule: Send {
    /// What is kept of a pixel.
    type Pixel: Copy + Send;
    /// True for values that depend on the order of the cells, which only the cells themselves tell:
    /// which of two zeros came first, or whether a sum leaves the numbers on its way. No finite cell
    /// is larger than `largest`.
    fn depends_on_order(value: f64, largest: f64) -> bool;

    /// For up to so many columns.
    fn new(width: usize) -> Self;
    /// Forgets all rows.
    fn clear(&mut self);
    /// Lays a row over the columns; what the run is short of them is missing.
    fn add_row(&mut self, run: Run<'_>, width: usize, weight: f64);
    /// A pixel without cells.
    fn start() -> Self::Pixel;
    /// Takes columns into a pixel.
    fn take(&self, part: &Part<'_>, pixel: &mut Self::Pixel);
    /// The pixel's value; `None` if only infinities and missing cells may be left to say.
    fn value(pixel: &Self::Pixel) -> Option<f64>;
    /// Takes a single cell into a pixel.
    fn take_cell(value: f64, pixel: &mut Self::Pixel);
}

/// Mean of the finite cells, weighted.
pub(super) struct MeanRule {
    /// Subtracted from each column's values: beside 1e9, rounding would swallow their differences.
    base: Vec<f64>,
    sum: Vec<f64>,
    /// Weights of the finite cells; only kept from the first row on that has others.
    weight: Vec<f64>,
    /// Weight of the rows, as long as all their cells are finite.
    even: Option<f64>,
}

impl MeanRule {
    fn add_finite<T: Cell>(&mut self, cells: &[T], weight: f64, before: f64) {
        if before == 0.0 {
            for ((base, sum), cell) in self.base.iter_mut().zip(&mut self.sum).zip(cells) {
                let value = cell.to_f64();
                *base = base_of(value);
                *sum = (value - *base) * weight;
            }
        } else {
            for ((base, sum), cell) in self.base.iter().zip(&mut self.sum).zip(cells) {
                *sum += (cell.to_f64() - base) * weight;
            }
        }
    }

    fn add_any<T: Cell>(&mut self, cells: &[T], weight: f64) {
        let columns = self
            .base
            .iter_mut()
            .zip(&mut self.sum)
            .zip(&mut self.weight);
        for (((base, sum), known), cell) in columns.zip(cells) {
            let value = cell.to_f64();
            let finite = value.is_finite();
            let near = if *known == 0.0 { base_of(value) } else { *base };
            *base = if finite { near } else { *base };
            *sum += if finite { (value - near) * weight } else { 0.0 };
            *known += if finite { weight } else { 0.0 };
        }
    }
}

impl Rule for MeanRule {
    type Pixel = Mean;

    fn depends_on_order(_value: f64, _largest: f64) -> bool {
        false
    }

    fn new(width: usize) -> Self {
        Self {
            base: vec![0.0; width],
            sum: vec![0.0; width],
            weight: Vec::new(),
            even: Some(0.0),
        }
    }

    fn clear(&mut self) {
        self.even = Some(0.0);
    }

    fn add_row(&mut self, run: Run<'_>, width: usize, weight: f64) {
        of_each_type!(Run, run, cells => {
            if cells.len() == width && let Some(before) = self.even && Cell::are_finite(cells) {
                self.add_finite(cells, weight, before);
                self.even = Some(before + weight);
                return;
            }
            if let Some(before) = self.even.take() {
                if before == 0.0 {
                    self.base.fill(0.0);
                    self.sum.fill(0.0);
                }
                self.weight.clear();
                self.weight.resize(self.base.len(), before);
            }
            self.add_any(cells, weight);
        });
    }

    fn start() -> Mean {
        Mean::NONE
    }

    fn take(&self, part: &Part<'_>, pixel: &mut Mean) {
        let [first, end] = part.columns;
        let (Some(bases), Some(sums)) = (self.base.get(first..end), self.sum.get(first..end))
        else {
            return;
        };
        match self.even {
            Some(weight) if part.is_even() => {
                let base = bases.first().copied().unwrap_or(0.0);
                let mut sum = 0.0;
                for (other, column) in bases.iter().zip(sums) {
                    sum += (column + weight * (other - base)) * part.factor;
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a part is far smaller than 2^53 columns"
                )]
                let all = weight * part.factor * bases.len() as f64;
                pixel.merge(&Mean::of(base, sum, all));
            }
            even => {
                let weights = self.weight.get(first..end).unwrap_or_default();
                for (offset, (base, sum)) in bases.iter().zip(sums).enumerate() {
                    let known = even.or(weights.get(offset).copied()).unwrap_or(0.0);
                    if known > 0.0 {
                        let weight = part.weight(first + offset);
                        pixel.merge(&Mean::of(*base, sum * weight, known * weight));
                    }
                }
            }
        }
    }

    fn take_cell(value: f64, pixel: &mut Mean) {
        pixel.add(value, 1.0);
    }

    fn value(pixel: &Mean) -> Option<f64> {
        pixel.of_finite()
    }
}

/// Smallest or largest value: [`MinRule`] and [`MaxRule`].
pub(super) struct ExtremeRule<const LARGEST: bool> {
    best: Vec<f64>,
}

/// Smallest value, infinities included.
pub(super) type MinRule = ExtremeRule<false>;
/// Largest value, infinities included.
pub(super) type MaxRule = ExtremeRule<true>;

impl<const LARGEST: bool> ExtremeRule<LARGEST> {
    const START: f64 = if LARGEST {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };

    /// The better of the two; `best` if the other is missing.
    #[inline]
    fn better(best: f64, value: f64) -> f64 {
        let better = if LARGEST { value > best } else { value < best };
        if better { value } else { best }
    }
}

impl<const LARGEST: bool> Rule for ExtremeRule<LARGEST> {
    type Pixel = f64;

    fn depends_on_order(value: f64, _largest: f64) -> bool {
        value == 0.0
    }

    fn new(width: usize) -> Self {
        Self {
            best: vec![Self::START; width],
        }
    }

    fn clear(&mut self) {
        self.best.fill(Self::START);
    }

    fn add_row(&mut self, run: Run<'_>, _width: usize, _weight: f64) {
        of_each_type!(Run, run, cells => {
            for (best, cell) in self.best.iter_mut().zip(cells) {
                *best = Self::better(*best, cell.to_f64());
            }
        });
    }

    fn start() -> f64 {
        Self::START
    }

    fn take(&self, part: &Part<'_>, pixel: &mut f64) {
        let [first, end] = part.columns;
        let columns = self.best.get(first..end).unwrap_or_default();
        *pixel = columns
            .iter()
            .fold(*pixel, |best, value| Self::better(best, *value));
    }

    fn take_cell(value: f64, pixel: &mut f64) {
        *pixel = Self::better(*pixel, value);
    }

    fn value(pixel: &f64) -> Option<f64> {
        (*pixel != Self::START).then_some(*pixel)
    }
}

/// Any number of cells below this has a sum.
const LARGEST_SUMMED: f64 = 1e288;

/// Sum of the finite cells. What each addition rounds away is kept (Knuth's two-sum).
pub(super) struct SumRule {
    sum: Vec<f64>,
    lost: Vec<f64>,
    /// Columns that have a finite cell; all, as long as rows are whole.
    known: Vec<bool>,
}

impl SumRule {
    fn add_cells<T: Cell>(&mut self, cells: &[T]) {
        let all = T::are_finite(cells);
        let sums = self.sum.iter_mut().zip(&mut self.lost);
        let columns = sums.zip(&mut self.known).zip(cells);
        for (((sum, lost), known), cell) in columns {
            let value = cell.to_f64();
            let finite = all || value.is_finite();
            let (whole, more) = two_sum(*sum, if finite { value } else { 0.0 });
            *sum = whole;
            *lost += more;
            *known |= finite;
        }
    }
}

impl Rule for SumRule {
    type Pixel = Sum;

    fn depends_on_order(_value: f64, largest: f64) -> bool {
        largest > LARGEST_SUMMED
    }

    fn new(width: usize) -> Self {
        Self {
            sum: vec![0.0; width],
            lost: vec![0.0; width],
            known: vec![false; width],
        }
    }

    fn clear(&mut self) {
        self.sum.fill(0.0);
        self.lost.fill(0.0);
        self.known.fill(false);
    }

    fn add_row(&mut self, run: Run<'_>, _width: usize, _weight: f64) {
        of_each_type!(Run, run, cells => self.add_cells(cells));
    }

    fn start() -> Sum {
        Sum::NONE
    }

    fn take(&self, part: &Part<'_>, pixel: &mut Sum) {
        let [first, end] = part.columns;
        let columns = self.sum.iter().zip(&self.lost).zip(&self.known);
        for ((sum, lost), known) in columns.take(end).skip(first) {
            if *known {
                pixel.add_sum(*sum, *lost);
            }
        }
    }

    fn take_cell(value: f64, pixel: &mut Sum) {
        pixel.add(value);
    }

    fn value(pixel: &Sum) -> Option<f64> {
        pixel.of_any()
    }
}

/// Number of cells that are not missing.
pub(super) struct CountRule {
    count: Vec<u32>,
}

impl Rule for CountRule {
    type Pixel = u64;

    fn depends_on_order(_value: f64, _largest: f64) -> bool {
        false
    }

    fn new(width: usize) -> Self {
        Self {
            count: vec![0; width],
        }
    }

    fn clear(&mut self) {
        self.count.fill(0);
    }

    fn add_row(&mut self, run: Run<'_>, _width: usize, _weight: f64) {
        of_each_type!(Run, run, cells => {
            for (count, cell) in self.count.iter_mut().zip(cells) {
                *count += u32::from(!cell.to_f64().is_nan());
            }
        });
    }

    fn start() -> u64 {
        0
    }

    fn take(&self, part: &Part<'_>, pixel: &mut u64) {
        let [first, end] = part.columns;
        let columns = self.count.get(first..end).unwrap_or_default();
        *pixel += columns.iter().map(|count| u64::from(*count)).sum::<u64>();
    }

    fn take_cell(value: f64, pixel: &mut u64) {
        *pixel += u64::from(!value.is_nan());
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "cell counts stay far below 2^53"
    )]
    fn value(pixel: &u64) -> Option<f64> {
        Some(if *pixel == 0 { f64::NAN } else { *pixel as f64 })
    }
}
