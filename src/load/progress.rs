//! How far a load has come, shared between the loading thread and whoever watches it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Progress of one load; share it by `Arc`. All methods may be called from any thread.
#[derive(Debug)]
pub struct Progress {
    bytes: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    cancelled: AtomicBool,
}

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
        }
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

    /// A pass over the file begins (a second one where the first met an unexpected encoding).
    pub(super) fn start(&self, total: Option<u64>) {
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
}
