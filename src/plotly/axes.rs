//! The axes of a figure as its data see them: their types, the names of their categories, how a
//! value becomes a place.

use super::axis_type::{AxisType, guess, guess_one};
use super::categories::{Categories, Name, word_order};
use super::datum::Item;
use super::trace::{Kind, Trace, Visible};
use super::values::{Values, item};
use super::{Attrs, AxisIds, template};
use crate::figure::AxisId;

/// An axis as its data see it.
#[derive(Clone, Debug)]
pub(super) struct DataAxis<'a> {
    pub(super) attrs: Attrs<'a>,
    pub(super) kind: AxisType,
    /// 0 for x, 1 for y.
    pub(super) side: usize,
    /// Axes that show the same range share the places of this one.
    pub(super) leader: usize,
    order: CategoryOrder,
    /// Only of a leader.
    categories: Categories,
}

/// How categories are sorted.
#[derive(Clone, Debug, PartialEq)]
enum CategoryOrder {
    /// In the order of appearance.
    Trace,
    /// By name.
    Name {
        /// Last name first.
        descending: bool,
    },
    /// As listed.
    Listed(Vec<Name>),
    /// By their values.
    Value(ValueOrder),
}

/// How categories are sorted by their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ValueOrder {
    pub(super) by: Aggregate,
    pub(super) descending: bool,
}

/// What stands for all values of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Min,
    Max,
    Mean,
    GeometricMean,
    Median,
}

/// All axes, in the order of their ids.
#[derive(Clone, Debug)]
pub(super) struct DataAxes<'a> {
    axes: Vec<DataAxis<'a>>,
}

impl<'a> DataAxes<'a> {
    /// The types of all axes and, where they count names, the names that the traces bring.
    pub(super) fn new(ids: &AxisIds, layout: Attrs<'a>, traces: &[Trace<'a>]) -> Self {
        let strict = layout.text("autotypenumbers").as_deref() == Some("strict");
        let mut axes = Vec::new();
        for (id, name) in ids.iter() {
            let attrs = template::axis(layout, name);
            let side = usize::from(name.starts_with('y'));
            let kind = axis_type(attrs, traces, (id, side), strict);
            axes.push(DataAxis {
                attrs,
                kind,
                side,
                leader: id.0,
                order: category_order(attrs, kind),
                categories: Categories::default(),
            });
        }
        let mut axes = Self { axes };
        axes.link(ids);
        axes.name_all(traces);
        axes
    }

    pub(super) fn get(&self, id: AxisId) -> Option<&DataAxis<'a>> {
        self.axes.get(id.0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (AxisId, &DataAxis<'a>)> {
        self.axes
            .iter()
            .enumerate()
            .map(|(index, axis)| (AxisId(index), axis))
    }

    /// The places of an axis that counts names.
    pub(super) fn categories(&self, id: AxisId) -> Option<&Categories> {
        let axis = self.get(id)?;
        Some(&self.axes.get(axis.leader)?.categories)
    }

    /// Puts the places of an axis (and of those that share them) into another order.
    pub(super) fn reorder(&mut self, id: AxisId, order: &[usize]) {
        let leader = self.get(id).map_or(id.0, |axis| axis.leader);
        if let Some(axis) = self.axes.get_mut(leader) {
            axis.categories = axis.categories.reordered(order);
        }
    }

    /// How the names of an axis are sorted by value, if they are.
    pub(super) fn value_order(&self, id: AxisId) -> Option<ValueOrder> {
        match self.get(id)?.order {
            CategoryOrder::Value(order) => Some(order),
            _ => None,
        }
    }

    /// Axes with the same range (`matches`) share their places.
    fn link(&mut self, ids: &AxisIds) {
        for index in 0..self.axes.len() {
            let axis = &self.axes[index];
            let matched = axis.attrs.text("matches").and_then(|name| ids.id(&name));
            let Some(other) = matched.and_then(|id| self.axes.get(id.0)) else {
                continue;
            };
            if other.kind != axis.kind {
                continue;
            }
            let (from, to) = (axis.leader, other.leader);
            let (keep, give) = (from.min(to), from.max(to));
            for axis in &mut self.axes {
                if axis.leader == give {
                    axis.leader = keep;
                }
            }
        }
    }

    /// Gives every name its place.
    fn name_all(&mut self, traces: &[Trace<'_>]) {
        for index in 0..self.axes.len() {
            let axis = &self.axes[index];
            let first = match &axis.order {
                CategoryOrder::Listed(names) => names.clone(),
                CategoryOrder::Name { descending } => {
                    sorted_names(traces, AxisId(index), axis.side, *descending)
                }
                _ => Vec::new(),
            };
            let leader = axis.leader;
            for name in first {
                self.axes[leader].categories.add(&name);
            }
        }
        for trace in traces {
            for side in 0..2 {
                self.name_trace(trace, side);
            }
        }
        for axis in &mut self.axes {
            if axis.kind == AxisType::Multicategory {
                axis.categories = axis.categories.grouped();
            }
        }
    }

    fn name_trace(&mut self, trace: &Trace<'_>, side: usize) {
        let id = trace.axes[side];
        let Some(axis) = self.get(id) else { return };
        let drawn = matches!(
            trace.kind,
            Kind::Heatmap | Kind::Histogram2d | Kind::Scatter
        );
        if !axis.kind.is_category() || !drawn || trace.visible != Visible::Shown {
            return;
        }
        let leader = axis.leader;
        let Some(values) = trace.coordinates(side) else {
            return;
        };
        let labels = labels(&values, axis.kind);
        let columns = distinct_cells(trace, side);
        let mut seen = std::collections::HashMap::new();
        for (index, name) in labels.into_iter().enumerate() {
            let Some(name) = name else { continue };
            let categories = &mut self.axes[leader].categories;
            if index < columns {
                let count: &mut usize = seen.entry(name.clone()).or_insert(0);
                categories.add_occurrence(&name, *count);
                *count += 1;
            } else {
                categories.add(&name);
            }
        }
    }

    /// The place of each label of a trace's side; the labels of a grid's rows or columns each have
    /// one of their own.
    pub(super) fn places(&self, trace: &Trace<'_>, side: usize) -> Vec<Option<usize>> {
        let id = trace.axes[side];
        let (Some(axis), Some(categories), Some(values)) =
            (self.get(id), self.categories(id), trace.coordinates(side))
        else {
            return Vec::new();
        };
        let columns = distinct_cells(trace, side);
        let mut seen = std::collections::HashMap::new();
        let place = |(index, name): (usize, Option<Name>)| {
            let name = name?;
            if index >= columns {
                return categories.place(&name, 0);
            }
            let count: &mut usize = seen.entry(name.clone()).or_insert(0);
            let occurrence = *count;
            *count += 1;
            categories.place(&name, occurrence)
        };
        labels(&values, axis.kind)
            .into_iter()
            .enumerate()
            .map(place)
            .collect()
    }

    /// The place of a single value along an axis, in data units: a number, a moment, the index of a
    /// name; NaN where it has none.
    pub(super) fn place(&self, id: AxisId, item: Item<'_>) -> f64 {
        let Some(axis) = self.get(id) else {
            return f64::NAN;
        };
        match axis.kind {
            AxisType::Linear | AxisType::Log => item.cleaned(),
            AxisType::Date => item.moment(),
            AxisType::Category | AxisType::Multicategory => {
                let name = item.category().map(|name| (String::new(), name));
                let place = name.and_then(|name| self.categories(id)?.place(&name, 0));
                #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
                place.map(|place| place as f64)
            }
        }
        .unwrap_or(f64::NAN)
    }

    /// The places of a trace's x (0) or y (1) values, as many as `len`.
    pub(super) fn line(&self, trace: &Trace<'_>, side: usize, len: usize) -> Vec<f64> {
        let id = trace.axes[side];
        let (Some(axis), Some(values)) = (self.get(id), trace.coordinates(side)) else {
            return Vec::new();
        };
        if axis.kind.is_category() {
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
            let number = |place: Option<usize>| place.map_or(f64::NAN, |place| place as f64);
            let mut places: Vec<f64> = self.places(trace, side).into_iter().map(number).collect();
            places.truncate(len);
            return places;
        }
        (0..len.min(values.len()))
            .map(|index| self.place(id, values.item(index)))
            .collect()
    }
}

/// The names of a list on an axis that counts names; of a two-level one those of both lists.
fn labels(values: &Values<'_>, kind: AxisType) -> Vec<Option<Name>> {
    match (kind, values.levels()) {
        (AxisType::Multicategory, Some([outer, inner])) => (0..outer.len().min(inner.len()))
            .map(|index| {
                Some((
                    item(outer, index).category()?,
                    item(inner, index).category()?,
                ))
            })
            .collect(),
        _ => (0..values.len())
            .map(|index| Some((String::new(), values.item(index).category()?)))
            .collect(),
    }
}

/// How many labels of a side name rows or columns of a grid; 0 where each names a point.
fn distinct_cells(trace: &Trace<'_>, side: usize) -> usize {
    if trace.kind != Kind::Heatmap {
        return 0;
    }
    let Some(z) = super::trace::list(trace.attrs, "z").filter(|z| !z.is_flat()) else {
        return 0;
    };
    let transposed = trace.attrs.bool("transpose") == Some(true);
    if (side == 0) == transposed {
        z.len()
    } else {
        (0..z.len())
            .filter_map(|row| z.row(row))
            .map(|row| row.len())
            .max()
            .unwrap_or(0)
    }
}

fn axis_type(
    attrs: Attrs<'_>,
    traces: &[Trace<'_>],
    (id, side): (AxisId, usize),
    strict: bool,
) -> AxisType {
    if let Some(kind) = attrs.read("type", |node| AxisType::named(node.text()?)) {
        return kind;
    }
    let strict = match attrs.text("autotypenumbers").as_deref() {
        Some("strict") => true,
        Some("convert types") => false,
        _ => strict,
    };
    let speaks =
        |trace: &&Trace<'_>| trace.axes[side] == id && !matches!(trace.visible, Visible::Hidden);
    for trace in traces.iter().filter(speaks) {
        let values = trace.coordinates(side).filter(|values| values.len() > 0);
        if values.is_some() && counts_along(trace, side) {
            return AxisType::Linear;
        }
        if let Some(values) = values {
            return guess(&values, strict).unwrap_or_default();
        }
        let start = trace
            .attrs
            .get(["x0", "y0"][side])
            .map_or(Item::Missing, Item::of);
        let said = match start {
            Item::Number(number) => number != 0.0,
            Item::Text(text) => !text.is_empty(),
            _ => false,
        };
        let starts = trace.is_scaled(side) && trace.kind != Kind::Histogram2d;
        if said && starts {
            return guess_one(start, strict).unwrap_or_default();
        }
    }
    AxisType::Linear
}

/// True for the axis along which a histogram counts.
fn counts_along(trace: &Trace<'_>, side: usize) -> bool {
    let sideways = trace.attrs.text("orientation").as_deref() == Some("h");
    trace.word == "histogram" && side == usize::from(!sideways)
}

fn category_order(attrs: Attrs<'_>, kind: AxisType) -> CategoryOrder {
    if kind != AxisType::Category {
        return CategoryOrder::Trace;
    }
    let listed = attrs
        .get("categoryarray")
        .and_then(Values::of)
        .filter(|list| list.len() > 0);
    let order = attrs
        .text("categoryorder")
        .filter(|order| known_order(order));
    let order = match (&order, &listed) {
        (Some(order), _) => order.as_str(),
        (None, Some(_)) => "array",
        (None, None) => "trace",
    };
    let descending = order.ends_with("descending");
    match (order, listed) {
        ("array", Some(list)) => {
            let names = labels(&list, AxisType::Category).into_iter().flatten();
            CategoryOrder::Listed(names.collect())
        }
        ("array" | "trace", _) => CategoryOrder::Trace,
        ("category ascending" | "category descending", _) => CategoryOrder::Name { descending },
        _ => match aggregate(order) {
            Some(by) => CategoryOrder::Value(ValueOrder { by, descending }),
            None => CategoryOrder::Trace,
        },
    }
}

fn known_order(order: &str) -> bool {
    matches!(
        order,
        "array" | "trace" | "category ascending" | "category descending"
    ) || aggregate(order).is_some()
}

fn aggregate(order: &str) -> Option<Aggregate> {
    let by = order
        .strip_suffix(" ascending")
        .or_else(|| order.strip_suffix(" descending"))?;
    Some(match by {
        "total" | "sum" => Aggregate::Sum,
        "min" => Aggregate::Min,
        "max" => Aggregate::Max,
        "mean" => Aggregate::Mean,
        "geometric mean" => Aggregate::GeometricMean,
        "median" => Aggregate::Median,
        _ => return None,
    })
}

/// All names that traces give along an axis, sorted.
fn sorted_names(traces: &[Trace<'_>], id: AxisId, side: usize, descending: bool) -> Vec<Name> {
    let mut names: Vec<Name> = traces
        .iter()
        .filter(|trace| trace.axes[side] == id && trace.visible != Visible::Hidden)
        .filter_map(|trace| trace.coordinates(side))
        .flat_map(|values| labels(&values, AxisType::Category))
        .flatten()
        .collect();
    names.sort_by(|a, b| word_order(&a.1, &b.1));
    names.dedup();
    if descending {
        names.reverse();
    }
    names
}
