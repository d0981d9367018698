//! Pieces of text become rows on all cores, and are put together in their order.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::encoding::Encoding;
use super::error::Stop;
use super::pieces::{Buffer, Next, Pieces};
use super::rows::Start;
use super::scan::{self, Scanned, Text};
use super::sniff::Guess;
use super::words::Words;

/// While no rows come for so long, those that are there are handed out.
const SILENCE: Duration = Duration::from_millis(50);

/// Pieces under way, for each thread.
const PIECES: usize = 3;

/// How pieces are read.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) guess: &'a Guess,
    pub(super) encoding: Encoding,
    pub(super) reopens: bool,
}

impl Task<'_> {
    /// A reader of text.
    pub(super) fn words(self) -> Words {
        Words::new(self.encoding, self.reopens)
    }

    /// A piece behind its first `from` bytes.
    pub(super) fn text(self, piece: &Buffer, from: usize) -> Text<'_> {
        Text {
            bytes: piece.padded().get(from..).unwrap_or_default(),
            end: piece.len().saturating_sub(from),
            delimiter: self.guess.delimiter,
        }
    }

    /// The records of a piece behind its first `from` bytes, which stand behind `start`.
    pub(super) fn scan(self, piece: &Buffer, from: usize, start: Start) -> Result<Scanned, Stop> {
        scan::rows(self.text(piece, from), self.guess, start, self.words())
    }
}

/// Takes rows in, in their order.
pub(super) trait Collect {
    /// What the next rows depend on.
    fn now(&self) -> Start;
    /// Takes rows in.
    fn take(&mut self, scanned: Scanned) -> Result<(), Stop>;
    /// What to say about a failure in the rows that would have been next.
    fn failed(&self, stop: Stop) -> Stop;
    /// What to say if the text cannot be read.
    fn unreadable(&self, error: &io::Error) -> Stop;
    /// A while has passed without rows.
    fn idle(&mut self);
}

/// Reads all pieces on so many threads.
///
/// # Errors
/// The first failure in the order of the text.
pub(super) fn read(
    pieces: Pieces<'_>,
    task: Task<'_>,
    threads: usize,
    into: &mut impl Collect,
) -> Result<(), Stop> {
    let (give_back, free) = channel();
    let next = pieces.number();
    let desk = Desk {
        pieces: Mutex::new(pieces),
        free: Mutex::new(free),
        task,
        start: Mutex::new(into.now()),
    };
    if threads < 2 {
        return desk.alone(into);
    }
    for _ in 0..threads * PIECES {
        // The other end is at the desk.
        let _sent = give_back.send(Buffer::default());
    }
    std::thread::scope(|scope| {
        let (hand_in, done) = channel();
        let mut working = 0;
        for _ in 0..threads {
            let (desk, hand_in) = (&desk, hand_in.clone());
            let reader = Builder::new().name("read".to_owned());
            let work = move || desk.work(&hand_in);
            working += usize::from(reader.spawn_scoped(scope, work).is_ok());
        }
        drop(hand_in);
        if working == 0 {
            return desk.alone(into);
        }
        desk.put_together((next, &done), give_back, into)
    })
}

/// A piece that was read, with its text in case that it must be read again.
struct Done {
    number: u64,
    text: Buffer,
    scanned: Result<Scanned, Failure>,
}

/// Why there are no rows.
enum Failure {
    Text(io::Error),
    Rows(Stop),
}

/// What readers share.
struct Desk<'a> {
    pieces: Mutex<Pieces<'a>>,
    free: Mutex<Receiver<Buffer>>,
    task: Task<'a>,
    /// What pieces probably stand behind.
    start: Mutex<Start>,
}

impl Desk<'_> {
    /// Reads pieces until there are no more, or nobody wants them.
    fn work(&self, hand_in: &Sender<Done>) {
        loop {
            let Ok(mut text) = lock(&self.free).recv() else {
                return;
            };
            let next = lock(&self.pieces).next(&mut text);
            let (number, result) = match next {
                Next::End => return,
                Next::Piece(number) => (number, Ok(())),
                Next::Failed(number, error) => (number, Err(Failure::Text(error))),
            };
            let start = *lock(&self.start);
            let scan = |()| self.task.scan(&text, 0, start).map_err(Failure::Rows);
            let scanned = result.and_then(scan);
            let done = Done {
                number,
                text,
                scanned,
            };
            if hand_in.send(done).is_err() {
                return;
            }
        }
    }

    /// Takes in order what is handed in in any order.
    fn put_together(
        &self,
        (mut wanted, done): (u64, &Receiver<Done>),
        give_back: Sender<Buffer>,
        into: &mut impl Collect,
    ) -> Result<(), Stop> {
        let mut waiting = BTreeMap::new();
        loop {
            match done.recv_timeout(SILENCE) {
                Ok(piece) => drop(waiting.insert(piece.number, piece)),
                Err(RecvTimeoutError::Timeout) => into.idle(),
                Err(RecvTimeoutError::Disconnected) if waiting.is_empty() => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(into.unreadable(&io::Error::other("a reader broke off")));
                }
            }
            while let Some(entry) = waiting.first_entry().filter(|entry| *entry.key() == wanted) {
                let piece = entry.remove();
                self.take(piece.scanned, &piece.text, into)?;
                // Readers may be gone already.
                let _sent = give_back.send(piece.text);
                wanted += 1;
            }
        }
    }

    /// Takes a piece in; one that stands behind other rows than was thought is read again.
    fn take(
        &self,
        scanned: Result<Scanned, Failure>,
        text: &Buffer,
        into: &mut impl Collect,
    ) -> Result<(), Stop> {
        let now = into.now();
        let scanned = match scanned {
            Err(Failure::Text(error)) => return Err(into.unreadable(&error)),
            Err(Failure::Rows(stop)) => return Err(into.failed(stop)),
            Ok(scanned) if scanned.rows.may_follow(now) => scanned,
            Ok(_) => self
                .task
                .scan(text, 0, now)
                .map_err(|stop| into.failed(stop))?,
        };
        into.take(scanned)?;
        *lock(&self.start) = into.now();
        Ok(())
    }

    /// Reads all pieces here.
    fn alone(&self, into: &mut impl Collect) -> Result<(), Stop> {
        let mut text = Buffer::default();
        loop {
            let next = lock(&self.pieces).next(&mut text);
            match next {
                Next::End => return Ok(()),
                Next::Failed(_, error) => return Err(into.unreadable(&error)),
                Next::Piece(_) => {
                    let scanned = self.task.scan(&text, 0, into.now());
                    self.take(scanned.map_err(Failure::Rows), &text, into)?;
                }
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
