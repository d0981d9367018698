//! Grey TIFF pictures as numbers.

use std::io::{self, BufReader};
use std::num::NonZeroUsize;
use std::sync::Arc;

use tiff::decoder::{ChunkType, Decoder, Limits};
use tiff::tags::{ByteOrder, SampleFormat, Tag};
use tiff::{ColorType, TiffError};

use super::error::{LoadErrorKind, Stop, damaged};
use super::in_parts::InParts;
use super::npy::{self, Array, Body, Dtype, Element, Keep, Order};
use super::read_at::{Anywhere, Section};
use super::{Progress, array_table, budget};

/// Bytes of the longest list of strips or tiles, and of the largest strip or tile.
const LONGEST_LIST: usize = 64 << 20;
const LARGEST_PART: usize = 1 << 30;

/// Does a TIFF picture begin so? The last two are larger than 4 GB.
pub(super) fn begins(head: &[u8]) -> bool {
    const MAGICS: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
    MAGICS.iter().any(|magic| head.starts_with(magic))
}

/// Pictures of a file.
pub(super) struct Pictures {
    /// All of one size, a frame each.
    pub(super) body: Body,
    pub(super) columns: usize,
    /// Pictures of another size or kind, not read.
    pub(super) others: usize,
}

type Reader<'a> = Decoder<BufReader<Section<'a, Anywhere<'a>>>>;

/// Reads all pictures that are like the first; the first row is the upper one.
pub(super) fn read<'a>(
    section: Section<'a, Anywhere<'a>>,
    progress: &'a Progress,
) -> Result<Pictures, Stop> {
    let (source, length) = (section.source.clone(), section.end);
    let broken = |error: TiffError| npy::failed(&failure(&error), progress);
    let most = usize::try_from(progress.memory()).unwrap_or(usize::MAX);
    let most = most.min(LARGEST_PART);
    let mut limits = Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    limits.ifd_value_size = LONGEST_LIST;
    let decoder = Decoder::new(BufReader::new(section)).map_err(broken)?;
    let mut decoder = decoder.with_limits(limits);
    let first = array(&mut decoder, progress)?;
    let mut file = Pages {
        decoder,
        source,
        length,
        progress,
        left: progress.memory(),
        most,
    };
    let mut body = file.page(first)?;
    let mut others = 0;
    while file.decoder.more_images() {
        file.decoder.next_image().map_err(broken)?;
        array_table::check_frames(body.frames.len() + others)?;
        let next = array(&mut file.decoder, progress);
        match next.ok().filter(|next| next.is_like(&first)) {
            Some(next) => {
                let next = file.page(next)?;
                body.frames.extend(next.frames);
                body.lost += next.lost;
            }
            None => others += 1,
        }
    }
    Ok(Pictures {
        body,
        columns: first.columns,
        others,
    })
}

/// The size and the numbers of a picture.
fn array(decoder: &mut Reader<'_>, progress: &Progress) -> Result<Array, Stop> {
    let broken = |error: TiffError| npy::failed(&failure(&error), progress);
    let bits = match decoder.colortype().map_err(broken)? {
        ColorType::Gray(bits) => bits,
        color => return Err(colourful(color)),
    };
    let formats = decoder.find_tag_unsigned_vec::<u16>(Tag::SampleFormat);
    let format = formats
        .map_err(broken)?
        .and_then(|formats| formats.first().copied());
    let format = format.map_or(SampleFormat::Uint, SampleFormat::from_u16_exhaustive);
    let element = match (format, bits) {
        (SampleFormat::Uint | SampleFormat::Void, 8) => Element::U8,
        (SampleFormat::Uint | SampleFormat::Void, 16) => Element::U16,
        (SampleFormat::Uint | SampleFormat::Void, 32) => Element::U32,
        (SampleFormat::Uint | SampleFormat::Void, 64) => Element::U64,
        (SampleFormat::Int, 8) => Element::I8,
        (SampleFormat::Int, 16) => Element::I16,
        (SampleFormat::Int, 32) => Element::I32,
        (SampleFormat::Int, 64) => Element::I64,
        (SampleFormat::IEEEFP, 16) => Element::F16,
        (SampleFormat::IEEEFP, 32) => Element::F32,
        (SampleFormat::IEEEFP, 64) => Element::F64,
        _ => {
            let message = format!(
                "found a TIFF picture of {bits} bits a pixel, expected whole numbers of 8, 16, 32 \
                 or 64 bits or floats of 16, 32 or 64"
            );
            return Err(Stop::whole(LoadErrorKind::Unsupported, message));
        }
    };
    let (columns, rows) = decoder.dimensions().map_err(broken)?;
    Ok(Array {
        dtype: Dtype {
            element,
            big: cfg!(target_endian = "big"),
        },
        order: Order::C,
        frames: 1,
        rows: usize::try_from(rows).unwrap_or(usize::MAX),
        columns: usize::try_from(columns).unwrap_or(usize::MAX),
        start: 0,
    })
}

/// The pictures of a file, one after the other.
struct Pages<'a> {
    decoder: Reader<'a>,
    source: Anywhere<'a>,
    length: u64,
    progress: &'a Progress,
    /// Memory that may still be taken.
    left: u64,
    most: usize,
}

impl Pages<'_> {
    /// The numbers of the current picture.
    fn page(&mut self, array: Array) -> Result<Body, Stop> {
        let progress = self.progress;
        let plain = self.plain(array);
        let fits = array.memory() <= self.left;
        let file = match &self.source {
            Anywhere::File(file) => Some(file),
            Anywhere::Memory(_) => None,
        };
        let keep = match (plain, file) {
            _ if fits => Keep::Cells,
            (Some(_), Some(file)) => Keep::Stored(Arc::clone(file)),
            _ => {
                let remedy = "an uncompressed file in strips is read part by part";
                return Err(budget::too_large(array.memory(), self.left, remedy));
            }
        };
        if fits {
            self.left -= array.memory();
        }
        if let Some(array) = plain {
            return npy::read_parts(array, (&self.source, keep), progress, &|_| ());
        }
        let mut bands = Bands {
            decoder: &mut self.decoder,
            array,
            most: self.most,
            next: 0,
        };
        let mut rows = InParts::new(|band| bands.fill(band).map_err(|error| failure(&error)));
        npy::stream(array, &mut rows, progress)
    }

    /// The picture as an array in its file, if its numbers lie there row by row as they are.
    fn plain(&mut self, array: Array) -> Option<Array> {
        let mut one = |tag| self.decoder.find_tag_unsigned::<u64>(tag).ok();
        const BLACK_IS_ZERO: u64 = 1;
        let plain = one(Tag::Compression)?.unwrap_or(1) == 1
            && one(Tag::Predictor)?.unwrap_or(1) == 1
            && one(Tag::PhotometricInterpretation)? == Some(BLACK_IS_ZERO);
        if !plain {
            return None;
        }
        let starts = self.decoder.get_tag_u64_vec(Tag::StripOffsets).ok()?;
        let lengths = self.decoder.get_tag_u64_vec(Tag::StripByteCounts).ok()?;
        let start = *starts.first()?;
        let mut end = start;
        for (start, length) in starts.iter().zip(&lengths) {
            if *start != end {
                return None;
            }
            end = end.checked_add(*length)?;
        }
        let whole = array.file_bytes() == Some(end - start) && starts.len() == lengths.len();
        let big = self.decoder.byte_order() == ByteOrder::BigEndian;
        (whole && end <= self.length).then_some(Array {
            dtype: Dtype { big, ..array.dtype },
            start,
            ..array
        })
    }
}

/// The rows of a picture as they come, unpacked, one behind the other.
struct Bands<'a, 'b> {
    decoder: &'a mut Reader<'b>,
    array: Array,
    /// Bytes that a row of strips or tiles may have.
    most: usize,
    /// The next strip or tile.
    next: u32,
}

impl Bands<'_, '_> {
    /// The next strip, or the next row of tiles side by side; nothing at the end.
    fn fill(&mut self, band: &mut Vec<u8>) -> Result<(), TiffError> {
        let all = match self.decoder.get_chunk_type() {
            ChunkType::Strip => self.decoder.strip_count()?,
            ChunkType::Tile => self.decoder.tile_count()?,
        };
        if self.next >= all {
            return Ok(());
        }
        let stride = self.array.columns * self.array.dtype.size();
        let (mut left, mut tile) = (0, Vec::new());
        while left < stride && self.next < all {
            let layout = self.decoder.image_chunk_buffer_layout(self.next)?;
            let width = layout.row_stride.map_or(0, NonZeroUsize::get);
            let height = layout.len.checked_div(width).unwrap_or(0);
            let length = height.saturating_mul(stride);
            if length == 0 || length > self.most || left > 0 && length != band.len() {
                return Err(TiffError::LimitsExceeded);
            }
            band.resize(length, 0);
            if width == stride {
                self.decoder.read_chunk_bytes(self.next, band)?;
            } else {
                tile.resize(layout.len, 0);
                self.decoder.read_chunk_bytes(self.next, &mut tile)?;
                let rows = band.chunks_mut(stride).zip(tile.chunks(width));
                for (row, tile) in rows {
                    let row = row.get_mut(left..left + width).unwrap_or_default();
                    row.copy_from_slice(tile.get(..row.len()).unwrap_or_default());
                }
            }
            left += width;
            self.next += 1;
        }
        Ok(())
    }
}

fn colourful(color: ColorType) -> Stop {
    let what = match color {
        ColorType::GrayA(_) => "in grey with transparency",
        ColorType::Palette(_) => "of a palette",
        ColorType::Multiband { .. } => "of several numbers a pixel",
        _ => "in colour",
    };
    let message =
        format!("found a TIFF picture {what}, expected one in grey (its numbers are read)");
    Stop::whole(LoadErrorKind::Unsupported, message)
}

/// A failed read, or a damaged file.
fn failure(error: &TiffError) -> io::Error {
    let text = damaged("TIFF picture", &error.to_string());
    io::Error::new(io::ErrorKind::InvalidData, text)
}
