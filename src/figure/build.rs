//! From a table and the user's choices to a figure.

use std::sync::Arc;

use super::color_range::{color_range, ignores_end, midpoint_within, permilles};
use super::labels::side_names;
use super::selection::Shown;
use super::{
    Animation, Aspect, Axis, AxisId, AxisSide, ColorScaleId, ColorScaleSpec, Figure, Heatmap,
    Layer, Origin, Place, Plot, PlotPlace, Settings, ShowSettings, Side, SideKind, Table, Warning,
    XSide, YSide,
};
use crate::axis::{Positions, Scale, parse_date};
use crate::color::{Colormap, NormKind};
use crate::grid::{Grid, Reduction, Stats};

/// Makes the figure of a table.
///
/// Total: a choice that does not fit the data (a log axis for words) is left aside with a warning.
#[must_use]
pub fn build(table: &Table, settings: &Settings) -> Figure {
    let show = &settings.show;
    let mut warnings = Vec::new();
    let shown = Shown::of(table, show, &mut warnings);
    let x = PlacedSide::new("x", &shown.x, show.xscale, &mut warnings);
    let y = PlacedSide::new("y", &shown.y, show.yscale, &mut warnings);
    let axes = vec![x_axis(&x, table, show), y_axis(&y, table, show)];
    let all: Vec<&Grid> = shown.all.iter().collect();
    let colors = color_scale(table, &all, show, &mut warnings);
    let layer = Heatmap {
        name: table.name.clone(),
        x_labels: x.labels(),
        y_labels: y.labels(),
        x: x.positions,
        y: y.positions,
        color: ColorScaleId(0),
        reduction: show.reduction,
        gap: [show.gap.unwrap_or(0.0).max(0.0); 2],
        text: show.text.clone(),
        z_name: z_name(table, show),
        ..Heatmap::of_grid(Grid::default())
    };
    let animation = animation(table);
    Figure {
        title: title(show, animation.as_ref(), shown.frame),
        axes,
        color_scales: vec![colors],
        plots: plots(&shown, &layer, show),
        page: None,
        animation: animation.map(Arc::new),
        warnings,
    }
}

/// A plot for each grid, all over the same axes; several stand in a square as far as possible.
fn plots(shown: &Shown, layer: &Heatmap, show: &ShowSettings) -> Vec<Plot> {
    let columns = (1..)
        .find(|columns: &usize| columns.saturating_mul(*columns) >= shown.grids.len())
        .unwrap_or(1);
    let of = [shown.grids.len().div_ceil(columns), columns];
    let plot = |(index, grid): (usize, &Grid)| {
        let heading = shown.headings.get(index);
        let name = heading.unwrap_or(&layer.name);
        Plot {
            x: AxisId(0),
            y: AxisId(1),
            equal_aspect: show.aspect == Some(Aspect::Equal),
            layers: vec![Layer::Heatmap(Heatmap {
                name: name.clone(),
                grid: grid.clone(),
                ..layer.clone()
            })],
            place: heading.map(|heading| PlotPlace {
                row: index / columns,
                column: index % columns,
                of,
                heading: heading.clone(),
            }),
        }
    };
    shown.grids.iter().enumerate().map(plot).collect()
}

/// The states that a table can be played through.
fn animation(table: &Table) -> Option<Animation> {
    let frames = table.slices.as_ref()?.frames.as_ref()?;
    Some(Animation {
        names: frames.values.clone(),
        prefix: frames.prefix(),
        frame_ms: FRAME_MS,
    })
}

/// How long a frame of a table is shown.
const FRAME_MS: f64 = 500.0;

/// The title asked for; else what says which of several frames is seen.
fn title(show: &ShowSettings, animation: Option<&Animation>, frame: usize) -> Option<String> {
    let frame = || {
        let animation = animation?;
        let name = animation.names.get(frame)?;
        Some(format!("{}{name}", animation.prefix))
    };
    let title = show.title.clone().or_else(frame);
    title.filter(|title| !title.is_empty())
}

fn x_axis(x: &PlacedSide, table: &Table, show: &ShowSettings) -> Axis {
    Axis {
        title: show
            .xlabel
            .clone()
            .or_else(|| table.x.name.clone())
            .unwrap_or_default(),
        scale: x.scale,
        range: ascending(x.extent()),
        categories: x.categories(),
        side: match show.xside.unwrap_or_default() {
            XSide::Bottom => AxisSide::Bottom,
            XSide::Top => AxisSide::Top,
        },
        ..Axis::default()
    }
}

fn y_axis(y: &PlacedSide, table: &Table, show: &ShowSettings) -> Axis {
    Axis {
        title: show
            .ylabel
            .clone()
            .or_else(|| table.y.name.clone())
            .unwrap_or_default(),
        scale: y.scale,
        range: y_range(y, show.origin, table.y.grows_upwards),
        categories: y.categories(),
        side: match show.yside.unwrap_or_default() {
            YSide::Left => AxisSide::Left,
            YSide::Right => AxisSide::Right,
        },
        ..Axis::default()
    }
}

/// A side of the table on the scale that it gets.
struct PlacedSide {
    scale: Scale,
    positions: Positions,
    written: Arc<[String]>,
}

impl PlacedSide {
    fn new(axis: &str, side: &Side, wanted: Option<Scale>, warnings: &mut Vec<Warning>) -> Self {
        let natural = match side.kind {
            SideKind::Index | SideKind::Number => Scale::Linear,
            SideKind::Date => Scale::Date,
            SideKind::Category => Scale::Category,
        };
        let mut scale = wanted.unwrap_or(natural);
        if side.kind == SideKind::Category && matches!(scale, Scale::Log | Scale::Date) {
            let kind = if scale == Scale::Log { "log" } else { "date" };
            warnings.push(whole_file(format!(
                "the {axis} labels are words: a {kind} axis cannot place them, shown as categories"
            )));
            scale = Scale::Category;
        }
        let placed = Self {
            scale,
            positions: positions(side, scale),
            written: Arc::clone(&side.labels),
        };
        placed.warn_of_unplaced(axis, warnings);
        placed
    }

    fn warn_of_unplaced(&self, axis: &str, warnings: &mut Vec<Warning>) {
        let unplaced = self.positions.edges(self.scale).unplaced(self.scale);
        if unplaced > 0 {
            let cells = if axis == "x" { "column" } else { "row" };
            let cells = counted(unplaced as u64, cells);
            warnings.push(whole_file(format!(
                "{cells} at zero or below without a place on the log {axis} axis, not drawn"
            )));
        }
    }

    fn extent(&self) -> [f64; 2] {
        let extent = self.positions.edges(self.scale).extent(self.scale);
        match extent {
            Some([from, to]) if from != to => [from, to],
            Some([only, _]) if self.scale == Scale::Log => [only / 2.0, only * 2.0],
            Some([only, _]) => [only - 0.5, only + 0.5],
            None if self.scale == Scale::Log => [1.0, 10.0],
            None => [-0.5, 0.5],
        }
    }

    fn categories(&self) -> Arc<[String]> {
        match (&self.positions, self.scale) {
            (Positions::Labels(labels), Scale::Category) => Arc::clone(labels),
            _ => Arc::default(),
        }
    }

    /// Names of the cells, where they were written and say more than their position.
    fn labels(&self) -> Arc<[String]> {
        match &self.positions {
            Positions::Labels(labels) => Arc::clone(labels),
            _ if self.written.len() == self.positions.count() => Arc::clone(&self.written),
            _ => Arc::default(),
        }
    }
}

/// The positions of a side on this scale.
fn positions(side: &Side, scale: Scale) -> Positions {
    match (&side.positions, scale) {
        (Positions::Labels(_), Scale::Category) => side.positions.clone(),
        (_, Scale::Date) if side.kind == SideKind::Number => {
            written_dates(side).unwrap_or_else(|| side.positions.clone())
        }
        // Words on a real axis: their index.
        (Positions::Labels(labels), _) => Positions::index(labels.len()),
        (_, Scale::Category) => Positions::Labels(side_names(side)),
        _ => side.positions.clone(),
    }
}

/// Numbers on a date axis are read as they are written, so that 1990 is a year; what is no date is
/// milliseconds since 1970.
fn written_dates(side: &Side) -> Option<Positions> {
    let parsed = side
        .labels
        .iter()
        .map(|label| parse_date(label).map(|date| date.ms));
    let dates: Arc<[f64]> = parsed.collect::<Option<_>>()?;
    let ascending = dates.is_sorted_by(|a, b| a < b);
    let monotone = !dates.is_empty() && (ascending || dates.is_sorted_by(|a, b| a > b));
    let count = side.positions.count();
    match dates.len() {
        centres if monotone && centres == count => Some(Positions::Centres(dates.into())),
        edges if monotone && edges == count + 1 => Some(Positions::Edges(dates.into())),
        _ => None,
    }
}

fn ascending([from, to]: [f64; 2]) -> [f64; 2] {
    [from.min(to), from.max(to)]
}

/// Bottom to top. The first row stands at the top unless asked otherwise, but a numeric y of tidy
/// data grows upwards.
fn y_range(y: &PlacedSide, origin: Option<Origin>, grows_upwards: bool) -> [f64; 2] {
    let [first, last] = y.extent();
    match origin {
        Some(Origin::Upper) => [last, first],
        Some(Origin::Lower) => [first, last],
        None if grows_upwards && y.scale != Scale::Category => ascending([first, last]),
        None => [last, first],
    }
}

fn color_scale(
    table: &Table,
    grids: &[&Grid],
    show: &ShowSettings,
    warnings: &mut Vec<Warning>,
) -> ColorScaleSpec {
    let wanted = show.colormap.as_deref().unwrap_or("viridis");
    let colormap = Colormap::named(wanted).or_else(|| {
        warnings.push(whole_file(format!(
            "no colour map is named {wanted:?}, shown in viridis"
        )));
        Colormap::named("viridis")
    });
    let stats = grids
        .iter()
        .fold(Stats::default(), |all, grid| all.and(grid.stats()));
    if stats.extent.is_none() && stats.missing > 0 {
        warnings.push(whole_file(
            "no cell has a finite value: nothing to colour".to_owned(),
        ));
    }
    let not_positive = stats.not_positive;
    if show.norm == NormKind::Log && not_positive > 0 {
        warnings.push(whole_file(format!(
            "{} at zero or below, which log colours cannot tell apart, shown in the under colour",
            counted(not_positive, "value")
        )));
    }
    if ignores_end(grids, show) {
        let text = "the end of the range that is given leaves no values between, ignored";
        warnings.push(whole_file(text.to_owned()));
    }
    ColorScaleSpec {
        colormap: colormap.unwrap_or_default(),
        norm: show.norm,
        range: color_range(grids, show),
        midpoint: midpoint_within(show),
        quantiles: match show.norm {
            NormKind::Quantile => permilles(grids),
            _ => Arc::default(),
        },
        classes: show.classes.clone(),
        missing: show.missing,
        under: show.under,
        over: show.over,
        title: bar_title(z_name(table, show), show.reduction),
        ..ColorScaleSpec::default()
    }
}

/// What the values are called; empty where nobody says.
fn z_name(table: &Table, show: &ShowSettings) -> String {
    let given = show.zlabel.clone().or_else(|| table.z_name.clone());
    given.unwrap_or_default()
}

/// Sums and counts are of a pixel's cells: a picture of another size has others, so the bar says it.
pub(super) fn bar_title(name: String, reduction: Reduction) -> String {
    let per_pixel = match reduction {
        Reduction::Sum => "sum per pixel",
        Reduction::Count => "count per pixel",
        _ => return name,
    };
    if name.is_empty() {
        per_pixel.to_owned()
    } else {
        format!("{name}, {per_pixel}")
    }
}

/// "1 row", "2 rows".
pub(super) fn counted(count: u64, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending}")
}

pub(super) fn whole_file(text: String) -> Warning {
    Warning {
        text,
        place: Place::default(),
    }
}
