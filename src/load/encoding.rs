//! Character encodings: UTF-8, UTF-16 with or without its mark, else Windows-1252.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};

use super::error::Stop;

/// How bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// The encoding that a file's first bytes show, and the length of its byte-order mark.
pub(super) fn of_head(head: &[u8]) -> (Encoding, usize) {
    match head {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ => (without_mark(head), 0),
    }
}

/// UTF-16 of mostly western text has a zero in every other byte.
fn without_mark(head: &[u8]) -> Encoding {
    let pairs = head
        .get(..head.len().min(2000))
        .unwrap_or_default()
        .as_chunks::<2>()
        .0;
    let zeros = |which: usize| {
        pairs
            .iter()
            .filter(|pair| pair[which] == 0 && pair[1 - which] != 0)
            .count()
    };
    let (high_first, low_first) = (zeros(0), zeros(1));
    if pairs.len() < 2 {
        Encoding::Utf8
    } else if low_first * 10 > pairs.len() * 7 && high_first == 0 {
        Encoding::Utf16Le
    } else if high_first * 10 > pairs.len() * 7 && low_first == 0 {
        Encoding::Utf16Be
    } else {
        Encoding::Utf8
    }
}

/// Is there a byte that UTF-8 does not allow? A character cut off at the end is none.
pub(super) fn breaks_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

/// Turns UTF-16 into UTF-8; other encodings pass through and are decoded field by field.
pub(super) fn decoder<'a>(
    encoding: Encoding,
    reader: Box<dyn Read + Send + 'a>,
) -> Box<dyn Read + Send + 'a> {
    let utf16 = match encoding {
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Utf8 | Encoding::Windows1252 => return reader,
    };
    let decoder = utf16.new_decoder_without_bom_handling();
    Box::new(Utf16 {
        reader,
        decoder,
        input: vec![0; 32 * 1024],
        text: String::new(),
        given: 0,
        ended: false,
    })
}

struct Utf16<'a> {
    reader: Box<dyn Read + Send + 'a>,
    decoder: encoding_rs::Decoder,
    input: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

impl Read for Utf16<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            let read = self.reader.read(&mut self.input)?;
            self.ended = read == 0;
            let bytes = &self.input[..read];
            self.text.clear();
            self.given = 0;
            self.text.reserve(
                self.decoder
                    .max_utf8_buffer_length(read)
                    .unwrap_or(read.saturating_mul(3)),
            );
            let _ = self
                .decoder
                .decode_to_string(bytes, &mut self.text, self.ended);
        }
        let ready = self.text.as_bytes().get(self.given..).unwrap_or_default();
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}

/// Turns fields into text, and notices bytes that are not UTF-8.
pub(super) struct Decoder {
    encoding: Encoding,
    reopens: bool,
    fell_back: Cell<bool>,
}

impl Decoder {
    pub(super) fn new(encoding: Encoding, reopens: bool) -> Self {
        Self {
            encoding,
            reopens,
            fell_back: Cell::new(false),
        }
    }

    /// A field as text, without blanks around it.
    pub(super) fn text<'b>(&self, field: &'b [u8]) -> Result<Cow<'b, str>, Stop> {
        let field = unquoted(field.trim_ascii());
        if self.encoding != Encoding::Windows1252 {
            if let Ok(text) = std::str::from_utf8(field) {
                return Ok(Cow::Borrowed(text));
            }
            if self.reopens {
                return Err(Stop::NotUtf8);
            }
        }
        if !field.is_ascii() {
            self.fell_back.set(true);
        }
        Ok(encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(field)
            .0)
    }

    /// Has any text been read as Windows-1252?
    pub(super) fn fell_back(&self) -> bool {
        self.fell_back.get()
    }
}

/// Quotes behind a blank (`1, "a"`) are no quotes to the CSV reader; drop them here.
fn unquoted(field: &[u8]) -> &[u8] {
    match field {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'"') => inner.trim_ascii(),
        _ => field,
    }
}
