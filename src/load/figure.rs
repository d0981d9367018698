//! From JSON to a figure.

use std::io::{self, Read};

use super::error::{LoadErrorKind, Stop, clean};
use super::input::Raw;
use super::{Input, Progress};
use crate::figure::{FigureFile, Place};
use crate::plotly;

/// Is the input's name that of a JSON file, gzipped or not?
pub(super) fn is_called_json(input: &Input) -> bool {
    let Input::File(path) = input else {
        return false;
    };
    let name = path.to_string_lossy().to_ascii_lowercase();
    name.ends_with(".json") || name.ends_with(".json.gz")
}

/// Reads a figure.
pub(super) fn read(input: &Input, raw: Raw<'_>, progress: &Progress) -> Result<FigureFile, Stop> {
    let mut reader = raw.into_reader();
    let mut failure: Option<io::Error> = None;
    let mut fill = |buffer: &mut [u8]| loop {
        match reader.read(buffer) {
            Ok(count) => return Some(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                failure = Some(error);
                return None;
            }
        }
    };
    let node = match plotly::parse(&mut fill) {
        Ok(node) => node,
        Err(plotly::Stop::Syntax(syntax)) => {
            return Err(Stop::Failed {
                place: Place {
                    line: Some(syntax.line),
                    column: Some(syntax.column),
                },
                message: clean(&syntax.message, 200),
                kind: LoadErrorKind::NotATable,
            });
        }
        Err(plotly::Stop::BrokenOff) => {
            let error = failure.unwrap_or_else(|| io::Error::other("the reader broke off"));
            return Err(Stop::io(&error, progress));
        }
    };
    let read = plotly::figure_file(node, &input.file(), &input.name());
    read.map_err(|message| Stop::whole(LoadErrorKind::NotATable, clean(&message, 300)))
}
