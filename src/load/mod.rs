//! From bytes to a [`Table`], as design section "Reading a table" promises, or to a figure.
//!
//! Knows nothing of colours or pixels. One pass: decode, guess from the first records, then
//! stream every record into the grid. Only labels are ever kept as text.

mod array_table;
mod binary;
mod budget;
mod cells;
mod columns;
mod counter;
mod crew;
mod encoding;
mod error;
mod figure;
mod in_parts;
mod input;
mod kinds;
mod lines;
mod matrix;
mod notes;
mod npy;
mod npz;
mod number;
#[cfg(feature = "parquet")]
mod parquet_file;
mod parts;
mod pieces;
mod plain;
mod png_file;
mod progress;
#[cfg(test)]
#[path = "../../tests/common/random.rs"]
mod random;
mod read_at;
mod records;
mod rows;
mod scan;
mod shape;
mod sides;
mod slices;
mod sniff;
mod tidy;
mod tidy_columns;
mod tiff_file;
mod unpack;
mod words;
mod zip;

use std::sync::Arc;

use crate::figure::{Content, Format, Layout, Place, ReadSettings, Source, Table, Warning};
use cells::Header;
use encoding::Encoding;
use error::Stop;
use input::{Raw, Stamp};
use matrix::Matrix;
use notes::line_place;
use records::Records;
use sniff::Guess;
use tidy::Tidy;
use words::Place as _;

pub use error::{LoadError, LoadErrorKind};
pub use input::Input;
pub use progress::{Partial, Progress};

/// Reads a table.
///
/// # Errors
/// If the input cannot be read, holds no table of numbers, does not fit `settings`, or if
/// [`Progress::cancel`] was called. Anything less is a warning in the table.
pub fn load(
    input: &Input,
    settings: &ReadSettings,
    progress: &Progress,
) -> Result<Table, LoadError> {
    match open(input, settings, progress)? {
        Content::Table(table) => Ok(Arc::unwrap_or_clone(table)),
        Content::Figure(_) => Err(LoadError {
            file: input.file(),
            place: Place::default(),
            message: "found a figure, expected a table as text".to_owned(),
            kind: LoadErrorKind::NotATable,
        }),
    }
}

/// Reads a table, or a figure that Plotly wrote.
///
/// # Errors
/// If the input cannot be read, holds neither a figure nor a table of numbers, does not fit
/// `settings`, or if [`Progress::cancel`] was called. Anything less is a warning.
pub fn open(
    input: &Input,
    settings: &ReadSettings,
    progress: &Progress,
) -> Result<Content, LoadError> {
    let stamp = Stamp::of(input);
    let result = match either(input, settings, progress) {
        Err(Stop::NotUtf8) => Raw::open(input, progress)
            .and_then(|raw| {
                pass(
                    input,
                    raw,
                    settings,
                    (progress, Some(Encoding::Windows1252)),
                )
            })
            .map(|table| Content::Table(Arc::new(table))),
        result => result,
    };
    let result = result.and_then(|content| stamp.check().map(|()| content));
    result.map_err(|stop| match stop {
        Stop::Failed {
            place,
            message,
            kind,
        } => LoadError {
            file: input.file(),
            place,
            message,
            kind,
        },
        Stop::NotUtf8 => LoadError {
            file: input.file(),
            place: Place::default(),
            message: "found text in no known encoding, expected UTF-8".to_owned(),
            kind: LoadErrorKind::NotATable,
        },
    })
}

/// A figure if the input begins like one, or is called one; else a table.
fn either(input: &Input, settings: &ReadSettings, progress: &Progress) -> Result<Content, Stop> {
    let raw = Raw::open(input, progress)?;
    if let Some(format) = binary::format(&raw.head) {
        let table = binary::read(format, (input, raw), settings, progress)?;
        return Ok(Content::Table(Arc::new(table)));
    }
    #[cfg(feature = "parquet")]
    if parquet_file::begins(&raw.head) {
        return columns_of(input, raw, settings, progress);
    }
    if kinds::is_figure(&raw.beginning()) || figure::is_called_json(input) {
        return figure::read(input, raw, progress).map(|file| Content::Figure(Arc::new(file)));
    }
    pass(input, raw, settings, (progress, None)).map(|table| Content::Table(Arc::new(table)))
}

/// A table of a file of columns.
#[cfg(feature = "parquet")]
fn columns_of(
    input: &Input,
    raw: Raw<'_>,
    settings: &ReadSettings,
    progress: &Progress,
) -> Result<Content, Stop> {
    let mut memory = Vec::new();
    let source = binary::stored(input, raw)?;
    let (source, length) = binary::anywhere(source, &mut memory, progress)?;
    progress.start(Some(length));
    let text = parquet_file::text(&source, length, progress)?;
    let raw = Raw::of_text(text).map_err(|error| npy::failed(&error, progress))?;
    let settings = ReadSettings {
        delimiter: Some(','),
        decimal: Some('.'),
        header: Some(true),
        ..settings.clone()
    };
    let encoding = Some(Encoding::Utf8);
    let mut table = pass(input, raw, &settings, (progress, encoding))?;
    table.source.format = Format::Parquet;
    Ok(Content::Table(Arc::new(table)))
}

/// One pass over the input.
fn pass(
    input: &Input,
    raw: Raw<'_>,
    settings: &ReadSettings,
    (progress, encoding): (&Progress, Option<Encoding>),
) -> Result<Table, Stop> {
    if settings.layout == Layout::Points {
        let message = "binning points is not there yet, expected --layout auto, matrix or tidy";
        return Err(Stop::whole(LoadErrorKind::Unsupported, message));
    }
    let text = input::text(raw, progress, encoding)?;
    let encoding = text.encoding;
    let guess = sniff::guess(&text, settings)?;
    let tidy_columns = tidy_columns::choose(&guess, settings)?;
    let Body {
        layout,
        mut parts,
        names,
        first_line,
        fell_back,
    } = match tidy_columns {
        // As long as it may be tidy, nobody knows what its rows are.
        Some(columns) => either_layout(text, &guess, columns, progress)?,
        None => matrix(parts::read(text, &guess, input, progress)?)?,
    };
    if guess.header_open {
        let text = "the first row is read as data; --header yes makes it a header".to_owned();
        let place = line_place(first_line);
        parts.warnings.insert(0, Warning { text, place });
    }
    let encoding = warn_encoding(encoding, fell_back, &mut parts.warnings);
    Ok(table(input, &guess, layout, parts, names, encoding))
}

/// What was read of a table.
struct Body {
    layout: Layout,
    parts: cells::Parts,
    /// Names of all columns, if there is a header.
    names: Vec<String>,
    /// The line of the first row.
    first_line: u64,
    /// The line of the first field that was no UTF-8.
    fell_back: Option<u64>,
}

fn matrix(read: parts::Read<'_>) -> Result<Body, Stop> {
    Ok(Body {
        layout: Layout::Matrix,
        first_line: read.matrix.rows.first_line(),
        parts: read.matrix.finish()?,
        names: read.names,
        fell_back: read.fell_back,
    })
}

/// Reads rows that may be tidy or those of a matrix.
fn either_layout(
    text: input::Text<'_>,
    guess: &Guess,
    columns: tidy_columns::Columns,
    progress: &Progress,
) -> Result<Body, Stop> {
    let mut records = Records::new(text, guess.delimiter, progress);
    let names = header(&mut records, guess)?;
    let head = || names.clone().map(|(names, line)| Header { names, line });
    let mut tidy = Tidy::new(columns, guess, head());
    let mut matrix = (!tidy.asked()).then(|| Matrix::new(guess, head()));
    let mut first_line = 0;
    while records.advance()? {
        if first_line == 0 {
            first_line = records.line();
        }
        tidy.row(&records)?;
        if let Some(matrix) = &mut matrix {
            matrix.rows.record(&records)?;
            budget::check(matrix.rows.bytes(), progress)?;
        }
    }
    let (layout, parts) = match matrix {
        Some(matrix) if !tidy.is_lattice() => (Layout::Matrix, matrix.finish()?),
        _ => (Layout::Tidy, tidy.finish()?),
    };
    Ok(Body {
        layout,
        parts,
        names: names.map(|(names, _)| names).unwrap_or_default(),
        first_line,
        fell_back: records.fell_back(),
    })
}

/// Takes the header row, if there is one.
fn header(records: &mut Records<'_>, guess: &Guess) -> Result<Option<(Vec<String>, u64)>, Stop> {
    if !guess.header || !records.advance()? {
        return Ok(None);
    }
    let names = (0..records.fields().len())
        .map(|column| records.text(column))
        .collect::<Result<_, _>>()?;
    Ok(Some((names, records.line())))
}

fn warn_encoding(
    encoding: Encoding,
    line: Option<u64>,
    warnings: &mut Vec<Warning>,
) -> &'static str {
    if encoding != Encoding::Windows1252 && line.is_none() {
        return encoding.name();
    }
    let text = "the text is not UTF-8, read as Windows-1252".to_owned();
    warnings.insert(
        0,
        Warning {
            text,
            place: Place { line, column: None },
        },
    );
    Encoding::Windows1252.name()
}

fn table(
    input: &Input,
    guess: &Guess,
    layout: Layout,
    parts: cells::Parts,
    column_names: Vec<String>,
    encoding: &'static str,
) -> Table {
    let source = Source {
        file: input.file(),
        format: Format::Csv,
        layout,
        delimiter: char::from(guess.delimiter),
        decimal: char::from(parts.decimal),
        header: guess.header,
        index: parts.index,
        rows: parts.grid.rows(),
        columns: parts.grid.columns(),
        column_names,
        encoding,
    };
    Table {
        name: input.name(),
        source,
        grid: parts.grid,
        x: parts.x,
        y: parts.y,
        z_name: parts.z_name,
        slices: parts.slices.map(Arc::new),
        warnings: parts.warnings,
    }
}
