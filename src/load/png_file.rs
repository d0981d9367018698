//! Grey PNG pictures as numbers.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

use png::{BitDepth, ColorType, Decoder, Limits, Reader};

use super::error::{LoadErrorKind, Stop, damaged};
use super::in_parts::InParts;
use super::npy::{self, Array, Body, Dtype, Element, Order};
use super::read_at::{Anywhere, Section};
use super::{Progress, budget};

/// How every PNG picture begins.
pub(super) const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Bytes that an interlaced picture may have: its rows come only once all of it is read.
const LARGEST_INTERLACED: usize = 256 << 20;

/// Reads a picture; the first row is the upper one.
pub(super) fn read(
    section: Section<'_, Anywhere<'_>>,
    progress: &Progress,
) -> Result<(Body, usize), Stop> {
    let broken = |error: &png::DecodingError| npy::failed(&failure(error), progress);
    let decoder = Decoder::new_with_limits(BufReader::new(section), Limits::default());
    let reader = decoder.read_info().map_err(|error| broken(&error))?;
    let info = reader.info();
    let bits = match (info.color_type, info.bit_depth) {
        (ColorType::Grayscale, BitDepth::Sixteen) => 16,
        (ColorType::Grayscale, BitDepth::Eight) => 8,
        (ColorType::Grayscale, BitDepth::Four) => 4,
        (ColorType::Grayscale, BitDepth::Two) => 2,
        (ColorType::Grayscale, BitDepth::One) => 1,
        (color, _) => return Err(colourful(color)),
    };
    let element = if bits == 16 {
        Element::U16
    } else {
        Element::U8
    };
    let array = Array {
        dtype: Dtype { element, big: true },
        order: Order::C,
        frames: 1,
        rows: usize::try_from(info.height).unwrap_or(usize::MAX),
        columns: usize::try_from(info.width).unwrap_or(usize::MAX),
        start: 0,
    };
    if array.memory() > progress.memory() {
        let remedy = "a TIFF file without compression is read part by part";
        return Err(budget::too_large(array.memory(), progress.memory(), remedy));
    }
    let mut rows: Box<dyn Read> = if info.interlaced {
        Box::new(whole(reader)?)
    } else {
        Box::new(rows(reader))
    };
    if bits < 8 {
        let row = vec![0; (array.columns * bits).div_ceil(8)];
        rows = Box::new(Digits {
            packed: rows,
            row,
            bits,
            width: array.columns,
            at: array.columns,
        });
    }
    let body = npy::stream(array, rows.as_mut(), progress)?;
    Ok((body, array.columns))
}

fn colourful(color: ColorType) -> Stop {
    let what = match color {
        ColorType::GrayscaleAlpha => "in grey with transparency",
        ColorType::Indexed => "of a palette",
        _ => "in colour",
    };
    let message =
        format!("found a PNG picture {what}, expected one in grey (its numbers are read)");
    Stop::whole(LoadErrorKind::Unsupported, message)
}

fn told(error: &png::DecodingError) -> String {
    damaged("PNG picture", &error.to_string())
}

fn failure(error: &png::DecodingError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, told(error))
}

/// Rows as they come, one behind the other.
fn rows<R: BufRead + Seek>(mut reader: Reader<R>) -> impl Read {
    InParts::new(move |row| {
        match reader.next_row().map_err(|error| failure(&error))? {
            Some(next) => row.extend_from_slice(next.data()),
            // The end, and its sum.
            None => reader.finish().map_err(|error| failure(&error))?,
        }
        Ok(())
    })
}

/// All rows of an interlaced picture.
fn whole<R: BufRead + Seek>(mut reader: Reader<R>) -> Result<Cursor<Vec<u8>>, Stop> {
    let size = reader.output_buffer_size();
    let Some(size) = size.filter(|size| *size <= LARGEST_INTERLACED) else {
        let message = "found a huge interlaced PNG picture, expected one without interlacing";
        return Err(Stop::whole(LoadErrorKind::Unsupported, message));
    };
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes);
    frame.map_err(|error| Stop::whole(LoadErrorKind::NotATable, told(&error)))?;
    Ok(Cursor::new(bytes))
}

/// Numbers of fewer than eight bits, one a byte; each row begins with a byte of its own.
struct Digits<'a> {
    packed: Box<dyn Read + 'a>,
    row: Vec<u8>,
    bits: usize,
    width: usize,
    /// The next number of the row.
    at: usize,
}

impl Read for Digits<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.width {
            match self.packed.read_exact(&mut self.row) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(0),
                read => read?,
            }
            self.at = 0;
        }
        let count = out.len().min(self.width - self.at);
        for out in out.iter_mut().take(count) {
            let bit = self.at * self.bits;
            let byte = self.row.get(bit / 8).copied().unwrap_or(0);
            *out = byte >> (8 - self.bits - bit % 8) & ((1 << self.bits) - 1);
            self.at += 1;
        }
        Ok(count)
    }
}
