//! The user's axes over a figure's own: how they run, where they stand, the shape of cells.

use std::sync::Arc;

use super::build::whole_file;
use super::labels::heatmap_names;
use super::restyle::axes_of;
use super::{
    Aspect, AxisSide, Figure, Heatmap, Layer, Origin, Plot, ScaleRatio, ShowSettings, XSide, YSide,
    hide,
};
use crate::axis::{Edges, Positions, Scale, TickRule};

/// Runs the axes as asked.
pub(super) fn scales(figure: &mut Figure, show: &ShowSettings) {
    for (which, wanted) in [show.xscale, show.yscale].into_iter().enumerate() {
        let Some(wanted) = wanted else { continue };
        for index in axes_of(figure, which) {
            let letter = ["x", "y"][which.min(1)];
            let changed = match figure.axes.get(index).map(|axis| axis.scale) {
                Some(scale) if scale == wanted => continue,
                Some(Scale::Category) if wanted != Scale::Linear => Err("its categories are words"),
                Some(_) => rescaled(figure, [index, which], wanted),
                None => continue,
            };
            if let Err(why) = changed {
                let text = format!(
                    "a {letter} axis stays as it is: {why}, which {} cannot show",
                    super::Choice::name(wanted)
                );
                let warning = whole_file(text);
                if !figure.warnings.contains(&warning) {
                    figure.warnings.push(warning);
                }
            }
        }
    }
}

/// Runs one axis on another scale; or why it cannot.
fn rescaled(
    figure: &mut Figure,
    [index, which]: [usize; 2],
    wanted: Scale,
) -> Result<(), &'static str> {
    let before = figure.axes.get(index).map(|axis| axis.scale);
    if wanted == Scale::Date && before != Some(Scale::Date) {
        return Err("its numbers are no dates");
    }
    if wanted == Scale::Category {
        return counted_off(figure, [index, which]);
    }
    let Some(extent) = extent(figure, [index, which], wanted) else {
        return Err("none of it lies above zero");
    };
    let Some(axis) = figure.axes.get_mut(index) else {
        return Ok(());
    };
    let descends = axis.range[0] > axis.range[1];
    axis.scale = wanted;
    axis.range = if descends {
        [extent[1], extent[0]]
    } else {
        extent
    };
    axis.ticks = TickRule {
        text: axis.ticks.text.clone(),
        ..TickRule::default()
    };
    axis.categories = Arc::default();
    Ok(())
}

/// What cells and points on an axis reach to, as far as a scale has a place for it.
fn extent(figure: &Figure, [index, which]: [usize; 2], scale: Scale) -> Option<[f64; 2]> {
    let mut found: Option<[f64; 2]> = None;
    let mut add = |value: f64| {
        if scale.scale_from_data(value).is_finite() {
            let [low, high] = found.unwrap_or([value; 2]);
            found = Some([low.min(value), high.max(value)]);
        }
    };
    for layer in layers_on(figure, [index, which]) {
        match layer {
            Layer::Heatmap(heatmap) => {
                let edges = side(heatmap, which).edges(scale);
                let ends = edges.extent(scale).unwrap_or([f64::NAN; 2]);
                ends.into_iter().for_each(&mut add);
            }
            Layer::Scatter(scatter) => {
                let values = if which == 0 { &scatter.x } else { &scatter.y };
                values.iter().copied().for_each(&mut add);
            }
        }
    }
    let [low, high] = found?;
    Some(match scale {
        _ if low < high => [low, high],
        Scale::Log => [low / 2.0, high * 2.0],
        _ => [low - 0.5, high + 0.5],
    })
}

fn layers_on(figure: &Figure, [index, which]: [usize; 2]) -> impl Iterator<Item = &Layer> {
    let on_axis = move |plot: &&Plot| [plot.x, plot.y][which.min(1)].0 == index;
    let plots = figure.plots.iter().filter(on_axis);
    plots.flat_map(|plot| &plot.layers)
}

fn side(heatmap: &Heatmap, which: usize) -> &Positions {
    if which == 0 { &heatmap.x } else { &heatmap.y }
}

/// Puts the cells of an axis side by side, one category each; points and marks stay in their cells.
fn counted_off(figure: &mut Figure, [index, which]: [usize; 2]) -> Result<(), &'static str> {
    let heatmaps: Vec<&Heatmap> = layers_on(figure, [index, which])
        .filter_map(Layer::heatmap)
        .collect();
    let (Some(first), Some(axis)) = (heatmaps.first(), figure.axes.get(index)) else {
        return Err("it has no cells");
    };
    let positions = side(first, which).clone();
    if heatmaps
        .iter()
        .any(|heatmap| *side(heatmap, which) != positions)
    {
        return Err("several heatmaps with other cells lie along it");
    }
    let names = heatmap_names(first, axis, which);
    let edges = positions.edges(axis.scale);
    let place = move |value: f64| cell_place(&edges, value);
    hide::move_places(figure, [index, which], &place);
    for plot in &mut figure.plots {
        if [plot.x, plot.y][which.min(1)].0 != index {
            continue;
        }
        for layer in &mut plot.layers {
            if let Layer::Heatmap(heatmap) = layer {
                let labels = Positions::Labels(Arc::clone(&names));
                if which == 0 {
                    (heatmap.x, heatmap.x_labels) = (labels, Arc::clone(&names));
                } else {
                    (heatmap.y, heatmap.y_labels) = (labels, Arc::clone(&names));
                }
            }
        }
    }
    if let Some(axis) = figure.axes.get_mut(index) {
        let count = hide::count(names.len());
        let whole = [-0.5, count.max(1.0) - 0.5];
        let descends = axis.range[0] > axis.range[1];
        axis.range = if descends {
            [whole[1], whole[0]]
        } else {
            whole
        };
        axis.scale = Scale::Category;
        axis.categories = names;
        axis.ticks = TickRule::default();
    }
    Ok(())
}

/// Where a value lies among cells, in indices: whole numbers are the cells' middles.
fn cell_place(edges: &Edges, value: f64) -> f64 {
    let ascends = edges.first() <= edges.last();
    let before = |edge: f64| {
        if ascends {
            edge <= value
        } else {
            edge >= value
        }
    };
    let after = edges.partition_point(before);
    let cell = after.saturating_sub(1).min(edges.cells().saturating_sub(1));
    match (edges.get(cell), edges.get(cell + 1)) {
        (Some(low), Some(high)) if low != high => {
            hide::count(cell) + (value - low) / (high - low) - 0.5
        }
        _ => f64::NAN,
    }
}

/// Turns the y axes so that the first row of their first heatmap stands where asked.
pub(super) fn origins(figure: &mut Figure, origin: Option<Origin>) {
    let Some(origin) = origin else { return };
    for index in axes_of(figure, 1) {
        let heatmap = layers_on(figure, [index, 1]).find_map(Layer::heatmap);
        let (Some(heatmap), Some(axis)) = (heatmap, figure.axes.get(index)) else {
            continue;
        };
        let Some([first, last]) = heatmap.y.edges(axis.scale).extent(axis.scale) else {
            continue;
        };
        let at_bottom = (first <= last) == (axis.range[0] <= axis.range[1]);
        if at_bottom != (origin == Origin::Lower)
            && let Some(axis) = figure.axes.get_mut(index)
        {
            axis.range.reverse();
        }
    }
}

/// Makes units as long on x as on y, or frees them from each other.
pub(super) fn aspect(figure: &mut Figure, aspect: Option<Aspect>) {
    let Some(aspect) = aspect else { return };
    let equal = aspect == Aspect::Equal;
    for index in 0..figure.plots.len() {
        let Some(plot) = figure.plots.get_mut(index) else {
            continue;
        };
        plot.equal_aspect = equal && figure.page.is_none();
        let (x, y) = (plot.x, plot.y);
        for id in [x, y] {
            let axis = figure.axes.get_mut(id.0);
            if let Some(page) = axis.and_then(|axis| axis.page.as_mut()) {
                let page = Arc::make_mut(page);
                page.ratio = (equal && id == y).then_some(ScaleRatio { of: x, ratio: 1.0 });
                page.constrain_domain |= equal;
            }
        }
    }
}

/// Moves the axes to the sides asked for; those laid over others stay where they are.
pub(super) fn sides(figure: &mut Figure, show: &ShowSettings) {
    let x = show.xside.map(|side| match side {
        XSide::Bottom => AxisSide::Bottom,
        XSide::Top => AxisSide::Top,
    });
    let y = show.yside.map(|side| match side {
        YSide::Left => AxisSide::Left,
        YSide::Right => AxisSide::Right,
    });
    for (which, side) in [x, y].into_iter().enumerate() {
        let Some(side) = side else { continue };
        for index in axes_of(figure, which) {
            let Some(axis) = figure.axes.get_mut(index) else {
                continue;
            };
            let page = axis.page.as_ref();
            if page.is_none_or(|page| page.overlaying.is_none()) {
                axis.side = side;
            }
        }
    }
}
