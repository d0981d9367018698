//! Work on rows, shared out among threads.

use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// As many threads as there are processors.
#[must_use]
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs `work(first row, rows)` over bands of whole rows of `items`, each `row_length` long, on up
/// to `threads` threads, the calling one among them.
///
/// What a band's work does must not depend on how many bands there are. Where the system refuses a
/// thread, the others do its share.
pub fn in_bands<T: Send>(
    items: &mut [T],
    row_length: usize,
    threads: usize,
    work: impl Fn(usize, &mut [T]) + Sync,
) {
    let row_length = row_length.max(1);
    let rows = items.len().div_ceil(row_length);
    let band = rows.div_ceil(threads.max(1)).max(1);
    let bands = Mutex::new(items.chunks_mut(band * row_length).enumerate());
    let next = || bands.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_on_bands = || {
        while let Some((index, rows)) = next() {
            work(index * band, rows);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(rows) {
            if Builder::new().spawn_scoped(scope, work_on_bands).is_err() {
                break;
            }
        }
        work_on_bands();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_worked_on_once() {
        for (rows, row_length, threads) in
            [(0, 3, 2), (1, 1, 8), (7, 3, 2), (100, 5, 16), (5, 0, 3)]
        {
            let mut items = vec![0; rows * row_length];
            in_bands(&mut items, row_length, threads, |first, part| {
                for (offset, row) in part.chunks_mut(row_length).enumerate() {
                    row.iter_mut().for_each(|item| *item += first + offset + 1);
                }
            });
            let expected: Vec<usize> = (0..rows)
                .flat_map(|row| std::iter::repeat_n(row + 1, row_length))
                .collect();
            assert_eq!(
                items, expected,
                "{rows} rows of {row_length} on {threads} threads"
            );
        }
    }
}
