//! Columns of tidy data whose values part the rows into grids of their own.

use super::error::{LoadErrorKind, Stop, quoted};
use super::number::{self, Cell};
use super::sides;
use crate::figure::{ReadSettings, SliceColumn, Slices};
use crate::grid::Grid;

/// What becomes of the grids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slicing {
    /// One is seen after the other.
    Frames,
    /// They stand side by side.
    Facet,
}

impl Slicing {
    pub(super) const ALL: [Self; 2] = [Self::Frames, Self::Facet];

    /// The column that the user names.
    pub(super) fn asked(self, settings: &ReadSettings) -> &Option<String> {
        match self {
            Self::Frames => &settings.frames,
            Self::Facet => &settings.facet,
        }
    }

    /// The option on the command line.
    pub(super) fn option(self) -> &'static str {
        match self {
            Self::Frames => "--frames",
            Self::Facet => "--facet",
        }
    }

    /// More grids than these are taken for a mistake.
    fn most(self) -> usize {
        match self {
            Self::Frames => 10_000,
            Self::Facet => 100,
        }
    }
}

/// Columns that part the rows must be no other column, too.
pub(super) fn check_distinct(
    slices: [Option<usize>; 2],
    axes: [(&str, Option<usize>); 3],
) -> Result<(), Stop> {
    let [frames, facet] = slices;
    let named = [
        (Slicing::Frames.option(), frames),
        (Slicing::Facet.option(), facet),
    ];
    for (at, (option, column)) in named.iter().enumerate() {
        let others = axes.iter().chain(&named[..at]);
        let same = others
            .filter(|(_, other)| column.is_some() && other == column)
            .map(|(other, _)| other);
        if let Some(other) = same.into_iter().next() {
            let message =
                format!("found the same column for {option} and {other}, expected two columns");
            return Err(Stop::whole(LoadErrorKind::Settings, message));
        }
    }
    Ok(())
}

/// The distinct values of a column that parts the rows.
pub(super) struct Parts {
    column: SliceColumn,
    /// For each label as it was met the number of its value; `None`: it is missing.
    numbers: Vec<Option<usize>>,
}

impl Parts {
    /// From labels in the order in which they first appear. Numbers and dates ascend, equal ones are
    /// one value; missing ones among them are none.
    pub(super) fn new(
        slicing: Slicing,
        name: String,
        labels: &[String],
        decimal: u8,
    ) -> Result<Self, Stop> {
        let given: Vec<usize> = (0..labels.len())
            .filter(|&at| number::cell(labels[at].as_bytes(), decimal) != Cell::Missing)
            .collect();
        let written: Vec<String> = given.iter().map(|&at| labels[at].clone()).collect();
        let (mut values, mut numbers) = (Vec::new(), vec![None; labels.len()]);
        if let Some(placed) = sides::placed(&written, decimal) {
            let mut order: Vec<usize> = (0..given.len()).collect();
            order.sort_by(|&a, &b| placed.values[a].total_cmp(&placed.values[b]));
            let mut last = None;
            for at in order {
                if last != Some(placed.values[at]) {
                    last = Some(placed.values[at]);
                    values.push(written[at].clone());
                }
                numbers[given[at]] = Some(values.len() - 1);
            }
        } else if !given.is_empty() {
            // Among words "NA" may be one; nothing at all is none.
            for (number, label) in numbers.iter_mut().zip(labels) {
                if !label.is_empty() {
                    *number = Some(values.len());
                    values.push(label.clone());
                }
            }
        }
        if values.is_empty() {
            let message = format!(
                "found no value of {} for {}, expected some",
                quoted(&name),
                slicing.option()
            );
            return Err(Stop::whole(LoadErrorKind::NotATable, message));
        }
        if values.len() > slicing.most() {
            let message = format!(
                "found {} different values of {} for {}, expected at most {}",
                values.len(),
                quoted(&name),
                slicing.option(),
                slicing.most()
            );
            return Err(Stop::whole(LoadErrorKind::Settings, message));
        }
        Ok(Self {
            column: SliceColumn { name, values },
            numbers,
        })
    }

    fn number(&self, label: u32) -> Option<usize> {
        self.numbers.get(usize::try_from(label).ok()?).copied()?
    }
}

/// How the rows are parted.
#[derive(Default)]
pub(super) struct Parting {
    pub(super) frames: Option<Parts>,
    pub(super) facets: Option<Parts>,
}

impl Parting {
    /// Number of grids.
    pub(super) fn count(&self) -> usize {
        let count = |parts: &Option<Parts>| match parts {
            Some(parts) => parts.column.values.len(),
            None => 1,
        };
        count(&self.frames).saturating_mul(count(&self.facets))
    }

    /// The grid of a row with these labels; `None`: one is missing.
    pub(super) fn grid_of(&self, frame: Option<u32>, facet: Option<u32>) -> Option<usize> {
        let number = |parts: &Option<Parts>, label: Option<u32>| match parts {
            Some(parts) => parts.number(label?),
            None => Some(0),
        };
        let facets = self
            .facets
            .as_ref()
            .map_or(1, |parts| parts.column.values.len());
        let before = number(&self.frames, frame)?.checked_mul(facets)?;
        before.checked_add(number(&self.facets, facet)?)
    }

    /// The names of the columns, in words.
    pub(super) fn names(&self) -> String {
        let parts = [&self.frames, &self.facets].into_iter().flatten();
        let names: Vec<String> = parts.map(|parts| quoted(&parts.column.name)).collect();
        names.join(" or no ")
    }

    /// The slices; `None` where the rows are not parted.
    pub(super) fn slices(self, grids: Vec<Grid>) -> Option<Slices> {
        if self.frames.is_none() && self.facets.is_none() {
            return None;
        }
        Some(Slices {
            frames: self.frames.map(|parts| parts.column),
            facets: self.facets.map(|parts| parts.column),
            grids,
        })
    }
}
