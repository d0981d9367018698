//! The rows read so far, handed out while more are read: by the reader itself as long as rows come,
//! by another thread once the reader waits for more.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::matrix::Matrix;
use super::sniff::Guess;
use super::{Input, Progress, table};
use crate::figure::Layout;

/// A reader that has read no row for so long waits for its input.
const SILENCE: Duration = Duration::from_millis(50);

/// A matrix that is being read, and where its rows are handed out.
pub(super) struct Parts<'a> {
    matrix: Mutex<Option<Matrix<'a>>>,
    guess: &'a Guess,
    input: &'a Input,
    progress: &'a Progress,
    /// So many rows were there when some were handed out last.
    handed_out: AtomicU64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(
        matrix: Option<Matrix<'a>>,
        guess: &'a Guess,
        input: &'a Input,
        progress: &'a Progress,
    ) -> Self {
        Self {
            matrix: Mutex::new(matrix),
            guess,
            input,
            progress,
            handed_out: AtomicU64::new(0),
        }
    }

    /// The matrix. Its reader holds it for a row at a time.
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<Matrix<'a>>> {
        self.matrix.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the load has come, and what it may take.
    pub(super) fn progress(&self) -> &Progress {
        self.progress
    }

    /// Hands out the rows read so far if it is time to, and if they make a table.
    pub(super) fn publish(&self, matrix: &Matrix<'a>) {
        if !self.progress.is_due() {
            return;
        }
        let rows = self.progress.rows();
        match matrix.clone().finish() {
            Ok(parts) => {
                let names = Vec::new();
                let part = table(
                    self.input,
                    self.guess,
                    Layout::Matrix,
                    parts,
                    names,
                    "UTF-8",
                );
                self.progress.publish(part);
            }
            Err(_) => self.progress.put_off(),
        }
        self.handed_out.store(rows, Ordering::Relaxed);
    }

    /// Does `work`; when its rows stop coming, those that are there are handed out.
    pub(super) fn watched<T>(&self, work: impl FnOnce() -> T) -> T {
        let (under_way, ended) = channel::<()>();
        let watch = move || {
            let mut before = 0;
            while ended.recv_timeout(SILENCE) == Err(RecvTimeoutError::Timeout)
                && !self.progress.is_cancelled()
            {
                let rows = self.progress.rows();
                let silent = rows == before && rows != self.handed_out.load(Ordering::Relaxed);
                before = rows;
                if silent
                    && let Ok(matrix) = self.matrix.try_lock()
                    && let Some(matrix) = &*matrix
                {
                    self.publish(matrix);
                }
            }
        };
        std::thread::scope(|scope| {
            // Without a thread they are handed out with the next row.
            let _watching = Builder::new()
                .name("silence".to_owned())
                .spawn_scoped(scope, watch);
            let done = work();
            drop(under_way);
            done
        })
    }
}
