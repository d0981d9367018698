//! Which columns of tidy data are x, y and value, as asked or as found out.

use super::error::{LoadErrorKind, Stop};
use super::notes::counted;
use super::shape::mostly;
use super::sniff::{Guess, Kind};
use super::{columns, counter};
use crate::figure::{IndexColumn, Layout, ReadSettings};

/// Which columns of tidy data mean what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) z: usize,
    /// Did the user ask for tidy? Else the rows must prove it.
    pub(super) asked: bool,
    /// Take it for tidy only if no pair of x and y is given twice.
    pub(super) unique: bool,
}

/// The columns to read as tidy data, if it is to be read so, or may turn out to be.
///
/// Columns that the user does not name: x is the first, y the second, z the first column of
/// numbers beside them, one behind y before any other. A first column that only counts the rows,
/// without a name or named `id` or the like, is passed over.
pub(super) fn choose(guess: &Guess, settings: &ReadSettings) -> Result<Option<Columns>, Stop> {
    let named = settings.x.is_some() || settings.y.is_some() || settings.z.is_some();
    let asked = settings.layout == Layout::Tidy || settings.layout == Layout::Auto && named;
    if !asked && (settings.layout == Layout::Matrix || !guess.header || guess.one_short) {
        return Ok(None);
    }
    let sample = &guess.sample;
    let first = sample.records.first().map_or(0, csv::ByteRecord::len);
    let width = sample.width().max(first);
    let names: Vec<String> = if guess.header {
        (0..first).map(|column| sample.text(0, column)).collect()
    } else {
        Vec::new()
    };
    let counts_rows = guess.header && width >= 4 && counter::counts_rows(sample);
    if asked {
        // A column with a name may be the x that is meant, unless those behind it are a lattice's.
        let nameless = names.first().is_some_and(String::is_empty);
        let lattice = || repeats(guess, 1) && repeats(guess, 2);
        let counts_rows = counts_rows && (nameless || lattice());
        return asked_columns(guess, settings, &names, width, counts_rows).map(Some);
    }
    let unnamed = settings.index == IndexColumn::Auto
        && names
            .iter()
            .skip(usize::from(counts_rows))
            .all(|n| !n.is_empty());
    if !unnamed || width < 3 + usize::from(counts_rows) || width > 64 {
        return Ok(None);
    }
    Ok(possible_columns(guess, counts_rows, width))
}

fn asked_columns(
    guess: &Guess,
    settings: &ReadSettings,
    names: &[String],
    width: usize,
    counts_rows: bool,
) -> Result<Columns, Stop> {
    let short = guess.one_short;
    let find = |asked: &Option<String>, option| {
        asked
            .as_deref()
            .map(|asked| columns::find(asked, names, width, option, short))
            .transpose()
    };
    let (x, y, z) = (
        find(&settings.x, "--x")?,
        find(&settings.y, "--y")?,
        find(&settings.z, "--z")?,
    );
    if width < 3 && !(x.is_some() && y.is_some() && z.is_some()) {
        let width = u64::try_from(width).unwrap_or(u64::MAX);
        let found = counted(width, "column", "columns");
        return Err(Stop::whole(
            LoadErrorKind::Settings,
            format!("found {found}, expected three for tidy data: x, y and value"),
        ));
    }
    let start = usize::from((counts_rows || short) && width > 3);
    let free =
        |taken: &[Option<usize>]| (start..width).find(|column| !taken.contains(&Some(*column)));
    let x = x.or_else(|| free(&[y, z])).unwrap_or(0);
    let y = y.or_else(|| free(&[Some(x), z])).unwrap_or(0);
    let z = match z {
        Some(z) => z,
        None => value_column(guess, x, y, start, width).ok_or_else(|| {
            Stop::whole(
                LoadErrorKind::NotATable,
                "found no column of numbers beside x and y, expected one with the values",
            )
        })?,
    };
    if x == y {
        let message = "found the same column for x and y, expected two columns";
        return Err(Stop::whole(LoadErrorKind::Settings, message));
    }
    Ok(Columns {
        x,
        y,
        z,
        asked: true,
        unique: false,
    })
}

/// Columns that may be tidy data: what a sample shows against it is enough to say no.
fn possible_columns(guess: &Guess, counts_rows: bool, width: usize) -> Option<Columns> {
    let sample = &guess.sample;
    if sample
        .kinds
        .first()?
        .iter()
        .skip(usize::from(counts_rows))
        .any(|kind| !kind.is_word() && *kind != Kind::Missing)
    {
        return None;
    }
    let x = usize::from(counts_rows);
    let y = x + 1;
    let z = value_column(guess, x, y, x, width)?;
    let numeric = |column| mostly(sample.column(column, true), Kind::is_number);
    let all_numbers = (x..width).all(numeric);
    if counts_rows && width > 4 && numeric(x) && numeric(y) {
        return None;
    }
    // Answers under a counter with a name repeat as readings of a lattice do not.
    let named_counter = counts_rows && !sample.text(0, 0).trim().is_empty();
    let unique = all_numbers && (width - x > 4 || named_counter);
    (repeats(guess, x) || repeats(guess, y)).then_some(Columns {
        x,
        y,
        z,
        asked: false,
        unique,
    })
}

fn value_column(guess: &Guess, x: usize, y: usize, start: usize, width: usize) -> Option<usize> {
    let is_value = |column: &usize| {
        *column != x
            && *column != y
            && mostly(guess.sample.column(*column, guess.header), Kind::is_number)
    };
    (x.max(y) + 1..width)
        .chain(start..x.max(y))
        .find(is_value)
        .or_else(|| {
            let booleans = |column: &usize| {
                *column != x
                    && *column != y
                    && mostly(guess.sample.column(*column, guess.header), |kind| {
                        kind == Kind::Bool
                    })
            };
            (start..width).find(booleans)
        })
}

/// Does a value of the column stand in two rows of the sample?
fn repeats(guess: &Guess, column: usize) -> bool {
    let mut seen = std::collections::HashSet::new();
    let fields = guess
        .sample
        .records
        .iter()
        .skip(1)
        .filter_map(|record| record.get(column));
    let mut fields = fields.map(<[u8]>::trim_ascii);
    fields.any(|field| !seen.insert(field))
}
