//! Packed input: gzip and Zstandard, also several members or frames behind each other.

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How an input is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// What the first bytes of an input show.
    pub(super) fn of_head(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, or one to be skipped, which may stand in front (RFC 8878, 3.1).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// What is packed in `reader`.
    pub(super) fn unpack<'a>(self, reader: Box<dyn Read + Send + 'a>) -> Box<dyn Read + Send + 'a> {
        match self {
            Self::Gzip => Box::new(Marked {
                inner: flate2::read::MultiGzDecoder::new(reader),
                name: "gzip",
            }),
            Self::Zstd => Box::new(Marked {
                inner: Frames::new(reader),
                name: "zstd",
            }),
        }
    }
}

/// Marks the errors of packed data as such.
struct Marked<R> {
    inner: R,
    name: &'static str,
}

impl<R: Read> Read for Marked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.inner.read(out).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData
            | io::ErrorKind::UnexpectedEof => {
                io::Error::new(io::ErrorKind::UnexpectedEof, Damaged(self.name, error))
            }
            _ => error,
        })
    }
}

/// Packed data that is damaged or breaks off: how it is packed, and what was found.
#[derive(Debug)]
pub(super) struct Damaged(pub(super) &'static str, pub(super) io::Error);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.1)
    }
}

impl std::error::Error for Damaged {}

/// Unpacks Zstandard frames.
struct Frames<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    /// A frame has begun, and its end was not seen.
    inside: bool,
}

/// Bytes unpacked at once.
const STEP: usize = 1 << 17;

impl<R: Read> Frames<R> {
    fn new(source: R) -> Self {
        Self {
            source: BufReader::with_capacity(STEP, source),
            decoder: FrameDecoder::new(),
            inside: false,
        }
    }

    /// Goes to the next frame with content; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.inside = true;
                    return Ok(true);
                }
                Err(error) => self.skip(error)?,
            }
        }
        Ok(false)
    }

    /// Skips a frame that says so.
    fn skip(&mut self, error: FrameDecoderError) -> io::Result<()> {
        let FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
            length, ..
        }) = error
        else {
            return Err(self.broken(error));
        };
        let length = u64::from(length);
        let skipped = io::copy(&mut self.source.by_ref().take(length), &mut io::sink())?;
        if skipped < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    /// The frame is all read: is it what was packed?
    fn end(&mut self) -> io::Result<()> {
        self.inside = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the checksum differs",
            ));
        }
        Ok(())
    }

    /// An error of the source is one of its own (such as a cancelled load); else the data are bad.
    fn broken(&mut self, error: FrameDecoderError) -> io::Error {
        match self.source.fill_buf() {
            Err(source) => source,
            Ok(_) => io::Error::new(io::ErrorKind::InvalidData, error),
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.inside && !self.begin()? {
                return Ok(0);
            }
            let read = self.decoder.read(out)?;
            if read > 0 {
                return Ok(read);
            }
            if self.decoder.is_finished() {
                self.end()?;
                continue;
            }
            let more = BlockDecodingStrategy::UptoBytes(STEP);
            if let Err(error) = self.decoder.decode_blocks(&mut self.source, more) {
                return Err(self.broken(error));
            }
        }
    }
}
