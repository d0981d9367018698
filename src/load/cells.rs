//! What every layout has in common: fields become values, and what is odd is counted.

use super::error::{LoadErrorKind, Stop, quoted};
use super::notes::{Tally, field_place};
use super::number::{self, Cell};
use super::records::Records;
use super::sniff::{self, Guess};
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
        records: &Records<'_>,
    ) -> Result<Value, Stop> {
        if !self.open
            && !self.booleans
            && let Some(value) = number::number(field, self.decimal)
        {
            self.numbers += 1;
            return Ok(value);
        }
        self.careful_value(field, index, records)
    }

    /// The value of a field that is no plain number, or that must be looked at more closely.
    #[inline(never)]
    fn careful_value(
        &mut self,
        field: &[u8],
        index: usize,
        records: &Records<'_>,
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
                    count(&mut self.mixed, field, index, records)?;
                }
                Ok(value)
            }
            Cell::Missing => Ok(Value::Missing),
            Cell::Bool(value) if self.booleans => Ok(Value::Int(i64::from(value))),
            Cell::Bool(_) | Cell::Text => {
                count(&mut self.text, field, index, records)?;
                Ok(Value::Missing)
            }
        }
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
fn count(tally: &mut Tally, field: &[u8], index: usize, records: &Records<'_>) -> Result<(), Stop> {
    if tally.is_first() {
        tally.first(
            field_place(records.line(), index),
            records.decode(field)?.into_owned(),
        );
    } else {
        if !field.is_ascii() {
            records.decode(field)?;
        }
        tally.more();
    }
    Ok(())
}
