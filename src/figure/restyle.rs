//! A figure with choices of its own, under choices of the user's: only what the user has chosen
//! changes.

use std::collections::HashSet;
use std::sync::Arc;

use super::restyle_axes::{aspect, origins, scales, sides};
use super::restyle_color::colors;
use super::{Align, Figure, Font, Frame2d, Heatmap, Layer, PageTitle, ShowSettings, hide};
use crate::grid::Reduction;

/// The figure with the user's choices laid over its author's.
///
/// Total: a choice that does not fit the figure (a log axis for words) is left aside with a warning.
#[must_use]
pub fn restyle(figure: &Figure, show: &ShowSettings) -> Figure {
    let mut new = figure.clone();
    hide::hide(&mut new, show);
    cells(&mut new, show);
    colors(figure, &mut new, show);
    scales(&mut new, show);
    origins(&mut new, show.origin);
    aspect(&mut new, show.aspect);
    sides(&mut new, show);
    words(&mut new, show);
    new
}

/// Every heatmap of a figure.
pub(super) fn heatmaps_mut(figure: &mut Figure) -> impl Iterator<Item = &mut Heatmap> {
    let layers = figure.plots.iter_mut().flat_map(|plot| &mut plot.layers);
    layers.filter_map(|layer| match layer {
        Layer::Heatmap(heatmap) => Some(heatmap),
        Layer::Scatter(_) => None,
    })
}

/// What is the same for all cells.
fn cells(figure: &mut Figure, show: &ShowSettings) {
    for heatmap in heatmaps_mut(figure) {
        if show.reduction != Reduction::default() {
            heatmap.reduction = show.reduction;
        }
        if let Some(gap) = show.gap {
            heatmap.gap = [gap.max(0.0); 2];
        }
        if show.bare || show.text.is_some() {
            heatmap.template = None;
            heatmap.text = show.text.clone();
        }
    }
}

/// Titles: the figure's, those of the first plot's axes, that of the first colour bar.
fn words(figure: &mut Figure, show: &ShowSettings) {
    if let Some(title) = &show.title {
        set_title(figure, title);
    }
    let plot = figure.plots.first();
    let axes = plot.map(|plot| [plot.x, plot.y]);
    for (id, label) in axes.into_iter().flatten().zip([&show.xlabel, &show.ylabel]) {
        if let (Some(axis), Some(label)) = (figure.axes.get_mut(id.0), label) {
            axis.title.clone_from(label);
        }
    }
    let mut scales = figure.color_scales.iter_mut();
    if let (Some(scale), Some(label)) = (scales.find(|scale| scale.shown), &show.zlabel) {
        scale.title.clone_from(label);
    }
}

fn set_title(figure: &mut Figure, title: &str) {
    let text = Some(title.to_owned()).filter(|title| !title.is_empty());
    figure.title.clone_from(&text);
    let Some(page) = figure.page.as_mut().map(Arc::make_mut) else {
        return;
    };
    let before = page.title.take();
    page.title = text.map(|text| match before {
        Some(before) => PageTitle { text, ..before },
        None => PageTitle {
            text,
            font: Font {
                size: page.font.size * 1.4,
                ..page.font.clone()
            },
            subtitle: None,
            x: 0.5,
            x_anchor: Some(Align::Middle),
            x_of: Frame2d::Container,
            y: None,
            y_anchor: None,
            y_of: Frame2d::Container,
            pad: [0.0; 4],
            auto_margin: false,
        },
    });
}

/// Indices of the axes that plots use as x (`which` 0) or y (1), each once.
pub(super) fn axes_of(figure: &Figure, which: usize) -> Vec<usize> {
    let mut known = HashSet::new();
    let axes = figure.plots.iter().map(|plot| match which {
        0 => plot.x.0,
        _ => plot.y.0,
    });
    axes.filter(|axis| *axis < figure.axes.len() && known.insert(*axis))
        .collect()
}
