//! From a file, standard input or bytes to text: unpacking, character encoding, lines before the table.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, Read};
use std::path::PathBuf;

use super::Progress;
use super::encoding::{self, Encoding};
use super::error::{LoadErrorKind, Stop};
use super::kinds;
use super::lines::LineEnds;
use super::unpack::Packing;

/// Where a table comes from.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, read to its end.
    Stdin,
    /// Bytes at hand, such as a pasted table.
    Bytes {
        /// What to call it.
        name: String,
        /// The same bytes that a file would hold.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// The file as named by the user; `-` for standard input.
    #[must_use]
    pub fn file(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Stdin => "-".to_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    /// The name for a window's title: no folders.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .map_or_else(|| self.file(), |name| name.to_string_lossy().into_owned()),
            Self::Stdin => "standard input".to_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }
}

/// What a file was like when it was opened.
pub(super) struct Stamp(Option<(PathBuf, Metadata)>);

impl Stamp {
    /// Of a file; nothing is known of other inputs.
    pub(super) fn of(input: &Input) -> Self {
        let Input::File(path) = input else {
            return Self(None);
        };
        let meta = std::fs::metadata(path).ok();
        // Files that the system makes up, such as those in /proc, say that they are empty.
        let meta = meta.filter(|meta| meta.is_file() && meta.len() > 0);
        Self(meta.map(|meta| (path.clone(), meta)))
    }

    /// # Errors
    /// If the file is no longer what it was.
    pub(super) fn check(&self) -> Result<(), Stop> {
        let Some((path, before)) = &self.0 else {
            return Ok(());
        };
        let now = std::fs::metadata(path).ok();
        let same = |now: &Metadata| {
            let written = |meta: &Metadata| meta.modified().ok();
            now.len() == before.len() && written(now) == written(before)
        };
        if now.as_ref().is_some_and(same) {
            return Ok(());
        }
        let message =
            "found a file that changed while it was read, expected one that stays as it is";
        Err(Stop::whole(LoadErrorKind::Io, message))
    }
}

/// A table's text, from its first line on.
pub(super) struct Text<'a> {
    /// The beginning, as UTF-8 or (for Windows-1252) as it is; lines end in `\n`.
    pub(super) prefix: Vec<u8>,
    /// True if the prefix is everything.
    pub(super) whole: bool,
    /// What follows.
    pub(super) rest: Box<dyn Read + Send + 'a>,
    /// How the bytes are to be understood.
    pub(super) encoding: Encoding,
    /// Can the same input be read a second time?
    pub(super) reopens: bool,
    /// Lines before the prefix.
    pub(super) lines_before: u64,
    /// From a line `sep=;` before the table, as Excel reads it.
    pub(super) delimiter: Option<u8>,
}

/// Bytes looked at before guessing, and lines that should be among them.
const PREFIX: usize = 64 * 1024;
const PREFIX_LINES: usize = 8;
const PREFIX_LIMIT: usize = 8 * 1024 * 1024;

/// An input's bytes, unpacked, as UTF-8 unless they are Windows-1252.
pub(super) struct Raw<'a> {
    /// The beginning, without a byte-order mark and not decoded.
    pub(super) head: Vec<u8>,
    /// What follows it.
    rest: Box<dyn Read + Send + 'a>,
    encoding: Encoding,
    reopens: bool,
    packed: bool,
}

impl<'a> Raw<'a> {
    /// Opens an input.
    pub(super) fn open(input: &'a Input, progress: &'a Progress) -> Result<Self, Stop> {
        let (raw, total, reopens) = source(input)?;
        progress.start(total);
        let failed = |error: io::Error| Stop::io(&error, progress);
        let mut reader: Box<dyn Read + Send + 'a> = Box::new(Counted {
            inner: raw,
            progress,
        });
        let head = read_up_to(&mut reader, 4).map_err(failed)?;
        let packing = Packing::of_head(&head);
        reader = Box::new(Cursor::new(head).chain(reader));
        if let Some(packing) = packing {
            reader = packing.unpack(reader);
        }
        let mut head = read_up_to(&mut reader, PREFIX).map_err(failed)?;
        if head.is_empty() {
            return Err(Stop::whole(
                LoadErrorKind::NotATable,
                "found an empty file, expected a table",
            ));
        }
        let (encoding, mark) = encoding::of_head(&head);
        head.drain(..mark);
        Ok(Self {
            head,
            rest: reader,
            encoding,
            reopens,
            packed: packing.is_some(),
        })
    }

    /// Text in UTF-8 that was made of an input.
    #[cfg(feature = "parquet")]
    pub(super) fn of_text(text: impl Read + Send + 'a) -> io::Result<Self> {
        let mut rest: Box<dyn Read + Send + 'a> = Box::new(text);
        Ok(Self {
            head: read_up_to(&mut rest, PREFIX)?,
            rest,
            encoding: Encoding::Utf8,
            reopens: true,
            packed: true,
        })
    }

    /// All bytes from the first one on, as they are.
    pub(super) fn into_bytes(self) -> Box<dyn Read + Send + 'a> {
        Box::new(Cursor::new(self.head).chain(self.rest))
    }

    /// Is the input what is stored, a file or bytes at hand? Else it must be read from its first
    /// byte to its last.
    pub(super) fn is_stored(&self) -> bool {
        self.reopens && !self.packed
    }

    /// All bytes from the first one on, UTF-16 as UTF-8.
    pub(super) fn into_reader(self) -> Box<dyn Read + Send + 'a> {
        let whole = Box::new(Cursor::new(self.head).chain(self.rest));
        encoding::decoder(self.encoding, whole)
    }

    /// The beginning as UTF-8, as far as it can be told.
    pub(super) fn beginning(&self) -> Vec<u8> {
        let head: Box<dyn Read + Send> = Box::new(Cursor::new(self.head.clone()));
        let mut out = Vec::new();
        // Only memory is read here.
        let _whole = encoding::decoder(self.encoding, head).read_to_end(&mut out);
        out
    }
}

/// Opens an input as text; `forced` says to read it as Windows-1252.
pub(super) fn text<'a>(
    raw: Raw<'a>,
    progress: &'a Progress,
    forced: Option<Encoding>,
) -> Result<Text<'a>, Stop> {
    let (mut encoding, reopens) = (raw.encoding, raw.reopens);
    let failed = |error: io::Error| Stop::io(&error, progress);
    if let Some(message) = kinds::not_a_table(&raw.head, encoding) {
        return Err(Stop::whole(LoadErrorKind::Unsupported, message));
    }
    let mut feed = Feed {
        inner: LineEnds::new(raw.into_reader()),
        buffer: Vec::new(),
        ended: false,
    };
    let preamble = skip_preamble(&mut feed).map_err(failed)?;
    while !feed.ended
        && (feed.buffer.len() < PREFIX
            || newlines(&feed.buffer) < PREFIX_LINES && feed.buffer.len() < PREFIX_LIMIT)
    {
        feed.more().map_err(failed)?;
    }
    if encoding == Encoding::Utf8 && encoding::breaks_utf8(&feed.buffer) {
        encoding = Encoding::Windows1252;
    }
    Ok(Text {
        prefix: feed.buffer,
        whole: feed.ended,
        rest: Box::new(feed.inner),
        encoding: forced.unwrap_or(encoding),
        reopens,
        lines_before: preamble.lines,
        delimiter: preamble.delimiter,
    })
}

type Source<'a> = (Box<dyn Read + Send + 'a>, Option<u64>, bool);

/// The raw bytes, their number where known, and whether they can be had again.
fn source(input: &Input) -> Result<Source<'_>, Stop> {
    match input {
        Input::Stdin => Ok((Box::new(io::stdin()), None, false)),
        Input::Bytes { bytes, .. } => Ok((
            Box::new(bytes.as_slice()),
            u64::try_from(bytes.len()).ok(),
            true,
        )),
        Input::File(path) => {
            let failed = |error: io::Error| Stop::whole(LoadErrorKind::Io, open_failure(&error));
            let meta = std::fs::metadata(path).map_err(failed)?;
            if meta.is_dir() {
                return Err(Stop::whole(
                    LoadErrorKind::Io,
                    "found a folder, expected a file",
                ));
            }
            let file = File::open(path).map_err(failed)?;
            let regular = meta.is_file();
            Ok((Box::new(file), regular.then_some(meta.len()), regular))
        }
    }
}

fn open_failure(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "found no such file, expected a table".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "found a file that may not be read (permission denied), expected a readable one"
                .to_owned()
        }
        _ => format!(
            "cannot be opened: {}",
            super::error::clean(&error.to_string(), 120)
        ),
    }
}

/// Counts bytes, and ends when the load was cancelled.
struct Counted<'a, R> {
    inner: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.progress.go_on()?;
        let limit = out.len().min(PREFIX);
        let read = self.inner.read(&mut out[..limit])?;
        self.progress.add_bytes(read);
        Ok(read)
    }
}

fn read_up_to(reader: &mut dyn Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    reader
        .take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut out)?;
    Ok(out)
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// A reader with what was read ahead.
struct Feed<'a> {
    inner: LineEnds<Box<dyn Read + Send + 'a>>,
    buffer: Vec<u8>,
    ended: bool,
}

impl Feed<'_> {
    fn more(&mut self) -> io::Result<()> {
        let limit = u64::try_from(PREFIX).unwrap_or(u64::MAX);
        let read = self
            .inner
            .by_ref()
            .take(limit)
            .read_to_end(&mut self.buffer)?;
        self.ended = read < PREFIX;
        Ok(())
    }

    /// The end of the line that starts at `start`, its `\n` included; everything if it is last.
    fn line_end(&mut self, start: usize) -> io::Result<usize> {
        let mut from = start;
        loop {
            if let Some(at) = self
                .buffer
                .get(from..)
                .and_then(|tail| tail.iter().position(|&b| b == b'\n'))
            {
                return Ok(from + at + 1);
            }
            if self.ended {
                return Ok(self.buffer.len());
            }
            from = self.buffer.len();
            self.more()?;
        }
    }
}

struct Preamble {
    lines: u64,
    delimiter: Option<u8>,
}

/// Drops empty lines, lines that start with `#`, and Excel's `sep=` line from the front.
fn skip_preamble(feed: &mut Feed<'_>) -> io::Result<Preamble> {
    let mut preamble = Preamble {
        lines: 0,
        delimiter: None,
    };
    let mut start = 0;
    let mut comment = None;
    loop {
        let end = feed.line_end(start)?;
        let line = feed.buffer.get(start..end).unwrap_or_default().trim_ascii();
        if end == start {
            break;
        }
        if line.starts_with(b"#") {
            comment = Some(start);
        } else if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = *line {
            preamble.delimiter = Some(delimiter).filter(u8::is_ascii_punctuation);
            comment = None;
        } else if line.is_empty() {
            comment = None;
        } else {
            if let Some(before) = comment
                && heads(feed.buffer.get(before..start).unwrap_or_default(), line)
            {
                start = before;
                preamble.lines -= 1;
            }
            break;
        }
        start = end;
        preamble.lines += 1;
    }
    feed.buffer.drain(..start.min(feed.buffer.len()));
    Ok(preamble)
}

/// Is a `#` line the header of the table whose first line follows? So if `#` is the name of the
/// first column (`#,a,b`), or belongs to it (`#CHROM`, `POS`, …: as many fields, three or more).
fn heads(comment: &[u8], line: &[u8]) -> bool {
    const DELIMITERS: [u8; 4] = *b",;\t|";
    match comment.trim_ascii() {
        [b'#', next, ..] if DELIMITERS.contains(next) => true,
        [b'#', next, ..] if !next.is_ascii_whitespace() && *next != b'#' => {
            DELIMITERS.iter().any(|delimiter| {
                let count = |bytes: &[u8]| bytes.iter().filter(|&b| b == delimiter).count();
                count(comment) == count(line) && count(line) >= 2
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_change_while_they_are_read_are_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, "1,2\n").unwrap();
        let input = Input::File(path.clone());
        let stamp = Stamp::of(&input);
        assert!(stamp.check().is_ok());
        for change in ["1,2\n3,4\n", "1", ""] {
            std::fs::write(&path, change).unwrap();
            assert!(stamp.check().is_err(), "{change:?}");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(stamp.check().is_err());
        assert!(Stamp::of(&input).check().is_ok(), "of no file");
        assert!(Stamp::of(&Input::Stdin).check().is_ok());
    }
}
