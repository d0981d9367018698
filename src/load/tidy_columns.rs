//! Which columns of tidy data are x, y and value, as asked or as found out.

use std::ops::Range;

use super::error::{LoadErrorKind, Stop};
use super::notes::counted;
use super::shape::mostly;
use super::slices::{self, Slicing};
use super::sniff::{Guess, Kind};
use super::{columns, counter};
use crate::figure::{IndexColumn, Layout, ReadSettings};

/// Which columns of tidy data mean what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) z: usize,
    /// Columns that part the rows, in the order of [`Slicing::ALL`].
    pub(super) slices: [Option<usize>; 2],
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
    let mut sliced = Slicing::ALL.iter();
    let sliced = sliced.find(|slicing| slicing.asked(settings).is_some());
    if let Some(slicing) = sliced
        && settings.layout == Layout::Matrix
    {
        let option = slicing.option();
        let message = format!("found {option} with --layout matrix, expected tidy data for it");
        return Err(Stop::whole(LoadErrorKind::Settings, message));
    }
    let axes = [&settings.x, &settings.y, &settings.z];
    let named = axes.iter().any(|axis| axis.is_some()) || sliced.is_some();
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
    let [frames, facet] = Slicing::ALL;
    let slices = [
        find(frames.asked(settings), frames.option())?,
        find(facet.asked(settings), facet.option())?,
    ];
    slices::check_distinct(slices, [("--x", x), ("--y", y), ("--z", z)])?;
    let parting = slices.iter().flatten().count();
    if width < 3 + parting && !(x.is_some() && y.is_some() && z.is_some()) {
        return Err(too_few(width, parting));
    }
    let start = usize::from((counts_rows || short) && width > 3 + parting);
    let taken = |column: usize| slices.contains(&Some(column));
    let free = |others: &[Option<usize>]| {
        (start..width).find(|column| !others.contains(&Some(*column)) && !taken(*column))
    };
    let x = x.or_else(|| free(&[y, z])).unwrap_or(0);
    let y = y.or_else(|| free(&[Some(x), z])).unwrap_or(0);
    let z = match z {
        Some(z) => z,
        None => {
            let is_free = |column| column != x && column != y && !taken(column);
            value_column(guess, x.max(y), start..width, is_free).ok_or_else(|| {
                Stop::whole(
                    LoadErrorKind::NotATable,
                    "found no column of numbers beside x and y, expected one with the values",
                )
            })?
        }
    };
    if x == y {
        let message = "found the same column for x and y, expected two columns";
        return Err(Stop::whole(LoadErrorKind::Settings, message));
    }
    Ok(Columns {
        x,
        y,
        z,
        slices,
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
    let is_free = |column| column != x && column != y;
    let z = value_column(guess, y, x..width, is_free)?;
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
        slices: [None; 2],
        asked: false,
        unique,
    })
}

fn too_few(width: usize, parting: usize) -> Stop {
    let found = counted(
        u64::try_from(width).unwrap_or(u64::MAX),
        "column",
        "columns",
    );
    let expected = match parting {
        0 => "three for tidy data: x, y and value",
        1 => "four for tidy data: x, y, value and the one that parts the rows",
        _ => "five for tidy data: x, y, value and the two that part the rows",
    };
    Stop::whole(
        LoadErrorKind::Settings,
        format!("found {found}, expected {expected}"),
    )
}

/// The first free column of numbers within `columns`, one behind `behind` before any other; else the
/// first of true and false.
fn value_column(
    guess: &Guess,
    behind: usize,
    columns: Range<usize>,
    is_free: impl Fn(usize) -> bool,
) -> Option<usize> {
    let holds = |column: usize, test: fn(Kind) -> bool| {
        is_free(column) && mostly(guess.sample.column(column, guess.header), test)
    };
    let Range { start, end } = columns;
    (behind + 1..end)
        .chain(start..behind)
        .find(|column| holds(*column, Kind::is_number))
        .or_else(|| (start..end).find(|column| holds(*column, |kind| kind == Kind::Bool)))
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
