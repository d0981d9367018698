//! NumPy's archives of arrays (`.npz`): which array is read.

use std::sync::Arc;

use super::error::{LoadErrorKind, Stop, clean};
use super::npy::{self, Bytes, Source};
use super::read_at::{Anywhere, Section};
use super::zip::{self, Member};
use super::{Input, Progress, columns};
use crate::figure::{Format, Place, ReadSettings, Table, Warning};

/// So many arrays are looked at, and so many are named.
const MOST_LOOKED_AT: usize = 1000;
const MOST_NAMED: usize = 8;

/// Does an archive begin so whose first file is an array?
pub(super) fn begins(head: &[u8]) -> bool {
    let length = head
        .get(26..28)
        .map(|bytes| usize::from(bytes[0]) | usize::from(bytes[1]) << 8);
    let name = length.and_then(|length| head.get(30..30 + length));
    head.starts_with(zip::MAGIC) && name.is_some_and(|name| name.ends_with(b".npy"))
}

/// Reads the array that `settings.z` names, else the first matrix.
pub(super) fn read(
    input: &Input,
    (at, length): (Anywhere<'_>, u64),
    settings: &ReadSettings,
    progress: &Progress,
) -> Result<Table, Stop> {
    Archive::open(at, length, progress)?.table(input, settings)
}

struct Archive<'a> {
    at: Anywhere<'a>,
    length: u64,
    arrays: Vec<Member>,
    names: Vec<String>,
    progress: &'a Progress,
}

impl<'a> Archive<'a> {
    fn open(at: Anywhere<'a>, length: u64, progress: &'a Progress) -> Result<Self, Stop> {
        let mut arrays = zip::members(&at, length)?;
        arrays.retain(|member| member.name.ends_with(".npy"));
        let name = |member: &Member| member.name.trim_end_matches(".npy").to_owned();
        let names = arrays.iter().map(name).collect();
        if arrays.is_empty() {
            let message = "found an archive without arrays, expected some (.npy)";
            return Err(Stop::whole(LoadErrorKind::NotATable, message));
        }
        Ok(Self {
            at,
            length,
            arrays,
            names,
            progress,
        })
    }

    fn table(&self, input: &Input, settings: &ReadSettings) -> Result<Table, Stop> {
        let (chosen, warnings) = match &settings.z {
            Some(asked) => {
                let count = self.arrays.len();
                let at = columns::find(asked, &self.names, count, "--z", false)?;
                (at, Vec::new())
            }
            None => {
                let chosen = self.first_matrix();
                (chosen, self.others(chosen))
            }
        };
        let naming = npy::Naming {
            input,
            format: Format::Npz,
            name: self.names.get(chosen).cloned(),
            names: self.names.clone(),
            warnings,
        };
        self.source(chosen)
            .and_then(|source| npy::read(source, naming, self.progress))
            .map_err(|stop| self.within(chosen, stop))
    }

    /// The first array of two axes; without one the first that can be read, of three, one or none.
    fn first_matrix(&self) -> usize {
        let rank = |at: &usize| match self.axes(*at) {
            Ok(2) => 0,
            Ok(3) => 1,
            Ok(1) => 2,
            Ok(_) => 3,
            Err(_) => 4,
        };
        let all = 0..self.arrays.len().min(MOST_LOOKED_AT);
        let mut best = (0, usize::MAX);
        for at in all {
            let rank = rank(&at);
            if rank < best.1 {
                best = (at, rank);
            }
            if rank == 0 {
                break;
            }
        }
        best.0
    }

    fn axes(&self, at: usize) -> Result<usize, Stop> {
        npy::axes(self.source(at)?, self.progress)
    }

    /// The bytes of an array.
    fn source(&self, at: usize) -> Result<Source<'_>, Stop> {
        let member = self
            .arrays
            .get(at)
            .ok_or_else(|| Stop::whole(LoadErrorKind::NotATable, "found no array, expected one"))?;
        let start = member.start(&self.at, self.length)?;
        let end = start + member.packed;
        if member.is_stored {
            let bytes = match &self.at {
                Anywhere::File(file) => Bytes::File(Arc::clone(file)),
                Anywhere::Memory(bytes) => Bytes::Memory(bytes),
            };
            let end = Some(end);
            return Ok(Source { bytes, start, end });
        }
        self.progress.start(Some(member.packed));
        let section = Section {
            source: self.at.clone(),
            at: start,
            end,
            progress: self.progress,
        };
        Ok(Source {
            bytes: Bytes::Stream(zip::unpacked(member, section)),
            start: 0,
            end: None,
        })
    }

    /// What an error is about, if there are several arrays.
    fn within(&self, at: usize, stop: Stop) -> Stop {
        match (stop, self.names.get(at)) {
            (
                Stop::Failed {
                    place,
                    message,
                    kind: kind @ (LoadErrorKind::NotATable | LoadErrorKind::Unsupported),
                },
                Some(name),
            ) if self.names.len() > 1 => Stop::Failed {
                place,
                message: format!("{message} (in {})", clean(name, 40)),
                kind,
            },
            (stop, _) => stop,
        }
    }

    /// A word about what is not seen.
    fn others(&self, chosen: usize) -> Vec<Warning> {
        let others = self
            .names
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != chosen);
        let named = others.take(MOST_NAMED).map(|(_, name)| clean(name, 40));
        let named: Vec<String> = named.collect();
        if named.is_empty() {
            return Vec::new();
        }
        let more = self.names.len() - 1 - named.len();
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let text = format!(
            "the archive also holds {}{more}; --z NAME chooses an array",
            named.join(", ")
        );
        let place = Place::default();
        vec![Warning { text, place }]
    }
}
