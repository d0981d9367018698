//! The user's colours over a figure's own.

use super::build::{bar_title, counted, whole_file};
use super::color_range::{automatic_range, data_range, permilles, with_end};
use super::{ColorRange, ColorScaleSpec, Figure, Layer, ShowSettings, Warning};
use crate::color::{Classes, Colormap, NormKind, Rgba};
use crate::grid::Grid;

/// Lays the user's colours over all colour scales of `new`; `own` is the figure as its author made
/// it, with all its rows and columns.
pub(super) fn colors(own: &Figure, new: &mut Figure, show: &ShowSettings) {
    let mut warnings = Vec::new();
    let mut specs = Vec::with_capacity(new.color_scales.len());
    for (index, spec) in own.color_scales.iter().enumerate() {
        let scale = Scale {
            own: spec,
            all: grids(own, index),
            left: grids(new, index),
            index,
        };
        specs.push(scale.restyled(show, &mut warnings));
    }
    new.color_scales = specs;
    for warning in warnings {
        if !new.warnings.contains(&warning) {
            new.warnings.push(warning);
        }
    }
}

/// The grids that a colour scale colours.
fn grids(figure: &Figure, scale: usize) -> Vec<&Grid> {
    let layers = figure.plots.iter().flat_map(|plot| &plot.layers);
    layers
        .filter_map(Layer::heatmap)
        .filter(|heatmap| heatmap.color.0 == scale)
        .map(|heatmap| &heatmap.grid)
        .collect()
}

/// One colour scale and what it colours.
struct Scale<'a> {
    own: &'a ColorScaleSpec,
    /// Its grids with all their rows and columns.
    all: Vec<&'a Grid>,
    /// Its grids without those that are hidden.
    left: Vec<&'a Grid>,
    index: usize,
}

impl Scale<'_> {
    fn restyled(&self, show: &ShowSettings, warnings: &mut Vec<Warning>) -> ColorScaleSpec {
        let own = self.own;
        let norm = match show.norm {
            NormKind::Linear => own.norm,
            chosen => chosen,
        };
        let midpoint = show.midpoint.or(own.midpoint);
        let classes = show.classes.clone().or_else(|| own.classes.clone());
        let (range, given) = self.range(show, norm);
        let even = matches!(norm, NormKind::Linear | NormKind::Log);
        self.warn(norm, warnings);
        ColorScaleSpec {
            colormap: self.colormap(show, warnings),
            norm,
            range,
            midpoint: midpoint.filter(|_| given || !even),
            quantiles: match norm {
                NormKind::Quantile => permilles(&self.left),
                _ => own.quantiles.clone(),
            },
            classes,
            missing: match show.missing {
                Rgba::TRANSPARENT => own.missing,
                chosen => chosen,
            },
            under: show.under.or(own.under),
            over: show.over.or(own.over),
            title: bar_title(own.title.clone(), show.reduction),
            bar: own.bar.clone(),
            shown: own.shown,
        }
    }

    /// The range, and whether it was given (by the user or the figure's author) rather than read off
    /// the values.
    fn range(&self, show: &ShowSettings, norm: NormKind) -> (ColorRange, bool) {
        if let Some(range) = show.ranges.get(&self.index).copied().or(show.range) {
            return (ColorRange::Known(range), true);
        }
        if let Some(Classes::Bounds(bounds)) = &show.classes
            && let (Some(&low), Some(&high)) = (bounds.first(), bounds.last())
        {
            return (ColorRange::Known([low, high]), true);
        }
        if show.reduction.makes_new_values() {
            return (ColorRange::OfPicture, false);
        }
        let data = data_range(&self.left, norm, show.robust);
        if let Some(range) = data.and_then(|data| with_end(data, show.range_end)) {
            return (ColorRange::Known(range), true);
        }
        let automatic = self.is_automatic();
        let unchanged = norm == self.own.norm && show.midpoint.is_none() && self.shows_all();
        if !show.robust && (!automatic || unchanged) {
            return (self.own.range, !automatic || self.own.midpoint.is_some());
        }
        let range = match data {
            Some(range) => automatic_range(range, norm, show.midpoint),
            None => [0.0, 1.0],
        };
        (ColorRange::Known(range), false)
    }

    fn shows_all(&self) -> bool {
        let ids = |grids: &[&Grid]| grids.iter().map(|grid| grid.id()).collect::<Vec<_>>();
        ids(&self.all) == ids(&self.left)
    }

    /// Was the figure's own range read off its values?
    fn is_automatic(&self) -> bool {
        let ColorRange::Known(known) = self.own.range else {
            return true;
        };
        let Some(extent) = data_range(&self.all, self.own.norm, false) else {
            return true;
        };
        known == automatic_range(extent, self.own.norm, None)
    }

    fn colormap(&self, show: &ShowSettings, warnings: &mut Vec<Warning>) -> Colormap {
        let own = &self.own.colormap;
        match show.colormap.as_deref() {
            None | Some("") => own.clone(),
            Some("_r") => own.reversed(),
            Some(name) => Colormap::named(name).unwrap_or_else(|| {
                warnings.push(whole_file(format!(
                    "no colour map is named {name:?}, shown in the figure's own"
                )));
                own.clone()
            }),
        }
    }

    fn warn(&self, norm: NormKind, warnings: &mut Vec<Warning>) {
        let not_positive: u64 = self.left.iter().map(|grid| grid.stats().not_positive).sum();
        if norm == NormKind::Log && not_positive > 0 {
            warnings.push(whole_file(format!(
                "{} at zero or below, which log colours cannot tell apart, shown in the under colour",
                counted(not_positive, "value")
            )));
        }
    }
}
