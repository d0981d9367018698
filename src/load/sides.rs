//! From labels to positions: numbers and dates lie on a real axis, anything else is categories.

use std::sync::Arc;

use super::error::quoted;
use super::notes::counted;
use super::number::{self, Cell};
use crate::axis::{Positions, parse_date};
use crate::figure::{Place, Side, SideKind, Warning};

/// What is told about a side beside its labels.
pub(super) struct About<'n> {
    /// `x` or `y`.
    pub(super) letter: char,
    /// Its name in the file.
    pub(super) name: Option<String>,
    /// Where its labels begin.
    pub(super) place: Place,
    /// The decimal mark.
    pub(super) decimal: u8,
    /// Where oddities go.
    pub(super) warnings: &'n mut Vec<Warning>,
}

impl About<'_> {
    fn warn(&mut self, text: String) {
        self.warnings.push(Warning {
            text: format!("{}: {text}", self.letter),
            place: self.place,
        });
    }
}

/// Labels that are all numbers or all dates.
pub(super) struct Placed {
    pub(super) kind: SideKind,
    pub(super) values: Vec<f64>,
    offsets_differ: bool,
    finer: usize,
}

/// The positions of labels if all are finite numbers, or all are dates; `None` for no labels.
///
/// Dates count as written; where their offsets from UTC differ, as UTC.
pub(super) fn placed(labels: &[String], decimal: u8) -> Option<Placed> {
    let first = labels.first()?;
    if finite(first, decimal).is_some() {
        let values = labels
            .iter()
            .map(|label| finite(label, decimal))
            .collect::<Option<Vec<f64>>>()?;
        return Some(Placed {
            kind: SideKind::Number,
            values,
            offsets_differ: false,
            finer: 0,
        });
    }
    let dates = labels
        .iter()
        .map(|label| parse_date(label))
        .collect::<Option<Vec<_>>>()?;
    let offset = dates.first()?.offset_minutes;
    let offsets_differ = dates.iter().any(|date| date.offset_minutes != offset);
    let utc = |ms: f64, offset: Option<i32>| ms - f64::from(offset.unwrap_or(0)) * 60_000.0;
    let values = dates
        .iter()
        .map(|date| {
            if offsets_differ {
                utc(date.ms, date.offset_minutes)
            } else {
                date.ms
            }
        })
        .collect();
    let finer = dates
        .iter()
        .filter(|date| date.finer_than_microsecond)
        .count();
    Some(Placed {
        kind: SideKind::Date,
        values,
        offsets_differ,
        finer,
    })
}

fn finite(label: &str, decimal: u8) -> Option<f64> {
    match number::cell(label.as_bytes(), decimal) {
        Cell::Number(value) => Some(value.to_f64()).filter(|value| value.is_finite()),
        _ => None,
    }
}

/// Each larger than the one before, or each smaller.
pub(super) fn is_strictly_monotone(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] < pair[1])
        || values.windows(2).all(|pair| pair[0] > pair[1])
}

/// Can these labels be edges? All numbers or all dates, strictly monotone.
pub(super) fn are_edges(labels: &[String], decimal: u8) -> bool {
    labels.len() >= 2
        && placed(labels, decimal).is_some_and(|placed| is_strictly_monotone(&placed.values))
}

/// A side without labels.
pub(super) fn index(count: usize) -> Side {
    side(None, SideKind::Index, Positions::index(count), Vec::new())
}

fn side(name: Option<String>, kind: SideKind, positions: Positions, labels: Vec<String>) -> Side {
    Side {
        name,
        kind,
        positions,
        labels: labels.into(),
        grows_upwards: false,
    }
}

/// One side of a matrix of `cells` cells, and the order in which to take its cells if that is not
/// the table's own. One label more than cells: they must be edges (see [`are_edges`]).
pub(super) fn matrix_side(
    labels: Vec<String>,
    cells: usize,
    mut about: About<'_>,
) -> (Side, Option<Vec<usize>>) {
    let name = about.name.take();
    if labels.iter().all(String::is_empty) {
        return (
            Side {
                name,
                ..index(cells)
            },
            None,
        );
    }
    let Some(placed) = placed(&labels, about.decimal) else {
        return (categories(name, labels), None);
    };
    if !is_strictly_monotone(&placed.values) {
        return sorted_side(name, labels, placed, about);
    }
    say_dates(&placed, &mut about);
    let kind = placed.kind;
    let positions = if labels.len() == cells + 1 {
        let text = format!(
            "{} positions are the edges of {}",
            labels.len(),
            cells_text(cells)
        );
        about.warn(text);
        Positions::Edges(placed.values.into())
    } else {
        Positions::Centres(placed.values.into())
    };
    (side(name, kind, positions, labels), None)
}

/// Positions in no order: sorted with their cells if they are distinct, else categories.
fn sorted_side(
    name: Option<String>,
    labels: Vec<String>,
    placed: Placed,
    mut about: About<'_>,
) -> (Side, Option<Vec<usize>>) {
    let values = &placed.values;
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let repeated = order
        .windows(2)
        .find(|pair| values[pair[0]] == values[pair[1]]);
    if let Some(pair) = repeated {
        let label = labels.get(pair[1]).map_or("", String::as_str);
        about.warn(format!(
            "positions repeat, shown as categories; first: {}",
            quoted(label)
        ));
        return (categories(name, labels), None);
    }
    say_dates(&placed, &mut about);
    about.warn("positions are not in order, sorted with their values".to_owned());
    let sorted: Vec<f64> = order.iter().map(|&at| values[at]).collect();
    let labels = order.iter().map(|&at| labels[at].clone()).collect();
    (
        side(name, placed.kind, Positions::Centres(sorted.into()), labels),
        Some(order),
    )
}

fn cells_text(cells: usize) -> String {
    counted(u64::try_from(cells).unwrap_or(u64::MAX), "cell", "cells")
}

fn categories(name: Option<String>, labels: Vec<String>) -> Side {
    let labels: Arc<[String]> = labels.into();
    Side {
        name,
        kind: SideKind::Category,
        positions: Positions::Labels(Arc::clone(&labels)),
        labels,
        grows_upwards: false,
    }
}

fn say_dates(placed: &Placed, about: &mut About<'_>) {
    if placed.offsets_differ {
        about.warn("offsets from UTC differ, times are shown in UTC".to_owned());
    }
    if placed.finer > 0 {
        let count = u64::try_from(placed.finer).unwrap_or(u64::MAX);
        about.warn(counted(
            count,
            "time is finer than a microsecond, digits beyond are lost",
            "times are finer than a microsecond, digits beyond are lost",
        ));
    }
}

/// One side of tidy data, and the cell of each distinct label (`None`: it has no position).
///
/// Numbers and dates are sorted, equal ones made one; categories keep the order in which they
/// first appear. Missing labels are left out among numbers and dates.
pub(super) fn tidy_side(labels: &[String], mut about: About<'_>) -> (Side, Vec<Option<usize>>) {
    let name = about.name.take();
    let decimal = about.decimal;
    let given: Vec<usize> = (0..labels.len())
        .filter(|&at| number::cell(labels[at].as_bytes(), decimal) != Cell::Missing)
        .collect();
    let named: Vec<String> = given.iter().map(|&at| labels[at].clone()).collect();
    let Some(placed) = placed(&named, decimal) else {
        return (
            categories(name, labels.to_vec()),
            (0..labels.len()).map(Some).collect(),
        );
    };
    say_dates(&placed, &mut about);
    let mut order: Vec<usize> = (0..named.len()).collect();
    order.sort_by(|&a, &b| placed.values[a].total_cmp(&placed.values[b]));
    let (mut centres, mut written, mut cell_of): (Vec<f64>, Vec<String>, _) =
        (Vec::new(), Vec::new(), vec![None; labels.len()]);
    for at in order {
        let value = placed.values[at];
        if centres.last() != Some(&value) {
            centres.push(value);
            written.push(named[at].clone());
        }
        cell_of[given[at]] = Some(centres.len() - 1);
    }
    let side = side(
        name,
        placed.kind,
        Positions::Centres(centres.into()),
        written,
    );
    (
        Side {
            grows_upwards: about.letter == 'y',
            ..side
        },
        cell_of,
    )
}
