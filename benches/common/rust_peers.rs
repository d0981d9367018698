//! What a Rust programmer would write instead: none of it knows quotes across lines, labels,
//! missing values or statistics. Each reads a file of numbers into row-major `f64`s.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes in hand at once: what a core's nearest cache holds with room to spare.
const PIECE: usize = 1 << 18;

/// No reader can be faster: the file in pieces with its separators counted, and memory for as many
/// numbers touched once, on all cores.
pub(crate) fn floor(path: &Path) -> usize {
    let parts = parts(path, cores());
    let counted: usize = on_threads(parts, |[from, to]| {
        let mut count = 0;
        pieces(path, [from, to], |bytes| {
            count += memchr::memchr2_iter(b',', b'\n', bytes).count();
            bytes.len()
        });
        count
    })
    .into_iter()
    .sum();
    let mut grid = vec![0.0_f64; counted];
    // One number of each page of memory.
    const PAGE: usize = 512;
    std::thread::scope(|scope| {
        for part in grid.chunks_mut(counted.div_ceil(cores())) {
            scope.spawn(|| {
                part.iter_mut()
                    .step_by(PAGE)
                    .for_each(|number| *number = 1.0)
            });
        }
    });
    std::hint::black_box(&grid).len()
}

/// The `csv` crate's records and `fast-float2`, on one thread.
pub(crate) fn csv_crate(path: &Path) -> Vec<f64> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .buffer_capacity(1 << 20)
        .from_path(path)
        .unwrap();
    let mut record = csv::ByteRecord::new();
    let mut values = Vec::new();
    while reader.read_byte_record(&mut record).unwrap() {
        values.extend(record.iter().map(number));
    }
    values
}

/// The whole file in memory, cut at line ends into a part for each core, then at `,` and `\n`.
pub(crate) fn split_on_threads(path: &Path) -> Vec<f64> {
    let bytes = std::fs::read(path).unwrap();
    let mut cuts = vec![0];
    for core in 1..cores() {
        let from = bytes.len() * core / cores();
        let line_end = memchr::memchr(b'\n', &bytes[from..]);
        cuts.push(line_end.map_or(bytes.len(), |end| from + end + 1));
    }
    cuts.push(bytes.len());
    let parts: Vec<[usize; 2]> = cuts.windows(2).map(|ends| [ends[0], ends[1]]).collect();
    let counts = on_threads(parts.clone(), |[from, to]| {
        memchr::memchr2_iter(b',', b'\n', &bytes[from..to]).count()
    });
    let mut values = vec![0.0; counts.iter().sum()];
    let mut rest = values.as_mut_slice();
    std::thread::scope(|scope| {
        for ([from, to], count) in parts.into_iter().zip(counts) {
            let (mine, others) = std::mem::take(&mut rest).split_at_mut(count);
            rest = others;
            let part = &bytes[from..to];
            scope.spawn(move || fill(part, &mut mine.iter_mut()));
        }
    });
    values
}

/// The same through small buffers, without the text in memory: lines counted first, then parsed.
pub(crate) fn stream_on_threads(path: &Path) -> Vec<f64> {
    let parts = parts(path, cores());
    let counts = on_threads(parts.clone(), |part| {
        let mut count = 0;
        pieces(path, part, |bytes| {
            count += memchr::memchr2_iter(b',', b'\n', bytes).count();
            bytes.len()
        });
        count
    });
    let mut values = vec![0.0; counts.iter().sum()];
    let mut rest = values.as_mut_slice();
    std::thread::scope(|scope| {
        for (part, count) in parts.into_iter().zip(counts) {
            let (mine, others) = std::mem::take(&mut rest).split_at_mut(count);
            rest = others;
            scope.spawn(move || {
                let mut slots = mine.iter_mut();
                pieces(path, part, |bytes| fill(bytes, &mut slots));
            });
        }
    });
    values
}

fn number(text: &[u8]) -> f64 {
    fast_float2::parse(text).unwrap_or(f64::NAN)
}

/// Parses fields that end in `,` or `\n` into slots; answers how many bytes they took.
fn fill<'a>(bytes: &[u8], slots: &mut impl Iterator<Item = &'a mut f64>) -> usize {
    let mut start = 0;
    for end in memchr::memchr2_iter(b',', b'\n', bytes) {
        if let Some(slot) = slots.next() {
            *slot = number(&bytes[start..end]);
        }
        start = end + 1;
    }
    start
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn on_threads<T: Send>(parts: Vec<[usize; 2]>, work: impl Fn([usize; 2]) -> T + Sync) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// The file's bytes shared out at line ends.
fn parts(path: &Path, count: usize) -> Vec<[usize; 2]> {
    let mut file = File::open(path).unwrap();
    let length = usize::try_from(file.metadata().unwrap().len()).unwrap();
    let mut cuts = vec![0];
    for part in 1..count {
        let mut at = length * part / count;
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        let mut buffer = vec![0; PIECE];
        loop {
            let read = file.read(&mut buffer).unwrap();
            if let Some(end) = memchr::memchr(b'\n', &buffer[..read]) {
                cuts.push(at + end + 1);
                break;
            }
            at += read;
            if read == 0 {
                cuts.push(length);
                break;
            }
        }
    }
    cuts.push(length);
    cuts.windows(2).map(|ends| [ends[0], ends[1]]).collect()
}

/// Bytes `from..to` of the file, a piece at a time; `each` answers how many it has used, the rest
/// comes again before the next.
fn pieces(path: &Path, [from, to]: [usize; 2], mut each: impl FnMut(&[u8]) -> usize) {
    let mut file = File::open(path).unwrap();
    file.seek(SeekFrom::Start(from as u64)).unwrap();
    let mut buffer = vec![0; PIECE];
    let (mut at, mut held) = (from, 0);
    while at < to {
        let want = (buffer.len() - held).min(to - at);
        file.read_exact(&mut buffer[held..held + want]).unwrap();
        at += want;
        let used = each(&buffer[..held + want]);
        buffer.copy_within(used..held + want, 0);
        held = held + want - used;
    }
}
