//! A first column that only counts the rows, as pandas and databases write it.

use super::sniff::{Kind, Sample};

/// Headers of columns that count rows; an empty one does so too.
const NAMES: [&str; 4] = ["id", "index", "row", "#"];

/// Does the first column, below a header, count 0, 1, 2, … or 1, 2, 3, …, and does its header
/// say no more than that?
pub(super) fn counts_rows(sample: &Sample) -> bool {
    sample.records.len() > 1 && is_counter_name(&sample.text(0, 0)) && counts(sample)
}

/// Is the header empty or one of [`NAMES`]?
fn is_counter_name(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.is_empty() || NAMES.contains(&name.as_str())
}

fn counts(sample: &Sample) -> bool {
    let mut expected = None;
    sample.column(0, true).all(|kind| {
        let Kind::Number(value) = kind else {
            return false;
        };
        let start = expected.is_none() && (value == 0.0 || value == 1.0);
        let fits = start || expected == Some(value);
        expected = Some(value + 1.0);
        fits
    })
}
