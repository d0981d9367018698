//! What columns and rows are called where a user chooses among them.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Axis, Content, Figure, Heatmap, Layer, Side};
use crate::axis::{Positions, Scale, date_text, exact_number};

/// The labels of a content's columns and of its rows, each once, in the order in which they come:
/// those by which [`super::ShowSettings::hidden_columns`] and `hidden_rows` name them. Of a figure
/// those of all its heatmaps, in all its states. A table's side of more than `most` has none.
#[must_use]
pub fn labels(content: &Content, most: usize) -> [Arc<[String]>; 2] {
    match content {
        Content::Table(table) => [&table.x, &table.y].map(|side| {
            if side.positions.count() > most {
                Arc::default()
            } else {
                each_once(vec![side_names(side)])
            }
        }),
        Content::Figure(file) => {
            let figures: Vec<&Figure> = std::iter::once(&file.base)
                .chain(&file.frames)
                .map(Arc::as_ref)
                .collect();
            [0, 1].map(|which| each_once(names_of_figures(&figures, which)))
        }
    }
}

/// The names of a table's columns or rows, one for each: as written; both ends of an edge; else the
/// number.
pub(super) fn side_names(side: &Side) -> Arc<[String]> {
    let count = side.positions.count();
    let written = &side.labels;
    if written.len() == count {
        return Arc::clone(written);
    }
    if written.len() == count + 1 {
        return written
            .windows(2)
            .map(|edges| format!("{} – {}", edges[0], edges[1]))
            .collect();
    }
    (0..count)
        .map(|index| exact_number(side.positions.centre(index, Scale::Linear)))
        .collect()
}

/// The names of a heatmap's columns (`which` 0) or rows (1), one for each.
pub(super) fn heatmap_names(heatmap: &Heatmap, axis: &Axis, which: usize) -> Arc<[String]> {
    let (positions, written) = match which {
        0 => (&heatmap.x, &heatmap.x_labels),
        _ => (&heatmap.y, &heatmap.y_labels),
    };
    if let Positions::Labels(labels) = positions {
        return Arc::clone(labels);
    }
    let count = positions.count();
    if written.len() == count {
        return Arc::clone(written);
    }
    let name = |index: usize| {
        let centre = positions.centre(index, Scale::Linear);
        match axis.scale {
            Scale::Category => category(axis, centre).unwrap_or_else(|| exact_number(centre)),
            Scale::Date => date_text(centre),
            Scale::Linear | Scale::Log => exact_number(centre),
        }
    };
    (0..count).map(name).collect()
}

/// The category at an index.
fn category(axis: &Axis, index: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a whole number from zero on; casts saturate"
    )]
    let place = (index >= 0.0 && index.fract() == 0.0).then_some(index as usize)?;
    axis.categories.get(place).cloned()
}

/// A heatmap is compared with so many before it.
const MOST_COMPARED: usize = 16;

/// The names of all heatmaps. Most states of a figure have the same positions: their names are made
/// once.
fn names_of_figures(figures: &[&Figure], which: usize) -> Vec<Arc<[String]>> {
    let mut known: Vec<(&Positions, &Arc<[String]>, &Axis)> = Vec::new();
    let mut names = Vec::new();
    for (plot, figure) in figures
        .iter()
        .flat_map(|f| f.plots.iter().map(move |p| (p, f)))
    {
        let id = [plot.x, plot.y][which.min(1)];
        let Some(axis) = figure.axes.get(id.0) else {
            continue;
        };
        for heatmap in plot.layers.iter().filter_map(Layer::heatmap) {
            let (positions, written) = match which {
                0 => (&heatmap.x, &heatmap.x_labels),
                _ => (&heatmap.y, &heatmap.y_labels),
            };
            let same = known.iter().rev().take(MOST_COMPARED).any(|(p, w, a)| {
                *p == positions
                    && *w == written
                    && a.scale == axis.scale
                    && a.categories == axis.categories
            });
            if !same {
                known.push((positions, written, axis));
                names.push(heatmap_names(heatmap, axis, which));
            }
        }
    }
    names
}

fn each_once(names: Vec<Arc<[String]>>) -> Arc<[String]> {
    let mut known = HashSet::new();
    let all: Vec<&String> = names.iter().flat_map(|names| names.iter()).collect();
    if let [only] = names.as_slice()
        && all.iter().collect::<HashSet<_>>().len() == only.len()
    {
        return Arc::clone(only);
    }
    let first = all.into_iter().filter(|name| known.insert(name.as_str()));
    first.cloned().collect()
}
