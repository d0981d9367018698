//! Files of numbers that are no text, by their first bytes.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;

use super::error::{LoadErrorKind, Stop, clean};
use super::input::Raw;
use super::notes::counted;
use super::npy::{self, Bytes};
use super::read_at::{Anywhere, Section};
use super::{Input, Progress, array_table, budget, npz, png_file, tiff_file};
use crate::figure::{Format, ReadSettings, Table};

/// What a file is that begins so; `None`: text, or nothing that is read.
pub(super) fn format(head: &[u8]) -> Option<Format> {
    if head.starts_with(npy::MAGIC) {
        Some(Format::Npy)
    } else if npz::begins(head) {
        Some(Format::Npz)
    } else if head.starts_with(png_file::MAGIC) {
        Some(Format::Png)
    } else if tiff_file::begins(head) {
        Some(Format::Tiff)
    } else {
        None
    }
}

/// Reads a file of numbers.
pub(super) fn read<'a>(
    format: Format,
    (input, raw): (&'a Input, Raw<'a>),
    settings: &ReadSettings,
    progress: &Progress,
) -> Result<Table, Stop> {
    array_table::check_settings(settings, format)?;
    let source = stored(input, raw)?;
    let mut naming = npy::Naming {
        input,
        format,
        name: None,
        names: Vec::new(),
        warnings: Vec::new(),
    };
    if format == Format::Npy {
        return npy::read(source, naming, progress);
    }
    let mut memory = Vec::new();
    let (source, end) = anywhere(source, &mut memory, progress)?;
    if format == Format::Npz {
        return npz::read(input, (source, end), settings, progress);
    }
    progress.start(Some(end));
    let section = Section {
        source,
        at: 0,
        end,
        progress,
    };
    if format == Format::Png {
        let (body, columns) = png_file::read(section, progress)?;
        return Ok(naming.body(body, columns, "picture"));
    }
    let pictures = tiff_file::read(section, progress)?;
    if pictures.others > 0 {
        let (one, many) = (
            "picture is of another size or kind, not read",
            "pictures are of another size or kind, not read",
        );
        let others = u64::try_from(pictures.others).unwrap_or(u64::MAX);
        naming.warn(counted(others, one, many));
    }
    Ok(naming.body(pictures.body, pictures.columns, "picture"))
}

/// The bytes at any place: what comes one after the other is read into `memory` first.
pub(super) fn anywhere<'a>(
    source: npy::Source<'a>,
    memory: &'a mut Vec<u8>,
    progress: &Progress,
) -> Result<(Anywhere<'a>, u64), Stop> {
    let reader = match source.bytes {
        Bytes::File(file) => return Ok((Anywhere::File(file), source.end.unwrap_or(0))),
        Bytes::Memory(bytes) => return Ok((Anywhere::Memory(bytes), source.end.unwrap_or(0))),
        Bytes::Stream(reader) => reader,
    };
    let most = progress.memory();
    let read = reader.take(most.saturating_add(1)).read_to_end(memory);
    let read = read.map_err(|error| Stop::io(&error, progress))?;
    let read = u64::try_from(read).unwrap_or(u64::MAX);
    if read > most {
        let remedy = "an unpacked file is read part by part";
        return Err(budget::too_large(read, most, remedy));
    }
    Ok((Anywhere::Memory(memory), read))
}

/// Where an input's bytes are.
pub(super) fn stored<'a>(input: &'a Input, raw: Raw<'a>) -> Result<npy::Source<'a>, Stop> {
    let failed = |error: io::Error| {
        let reason = clean(&error.to_string(), 120);
        Stop::whole(LoadErrorKind::Io, format!("cannot be read: {reason}"))
    };
    let (bytes, end) = match input {
        Input::File(path) if raw.is_stored() => {
            let file = File::open(path).map_err(failed)?;
            let length = file.metadata().map_err(failed)?.len();
            (Bytes::File(Arc::new(file)), Some(length))
        }
        Input::Bytes { bytes, .. } if raw.is_stored() => {
            (Bytes::Memory(bytes), u64::try_from(bytes.len()).ok())
        }
        _ => (Bytes::Stream(raw.into_bytes()), None),
    };
    Ok(npy::Source {
        bytes,
        start: 0,
        end,
    })
}
