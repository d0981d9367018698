//! Files of numbers that are no text, by their first bytes.

use std::fs::File;
use std::io;
use std::sync::Arc;

use super::error::{LoadErrorKind, Stop, clean};
use super::input::Raw;
use super::npy::{self, Bytes};
use super::{Input, Progress, array_table, npz};
use crate::figure::{Format, ReadSettings, Table};

/// What a file is that begins so; `None`: text, or nothing that is read.
pub(super) fn format(head: &[u8]) -> Option<Format> {
    if head.starts_with(npy::MAGIC) {
        Some(Format::Npy)
    } else if npz::begins(head) {
        Some(Format::Npz)
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
    array_table::check_settings(settings, "an array")?;
    if format == Format::Npz {
        return npz::read(input, stored(input, raw)?, settings, progress);
    }
    if settings.z.is_some() {
        let message = "found --z with a single array, expected it with several";
        return Err(Stop::whole(LoadErrorKind::Settings, message));
    }
    let naming = npy::Naming {
        input,
        format,
        name: None,
        names: Vec::new(),
        warnings: Vec::new(),
    };
    npy::read(stored(input, raw)?, naming, progress)
}

/// Where an input's bytes are.
fn stored<'a>(input: &'a Input, raw: Raw<'a>) -> Result<npy::Source<'a>, Stop> {
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
