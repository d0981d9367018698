//! A two-dimensional histogram: points counted in bins, or values put together there.

use std::sync::Arc;

use super::axis_type::AxisType;
use super::bin_names::BinNames;
use super::bins::{BinSize, BinWish, Bins, bins};
use super::cells::Cells;
use super::datum::{Item, numeric_text};
use super::side::{Side, SideInput, names};
use super::trace::{Trace, list};
use super::values::Values;
use crate::axis::{Positions, Scale};
use crate::grid::Grid;

/// What stands for all points of a bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gather {
    Count,
    Sum,
    Average,
    Min,
    Max,
}

/// The cells of a histogram; why they cannot be made, as the end of a sentence.
pub(super) fn cells(x: SideInput<'_, '_>, y: SideInput<'_, '_>) -> Result<Cells, String> {
    let trace = x.trace;
    let len = [0, 1].map(|side| {
        trace
            .coordinates(side)
            .map_or(0, |values| values.shortest())
    });
    let len = len[0].min(len[1]);
    let across = Binned::new(x, len)?;
    let along = Binned::new(y, len)?;
    let (columns, rows) = (across.bins.edges.len() - 1, along.bins.edges.len() - 1);
    if columns
        .checked_mul(rows)
        .is_none_or(|cells| cells > 1 << 27)
    {
        return Err(format!(
            "would have {columns} columns and {rows} rows of bins, left out"
        ));
    }
    let values = gathered(trace, &across, &along);
    let found = [across.names(&along), along.names(&across)];
    let grid = Grid::new(rows, columns, values).map_err(|error| error.to_string())?;
    Ok(Cells {
        x: across.side,
        y: along.side,
        grid,
        points: Arc::default(),
        filled: Arc::default(),
        bins: Some(found),
    })
}

/// One axis of a histogram.
struct Binned {
    places: Vec<f64>,
    bins: Bins,
    side: Side,
    kind: AxisType,
}

impl Binned {
    fn new(input: SideInput<'_, '_>, len: usize) -> Result<Self, String> {
        let places = input.line(len).places;
        let kind = input.kind();
        let wish = wish(input);
        let bins = bins(&places, kind, wish)
            .ok_or_else(|| format!("has no bins along {}, left out", ["x", "y"][input.side]))?;
        let count = bins.edges.len() - 1;
        let start = bins.edges.first().copied().unwrap_or(0.0);
        let step = bins.step();
        let steps = Positions::steps(start + step / 2.0, step, count);
        let mut side = input.of_places(&[], count);
        side.positions = steps;
        side.labels = Arc::default();
        if kind.is_category() {
            let labels = names(input.axes, input.trace.axes[input.side]);
            if count == labels.len() && start == -0.5 && step == 1.0 {
                side.positions = Positions::Labels(Arc::clone(&labels));
                side.labels = labels;
            } else {
                side.positions = Positions::Placed {
                    centres: (0..count)
                        .map(|index| side.positions.centre(index, Scale::Linear))
                        .collect(),
                    edges: side.positions.edges(Scale::Linear).iter().collect(),
                };
            }
        }
        Ok(Self {
            places,
            bins,
            side,
            kind,
        })
    }

    fn bin(&self, index: usize) -> Option<usize> {
        self.bins.find(*self.places.get(index)?)
    }

    /// First and last value that each bin names; `other` says which points lie in any bin.
    fn names(&self, other: &Self) -> Arc<[[f64; 2]]> {
        let mut names = BinNames::new(&self.bins.edges, self.kind == AxisType::Date);
        for (index, place) in self.places.iter().enumerate() {
            if let (Some(bin), Some(_)) = (self.bin(index), other.bin(index)) {
                names.add(bin, *place);
            }
        }
        names.ranges().into()
    }
}

/// What a trace asks of its bins.
fn wish(input: SideInput<'_, '_>) -> BinWish {
    let attrs = input.trace.attrs;
    let own = attrs.child(["xbins", "ybins"][input.side]);
    let id = input.trace.axes[input.side];
    let place = |key: &str| {
        let item = Item::of(own.get(key)?);
        let place = if input.kind().is_category() {
            item.numeric().unwrap_or(f64::NAN)
        } else {
            input.axes.place(id, item)
        };
        place.is_finite().then_some(place)
    };
    let size = own.get("size").and_then(|node| {
        let item = Item::of(node);
        if let Some(step) = item.numeric() {
            return Some(BinSize::Even(step));
        }
        let Item::Text(text) = item else { return None };
        let months = numeric_text(text.strip_prefix('M')?)?;
        let whole = (1.0..1e6).contains(&months) && months.fract() == 0.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked above"
        )]
        whole.then_some(BinSize::Months(months as u32))
    });
    BinWish {
        start: place("start"),
        end: place("end"),
        size,
        count: attrs.at_least(["nbinsx", "nbinsy"][input.side], 1.0),
    }
}

/// The values of all bins, row by row.
fn gathered(trace: &Trace<'_>, across: &Binned, along: &Binned) -> Vec<f64> {
    let attrs = trace.attrs;
    let given = list(attrs, "z").or_else(|| list(attrs.child("marker"), "color"));
    let words = [
        ("sum", Gather::Sum),
        ("avg", Gather::Average),
        ("min", Gather::Min),
        ("max", Gather::Max),
    ];
    let gather = match &given {
        Some(_) => attrs.word("histfunc", &words).unwrap_or(Gather::Count),
        None => Gather::Count,
    };
    let columns = across.bins.edges.len() - 1;
    let cells = columns * (along.bins.edges.len() - 1);
    let extreme = matches!(gather, Gather::Min | Gather::Max);
    let mut values = vec![if extreme { f64::NAN } else { 0.0 }; cells];
    let mut counts = vec![0_u32; if gather == Gather::Average { cells } else { 0 }];
    for index in 0..across.places.len().min(along.places.len()) {
        let (Some(column), Some(row)) = (across.bin(index), along.bin(index)) else {
            continue;
        };
        let cell = &mut values[row * columns + column];
        if gather == Gather::Count {
            *cell += 1.0;
            continue;
        }
        let Some(value) = given
            .as_ref()
            .and_then(|values: &Values<'_>| values.item(index).numeric())
        else {
            continue;
        };
        match gather {
            Gather::Min => *cell = cell.min(value),
            Gather::Max => *cell = cell.max(value),
            _ => *cell += value,
        }
        if let Some(count) = counts.get_mut(row * columns + column) {
            *count += 1;
        }
    }
    for (value, count) in values.iter_mut().zip(&counts) {
        *value = if *count == 0 {
            f64::NAN
        } else {
            *value / f64::from(*count)
        };
    }
    normalize(
        &mut values,
        &attrs.text("histnorm").unwrap_or_default(),
        across,
        along,
    );
    values
}

/// Shares and densities.
fn normalize(values: &mut [f64], norm: &str, across: &Binned, along: &Binned) {
    let total: f64 = values.iter().filter(|value| !value.is_nan()).sum();
    let columns = across.bins.edges.len() - 1;
    let width = |binned: &Binned, bin: usize| match binned.bins.size {
        BinSize::Even(_) => binned.bins.step(),
        BinSize::Months(_) => binned.bins.edges[bin + 1] - binned.bins.edges[bin],
    };
    for (index, value) in values.iter_mut().enumerate() {
        let area = width(across, index % columns) * width(along, index / columns);
        *value *= match norm {
            "percent" => 100.0 / total,
            "probability" => 1.0 / total,
            "density" => 1.0 / area,
            "probability density" => 1.0 / area / total,
            _ => return,
        };
    }
}
