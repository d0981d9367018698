//! Parquet files, as the text that a table of their columns would be.

use std::cell::Cell;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};

use super::Progress;
use super::error::{LoadErrorKind, Stop, clean};
use super::in_parts::InParts;
use super::npy::failed;
use super::read_at::Anywhere;

/// Does a Parquet file begin so? A table of text may begin with the same letters.
pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"PAR1") && head.contains(&0)
}

/// Rows written as text at a time.
const ROWS: usize = 256;

/// Opens a file of `length` bytes: its columns as text with commas, their names, then their rows.
pub(super) fn text<'a>(
    source: &Anywhere<'_>,
    length: u64,
    progress: &'a Progress,
) -> Result<impl Read + Send + use<'a>, Stop> {
    let mut text = Text::open(source, length, progress)?;
    Ok(InParts::new(move |part| text.more(part)))
}

/// What is still to be written as text.
struct Text<'a> {
    /// The line of names, until it is written.
    names: Vec<u8>,
    rows: RowIter<'static>,
    progress: &'a Progress,
    /// Bytes of the file, and its rows, for how far the reading has come.
    length: u64,
    count: u64,
    done: u64,
}

impl<'a> Text<'a> {
    fn open(source: &Anywhere<'_>, length: u64, progress: &'a Progress) -> Result<Self, Stop> {
        let opened = quietly(|| match source {
            Anywhere::File(file) => rows(file.try_clone()?),
            Anywhere::Memory(bytes) => rows(Bytes::copy_from_slice(bytes)),
        });
        let (names, rows, count) = opened.map_err(|error| failed(&error, progress))?;
        if names.is_empty() {
            let message = "found a Parquet file without columns, expected some";
            return Err(Stop::whole(LoadErrorKind::NotATable, message));
        }
        let mut line = Vec::new();
        for name in &names {
            quoted(&mut line, name);
        }
        end_line(&mut line);
        Ok(Self {
            names: line,
            rows,
            progress,
            length,
            count,
            done: 0,
        })
    }

    /// Writes the names, then rows.
    fn more(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        self.progress.go_on()?;
        if !self.names.is_empty() {
            out.append(&mut self.names);
            return Ok(());
        }
        let rows = &mut self.rows;
        let written = quietly(|| {
            let mut written = 0;
            for row in rows.take(ROWS) {
                line(out, &row?)?;
                written += 1;
            }
            Ok(written)
        });
        let before = self.place();
        self.done += written?;
        let bytes = usize::try_from(self.place() - before).unwrap_or(0);
        self.progress.add_bytes(bytes);
        Ok(())
    }

    fn place(&self) -> u64 {
        let place = u128::from(self.length) * u128::from(self.done.min(self.count));
        let place = place / u128::from(self.count.max(1));
        u64::try_from(place).unwrap_or(self.length)
    }
}

/// Names of the columns, rows, and their number.
type Opened = (Vec<String>, RowIter<'static>, u64);

fn rows<R: ChunkReader + 'static>(source: R) -> Result<Opened, ParquetError> {
    let reader = SerializedFileReader::new(source)?;
    let file = reader.metadata().file_metadata();
    let columns = file.schema().get_fields().iter();
    let names = columns.map(|column| column.name().to_owned()).collect();
    let count = u64::try_from(file.num_rows()).unwrap_or(0);
    Ok((names, RowIter::from_file_into(Box::new(reader)), count))
}

fn line(out: &mut Vec<u8>, row: &Row) -> Result<(), ParquetError> {
    for (name, field) in row.get_column_iter() {
        match field {
            Field::Null => out.push(b','),
            Field::Str(text) => quoted(out, text),
            Field::Bytes(bytes) => quoted(out, &String::from_utf8_lossy(bytes.data())),
            Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
                let name = clean(name, 40);
                return Err(ParquetError::NYI(format!("column {name} is nested")));
            }
            field => {
                out.extend_from_slice(plain(field).as_bytes());
                out.push(b',');
            }
        }
    }
    end_line(out);
    Ok(())
}

/// A number or a date as text that says it exactly.
fn plain(field: &Field) -> String {
    const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.f";
    let moment = |moment: Option<DateTime<_>>| {
        moment.map_or(String::new(), |moment| moment.format(MOMENT).to_string())
    };
    match field {
        Field::Float16(float) => number(f64::from(f32::from(*float))),
        Field::Float(float) => number(f64::from(*float)),
        Field::Double(float) => number(*float),
        Field::Date(days) => NaiveDate::from_epoch_days(*days)
            .map_or(String::new(), |date| date.format("%Y-%m-%d").to_string()),
        Field::TimestampMillis(millis) => moment(DateTime::from_timestamp_millis(*millis)),
        Field::TimestampMicros(micros) => moment(DateTime::from_timestamp_micros(*micros)),
        field => field.to_string(),
    }
}

fn number(float: f64) -> String {
    if float.is_nan() {
        String::new()
    } else {
        float.to_string()
    }
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.extend_from_slice(b"\",");
}

/// A line ends instead of with its last comma.
fn end_line(out: &mut Vec<u8>) {
    if let Some(last) = out.last_mut() {
        *last = b'\n';
    }
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does `work` of a library that panics where a file is damaged: then, too, an error comes back,
/// with no word on standard error.
fn quietly<T>(work: impl FnOnce() -> Result<T, ParquetError>) -> io::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    let told = match done {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(ParquetError::NYI(what))) => {
            format!("found a Parquet file that is not read yet ({what}), expected plain columns")
        }
        Ok(Err(error)) => damaged(&error.to_string()),
        Err(_) => damaged("its parts do not fit together"),
    };
    Err(io::Error::new(io::ErrorKind::InvalidData, told))
}

fn damaged(why: &str) -> String {
    let why = clean(why, 100);
    format!("found a Parquet file that is damaged or cannot be read ({why}), expected a whole one")
}
