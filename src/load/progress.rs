//! How far a load has come, shared between the loading threads and whoever watches them.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::budget;
use crate::figure::Table;

/// Progress of one load; share it by `Arc`. All methods may be called from any thread.
#[derive(Debug)]
pub struct Progress {
    bytes: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    cancelled: AtomicBool,
    memory: OnceLock<u64>,
    /// Somebody asked for rows since the last were published.
    wanted: AtomicBool,
    published: Mutex<Published>,
}

/// The rows read so far, as a table of their own.
#[derive(Clone, Debug)]
pub struct Partial {
    /// What was read; later rows and their labels are lacking.
    pub table: Arc<Table>,
    /// Greater for each later one of the same load.
    pub revision: u64,
}

/// What was published, and when.
#[derive(Debug)]
struct Published {
    latest: Option<Partial>,
    began: Option<Instant>,
    last: Option<Instant>,
}

/// Between two tables of the rows read so far; shorter at the beginning of a load.
const INTERVAL: Duration = Duration::from_millis(300);

/// Stands for "the length is not known".
const UNKNOWN: u64 = u64::MAX;

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress {
    /// Nothing read yet, length unknown.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            bytes: AtomicU64::new(0),
            total: AtomicU64::new(UNKNOWN),
            rows: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            memory: OnceLock::new(),
            wanted: AtomicBool::new(false),
            published: Mutex::new(Published {
                latest: None,
                began: None,
                last: None,
            }),
        }
    }

    /// Nothing read yet; what is read may take `memory` bytes.
    #[must_use]
    pub fn within(memory: u64) -> Self {
        Self {
            memory: OnceLock::from(memory),
            ..Self::new()
        }
    }

    /// Bytes that the table may take; a larger one fails with
    /// [`super::LoadErrorKind::TooLarge`]. What the machine has free, unless
    /// [`Progress::within`] says otherwise.
    #[must_use]
    pub fn memory(&self) -> u64 {
        *self.memory.get_or_init(budget::free_memory)
    }

    /// The rows read so far, as far as the format allows it. Readers publish them only while
    /// somebody asks, so the first answer is `None`.
    #[must_use]
    pub fn partial(&self) -> Option<Partial> {
        self.wanted.store(true, Ordering::Relaxed);
        self.published().latest.clone()
    }

    /// Bytes of the file read so far (as stored, so compressed ones for gzip).
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Length of the file in bytes; `None` where it cannot be known, as for a pipe.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|&total| total != UNKNOWN)
    }

    /// Rows read so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Asks the load to stop; it answers with [`super::LoadErrorKind::Cancelled`] within 64 KiB.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Has [`Progress::cancel`] been called?
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Fails once [`Progress::cancel`] has been called.
    pub(super) fn go_on(&self) -> io::Result<()> {
        if self.is_cancelled() {
            return Err(io::Error::other("cancelled"));
        }
        Ok(())
    }

    /// A pass over the file begins (a second one where the first met an unexpected encoding).
    pub(super) fn start(&self, total: Option<u64>) {
        let mut published = self.published();
        published.latest = None;
        published.began = Some(Instant::now());
        published.last = None;
        self.bytes.store(0, Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
        self.total
            .store(total.unwrap_or(UNKNOWN), Ordering::Relaxed);
    }

    pub(super) fn add_bytes(&self, bytes: usize) {
        self.bytes
            .fetch_add(u64::try_from(bytes).unwrap_or(0), Ordering::Relaxed);
    }

    pub(super) fn set_rows(&self, rows: u64) {
        self.rows.store(rows, Ordering::Relaxed);
    }

    /// Is it time to publish the rows read so far: does somebody wait, and is the last time long
    /// enough ago?
    pub(super) fn is_due(&self) -> bool {
        if !self.wanted.load(Ordering::Relaxed) {
            return false;
        }
        let published = self.published();
        let Some(last) = published.last else {
            return true;
        };
        let so_far = published
            .began
            .map_or(INTERVAL, |began| last.duration_since(began));
        last.elapsed() >= so_far.min(INTERVAL)
    }

    /// The rows read so far make no table: they are tried again as if they had been published.
    pub(super) fn put_off(&self) {
        self.published().last = Some(Instant::now());
    }

    /// Hands out the rows read so far.
    pub(super) fn publish(&self, table: Table) {
        self.wanted.store(false, Ordering::Relaxed);
        let mut published = self.published();
        let revision = published
            .latest
            .as_ref()
            .map_or(1, |partial| partial.revision + 1);
        published.latest = Some(Partial {
            table: Arc::new(table),
            revision,
        });
        published.last = Some(Instant::now());
    }

    fn published(&self) -> std::sync::MutexGuard<'_, Published> {
        self.published
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::ReadSettings;
    use crate::load::{Input, load};

    #[test]
    fn rows_are_published_while_somebody_asks() {
        let bytes = b"a,b\n1,2\n3,4\n".to_vec();
        let name = "t".to_owned();
        let input = Input::Bytes { name, bytes };
        let table = load(&input, &ReadSettings::default(), &Progress::new()).unwrap();
        let progress = Progress::new();
        progress.start(None);
        assert!(!progress.is_due());
        assert!(progress.partial().is_none());
        assert!(progress.is_due());
        progress.publish(table.clone());
        assert!(!progress.is_due());
        let partial = progress.partial().unwrap();
        assert_eq!(partial.revision, 1);
        assert_eq!(partial.table.grid.rows(), 2);
        progress.publish(table);
        assert_eq!(progress.partial().unwrap().revision, 2);
    }

    #[test]
    fn the_budget_is_what_was_said_or_what_is_free() {
        assert_eq!(Progress::within(5).memory(), 5);
        assert!(Progress::new().memory() > 0);
    }
}
