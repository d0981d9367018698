//! An array's numbers read into memory, on all cores where the file can be read at any place.

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::Builder;

use super::array::{Array, Order, PIECE};
use super::store::FileStore;
use crate::grid::{BLOCK_CELLS, Block, processors};
use crate::load::Progress;
use crate::load::error::{LoadErrorKind, Stop, clean};
use crate::load::read_at::ReadAt;

/// Rows of Fortran order that are read as one, at least: they lie side by side in the file.
const FORTRAN_ROWS: usize = 512;

/// The blocks of each frame.
pub(in crate::load) struct Body {
    pub(in crate::load) frames: Vec<Vec<Block>>,
    /// Numbers that lost digits.
    pub(in crate::load) lost: u64,
    /// A stream goes on behind the array.
    pub(super) goes_on: bool,
}

/// Blocks of rows in the order of the file.
struct Plan {
    array: Array,
    /// Rows of a block; a row is never parted.
    rows: usize,
    /// Blocks of a frame.
    blocks: usize,
}

impl Plan {
    fn new(array: Array) -> Self {
        let least = match array.order {
            Order::C => 1,
            Order::Fortran => FORTRAN_ROWS,
        };
        let rows = (BLOCK_CELLS / array.columns.max(1)).max(least);
        let rows = rows.min(array.rows).max(1);
        let blocks = array.rows.div_ceil(rows);
        Self {
            array,
            rows,
            blocks,
        }
    }

    /// Pieces of work: a block, or (in Fortran order) the blocks of all frames that lie together.
    fn count(&self) -> usize {
        match self.array.order {
            Order::C => self.array.frames * self.blocks,
            Order::Fortran => self.blocks,
        }
    }

    /// Frames and rows of a piece.
    fn part(&self, index: usize) -> (Range<usize>, Range<usize>) {
        let block = index % self.blocks.max(1);
        let rows = block * self.rows..self.array.rows.min((block + 1) * self.rows);
        let frames = match self.array.order {
            Order::C => index / self.blocks.max(1)..index / self.blocks.max(1) + 1,
            Order::Fortran => 0..self.array.frames,
        };
        (frames, rows)
    }

    /// The frames made of all pieces.
    fn frames(&self, pieces: impl Iterator<Item = Vec<Block>>) -> Vec<Vec<Block>> {
        let mut frames = vec![Vec::new(); self.array.frames];
        for (index, blocks) in pieces.enumerate() {
            for (frame, block) in self.part(index).0.zip(blocks) {
                if let Some(frame) = frames.get_mut(frame) {
                    frame.push(block);
                }
            }
        }
        frames
    }
}

/// What becomes of cells that were read.
pub(in crate::load) enum Keep {
    /// They stay in memory.
    Cells,
    /// They are only looked at, and read from their file again when they are asked for.
    Stored(Arc<File>),
}

/// The state of a read that several threads share.
struct Shared<'a> {
    plan: Plan,
    source: &'a dyn ReadAt,
    progress: &'a Progress,
    keep: Keep,
    trouble: Arc<OnceLock<String>>,
    next: AtomicUsize,
    stopped: AtomicBool,
    lost: AtomicU64,
    rows: AtomicU64,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    pieces: Vec<Option<Vec<Block>>>,
    error: Option<io::Error>,
}

/// Reads an array from a source. `publish` is shown the first blocks of a single frame while more
/// are read.
pub(in crate::load) fn read(
    array: Array,
    (source, keep): (&dyn ReadAt, Keep),
    progress: &Progress,
    publish: &(dyn Fn(Vec<Block>) + Sync),
) -> Result<Body, Stop> {
    let plan = Plan::new(array);
    let count = plan.count();
    let shared = Shared {
        plan,
        source,
        progress,
        keep,
        trouble: Arc::default(),
        next: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        lost: AtomicU64::new(0),
        rows: AtomicU64::new(0),
        done: Mutex::default(),
    };
    let work = || shared.work(count, publish);
    std::thread::scope(|scope| {
        for _ in 1..processors().min(count) {
            if Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let done = shared
        .done
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = done.error {
        return Err(failed(&error, progress));
    }
    Ok(Body {
        frames: shared.plan.frames(done.pieces.into_iter().flatten()),
        lost: shared.lost.into_inner(),
        goes_on: false,
    })
}

impl Shared<'_> {
    /// Reads pieces until there are none left, or something fails.
    fn work(&self, count: usize, publish: &(dyn Fn(Vec<Block>) + Sync)) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= count || self.stopped.load(Ordering::Relaxed) {
                return;
            }
            let piece = self.piece(index);
            let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            match piece {
                Ok(blocks) => {
                    if done.pieces.len() <= index {
                        done.pieces.resize_with(index + 1, || None);
                    }
                    if let Some(place) = done.pieces.get_mut(index) {
                        *place = Some(blocks);
                    }
                }
                Err(error) => {
                    self.stopped.store(true, Ordering::Relaxed);
                    done.error.get_or_insert(error);
                    return;
                }
            }
            if self.plan.array.frames == 1 && index + 1 < count && self.progress.is_due() {
                let first = done.pieces.iter().map_while(Option::as_ref);
                let blocks: Vec<Block> = first.flatten().cloned().collect();
                drop(done);
                if !blocks.is_empty() {
                    publish(blocks);
                }
            }
        }
    }

    fn piece(&self, index: usize) -> io::Result<Vec<Block>> {
        let array = &self.plan.array;
        let (frames, rows) = self.plan.part(index);
        let counted = Counted {
            source: self.source,
            progress: self.progress,
        };
        let height = rows.len();
        let (cells, lost) = array.read(&counted, frames.clone(), rows.clone(), 0..array.columns)?;
        self.lost.fetch_add(lost, Ordering::Relaxed);
        let blocks = frames.zip(cells).map(|(frame, cells)| {
            let block = Block::new(height, array.columns, cells).map_err(io::Error::other)?;
            // Now that its cells are at hand.
            let stats = *block.stats();
            let Keep::Stored(file) = &self.keep else {
                return Ok(block);
            };
            let store = FileStore {
                file: Arc::clone(file),
                array: *array,
                frame,
                rows: rows.clone(),
                trouble: Arc::clone(&self.trouble),
            };
            Ok(Block::stored_with(Arc::new(store), stats))
        });
        let blocks = blocks.collect();
        let rows = u64::try_from(height).unwrap_or(0);
        let before = self.rows.fetch_add(rows, Ordering::Relaxed);
        self.progress.set_rows(before + rows);
        blocks
    }
}

/// Counts bytes, and ends when the load was cancelled.
#[derive(Debug)]
struct Counted<'a> {
    source: &'a dyn ReadAt,
    progress: &'a Progress,
}

impl ReadAt for Counted<'_> {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        self.progress.go_on()?;
        self.source.read_at(at, out)?;
        self.progress.add_bytes(out.len());
        Ok(())
    }
}

/// Reads an array whose bytes come one after the other, cells in C order.
pub(in crate::load) fn stream(
    array: Array,
    reader: &mut dyn io::Read,
    progress: &Progress,
) -> Result<Body, Stop> {
    let plan = Plan::new(array);
    let (mut lost, mut pieces, mut bytes) = (0, Vec::new(), Vec::new());
    for index in 0..plan.count() {
        let (_, rows) = plan.part(index);
        let height = rows.len();
        let length = height.saturating_mul(array.columns);
        let length = length.saturating_mul(array.dtype.size());
        whole(reader, &mut bytes, length).map_err(|error| failed(&error, progress))?;
        let part = Array {
            order: Order::C,
            frames: 1,
            rows: height,
            start: 0,
            ..array
        };
        let read = part.read(&bytes.as_slice(), 0..1, 0..height, 0..array.columns);
        let (cells, more) = read.map_err(|error| failed(&error, progress))?;
        lost += more;
        let blocks = cells.into_iter();
        let blocks = blocks.map(|cells| Block::new(height, array.columns, cells));
        let blocks: Result<Vec<Block>, _> = blocks.collect();
        let blocks = blocks.map_err(|error| failed(&io::Error::other(error), progress))?;
        pieces.push(blocks);
        progress.set_rows(u64::try_from(rows.end).unwrap_or(0));
    }
    Ok(Body {
        frames: plan.frames(pieces.into_iter()),
        lost,
        goes_on: goes_on(reader, progress)?,
    })
}

/// Are there more bytes? At its end a packed stream says whether all was well.
pub(super) fn goes_on(reader: &mut dyn io::Read, progress: &Progress) -> Result<bool, Stop> {
    let read = io::Read::take(&mut *reader, 1).read_to_end(&mut Vec::new());
    let read = read.map_err(|error| failed(&error, progress))?;
    Ok(read > 0)
}

/// Reads `length` bytes; room is taken as they come.
pub(super) fn whole(
    reader: &mut dyn io::Read,
    bytes: &mut Vec<u8>,
    length: usize,
) -> io::Result<()> {
    bytes.clear();
    while bytes.len() < length {
        let piece = PIECE.min(length - bytes.len());
        let piece = u64::try_from(piece).unwrap_or(0);
        if io::Read::take(&mut *reader, piece).read_to_end(bytes)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

/// A failed read of numbers.
pub(in crate::load) fn failed(error: &io::Error, progress: &Progress) -> Stop {
    if error.kind() == io::ErrorKind::UnexpectedEof && !progress.is_cancelled() {
        let message = "found an array that breaks off, expected as many numbers as its shape says";
        return Stop::whole(LoadErrorKind::NotATable, message);
    }
    if error.kind() == io::ErrorKind::InvalidData && !progress.is_cancelled() {
        return Stop::whole(LoadErrorKind::NotATable, clean(&error.to_string(), 250));
    }
    Stop::io(error, progress)
}
