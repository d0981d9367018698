//! The members of a ZIP archive, by the directory at its end.

use std::io::{self, Read};

use super::error::{LoadErrorKind, Stop, quoted};
use super::read_at::ReadAt;

/// How an archive begins that holds something.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// A file in an archive.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its bytes are as they are; else they are deflated.
    pub(super) is_stored: bool,
    /// Bytes that it takes in the archive.
    pub(super) packed: u64,
    sum: u32,
    /// Where its own header begins.
    header: u64,
    /// Why it cannot be read.
    obstacle: Option<&'static str>,
}

/// Larger directories are taken for a mistake.
const LARGEST_DIRECTORY: u64 = 64 << 20;

/// The end of an archive without its comment, and with the longest.
const END: usize = 22;
const LONGEST_END: u64 = 22 + 0xffff;

/// All members in the order of the directory.
pub(super) fn members(source: &dyn ReadAt, length: u64) -> Result<Vec<Member>, Stop> {
    let (start, size) = directory(source, length)?;
    let fits = start.checked_add(size).is_some_and(|end| end <= length);
    if !fits || size > LARGEST_DIRECTORY {
        return Err(damaged());
    }
    let bytes = bytes(source, start, size)?;
    let mut rest = bytes.as_slice();
    let mut members = Vec::new();
    while !rest.is_empty() {
        let (member, length) = member(rest).ok_or_else(damaged)?;
        members.push(member);
        rest = rest.get(length..).ok_or_else(damaged)?;
    }
    Ok(members)
}

/// Where the directory begins, and how long it is.
fn directory(source: &dyn ReadAt, length: u64) -> Result<(u64, u64), Stop> {
    let tail_start = length.saturating_sub(LONGEST_END);
    let tail = bytes(source, tail_start, length - tail_start)?;
    let is_end = |at: &usize| {
        let rest = tail.get(*at..).unwrap_or_default();
        let comment = number(rest, 20, 2).and_then(|length| usize::try_from(length).ok());
        rest.starts_with(b"PK\x05\x06")
            && comment.is_some_and(|comment| END + comment <= rest.len())
    };
    let at = (0..tail.len()).rev().find(is_end).ok_or_else(damaged)?;
    let end = tail.get(at..).unwrap_or_default();
    let locator = at.checked_sub(20).and_then(|at| tail.get(at..));
    let locator = locator.filter(|locator| locator.starts_with(b"PK\x06\x07"));
    let found = match locator {
        // Numbers of 64 bits stand in an end of their own.
        Some(locator) => {
            let place = number(locator, 8, 8).ok_or_else(damaged)?;
            let end = bytes(source, place, 56)?;
            let is_end = end.starts_with(b"PK\x06\x06");
            let found = number(&end, 48, 8).zip(number(&end, 40, 8));
            found.filter(|_| is_end)
        }
        None => number(end, 16, 4).zip(number(end, 12, 4)),
    };
    found.ok_or_else(damaged)
}

/// An entry of the directory, and its length.
fn member(entry: &[u8]) -> Option<(Member, usize)> {
    let field = |at, length| number(entry, at, length);
    let length = |at| field(at, 2).and_then(|length| usize::try_from(length).ok());
    if !entry.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let extra_start = 46 + name;
    let end = extra_start + extra + comment;
    let extra = entry.get(extra_start..extra_start + extra)?;
    entry.get(..end)?;
    // What does not fit 32 bits stands in the extra field, in this order.
    let mut long = long_numbers(extra);
    let mut wide = |at| match field(at, 4)? {
        0xffff_ffff => long.next(),
        short => Some(short),
    };
    let (_whole, packed, header) = (wide(24)?, wide(20)?, wide(42)?);
    let (flags, method) = (field(8, 2)?, field(10, 2)?);
    let obstacle = match method {
        _ if flags & 1 != 0 => Some("is encrypted"),
        0 | 8 => None,
        _ => Some("is packed in another way than deflate"),
    };
    let member = Member {
        name: String::from_utf8_lossy(entry.get(46..extra_start)?).into_owned(),
        is_stored: method == 0,
        packed,
        sum: u32::try_from(field(16, 4)?).ok()?,
        header,
        obstacle,
    };
    Some((member, end))
}

/// The numbers of the extra field for archives beyond 4 GB.
fn long_numbers(mut extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut numbers: &[u8] = &[];
    while let (Some(kind), Some(length)) = (number(extra, 0, 2), number(extra, 2, 2)) {
        let end = usize::try_from(length).map_or(usize::MAX, |length| 4 + length);
        if kind == 1 {
            numbers = extra.get(4..end).unwrap_or_default();
            break;
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    numbers
        .as_chunks::<8>()
        .0
        .iter()
        .map(|bytes| u64::from_le_bytes(*bytes))
}

impl Member {
    /// Where its bytes begin.
    pub(super) fn start(&self, source: &dyn ReadAt, length: u64) -> Result<u64, Stop> {
        if let Some(obstacle) = self.obstacle {
            let message = format!(
                "found that {} {obstacle}, expected it stored or deflated",
                quoted(&self.name)
            );
            return Err(Stop::whole(LoadErrorKind::Unsupported, message));
        }
        let header = bytes(source, self.header, 30)?;
        let lengths = number(&header, 26, 2).zip(number(&header, 28, 2));
        let start = lengths
            .filter(|_| header.starts_with(MAGIC))
            .map(|(name, extra)| self.header + 30 + name + extra);
        let fits = |start: &u64| {
            let end = start.checked_add(self.packed);
            end.is_some_and(|end| end <= length)
        };
        start.filter(fits).ok_or_else(damaged)
    }
}

/// Deflated bytes of a member, unpacked one after the other.
pub(super) fn unpacked<'a>(member: &Member, packed: impl Read + 'a) -> Box<dyn Read + 'a> {
    Box::new(Unpacked {
        inner: flate2::read::DeflateDecoder::new(packed),
        sum: flate2::Crc::new(),
        expected: member.sum,
    })
}

/// Inflates, and fails at the end if the sum is another.
struct Unpacked<R> {
    inner: flate2::read::DeflateDecoder<R>,
    sum: flate2::Crc,
    expected: u32,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let damaged = |why: &str| {
            let text = format!("found a damaged archive ({why}), expected a whole one");
            io::Error::new(io::ErrorKind::InvalidData, text)
        };
        let read = self.inner.read(out).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                damaged("bytes are damaged")
            }
            _ => error,
        })?;
        self.sum.update(out.get(..read).unwrap_or_default());
        if read == 0 && !out.is_empty() && self.sum.sum() != self.expected {
            return Err(damaged(
                "what is packed in the archive has another sum than it should",
            ));
        }
        Ok(read)
    }
}

/// Bytes of an archive.
fn bytes(source: &dyn ReadAt, at: u64, length: u64) -> Result<Vec<u8>, Stop> {
    let length = usize::try_from(length).map_err(|_| damaged())?;
    let mut bytes = vec![0; length];
    source.read_at(at, &mut bytes).map_err(|_| damaged())?;
    Ok(bytes)
}

/// A whole number of up to eight bytes, the first counting least.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?.iter().rev();
    Some(digits.fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn damaged() -> Stop {
    let message = "found a ZIP archive that is damaged or breaks off, expected a whole one";
    Stop::whole(LoadErrorKind::NotATable, message)
}
