//! NumPy's arrays: `.npy` files, from anywhere.
//!
//! One or two axes make a matrix, a third in front of them frames. Numbers are read as they are and
//! kept in the narrowest type of cells; arrays that do not fit into memory stay in their file.

mod array;
mod body;
mod dtype;
mod header;
mod store;

use std::fs::File;
use std::io;
use std::sync::Arc;

use super::array_table::{self, Frames, Parts};
use super::budget;
use super::error::{LoadErrorKind, Stop};
use super::notes::counted;
use super::read_at::ReadAt;
use super::{Input, Progress};
use crate::figure::{Format, Place, Table, Warning};
use crate::grid::Grid;
use header::{Header, damaged};

pub(super) use array::{Array, Order};
pub(super) use body::{Body, Keep, failed, read as read_parts, stream};
pub(super) use dtype::{Dtype, Element};
pub(super) use header::MAGIC;

/// Where an array's bytes are.
pub(super) enum Bytes<'a> {
    /// In a file that can be read at any place.
    File(Arc<File>),
    /// In memory.
    Memory(&'a [u8]),
    /// They come one after the other.
    Stream(Box<dyn io::Read + 'a>),
}

/// An array within a file or archive.
pub(super) struct Source<'a> {
    pub(super) bytes: Bytes<'a>,
    /// Where it begins and ends, bytes from the file's first; without an end for a stream.
    pub(super) start: u64,
    pub(super) end: Option<u64>,
}

/// What a file's table is called, and what is said of it.
pub(super) struct Naming<'a> {
    pub(super) input: &'a Input,
    pub(super) format: Format,
    /// The array's name in an archive, and those of all arrays there.
    pub(super) name: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

/// Reads an array.
pub(super) fn read(
    mut source: Source<'_>,
    naming: Naming<'_>,
    progress: &Progress,
) -> Result<Table, Stop> {
    let header = source.header(progress)?;
    let array = shaped(&header)?;
    let bytes = array.file_bytes().ok_or_else(|| too_many(&header))?;
    let end = array
        .start
        .checked_add(bytes)
        .ok_or_else(|| too_many(&header))?;
    let mut naming = naming;
    if let Some(there) = source.end {
        if there < end {
            let found = there.saturating_sub(array.start);
            return Err(damaged(format!(
                "found {} of numbers, expected {bytes} for an array of shape {}",
                counted(found, "byte", "bytes"),
                shape_text(&header.shape),
            )));
        }
        if there > end {
            let text = counted(there - end, "byte", "bytes");
            naming.warn(format!("{text} behind the array, not read"));
        }
    }
    source.check_memory(&array, progress)?;
    let body = source.body(array, &naming, progress)?;
    if body.goes_on {
        naming.warn("more bytes behind the array, not read".to_owned());
    }
    Ok(naming.body(body, array.columns, "axis 0"))
}

/// How many axes an array has, those in front that say nothing left out.
pub(super) fn axes(mut source: Source<'_>, progress: &Progress) -> Result<usize, Stop> {
    let header = source.header(progress)?;
    let array = shaped(&header)?;
    Ok(match array.frames {
        1 => header.shape.len().min(2),
        _ => 3,
    })
}

/// Where an array lies in its file, by its header.
fn shaped(header: &Header) -> Result<Array, Stop> {
    let shape: Option<Vec<usize>> = header
        .shape
        .iter()
        .map(|n| usize::try_from(*n).ok())
        .collect();
    let shape = shape.ok_or_else(|| too_many(header))?;
    if shape.contains(&0) {
        return Err(damaged(format!(
            "found an array without numbers (shape {}), expected some",
            shape_text(&header.shape)
        )));
    }
    // Axes of length 1 in front of the others say nothing.
    let idle = shape.len().saturating_sub(3);
    let idle = shape.iter().take(idle).take_while(|n| **n == 1).count();
    let (frames, rows, columns) = match shape.get(idle..).unwrap_or_default() {
        [] => (1, 1, 1),
        [columns] => (1, 1, *columns),
        [rows, columns] => (1, *rows, *columns),
        [frames, rows, columns] => (*frames, *rows, *columns),
        _ => {
            let message = format!(
                "found an array of {} axes (shape {}), expected at most three",
                shape.len(),
                shape_text(&header.shape)
            );
            return Err(Stop::whole(LoadErrorKind::Unsupported, message));
        }
    };
    array_table::check_frames(frames)?;
    let line = frames == 1 && (rows == 1 || columns == 1);
    let array = Array {
        dtype: header.dtype,
        order: if header.fortran && !line {
            Order::Fortran
        } else {
            Order::C
        },
        frames,
        rows,
        columns,
        start: header.start,
    };
    Ok(array)
}

fn too_many(header: &Header) -> Stop {
    damaged(format!(
        "found an array of shape {}, expected fewer numbers than can be counted",
        shape_text(&header.shape)
    ))
}

/// As Python writes it, shortened.
fn shape_text(shape: &[u64]) -> String {
    const MOST: usize = 8;
    let lengths: Vec<String> = shape.iter().take(MOST).map(u64::to_string).collect();
    let more = match shape.len() {
        1 => ",",
        count if count > MOST => ", …",
        _ => "",
    };
    format!("({}{more})", lengths.join(", "))
}

impl Source<'_> {
    /// Reads the header; its start is from the file's first byte.
    fn header(&mut self, progress: &Progress) -> Result<Header, Stop> {
        let (mut at, end) = (self.start, self.end.unwrap_or(u64::MAX));
        let mut header = Header::read(|count| {
            let left = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX);
            let mut bytes = vec![0; count.min(left)];
            at += u64::try_from(bytes.len()).unwrap_or(0);
            let place = at - u64::try_from(bytes.len()).unwrap_or(0);
            let read = match &mut self.bytes {
                Bytes::File(file) => file.read_at(place, &mut bytes),
                Bytes::Memory(memory) => memory.read_at(place, &mut bytes),
                Bytes::Stream(reader) => {
                    let read = body::whole(reader.as_mut(), &mut bytes, count);
                    // A header that breaks off is told by its length.
                    match read {
                        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
                        read => read,
                    }
                }
            };
            read.map_err(|error| failed(&error, progress))?;
            Ok(bytes)
        })?;
        header.start += self.start;
        Ok(header)
    }

    /// An error where memory does not hold the cells, and they cannot stay in their file.
    fn check_memory(&self, array: &Array, progress: &Progress) -> Result<(), Stop> {
        let remedy = match (&self.bytes, array.order) {
            _ if array.memory() <= progress.memory() => return Ok(()),
            (Bytes::File(_), Order::C) => return Ok(()),
            (Bytes::File(_), Order::Fortran) => {
                "in C order (numpy.ascontiguousarray) it is read part by part"
            }
            _ => "an uncompressed .npy file in C order is read part by part",
        };
        Err(budget::too_large(array.memory(), progress.memory(), remedy))
    }

    /// All numbers: in memory if they fit, else in their file.
    fn body(self, array: Array, naming: &Naming<'_>, progress: &Progress) -> Result<Body, Stop> {
        let publish = |blocks| {
            let grid = Grid::from_blocks(array.columns, blocks);
            progress.publish(naming.clone_for_part().table(vec![grid], None));
        };
        let total = array.file_bytes().filter(|_| self.end.is_some());
        match self.bytes {
            Bytes::File(file) => {
                progress.start(total);
                let fits = array.memory() <= progress.memory();
                let keep = if fits {
                    Keep::Cells
                } else {
                    Keep::Stored(Arc::clone(&file))
                };
                body::read(array, (file.as_ref(), keep), progress, &publish)
            }
            Bytes::Memory(memory) => {
                progress.start(total);
                body::read(array, (&memory, Keep::Cells), progress, &publish)
            }
            Bytes::Stream(mut reader) if array.order == Order::C => {
                stream(array, reader.as_mut(), progress)
            }
            Bytes::Stream(mut reader) => {
                let length = array.file_bytes().and_then(|n| usize::try_from(n).ok());
                let mut bytes = Vec::new();
                body::whole(reader.as_mut(), &mut bytes, length.unwrap_or(usize::MAX))
                    .map_err(|error| failed(&error, progress))?;
                let goes_on = body::goes_on(reader.as_mut(), progress)?;
                let array = Array { start: 0, ..array };
                let source = (&bytes.as_slice() as &dyn ReadAt, Keep::Cells);
                let body = body::read(array, source, progress, &publish)?;
                Ok(Body { goes_on, ..body })
            }
        }
    }
}

impl Naming<'_> {
    pub(super) fn warn(&mut self, text: String) {
        let place = Place::default();
        self.warnings.push(Warning { text, place });
    }

    /// The table of all that was read; `frames` says what its frames are.
    pub(super) fn body(mut self, body: Body, columns: usize, frames: &str) -> Table {
        if body.lost > 0 {
            let (one, many) = (
                "whole number is too large for 64 bits, its last digits are lost",
                "whole numbers are too large for 64 bits, their last digits are lost",
            );
            self.warn(counted(body.lost, one, many));
        }
        let count = Some(body.frames.len()).filter(|count| *count > 1);
        let grid = |blocks| Grid::from_blocks(columns, blocks);
        let grids = body.frames.into_iter().map(grid).collect();
        self.table(grids, count.map(|count| Frames::numbered(frames, count)))
    }

    /// For a table of the first rows.
    fn clone_for_part(&self) -> Self {
        Naming {
            name: self.name.clone(),
            names: self.names.clone(),
            warnings: Vec::new(),
            ..*self
        }
    }

    fn table(self, grids: Vec<Grid>, frames: Option<Frames>) -> Table {
        array_table::table(
            self.input,
            self.format,
            Parts {
                grids,
                frames,
                z_name: self.name,
                column_names: self.names,
                warnings: self.warnings,
            },
        )
    }
}
