//! What every layout has in common: fields become values, and what is odd is counted.

use super::error::{LoadErrorKind, Stop, quoted};
use super::notes::{Tally, field_place};
use super::number::{self, Cell};
use super::sniff::{self, Guess};
use super::words::Place;
use crate::figure::{Side, Slices, Warning};
use crate::grid::{Grid, Value};

/// What a body makes, whichever its layout.
pub(super) struct Parts {
    pub(super) grid: Grid,
    /// Grids by further columns, where the rows are parted.
    pub(super) slices: Option<Slices>,
    pub(super) x: Side,
    pub(super) y: Side,
    pub(super) z_name: Option<String>,
    /// The decimal mark, as it turned out.
    pub(super) decimal: u8,
    /// The label column's name, `None` without one.
    pub(super) index: Option<String>,
    pub(super) warnings: Vec<Warning>,
}

/// The header row: its fields and the line where it stands.
#[derive(Clone)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) line: u64,
}

/// The decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) decimal: u8,
    /// Nothing had decimals yet: it may still be another one.
    pub(super) open: bool,
}

impl Mark {
    /// Would what was read from this mark on, and ended at `end`, have been read alike from `now`
    /// on? As long as nothing has decimals, the mark makes no difference.
    pub(super) fn reads_like(self, end: Self, now: Self) -> bool {
        self == now || self.open && (end.open || !now.open && end.decimal == now.decimal)
    }
}

/// Reads the body's cells and counts what is odd about them.
#[derive(Clone, Default)]
pub(super) struct Cells {
    pub(super) decimal: u8,
    /// No decimals so far: the mark is open.
    open: bool,
    delimiter: u8,
    pub(super) booleans: bool,
    pub(super) numbers: u64,
    pub(super) text: Tally,
    mixed: Tally,
}

impl Cells {
    pub(super) fn new(guess: &Guess) -> Self {
        Self {
            decimal: guess.decimal,
            open: guess.decimal_open,
            delimiter: guess.delimiter,
            booleans: guess.booleans,
            ..Self::default()
        }
    }

    /// The value of a field.
    #[inline]
    pub(super) fn value(
        &mut self,
        field: &[u8],
        index: usize,
        at: &impl Place,
    ) -> Result<Value, Stop> {
        if !self.open
            && !self.booleans
            && let Some(value) = number::number(field, self.decimal)
        {
            self.numbers += 1;
            return Ok(value);
        }
        self.careful_value(field, index, at)
    }

    /// The value of a field that is no plain number, or that must be looked at more closely.
    #[inline(never)]
    fn careful_value(
        &mut self,
        field: &[u8],
        index: usize,
        at: &impl Place,
    ) -> Result<Value, Stop> {
        let cell = number::cell(field, self.decimal);
        let cell = if self.open {
            self.settle_decimal(field, cell)
        } else {
            cell
        };
        match cell {
            Cell::Number(value) => {
                self.numbers += 1;
                if self.booleans {
                    count(&mut self.mixed, field, index, at)?;
                }
                Ok(value)
            }
            Cell::Missing => Ok(Value::Missing),
            Cell::Bool(value) if self.booleans => Ok(Value::Int(i64::from(value))),
            Cell::Bool(_) | Cell::Text => {
                count(&mut self.text, field, index, at)?;
                Ok(Value::Missing)
            }
        }
    }

    /// A number had the decimal mark in it that is taken for one.
    pub(super) fn settle(&mut self) {
        self.open = false;
    }

    /// The first number with decimals settles the decimal mark.
    fn settle_decimal(&mut self, field: &[u8], cell: Cell) -> Cell {
        match cell {
            Cell::Number(_) if field.contains(&b'.') => self.open = false,
            Cell::Text => {
                if let Some(value) = sniff::late_comma(field, self.delimiter) {
                    self.open = false;
                    self.decimal = b',';
                    return Cell::Number(value);
                }
            }
            _ => {}
        }
        cell
    }

    /// The decimal mark, as far as it is known.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            decimal: self.decimal,
            open: self.open,
        }
    }

    /// The state before the first cell, where the mark is known from elsewhere.
    pub(super) fn from_mark(guess: &Guess, mark: Mark) -> Self {
        Self {
            decimal: mark.decimal,
            open: mark.open,
            ..Self::new(guess)
        }
    }

    /// Counts what was odd behind what is odd here, `lines` further down.
    pub(super) fn append(&mut self, other: Self, lines: u64) {
        if !other.open {
            (self.open, self.decimal) = (false, other.decimal);
        }
        self.numbers += other.numbers;
        self.text.append(other.text, lines);
        self.mixed.append(other.mixed, lines);
    }

    /// Says what was odd; fails if there was nothing but text.
    pub(super) fn finish(&self, warnings: &mut Vec<Warning>) -> Result<(), Stop> {
        if self.numbers == 0 && !self.booleans && self.text.count > 0 {
            let message = format!(
                "found no numbers but {}, expected a table of numbers",
                quoted(self.text.text())
            );
            return Err(Stop::Failed {
                place: self.text.place(),
                message,
                kind: LoadErrorKind::NotATable,
            });
        }
        let (one, many) = (
            "cell is not a number, shown as missing",
            "cells are not numbers, shown as missing",
        );
        self.text.warn(warnings, one, many);
        self.mixed.warn(
            warnings,
            "number stands among true (1) and false (0)",
            "numbers stand among true (1) and false (0)",
        );
        Ok(())
    }
}

/// Counts a field's text; checks its encoding each time.
fn count(tally: &mut Tally, field: &[u8], index: usize, at: &impl Place) -> Result<(), Stop> {
    if tally.is_first() {
        tally.first(
            field_place(at.line(), index),
            at.decode(field)?.into_owned(),
        );
    } else {
        if !field.is_ascii() {
            at.decode(field)?;
        }
        tally.more();
    }
    Ok(())
}
