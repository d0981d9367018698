//! Discrete Laplace equations on a rectangle of cells, solved by conjugate gradients with a
//! multigrid method in front.
//!
//! Coarser levels join two cells by two; the links between joined cells add up, so every level is
//! again a rectangle of cells with four neighbours each. A coarser level is solved by two steps of
//! conjugate gradients of its own (a K-cycle), which keeps the number of iterations nearly
//! independent of size and shape. One thread, one order: the same digits every time.

/// A system `A x = b`: for each unknown cell, `ground + links` times its value less its
/// neighbours' values, weighted by their links.
#[derive(Debug)]
pub(super) struct System {
    levels: Vec<Level>,
}

/// One rectangle of cells. Every array has a free row before the first and after the last row and
/// a free column behind the last, so that each cell has four neighbours in the array.
#[derive(Debug)]
struct Level {
    width: usize,
    height: usize,
    /// To the cell on the right. Whole numbers, exact in `f32` up to 2^24.
    east: Vec<f32>,
    /// To the cell below.
    south: Vec<f32>,
    /// Sum of a cell's links and its ground; 0 where there is no unknown.
    diagonal: Vec<f32>,
    /// 1 / diagonal, or 0.
    inverse: Vec<f32>,
    scratch: Scratch,
}

/// Vectors that a level's own iterations use.
#[derive(Debug, Default)]
struct Scratch {
    right: Vec<f64>,
    residual: Vec<f64>,
    first: Vec<f64>,
    first_image: Vec<f64>,
    second: Vec<f64>,
    second_image: Vec<f64>,
    solution: Vec<f64>,
}

/// What a rectangle of cells is before it is a system, row by row.
pub(super) struct Cells<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    /// True where a value is sought.
    pub(super) unknown: &'a [bool],
    /// Neighbours with a known value.
    pub(super) known_neighbours: &'a [u8],
}

const MAX_ITERATIONS: usize = 200;
/// A coarser level gets its second step unless the first left so little of the residual.
const ENOUGH: f64 = 0.25;

impl System {
    /// The system of these cells: each unknown is linked to its unknown neighbours, and to the
    /// ground once for each known one.
    pub(super) fn new(cells: &Cells<'_>) -> Self {
        let mut levels = vec![Level::of_cells(cells)];
        while let Some(coarser) = levels.last().and_then(Level::coarser) {
            levels.push(coarser);
        }
        Self { levels }
    }

    /// Solves for a right-hand side given row by row, to about `tolerance` in each value.
    ///
    /// At least one unknown of each connected part must have ground.
    pub(super) fn solve(&mut self, right: &[f64], tolerance: f64) -> Vec<f64> {
        let Some(fine) = self.levels.first() else {
            return Vec::new();
        };
        let mut residual = fine.padded(right);
        let size = residual.len();
        let mut solution = vec![0.0; size];
        let mut direction = vec![0.0; size];
        let mut image = vec![0.0; size];
        let mut step = vec![0.0; size];
        let mut curvature = 0.0;
        for _ in 0..MAX_ITERATIONS {
            cycle(&mut self.levels, &residual, &mut step);
            let Some(fine) = self.levels.first() else {
                break;
            };
            // What the preconditioner answers is close to what the solution still lacks.
            if largest(&step) <= tolerance {
                add(&mut solution, 1.0, &step);
                break;
            }
            let back = if is_positive(curvature) {
                -dot(&step, &image) / curvature
            } else {
                0.0
            };
            for (direction, step) in direction.iter_mut().zip(&step) {
                *direction = step + back * *direction;
            }
            fine.apply(&direction, &mut image);
            curvature = dot(&direction, &image);
            if !is_positive(curvature) {
                break;
            }
            let length = dot(&direction, &residual) / curvature;
            add(&mut solution, length, &direction);
            add(&mut residual, -length, &image);
        }
        match self.levels.first() {
            Some(fine) => fine.unpadded(&solution),
            None => Vec::new(),
        }
    }
}

impl Level {
    fn empty(width: usize, height: usize) -> Self {
        let size = (width + 1) * (height + 2);
        let vector = || vec![0.0; size];
        Self {
            width,
            height,
            east: vec![0.0; size],
            south: vec![0.0; size],
            diagonal: vec![0.0; size],
            inverse: vec![0.0; size],
            scratch: Scratch {
                right: vector(),
                residual: vector(),
                first: vector(),
                first_image: vector(),
                second: vector(),
                second_image: vector(),
                solution: vector(),
            },
        }
    }

    fn of_cells(cells: &Cells<'_>) -> Self {
        let mut level = Self::empty(cells.width, cells.height);
        let is_unknown = |row: usize, column: usize| {
            row < cells.height && column < cells.width && cells.unknown[row * cells.width + column]
        };
        for row in 0..cells.height {
            for column in 0..cells.width {
                if !is_unknown(row, column) {
                    continue;
                }
                let at = level.at(row, column);
                let ground = cells.known_neighbours[row * cells.width + column];
                level.diagonal[at] += f32::from(ground);
                for (other, is_east) in [([row, column + 1], true), ([row + 1, column], false)] {
                    if is_unknown(other[0], other[1]) {
                        level.link(at, is_east, 1.0);
                    }
                }
            }
        }
        level.invert();
        level
    }

    /// Links the cell to its right or lower neighbour.
    fn link(&mut self, at: usize, is_east: bool, weight: f32) {
        let links = if is_east {
            &mut self.east
        } else {
            &mut self.south
        };
        links[at] += weight;
        let other = at + if is_east { 1 } else { self.stride() };
        self.diagonal[at] += weight;
        self.diagonal[other] += weight;
    }

    fn invert(&mut self) {
        for (inverse, diagonal) in self.inverse.iter_mut().zip(&self.diagonal) {
            *inverse = if *diagonal > 0.0 { 1.0 / diagonal } else { 0.0 };
        }
    }

    /// Two cells by two joined; `None` for a single one.
    fn coarser(&self) -> Option<Self> {
        if self.width <= 1 && self.height <= 1 {
            return None;
        }
        let mut coarse = Self::empty(self.width.div_ceil(2), self.height.div_ceil(2));
        for row in 0..self.height {
            for column in 0..self.width {
                let at = self.at(row, column);
                let joined = coarse.at(row / 2, column / 2);
                let (east, south) = (self.east[at], self.south[at]);
                // All of a cell's diagonal, less twice the links that end up inside.
                coarse.diagonal[joined] += self.diagonal[at];
                if column % 2 == 0 {
                    coarse.diagonal[joined] -= 2.0 * east;
                } else {
                    coarse.east[joined] += east;
                }
                if row % 2 == 0 {
                    coarse.diagonal[joined] -= 2.0 * south;
                } else {
                    coarse.south[joined] += south;
                }
            }
        }
        coarse.invert();
        Some(coarse)
    }

    fn stride(&self) -> usize {
        self.width + 1
    }

    fn at(&self, row: usize, column: usize) -> usize {
        (row + 1) * self.stride() + column
    }

    /// The cells of the array that have four neighbours in it.
    fn inner(&self) -> std::ops::Range<usize> {
        self.stride()..self.stride() * (self.height + 1)
    }

    fn padded(&self, values: &[f64]) -> Vec<f64> {
        let mut padded = vec![0.0; self.east.len()];
        for (row, values) in values.chunks(self.width.max(1)).enumerate() {
            let start = self.at(row, 0);
            if let Some(place) = padded.get_mut(start..start + values.len()) {
                place.copy_from_slice(values);
            }
        }
        padded
    }

    fn unpadded(&self, padded: &[f64]) -> Vec<f64> {
        let row = |row: usize| &padded[self.at(row, 0)..self.at(row, self.width)];
        (0..self.height)
            .flat_map(|index| row(index).iter().copied())
            .collect()
    }

    /// The sum of a cell's neighbours' values, each times its link.
    #[inline]
    fn neighbours(&self, values: &[f64], at: usize) -> f64 {
        let stride = self.stride();
        let term = |link: f32, at: usize| f64::from(link) * values[at];
        term(self.east[at - 1], at - 1)
            + term(self.east[at], at + 1)
            + (term(self.south[at - stride], at - stride) + term(self.south[at], at + stride))
    }

    /// `image = A values`.
    fn apply(&self, values: &[f64], image: &mut [f64]) {
        for at in self.inner() {
            image[at] = f64::from(self.diagonal[at]) * values[at] - self.neighbours(values, at);
        }
    }

    #[inline]
    fn relax(&self, values: &mut [f64], right: &[f64], at: usize) {
        let inverse = f64::from(self.inverse[at]);
        values[at] = inverse * (right[at] + self.neighbours(values, at));
    }
}

/// One cycle for `A step = right`, from a start at zero: relaxation forwards, a correction from the
/// coarser levels, relaxation backwards.
fn cycle(levels: &mut [Level], right: &[f64], step: &mut [f64]) {
    let Some((here, coarser)) = levels.split_first_mut() else {
        return;
    };
    step.fill(0.0);
    for at in here.inner() {
        here.relax(step, right, at);
    }
    let Some(next) = coarser.first_mut() else {
        return;
    };
    let mut coarse_right = std::mem::take(&mut next.scratch.right);
    coarse_right.fill(0.0);
    for row in 0..here.height {
        for column in 0..here.width {
            let at = here.at(row, column);
            let image = f64::from(here.diagonal[at]) * step[at] - here.neighbours(step, at);
            coarse_right[next.at(row / 2, column / 2)] += right[at] - image;
        }
    }
    let mut correction = std::mem::take(&mut next.scratch.solution);
    solve_coarse(coarser, &coarse_right, &mut correction);
    if let Some(next) = coarser.first_mut() {
        for row in 0..here.height {
            for column in 0..here.width {
                let at = here.at(row, column);
                if here.inverse[at] > 0.0 {
                    step[at] += correction[next.at(row / 2, column / 2)];
                }
            }
        }
        next.scratch.solution = correction;
        next.scratch.right = coarse_right;
    }
    for at in here.inner().rev() {
        here.relax(step, right, at);
    }
}

/// Up to two steps of conjugate gradients with cycles in front.
fn solve_coarse(levels: &mut [Level], right: &[f64], solution: &mut [f64]) {
    let Some(here) = levels.first_mut() else {
        return;
    };
    if here.width <= 1 && here.height <= 1 {
        for at in here.inner() {
            solution[at] = f64::from(here.inverse[at]) * right[at];
        }
        return;
    }
    let mut scratch = std::mem::take(&mut here.scratch);
    solve_in(levels, right, solution, &mut scratch);
    if let Some(here) = levels.first_mut() {
        // `right` and `solution` of this level are with the caller.
        here.scratch = scratch;
    }
}

fn solve_in(levels: &mut [Level], right: &[f64], solution: &mut [f64], scratch: &mut Scratch) {
    let Scratch {
        residual,
        first,
        first_image,
        second,
        second_image,
        ..
    } = scratch;
    cycle(levels, right, first);
    let Some(here) = levels.first() else {
        return;
    };
    here.apply(first, first_image);
    let curvature = dot(first, first_image);
    if !is_positive(curvature) {
        solution.copy_from_slice(first);
        return;
    }
    let length = dot(first, right) / curvature;
    residual.copy_from_slice(right);
    add(residual, -length, first_image);
    solution.fill(0.0);
    if dot(residual, residual) <= ENOUGH * ENOUGH * dot(right, right) {
        add(solution, length, first);
        return;
    }
    cycle(levels, residual, second);
    let Some(here) = levels.first() else {
        return;
    };
    here.apply(second, second_image);
    let mixed = dot(second, first_image);
    let second_curvature = dot(second, second_image) - mixed * mixed / curvature;
    if !is_positive(second_curvature) {
        add(solution, length, first);
        return;
    }
    let second_length = dot(second, residual) / second_curvature;
    add(solution, length - mixed * second_length / curvature, first);
    add(solution, second_length, second);
}

/// False for NaN, too.
fn is_positive(value: f64) -> bool {
    value > 0.0
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    // Four sums at a time: one after the other would wait for each addition.
    let (a, a_rest) = a.as_chunks::<4>();
    let (b, b_rest) = b.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

fn add(to: &mut [f64], factor: f64, values: &[f64]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += factor * value;
    }
}

fn largest(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |largest, value| value.abs().max(largest))
}
