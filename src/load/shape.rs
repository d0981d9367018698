//! Guesses whether a first row is a header and a first column holds labels (design.md section 6).

use super::error::Stop;
use super::sniff::{Guess, Kind, Marks, Sample, share};
use super::{LoadErrorKind, columns, counter};
use crate::figure::{IndexColumn, ReadSettings};

/// Finds header and label column, as far as `settings` leave them open.
pub(super) fn guess(sample: Sample, marks: Marks, settings: &ReadSettings) -> Result<Guess, Stop> {
    let header = settings.header.unwrap_or_else(|| has_header(&sample));
    let first = sample.kinds.first().map_or(0, Vec::len);
    let one_short =
        header && one_short_of_all(&sample) && (labelled_rows(&sample) || labels(&sample, true));
    let label = match &settings.index {
        IndexColumn::None => LabelColumn::default(),
        IndexColumn::Column(asked) => {
            let names: Vec<String> = if header {
                (0..first).map(|column| sample.text(0, column)).collect()
            } else {
                Vec::new()
            };
            let width = sample.width().max(first);
            let shift = one_short;
            LabelColumn::at(columns::find(asked, &names, width, "--index", shift)?)
        }
        IndexColumn::Auto if one_short => LabelColumn::at(0),
        IndexColumn::Auto => label_column(&sample, header),
    };
    let index = label.index;
    if index.is_some() && sample.width().max(first) < 2 {
        return Err(Stop::whole(
            LoadErrorKind::NotATable,
            "found a single column of labels, expected values beside them",
        ));
    }
    let one_short = one_short && index == Some(0);
    let booleans = only_booleans(&sample, header, index);
    let header_open = settings.header.is_none() && !header && may_be_positions(&sample);
    Ok(Guess {
        delimiter: marks.delimiter,
        decimal: marks.decimal,
        decimal_open: marks.open,
        header,
        header_open,
        one_short,
        index,
        index_by_order: label.by_order,
        counter: label.counter,
        booleans,
        sample,
    })
}

/// Is the first row one field shorter than every other?
fn one_short_of_all(sample: &Sample) -> bool {
    let Some((first, body)) = sample.kinds.split_first() else {
        return false;
    };
    let longer = |row: &Vec<Kind>| row.len() == first.len() + 1;
    !first.is_empty()
        && !body.is_empty()
        && body.iter().all(longer)
        && !ends_in_delimiters(sample, first.len())
}

/// Rows that all end in a delimiter have an empty last field each: nothing that a header would name.
fn ends_in_delimiters(sample: &Sample, last: usize) -> bool {
    (1..sample.kinds.len()).all(|row| sample.text(row, last).is_empty())
}

/// Are the rows' first fields quoted-looking labels of R's kind: text, or distinct row numbers?
fn labelled_rows(sample: &Sample) -> bool {
    let header_is_text = sample
        .kinds
        .first()
        .is_some_and(|row| row.iter().all(|kind| kind.is_word() || kind.is_date()));
    header_is_text && strictly_monotone(sample.column(0, true))
}

/// Is the first row a header?
fn has_header(sample: &Sample) -> bool {
    let Some((first, body)) = sample.kinds.split_first() else {
        return false;
    };
    let numbers = first.iter().filter(|kind| kind.is_number()).count();
    if body.is_empty() {
        return numbers == 0 && first.iter().any(|kind| kind.is_word());
    }
    if first.iter().all(|kind| *kind == Kind::Missing) {
        return false;
    }
    if first.iter().all(|kind| kind.is_number()) {
        return makes_edges(first, body) || one_short_numbers(sample);
    }
    let rest = first.get(1..).unwrap_or_default();
    let corner = first.first().copied().unwrap_or(Kind::Missing);
    if corner == Kind::Missing && !rest.is_empty() && sample.text(0, 0).is_empty() {
        return empty_corner(rest, sample);
    }
    let votes = votes(first, sample);
    if numbers == 0 {
        return votes >= 0 && (first.iter().any(|kind| kind.is_word() || kind.is_date()));
    }
    if rest.iter().all(|kind| kind.is_number()) {
        return number_header(corner, rest, body, sample);
    }
    let words = rest.iter().filter(|kind| kind.is_word()).count();
    if corner == Kind::Text
        && mostly(sample.column(0, true), |kind| {
            kind.is_number() || kind.is_date()
        })
    {
        return true;
    }
    votes > 0 && words * 2 >= rest.len()
        || words > 0 && corner.is_word() && (evenly_spaced(rest) || years(rest))
}

/// A first row of numbers only is a header if it makes edges: one more than each other row,
/// strictly monotone.
fn makes_edges(first: &[Kind], body: &[Vec<Kind>]) -> bool {
    first.len() >= 2
        && body.iter().all(|row| row.len() + 1 == first.len())
        && strictly_monotone(first.iter().copied())
}

/// Numbers one field shorter than rows that begin with text: R's header of numbers.
fn one_short_numbers(sample: &Sample) -> bool {
    one_short_of_all(sample) && labels(sample, true)
}

/// The empty first header of pandas and R: everything behind it names a column, in whatever order.
/// A table whose first column is full but for its first field has such a header; where other
/// first fields are empty too, only names or ordered positions tell.
fn empty_corner(rest: &[Kind], sample: &Sample) -> bool {
    let labelled = labels(sample, true);
    if full_first_column(sample) && !rest.contains(&Kind::Missing) {
        return true;
    }
    if rest.iter().all(|kind| kind.is_number()) {
        return labelled
            || rest.len() >= 2 && strictly_monotone(rest.iter().copied())
            || makes_corner_edges(rest, sample);
    }
    let named = rest
        .iter()
        .filter(|kind| kind.is_word() || kind.is_date())
        .count();
    named * 2 > rest.len() || named > 0 && labelled
}

/// Does every row below the first begin with something?
fn full_first_column(sample: &Sample) -> bool {
    let begins = |record: &csv::ByteRecord| {
        record
            .get(0)
            .is_some_and(|field| !field.trim_ascii().is_empty())
    };
    sample.records.iter().skip(1).all(begins)
}

fn makes_corner_edges(rest: &[Kind], sample: &Sample) -> bool {
    rest.len() == sample.width() && strictly_monotone(rest.iter().copied())
}

/// Text before numbers only: a header, or a row with its label?
fn number_header(corner: Kind, rest: &[Kind], body: &[Vec<Kind>], sample: &Sample) -> bool {
    if corner == Kind::Missing {
        return false;
    }
    let below = sample.column(0, true);
    if corner != Kind::Text {
        return false;
    }
    if mostly(below, |kind| kind.is_number() || kind.is_date()) {
        return true;
    }
    let name = sample.text(0, 0);
    let ordered = strictly_monotone(rest.iter().copied());
    if ordered && (name.contains('\\') || rest.len() == sample.width()) {
        return true;
    }
    let also = body
        .iter()
        .filter(|row| strictly_monotone(row.iter().skip(1).copied()))
        .count();
    let rare = also * 5 <= body.len();
    let also_years = body
        .iter()
        .filter(|row| years(row.get(1..).unwrap_or_default()))
        .count();
    years(rest) && also_years * 5 <= body.len()
        || all_years(rest) && !years_below(sample)
        || rare && (evenly_spaced(rest) || rest.len() >= 5 && ordered)
        || rest.len() >= 3 && ascending(rest)
}

/// Could a first row that is read as data have been a header: text before at least two ordered
/// numbers, above rows of text and numbers?
fn may_be_positions(sample: &Sample) -> bool {
    let Some(([Kind::Text, rest @ ..], body)) = sample
        .kinds
        .split_first()
        .map(|(first, body)| (first.as_slice(), body))
    else {
        return false;
    };
    let below = || body.iter().flat_map(|row| row.iter().skip(1).copied());
    rest.len() >= 2
        && rest.iter().all(|kind| kind.is_number())
        && strictly_monotone(rest.iter().copied())
        && mostly(sample.column(0, true), |kind| kind == Kind::Text)
        && mostly(below(), Kind::is_number)
}

/// Positions along an axis are nearly always written from the smallest to the largest.
fn ascending(rest: &[Kind]) -> bool {
    let first_two = rest.iter().filter_map(|kind| kind.position()).take(2);
    strictly_monotone(rest.iter().copied()) && first_two.is_sorted()
}

/// For each column: text over numbers speaks for a header, numbers over numbers against it.
fn votes(first: &[Kind], sample: &Sample) -> i64 {
    let vote = |(index, kind): (usize, &Kind)| {
        let numbers = || mostly(sample.column(index, true), Kind::is_number);
        let booleans = || mostly(sample.column(index, true), |kind| kind == Kind::Bool);
        let dates = || dates(sample.column(index, true));
        match kind {
            Kind::Text => i64::from(numbers() || dates() || booleans()),
            Kind::Bool => i64::from(numbers()) - i64::from(booleans()),
            Kind::Date(_) => i64::from(numbers()) - i64::from(dates()),
            Kind::Number(_) => -i64::from(numbers()),
            Kind::Missing => 0,
        }
    };
    first.iter().enumerate().take(10_000).map(vote).sum()
}

/// The label column as far as it is known.
#[derive(Default)]
struct LabelColumn {
    index: Option<usize>,
    /// Only the order of its numbers says so.
    by_order: bool,
    /// A column in front of it that only counts the rows.
    counter: Option<usize>,
}

impl LabelColumn {
    fn at(index: usize) -> Self {
        Self {
            index: Some(index),
            ..Self::default()
        }
    }
}

/// Finds the label column.
fn label_column(sample: &Sample, header: bool) -> LabelColumn {
    if sample.width().max(sample.kinds.first().map_or(0, Vec::len)) < 2 {
        return LabelColumn::default();
    }
    if header && labels_behind_counter(sample) {
        return LabelColumn {
            counter: Some(0),
            ..LabelColumn::at(1)
        };
    }
    let nameless = header && sample.text(0, 0).is_empty();
    if labels(sample, header) || nameless && full_first_column(sample) {
        return LabelColumn::at(0);
    }
    let numbers = mostly(sample.column(0, header), Kind::is_number);
    if !numbers {
        return LabelColumn::default();
    }
    let monotone = strictly_monotone(sample.column(0, header));
    if !header {
        let index = last_row_alone(sample).then_some(0);
        return LabelColumn {
            index,
            ..LabelColumn::default()
        };
    }
    let corner = sample
        .kinds
        .first()
        .and_then(|row| row.first())
        .copied()
        .unwrap_or(Kind::Missing);
    if nameless {
        return LabelColumn::at(0);
    }
    // A single row is in order whatever it holds; then only positions behind the corner tell.
    let rest = sample.kinds.first().and_then(|row| row.get(1..));
    let placed = rest.is_some_and(|rest| rest.iter().all(|kind| kind.position().is_some()));
    if corner.is_word() && monotone && (sample.records.len() > 2 || placed) {
        return LabelColumn {
            by_order: true,
            ..LabelColumn::at(0)
        };
    }
    LabelColumn::default()
}

/// Behind a first column that only counts the rows: a column of nothing but text or dates, and
/// numbers behind that?
fn labels_behind_counter(sample: &Sample) -> bool {
    let named = |kind: Kind| kind == Kind::Text || kind.is_date();
    let only_names = || {
        sample
            .column(1, true)
            .all(|kind| named(kind) || kind == Kind::Missing)
    };
    let has_name = sample.kinds.first().is_some_and(|first| first.len() > 1);
    has_name
        && counter::counts_rows(sample)
        && mostly(sample.column(1, true), named)
        && only_names()
        && (2..sample.width()).any(|column| mostly(sample.column(column, true), Kind::is_number))
}

/// Without a header: a last row of one number makes the first column edges.
fn last_row_alone(sample: &Sample) -> bool {
    let width = sample.width();
    let Some((last, rows)) = sample.kinds.split_last() else {
        return false;
    };
    last.len() == 1
        && width >= 2
        && !rows.is_empty()
        && rows.iter().all(|row| row.len() == width)
        && strictly_monotone(sample.column(0, false))
}

fn only_booleans(sample: &Sample, header: bool, index: Option<usize>) -> bool {
    let mut any = false;
    for row in sample.kinds.iter().skip(usize::from(header)) {
        for (_, kind) in row
            .iter()
            .enumerate()
            .filter(|(column, _)| Some(*column) != index)
        {
            match kind {
                Kind::Bool => any = true,
                Kind::Missing => {}
                _ => return false,
            }
        }
    }
    any
}

/// Does the first column hold words or dates, more than half of what is not missing? True and
/// false are words under a header, unless the whole table is true and false.
fn labels(sample: &Sample, header: bool) -> bool {
    let test = |kind: Kind| kind == Kind::Text || kind.is_date() || header && kind == Kind::Bool;
    mostly(sample.column(0, header), test) && !only_booleans(sample, header, None)
}

fn dates(column: impl Iterator<Item = Kind>) -> bool {
    mostly(column, Kind::is_date)
}

pub(super) fn mostly(column: impl Iterator<Item = Kind>, test: impl Fn(Kind) -> bool) -> bool {
    let (mut all, mut hits) = (0, 0);
    for kind in column.filter(|kind| *kind != Kind::Missing) {
        all += 1;
        hits += usize::from(test(kind));
    }
    all > 0 && share(hits, all) > 0.5
}

/// All are numbers or dates, each larger than the one before, or each smaller.
pub(super) fn strictly_monotone(kinds: impl Iterator<Item = Kind>) -> bool {
    let positions: Option<Vec<f64>> = kinds.map(Kind::position).collect();
    positions.is_some_and(|positions| {
        !positions.is_empty() && super::sides::is_strictly_monotone(&positions)
    })
}

/// At least two whole numbers in order that may well be years; other kinds are not looked at.
fn years(kinds: &[Kind]) -> bool {
    all_years(kinds) && strictly_monotone(numbers(kinds))
}

/// At least two whole numbers, in any order, that may well be years.
fn all_years(kinds: &[Kind]) -> bool {
    numbers(kinds).count() >= 2 && numbers(kinds).all(is_year)
}

/// Does more than a fifth of the numbers below the first row look like years?
fn years_below(sample: &Sample) -> bool {
    let (mut all, mut hits) = (0, 0);
    for row in sample.kinds.iter().skip(1) {
        for kind in numbers(row.get(1..).unwrap_or_default()) {
            all += 1;
            hits += usize::from(is_year(kind));
        }
    }
    share(hits, all) > 0.2
}

fn is_year(kind: Kind) -> bool {
    kind.position()
        .is_some_and(|value| value.fract() == 0.0 && (1500.0..2200.0).contains(&value))
}

fn numbers(kinds: &[Kind]) -> impl Iterator<Item = Kind> + '_ {
    kinds.iter().copied().filter(|kind| kind.is_number())
}

/// At least three numbers, each as far from the one before; other kinds are not looked at.
fn evenly_spaced(kinds: &[Kind]) -> bool {
    let values: Vec<f64> = kinds
        .iter()
        .filter(|kind| kind.is_number())
        .filter_map(|kind| kind.position())
        .collect();
    let [first, second, ..] = values[..] else {
        return false;
    };
    let step = second - first;
    let even = |pair: &[f64]| ((pair[1] - pair[0]) - step).abs() <= 1e-9 * step.abs();
    values.len() >= 3 && step != 0.0 && values.windows(2).all(even)
}
