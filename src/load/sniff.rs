//! Guesses from a table's beginning: delimiter, decimal mark, header row, label column.

use csv::ByteRecord;

use super::encoding::{Decoder, Encoding};
use super::error::{LoadErrorKind, Stop};
use super::input::Text;
use super::lines::Body;
use super::number::{self, Cell};
use super::records::reader;
use super::shape;
use crate::figure::ReadSettings;
use crate::grid::Value;

/// Records that guesses are made from.
const SAMPLE: usize = 200;

/// What was found out about a table from its first records.
pub(super) struct Guess {
    pub(super) delimiter: u8,
    pub(super) decimal: u8,
    /// The decimal mark is not known: nothing in the sample has decimals.
    pub(super) decimal_open: bool,
    /// The first row is a header.
    pub(super) header: bool,
    /// The first row is read as data, but may have been a header of positions.
    pub(super) header_open: bool,
    /// The header lacks the label column's field, as R writes it.
    pub(super) one_short: bool,
    /// The label column.
    pub(super) index: Option<usize>,
    /// The label column holds numbers and was taken for one because they are strictly monotone.
    pub(super) index_by_order: bool,
    /// A column in front of the label column that only counts the rows: it is left out.
    pub(super) counter: Option<usize>,
    /// All values of the sample are true or false.
    pub(super) booleans: bool,
    /// The first records, header included.
    pub(super) sample: Sample,
}

/// What parts fields and decimals.
pub(super) struct Marks {
    pub(super) delimiter: u8,
    pub(super) decimal: u8,
    /// See [`Guess::decimal_open`].
    pub(super) open: bool,
}

/// The first records of a table, each field told apart.
pub(super) struct Sample {
    pub(super) records: Vec<ByteRecord>,
    pub(super) kinds: Vec<Vec<Kind>>,
    encoding: Encoding,
}

/// What a field looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Missing,
    Number(f64),
    Date(f64),
    Bool,
    Text,
}

impl Kind {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Number(_))
    }

    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Date(_))
    }

    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Text | Self::Bool)
    }

    /// The position on a real axis.
    pub(super) fn position(self) -> Option<f64> {
        match self {
            Self::Number(value) | Self::Date(value) if value.is_finite() => Some(value),
            _ => None,
        }
    }
}

impl Sample {
    /// The number of fields that most records after the first have (the larger where tied).
    pub(super) fn width(&self) -> usize {
        usual_width(
            self.records
                .get(1..)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(&self.records),
        )
    }

    /// Kinds of the fields of one column, below the header if there is one.
    pub(super) fn column(&self, index: usize, header: bool) -> impl Iterator<Item = Kind> + '_ {
        let at = move |row: &Vec<Kind>| row.get(index).copied().unwrap_or(Kind::Missing);
        self.kinds.iter().skip(usize::from(header)).map(at)
    }

    /// A field as text, whatever its encoding.
    pub(super) fn text(&self, row: usize, column: usize) -> String {
        let field = self
            .records
            .get(row)
            .and_then(|record| record.get(column))
            .unwrap_or_default();
        let decoder = Decoder::new(self.encoding, false);
        decoder
            .text(field)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default()
    }
}

/// Makes all guesses that `settings` leave open.
pub(super) fn guess(text: &Text<'_>, settings: &ReadSettings) -> Result<Guess, Stop> {
    let asked_decimal = mark(settings.decimal, "decimal mark", b".,")?;
    let asked_delimiter = mark(settings.delimiter, "delimiter", b"")?.or(text.delimiter);
    let (delimiter, decimal, records) = match asked_delimiter {
        Some(delimiter) => {
            let records = sample_records(text, delimiter);
            (
                delimiter,
                asked_decimal.unwrap_or_else(|| decimal_of(&records, delimiter)),
                records,
            )
        }
        None => best_delimiter(text, asked_decimal),
    };
    let kinds = records
        .iter()
        .map(|record| record.iter().map(|field| kind(field, decimal)).collect())
        .collect();
    let sample = Sample {
        records,
        kinds,
        encoding: text.encoding,
    };
    if sample.records.is_empty() {
        return Err(Stop::whole(
            LoadErrorKind::NotATable,
            "found no rows, expected a table",
        ));
    }
    let open = asked_decimal.is_none() && delimiter != b',' && is_open(&sample.records);
    let marks = Marks {
        delimiter,
        decimal,
        open,
    };
    shape::guess(sample, marks, settings)
}

/// An option of one character.
fn mark(asked: Option<char>, what: &str, among: &[u8]) -> Result<Option<u8>, Stop> {
    let Some(asked) = asked else { return Ok(None) };
    match u8::try_from(asked) {
        Ok(byte) if among.contains(&byte) => Ok(Some(byte)),
        Ok(byte)
            if among.is_empty()
                && byte.is_ascii()
                && !byte.is_ascii_alphanumeric()
                && !b"\"\r\n".contains(&byte) =>
        {
            Ok(Some(byte))
        }
        _ => {
            let expected = if among.is_empty() {
                "one such as , ; tab | or space"
            } else {
                ". or ,"
            };
            Err(Stop::whole(
                LoadErrorKind::Settings,
                format!("found the {what} {asked:?}, expected {expected}"),
            ))
        }
    }
}

pub(super) fn kind(field: &[u8], decimal: u8) -> Kind {
    match number::cell(field, decimal) {
        Cell::Missing => Kind::Missing,
        Cell::Number(value) => Kind::Number(value.to_f64()),
        Cell::Bool(_) => Kind::Bool,
        Cell::Text => {
            let date = std::str::from_utf8(field.trim_ascii())
                .ok()
                .and_then(crate::axis::parse_date);
            date.map_or(Kind::Text, |date| Kind::Date(date.ms))
        }
    }
}

/// The whole records among the first bytes.
fn sample_records(text: &Text<'_>, delimiter: u8) -> Vec<ByteRecord> {
    let end = if text.whole {
        text.prefix.len()
    } else {
        text.prefix
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(text.prefix.len(), |at| at + 1)
    };
    let prefix = text.prefix.get(..end).unwrap_or_default().to_vec();
    let body = Body::new(prefix, Box::new(std::io::empty()), delimiter == b' ');
    let mut records: Vec<ByteRecord> = reader(body, delimiter, end)
        .into_byte_records()
        .map_while(Result::ok)
        .take(SAMPLE + 1)
        .collect();
    let all = text.whole && records.len() <= SAMPLE;
    if !all && records.len() > 1 {
        // The last may be cut off inside quotes.
        records.pop();
    }
    records
}

fn best_delimiter(text: &Text<'_>, decimal: Option<u8>) -> (u8, u8, Vec<ByteRecord>) {
    // In this order where nothing else tells them apart.
    const CANDIDATES: [(u8, f64); 5] = [
        (b',', 1.0),
        (b';', 1.0),
        (b'\t', 1.0),
        (b'|', 1.0),
        (b' ', 0.8),
    ];
    let mut best = None;
    let mut best_score = 0.0;
    for (delimiter, weight) in CANDIDATES {
        let blanks = delimiter == b' ' && text.prefix.contains(&b'\t');
        if !blanks && !text.prefix.contains(&delimiter) {
            continue;
        }
        let records = sample_records(text, delimiter);
        let decimal = decimal.unwrap_or_else(|| decimal_of(&records, delimiter));
        let score = score(&records, decimal) * weight;
        if score > best_score {
            best_score = score;
            best = Some((delimiter, decimal, records));
        }
    }
    best.unwrap_or_else(|| (b',', decimal.unwrap_or(b'.'), sample_records(text, b',')))
}

/// How well a delimiter fits: rows of one width, fields that are numbers, dates or missing.
/// Zero where it parts nothing.
fn score(records: &[ByteRecord], decimal: u8) -> f64 {
    let body = records
        .get(1..)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(records);
    let width = usual_width(body);
    let first = records.first().map_or(0, ByteRecord::len);
    if width < 2 && first < 2 {
        return 0.0;
    }
    let even = body.iter().filter(|record| record.len() == width).count();
    if width < 2 {
        return 0.01;
    }
    let (mut fields, mut credit) = (0_usize, 0_usize);
    for field in body.iter().flat_map(ByteRecord::iter).take(20_000) {
        fields += 2;
        credit += match kind(field, decimal) {
            Kind::Text if field.iter().any(|byte| b";\t|".contains(byte)) => 0,
            Kind::Text => 1,
            _ => 2,
        };
    }
    let headed = if first == width { 0.05 } else { 0.0 };
    0.1 + headed + share(even, body.len()) * (0.2 + share(credit, fields))
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The most frequent number of fields; the larger where tied.
fn usual_width(records: &[ByteRecord]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for record in records {
        *counts.entry(record.len()).or_insert(0_usize) += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(width, count)| (count, width))
        .map_or(0, |(width, _)| width)
}

/// Decimal comma or point. Commas with three digits behind them may as well group thousands;
/// they count only behind `;`, or where another comma is a decimal one.
fn decimal_of(records: &[ByteRecord], delimiter: u8) -> u8 {
    let (mut points, mut commas, mut grouped) = (0_usize, 0_usize, 0_usize);
    for field in decimals(records) {
        if field.contains(&b'.') {
            points += usize::from(number::number(field, b'.').is_some());
        } else if number::number(field, b',').is_some() {
            if may_group(field) {
                grouped += 1;
            } else {
                commas += 1;
            }
        }
    }
    if commas > 0 || delimiter == b';' {
        commas += grouped;
    }
    if commas > points { b',' } else { b'.' }
}

/// The fields of a sample that can tell which decimal mark is used.
fn decimals(records: &[ByteRecord]) -> impl Iterator<Item = &[u8]> {
    let fields = records.iter().flat_map(ByteRecord::iter).take(20_000);
    fields
        .map(<[u8]>::trim_ascii)
        .filter(|field| field.iter().any(|byte| matches!(byte, b'.' | b',')))
}

/// Do no numbers of the sample have decimals?
fn is_open(records: &[ByteRecord]) -> bool {
    let is_number = |field: &[u8]| {
        number::number(field, b'.').is_some() || number::number(field, b',').is_some()
    };
    !decimals(records).any(is_number)
}

/// A number with a decimal comma, met in a table whose decimal mark was open until then.
pub(super) fn late_comma(field: &[u8], delimiter: u8) -> Option<Value> {
    let field = field.trim_ascii();
    let value = number::number(field, b',')?;
    (delimiter == b';' || !may_group(field)).then_some(value)
}

/// Could the comma of `1,234` group thousands?
fn may_group(field: &[u8]) -> bool {
    let digits = field.strip_prefix(b"-").unwrap_or(field);
    let Some(comma) = digits.iter().position(|&byte| byte == b',') else {
        return false;
    };
    digits.len() == comma + 4 && (1..=3).contains(&comma) && !digits.starts_with(b"0")
}
