//! Why a file could not be read, in one line.

use std::fmt;

use super::Progress;
use super::notes::moved;
use super::unpack::Damaged;
use crate::figure::Place;

/// Why a table could not be read. Displays as one line, `FILE:LINE:COLUMN: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The file as named by the user; `-` for standard input.
    pub file: String,
    /// Where in the file, as far as known.
    pub place: Place,
    /// What was found and what was expected.
    pub message: String,
    /// What kind of failure it is.
    pub kind: LoadErrorKind,
}

/// What kind of failure a [`LoadError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadErrorKind {
    /// The user stopped it.
    Cancelled,
    /// The file could not be opened or read.
    Io,
    /// It was read, but is no table of numbers.
    NotATable,
    /// It is something that Cellsius does not read (yet).
    Unsupported,
    /// The reading options do not fit the file.
    Settings,
    /// It needs more memory than it may take.
    TooLarge,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}: {}",
            clean(&self.file, usize::MAX),
            self.place,
            self.message
        )
    }
}

impl std::error::Error for LoadError {}

/// Why one pass over a file ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file is not UTF-8 after all and can be read again as Windows-1252.
    NotUtf8,
    /// There is no table to be had.
    Failed {
        /// Where.
        place: Place,
        /// What was found and expected.
        message: String,
        /// What kind of failure.
        kind: LoadErrorKind,
    },
}

impl Stop {
    /// A failure about the file as a whole.
    pub(super) fn whole(kind: LoadErrorKind, message: impl Into<String>) -> Self {
        Self::Failed {
            place: Place::default(),
            message: message.into(),
            kind,
        }
    }

    /// A failure at a line.
    pub(super) fn at_line(kind: LoadErrorKind, line: u64, message: impl Into<String>) -> Self {
        Self::Failed {
            place: Place {
                line: Some(line).filter(|&line| line > 0),
                column: None,
            },
            message: message.into(),
            kind,
        }
    }

    /// The same failure, in a text that stands `lines` further down.
    pub(super) fn below(self, lines: u64) -> Self {
        match self {
            Self::Failed {
                place,
                message,
                kind,
            } => Self::Failed {
                place: moved(place, lines),
                message,
                kind,
            },
            Self::NotUtf8 => self,
        }
    }

    /// A failed read; a cancelled one where that is the reason.
    pub(super) fn io(error: &std::io::Error, progress: &Progress) -> Self {
        if progress.is_cancelled() {
            return Self::whole(LoadErrorKind::Cancelled, "reading was cancelled");
        }
        let text = error.to_string();
        let packed = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Damaged>());
        if let Some(Damaged(packing, _)) = packed {
            let message = damaged(&format!("{packing} file"), &text);
            return Self::whole(LoadErrorKind::Io, message);
        }
        Self::whole(
            LoadErrorKind::Io,
            format!("cannot be read: {}", clean(&text, 120)),
        )
    }

    /// A failed read inside the `csv` crate.
    pub(super) fn csv(error: csv::Error, progress: &Progress) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::io(&error, progress),
            other => Self::whole(LoadErrorKind::NotATable, clean(&format!("{other:?}"), 120)),
        }
    }
}

/// What is said of a file that is damaged or breaks off: which kind it is, and what was met.
pub(super) fn damaged(kind: &str, why: &str) -> String {
    format!(
        "found a {kind} that is damaged or breaks off ({}), expected a whole one",
        clean(why, 80)
    )
}

/// `text` on one line: control characters as spaces, at most `limit` characters.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut out: String = text
        .chars()
        .take(limit)
        .map(|c| {
            if c.is_control() || c == '\u{2028}' || c == '\u{2029}' {
                ' '
            } else {
                c
            }
        })
        .collect();
    if text.chars().nth(limit).is_some() {
        out.push('…');
    }
    out
}

/// A field as quoted in messages.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text, 40))
}
